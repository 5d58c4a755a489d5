//! What was entered by mistake is taken back, and may come back: the base is then as it was.

mod deposits;
mod drafts;
mod refused;
mod seen;
mod story;
mod visits_and_calls;

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, drafted, signed, with};
use crate::follow_up::phone_contacts::a_call;
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Contents, Person, World, assert_same, id_of};
use crate::learning::mock_exams::opened;
use crate::people::apprentices::chloe;
use crate::people::employers::a_bookshop;
use crate::people::referents::{account_of, name};
use crate::presence::absences::a_monday;
use crate::presence::calendars::wednesday_to_friday;
use crate::ruptures::declarations::a_rupture;

/// Why anything is taken back here.
fn why() -> Value {
    json!({ "reason": "Saisi par erreur" })
}

/// A company that nobody knows yet.
fn a_company() -> Value {
    with(a_bookshop(), json!({ "siret": "55208131766522" }))
}

/// The address of something created.
async fn created(by: &Person, at: impl AsRef<str>, body: Value) -> String {
    let reply = by.post(at, body).await;
    let location = reply.header("location").map(str::to_owned);
    let body = reply.expect(201);
    location.unwrap_or_else(|| id_of(&body))
}

/// Takes back, sees the base as it was before, brings back, sees it as it was after; then takes back for good.
async fn there_and_back(world: &World, by: &Person, act: &str, before: &Contents) {
    let after = world.contents();
    assert_ne!(&after, before, "{act}: nothing was done");
    let taken = created(by, format!("{act}/withdrawal"), why()).await;
    assert_same(&world.contents(), before, &format!("{act} taken back"));
    let told = by.get(&taken).await.expect(200);
    assert_eq!((&told["reason"], &told["restorable"]), (&json!("Saisi par erreur"), &json!(true)), "{act}");
    let restored = by.post(format!("{taken}/restoration"), json!({})).await.expect(200);
    assert_eq!(restored["restorable"], false, "{act}");
    assert_same(&world.contents(), &after, &format!("{act} brought back"));
    by.post(format!("{taken}/restoration"), json!({})).await.refused_with(409, "withdrawal.restored");
    created(by, format!("{act}/withdrawal"), why()).await;
    assert_same(&world.contents(), before, &format!("{act} taken back again"));
}

#[actix_web::test]
async fn people_and_companies_are_taken_back_whole_and_come_back_whole() {
    let world = World::on("2025-09-10").await;
    let (manager, story) = (world.manager(), world.story());
    let before = world.contents();
    let mut minor = chloe();
    minor["born_on"] = json!("2009-03-14");
    minor["given_name"] = json!("Zoé");
    minor["disabled_worker"] = json!(true);
    let apprentice = created(&manager, "/v1/apprentices", minor).await;
    let alone = world.contents();
    let mother = json!({ "family_name": "Durand", "given_name": "Hélène", "relation": "mother" });
    let guardian = created(&manager, format!("{apprentice}/guardians"), mother.clone()).await;
    there_and_back(&world, &manager, &guardian, &alone).await;
    created(&manager, format!("{apprentice}/guardians"), mother).await;
    there_and_back(&world, &manager, &apprentice, &before).await;

    let employer = created(&manager, "/v1/employers", a_company()).await;
    there_and_back(&world, &manager, &employer, &before).await;
    let hopper = json!({ "employer_id": story.employer, "family_name": "Hopper", "given_name": "Grace" });
    let tutor = created(&manager, "/v1/tutors", hopper).await;
    there_and_back(&world, &manager, &tutor, &before).await;
    let derogation = json!({ "granted_on": "2025-06-20", "reference": "CDEI 10-2025-14",
                             "from_on": "2025-07-01", "to_on": "2030-06-30", "apprentices": 3 });
    let derogations = format!("/v1/tutors/{}/ceiling-derogations", story.tutor);
    let derogation = created(&manager, derogations, derogation).await;
    there_and_back(&world, &manager, &derogation, &before).await;

    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let before = world.contents();
    let enrolment = json!({ "cohort_id": story.cohort });
    let enrolment = created(&manager, format!("/v1/apprentices/{friend}/enrolments"), enrolment).await;
    there_and_back(&world, &manager, &enrolment, &before).await;
}

#[actix_web::test]
async fn a_cohort_goes_with_its_calendar_and_its_mock_exams() {
    let world = World::on("2025-09-01").await;
    let manager = world.manager();
    let before = world.contents();
    let (cohort, _) = opened(&world).await;
    let cohort = format!("/v1/cohorts/{cohort}");
    let calendar = format!("{cohort}/calendar");
    let etag = manager.get(&calendar).await.etag();
    manager.put(&calendar, &etag, wednesday_to_friday()).await.expect(200);
    there_and_back(&world, &manager, &cohort, &before).await;
}

