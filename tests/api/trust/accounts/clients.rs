//! Machine clients and their tokens.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use super::people::first_administrator;
use crate::harness::{Person, Reply, World, id_of};

async fn a_client(world: &World, by: &Person) -> Value {
    let body = json!({ "name": "Logiciel du CFA", "scopes": ["employers:read", "visits:read"], "site_ids": [world.site()] });
    by.post("/v1/clients", body).await.expect(201)
}

async fn ask(world: &World, form: &str) -> Reply {
    let nobody = world.nobody();
    let request = nobody.request(Method::POST, "/oauth/token");
    let typed = request.header("content-type", "application/x-www-form-urlencoded").body(form.to_owned());
    nobody.send(typed).await
}

fn form(client: &Value) -> String {
    let (id, secret) =
        (client["client_id"].as_str().unwrap(), client["secrets"][0]["secret"].as_str().unwrap());
    format!("grant_type=client_credentials&client_id={id}&client_secret={secret}")
}

#[track_caller]
fn refused(reply: Reply, status: u16, error: &str) -> Reply {
    assert_eq!((reply.status, reply.body["error"].as_str()), (status, Some(error)), "{}", reply.text);
    assert!(reply.body["error_description"].is_string());
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(reply.header("pragma"), Some("no-cache"));
    assert_eq!(reply.header("www-authenticate").is_some(), status == 401);
    reply
}

#[actix_web::test]
async fn a_machine_gets_a_token_and_reads_what_its_scopes_allow() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let client = a_client(&world, &chief).await;
    assert_eq!(client["client_id"], json!(format!("cli_{}", id_of(&client))));
    let given = ask(&world, &form(&client)).await;
    assert_eq!((given.header("cache-control"), given.header("pragma")), (Some("no-store"), Some("no-cache")));
    let token = given.expect(200);
    assert_eq!((&token["token_type"], &token["expires_in"]), (&json!("Bearer"), &json!(600)));
    assert_eq!((&token["scope"], token.get("refresh_token")), (&json!("employers:read visits:read"), None));
    let machine = world.nobody().with_token(token["access_token"].as_str().unwrap());
    machine.get("/v1/employers").await.expect(200);
    let me = machine.get("/v1/me").await.expect(200);
    assert_eq!((&me["role"], &me["scopes"]), (&json!("client"), &json!(["employers:read", "visits:read"])));
    assert_eq!((&me["id"], me["sites"].as_array().map(Vec::len)), (&client["id"], Some(1)));
    assert_eq!(me["sites"][0]["name"], "UFA Léonie-Aviat");
    let right = json!({ "act": "read_visit", "extent": "site", "recent_proof": false });
    assert!(me["rights"].as_array().unwrap().contains(&right), "{me}");
    machine.get("/v1/sessions").await.refused_with(403, "forbidden");
    machine.get("/v1/clients").await.refused_with(403, "forbidden");

    let path = format!("/v1/clients/{}", id_of(&client));
    chief.change(&path, json!({ "scopes": ["visits:read"] })).await.expect(200);
    machine.get("/v1/employers").await.refused_with(403, "forbidden");
    chief.change(&path, json!({ "scopes": ["employers:read"] })).await.expect(200);
    machine.get("/v1/employers").await.expect(200);
    let revoked = chief.post(format!("{path}/revocation"), json!({})).await.expect(200);
    assert_eq!(revoked["secrets"], json!([]));
    machine.get("/v1/employers").await.refused_with(401, "unauthenticated");
    refused(ask(&world, &form(&client)).await, 401, "invalid_client");
    chief.change(&path, json!({ "name": "X" })).await.refused_with(409, "client.revoked");
    chief.post(format!("{path}/secrets"), json!({})).await.refused_with(409, "client.revoked");
}

