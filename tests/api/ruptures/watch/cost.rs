//! The watch of a site costs a constant number of statements, and pages by its sums.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use compagnon::ids::ApprenticeId;
use compagnon::law::figures::Law;
use compagnon::ruptures::watch::gathering::{WatchMeans, gather};
use compagnon::ruptures::watch::model::Thresholds;
use diesel::Connection;
use diesel::connection::InstrumentationEvent;
use serde_json::json;

use super::until;
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Story, World};

fn people(world: &World, story: &Story, count: usize) -> Vec<ApprenticeId> {
    let more = (0..count).map(|rank| {
        let apprentice = world.seed_apprentice("Martin", &format!("Léo {rank}"), "2006-01-01");
        let enrolment = world.seed_enrolment(apprentice, story.cohort);
        let theirs = Story { apprentice, enrolment, ..*story };
        world.seed_contract(&theirs, "2025-08-25", "2027-08-24");
        apprentice
    });
    more.collect()
}

#[actix_web::test]
async fn the_number_of_statements_does_not_grow_with_the_class_and_the_pages_follow_the_sums() {
    let (world, story, _) = a_signed_story("2025-11-03").await;
    let mut ids = vec![story.apprentice];
    ids.extend(people(&world, &story, 30));
    let law = Law::embedded().unwrap();
    let set = std::collections::BTreeMap::new();
    let thresholds = Thresholds { law: law.watch.newest(), set: &set };
    let catalogue = world.catalogue();
    let means = WatchMeans { catalogue, law: &law, thresholds, today: world.clock.today() };
    let statements = |ids: &[ApprenticeId]| {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        let mut conn = world.database.connect();
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        });
        gather(&mut conn, means, ids).unwrap();
        count.load(Ordering::Relaxed)
    };
    let few = statements(&ids[..1]);
    assert_eq!(statements(&ids), few);
    assert!(few <= 40, "{few} statements");

    until(&world, "2025-11-10");
    let manager = world.manager();
    let note = json!({ "signal": "no_contact", "reason": "Visite fixée", "until_on": "2025-11-30" });
    let noting = format!("/v1/apprentices/{}/signal-acknowledgements", story.apprentice);
    manager.post(noting, note).await.expect(201);
    let (mut sums, mut path) =
        (Vec::new(), format!("/v1/sites/{}/signals?limit=10&include=total", world.site()));
    loop {
        let page = manager.get(&path).await.expect(200);
        assert_eq!(page["total"], 31);
        sums.extend(page["data"].as_array().unwrap().iter().map(|one| one["sum"].as_i64().unwrap()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/sites/{}/signals?limit=10&include=total&cursor={cursor}", world.site());
    }
    assert_eq!(sums, [vec![2; 30], vec![0]].concat());
    let narrowed = format!("/v1/sites/{}/signals?signal=late_visit", world.site());
    assert_eq!(manager.get(narrowed).await.expect(200)["data"], json!([]));
    let elsewhere = format!("/v1/sites/{}/signals", world.other_site());
    manager.get(elsewhere).await.refused_with(404, "site.not_found");
}
