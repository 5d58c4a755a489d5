//! Marks and results.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use compagnon::ids::EnrolmentId;
use compagnon::schema::{events, journal_entries};
use diesel::prelude::*;
use reqwest::Method;
use serde_json::{Value, json};

use super::exams::opened;
use crate::harness::{Person, Reply, Story, World, id_of, without_people};

/// A first mock exam, its papers and one apprentice who sits it.
struct Sitting {
    world: World,
    story: Story,
    exam: String,
    papers: Vec<Value>,
}

async fn sitting() -> Sitting {
    let world = World::on("2026-03-20").await;
    let (cohort, exams) = opened(&world).await;
    let story = world.story_in(cohort.parse().unwrap());
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let exam = exams[0].clone();
    let papers = world.manager().get(&exam).await.expect(200)["papers"].as_array().unwrap().clone();
    Sitting { world, story, exam, papers }
}

async fn enter(person: &Person, exam: &str, marks: &[Value]) -> Reply {
    let request = person.request(Method::PUT, format!("{exam}/marks"));
    person.send(request.json(&json!({ "marks": marks }))).await
}

impl Sitting {
    fn entry(&self, unit: &str, status: &str, mark: Option<i32>) -> Value {
        self.entry_of(self.story.enrolment, unit, status, mark)
    }

    fn entry_of(&self, enrolment: EnrolmentId, unit: &str, status: &str, mark: Option<i32>) -> Value {
        let paper =
            self.papers.iter().find(|paper| paper["unit_code"] == unit).expect("a paper of this unit");
        json!({ "paper_id": paper["id"], "enrolment_id": enrolment, "status": status, "mark_hundredths": mark })
            .as_object()
            .map(|entry| entry.iter().filter(|(_, value)| !value.is_null()))
            .map(|stored| Value::Object(stored.map(|(field, value)| (field.clone(), value.clone())).collect()))
            .expect("an entry")
    }

    /// The grid of domain 8.4, in whole points, E1 to E8 of the regulation of 2024.
    fn grid(&self, points: [i32; 8]) -> Vec<Value> {
        (1..)
            .zip(points)
            .map(|(unit, mark)| self.entry(&format!("E{unit}"), "marked", Some(mark * 100)))
            .collect()
    }

    async fn result(&self, person: &Person) -> Value {
        person.get(format!("{}/results", self.exam)).await.expect(200)["data"][0].clone()
    }
}

#[actix_web::test]
async fn the_worked_examples_of_the_grid_come_out_exact() {
    let sitting = sitting().await;
    let trainer = sitting.world.trainer();
    let cases = [
        ([9, 12, 11, 8, 12, 11, 9, 10], None, 1007, 2_115_000),
        ([8, 11, 12, 9, 11, 10, 9, 10], None, 979, 2_055_000),
        ([8, 11, 12, 9, 11, 10, 9, 10], Some(1500), 1002, 2_105_000),
        ([9, 10, 10, 9, 10, 10, 9, 10], Some(900), 957, 2_010_000),
    ];
    for (points, optional, rounded, numerator) in cases {
        let mut marks = sitting.grid(points);
        marks.extend(optional.map(|mark| sitting.entry("EF1", "marked", Some(mark))));
        enter(&trainer, &sitting.exam, &marks).await.expect(200);
        let result = sitting.result(&trainer).await;
        assert_eq!(
            (
                &result["mean_hundredths"],
                &result["mean_numerator"],
                &result["mean_denominator"],
                &result["complete"]
            ),
            (&json!(rounded), &json!(numerator), &json!(2100), &json!(true)),
            "{points:?}"
        );
        assert_eq!(result["family_name"], "Durand");
        assert!(result.get("rank").is_none());
    }
}

