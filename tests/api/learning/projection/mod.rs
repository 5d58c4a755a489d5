//! Where an apprentice stands before the exam, and what is still needed.

use compagnon::schema::{events, journal_entries};
use diesel::prelude::*;
use reqwest::Method;
use serde_json::{Value, json};

use super::mock_exams::opened;
use crate::harness::{Person, Story, World, id_of};

/// A cohort that sits the exam of 2027, an apprentice, and the first two mock exams with their papers.
struct Sitting {
    world: World,
    story: Story,
    exams: Vec<String>,
}

async fn sitting() -> Sitting {
    sitting_on("2026-06-20").await
}

async fn sitting_on(day: &str) -> Sitting {
    let world = World::on(day).await;
    let (cohort, exams) = opened(&world).await;
    let story = world.story_in(cohort.parse().unwrap());
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    Sitting { world, story, exams }
}

impl Sitting {
    fn path(&self) -> String {
        format!("/v1/apprentices/{}/exam-projection", self.story.apprentice)
    }

    async fn mark(&self, exam: usize, marks: &[(&str, Value)]) {
        let trainer = self.world.trainer();
        let papers = trainer.get(&self.exams[exam]).await.expect(200)["papers"].clone();
        let of = |unit: &str| {
            papers.as_array().unwrap().iter().find(|paper| paper["unit_code"] == unit).unwrap()["id"].clone()
        };
        let entry = |(unit, said): &(&str, Value)| {
            let mut entry = json!({ "paper_id": of(unit), "enrolment_id": self.story.enrolment });
            match said {
                Value::String(status) => entry["status"] = json!(status),
                mark => {
                    entry["status"] = json!("marked");
                    entry["mark_hundredths"] = mark.clone();
                }
            }
            entry
        };
        let marks: Vec<Value> = marks.iter().map(entry).collect();
        let request = trainer.request(Method::PUT, format!("{}/marks", self.exams[exam]));
        trainer.send(request.json(&json!({ "marks": marks }))).await.expect(200);
    }

    async fn suppose(&self, person: &Person, body: Value) -> Value {
        person.post(format!("{}/what-if", self.path()), body).await.expect(200)
    }
}

fn unit<'a>(projection: &'a Value, code: &str) -> &'a Value {
    projection["units"].as_array().unwrap().iter().find(|unit| unit["unit_code"] == code).unwrap()
}

/// The grid of the worked cases, E1 to E8, in whole points.
fn grid(points: [i32; 8]) -> Value {
    let marks = (1..).zip(points);
    marks
        .map(|(rank, mark)| json!({ "unit_code": format!("E{rank}"), "mark_hundredths": mark * 100 }))
        .collect()
}

#[actix_web::test]
async fn without_a_mark_ten_is_needed_everywhere_and_nothing_is_decided() {
    let sitting = sitting().await;
    let found = sitting.world.trainer().get(sitting.path()).await.expect(200);
    assert_eq!((&found["mean_hundredths"], &found["mean_denominator"]), (&Value::Null, &json!(0)));
    assert_eq!((&found["outlook"], &found["reaches_pass_mark"]), (&json!("open"), &Value::Null));
    assert_eq!(found["needed_on_average"]["mark_hundredths"], 1000);
    assert_eq!(found["catch_up"]["status"], "unknown");
    assert_eq!((&found["exam_session"], &found["regulation"]["code"]), (&json!(2027), &json!("mco-2024")));
    assert_eq!(found["apprentice"]["family_name"], "Durand");
    let matters: Vec<&str> =
        found["rules"].as_array().unwrap().iter().map(|rule| rule["matter"].as_str().unwrap()).collect();
    assert_eq!(matters, ["award", "optional_unit", "kept_units", "absence", "catch_up"]);
    assert!(found["rules"][0]["source"].as_str().unwrap().contains("D643-22"));
    assert!(found["jury"].as_str().unwrap().contains("jury"));
    assert_eq!(unit(&found, "E1")["needed"]["at_least"]["mark_hundredths"], 0);
    assert_eq!(unit(&found, "E1")["needed"]["alone"]["mark_hundredths"], 1000);
}

#[actix_web::test]
async fn the_latest_mark_of_each_unit_counts_and_an_absence_says_nothing() {
    let sitting = sitting().await;
    let trainer = sitting.world.trainer();
    sitting.mark(0, &[("E1", json!(800)), ("E2", json!(1000)), ("E3", json!("exempt"))]).await;
    sitting.mark(1, &[("E1", json!(1100)), ("E2", json!("absent"))]).await;
    let found = trainer.get(sitting.path()).await.expect(200);
    assert_eq!(
        (&unit(&found, "E1")["mark_hundredths"], &unit(&found, "E2")["mark_hundredths"]),
        (&json!(1100), &json!(1000))
    );
    assert_eq!(unit(&found, "E1")["mock_exam_month_on"], "2026-06-01");
    assert_eq!(unit(&found, "E3")["standing"], "exempt");
    assert_eq!((&found["mean_numerator"], &found["mean_denominator"]), (&json!(480_000), &json!(450)));
    let first = sitting.exams[0].rsplit('/').next().unwrap();
    let only = trainer.get(format!("{}?mock_exam={first}", sitting.path())).await.expect(200);
    assert_eq!(unit(&only, "E1")["mark_hundredths"], 800);
    let nothing = trainer.get(format!("{}?marks=none", sitting.path())).await.expect(200);
    assert_eq!((&nothing["marks"], &nothing["mean_denominator"]), (&json!("none"), &json!(0)));
}

