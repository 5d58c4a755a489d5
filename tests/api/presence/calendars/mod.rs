//! The alternation calendar: of cohorts, of apprentices, of contracts.

mod overrides;

use serde_json::{Value, json};

use crate::harness::{Person, Story, World};

/// Wednesday to Friday in the company, Monday and Tuesday at the centre.
pub fn wednesday_to_friday() -> Value {
    json!({ "rhythms": [{ "from_on": "2025-08-25", "company_weekdays": [3, 4, 5], "centre_weekdays": [1, 2] }] })
}

/// Writes the calendar of a cohort, whatever was there.
pub async fn give_calendar(by: &Person, story: &Story, calendar: Value) -> Value {
    let path = format!("/v1/cohorts/{}/calendar", story.cohort);
    let etag = by.get(&path).await.etag();
    by.put(path, &etag, calendar).await.expect(200)
}

fn kinds(days: &Value) -> Vec<(&str, &str, &str)> {
    let info = days["data"].as_array().expect("days").iter();
    info.map(|one| {
        let text = |field: &str| one[field].as_str().expect("a text");
        (text("from_on"), text("to_on"), text("kind"))
    })
    .collect()
}

#[actix_web::test]
async fn a_calendar_is_written_as_a_whole_and_read_back_with_its_school_years() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = format!("/v1/cohorts/{}/calendar", story.cohort);
    let empty = manager.get(&path).await;
    assert!(empty.etag().starts_with("\"v0."), "{}", empty.etag());
    let empty = empty.expect(200);
    assert_eq!(
        (&empty["known"], &empty["rhythms"], &empty["announced"]),
        (&json!(false), &json!([]), &Value::Null)
    );
    let years: Vec<_> =
        empty["school_years"].as_array().unwrap().iter().map(|one| &one["school_year"]).collect();
    assert_eq!(years, ["2025-2026", "2026-2027"]);

    let mut calendar = wednesday_to_friday();
    calendar["exceptions"] =
        json!([{ "kind": "closure", "label": "Noël", "from_on": "2025-12-22", "to_on": "2026-01-02" }]);
    let written = manager.put(&path, "\"v0\"", calendar.clone()).await;
    assert_eq!(written.etag(), "\"v1\"");
    let written = written.expect(200);
    assert_eq!(
        (&written["known"], &written["exceptions"][0]["weekdays"]),
        (&json!(true), &json!([1, 2, 3, 4, 5]))
    );
    assert_eq!(manager.get(&path).await.expect(200), written);
    world.put_again(&manager, (&path, &path), calendar.clone()).await;
    calendar["exceptions"] = json!([]);
    manager.put(&path, "\"v0\"", calendar.clone()).await.refused_with(412, "precondition.stale");
    let second = manager.put(&path, "\"v1\"", calendar).await;
    assert_eq!(second.etag(), "\"v2\"");
    assert_eq!(second.expect(200)["exceptions"], json!([]));
    let unsaid = manager.request(reqwest::Method::PUT, &path).json(&wednesday_to_friday());
    manager.send(unsaid).await.refused_with(428, "precondition.required");
}

