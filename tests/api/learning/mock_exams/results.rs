//! Results: unit by unit, block by block, ranked only when asked, spread without names, session after session.

use std::sync::OnceLock;

use compagnon::ids::EnrolmentId;
use reqwest::Method;
use serde_json::{Value, json};

use super::exams::opened;
use crate::harness::{Person, Story, World};

/// A mock exam held and a class of candidates, by name.
pub struct Class {
    pub world: World,
    pub story: Story,
    pub exams: Vec<String>,
    pub papers: Vec<Value>,
    pub enrolments: Vec<EnrolmentId>,
    /// The apprentice of the story and their tutor, signed in once.
    concerned: OnceLock<[Person; 2]>,
}

impl Class {
    /// A class of so many, the first of whom is the one of the story.
    pub async fn of(size: usize) -> Self {
        let world = World::on("2026-03-20").await;
        let (cohort, exams) = opened(&world).await;
        let story = world.story_in(cohort.parse().unwrap());
        world.seed_contract(&story, "2025-08-25", "2027-08-24");
        let mut enrolments = vec![story.enrolment];
        for rank in 1..size {
            let other = world.seed_apprentice(&format!("Martin{rank:02}"), "Luc", "2006-01-01");
            enrolments.push(world.seed_enrolment(other, story.cohort));
        }
        let papers = world.manager().get(&exams[0]).await.expect(200)["papers"].as_array().unwrap().clone();
        world.trainer().post(format!("{}/holding", exams[0]), json!({})).await.expect(200);
        Self { world, story, exams, papers, enrolments, concerned: OnceLock::new() }
    }

    /// Gives each candidate one mark at each of some units.
    pub async fn marked(&self, units: &[&str], marks: &[i32]) {
        let entry = |enrolment: &EnrolmentId, mark: i32, unit: &str| {
            let paper = self.papers.iter().find(|one| one["unit_code"] == unit).unwrap();
            json!({ "paper_id": paper["id"], "enrolment_id": enrolment, "status": "marked", "mark_hundredths": mark })
        };
        let each = self.enrolments.iter().zip(marks);
        let entries: Vec<Value> =
            each.flat_map(|(one, mark)| units.iter().map(move |unit| entry(one, *mark, unit))).collect();
        let trainer = self.world.trainer();
        let request = trainer.request(Method::PUT, format!("{}/marks", self.exams[0]));
        trainer.send(request.json(&json!({ "marks": entries }))).await.expect(200);
    }

    pub fn says(&self, sql: &str) {
        self.world.database_says(sql);
    }

    pub fn release(&self) {
        self.says("UPDATE mock_exams SET state = 'released', released_at = now() WHERE ordinal = 1");
    }

    /// Their own people: the apprentice, and the tutor of their contract.
    pub fn concerned(&self) -> [Person; 2] {
        let signed_in =
            || [self.world.student(&self.story.apprentice()), self.world.tutor(&self.story.tutor())];
        self.concerned.get_or_init(signed_in).clone()
    }
}

pub const ALL_UNITS: [&str; 8] = ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"];

#[actix_web::test]
async fn a_result_tells_each_unit_and_each_block_with_the_coefficients_in_force() {
    let class = Class::of(1).await;
    class.marked(&["E1", "E5"], &[1250]).await;
    class.says("UPDATE mock_exam_papers SET coefficient_hundredths = 1");
    let trainer = class.world.trainer();
    let result = trainer.get(format!("{}/results", class.exams[0])).await.expect(200)["data"][0].clone();
    assert_eq!((&result["mean_hundredths"], &result["mean_denominator"]), (&json!(1250), &json!(600)));
    let unit = |code: &str| {
        result["units"].as_array().unwrap().iter().find(|one| one["unit_code"] == code).unwrap().clone()
    };
    assert_eq!((&unit("E1")["status"], &unit("E1")["mark_hundredths"]), (&json!("marked"), &json!(1250)));
    assert_eq!(
        (&unit("E2")["status"], &unit("E2")["status_label"]),
        (&json!("missing"), &json!("Pas encore noté"))
    );
    let block = result["blocks"].as_array().unwrap().iter().find(|one| one["block"] == "bc01").unwrap();
    assert_eq!((&block["mean_hundredths"], &block["complete"]), (&json!(1250), &json!(true)));
    assert!(block["block_label"].as_str().unwrap().starts_with("Développement"), "{block}");
    assert_eq!(result["missing_units"], json!(["E2", "E3", "E4", "E6", "E7", "E8"]));
}

