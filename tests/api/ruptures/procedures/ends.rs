//! How a procedure ends: with the contract, given up, taken back; and who may do what.

use serde_json::{Value, json};

use super::{Breakable, mistaken};
use crate::contracts::agreements::count_events;
use crate::ruptures::declarations::a_rupture;

#[actix_web::test]
async fn the_contract_ends_as_by_a_declaration_and_all_returns_when_it_is_taken_back() {
    let place = Breakable::on("2026-04-01").await;
    let visits = place.manager.get("/v1/visits").await.expect(200);
    let rupture = place.opened("mutual_agreement", "both").await;
    place.manager.get(&rupture).await.refused_with(404, "rupture.not_found");
    place.step(&rupture, "agreement_signed", "2026-03-13").await.expect(201);
    let unknown =
        place.manager.post(format!("{rupture}/completion"), json!({ "effective_on": "2026-03-14" })).await;
    unknown.faults(&[("/notice_received_on", "rupture.notice_required")]);
    let outside = place.complete(&rupture, "2028-03-14").await;
    outside.faults(&[("/effective_on", "rupture.outside_contract")]);
    let broken = place.complete(&rupture, "2026-03-14").await;
    assert_eq!(broken.header("location"), Some(rupture.as_str()));
    let broken = broken.expect(201);
    let case = place.case(&rupture).await;
    let three = ["notice_received_on", "effective_on", "last_contract_day"].map(|fact| case[fact].clone());
    assert_eq!(json!(three), json!(["2026-03-20", "2026-03-14", "2026-03-13"]));
    assert_eq!(place.manager.get(&rupture).await.expect(200)["id"], broken["id"]);
    let events = ["rupture_case.completed", "rupture.declared", "contract.broken", "visit.cancelled"];
    assert_eq!(events.map(|kind| count_events(&place.world, kind)), [1, 1, 1, 3]);

    place.manager.post(format!("{rupture}/withdrawal"), mistaken()).await.expect(201);
    let back = place.manager.get(&place.contract).await.expect(200);
    assert_eq!((&back["state"], &back["effective_ends_on"]), (&json!("signed"), &json!("2027-08-24")));
    assert_eq!(planned(&place.manager.get("/v1/visits").await.expect(200)), planned(&visits));
    assert_eq!(place.case(&rupture).await["state"], "open");
    place.complete(&rupture, "2026-03-14").await.expect(201);
}

/// The day and the state of each visit.
fn planned(visits: &Value) -> Vec<(Value, Value)> {
    let visits = visits["data"].as_array().unwrap().iter();
    visits.map(|visit| (visit["planned_on"].clone(), visit["state"].clone())).collect()
}

#[actix_web::test]
async fn a_contract_has_one_procedure_at_a_time_and_the_short_way_waits_for_it() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("mutual_agreement", "both").await;
    let again = place.manager.post("/v1/ruptures", place.case_in("resignation", "apprentice")).await;
    again.refused_with(409, "rupture.case_open");
    let short = place.manager.post(format!("{}/rupture", place.contract), a_rupture("2026-02-10")).await;
    short.refused_with(409, "rupture.case_open");

    let given_up = json!({ "reason": "Les parties poursuivent." });
    let case = place.manager.post(format!("{rupture}/abandonment"), given_up.clone()).await.expect(201);
    assert_eq!((&case["state"], &case["abandoned_on"]), (&json!("abandoned"), &json!("2026-04-01")));
    place.complete(&rupture, "2026-03-14").await.refused_with(409, "rupture.case_ended");
    let twice = place.manager.post(format!("{rupture}/abandonment"), given_up).await;
    twice.refused_with(409, "rupture.case_ended");
    let other = place.opened("resignation", "apprentice").await;
    let taken = place.manager.post(format!("{rupture}/abandonment/withdrawal"), mistaken()).await;
    taken.refused_with(409, "rupture.case_open");
    place.manager.post(format!("{other}/case/withdrawal"), mistaken()).await.expect(201);
    place.manager.post(format!("{rupture}/abandonment/withdrawal"), mistaken()).await.expect(201);
    assert_eq!(place.case(&rupture).await["state"], "open");
    place.manager.post(format!("{rupture}/case/withdrawal"), mistaken()).await.expect(201);
    place.manager.get(format!("{rupture}/case")).await.refused_with(404, "rupture.not_found");
    place.manager.post(format!("{}/rupture", place.contract), a_rupture("2026-02-10")).await.expect(201);
    let broken = place.manager.post("/v1/ruptures", place.case_in("resignation", "apprentice")).await;
    broken.refused_with(409, "rupture.already_declared");
}

#[actix_web::test]
async fn the_staff_of_the_site_read_and_its_managers_act() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("mutual_agreement", "both").await;
    let path = format!("{rupture}/case");
    let trainer = place.world.trainer();
    assert_eq!(trainer.get(&path).await.expect(200)["id"], place.case(&rupture).await["id"]);
    trainer
        .post(format!("{rupture}/steps"), super::a_step("agreement_signed", "2026-03-13"))
        .await
        .refused_with(403, "forbidden");
    for person in [place.world.tutor(&place.story.tutor()), place.world.student(&place.story.apprentice())] {
        person.get(&path).await.refused_with(403, "forbidden");
        person.get(format!("{rupture}/transitions")).await.refused_with(404, "rupture.not_found");
    }
    let stranger = place.world.other_manager();
    stranger.get(&path).await.refused_with(404, "rupture.not_found");
    stranger
        .post("/v1/ruptures", place.case_in("resignation", "apprentice"))
        .await
        .faults(&[("/contract_id", "contract.unknown")]);
    stranger
        .post(format!("{rupture}/completion"), super::an_end("2026-03-14"))
        .await
        .refused_with(404, "rupture.not_found");
}

#[actix_web::test]
async fn what_may_be_done_is_told_and_what_is_said_of_a_case_changes() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("mutual_agreement", "both").await;
    let path = format!("{rupture}/case");
    let acts = place.manager.get(format!("{rupture}/transitions")).await.expect(200);
    let acts: Vec<_> = acts["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|act| (act["act"].clone(), act["allowed"].clone()))
        .collect();
    let open = ["change_case", "record_step", "complete", "abandon"].map(|act| (json!(act), json!(true)));
    assert_eq!(acts, open);
    let listed = place.manager.get("/v1/rupture-cases?state=open").await.expect(200);
    assert_eq!(listed["data"][0]["id"], place.case(&rupture).await["id"]);
    assert_eq!(listed["data"][0]["procedure"]["next"]["step"], "agreement_signed");
    assert_eq!(place.manager.get("/v1/rupture-cases?state=completed").await.expect(200)["data"], json!([]));

    let changed = place
        .manager
        .change(&path, json!({ "planned_on": "2026-04-15", "notice_received_on": "2026-03-31" }))
        .await;
    assert_eq!(changed.expect(200)["planned_on"], "2026-04-15");
    let ahead = place.manager.change(&path, json!({ "notice_received_on": "2026-04-02" })).await;
    ahead.faults(&[("/notice_received_on", "rupture.date_in_future")]);
}
