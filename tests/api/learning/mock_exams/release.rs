//! Marks said complete, released together, corrected after: nothing is seen of them before.

use reqwest::Method;
use serde_json::{Value, json};

use super::exams::opened;
use crate::harness::{Person, Reply, Story, World, id_of};

/// A mock exam held, its compulsory papers, one apprentice who sits it.
struct Held {
    world: World,
    story: Story,
    exam: String,
    papers: Vec<Value>,
}

async fn held() -> Held {
    let world = World::on("2026-03-20").await;
    let (cohort, exams) = opened(&world).await;
    let story = world.story_in(cohort.parse().unwrap());
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let exam = exams[0].clone();
    let mut papers = world.manager().get(&exam).await.expect(200)["papers"].as_array().unwrap().clone();
    papers.retain(|paper| paper["optional"] == false);
    world.trainer().post(format!("{exam}/holding"), json!({})).await.expect(200);
    Held { world, story, exam, papers }
}

impl Held {
    async fn enter(&self, papers: &[Value], mark: i32) -> Reply {
        let trainer = self.world.trainer();
        let entry = |paper: &Value| {
            json!({ "paper_id": paper["id"], "enrolment_id": self.story.enrolment, "status": "marked",
                    "mark_hundredths": mark, "marker": "Mme Moreau" })
        };
        let marks: Vec<Value> = papers.iter().map(entry).collect();
        let request = trainer.request(Method::PUT, format!("{}/marks", self.exam));
        trainer.send(request.json(&json!({ "marks": marks }))).await
    }

    async fn act(&self, what: &str) -> Reply {
        self.world.trainer().post(format!("{}/{what}", self.exam), json!({})).await
    }

    /// Everything somebody reads that could tell of marks, each answer in full.
    async fn seen_by(&self, person: &Person) -> Vec<(String, Value)> {
        let apprentice = self.story.apprentice;
        let mut seen = Vec::new();
        for path in [
            format!("{}/marks", self.exam),
            format!("{}/results", self.exam),
            format!("{}/mark-sheet", self.exam),
            format!("{}/statistics", self.exam),
            format!("/v1/apprentices/{apprentice}/mock-exam-results"),
            format!("/v1/apprentices/{apprentice}/timeline"),
            format!("/v1/apprentices/{apprentice}/exam-projection"),
            "/v1/withdrawals".to_owned(),
            "/v1/me".to_owned(),
        ] {
            let answer = person.get(&path).await.expect(200);
            seen.push((path, answer));
        }
        seen
    }

    async fn release_all(&self) {
        self.enter(&self.papers, 1200).await.expect(200);
        assert_eq!(self.act("marking").await.expect(200)["state"], "marked");
        assert_eq!(self.act("release").await.expect(200)["state"], "released");
    }
}

#[actix_web::test]
async fn nothing_is_seen_of_marks_before_their_release() {
    let held = held().await;
    let people = [held.world.student(&held.story.apprentice()), held.world.tutor(&held.story.tutor())];
    let mut before = Vec::new();
    for person in &people {
        before.push(held.seen_by(person).await);
    }
    let entered = held.enter(&held.papers, 1200).await.expect(200);
    let mark = format!("/v1/mock-exam-marks/{}", id_of(&entered["data"][0]));
    for (person, before) in people.iter().zip(&before) {
        assert_eq!(&held.seen_by(person).await, before, "marks entered change nothing of what is seen");
        let hidden = person.get(&mark).await.refused_with(404, "mark.not_found");
        let absent = person.get("/v1/mock-exam-marks/019a0000-0000-7000-8000-000000000000").await;
        assert_eq!(hidden["detail"], absent.refused_with(404, "mark.not_found")["detail"]);
    }
    held.act("marking").await.expect(200);
    held.act("release").await.expect(200);
    for person in &people {
        let marks = person.get(format!("{}/marks", held.exam)).await.expect(200);
        assert_eq!(marks["data"].as_array().unwrap().len(), 8);
        assert_eq!(person.get(&mark).await.expect(200)["marker"], "Mme Moreau");
        let projected = person
            .get(format!("/v1/apprentices/{}/exam-projection", held.story.apprentice))
            .await
            .expect(200);
        assert_eq!(projected["mean_hundredths"], 1200);
    }
    let why = json!({ "reason": "Publiées trop tôt" });
    held.world.trainer().post(format!("{}/release/withdrawal", held.exam), why).await.expect(201);
    let student = &people[0];
    student.get(&mark).await.refused_with(404, "mark.not_found");
    let marks = student.get(format!("{}/marks", held.exam)).await.expect(200);
    assert_eq!(marks["data"], json!([]));
}

