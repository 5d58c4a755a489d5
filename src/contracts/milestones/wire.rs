//! JSON in and out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{Milestone, MilestoneFacts};
use crate::law::deadlines::model::MilestoneKind;
use crate::law::figures::{AskedOf, BroughtBy, DelayFrom, DocumentKind};
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::body::MergePatch;
use crate::platform::text::Lang;
use crate::text_enum;

text_enum!(
    /// A fact recorded about a contract.
    ContractMilestoneKind {
        /// The medical visit took place.
        MedicalVisit = "medical_visit" => "Visite médicale passée" / "Medical visit done",
        /// The student card was given.
        StudentCard = "student_card" => "Carte d'étudiant remise" / "Student card given",
        /// The student card was handed back.
        StudentCardReturn = "student_card_return"
            => "Carte d'étudiant rendue" / "Student card handed back",
        /// An invoice of the CFA was sent.
        Invoice = "invoice" => "Facture envoyée" / "Invoice sent",
        /// A change of pay was announced.
        PayStep = "pay_step"
            => "Changement de rémunération annoncé" / "Change of pay announced",
        /// The rupture was told to the body of the deposit.
        RuptureNotice = "rupture_notice" => "Rupture signalée" / "Rupture told",
    }
);

impl From<ContractMilestoneKind> for MilestoneKind {
    fn from(kind: ContractMilestoneKind) -> Self {
        match kind {
            ContractMilestoneKind::MedicalVisit => Self::MedicalVisit,
            ContractMilestoneKind::StudentCard => Self::StudentCard,
            ContractMilestoneKind::StudentCardReturn => Self::StudentCardReturn,
            ContractMilestoneKind::Invoice => Self::Invoice,
            ContractMilestoneKind::PayStep => Self::PayStep,
            ContractMilestoneKind::RuptureNotice => Self::RuptureNotice,
        }
    }
}

/// Something done about a contract, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "invoice", "step": "1-7", "done_on": "2026-02-27"}))]
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

/// What may be corrected of a milestone.
pub type MilestonePatch = MergePatch<MilestoneFacts>;

impl AboutPeople for Milestone {
    fn about(&self, _: NaiveDate) -> RowTopic {
        RowTopic::under(self.apprentice_id, self.contract_id, self.facts.done_on)
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
    /// A document as shown to a reader.
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