#[actix_web::test]
async fn a_token_opens_the_scopes_it_was_asked_for_as_far_as_the_client_still_has_them() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let client = a_client(&world, &chief).await;
    let token = ask(&world, &format!("{}&scope=visits:read", form(&client))).await.expect(200);
    let token = token["access_token"].as_str().unwrap();
    let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&claims).unwrap()["scope"], "visits:read");
    let narrow = world.nobody().with_token(token);
    narrow.get("/v1/visits").await.expect(200);
    narrow.get("/v1/employers").await.refused_with(403, "forbidden");
    let path = format!("/v1/clients/{}", id_of(&client));
    chief.change(&path, json!({ "scopes": ["employers:read"] })).await.expect(200);
    narrow.get("/v1/visits").await.refused_with(403, "forbidden");
    narrow.get("/v1/employers").await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn a_client_proves_itself_with_basic_or_in_the_form_but_not_both() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let client = a_client(&world, &chief).await;
    let (id, secret) =
        (client["client_id"].as_str().unwrap(), client["secrets"][0]["secret"].as_str().unwrap());
    let nobody = world.nobody();
    let basic = |id: &str, secret: &str, body: &str, query: &str| {
        nobody
            .request(Method::POST, format!("/oauth/token{query}"))
            .basic_auth(id, Some(secret))
            .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
            .body(body.to_owned())
    };
    let grant = "grant_type=client_credentials";
    nobody.send(basic(id, secret, grant, "")).await.expect(200);
    nobody.send(basic(id, secret, &format!("{grant}&client_id={id}"), "")).await.expect(200);
    let both = basic(id, secret, &format!("{grant}&client_secret={secret}"), "");
    refused(nobody.send(both).await, 400, "invalid_request");
    let another = basic(id, secret, &format!("{grant}&client_id=cli_x"), "");
    refused(nobody.send(another).await, 400, "invalid_request");
    refused(nobody.send(basic(id, "wrong", grant, "")).await, 401, "invalid_client");
    let in_address = basic(id, secret, grant, &format!("?client_secret={secret}"));
    refused(nobody.send(in_address).await, 400, "invalid_request");
}

#[actix_web::test]
async fn a_token_request_that_does_not_fit_is_refused_as_oauth_says() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let client = a_client(&world, &chief).await;
    let good = form(&client);
    let secret = client["secrets"][0]["secret"].as_str().unwrap();
    for (body, status, error) in [
        (good.replace("client_credentials", "password"), 400, "unsupported_grant_type"),
        (good.replace("client_credentials", "refresh_token"), 400, "unsupported_grant_type"),
        (good.replace("grant_type=client_credentials&", ""), 400, "invalid_request"),
        (format!("{good}&grant_type=client_credentials"), 400, "invalid_request"),
        (format!("{good}&scope=visits:read%20changes:read"), 400, "invalid_scope"),
        (format!("{good}&scope=visits:read%20unheard:of"), 400, "invalid_scope"),
        (good.replace(secret, "wrong"), 401, "invalid_client"),
        (good.replace("cli_", ""), 401, "invalid_client"),
        (good.replace("client_id=cli_", "client_id=cli_0"), 401, "invalid_client"),
        ("grant_type=client_credentials".into(), 401, "invalid_client"),
        (String::new(), 400, "invalid_request"),
    ] {
        refused(ask(&world, &body).await, status, error);
    }
    let narrower = ask(&world, &format!("{good}&scope=visits:read&audience=ignored")).await.expect(200);
    assert_eq!(narrower["scope"], "visits:read");
    let json = world.nobody().post("/oauth/token", json!({ "grant_type": "client_credentials" })).await;
    json.refused_with(415, "body.media_type");
    ask(&world, &format!("{good}&x={}", "y".repeat(9000))).await.refused_with(413, "body.too_large");
}

