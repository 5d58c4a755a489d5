//! Papers marked by two people: near enough they agree, far apart they settle, and nothing is released before.

use reqwest::Method;
use serde_json::{Value, json};

use super::results::{ALL_UNITS, Class};
use crate::harness::{Reply, id_of};

/// A class of two whose first paper two people mark.
async fn marked_twice() -> Class {
    let class = Class::of(2).await;
    let chosen = json!({ "papers": [{ "unit_code": "E1" }] });
    let path = format!("{}/double-marking", class.exams[0]);
    let trainer = class.world.trainer();
    let exam = trainer.put(path, "*", chosen).await.expect(200);
    let paper = exam["papers"].as_array().unwrap().iter().find(|one| one["unit_code"] == "E1").unwrap();
    assert_eq!((&paper["double_marking"], &paper["agreed_within_hundredths"]), (&json!(true), &json!(300)));
    let again = json!({ "papers": [{ "unit_code": "E1", "agreed_within_hundredths": 300 }] });
    let there = (class.exams[0].as_str(), format!("{}/double-marking", class.exams[0]));
    class.world.put_again(&trainer, (there.0, &there.1), again).await;
    class
}

/// A reading of the first paper, by the place of the candidate.
fn reading(class: &Class, who: usize, (rank, mark, marker): (i32, i32, &str)) -> Value {
    json!({ "paper_id": class.papers[0]["id"], "enrolment_id": class.enrolments[who], "reading": rank,
            "mark_hundredths": mark, "marker": marker })
}

async fn read(class: &Class, readings: &[Value]) -> Reply {
    let trainer = class.world.trainer();
    let request = trainer.request(Method::PUT, format!("{}/readings", class.exams[0]));
    trainer.send(request.json(&json!({ "readings": readings }))).await
}

async fn mark_of(class: &Class, who: usize) -> Value {
    let results = class.world.trainer().get(format!("{}/results", class.exams[0])).await.expect(200);
    results["data"][who]["units"][0]["mark_hundredths"].clone()
}

async fn act(class: &Class, what: &str) -> Reply {
    class.world.trainer().post(format!("{}/{what}", class.exams[0]), json!({})).await
}

#[actix_web::test]
async fn two_markers_near_enough_agree_on_their_mean_and_others_settle_before_any_release() {
    let class = marked_twice().await;
    class.marked(&ALL_UNITS[1..], &[1000, 1100]).await;
    let both = [
        reading(&class, 0, (1, 1000, "Mme Moreau")),
        reading(&class, 0, (2, 1255, "M. Petit")),
        reading(&class, 1, (1, 600, "Mme Moreau")),
        reading(&class, 1, (2, 1200, "M. Petit")),
    ];
    let told = read(&class, &both).await.expect(200);
    assert_eq!((&told["entered"], &told["marks_entered"]), (&json!(4), &json!(1)));
    let stands = |place: usize| {
        (told["data"][place]["agreement"].clone(), told["data"][place]["gap_hundredths"].clone())
    };
    assert_eq!(stands(0), (json!("agreed"), json!(255)));
    assert_eq!(stands(1), (json!("to_reconcile"), json!(600)));
    assert_eq!((mark_of(&class, 0).await, mark_of(&class, 1).await), (json!(1128), Value::Null), "half up");
    let refused = act(&class, "marking").await.refused_with(409, "mock_exam.markers_disagree");
    assert!(refused["detail"].as_str().unwrap().contains("Martin01 Luc (E1)"), "{refused}");

    let trainer = class.world.trainer();
    let place = json!({ "paper_id": class.papers[0]["id"], "enrolment_id": class.enrolments[1] });
    let settle = |who: usize, mark: i32| {
        let mut body = place.clone();
        body["enrolment_id"] = json!(class.enrolments[who]);
        body["mark_hundredths"] = json!(mark);
        body["reason"] = json!("Relu à deux");
        body
    };
    let path = format!("{}/reconciliations", class.exams[0]);
    trainer.post(&path, settle(0, 1100)).await.refused_with(409, "mark_reconciliation.not_needed");
    let settled = trainer.post(&path, settle(1, 950)).await.expect(200);
    assert_eq!((&settled["agreement"], &settled["mark_hundredths"]), (&json!("reconciled"), &json!(950)));
    assert_eq!(mark_of(&class, 1).await, 950);
    act(&class, "marking").await.expect(200);

    // a reading that changes opens the matter again, and the release waits
    read(&class, &[reading(&class, 1, (2, 1300, "M. Petit"))]).await.expect(200);
    act(&class, "release").await.refused_with(409, "mock_exam.markers_disagree");
    let settled = trainer.post(&path, settle(1, 900)).await.expect(200);
    let back = format!("/v1/mock-exam-reconciliations/{}/withdrawal", id_of(&settled));
    let why = json!({ "reason": "Conciliation d'une autre copie" });
    let taken = trainer.post(&back, why.clone()).await.expect(201);
    act(&class, "release").await.refused_with(409, "mock_exam.markers_disagree");
    trainer.post(format!("/v1/withdrawals/{}/restoration", id_of(&taken)), json!({})).await.expect(200);
    act(&class, "release").await.expect(200);
    read(&class, &[reading(&class, 1, (2, 1000, "M. Petit"))])
        .await
        .refused_with(409, "mark_reading.released");
    trainer.post(&back, why).await.refused_with(409, "mark_reading.released");
    let told = "SELECT count(*) AS n FROM journal_entries WHERE act = 'EnterMark' AND subject_kind = 'mark_reconciliation'";
    assert!(class.world.database_counts(told) >= 2, "each settling is in the journal");
}

