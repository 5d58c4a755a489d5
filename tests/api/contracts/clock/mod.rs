//! The clock of a contract, kept or imagined.

mod holidays;

use serde_json::{Value, json};

use crate::contracts::agreements::{a_bare_draft, a_contract, count_events, drafted, signed, with};
use crate::harness::World;
use crate::presence::calendars::{give_calendar, wednesday_to_friday};

#[track_caller]
fn of<'a>(clock: &'a Value, code: &str) -> &'a Value {
    let data = clock["data"].as_array().expect("deadlines");
    data.iter().find(|deadline| deadline["code"] == code).unwrap_or_else(|| panic!("no {code} in {clock}"))
}

fn imagined() -> Value {
    json!({ "starts_on": "2025-08-14", "ends_on": "2027-08-24" })
}

#[actix_web::test]
async fn a_contract_tells_every_date_that_matters() {
    let world = World::on("2025-09-02").await;
    let (manager, story) = (world.manager(), world.story());
    let path = signed(&manager, a_contract(&story), "2025-07-10").await;
    let clock = manager.get(format!("{path}/clock")).await.expect(200);
    assert_eq!((&clock["as_of"], &clock["public_holidays"]), (&json!("2025-09-02"), &json!("standard")));
    let deposit = of(&clock, "deposit");
    assert_eq!(
        (&deposit["due_on"], &deposit["state"], &deposit["rule"]),
        (&json!("2025-08-30"), &json!("late"), &json!("deadline.deposit"))
    );
    assert!(deposit["computation"].as_str().unwrap().contains("samedi 30/08/2025 (5)"), "{deposit}");
    let signature = of(&clock, "signature");
    assert_eq!((&signature["state"], &signature["done_on"]), (&json!("done"), &json!("2025-07-10")));
    for (code, due_on, state) in [
        ("legal_window", "2025-11-25", "done"),
        ("start", "2025-08-25", "past"),
        ("medical_visit", "2025-10-25", "due"),
        ("end", "2027-08-24", "upcoming"),
        ("last_invoice", "2027-12-24", "upcoming"),
        ("last_award", "2031-12-31", "upcoming"),
    ] {
        let shown = of(&clock, code);
        assert_eq!((&shown["due_on"], &shown["state"]), (&json!(due_on), &json!(state)), "{code}");
    }
    let free = of(&clock, "free_rupture_period");
    assert_eq!((&free["due_on"], &free["state"]), (&Value::Null, &json!("unknown")));
    let why = "Le calendrier d'alternance ne dit pas quels jours sont en entreprise à partir du 25/08/2025.";
    assert_eq!(free["unknown_reason"], why);
}

#[actix_web::test]
async fn a_changed_fact_changes_the_clock() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_bare_draft(&story)).await;
    let employer = format!("/v1/employers/{}", story.employer);
    let change = json!({ "postal_code": "57000", "kind_code": "22" });
    manager.change(&employer, change).await.expect(200);
    manager.change(&path, json!({ "starts_on": "2025-09-01" })).await.expect(200);
    let clock = manager.get(format!("{path}/clock")).await.expect(200);
    assert_eq!(clock["public_holidays"], "alsace_moselle");
    let deposit = of(&clock, "deposit");
    assert_eq!(
        (&deposit["rule"], &deposit["due_on"]),
        (&json!("deadline.public_deposit"), &json!("2025-09-06"))
    );
    assert_eq!(of(&clock, "signature")["state"], "due");
}

#[actix_web::test]
async fn a_broken_contract_tells_what_follows() {
    let world = World::on("2026-02-20").await;
    let (manager, story) = (world.manager(), world.story());
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let path = format!("/v1/contracts/{contract}");
    {
        use compagnon::schema::contracts;
        use diesel::prelude::*;
        diesel::update(contracts::table.find(contract))
            .set((
                contracts::state.eq("broken"),
                contracts::closed_on.eq("2026-02-09".parse::<chrono::NaiveDate>().unwrap()),
            ))
            .execute(&mut world.database.connect())
            .unwrap();
    }
    let clock = manager.get(format!("{path}/clock")).await.expect(200);
    assert_eq!(of(&clock, "rupture")["due_on"], "2026-02-10");
    assert_eq!(of(&clock, "training_after_rupture")["due_on"], "2026-08-10");
    assert!(clock["data"].as_array().unwrap().iter().all(|deadline| deadline["code"] != "end"));
}

