//! The person's own dates, not the cohort's: late entry, direct entry in a later year, a repeated year, another centre before.

use compagnon::ids::{ApprenticeId, CohortId, EnrolmentId};
use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, complete, drafted, signed, with};
use crate::harness::{Person, Story, World, id_of};

async fn enrolled(by: &Person, apprentice: ApprenticeId, body: Value) -> Value {
    by.post(format!("/v1/apprentices/{apprentice}/enrolments"), body).await.expect(201)
}

/// The company of a story, for an enrolment made over the API.
async fn story_enrolled(world: &World, born_on: &str, cohort: CohortId, entry: Value) -> (Story, Value) {
    let employer = match world.database_counts("SELECT count(*) AS n FROM employers") {
        0 => world.seed_employer("73282932000074"),
        _ => world.seed_employer("35600000000048"),
    };
    let mut story = Story {
        cohort,
        apprentice: world.seed_apprentice("Nadir", "Sam", born_on),
        enrolment: EnrolmentId::new(),
        employer,
        tutor: world.seed_tutor(employer, "Lovelace", "Ada"),
    };
    let mut body = json!({ "cohort_id": cohort });
    body.as_object_mut().unwrap().extend(entry.as_object().unwrap().clone());
    let enrolment = enrolled(&world.manager(), story.apprentice, body).await;
    story.enrolment = id_of(&enrolment).parse().unwrap();
    (story, enrolment)
}

async fn status_on(by: &Person, story: &Story, day: &str) -> Value {
    let shown = by.get(format!("/v1/enrolments/{}/status?as_of={day}", story.enrolment)).await.expect(200);
    shown["national_code"].clone()
}

/// First day, share asked for and minimum of the segment of a day.
async fn paid_on(by: &Person, contract: &str, day: &str) -> (Value, Value) {
    let schedule = by.get(format!("{contract}/pay-schedule?as_of={day}")).await.expect(200);
    let current = schedule["segments"].as_array().unwrap().iter().find(|one| one["current"] == true).cloned();
    let current = current.unwrap_or_else(|| panic!("nothing paid on {day}: {schedule}"));
    (current["legal_percent_hundredths"].clone(), current["minimum_cents"].clone())
}

