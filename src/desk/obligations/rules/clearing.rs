//! The request that clears something due: its method, its address and a body that only lacks what nobody knows yet.

use chrono::NaiveDate;
use serde_json::{Value, json};
use uuid::Uuid;

use super::deadlines::FREE_RUPTURE;
use super::stays::SOCIAL_COVER;
use crate::desk::obligations::model::{ObligationFacts, ObligationKind as Kind};
use crate::ids::{ApprenticeId, CohortId, ContractId};
use crate::ruptures::procedures::due::{EFFECT, NOTICE};

/// The request that clears something due.
#[derive(Debug, Clone, PartialEq)]
pub struct Clears {
    /// HTTP method.
    pub method: &'static str,
    /// Path.
    pub href: String,
    /// Body to send, once completed; none for what is only read.
    pub body: Option<Value>,
    /// JSON pointers of what in the body is to be said by whoever sends it.
    pub to_fill: &'static [&'static str],
}

/// What something due is about.
#[derive(Debug, Clone, Copy)]
pub struct ObligationSubject<'a> {
    /// What is due.
    pub kind: Kind,
    /// Which one, of what is due several times.
    pub step: &'a str,
    /// Record it is about.
    pub subject: Uuid,
    /// Contract concerned.
    pub contract: Option<ContractId>,
    /// Apprentice concerned.
    pub apprentice: Option<ApprenticeId>,
    /// Cohort concerned.
    pub cohort: Option<CohortId>,
    /// What makes it so.
    pub facts: &'a ObligationFacts,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    /// Day it is cleared on, unless said otherwise.
    pub today: NaiveDate,
}

/// Stands for a text that nobody wrote yet.
const UNSAID: &str = "…";

/// The request that clears something due.
pub fn clears_with(about: ObligationSubject<'_>) -> Clears {
    let ObligationSubject { kind, step, subject, today, .. } = about;
    let apprentice = about.apprentice.map_or(subject, |apprentice| apprentice.0);
    match kind {
        Kind::VisitToHold => post(format!("/v1/visits/{subject}/report"))
            .with(
                json!({ "held_on": about.facts.planned_on.map_or(today, |planned_on| planned_on.min(today)),
                        "present": ["apprentice", "tutor"], "report": UNSAID }),
            )
            .lacking(&["/held_on", "/present", "/report"]),
        Kind::ReportToAcknowledge => post(format!("/v1/visits/{subject}/acknowledgements"))
            .with(json!({ "report_version": report_version(step) })),
        Kind::CommitmentDue => {
            post(format!("/v1/visit-commitments/{subject}/completion")).with(json!({ "done_on": today }))
        }
        Kind::CallToReturn => {
            post(format!("/v1/phone-contacts/{subject}/follow-up")).with(json!({ "cleared_on": today }))
        }
        Kind::Document => post(format!("/v1/apprentices/{apprentice}/documents"))
            .with(json!({ "document": step, "received_on": today })),
        Kind::RuptureStep => of_rupture(subject, step, today),
        Kind::DifficultyToAnswer => post(format!("/v1/difficulties/{subject}/notes"))
            .with(json!({ "note": UNSAID, "visibility": "staff" }))
            .lacking(&["/note"]),
        Kind::ComplaintToAnswer => post(format!("/v1/complaints/{subject}/steps"))
            .with(json!({ "kind": "answered", "done_on": today, "note": UNSAID }))
            .lacking(&["/note"]),
        Kind::StayStep => {
            let stay = if about.contract.is_some() { "contract_id" } else { "enrolment_id" };
            post(format!("/v1/apprentices/{apprentice}/stay-steps"))
                .with(json!({ stay: subject, "step": step, "done_on": today }))
        }
        Kind::ReferentMissing => post(format!("/v1/apprentices/{apprentice}/referents"))
            .with(json!({ "account_id": Uuid::nil() }))
            .lacking(&["/account_id"]),
        _ => of_exam(about).unwrap_or_else(|| of_contract(about)),
    }
}

