//! Units that are not sat again: kept marks and exemptions, recorded, corrected, taken back; what counts them.

use reqwest::Method;
use serde_json::{Value, json};

use super::mock_exams::opened;
use super::sittings::{Held, oral, written};
use crate::harness::{Story, World, id_of};

/// A kept mark, as sent.
fn kept(unit: &str, mark: i32) -> Value {
    json!({ "unit_code": unit, "kind": "kept", "mark_hundredths": mark, "acquired_on": "2025-07-04",
            "granted_by": "Rectorat de l'académie de Reims", "granted_on": "2025-11-14" })
}

/// An exemption, as sent.
fn exempt(unit: &str) -> Value {
    json!({ "unit_code": unit, "kind": "exempt", "ground": "Titulaire d'une licence de lettres",
            "granted_by": "Rectorat de l'académie de Reims", "granted_on": "2025-11-14",
            "document_reference": "Décision 2025-118" })
}

/// An apprentice of a cohort that sits the exam of 2027, their contract signed.
async fn repeater() -> (World, Story, String, Vec<String>) {
    let world = World::on("2026-06-20").await;
    let (cohort, exams) = opened(&world).await;
    let story = world.story_in(cohort.parse().unwrap());
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let path = format!("/v1/enrolments/{}/kept-units", story.enrolment);
    (world, story, path, exams)
}

fn unit<'a>(projection: &'a Value, code: &str) -> &'a Value {
    projection["units"].as_array().unwrap().iter().find(|unit| unit["unit_code"] == code).unwrap()
}

