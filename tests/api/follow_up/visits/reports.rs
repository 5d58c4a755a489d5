//! Logging a visit.

use serde_json::json;

use super::{a_signed_story, visits_of};
use crate::contracts::agreements::{a_contract, count_events, signed, with};

fn a_report() -> serde_json::Value {
    json!({ "held_on": "2025-11-20", "present": ["apprentice", "tutor"],
            "report": "Chloé tient seule la caisse.", "points_agreed": "Lui confier les commandes." })
}

#[actix_web::test]
async fn a_tutor_logs_a_visit_of_their_own_apprentice() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let tutor = world.tutor(&story.tutor());
    let visit = visits_of(&tutor).await.remove(0);
    let answer = tutor.post_with_key(format!("{visit}/report"), "a-double-click", a_report()).await;
    assert_eq!(answer.etag(), "\"v2\"");
    let reported = answer.expect(200);
    assert_eq!((&reported["state"], &reported["due_state"]), (&json!("held"), &json!("done")));
    assert_eq!(reported["present"], json!(["apprentice", "tutor"]));
    let again = tutor.post_with_key(format!("{visit}/report"), "a-double-click", a_report()).await;
    assert_eq!(again.expect(200), reported);
    let second = tutor.post(format!("{visit}/report"), a_report()).await;
    second.refused_with(409, "visit.already_held");
    assert_eq!(count_events(&world, "visit.held"), 1);

    let student = world.student(&story.apprentice());
    assert_eq!(student.get(&visit).await.expect(200)["report"], "Chloé tient seule la caisse.");
    let manager = world.manager();
    let cancel = manager.post(format!("{visit}/cancellation"), json!({"reason": "other"})).await;
    cancel.refused_with(409, "visit.already_held");
    let moved = manager.change(&visit, json!({"planned_on": "2025-11-25"})).await;
    moved.refused_with(409, "visit.already_held");
}

#[actix_web::test]
async fn nobody_else_touches_the_visits_of_an_apprentice() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let visit = visits_of(&world.manager()).await.remove(0);
    let report = format!("{visit}/report");
    let neighbour = world.seed_tutor(story.employer, "Hopper", "Grace");
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let enrolment = world.seed_enrolment(friend, story.cohort);
    let body = with(a_contract(&story), json!({"enrolment_id": enrolment, "tutor_id": neighbour}));
    signed(&world.manager(), body, "2025-08-20").await;

    let neighbour = world.tutor(&json!({ "id": neighbour }));
    assert_eq!(visits_of(&neighbour).await.len(), 4);
    for person in [neighbour, world.other_manager()] {
        person.post(&report, a_report()).await.refused_with(404, "visit.not_found");
        person.get(&visit).await.refused_with(404, "visit.not_found");
        assert!(!visits_of(&person).await.contains(&visit));
    }
    world.student(&story.apprentice()).post(&report, a_report()).await.refused_with(403, "forbidden");
    let friend = world.student(&json!({ "id": friend }));
    friend.get(&visit).await.refused_with(404, "visit.not_found");
    world.client(&["visits:read"]).post(&report, a_report()).await.refused_with(403, "forbidden");
    world.trainer().post(&report, a_report()).await.expect(200);
}

#[actix_web::test]
async fn a_report_is_of_a_day_that_makes_sense_with_somebody_met() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let tutor = world.tutor(&story.tutor());
    let report = format!("{}/report", visits_of(&tutor).await[0]);
    let sent = |fields| tutor.post(&report, with(a_report(), fields));
    sent(json!({"held_on": "2025-11-25"})).await.faults(&[("/held_on", "visit.held_in_future")]);
    sent(json!({"held_on": "2025-08-24"})).await.faults(&[("/held_on", "visit.held_before_contract")]);
    sent(json!({"present": []})).await.faults(&[("/present", "too_few")]);
    sent(json!({"present": ["tutor", "tutor"]})).await.faults(&[("/present", "repeated")]);
    sent(json!({"present": ["cat"]})).await.faults(&[("/present/0", "enum")]);
    sent(json!({"report": ""})).await.faults(&[("/report", "too_short")]);
    let long = sent(json!({"report": "x".repeat(10_001), "points_agreed": "x".repeat(5001)})).await;
    long.faults(&[("/report", "too_long"), ("/points_agreed", "too_long")]);
    sent(json!({"report": "é".repeat(10_000)})).await.expect(200);
}

#[actix_web::test]
async fn a_closing_talk_is_within_the_month_after_the_contract() {
    let (world, ..) = a_signed_story("2027-12-01").await;
    let manager = world.manager();
    let report = format!("{}/report", visits_of(&manager).await[3]);
    let late = manager.post(&report, with(a_report(), json!({"held_on": "2027-09-25"}))).await;
    late.faults(&[("/held_on", "visit.held_after_contract")]);
    manager.post(&report, with(a_report(), json!({"held_on": "2027-09-24"}))).await.expect(200);
}

#[actix_web::test]
async fn of_two_simultaneous_reports_one_is_kept() {
    let (world, story, _) = a_signed_story("2026-12-01").await;
    let (manager, tutor) = (world.manager(), world.tutor(&story.tutor()));
    for visit in visits_of(&manager).await {
        let report = format!("{visit}/report");
        let (one, two) =
            futures_util::future::join(manager.post(&report, a_report()), tutor.post(&report, a_report()))
                .await;
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", one.text, two.text);
    }
    assert_eq!(count_events(&world, "visit.held"), 4);
}
