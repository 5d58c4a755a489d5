//! The nouns: a publication of rates, and a rate of it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::ids::{CohortId, RatePublicationId, RatePublicationValueId, SiteId};
use crate::law::figures::{ExclusionReason, IndicatorRate, RateDefinition};
use crate::outcomes::indicators::model::NoValueReason;
use crate::outcomes::indicators::rules::Percentage;
use crate::platform::db::Json;
use crate::schema::{rate_publication_values, rate_publications};
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// Whose figures are published.
    PublicationChannel {
        /// Those of the site, as it owes them to the public.
        Own = "own" => "Chiffres du site" / "Figures of the site",
        /// Those under the threshold of the official ones.
        Official = "official" => "Seuil officiel" / "Official threshold",
    }
);

/// Rates as they were published.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = rate_publications, check_for_backend(diesel::pg::Pg))]
pub struct RatePublication {
    pub id: RatePublicationId,
    pub site_id: SiteId,
    pub programme_code: String,
    pub cohort_id: Option<CohortId>,
    /// Year of the exam session.
    pub exam_session: Option<i32>,
    pub channel: PublicationChannel,
    /// Day as of which they were computed.
    pub as_of: NaiveDate,
    /// Version of the definitions.
    pub edition: String,
    /// Fewest people of a rate that was shown.
    pub threshold: i32,
    pub published_at: DateTime<Utc>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_reason: Option<String>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Subject for RatePublication {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A publication to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = rate_publications)]
pub struct NewRatePublication {
    pub id: RatePublicationId,
    pub site_id: SiteId,
    pub programme_code: String,
    pub cohort_id: Option<CohortId>,
    pub exam_session: Option<i32>,
    pub channel: PublicationChannel,
    pub as_of: NaiveDate,
    pub edition: String,
    pub threshold: i32,
    pub published_at: DateTime<Utc>,
}

/// A rate of a publication, without the people it is over.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = rate_publication_values, check_for_backend(diesel::pg::Pg))]
pub struct RatePublicationValue {
    pub publication_id: RatePublicationId,
    pub rate: IndicatorRate,
    pub numerator: i32,
    pub denominator: i32,
    /// Why nothing of it is shown in public.
    pub withheld: Option<NoValueReason>,
    pub excluded: Json<BTreeMap<ExclusionReason, u32>>,
    pub definition: Json<RateDefinition>,
}

impl RatePublicationValue {
    /// The fraction frozen, when it had a value, shown or not.
    pub fn percentage(&self) -> Option<Percentage> {
        let number = |count: i32| u32::try_from(count).unwrap_or_default();
        Percentage::of(number(self.numerator), number(self.denominator))
    }

    /// The fraction shown in public.
    pub fn shown(&self) -> Option<Percentage> {
        self.percentage().filter(|_| self.withheld.is_none())
    }
}

/// A rate of a publication to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = rate_publication_values)]
pub struct NewRatePublicationValue {
    pub id: RatePublicationValueId,
    pub site_id: SiteId,
    pub publication_id: RatePublicationId,
    pub rate: IndicatorRate,
    pub rank: i16,
    pub numerator: i32,
    pub denominator: i32,
    pub withheld: Option<NoValueReason>,
    pub excluded: Json<BTreeMap<ExclusionReason, u32>>,
    pub definition: Json<RateDefinition>,
    /// The contracts, or the enrolments at a session, it is over, when it is shown.
    pub cases: Vec<Uuid>,
    /// Whose each is.
    pub people: Vec<Uuid>,
}
