//! What goes out of an answer: nothing where the reader has it, less where it may be compressed, its headers alone by HEAD.

use std::collections::BTreeMap;
use std::io::Read;

use compagnon::app::operations::OPERATIONS;
use flate2::read::GzDecoder;
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::foreigners::Home;
use crate::harness::{Person, Reply, World, id_of};
use crate::people::employers::a_bookshop;

/// An answer as it came, byte for byte.
struct Received {
    status: u16,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Received {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Every header of a name, in one.
    fn all(&self, name: &str) -> String {
        let lines = self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        lines.collect::<Vec<_>>().join(", ")
    }

    fn inflated(&self) -> Vec<u8> {
        assert_eq!(self.header("content-encoding"), Some("gzip"));
        let mut inflated = Vec::new();
        GzDecoder::new(self.bytes.as_slice()).read_to_end(&mut inflated).expect("gzip");
        inflated
    }
}

async fn received(request: reqwest::RequestBuilder) -> Received {
    let answer = request.send().await.expect("an answer");
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    Received { status, headers, bytes: answer.bytes().await.expect("its bytes").to_vec() }
}

/// What somebody is answered who takes what is said, or says nothing of it.
async fn taking(person: &Person, path: &str, encodings: Option<&str>) -> Received {
    let request = person.request(Method::GET, path);
    received(encodings.into_iter().fold(request, |request, one| request.header("accept-encoding", one))).await
}

async fn knowing(person: &Person, path: &str, etag: &str) -> Reply {
    person.send(person.request(Method::GET, path).header("if-none-match", etag)).await
}

/// Headers that say the same of the same answer, whoever asks and when.
fn lasting(headers: &HeaderMap) -> BTreeMap<String, String> {
    let lasting = headers.iter().filter(|(name, _)| !["date", "x-request-id"].contains(&name.as_str()));
    lasting.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect()
}

#[actix_web::test]
async fn every_read_is_the_same_by_head_and_is_not_sent_again_unchanged() {
    let home = Home::founded().await;
    let administrator = home.world.administrator();
    let (mut asked, mut tagged, mut wrong) = (0, 0, Vec::new());
    for (.., path, _) in
        OPERATIONS.iter().filter(|(method, path, _)| *method == "GET" && !path.contains("{secret}"))
    {
        let code = if path.contains("/cfas/") {
            "cfa-jeanne-mance"
        } else if path.contains("/sites/") {
            "ufa-leonie-aviat"
        } else {
            "bts-mco"
        };
        let lists = if path.contains("/forms/") { "diploma" } else { "employers" };
        let known = path.replace("{code}", code).replace("{list}", lists).replace("{version}", "10103-13");
        let address = if known.contains("{id}") { home.address(&known) } else { known };
        let (head, got) = (
            received(administrator.request(Method::HEAD, &address)).await,
            received(administrator.request(Method::GET, &address)).await,
        );
        asked += usize::from(got.status == 200);
        if (head.status, lasting(&head.headers), head.bytes.len()) != (got.status, lasting(&got.headers), 0) {
            wrong.push(format!(
                "HEAD {path}: {} {:?}\n{} {:?}",
                head.status, head.headers, got.status, got.headers
            ));
        }
        let Some(etag) = got.header("etag").filter(|_| got.status == 200) else { continue };
        tagged += 1;
        let again = knowing(&administrator, &address, etag).await;
        let is_empty = again.text.is_empty() && again.header("content-type").is_none();
        if (again.status, again.header("etag"), is_empty) != (304, Some(etag), true) {
            wrong.push(format!("{path}: {} {:?}", again.status, again.headers));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(asked > 120 && tagged > 40, "{asked} {tagged}");
}

#[actix_web::test]
async fn what_is_no_operation_is_the_same_by_head_too() {
    let world = World::on("2025-07-01").await;
    let story = world.story();
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let (manager, nobody) = (world.manager(), world.nobody());
    let link = manager.post(format!("/v1/tutors/{}/links", story.tutor), json!({})).await.expect(201);
    let secret = link["secret"].as_str().unwrap();
    let feed = manager.post("/v1/me/feed", json!({})).await.expect(201);
    let feed = feed["url"].as_str().unwrap().split_once("/v1").unwrap().1.to_owned();
    let paths = [
        "/".to_owned(),
        "/openapi.json".to_owned(),
        "/docs/".to_owned(),
        "/docs/swagger-ui.css".to_owned(),
        "/docs/favicon-32x32.png".to_owned(),
        "/docs/nothing.js".to_owned(),
        "/nothing".to_owned(),
        format!("/l/{secret}"),
        "/l/nothing".to_owned(),
        format!("/v1/tutor-links/{secret}"),
        format!("/v1{feed}"),
    ];
    for path in paths {
        for encodings in ["identity", "gzip"] {
            let by = |method| received(nobody.request(method, &path).header("accept-encoding", encodings));
            let (head, got) = (by(Method::HEAD).await, by(Method::GET).await);
            assert_eq!((head.status, head.bytes.len()), (got.status, 0), "{path}");
            assert_eq!(lasting(&head.headers), lasting(&got.headers), "{path} {encodings}");
            let length: usize = got.header("content-length").expect("a length").parse().unwrap();
            assert_eq!(length, got.bytes.len(), "{path}");
        }
    }
}

#[actix_web::test]
async fn what_says_something_else_is_sent_though_the_record_has_the_same_version() {
    let (world, story, _) = a_signed_story("2025-11-20").await;
    let manager = world.manager();
    let visit = visits_of(&manager).await.remove(0);
    let first = manager.get(&visit).await;
    let etag = first.etag();
    assert!(etag.starts_with("\"v1.") && first.header("cache-control") == Some("no-store"), "{etag}");
    let varies = |reply: &Reply| {
        reply.header("vary").unwrap_or_default().starts_with("Accept-Language, Authorization")
    };
    assert!(varies(&first), "{:?}", first.headers);
    let same = knowing(&manager, &visit, &etag).await;
    assert_eq!((same.status, same.etag(), same.text.as_str()), (304, etag.clone(), ""));
    assert!(varies(&same), "{:?}", same.headers);
    // the version alone, as writes give it, says nothing of what is shown
    assert_eq!(knowing(&manager, &visit, "\"v1\"").await.status, 200);

    // somebody it names is called otherwise
    let apprentice = format!("/v1/apprentices/{}", story.apprentice);
    manager.change(&apprentice, json!({ "family_name": "Autrement" })).await.expect(200);
    let renamed = knowing(&manager, &visit, &etag).await;
    assert_eq!(renamed.status, 200);
    assert!(renamed.text.contains("Autrement") && renamed.etag().starts_with("\"v1."), "{}", renamed.text);
    assert_ne!(renamed.etag(), etag);
    // the day has passed
    world.clock.advance_days(100);
    let manager = world.manager();
    let late = knowing(&manager, &visit, &renamed.etag()).await;
    assert_eq!((late.status, &late.body["due_state"]), (200, &json!("late")));

    // and the record is the one first read: what was decided on it stands
    let changed = manager.patch(&visit, &etag, json!({ "planned_on": "2026-03-05" })).await;
    assert_eq!((changed.status, changed.etag()), (200, "\"v2\"".to_owned()), "{}", changed.text);
    assert_eq!(knowing(&manager, &visit, &late.etag()).await.status, 200);
    manager
        .patch(&visit, &late.etag(), json!({ "planned_on": "2026-03-09" }))
        .await
        .refused_with(412, "precondition.stale");
}

#[actix_web::test]
async fn what_reads_otherwise_in_another_language_is_told_apart() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    let french = nobody.get("/v1/rules").await;
    assert!(french.header("vary").unwrap().starts_with("Accept-Language"), "{:?}", french.headers);
    let request = nobody.request(Method::GET, "/v1/rules").header("if-none-match", french.etag());
    assert_eq!(nobody.send(request.header("accept-language", "en")).await.status, 200);
    assert_eq!(knowing(&nobody, "/v1/rules", &french.etag()).await.status, 304);
}

#[actix_web::test]
async fn a_version_is_understood_whatever_was_made_of_its_tag_on_the_way() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let employer = manager.post("/v1/employers", a_bookshop()).await;
    let path = employer.header("location").unwrap().to_owned();
    let mut headcount = 20;
    let mut change = async |etag: String| {
        headcount += 1;
        manager.patch(&path, &etag, json!({ "headcount": headcount })).await.status
    };
    // nginx weakens the tag of what it compresses, Caddy and Apache add how they did
    for made_of_it in [
        |tag: &str, _: &str| tag.to_owned(),
        |tag: &str, _: &str| format!("W/{tag}"),
        |tag: &str, _: &str| format!("{}-gzip\"", tag.trim_end_matches('"')),
        |_: &str, version: &str| format!("\"{version}\""),
        |_: &str, version: &str| format!("W/\"{version}\""),
    ] {
        let etag = manager.get(&path).await.etag();
        let version = etag.trim_matches('"').split('.').next().unwrap().to_owned();
        assert_eq!(change(made_of_it(&etag, &version)).await, 200, "{etag}");
        assert_eq!(change(made_of_it(&etag, &version)).await, 412, "{etag}");
    }
    // compressed here
    let note = json!({ "name": "Librairie ".repeat(15).trim(), "address_line": "x".repeat(100) });
    manager.change(&path, note).await.expect(200);
    let compressed = taking(&manager, &path, Some("gzip")).await;
    let etag = compressed.header("etag").unwrap().to_owned();
    assert_eq!(etag.ends_with("-gzip\""), compressed.header("content-encoding").is_some());
    assert_eq!(knowing(&manager, &path, &format!("W/{etag}")).await.status, 304);
    assert_eq!(change(etag).await, 200);
}

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
    let document = serde_json::to_value(compagnon::app::document()).unwrap();
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

#[actix_web::test]
async fn the_document_and_its_page_are_kept_by_whoever_read_them_and_asked_for_again() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    for (path, compressed) in [
        ("/openapi.json", true),
        ("/docs/", true),
        ("/docs/swagger-ui-bundle.js", true),
        ("/docs/swagger-ui.css", true),
        ("/docs/swagger-initializer.js", true),
        ("/docs/favicon-32x32.png", false),
    ] {
        let (plain, gzip) = (taking(&nobody, path, None).await, taking(&nobody, path, Some("gzip")).await);
        assert_eq!(gzip.header("content-encoding"), compressed.then_some("gzip"), "{path}");
        let whole = if compressed { gzip.inflated() } else { gzip.bytes.clone() };
        assert_eq!(whole, plain.bytes, "{path}");
        for answer in [&plain, &gzip] {
            assert_eq!(
                answer.header("cache-control"),
                Some("public, max-age=300, must-revalidate"),
                "{path}"
            );
            let etag = answer.header("etag").unwrap();
            assert!(etag.starts_with('"') && !etag.starts_with("\"v"), "{etag}");
            let again = nobody.request(Method::GET, path).header("if-none-match", etag);
            let again = received(again.header("accept-encoding", "gzip")).await;
            assert_eq!((again.status, again.bytes.len()), (304, 0), "{path}");
            assert_eq!(
                (again.header("etag"), again.header("content-encoding")),
                (Some(etag), None),
                "{path}"
            );
        }
        if compressed {
            assert_ne!(plain.header("etag"), gzip.header("etag"), "{path}");
            assert!(gzip.all("vary").matches("Accept-Encoding").count() == 1, "{path}: {:?}", gzip.headers);
            assert!(plain.all("vary").contains("Accept-Encoding") || plain.bytes.len() < 1024, "{path}");
        }
        assert_eq!(
            received(nobody.request(Method::GET, path).header("if-none-match", "\"other\"")).await.status,
            200
        );
    }
    assert_eq!(nobody.get("/docs/nothing.js").await.status, 404);
    assert_eq!(nobody.get("/docs/..%2f..%2fCargo.toml").await.status, 404);
}

