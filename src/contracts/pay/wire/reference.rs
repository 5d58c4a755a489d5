//! The figures of the law on pay, as published.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::law::figures::{
    Band, BandBase, BirthdayOnTheFirst, CountedFrom, EarlyStart, PayChoices, PayLaw, SmicLaw, SmicRates,
    Version,
};
use crate::platform::text::Lang;

/// The minimum wage through time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SmicOut {
    /// Its values, the oldest first.
    #[schema(max_items = 200)]
    pub data: Vec<SmicValueOut>,
    /// Last day for which it is known.
    pub known_until: NaiveDate,
    /// Hours of a year from which a month is computed: hour x this / 12.
    #[schema(minimum = 1)]
    pub yearly_hours: i64,
}

/// The minimum wage from a day on, gross, in cents.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SmicValueOut {
    /// First day.
    pub from_on: NaiveDate,
    /// An hour, everywhere but Mayotte.
    #[schema(minimum = 1)]
    pub metropolitan_hourly_cents: i64,
    /// A month, everywhere but Mayotte.
    #[schema(minimum = 1)]
    pub metropolitan_monthly_cents: i64,
    /// An hour, in Mayotte.
    #[schema(minimum = 1)]
    pub mayotte_hourly_cents: i64,
    /// A month, in Mayotte.
    #[schema(minimum = 1)]
    pub mayotte_monthly_cents: i64,
    /// Publication it was read in.
    #[schema(max_length = 500)]
    pub source: String,
    /// Day it was read.
    pub read_on: NaiveDate,
}

impl From<&SmicLaw> for SmicOut {
    fn from(law: &SmicLaw) -> Self {
        let value = |version: &Version<SmicRates>| {
            let (metropolitan, mayotte) =
                (version.said.metropolitan_hourly_cents, version.said.mayotte_hourly_cents);
            SmicValueOut {
                from_on: version.from,
                metropolitan_hourly_cents: metropolitan.0,
                metropolitan_monthly_cents: law.monthly(metropolitan).0,
                mayotte_hourly_cents: mayotte.0,
                mayotte_monthly_cents: law.monthly(mayotte).0,
                source: version.source.clone(),
                read_on: version.read_on,
            }
        };
        Self {
            data: law.rates.all().iter().map(value).collect(),
            known_until: law.known_until,
            yearly_hours: law.yearly_hours,
        }
    }
}

/// The grid of pay through time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PayGridOut {
    /// Its versions, the oldest first; a contract is paid by the one in force on its first day.
    #[schema(max_items = 50)]
    pub data: Vec<PayGridVersionOut>,
}

/// The grid from a day on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PayGridVersionOut {
    /// First day.
    pub from_on: NaiveDate,
    /// Age bands, the youngest first.
    #[schema(max_items = 10)]
    pub bands: Vec<PayBandOut>,
    /// Added when a disabled worker's contract is extended, in hundredths of a percent.
    #[schema(minimum = 0)]
    pub disabled_worker_points_hundredths: i32,
    /// Added for a related diploma of the same level, in hundredths of a percent.
    #[schema(minimum = 0)]
    pub related_diploma_points_hundredths: i32,
    /// Share of the minimum wage the additions do not go beyond, in hundredths of a percent.
    #[schema(minimum = 0)]
    pub cap_hundredths: i32,
    /// The choices made where the texts leave one.
    pub choices: PayChoicesOut,
    /// Articles it was read in.
    #[schema(max_length = 500)]
    pub source: String,
    /// Day they were read.
    pub read_on: NaiveDate,
}

/// An age band of the grid.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PayBandOut {
    /// Stable code.
    #[schema(max_length = 60)]
    pub code: String,
    /// In the language asked for.
    #[schema(max_length = 100)]
    pub label: String,
    /// First age in it, in full years.
    #[schema(minimum = 0)]
    pub from_age: u32,
    /// Share by pay year.
    #[schema(min_items = 4, max_items = 4)]
    pub shares: Vec<PayShareOut>,
    /// What the share is taken of.
    pub base: BandBase,
}

/// The share of a pay year.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PayShareOut {
    /// Pay year.
    #[schema(minimum = 1, maximum = 4)]
    pub year: u32,
    /// Share, in hundredths of a percent.
    #[schema(minimum = 0)]
    pub percent_hundredths: i32,
}

/// The choices made where the texts leave one.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PayChoicesOut {
    /// What the pay year of a contract shorter than the cycle is counted from.
    pub shorter_contract: CountedFrom,
    /// What the weeks of a year beyond the cycle are paid, in a contract begun before it.
    pub early_start: EarlyStart,
    /// When who is born on the 1st changes age band.
    pub birthday_on_the_first: BirthdayOnTheFirst,
    /// Pay year to which the points for a related diploma are added.
    #[schema(minimum = 1, maximum = 4)]
    pub related_diploma_year: u32,
    /// Pay year of a licence professionnelle.
    #[schema(minimum = 1, maximum = 4)]
    pub licence_professionnelle_year: u32,
}

impl PayGridOut {
    /// The grid as shown to a reader.
    pub fn render(versions: &[Version<PayLaw>], lang: Lang) -> Self {
        Self { data: versions.iter().map(|version| PayGridVersionOut::render(version, lang)).collect() }
    }
}

impl PayGridVersionOut {
    fn render(version: &Version<PayLaw>, lang: Lang) -> Self {
        let law = &version.said;
        Self {
            from_on: version.from,
            bands: law.bands.iter().map(|band| PayBandOut::render(band, lang)).collect(),
            disabled_worker_points_hundredths: law.disabled_worker_points.0,
            related_diploma_points_hundredths: law.related_diploma_points.0,
            cap_hundredths: law.cap.0,
            choices: PayChoicesOut::from(&law.choices),
            source: version.source.clone(),
            read_on: version.read_on,
        }
    }
}

impl PayBandOut {
    fn render(band: &Band, lang: Lang) -> Self {
        let label = match lang {
            Lang::Fr => &band.fr,
            Lang::En => &band.en,
        };
        Self {
            code: band.code.clone(),
            label: label.clone(),
            from_age: band.from_age,
            shares: (1..)
                .zip(&band.percents)
                .map(|(year, percent)| PayShareOut { year, percent_hundredths: percent.0 })
                .collect(),
            base: band.base,
        }
    }
}

impl From<&PayChoices> for PayChoicesOut {
    fn from(choices: &PayChoices) -> Self {
        Self {
            shorter_contract: choices.shorter_contract,
            early_start: choices.early_start,
            birthday_on_the_first: choices.birthday_on_the_first,
            related_diploma_year: choices.related_diploma_year,
            licence_professionnelle_year: choices.licence_professionnelle_year,
        }
    }
}
