//! The nouns: the case of a rupture, its steps, and where it stands.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::rules::DoneStep;
use crate::ids::{ApprenticeId, ContractId, RuptureId, RuptureStepId, SiteId};
use crate::ruptures::declarations::rules::{Ground, Initiator};
use crate::schema::{rupture_cases, rupture_steps};
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// Where the case of a rupture stands.
    RuptureCaseState {
        /// The procedure goes on.
        Open = "open" => "En cours" / "Under way",
        /// The contract ended: the rupture of the same identifier tells when.
        Completed = "completed" => "Rompu" / "Broken",
        /// The parties gave it up.
        Abandoned = "abandoned" => "Abandonnée" / "Given up",
    }
);

/// What is said of a case and may change while it is open.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = rupture_cases, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = RuptureCaseChange, example = json!({ "planned_on": "2026-03-16" }))]
pub struct RuptureCaseFacts {
    /// First day without contract that the parties want, if they said one.
    #[schema(example = "2026-03-16")]
    pub planned_on: Option<NaiveDate>,
    /// Day the centre received the notice, if it did.
    pub notice_received_on: Option<NaiveDate>,
    /// What the staff keep in mind.
    #[schema(min_length = 1, max_length = 2000)]
    pub note: Option<String>,
}

/// The procedure that may end a contract.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = rupture_cases, check_for_backend(diesel::pg::Pg))]
pub struct RuptureCase {
    /// Identifier, which the rupture bears too once it took place.
    pub id: RuptureId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Contract that may end.
    pub contract_id: ContractId,
    /// Apprentice concerned.
    pub apprentice_id: ApprenticeId,
    /// Ground of the rupture.
    pub ground: Ground,
    /// Who started it.
    pub initiator: Initiator,
    /// Day it was opened, which says the version of the law it follows.
    pub opened_on: NaiveDate,
    /// What was said of it.
    #[serde(flatten)]
    #[diesel(embed)]
    pub facts: RuptureCaseFacts,
    /// Why the contract ended against the procedure, when it did.
    #[schema(max_length = 1000)]
    pub breach_reason: Option<String>,
    /// Day the parties gave it up.
    pub abandoned_on: Option<NaiveDate>,
    /// Why they gave it up.
    #[schema(max_length = 1000)]
    pub abandoned_reason: Option<String>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for RuptureCase {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// What is said of a step that happened.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = rupture_steps, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = RuptureStepChange, example = json!({ "done_on": "2026-03-02", "document": "Courriel du 02/03" }))]
pub struct RuptureStepFacts {
    /// Day it happened.
    #[schema(example = "2026-03-02")]
    pub done_on: NaiveDate,
    /// Reference of the paper that shows it.
    #[schema(min_length = 1, max_length = 300, example = "Courriel du 02/03")]
    pub document: Option<String>,
    /// What the staff keep in mind.
    #[schema(min_length = 1, max_length = 2000)]
    pub note: Option<String>,
    /// Why it happened against the order or the delays, when it did.
    #[schema(min_length = 1, max_length = 1000)]
    pub breach_reason: Option<String>,
}

/// A step of a procedure, as it happened.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = rupture_steps, check_for_backend(diesel::pg::Pg))]
pub struct RuptureStep {
    /// Identifier.
    pub id: RuptureStepId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Case it is part of.
    pub case_id: RuptureId,
    /// Apprentice concerned.
    pub apprentice_id: ApprenticeId,
    /// Code of the step, among those of the ground.
    #[schema(max_length = 40)]
    pub step: String,
    /// What was said of it.
    #[serde(flatten)]
    #[diesel(embed)]
    pub facts: RuptureStepFacts,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl RuptureStep {
    /// The step as the rules take it.
    pub fn as_done(&self) -> DoneStep {
        DoneStep {
            code: self.step.clone(),
            on: self.facts.done_on,
            confirmed: self.facts.breach_reason.is_some(),
        }
    }
}

impl Subject for RuptureStep {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