#[actix_web::test]
async fn two_secrets_live_side_by_side_and_the_old_one_is_revoked() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let client = a_client(&world, &chief).await;
    let path = format!("/v1/clients/{}", id_of(&client));
    let renewed = chief.post(format!("{path}/secrets"), json!({})).await.expect(200);
    let secrets = renewed["secrets"].as_array().unwrap();
    assert_eq!((secrets.len(), secrets[0].get("secret")), (2, None), "only the new one is shown");
    chief.post(format!("{path}/secrets"), json!({})).await.refused_with(409, "client.too_many_secrets");
    let new = form(&client)
        .replace(client["secrets"][0]["secret"].as_str().unwrap(), secrets[1]["secret"].as_str().unwrap());
    ask(&world, &form(&client)).await.expect(200);
    ask(&world, &new).await.expect(200);
    let old = format!("{path}/secrets/{}", id_of(&secrets[0]));
    assert_eq!(chief.delete(&old).await.status, 204);
    chief.delete(&old).await.refused_with(404, "client_secret.not_found");
    refused(ask(&world, &form(&client)).await, 401, "invalid_client");
    ask(&world, &new).await.expect(200);
    let listed = chief.get("/v1/clients").await.expect(200);
    assert_eq!(listed["data"][0]["secrets"].as_array().unwrap().len(), 1);
    assert!(!listed.to_string().contains(secrets[1]["secret"].as_str().unwrap()));
}

#[actix_web::test]
async fn only_administrators_look_after_clients_with_known_scopes_and_sites() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let wrong = json!({ "name": "X", "scopes": ["visits:read", "visits:write"], "site_ids": [world.site()] });
    chief.post("/v1/clients", wrong.clone()).await.faults(&[("/scopes/1", "scope.unknown")]);
    let nowhere = json!({ "name": "X", "scopes": ["visits:read"], "site_ids": ["019a0000-0000-7000-8000-000000000000"] });
    chief.post("/v1/clients", nowhere).await.faults(&[("/site_ids/0", "site.unknown")]);
    let empty = json!({ "name": "X", "scopes": [], "site_ids": [] });
    chief.post("/v1/clients", empty).await.faults(&[("/scopes", "too_few"), ("/site_ids", "too_few")]);
    let id = id_of(&a_client(&world, &chief).await);
    for person in [world.manager(), world.trainer(), world.client(&["visits:read"])] {
        person.get(format!("/v1/clients/{id}")).await.refused_with(403, "forbidden");
        person
            .post_with_key("/v1/clients", "a-key-of-mine", wrong.clone())
            .await
            .refused_with(403, "forbidden");
    }
    chief.get("/v1/clients/019a0000-0000-7000-8000-000000000000").await.refused_with(404, "client.not_found");
}

#[actix_web::test]
async fn ten_wrong_secrets_make_others_wait_and_the_right_one_passes() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let client = a_client(&world, &chief).await;
    let secret = client["secrets"][0]["secret"].as_str().unwrap();
    for _ in 0..12 {
        ask(&world, &form(&client)).await.expect(200);
    }
    for _ in 0..10 {
        refused(ask(&world, &form(&client).replace(secret, "wrong")).await, 401, "invalid_client");
    }
    let waiting = ask(&world, &form(&client).replace(secret, "wrong")).await;
    let seconds: i64 = waiting.header("retry-after").unwrap().parse().unwrap();
    assert!((240..=300).contains(&seconds), "{seconds}");
    waiting.refused_with(429, "too_many_attempts");
    ask(&world, &form(&client)).await.expect(200);
    world.clock.advance(TimeDelta::minutes(5));
    refused(ask(&world, &form(&client).replace(secret, "wrong")).await, 401, "invalid_client");
}

#[actix_web::test]
async fn a_secret_asked_for_twice_under_one_key_is_the_same_and_rests_nowhere_in_clear() {
    use compagnon::schema::idempotency_keys;
    use diesel::prelude::*;

    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let body = json!({ "name": "CFA", "scopes": ["visits:read"], "site_ids": [world.site()] });
    let first = chief.post_with_key("/v1/clients", "a-double-click", body.clone()).await.expect(201);
    let second = chief.post_with_key("/v1/clients", "a-double-click", body).await.expect(201);
    assert_eq!(first, second);
    let stored: Vec<u8> = idempotency_keys::table
        .select(idempotency_keys::body.assume_not_null())
        .first(&mut world.database.connect())
        .unwrap();
    let secret = first["secrets"][0]["secret"].as_str().unwrap();
    assert!(!stored.windows(secret.len()).any(|window| window == secret.as_bytes()));
}
