//! Enrolments in JSON, with the status computed from their contracts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{CohortId, EnrolmentId};
use crate::law::figures::Law;
use crate::law::findings::{Finding, Warning};
use crate::people::apprentices::cards::CardSight;
use crate::people::apprentices::cards::model::{Card, CardFacts};
use crate::people::apprentices::cards::wire::{ApprenticeName, EnrolmentFaceOut, apprentice_name};
use crate::people::apprentices::model::{
    Enrolment, EnrolmentFacts, EnrolmentInCohort, EntryReason, SignedContractDates,
};
use crate::people::apprentices::rules::entry::Entry;
use crate::people::apprentices::rules::standing::{Standing, standing_on};
use crate::people::apprentices::rules::status::{ContractSpan, EnrolmentStatus, StatusOn};
use crate::platform::text::Lang;

/// An enrolment, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"cohort_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f75", "enrolled_on": "2025-06-02"}))]
pub struct EnrolmentIn {
    /// Cohort to join, of the apprentice's own site.
    pub cohort_id: CohortId,
    /// Day of the enrolment, today when absent.
    #[schema(example = "2025-06-02")]
    pub enrolled_on: Option<NaiveDate>,
    /// First day in the training; when absent, the day of the enrolment or the first day of the cohort, whichever is later.
    #[schema(example = "2025-10-15")]
    pub entered_on: Option<NaiveDate>,
    /// Last day expected in the training; when absent, the last day of the cohort.
    #[schema(example = "2027-08-24")]
    pub expected_ends_on: Option<NaiveDate>,
    /// Year of the cycle they come into; when absent, that of the first day.
    #[schema(minimum = 1, maximum = 6, example = 1)]
    pub entry_year: Option<i16>,
    /// Why they come in then; when absent, told from the dates.
    pub entry_reason: Option<EntryReason>,
    /// Enrolment of the same apprentice that this one goes on with.
    #[schema(value_type = Option<uuid::Uuid>)]
    pub continues_enrolment_id: Option<EnrolmentId>,
}

impl EnrolmentIn {
    /// The facts sent, on the day of the enrolment.
    pub fn facts(&self, today: NaiveDate) -> EnrolmentFacts {
        EnrolmentFacts {
            entered_on: self.entered_on,
            expected_ends_on: self.expected_ends_on,
            entry_year: self.entry_year,
            entry_reason: self.entry_reason,
            continues_enrolment_id: self.continues_enrolment_id,
            ..EnrolmentFacts::on(self.enrolled_on.unwrap_or(today))
        }
    }
}

/// The day an enrolment takes a status.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatusChangeOut {
    /// First day of the status.
    pub on: NaiveDate,
    /// Status taken.
    pub status: EnrolmentStatus,
    /// Its code on the national dashboard.
    #[schema(max_length = 20, example = "APPRENTI")]
    pub national_code: &'static str,
}

impl From<StatusOn> for StatusChangeOut {
    fn from(change: StatusOn) -> Self {
        Self { on: change.on, status: change.status, national_code: change.status.national_code() }
    }
}

/// An enrolment in the line of an apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EnrolmentLineOut {
    /// Identifier.
    pub id: EnrolmentId,
    /// Cohort joined.
    pub cohort_id: CohortId,
    /// Name of the cohort.
    #[schema(max_length = 200)]
    pub cohort_name: String,
    /// Status on the day asked for; null before the first day.
    pub status: Option<EnrolmentStatus>,
    /// Its code on the national dashboard.
    #[schema(max_length = 20, example = "APPRENTI")]
    pub national_code: Option<&'static str>,
    /// Contract, company, tutor, referent and next visit.
    #[serde(flatten)]
    #[schema(inline)]
    pub face: EnrolmentFaceOut,
}

impl EnrolmentLineOut {
    /// An enrolment as it stands on a day.
    pub fn of(card: &Card, (as_of, law): (NaiveDate, &Law), sight: CardSight) -> Self {
        let status = card.facts.0.status_on(as_of, law);
        Self {
            id: card.enrolment_id,
            cohort_id: card.cohort_id,
            cohort_name: card.facts.0.cohort_name.clone(),
            status,
            national_code: status.map(EnrolmentStatus::national_code),
            face: EnrolmentFaceOut::of(card, as_of, sight),
        }
    }
}

/// The signed contracts of an enrolment, as its status reads them.
#[derive(Debug, Clone)]
pub struct SignedContracts {
    spans: Vec<ContractSpan>,
    /// Code of the ground on which the last one was broken.
    last_ground: Option<String>,
}

