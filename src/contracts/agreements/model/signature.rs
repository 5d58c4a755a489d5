//! Who signed a contract, and when.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::ids::{ContractId, SiteId};
use crate::schema::contract_signatures;
use crate::text_enum;

text_enum!(
    /// A party that signs a contract.
    Party {
        /// The employer.
        Employer = "employer",
        /// The apprentice.
        Apprentice = "apprentice",
        /// The legal representative of a minor.
        Guardian = "guardian",
        /// The CFA, by its visa.
        Cfa = "cfa",
    }
);

/// One signature of a contract.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = contract_signatures, check_for_backend(diesel::pg::Pg))]
pub struct ContractSignature {
    /// Contract.
    pub contract_id: ContractId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Who signed.
    pub party: Party,
    /// Day of the signature.
    pub signed_on: NaiveDate,
    /// Name of the person who signed, when it was said.
    pub signatory: Option<String>,
    /// Account or client that recorded it.
    pub recorded_by: Option<Uuid>,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
}