#[actix_web::test]
async fn the_worked_cases_are_supposed_and_nothing_is_kept_of_them() {
    let sitting = sitting().await;
    let trainer = sitting.world.trainer();
    let count = |world: &World| {
        let mut conn = world.database.connect();
        let lines: i64 = journal_entries::table.count().get_result(&mut conn).unwrap();
        let told: i64 = events::table.count().get_result(&mut conn).unwrap();
        (lines, told)
    };
    let before = count(&sitting.world);
    let passed = sitting.suppose(&trainer, json!({ "marks": grid([9, 12, 11, 8, 12, 11, 9, 10]) })).await;
    assert_eq!((&passed["outlook"], &passed["mean_numerator"]), (&json!("reached"), &json!(2_115_000)));
    assert_eq!(passed["catch_up"]["status"], "not_needed");
    let near = sitting.suppose(&trainer, json!({ "marks": grid([8, 11, 12, 9, 11, 10, 9, 10]) })).await;
    assert_eq!((&near["outlook"], &near["reaches_pass_mark"]), (&json!("open"), &json!(false)));
    assert_eq!(near["needed_on_average"]["reason"], "only_with_option");
    assert_eq!(unit(&near, "EF1")["needed"]["at_least"]["mark_hundredths"], 1450);
    assert_eq!(near["catch_up"]["status"], "open");
    assert_eq!(near["catch_up"]["orals"][0]["needed_hundredths"], 950);
    let mut without = grid([8, 11, 12, 9, 11, 10, 9, 10]);
    without.as_array_mut().unwrap().push(json!({ "unit_code": "EF1", "mark_hundredths": 0 }));
    let orals = sitting.suppose(&trainer, json!({ "marks": without })).await;
    assert_eq!((&orals["outlook"], &orals["catch_up"]["status"]), (&json!("only_by_orals"), &json!("open")));
    assert_eq!(orals["needed_on_average"]["reason"], "only_by_orals");
    let fourth = sitting.suppose(&trainer, json!({ "marks": grid([9, 10, 10, 9, 10, 10, 9, 10]) })).await;
    assert_eq!(fourth["catch_up"]["status"], "professional_too_low");
    assert_eq!(fourth["catch_up"]["professional_mean_hundredths"], 975);
    let after = trainer.get(sitting.path()).await.expect(200);
    assert_eq!((&after["mean_denominator"], count(&sitting.world)), (&json!(0), before));
}

#[actix_web::test]
async fn a_repeater_keeps_units_is_exempt_and_hears_what_remains() {
    let sitting = sitting().await;
    let trainer = sitting.world.trainer();
    let body = json!({
        "kept": [{ "unit_code": "E5", "mark_hundredths": 1200 }, { "unit_code": "E6", "mark_hundredths": 1100 }],
        "exempt": ["E2", "E3"],
        "marks": [{ "unit_code": "E1", "mark_hundredths": 700 }, { "unit_code": "E7", "absence": "justified" }],
    });
    let found = sitting.suppose(&trainer, body).await;
    assert_eq!(
        (&unit(&found, "E5")["standing"], &unit(&found, "E7")["standing"]),
        (&json!("kept"), &json!("absent_justified"))
    );
    // 1800 of coefficients: 18 000 asked, 900 × 3 known, 9000 over E4 and E8
    assert_eq!(found["needed_on_average"]["mark_hundredths"], 1500);
    let barred = json!({ "marks": [{ "unit_code": "E7", "absence": "unjustified" }] });
    let barred = sitting.suppose(&trainer, barred).await;
    assert_eq!((&barred["outlook"], &barred["catch_up"]["status"]), (&json!("barred"), &json!("barred")));
    let wrong = json!({
        "marks": [{ "unit_code": "E99", "mark_hundredths": 700 }],
        "kept": [{ "unit_code": "E5", "mark_hundredths": 900 }],
        "exempt": ["E5"],
    });
    trainer.post(format!("{}/what-if", sitting.path()), wrong).await.faults(&[
        ("/marks/0/unit_code", "exam_projection.unit_unknown"),
        ("/exempt/0", "exam_projection.unit_repeated"),
        ("/kept/0/mark_hundredths", "exam_projection.kept_too_low"),
    ]);
}

