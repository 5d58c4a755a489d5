//! Who may do what, from outside: the printed table is the committed one, and every operation obeys it.

use compagnon::trust::access::{Act, SCOPES, printed_matrix};
use reqwest::Method;
use serde_json::json;

use crate::harness::{Person, Reply, Story, World};
use crate::openapi::operations;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/access_matrix.txt");
const ROLES: [&str; 6] = ["administrator", "manager", "trainer", "tutor", "student", "client"];

/// What an operation asks of whoever calls it.
#[derive(Clone, Copy, PartialEq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// This act.
    The(Act),
}
use Needs::{Nothing, The};

/// Every operation of the API, and its act.
pub const OPERATIONS: &[(&str, &str, Needs)] = &[
    ("GET", "/healthz", Nothing),
    ("GET", "/readyz", Nothing),
    ("POST", "/v1/bootstrap", Nothing),
    ("POST", "/v1/sessions", Nothing),
    ("POST", "/v1/sessions/refresh", Nothing),
    ("POST", "/v1/sessions/reauthentication", The(Act::ChangeSelf)),
    ("POST", "/v1/invitations/acceptance", Nothing),
    ("GET", "/v1/programmes", Nothing),
    ("GET", "/v1/programmes/{code}", Nothing),
    ("GET", "/v1/programmes/{code}/exam-regulation", Nothing),
    ("PATCH", "/v1/programmes/{code}", The(Act::ChangeProgramme)),
    ("GET", "/v1/programmes/{code}/versions", The(Act::ReadCatalogueVersion)),
    ("GET", "/v1/programmes/{code}/versions/{number}", The(Act::ReadCatalogueVersion)),
    ("POST", "/v1/programmes/{code}/versions/{number}/restoration", The(Act::ChangeProgramme)),
    ("GET", "/v1/open-days", Nothing),
    ("GET", "/v1/sites", Nothing),
    ("GET", "/v1/sites/{code}", Nothing),
    ("GET", "/v1/cfas/{code}", Nothing),
    ("GET", "/v1/catalogue-files", The(Act::ReadCatalogueVersion)),
    ("PATCH", "/v1/cfas/{code}", The(Act::ChangeCfa)),
    ("GET", "/v1/cfas/{code}/versions", The(Act::ReadCatalogueVersion)),
    ("GET", "/v1/cfas/{code}/versions/{number}", The(Act::ReadCatalogueVersion)),
    ("POST", "/v1/cfas/{code}/versions/{number}/restoration", The(Act::ChangeCfa)),
    ("PATCH", "/v1/sites/{code}", The(Act::ChangeSite)),
    ("GET", "/v1/sites/{code}/versions", The(Act::ReadCatalogueVersion)),
    ("GET", "/v1/sites/{code}/versions/{number}", The(Act::ReadCatalogueVersion)),
    ("POST", "/v1/sites/{code}/versions/{number}/restoration", The(Act::ChangeSite)),
    ("GET", "/v1/me", The(Act::ReadSelf)),
    ("PUT", "/v1/me/password", The(Act::ChangeSelf)),
    ("GET", "/v1/me/feed", The(Act::ReadSelf)),
    ("POST", "/v1/me/feed", The(Act::GiveFeed)),
    ("DELETE", "/v1/me/feed", The(Act::ChangeSelf)),
    ("GET", "/v1/feeds/{secret}.ics", Nothing),
    ("GET", "/v1/sessions", The(Act::ReadSelf)),
    ("DELETE", "/v1/sessions/current", The(Act::ChangeSelf)),
    ("DELETE", "/v1/sessions/{id}", The(Act::ChangeSelf)),
    ("GET", "/v1/accounts", The(Act::ReadAccount)),
    ("POST", "/v1/accounts", The(Act::InvitePerson)),
    ("GET", "/v1/accounts/{id}", The(Act::ReadAccount)),
    ("PATCH", "/v1/accounts/{id}", The(Act::ChangeAccount)),
    ("POST", "/v1/accounts/{id}/disabling", The(Act::ChangeAccount)),
    ("POST", "/v1/accounts/{id}/enabling", The(Act::ChangeAccount)),
    ("POST", "/v1/accounts/{id}/invitation", The(Act::InvitePerson)),
    ("GET", "/v1/accounts/{id}/sessions", The(Act::ReadAccount)),
    ("DELETE", "/v1/accounts/{id}/sessions", The(Act::ChangeAccount)),
    ("DELETE", "/v1/accounts/{id}/sessions/{session_id}", The(Act::ChangeAccount)),
    ("GET", "/v1/me/digest", The(Act::ReadSelf)),
    ("PATCH", "/v1/me/digest", The(Act::ChangeSelf)),
    ("GET", "/v1/mails", The(Act::ReadMail)),
    ("POST", "/v1/mails/{id}/resending", The(Act::ResendMail)),
    ("GET", "/v1/apprentices", The(Act::ReadApprentice)),
    ("POST", "/v1/apprentices", The(Act::CreateApprentice)),
    ("GET", "/v1/apprentices/{id}", The(Act::ReadApprentice)),
    ("PATCH", "/v1/apprentices/{id}", The(Act::ChangeApprentice)),
    ("POST", "/v1/apprentices/{id}/enrolments", The(Act::EnrolApprentice)),
    ("GET", "/v1/apprentices/{id}/guardians", The(Act::ReadGuardian)),
    ("POST", "/v1/apprentices/{id}/guardians", The(Act::WriteGuardian)),
    ("GET", "/v1/apprentices/{id}/timeline", The(Act::ReadTimeline)),
    ("POST", "/v1/apprentices/{id}/withdrawal", The(Act::ChangeApprentice)),
    ("POST", "/v1/apprentices/{id}/merges/preview", The(Act::ChangeApprentice)),
    ("POST", "/v1/apprentices/{id}/merges", The(Act::ChangeApprentice)),
    ("GET", "/v1/guardians/{id}", The(Act::ReadGuardian)),
    ("DELETE", "/v1/guardians/{id}", The(Act::WriteGuardian)),
    ("PATCH", "/v1/guardians/{id}", The(Act::WriteGuardian)),
    ("POST", "/v1/guardians/{id}/withdrawal", The(Act::WriteGuardian)),
    ("GET", "/v1/enrolments", The(Act::ReadApprentice)),
    ("GET", "/v1/enrolments/{id}", The(Act::ReadApprentice)),
    ("PATCH", "/v1/enrolments/{id}", The(Act::ChangeEnrolment)),
    ("POST", "/v1/enrolments/{id}/withdrawal", The(Act::ChangeEnrolment)),
    ("GET", "/v1/enrolments/{id}/status", The(Act::ReadApprentice)),
    ("GET", "/v1/changes", The(Act::ReadChanges)),
    ("GET", "/v1/cohorts", The(Act::ReadCohort)),
    ("POST", "/v1/cohorts", The(Act::CreateCohort)),
    ("GET", "/v1/cohorts/{id}", The(Act::ReadCohort)),
    ("PATCH", "/v1/cohorts/{id}", The(Act::ChangeCohort)),
    ("POST", "/v1/cohorts/{id}/withdrawal", The(Act::ChangeCohort)),
    ("GET", "/v1/cohorts/{id}/class-list", The(Act::ReadClassList)),
    ("GET", "/v1/cohorts/{id}/calendar", The(Act::ReadCohort)),
    ("PUT", "/v1/cohorts/{id}/calendar", The(Act::ChangeCalendar)),
    ("POST", "/v1/cohorts/{id}/calendar/withdrawal", The(Act::ChangeCalendar)),
    ("GET", "/v1/cohorts/{id}/days", The(Act::ReadCohort)),
    ("GET", "/v1/apprentices/{id}/days", The(Act::ReadApprentice)),
    ("GET", "/v1/contracts/{id}/days", The(Act::ReadContract)),
    ("GET", "/v1/apprentices/{id}/calendar-overrides", The(Act::ReadCalendarOverride)),
    ("POST", "/v1/apprentices/{id}/calendar-overrides", The(Act::ChangeCalendar)),
    ("GET", "/v1/calendar-overrides/{id}", The(Act::ReadCalendarOverride)),
    ("PATCH", "/v1/calendar-overrides/{id}", The(Act::ChangeCalendar)),
    ("DELETE", "/v1/calendar-overrides/{id}", The(Act::ChangeCalendar)),
    ("POST", "/v1/calendar-overrides/{id}/withdrawal", The(Act::ChangeCalendar)),
    ("GET", "/v1/absences", The(Act::ReadAbsence)),
    ("POST", "/v1/absences", The(Act::EnterAbsence)),
    ("GET", "/v1/absences/{id}", The(Act::ReadAbsence)),
    ("PATCH", "/v1/absences/{id}", The(Act::ChangeAbsence)),
    ("DELETE", "/v1/absences/{id}", The(Act::ChangeAbsence)),
    ("POST", "/v1/absences/{id}/withdrawal", The(Act::ChangeAbsence)),
    ("POST", "/v1/cohorts/{id}/absences", The(Act::EnterAbsence)),
    ("GET", "/v1/sites/{id}/whereabouts", The(Act::ReadWhereabouts)),
    ("GET", "/v1/reference/absence-reasons", Nothing),
    ("GET", "/v1/contracts", The(Act::ReadContract)),
    ("POST", "/v1/contracts", The(Act::CreateContract)),
    ("GET", "/v1/contracts/{id}/form", The(Act::ReadContractForm)),
    ("GET", "/v1/contracts/{id}/form.pdf", The(Act::ReadContractForm)),
    ("GET", "/v1/contracts/{id}/clock", The(Act::ReadContract)),
    ("POST", "/v1/simulations/clock", The(Act::SimulateClock)),
    ("POST", "/v1/simulations/employer-aid", The(Act::SimulateClock)),
    ("GET", "/v1/contracts/{id}", The(Act::ReadContract)),
    ("DELETE", "/v1/contracts/{id}", The(Act::ChangeContract)),
    ("PATCH", "/v1/contracts/{id}", The(Act::ChangeContract)),
    ("POST", "/v1/contracts/{id}/signature", The(Act::SignContract)),
    ("POST", "/v1/contracts/{id}/signature/withdrawal", The(Act::SignContract)),
    ("GET", "/v1/contracts/{id}/transitions", The(Act::ReadContract)),
    ("GET", "/v1/contracts/{id}/readiness", The(Act::CheckContract)),
    ("POST", "/v1/contracts/{id}/ready", The(Act::ChangeContract)),
    ("POST", "/v1/contracts/{id}/draft", The(Act::ChangeContract)),
    ("POST", "/v1/contracts/{id}/filings", The(Act::FileContract)),
    ("POST", "/v1/contracts/{id}/filings/{filing_id}/completion", The(Act::FileContract)),
    ("POST", "/v1/contracts/{id}/filings/{filing_id}/acceptance", The(Act::FileContract)),
    ("POST", "/v1/contracts/{id}/filings/{filing_id}/refusal", The(Act::FileContract)),
    ("POST", "/v1/contracts/{id}/filings/{filing_id}/withdrawal", The(Act::FileContract)),
    ("POST", "/v1/contracts/{id}/filings/{filing_id}/acceptance/withdrawal", The(Act::FileContract)),
    ("POST", "/v1/contracts/{id}/filings/{filing_id}/refusal/withdrawal", The(Act::FileContract)),
    ("POST", "/v1/pay-simulations", The(Act::SimulatePay)),
    ("GET", "/v1/contracts/{id}/pay-schedule", The(Act::ReadContract)),
    ("GET", "/v1/exports/{list}.csv", The(Act::ExportList)),
    ("GET", "/v1/exports/{list}.xlsx", The(Act::ExportList)),
    ("GET", "/v1/imports", The(Act::ReadImport)),
    ("POST", "/v1/imports", The(Act::CreateImport)),
    ("GET", "/v1/imports/{id}", The(Act::ReadImport)),
    ("GET", "/v1/imports/{id}/rows", The(Act::ReadImport)),
    ("POST", "/v1/imports/{id}/commit", The(Act::CommitImport)),
    ("POST", "/v1/imports/{id}/undo", The(Act::UndoImport)),
    ("GET", "/v1/contracts/{id}/amendments", The(Act::ReadContract)),
    ("POST", "/v1/contracts/{id}/amendments", The(Act::CreateContract)),
    ("GET", "/v1/contracts/{id}/as-of", The(Act::ReadContract)),
    ("GET", "/v1/amendments/{id}", The(Act::ReadContract)),
    ("DELETE", "/v1/amendments/{id}", The(Act::ChangeContract)),
    ("POST", "/v1/amendments/{id}/signature", The(Act::SignContract)),
    ("POST", "/v1/amendments/{id}/signature/withdrawal", The(Act::SignContract)),
    ("GET", "/v1/amendments/{id}/form", The(Act::ReadContractForm)),
    ("GET", "/v1/amendments/{id}/form.pdf", The(Act::ReadContractForm)),
    ("POST", "/v1/amendments/{id}/filings", The(Act::FileContract)),
    ("POST", "/v1/amendments/{id}/filings/{filing_id}/completion", The(Act::FileContract)),
    ("POST", "/v1/amendments/{id}/filings/{filing_id}/acceptance", The(Act::FileContract)),
    ("POST", "/v1/amendments/{id}/filings/{filing_id}/refusal", The(Act::FileContract)),
    ("POST", "/v1/amendments/{id}/filings/{filing_id}/withdrawal", The(Act::FileContract)),
    ("POST", "/v1/amendments/{id}/filings/{filing_id}/acceptance/withdrawal", The(Act::FileContract)),
    ("POST", "/v1/amendments/{id}/filings/{filing_id}/refusal/withdrawal", The(Act::FileContract)),
    ("GET", "/v1/employers", The(Act::ReadEmployer)),
    ("POST", "/v1/employers", The(Act::CreateEmployer)),
    ("GET", "/v1/employers/{id}", The(Act::ReadEmployer)),
    ("PATCH", "/v1/employers/{id}", The(Act::ChangeEmployer)),
    ("POST", "/v1/employers/{id}/withdrawal", The(Act::ChangeEmployer)),
    ("POST", "/v1/employers/{id}/merges/preview", The(Act::ChangeEmployer)),
    ("POST", "/v1/employers/{id}/merges", The(Act::ChangeEmployer)),
    ("GET", "/v1/tutors", The(Act::ReadTutor)),
    ("POST", "/v1/tutors", The(Act::CreateTutor)),
    ("GET", "/v1/tutors/{id}", The(Act::ReadTutor)),
    ("PATCH", "/v1/tutors/{id}", The(Act::ChangeTutor)),
    ("POST", "/v1/tutors/{id}/withdrawal", The(Act::ChangeTutor)),
    ("POST", "/v1/tutors/{id}/merges/preview", The(Act::ChangeTutor)),
    ("POST", "/v1/tutors/{id}/merges", The(Act::ChangeTutor)),
    ("GET", "/v1/tutors/{id}/links", The(Act::ReadLink)),
    ("POST", "/v1/tutors/{id}/links", The(Act::CreateLink)),
    ("GET", "/v1/links/{id}", The(Act::ReadLink)),
    ("POST", "/v1/links/{id}/revocation", The(Act::RevokeLink)),
    ("GET", "/v1/tutor-links/{secret}", Nothing),
    ("GET", "/v1/tutor-links/{secret}/apprentices/{id}", Nothing),
    ("POST", "/v1/tutor-links/{secret}/visits/{id}/report", Nothing),
    ("POST", "/v1/tutor-links/{secret}/visits/{id}/acknowledgements", Nothing),
    ("POST", "/v1/tutor-links/{secret}/commitments/{id}/completion", Nothing),
    ("POST", "/v1/tutor-links/{secret}/phone-contacts", Nothing),
    ("POST", "/v1/tutor-links/{secret}/phone-contacts/{id}/follow-up", Nothing),
    ("POST", "/v1/tutor-links/{secret}/invitations/{id}/answer", Nothing),
    ("GET", "/v1/mock-exams", The(Act::ReadMockExam)),
    ("GET", "/v1/mock-exams/{id}", The(Act::ReadMockExam)),
    ("PATCH", "/v1/mock-exams/{id}", The(Act::ChangeMockExam)),
    ("POST", "/v1/mock-exams/{id}/cancellation", The(Act::ChangeMockExam)),
    ("POST", "/v1/mock-exams/{id}/holding", The(Act::ChangeMockExam)),
    ("POST", "/v1/mock-exams/{id}/cancellation/withdrawal", The(Act::ChangeMockExam)),
    ("POST", "/v1/mock-exams/{id}/holding/withdrawal", The(Act::ChangeMockExam)),
    ("GET", "/v1/tutors/{id}/ceiling-derogations", The(Act::ReadCeilingDerogation)),
    ("POST", "/v1/tutors/{id}/ceiling-derogations", The(Act::GrantCeilingDerogation)),
    ("GET", "/v1/ceiling-derogations/{id}", The(Act::ReadCeilingDerogation)),
    ("PATCH", "/v1/ceiling-derogations/{id}", The(Act::GrantCeilingDerogation)),
    ("POST", "/v1/ceiling-derogations/{id}/withdrawal", The(Act::GrantCeilingDerogation)),
    ("GET", "/v1/apprentices/{id}/referents", The(Act::ReadReferent)),
    ("POST", "/v1/apprentices/{id}/referents", The(Act::NameReferent)),
    ("POST", "/v1/cohorts/{id}/referents", The(Act::NameReferent)),
    ("GET", "/v1/referents", The(Act::ReadReferent)),
    ("GET", "/v1/referents/{id}", The(Act::ReadReferent)),
    ("PATCH", "/v1/referents/{id}", The(Act::NameReferent)),
    ("POST", "/v1/referents/{id}/withdrawal", The(Act::NameReferent)),
    ("GET", "/v1/visits", The(Act::ReadVisit)),
    ("POST", "/v1/visits", The(Act::PlanVisit)),
    ("GET", "/v1/visits/{id}", The(Act::ReadVisit)),
    ("PATCH", "/v1/visits/{id}", The(Act::PlanVisit)),
    ("POST", "/v1/visits/{id}/cancellation", The(Act::CancelVisit)),
    ("POST", "/v1/visits/{id}/cancellation/withdrawal", The(Act::CancelVisit)),
    ("POST", "/v1/visits/{id}/report", The(Act::LogVisit)),
    ("POST", "/v1/visits/suggestions", The(Act::PlanVisit)),
    ("POST", "/v1/visits/moves", The(Act::PlanVisit)),
    ("POST", "/v1/visits/{id}/replacement", The(Act::PlanVisit)),
    ("POST", "/v1/visits/{id}/corrections", The(Act::CorrectVisit)),
    ("POST", "/v1/visits/{id}/report/withdrawal", The(Act::CorrectVisit)),
    ("GET", "/v1/visits/{id}/versions", The(Act::ReadVisit)),
    ("POST", "/v1/visits/{id}/acknowledgements", The(Act::AcknowledgeVisit)),
    ("POST", "/v1/visits/{id}/notes", The(Act::LogVisit)),
    ("POST", "/v1/visit-commitments/{id}/completion", The(Act::LogVisit)),
    ("GET", "/v1/phone-contacts", The(Act::ReadPhoneContact)),
    ("POST", "/v1/phone-contacts", The(Act::LogPhoneContact)),
    ("GET", "/v1/phone-contacts/{id}", The(Act::ReadPhoneContact)),
    ("PATCH", "/v1/phone-contacts/{id}", The(Act::LogPhoneContact)),
    ("POST", "/v1/phone-contacts/{id}/corrections", The(Act::LogPhoneContact)),
    ("GET", "/v1/phone-contacts/{id}/corrections", The(Act::ReadPhoneContact)),
    ("POST", "/v1/phone-contacts/{id}/follow-up", The(Act::LogPhoneContact)),
    ("POST", "/v1/phone-contacts/{id}/withdrawal", The(Act::LogPhoneContact)),
    ("GET", "/.well-known/jwks.json", Nothing),
    ("POST", "/oauth/token", Nothing),
    ("GET", "/v1/clients", The(Act::ReadClient)),
    ("POST", "/v1/clients", The(Act::ManageClient)),
    ("GET", "/v1/clients/{id}", The(Act::ReadClient)),
    ("PATCH", "/v1/clients/{id}", The(Act::ManageClient)),
    ("POST", "/v1/clients/{id}/secrets", The(Act::ManageClient)),
    ("DELETE", "/v1/clients/{id}/secrets/{secret_id}", The(Act::ManageClient)),
    ("POST", "/v1/clients/{id}/revocation", The(Act::ManageClient)),
    ("PUT", "/v1/mock-exams/{id}/marks", The(Act::EnterMark)),
    ("GET", "/v1/mock-exams/{id}/marks", The(Act::ReadMark)),
    ("PUT", "/v1/mock-exams/{id}/papers", The(Act::ChangeMockExam)),
    ("GET", "/v1/mock-exams/{id}/mark-sheet", The(Act::ReadMark)),
    ("GET", "/v1/mock-exams/{id}/results", The(Act::ReadMark)),
    ("PATCH", "/v1/mock-exam-marks/{id}", The(Act::EnterMark)),
    ("GET", "/v1/mock-exam-marks/{id}", The(Act::ReadMark)),
    ("POST", "/v1/mock-exam-marks/{id}/withdrawal", The(Act::EnterMark)),
    ("POST", "/v1/mock-exams/{id}/invitations", The(Act::InviteTutor)),
    ("GET", "/v1/mock-exams/{id}/invitations", The(Act::ReadMockExamInvitation)),
    ("GET", "/v1/mock-exam-invitations", The(Act::ReadMockExamInvitation)),
    ("POST", "/v1/mock-exam-invitations/{id}/answer", The(Act::AnswerInvitation)),
    ("POST", "/v1/mock-exam-invitations/{id}/withdrawal", The(Act::InviteTutor)),
    ("POST", "/v1/contracts/{id}/rupture", The(Act::DeclareRupture)),
    ("GET", "/v1/ruptures", The(Act::ReadRupture)),
    ("GET", "/v1/ruptures/{id}", The(Act::ReadRupture)),
    ("PATCH", "/v1/ruptures/{id}", The(Act::ChangeRupture)),
    ("POST", "/v1/ruptures/{id}/withdrawal", The(Act::ChangeRupture)),
    ("GET", "/v1/withdrawals", The(Act::ReadWithdrawal)),
    ("GET", "/v1/withdrawals/{id}", The(Act::ReadWithdrawal)),
    ("POST", "/v1/withdrawals/{id}/restoration", The(Act::RestoreWithdrawal)),
    ("GET", "/v1/sites/{id}/dashboard", The(Act::ReadDashboard)),
    ("GET", "/v1/sites/{id}/counts", The(Act::ReadDashboard)),
    ("GET", "/v1/obligations", The(Act::ReadObligation)),
    ("GET", "/v1/obligations/counts", The(Act::ReadObligation)),
    ("GET", "/v1/obligations/groups", The(Act::ReadObligation)),
    ("GET", "/v1/me/morning", The(Act::ReadMorning)),
    ("GET", "/v1/obligations/{id}", The(Act::ReadObligation)),
    ("POST", "/v1/obligations/{id}/waiver", The(Act::SettleObligation)),
    ("POST", "/v1/obligations/{id}/waiver/withdrawal", The(Act::SettleObligation)),
    ("POST", "/v1/obligations/{id}/snooze", The(Act::SettleObligation)),
    ("POST", "/v1/obligations/{id}/snooze/withdrawal", The(Act::SettleObligation)),
    ("GET", "/v1/milestones", The(Act::ReadMilestone)),
    ("GET", "/v1/milestones/{id}", The(Act::ReadMilestone)),
    ("PATCH", "/v1/milestones/{id}", The(Act::RecordMilestone)),
    ("POST", "/v1/milestones/{id}/withdrawal", The(Act::RecordMilestone)),
    ("POST", "/v1/contracts/{id}/milestones", The(Act::RecordMilestone)),
    ("POST", "/v1/apprentices/{id}/documents", The(Act::RecordMilestone)),
    ("GET", "/v1/reference/documents", Nothing),
    ("GET", "/v1/reference/forms", Nothing),
    ("GET", "/v1/reference/funding", Nothing),
    ("GET", "/v1/reference/smic", Nothing),
    ("GET", "/v1/reference/pay-grid", Nothing),
    ("GET", "/v1/reference/forms/{version}", Nothing),
    ("GET", "/v1/reference/forms/{version}/lists/{list}", Nothing),
    ("GET", "/v1/rules", Nothing),
    ("GET", "/v1/reference/rupture-grounds", The(Act::ReadRupture)),
];

