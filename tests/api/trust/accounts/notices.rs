//! What people are told of their account by mail, and who sees the token of an invitation.

use chrono::TimeDelta;
use compagnon::desk::digests::prepare_due;
use compagnon::ids::MailId;
use compagnon::platform::stopping::Stopping;
use compagnon::schema::mails;
use compagnon::trust::mails::{MailKind, Postman, deliver, readable_text};
use diesel::prelude::*;
use reqwest::Method;
use serde_json::{Value, json};

use super::people::{OTHER_PASSWORD, PASSWORD, first_administrator, holder};
use super::throttle::{CHIEF, attempt};
use crate::harness::{MailServer, Person, Reply, World, id_of};

const HOME: &str = "203.0.113.7";
const GRACE: &str = "grace@example.org";

pub async fn with_mails(server: &MailServer) -> World {
    let url = server.url();
    World::configured("2026-11-23", move |config| {
        config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
        config.smtp_url = Some(url.into());
    })
    .await
}

/// The kinds of the mails written so far, the first one first.
pub fn kinds(world: &World) -> Vec<String> {
    let rows = mails::table.order(mails::id).select(mails::kind);
    let kinds: Vec<MailKind> = rows.load(&mut world.database.connect()).unwrap();
    kinds.iter().map(ToString::to_string).collect()
}

/// The text of the last mail written.
pub fn last_text(world: &World) -> String {
    let last =
        mails::table.order(mails::id.desc()).select((mails::kind, mails::id, mails::body.assume_not_null()));
    let (kind, id, kept): (MailKind, MailId, String) = last.first(&mut world.database.connect()).unwrap();
    readable_text(&world.app().secret, kind, id, &kept).unwrap()
}

/// The code that a mail holds, alone on its line.
pub fn code_in(text: &str) -> Value {
    json!(text.lines().find_map(|line| line.strip_prefix("    ")).expect("a code"))
}

pub async fn accept(world: &World, token: &Value, password: &str) -> Reply {
    let nobody = world.nobody();
    let request = nobody.request(Method::POST, "/v1/invitations/acceptance").header("x-forwarded-for", HOME);
    nobody.send(request.json(&json!({ "token": token, "password": password }))).await
}

pub async fn invite_grace(world: &World, by: &Person) -> Value {
    let body =
        json!({ "email": GRACE, "display_name": "Grace", "role": "trainer", "site_ids": [world.site()] });
    by.post("/v1/accounts", body).await.expect(201)
}

#[actix_web::test]
async fn where_mails_leave_only_the_person_invited_is_given_the_token() {
    let server = MailServer::start();
    let world = with_mails(&server).await;
    let (chief, _) = first_administrator(&world).await;
    let invited = invite_grace(&world, &chief).await;
    assert_eq!(invited["invitation"].get("token"), None, "{invited}");
    assert_eq!(invited["invitation"]["sent_to"], "g***@example.org");
    assert_eq!(kinds(&world), ["invitation"]);
    let first = code_in(&last_text(&world));

    // a mail that waits since yesterday is not overtaken by the digests of today
    world.clock.advance(TimeDelta::hours(22));
    prepare_due(world.app(), world.catalogue(), &Stopping::never()).await.expect("the digests");
    let postman = Postman::hired(&world.app().config).unwrap().expect("a postman");
    assert_eq!(deliver(world.app(), &postman, &Stopping::never()).await.expect("the mails"), 1);
    assert_eq!(server.taken()[0].to, GRACE);
    let kept = "SELECT count(*) AS n FROM mails WHERE body IS NOT NULL";
    assert_eq!(world.database_counts(kept), 0, "the token is forgotten once sent");
    accept(&world, &first, PASSWORD).await.expect(201);

    let path = format!("/v1/accounts/{}/invitation", id_of(&invited));
    let renewed = world.administrator().post(&path, json!({})).await.expect(200);
    assert_eq!(renewed["invitation"].get("token"), None, "{renewed}");
    assert_eq!(kinds(&world), ["invitation", "password_changed", "password_reset"]);
    let text = last_text(&world);
    let second = code_in(&text);
    let shown = world.manager().get("/v1/mails").await.expect(200).to_string();
    assert!(!shown.contains(second.as_str().unwrap()), "{shown}");
    accept(&world, &second, OTHER_PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn where_no_mail_leaves_the_token_is_shown_and_nothing_is_written() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let invited = invite_grace(&world, &chief).await;
    assert_eq!(invited["invitation"].get("sent_to"), None, "{invited}");
    accept(&world, &invited["invitation"]["token"], PASSWORD).await.expect(201);
    assert!(kinds(&world).is_empty());
}

#[actix_web::test]
async fn a_person_is_told_once_of_a_new_password_and_of_a_new_place() {
    let world = with_mails(&MailServer::start()).await;
    let (chief, _) = first_administrator(&world).await;
    invite_grace(&world, &chief).await;
    let signed_in = accept(&world, &code_in(&last_text(&world)), PASSWORD).await.expect(201);
    assert_eq!(kinds(&world), ["invitation", "password_changed"]);
    assert!(
        last_text(&world).contains("Bonjour Grace") && last_text(&world).contains("A password was chosen")
    );

    let change = json!({ "current_password": PASSWORD, "new_password": OTHER_PASSWORD });
    let grace = holder(&world, &signed_in);
    let changed = grace.send(grace.request(Method::PUT, "/v1/me/password").json(&change)).await;
    assert_eq!(changed.status, 204);
    assert_eq!(kinds(&world)[2..], ["password_changed"]);

    attempt(&world, "203.0.113.99", GRACE, OTHER_PASSWORD).await.expect(201);
    assert_eq!(kinds(&world).len(), 3, "home is known since the invitation");
    for _ in 0..3 {
        attempt(&world, "198.51.100.4", GRACE, OTHER_PASSWORD).await.expect(201);
    }
    assert_eq!(kinds(&world)[3..], ["sign_in_elsewhere"]);
    assert!(last_text(&world).contains("198.51.100.0/24"));
    attempt(&world, "2001:db8:0:1ff::1", GRACE, OTHER_PASSWORD).await.expect(201);
    assert!(last_text(&world).contains("(2001:db8:0:100::/56)"), "{}", last_text(&world));
}

#[actix_web::test]
async fn a_person_is_told_of_a_lock_once_a_day_and_administrators_too() {
    let world = with_mails(&MailServer::start()).await;
    first_administrator(&world).await;
    for n in 0..12 {
        let from = format!("192.0.{}.1", n / 6);
        attempt(&world, &from, CHIEF, OTHER_PASSWORD).await;
        attempt(&world, &from, "nobody@example.org", OTHER_PASSWORD).await;
    }
    assert_eq!(kinds(&world), ["sign_in_locked"]);
    let without_site = "SELECT count(*) AS n FROM mails WHERE site_id IS NULL";
    assert_eq!(world.database_counts(without_site), 1);
    let listed = world.administrator().get("/v1/mails").await.expect(200);
    assert_eq!(listed["data"][0]["site_id"], Value::Null);
    assert_eq!(world.manager().get("/v1/mails").await.expect(200)["data"], json!([]));
    world.clock.advance_days(1);
    for _ in 0..5 {
        attempt(&world, "192.0.9.1", CHIEF, OTHER_PASSWORD).await;
    }
    assert_eq!(kinds(&world).len(), 2);
}
