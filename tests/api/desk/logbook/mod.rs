//! The logbook: gathered for three, signed by three, sent back with a reason, told when it changed, printed.

mod by_link;
mod marks;
#[cfg(feature = "pdf")]
mod printed;

use serde_json::{Value, json};

use crate::contracts::agreements::count_events;
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Person, Story, World, id_of};
use crate::presence::calendars::{give_calendar, wednesday_to_friday};

/// Below the address of the apprentice of the story.
pub fn under(story: &Story, place: &str) -> String {
    format!("/v1/apprentices/{}/{place}", story.apprentice)
}

/// An apprentice in their first autumn, with a mission, positions and a visit.
pub async fn an_autumn(today: &str) -> (World, Story) {
    let (world, story, _) = a_signed_story(today).await;
    give_calendar(&world.manager(), &story, wednesday_to_friday()).await;
    let trainer = world.trainer();
    let mission = json!({ "mission": "requested-4", "from_on": "2025-09-15", "to_on": "2025-10-31" });
    trainer.post(under(&story, "missions"), mission).await.expect(201);
    let said = json!({ "seen_on": "2025-10-20", "positions": [{ "skill": "bc01-3", "level": "acquired" },
                                                              { "skill": "bc02-2", "level": "in_progress" }] });
    trainer.post(under(&story, "skill-positions"), said).await.expect(201);
    let visit = visits_of(&trainer).await.remove(0);
    let report = json!({ "held_on": "2025-11-20", "present": ["apprentice", "tutor"], "report": "Vu sur place.",
        "commitments": [{ "owner": "tutor", "what": "Confier les commandes.", "due_on": "2026-03-01" }] });
    trainer.post(format!("{visit}/report"), report).await.expect(200);
    (world, story)
}

/// Signs a period, whatever it holds.
pub async fn sign(by: &Person, story: &Story, period: u8) -> Value {
    by.post(under(story, &format!("logbook/periods/{period}/signature")), json!({})).await.expect(201)
}

async fn first_period(by: &Person, story: &Story) -> Value {
    by.get(under(story, "logbook")).await.expect(200)["periods"][0].clone()
}

