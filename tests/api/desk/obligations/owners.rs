//! Who answers for what is due.

use serde_json::{Value, json};

use super::{due, the};
use crate::follow_up::visits::a_signed_story;
use crate::harness::id_of;

#[actix_web::test]
async fn whoever_follows_the_apprentice_owns_the_visits() {
    let (world, story, _) = a_signed_story("2025-09-02").await;
    let (manager, trainer) = (world.manager(), world.trainer());
    let me = trainer.get("/v1/me").await.expect(200);
    let account = id_of(if me["id"].is_string() { &me } else { &me["account"] });
    let owner_of = |all: &[Value]| the(all, "visit_to_hold", "")["owner"].clone();
    assert_eq!(owner_of(&due(&manager, "").await)["kind"], "site");
    let referent = json!({ "account_id": account, "kind": "referent", "from_on": "2025-09-02" });
    manager.post(format!("/v1/apprentices/{}/referents", story.apprentice), referent).await.expect(201);
    let owner = owner_of(&due(&manager, "").await);
    assert_eq!((&owner["kind"], &owner["id"]), (&json!("staff"), &json!(account)));
    assert_eq!(due(&manager, &format!("owner={account}")).await.len(), 4);
    assert_eq!(due(&manager, &format!("owner={account}&as_of=2025-09-01")).await.len(), 0);
}

#[actix_web::test]
async fn what_nobody_answers_for_falls_back_on_the_site() {
    let (world, story, _) = a_signed_story("2025-09-02").await;
    let manager = world.manager();
    let of_site = format!("kind=visit_to_hold&owner={}", world.site());
    assert_eq!(due(&manager, &of_site).await.len(), 4, "nobody follows the apprentice");
    assert_eq!(due(&manager, &format!("kind=visit_to_hold&owner={}", world.other_site())).await.len(), 0);
    let me = world.trainer().get("/v1/me").await.expect(200);
    let account = id_of(if me["id"].is_string() { &me } else { &me["account"] });
    let referent = json!({ "account_id": account, "kind": "referent", "from_on": "2025-09-02" });
    manager.post(format!("/v1/apprentices/{}/referents", story.apprentice), referent).await.expect(201);
    assert_eq!(due(&manager, &of_site).await.len(), 0, "their referent does it");
    let counted = manager.get(format!("/v1/obligations/counts?owner={account}")).await.expect(200);
    assert!(
        counted["data"].as_array().unwrap().iter().any(|one| one["kind"] == "visit_to_hold"),
        "{counted}"
    );
    world.database_says(&format!(
        "UPDATE accounts SET disabled_at = '2025-09-02T08:00:00Z' WHERE id = '{account}'"
    ));
    let fallen = due(&manager, &of_site).await;
    assert_eq!(fallen.len(), 4, "a referent who left answers for nothing");
    assert!(fallen.iter().all(|one| one["owner"]["kind"] == "site"));
}
