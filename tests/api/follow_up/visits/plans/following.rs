//! A change of tutor, of employer or of length: nothing held is lost, nothing planned is stale.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, count_events, signed, with};
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Person, World, id_of};
use crate::ruptures::declarations::a_rupture;

async fn amended(by: &Person, contract: &str, body: Value) {
    let draft = by.post(format!("{contract}/amendments"), body).await.expect(201);
    let signature = format!("/v1/amendments/{}/signature", id_of(&draft));
    by.post(signature, json!({ "signed_on": "2026-01-20" })).await.expect(200);
}

async fn all_visits(by: &Person) -> Vec<Value> {
    by.get("/v1/visits").await.expect(200)["data"].as_array().unwrap().clone()
}

fn fields_of(visits: &[Value], fields: &[&str]) -> Value {
    visits.iter().map(|visit| json!(fields.iter().map(|field| &visit[*field]).collect::<Vec<_>>())).collect()
}

fn a_report() -> Value {
    json!({ "held_on": "2025-11-20", "present": ["apprentice"], "report": "Vu sur place.",
            "commitments": [{"owner": "tutor", "what": "Confier les commandes.", "due_on": "2026-03-01"}] })
}

#[actix_web::test]
async fn the_visits_still_planned_go_to_the_new_tutor_from_their_day_on() {
    let (world, story, contract) = a_signed_story("2026-01-28").await;
    let manager = world.manager();
    let reported = visits_of(&manager).await.remove(0);
    manager.post(format!("{reported}/report"), a_report()).await.expect(200);
    let early = json!({"contract_id": contract.rsplit('/').next().unwrap(), "planned_on": "2026-02-12"});
    manager.post("/v1/visits", early).await.expect(201);
    let grace = world.seed_tutor(story.employer, "Hopper", "Grace");
    let change = json!({ "type_code": "36", "effective_on": "2026-03-01", "changes": { "tutor_id": grace } });
    amended(&manager, &contract, change).await;

    let visits = all_visits(&manager).await;
    let (ada, grace) = (json!(story.tutor), json!(grace));
    assert_eq!(
        fields_of(&visits, &["planned_on", "state", "tutor_id"]),
        json!([
            ["2025-11-24", "held", ada],
            ["2026-02-12", "planned", ada],
            ["2026-05-26", "planned", grace],
            ["2026-11-23", "planned", grace],
            ["2027-05-25", "planned", grace]
        ])
    );
    assert_eq!(count_events(&world, "visit.given"), 3);
    // a visit moved past the change is received by whoever is tutor then
    let moved = format!("/v1/visits/{}", id_of(&visits[1]));
    let later = manager.change(&moved, json!({"planned_on": "2026-03-12"})).await.expect(200);
    assert_eq!((&later["tutor_id"], &later["due_on"]), (&grace, &json!("2026-03-12")));
    assert_eq!(
        manager.change(&moved, json!({"planned_on": "2026-02-26"})).await.expect(200)["tutor_id"],
        ada
    );
}

#[actix_web::test]
async fn a_change_of_employer_mid_year_loses_nothing_held() {
    let (world, story, contract) = a_signed_story("2026-02-20").await;
    let manager = world.manager();
    let reported = visits_of(&manager).await.remove(0);
    let before = manager.post(format!("{reported}/report"), a_report()).await.expect(200);
    manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    let employer = world.seed_employer("55208131766522");
    let tutor = world.seed_tutor(employer, "Hopper", "Grace");
    let next = json!({ "employer_id": employer, "tutor_id": tutor, "type_code": "23", "starts_on": "2026-03-02",
                       "previous_contract_id": contract.rsplit('/').next().unwrap() });
    signed(&manager, with(a_contract(&story), next), "2026-02-20").await;

    assert_eq!(
        manager.get(&reported).await.expect(200),
        before,
        "report, agreements and acknowledgements stay"
    );
    let remaining: Vec<Value> =
        all_visits(&manager).await.into_iter().filter(|visit| visit["state"] != "cancelled").collect();
    let slots = fields_of(&remaining, &["training_year", "ordinal", "state", "tutor_id"]);
    let (ada, grace) = (json!(story.tutor), json!(tutor));
    assert_eq!(
        slots,
        json!([
            [1, 1, "held", ada],
            [1, 2, "planned", grace],
            [2, 1, "planned", grace],
            [2, 2, "planned", grace]
        ])
    );
    let timeline = manager.get(format!("/v1/apprentices/{}/timeline", story.apprentice)).await.expect(200);
    let was_held = timeline["data"].as_array().unwrap().iter().any(|item| item["kind"] == "visit_held");
    assert!(was_held, "{timeline}");
    assert!(
        visits_of(&world.tutor(&json!({ "id": tutor }))).await.len() == 3,
        "the new tutor has those to come"
    );
}

#[actix_web::test]
async fn a_prolongation_adds_the_visits_of_the_year_repeated() {
    let (world, _, contract) = a_signed_story("2027-07-10").await;
    let manager = world.manager();
    let lines = json!([
        { "year": 1, "line": 1, "from_on": "2025-08-25", "to_on": "2027-08-24", "percent_hundredths": 10000, "base": "smic" },
        { "year": 2, "line": 1, "from_on": "2027-08-25", "to_on": "2028-08-24", "percent_hundredths": 10000, "base": "smic" }
    ]);
    let prolonged = json!({ "type_code": "33", "effective_on": "2027-08-25",
                            "changes": { "ends_on": "2028-08-24", "pay": { "lines": lines } } });
    let draft = manager.post(format!("{contract}/amendments"), prolonged).await.expect(201);
    let signature = format!("/v1/amendments/{}/signature", id_of(&draft));
    manager.post(signature, json!({ "signed_on": "2027-07-08" })).await.expect(200);
    let visits = all_visits(&manager).await;
    assert_eq!(
        fields_of(&visits[4..], &["training_year", "ordinal", "planned_on", "due_on"]),
        json!([[3, 1, "2027-11-24", "2028-02-23"], [3, 2, "2028-05-26", "2028-08-24"]])
    );
}

#[actix_web::test]
async fn no_visit_is_planned_on_the_days_of_a_mock_exam() {
    let world = World::on("2025-07-15").await;
    let manager = world.manager();
    let body = json!({ "programme": "bts-mco", "starts_on": "2025-08-25" });
    let cohort = id_of(&manager.post("/v1/cohorts", body).await.expect(201));
    let exams = manager.get(format!("/v1/mock-exams?cohort={cohort}")).await.expect(200);
    let days = json!({ "starts_on": "2026-05-25", "ends_on": "2026-05-29" });
    manager.change(format!("/v1/mock-exams/{}", id_of(&exams["data"][1])), days).await.expect(200);
    let story = world.story_in(cohort.parse().unwrap());
    signed(&manager, a_contract(&story), "2025-07-15").await;
    let visits = all_visits(&manager).await;
    assert_eq!(
        fields_of(&visits, &["planned_on"]),
        json!([["2025-11-24"], ["2026-06-01"], ["2026-11-23"], ["2027-05-25"]])
    );
}
