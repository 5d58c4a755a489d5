//! A tutor falls silent: the signal, the difficulty, the meeting, the mediation that fails, the rupture, and the same taken back.

use serde_json::{Value, json};

use super::{codes, until};
use crate::desk::links::a_link;
use crate::follow_up::visits::a_signed_story;
use crate::harness::id_of;
use crate::ruptures::difficulties::under;

#[actix_web::test]
async fn a_silent_tutor_a_difficulty_a_mediation_that_fails_and_a_rupture() {
    let (world, story, contract) = a_signed_story("2025-11-24").await;
    a_link(&world, &story, json!({})).await;
    world.database_says("UPDATE tutor_links SET created_at = '2025-11-24T10:00:00Z'");
    let call = json!({ "apprentice_id": story.apprentice, "direction": "incoming", "party": "apprentice",
        "outcome": "reached", "subject": "difficulty" });
    let call = world.manager().post("/v1/phone-contacts", call).await.expect(201);
    until(&world, "2025-12-14");
    assert!(codes(&world.manager(), &story).await.is_empty());
    until(&world, "2025-12-15");
    assert_eq!(codes(&world.manager(), &story).await, ["silent_tutor"]);

    let manager = world.manager();
    let told = json!({ "origin": "call", "phone_contact_id": id_of(&call), "subjects": ["work_relations"],
        "note": "Son maître d'apprentissage ne lui parle plus.", "shared_with_apprentice": true });
    let case = manager.post(under(&story), told).await.expect(201);
    let case = format!("/v1/difficulties/{}", id_of(&case));
    let meeting =
        json!({ "kind": "meeting_of_three", "planned_on": "2025-12-18", "visibility": "all_three" });
    let meeting = id_of(&manager.post(format!("{case}/steps"), meeting).await.expect(201));
    until(&world, "2025-12-18");
    let manager = world.manager();
    let held = json!({ "done_on": "2025-12-18", "outcome": "Chacun campe sur ses positions." });
    manager.patch(format!("/v1/difficulty-steps/{meeting}"), "\"v1\"", held).await.expect(200);
    until(&world, "2025-12-25");
    let mut seen = codes(&world.manager(), &story).await;
    seen.sort_unstable();
    assert_eq!(seen, ["difficulty_without_step", "silent_tutor"]);
    let site = world.manager().get(format!("/v1/sites/{}/signals", world.site())).await.expect(200);
    assert_eq!(
        (&site["data"][0]["sum"], &site["data"][0]["apprentice"]["family_name"]),
        (&json!(5), &json!("Durand"))
    );

    let manager = world.manager();
    let mediation =
        json!({ "kind": "mediation", "planned_on": "2026-01-08", "visibility": "staff_and_apprentice" });
    let mediation = id_of(&manager.post(format!("{case}/steps"), mediation).await.expect(201));
    until(&world, "2026-01-08");
    let manager = world.manager();
    let failed = json!({ "done_on": "2026-01-08", "outcome": "Aucun accord." });
    manager.patch(format!("/v1/difficulty-steps/{mediation}"), "\"v1\"", failed).await.expect(200);
    let rupture = json!({ "effective_on": "2026-01-12", "initiator": "both", "ground": "mutual_agreement",
        "notice_received_on": "2026-01-08", "difficulty_id": case.rsplit('/').next().unwrap() });
    let rupture = manager.post(format!("{contract}/rupture"), rupture).await.expect(201);
    let closing =
        json!({ "decision": "rupture", "words": "Rupture d'un commun accord.", "visibility": "all_three" });
    let closed = manager.post(format!("{case}/closing"), closing).await.expect(200);
    assert_eq!((&closed["state"], &closed["rupture_id"]), (&json!("closed"), &rupture["id"]));
    until(&world, "2026-01-12");
    assert!(codes(&world.manager(), &story).await.is_empty(), "the contract is over, the case is closed");
    let student = world.student(&story.apprentice());
    assert_eq!(student.get(&case).await.expect(200)["closings"][0]["decision"], "rupture");

    let manager = world.manager();
    let mistaken = json!({ "reason": "Ils se sont réconciliés" });
    let withdrawal = format!("/v1/ruptures/{}/withdrawal", id_of(&rupture));
    manager.post(withdrawal, mistaken.clone()).await.expect(201);
    manager.post(format!("{case}/reopening"), mistaken).await.expect(200);
    let again = manager.get(&case).await.expect(200);
    assert_eq!((&again["state"], &again["rupture_id"]), (&json!("open"), &Value::Null));
    assert_eq!(codes(&manager, &story).await, ["silent_tutor"]);
}
