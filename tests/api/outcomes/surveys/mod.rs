//! What leavers do: surveys opened for a class, answers by link or on the telephone, official figures beside.

mod browser;
mod figures;
mod mailed;
mod page;
mod schedule;

use serde_json::{Value, json};

use crate::contracts::agreements::count_events;
use crate::harness::{Person, Story, World, id_of};

/// Half a year after the story's cohort, on the first day of its first wave.
pub const SIX_MONTHS_AFTER: &str = "2028-02-24";

/// The class of the story at its first wave, and the address of the only survey.
pub async fn a_survey(today: &str) -> (World, Story, String) {
    let world = World::on(today).await;
    let story = world.story();
    let manager = world.manager();
    manager.post(surveys_of(&story), json!({ "wave_months": 6 })).await.expect(201);
    let survey = only_one(&manager, &story).await;
    (world, story, format!("/v1/outcome-surveys/{}", id_of(&survey)))
}

fn surveys_of(story: &Story) -> String {
    format!("/v1/cohorts/{}/outcome-surveys", story.cohort)
}

fn outcomes_of(story: &Story) -> String {
    format!("/v1/cohorts/{}/outcomes?wave_months=6", story.cohort)
}

async fn only_one(manager: &Person, story: &Story) -> Value {
    manager.get(outcomes_of(story)).await.expect(200)["data"][0].clone()
}

/// What somebody said on the telephone.
fn said(situation: &str) -> Value {
    json!({ "source": "phone", "situation": situation, "organisation": "Librairie des Halles",
            "town": "Troyes", "since_on": "2027-10-04" })
}

#[actix_web::test]
async fn a_class_is_asked_once_its_wave_begins_and_whoever_goes_on_is_not() {
    let world = World::on("2028-02-23").await;
    let story = world.story();
    let manager = world.manager();
    let path = surveys_of(&story);
    let early = manager.post(&path, json!({ "wave_months": 6 })).await.expect(201);
    assert_eq!(early, json!({ "opened": 0, "known": 0, "to_come": 1, "continuing": 0, "objecting": 0 }));
    let unknown = manager.post(&path, json!({ "wave_months": 7 })).await;
    unknown.faults(&[("/wave_months", "outcome_survey.wave_unknown")]);
    world.clock.advance_days(1);
    let manager = world.manager();
    let repeating = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let first = world.seed_enrolment(repeating, story.cohort);
    let next = world.seed_cohort("2027-08-30", "2028-08-24");
    let again = world.seed_enrolment(repeating, next);
    world.database_says(&format!(
        "UPDATE enrolments SET continues_enrolment_id = '{first}' WHERE id = '{again}'"
    ));
    let opened = manager.post(&path, json!({ "wave_months": 6 })).await.expect(201);
    assert_eq!(opened, json!({ "opened": 1, "known": 0, "to_come": 0, "continuing": 1, "objecting": 0 }));
    let twice = manager.post(&path, json!({ "wave_months": 6 })).await.expect(201);
    assert_eq!((&twice["opened"], &twice["known"]), (&json!(0), &json!(1)));
    let survey = only_one(&manager, &story).await;
    assert_eq!(
        (&survey["opens_on"], &survey["closes_on"], &survey["state"]),
        (&json!("2028-02-24"), &json!("2028-04-23"), &json!("open"))
    );
    assert_eq!(survey["apprentice"]["family_name"], "Durand");
    assert_eq!(count_events(&world, "outcome_survey.opened"), 1);
}

