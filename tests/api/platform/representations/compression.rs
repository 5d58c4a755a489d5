//! What is sent compressed: what is long and holds no secret, for whoever takes it.

use reqwest::Method;
use serde_json::{Value, json};

use super::{received, taking};
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Person, World};

/// A world whose list of employers is long.
async fn with_employers() -> (World, Person) {
    let world = World::on("2025-07-01").await;
    for siret in ["73282932000074", "35600000000048", "98222438800016"] {
        world.seed_employer(siret);
    }
    let manager = world.manager();
    (world, manager)
}

#[actix_web::test]
async fn a_long_answer_is_compressed_for_whoever_takes_gzip() {
    let (_world, manager) = with_employers().await;
    let path = "/v1/employers";
    let plain = taking(&manager, path, None).await;
    assert!(plain.bytes.len() > 1024, "{}", plain.bytes.len());
    assert!(plain.all("vary").contains("Accept-Encoding"), "{:?}", plain.headers);
    for (encodings, compressed) in [
        ("gzip", true),
        ("gzip, deflate, br, zstd", true),
        ("br, gzip;q=0.8", true),
        ("gzip;q=0", false),
        ("identity", false),
        ("br", false),
        ("", false),
        ("nonsense;q=x", false),
    ] {
        let answer = taking(&manager, path, Some(encodings)).await;
        assert!(answer.all("vary").contains("Accept-Encoding"), "{encodings}: {:?}", answer.headers);
        assert_eq!(answer.header("content-encoding"), compressed.then_some("gzip"), "{encodings}");
        let length: usize = answer.header("content-length").unwrap().parse().unwrap();
        assert_eq!(length, answer.bytes.len());
        if compressed {
            assert!(answer.bytes.len() < plain.bytes.len() / 2, "{}", answer.bytes.len());
            assert_eq!(answer.inflated(), plain.bytes);
        } else {
            assert_eq!(answer.bytes, plain.bytes);
        }
    }
    // the same for an answer that has an ETag, which is another for other bytes
    let (rules, compressed) =
        (taking(&manager, "/v1/rules", None).await, taking(&manager, "/v1/rules", Some("gzip")).await);
    assert_eq!(compressed.inflated(), rules.bytes);
    let tag = rules.header("etag").unwrap().trim_matches('"').to_owned();
    assert_eq!(compressed.header("etag"), Some(format!("\"{tag}-gzip\"").as_str()));
    let again = manager.request(Method::GET, "/v1/rules").header("accept-encoding", "gzip");
    let again = received(again.header("if-none-match", compressed.header("etag").unwrap())).await;
    assert_eq!((again.status, again.header("etag")), (304, compressed.header("etag")));
    assert!(again.all("vary").contains("Accept-Encoding") && again.header("content-encoding").is_none());
}

#[actix_web::test]
async fn what_is_short_or_compressed_in_itself_goes_out_as_it_is() {
    let (_world, manager) = with_employers().await;
    for path in ["/healthz", "/v1/version", "/v1/exports/employers.xlsx", "/docs/favicon-32x32.png"] {
        let answer = taking(&manager, path, Some("gzip")).await;
        assert_eq!((answer.status, answer.header("content-encoding")), (200, None), "{path}");
        assert!(!answer.all("vary").contains("Accept-Encoding"), "{path}");
    }
}

#[actix_web::test]
async fn a_list_taken_away_is_compressed_as_it_is_written() {
    let (_world, manager) = with_employers().await;
    let path = "/v1/exports/employers.csv";
    let (plain, compressed) =
        (taking(&manager, path, None).await, taking(&manager, path, Some("gzip")).await);
    assert!(plain.bytes.len() > 200);
    assert_eq!(compressed.inflated(), plain.bytes);
    assert_eq!(compressed.header("content-disposition"), plain.header("content-disposition"));
}