#[actix_web::test]
async fn an_address_says_what_it_serves_and_how_a_patch_is_written() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let patches = Some("application/merge-patch+json, application/json");
    let employer = manager.post("/v1/employers", a_bookshop()).await.expect(201);
    let path = format!("/v1/employers/{}", id_of(&employer));
    let nobody = world.nobody();
    for (path, allow, accepted) in [
        (path.as_str(), "GET, HEAD, PATCH", patches),
        ("/v1/employers", "GET, HEAD, POST", None),
        ("/openapi.json", "GET, HEAD", None),
    ] {
        let said = nobody.send(nobody.request(Method::OPTIONS, path)).await;
        assert_eq!(
            (said.status, said.header("allow"), said.header("accept-patch")),
            (204, Some(allow), accepted)
        );
    }
    assert_eq!(nobody.send(nobody.request(Method::OPTIONS, "/v1/nothing")).await.status, 404);
    let typed = |media: &str| {
        let request = manager.request(Method::PATCH, &path).header("if-match", "*");
        manager.send(request.header("content-type", media).body("{\"headcount\":9}"))
    };
    let refused = typed("application/json-patch+json").await;
    assert_eq!(refused.header("accept-patch"), patches);
    let refused = refused.refused_with(415, "body.media_type");
    assert!(refused["detail"].as_str().unwrap().contains("application/merge-patch+json"), "{refused}");
    typed("application/merge-patch+json").await.expect(200);
    let posted =
        manager.request(Method::POST, "/v1/employers").header("content-type", "text/plain").body("{}");
    let posted = manager.send(posted).await;
    assert_eq!(posted.header("accept-patch"), None);
    posted.refused_with(415, "body.media_type");
}