#[actix_web::test]
async fn weeks_that_take_turns_are_written_checked_and_followed() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = format!("/v1/cohorts/{}/calendar", story.cohort);
    let all = [1, 2, 3, 4, 5];
    let in_company = json!({ "company_weekdays": all, "centre_weekdays": [] });
    let turns = |second: Value| {
        json!({ "rhythms": [{ "from_on": "2025-08-25", "company_weekdays": [], "centre_weekdays": all,
                              "further_weeks": [second, in_company] }] })
    };
    let both = json!({ "company_weekdays": [1, 2], "centre_weekdays": [2] });
    manager
        .put(&path, "\"v0\"", turns(both))
        .await
        .faults(&[("/rhythms/0/further_weeks/0/centre_weekdays", "calendar.weekday_in_two_places")]);
    let mut many = turns(in_company.clone());
    many["rhythms"][0]["further_weeks"] = vec![in_company.clone(); 8].into();
    manager.put(&path, "\"v0\"", many).await.faults(&[("/rhythms/0/further_weeks", "too_many")]);
    let body = turns(in_company.clone());
    let written = manager.put(&path, "\"v0\"", body.clone()).await.expect(200);
    assert_eq!(written["rhythms"], body["rhythms"]);
    assert_eq!(
        written["warnings"][0]["code"], "calendar.week_unusual",
        "10 and 5 days in three weeks, not 9 and 6"
    );
    assert_eq!(manager.get(&path).await.expect(200)["rhythms"], body["rhythms"]);
    let days = format!("/v1/cohorts/{}/days?from=2025-08-25&to=2025-09-19", story.cohort);
    let days = manager.get(days).await.expect(200);
    let info: Vec<_> = kinds(&days).into_iter().filter(|(.., kind)| *kind != "rest").collect();
    assert_eq!(
        info,
        [
            ("2025-08-25", "2025-08-29", "centre"),
            ("2025-09-01", "2025-09-05", "company"),
            ("2025-09-08", "2025-09-12", "company"),
            ("2025-09-15", "2025-09-19", "centre"),
        ]
    );
}

#[actix_web::test]
async fn everything_wrong_with_a_calendar_is_told_at_once_and_what_is_odd_only_warns() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = format!("/v1/cohorts/{}/calendar", story.cohort);
    let wrong = json!({
        "rhythms": [
            { "from_on": "2025-08-25", "company_weekdays": [2, 3, 4], "centre_weekdays": [1, 2] },
            { "from_on": "2025-08-25", "company_weekdays": [3, 4, 5], "centre_weekdays": [1, 2] },
        ],
        "exceptions": [{ "kind": "exam", "label": "BTS", "from_on": "2027-05-20", "to_on": "2027-05-10" }],
    });
    manager.put(&path, "\"v0\"", wrong).await.faults(&[
        ("/rhythms/0/centre_weekdays", "calendar.weekday_in_two_places"),
        ("/rhythms/1/from_on", "calendar.week_twice"),
        ("/exceptions/0/to_on", "calendar.ends_before_start"),
    ]);
    let shape = json!({ "rhythms": [{ "from_on": "2025-08-25", "company_weekdays": [8], "centre_weekdays": [] }],
                        "exceptions": [{ "kind": "party", "label": "", "from_on": "2025-09-01", "to_on": "2025-09-01" }] });
    manager.put(&path, "\"v0\"", shape).await.faults(&[
        ("/rhythms/0/company_weekdays/0", "too_large"),
        ("/exceptions/0/kind", "enum"),
        ("/exceptions/0/label", "too_short"),
    ]);
    let odd = json!({
        "rhythms": [{ "from_on": "2025-08-25", "company_weekdays": [1, 2, 3, 4], "centre_weekdays": [5] }],
        "exceptions": [{ "kind": "closure", "label": "Été", "from_on": "2030-07-01", "to_on": "2030-07-31" }],
    });
    let info = manager.put(&path, "\"v0\"", odd).await.expect(200);
    let codes: Vec<_> = info["warnings"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["calendar.week_unusual", "calendar.outside_cycle"]);
}

#[actix_web::test]
async fn the_days_of_a_cohort_are_told_together_or_one_by_one_with_what_decided_them() {
    let world = World::on("2025-11-03").await;
    let (manager, story) = (world.manager(), world.story());
    let path = format!("/v1/cohorts/{}/days", story.cohort);
    let proposed = manager.get(format!("{path}?from=2025-11-03&to=2025-11-12")).await.expect(200);
    assert_eq!(kinds(&proposed)[0], ("2025-11-03", "2025-11-04", "centre"));
    assert_eq!(proposed["data"][0]["decided_by"], "proposal", "to be confirmed");
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    let days = manager.get(format!("{path}?from=2025-11-10&to=2025-11-14")).await.expect(200);
    assert_eq!(
        kinds(&days),
        [
            ("2025-11-10", "2025-11-10", "centre"),
            ("2025-11-11", "2025-11-11", "holiday"),
            ("2025-11-12", "2025-11-14", "company"),
        ]
    );
    assert_eq!(
        (&days["data"][1]["decided_by"], &days["data"][1]["label"]),
        (&json!("public_holiday"), &json!("Armistice de 1918"))
    );
    let each = manager.get(format!("{path}?from=2025-11-12&to=2025-11-14&as=days")).await.expect(200);
    assert_eq!(each["data"].as_array().unwrap().len(), 3);
    let usual = manager.get(&path).await.expect(200);
    assert_eq!((&usual["from_on"], &usual["to_on"]), (&json!("2025-11-03"), &json!("2025-12-03")));
}

