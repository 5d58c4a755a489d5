//! The hours of an oral are proposed, then moved by hand.

use serde_json::{Value, json};

use super::{Held, oral, written};
use crate::harness::id_of;

fn minutes(hour: &Value) -> i64 {
    let (hours, minutes) = hour.as_str().unwrap().split_once(':').unwrap();
    hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap()
}

#[actix_web::test]
async fn thirty_orals_with_extra_time_for_two_are_placed_without_overlap() {
    let held = Held::with(30).await;
    let longer = |rank: usize| json!({ "enrolment_id": held.enrolments[rank], "extra_time": true });
    let mut sitting = oral("2026-03-17", "Salle 14");
    sitting["apart"] = json!([longer(0), longer(7)]);
    sitting["duration_minutes"] = json!(15);
    let sitting = held.plan(json!([sitting])).await.remove(0);
    let path = format!("/v1/sittings/{}", id_of(&sitting));
    let proposal = format!("{path}/slots/proposal");
    let breaks = json!({ "break_after": 15, "break_minutes": 60 });
    let shown = held.trainer.post(&proposal, breaks).await.expect(200);
    assert_eq!(shown["saved"], json!(false));
    let unsaved = held.trainer.get(&path).await.expect(200);
    assert!(unsaved["slots"].as_array().unwrap().iter().all(|slot| slot["starts_at"].is_null()));

    let breaks = json!({ "break_after": 15, "break_minutes": 60, "save": true });
    let saved = held.trainer.post(&proposal, breaks).await.expect(200);
    let placed = saved["data"].as_array().unwrap();
    assert_eq!(placed.len(), 30);
    for pair in placed.windows(2) {
        assert!(minutes(&pair[0]["ends_at"]) <= minutes(&pair[1]["starts_at"]), "{pair:?}");
    }
    let lasting = |slot: &Value| minutes(&slot["ends_at"]) - minutes(&slot["starts_at"]);
    let preparing = |slot: &Value| minutes(&slot["starts_at"]) - minutes(&slot["prepares_at"]);
    // a third more of both
    let longer: Vec<_> = placed.iter().filter(|slot| lasting(slot) == 20 && preparing(slot) == 27).collect();
    assert_eq!(longer.len(), 2);
    assert!(placed.iter().filter(|slot| lasting(slot) == 15 && preparing(slot) == 20).count() == 28);
}

#[actix_web::test]
async fn whoever_joins_late_is_placed_around_those_who_keep_their_hour() {
    let held = Held::with(4).await;
    let mut sitting = oral("2026-03-17", "Salle 14");
    sitting["candidates"] = json!(held.enrolments[..3]);
    let sitting = held.plan(json!([sitting])).await.remove(0);
    let path = format!("/v1/sittings/{}", id_of(&sitting));
    let proposal = format!("{path}/slots/proposal");
    let placed = held.trainer.post(&proposal, json!({ "save": true })).await.expect(200);
    let hours = |list: &Value| -> Vec<(Value, Value)> {
        let each = list.as_array().unwrap().iter();
        each.map(|one| (one["enrolment_id"].clone(), one["starts_at"].clone())).collect()
    };
    let moved = format!("/v1/sitting-slots/{}", id_of(&placed["data"][1]));
    held.trainer.change(&moved, json!({ "starts_at": "15:05" })).await.expect(200);
    held.trainer.post(format!("{}/publication", held.exam), json!({})).await.expect(200);
    let before = hours(&held.trainer.get(&path).await.expect(200)["slots"]);

    let late = json!({ "enrolment_id": held.enrolments[3] });
    held.trainer.post(format!("{path}/slots"), late).await.expect(201);
    let keeping = json!({ "keep_placed": true, "save": true });
    let told = held.trainer.post(&proposal, keeping.clone()).await.expect(200);
    assert_eq!(told["data"].as_array().unwrap().len(), 4, "those who keep their hour are told too");
    let after = hours(&held.trainer.get(&path).await.expect(200)["slots"]);
    assert!(before.iter().all(|one| after.contains(one)), "{before:?} {after:?}");
    assert!(after.contains(&(json!(held.enrolments[3]), json!("09:10"))), "the hour left free: {after:?}");
    held.trainer.post(&proposal, keeping).await.expect(200);
    assert_eq!(hours(&held.trainer.get(&path).await.expect(200)["slots"]), after, "twice changes nothing");
}

#[actix_web::test]
async fn whoever_joins_late_takes_no_break_of_the_jury_away() {
    let held = Held::with(4).await;
    let mut sitting = oral("2026-03-17", "Salle 14");
    sitting["candidates"] = json!(held.enrolments[..3]);
    let sitting = held.plan(json!([sitting])).await.remove(0);
    let path = format!("/v1/sittings/{}", id_of(&sitting));
    let proposal = format!("{path}/slots/proposal");
    let pauses = json!({ "break_after": 2, "break_minutes": 45, "save": true });
    let placed = held.trainer.post(&proposal, pauses).await.expect(200);
    let hour = |list: &Value, rank: usize| list[rank]["starts_at"].as_str().unwrap().to_owned();
    let before = [0, 1, 2].map(|rank| minutes(&json!(hour(&placed["data"], rank))));
    assert_eq!((before[1] - before[0], before[2] - before[1]), (20, 65));
    let kept = held.trainer.get(&path).await.expect(200);
    assert_eq!((&kept["break_after"], &kept["break_minutes"]), (&json!(2), &json!(45)));
    assert_eq!(kept["between_minutes"], Value::Null);

    let late = json!({ "enrolment_id": held.enrolments[3] });
    held.trainer.post(format!("{path}/slots"), late).await.expect(201);
    let keeping = json!({ "keep_placed": true, "save": true });
    let told = held.trainer.post(&proposal, keeping.clone()).await.expect(200);
    let joined =
        told["data"].as_array().unwrap().iter().find(|one| one["enrolment_id"] == held.enrolments[3]);
    let joined = minutes(&joined.unwrap()["starts_at"]);
    assert_eq!(joined, before[2] + 20, "after the third one, not in the break: {told:#}");
    let lines = "SELECT count(*) AS n FROM journal_entries";
    let known = held.world.database_counts(lines);
    held.trainer.post(&proposal, keeping).await.expect(200);
    assert_eq!(held.world.database_counts(lines), known, "hours that stay are not told");

    let free = json!({ "save": true });
    held.trainer.post(&proposal, free).await.expect(200);
    assert_eq!(held.trainer.get(&path).await.expect(200)["break_after"], Value::Null, "placed anew without");
}