fn voices(list: &Value) -> Vec<String> {
    let each = list.as_array().unwrap().iter();
    each.map(|one| one["voice"].as_str().or(one.as_str()).unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn half_years_gather_what_happened_in_them_the_same_for_the_three() {
    let (world, story) = an_autumn("2025-11-24").await;
    let (trainer, tutor) = (world.trainer(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    let mut hashes = Vec::new();
    for person in [&trainer, &tutor, &student] {
        let logbook = person.get(under(&story, "logbook")).await.expect(200);
        assert_eq!(
            (&logbook["programme"], &logbook["apprentice"]["family_name"]),
            (&json!("bts-mco"), &json!("Durand"))
        );
        let periods = logbook["periods"].as_array().unwrap();
        let states: Vec<_> = periods.iter().map(|one| one["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["running", "to_come", "to_come", "to_come"]);
        let first = &periods[0];
        assert_eq!((&first["from_on"], &first["to_on"]), (&json!("2025-08-25"), &json!("2026-02-24")));
        assert_eq!(
            (first["missions"].as_array().unwrap().len(), first["positions"].as_array().unwrap().len()),
            (1, 2)
        );
        assert_eq!(first["visits"][0]["commitments"][0]["what"], "Confier les commandes.");
        assert_eq!(first["visits"][0]["commitments"][0]["owner_label"], "Maître d'apprentissage");
        assert!(
            first["days"]["company"].as_i64().unwrap() > first["days"]["centre"].as_i64().unwrap(),
            "{first}"
        );
        assert_eq!(voices(&first["awaited"]), ["apprentice", "centre", "company"]);
        assert!(periods[1]["awaited"].as_array().unwrap().is_empty());
        hashes.push(first["content_hash"].clone());
    }
    assert!(hashes.iter().all(|hash| *hash == hashes[0]), "{hashes:?}");
    world.other_manager().get(under(&story, "logbook")).await.refused_with(404, "apprentice.not_found");
    world.client(&["apprentices:read"]).get(under(&story, "logbook")).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn a_mission_that_goes_on_is_not_yet_one_of_a_half_year_to_come() {
    let (world, story) = an_autumn("2025-11-24").await;
    let trainer = world.trainer();
    let going_on = json!({ "mission": "requested-1", "from_on": "2025-11-10" });
    trainer.post(under(&story, "missions"), going_on).await.expect(201);
    let logbook = trainer.get(under(&story, "logbook")).await.expect(200);
    let counts: Vec<usize> = logbook["periods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["missions"].as_array().unwrap().len())
        .collect();
    assert_eq!(counts, [2, 0, 0, 0]);
}

#[actix_web::test]
async fn each_voice_signs_and_what_changes_after_is_told() {
    let (world, story) = an_autumn("2025-11-24").await;
    let (trainer, tutor) = (world.trainer(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    for person in [&student, &trainer, &tutor] {
        let signed = sign(person, &story, 1).await;
        assert_eq!((&signed["changed_since_signed"], &signed["period"]), (&json!(false), &json!(1)));
    }
    let first = first_period(&student, &story).await;
    assert_eq!(voices(&first["signatures"]), ["apprentice", "centre", "company"]);
    assert!(first["awaited"].as_array().unwrap().is_empty());
    let path = under(&story, "logbook/periods/1/signature");
    student.post(&path, json!({})).await.refused_with(409, "logbook.already_signed");
    let read = first["content_hash"].clone();
    let said = json!({ "positions": [{ "skill": "bc01-3", "level": "mastered" }] });
    tutor.post(under(&story, "skill-positions"), said).await.expect(201);
    let changed = first_period(&tutor, &story).await;
    assert_ne!(changed["content_hash"], read);
    let since = |one: &Value| one["changed_since_signed"] == json!(true);
    assert!(changed["signatures"].as_array().unwrap().iter().all(since), "{changed}");
    student
        .post(&path, json!({ "content_hash": read }))
        .await
        .refused_with(409, "logbook.changed_since_read");
    student.post(&path, json!({ "content_hash": changed["content_hash"] })).await.expect(201);
    let again = first_period(&student, &story).await;
    assert_eq!(again["signatures"].as_array().unwrap().iter().filter(|one| since(one)).count(), 2);
    trainer
        .post(under(&story, "logbook/periods/2/signature"), json!({}))
        .await
        .refused_with(409, "logbook.period_to_come");
    trainer
        .post(under(&story, "logbook/periods/9/signature"), json!({}))
        .await
        .refused_with(404, "logbook_period.not_found");
    assert_eq!(count_events(&world, "logbook_signature.given"), 4);
}

#[actix_web::test]
async fn a_commitment_kept_after_the_signature_changes_nothing_of_what_was_signed() {
    let (world, story) = an_autumn("2025-11-24").await;
    let trainer = world.trainer();
    sign(&trainer, &story, 1).await;
    let visit = visits_of(&trainer).await.remove(0);
    let agreed = trainer.get(&visit).await.expect(200)["commitments"][0].clone();
    let done = format!("/v1/visit-commitments/{}/completion", id_of(&agreed));
    trainer.post(done, json!({ "done_on": "2025-11-24" })).await.expect(200);
    let first = first_period(&trainer, &story).await;
    assert_eq!(first["visits"][0]["commitments"][0]["done_on"], "2025-11-24");
    assert_eq!(first["signatures"][0]["changed_since_signed"], false);
}

#[actix_web::test]
async fn a_period_sent_back_is_signed_again_and_the_return_may_be_taken_back() {
    let (world, story) = an_autumn("2025-11-24").await;
    let (trainer, tutor) = (world.trainer(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    let back = under(&story, "logbook/periods/1/return");
    let reason = json!({ "reason": "Il manque la mission de novembre." });
    tutor.post(&back, reason.clone()).await.refused_with(409, "logbook.nothing_signed");
    sign(&student, &story, 1).await;
    sign(&trainer, &story, 1).await;
    tutor.post(&back, json!({})).await.faults(&[("/reason", "required")]);
    let sent = tutor.post(&back, reason).await.expect(201);
    assert_eq!((&sent["reopened"], &sent["voice"]), (&json!(2), &json!("company")));
    for person in [&student, &trainer, &tutor] {
        let first = first_period(person, &story).await;
        assert!(first["signatures"].as_array().unwrap().is_empty(), "{first}");
        assert_eq!(first["returns"][0]["reason"], "Il manque la mission de novembre.");
    }
    let own = sign(&student, &story, 1).await;
    let withdrawal = format!("/v1/logbook-returns/{}/withdrawal", id_of(&sent));
    let why = json!({ "reason": "La mission y était" });
    trainer.post(&withdrawal, why.clone()).await.refused_with(403, "skill.other_voice");
    let taken = tutor.post(&withdrawal, why.clone()).await.expect(201);
    let first = first_period(&trainer, &story).await;
    assert_eq!(voices(&first["signatures"]), ["apprentice", "centre"]);
    assert_eq!(first["signatures"][0]["id"], own["id"]);
    let restored = format!("/v1/withdrawals/{}/restoration", id_of(&taken));
    world.manager().post(&restored, json!({})).await.expect(200);
    assert_eq!(voices(&first_period(&trainer, &story).await["signatures"]), ["apprentice"]);
    let mistaken = format!("/v1/logbook-signatures/{}/withdrawal", id_of(&own));
    tutor.post(&mistaken, why.clone()).await.refused_with(404, "logbook_signature.not_found");
    trainer.post(&mistaken, why.clone()).await.refused_with(403, "skill.other_voice");
    student.post(&mistaken, why).await.expect(201);
    assert!(first_period(&trainer, &story).await["signatures"].as_array().unwrap().is_empty());
}