#[actix_web::test]
async fn at_most_eight_hundred_days_are_told_and_forwards() {
    let world = World::on("2025-09-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = format!("/v1/cohorts/{}/days", story.cohort);
    manager.get(format!("{path}?from=2025-01-01&to=2027-03-11")).await.expect(200);
    let many = manager.get(format!("{path}?from=2025-01-01&to=2027-03-12")).await;
    many.faults(&[("/to", "days.too_many")]);
    let backwards = manager.get(format!("{path}?from=2025-01-02&to=2025-01-01")).await;
    backwards.faults(&[("/to", "days.ends_before_start")]);
    assert_eq!(manager.get(format!("{path}?from=tomorrow")).await.status, 400);
}

#[actix_web::test]
async fn the_days_of_a_contract_stop_with_it_and_follow_its_place_of_work() {
    let world = World::on("2026-03-30").await;
    let (manager, story) = (world.manager(), world.story());
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    let contract = world.seed_contract(&story, "2025-08-25", "2026-04-05");
    let path = format!("/v1/contracts/{contract}/days?from=2026-04-01&to=2026-04-30");
    let in_troyes = manager.get(&path).await.expect(200);
    assert_eq!(
        kinds(&in_troyes),
        [("2026-04-01", "2026-04-03", "company"), ("2026-04-04", "2026-04-05", "rest")]
    );
    let employer = format!("/v1/employers/{}", story.employer);
    let unknown = manager.change(&employer, json!({ "postal_code": "57000" })).await.expect(200);
    assert_eq!(unknown["good_friday_off"], Value::Null);
    assert_eq!(kinds(&manager.get(&path).await.expect(200)), kinds(&in_troyes));
    manager.change(&employer, json!({ "good_friday_off": true })).await.expect(200);
    let in_metz = manager.get(&path).await.expect(200);
    assert_eq!(kinds(&in_metz)[1], ("2026-04-03", "2026-04-03", "holiday"));
    let theirs =
        manager.get(format!("/v1/apprentices/{}/days?from=2026-04-03&to=2026-04-03", story.apprentice)).await;
    assert_eq!(kinds(&theirs.expect(200)), [("2026-04-03", "2026-04-03", "holiday")]);
    let after = manager.get(format!("/v1/contracts/{contract}/days?from=2026-05-01&to=2026-05-30")).await;
    assert_eq!(after.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn whoever_follows_the_apprentice_reads_the_days_and_only_the_office_writes() {
    let world = World::on("2025-09-01").await;
    let (manager, story) = (world.manager(), world.story());
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let paths = [
        format!("/v1/cohorts/{}/days", story.cohort),
        format!("/v1/cohorts/{}/calendar", story.cohort),
        format!("/v1/apprentices/{}/days", story.apprentice),
        format!("/v1/contracts/{contract}/days"),
    ];
    let client = world.client(&["cohorts:read", "apprentices:read", "contracts:read"]);
    for reader in [world.trainer(), world.tutor(&story.tutor()), world.student(&story.apprentice()), client] {
        for path in &paths {
            reader.get(path).await.expect(200);
        }
        let write = reader.put(&paths[1], "\"v1\"", wednesday_to_friday()).await;
        assert_eq!(write.status, 403, "{}", write.text);
    }
    let other = world.seed_tutor(story.employer, "Hopper", "Grace");
    for stranger in [world.other_manager(), world.tutor(&json!({ "id": other }))] {
        stranger.get(&paths[0]).await.refused_with(404, "cohort.not_found");
        stranger.get(&paths[2]).await.refused_with(404, "apprentice.not_found");
        stranger.get(&paths[3]).await.refused_with(404, "contract.not_found");
    }
    world
        .other_manager()
        .put(&paths[1], "\"v1\"", wednesday_to_friday())
        .await
        .refused_with(404, "cohort.not_found");
}

#[actix_web::test]
async fn the_days_of_a_mock_exam_are_days_of_exam_for_the_class() {
    let world = World::on("2026-03-01").await;
    let (cohort, exams) = crate::learning::mock_exams::opened(&world).await;
    let manager = world.manager();
    let story = world.story_in(cohort.parse().unwrap());
    let days = json!({ "starts_on": "2026-03-16", "ends_on": "2026-03-17" });
    manager.change(&exams[0], days).await.expect(200);
    let path = format!("/v1/apprentices/{}/days?from=2026-03-15&to=2026-03-18", story.apprentice);
    let shown = manager.get(path).await.expect(200);
    assert!(kinds(&shown).contains(&("2026-03-16", "2026-03-17", "exam")), "{shown}");
    let exams: Vec<_> = kinds(&shown).into_iter().filter(|(_, _, kind)| *kind == "exam").collect();
    assert_eq!(exams.len(), 1, "{shown}");
    let path = format!("/v1/cohorts/{cohort}/calendar");
    let calendar = manager.get(&path).await.expect(200);
    assert_eq!(calendar["exceptions"], json!([]), "it is no exception that people wrote: {calendar}");
}

#[actix_web::test]
async fn a_new_cohort_is_shown_the_rhythm_of_its_programme_until_it_is_confirmed() {
    let world = World::on("2026-03-01").await;
    let manager = world.manager();
    let cohort = json!({"programme": "bts-mco", "starts_on": "2026-08-31"});
    let cohort = manager.post("/v1/cohorts", cohort).await.expect(201);
    let path = format!("/v1/cohorts/{}", cohort["id"].as_str().unwrap());
    let calendar = manager.get(format!("{path}/calendar")).await.expect(200);
    let week = json!({"from_on": "2026-08-31", "company_weekdays": [3, 4, 5], "centre_weekdays": [1, 2]});
    assert_eq!(
        (&calendar["proposed"], &calendar["to_be_confirmed"], &calendar["known"]),
        (&week, &json!(true), &json!(false))
    );
    let first = format!("{path}/days?from=2026-08-31&to=2026-09-04");
    let days = manager.get(&first).await.expect(200);
    assert_eq!(
        kinds(&days),
        [("2026-08-31", "2026-09-01", "centre"), ("2026-09-02", "2026-09-04", "company")]
    );
    assert_eq!(days["data"][0]["decided_by"], "proposal");
    let confirmed =
        manager.put(format!("{path}/calendar"), "\"v0\"", json!({"rhythms": [week]})).await.expect(200);
    assert_eq!(
        (&confirmed["proposed"], &confirmed["to_be_confirmed"], &confirmed["known"]),
        (&Value::Null, &json!(false), &json!(true))
    );
    assert_eq!(manager.get(&first).await.expect(200)["data"][0]["decided_by"], "rhythm");
    // a week that the site fixes needs no confirming
    let fixed = json!({"rhythm": {"company_weekdays": [1, 2, 3], "centre_weekdays": [4, 5]}});
    manager.change("/v1/programmes/bts-mco", fixed).await.expect(200);
    let next = json!({"programme": "bts-mco", "starts_on": "2027-08-30"});
    let next = manager.post("/v1/cohorts", next).await.expect(201);
    let path = format!("/v1/cohorts/{}/calendar", next["id"].as_str().unwrap());
    let calendar = manager.get(path).await.expect(200);
    assert_eq!(
        (&calendar["announced"]["company_weekdays"], &calendar["to_be_confirmed"]),
        (&json!([1, 2, 3]), &json!(false))
    );
}