#[test]
fn the_committed_matrix_is_the_table() {
    let printed = printed_matrix();
    if std::env::var_os("UPDATE_MATRIX").is_some() {
        std::fs::write(FILE, &printed).unwrap();
    }
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(
        committed == printed,
        "rights changed: review, then UPDATE_MATRIX=1 cargo test --test api matrix"
    );
}

#[test]
fn no_operation_escapes_the_matrix() {
    let document = serde_json::to_value(compagnon::app::document()).unwrap();
    let served: Vec<_> = operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
    let placed: Vec<_> =
        OPERATIONS.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    let missing: Vec<_> = served.iter().filter(|one| !placed.contains(one)).collect();
    let vanished: Vec<_> = placed.iter().filter(|one| !served.contains(one)).collect();
    assert!(
        missing.is_empty() && vanished.is_empty(),
        "without entry: {missing:#?}\nno longer served: {vanished:#?}"
    );
    for (method, path, operation) in operations(&document) {
        let open = operation["security"][0].as_object().is_some_and(serde_json::Map::is_empty);
        let needs = OPERATIONS.iter().find(|(m, p, _)| *m == method && *p == path).map(|found| found.2);
        assert_eq!(open, needs == Some(Nothing), "{method} {path}: documented as public or not");
    }
}