#[actix_web::test]
async fn whoever_reads_the_contract_reads_its_clock_and_nobody_else() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let path = format!("{}/clock", signed(&manager, a_contract(&story), "2025-07-10").await);
    for reader in [world.tutor(&story.tutor()), world.student(&story.apprentice()), world.trainer()] {
        reader.get(&path).await.expect(200);
    }
    let stranger = world.seed_tutor(story.employer, "Hopper", "Grace");
    for other in [world.other_manager(), world.tutor(&json!({ "id": stranger }))] {
        other.get(&path).await.refused_with(404, "contract.not_found");
    }
    let nowhere = format!("/v1/contracts/{}/clock", uuid::Uuid::now_v7());
    manager.get(nowhere).await.refused_with(404, "contract.not_found");
}

#[actix_web::test]
async fn a_clock_speaks_english_on_request() {
    let world = World::on("2025-07-15").await;
    let manager = world.manager();
    let request = manager.request(reqwest::Method::POST, "/v1/simulations/clock");
    let request = request.header("accept-language", "en").json(&imagined());
    let clock = manager.send(request).await.expect(200);
    let deposit = of(&clock, "deposit");
    assert_eq!(deposit["label"], "Contract sent to the OPCO");
    assert!(
        deposit["computation"].as_str().unwrap().contains("Friday 2025-08-15 (Assumption Day)"),
        "{deposit}"
    );
}

#[actix_web::test]
async fn a_simulation_computes_and_keeps_nothing() {
    let world = World::on("2025-09-01").await;
    let story = world.story();
    let body = with(
        imagined(),
        json!({ "starts_on": "2025-08-25", "cycle_starts_on": "2025-08-25", "site_months_before": 2,
                "site_months_after": 3, "workplace_postal_code": "10000", "complete_on": "2025-09-01",
                "company_weekdays": [3, 4, 5], "exams_end_on": "2027-06-30",
                "pay_steps": [{ "from_on": "2025-08-25", "percent_hundredths": 5300 }] }),
    );
    for person in
        [world.manager(), world.trainer(), world.tutor(&story.tutor()), world.student(&story.apprentice())]
    {
        let clock = person.post("/v1/simulations/clock", body.clone()).await.expect(200);
        assert_eq!(of(&clock, "free_rupture_period")["due_on"], "2025-12-05");
        assert_eq!(of(&clock, "deposit_answer")["due_on"], "2025-09-21");
        assert_eq!(of(&clock, "site_window")["from_on"], "2025-06-25");
        assert_eq!(of(&clock, "pay_step")["label"], "Rémunération à 53 %");
    }
    assert_eq!(count_events(&world, "contract.created"), 0);
}

#[actix_web::test]
async fn a_simulation_refuses_dates_that_make_no_contract_all_at_once() {
    let world = World::on("2025-09-01").await;
    let manager = world.manager();
    let shown = |fields: Value| manager.post("/v1/simulations/clock", with(imagined(), fields));
    let upside_down = shown(json!({ "ends_on": "2025-08-13", "rupture_on": "2025-08-14" })).await;
    upside_down
        .faults(&[("/ends_on", "deadline.ends_before_start"), ("/rupture_on", "deadline.rupture_outside")]);
    shown(json!({ "ends_on": "2029-08-14" })).await.faults(&[("/ends_on", "deadline.too_long")]);
    shown(json!({ "ends_on": "2029-08-13" })).await.expect(200);
    shown(json!({ "company_weekdays": [8] })).await.faults(&[("/company_weekdays/0", "too_large")]);
    shown(json!({ "wanted": 1 })).await.faults(&[("/wanted", "unknown_field")]);
}

