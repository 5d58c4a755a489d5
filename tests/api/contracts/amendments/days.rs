//! An amendment changes nothing before its day: pay, public holidays, deposits, who is told, the form first signed.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, signed, with};
use crate::harness::{Person, World, id_of};

const MAYOTTE: &str = "97600";

/// Months of prolongation, of a change of pay or of place, signed on a day.
async fn amended(by: &Person, contract: &str, body: Value, signed_on: &str) -> Value {
    let draft = id_of(&by.post(format!("{contract}/amendments"), body).await.expect(201));
    by.post(format!("/v1/amendments/{draft}/signature"), json!({ "signed_on": signed_on })).await.expect(200)
}

fn line(from_on: &str, to_on: &str, percent_hundredths: i32, base: &str) -> Value {
    let year = 1 + i32::from(from_on >= "2026-08-25") + i32::from(from_on >= "2027-08-25");
    json!({ "year": year, "line": 1 + i32::from(from_on == "2026-02-01"), "from_on": from_on, "to_on": to_on,
            "percent_hundredths": percent_hundredths, "base": base })
}

/// First day, year, minimum and pay owed of each segment that begins before a day.
async fn paid_before(by: &Person, contract: &str, day: &str) -> Vec<Value> {
    let schedule = by.get(format!("{contract}/pay-schedule")).await.expect(200);
    let before = schedule["segments"].as_array().unwrap().iter();
    let before = before.filter(|one| one["from_on"].as_str().unwrap() < day);
    before
        .map(|one| {
            json!([one["from_on"], one["year"], one["legal_percent_hundredths"], one["minimum_cents"]])
        })
        .collect()
}

async fn deadline(by: &Person, contract: &str, code: &str) -> Value {
    let clock = by.get(format!("{contract}/clock")).await.expect(200);
    let deadlines = clock["data"].as_array().unwrap();
    deadlines.iter().find(|one| one["code"] == code).cloned().unwrap()
}

/// What a deadline says whatever the day it is read on.
fn lasting(deadline: &Value) -> [Value; 4] {
    ["due_on", "label", "computation", "rule"].map(|field| deadline[field].clone())
}

#[actix_web::test]
async fn a_prolongation_leaves_the_years_before_it_as_they_were_paid() {
    let world = World::on("2025-11-01").await;
    let (manager, mut story) = (world.manager(), world.story());
    story.apprentice = world.seed_apprentice("Mercier", "Inès", "2004-05-20");
    story.enrolment = world.seed_enrolment(story.apprentice, story.cohort);
    let mut body = with(a_contract(&story), json!({ "starts_on": "2025-11-10" }));
    let legal =
        [line("2025-11-10", "2026-08-24", 5300, "smic"), line("2026-08-25", "2027-08-24", 6100, "smic")];
    body["pay"]["lines"] = json!(legal);
    let contract = signed(&manager, body, "2025-11-01").await;
    let before = paid_before(&manager, &contract, "2027-08-25").await;
    assert_eq!(before[3], json!(["2026-08-25", 2, 6100, 113_889]));

    world.clock.advance_days(620);
    let manager = world.manager();
    let table = [legal[0].clone(), legal[1].clone(), line("2027-08-25", "2028-08-24", 6100, "smic")];
    let prolonged = json!({ "type_code": "33", "effective_on": "2027-08-24",
        "changes": { "ends_on": "2028-08-24", "pay": { "lines": table } } });
    amended(&manager, &contract, prolonged, "2027-07-10").await;
    assert_eq!(paid_before(&manager, &contract, "2027-08-25").await, before);
    let after = paid_before(&manager, &contract, "2028-12-31").await;
    assert!(after.iter().all(|one| one[1].as_i64() < Some(3)), "{after:?}");
}

