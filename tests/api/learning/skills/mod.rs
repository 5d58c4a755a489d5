//! Skills: three voices, whom each reaches, a whole class at once, what is taken back.

mod evidence;
mod missions;
mod page;

use serde_json::{Value, json};

use crate::contracts::agreements::count_events;
use crate::follow_up::phone_contacts::neighbours;
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Story, id_of};

/// Below the address of the apprentice of the story.
pub fn under(story: &Story, place: &str) -> String {
    format!("/v1/apprentices/{}/{place}", story.apprentice)
}

/// One position, as sent.
pub fn position(skill: &str, level: &str) -> Value {
    json!({ "positions": [{ "skill": skill, "level": level }] })
}

/// A skill of the sheet of an apprentice, by its code.
pub fn skill<'a>(sheet: &'a Value, code: &str) -> &'a Value {
    let blocks = sheet["blocks"].as_array().unwrap().iter();
    let mut skills = blocks.flat_map(|block| block["skills"].as_array().unwrap());
    skills.find(|skill| skill["code"] == code).unwrap()
}

#[actix_web::test]
async fn three_voices_say_where_an_apprentice_stands_and_may_disagree() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (trainer, tutor) = (world.trainer(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    let path = under(&story, "skill-positions");
    for (person, level) in [(&student, "mastered"), (&trainer, "acquired"), (&tutor, "in_progress")] {
        let said = person.post(&path, position("bc01-3", level)).await.expect(201);
        assert_eq!(
            (&said["data"][0]["level"], &said["data"][0]["skill_label"]),
            (&json!(level), &json!("Vendre"))
        );
    }
    let initial = json!({ "kind": "initial", "seen_on": "2025-09-01",
                          "positions": [{ "skill": "bc01-3", "level": "not_seen" }] });
    tutor.post(&path, initial.clone()).await.faults(&[("/kind", "skill_position.initial_by_company")]);
    trainer.post(&path, initial).await.expect(201);
    let target = json!({ "targets": [{ "skill": "bc01-3", "level": "mastered" }] });
    trainer.post(under(&story, "skill-targets"), target).await.expect(201);
    for person in [&student, &trainer, &tutor] {
        let sheet = person.get(under(&story, "skills")).await.expect(200);
        let selling = skill(&sheet, "bc01-3");
        let voices: Vec<_> = selling["latest"].as_array().unwrap().iter().map(|one| &one["voice"]).collect();
        assert_eq!(json!(voices), json!(["apprentice", "centre", "company"]));
        assert_eq!((&selling["disagreement"], &selling["levels_apart"]), (&json!(true), &json!(2)));
        assert_eq!(selling["initial"][0]["level"], "not_seen");
        assert_eq!(selling["target"]["level"], "mastered");
        assert_eq!(skill(&sheet, "bc01-1")["disagreement"], false);
        assert_eq!(sheet["apprentice"]["family_name"], "Durand");
    }
    let first = trainer.get(format!("{path}?limit=3")).await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = trainer.get(format!("{path}?limit=3&cursor={cursor}")).await.expect(200);
    assert_eq!(first["data"].as_array().unwrap().len() + rest["data"].as_array().unwrap().len(), 4);
    assert_eq!(
        (&rest["data"][0]["kind"], count_events(&world, "skill_position.said")),
        (&json!("initial"), 4)
    );
}

#[actix_web::test]
async fn what_is_wrong_in_a_request_is_told_at_once_and_nothing_is_saved() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let wrong = json!({ "seen_on": "2025-11-25", "positions": [
        { "skill": "bc01-3", "level": "superb" }, { "skill": "bc99-1", "level": "acquired" },
        { "skill": "bc01-3", "level": "acquired", "visit_id": story.employer },
    ] });
    trainer.post(under(&story, "skill-positions"), wrong).await.faults(&[
        ("/seen_on", "skill.day_to_come"),
        ("/positions/0/level", "skill.level_unknown"),
        ("/positions/1/skill", "skill.unknown"),
        ("/positions/2/visit_id", "skill_position.evidence_unknown"),
        ("/positions/2/skill", "skill_position.repeated"),
    ]);
    assert_eq!(count_events(&world, "skill_position.said"), 0);
    let visit = visits_of(&trainer).await.remove(0);
    let visit = visit.rsplit('/').next().unwrap();
    let seen = json!({ "positions": [{ "skill": "bc01-3", "level": "acquired", "visit_id": visit }] });
    let said = trainer.post(under(&story, "skill-positions"), seen).await.expect(201);
    assert_eq!(said["data"][0]["visit_id"], visit);
}

