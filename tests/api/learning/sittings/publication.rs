//! Who sees sittings: the staff at once, candidates and jurors once published, each what is theirs.

use serde_json::{Value, json};

use super::{Held, oral};
use crate::harness::id_of;

async fn agenda(person: &crate::harness::Person) -> Value {
    person.get("/v1/sittings").await.expect(200)["data"].clone()
}

#[actix_web::test]
async fn candidates_and_jurors_see_what_is_theirs_once_it_is_published() {
    let held = Held::with(3).await;
    let world = &held.world;
    let mut sitting = oral("2026-03-16", "Salle 14");
    sitting["jury"] = json!([{ "tutor_id": held.story.tutor }]);
    sitting["apart"] = json!([{ "enrolment_id": held.enrolments[0], "extra_time": true }]);
    let sitting = held.plan(json!([sitting])).await.remove(0);
    let path = format!("/v1/sittings/{}", id_of(&sitting));
    let publication = format!("{}/publication", held.exam);
    held.trainer.post(&publication, json!({})).await.refused_with(409, "sitting.unplaced");
    held.trainer.post(format!("{path}/slots/proposal"), json!({ "save": true })).await.expect(200);

    let (student, tutor) = (world.student(&held.story.apprentice()), world.tutor(&held.story.tutor()));
    for outsider in [&student, &tutor] {
        assert_eq!(agenda(outsider).await, json!([]));
        outsider.get(&path).await.refused_with(404, "sitting.not_found");
    }
    let shown = held.trainer.post(&publication, json!({})).await.expect(200);
    assert_eq!(held.trainer.post(&publication, json!({})).await.expect(200), shown, "twice changes nothing");

    let own = student.get(&path).await.expect(200);
    assert_eq!(own["state"], json!("published"));
    let slots = own["slots"].as_array().unwrap();
    assert_eq!((slots.len(), &slots[0]["enrolment_id"]), (1, &json!(held.enrolments[0])));
    assert_eq!(own["own_slot"]["starts_at"], slots[0]["starts_at"]);
    let all = held.trainer.get(&path).await.expect(200);
    let others = all["slots"].as_array().unwrap().iter().filter(|slot| slot["id"] != slots[0]["id"]);
    for other in others {
        let slot = format!("/v1/sitting-slots/{}", id_of(other));
        student.get(slot).await.refused_with(404, "sitting_slot.not_found");
        assert!(!student.get(&path).await.text.contains(other["name"].as_str().unwrap()));
    }
    let judged = tutor.get(&path).await.expect(200);
    assert_eq!(judged["slots"].as_array().unwrap().len(), 3);
    assert!(judged["slots"].as_array().unwrap().iter().all(|slot| slot["extra_minutes"].is_null()));
    assert_eq!(agenda(&tutor).await.as_array().unwrap().len(), 1);
    world.other_trainer().get(&path).await.refused_with(404, "sitting.not_found");
    tutor.post(&publication, json!({})).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn a_publication_is_taken_back_with_a_reason_and_comes_back() {
    let held = Held::with(1).await;
    let publication = format!("{}/publication", held.exam);
    held.trainer.post(&publication, json!({})).await.refused_with(409, "sitting.nothing_to_publish");
    held.placed_oral().await;
    let withdrawal = format!("{publication}/withdrawal");
    let why = json!({ "reason": "Salle à changer" });
    held.trainer.post(&withdrawal, why.clone()).await.refused_with(409, "withdrawal.nothing_to_take_back");
    held.trainer.post(&publication, json!({})).await.expect(200);
    let student = held.world.student(&held.story.apprentice());
    assert_eq!(agenda(&student).await.as_array().unwrap().len(), 1);
    let gone = id_of(&held.trainer.post(&withdrawal, why).await.expect(201));
    assert_eq!(agenda(&student).await, json!([]));
    held.trainer.post(format!("/v1/withdrawals/{gone}/restoration"), json!({})).await.expect(200);
    assert_eq!(agenda(&student).await.as_array().unwrap().len(), 1);
}