#[actix_web::test]
async fn who_does_not_fit_is_named_and_nothing_is_saved() {
    let held = Held::with(3).await;
    let mut sitting = oral("2026-03-17", "Salle 14");
    sitting["ends_at"] = json!("09:30");
    let sitting = held.plan(json!([sitting])).await.remove(0);
    let proposal = format!("/v1/sittings/{}/slots/proposal", id_of(&sitting));
    let refused = held.trainer.post(proposal, json!({ "save": true })).await;
    let refused = refused.refused_with(409, "sitting.too_short");
    assert!(refused["detail"].as_str().unwrap().contains("Léa Martin02"), "{refused}");
    let paper = held.plan(json!([written("2026-03-16", "Salle 12")])).await.remove(0);
    let proposal = format!("/v1/sittings/{}/slots/proposal", id_of(&paper));
    held.trainer.post(proposal, json!({})).await.refused_with(409, "sitting.nothing_to_place");
}

#[actix_web::test]
async fn a_slot_is_moved_by_hand_within_its_sitting_and_never_onto_another() {
    let held = Held::with(2).await;
    let sitting = held.placed_oral().await;
    let slots = sitting["slots"].as_array().unwrap();
    let [one, other] = [0, 1].map(|rank| format!("/v1/sitting-slots/{}", id_of(&slots[rank])));
    let moved = held.trainer.change(&one, json!({ "starts_at": "15:00" })).await.expect(200);
    assert_eq!(
        [&moved["prepares_at"], &moved["starts_at"], &moved["ends_at"]],
        [&json!("14:40"), &json!("15:00"), &json!("15:20")]
    );
    held.trainer
        .patch(&one, "\"v2\"", json!({ "starts_at": "16:00" }))
        .await
        .refused_with(412, "precondition.stale");
    held.trainer.change(&other, json!({ "starts_at": "15:10" })).await.refused_with(409, "sitting.overlap");
    let late = held.trainer.change(&other, json!({ "starts_at": "17:50" })).await;
    late.faults(&[("/starts_at", "sitting.slot_outside")]);
    let longer = held.trainer.change(&one, json!({ "extra_minutes": 7 })).await.expect(200);
    assert_eq!(longer["ends_at"], json!("15:27"));
    let away = held.trainer.change(&one, json!({ "presence": "absent" })).await.expect(200);
    assert_eq!((&away["presence"], &away["starts_at"]), (&json!("absent"), &Value::Null));
    let hour = held.trainer.change(&one, json!({ "starts_at": "16:00" })).await;
    hour.faults(&[("/starts_at", "sitting.not_expected")]);
    held.trainer.change(&other, json!({ "starts_at": "15:10" })).await.expect(200);
    let paper = held.plan(json!([written("2026-03-17", "Salle 12")])).await.remove(0);
    let slot = format!("/v1/sitting-slots/{}", id_of(&paper["slots"][0]));
    let alone = held.trainer.change(&slot, json!({ "starts_at": "09:10" })).await;
    alone.faults(&[("/starts_at", "sitting.written_together")]);
}

#[actix_web::test]
async fn a_candidate_taken_out_of_a_sitting_may_come_back() {
    let held = Held::with(2).await;
    let sitting = held.placed_oral().await;
    let slot = format!("/v1/sitting-slots/{}", id_of(&sitting["slots"][0]));
    let gone = held.trainer.post(format!("{slot}/withdrawal"), json!({ "reason": "Par erreur" })).await;
    let gone = id_of(&gone.expect(201));
    held.trainer.get(&slot).await.refused_with(404, "sitting_slot.not_found");
    held.trainer.post(format!("/v1/withdrawals/{gone}/restoration"), json!({})).await.expect(200);
    assert_eq!(held.trainer.get(&slot).await.expect(200)["starts_at"], sitting["slots"][0]["starts_at"]);
}

#[actix_web::test]
async fn a_candidate_at_another_paper_is_placed_around_it() {
    let held = Held::with(2).await;
    let mut paper = written("2026-03-16", "Salle 12");
    paper["starts_at"] = json!("08:30");
    paper["candidates"] = json!([held.enrolments[0]]);
    held.plan(json!([paper])).await;
    let sitting = held.placed_oral().await;
    let hours: Vec<_> =
        sitting["slots"].as_array().unwrap().iter().map(|slot| slot["starts_at"].clone()).collect();
    // the other one goes first; whoever writes until half past eleven prepares from then on
    assert_eq!(hours, [json!("08:50"), json!("11:50")]);
}
