//! The secret of a link is in the hands of its bearer and nowhere else: the real program, at its most talkative.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::a_link;
use crate::harness::{World, secret_folder};

/// The program serving a base, stopped when the test is over.
struct Served {
    child: Child,
    base: String,
    metrics: String,
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

async fn serve(world: &World, log: &std::path::Path) -> Served {
    let (listen, admin) = (free_address(), free_address());
    let child = Command::new(env!("CARGO_BIN_EXE_compagnon"))
        .arg("serve")
        .env("DATABASE_URL", &world.database.serving_url)
        .env("COMPAGNON_LISTEN", &listen)
        .env("COMPAGNON_ADMIN_LISTEN", &admin)
        .env("COMPAGNON_DATA_DIR", secret_folder())
        .env("COMPAGNON_LOG_LEVEL", "trace")
        .env("COMPAGNON_LOG_FORMAT", "json")
        .env("COMPAGNON_POOL_SIZE", "2")
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(log).unwrap())
        .spawn()
        .unwrap();
    let served =
        Served { child, base: format!("http://{listen}"), metrics: format!("http://{admin}/metrics") };
    for _ in 0..300 {
        if world.http().get(format!("{}/readyz", served.base)).send().await.is_ok_and(|it| it.status() == 200)
        {
            return served;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("the program does not serve: {}", std::fs::read_to_string(log).unwrap());
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn today() -> NaiveDate {
    compagnon::platform::clock::Clock::system().today()
}

#[actix_web::test]
async fn the_secret_of_a_link_or_of_a_feed_is_in_no_log_no_metric_and_no_table() {
    let world = World::on(&today().to_string()).await;
    let (from, to) = (today() - Days::new(60), today() + Days::new(300));
    let story = world.story_in(world.seed_cohort(&from.to_string(), &to.to_string()));
    let contract = world.seed_contract(&story, &from.to_string(), &to.to_string());
    let extra = json!({"contract_id": contract, "planned_on": today().to_string()});
    let visit = world.manager().post("/v1/visits", extra).await.expect(201);
    let link = a_link(&world, &story, json!({})).await;
    let secret = link["secret"].as_str().unwrap();

    let feed = world.manager().post("/v1/me/feed", json!({})).await.expect(201)["url"].clone();
    let feed = feed.as_str().unwrap().rsplit('/').next().unwrap().to_owned();

    let log = std::env::temp_dir().join(format!("compagnon-log-{}", uuid::Uuid::now_v7()));
    let served = serve(&world, &log).await;
    let (page, api) =
        (format!("{}/l/{secret}", served.base), format!("{}/v1/tutor-links/{secret}", served.base));
    let report = json!({"held_on": today().to_string(), "present": ["tutor"], "report": "Vu."});
    let visit = visit["id"].as_str().unwrap();
    let mut statuses = Vec::new();
    for address in
        [&page, &api, &format!("{page}/visits/{visit}"), &format!("{page}/rien"), &format!("{api}/rien")]
    {
        statuses.push(world.http().get(address).send().await.unwrap().status().as_u16());
    }
    let writing =
        world.http().post(format!("{api}/visits/{visit}/report")).header("idempotency-key", "sans-trace");
    statuses.push(writing.json(&report).send().await.unwrap().status().as_u16());
    let wrong = world.http().delete(&api);
    statuses.push(wrong.send().await.unwrap().status().as_u16());
    assert_eq!(statuses, [200, 200, 200, 404, 404, 200, 405]);
    let calendar = world.http().get(format!("{}/v1/feeds/{feed}", served.base));
    assert_eq!(calendar.send().await.unwrap().status(), 200);
    let metrics = world.http().get(&served.metrics).send().await.unwrap().text().await.unwrap();
    drop(served);

    let logged = std::fs::read_to_string(&log).unwrap();
    std::fs::remove_file(&log).unwrap();
    for text in [&logged, &metrics] {
        assert!(text.contains("/v1/tutor-links/{secret}"), "the route is told");
        assert!(!text.contains(secret), "the secret is told: {}", line_with(text, secret));
        let feed = feed.trim_end_matches(".ics");
        assert!(!text.contains(feed), "the secret is told: {}", line_with(text, feed));
    }
    for table in ["tutor_links", "tutor_link_uses", "journal_entries", "events", "idempotency_keys"] {
        let rows = world.database_counts(&format!("SELECT count(*) AS n FROM {table}"));
        let telling = format!("SELECT count(*) AS n FROM {table} AS row WHERE row::text LIKE '%{secret}%'");
        assert_eq!((rows > 0, world.database_counts(&telling)), (true, 0), "{table}");
    }
}

fn line_with<'a>(text: &'a str, secret: &str) -> &'a str {
    text.lines().find(|line| line.contains(secret)).unwrap_or_default()
}
