//! Where something due stands on a day, what clears it, and the rule behind a code.

use chrono::NaiveDate;
use uuid::Uuid;

use super::book;
use crate::desk::obligations::model::{ObligationKind as Kind, ObligationState};
use crate::ids::{ApprenticeId, CohortId, ContractId};
use crate::law::deadlines;
use crate::law::figures::{Consequence, Law};
use crate::law::findings::Rule;

/// The days that tell where something stands.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    /// First day on which it is due.
    pub from_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    pub done_on: Option<NaiveDate>,
    /// First day on which it is no longer open.
    pub closed_on: NaiveDate,
}

/// Where something due stands on a day; what is done stays done, whatever else was said of it.
pub fn state_on(as_of: NaiveDate, days: Days, waived: bool) -> ObligationState {
    match days {
        Days { done_on: Some(done_on), .. } if done_on <= as_of => ObligationState::Done,
        _ if waived => ObligationState::Waived,
        Days { closed_on, .. } if closed_on <= as_of => ObligationState::Lapsed,
        Days { due_on, .. } if as_of > due_on => ObligationState::Late,
        Days { from_on, .. } if as_of >= from_on => ObligationState::Due,
        _ => ObligationState::Upcoming,
    }
}

/// The rule of a code.
pub fn rule_of(code: &str) -> Option<&'static Rule> {
    deadlines::RULES.iter().chain(book::RULES).find(|rule| rule.code == code)
}

/// What is lost when something due on a day is late.
pub fn consequence<'a>(kind: Kind, step: &str, due_on: NaiveDate, law: &'a Law) -> Option<&'a Consequence> {
    law.consequences.on(due_on).of(kind.as_str(), step)
}

/// The request that clears something due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clears {
    /// HTTP method.
    pub method: &'static str,
    /// Path.
    pub href: String,
}

/// What something due is about.
#[derive(Debug, Clone, Copy)]
pub struct ObligationSubject {
    /// What is due.
    pub kind: Kind,
    /// Record it is about.
    pub subject: Uuid,
    /// Contract concerned.
    pub contract: Option<ContractId>,
    /// Apprentice concerned.
    pub apprentice: Option<ApprenticeId>,
    /// Cohort concerned.
    pub cohort: Option<CohortId>,
}

/// The request that clears something due.
pub fn clears_with(about: ObligationSubject) -> Clears {
    let ObligationSubject { kind, subject, .. } = about;
    let contract = about.contract.map_or(subject, |contract| contract.0);
    let apprentice = about.apprentice.map_or(subject, |apprentice| apprentice.0);
    let post = |href: String| Clears { method: "POST", href };
    match kind {
        Kind::VisitToHold => post(format!("/v1/visits/{subject}/report")),
        Kind::VisitToPlan => post("/v1/visits".to_owned()),
        Kind::MockExamToPrepare => Clears { method: "PATCH", href: format!("/v1/mock-exams/{subject}") },
        Kind::MockExamToHold => post(format!("/v1/mock-exams/{subject}/holding")),
        Kind::MockExamToMark => Clears { method: "PUT", href: format!("/v1/mock-exams/{subject}/marks") },
        Kind::TutorToInvite => post(format!("/v1/mock-exams/{subject}/invitations")),
        Kind::InvitationToAnswer => post(format!("/v1/mock-exam-invitations/{subject}/answer")),
        Kind::ContractToComplete => Clears { method: "PATCH", href: format!("/v1/contracts/{contract}") },
        Kind::ContractToSign => post(format!("/v1/contracts/{contract}/signature")),
        Kind::DepositToMake => post(format!("/v1/contracts/{contract}/filings")),
        Kind::OpcoAnswer if subject != contract => {
            Clears { method: "GET", href: format!("/v1/amendments/{subject}") }
        }
        Kind::OpcoAnswer => Clears { method: "GET", href: format!("/v1/contracts/{contract}/transitions") },
        Kind::MedicalVisit
        | Kind::StudentCard
        | Kind::StudentCardReturn
        | Kind::PayStepToAnnounce
        | Kind::InvoiceStep
        | Kind::RuptureToTell => post(format!("/v1/contracts/{contract}/milestones")),
        Kind::DocumentMissing => post(format!("/v1/apprentices/{apprentice}/documents")),
        Kind::ReportToAcknowledge => post(format!("/v1/visits/{subject}/acknowledgements")),
        Kind::CommitmentDue => post(format!("/v1/visit-commitments/{subject}/completion")),
        Kind::CallToReturn => post(format!("/v1/phone-contacts/{subject}/follow-up")),
        Kind::ReferentMissing => post(format!("/v1/apprentices/{apprentice}/referents")),
        Kind::WindowClosing => post("/v1/contracts".to_owned()),
    }
}
