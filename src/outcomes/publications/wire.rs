//! JSON in and out: a publication as the staff read it, beside the rates of today, and as anybody does.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{PublicationChannel, RatePublication, RatePublicationValue};
use crate::catalogue::programmes::file::{PublishedFigure, RateKind};
use crate::ids::{CohortId, RatePublicationId, SiteId};
use crate::law::figures::IndicatorRate;
use crate::outcomes::indicators::model::{NoValueReason, RateCount};
use crate::outcomes::indicators::wire::{ExclusionOut, RateDefinitionOut, RateValueOut, excluded};
use crate::platform::clock::paris_day;
use crate::platform::text::Lang;

/// Rates to publish, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"programme": "bts-mco", "session": 2027, "channel": "own"}))]
pub struct RatePublicationIn {
    /// Site whose rates they are; may be left out by whoever works at one.
    pub site_id: Option<SiteId>,
    /// Code of the programme.
    #[schema(min_length = 1, max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Only this cohort.
    pub cohort_id: Option<CohortId>,
    /// Only the cohorts of this exam session, by its year.
    #[schema(minimum = 2000, maximum = 2100, example = 2027)]
    pub session: Option<i32>,
    /// Whose figures they are: fewer people are shown of those of the site.
    pub channel: PublicationChannel,
    /// Day as of which they are computed: today when absent.
    pub as_of: Option<NaiveDate>,
}

/// A publication of rates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RatePublicationOut {
    /// Identifier.
    pub id: RatePublicationId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Code of the programme.
    #[schema(max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Cohort; null for all those of the session.
    pub cohort_id: Option<CohortId>,
    /// Year of the exam session; null for all of them.
    #[schema(minimum = 2000, maximum = 2100, example = 2027)]
    pub session: Option<i32>,
    /// Whose figures they are.
    pub channel: PublicationChannel,
    /// Day as of which they were computed.
    pub as_of: NaiveDate,
    /// Version of the definitions.
    #[schema(max_length = 40)]
    pub edition: String,
    /// Fewest people of a rate that was shown.
    #[schema(minimum = 1)]
    pub threshold: i32,
    /// When they were published.
    pub published_at: DateTime<Utc>,
    /// When they were withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Why they were withdrawn.
    #[schema(max_length = 500)]
    pub withdrawn_reason: Option<String>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
}

impl From<&RatePublication> for RatePublicationOut {
    fn from(row: &RatePublication) -> Self {
        Self {
            id: row.id,
            site_id: row.site_id,
            programme: row.programme_code.clone(),
            cohort_id: row.cohort_id,
            session: row.exam_session,
            channel: row.channel,
            as_of: row.as_of,
            edition: row.edition.clone(),
            threshold: row.threshold,
            published_at: row.published_at,
            withdrawn_at: row.withdrawn_at,
            withdrawn_reason: row.withdrawn_reason.clone(),
            version: row.version,
        }
    }
}

/// A rate as it would be computed today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RateNowOut {
    /// Its value; null when it has none.
    pub value: Option<RateValueOut>,
    /// Why it has none.
    pub no_value: Option<NoValueReason>,
    /// Whether it differs from what was frozen.
    pub differs: bool,
}

/// A rate as it was frozen, beside what it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FrozenRateOut {
    /// Which rate.
    pub rate: IndicatorRate,
    /// Its name, in the language asked for.
    #[schema(max_length = 200)]
    pub label: String,
    /// Its value then; null when it had none.
    pub value: Option<RateValueOut>,
    /// Why nothing of it is shown in public; null when it is.
    pub withheld: Option<NoValueReason>,
    /// Who was left out, by reason.
    #[schema(max_items = 50)]
    pub excluded: Vec<ExclusionOut>,
    /// The definition followed then.
    pub definition: RateDefinitionOut,
    /// The same rate today; null where it is no longer defined.
    pub now: Option<RateNowOut>,
}

/// A publication with its rates, each beside what it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RatePublicationDetail {
    /// The publication.
    #[serde(flatten)]
    pub publication: RatePublicationOut,
    /// Its rates.
    #[schema(max_items = 50)]
    pub rates: Vec<FrozenRateOut>,
}

impl RatePublicationDetail {
    /// A publication with its rates, and what they come to now.
    pub fn of(
        row: &RatePublication,
        values: &[RatePublicationValue],
        now: &HashMap<IndicatorRate, RateCount>,
        lang: Lang,
    ) -> Self {
        let rates = values.iter().map(|value| frozen(row, value, now.get(&value.rate), lang)).collect();
        Self { publication: RatePublicationOut::from(row), rates }
    }
}

fn frozen(
    row: &RatePublication,
    value: &RatePublicationValue,
    now: Option<&RateCount>,
    lang: Lang,
) -> FrozenRateOut {
    let then = value.percentage();
    let count = RateCount { excluded: value.excluded.0.clone(), ..RateCount::default() };
    let now = now.map(|now| RateNowOut {
        value: now.percentage().map(|fraction| RateValueOut::of(fraction, lang)),
        no_value: now.no_value(),
        differs: now.percentage() != then || now.excluded != value.excluded.0,
    });
    FrozenRateOut {
        rate: value.rate,
        label: value.rate.label().in_lang(lang).to_owned(),
        value: then.map(|fraction| RateValueOut::of(fraction, lang)),
        withheld: value.withheld,
        excluded: excluded(&count, lang),
        definition: RateDefinitionOut::of(&value.definition.0, &row.edition, lang),
        now,
    }
}

