//! The figures on pay, as `catalogue/law/pay.toml` and `catalogue/law/smic.toml` give them.

use chrono::NaiveDate;
use serde::Deserialize;

use super::Versions;
use crate::law::money::{Cents, Percent, divided_nearest};
use crate::law::territories::Territory;
use crate::text_enum;

/// Pay years the grid knows.
pub const PAY_YEARS: usize = 4;

const MONTHS: i64 = 12;

text_enum!(
    /// What a share of an age band is taken of.
    BandBase {
        /// The minimum wage.
        Smic = "smic" => "SMIC" / "Minimum wage (SMIC)",
        /// The higher of the minimum wage and the conventional minimum of the job.
        Higher = "higher"
            => "Le plus élevé du SMIC et du minimum conventionnel" / "The higher of the minimum wage and the conventional minimum",
    }
);

/// The minimum wage through time.
#[derive(Debug, Clone, Deserialize)]
pub struct SmicLaw {
    /// Last day for which it is known.
    pub known_until: NaiveDate,
    /// Hours of a year at the legal week.
    pub yearly_hours: i64,
    /// Its values, the oldest first.
    #[serde(flatten)]
    pub rates: Versions<SmicRates>,
}

/// The minimum wage of an hour, gross, in cents.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct SmicRates {
    /// Everywhere but Mayotte.
    pub metropolitan_hourly_cents: Cents,
    pub mayotte_hourly_cents: Cents,
}

impl SmicRates {
    /// The value of an hour somewhere.
    pub const fn hourly(&self, territory: Territory) -> Cents {
        match territory {
            Territory::Mayotte => self.mayotte_hourly_cents,
            _ => self.metropolitan_hourly_cents,
        }
    }
}

impl SmicLaw {
    /// The value of a month at the legal week, rounded to the cent.
    pub const fn monthly(&self, hourly: Cents) -> Cents {
        Cents(divided_nearest(hourly.0 * self.yearly_hours, MONTHS))
    }

    /// First day whose value is known.
    pub fn known_from(&self) -> NaiveDate {
        self.rates.all().first().map_or(NaiveDate::MAX, |first| first.from)
    }
}

/// The pay of apprentices, in force together.
#[derive(Debug, Clone, Deserialize)]
pub struct PayLaw {
    /// Age bands, the youngest first.
    pub bands: Vec<Band>,
    /// Months an extension after a failed exam adds at most (L6222-11).
    pub extension_months: u32,
    /// Points added when a disabled worker's contract is extended (R6222-48).
    pub disabled_worker_points: Percent,
    /// Points added for a related diploma of the same level (D6222-30).
    pub related_diploma_points: Percent,
    /// Share of the minimum wage the additions do not go beyond (D6222-31).
    pub cap: Percent,
    /// The choices made where the texts leave one.
    pub choices: PayChoices,
}

/// An age band of the grid.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Stable code.
    pub code: String,
    /// In French, after an article: `de 18 à 20 ans`.
    pub fr: String,
    /// In English.
    pub en: String,
    /// First age in it, in full years.
    pub from_age: u32,
    /// Share by pay year.
    pub percents: [Percent; PAY_YEARS],
    /// What the share is taken of.
    pub base: BandBase,
}

impl Band {
    /// The share of a pay year; beyond the last, the last.
    pub fn percent(&self, year: u32) -> Percent {
        let index = usize::try_from(year).unwrap_or(PAY_YEARS).clamp(1, PAY_YEARS) - 1;
        self.percents[index]
    }
}

/// The choices made where the texts leave one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayChoices {
    /// What the pay year of a contract shorter than the cycle is counted from.
    pub shorter_contract: CountedFrom,
    /// What the weeks of a year beyond the cycle are paid, in a contract begun before it.
    pub early_start: EarlyStart,
    /// When who is born on the 1st changes age band.
    pub birthday_on_the_first: BirthdayOnTheFirst,
    /// Pay year to which the points for a related diploma are added.
    pub related_diploma_year: u32,
    /// Pay year of a licence professionnelle.
    pub licence_professionnelle_year: u32,
}

text_enum!(
    /// What pay years are counted from.
    CountedFrom {
        /// The start of the contract.
        Execution = "execution" => "Début du contrat" / "Start of the contract",
        /// The start of the training cycle.
        Cycle = "cycle" => "Début du cycle de formation" / "Start of the training cycle",
    }
);

text_enum!(
    /// What the weeks beyond the cycle are paid in a contract begun before it.
    EarlyStart {
        /// As the next year.
        NextYear = "next_year" => "Comme l'année suivante" / "As the next year",
        /// As the last year of the cycle.
        LastYear = "last_year" => "Comme la dernière année du cycle" / "As the last year of the cycle",
    }
);

