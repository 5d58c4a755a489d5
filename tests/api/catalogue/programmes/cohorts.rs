//! Opening, reading and changing cohorts.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, drafted};
use crate::harness::{World, id_of};

fn a_cohort() -> Value {
    json!({ "programme": "bts-mco", "starts_on": "2025-08-25" })
}

async fn months_of(world: &World, cohort: &str) -> Vec<(String, bool)> {
    let list = world.administrator().get(format!("/v1/mock-exams?cohort={cohort}")).await.expect(200);
    let exams = list["data"].as_array().unwrap().clone();
    exams
        .iter()
        .map(|one| (one["month_on"].as_str().unwrap().to_owned(), one["tutors_invited"].as_bool().unwrap()))
        .collect()
}

#[actix_web::test]
async fn a_cohort_is_opened_with_what_its_sheet_says() {
    let world = World::on("2025-03-01").await;
    let manager = world.manager();
    let opened = manager.post("/v1/cohorts", a_cohort()).await;
    assert_eq!(opened.etag(), "\"v1\"");
    let location = opened.header("location").unwrap().to_owned();
    let cohort = opened.expect(201);
    assert_eq!((&cohort["name"], &cohort["ends_on"]), (&json!("BTS MCO 2025-2027"), &json!("2027-08-24")));
    assert_eq!((&cohort["exam_session"], &cohort["exam_regulation"]), (&json!(2027), &json!("mco-2024")));
    assert_eq!(
        cohort["training_years"],
        json!([
            { "number": 1, "starts_on": "2025-08-25", "ends_on": "2026-08-24", "school_year": "2025-2026" },
            { "number": 2, "starts_on": "2026-08-25", "ends_on": "2027-08-24", "school_year": "2026-2027" },
        ])
    );
    assert_eq!(cohort["legal_contract_window"], json!({ "from": "2025-05-25", "until": "2025-11-25" }));
    assert_eq!(cohort["site_contract_window"], json!({ "from": "2025-06-25", "until": "2025-11-25" }));
    assert_eq!(cohort["right_without_contract_until"], "2025-11-25");
    assert_eq!(manager.get(&location).await.expect(200), cohort);
    let expected = [("2026-03-01", false), ("2026-06-01", false), ("2026-11-01", true), ("2027-03-01", true)];
    let expected: Vec<_> = expected.map(|(month, invited)| (month.to_owned(), invited)).into();
    assert_eq!(months_of(&world, &id_of(&cohort)).await, expected);
}

#[actix_web::test]
async fn another_programme_is_more_data_never_more_code() {
    let world = World::on("2026-03-01").await;
    let manager = world.other_manager();
    let body = json!({ "programme": "cap-fleuriste-fictif", "starts_on": "2026-09-01" });
    let cohort = manager.post("/v1/cohorts", body).await.expect(201);
    assert_eq!((&cohort["ends_on"], &cohort["exam_session"]), (&json!("2027-08-31"), &json!(2027)));
    assert_eq!(cohort["training_years"].as_array().unwrap().len(), 1);
    assert_eq!(cohort["site_contract_window"]["from"], "2026-06-01");
    let exams = manager.get(format!("/v1/mock-exams?cohort={}", id_of(&cohort))).await.expect(200);
    assert_eq!(
        (&exams["data"][0]["month_on"], &exams["data"][0]["tutors_invited"]),
        (&json!("2027-04-01"), &json!(true))
    );
    let exam = manager.get(format!("/v1/mock-exams/{}", id_of(&exams["data"][0]))).await.expect(200);
    let units: Vec<_> =
        exam["papers"].as_array().unwrap().iter().map(|one| one["unit_code"].clone()).collect();
    assert_eq!(json!(units), json!(["EP1", "EG1", "EF1"]));
    assert_eq!(exam["total_coefficient_hundredths"], 1100);
}

