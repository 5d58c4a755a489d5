//! Ruptures: declared, corrected, found, and what becomes of the contract and its visits.

mod corrections;
mod visits_kept;

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, count_events, drafted, signed, with};
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{World, id_of, without_people};
use crate::presence::calendars::{give_calendar, wednesday_to_friday};

/// A mutual agreement, as sent.
pub fn a_rupture(effective_on: &str) -> Value {
    json!({ "effective_on": effective_on, "initiator": "both", "ground": "mutual_agreement",
            "notice_received_on": "2025-09-30" })
}

#[actix_web::test]
async fn a_rupture_closes_the_contract_the_day_before_and_cancels_the_visits_left() {
    let (world, story, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    let created = manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await;
    assert_eq!(created.etag(), "\"v1\"");
    let path = created.header("location").unwrap().to_owned();
    let rupture = created.expect(201);
    assert_eq!(manager.get(&path).await.expect(200), rupture);
    assert_eq!(rupture["last_contract_day"], "2026-02-09");
    assert_eq!(rupture["right_to_stay_until"], "2026-08-10");
    assert_eq!(rupture["ground_label"], "Accord écrit des deux parties");
    assert_eq!(rupture["source"], "Code du travail, art. L6222-18 al. 2");
    assert_eq!(rupture["dsn_codes"], json!(["084"]));

    let broken = manager.get(&contract).await.expect(200);
    assert_eq!((&broken["state"], &broken["phase"]), (&json!("broken"), &json!("broken")));
    assert_eq!(
        (&broken["effective_ends_on"], &broken["ends_on"]),
        (&json!("2026-02-09"), &json!("2027-08-24"))
    );

    let listed = manager.get("/v1/visits").await.expect(200);
    let left: Vec<_> = listed["data"].as_array().unwrap().iter().map(|visit| &visit["state"]).collect();
    assert_eq!(json!(left), json!(["planned", "cancelled", "cancelled", "cancelled"]));
    assert_eq!(listed["data"][1]["cancelled_reason"], "contract_broken");
    let events = ["rupture.declared", "contract.broken", "visit.cancelled"];
    assert_eq!(events.map(|kind| count_events(&world, kind)), [1, 1, 3]);

    for person in [world.trainer(), world.tutor(&story.tutor()), world.student(&story.apprentice())] {
        let alone = person.get(&path).await.expect(200);
        assert_eq!(without_people(&alone), without_people(&rupture));
        assert_eq!(person.get("/v1/ruptures").await.expect(200)["data"], json!([alone]));
    }
}

#[actix_web::test]
async fn a_rupture_announced_ahead_leaves_the_contract_running_until_its_eve() {
    let (world, _, contract) = a_signed_story("2026-02-01").await;
    let manager = world.manager();
    manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    assert_eq!(manager.get(&contract).await.expect(200)["phase"], "running");
    world.clock.advance_days(9);
    assert_eq!(world.manager().get(&contract).await.expect(200)["phase"], "broken");
}

#[actix_web::test]
async fn a_contract_is_broken_once_and_only_once_signed() {
    let (world, story, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    let click = || {
        let body = a_rupture("2026-02-10");
        async { manager.post_with_key(format!("{contract}/rupture"), "a-double-click", body).await }
    };
    assert_eq!(click().await.expect(201), click().await.expect(201));
    let again = manager.post(format!("{contract}/rupture"), a_rupture("2026-02-11")).await;
    again.refused_with(409, "rupture.already_declared");

    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let enrolment = world.seed_enrolment(friend, story.cohort);
    let draft = drafted(&manager, with(a_contract(&story), json!({ "enrolment_id": enrolment }))).await;
    let early = manager.post(format!("{draft}/rupture"), a_rupture("2026-02-10")).await;
    early.refused_with(409, "rupture.contract_not_signed");
}

#[actix_web::test]
async fn of_two_simultaneous_ruptures_one_is_kept() {
    let (world, _, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    let path = format!("{contract}/rupture");
    let (one, two) = futures_util::future::join(
        manager.post(&path, a_rupture("2026-02-10")),
        manager.post(&path, a_rupture("2026-02-11")),
    )
    .await;
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{} {}", one.text, two.text);
    assert_eq!(count_events(&world, "contract.broken"), 1);
}

#[actix_web::test]
async fn what_the_law_refuses_in_a_rupture_is_told_at_once() {
    let (world, _, contract) = a_signed_story("2026-03-20").await;
    let manager = world.manager();
    let path = format!("{contract}/rupture");
    let outside = with(a_rupture("2027-08-25"), json!({"initiator": "employer"}));
    manager.post(&path, outside).await.faults(&[
        ("/effective_on", "rupture.outside_contract"),
        ("/initiator", "rupture.initiator_does_not_fit"),
    ]);
    let resignation = json!({"initiator": "apprentice", "ground": "resignation"});
    let bare = manager.post(&path, with(a_rupture("2026-03-14"), resignation.clone())).await;
    bare.faults(&[
        ("/mediator_seized_on", "rupture.mediator_required"),
        ("/employer_informed_on", "rupture.information_required"),
    ]);
    let dated = |informed, effective| {
        let dates = json!({"mediator_seized_on": "2026-03-02", "employer_informed_on": informed});
        manager.post(&path, with(with(a_rupture(effective), resignation.clone()), dates))
    };
    dated("2026-03-06", "2026-03-14")
        .await
        .faults(&[("/employer_informed_on", "rupture.information_too_early")]);
    dated("2026-03-07", "2026-03-13").await.faults(&[("/effective_on", "rupture.effective_too_early")]);
    let ahead = with(a_rupture("2026-03-14"), json!({"notice_received_on": "2026-03-21"}));
    manager.post(&path, ahead).await.faults(&[("/notice_received_on", "rupture.date_in_future")]);
    let whim = with(a_rupture("2026-03-14"), json!({"ground": "whim", "initiator": "mayor"}));
    manager.post(&path, whim).await.faults(&[("/ground", "enum"), ("/initiator", "enum")]);
    dated("2026-03-07", "2026-03-14").await.expect(201);
}

#[actix_web::test]
async fn only_managers_of_the_site_declare_and_correct() {
    let (world, story, contract) = a_signed_story("2026-02-12").await;
    let path = format!("{contract}/rupture");
    let tutor = world.tutor(&story.tutor());
    for person in [world.trainer(), tutor.clone(), world.student(&story.apprentice())] {
        person.post(&path, a_rupture("2026-02-10")).await.refused_with(403, "forbidden");
    }
    let stranger = world.other_manager();
    stranger.post(&path, a_rupture("2026-02-10")).await.refused_with(404, "contract.not_found");
    let rupture = world.manager().post(&path, a_rupture("2026-02-10")).await;
    let path = rupture.header("location").unwrap().to_owned();
    stranger.get(&path).await.refused_with(404, "rupture.not_found");
    let change = json!({"effective_on": "2026-02-11"});
    stranger.patch(&path, "\"v1\"", change.clone()).await.refused_with(404, "rupture.not_found");
    tutor.patch(&path, "\"v1\"", change).await.refused_with(403, "forbidden");
    let neighbour = world.seed_tutor(story.employer, "Hopper", "Grace");
    let neighbour = world.tutor(&json!({ "id": neighbour }));
    neighbour.get(&path).await.refused_with(404, "rupture.not_found");
    assert_eq!(neighbour.get("/v1/ruptures").await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn ruptures_are_listed_the_latest_first() {
    let (world, story, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    manager.post(format!("{contract}/rupture"), a_rupture("2026-01-10")).await.expect(201);
    for (name, effective_on) in [("Un", "2026-02-01"), ("Deux", "2026-02-01"), ("Trois", "2025-12-01")] {
        let apprentice = world.seed_apprentice("Martin", name, "2006-01-01");
        let enrolment = world.seed_enrolment(apprentice, story.cohort);
        let tutor = world.seed_tutor(story.employer, "Hopper", name);
        let body = with(a_contract(&story), json!({ "enrolment_id": enrolment, "tutor_id": tutor }));
        let contract = signed(&manager, body, "2025-08-20").await;
        manager.post(format!("{contract}/rupture"), a_rupture(effective_on)).await.expect(201);
    }
    let (mut seen, mut path) = (Vec::new(), "/v1/ruptures?limit=1".to_owned());
    loop {
        let page = manager.get(&path).await.expect(200);
        seen.extend(page["data"].as_array().unwrap().iter().map(|rupture| rupture["effective_on"].clone()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/ruptures?limit=1&cursor={cursor}");
    }
    assert_eq!(json!(seen), json!(["2026-02-01", "2026-02-01", "2026-01-10", "2025-12-01"]));
    let contract = contract.rsplit('/').next().unwrap();
    for query in [format!("contract={contract}"), format!("apprentice={}", story.apprentice)] {
        let listed = manager.get(format!("/v1/ruptures?{query}&site={}", world.site())).await.expect(200);
        assert_eq!(listed["data"].as_array().unwrap().len(), 1, "{query}");
    }
}

#[actix_web::test]
async fn the_grounds_are_published_to_whoever_reads_ruptures() {
    let world = World::on("2026-02-12").await;
    let story = world.story();
    for person in [world.student(&story.apprentice()), world.client(&["ruptures:read"])] {
        let grounds = person.get("/v1/reference/rupture-grounds").await.expect(200);
        let grounds = grounds["data"].as_array().unwrap();
        assert_eq!(grounds.len(), 15);
        assert_eq!(grounds[7]["ground"], "resignation");
        assert_eq!(
            (&grounds[7]["needs_mediator"], &grounds[7]["initiators"]),
            (&json!(true), &json!(["apprentice"]))
        );
        assert!(grounds.iter().all(|ground| ground["source"] != "" && ground["label"] != ""));
    }
    world.nobody().get("/v1/reference/rupture-grounds").await.refused_with(401, "unauthenticated");
}

#[actix_web::test]
async fn a_visit_held_before_the_rupture_can_still_be_reported() {
    let (world, story, contract) = a_signed_story("2026-02-12").await;
    let visit = visits_of(&world.manager()).await.remove(0);
    world.manager().post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    let tutor = world.tutor(&story.tutor());
    let report = json!({"held_on": "2026-02-09", "present": ["tutor"], "report": "Bilan."});
    let logged = tutor.post(format!("{visit}/report"), report).await.expect(200);
    assert_eq!(id_of(&logged), visit.rsplit('/').next().unwrap());
}

/// The right follows the ruptures of art. L6222-18, not the exclusion from the centre (L6222-18-1).
#[actix_web::test]
async fn a_ground_that_leaves_no_right_to_stay_in_training_tells_none() {
    let (world, story, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    let rupture = manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    let shown = async || {
        let clock = manager.get(format!("{contract}/clock")).await.expect(200);
        let timeline =
            manager.get(format!("/v1/apprentices/{}/timeline", story.apprentice)).await.expect(200);
        let has = |list: &Value, field: &str, word: &str| {
            list["data"].as_array().unwrap().iter().any(|item| item[field] == word)
        };
        (has(&clock, "code", "training_after_rupture"), has(&timeline, "kind", "right_after_rupture_until"))
    };
    assert_eq!(shown().await, (true, true));
    let path = format!("/v1/ruptures/{}", id_of(&rupture));
    let excluded = json!({ "ground": "cfa_exclusion", "initiator": "employer" });
    let excluded = manager.change(&path, excluded).await.expect(200);
    assert_eq!(excluded["right_to_stay_until"], Value::Null);
    assert_eq!(shown().await, (false, false));
    let unsettled = json!({ "ground": "other", "initiator": "employer" });
    assert_eq!(manager.change(&path, unsettled).await.expect(200)["right_to_stay_until"], "2026-08-10");
}

/// The 45th day of the sheet, Wednesday to Friday in the company, is 05/12/2025.
#[actix_web::test]
async fn a_free_rupture_after_the_free_days_is_warned_of_once_they_are_counted() {
    let (world, story, contract) = a_signed_story("2025-12-10").await;
    let manager = world.manager();
    let codes = |shown: &Value| -> Vec<String> {
        let warnings = shown["warnings"].as_array().into_iter().flatten();
        warnings.map(|warning| warning["code"].as_str().unwrap().to_owned()).collect()
    };
    let free = json!({ "ground": "free_45_days_employer", "initiator": "employer" });
    let free = with(a_rupture("2025-12-07"), free);
    let uncounted = manager.post(format!("{contract}/rupture"), free).await.expect(201);
    assert!(codes(&uncounted).is_empty(), "nobody knows the days in the company");
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    let path = format!("/v1/ruptures/{}", id_of(&uncounted));
    let on = async |day: &str| manager.change(&path, json!({ "effective_on": day })).await.expect(200);
    assert!(codes(&on("2025-12-06").await).is_empty(), "free on the 45th day");
    let late = on("2025-12-09").await;
    assert_eq!(codes(&late), ["rupture.after_45_days"]);
    assert_eq!(manager.get(&path).await.expect(200).get("warnings"), None);
}