#[actix_web::test]
async fn a_deposit_recorded_starts_the_delay_of_its_answer() {
    use compagnon::contracts::filings::model::{Addressee, FilingFacts, FilingState};
    use compagnon::contracts::filings::store::insert_of_contract;
    let world = World::on("2025-09-02").await;
    let story = world.story();
    let contract_id = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let sent = FilingFacts {
        attempt: 1,
        addressee: Addressee::Opco,
        organisation: None,
        organisation_siret: None,
        sent_on: "2025-08-28".parse().unwrap(),
        complete_on: Some("2025-09-01".parse().unwrap()),
        state: FilingState::Sent,
        decided_on: None,
        reason_code: None,
        reason_note: None,
    };
    insert_of_contract(&mut world.database.connect(), world.site(), contract_id, &sent).unwrap();
    let clock = world.manager().get(format!("/v1/contracts/{contract_id}/clock")).await.expect(200);
    let (deposit, answer) = (of(&clock, "deposit"), of(&clock, "deposit_answer"));
    assert_eq!((&deposit["state"], &deposit["done_on"]), (&json!("done"), &json!("2025-08-28")));
    assert_eq!((&answer["state"], &answer["due_on"]), (&json!("due"), &json!("2025-09-21")));
}

#[actix_web::test]
async fn pay_steps_are_those_of_the_law_until_lines_are_agreed() {
    let world = World::on("2025-09-02").await;
    let body = json!({ "starts_on": "2025-08-25", "ends_on": "2027-08-24", "cycle_starts_on": "2025-08-25",
                       "born_on": "2006-03-14" });
    let steps = |clock: &Value| -> Vec<(String, String)> {
        let shown = clock["data"].as_array().unwrap().iter().filter(|one| one["code"] == "pay_step");
        shown
            .map(|one| (one["due_on"].as_str().unwrap().into(), one["label"].as_str().unwrap().into()))
            .collect()
    };
    let expected = [
        ("2025-08-25", "Rémunération d'au moins 43 %"),
        ("2026-08-25", "Rémunération d'au moins 51 %"),
        ("2027-04-01", "Rémunération d'au moins 61 %"),
    ];
    let expected = expected.map(|(on, label)| (on.to_owned(), label.to_owned()));
    let simulated = world.manager().post("/v1/simulations/clock", body).await.expect(200);
    assert_eq!(steps(&simulated), expected);
    let story = world.story();
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let clock =
        world.student(&story.apprentice()).get(format!("/v1/contracts/{contract}/clock")).await.expect(200);
    assert_eq!(steps(&clock), expected);
}

#[actix_web::test]
async fn the_days_in_the_company_are_counted_on_the_calendar_and_the_absences() {
    let world = World::on("2025-09-10").await;
    let (manager, story) = (world.manager(), world.story());
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let path = format!("/v1/contracts/{contract}/clock");
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    let clock = manager.get(&path).await.expect(200);
    assert_eq!(of(&clock, "free_rupture_period")["due_on"], "2025-12-05");
    assert_eq!(
        clock["free_rupture"],
        json!({ "days": 45, "counted": 7, "reached_on": null, "projected_on": "2025-12-05", "unknown_reason": null,
                "counted_on": ["2025-08-27", "2025-08-28", "2025-08-29", "2025-09-03", "2025-09-04", "2025-09-05",
                               "2025-09-10"] })
    );
    let ill = json!({ "apprentice_id": story.apprentice, "away_from": "both", "from_on": "2025-09-01",
                      "to_on": "2025-09-07", "reason": "sickness", "justified": "yes" });
    manager.post("/v1/absences", ill).await.expect(201);
    let clock = manager.get(&path).await.expect(200);
    assert_eq!(
        (&clock["free_rupture"]["counted"], &clock["free_rupture"]["projected_on"]),
        (&json!(4), &json!("2025-12-12"))
    );
    assert_eq!(of(&clock, "free_rupture_period")["due_on"], "2025-12-12");
    let machine = world.client(&["contracts:read"]).get(&path).await.expect(200);
    assert_eq!(
        (&machine["free_rupture"]["counted"], &machine["free_rupture"]["counted_on"]),
        (&json!(4), &json!([]))
    );
    world.clock.advance_days(93);
    let reached = world.manager().get(&path).await.expect(200);
    assert_eq!(
        (&reached["free_rupture"]["reached_on"], &reached["free_rupture"]["projected_on"]),
        (&json!("2025-12-12"), &Value::Null)
    );
}