/// Whether the printed table lets a role do an act.
pub fn may(role: &str, act: Act) -> bool {
    let printed = printed_matrix();
    let line = printed.lines().find(|line| line.split_whitespace().next() == Some(act.name())).unwrap();
    let column = ROLES.iter().position(|known| *known == role).unwrap();
    line.split_whitespace().nth(column + 1) != Some("-")
}

struct Walk {
    world: World,
    story: Story,
    contract: compagnon::ids::ContractId,
}

impl Walk {
    fn new(world: World) -> Self {
        let story = world.story();
        let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
        Self { world, story, contract }
    }

    /// Somebody of a role, new each time, so that nobody acts under an ended session.
    fn somebody(&self, role: &str) -> Person {
        let unbind = "DELETE FROM sessions; DELETE FROM accounts";
        diesel::connection::SimpleConnection::batch_execute(&mut self.world.database.connect(), unbind)
            .unwrap();
        match role {
            "administrator" => self.world.administrator(),
            "manager" => self.world.manager(),
            "trainer" => self.world.trainer(),
            "tutor" => self.world.tutor(&self.story.tutor()),
            "student" => self.world.student(&self.story.apprentice()),
            "client" => self.world.client(SCOPES),
            other => panic!("{other}"),
        }
    }

    /// The address of an operation about the story's own records.
    fn address(&self, path: &str) -> String {
        let id = match path.split('/').nth(2).unwrap_or_default() {
            "employers" => self.story.employer.to_string(),
            "tutors" => self.story.tutor.to_string(),
            "apprentices" => self.story.apprentice.to_string(),
            "cohorts" => self.story.cohort.to_string(),
            "enrolments" => self.story.enrolment.to_string(),
            "contracts" => self.contract.to_string(),
            _ => "019a0000-0000-7000-8000-000000000000".to_owned(),
        };
        let path = if path == "/v1/imports" { "/v1/imports?kind=employers" } else { path };
        let code = match path.split('/').nth(2).unwrap_or_default() {
            "cfas" => "cfa-jeanne-mance",
            "sites" => "ufa-leonie-aviat",
            _ => "bts-mco",
        };
        path.replace("{list}", "employers")
            .replace("{code}", code)
            .replace("{number}", "1")
            .replace("{id}", &id)
            .replace("{secret_id}", &id)
            .replace("{filing_id}", &id)
            .replace("{session_id}", &id)
    }

