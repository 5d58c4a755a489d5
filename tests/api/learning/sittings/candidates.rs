//! A candidate is added to a sitting that is planned already, or taken out of it.

use serde_json::{Value, json};

use super::{Held, oral, written};
use crate::harness::id_of;

/// An oral of all but the last candidate, placed.
async fn without_the_last(held: &Held) -> Value {
    let mut sitting = oral("2026-03-16", "Salle 14");
    sitting["candidates"] = json!(held.enrolments[..held.enrolments.len() - 1]);
    sitting["duration_minutes"] = json!(15);
    let sitting = held.plan(json!([sitting])).await.remove(0);
    let proposal = format!("/v1/sittings/{}/slots/proposal", id_of(&sitting));
    held.trainer.post(proposal, json!({ "save": true })).await.expect(200);
    held.trainer.get(format!("/v1/sittings/{}", id_of(&sitting))).await.expect(200)
}

#[actix_web::test]
async fn a_candidate_is_added_and_taken_out_again() {
    let held = Held::with(3).await;
    let sitting = without_the_last(&held).await;
    let slots = format!("/v1/sittings/{}/slots", id_of(&sitting));
    let late = &held.enrolments[2];
    let taken = sitting["slots"][0]["starts_at"].clone();
    let onto = json!({ "enrolment_id": late, "starts_at": taken });
    held.trainer.post(&slots, onto).await.refused_with(409, "sitting.overlap");
    let outside = json!({ "enrolment_id": late, "starts_at": "18:30" });
    held.trainer.post(&slots, outside).await.faults(&[("/starts_at", "sitting.slot_outside")]);
    let added = json!({ "enrolment_id": late, "starts_at": "14:00", "extra_time": true });
    let reply = held.trainer.post(&slots, added.clone()).await;
    let place = reply.header("location").expect("an address").to_owned();
    let slot = reply.expect(201);
    assert_eq!((&slot["starts_at"], &slot["ends_at"]), (&json!("14:00"), &json!("14:20")));
    held.trainer.post(&slots, added.clone()).await.faults(&[("/enrolment_id", "sitting.candidate_there")]);
    let stranger = held.world.seed_apprentice("Petit", "Zoé", "2005-01-09");
    let cohort = held.world.seed_cohort("2026-08-24", "2028-08-23");
    let elsewhere = held.world.seed_enrolment(stranger, cohort);
    let foreign = json!({ "enrolment_id": elsewhere, "starts_at": "15:00" });
    held.trainer.post(&slots, foreign).await.faults(&[("/enrolment_id", "sitting.candidate_unknown")]);

    let why = json!({ "reason": "Dispensé" });
    held.trainer.post(format!("{place}/withdrawal"), why).await.expect(201);
    held.trainer.post(&slots, added).await.expect(201);
}

#[actix_web::test]
async fn a_candidate_added_at_a_written_paper_starts_with_everybody() {
    let held = Held::with(2).await;
    let mut paper = written("2026-03-16", "Salle 12");
    paper["candidates"] = json!([held.enrolments[0]]);
    let sitting = held.plan(json!([paper])).await.remove(0);
    let slots = format!("/v1/sittings/{}/slots", id_of(&sitting));
    let added = held.trainer.post(&slots, json!({ "enrolment_id": held.enrolments[1] })).await.expect(201);
    assert_eq!(added["starts_at"], sitting["starts_at"]);
    let longer = held.world.seed_apprentice("Petit", "Zoé", "2005-01-09");
    let longer = held.world.seed_enrolment(longer, held.story.cohort);
    let late = held.trainer.post(&slots, json!({ "enrolment_id": longer, "extra_time": true })).await;
    late.faults(&[("/starts_at", "sitting.slot_outside")]);
}

#[actix_web::test]
async fn two_who_add_the_same_candidate_to_two_sittings_at_once_are_told_apart() {
    let held = Held::with(2).await;
    let one = held.plan(json!([
        { "unit_code": "E1", "on": "2026-03-16", "starts_at": "09:00", "room": "Salle 1", "candidates": [held.enrolments[0]] },
    ])).await.remove(0);
    let mut other = oral("2026-03-16", "Salle 2");
    other["candidates"] = json!([held.enrolments[0]]);
    let other = held.plan(json!([other])).await.remove(0);
    let last = &held.enrolments[1];
    let (manager, trainer) = (held.world.manager(), &held.trainer);
    let (first, second) = futures_util::future::join(
        manager.post(format!("/v1/sittings/{}/slots", id_of(&one)), json!({ "enrolment_id": last })),
        trainer.post(
            format!("/v1/sittings/{}/slots", id_of(&other)),
            json!({ "enrolment_id": last, "starts_at": "09:30" }),
        ),
    )
    .await;
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{} {}", first.text, second.text);
}

#[actix_web::test]
async fn a_sitting_says_what_may_be_done_with_it_and_why_not_the_rest() {
    let held = Held::with(2).await;
    let paper = held.plan(json!([written("2026-03-16", "Salle 12")])).await.remove(0);
    let path = format!("/v1/sittings/{}/transitions", id_of(&paper));
    let told = held.trainer.get(&path).await.expect(200);
    let act = |list: &Value, name: &str| -> Value {
        let all = list["data"].as_array().unwrap();
        all.iter().find(|one| one["act"] == name).expect("the act").clone()
    };
    assert_eq!(act(&told, "add_candidate")["allowed"], json!(true));
    let placing = act(&told, "propose_slots");
    assert_eq!(placing["allowed"], json!(false));
    assert!(placing.to_string().contains("sitting.nothing_to_place"), "{placing}");
    held.trainer.post(format!("{}/publication", held.exam), json!({})).await.expect(200);
    let student = held.world.student(&held.story.apprentice());
    let told = student.get(&path).await.expect(200);
    assert!(told["data"].as_array().unwrap().iter().all(|one| one["allowed"] == json!(false)), "{told}");
    held.trainer.post(format!("{}/cancellation", held.exam), json!({})).await.expect(200);
    let told = held.trainer.get(&path).await.expect(200);
    assert!(act(&told, "change").to_string().contains("mock_exam.cancelled"), "{told}");
    held.world.other_manager().get(&path).await.refused_with(404, "sitting.not_found");
}