/// What clears something due about a mock exam.
fn of_exam(about: ObligationSubject<'_>) -> Option<Clears> {
    let ObligationSubject { kind, subject, .. } = about;
    let exam = format!("/v1/mock-exams/{subject}");
    let day = about.facts.starts_on.unwrap_or(about.due_on);
    Some(match kind {
        Kind::MockExamToPrepare => request("PATCH", exam)
            .with(json!({ "starts_on": day, "ends_on": about.facts.ends_on.unwrap_or(day) }))
            .lacking(&["/starts_on", "/ends_on"]),
        Kind::MockExamToHold => post(format!("{exam}/holding")).with(json!({})),
        Kind::MockExamToMark => request("PUT", format!("{exam}/marks"))
            .with(json!({ "marks": [{ "paper_id": Uuid::nil(), "enrolment_id": Uuid::nil(), "status": "absent" }] }))
            .lacking(&["/marks"]),
        Kind::ExamToRegister => post(format!("/v1/cohorts/{subject}/results"))
            .with(json!({
                "session": about.step.parse::<i32>().ok(),
                "rows": [{ "enrolment_id": Uuid::nil(), "registered_on": about.today }],
            }))
            .lacking(&["/rows"]),
        Kind::TutorToInvite => post(format!("{exam}/invitations")).with(json!({})),
        Kind::InvitationToAnswer => post(format!("/v1/mock-exam-invitations/{subject}/answer"))
            .with(json!({ "answer": "accepted" }))
            .lacking(&["/answer"]),
        _ => return None,
    })
}

/// What clears something that a procedure of rupture waits for.
fn of_rupture(case: Uuid, step: &str, today: NaiveDate) -> Clears {
    let home = format!("/v1/ruptures/{case}");
    match step {
        NOTICE => request("PATCH", format!("{home}/case")).with(json!({ "notice_received_on": today })),
        EFFECT => post(format!("{home}/completion"))
            .with(json!({ "effective_on": today, "notice_received_on": today }))
            .lacking(&["/effective_on"]),
        _ => post(format!("{home}/steps")).with(json!({ "step": step, "done_on": today })),
    }
}

/// What clears something due about a contract.
fn of_contract(about: ObligationSubject<'_>) -> Clears {
    let ObligationSubject { kind, step, subject, today, due_on, .. } = about;
    let contract = about.contract.map_or(subject, |contract| contract.0);
    let home = format!("/v1/contracts/{contract}");
    match kind {
        Kind::VisitToPlan => post("/v1/visits".to_owned())
            .with(json!({ "contract_id": contract, "planned_on": due_on }))
            .lacking(&["/planned_on"]),
        Kind::ContractToComplete => request("PATCH", home)
            .with(json!({ "starts_on": about.facts.starts_on.unwrap_or(due_on) }))
            .lacking(&[""]),
        Kind::ContractToSign => post(format!("{home}/signature")).with(json!({ "signed_on": today })),
        Kind::DepositToMake => {
            let deposited = match step.parse::<Uuid>() {
                Ok(amendment) => format!("/v1/amendments/{amendment}"),
                Err(_) => home,
            };
            post(format!("{deposited}/filings")).with(json!({ "sent_on": today }))
        }
        Kind::OpcoAnswer if subject != contract => get(format!("/v1/amendments/{subject}/transitions")),
        Kind::OpcoAnswer => get(format!("{home}/transitions")),
        Kind::WindowClosing if step == FREE_RUPTURE => get(format!("{home}/clock")),
        Kind::WindowClosing if step == SOCIAL_COVER => request("PATCH", format!("/v1/stay-steps/{subject}"))
            .with(json!({ "ends_on": about.facts.ends_on.unwrap_or(due_on) }))
            .lacking(&["/ends_on"]),
        Kind::WindowClosing => post("/v1/contracts".to_owned())
            .with(json!({ "enrolment_id": if about.contract.is_some() { Uuid::nil() } else { subject },
                          "employer_id": Uuid::nil(), "type_code": "11", "starts_on": due_on, "ends_on": due_on }))
            .lacking(&["/enrolment_id", "/employer_id", "/type_code", "/starts_on", "/ends_on"]),
        _ => post(format!("{home}/milestones")).with(milestone(kind, step, today)),
    }
}

/// The fact recorded that clears something due: it bears the name of what it clears.
fn milestone(kind: Kind, step: &str, today: NaiveDate) -> Value {
    match kind {
        Kind::PayStep | Kind::Invoice => json!({ "kind": kind, "step": step, "done_on": today }),
        _ => json!({ "kind": kind, "done_on": today }),
    }
}

/// The version of the report to acknowledge, which begins the step.
fn report_version(step: &str) -> i16 {
    step.split('-')
        .next()
        .and_then(|version| version.parse().ok())
        .filter(|version| *version > 0)
        .unwrap_or(1)
}

fn request(method: &'static str, href: String) -> Clears {
    Clears { method, href, body: None, to_fill: &[] }
}

fn post(href: String) -> Clears {
    request("POST", href)
}

fn get(href: String) -> Clears {
    request("GET", href)
}

impl Clears {
    fn with(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }

    fn lacking(self, to_fill: &'static [&'static str]) -> Self {
        Self { to_fill, ..self }
    }
}