#[actix_web::test]
async fn an_older_regulation_may_be_chosen_and_its_wholes_are_not_papers() {
    let world = World::on("2025-03-01").await;
    let manager = world.manager();
    let mut body = a_cohort();
    body["exam_regulation"] = json!("mco-2018");
    let cohort = manager.post("/v1/cohorts", body).await.expect(201);
    assert_eq!(cohort["warnings"][0]["code"], "exam_regulation.other_session");
    let exams = manager.get(format!("/v1/mock-exams?cohort={}", id_of(&cohort))).await.expect(200);
    let exam = manager.get(format!("/v1/mock-exams/{}", id_of(&exams["data"][0]))).await.expect(200);
    let units: Vec<_> =
        exam["papers"].as_array().unwrap().iter().map(|one| one["unit_code"].clone()).collect();
    assert_eq!(json!(units), json!(["E1", "E21", "E22", "E3", "E41", "E42", "E5", "E6", "EF1"]));
    assert_eq!(exam["total_coefficient_hundredths"], 2100);
}

#[actix_web::test]
async fn what_cannot_be_opened_is_told_where_it_is_wrong() {
    let world = World::on("2025-03-01").await;
    let (manager, stranger) = (world.manager(), world.other_manager());
    let with = |field: &str, value: Value| {
        let mut body = a_cohort();
        body[field] = value;
        body
    };
    let unknown = manager.post("/v1/cohorts", with("programme", json!("bts-xyz"))).await;
    unknown.faults(&[("/programme", "programme.unknown")]);
    stranger.post("/v1/cohorts", a_cohort()).await.faults(&[("/programme", "programme.not_taught_here")]);
    let elsewhere = stranger.post("/v1/cohorts", with("site_id", json!(world.site()))).await;
    elsewhere.faults(&[("/site_id", "site.unknown")]);
    world.administrator().post("/v1/cohorts", a_cohort()).await.faults(&[("/site_id", "required")]);
    let backwards = manager.post("/v1/cohorts", with("ends_on", json!("2025-08-24"))).await;
    backwards.faults(&[("/ends_on", "cohort.ends_before_start")]);
    let regulation = manager.post("/v1/cohorts", with("exam_regulation", json!("mco-1999"))).await;
    regulation.faults(&[("/exam_regulation", "exam_regulation.unknown")]);
    let far = manager.post("/v1/cohorts", with("starts_on", json!("2999-08-25"))).await;
    far.faults(&[
        ("/exam_session", "cohort.exam_session_year"),
        ("/starts_on", "cohort.starts_after_registration"),
        ("/ends_on", "cohort.ends_after_last_award"),
    ]);
    world.trainer().post("/v1/cohorts", a_cohort()).await.refused_with(403, "forbidden");
    assert_eq!(manager.get("/v1/cohorts").await.expect(200)["data"], json!([]));
    let short = manager.post("/v1/cohorts", with("ends_on", json!("2026-08-24"))).await.expect(201);
    assert_eq!(short["warnings"][0]["code"], "cohort.duration_unusual");
    assert_eq!(months_of(&world, &id_of(&short)).await.len(), 2);
    let path = format!("/v1/cohorts/{}", id_of(&short));
    manager.change(&path, json!({ "ends_on": "2025-10-31" })).await.expect(200);
    let left =
        manager.get(format!("/v1/mock-exams?cohort={}&state=planned", id_of(&short))).await.expect(200);
    assert_eq!(left["data"], json!([]));
    let mut tiny = with("starts_on", json!("2026-08-31"));
    tiny["ends_on"] = json!("2026-10-31");
    let tiny = manager.post("/v1/cohorts", tiny).await.expect(201);
    assert_eq!(months_of(&world, &id_of(&tiny)).await.len(), 0);
}

