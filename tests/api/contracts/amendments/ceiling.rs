//! How many apprentices one tutor may follow, whoever signs and wherever.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, drafted, with};
use crate::harness::{Person, Story, World};

const SIGNED: &str = "2025-07-10";

/// Another apprentice of the same cohort, hired by the same company.
fn another_apprentice(world: &World, story: &Story, name: &str) -> Story {
    let apprentice = world.seed_apprentice(name, "Camille", "2006-03-14");
    Story { apprentice, enrolment: world.seed_enrolment(apprentice, story.cohort), ..*story }
}

async fn sign(by: &Person, path: &str) -> crate::harness::Reply {
    by.post(format!("{path}/signature"), json!({ "signed_on": SIGNED })).await
}

#[actix_web::test]
async fn a_tutor_follows_two_apprentices_at_once() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    for name in ["Un", "Deux"] {
        let path = drafted(&manager, a_contract(&another_apprentice(&world, &story, name))).await;
        sign(&manager, &path).await.expect(200);
    }
    let third = drafted(&manager, a_contract(&story)).await;
    let refusal = sign(&manager, &third).await;
    refusal.refused_with(409, "tutor.ceiling");
    assert_eq!(manager.get(&third).await.expect(200)["state"], "draft");
}

#[actix_web::test]
async fn one_person_known_at_two_sites_is_counted_once() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    for name in ["Un", "Deux"] {
        let path = drafted(&manager, a_contract(&another_apprentice(&world, &story, name))).await;
        sign(&manager, &path).await.expect(200);
    }
    // the same company wrote its tutor down twice, accents apart
    let twin = world.seed_tutor(story.employer, "Lovelace", "Áda");
    let third = drafted(&manager, with(a_contract(&story), json!({ "tutor_id": twin }))).await;
    sign(&manager, &third).await.refused_with(409, "tutor.ceiling");
    let namesake = world.seed_tutor(story.employer, "Lovelace", "Augusta");
    let free = drafted(&manager, with(a_contract(&story), json!({ "tutor_id": namesake }))).await;
    sign(&manager, &free).await.expect(200);
}

#[actix_web::test]
async fn two_signatures_racing_for_the_last_place_give_one_contract() {
    for _ in 0..3 {
        let world = World::on("2025-07-15").await;
        let (manager, story) = (world.manager(), world.story());
        let first = drafted(&manager, a_contract(&another_apprentice(&world, &story, "Un"))).await;
        sign(&manager, &first).await.expect(200);
        let left = drafted(&manager, a_contract(&another_apprentice(&world, &story, "Deux"))).await;
        let right = drafted(&manager, a_contract(&another_apprentice(&world, &story, "Trois"))).await;
        let (left, right) = tokio::join!(sign(&manager, &left), sign(&manager, &right));
        let mut statuses = [left.status, right.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        let lost = if left.status == 409 { left } else { right };
        lost.refused_with(409, "tutor.ceiling");
    }
}

#[actix_web::test]
async fn an_amendment_takes_a_place_too() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let grace = world.seed_tutor(story.employer, "Hopper", "Grace");
    for name in ["Un", "Deux"] {
        let body = with(a_contract(&another_apprentice(&world, &story, name)), json!({ "tutor_id": grace }));
        let path = drafted(&manager, body).await;
        sign(&manager, &path).await.expect(200);
    }
    let mine = drafted(&manager, a_contract(&story)).await;
    sign(&manager, &mine).await.expect(200);
    let change: Value =
        json!({ "type_code": "36", "effective_on": "2026-03-01", "changes": { "tutor_id": grace } });
    let draft = manager.post(format!("{mine}/amendments"), change).await.expect(201);
    let signature = format!("/v1/amendments/{}/signature", crate::harness::id_of(&draft));
    manager.post(signature, json!({ "signed_on": "2025-07-12" })).await.refused_with(409, "tutor.ceiling");
    assert_eq!(manager.get(&mine).await.expect(200)["tutor_id"], json!(story.tutor));
}
