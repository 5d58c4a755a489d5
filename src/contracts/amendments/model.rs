//! The noun: an amendment, and its facts.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::contracts::agreements::wire::ContractPatch;
use crate::ids::{AmendmentId, ContractId, SiteId};
use crate::schema::amendments;
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// Type of amendment on the official form.
    AmendmentType {
        /// The employer's legal situation changes.
        LegalSituation = "31"
            => "Modification de la situation juridique de l'employeur" / "Change of the employer's legal situation",
        /// Another employer within a seasonal contract.
        SeasonalEmployer = "32"
            => "Changement d'employeur dans un contrat saisonnier" / "Change of employer within a seasonal contract",
        /// Prolonged after a failure at the exam.
        AfterFailure = "33"
            => "Prolongation après un échec à l'examen" / "Extension after a failure at the exam",
        /// Prolonged for a disabled worker.
        DisabledWorker = "34"
            => "Prolongation pour un travailleur handicapé" / "Extension for a disabled worker",
        /// Another diploma.
        Diploma = "35" => "Changement du diplôme préparé" / "Change of the diploma prepared",
        /// Tutor, working time, shorter duration and other changes.
        Other = "36"
            => "Autres changements (maître d'apprentissage, durée du travail, durée réduite…)" / "Other changes (tutor, working time, shorter duration…)",
        /// Another place of work.
        Workplace = "37" => "Changement du lieu d'exécution" / "Change of the place of work",
        /// Another main place of training.
        TrainingPlace = "38"
            => "Changement du lieu principal de formation" / "Change of the main place of training",
    }
);

/// A draft amendment, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = amendments, check_for_backend(diesel::pg::Pg))]
#[schema(as = AmendmentIn, example = json!({
    "type_code": "36", "effective_on": "2026-03-01", "reason": "La tutrice a quitté l'entreprise.",
    "changes": {"tutor_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f74", "tutor_attested": true},
}))]
pub struct AmendmentFacts {
    /// Type on the official form.
    pub type_code: AmendmentType,
    /// First day on which the changes hold.
    #[schema(example = "2026-03-01")]
    pub effective_on: NaiveDate,
    /// What changes in the contract, and only that; null clears.
    #[schema(value_type = ContractPatch)]
    pub changes: Value,
    /// Why, in the words of the parties.
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: Option<String>,
}

/// An amendment of a signed contract, draft or signed.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = amendments, check_for_backend(diesel::pg::Pg))]
pub struct Amendment {
    /// Identifier.
    pub id: AmendmentId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Contract amended.
    pub contract_id: ContractId,
    /// What it says.
    #[serde(flatten)]
    #[diesel(embed)]
    pub facts: AmendmentFacts,
    /// Day of the signature; null while it is a draft.
    pub signed_on: Option<NaiveDate>,
    /// Why it was signed though the exams were still to come.
    #[schema(max_length = 1000)]
    pub confirmation: Option<String>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Amendment {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