    async fn call(&self, person: &Person, method: &str, path: &str) -> Reply {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let reads = method == Method::GET;
        let address = self.address(path);
        let address = if reads { address.split('?').next().unwrap_or_default() } else { &address };
        let mut request = person.request(method, address);
        if !reads {
            let key = uuid::Uuid::now_v7().to_string();
            request = request.header("if-match", "\"v999\"").header("idempotency-key", key).json(&json!({}));
        }
        person.send(request).await
    }
}

#[actix_web::test]
async fn every_operation_answers_each_role_as_the_table_says() {
    let walk = Walk::new(World::on("2025-10-01").await);
    let mut wrong = Vec::new();
    for (method, path, needs) in OPERATIONS {
        let The(act) = needs else { continue };
        let nobody = walk.call(&walk.world.nobody(), method, path).await;
        if nobody.status != 401 {
            wrong.push(format!("{method} {path} as nobody: {}", nobody.status));
        }
        for role in ROLES {
            let reply = walk.call(&walk.somebody(role), method, path).await;
            let forbidden = reply.body["code"] == "forbidden";
            let sound = reply.status != 401 && reply.status < 500;
            if forbidden == may(role, *act) || !sound {
                wrong.push(format!("{method} {path} as {role}: {} {}", reply.status, reply.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