#[actix_web::test]
async fn absent_is_not_zero_and_exempt_is_not_absent() {
    let sitting = sitting().await;
    let trainer = sitting.world.trainer();
    let nothing = sitting.result(&trainer).await;
    assert_eq!((&nothing["mean_hundredths"], &nothing["complete"]), (&Value::Null, &json!(false)));
    assert_eq!(nothing["missing_units"].as_array().unwrap().len(), 8);
    let marks = [
        sitting.entry("E1", "marked", Some(1200)),
        sitting.entry("E2", "exempt", None),
        sitting.entry("E4", "absent", None),
        sitting.entry("E5", "marked", Some(0)),
    ];
    enter(&trainer, &sitting.exam, &marks).await.expect(200);
    let result = sitting.result(&trainer).await;
    assert_eq!((&result["mean_hundredths"], &result["mean_denominator"]), (&json!(600), &json!(600)));
    assert_eq!(result["complete"], false);
    assert_eq!((&result["absent_units"], &result["exempt_units"]), (&json!(["E4"]), &json!(["E2"])));
    assert_eq!(result["missing_units"], json!(["E3", "E6", "E7", "E8"]));
}

#[actix_web::test]
async fn everything_wrong_with_a_batch_is_told_at_once_and_nothing_is_saved() {
    let sitting = sitting().await;
    let trainer = sitting.world.trainer();
    let list = trainer.get("/v1/mock-exams").await.expect(200);
    let second = trainer.get(format!("/v1/mock-exams/{}", id_of(&list["data"][1]))).await.expect(200);
    let elsewhere = sitting.world.seed_cohort("2024-08-26", "2026-08-25");
    let apprentice = sitting.world.seed_apprentice("Martin", "Luc", "2006-01-01");
    let foreign = sitting.world.seed_enrolment(apprentice, elsewhere);
    let mut of_another_exam = sitting.entry("E1", "marked", Some(1000));
    of_another_exam["paper_id"] = second["papers"][0]["id"].clone();
    let marks = [
        sitting.entry("E1", "marked", Some(1000)),
        of_another_exam,
        sitting.entry_of(foreign, "E1", "marked", Some(1000)),
        sitting.entry("E2", "marked", None),
        sitting.entry("E3", "absent", Some(0)),
        sitting.entry("E4", "exempt", Some(1200)),
        sitting.entry("E1", "marked", Some(1100)),
    ];
    enter(&trainer, &sitting.exam, &marks).await.faults(&[
        ("/marks/1/paper_id", "paper.unknown"),
        ("/marks/2/enrolment_id", "enrolment.unknown"),
        ("/marks/3/mark_hundredths", "mark.missing"),
        ("/marks/4/mark_hundredths", "mark.unexpected"),
        ("/marks/5/mark_hundredths", "mark.unexpected"),
        ("/marks/6", "mark.repeated"),
    ]);
    let high = [sitting.entry("E1", "marked", Some(2001)), sitting.entry("E2", "marked", Some(-1))];
    let bounds = enter(&trainer, &sitting.exam, &high).await;
    bounds.faults(&[("/marks/0/mark_hundredths", "too_large"), ("/marks/1/mark_hundredths", "too_small")]);
    enter(&trainer, &sitting.exam, &[]).await.faults(&[("/marks", "too_few")]);
    let many = vec![sitting.entry("E1", "absent", None); 501];
    enter(&trainer, &sitting.exam, &many).await.faults(&[("/marks", "too_many")]);
    assert_eq!(trainer.get(format!("{}/marks", sitting.exam)).await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn the_same_marks_twice_change_nothing_and_a_stale_one_is_refused() {
    let sitting = sitting().await;
    let trainer = sitting.world.trainer();
    let mut marks = sitting.grid([9, 12, 11, 8, 12, 11, 9, 10]);
    let first = enter(&trainer, &sitting.exam, &marks).await.expect(200);
    assert_eq!((&first["entered"], &first["unchanged"]), (&json!(8), &json!(0)));
    let second = enter(&trainer, &sitting.exam, &marks).await.expect(200);
    assert_eq!(
        (&second["entered"], &second["unchanged"], &second["data"]),
        (&json!(0), &json!(8), &first["data"])
    );
    marks[0]["mark_hundredths"] = json!(1000);
    marks[0]["version"] = json!(1);
    let third = enter(&trainer, &sitting.exam, &marks).await.expect(200);
    assert_eq!((&third["entered"], &third["data"][0]["version"]), (&json!(1), &json!(2)));
    assert_eq!(third["data"][0]["id"], first["data"][0]["id"]);
    marks[0]["mark_hundredths"] = json!(1100);
    marks[1]["mark_hundredths"] = json!(1);
    let problem = enter(&trainer, &sitting.exam, &marks).await.refused_with(409, "mark.stale");
    assert!(problem["detail"].as_str().unwrap().contains("/marks/0"), "{problem}");
    let absent = [
        json!({ "version": 1, "status": "absent", "paper_id": sitting.papers[8]["id"], "enrolment_id": sitting.story.enrolment }),
    ];
    enter(&trainer, &sitting.exam, &absent).await.refused_with(409, "mark.stale");
    let stored = trainer.get(format!("{}/marks?limit=200", sitting.exam)).await.expect(200);
    assert_eq!(
        (&stored["data"][0]["mark_hundredths"], &stored["data"][1]["mark_hundredths"]),
        (&json!(1000), &json!(1200))
    );

    let mut conn = sitting.world.database.connect();
    let shown: i64 =
        events::table.filter(events::kind.eq("mark.entered")).count().get_result(&mut conn).unwrap();
    let lines = journal_entries::table.filter(journal_entries::act.eq("EnterMark"));
    let written: i64 = lines.count().get_result(&mut conn).unwrap();
    assert_eq!((shown, written), (9, 9));
}

#[actix_web::test]
async fn a_single_mark_is_corrected_on_its_version() {
    let sitting = sitting().await;
    let trainer = sitting.world.trainer();
    let entered =
        enter(&trainer, &sitting.exam, &[sitting.entry("E1", "marked", Some(900))]).await.expect(200);
    let path = format!("/v1/mock-exam-marks/{}", id_of(&entered["data"][0]));
    let corrected = trainer.change(&path, json!({ "mark_hundredths": 950, "remark": "Recompté" })).await;
    assert_eq!(corrected.etag(), "\"v2\"");
    assert_eq!(corrected.expect(200)["remark"], "Recompté");
    trainer
        .patch(&path, "\"v1\"", json!({ "mark_hundredths": 1 }))
        .await
        .refused_with(412, "precondition.stale");
    let unsaid = trainer.request(Method::PATCH, &path).json(&json!({ "mark_hundredths": 1 }));
    trainer.send(unsaid).await.refused_with(428, "precondition.required");
    trainer
        .change(&path, json!({ "status": "absent" }))
        .await
        .faults(&[("/mark_hundredths", "mark.unexpected")]);
    trainer
        .change(&path, json!({ "mark_hundredths": null }))
        .await
        .faults(&[("/mark_hundredths", "mark.missing")]);
    let absent =
        trainer.change(&path, json!({ "status": "absent", "mark_hundredths": null })).await.expect(200);
    assert_eq!((&absent["status"], &absent["mark_hundredths"]), (&json!("absent"), &Value::Null));
    trainer
        .get("/v1/mock-exam-marks/019a0000-0000-7000-8000-000000000000")
        .await
        .refused_with(404, "mark.not_found");
}

#[actix_web::test]
async fn a_mock_exam_is_not_marked_before_its_first_day() {
    let sitting = sitting().await;
    let trainer = sitting.world.trainer();
    let mark = [sitting.entry("E1", "marked", Some(900))];
    trainer.change(&sitting.exam, json!({ "starts_on": "2026-03-21" })).await.expect(200);
    enter(&trainer, &sitting.exam, &mark).await.refused_with(409, "mock_exam.too_early");
    trainer.change(&sitting.exam, json!({ "starts_on": "2026-03-20" })).await.expect(200);
    enter(&trainer, &sitting.exam, &mark).await.expect(200);
    let list = trainer.get("/v1/mock-exams").await.expect(200);
    let june = format!("/v1/mock-exams/{}", id_of(&list["data"][1]));
    enter(&trainer, &june, &mark).await.refused_with(409, "mock_exam.too_early");
}

#[actix_web::test]
async fn a_cancelled_mock_exam_takes_no_marks_and_a_marked_one_is_not_cancelled() {
    let sitting = sitting().await;
    let trainer = sitting.world.trainer();
    let mark = [sitting.entry("E1", "marked", Some(900))];
    enter(&trainer, &sitting.exam, &mark).await.expect(200);
    let cancelling = trainer.post(format!("{}/cancellation", sitting.exam), json!({})).await;
    cancelling.refused_with(409, "mock_exam.has_marks");
    let second = id_of(&trainer.get("/v1/mock-exams").await.expect(200)["data"][1]);
    let second = format!("/v1/mock-exams/{second}");
    trainer.post(format!("{second}/cancellation"), json!({})).await.expect(200);
    enter(&trainer, &second, &mark).await.refused_with(409, "mock_exam.cancelled");
}

#[actix_web::test]
async fn tutors_see_their_apprentices_marks_and_students_their_own() {
    let sitting = sitting().await;
    let world = &sitting.world;
    let trainer = world.trainer();
    let luc = world.seed_apprentice("Martin", "Luc", "2006-01-01");
    let his = world.seed_enrolment(luc, sitting.story.cohort);
    let marks = [sitting.entry("E1", "marked", Some(900)), sitting.entry_of(his, "E1", "marked", Some(1500))];
    let entered = enter(&trainer, &sitting.exam, &marks).await.expect(200);
    let path = format!("{}/marks", sitting.exam);
    let (hers, of_luc) = (&entered["data"][0], &entered["data"][1]);
    let his_mark = format!("/v1/mock-exam-marks/{}", id_of(of_luc));

    let names = |results: &Value| -> Vec<Value> {
        results["data"].as_array().unwrap().iter().map(|one| one["family_name"].clone()).collect()
    };
    let results = format!("{}/results", sitting.exam);
    assert_eq!(names(&trainer.get(&results).await.expect(200)), [json!("Durand"), json!("Martin")]);
    let first_page = trainer.get(format!("{results}?limit=1")).await.expect(200);
    let cursor = first_page["next_cursor"].as_str().unwrap();
    let second_page = trainer.get(format!("{results}?limit=1&cursor={cursor}")).await.expect(200);
    assert_eq!(names(&second_page), [json!("Martin")]);
    let listed = trainer.get(format!("{path}?enrolment={his}")).await.expect(200);
    assert_eq!(without_people(&listed["data"][0]), *of_luc);

    world.database_says("UPDATE mock_exams SET state = 'released', released_at = now() WHERE ordinal = 1");
    for person in [world.tutor(&sitting.story.tutor()), world.student(&sitting.story.apprentice())] {
        let listed = person.get(&path).await.expect(200);
        assert_eq!(
            (listed["data"].as_array().map(Vec::len), without_people(&listed["data"][0])),
            (Some(1), hers.clone())
        );
        assert_eq!(names(&person.get(&results).await.expect(200)), [json!("Durand")]);
        person.get(&his_mark).await.refused_with(404, "mark.not_found");
        enter(&person, &sitting.exam, &marks).await.refused_with(403, "forbidden");
    }
    let stranger = world.other_manager();
    stranger.get(&path).await.refused_with(404, "mock_exam.not_found");
    stranger.get(&results).await.refused_with(404, "mock_exam.not_found");
    enter(&stranger, &sitting.exam, &marks).await.refused_with(404, "mock_exam.not_found");
    stranger
        .patch(&his_mark, "\"v1\"", json!({ "mark_hundredths": 0 }))
        .await
        .refused_with(404, "mark.not_found");
}

#[actix_web::test]
async fn results_tell_a_machine_of_names_with_the_scope_of_apprentices_only() {
    let sitting = sitting().await;
    let luc = sitting.world.seed_apprentice("Martin", "Luc", "2006-01-01");
    sitting.world.seed_enrolment(luc, sitting.story.cohort);
    let whole = sitting.world.client(&["mock_exams:read", "apprentices:read"]);
    let results = format!("{}/results", sitting.exam);
    let named = whole.get(&results).await.expect(200);
    let machine = sitting.world.client(&["mock_exams:read"]);
    let first = machine.get(format!("{results}?limit=1")).await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let place = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).unwrap()).unwrap();
    let second = machine.get(format!("{results}?limit=1&cursor={cursor}")).await.expect(200);
    for (page, rank) in [(&first, 0), (&second, 1)] {
        let (told, row) = (&named["data"][rank], &page["data"][0]);
        assert_eq!((&row["family_name"], &row["given_name"]), (&Value::Null, &Value::Null));
        assert_eq!(row["enrolment_id"], told["enrolment_id"]);
        let name = told["family_name"].as_str().unwrap().to_lowercase();
        assert!(!place.to_lowercase().contains(&name), "{place}");
    }
}
