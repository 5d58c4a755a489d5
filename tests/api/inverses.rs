//! Every act has its inverse, or its correction: each operation that writes is in this table with the way back, or with why
//! there is none.

use compagnon::app::operations::every_operation;

/// The way back from what an operation does.
enum Back {
    /// This operation undoes it.
    By(&'static str),
    /// It is undone by doing the same again, as it should have been.
    Again,
    /// It is itself the way back, or leaves nothing behind: why.
    Nothing(&'static str),
}
use Back::{Again, By, Nothing};

/// It reads or computes, though it is sent.
const WRITES_NOTHING: &str = "nothing is kept of it";
/// It takes something back.
const WAY_BACK: &str = "brought back at /v1/withdrawals/{id}/restoration";
/// Who may come in.
const KEYS: &str = "a secret given away is revoked, never as if it had not been; a new one is given";

/// Every operation that writes, and its way back.
const WAYS_BACK: &[(&str, Back)] = &[
    (
        "POST /v1/bootstrap",
        Nothing("the first administrator is there for good; others are invited, then it is disabled"),
    ),
    ("POST /v1/sessions", By("DELETE /v1/sessions/current")),
    ("POST /v1/sessions/refresh", By("DELETE /v1/sessions/current")),
    ("POST /v1/sessions/reauthentication", Nothing("ends by itself within minutes")),
    ("POST /v1/invitations/acceptance", By("POST /v1/accounts/{id}/disabling")),
    ("POST /v1/password-resets", Nothing("a mail that does nothing unless it is followed")),
    ("PUT /v1/me/password", Again),
    ("POST /v1/me/feed", By("DELETE /v1/me/feed")),
    ("DELETE /v1/me/feed", By("POST /v1/me/feed")),
    ("DELETE /v1/sessions/current", By("POST /v1/sessions")),
    ("DELETE /v1/sessions/{id}", By("POST /v1/sessions")),
    ("POST /v1/accounts", By("POST /v1/accounts/{id}/disabling")),
    ("PATCH /v1/accounts/{id}", Again),
    ("POST /v1/accounts/{id}/disabling", By("POST /v1/accounts/{id}/enabling")),
    ("POST /v1/accounts/{id}/enabling", By("POST /v1/accounts/{id}/disabling")),
    ("POST /v1/accounts/{id}/invitation", By("POST /v1/accounts/{id}/disabling")),
    ("DELETE /v1/accounts/{id}/sessions", By("POST /v1/sessions")),
    ("DELETE /v1/accounts/{id}/sessions/{session_id}", By("POST /v1/sessions")),
    ("PATCH /v1/me/digest", Again),
    ("POST /v1/digest-unsubscriptions/{token}", By("PATCH /v1/me/digest")),
    ("POST /v1/mails/{id}/resending", Nothing("a mail that has gone does not come back")),
    ("POST /v1/apprentices", By("POST /v1/apprentices/{id}/withdrawal")),
    ("PATCH /v1/apprentices/{id}", Again),
    ("POST /v1/apprentices/{id}/enrolments", By("POST /v1/enrolments/{id}/withdrawal")),
    ("POST /v1/apprentices/{id}/guardians", By("POST /v1/guardians/{id}/withdrawal")),
    ("DELETE /v1/guardians/{id}", Nothing(WAY_BACK)),
    ("PATCH /v1/guardians/{id}", Again),
    ("PATCH /v1/enrolments/{id}", Again),
    ("POST /v1/cohorts", By("POST /v1/cohorts/{id}/withdrawal")),
    ("PATCH /v1/cohorts/{id}", Again),
    ("PUT /v1/cohorts/{id}/calendar", By("POST /v1/cohorts/{id}/calendar/withdrawal")),
    ("POST /v1/apprentices/{id}/calendar-overrides", By("POST /v1/calendar-overrides/{id}/withdrawal")),
    ("PATCH /v1/calendar-overrides/{id}", Again),
    ("DELETE /v1/calendar-overrides/{id}", Nothing(WAY_BACK)),
    ("POST /v1/absences", By("POST /v1/absences/{id}/withdrawal")),
    ("PATCH /v1/absences/{id}", Again),
    ("DELETE /v1/absences/{id}", Nothing(WAY_BACK)),
    ("POST /v1/cohorts/{id}/absences", By("POST /v1/absences/{id}/withdrawal")),
    ("POST /v1/contracts", By("DELETE /v1/contracts/{id}")),
    ("POST /v1/simulations/clock", Nothing(WRITES_NOTHING)),
    ("POST /v1/simulations/employer-aid", Nothing(WRITES_NOTHING)),
    ("POST /v1/apprentices/{id}/exam-projection/what-if", Nothing(WRITES_NOTHING)),
    ("DELETE /v1/contracts/{id}", Nothing(WAY_BACK)),
    ("PATCH /v1/contracts/{id}", Again),
    ("POST /v1/contracts/{id}/signature", By("POST /v1/contracts/{id}/signature/withdrawal")),
    ("POST /v1/contracts/{id}/ready", By("POST /v1/contracts/{id}/draft")),
    ("POST /v1/contracts/{id}/draft", By("POST /v1/contracts/{id}/ready")),
    ("POST /v1/contracts/{id}/filings", By("POST /v1/contracts/{id}/filings/{filing_id}/withdrawal")),
    (
        "POST /v1/contracts/{id}/filings/{filing_id}/completion",
        By("POST /v1/contracts/{id}/filings/{filing_id}/completion/withdrawal"),
    ),
    (
        "POST /v1/contracts/{id}/filings/{filing_id}/acceptance",
        By("POST /v1/contracts/{id}/filings/{filing_id}/acceptance/withdrawal"),
    ),
    (
        "POST /v1/contracts/{id}/filings/{filing_id}/refusal",
        By("POST /v1/contracts/{id}/filings/{filing_id}/refusal/withdrawal"),
    ),
    ("POST /v1/pay-simulations", Nothing(WRITES_NOTHING)),
    ("POST /v1/imports", Nothing("a dry run writes none of its rows")),
    ("POST /v1/imports/{id}/commit", By("POST /v1/imports/{id}/undo")),
    ("POST /v1/imports/{id}/undo", By("POST /v1/imports")),
    ("POST /v1/contracts/{id}/amendments", By("DELETE /v1/amendments/{id}")),
    ("DELETE /v1/amendments/{id}", Nothing(WAY_BACK)),
    ("POST /v1/amendments/{id}/signature", By("POST /v1/amendments/{id}/signature/withdrawal")),
    ("POST /v1/amendments/{id}/filings", By("POST /v1/amendments/{id}/filings/{filing_id}/withdrawal")),
    (
        "POST /v1/amendments/{id}/filings/{filing_id}/completion",
        By("POST /v1/amendments/{id}/filings/{filing_id}/completion/withdrawal"),
    ),
    (
        "POST /v1/amendments/{id}/filings/{filing_id}/acceptance",
        By("POST /v1/amendments/{id}/filings/{filing_id}/acceptance/withdrawal"),
    ),
    (
        "POST /v1/amendments/{id}/filings/{filing_id}/refusal",
        By("POST /v1/amendments/{id}/filings/{filing_id}/refusal/withdrawal"),
    ),
    ("POST /v1/employers", By("POST /v1/employers/{id}/withdrawal")),
    ("PATCH /v1/employers/{id}", Again),
    ("POST /v1/tutors", By("POST /v1/tutors/{id}/withdrawal")),
    ("PATCH /v1/tutors/{id}", Again),
    ("POST /v1/tutors/{id}/links", By("POST /v1/links/{id}/revocation")),
    ("POST /v1/links/{id}/revocation", Nothing(KEYS)),
    // what comes by a link is taken back or corrected from an account, by the tutor's side or by an administrator
    ("POST /v1/tutor-links/{secret}/visits/{id}/report", By("POST /v1/visits/{id}/report/withdrawal")),
    (
        "POST /v1/tutor-links/{secret}/visits/{id}/acknowledgements",
        By("POST /v1/visits/{id}/acknowledgements/withdrawal"),
    ),
    (
        "POST /v1/tutor-links/{secret}/commitments/{id}/completion",
        By("POST /v1/visit-commitments/{id}/completion/withdrawal"),
    ),
    ("POST /v1/tutor-links/{secret}/phone-contacts", By("POST /v1/phone-contacts/{id}/withdrawal")),
    (
        "POST /v1/tutor-links/{secret}/phone-contacts/{id}/follow-up",
        By("POST /v1/phone-contacts/{id}/follow-up/withdrawal"),
    ),
    ("POST /v1/tutor-links/{secret}/invitations/{id}/answer", Again),
    (
        "POST /v1/tutor-links/{secret}/apprentices/{id}/skill-positions",
        By("POST /v1/skill-positions/{id}/withdrawal"),
    ),
    ("POST /v1/enrolments/{id}/exam-accommodations", By("POST /v1/exam-accommodations/{id}/withdrawal")),
    ("PATCH /v1/exam-accommodations/{id}", Again),
    ("POST /v1/enrolments/{id}/kept-units", By("POST /v1/kept-units/{id}/withdrawal")),
    ("PATCH /v1/kept-units/{id}", Again),
    (
        "POST /v1/apprentices/{id}/logbook/periods/{number}/signature",
        By("POST /v1/logbook-signatures/{id}/withdrawal"),
    ),
    (
        "POST /v1/tutor-links/{secret}/apprentices/{id}/logbook/periods/{number}/signature",
        By("POST /v1/logbook-signatures/{id}/withdrawal"),
    ),
    (
        "POST /v1/apprentices/{id}/logbook/periods/{number}/return",
        By("POST /v1/logbook-returns/{id}/withdrawal"),
    ),
    ("PATCH /v1/mock-exams/{id}", Again),
    ("POST /v1/cohorts/{id}/mock-exams/days", Again),
    ("POST /v1/mock-exams/{id}/cancellation", By("POST /v1/mock-exams/{id}/cancellation/withdrawal")),
    ("POST /v1/mock-exams/{id}/holding", By("POST /v1/mock-exams/{id}/holding/withdrawal")),
    ("POST /v1/mock-exams/{id}/marking", By("POST /v1/mock-exams/{id}/marking/withdrawal")),
    ("POST /v1/mock-exams/{id}/release", By("POST /v1/mock-exams/{id}/release/withdrawal")),
    ("POST /v1/mock-exam-marks/{id}/correction", Again),
    ("POST /v1/tutors/{id}/ceiling-derogations", By("POST /v1/ceiling-derogations/{id}/withdrawal")),
    ("PATCH /v1/ceiling-derogations/{id}", Again),
    ("POST /v1/apprentices/{id}/referents", By("POST /v1/referents/{id}/withdrawal")),
    ("POST /v1/cohorts/{id}/referents", By("POST /v1/referents/{id}/withdrawal")),
    ("PATCH /v1/referents/{id}", Again),
    ("POST /v1/visits", By("POST /v1/visits/{id}/withdrawal")),
    ("PATCH /v1/visits/{id}", Again),
    ("POST /v1/visits/{id}/cancellation", By("POST /v1/visits/{id}/cancellation/withdrawal")),
    ("POST /v1/visits/{id}/report", By("POST /v1/visits/{id}/report/withdrawal")),
    ("POST /v1/visits/suggestions", Nothing(WRITES_NOTHING)),
    ("POST /v1/visits/moves", Again),
    ("POST /v1/visits/{id}/replacement", By("POST /v1/visits/{id}/replacement/withdrawal")),
    ("POST /v1/visits/{id}/corrections", Again),
    ("POST /v1/visits/{id}/acknowledgements", By("POST /v1/visits/{id}/acknowledgements/withdrawal")),
    ("POST /v1/visits/{id}/notes", By("POST /v1/visit-notes/{id}/withdrawal")),
    (
        "POST /v1/visit-commitments/{id}/completion",
        By("POST /v1/visit-commitments/{id}/completion/withdrawal"),
    ),
    ("POST /v1/phone-contacts", By("POST /v1/phone-contacts/{id}/withdrawal")),
    ("PATCH /v1/phone-contacts/{id}", Again),
    ("POST /v1/phone-contacts/{id}/corrections", Again),
    ("POST /v1/phone-contacts/{id}/follow-up", By("POST /v1/phone-contacts/{id}/follow-up/withdrawal")),
    ("POST /oauth/token", Nothing("ends by itself within minutes")),
    ("POST /v1/clients", By("POST /v1/clients/{id}/revocation")),
    ("PATCH /v1/clients/{id}", Again),
    ("POST /v1/clients/{id}/secrets", By("DELETE /v1/clients/{id}/secrets/{secret_id}")),
    ("DELETE /v1/clients/{id}/secrets/{secret_id}", Nothing(KEYS)),
    ("POST /v1/clients/{id}/revocation", Nothing(KEYS)),
    ("PUT /v1/mock-exams/{id}/marks", By("POST /v1/mock-exam-marks/{id}/withdrawal")),
    ("PATCH /v1/mock-exam-marks/{id}", Again),
    ("PUT /v1/mock-exams/{id}/council-appreciations", By("POST /v1/council-appreciations/{id}/withdrawal")),
    ("PUT /v1/mock-exams/{id}/double-marking", Again),
    ("PUT /v1/mock-exams/{id}/readings", By("POST /v1/mock-exam-readings/{id}/withdrawal")),
    ("POST /v1/mock-exams/{id}/reconciliations", By("POST /v1/mock-exam-reconciliations/{id}/withdrawal")),
    ("POST /v1/mock-exams/{id}/marks/import", By("POST /v1/mock-exams/{id}/marks/import/withdrawal")),
    ("POST /v1/mock-exams/{id}/invitations", By("POST /v1/mock-exam-invitations/{id}/withdrawal")),
    ("POST /v1/mock-exam-invitations/{id}/answer", Again),
    (
        "POST /v1/mock-exam-invitations/{id}/attendance",
        By("POST /v1/mock-exam-invitations/{id}/attendance/withdrawal"),
    ),
    ("POST /v1/apprentices/{id}/skill-positions", By("POST /v1/skill-positions/{id}/withdrawal")),
    ("POST /v1/cohorts/{id}/skill-positions", By("POST /v1/skill-positions/{id}/withdrawal")),
    ("POST /v1/apprentices/{id}/skill-targets", By("POST /v1/skill-targets/{id}/withdrawal")),
    ("POST /v1/apprentices/{id}/prior-learning", By("POST /v1/prior-learning/{id}/withdrawal")),
    ("POST /v1/apprentices/{id}/missions", By("POST /v1/company-missions/{id}/withdrawal")),
    ("PUT /v1/enrolments/{id}/exam-results/{session}", By("POST /v1/exam-results/{id}/withdrawal")),
    ("POST /v1/cohorts/{id}/outcome-surveys", By("POST /v1/outcome-surveys/{id}/withdrawal")),
    ("POST /v1/outcome-surveys/{id}/link", Again),
    ("POST /v1/outcome-surveys/{id}/reminder", Nothing("a reminder sent is not unsent, and stays counted")),
    ("POST /v1/outcome-surveys/{id}/answers", By("POST /v1/outcome-answers/{id}/withdrawal")),
    ("POST /v1/outcome-surveys/{id}/withdrawal", Nothing(WAY_BACK)),
    ("POST /v1/outcome-answers/{id}/withdrawal", Nothing(WAY_BACK)),
    ("POST /v1/visits/{id}/satisfaction", By("POST /v1/satisfaction-answers/{id}/withdrawal")),
    ("POST /v1/apprentices/{id}/satisfaction", By("POST /v1/satisfaction-answers/{id}/withdrawal")),
    ("POST /v1/satisfaction-answers/{id}/withdrawal", Nothing(WAY_BACK)),
    ("POST /v1/sites/{site}/complaints", By("POST /v1/complaints/{id}/withdrawal")),
    ("PATCH /v1/complaints/{id}", Again),
    ("POST /v1/complaints/{id}/steps", By("POST /v1/complaint-steps/{id}/withdrawal")),
    ("POST /v1/complaints/{id}/closing", By("POST /v1/complaints/{id}/closing/withdrawal")),
    ("POST /v1/complaints/{id}/closing/withdrawal", Nothing(WAY_BACK)),
    ("POST /v1/complaints/{id}/withdrawal", Nothing(WAY_BACK)),
    ("POST /v1/complaint-steps/{id}/withdrawal", Nothing(WAY_BACK)),
    ("POST /v1/cohorts/{id}/results/import", By("POST /v1/cohorts/{id}/results/import/withdrawal")),
    ("POST /v1/cohorts/{id}/results/import/withdrawal", Nothing(WAY_BACK)),
    ("POST /v1/apprentices/{id}/survey-objection", By("POST /v1/survey-objections/{id}/withdrawal")),
    ("POST /v1/survey-objections/{id}/withdrawal", Nothing(WAY_BACK)),
    ("POST /v1/sites/{site}/official-figures", By("POST /v1/official-figures/{id}/withdrawal")),
    ("PATCH /v1/official-figures/{id}", Again),
    ("POST /v1/official-figures/{id}/withdrawal", Nothing(WAY_BACK)),
    ("PATCH /v1/exam-results/{id}", Again),
    ("POST /v1/exam-results/{id}/withdrawal", Nothing(WAY_BACK)),
    ("POST /v1/cohorts/{id}/results", By("POST /v1/exam-results/{id}/withdrawal")),
    ("POST /v1/contracts/{id}/rupture", By("POST /v1/ruptures/{id}/withdrawal")),
    ("PATCH /v1/ruptures/{id}", Again),
    ("POST /v1/apprentices/{id}/difficulties", By("POST /v1/difficulties/{id}/withdrawal")),
    (
        "POST /v1/tutor-links/{secret}/apprentices/{id}/difficulties",
        By("POST /v1/difficulties/{id}/withdrawal"),
    ),
    ("PATCH /v1/difficulties/{id}", Again),
    ("PUT /v1/difficulties/{id}/persons", Again),
    ("POST /v1/difficulties/{id}/steps", By("POST /v1/difficulty-steps/{id}/withdrawal")),
    ("PATCH /v1/difficulty-steps/{id}", Again),
    ("POST /v1/difficulties/{id}/notes", By("POST /v1/difficulty-notes/{id}/withdrawal")),
    ("POST /v1/difficulties/{id}/closing", By("POST /v1/difficulties/{id}/reopening")),
    ("POST /v1/difficulties/{id}/reopening", By("POST /v1/difficulties/{id}/closing")),
    ("PUT /v1/sites/{site}/watch-settings", Again),
    // what was let go meanwhile does not come back
    ("PUT /v1/sites/{site}/retention", Again),
    (
        "POST /v1/apprentices/{id}/signal-acknowledgements",
        By("POST /v1/signal-acknowledgements/{id}/withdrawal"),
    ),
    // with no member at all, no mediator is given any more
    ("PUT /v1/sites/{site}/mediator", Again),
    ("POST /v1/ruptures", By("POST /v1/ruptures/{id}/case/withdrawal")),
    ("PATCH /v1/ruptures/{id}/case", Again),
    ("POST /v1/ruptures/{id}/steps", By("POST /v1/rupture-steps/{id}/withdrawal")),
    ("PATCH /v1/rupture-steps/{id}", Again),
    ("POST /v1/ruptures/{id}/completion", By("POST /v1/ruptures/{id}/withdrawal")),
    ("POST /v1/ruptures/{id}/abandonment", By("POST /v1/ruptures/{id}/abandonment/withdrawal")),
    ("POST /v1/simulations/rupture", Nothing(WRITES_NOTHING)),
    ("POST /v1/apprentices/{id}/stay-steps", By("POST /v1/stay-steps/{id}/withdrawal")),
    ("PATCH /v1/stay-steps/{id}", Again),
    ("POST /v1/apprentices/{id}/search-prospects", By("POST /v1/search-prospects/{id}/withdrawal")),
    ("PATCH /v1/search-prospects/{id}", Again),
    ("POST /v1/search-prospects/{id}/events", By("POST /v1/search-events/{id}/withdrawal")),
    ("PATCH /v1/search-events/{id}", Again),
    ("POST /v1/withdrawals/{id}/restoration", Nothing("what came back is taken back again")),
    ("POST /v1/obligations/{id}/waiver", By("POST /v1/obligations/{id}/waiver/withdrawal")),
    ("POST /v1/obligations/{id}/snooze", By("POST /v1/obligations/{id}/snooze/withdrawal")),
    ("POST /v1/publications", By("POST /v1/publications/{id}/withdrawal")),
    ("PATCH /v1/milestones/{id}", Again),
    ("POST /v1/contracts/{id}/milestones", By("POST /v1/milestones/{id}/withdrawal")),
    ("POST /v1/apprentices/{id}/documents", By("POST /v1/milestones/{id}/withdrawal")),
    ("PATCH /v1/programmes/{code}", By("POST /v1/programmes/{code}/versions/{number}/restoration")),
    ("POST /v1/programmes/{code}/versions/{number}/restoration", Again),
    ("PATCH /v1/cfas/{code}", By("POST /v1/cfas/{code}/versions/{number}/restoration")),
    ("POST /v1/cfas/{code}/versions/{number}/restoration", Again),
    ("PATCH /v1/sites/{code}", By("POST /v1/sites/{code}/versions/{number}/restoration")),
    ("POST /v1/sites/{code}/versions/{number}/restoration", Again),
    ("POST /v1/apprentices/{id}/merges/preview", Nothing(WRITES_NOTHING)),
    ("POST /v1/apprentices/{id}/merges", Nothing(WAY_BACK)),
    ("POST /v1/employers/{id}/merges/preview", Nothing(WRITES_NOTHING)),
    ("POST /v1/employers/{id}/merges", Nothing(WAY_BACK)),
    ("POST /v1/tutors/{id}/merges/preview", Nothing(WRITES_NOTHING)),
    ("POST /v1/tutors/{id}/merges", Nothing(WAY_BACK)),
    ("PUT /v1/mock-exams/{id}/papers", Again),
    ("POST /v1/rooms", By("POST /v1/rooms/{id}/retirement")),
    ("PATCH /v1/rooms/{id}", Again),
    ("POST /v1/rooms/{id}/retirement", By("POST /v1/rooms/{id}/retirement/withdrawal")),
    ("POST /v1/mock-exams/{id}/sittings", By("POST /v1/sittings/{id}/withdrawal")),
    ("POST /v1/mock-exams/{id}/publication", By("POST /v1/mock-exams/{id}/publication/withdrawal")),
    ("PATCH /v1/sittings/{id}", Again),
    // a candidate placed is placed elsewhere, or taken out
    ("POST /v1/sittings/{id}/slots", By("POST /v1/sitting-slots/{id}/withdrawal")),
    ("POST /v1/sittings/{id}/slots/proposal", By("POST /v1/sitting-slots/{id}/withdrawal")),
    ("PATCH /v1/sitting-slots/{id}", Again),
];

/// Whether an operation takes something back.
fn takes_back(operation: &str) -> bool {
    operation.starts_with("POST ") && operation.ends_with("/withdrawal")
}

#[test]
fn every_operation_that_writes_has_a_way_back_or_says_why_not() {
    let served: Vec<String> = every_operation()
        .filter(|(method, ..)| *method != "GET")
        .map(|(method, path, _)| format!("{method} {path}"))
        .collect();
    let known = |operation: &str| WAYS_BACK.iter().filter(|(named, _)| *named == operation).count();
    let missing: Vec<_> =
        served.iter().filter(|operation| !takes_back(operation) && known(operation) != 1).collect();
    assert!(missing.is_empty(), "no way back is told of, or twice: {missing:#?}");
    let mut wrong = Vec::new();
    for (operation, back) in WAYS_BACK {
        let by = match back {
            By(by) => Some(*by),
            Nothing("") => Some("a reason"),
            Again | Nothing(_) => None,
        };
        let there = |one: &str| served.iter().any(|served| served == one);
        if !there(operation) || by.is_some_and(|by| !there(by)) {
            wrong.push(format!("{operation} -> {by:?}"));
        }
    }
    assert!(wrong.is_empty(), "not served: {wrong:#?}");
    let unused: Vec<_> = served
        .iter()
        .filter(|operation| takes_back(operation))
        .filter(|operation| !WAYS_BACK.iter().any(|(_, back)| matches!(back, By(by) if by == operation)))
        .collect();
    assert!(unused.is_empty(), "takes back what nothing does: {unused:#?}");
}