text_enum!(
    /// When who is born on the 1st changes age band.
    BirthdayOnTheFirst {
        /// A month later.
        FollowingMonth = "following_month" => "Le mois suivant" / "A month later",
        /// At once.
        SameDay = "same_day" => "Le jour même" / "At once",
    }
);

impl PayLaw {
    /// The band of an age.
    pub fn band_at(&self, age: u32) -> &Band {
        let begun = self.bands.partition_point(|band| band.from_age <= age);
        &self.bands[begun.saturating_sub(1)]
    }

    /// Why this is not a grid, if it is not.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let ascending = self.bands.windows(2).all(|pair| pair[0].from_age < pair[1].from_age);
        let from_birth = self.bands.first().is_some_and(|band| band.from_age == 0);
        let years = 1..=u32::try_from(PAY_YEARS).unwrap_or(u32::MAX);
        let choices = [self.choices.related_diploma_year, self.choices.licence_professionnelle_year];
        match () {
            () if !from_birth || !ascending => Some("age bands go from age 0 on, the youngest first"),
            () if !choices.iter().all(|year| years.contains(year)) => Some("pay years go from 1 to 4"),
            () => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::figures::Law;

    /// The table published, by territory: monthly values in cents; two of Mayotte recomputed from the hour.
    const PUBLISHED: [(&str, i64, i64); 13] = [
        ("2019-01-01", 152_122, 114_812),
        ("2020-01-01", 153_942, 116_177),
        ("2021-01-01", 155_458, 117_390),
        ("2021-10-01", 158_947, 119_968),
        ("2022-01-01", 160_312, 121_030),
        ("2022-05-01", 164_558, 124_215),
        ("2022-08-01", 167_895, 126_642),
        ("2023-01-01", 170_928, 129_068),
        ("2023-05-01", 174_720, 131_950),
        ("2024-01-01", 176_692, 133_467),
        ("2024-11-01", 180_180, 136_197),
        ("2026-01-01", 182_303, 141_505),
        ("2026-06-01", 186_702, 144_993),
    ];

    #[test]
    fn each_month_of_the_published_table_comes_from_its_hour() {
        let smic = Law::embedded().unwrap().smic;
        assert_eq!(smic.rates.all().len(), PUBLISHED.len());
        for (version, (from, metropolitan, mayotte)) in smic.rates.all().iter().zip(PUBLISHED) {
            assert_eq!(version.from, from.parse::<NaiveDate>().unwrap());
            let monthly = |territory| smic.monthly(version.said.hourly(territory)).0;
            assert_eq!(
                (monthly(Territory::Metropolitan), monthly(Territory::Mayotte)),
                (metropolitan, mayotte),
                "{from}"
            );
        }
    }

    #[test]
    fn the_bands_are_those_of_the_public_simulator() {
        let law = Law::embedded().unwrap();
        let grid = law.pay.on("2026-09-01".parse().unwrap());
        for (age, percent) in
            [(15, 27), (17, 27), (18, 43), (20, 43), (21, 53), (25, 53), (26, 100), (30, 100)]
        {
            assert_eq!(grid.band_at(age).percent(1), Percent(percent * 100), "{age}");
        }
        assert_eq!(grid.band_at(19).percent(4), grid.band_at(19).percent(3));
        assert_eq!(grid.band_at(19).percent(9), grid.band_at(19).percent(3));
    }

    #[test]
    fn a_year_of_pay_is_that_of_the_public_simulator() {
        let rates = *Law::embedded().unwrap().smic.rates.on("2026-06-01".parse().unwrap());
        let yearly = |hourly: Cents, percent: i64| divided_nearest(hourly.0 * 1820 * percent, 100 * 100);
        for (percent, metropolitan, mayotte) in
            [(27, 6_049, 4_698), (43, 9_634, 7_482), (53, 11_874, 9_222), (100, 22_404, 17_399)]
        {
            assert_eq!(yearly(rates.metropolitan_hourly_cents, percent), metropolitan);
            assert_eq!(yearly(rates.mayotte_hourly_cents, percent), mayotte);
        }
    }

    #[test]
    fn the_shares_of_2020_are_those_published_to_the_truncated_cent() {
        let smic = Cents(153_942);
        for (percent, truncated) in [
            (27, 41_564),
            (39, 60_037),
            (55, 84_668),
            (43, 66_195),
            (51, 78_510),
            (67, 103_141),
            (53, 81_589),
            (61, 93_904),
            (78, 120_074),
        ] {
            let up = smic.share_up(Percent(percent * 100)).0;
            assert_eq!(up, truncated + 1, "{percent} %");
        }
    }
}