#[actix_web::test]
async fn a_projection_is_read_by_whoever_reads_the_marks_and_nobody_else() {
    let sitting = sitting().await;
    let world = &sitting.world;
    let student = world.student(&sitting.story.apprentice());
    for person in [world.manager(), world.tutor(&sitting.story.tutor()), world.client(&["mock_exams:read"])] {
        person.get(sitting.path()).await.expect(200);
        sitting.suppose(&person, json!({})).await;
    }
    student.get(sitting.path()).await.expect(200);
    sitting.suppose(&student, json!({ "exempt": ["E1"] })).await;
    let other = world.seed_apprentice("Martin", "Luc", "2006-01-01");
    let theirs = format!("/v1/apprentices/{other}/exam-projection");
    student.get(&theirs).await.refused_with(404, "apprentice.not_found");
    world.other_manager().get(sitting.path()).await.refused_with(404, "apprentice.not_found");
    world.manager().get(&theirs).await.refused_with(409, "exam_projection.not_enrolled");
    world.client(&["cohorts:read"]).get(sitting.path()).await.refused_with(403, "forbidden");
    let unknown = "019a0000-0000-7000-8000-000000000000";
    let named = |field: &str| format!("{}?{field}={unknown}", sitting.path());
    world.manager().get(named("enrolment")).await.refused_with(404, "enrolment.not_found");
    world.manager().get(named("mock_exam")).await.refused_with(404, "mock_exam.not_found");
}

/// The official exam as sent: two marks with a catch-up oral, an absence of force majeure, one without a reason, and
/// somebody who came and has no mark yet.
fn official(decision: Option<&str>) -> Value {
    json!({ "registered_on": "2026-11-05", "decision": decision, "decided_on": decision.map(|_| "2027-07-05"),
        "units": [{ "unit": "E1", "presence": "present", "mark_hundredths": 800, "catch_up_hundredths": 1100 },
                  { "unit": "E2", "presence": "present", "mark_hundredths": 999 },
                  { "unit": "E3", "presence": "absent_justified" },
                  { "unit": "E4", "presence": "absent" },
                  { "unit": "E5", "presence": "present" }] })
}

#[actix_web::test]
async fn official_marks_count_where_asked_and_only_for_those_who_read_them() {
    let sitting = sitting_on("2027-07-12").await;
    let world = &sitting.world;
    sitting.mark(0, &[("E1", json!(400))]).await;
    let asked = format!("{}?marks=official", sitting.path());
    let manager = world.manager();
    let none = manager.get(&asked).await.expect(200);
    assert_eq!((&none["marks"], &none["mean_denominator"]), (&json!("official"), &json!(0)));

    let exam = format!("/v1/enrolments/{}/exam-results/2027", sitting.story.enrolment);
    let entered = manager.put(&exam, "\"v0\"", official(None)).await;
    let (etag, entered) = (entered.etag(), entered.expect(200));
    let found = manager.get(&asked).await.expect(200);
    let told =
        |code: &str| (unit(&found, code)["standing"].clone(), unit(&found, code)["mark_hundredths"].clone());
    assert_eq!(told("E1"), (json!("marked"), json!(1100)));
    assert_eq!(told("E2"), (json!("marked"), json!(999)));
    assert_eq!(told("E3"), (json!("absent_justified"), Value::Null));
    assert_eq!((told("E4").0, told("E5").0), (json!("absent"), json!("remaining")));
    assert_eq!(unit(&found, "E1")["exam_result_id"], entered["id"]);
    assert_eq!((&unit(&found, "E1")["mock_exam_id"], &found["complete"]), (&Value::Null, &json!(false)));
    let supposed = json!({ "marks": [{ "unit_code": "E4", "mark_hundredths": 1200 }] });
    let what_if = format!("{}/what-if?marks=official", sitting.path());
    let supposed = manager.post(&what_if, supposed).await.expect(200);
    assert_eq!(
        (&unit(&supposed, "E4")["mark_hundredths"], &unit(&supposed, "E1")["mark_hundredths"]),
        (&json!(1200), &json!(1100))
    );

    let student = world.student(&sitting.story.apprentice());
    let before = student.get(&asked).await.expect(200);
    assert_eq!(unit(&before, "E1")["standing"], "remaining", "no mark before the jury");
    world.tutor(&sitting.story.tutor()).get(&asked).await.refused_with(403, "forbidden");
    world.client(&["mock_exams:read"]).get(&asked).await.refused_with(403, "forbidden");
    manager
        .patch(format!("/v1/exam-results/{}", id_of(&entered)), &etag, official(Some("postponed")))
        .await
        .expect(200);
    let after = student.get(&asked).await.expect(200);
    assert_eq!(unit(&after, "E1")["mark_hundredths"], 1100);
}