#[actix_web::test]
async fn what_is_noted_day_after_day_is_taken_back_and_comes_back() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let before = world.contents();
    let call = created(&manager, "/v1/phone-contacts", a_call(&story)).await;
    let correction = json!({ "reason": "Mauvais interlocuteur", "contact": a_call(&story) });
    manager.post(format!("{call}/corrections"), correction).await.expect(200);
    there_and_back(&world, &manager, &call, &before).await;

    let absence = created(&manager, "/v1/absences", a_monday(&story)).await;
    there_and_back(&world, &manager, &absence, &before).await;

    let overrides = format!("/v1/apprentices/{}/calendar-overrides", story.apprentice);
    let other_week =
        json!({ "from_on": "2025-11-03", "company_weekdays": [1, 2, 3], "centre_weekdays": [4, 5] });
    let other_week = created(&manager, overrides, other_week).await;
    there_and_back(&world, &manager, &other_week, &before).await;

    let (first, second) = (account_of(&world.trainer()).await, account_of(&world.trainer()).await);
    name(&manager, &story, &first, "2025-09-01").await.expect(201);
    let before = world.contents();
    let takes_over = json!({ "account_id": second, "from_on": "2025-11-01", "takes_over": true });
    let referents = format!("/v1/apprentices/{}/referents", story.apprentice);
    let referent = created(&manager, referents, takes_over).await;
    there_and_back(&world, &manager, &referent, &before).await;
}

#[actix_web::test]
async fn a_mark_and_what_became_of_a_mock_exam_are_taken_back_and_come_back() {
    let world = World::on("2026-03-20").await;
    let (cohort, exams) = opened(&world).await;
    let story = world.story_in(cohort.parse().unwrap());
    let (manager, exam) = (world.manager(), exams[0].clone());
    let before = world.contents();
    let paper = manager.get(&exam).await.expect(200)["papers"][0]["id"].clone();
    let entry = json!({ "paper_id": paper, "enrolment_id": story.enrolment, "status": "marked",
                        "mark_hundredths": 1250 });
    let request = manager.request(reqwest::Method::PUT, format!("{exam}/marks"));
    let marks = manager.send(request.json(&json!({ "marks": [entry] }))).await.expect(200);
    let mark = format!("/v1/mock-exam-marks/{}", id_of(&marks["data"][0]));
    there_and_back(&world, &manager, &mark, &before).await;

    for act in ["holding", "cancellation"] {
        let act = format!("{exam}/{act}");
        manager.post(&act, json!({})).await.expect(200);
        there_and_back(&world, &manager, &act, &before).await;
    }
    let planned = manager.post(format!("{exam}/holding/withdrawal"), why()).await;
    planned.refused_with(409, "withdrawal.nothing_to_take_back");
}

#[actix_web::test]
async fn a_visit_cancelled_by_mistake_is_planned_again() {
    let (world, _, _) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let visit = visits_of(&manager).await.remove(1);
    let before = world.contents();
    let act = format!("{visit}/cancellation");
    manager.post(&act, json!({ "reason": "company_closed", "note": "Inventaire" })).await.expect(200);
    there_and_back(&world, &manager, &act, &before).await;
    manager
        .post(format!("{act}/withdrawal"), why())
        .await
        .refused_with(409, "withdrawal.nothing_to_take_back");
}

#[actix_web::test]
async fn a_decision_on_a_deposit_is_taken_back_with_the_number_it_gave() {
    let world = World::on("2025-09-10").await;
    let (manager, story) = (world.manager(), world.story());
    let contract = signed(&manager, a_contract(&story), "2025-07-10").await;
    let sent = json!({ "sent_on": "2025-08-28", "complete_on": "2025-09-01" });
    let filed = manager.post(format!("{contract}/filings"), sent).await.expect(200);
    let filing = format!("{contract}/filings/{}", id_of(&filed["filings"][0]));
    let before = world.contents();
    let accepted = format!("{filing}/acceptance");
    let number = json!({ "decided_on": "2025-09-10", "deca_number": "010202509001351" });
    manager.post(&accepted, number).await.expect(200);
    there_and_back(&world, &manager, &accepted, &before).await;

    let refused = format!("{filing}/refusal");
    manager.post(format!("{refused}/withdrawal"), why()).await.refused_with(409, "contract.no_decision");
    manager.post(&refused, json!({ "decided_on": "2025-09-10", "reason_code": "pay" })).await.expect(200);
    there_and_back(&world, &manager, &refused, &before).await;

    manager.post(&refused, json!({ "decided_on": "2025-09-10", "reason_code": "pay" })).await.expect(200);
    manager.post(format!("{contract}/filings"), json!({ "sent_on": "2025-09-10" })).await.expect(200);
    manager.post(format!("{refused}/withdrawal"), why()).await.refused_with(409, "contract.no_decision");
}