#[actix_web::test]
async fn a_cohort_is_opened_once() {
    let world = World::on("2025-03-01").await;
    let manager = world.manager();
    let first = manager.post_with_key("/v1/cohorts", "a-double-click", a_cohort()).await;
    let second = manager.post_with_key("/v1/cohorts", "a-double-click", a_cohort()).await;
    assert_eq!(first.expect(201), second.expect(201));
    manager.post("/v1/cohorts", a_cohort()).await.refused_with(409, "cohort.already_open");
    assert_eq!(manager.get("/v1/cohorts").await.expect(200)["data"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn cohorts_are_listed_latest_first_page_by_page() {
    let world = World::on("2025-03-01").await;
    for (starts_on, ends_on) in
        [("2023-08-28", "2025-08-27"), ("2025-08-25", "2027-08-24"), ("2024-08-26", "2026-08-25")]
    {
        world.seed_cohort(starts_on, ends_on);
    }
    let manager = world.manager();
    let page = manager.get("/v1/cohorts?limit=2&programme=bts-mco").await.expect(200);
    let starts = |page: &Value| -> Vec<Value> {
        page["data"].as_array().unwrap().iter().map(|one| one["starts_on"].clone()).collect()
    };
    assert_eq!(starts(&page), [json!("2025-08-25"), json!("2024-08-26")]);
    let cursor = page["next_cursor"].as_str().unwrap();
    let last = manager.get(format!("/v1/cohorts?limit=2&cursor={cursor}")).await.expect(200);
    assert_eq!((starts(&last), &last["next_cursor"]), (vec![json!("2023-08-28")], &Value::Null));
    assert_eq!(
        manager.get("/v1/cohorts?programme=cap-fleuriste-fictif").await.expect(200)["data"],
        json!([])
    );
    let everywhere = world.administrator().get(format!("/v1/cohorts?site={}", world.other_site())).await;
    assert_eq!(everywhere.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn a_cohort_is_seen_by_its_site_and_by_its_own_people() {
    let world = World::on("2025-09-01").await;
    let story = world.story();
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let path = format!("/v1/cohorts/{}", story.cohort);
    for person in [
        world.trainer(),
        world.tutor(&story.tutor()),
        world.student(&story.apprentice()),
        world.client(&["cohorts:read"]),
    ] {
        person.get(&path).await.expect(200);
        assert_eq!(person.get("/v1/cohorts").await.expect(200)["data"].as_array().unwrap().len(), 1);
    }
    let other = world.seed_apprentice("Martin", "Luc", "2006-01-01");
    let tutor = world.seed_tutor(story.employer, "Byron", "Augusta");
    for person in
        [world.other_manager(), world.student(&json!({ "id": other })), world.tutor(&json!({ "id": tutor }))]
    {
        person.get(&path).await.refused_with(404, "cohort.not_found");
        assert_eq!(person.get("/v1/cohorts").await.expect(200)["data"], json!([]));
    }
    world.client(&["visits:read"]).get(&path).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn a_cohort_moves_with_its_mock_exams_until_somebody_is_enrolled() {
    let world = World::on("2025-03-01").await;
    let manager = world.manager();
    let id = id_of(&manager.post("/v1/cohorts", a_cohort()).await.expect(201));
    let path = format!("/v1/cohorts/{id}");
    manager.patch(&path, "\"v2\"", json!({ "name": "Promo" })).await.refused_with(412, "precondition.stale");
    let moved =
        json!({ "starts_on": "2026-08-31", "ends_on": "2028-08-30", "exam_session": 2028, "name": "Promo" });
    let cohort = manager.change(&path, moved).await.expect(200);
    assert_eq!((&cohort["name"], &cohort["version"]), (&json!("Promo"), &json!(2)));
    let months: Vec<_> = months_of(&world, &id).await.into_iter().map(|(month, _)| month).collect();
    assert_eq!(months, ["2027-03-01", "2027-06-01", "2027-11-01", "2028-03-01"]);
    let exam = manager.get(format!("/v1/mock-exams?cohort={id}")).await.expect(200)["data"][0].clone();
    assert_eq!(exam["version"], 2);

    let apprentice = world.seed_apprentice("Durand", "Chloé", "2006-03-14");
    world.seed_enrolment(apprentice, id.parse().unwrap());
    manager.change(&path, json!({ "ends_on": "2028-08-29" })).await.refused_with(409, "cohort.dates_fixed");
    manager.change(&path, json!({ "name": "BTS MCO" })).await.expect(200);
}

#[actix_web::test]
async fn a_regulation_corrected_later_remakes_the_papers_still_to_come() {
    let world = World::on("2026-04-01").await;
    let manager = world.manager();
    let id = id_of(&manager.post("/v1/cohorts", a_cohort()).await.expect(201));
    let list = manager.get(format!("/v1/mock-exams?cohort={id}")).await.expect(200);
    let exam = |rank: usize| format!("/v1/mock-exams/{}", id_of(&list["data"][rank]));
    manager.post(format!("{}/holding", exam(0)), json!({})).await.expect(200);
    let path = format!("/v1/cohorts/{id}");
    manager
        .change(&path, json!({ "exam_regulation": "mco-1999" }))
        .await
        .faults(&[("/exam_regulation", "exam_regulation.unknown")]);
    manager
        .change(&path, json!({ "exam_regulation": null }))
        .await
        .faults(&[("/exam_regulation", "required")]);
    manager.change(&path, json!({ "exam_regulation": "mco-2018" })).await.expect(200);
    let second_paper = |exam: Value| exam["papers"][1]["unit_code"].clone();
    assert_eq!(second_paper(manager.get(exam(0)).await.expect(200)), "E2");
    assert_eq!(second_paper(manager.get(exam(1)).await.expect(200)), "E21");
    let renamed = manager.change(&path, json!({ "name": "Promo" })).await.expect(200);
    assert_eq!(renamed["warnings"][0]["code"], "exam_regulation.other_session");
}

#[actix_web::test]
async fn a_cohort_that_opens_in_another_week_than_the_sheet_says_is_warned_of() {
    let world = World::on("2025-03-01").await;
    let manager = world.manager();
    let late = json!({ "programme": "bts-mco", "starts_on": "2025-09-01" });
    let opened = manager.post("/v1/cohorts", late).await.expect(201);
    assert_eq!(
        (&opened["warnings"][0]["code"], &opened["warnings"][0]["pointer"]),
        (&json!("cohort.opening_unusual"), &json!("/starts_on"))
    );
    let path = format!("/v1/cohorts/{}", id_of(&opened));
    let usual = manager.change(&path, json!({ "starts_on": "2025-08-25" })).await.expect(200);
    assert_eq!(usual.get("warnings"), None);
}

#[actix_web::test]
async fn nothing_is_written_of_a_programme_that_left_the_catalogue() {
    use diesel::connection::SimpleConnection;
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let draft = drafted(&manager, a_contract(&story)).await;
    let gone = "UPDATE programmes SET code = 'gone' WHERE code = 'bts-mco'";
    world.database.connect().batch_execute(gone).unwrap();
    let cohort = manager.change(format!("/v1/cohorts/{}", story.cohort), json!({ "name": "Autre" })).await;
    cohort.refused_with(409, "programme.not_in_catalogue");
    let signature = manager.post(format!("{draft}/signature"), json!({ "signed_on": "2025-07-15" })).await;
    signature.refused_with(409, "programme.not_in_catalogue");
}

#[actix_web::test]
async fn a_cohort_is_held_to_the_dates_of_its_certification() {
    let world = World::on("2028-03-01").await;
    let manager = world.manager();
    let late = json!({ "programme": "bts-mco", "starts_on": "2029-08-27", "ends_on": "2032-08-26" });
    let refused = manager.post("/v1/cohorts", late).await.faults(&[
        ("/starts_on", "cohort.starts_after_registration"),
        ("/ends_on", "cohort.ends_after_last_award"),
    ]);
    let said: Vec<_> =
        refused["errors"].as_array().unwrap().iter().map(|one| one["message"].clone()).collect();
    assert_eq!(
        json!(said),
        json!([
            "La promotion commencerait le 27/08/2029 : RNCP38362 n'est enregistrée que jusqu'au 31/12/2028.",
            "La promotion finirait le 26/08/2032 : RNCP38362 ne se délivre que jusqu'au 31/12/2031.",
        ])
    );
    let last = json!({ "programme": "bts-mco", "starts_on": "2028-08-28" });
    let opened = manager.post("/v1/cohorts", last).await.expect(201);
    let path = format!("/v1/cohorts/{}", id_of(&opened));
    let moved = json!({ "starts_on": "2029-01-02", "ends_on": "2031-01-01", "exam_session": 2030 });
    manager.change(&path, moved).await.faults(&[("/starts_on", "cohort.starts_after_registration")]);
    let far = json!({ "programme": "bts-mco", "starts_on": "2028-01-10" });
    let warned = manager.post("/v1/cohorts", far).await.expect(201);
    assert_eq!(warned["warnings"][0]["code"], "cohort.opening_unusual");
}
