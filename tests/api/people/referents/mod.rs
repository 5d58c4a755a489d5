//! Referents: named, replaced, shared out over a class, and who sees them.

mod duties;

use serde_json::{Value, json};

use crate::contracts::agreements::count_events;
use crate::harness::{Person, Reply, Story, World, id_of, without_people};

/// The identifier of somebody's own account.
pub async fn account_of(person: &Person) -> String {
    id_of(&person.get("/v1/me").await.expect(200))
}

fn home(story: &Story) -> String {
    format!("/v1/apprentices/{}/referents", story.apprentice)
}

/// Names a referent from a day.
pub async fn name(by: &Person, story: &Story, account: &str, from_on: &str) -> Reply {
    by.post(home(story), json!({ "account_id": account, "from_on": from_on })).await
}

#[actix_web::test]
async fn a_referent_is_named_then_read_changed_and_ended() {
    let world = World::on("2025-09-10").await;
    let story = world.story();
    let (manager, trainer) = (world.manager(), world.trainer());
    let account = account_of(&trainer).await;
    let created = name(&manager, &story, &account, "2025-09-01").await;
    let path = created.header("location").unwrap().to_owned();
    assert_eq!(created.etag(), "\"v1\"");
    let created = created.expect(201);
    assert_eq!((&created["kind"], &created["to_on"]), (&json!("referent"), &Value::Null));
    assert_eq!((&created["display_name"], &created["vacant"]), (&json!("trainer"), &json!(false)));
    assert_eq!(trainer.get(&path).await.expect(200), created);

    let shown = manager.get(home(&story)).await.expect(200);
    assert_eq!((&shown["on"], &shown["on_duty"]["account_id"]), (&json!("2025-09-10"), &json!(account)));
    assert_eq!(shown["data"], json!([without_people(&created)]));

    let ended = manager.change(&path, json!({ "to_on": "2025-09-30" })).await;
    assert_eq!((ended.etag(), &ended.expect(200)["to_on"]), ("\"v2\"".to_owned(), &json!("2025-09-30")));
    manager.patch(&path, "\"v1\"", json!({ "to_on": null })).await.refused_with(412, "precondition.stale");
    let backwards = manager.change(&path, json!({ "to_on": "2025-08-31" })).await;
    backwards.faults(&[("/to_on", "referent.ends_before_start")]);
    let later = manager.get(format!("{}?on=2025-10-01", home(&story))).await.expect(200);
    assert_eq!(later["on_duty"], Value::Null);
    assert_eq!([count_events(&world, "referent.named"), count_events(&world, "referent.changed")], [1, 1]);
}

#[actix_web::test]
async fn an_apprentice_has_one_referent_at_a_time_and_may_change() {
    let world = World::on("2025-09-10").await;
    let story = world.story();
    let manager = world.manager();
    let (ada, grace) = (account_of(&world.trainer()).await, account_of(&world.trainer()).await);
    let first = id_of(&name(&manager, &story, &ada, "2025-09-01").await.expect(201));
    name(&manager, &story, &grace, "2026-03-01").await.refused_with(409, "referent.already_followed");
    let body = json!({ "account_id": grace, "from_on": "2026-03-01", "takes_over": true });
    let double = |key| manager.post_with_key(home(&story), key, body.clone());
    let second = double("one-double-click").await.expect(201);
    assert_eq!(double("one-double-click").await.expect(201), second);
    let first = format!("/v1/referents/{first}");
    assert_eq!(manager.get(&first).await.expect(200)["to_on"], "2026-02-28");
    let longer = manager.change(&first, json!({ "to_on": null })).await;
    longer.refused_with(409, "referent.already_followed");
    let on = async |day: &str| {
        manager.get(format!("{}?on={day}", home(&story))).await.expect(200)["on_duty"]["account_id"].clone()
    };
    assert_eq!([on("2026-02-28").await, on("2026-03-01").await], [json!(ada), json!(grace)]);
}

#[actix_web::test]
async fn only_managers_and_trainers_of_the_site_follow_its_apprentices() {
    let world = World::on("2025-09-10").await;
    let story = world.story();
    let (manager, trainer) = (world.manager(), world.trainer());
    let account = account_of(&trainer).await;
    let wrong = async |account: String| name(&manager, &story, &account, "2025-09-01").await;
    let foreign = account_of(&world.other_manager()).await;
    wrong(foreign).await.faults(&[("/account_id", "account.unknown")]);
    let tutor = world.tutor(&story.tutor());
    wrong(account_of(&tutor).await).await.faults(&[("/account_id", "referent.not_staff_of_site")]);
    let leaver = world.trainer();
    let gone = account_of(&leaver).await;
    manager.post(format!("/v1/accounts/{gone}/disabling"), json!({})).await;
    wrong(gone).await.faults(&[("/account_id", "referent.account_disabled")]);
    let body = json!({ "account_id": account, "kind": "deputy", "from_on": "2025-09-01" });
    manager.post(home(&story), body).await.faults(&[("/to_on", "referent.deputy_without_end")]);

    let body = json!({ "account_id": account });
    for person in [trainer, tutor, world.student(&story.apprentice())] {
        person.post(home(&story), body.clone()).await.refused_with(403, "forbidden");
    }
    let stranger = world.other_manager();
    stranger.post(home(&story), body).await.refused_with(404, "apprentice.not_found");
}

#[actix_web::test]
async fn referents_are_no_reach_and_are_seen_by_whom_they_concern() {
    let world = World::on("2025-09-10").await;
    let story = world.story();
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let manager = world.manager();
    let account = account_of(&world.trainer()).await;
    let created = name(&manager, &story, &account, "2025-09-01").await.expect(201);
    let path = format!("/v1/referents/{}", id_of(&created));
    let client = world.client(&["apprentices:read"]);
    for person in [world.tutor(&story.tutor()), world.student(&story.apprentice()), client] {
        let alone = person.get(&path).await.expect(200);
        assert_eq!(without_people(&alone), without_people(&created));
        assert_eq!(person.get("/v1/referents").await.expect(200)["data"], json!([alone]));
    }
    let neighbour = world.seed_tutor(story.employer, "Hopper", "Grace");
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let strangers = [
        world.tutor(&json!({ "id": neighbour })),
        world.student(&json!({ "id": friend })),
        world.other_manager(),
    ];
    for person in strangers {
        person.get(&path).await.refused_with(404, "referent.not_found");
        person.get(home(&story)).await.refused_with(404, "apprentice.not_found");
        assert_eq!(person.get("/v1/referents").await.expect(200)["data"], json!([]));
    }
    world.client(&["visits:read"]).get(&path).await.refused_with(403, "forbidden");
}