#[actix_web::test]
async fn a_signature_is_taken_back_with_the_visits_and_the_tutor_it_gave() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let contract = drafted(&manager, a_contract(&story)).await;
    let before = world.contents();
    let signature = format!("{contract}/signature");
    manager.post(&signature, json!({ "signed_on": "2025-07-10" })).await.expect(200);
    there_and_back(&world, &manager, &signature, &before).await;
    assert_eq!(manager.get(&contract).await.expect(200)["state"], "draft");

    manager.post(format!("{contract}/ready"), json!({})).await.expect(200);
    let ready = world.contents();
    for party in ["employer", "apprentice", "cfa"] {
        let signed = json!({ "signed_on": "2025-07-10", "party": party });
        manager.post(&signature, signed).await.expect(200);
    }
    for _ in 0..3 {
        created(&manager, format!("{signature}/withdrawal"), why()).await;
    }
    assert_same(&world.contents(), &ready, "three signatures taken back one by one");
    let none = manager.post(format!("{signature}/withdrawal"), why()).await;
    none.refused_with(409, "withdrawal.nothing_to_take_back");
}

#[actix_web::test]
async fn the_signature_of_an_amendment_leaves_the_contract_as_it_was() {
    let (world, story, contract) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let heir = world.seed_tutor(story.employer, "Hopper", "Grace");
    let changes = json!({ "tutor_id": heir, "work": { "weekly_minutes": 2340 } });
    let body =
        json!({ "type_code": "36", "effective_on": "2026-03-01", "reason": "Départ.", "changes": changes });
    let amendment = created(&manager, format!("{contract}/amendments"), body).await;
    let before = world.contents();
    let signature = format!("{amendment}/signature");
    manager.post(&signature, json!({ "signed_on": "2025-11-24" })).await.expect(200);
    there_and_back(&world, &manager, &signature, &before).await;
}

#[actix_web::test]
async fn a_calendar_and_a_report_are_taken_back_to_what_was_there() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let (nothing, calendar) = (world.contents(), format!("/v1/cohorts/{}/calendar", story.cohort));
    crate::presence::calendars::give_calendar(&manager, &story, wednesday_to_friday()).await;
    let first = world.contents();
    let other = json!({ "rhythms": [{ "from_on": "2025-08-25", "company_weekdays": [1, 2, 3],
                                      "centre_weekdays": [4, 5] }] });
    crate::presence::calendars::give_calendar(&manager, &story, other).await;
    there_and_back(&world, &manager, &calendar, &first).await;
    there_and_back(&world, &manager, &calendar, &nothing).await;

    let visit = visits_of(&manager).await.remove(0);
    let report = format!("{visit}/report");
    let body = json!({ "held_on": "2025-11-20", "present": ["tutor"], "report": "Tout va bien." });
    manager.post(&report, body.clone()).await.expect(200);
    let corrected = json!({ "reason": "Mauvaise date", "report": body });
    manager.post(format!("{visit}/corrections"), corrected).await.expect(200);
    there_and_back(&world, &manager, &report, &nothing).await;
}

#[actix_web::test]
async fn a_rupture_declared_by_mistake_leaves_the_contract_its_visits_and_its_links_as_they_were() {
    let (world, story, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    let given_up = visits_of(&manager).await.remove(2);
    manager.post(format!("{given_up}/cancellation"), json!({ "reason": "company_closed" })).await.expect(200);
    let tutor = world.tutor(&story.tutor());
    let (file, due) =
        (manager.get(&contract).await.expect(200), manager.get("/v1/obligations").await.expect(200));
    let before = world.contents();
    let rupture = created(&manager, format!("{contract}/rupture"), a_rupture("2025-10-10")).await;
    manager.change(&rupture, json!({ "effective_on": "2026-02-10" })).await.expect(200);
    there_and_back(&world, &manager, &rupture, &before).await;
    let now = manager.get(&contract).await.expect(200);
    for field in ["state", "phase", "effective_ends_on"] {
        assert_eq!(now[field], file[field], "{field}");
    }
    assert_eq!(manager.get("/v1/obligations").await.expect(200), due);
    assert_eq!(tutor.get(&contract).await.expect(200)["state"], "signed");
    manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
}
