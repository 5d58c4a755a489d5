//! Enrolments in cohorts.

use compagnon::catalogue::programmes::store::programme_id;
use compagnon::ids::CohortId;
use compagnon::schema::cohorts;
use diesel::prelude::*;
use serde_json::{Value, json};

use super::ABSENT;
use crate::harness::{World, day, id_of};

fn codes(enrolment: &Value) -> Vec<&str> {
    let warnings = enrolment["warnings"].as_array().expect("warnings");
    warnings.iter().map(|warning| warning["code"].as_str().expect("a code")).collect()
}

#[actix_web::test]
async fn an_apprentice_is_enrolled_read_and_changed() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let cohort = world.seed_cohort("2025-08-25", "2027-08-24");
    let apprentice = world.seed_apprentice("Durand", "Chloé", "2006-03-14");
    let created =
        manager.post(format!("/v1/apprentices/{apprentice}/enrolments"), json!({"cohort_id": cohort})).await;
    assert_eq!(created.etag(), "\"v1\"");
    let path = created.header("location").unwrap().to_owned();
    let mut enrolment = created.expect(201);
    assert_eq!((&enrolment["enrolled_on"], codes(&enrolment).len()), (&json!("2025-06-02"), 1));
    assert_eq!(enrolment["standing"]["status"], Value::Null, "the cohort has not begun");
    assert_eq!(enrolment["standing"]["right_without_contract_until"], "2025-11-25");
    enrolment.as_object_mut().unwrap().remove("warnings");
    assert_eq!(manager.get(&path).await.expect(200), enrolment);
    let file = manager.get(format!("/v1/apprentices/{apprentice}")).await.expect(200);
    assert_eq!(file["enrolments"], json!([enrolment]));

    let changed = manager.change(&path, json!({"excluded_on": "2025-09-15"})).await.expect(200);
    assert_eq!(changed["excluded_on"], "2025-09-15");
    let then = manager.get(format!("{path}/status?as_of=2025-09-15")).await.expect(200);
    assert_eq!((&then["status"], &then["national_code"]), (&json!("dropped_out"), &json!("ABANDON")));
    let cleared = manager.change(&path, json!({"excluded_on": null})).await.expect(200);
    assert_eq!((&cleared["excluded_on"], &cleared["version"]), (&Value::Null, &json!(3)));
    manager
        .patch(&path, "\"v1\"", json!({"excluded_on": null}))
        .await
        .refused_with(412, "precondition.stale");
    manager.change(&path, json!({"enrolled_on": null})).await.faults(&[("/enrolled_on", "required")]);
    manager.change(&path, json!({"cohort_id": cohort})).await.faults(&[("/cohort_id", "unknown_field")]);
}

#[actix_web::test]
async fn what_the_sheet_and_the_law_would_not_expect_is_told_not_refused() {
    let world = World::on("2025-12-01").await;
    let manager = world.manager();
    let cohort = world.seed_cohort("2025-08-25", "2027-08-24");
    let apprentice = world.seed_apprentice("Durand", "Chloé", "2006-03-14");
    let late =
        manager.post(format!("/v1/apprentices/{apprentice}/enrolments"), json!({"cohort_id": cohort})).await;
    let late = late.expect(201);
    assert_eq!(
        codes(&late),
        ["enrolment.outside_admission_window", "enrolment.after_three_months", "enrolment.entry_not_proved",]
    );
    assert_eq!(late["warnings"][1]["source"], "Code du travail, art. L6222-12-1");
    let path = format!("/v1/enrolments/{}", id_of(&late));
    let in_time = manager.change(&path, json!({"enrolled_on": "2025-11-25"})).await.expect(200);
    assert_eq!(codes(&in_time), [""; 0]);
    let january = manager.change(&path, json!({"enrolled_on": "2025-01-31"})).await.expect(200);
    assert_eq!(codes(&january), ["enrolment.outside_admission_window"]);
}

