//! The deposits of a contract with the skills operator or the State.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::FilingRefusal;
use crate::ids::{ContractFilingId, ContractId, SiteId};
use crate::schema::contract_filings;
use crate::text_enum;

text_enum!(
    /// Who a contract is deposited with.
    Addressee {
        /// Skills operator, for a private employer.
        Opco = "opco",
        /// State service, for a public employer.
        Ddets = "ddets",
    }
);

text_enum!(
    /// Where a deposit stands.
    FilingState {
        /// Sent, waiting for the decision.
        Sent = "sent",
        /// Accepted, with its number.
        Accepted = "accepted",
        /// Refused, with its reason.
        Refused = "refused",
    }
);

/// One deposit of a contract.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = contract_filings, check_for_backend(diesel::pg::Pg))]
pub struct ContractFiling {
    /// Identifier.
    pub id: ContractFilingId,
    /// Contract deposited.
    pub contract_id: ContractId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Rank of the attempt, from 1.
    pub attempt: i32,
    /// Who it was sent to.
    pub addressee: Addressee,
    /// Name of the organisation.
    pub organisation: Option<String>,
    /// Its SIRET.
    pub organisation_siret: Option<String>,
    /// Day on which the employer sent the file.
    pub sent_on: NaiveDate,
    /// Day on which the complete file was received.
    pub complete_on: Option<NaiveDate>,
    /// Where it stands.
    pub state: FilingState,
    /// Day of the decision.
    pub decided_on: Option<NaiveDate>,
    /// Number given with the acceptance.
    pub deca_number: Option<String>,
    /// Coded reason of a refusal.
    pub reason_code: Option<FilingRefusal>,
    /// What the organisation wrote about it.
    pub reason_note: Option<String>,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

/// A deposit about to be written.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = contract_filings)]
pub struct NewContractFiling {
    /// Identifier.
    pub id: ContractFilingId,
    /// Contract deposited.
    pub contract_id: ContractId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Rank of the attempt, from 1.
    pub attempt: i32,
    /// Who it is sent to.
    pub addressee: Addressee,
    /// Name of the organisation.
    pub organisation: Option<String>,
    /// Its SIRET.
    pub organisation_siret: Option<String>,
    /// Day on which the employer sent the file.
    pub sent_on: NaiveDate,
    /// Day on which the complete file was received.
    pub complete_on: Option<NaiveDate>,
}