#[actix_web::test]
async fn a_conventional_minimum_and_a_table_hold_from_the_day_of_the_amendment() {
    let world = World::on("2025-07-10").await;
    let (manager, mut story) = (world.manager(), world.story());
    story.apprentice = world.seed_apprentice("Mercier", "Inès", "2004-05-20");
    story.enrolment = world.seed_enrolment(story.apprentice, story.cohort);
    let mut body = a_contract(&story);
    let second_year = line("2026-08-25", "2027-08-24", 6100, "smic");
    body["pay"]["lines"] = json!([line("2025-08-25", "2026-08-24", 5300, "smic"), second_year]);
    let contract = signed(&manager, body, "2025-07-10").await;
    world.clock.advance_days(190);
    let manager = world.manager();
    let table = |first: i32| {
        json!({ "conventional_minimum_cents": 200_000, "lines": [
            line("2025-08-25", "2026-01-31", first, "smic"), line("2026-02-01", "2026-08-24", 5300, "smc"),
            line("2026-08-25", "2027-08-24", 6100, "smc")] })
    };
    let amendment =
        |pay: Value| json!({ "type_code": "36", "effective_on": "2026-02-01", "changes": { "pay": pay } });
    let rewriting = manager.post(format!("{contract}/amendments"), amendment(table(6000))).await.expect(201);
    let warnings = rewriting["warnings"].as_array().unwrap();
    let told = warnings.iter().find(|one| one["code"] == "pay.line_rewrites_past").unwrap();
    assert_eq!(told["pointer"], "/changes/pay/lines/0/percent_hundredths");
    amended(&manager, &contract, amendment(table(5300)), "2026-01-10").await;

    let schedule = manager.get(format!("{contract}/pay-schedule")).await.expect(200);
    let owed: Vec<Value> = schedule["segments"].as_array().unwrap()[..3]
        .iter()
        .map(|one| json!([one["from_on"], one["due_cents"], one["base"]]))
        .collect();
    assert_eq!(
        json!(owed),
        json!([
            ["2025-08-25", 95_496, "smic"],
            ["2026-01-01", 96_621, "smic"],
            ["2026-02-01", 106_000, "smc"]
        ])
    );
}

#[actix_web::test]
async fn another_place_of_work_counts_from_its_day_only() {
    let world = World::on("2026-03-25").await;
    let (manager, story) = (world.manager(), world.story());
    let body = with(
        a_contract(&story),
        json!({ "type_code": "23", "starts_on": "2026-04-01",
        "previous_contract_number": "010202310001351", "ends_on": "2027-08-24" }),
    );
    let contract = signed(&manager, body, "2026-03-25").await;
    let deposit = deadline(&manager, &contract, "deposit").await;
    assert_eq!(deposit["due_on"], "2026-04-08", "Easter Monday is off everywhere");
    let paid = paid_before(&manager, &contract, "2026-06-15").await;
    world.clock.advance_days(60);
    let manager = world.manager();
    let moved = json!({ "type_code": "37", "effective_on": "2026-06-15",
        "changes": { "work": { "place": { "name": "Entrepôt", "postal_code": MAYOTTE } } } });
    amended(&manager, &contract, moved, "2026-05-20").await;
    assert_eq!(lasting(&deadline(&manager, &contract, "deposit").await), lasting(&deposit));
    assert_eq!(paid_before(&manager, &contract, "2026-06-15").await, paid);
    let schedule = manager.get(format!("{contract}/pay-schedule?as_of=2026-06-15")).await.expect(200);
    assert_eq!(schedule["territory"], "mayotte");
    let current = schedule["segments"].as_array().unwrap().iter().find(|one| one["current"] == true).unwrap();
    assert_eq!((&current["from_on"], &current["smic_hourly_cents"]), (&json!("2026-06-15"), &json!(956)));
}

#[actix_web::test]
async fn a_public_employer_to_come_changes_neither_the_deposit_made_nor_the_form_signed() {
    let world = World::on("2025-07-10").await;
    let (manager, story) = (world.manager(), world.story());
    let contract = signed(&manager, a_contract(&story), "2025-07-10").await;
    let deposit = deadline(&manager, &contract, "deposit").await;
    let form = manager.get(format!("{contract}/form")).await.expect(200);
    let town = world.seed_employer("35600000000048");
    world.database_says("UPDATE employers SET kind_code = '22' WHERE siret = '35600000000048'");
    let clerk = world.seed_tutor(town, "Curie", "Marie");
    world.clock.advance_days(200);
    let manager = world.manager();
    let taken_over = json!({ "type_code": "31", "effective_on": "2026-09-01",
        "changes": { "employer_id": town, "tutor_id": clerk, "tutor_attested": true } });
    amended(&manager, &contract, taken_over, "2026-01-20").await;
    assert_eq!(lasting(&deadline(&manager, &contract, "deposit").await), lasting(&deposit));
    let sections = |form: &Value| form["sections"].clone();
    assert_eq!(sections(&manager.get(format!("{contract}/form")).await.expect(200)), sections(&form));
    let sent = deadline(&manager, &contract, "amendment_deposit").await;
    assert!(sent["label"].as_str().unwrap().contains("DDETS"), "{sent}");

    // until that day, the company is where it was, for whoever looks
    let there = |on: &str| format!("/v1/sites/{}/whereabouts?on={on}", world.site());
    let names = async |on: &str| manager.get(there(on)).await.expect(200)["data"][0]["employer_id"].clone();
    assert_eq!(names("2026-08-26").await, json!(story.employer));
    assert_eq!(names("2026-09-02").await, json!(town));
    for employer in [json!(story.employer), json!(town)] {
        let listed = manager.get(format!("/v1/contracts?employer={}", employer.as_str().unwrap())).await;
        assert_eq!(listed.expect(200)["data"].as_array().unwrap().len(), 1, "{employer}");
    }
}