#[actix_web::test]
async fn what_was_released_does_not_move_when_the_programme_is_corrected() {
    let class = Class::of(1).await;
    class.marked(&ALL_UNITS, &[1250]).await;
    class.marked(&["E1"], &[800]).await;
    // planned by a regulation that was mistaken
    class.says("UPDATE mock_exam_papers SET coefficient_hundredths = 1, block_key = NULL");
    let manager = class.world.manager();
    let exam = &class.exams[0];
    let results = format!("{exam}/results");
    let before = manager.get(&results).await.expect(200)["data"][0].clone();
    manager.post(format!("{exam}/marking"), json!({})).await.expect(200);
    let released = manager.post(format!("{exam}/release"), json!({})).await.expect(200);
    assert_eq!(
        released["papers"][0]["coefficient_hundredths"],
        json!(300),
        "the papers take what is in force"
    );
    let after = manager.get(&results).await.expect(200)["data"][0].clone();
    assert_eq!(after, before);
    let progression = format!("/v1/apprentices/{}/mock-exam-results", class.story.apprentice);
    // as if the programme had said otherwise on that day
    class.says(
        "UPDATE mock_exam_papers SET coefficient_hundredths = 900, block_key = 'bc02' WHERE unit_code = 'E1'",
    );
    let kept = manager.get(&results).await.expect(200)["data"][0].clone();
    assert_eq!(
        (&kept["units"][0]["coefficient_hundredths"], &kept["units"][0]["block"]),
        (&json!(900), &json!("bc02"))
    );
    assert_ne!(kept["mean_hundredths"], before["mean_hundredths"]);
    let told = manager.get(&progression).await.expect(200);
    assert_eq!(told["sessions"][0]["mean_hundredths"], kept["mean_hundredths"]);
    let back = json!({ "reason": "Une copie était oubliée" });
    manager.post(format!("{exam}/release/withdrawal"), back).await.expect(201);
    let again = manager.get(&results).await.expect(200)["data"][0].clone();
    assert_eq!(again, before, "no longer released, it follows the programme again");
}

#[actix_web::test]
async fn nobody_is_ranked_unless_staff_ask() {
    let class = Class::of(4).await;
    class.marked(&ALL_UNITS, &[1000, 1200, 1000]).await;
    let results = format!("{}/results", class.exams[0]);
    let trainer = class.world.trainer();
    let plain = trainer.get(&results).await.expect(200);
    assert!(plain["data"].as_array().unwrap().iter().all(|one| one.get("rank").is_none()), "{plain}");
    let ranked = trainer.get(format!("{results}?include=rank&limit=3")).await.expect(200);
    let rank = |place: usize| ranked["data"][place]["rank"].clone();
    assert_eq!([rank(0), rank(1), rank(2)], [json!(2), json!(1), json!(2)], "equals share it");
    let cursor = ranked["next_cursor"].as_str().unwrap();
    let last = trainer.get(format!("{results}?include=rank&limit=3&cursor={cursor}")).await.expect(200);
    assert!(last["data"][0].get("rank").is_none(), "nobody without a mean is ranked");
    assert_eq!(trainer.get(format!("{results}?include=total")).await.expect(200)["total"], 4);
    class.release();
    let machine = class.world.client(&["mock_exams:read"]);
    for person in class.concerned().into_iter().chain([machine]) {
        person.get(format!("{results}?include=rank")).await.refused_with(403, "forbidden");
        let own = person.get(&results).await.expect(200);
        assert!(own["data"][0].get("rank").is_none());
    }
}

