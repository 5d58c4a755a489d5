//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::Milestone;
use super::store::MilestoneFilter;
use crate::ids::{ApprenticeId, ContractId, MilestoneId, SiteId};
use crate::law::deadlines::model::MilestoneKind;
use crate::law::figures::{AskedOf, BroughtBy, DelayFrom, DocumentKind};
use crate::platform::body::MergePatch;
use crate::platform::error::Problem;
use crate::platform::page;
use crate::platform::text::Lang;
use crate::text_enum;

text_enum!(
    /// A fact recorded about a contract.
    ContractMilestoneKind {
        /// The medical visit took place.
        MedicalVisit = "medical_visit",
        /// The student card was given.
        StudentCardGiven = "student_card_given",
        /// The student card was handed back.
        StudentCardReturned = "student_card_returned",
        /// An invoice of the CFA was sent.
        InvoiceSent = "invoice_sent",
        /// A change of pay was announced.
        PayStepAnnounced = "pay_step_announced",
        /// The rupture was told to the body of the deposit.
        RuptureTold = "rupture_told",
    }
);

impl From<ContractMilestoneKind> for MilestoneKind {
    fn from(kind: ContractMilestoneKind) -> Self {
        match kind {
            ContractMilestoneKind::MedicalVisit => Self::MedicalVisit,
            ContractMilestoneKind::StudentCardGiven => Self::StudentCardGiven,
            ContractMilestoneKind::StudentCardReturned => Self::StudentCardReturned,
            ContractMilestoneKind::InvoiceSent => Self::InvoiceSent,
            ContractMilestoneKind::PayStepAnnounced => Self::PayStepAnnounced,
            ContractMilestoneKind::RuptureTold => Self::RuptureTold,
        }
    }
}

/// Something done about a contract, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "invoice_sent", "step": "1-7", "done_on": "2026-02-27"}))]
pub struct ContractMilestoneIn {
    /// What was done.
    pub kind: ContractMilestoneKind,
    /// Which one, as `step` of the clock names it: an invoice by year and month (`1-7`, `1-balance`), a change of pay by
    /// its first day; absent for what is done once.
    #[schema(min_length = 1, max_length = 40, example = "1-7")]
    pub step: Option<String>,
    /// Day it was done: today at the latest.
    #[schema(example = "2025-10-02")]
    pub done_on: NaiveDate,
    /// Remark.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// A document received, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"document": "identity", "received_on": "2025-10-02"}))]
pub struct DocumentIn {
    /// Code of the document.
    #[schema(min_length = 1, max_length = 40, example = "identity")]
    pub document: String,
    /// Day it was received: today at the latest.
    #[schema(example = "2025-10-02")]
    pub received_on: NaiveDate,
    /// Remark.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// What may be corrected of a milestone, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"done_on": "2025-10-02", "note": "Reçu par courrier."}))]
pub struct MilestoneIn {
    /// Day it was done: today at the latest.
    pub done_on: NaiveDate,
    /// Remark.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// What may be corrected of a milestone.
pub type MilestonePatch = MergePatch<MilestoneIn>;

impl From<&Milestone> for MilestoneIn {
    fn from(row: &Milestone) -> Self {
        Self { done_on: row.done_on, note: row.note.clone() }
    }
}

/// Why something is withdrawn, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Saisi pour le mauvais apprenti"}))]
pub struct WithdrawalIn {
    /// Why.
    #[schema(min_length = 3, max_length = 500, example = "Saisi pour le mauvais apprenti")]
    pub reason: String,
}

/// Something recorded as done.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MilestoneOut {
    /// Identifier.
    pub id: MilestoneId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice concerned.
    pub apprentice_id: ApprenticeId,
    /// Contract concerned; none for a document.
    pub contract_id: Option<ContractId>,
    /// What was done.
    pub kind: MilestoneKind,
    /// Which one: code of the document, first day of the pay, year and month of the invoice; none for what is done once.
    #[schema(max_length = 40)]
    pub step: Option<String>,
    /// Day it was done.
    pub done_on: NaiveDate,
    /// Remark.
    #[schema(max_length = 1000)]
    pub note: Option<String>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Why it was withdrawn.
    #[schema(max_length = 500)]
    pub withdrawn_reason: Option<String>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<Milestone> for MilestoneOut {
    fn from(row: Milestone) -> Self {
        Self {
            id: row.id,
            site_id: row.site_id,
            apprentice_id: row.apprentice_id,
            contract_id: row.contract_id,
            kind: row.kind,
            step: Some(row.step).filter(|step| !step.is_empty()),
            done_on: row.done_on,
            note: row.note,
            withdrawn_at: row.withdrawn_at,
            withdrawn_reason: row.withdrawn_reason,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What narrows a list of milestones.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MilestoneParams {
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only under this contract.
    #[param(value_type = Option<uuid::Uuid>)]
    pub contract: Option<ContractId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<MilestoneKind>,
    /// `true` for those withdrawn too.
    #[serde(default)]
    pub withdrawn: bool,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}

impl MilestoneParams {
    /// What the store is asked for.
    pub fn filter(self) -> Result<MilestoneFilter, Problem> {
        Ok(MilestoneFilter {
            apprentice_id: self.apprentice,
            contract_id: self.contract,
            site_id: self.site,
            kind: self.kind,
            withdrawn: self.withdrawn,
            after: page::after(self.cursor.as_deref())?,
            limit: self.limit,
        })
    }
}

/// A document a file holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentOut {
    /// Stable code.
    #[schema(max_length = 40, example = "identity")]
    pub code: String,
    /// Its name, in the language asked for.
    #[schema(max_length = 300)]
    pub label: String,
    /// Who brings it.
    pub brought_by: BroughtBy,
    /// Of whom it is asked.
    pub asked_of: AskedOf,
    /// The day its delay runs from.
    pub from: DelayFrom,
    /// Days of delay; negative for a day before.
    #[schema(minimum = -1000, maximum = 1000)]
    pub days: i64,
    /// Where it is asked.
    #[schema(max_length = 300)]
    pub source: String,
}

impl DocumentOut {
    /// A document as told to a reader.
    pub fn render(document: &DocumentKind, lang: Lang) -> Self {
        Self {
            code: document.code.clone(),
            label: document.name(lang).to_owned(),
            brought_by: document.brought_by,
            asked_of: document.asked_of,
            from: document.from,
            days: document.days,
            source: document.source.clone(),
        }
    }
}