#[actix_web::test]
async fn a_paper_with_two_markers_takes_no_mark_of_one_and_two_readings_of_two() {
    let class = marked_twice().await;
    let trainer = class.world.trainer();
    let entry = |status: &str, mark: Option<i32>| {
        let mut entry = json!({ "paper_id": class.papers[0]["id"], "enrolment_id": class.enrolments[0], "status": status });
        if let Some(mark) = mark {
            entry["mark_hundredths"] = json!(mark);
        }
        json!({ "marks": [entry] })
    };
    let path = format!("{}/marks", class.exams[0]);
    let alone = trainer.send(trainer.request(Method::PUT, &path).json(&entry("marked", Some(1000)))).await;
    alone.faults(&[("/marks/0/mark_hundredths", "mark.two_markers")]);
    trainer.send(trainer.request(Method::PUT, &path).json(&entry("absent", None))).await.expect(200);
    let single = json!({ "paper_id": class.papers[1]["id"], "enrolment_id": class.enrolments[0], "reading": 1,
                         "mark_hundredths": 900, "marker": "Mme Moreau" });
    let wrong = [
        single,
        reading(&class, 0, (1, 900, "Mme Moreau")),
        reading(&class, 0, (2, 900, "MME MOREAU")),
        reading(&class, 0, (1, 800, "Mme Moreau")),
    ];
    read(&class, &wrong).await.faults(&[
        ("/readings/0/paper_id", "mark_reading.single_marker"),
        ("/readings/1/marker", "mark_reading.same_marker"),
        ("/readings/2/marker", "mark_reading.same_marker"),
        ("/readings/3", "mark_reading.repeated"),
        ("/readings/3/marker", "mark_reading.same_marker"),
    ]);
    let listed = trainer.get(format!("{}/readings", class.exams[0])).await.expect(200);
    assert_eq!(listed["data"][0]["papers"][0]["agreement"], "waiting");
    for person in class.concerned() {
        person.get(format!("{}/readings", class.exams[0])).await.refused_with(403, "forbidden");
    }
    read(&class, &[reading(&class, 0, (1, 900, "Mme Moreau"))]).await.expect(200);
    let none = json!({ "papers": [] });
    let double = format!("{}/double-marking", class.exams[0]);
    trainer.put(&double, "*", none.clone()).await.faults(&[("/papers", "mark_reading.paper_has_readings")]);
    let listed = trainer.get(format!("{}/readings", class.exams[0])).await.expect(200);
    let first = &listed["data"][0]["papers"][0]["first"];
    let stale = {
        let mut entry = reading(&class, 0, (1, 950, "Mme Moreau"));
        entry["version"] = json!(9);
        entry
    };
    read(&class, &[stale]).await.refused_with(409, "mark_reading.stale");
    let back = format!("/v1/mock-exam-readings/{}/withdrawal", id_of(first));
    trainer.post(&back, json!({ "reason": "Copie d'un autre" })).await.expect(201);
    trainer.put(&double, "\"v99\"", none.clone()).await.refused_with(412, "precondition.stale");
    let again = trainer.put(&double, "*", none).await.expect(200);
    assert_eq!(again["papers"][0]["double_marking"], false);
    class
        .world
        .other_manager()
        .post(&back, json!({ "reason": "Non" }))
        .await
        .refused_with(404, "mark_reading.not_found");
}
