//! The secret address of a calendar: given after a recent proof, gone with the secrets of its account.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::subscribed;
use crate::harness::{Person, Reply, World};
use crate::people::referents::account_of;
use crate::trust::accounts::people::{
    OTHER_PASSWORD, PASSWORD, first_administrator, holder, refresh, sign_in,
};

const GRACE: &str = "grace@example.org";

/// A manager with a password, signed in, and the administrator who invited them.
async fn a_manager(world: &World) -> (Person, Person, String) {
    let (chief, _) = first_administrator(world).await;
    let body = json!({ "email": GRACE, "display_name": "Grace Hopper", "role": "manager", "site_ids": [world.site()] });
    let account = chief.post("/v1/accounts", body).await.expect(201);
    let grace = holder(world, &accept(world, &account, PASSWORD).await.expect(201));
    let id = account_of(&grace).await;
    (chief, grace, id)
}

async fn accept(world: &World, account: &Value, password: &str) -> Reply {
    let body = json!({ "token": account["invitation"]["token"], "password": password });
    world.nobody().post("/v1/invitations/acceptance", body).await
}

async fn is_gone(world: &World, feed: &str, owner: &Person) {
    world.nobody().get(feed).await.refused_with(404, "feed.not_found");
    owner.get("/v1/me/feed").await.refused_with(404, "feed.not_found");
}

#[actix_web::test]
async fn an_address_is_given_after_a_recent_proof_only() {
    let world = World::on("2025-09-15").await;
    let (_, grace, _) = a_manager(&world).await;
    let feed = subscribed(&grace).await;
    assert_eq!(world.nobody().get(&feed).await.status, 200);
    let old = holder(&world, &sign_in(&world, GRACE, PASSWORD).await);
    world.clock.advance(TimeDelta::minutes(9));
    let given = subscribed(&old).await;
    assert_eq!(world.nobody().get(&feed).await.status, 404, "a former address no longer works");
    let prolonged = sign_in(&world, GRACE, PASSWORD).await;
    world.clock.advance(TimeDelta::minutes(8));
    let fresh = holder(&world, &refresh(&world, &prolonged).await.expect(200));
    world.clock.advance(TimeDelta::minutes(3));
    fresh.post("/v1/me/feed", json!({})).await.refused_with(403, "reauth_required");
    assert_eq!(world.nobody().get(&given).await.status, 200, "a refused request takes nothing away");
    fresh.post("/v1/sessions/reauthentication", json!({ "current_password": PASSWORD })).await.expect(200);
    subscribed(&fresh).await;
    assert_eq!(fresh.delete("/v1/me/feed").await.status, 204);
}

#[actix_web::test]
async fn an_address_ends_with_the_password_and_with_all_the_sessions() {
    let world = World::on("2025-09-15").await;
    let (chief, grace, id) = a_manager(&world).await;
    let feed = subscribed(&grace).await;
    let change = json!({ "current_password": PASSWORD, "new_password": OTHER_PASSWORD });
    let put = |body: &Value| grace.request(reqwest::Method::PUT, "/v1/me/password").json(body);
    let changed = grace.send(put(&change)).await;
    assert_eq!((changed.status, changed.header("calendar-feed")), (204, Some("revoked")));
    is_gone(&world, &feed, &grace).await;
    let back = json!({ "current_password": OTHER_PASSWORD, "new_password": PASSWORD });
    let changed = grace.send(put(&back)).await;
    assert_eq!((changed.status, changed.header("calendar-feed")), (204, None), "there was none any more");

    let feed = subscribed(&grace).await;
    let invited = chief.post(format!("/v1/accounts/{id}/invitation"), json!({})).await.expect(200);
    let reset = accept(&world, &invited, OTHER_PASSWORD).await;
    assert_eq!((reset.status, reset.header("calendar-feed")), (201, Some("revoked")));
    let grace = holder(&world, &reset.body);
    is_gone(&world, &feed, &grace).await;

    let feed = subscribed(&grace).await;
    let ended = chief.delete(format!("/v1/accounts/{id}/sessions")).await;
    assert_eq!((ended.status, ended.header("calendar-feed")), (204, Some("revoked")));
    let grace = holder(&world, &sign_in(&world, GRACE, OTHER_PASSWORD).await);
    is_gone(&world, &feed, &grace).await;

    let feed = subscribed(&grace).await;
    let disabled = chief.post(format!("/v1/accounts/{id}/disabling"), json!({})).await;
    assert_eq!((disabled.status, disabled.header("calendar-feed")), (200, Some("revoked")));
    chief.post(format!("/v1/accounts/{id}/enabling"), json!({})).await.expect(200);
    let grace = holder(&world, &sign_in(&world, GRACE, OTHER_PASSWORD).await);
    is_gone(&world, &feed, &grace).await;
    let lines = "SELECT count(*) AS n FROM journal_entries WHERE act = 'feed.removed'";
    assert_eq!(world.database_counts(lines), 4);
}
