//! An enrolment, and what its status is computed from: the dates of its cohort and of its contracts.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId, SiteId};
use crate::people::apprentices::rules::entry::Entry;
use crate::people::apprentices::rules::status::{ContractSpan, Course};
use crate::platform::body::MergePatch;
use crate::platform::types;
use crate::schema::{cohorts, contracts, enrolments, ruptures};
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// Why somebody came into a training when they did.
    EntryReason {
        /// With the others, at the start of the cycle.
        CycleStart = "cycle_start" => "Début du cycle" / "Start of the cycle",
        /// After the others, in the same year.
        LateEntry = "late_entry" => "Entrée en cours d'année" / "Late entry",
        /// Directly in a later year, by agreement (Code du travail, art. L6222-7-1).
        DirectEntry = "direct_entry"
            => "Entrée directe dans une année suivante" / "Direct entry in a later year",
        /// To repeat a year after a failure (art. L6222-11).
        Repeat = "repeat" => "Redoublement" / "Repeats a year",
        /// From another centre, to finish there.
        Transfer = "transfer" => "Transfert d'un autre centre" / "Transfer from another centre",
    }
);

/// An enrolment: the person's own way through a cohort, as sent.
#[derive(
    Debug, Clone, Copy, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable, AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = enrolments, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = EnrolmentChangeIn, example = json!({"enrolled_on": "2025-06-02"}))]
pub struct EnrolmentFacts {
    /// Day of the enrolment.
    #[schema(example = "2025-06-02")]
    pub enrolled_on: NaiveDate,
    /// First day in the training; when null, the day of the enrolment or the first day of the cohort, whichever is later.
    #[schema(example = "2025-10-15")]
    pub entered_on: Option<NaiveDate>,
    /// Last day expected in the training; when null, the last day of the cohort.
    #[schema(example = "2027-08-24")]
    pub expected_ends_on: Option<NaiveDate>,
    /// Year of the cycle they come into; when null, that of the first day.
    #[schema(minimum = 1, maximum = 6, example = 1)]
    pub entry_year: Option<i16>,
    /// Why they come in then; when null, told from the dates.
    pub entry_reason: Option<EntryReason>,
    /// Enrolment of the same apprentice that this one goes on with.
    #[schema(value_type = Option<uuid::Uuid>)]
    pub continues_enrolment_id: Option<EnrolmentId>,
    /// First day of a definitive exclusion from the CFA.
    #[schema(example = "2026-03-02")]
    pub excluded_on: Option<NaiveDate>,
}

impl EnrolmentFacts {
    /// An enrolment on a day of which nothing else is said.
    pub const fn on(enrolled_on: NaiveDate) -> Self {
        Self {
            enrolled_on,
            entered_on: None,
            expected_ends_on: None,
            entry_year: None,
            entry_reason: None,
            continues_enrolment_id: None,
            excluded_on: None,
        }
    }
}

/// Any of the facts of an enrolment, null to clear.
pub type EnrolmentPatch = MergePatch<EnrolmentFacts>;

/// An apprentice in a cohort.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = enrolments, check_for_backend(diesel::pg::Pg))]
pub struct Enrolment {
    /// Identifier.
    pub id: EnrolmentId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice enrolled.
    pub apprentice_id: ApprenticeId,
    /// Cohort joined.
    pub cohort_id: CohortId,
    /// What was sent.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: EnrolmentFacts,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    #[serde(serialize_with = "types::instant")]
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    #[serde(serialize_with = "types::instant")]
    pub updated_at: DateTime<Utc>,
}

impl Subject for Enrolment {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// The cohort of an enrolment, and the programme it runs.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = cohorts, check_for_backend(diesel::pg::Pg))]
pub struct CohortDates {
    pub id: CohortId,
    pub name: String,
    /// First day of the training cycle.
    pub starts_on: NaiveDate,
    /// Last day of the training cycle.
    pub ends_on: NaiveDate,
    #[diesel(embed)]
    pub programme: FollowedProgramme,
}

impl CohortDates {
    /// The course of the cohort as a whole.
    pub fn course(&self) -> Course {
        Course { starts_on: self.starts_on, ends_on: self.ends_on }
    }
}

/// An enrolment with the dates of its cohort.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct EnrolmentInCohort {
    #[diesel(embed)]
    pub enrolment: Enrolment,
    #[diesel(embed)]
    pub cohort: CohortDates,
}

impl EnrolmentInCohort {
    /// The person's own entry, from which everything is computed.
    pub fn entry(&self) -> Entry {
        Entry::of(&self.enrolment.facts, self.cohort.course())
    }
}

/// What tells the own entry of somebody, read with whatever an enrolment is read for.
#[derive(Debug, Clone, Copy, Queryable, Selectable)]
#[diesel(table_name = enrolments, check_for_backend(diesel::pg::Pg))]
pub struct EntryDates {
    #[diesel(embed)]
    pub facts: EnrolmentFacts,
    /// First day of the training cycle.
    #[diesel(select_expression = cohorts::starts_on)]
    pub cohort_starts_on: NaiveDate,
    /// Last day of the training cycle.
    #[diesel(select_expression = cohorts::ends_on)]
    pub cohort_ends_on: NaiveDate,
}

impl EntryDates {
    /// The person's own entry.
    pub fn entry(&self) -> Entry {
        Entry::of(&self.facts, Course { starts_on: self.cohort_starts_on, ends_on: self.cohort_ends_on })
    }
}

/// The dates of a signed contract, broken or not; selected beside its rupture, if any.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = contracts, check_for_backend(diesel::pg::Pg))]
pub struct SignedContractDates {
    pub id: ContractId,
    pub enrolment_id: EnrolmentId,
    /// First day of execution.
    pub starts_on: NaiveDate,
    /// Last day agreed.
    pub ends_on: NaiveDate,
    /// Last contract day of a broken contract: the eve of the rupture.
    pub closed_on: Option<NaiveDate>,
    /// Code of the ground of its rupture.
    #[diesel(select_expression = ruptures::ground.nullable())]
    pub rupture_ground: Option<String>,
}

impl SignedContractDates {
    /// The day of the rupture, which is no longer a contract day.
    pub fn broken_on(&self) -> Option<NaiveDate> {
        self.span().broken_on
    }

    /// The dates as the status rules read them.
    pub fn span(&self) -> ContractSpan {
        ContractSpan::until(self.starts_on, self.ends_on, self.closed_on)
    }
}