/// Whose published rates anybody reads.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PublicIndicatorParams {
    /// Only this site, by its code.
    #[param(min_length = 1, max_length = 60, example = "ufa-leonie-aviat")]
    pub site: Option<String>,
    /// Only this programme, by its code.
    #[param(min_length = 1, max_length = 60, example = "bts-mco")]
    pub programme: Option<String>,
    /// Only this exam session, by its year.
    #[param(minimum = 2000, maximum = 2100, example = 2027)]
    pub session: Option<i32>,
    /// Only in this channel.
    #[param(inline)]
    pub channel: Option<PublicationChannel>,
}

/// A rate as anybody reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublicRateOut {
    /// Which rate.
    pub rate: IndicatorRate,
    /// Its name, in the language asked for.
    #[schema(max_length = 200)]
    pub label: String,
    /// Its value, with its numerator and denominator; null when it is not shown.
    pub value: Option<RateValueOut>,
    /// Why it is not.
    pub withheld: Option<NoValueReason>,
    /// The reason in words, in the language asked for.
    #[schema(max_length = 200)]
    pub withheld_label: Option<String>,
    /// What it counts, by which version.
    pub definition: RateDefinitionOut,
}

/// A publication as anybody reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublicRatesOut {
    /// Identifier of the publication.
    pub id: RatePublicationId,
    /// Code of the site.
    #[schema(max_length = 60, example = "ufa-leonie-aviat")]
    pub site: String,
    /// Name of the site.
    #[schema(max_length = 300)]
    pub site_name: String,
    /// Code of the programme.
    #[schema(max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Title of the programme.
    #[schema(max_length = 300)]
    pub programme_title: String,
    /// Whether it is of one cohort alone.
    pub of_one_cohort: bool,
    /// Year of the exam session; null for all of them.
    #[schema(minimum = 2000, maximum = 2100, example = 2027)]
    pub session: Option<i32>,
    /// Whose figures they are.
    pub channel: PublicationChannel,
    /// Day as of which they were computed.
    pub as_of: NaiveDate,
    /// Day they were published.
    pub published_on: NaiveDate,
    /// Fewest people of a rate that is shown.
    #[schema(minimum = 1)]
    pub threshold: i32,
    /// The rates.
    #[schema(max_items = 50)]
    pub rates: Vec<PublicRateOut>,
}

impl PublicRatesOut {
    /// A publication as anybody reads it, under the names of the site and of the programme.
    pub fn of(
        row: &RatePublication,
        values: &[RatePublicationValue],
        (site, site_name, programme_title): (&str, &str, &str),
        lang: Lang,
    ) -> Self {
        let rate = |value: &RatePublicationValue| PublicRateOut {
            rate: value.rate,
            label: value.rate.label().in_lang(lang).to_owned(),
            value: value.shown().map(|fraction| RateValueOut::of(fraction, lang)),
            withheld: value.withheld,
            withheld_label: value.withheld.map(|reason| reason.label().in_lang(lang).to_owned()),
            definition: RateDefinitionOut::of(&value.definition.0, &row.edition, lang),
        };
        Self {
            id: row.id,
            site: site.to_owned(),
            site_name: site_name.to_owned(),
            programme: row.programme_code.clone(),
            programme_title: programme_title.to_owned(),
            of_one_cohort: row.cohort_id.is_some(),
            session: row.exam_session,
            channel: row.channel,
            as_of: row.as_of,
            published_on: paris_day(row.published_at),
            threshold: row.threshold,
            rates: values.iter().map(rate).collect(),
        }
    }
}

/// Where a figure of the sheet comes from.
const SHEET: &str = "sheet";

/// A figure of a programme's sheet, published before rates were computed here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SheetRateOut {
    /// Always `sheet`.
    #[schema(max_length = 10, example = "sheet")]
    pub source: &'static str,
    /// Code of the programme.
    #[schema(max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Which rate, as the sheet tells it.
    pub rate: RateKind,
    /// Its name on the sheet.
    #[schema(max_length = 2000)]
    pub label: String,
    /// The session or the school year, when the sheet gives it.
    #[schema(max_length = 9, example = "2024/2025")]
    pub period: Option<String>,
    /// Whole percent; null when it was not available, which is not zero.
    #[schema(minimum = 0, maximum = 100)]
    pub percent: Option<u8>,
    /// Always null: the sheet gives no denominator, so nobody can tell of how many people it speaks.
    #[schema(minimum = 1)]
    pub denominator: Option<u32>,
    /// What the sheet adds.
    #[schema(max_length = 2000)]
    pub remark: Option<String>,
    /// That it has no denominator, in words.
    #[schema(max_length = 200)]
    pub note: String,
}

impl SheetRateOut {
    /// A figure of the sheet of a programme, as a past publication.
    pub fn of(programme: &str, figure: &PublishedFigure, lang: Lang) -> Self {
        let note = crate::say!(
            "Chiffre de la fiche, publié sans effectif : il ne se vérifie pas.",
            "Figure of the sheet, published without its number of people: it cannot be checked."
        );
        Self {
            source: SHEET,
            programme: programme.to_owned(),
            rate: figure.rate,
            label: figure.label.clone(),
            period: figure.period.clone(),
            percent: figure.value_percent,
            denominator: None,
            remark: figure.remark.clone(),
            note: note.in_lang(lang).to_owned(),
        }
    }
}

/// What is published, as anybody reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublicIndicatorsOut {
    /// The publications that stand, the latest first.
    #[schema(max_items = 100)]
    pub data: Vec<PublicRatesOut>,
    /// What the sheets of the programmes published before.
    #[schema(max_items = 1000)]
    pub sheet: Vec<SheetRateOut>,
}
