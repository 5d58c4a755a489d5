//! Giving something up, putting it off, and taking that back.

use serde_json::json;

use super::{brief, due, has, the, until};
use crate::contracts::agreements::count_events;
use crate::follow_up::visits::a_signed_story;
use crate::harness::{World, id_of};

#[actix_web::test]
async fn something_given_up_is_no_longer_asked_until_it_is_resumed() {
    let (world, story, _) = a_signed_story("2025-09-02").await;
    let trainer = world.trainer();
    let path = format!("/v1/obligations/{}", id_of(the(&due(&trainer, "").await, "student_card", "")));
    let silent = trainer.post(format!("{path}/waiver"), json!({ "reason": "other" })).await;
    silent.faults(&[("/note", "obligation.note_missing")]);
    trainer.post(format!("{path}/waiver"), json!({ "reason": "rain" })).await.faults(&[("/reason", "enum")]);
    let why = json!({ "reason": "done_elsewhere", "note": "Donnée par le CFA." });
    let click = || trainer.post_with_key(format!("{path}/waiver"), "a-double-click", why.clone());
    let (first, second) = (click().await.expect(200), click().await.expect(200));
    assert_eq!(first, second);
    assert_eq!(first["state"], "waived");
    assert_eq!(first["waiver"]["note"], "Donnée par le CFA.");
    trainer.post(format!("{path}/waiver"), why.clone()).await.refused_with(409, "obligation.already_waived");
    let later = json!({ "until_on": "2025-09-10", "reason": "waiting" });
    trainer.post(format!("{path}/snooze"), later).await.refused_with(409, "obligation.already_waived");
    assert!(!has(&due(&trainer, "").await, "student_card"));
    assert!(has(&due(&trainer, "as_of=2025-09-01").await, "student_card"));
    assert_eq!(due(&trainer, "state=waived").await.len(), 1);
    let student = world.student(&story.apprentice());
    assert_eq!(student.get(&path).await.expect(200)["waiver"]["note"], json!(null));
    let short = trainer.post(format!("{path}/waiver/withdrawal"), json!({ "reason": "x" })).await;
    short.faults(&[("/reason", "too_short")]);
    let back = json!({ "reason": "Perdue depuis" });
    let resumed = trainer.post(format!("{path}/waiver/withdrawal"), back.clone()).await.expect(200);
    assert_eq!((&resumed["state"], &resumed["waiver"]), (&json!("late"), &json!(null)));
    trainer.post(format!("{path}/waiver/withdrawal"), back).await.refused_with(409, "obligation.not_settled");
    assert!(has(&due(&trainer, "").await, "student_card"));
    assert_eq!(count_events(&world, "obligation.waived"), 1);
    for person in [student, world.tutor(&story.tutor()), world.client(&["obligations:read"])] {
        let refused = person.post_with_key(format!("{path}/waiver"), "a-click-of-theirs", why.clone()).await;
        refused.refused_with(403, "forbidden");
    }
    let stranger = world.other_manager();
    stranger.post(format!("{path}/waiver"), why).await.refused_with(404, "obligation.not_found");
}

#[actix_web::test]
async fn something_put_off_stays_due_and_comes_back() {
    let (world, ..) = a_signed_story("2025-09-02").await;
    let manager = world.manager();
    let path = format!("/v1/obligations/{}", id_of(the(&due(&manager, "").await, "student_card", "")));
    for until_on in ["2025-09-02", "2025-11-02"] {
        let wrong = json!({ "until_on": until_on, "reason": "waiting" });
        let refused = manager.post(format!("{path}/snooze"), wrong).await;
        refused.faults(&[("/until_on", "obligation.snooze_too_long")]);
    }
    let later = json!({ "until_on": "2025-09-20", "reason": "waiting" });
    let snoozed = manager.post(format!("{path}/snooze"), later).await.expect(200);
    assert_eq!(
        (&snoozed["snoozed_until"], &snoozed["state"], &snoozed["due_on"]),
        (&json!("2025-09-20"), &json!("late"), &json!("2025-07-02"))
    );
    let longer = json!({ "until_on": "2025-09-30", "reason": "agreed" });
    manager.post(format!("{path}/snooze"), longer).await.expect(200);
    assert_eq!(the(&due(&manager, "").await, "student_card", "")["snoozed_until"], "2025-09-30");
    let back = json!({ "reason": "Reçue plus tôt" });
    let resumed = manager.post(format!("{path}/snooze/withdrawal"), back.clone()).await.expect(200);
    assert_eq!(resumed["snoozed_until"], json!(null));
    manager.post(format!("{path}/snooze/withdrawal"), back).await.refused_with(409, "obligation.not_settled");
    let again = json!({ "until_on": "2025-09-10", "reason": "waiting" });
    manager.post(format!("{path}/snooze"), again).await.expect(200);
    until(&world, "2025-09-11");
    let manager = world.manager();
    assert_eq!(the(&due(&manager, "").await, "student_card", "")["snoozed_until"], json!(null));
    let done = due(&manager, "state=done&kind=contract_to_sign").await;
    let path = format!("/v1/obligations/{}", id_of(&done[0]));
    let waived = manager.post(format!("{path}/waiver"), json!({ "reason": "agreed" })).await;
    waived.refused_with(409, "obligation.already_done");
}

#[actix_web::test]
async fn a_visit_never_planned_is_given_up_as_soon_as_it_is_late() {
    let world = World::on("2026-02-10").await;
    let story = world.story();
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let manager = world.manager();
    let all = due(&manager, "kind=visit_to_plan").await;
    let missed = the(&all, "visit_to_plan", "1-1");
    assert_eq!(missed["state"], "late");
    let waiver = format!("/v1/obligations/{}/waiver", id_of(missed));
    manager.post(&waiver, json!({})).await.faults(&[("/reason", "required")]);
    let given_up =
        manager.post(&waiver, json!({ "reason": "not_applicable", "note": "Stage à l'étranger." })).await;
    assert_eq!(given_up.expect(200)["state"], "waived");
    let steps: Vec<_> =
        brief(&due(&manager, "kind=visit_to_plan").await).into_iter().map(|one| one.1).collect();
    assert_eq!(steps, ["1-2", "2-1", "2-2"]);
}