#[actix_web::test]
async fn the_count_betrays_no_reason_to_a_trainer_who_may_not_know_it() {
    let world = World::on("2025-09-10").await;
    let (manager, trainer, story) = (world.manager(), world.trainer(), world.story());
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let path = format!("/v1/contracts/{contract}/clock");
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    let away = |reason: &str| {
        json!({ "apprentice_id": story.apprentice, "away_from": "company", "from_on": "2025-09-03",
                "reason": reason, "justified": "yes" })
    };
    let absence = manager.post("/v1/absences", away("strike")).await.expect(201);
    let struck = trainer.get(&path).await.expect(200)["free_rupture"].clone();
    assert_eq!(
        manager.get(&path).await.expect(200)["free_rupture"]["counted"],
        7,
        "a strike suspends nothing"
    );
    assert_eq!((&struck["counted"], &struck["counted_on"]), (&json!(6), &json!([])));
    let ill = json!({ "reason": "sickness" });
    manager.change(format!("/v1/absences/{}", crate::harness::id_of(&absence)), ill).await.expect(200);
    let ill = trainer.get(&path).await.expect(200)["free_rupture"].clone();
    assert_eq!((&ill["counted"], &ill["counted_on"]), (&json!(6), &json!([])));
}

#[actix_web::test]
async fn the_days_counted_are_told_one_by_one_to_whom_absences_concern_only() {
    let world = World::on("2025-09-10").await;
    let (manager, story) = (world.manager(), world.story());
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    let ill = json!({ "apprentice_id": story.apprentice, "away_from": "company", "from_on": "2025-09-03",
                      "reason": "sickness", "justified": "yes" });
    manager.post("/v1/absences", ill).await.expect(201);
    let follower = world.trainer();
    let account = crate::people::referents::account_of(&follower).await;
    crate::people::referents::name(&manager, &story, &account, "2025-09-01").await.expect(201);
    let readers = [
        ("administrator", world.administrator(), 6),
        ("manager", manager, 6),
        ("referent", follower, 6),
        ("tutor", world.tutor(&story.tutor()), 6),
        ("student", world.student(&story.apprentice()), 6),
        ("trainer", world.trainer(), 0),
        ("client", world.client(&["contracts:read"]), 0),
    ];
    for (who, reader, days) in readers {
        let clock = reader.get(format!("/v1/contracts/{contract}/clock")).await.expect(200);
        let shown = &clock["free_rupture"];
        assert_eq!(shown["counted_on"].as_array().unwrap().len(), days, "{who}: {shown}");
        assert_eq!((&shown["counted"], &shown["projected_on"]), (&json!(6), &json!("2025-12-10")), "{who}");
        let text = clock.to_string();
        assert!(!text.contains("2025-09-03") && !text.contains("ickness"), "{who}: {text}");
    }
}

#[actix_web::test]
async fn a_new_employer_opens_a_new_count_at_its_own_place() {
    let world = World::on("2026-01-05").await;
    let (manager, story) = (world.manager(), world.story());
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    world.seed_contract(&story, "2025-08-25", "2025-12-31");
    let metz = world.seed_employer("35600000000048");
    let off = json!({ "postal_code": "57000", "good_friday_off": true });
    manager.change(format!("/v1/employers/{metz}"), off).await.expect(200);
    let tutor = world.seed_tutor(metz, "Hopper", "Grace");
    let moved = crate::harness::Story { employer: metz, tutor, ..story };
    let second = world.seed_contract(&moved, "2026-01-05", "2027-08-24");
    let clock = manager.get(format!("/v1/contracts/{second}/clock")).await.expect(200);
    assert_eq!(
        (&clock["free_rupture"]["counted"], &clock["free_rupture"]["projected_on"]),
        (&json!(0), &json!("2026-04-22"))
    );
    let troyes = json!({ "postal_code": "10000", "good_friday_off": null });
    manager.change(format!("/v1/employers/{metz}"), troyes).await.expect(200);
    let clock = manager.get(format!("/v1/contracts/{second}/clock")).await.expect(200);
    assert_eq!(clock["free_rupture"]["projected_on"], "2026-04-17");
}
