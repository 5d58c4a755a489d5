//! What goes out of an answer: nothing where the reader has it, less where it may be compressed, its headers alone by HEAD.

mod compression;

use std::collections::BTreeMap;
use std::io::Read;

use compagnon::app::operations::every_operation;
use flate2::read::GzDecoder;
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::json;

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
        every_operation().filter(|(method, path, _)| *method == "GET" && !path.contains("{secret}"))
    {
        let code = if path.contains("/cfas/") {
            "cfa-jeanne-mance"
        } else if path.contains("/sites/") {
            "ufa-leonie-aviat"
        } else {
            "bts-mco"
        };
        let lists = if path.contains("/forms/") { "diploma" } else { "employers" };
        let known = path
            .replace("{code}", code)
            .replace("{site}", code)
            .replace("{list}", lists)
            .replace("{version}", "10103-13");
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
