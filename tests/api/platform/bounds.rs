//! What is sent is bounded, and what is said of it too: nobody gets back much more than they sent.

use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::harness::{Person, Reply, World, id_of};

/// Bytes a refusal may take whatever was sent.
const SMALL: usize = 4096;

fn unknown_fields(count: usize) -> Value {
    Value::Object((0..count).map(|index| (format!("k{index}"), json!(1))).collect::<Map<_, _>>())
}

/// Checks a refusal of so many faults: it is no longer than it may be, its list ends and counts the rest.
#[track_caller]
fn ends_with_the_rest(reply: &Reply, sent: usize, faults: usize) {
    assert!(reply.text.len() <= SMALL + 2 * sent, "{} bytes for {sent}", reply.text.len());
    let errors = reply.body["errors"].as_array().expect("errors");
    let (last, listed) = errors.split_last().expect("a fault");
    assert!((1..=100).contains(&listed.len()), "{} listed", listed.len());
    assert_eq!((&last["code"], &last["pointer"]), (&json!("and_more"), &json!("")), "{}", reply.text);
    assert_eq!(last["message"], json!(format!("et {} autre(s)", faults - listed.len())));
}

#[actix_web::test]
async fn a_body_of_thousands_of_faults_gets_a_list_that_ends() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    for count in [150, 20_000] {
        let body = unknown_fields(count);
        let sent = body.to_string().len();
        let reply = manager.post("/v1/employers", body).await;
        // the name, which is required, misses too
        ends_with_the_rest(&reply, sent, count + 1);
        let detail = reply.body["detail"].as_str().unwrap();
        assert!(detail.starts_with(&(count + 1).to_string()), "{detail}");
    }
    let employer = manager.post("/v1/employers", crate::people::employers::a_bookshop()).await.expect(201);
    let path = format!("/v1/employers/{}", id_of(&employer));
    for value in [json!(1), Value::Null] {
        let mut patch = unknown_fields(15_000);
        patch.as_object_mut().unwrap().values_mut().for_each(|one| *one = value.clone());
        let sent = patch.to_string().len();
        ends_with_the_rest(&manager.change(&path, patch).await, sent, 15_000);
    }
    let few = unknown_fields(60);
    let sent = few.to_string().len();
    let reply = manager.post("/v1/employers", few).await;
    assert!(reply.text.len() <= SMALL + 2 * sent, "{} bytes for {sent}", reply.text.len());
}

#[actix_web::test]
async fn a_query_of_thousands_of_parameters_gets_a_list_that_ends() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let query = (0..4000).map(|index| format!("k{index}")).collect::<Vec<_>>().join("&");
    for path in ["/v1/employers", "/v1/me", "/v1/sites"] {
        let reply = manager.get(format!("{path}?{query}")).await;
        ends_with_the_rest(&reply, query.len() + path.len(), 4000);
        reply.refused_with(400, "query.invalid");
    }
}

#[actix_web::test]
async fn a_long_name_made_up_is_not_sent_back_whole() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    for name in ["k".repeat(200_000), "\u{301}".repeat(60_000), "/~\"".repeat(40_000)] {
        let fault = manager.post("/v1/employers", json!({ &name: 1 })).await;
        assert!(fault.text.len() < SMALL, "{} bytes", fault.text.len());
        let key = serde_json::to_string(&name).unwrap();
        let repeated = manager
            .request(Method::POST, "/v1/employers")
            .header("content-type", "application/json")
            .body(format!("{{{key}:1,{key}:2}}"));
        let refused = manager.send(repeated).await;
        assert!(refused.text.len() < 2 * SMALL + SMALL, "{} bytes", refused.text.len());
        assert!(matches!(refused.status, 400 | 413), "{}", refused.text);
    }
}

/// A sign-in of so many bytes.
async fn sign_in_of(person: &Person, bytes: usize) -> Reply {
    let body = json!({"email": "", "password": ""}).to_string();
    let body = body.replacen("\"\"", &format!("\"{}\"", "x".repeat(bytes - body.len())), 1);
    assert_eq!(body.len(), bytes);
    person
        .send(
            person
                .request(Method::POST, "/v1/sessions")
                .header("content-type", "application/json")
                .body(body),
        )
        .await
}

#[actix_web::test]
async fn whoever_has_no_token_sends_sixteen_kibibytes_at_most() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    assert_eq!(sign_in_of(&nobody, 16 * 1024).await.status, 422);
    let refused = sign_in_of(&nobody, 16 * 1024 + 1).await.refused_with(413, "body.too_large");
    assert!(refused["detail"].as_str().unwrap().contains("16384"), "{refused}");
    let forged = world.manager().with_token("a.b.c");
    sign_in_of(&forged, 16 * 1024 + 1).await.refused_with(413, "body.too_large");
    let long = json!({"note": "x".repeat(16 * 1024)});
    for (path, body) in [
        ("/v1/invitations/acceptance", &long),
        ("/v1/bootstrap", &long),
        ("/v1/sessions/refresh", &long),
        ("/v1/tutor-links/nothing/phone-contacts", &long),
    ] {
        nobody.post(path, body.clone()).await.refused_with(413, "body.too_large");
    }
    let form = nobody
        .request(Method::POST, "/oauth/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("v={}", "x".repeat(16 * 1024)));
    nobody.send(form).await.refused_with(413, "body.too_large");
    assert_eq!(sign_in_of(&world.manager(), 200 * 1024).await.status, 422, "a token gives more room");
}