#[actix_web::test]
async fn the_latest_answer_counts_and_each_keeps_how_it_came() {
    let (world, story, path) = a_survey(SIX_MONTHS_AFTER).await;
    let (manager, trainer) = (world.manager(), world.trainer());
    let answers = format!("{path}/answers");
    let first = trainer.post(&answers, said("seeking")).await.expect(201);
    assert_eq!((&first["category"], &first["source_label"]), (&json!("other"), &json!("Par téléphone")));
    trainer.post(&answers, said("employed")).await.expect(201);
    let told = manager.get(&path).await.expect(200);
    assert_eq!((&told["state"], &told["answer"]["situation"]), (&json!("answered"), &json!("employed")));
    assert_eq!(told["answers"].as_array().unwrap().len(), 2);
    assert_eq!(told["answer"]["author"]["through"], "account");
    let class = manager.get(outcomes_of(&story)).await.expect(200);
    assert_eq!(
        class["counts"],
        json!({ "asked": 1, "answered": 1, "waiting": 0, "no_answer": 0, "employed": 1, "studying": 0,
                "other": 0, "by_link": 0, "by_phone": 1 })
    );
    let reason = json!({ "reason": "Ce n'était pas elle" });
    let latest = id_of(&told["answer"]);
    manager.post(format!("{path}/withdrawal"), reason.clone()).await.refused_with(409, "withdrawal.stood_on");
    trainer.post(format!("/v1/outcome-answers/{latest}/withdrawal"), reason).await.expect(201);
    assert_eq!(manager.get(&path).await.expect(200)["answer"]["situation"], "seeking");
}

#[actix_web::test]
async fn an_answer_is_of_the_wave_and_who_gave_none_is_known_as_such() {
    let (world, story, path) = a_survey("2028-04-20").await;
    let manager = world.manager();
    let answers = format!("{path}/answers");
    let mut late = said("employed");
    (late["answered_on"], late["since_on"]) = (json!("2028-04-21"), json!("2028-04-22"));
    manager.post(&answers, late).await.faults(&[
        ("/answered_on", "outcome_answer.outside_wave"),
        ("/since_on", "outcome_answer.since_to_come"),
    ]);
    let mut by_link = said("employed");
    by_link["source"] = json!("link");
    assert_eq!(manager.post(&answers, by_link).await.status, 422);
    world.clock.advance_days(4);
    let manager = world.manager();
    assert_eq!(manager.get(&path).await.expect(200)["state"], "no_answer");
    let counts = manager.get(outcomes_of(&story)).await.expect(200)["counts"].clone();
    assert_eq!((&counts["answered"], &counts["no_answer"]), (&json!(0), &json!(1)));
    manager.post(format!("{path}/link"), json!({})).await.refused_with(409, "outcome_survey.not_open");
    let mut heard_in_time = said("studying");
    heard_in_time["answered_on"] = json!("2028-04-22");
    manager.post(&answers, heard_in_time).await.expect(201);
}

#[actix_web::test]
async fn reminders_are_counted_and_never_more_than_there_may_be() {
    let (world, _, path) = a_survey(SIX_MONTHS_AFTER).await;
    let manager = world.manager();
    let reminder = format!("{path}/reminder");
    manager.post(&reminder, json!({})).await.refused_with(409, "outcome_survey.nothing_to_remind");
    manager.post(format!("{path}/link"), json!({})).await.expect(201);
    manager.post(&reminder, json!({})).await.refused_with(409, "outcome_survey.reminded_enough");
    for count in [1, 2] {
        world.clock.advance_days(14);
        let reminded = world.manager().post(&reminder, json!({})).await.expect(201);
        assert_eq!(reminded["reminders"], count);
    }
    world.clock.advance_days(14);
    world.manager().post(&reminder, json!({})).await.refused_with(409, "outcome_survey.reminded_enough");
    assert_eq!(count_events(&world, "outcome_survey.reminded"), 2);
}

#[actix_web::test]
async fn surveys_are_for_staff_of_their_site() {
    let (world, story, path) = a_survey(SIX_MONTHS_AFTER).await;
    let other = world.other_manager();
    other.get(&path).await.refused_with(404, "outcome_survey.not_found");
    other.get(outcomes_of(&story)).await.refused_with(404, "cohort.not_found");
    other
        .post(format!("{path}/answers"), said("employed"))
        .await
        .refused_with(404, "outcome_survey.not_found");
    world
        .trainer()
        .post(surveys_of(&story), json!({ "wave_months": 6 }))
        .await
        .refused_with(403, "forbidden");
    world.student(&story.apprentice()).get(&path).await.refused_with(403, "forbidden");
    let manager = world.manager();
    let reason = json!({ "reason": "Ouverte par erreur" });
    manager.post(format!("{path}/withdrawal"), reason).await.expect(201);
    manager.get(&path).await.refused_with(404, "outcome_survey.not_found");
}