/// Names of fields that hold a secret wherever they are answered.
const SECRETS: [&str; 6] = ["access_token", "refresh_token", "token", "secret", "client_secret", "password"];

/// The fields of answers under such a name that the document does not call secrets.
fn untold(part: &Value, document: &Value, seen: &mut Vec<String>, found: &mut Vec<String>) {
    match part {
        Value::Object(members) => {
            if let Some(name) =
                members.get("$ref").and_then(Value::as_str).and_then(|name| name.rsplit('/').next())
                && !seen.iter().any(|known| known == name)
            {
                seen.push(name.to_owned());
                untold(&document["components"]["schemas"][name], document, seen, found);
            }
            for (name, field) in members.get("properties").and_then(Value::as_object).into_iter().flatten() {
                if SECRETS.contains(&name.as_str())
                    && field["format"] != "password"
                    && field["type"] != "boolean"
                {
                    found.push(format!("{name}: {field}"));
                }
            }
            members.values().for_each(|member| untold(member, document, seen, found));
        }
        Value::Array(members) => members.iter().for_each(|member| untold(member, document, seen, found)),
        _ => {}
    }
}

#[actix_web::test]
async fn the_document_tells_which_answers_hold_a_secret() {
    let document = crate::harness::announced();
    let (mut seen, mut found) = (Vec::new(), Vec::new());
    for (.., operation) in crate::openapi::operations(&document) {
        for (status, answer) in operation["responses"].as_object().unwrap() {
            if status.starts_with('2') {
                untold(answer, &document, &mut seen, &mut found);
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    let places = compagnon::platform::openapi::Routes::of(&compagnon::app::document());
    let shows = |method: Method, path: &str| {
        places
            .at(path)
            .unwrap()
            .shows_secrets(&actix_web::http::Method::from_bytes(method.as_str().as_bytes()).unwrap())
    };
    for (method, path) in [
        (Method::POST, "/v1/sessions"),
        (Method::POST, "/v1/sessions/refresh"),
        (Method::POST, "/v1/bootstrap"),
        (Method::POST, "/v1/accounts"),
        (Method::POST, "/v1/accounts/1/invitation"),
        (Method::POST, "/oauth/token"),
        (Method::POST, "/v1/clients"),
        (Method::POST, "/v1/clients/1/secrets"),
        (Method::POST, "/v1/me/feed"),
        (Method::POST, "/v1/tutors/1/links"),
        (Method::GET, "/v1/feeds/x.ics"),
        (Method::HEAD, "/v1/feeds/x.ics"),
        (Method::GET, "/v1/tutor-links/x"),
    ] {
        assert!(shows(method.clone(), path), "{method} {path}");
    }
    for (method, path) in
        [(Method::GET, "/v1/employers"), (Method::POST, "/v1/contracts"), (Method::GET, "/v1/me")]
    {
        assert!(!shows(method.clone(), path), "{method} {path}");
    }
}

#[actix_web::test]
async fn what_holds_a_secret_is_never_compressed() {
    let (world, story, _) = a_signed_story("2025-11-20").await;
    let administrator = world.administrator();
    let body = json!({ "name": "é".repeat(200), "site_ids": [world.site()], "scopes": compagnon::trust::access::SCOPES });
    let link = world.manager().post(format!("/v1/tutors/{}/links", story.tutor), json!({})).await.expect(201);
    let secret = link["secret"].as_str().unwrap();
    for request in [
        administrator.request(Method::POST, "/v1/clients").json(&body),
        world.nobody().request(Method::GET, format!("/v1/tutor-links/{secret}")),
        world.nobody().request(Method::GET, format!("/l/{secret}")),
    ] {
        let answer = received(request.header("accept-encoding", "gzip")).await;
        let text = String::from_utf8_lossy(&answer.bytes);
        assert!((200..300).contains(&answer.status), "{text}");
        assert!(answer.bytes.len() > 1024, "{text}");
        assert_eq!(answer.header("content-encoding"), None);
    }
}
