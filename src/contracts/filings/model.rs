//! The nouns: the deposit of a contract, that of an amendment, and the facts that both have.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ids::{AmendmentFilingId, AmendmentId, ContractFilingId, ContractId};
use crate::schema::{amendment_filings, contract_filings};
use crate::text_enum;

text_enum!(
    /// Who a contract is deposited with.
    Addressee {
        /// Skills operator, for a private employer.
        Opco = "opco" => "OPCO" / "OPCO",
        /// State service, for a public employer.
        Ddets = "ddets" => "DDETS (employeur public)" / "DDETS (public employer)",
    }
);

text_enum!(
    /// Where a deposit stands.
    FilingState {
        /// Sent, waiting for the decision.
        Sent = "sent" => "Envoyé, réponse attendue" / "Sent, answer awaited",
        /// Accepted, with its number.
        Accepted = "accepted" => "Accepté" / "Accepted",
        /// Refused, with its reason.
        Refused = "refused" => "Refusé" / "Refused",
    }
);

text_enum!(
    /// Why a deposit was refused: what the law lets be checked.
    FilingRefusal {
        /// The training is not eligible to apprenticeship.
        Training = "training"
            => "Formation non éligible à l'apprentissage" / "Training not eligible to apprenticeship",
        /// The age of the apprentice.
        Age = "age" => "Âge de l'apprenti" / "Age of the apprentice",
        /// The tutor.
        Tutor = "tutor" => "Maître d'apprentissage" / "Tutor",
        /// The pay.
        Pay = "pay" => "Rémunération" / "Pay",
        /// The employer is forbidden to recruit apprentices.
        Opposition = "opposition"
            => "Opposition à l'engagement d'apprentis" / "Employer forbidden to recruit apprentices",
        /// The centre may not prepare for the certification.
        Certification = "certification"
            => "CFA non habilité pour la certification" / "Centre not allowed to prepare for the certification",
        /// The centre is not certified for its quality.
        Quality = "quality" => "CFA sans certification qualité" / "Centre without quality certification",
        /// The file stayed incomplete.
        Incomplete = "incomplete" => "Dossier resté incomplet" / "File left incomplete",
        /// No answer in time: silence is a refusal.
        Silence = "silence" => "Silence, qui vaut refus" / "Silence, which is a refusal",
        /// Another reason, said in the note.
        Other = "other" => "Autre motif" / "Another reason",
    }
);

/// What is known of a deposit, whatever is deposited.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Insertable)]
#[diesel(table_name = contract_filings)]
#[diesel(table_name = amendment_filings)]
pub struct FilingFacts {
    /// Rank of the attempt, from 1.
    #[schema(minimum = 1)]
    pub attempt: i32,
    /// Who it was sent to.
    pub addressee: Addressee,
    /// Name of the organisation.
    #[schema(max_length = 200)]
    pub organisation: Option<String>,
    /// Its SIRET.
    #[schema(max_length = 14)]
    pub organisation_siret: Option<String>,
    /// Day on which the employer sent the file.
    pub sent_on: NaiveDate,
    /// Day on which the complete file was received.
    pub complete_on: Option<NaiveDate>,
    /// Where it stands.
    pub state: FilingState,
    /// Day of the decision.
    pub decided_on: Option<NaiveDate>,
    /// Coded reason of a refusal.
    pub reason_code: Option<FilingRefusal>,
    /// What the organisation wrote about it.
    #[schema(max_length = 1000)]
    pub reason_note: Option<String>,
}

/// One deposit.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = contract_filings, check_for_backend(diesel::pg::Pg))]
#[schema(as = FilingOut)]
pub struct ContractFiling {
    /// Identifier.
    pub id: ContractFilingId,
    /// Contract deposited.
    #[serde(skip)]
    pub contract_id: ContractId,
    /// Number given with the acceptance.
    #[schema(max_length = 15)]
    pub deca_number: Option<String>,
    /// What is known of it.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(select_expression = (
        contract_filings::attempt,
        contract_filings::addressee,
        contract_filings::organisation,
        contract_filings::organisation_siret,
        contract_filings::sent_on,
        contract_filings::complete_on,
        contract_filings::state,
        contract_filings::decided_on,
        contract_filings::reason_code,
        contract_filings::reason_note,
    ))]
    pub facts: FilingFacts,
}

/// One deposit of an amendment.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = amendment_filings, check_for_backend(diesel::pg::Pg))]
#[schema(as = AmendmentFilingOut)]
pub struct AmendmentFiling {
    /// Identifier.
    pub id: AmendmentFilingId,
    /// Amendment deposited.
    #[serde(skip)]
    pub amendment_id: AmendmentId,
    /// Number given to the amendment.
    #[schema(max_length = 30)]
    pub amendment_number: Option<String>,
    /// What is known of it.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(select_expression = (
        amendment_filings::attempt,
        amendment_filings::addressee,
        amendment_filings::organisation,
        amendment_filings::organisation_siret,
        amendment_filings::sent_on,
        amendment_filings::complete_on,
        amendment_filings::state,
        amendment_filings::decided_on,
        amendment_filings::reason_code,
        amendment_filings::reason_note,
    ))]
    pub facts: FilingFacts,
}