#[actix_web::test]
async fn impossible_dates_are_refused() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let cohort = world.seed_cohort("2025-08-25", "2027-08-24");
    let apprentice = world.seed_apprentice("Durand", "Chloé", "2006-03-14");
    let path = format!("/v1/apprentices/{apprentice}/enrolments");
    let after = manager.post(&path, json!({"cohort_id": cohort, "enrolled_on": "2027-08-25"})).await;
    after.faults(&[("/enrolled_on", "enrolment.after_the_end")]);
    let enrolment = manager.post(&path, json!({"cohort_id": cohort})).await.expect(201);
    let path = format!("/v1/enrolments/{}", id_of(&enrolment));
    for excluded_on in ["2025-06-01", "2027-08-25"] {
        let refused = manager.change(&path, json!({"excluded_on": excluded_on})).await;
        refused.faults(&[("/excluded_on", "enrolment.exclusion_outside")]);
    }
}

#[actix_web::test]
async fn nobody_is_enrolled_twice_in_a_cohort() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let story = world.story();
    let path = format!("/v1/apprentices/{}/enrolments", story.apprentice);
    let twice = manager.post(&path, json!({"cohort_id": story.cohort})).await;
    twice.refused_with(409, "enrolment.already_enrolled");
    let next = world.seed_cohort("2026-08-24", "2028-08-23");
    let first = manager.post_with_key(&path, "a-double-click", json!({"cohort_id": next})).await;
    let second = manager.post_with_key(&path, "a-double-click", json!({"cohort_id": next})).await;
    assert_eq!(first.expect(201), second.expect(201));
}

#[actix_web::test]
async fn one_is_enrolled_in_a_cohort_of_ones_own_site() {
    let world = World::on("2025-06-02").await;
    let apprentice = world.seed_apprentice("Durand", "Chloé", "2006-03-14");
    let foreign = CohortId::new();
    diesel::insert_into(cohorts::table)
        .values((
            cohorts::id.eq(foreign),
            cohorts::site_id.eq(world.other_site()),
            cohorts::programme_id.eq(programme_id("bts-mco")),
            cohorts::name.eq("Ailleurs"),
            cohorts::starts_on.eq(day("2025-08-25")),
            cohorts::ends_on.eq(day("2027-08-24")),
            cohorts::exam_session.eq(2027),
            cohorts::exam_regulation.eq("mco-2024"),
        ))
        .execute(&mut world.database.connect())
        .expect("a cohort");
    let path = format!("/v1/apprentices/{apprentice}/enrolments");
    for cohort in [json!(foreign), json!(ABSENT)] {
        for who in [world.manager(), world.administrator()] {
            let refused = who.post(&path, json!({"cohort_id": cohort})).await;
            refused.faults(&[("/cohort_id", "cohort.unknown")]);
        }
    }
    let stranger = world.other_manager().post(&path, json!({"cohort_id": foreign})).await;
    stranger.refused_with(404, "apprentice.not_found");
    world.trainer().post(&path, json!({"cohort_id": foreign})).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn enrolments_are_listed_by_cohort_apprentice_and_site_page_after_page() {
    let world = World::on("2025-10-01").await;
    let story = world.story();
    let zoe = world.seed_apprentice("Petit", "Zoé", "2006-01-01");
    world.seed_enrolment(zoe, story.cohort);
    let next = world.seed_cohort("2026-08-24", "2028-08-23");
    world.seed_enrolment(zoe, next);
    let manager = world.manager();
    let count = async |query: String| {
        let page = manager.get(format!("/v1/enrolments{query}")).await.expect(200);
        page["data"].as_array().unwrap().len()
    };
    assert_eq!(count(String::new()).await, 3);
    assert_eq!(count(format!("?cohort={}", story.cohort)).await, 2);
    assert_eq!(count(format!("?apprentice={zoe}")).await, 2);
    assert_eq!(count(format!("?apprentice={zoe}&cohort={}", story.cohort)).await, 1);
    assert_eq!(count(format!("?site={}", world.other_site())).await, 0);

    let first = manager.get("/v1/enrolments?limit=2&as_of=2025-11-23").await.expect(200);
    assert_eq!(first["data"][0]["standing"]["status"], "dropped_out");
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    let last = manager.get(format!("/v1/enrolments?limit=2&cursor={cursor}")).await.expect(200);
    assert_eq!((last["data"].as_array().unwrap().len(), &last["next_cursor"]), (1, &Value::Null));
    assert_eq!(last["data"][0]["cohort_id"], json!(next));
}