impl From<&[SignedContractDates]> for SignedContracts {
    fn from(contracts: &[SignedContractDates]) -> Self {
        let last = contracts.iter().max_by_key(|contract| contract.starts_on);
        Self {
            spans: contracts.iter().map(SignedContractDates::span).collect(),
            last_ground: last.and_then(|contract| contract.rupture_ground.clone()),
        }
    }
}

impl From<&CardFacts> for SignedContracts {
    fn from(facts: &CardFacts) -> Self {
        let last = facts.signed().max_by_key(|contract| contract.starts_on);
        Self { spans: facts.spans(), last_ground: last.and_then(|contract| contract.ground.clone()) }
    }
}

/// Where an enrolment stands on a day, and how it came there.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EnrolmentStatusOut {
    /// Day the status is said of.
    pub as_of: NaiveDate,
    /// Status on that day, as the national dashboard counts it: a statistic, which closes no file; null before the first
    /// day.
    pub status: Option<EnrolmentStatus>,
    /// Its code on the national dashboard.
    #[schema(max_length = 20, example = "APPRENTI")]
    pub national_code: Option<&'static str>,
    /// Every change of status, those to come included, as far as the dates known tell.
    #[schema(max_items = 1000)]
    pub history: Vec<StatusChangeOut>,
    /// Last day on which the law lets the courses be followed without an employer (Code du travail, art. L6222-12-1), from the own entry.
    pub right_without_contract_until: NaiveDate,
    /// Last day on which the law lets the apprentice stay at the centre after the rupture of the last contract
    /// (Code du travail, art. L6222-18-2); null when it is not broken, or on a ground that leaves no such right.
    pub right_after_rupture_until: Option<NaiveDate>,
}

impl EnrolmentStatusOut {
    /// The standing of an enrolment on a day.
    pub fn of(
        row: &EnrolmentInCohort,
        contracts: impl Into<SignedContracts>,
        as_of: NaiveDate,
        law: &Law,
    ) -> Self {
        let excluded_on = row.enrolment.facts.excluded_on;
        let SignedContracts { spans, last_ground } = contracts.into();
        let ended = (excluded_on, last_ground.as_deref());
        let standing = standing_on(as_of, row.entry().course(), &spans, ended, law);
        let Standing { status, history, right_without_contract_until, right_after_rupture_until } = standing;
        Self {
            as_of,
            status,
            national_code: status.map(EnrolmentStatus::national_code),
            history: history.into_iter().map(StatusChangeOut::from).collect(),
            right_without_contract_until,
            right_after_rupture_until,
        }
    }
}

/// An apprentice in a cohort.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EnrolmentOut {
    /// The enrolment itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub enrolment: Enrolment,
    /// Apprentice; null for a machine client without the scope of apprentices.
    pub apprentice: Option<ApprenticeName>,
    /// Name of the cohort.
    #[schema(max_length = 200)]
    pub cohort_name: String,
    /// The person's own entry and expected end, from which everything is computed.
    pub entry: Entry,
    /// Where the enrolment stands.
    pub standing: EnrolmentStatusOut,
    /// Contract, company, tutor, referent and next visit.
    #[serde(flatten)]
    #[schema(inline)]
    pub face: EnrolmentFaceOut,
    /// What was worth telling about what was just written; absent when reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 20, default = "absent")]
    pub warnings: Option<Vec<Warning>>,
}

impl EnrolmentOut {
    /// An enrolment as it stands on a day.
    pub fn of(
        row: EnrolmentInCohort,
        card: &Card,
        (as_of, law): (NaiveDate, &Law),
        sight: CardSight,
    ) -> Self {
        let standing = EnrolmentStatusOut::of(&row, &card.facts.0, as_of, law);
        let entry = row.entry();
        let EnrolmentInCohort { enrolment, cohort } = row;
        Self {
            enrolment,
            apprentice: apprentice_name(card, sight),
            cohort_name: cohort.name,
            entry,
            standing,
            face: EnrolmentFaceOut::of(card, as_of, sight),
            warnings: None,
        }
    }

    /// The same, with what was worth telling about what was just written.
    #[must_use]
    pub fn warned(self, findings: Vec<Finding>, lang: Lang) -> Self {
        Self {
            warnings: Some(findings.into_iter().map(|finding| Warning::render(finding, lang)).collect()),
            ..self
        }
    }
}

/// The day a status is said of.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StatusParams {
    /// Day the status is said of, today when absent.
    pub as_of: Option<NaiveDate>,
}