#[actix_web::test]
async fn the_projection_counts_what_is_kept_and_leaves_out_what_is_dispensed_with() {
    let (world, story, path, _) = repeater().await;
    let (manager, tutor) = (world.manager(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    let recorded = manager.post(&path, kept("E5", 1250)).await.expect(201);
    assert_eq!(
        (&recorded["kind_label"], &recorded["last_session"]),
        (&json!("Note conservée"), &json!(2030))
    );
    assert_eq!(
        (&recorded["counts"], &recorded["apprentice"]["family_name"]),
        (&json!(true), &json!("Durand"))
    );
    manager.post(&path, exempt("E1")).await.expect(201);
    let projection = format!("/v1/apprentices/{}/exam-projection", story.apprentice);
    for person in [&manager, &tutor, &student] {
        let found = person.get(&projection).await.expect(200);
        let (five, one) = (unit(&found, "E5"), unit(&found, "E1"));
        assert_eq!((&five["standing"], &five["mark_hundredths"]), (&json!("kept"), &json!(1250)));
        assert_eq!((&five["kept_unit_id"], &one["standing"]), (&recorded["id"], &json!("exempt")));
        assert_eq!((&found["mean_numerator"], &found["mean_denominator"]), (&json!(375_000), &json!(300)));
        assert_eq!(person.get(&path).await.expect(200)["data"].as_array().unwrap().len(), 2);
    }
    // renounced in what is supposed: the unit is to be sat again
    let renounced = json!({ "marks": [{ "unit_code": "E5" }] });
    let found = student.post(format!("{projection}/what-if"), renounced).await.expect(200);
    assert_eq!(
        (&unit(&found, "E5")["standing"], &unit(&found, "E5")["kept_unit_id"]),
        (&json!("remaining"), &Value::Null)
    );
    world.trainer().post(&path, kept("E6", 1250)).await.refused_with(403, "forbidden");
    student.post(&path, kept("E6", 1250)).await.refused_with(403, "forbidden");
    world.other_manager().get(&path).await.refused_with(404, "enrolment.not_found");
}

#[actix_web::test]
async fn a_unit_is_corrected_and_taken_back_and_the_mark_of_the_mock_exam_counts_again() {
    let (world, story, path, _) = repeater().await;
    let manager = world.manager();
    let one = format!("/v1/kept-units/{}", id_of(&manager.post(&path, kept("E5", 1250)).await.expect(201)));
    let changed = manager.change(&one, json!({ "mark_hundredths": 1300 })).await.expect(200);
    assert_eq!((&changed["mark_hundredths"], &changed["version"]), (&json!(1300), &json!(2)));
    let turned = json!({ "kind": "exempt" });
    manager.change(&one, turned).await.faults(&[
        ("/mark_hundredths", "kept_unit.facts_of_its_kind"),
        ("/acquired_on", "kept_unit.facts_of_its_kind"),
        ("/ground", "kept_unit.facts_of_its_kind"),
    ]);
    let reason = json!({ "reason": "Relevé d'une autre candidate" });
    let taken = manager.post(format!("{one}/withdrawal"), reason).await.expect(201);
    let projection = format!("/v1/apprentices/{}/exam-projection", story.apprentice);
    assert_eq!(unit(&manager.get(&projection).await.expect(200), "E5")["standing"], "remaining");
    manager.post(format!("/v1/withdrawals/{}/restoration", id_of(&taken)), json!({})).await.expect(200);
    assert_eq!(unit(&manager.get(&projection).await.expect(200), "E5")["mark_hundredths"], 1300);
}

#[actix_web::test]
async fn what_may_not_be_kept_is_refused_with_what_may() {
    let (world, _, path, _) = repeater().await;
    let manager = world.manager();
    let unknown = manager.post(&path, kept("U41", 1200)).await;
    let told = unknown.faults(&[("/unit_code", "kept_unit.unit_unknown")]);
    assert!(told["errors"][0]["message"].as_str().unwrap().contains("E1, E2, E3"), "{told}");
    manager.post(&path, kept("E5", 999)).await.faults(&[("/mark_hundredths", "kept_unit.mark_too_low")]);
    let mut old = kept("E5", 1200);
    old["acquired_on"] = json!("2021-07-06");
    manager.post(&path, old).await.faults(&[("/acquired_on", "kept_unit.expired")]);
    let mut both = kept("E5", 1200);
    both["ground"] = json!("Titulaire d'un BTS");
    manager.post(&path, both).await.faults(&[("/ground", "kept_unit.facts_of_its_kind")]);
    manager.post(&path, kept("E5", 1200)).await.expect(201);
    let twice = manager.post(&path, exempt("E5")).await.refused_with(409, "kept_unit.unit_taken");
    assert!(twice["detail"].as_str().unwrap().contains("note conservée"), "{twice}");
    let other = format!("/v1/kept-units/{}", id_of(&manager.post(&path, exempt("E1")).await.expect(201)));
    manager.change(&other, json!({ "unit_code": "E5" })).await.refused_with(409, "kept_unit.unit_taken");
}

#[actix_web::test]
async fn who_keeps_a_unit_is_not_expected_at_its_paper_unless_asked() {
    let held = Held::with(3).await;
    let manager = held.world.manager();
    for (rank, fact) in [kept("E1", 1100), exempt("E3")].into_iter().enumerate() {
        let path = format!("/v1/enrolments/{}/kept-units", held.enrolments[rank]);
        manager.post(path, fact).await.expect(201);
    }
    let mut asked = written("2026-03-18", "Salle 12");
    asked["apart"] = json!([{ "enrolment_id": held.enrolments[0], "presence": "expected" }]);
    let days = json!([written("2026-03-16", "Salle 12"), oral("2026-03-17", "Salle 14"), asked]);
    let planned = held.plan(days).await;
    let presence = |sitting: usize, candidate: usize| {
        let mut slots = planned[sitting]["slots"].as_array().unwrap().iter();
        slots.find(|slot| slot["enrolment_id"] == held.enrolments[candidate]).unwrap()["presence"].clone()
    };
    assert_eq!((presence(0, 0), presence(0, 1)), (json!("kept"), json!("expected")));
    assert_eq!((presence(1, 0), presence(1, 1)), (json!("expected"), json!("exempt")));
    assert_eq!((presence(2, 0), presence(2, 2)), (json!("expected"), json!("expected")));
    let sheet = manager.get(format!("{}/mark-sheet", held.exam)).await.expect(200);
    let mut lines = sheet["data"].as_array().unwrap().iter();
    let line = lines.find(|line| line["enrolment_id"] == held.enrolments[0]).unwrap();
    assert_eq!((line["not_sat"].as_array().unwrap().len(), &line["not_sat"][0]["why"]), (1, &json!("kept")));
}

#[actix_web::test]
async fn marks_are_complete_without_one_at_a_unit_that_is_kept() {
    let (world, story, path, exams) = repeater().await;
    let (trainer, manager) = (world.trainer(), world.manager());
    let papers = trainer.get(&exams[0]).await.expect(200)["papers"].clone();
    let compulsory = papers.as_array().unwrap().iter().filter(|paper| paper["optional"] == false);
    let sat = compulsory.filter(|paper| paper["unit_code"] != "E5");
    let entry = |paper: &Value| json!({ "paper_id": paper["id"], "enrolment_id": story.enrolment, "status": "marked", "mark_hundredths": 1100 });
    let marks: Vec<Value> = sat.map(entry).collect();
    trainer.post(format!("{}/holding", exams[0]), json!({})).await.expect(200);
    let request = trainer.request(Method::PUT, format!("{}/marks", exams[0]));
    trainer.send(request.json(&json!({ "marks": marks }))).await.expect(200);
    let marking = format!("{}/marking", exams[0]);
    trainer.post(&marking, json!({})).await.refused_with(409, "mock_exam.marks_missing");
    manager.post(&path, kept("E5", 1250)).await.expect(201);
    trainer.post(&marking, json!({})).await.expect(200);
}
