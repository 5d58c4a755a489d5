//! An answer kept under an Idempotency-Key is given again to whoever could still ask for it.

use serde_json::{Value, json};

use crate::contracts::agreements::{count_events, with};
use crate::follow_up::phone_contacts::a_call;
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Person, Reply};
use crate::people::referents::account_of;

const KEY: &str = "la-meme-requete";

fn an_apprentice(fields: Value) -> Value {
    with(json!({ "family_name": "Martin", "given_name": "Léo", "born_on": "2006-01-01" }), fields)
}

fn a_report() -> Value {
    json!({ "held_on": "2025-11-20", "present": ["apprentice", "tutor"], "report": "Chloé tient la caisse." })
}

#[track_caller]
fn replayed(reply: Reply, first: &Value) {
    assert_eq!(reply.header("idempotency-replayed"), Some("true"), "{}", reply.text);
    assert_eq!(&reply.body, first);
}

#[actix_web::test]
async fn a_person_moved_to_another_site_is_not_answered_what_they_may_no_longer_see() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let visit = visits_of(&trainer).await.remove(0);
    let report = format!("{visit}/report");
    let held = trainer.post_with_key(&report, KEY, a_report()).await.expect(200);
    replayed(trainer.post_with_key(&report, KEY, a_report()).await, &held);
    let moved = format!("UPDATE accounts SET site_ids = '{{{}}}' WHERE id = ", world.other_site());
    world.database_says(&format!("{moved} '{}'", account_of(&trainer).await));
    trainer.post_with_key(&report, KEY, a_report()).await.refused_with(404, "visit.not_found");

    let manager = world.manager();
    let named = an_apprentice(json!({ "site_id": world.site() }));
    let (unnamed, call) = (an_apprentice(json!({ "given_name": "Tom" })), a_call(&story));
    manager.post_with_key("/v1/apprentices", "with-its-site", named.clone()).await.expect(201);
    manager.post_with_key("/v1/apprentices", "without-a-site", unnamed.clone()).await.expect(201);
    manager.post_with_key("/v1/phone-contacts", "one-call", call.clone()).await.expect(201);
    world.database_says(&format!("{moved} '{}'", account_of(&manager).await));
    let again = manager.post_with_key("/v1/apprentices", "with-its-site", named).await;
    again.faults(&[("/site_id", "site.unknown")]);
    let again = manager.post_with_key("/v1/phone-contacts", "one-call", call).await;
    again.faults(&[("/apprentice_id", "apprentice.unknown")]);
    let again = manager.post_with_key("/v1/apprentices", "without-a-site", unnamed).await;
    again.refused_with(403, "idempotency_key.rights_changed");
    let made = "SELECT count(*) AS n FROM apprentices WHERE family_name = 'Martin'";
    assert_eq!(world.database_counts(made), 2, "asking again had no effect");
    assert_eq!((count_events(&world, "visit.held"), count_events(&world, "apprentice.created")), (1, 2));
}

#[actix_web::test]
async fn a_role_a_scope_or_a_session_taken_away_is_told_at_a_replay() {
    let (world, ..) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let body = an_apprentice(json!({}));
    manager.post_with_key("/v1/apprentices", KEY, body.clone()).await.expect(201);
    let account = account_of(&manager).await;
    world.database_says(&format!("UPDATE accounts SET role = 'trainer' WHERE id = '{account}'"));
    manager.post_with_key("/v1/apprentices", KEY, body.clone()).await.refused_with(403, "forbidden");
    world.database_says(&format!(
        "UPDATE sessions SET ended_at = now(), ended_reason = 'revoked' WHERE account_id = '{account}'"
    ));
    manager.post_with_key("/v1/apprentices", KEY, body).await.refused_with(401, "unauthenticated");
}

#[actix_web::test]
async fn a_tutor_who_left_is_not_answered_what_they_wrote_before() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let tutor = world.tutor(&story.tutor());
    let visit = visits_of(&tutor).await.remove(0);
    let report = format!("{visit}/report");
    let call = with(a_call(&story), json!({ "party": "site" }));
    let send = async |by: &Person| {
        [
            by.post_with_key(&report, "the-visit", a_report()).await,
            by.post_with_key("/v1/phone-contacts", "the-call", call.clone()).await,
        ]
    };
    let [held, called] = send(&tutor).await;
    let (held, called) = (held.expect(200), called.expect(201));
    let [again, once_more] = send(&tutor).await;
    replayed(again, &held);
    replayed(once_more, &called);
    assert_eq!((count_events(&world, "visit.held"), count_events(&world, "phone_contact.logged")), (1, 1));
    world.database_says("UPDATE contract_tutors SET to_on = '2025-10-01'");
    let [again, once_more] = send(&tutor).await;
    again.refused_with(404, "visit.not_found");
    once_more.faults(&[("/apprentice_id", "apprentice.unknown")]);
}

#[actix_web::test]
async fn what_was_removed_under_a_key_is_removed_again_without_fuss() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let absence =
        json!({ "apprentice_id": story.apprentice, "away_from": "centre", "from_on": "2025-11-06" });
    let absence = manager.post("/v1/absences", absence).await;
    let (path, etag) = (format!("/v1/absences/{}", absence.body["id"].as_str().unwrap()), absence.etag());
    let remove = async || {
        let request = manager.request(reqwest::Method::DELETE, &path).header("idempotency-key", KEY);
        manager.send(request.header("if-match", &etag)).await.status
    };
    assert_eq!([remove().await, remove().await], [204, 204]);
}