fn codes(findings: &Value) -> Vec<&str> {
    let findings = findings.as_array().map(Vec::as_slice).unwrap_or_default();
    findings.iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_late_entry_has_its_own_status_right_and_window() {
    let world = World::on("2025-10-15").await;
    let manager = world.manager();
    let cohort = world.seed_cohort("2025-08-25", "2027-08-24");
    let (story, enrolment) =
        story_enrolled(&world, "2006-03-14", cohort, json!({ "enrolled_on": "2025-10-15" })).await;
    assert_eq!(
        enrolment["entry"],
        json!({ "entered_on": "2025-10-15", "expected_ends_on": "2027-08-24", "year": 1, "reason": "late_entry" })
    );
    assert_eq!(status_on(&manager, &story, "2025-09-01").await, Value::Null);
    let standing = manager.get(format!("/v1/enrolments/{}/status", story.enrolment)).await.expect(200);
    let history: Vec<_> = standing["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["on"], one["national_code"]]))
        .collect();
    assert_eq!(json!(history), json!([["2025-10-15", "INSCRIT"], ["2026-01-13", "ABANDON"]]));
    assert_eq!(standing["right_without_contract_until"], "2026-01-15");

    let late = with(a_contract(&story), json!({ "starts_on": "2025-12-15" }));
    let contract = signed(&manager, late, "2025-10-15").await;
    let readiness = manager.get(format!("{contract}/clock")).await.expect(200);
    let window =
        readiness["data"].as_array().unwrap().iter().find(|one| one["code"] == "legal_window").unwrap();
    assert_eq!((&window["from_on"], &window["due_on"]), (&json!("2025-05-25"), &json!("2026-01-15")));
    let other = story_enrolled(&world, "2006-03-15", cohort, json!({ "enrolled_on": "2025-10-15" })).await.0;
    let beyond = with(a_contract(&other), json!({ "starts_on": "2026-01-16" }));
    let refused = manager.post("/v1/contracts", beyond).await;
    refused.faults(&[("/starts_on", "contract.window_legal")]);
}

#[actix_web::test]
async fn a_year_is_repeated_with_another_employer_in_another_cohort() {
    let world = World::on("2024-07-01").await;
    let first = world.seed_cohort("2024-08-26", "2026-08-25");
    let (story, _) = story_enrolled(&world, "2005-05-10", first, json!({})).await;
    let body = with(a_contract(&story), json!({ "starts_on": "2024-08-26", "ends_on": "2026-08-25" }));
    let before = signed(&world.manager(), body, "2024-07-01").await;

    world.clock.advance_days(792);
    let manager = world.manager();
    let second = world.seed_cohort("2025-08-25", "2027-08-24");
    let again =
        enrolled(&manager, story.apprentice, json!({ "cohort_id": second, "enrolled_on": "2026-09-01" }))
            .await;
    let employer = world.seed_employer("98222438800016");
    let elsewhere = Story {
        cohort: second,
        enrolment: id_of(&again).parse().unwrap(),
        employer,
        tutor: world.seed_tutor(employer, "Curie", "Marie"),
        ..story
    };
    let body = complete(json!({ "enrolment_id": elsewhere.enrolment, "employer_id": employer,
        "tutor_id": elsewhere.tutor, "type_code": "22", "starts_on": "2026-09-01", "ends_on": "2027-08-24",
        "previous_contract_id": before.rsplit('/').next().unwrap() }));
    let draft = manager.post("/v1/contracts", body).await.expect(201);
    let warnings = codes(&draft["warnings"]);
    assert!(!warnings.contains(&"contract.convention_needed"), "{warnings:?}");
    let contract = format!("/v1/contracts/{}", id_of(&draft));
    manager.post(format!("{contract}/signature"), json!({ "signed_on": "2026-09-01" })).await.expect(200);
    assert_eq!(paid_on(&manager, &contract, "2026-09-01").await, (json!(6100), json!(113_889)));
}

#[actix_web::test]
async fn a_direct_entry_is_paid_as_the_year_it_joins_and_may_follow_a_contract_of_another_centre() {
    let world = World::on("2026-08-31").await;
    let manager = world.manager();
    let cohort = world.seed_cohort("2025-08-25", "2027-08-24");
    let (story, enrolment) =
        story_enrolled(&world, "2006-03-14", cohort, json!({ "enrolled_on": "2026-08-31" })).await;
    assert_eq!(
        (&enrolment["entry"]["year"], &enrolment["entry"]["reason"]),
        (&json!(2), &json!("direct_entry"))
    );
    let dates = json!({ "starts_on": "2026-09-01", "ends_on": "2027-08-24" });
    let path = drafted(&manager, with(a_contract(&story), dates.clone())).await;
    let readiness = manager.get(format!("{path}/readiness")).await.expect(200).to_string();
    assert!(readiness.contains("contract.convention_needed"), "{readiness}");
    assert_eq!(paid_on(&manager, &path, "2026-09-01").await.0, json!(5100));
    for type_code in ["21", "22"] {
        let body = with(a_contract(&story), dates.clone());
        let body =
            with(body, json!({ "type_code": type_code, "previous_contract_number": "010202310001351" }));
        manager.post("/v1/contracts", body).await.expect(201);
    }
    let refused =
        json!({ "entered_on": "2025-08-24", "entry_year": 3, "continues_enrolment_id": story.enrolment });
    let path = format!("/v1/enrolments/{}", story.enrolment);
    let refused = manager.change(&path, refused).await;
    refused.faults(&[
        ("/entered_on", "enrolment.entered_outside"),
        ("/entry_year", "enrolment.entry_year_beyond"),
    ]);
    let itself = manager.change(&path, json!({ "continues_enrolment_id": story.enrolment })).await;
    itself.faults(&[("/continues_enrolment_id", "enrolment.continues_unknown")]);
}

#[actix_web::test]
async fn a_contract_longer_than_its_cycle_keeps_the_rate_of_the_last_year() {
    let world = World::on("2025-07-10").await;
    let manager = world.manager();
    let cohort = world.seed_cohort("2025-08-25", "2027-08-24");
    for (ends_on, born_on) in [("2027-08-31", "2006-03-14"), ("2028-08-24", "2006-03-15")] {
        let (story, _) = story_enrolled(&world, born_on, cohort, json!({})).await;
        let path = drafted(&manager, with(a_contract(&story), json!({ "ends_on": ends_on }))).await;
        let schedule = manager.get(format!("{path}/pay-schedule")).await.expect(200);
        let last = schedule["segments"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last["year"], &last["to_on"]), (&json!(2), &json!(ends_on)), "{last}");
    }
}

#[actix_web::test]
async fn a_prolongation_keeps_the_apprentice_in_training_as_long() {
    let world = World::on("2025-07-10").await;
    let cohort = world.seed_cohort("2025-08-25", "2027-08-24");
    let (story, _) =
        story_enrolled(&world, "2006-03-14", cohort, json!({ "enrolled_on": "2025-07-10" })).await;
    let contract = signed(&world.manager(), a_contract(&story), "2025-07-10").await;
    world.clock.advance_days(730);
    let manager = world.manager();
    let agreed = manager.get(format!("{contract}/as-of")).await.expect(200);
    let mut lines = agreed["agreed"]["pay"]["lines"].as_array().unwrap().clone();
    lines.push(json!({ "year": 3, "line": 1, "from_on": "2027-08-25", "to_on": "2028-08-24",
        "percent_hundredths": 10000, "base": "smic" }));
    let draft = json!({ "type_code": "33", "effective_on": "2027-08-24",
        "changes": { "ends_on": "2028-08-24", "pay": { "lines": lines } } });
    let draft = id_of(&manager.post(format!("{contract}/amendments"), draft).await.expect(201));
    let signature = json!({ "signed_on": "2027-07-09" });
    manager.post(format!("/v1/amendments/{draft}/signature"), signature).await.expect(200);
    assert_eq!(status_on(&manager, &story, "2028-08-23").await, "APPRENTI");
    let kept = manager.get(format!("/v1/enrolments/{}", story.enrolment)).await.expect(200);
    assert_eq!(kept["entry"]["expected_ends_on"], "2028-08-24");
}