#[actix_web::test]
async fn marks_are_said_complete_once_nobody_lacks_any() {
    let held = held().await;
    let refused = held.act("marking").await.refused_with(409, "mock_exam.marks_missing");
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("8 note(s)") && detail.contains("Durand Chloé (E1, E2"), "{detail}");
    held.act("release").await.refused_with(409, "mock_exam.not_marked");
    held.enter(&held.papers[1..], 1200).await.expect(200);
    let refused = held.act("marking").await.refused_with(409, "mock_exam.marks_missing");
    assert!(refused["detail"].as_str().unwrap().contains("(E1)"), "{refused}");
    let absent = json!({ "marks": [{ "paper_id": held.papers[0]["id"], "enrolment_id": held.story.enrolment,
                                     "status": "absent_justified" }] });
    let trainer = held.world.trainer();
    let request = trainer.request(Method::PUT, format!("{}/marks", held.exam));
    trainer.send(request.json(&absent)).await.expect(200);
    held.act("marking").await.expect(200);
    held.act("marking").await.refused_with(409, "mock_exam.not_held");
    let results = trainer.get(format!("{}/results", held.exam)).await.expect(200);
    assert_eq!(results["data"][0]["absent_units"], json!(["E1"]));
    assert_eq!(results["data"][0]["mean_hundredths"], 1200, "an absence is not zero");
    let late = held.world.seed_apprentice("Martin", "Luc", "2006-01-01");
    held.world.seed_enrolment(late, held.story.cohort);
    held.act("release").await.refused_with(409, "mock_exam.marks_missing");
    let student = held.world.student(&held.story.apprentice());
    student.post(format!("{}/release", held.exam), json!({})).await.refused_with(403, "forbidden");
    held.world
        .other_manager()
        .post(format!("{}/release", held.exam), json!({}))
        .await
        .refused_with(404, "mock_exam.not_found");
}

#[actix_web::test]
async fn a_mark_released_is_corrected_with_a_reason_and_shown_as_such() {
    let held = held().await;
    let trainer = held.world.trainer();
    let entered = held.enter(&held.papers, 1200).await.expect(200);
    let mark = format!("/v1/mock-exam-marks/{}", id_of(&entered["data"][0]));
    let correction = json!({ "reason": "Total mal reporté", "status": "marked", "mark_hundredths": 1350 });
    let path = format!("{mark}/correction");
    trainer.post(&path, correction.clone()).await.refused_with(409, "mark.not_released");
    held.act("marking").await.expect(200);
    held.act("release").await.expect(200);
    trainer.change(&mark, json!({ "mark_hundredths": 1350 })).await.refused_with(409, "mark.released");
    held.enter(&held.papers, 1350).await.refused_with(409, "mark.released");
    assert_eq!(held.enter(&held.papers, 1200).await.expect(200)["unchanged"], 8);
    let stale =
        json!({ "reason": "Total mal reporté", "status": "marked", "mark_hundredths": 1350, "version": 9 });
    trainer.post(&path, stale).await.refused_with(409, "mark.stale");
    let corrected = trainer.post(&path, correction).await.expect(200);
    assert_eq!(
        (&corrected["mark_hundredths"], &corrected["correction_reason"], &corrected["version"]),
        (&json!(1350), &json!("Total mal reporté"), &json!(2))
    );
    let student = held.world.student(&held.story.apprentice());
    let seen = student.get(&mark).await.expect(200);
    assert_eq!((&seen["mark_hundredths"], &seen["correction_reason"]), (&json!(1350), &Value::Null));
    assert_eq!(seen["corrected_at"], corrected["corrected_at"]);
    assert!(seen["corrected_at"].is_string());
    student.post(&path, json!({ "reason": "Non", "status": "absent" })).await.refused_with(403, "forbidden");
    let told = "SELECT count(*) AS n FROM journal_entries WHERE 'correction_reason' = ANY (fields)";
    assert_eq!(held.world.database_counts(told), 1);
}

#[actix_web::test]
async fn a_marking_and_a_release_go_back_one_step_and_may_return() {
    let held = held().await;
    held.release_all().await;
    let manager = held.world.manager();
    let why = || json!({ "reason": "Une copie restait à corriger" });
    let step = |what: &'static str| {
        let (manager, path) = (manager.clone(), format!("{}/{what}/withdrawal", held.exam));
        async move { manager.post(path, why()).await }
    };
    step("marking").await.refused_with(409, "withdrawal.nothing_to_take_back");
    step("holding").await.refused_with(409, "withdrawal.nothing_to_take_back");
    let taken = step("release").await.expect(201);
    let state = |exam: Value| exam["state"].clone();
    assert_eq!(state(manager.get(&held.exam).await.expect(200)), "marked");
    let back = format!("/v1/withdrawals/{}/restoration", id_of(&taken));
    manager.post(back, json!({})).await.expect(200);
    let again = manager.get(&held.exam).await.expect(200);
    assert!(state(again.clone()) == "released" && again["released_at"].is_string());
    step("release").await.expect(201);
    step("marking").await.expect(201);
    assert_eq!(state(manager.get(&held.exam).await.expect(200)), "held");
    let steps = manager.get(format!("{}/transitions", held.exam)).await.expect(200);
    let told = |act: &str| steps["data"].as_array().unwrap().iter().find(|step| step["act"] == act).unwrap();
    assert_eq!(told("complete_marks")["allowed"], true);
    assert_eq!(told("release")["refusals"][0]["code"], "mock_exam.not_marked");
}
