//! Visits: planned, moved, cancelled, logged, found.

mod appointments;
mod authors;
mod plans;
mod replaced;
mod report_contents;
mod reports;

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, count_events, drafted, signed, with};
use crate::harness::{Person, Story, World, id_of};

/// A world in which the contract of the story runs, with its visits.
pub async fn a_signed_story(today: &str) -> (World, Story, String) {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let contract = signed(&world.manager(), a_contract(&story), "2025-07-15").await;
    let ahead = (today.parse::<chrono::NaiveDate>().unwrap() - world.clock.today()).num_days();
    world.clock.advance_days(ahead);
    (world, story, contract)
}

/// The addresses of the visits within reach, by day planned.
pub async fn visits_of(person: &Person) -> Vec<String> {
    let listed = person.get("/v1/visits").await.expect(200);
    listed["data"].as_array().unwrap().iter().map(|visit| format!("/v1/visits/{}", id_of(visit))).collect()
}

fn days(listed: &Value) -> Vec<&str> {
    listed["data"].as_array().unwrap().iter().map(|visit| visit["planned_on"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn visits_are_listed_by_day_and_narrowed() {
    let (world, story, contract) = a_signed_story("2026-03-01").await;
    let manager = world.manager();
    let contract = contract.rsplit('/').next().unwrap();
    let all: &[&str] = &["2025-11-24", "2026-05-26", "2026-11-23", "2027-05-25"];
    for (query, expected) in [
        ("state=planned".to_owned(), all),
        (format!("apprentice={}&contract={contract}", story.apprentice), all),
        (format!("tutor={}&site={}", story.tutor, world.site()), all),
        (format!("tutor={}", story.employer), &[]),
        ("late=true".to_owned(), &all[..1]),
        ("due_before=2026-08-25".to_owned(), &all[..2]),
        ("due_before=2026-08-24".to_owned(), &all[..1]),
        ("state=held".to_owned(), &[]),
    ] {
        let listed = manager.get(format!("/v1/visits?{query}")).await.expect(200);
        assert_eq!(days(&listed), expected, "{query}");
    }
    let states: Vec<Value> = manager.get("/v1/visits").await.expect(200)["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|visit| visit["due_state"].clone())
        .collect();
    assert_eq!(json!(states), json!(["late", "upcoming", "upcoming", "upcoming"]));

    let first = manager.get("/v1/visits?limit=3").await.expect(200);
    assert_eq!(days(&first), all[..3]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = manager.get(format!("/v1/visits?limit=3&cursor={cursor}")).await.expect(200);
    assert_eq!((days(&rest), &rest["next_cursor"]), (all[3..].to_vec(), &Value::Null));
    manager.get("/v1/visits?late=maybe&due_before=soon").await.refused_with(400, "query.invalid");
}

#[actix_web::test]
async fn visits_planned_on_the_same_day_are_all_paged_through() {
    let (world, _, contract) = a_signed_story("2026-03-01").await;
    let manager = world.manager();
    let contract = contract.rsplit('/').next().unwrap();
    for _ in 0..3 {
        let extra = json!({"contract_id": contract, "planned_on": "2025-11-24"});
        manager.post("/v1/visits", extra).await.expect(201);
    }
    let (mut seen, mut path) = (Vec::new(), "/v1/visits?limit=1".to_owned());
    loop {
        let page = manager.get(&path).await.expect(200);
        seen.extend(page["data"].as_array().unwrap().iter().map(id_of));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/visits?limit=1&cursor={cursor}");
    }
    assert_eq!(seen.len(), 7);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 7);
}

#[actix_web::test]
async fn an_extra_visit_takes_the_next_rank_of_its_year() {
    let (world, story, contract) = a_signed_story("2026-03-01").await;
    let contract = contract.rsplit('/').next().unwrap();
    let extra = json!({"contract_id": contract, "planned_on": "2026-03-12"});
    let created = world.trainer().post("/v1/visits", extra.clone()).await;
    let path = created.header("location").unwrap().to_owned();
    let visit = created.expect(201);
    assert_eq!((&visit["training_year"], &visit["ordinal"]), (&json!(1), &json!(3)));
    assert_eq!((&visit["due_on"], &visit["due_state"]), (&json!("2026-03-12"), &json!("due")));
    assert_eq!(world.student(&story.apprentice()).get(&path).await.expect(200), visit);

    let manager = world.manager();
    let outside = with(extra.clone(), json!({"planned_on": "2027-08-25", "due_on": "2027-08-24"}));
    let refused = manager.post("/v1/visits", outside).await;
    refused.faults(&[("/planned_on", "visit.outside_contract"), ("/due_on", "visit.due_before_planned")]);
    let foreign = world.other_manager().post("/v1/visits", extra).await;
    foreign.faults(&[("/contract_id", "contract.unknown")]);
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let enrolment = world.seed_enrolment(friend, story.cohort);
    let draft = drafted(&manager, with(a_contract(&story), json!({ "enrolment_id": enrolment }))).await;
    let draft = draft.rsplit('/').next().unwrap();
    let early = manager.post("/v1/visits", json!({"contract_id": draft, "planned_on": "2026-03-12"})).await;
    early.refused_with(409, "visit.contract_not_signed");
}

#[actix_web::test]
async fn a_planned_visit_moves_within_its_contract() {
    let (world, ..) = a_signed_story("2025-10-01").await;
    let trainer = world.trainer();
    let visit = visits_of(&trainer).await.remove(0);
    let moved = trainer.change(&visit, json!({"planned_on": "2025-11-20"})).await;
    assert_eq!(moved.etag(), "\"v2\"");
    let moved = moved.expect(200);
    assert_eq!((&moved["planned_on"], &moved["due_on"]), (&json!("2025-11-20"), &json!("2026-02-22")));
    let outside = trainer.change(&visit, json!({"planned_on": "2025-08-24"})).await;
    outside.faults(&[("/planned_on", "visit.outside_contract")]);
    let past_due = trainer.change(&visit, json!({"planned_on": "2026-02-23"})).await;
    past_due.faults(&[("/planned_on", "visit.due_before_planned")]);
    let second_year = visits_of(&trainer).await.remove(2);
    let first_year = trainer.change(&second_year, json!({"planned_on": "2026-08-24"})).await;
    first_year.faults(&[("/planned_on", "visit.other_training_year")]);
    let stale = trainer.patch(&visit, "\"v1\"", json!({"planned_on": "2025-11-21"})).await;
    stale.refused_with(412, "precondition.stale");
    trainer.change(&visit, json!({"due_on": "2026-08-01"})).await.faults(&[("/due_on", "unknown_field")]);
    assert_eq!(count_events(&world, "visit.moved"), 1);
}

#[actix_web::test]
async fn a_late_visit_moves_past_its_last_day_to_be_held_all_the_same() {
    let (world, ..) = a_signed_story("2026-02-22").await;
    let visit = visits_of(&world.trainer()).await.remove(0);
    let later = json!({"planned_on": "2026-03-02"});
    let in_time = world.trainer().change(&visit, later.clone()).await;
    in_time.faults(&[("/planned_on", "visit.due_before_planned")]);
    world.clock.advance_days(1);
    let moved = world.trainer().change(&visit, later).await.expect(200);
    assert_eq!((&moved["due_on"], &moved["due_state"]), (&json!("2026-02-22"), &json!("late")));
}

#[actix_web::test]
async fn a_cancelled_visit_says_why_and_stays_so() {
    let (world, ..) = a_signed_story("2025-10-01").await;
    let manager = world.manager();
    let visit = visits_of(&manager).await.remove(0);
    let wrong = manager.post(format!("{visit}/cancellation"), json!({"reason": "rain"})).await;
    wrong.faults(&[("/reason", "enum")]);
    let why = json!({"reason": "company_closed", "note": "Inventaire"});
    let cancelled = manager.post(format!("{visit}/cancellation"), why.clone()).await.expect(200);
    assert_eq!((&cancelled["state"], &cancelled["due_state"]), (&json!("cancelled"), &json!("cancelled")));
    assert_eq!(cancelled["cancelled_note"], "Inventaire");
    manager.post(format!("{visit}/cancellation"), why).await.refused_with(409, "visit.cancelled");
    let moved = manager.change(&visit, json!({"planned_on": "2025-11-20"})).await;
    moved.refused_with(409, "visit.cancelled");
    let report = json!({"held_on": "2025-09-30", "present": ["tutor"], "report": "Vu."});
    manager.post(format!("{visit}/report"), report).await.refused_with(409, "visit.cancelled");
}

#[actix_web::test]
async fn tutors_and_students_neither_plan_nor_move_nor_cancel() {
    let (world, story, contract) = a_signed_story("2025-10-01").await;
    let visit = visits_of(&world.manager()).await.remove(0);
    let contract = contract.rsplit('/').next().unwrap();
    let extra = json!({"contract_id": contract, "planned_on": "2026-03-12"});
    for person in [world.tutor(&story.tutor()), world.student(&story.apprentice())] {
        assert_eq!(visits_of(&person).await.len(), 4);
        person.post("/v1/visits", extra.clone()).await.refused_with(403, "forbidden");
        person.change(&visit, json!({"planned_on": "2025-11-20"})).await.refused_with(403, "forbidden");
        let cancel = person.post(format!("{visit}/cancellation"), json!({"reason": "other"})).await;
        cancel.refused_with(403, "forbidden");
    }
    let stranger = world.other_manager();
    stranger.get(&visit).await.refused_with(404, "visit.not_found");
    let cancel = stranger.post(format!("{visit}/cancellation"), json!({"reason": "other"})).await;
    cancel.refused_with(404, "visit.not_found");
    let moved = stranger.patch(&visit, "\"v1\"", json!({"planned_on": "2025-11-20"})).await;
    moved.refused_with(404, "visit.not_found");
}
