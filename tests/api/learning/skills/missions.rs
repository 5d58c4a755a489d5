//! Missions done in the company, and what they cover.

use serde_json::{Value, json};

use super::{skill, under};
use crate::follow_up::visits::a_signed_story;
use crate::harness::id_of;

fn codes(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["code"].as_str().or(one["key"].as_str()).unwrap()).collect()
}

#[actix_web::test]
async fn missions_cover_skills_and_what_is_missing_is_told_with_one_to_suggest() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (trainer, tutor) = (world.trainer(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    let coverage = under(&story, "coverage");
    let before = trainer.get(&coverage).await.expect(200);
    assert_eq!(codes(&before["missing_blocks"]), ["bc01", "bc02", "bc03", "bc04"]);
    assert_eq!((&before["exam_on"], &before["months_left"]), (&json!("2027-05-01"), &json!(17)));

    let missions = under(&story, "missions");
    let listed = json!({ "mission": "requested-4", "from_on": "2025-09-15", "to_on": "2025-10-31" });
    let listed = tutor.post(&missions, listed).await.expect(201);
    assert_eq!(codes(&listed["skills"]), ["bc03-3", "bc04-1", "bc04-3", "bc04-4"]);
    let free = json!({ "label": "Tenue du stand au salon", "skills": ["bc01-3"], "from_on": "2025-11-10" });
    let free = student.post(&missions, free).await.expect(201);
    assert_eq!((&free["voice"], &free["mission"]), (&json!("apprentice"), &Value::Null));
    for person in [&trainer, &tutor, &student] {
        let told = person.get(&coverage).await.expect(200);
        assert_eq!(codes(&told["missing_blocks"]), ["bc02"]);
        assert_eq!(told["suggestion"]["code"], "requested-1");
        assert_eq!(told["repeats_first_year"], false);
        assert_eq!(skill(&told, "bc01-3")["missions"], 1);
        assert_eq!(person.get(&missions).await.expect(200)["data"].as_array().unwrap().len(), 2);
    }

    let cited =
        |id: &str| json!({ "positions": [{ "skill": "bc01-3", "level": "acquired", "mission_id": id }] });
    let positions = under(&story, "skill-positions");
    let wrong = trainer.post(&positions, cited(&story.employer.to_string())).await;
    wrong.faults(&[("/positions/0/mission_id", "skill_position.evidence_unknown")]);
    let said = trainer.post(&positions, cited(&id_of(&free))).await.expect(201);
    let withdrawal = format!("/v1/company-missions/{}/withdrawal", id_of(&free));
    let reason = json!({ "reason": "Ce n'était pas elle" });
    tutor.post(&withdrawal, reason.clone()).await.refused_with(403, "skill.other_voice");
    student.post(&withdrawal, reason.clone()).await.refused_with(409, "withdrawal.stood_on");
    let position = format!("/v1/skill-positions/{}/withdrawal", id_of(&said["data"][0]));
    trainer.post(position, reason.clone()).await.expect(201);
    student.post(&withdrawal, reason).await.expect(201);
    assert_eq!(codes(&trainer.get(&coverage).await.expect(200)["missing_blocks"]), ["bc01", "bc02"]);
}

#[actix_web::test]
async fn a_mission_is_of_the_list_or_in_words_and_under_the_contract() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let missions = under(&story, "missions");
    for (sent, expected) in [
        (json!({ "from_on": "2025-09-15" }), vec![("/mission", "mission.code_or_label")]),
        (
            json!({ "mission": "requested-99", "from_on": "2025-09-15" }),
            vec![("/mission", "mission.unknown")],
        ),
        (
            json!({ "mission": "requested-1", "label": "x", "skills": ["bc01-1"], "from_on": "2025-09-15" }),
            vec![("/label", "mission.code_or_label"), ("/skills", "mission.skills_of_programme")],
        ),
        (
            json!({ "label": "x", "skills": ["nope"], "from_on": "2025-09-15" }),
            vec![("/skills/0", "skill.unknown")],
        ),
        (
            json!({ "mission": "requested-1", "from_on": "2025-11-10", "to_on": "2025-11-09" }),
            vec![("/to_on", "mission.ends_before_start")],
        ),
        (
            json!({ "mission": "requested-1", "from_on": "2025-11-25" }),
            vec![("/from_on", "skill.day_to_come")],
        ),
        (
            json!({ "mission": "requested-1", "label": "Inventaire", "from_on": "2025-01-06", "to_on": "2025-01-05" }),
            vec![
                ("/label", "mission.code_or_label"),
                ("/to_on", "mission.ends_before_start"),
                ("/contract_id", "mission.outside_contract"),
            ],
        ),
        (
            json!({ "mission": "requested-1", "from_on": "2025-01-06" }),
            vec![("/contract_id", "mission.outside_contract")],
        ),
    ] {
        trainer.post(&missions, sent).await.faults(&expected);
    }
}