#[actix_web::test]
async fn a_distribution_has_no_name_and_is_withheld_where_somebody_would_be_recognised() {
    let class = Class::of(6).await;
    let statistics = format!("{}/statistics", class.exams[0]);
    let mut before = Vec::new();
    for person in class.concerned() {
        before.push((person.get(&statistics).await.expect(200), person));
    }
    class.marked(&ALL_UNITS, &[400, 900, 1000, 1150, 1300]).await;
    class.marked(&["E1"], &[400, 900, 1000, 1150, 1300, 2000]).await;
    class.says(
        "UPDATE mock_exam_marks SET status = 'absent', mark_hundredths = NULL WHERE mark_hundredths = 400
           AND paper_id = (SELECT p.id FROM mock_exam_papers p JOIN mock_exams e ON e.id = p.mock_exam_id
             WHERE e.ordinal = 1 AND p.unit_code = 'E2')",
    );
    for (told, person) in &before {
        let now = person.get(&statistics).await.expect(200);
        assert_eq!(&now, told, "marks entered change nothing of what is seen");
        assert_eq!(now["papers"][0]["withheld"], "not_released");
    }
    let told = class.world.trainer().get(&statistics).await.expect(200);
    let first = &told["papers"][0]["distribution"];
    assert_eq!(
        (&first["count"], &first["mean_hundredths"], &first["median_hundredths"]),
        (&json!(6), &json!(1125), &json!(1075))
    );
    assert_eq!((&first["least_hundredths"], &first["greatest_hundredths"]), (&json!(400), &json!(2000)));
    let bands: Vec<i64> =
        first["bands"].as_array().unwrap().iter().map(|one| one["count"].as_i64().unwrap()).collect();
    assert_eq!(bands, [0, 0, 1, 0, 1, 2, 1, 0, 0, 1]);
    let second = &told["papers"][1];
    assert_eq!((&second["unit_code"], &second["distribution"]), (&json!("E2"), &Value::Null));
    assert_eq!(second["withheld"], "too_few", "four marks and an absence");
    assert_eq!(told["means"]["withheld"], "too_few");
    assert_eq!(told["distribution_from"], 5);
    for absent in ["Durand", "Martin", "enrolment", "apprentice"] {
        assert!(!told.to_string().contains(absent), "{absent}");
    }
    class.release();
    for (_, person) in &before {
        assert_eq!(person.get(&statistics).await.expect(200)["papers"][0]["distribution"], *first);
    }
    class.world.other_manager().get(&statistics).await.refused_with(404, "mock_exam.not_found");
}

#[actix_web::test]
async fn an_apprentice_follows_their_results_from_session_to_session_once_released() {
    let class = Class::of(2).await;
    let path = format!("/v1/apprentices/{}/mock-exam-results", class.story.apprentice);
    let mut before = Vec::new();
    for person in class.concerned() {
        before.push((person.get(&path).await.expect(200), person));
    }
    class.marked(&ALL_UNITS, &[1000, 1500]).await;
    for (told, person) in &before {
        assert_eq!(&person.get(&path).await.expect(200), told);
        assert_eq!(told["sessions"], json!([]));
    }
    let trainer = class.world.trainer();
    let seen = trainer.get(&path).await.expect(200);
    assert_eq!(
        (&seen["sessions"][0]["mean_hundredths"], &seen["sessions"][0]["state"]),
        (&json!(1000), &json!("held"))
    );
    class.release();
    class.says(
        "INSERT INTO mock_exam_marks (id, site_id, paper_id, enrolment_id, status, mark_hundredths, entered_on)
         SELECT gen_random_uuid(), p.site_id, p.id, n.id, 'marked', 1150, '2026-06-10'
         FROM mock_exam_papers p JOIN mock_exams e ON e.id = p.mock_exam_id JOIN enrolments n ON n.cohort_id = e.cohort_id
         WHERE e.ordinal = 2 AND p.unit_code IN ('E1', 'E5')",
    );
    class.says("UPDATE mock_exams SET state = 'released', released_at = now() WHERE ordinal = 2");
    for person in class.concerned() {
        let seen = person.get(&path).await.expect(200);
        let sessions = seen["sessions"].as_array().unwrap();
        let means: Vec<_> = sessions.iter().map(|one| one["mean_hundredths"].clone()).collect();
        assert_eq!(means, [json!(1000), json!(1150)]);
        assert_eq!(
            (&sessions[0]["change_hundredths"], &sessions[1]["change_hundredths"]),
            (&Value::Null, &json!(150))
        );
        assert_eq!(sessions[1]["complete"], false);
        assert_eq!(seen["apprentice"]["family_name"], "Durand");
    }
    class.world.other_manager().get(&path).await.refused_with(404, "apprentice.not_found");
    let stranger = class.world.seed_apprentice("Autre", "Zoé", "2006-01-01");
    let absent = format!("/v1/apprentices/{stranger}/mock-exam-results");
    class.concerned()[0].get(&absent).await.refused_with(404, "apprentice.not_found");
}
