//! Signed links: made, used, revoked, and never more than they were made for.

mod answering;
mod bearers;
mod browser;
mod due;
mod mailed;
pub mod pages;
mod secrets;
mod writing;

use serde_json::{Value, json};

use crate::harness::{Person, Story, World, day, id_of};

/// A world in which the tutor of the story follows an apprentice under a signed contract.
pub async fn a_followed_story(today: &str) -> (World, Story) {
    let (world, story, _) = crate::follow_up::visits::a_signed_story(today).await;
    (world, story)
}

/// A link of the tutor of a story, as shown at its creation.
pub async fn a_link(world: &World, story: &Story, body: Value) -> Value {
    let made = world.manager().post(format!("/v1/tutors/{}/links", story.tutor), body).await;
    made.expect(201)
}

/// The address of what the bearer of a link reads and writes.
pub fn address_of(link: &Value) -> String {
    format!("/v1/tutor-links/{}", link["secret"].as_str().expect("a secret"))
}

/// How many lines the journal has of an act by links.
pub fn journaled(world: &World, act: &str) -> i64 {
    world.database_counts(&format!(
        "SELECT count(*) AS n FROM journal_entries WHERE actor_kind = 'link' AND act = '{act}'"
    ))
}

#[actix_web::test]
async fn a_link_is_made_shown_once_listed_and_revoked() {
    let (world, story) = a_followed_story("2025-11-01").await;
    let trainer = world.trainer();
    let links = format!("/v1/tutors/{}/links", story.tutor);
    let made = trainer.post(&links, json!({})).await;
    let place = made.header("location").unwrap().to_owned();
    let made = made.expect(201);
    let secret = made["secret"].as_str().unwrap().to_owned();
    assert_eq!(secret.len(), 43);
    assert_eq!(made["url"], format!("http://127.0.0.1:8080/l/{secret}"));
    assert_eq!(made["apprentices"], json!([story.apprentice]));
    assert_eq!((&made["expires_on"], &made["state"]), (&json!("2026-01-30"), &json!("active")));
    assert_eq!(made["verbs"].as_array().unwrap().len(), 8);

    let read = trainer.get(&place).await.expect(200);
    assert!(read.get("secret").is_none() && read.get("url").is_none(), "{read}");
    world.nobody().get(address_of(&made)).await.expect(200);
    let listed = trainer.get(&links).await;
    assert!(!listed.text.contains(&secret));
    let listed = listed.expect(200);
    assert_eq!(listed["data"][0]["uses"], 1);
    assert!(listed["data"][0]["last_used_at"].as_str().unwrap().starts_with("2025-11-01"));

    let revocation = format!("{place}/revocation");
    trainer.post(&revocation, json!({})).await.faults(&[("/reason", "required")]);
    let revoked = trainer.post(&revocation, json!({"reason": "Mauvaise adresse"})).await;
    assert_eq!(revoked.etag(), "\"v2\"");
    let revoked = revoked.expect(200);
    assert_eq!(
        (&revoked["state"], &revoked["revoked_reason"]),
        (&json!("revoked"), &json!("Mauvaise adresse"))
    );
    trainer.post(&revocation, json!({"reason": "Encore"})).await.refused_with(409, "link.revoked");
    for act in ["CreateLink", "RevokeLink"] {
        let lines = format!("SELECT count(*) AS n FROM journal_entries WHERE act = '{act}'");
        assert_eq!(world.database_counts(&lines), 1, "{act}");
    }
    assert_eq!(
        world.database_counts("SELECT count(*) AS n FROM tutor_links WHERE octet_length(secret_hash) = 32"),
        1
    );
}

#[actix_web::test]
async fn a_link_is_made_within_what_its_tutor_follows_and_for_a_time() {
    let (world, story) = a_followed_story("2025-11-01").await;
    let manager = world.manager();
    let links = format!("/v1/tutors/{}/links", story.tutor);
    let stranger = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let unknown = "019a0000-0000-7000-8000-000000000000";
    for (body, expected) in [
        (json!({"expires_on": "2025-10-31"}), vec![("/expires_on", "link.expires_in_past")]),
        (json!({"expires_on": "2026-12-07"}), vec![("/expires_on", "link.expires_too_late")]),
        (
            json!({"apprentices": [story.apprentice, stranger]}),
            vec![("/apprentices/1", "link.not_their_tutor")],
        ),
        (json!({"apprentices": [unknown]}), vec![("/apprentices/0", "apprentice.unknown")]),
        (json!({"apprentices": []}), vec![("/apprentices", "too_few")]),
        (json!({"verbs": ["sign"]}), vec![("/verbs/0", "enum")]),
        (json!({"verbs": []}), vec![("/verbs", "too_few")]),
    ] {
        manager.post(&links, body).await.faults(&expected);
    }
    manager.post(&links, json!({"expires_on": "2026-12-06"})).await.expect(201);
    let idle = world.seed_tutor(story.employer, "Hopper", "Grace");
    let nobody = manager.post(format!("/v1/tutors/{idle}/links"), json!({})).await;
    nobody.refused_with(409, "link.no_apprentice");
}

#[actix_web::test]
async fn links_are_for_the_staff_of_their_site() {
    let (world, story) = a_followed_story("2025-11-01").await;
    let made = a_link(&world, &story, json!({})).await;
    let (links, place) = (format!("/v1/tutors/{}/links", story.tutor), format!("/v1/links/{}", id_of(&made)));
    let stranger = world.other_manager();
    stranger.get(&links).await.refused_with(404, "tutor.not_found");
    stranger.post(&links, json!({})).await.refused_with(404, "tutor.not_found");
    let reason = json!({"reason": "Curiosité"});
    stranger.post(format!("{place}/revocation"), reason).await.refused_with(404, "link.not_found");
    let foreign = stranger.get(&place).await.refused_with(404, "link.not_found");
    let absent = stranger.get("/v1/links/019a0000-0000-7000-8000-000000000000").await;
    let absent = absent.refused_with(404, "link.not_found");
    assert_eq!((&foreign["detail"], &foreign["title"]), (&absent["detail"], &absent["title"]));
    let outsiders: [Person; 3] =
        [world.tutor(&story.tutor()), world.student(&story.apprentice()), world.client(&["employers:read"])];
    for person in outsiders {
        person.get(&links).await.refused_with(403, "forbidden");
        person.get(&place).await.refused_with(403, "forbidden");
    }
}

#[actix_web::test]
async fn making_a_link_twice_under_one_key_makes_one() {
    let (world, story) = a_followed_story("2025-11-01").await;
    let manager = world.manager();
    let links = format!("/v1/tutors/{}/links", story.tutor);
    let first = manager.post_with_key(&links, "un-seul-lien", json!({})).await.expect(201);
    let again = manager.post_with_key(&links, "un-seul-lien", json!({})).await;
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(again.expect(201), first);
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM tutor_links"), 1);
    assert_eq!(day("2025-11-01"), world.clock.today());
}
