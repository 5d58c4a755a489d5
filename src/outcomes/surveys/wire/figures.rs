//! Official figures, as sent and as answered.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{OfficialFigureId, SiteId};
use crate::outcomes::surveys::model::{OfficialFigure, OfficialFigureFacts, OfficialRate};
use crate::platform::body::MergePatch;
use crate::platform::text::Lang;

/// What a figure published by the administration says, as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"programme": "bts-mco", "rate": "employment", "months": 6, "vintage_from": 2023,
    "vintage_to": 2024, "value_hundredths": 7143, "population": 56, "source": "InserJeunes, data.gouv.fr",
    "published_on": "2026-02-10"}))]
pub struct OfficialFigureIn {
    /// Programme it is about, by its code; none for the site as a whole.
    #[schema(min_length = 1, max_length = 60, example = "bts-mco")]
    pub programme: Option<String>,
    /// Which rate.
    pub rate: OfficialRate,
    /// Months after the end of the training, exactly for a rate of employment.
    #[schema(minimum = 1, maximum = 60, example = 6)]
    pub months: Option<i16>,
    /// First year of the cohorts counted.
    #[schema(minimum = 2000, maximum = 2100, example = 2023)]
    pub vintage_from: i32,
    /// Last one: official rates of establishments add two years up.
    #[schema(minimum = 2000, maximum = 2100, example = 2024)]
    pub vintage_to: i32,
    /// The rate in hundredths of a percent, or of a point for added value; absent when it is not published.
    #[schema(minimum = -10000, maximum = 10000, example = 7143)]
    pub value_hundredths: Option<i32>,
    /// How many people it is computed over, when said.
    #[schema(minimum = 0, maximum = 1000000, example = 56)]
    pub population: Option<i32>,
    /// Why there is no value.
    #[schema(min_length = 3, max_length = 300, example = "Moins de 20 sortants")]
    pub withheld_reason: Option<String>,
    /// Where it was read.
    #[schema(min_length = 3, max_length = 300, example = "InserJeunes, data.gouv.fr")]
    pub source: String,
    /// Day on which it was published.
    pub published_on: NaiveDate,
}

/// Any of the fields of an official figure, null to clear.
pub type OfficialFigurePatch = MergePatch<OfficialFigureIn>;

impl From<OfficialFigureIn> for OfficialFigureFacts {
    fn from(sent: OfficialFigureIn) -> Self {
        Self {
            programme_code: sent.programme,
            rate: sent.rate,
            months: sent.months,
            vintage_from: sent.vintage_from,
            vintage_to: sent.vintage_to,
            value_hundredths: sent.value_hundredths,
            population: sent.population,
            withheld_reason: sent.withheld_reason,
            source: sent.source,
            published_on: sent.published_on,
        }
    }
}

impl From<OfficialFigureFacts> for OfficialFigureIn {
    fn from(facts: OfficialFigureFacts) -> Self {
        Self {
            programme: facts.programme_code,
            rate: facts.rate,
            months: facts.months,
            vintage_from: facts.vintage_from,
            vintage_to: facts.vintage_to,
            value_hundredths: facts.value_hundredths,
            population: facts.population,
            withheld_reason: facts.withheld_reason,
            source: facts.source,
            published_on: facts.published_on,
        }
    }
}

/// A figure published by the administration: beside our own, never mixed with them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OfficialFigureOut {
    /// Identifier.
    pub id: OfficialFigureId,
    /// Site it is about.
    pub site_id: SiteId,
    /// What it says.
    #[serde(flatten)]
    #[schema(inline)]
    pub figure: OfficialFigureIn,
    /// Which rate, in words.
    #[schema(max_length = 100, example = "Taux d'emploi des sortants")]
    pub rate_label: String,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl OfficialFigureOut {
    /// A figure in words.
    pub fn of(row: OfficialFigure, lang: Lang) -> Self {
        Self {
            rate_label: row.facts.rate.label().in_lang(lang).to_owned(),
            id: row.id,
            site_id: row.site_id,
            figure: row.facts.into(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