#[actix_web::test]
async fn strangers_find_nobody_and_a_former_tutor_no_longer() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (neighbour, friend) = neighbours(&world, &story).await;
    let tutor = world.tutor(&story.tutor());
    tutor.get(under(&story, "skills")).await.expect(200);
    for person in [world.tutor(&neighbour), world.student(&friend), world.other_manager()] {
        for place in ["skills", "skill-positions", "missions", "coverage"] {
            person.get(under(&story, place)).await.refused_with(404, "apprentice.not_found");
        }
        let refused = person.post(under(&story, "skill-positions"), position("bc01-3", "acquired")).await;
        refused.refused_with(404, "apprentice.not_found");
    }
    tutor.post(under(&story, "skill-targets"), json!({})).await.refused_with(403, "forbidden");
    world.database_says("UPDATE contract_tutors SET to_on = '2025-11-23'");
    for place in ["skills", "skill-positions", "missions", "coverage"] {
        tutor.get(under(&story, place)).await.refused_with(404, "apprentice.not_found");
    }
    let refused = tutor.post(under(&story, "skill-positions"), position("bc01-3", "acquired")).await;
    refused.refused_with(404, "apprentice.not_found");
}

#[actix_web::test]
async fn a_class_is_positioned_in_one_request_or_not_at_all() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let (_, friend) = neighbours(&world, &story).await;
    let stranger = world.seed_apprentice("Petit", "Zoé", "2006-01-01");
    let path = format!("/v1/cohorts/{}/skill-positions", story.cohort);
    let one = |id: &str, level: &str| json!({ "apprentice_id": id, "skill": "bc02-2", "level": level });
    let (chloe, leo) = (story.apprentice.to_string(), id_of(&friend));
    let wrong = [one(&chloe, "acquired"), one(&stranger.to_string(), "acquired"), one(&leo, "superb")];
    trainer.post(&path, json!({ "positions": wrong })).await.faults(&[
        ("/positions/1/apprentice_id", "skill_position.not_in_cohort"),
        ("/positions/2/level", "skill.level_unknown"),
    ]);
    assert_eq!(count_events(&world, "skill_position.said"), 0);
    let right = [one(&chloe, "acquired"), one(&leo, "in_progress")];
    let said = trainer.post(&path, json!({ "positions": right })).await.expect(201);
    assert_eq!(said["data"].as_array().unwrap().len(), 2);
    world
        .other_trainer()
        .post(&path, json!({ "positions": right }))
        .await
        .refused_with(404, "cohort.not_found");
    world.tutor(&story.tutor()).post(&path, json!({})).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn a_voice_takes_back_what_it_said_and_no_other() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (trainer, tutor) = (world.trainer(), world.tutor(&story.tutor()));
    let path = under(&story, "skill-positions");
    let said = tutor.post(&path, position("bc01-3", "acquired")).await.expect(201);
    let withdrawal = format!("/v1/skill-positions/{}/withdrawal", id_of(&said["data"][0]));
    let reason = json!({ "reason": "Mauvaise compétence" });
    trainer.post(&withdrawal, reason.clone()).await.refused_with(403, "skill.other_voice");
    let taken = tutor.post(&withdrawal, reason.clone()).await.expect(201);
    let sheet = trainer.get(under(&story, "skills")).await.expect(200);
    assert_eq!(skill(&sheet, "bc01-3")["latest"], json!([]));
    let restoration = format!("/v1/withdrawals/{}/restoration", id_of(&taken));
    trainer.post(restoration, json!({})).await.expect(200);
    let sheet = trainer.get(under(&story, "skills")).await.expect(200);
    assert_eq!(skill(&sheet, "bc01-3")["latest"][0]["level"], "acquired");

    let target = |level| json!({ "targets": [{ "skill": "bc01-3", "level": level }] });
    let targets = under(&story, "skill-targets");
    trainer.post(&targets, target("acquired")).await.expect(201);
    let second = trainer.post(&targets, target("mastered")).await.expect(201);
    let withdrawal = format!("/v1/skill-targets/{}/withdrawal", id_of(&second["data"][0]));
    trainer.post(withdrawal, reason.clone()).await.expect(201);
    let sheet = trainer.get(under(&story, "skills")).await.expect(200);
    assert_eq!(skill(&sheet, "bc01-3")["target"]["level"], "acquired");

    let learnt =
        json!({ "skills": ["bc03-1"], "statement": "Deux ans en réserve.", "removes": "12 heures." });
    let learnt = trainer.post(under(&story, "prior-learning"), learnt).await.expect(201);
    let sheet = tutor.get(under(&story, "skills")).await.expect(200);
    assert_eq!(
        (&skill(&sheet, "bc03-1")["recognised"], &sheet["prior_learning"][0]["removes"]),
        (&json!(true), &json!("12 heures."))
    );
    trainer.post(format!("/v1/prior-learning/{}/withdrawal", id_of(&learnt)), reason).await.expect(201);
    let sheet = tutor.get(under(&story, "skills")).await.expect(200);
    assert_eq!(sheet["prior_learning"], json!([]));
}
