//! The base takes no writes (a standby, an operator's decision): what only reads is answered, the rest says why not.

use compagnon::trust::access::SCOPES;
use serde_json::{Value, json};

use crate::desk::links::a_link;
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Program, World};
use crate::people::employers::a_bookshop;
use crate::platform::database::CUT_EVERYBODY;
use compagnon::app::operations::{Needs, every_operation};

impl World {
    /// From now on nobody writes in the base.
    fn base_becomes_read_only(&self) {
        self.database_says(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$",
        );
        self.database_says(CUT_EVERYBODY);
    }
}

#[actix_web::test]
async fn every_reading_that_needs_no_write_is_answered_and_writes_say_why_not() {
    let (world, story, contract) = a_signed_story("2025-11-01").await;
    let link = a_link(&world, &story, json!({})).await;
    let (manager, administrator, client) = (world.manager(), world.administrator(), world.client(SCOPES));
    let feed = manager.post("/v1/me/feed", json!({})).await.expect(201)["url"].as_str().unwrap().to_owned();
    let feed = &feed[feed.find("/v1/feeds/").unwrap()..];
    // something is due, has happened and has not been read yet
    let employer = manager.post("/v1/employers", a_bookshop_of("35600000000048")).await.expect(201);
    world.base_becomes_read_only();

    let nobody = world.nobody();
    let secret = link["secret"].as_str().unwrap();
    let mut paths: Vec<String> = every_operation()
        .filter(|(method, path, needs)| *method == "GET" && !path.contains('{') && *needs != Needs::Nothing)
        .map(|(_, path, _)| (*path).to_owned())
        .collect();
    let (site, apprentice) = (world.site(), story.apprentice);
    paths.extend([
        format!("/v1/sites/{site}/dashboard"),
        format!("/v1/sites/{site}/whereabouts"),
        format!("/v1/apprentices/{apprentice}"),
        format!("/v1/apprentices/{apprentice}/timeline"),
        format!("/v1/apprentices/{apprentice}/days"),
        format!("/v1/cohorts/{}/days", story.cohort),
        contract.clone(),
        format!("{contract}/pay-schedule"),
        format!("{contract}/readiness"),
        format!("{contract}/clock"),
        format!("/v1/employers/{}", employer["id"].as_str().unwrap()),
        format!("/v1/tutors/{}/links", story.tutor),
    ]);
    let mut refused = Vec::new();
    for path in &paths {
        for person in [&manager, &administrator, &client] {
            let reply = person.get(path).await;
            let has_none = path == "/v1/me/feed" && reply.status == 404;
            // no list is taken away without a line in the journal
            let is_noted = path.starts_with("/v1/exports/") && reply.status == 503;
            if !matches!(reply.status, 200 | 400 | 403) && !has_none && !is_noted {
                refused.push(format!("{path}: {} {}", reply.status, reply.text));
            }
        }
    }
    for path in
        [feed.to_owned(), format!("/v1/tutor-links/{secret}"), format!("/l/{secret}"), "/readyz".to_owned()]
    {
        let reply = nobody.get(&path).await;
        if reply.status != 200 {
            refused.push(format!("{path}: {} {}", reply.status, reply.text));
        }
    }
    let unknown = nobody.get("/v1/tutor-links/unheard-of").await;
    if unknown.status != 404 {
        refused.push(format!("an unknown link: {}", unknown.text));
    }
    assert!(refused.is_empty(), "{} readings are refused:\n{}", refused.len(), refused.join("\n"));

    let written = manager.post("/v1/employers", a_bookshop_of("55210055400013")).await;
    assert_eq!(written.header("retry-after"), Some("30"));
    let body = written.refused_with(503, "database.read_only");
    assert!(body["detail"].as_str().unwrap().contains("lecture seule"), "{body}");
    // what leaves a line in the journal is not read without it
    for path in ["/v1/exports/employers.csv", &format!("{contract}/form.pdf")] {
        manager.get(path).await.refused_with(503, "database.read_only");
    }
}

#[actix_web::test]
async fn a_program_starts_on_a_base_that_takes_no_writes_and_answers_what_only_reads() {
    let world = World::now().await;
    let manager = world.manager();
    manager.post("/v1/employers", a_bookshop()).await.expect(201);
    world.base_becomes_read_only();
    let mut program = Program::on(&world, |_| {});
    assert!(program.serves().await, "it does not start");
    let manager = program.before(&world, &manager);
    assert_eq!(manager.get("/v1/employers").await.expect(200)["data"].as_array().unwrap().len(), 1);
    manager
        .post("/v1/employers", a_bookshop_of("55210055400013"))
        .await
        .refused_with(503, "database.read_only");
    program.signal(rustix::process::Signal::TERM);
    assert!(program.ended().await.success());
}

fn a_bookshop_of(siret: &str) -> Value {
    let mut other = a_bookshop();
    other["siret"] = json!(siret);
    other
}
