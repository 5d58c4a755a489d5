//! The watch: each signal shows on its day, moves with its threshold, goes with its facts, and is shown to nobody else.

mod cost;
mod readers;
mod story;

use serde_json::{Value, json};

use super::difficulties::opened;
use crate::contracts::agreements::with;
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Person, Story, World, id_of};
use crate::presence::absences;
use crate::presence::calendars::{give_calendar, wednesday_to_friday};

/// Where the signals of an apprentice are read.
pub fn signals_at(story: &Story) -> String {
    format!("/v1/apprentices/{}/signals", story.apprentice)
}

/// The codes of the signals somebody reads of an apprentice.
pub async fn codes(by: &Person, story: &Story) -> Vec<String> {
    let told = by.get(signals_at(story)).await.expect(200);
    told["signals"].as_array().unwrap().iter().map(|one| one["signal"].as_str().unwrap().to_owned()).collect()
}

async fn shows(world: &World, story: &Story, code: &str) -> bool {
    codes(&world.manager(), story).await.iter().any(|one| one == code)
}

/// Goes on to a day.
pub fn until(world: &World, day: &str) {
    let ahead = (day.parse::<chrono::NaiveDate>().unwrap() - world.clock.today()).num_days();
    world.clock.advance_days(ahead);
}

fn a_call(story: &Story) -> Value {
    json!({ "apprentice_id": story.apprentice, "direction": "outgoing", "party": "tutor", "outcome": "reached",
        "subject": "follow_up" })
}

#[actix_web::test]
async fn silence_shows_ten_weeks_after_the_last_contact_and_goes_with_a_call_answered() {
    let (world, story, _) = a_signed_story("2025-11-02").await;
    assert!(!shows(&world, &story, "no_contact").await);
    until(&world, "2025-11-03");
    assert!(shows(&world, &story, "no_contact").await);
    let missed = with(a_call(&story), json!({ "outcome": "missed" }));
    world.trainer().post("/v1/phone-contacts", missed).await.expect(201);
    assert!(shows(&world, &story, "no_contact").await, "nobody answered");
    let told = world.manager().get(signals_at(&story)).await.expect(200);
    let signal = &told["signals"][0];
    assert_eq!((&signal["since"], &signal["threshold"]), (&json!("2025-11-03"), &json!(10)));
    assert_eq!(signal["rule"], "Ni visite tenue ni appel abouti depuis 10 semaines.");
    assert_eq!(signal["facts"][0]["on"], "2025-08-25");
    assert_eq!((&told["sum"], &signal["weight"]), (&json!(2), &json!(2)));
    world.trainer().post("/v1/phone-contacts", a_call(&story)).await.expect(201);
    assert!(!shows(&world, &story, "no_contact").await);
}

#[actix_web::test]
async fn a_late_visit_shows_a_week_late_and_goes_once_held() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let visit = visits_of(&world.manager()).await.remove(0);
    let due_on = world.manager().get(&visit).await.expect(200)["due_on"].as_str().unwrap().to_owned();
    until(&world, &due_on);
    world.clock.advance_days(7);
    assert!(!shows(&world, &story, "late_visit").await);
    world.clock.advance_days(1);
    let told = world.manager().get(signals_at(&story)).await.expect(200);
    let late = told["signals"].as_array().unwrap().iter().find(|one| one["signal"] == "late_visit").unwrap();
    assert_eq!((&late["facts"][0]["href"], &late["facts"][0]["on"]), (&json!(visit), &json!(due_on)));
    let report = json!({ "held_on": world.clock.today(), "present": ["tutor"], "report": "Vue en rayon." });
    world.manager().post(format!("{visit}/report"), report).await.expect(200);
    assert!(!shows(&world, &story, "late_visit").await);
}

#[actix_web::test]
async fn three_unjustified_absences_show_and_go_once_one_is_justified() {
    let (world, story, _) = a_signed_story("2025-10-20").await;
    let manager = world.manager();
    let mut entered = Vec::new();
    for day in ["2025-10-06", "2025-10-07", "2025-10-13"] {
        assert!(!shows(&world, &story, "unjustified_absences").await, "{day}");
        let absence = json!({ "apprentice_id": story.apprentice, "away_from": "centre", "from_on": day, "to_on": day,
            "justified": "no" });
        entered.push(absences::entered(&manager, absence).await);
    }
    let told = manager.get(signals_at(&story)).await.expect(200);
    let signal = &told["signals"][0];
    assert_eq!((&signal["signal"], &signal["since"]), (&json!("unjustified_absences"), &json!("2025-10-13")));
    assert_eq!((&signal["facts"][0]["count"], &signal["facts"][1]["href"]), (&json!(3), &json!(entered[0])));
    manager.change(&entered[1], json!({ "justified": "yes" })).await.expect(200);
    assert!(!shows(&world, &story, "unjustified_absences").await);
}

#[actix_web::test]
async fn the_end_of_the_free_days_shows_two_weeks_ahead() {
    let (world, story, _) = a_signed_story("2025-11-20").await;
    give_calendar(&world.manager(), &story, wednesday_to_friday()).await;
    for (day, expected) in
        [("2025-11-20", false), ("2025-11-21", true), ("2025-12-05", true), ("2025-12-06", false)]
    {
        until(&world, day);
        assert_eq!(shows(&world, &story, "free_days_end").await, expected, "{day}");
    }
}

#[actix_web::test]
async fn a_tutor_is_silent_until_the_link_is_opened() {
    let (world, story, _) = a_signed_story("2025-09-01").await;
    let link = crate::desk::links::a_link(&world, &story, json!({})).await;
    until(&world, "2025-09-21");
    assert!(!shows(&world, &story, "silent_tutor").await);
    until(&world, "2025-09-22");
    // the link bears the day of the machine, not that of the world
    world.database_says("UPDATE tutor_links SET created_at = '2025-09-01T10:00:00Z'");
    assert!(shows(&world, &story, "silent_tutor").await);
    world.nobody().get(crate::desk::links::address_of(&link)).await.expect(200);
    assert!(!shows(&world, &story, "silent_tutor").await);
}

#[actix_web::test]
async fn a_skill_put_lower_by_one_voice_shows_until_it_is_back() {
    let (world, story, _) = a_signed_story("2025-11-10").await;
    let trainer = world.trainer();
    let positions = format!("/v1/apprentices/{}/skill-positions", story.apprentice);
    let say = async |level: &str, on: &str| {
        let body = json!({ "seen_on": on, "positions": [{ "skill": "bc01-3", "level": level }] });
        trainer.post(&positions, body).await.expect(201);
    };
    say("acquired", "2025-10-06").await;
    assert!(!shows(&world, &story, "position_down").await);
    say("in_progress", "2025-11-03").await;
    assert!(shows(&world, &story, "position_down").await);
    say("acquired", "2025-11-10").await;
    assert!(!shows(&world, &story, "position_down").await);
}

#[actix_web::test]
async fn marks_fall_between_two_sessions_once_released() {
    let (world, story, _) = a_signed_story("2026-03-10").await;
    let session = |ordinal: i16, month: &str, mark: i32, released: &str| {
        world.database_says(&format!(
            "WITH exam AS (INSERT INTO mock_exams (id, site_id, cohort_id, ordinal, training_year, month_on, tutors_invited,
                 state, papers_chosen, released_at)
               VALUES (gen_random_uuid(), '{site}', '{cohort}', {ordinal}, 1, '{month}', false,
                 CASE WHEN {released} IS NULL THEN 'marked' ELSE 'released' END, false, {released}) RETURNING id, site_id),
             paper AS (INSERT INTO mock_exam_papers (id, site_id, mock_exam_id, unit_code, label, coefficient_hundredths,
                 optional, rank)
               SELECT gen_random_uuid(), site_id, id, 'E1', 'Culture générale', 300, false, 1 FROM exam RETURNING id, site_id)
             INSERT INTO mock_exam_marks (id, site_id, paper_id, enrolment_id, status, mark_hundredths, entered_on)
             SELECT gen_random_uuid(), site_id, id, '{enrolment}', 'marked', {mark}, '{month}' FROM paper",
            site = world.site(),
            cohort = story.cohort,
            enrolment = story.enrolment,
        ));
    };
    session(91, "2025-12-01", 1300, "'2025-12-20T10:00:00Z'::timestamptz");
    session(92, "2026-03-01", 1000, "NULL::timestamptz");
    assert!(!shows(&world, &story, "marks_falling").await, "not released yet");
    world.database_says(
        "UPDATE mock_exams SET state = 'released', released_at = '2026-03-09T10:00:00Z' WHERE ordinal = 92",
    );
    let told = world.manager().get(signals_at(&story)).await.expect(200);
    let signal =
        told["signals"].as_array().unwrap().iter().find(|one| one["signal"] == "marks_falling").unwrap();
    assert_eq!(signal["since"], "2026-03-09");
    assert_eq!(signal["facts"][0]["what"], "Moyenne de 10,00 sur 20, publiée le 09/03/2026.");
}

#[actix_web::test]
async fn thresholds_move_signals_and_go_back_to_those_of_the_file() {
    let (world, story, _) = a_signed_story("2025-10-06").await;
    let manager = world.manager();
    let path = format!("/v1/sites/{}/watch-settings", world.site());
    let before = manager.get(&path).await;
    assert!(before.etag().starts_with("\"v0"), "{}", before.etag());
    let listed = before.expect(200);
    assert_eq!(listed["signals"].as_array().unwrap().len(), 8);
    assert!(!shows(&world, &story, "no_contact").await);
    world.put_again(&manager, (&path, &path), json!({ "thresholds": [] })).await;
    let sooner = json!({ "thresholds": [{ "signal": "no_contact", "threshold": 6 }] });
    world.trainer().put(&path, "\"v0\"", sooner.clone()).await.refused_with(403, "forbidden");
    let written = manager.put(&path, "\"v0\"", sooner.clone()).await.expect(200);
    let setting =
        written["signals"].as_array().unwrap().iter().find(|one| one["signal"] == "no_contact").unwrap();
    assert_eq!(
        (&setting["threshold"], &setting["default_threshold"], &setting["set"]),
        (&json!(6), &json!(10), &json!(true))
    );
    assert!(shows(&world, &story, "no_contact").await);
    world.put_again(&manager, (&path, &path), sooner.clone()).await;
    manager.put(&path, "\"v0\"", sooner).await.refused_with(412, "precondition.stale");
    let wild = json!({ "thresholds": [{ "signal": "no_contact", "threshold": 60 }] });
    let refused = manager.put(&path, "\"v1\"", wild).await;
    refused.faults(&[("/thresholds/0/threshold", "watch.threshold_out_of_bounds")]);
    manager.put(&path, "\"v1\"", json!({ "thresholds": [] })).await.expect(200);
    assert!(!shows(&world, &story, "no_contact").await);
    let journaled = "SELECT count(*) AS n FROM journal_entries WHERE subject_kind = 'watch_settings'";
    assert_eq!(world.database_counts(journaled), 2);
}

#[actix_web::test]
async fn a_signal_noted_is_shown_and_not_counted_until_its_day_or_taken_back() {
    let (world, story, _) = a_signed_story("2025-11-03").await;
    let manager = world.manager();
    let noting = format!("/v1/apprentices/{}/signal-acknowledgements", story.apprentice);
    let note =
        |signal: &str, until: &str| json!({ "signal": signal, "reason": "Visite fixée.", "until_on": until });
    let absent = manager.post(&noting, note("marks_falling", "2025-11-30")).await;
    absent.refused_with(409, "watch.signal_not_shown");
    manager
        .post(&noting, note("no_contact", "2026-11-30"))
        .await
        .faults(&[("/until_on", "watch.until_on_day")]);
    let noted = manager.post(&noting, note("no_contact", "2025-11-30")).await.expect(201);
    let told = manager.get(signals_at(&story)).await.expect(200);
    assert_eq!(
        (&told["sum"], &told["signals"][0]["acknowledged"]["reason"]),
        (&json!(0), &json!("Visite fixée."))
    );
    let withdrawal = format!("/v1/signal-acknowledgements/{}/withdrawal", id_of(&noted));
    world.trainer().post(&withdrawal, json!({ "reason": "Non" })).await.refused_with(403, "forbidden");
    let taken = manager.post(&withdrawal, json!({ "reason": "Mauvais apprenti" })).await.expect(201);
    assert_eq!(manager.get(signals_at(&story)).await.expect(200)["sum"], 2);
    manager.post(format!("/v1/withdrawals/{}/restoration", id_of(&taken)), json!({})).await.expect(200);
    until(&world, "2025-11-30");
    assert_eq!(world.manager().get(signals_at(&story)).await.expect(200)["sum"], 0);
    until(&world, "2025-12-01");
    assert_eq!(world.manager().get(signals_at(&story)).await.expect(200)["sum"], 2);
}

#[actix_web::test]
async fn a_difficulty_shows_a_week_without_a_step_and_goes_with_one() {
    let (world, story, _) = a_signed_story("2025-09-15").await;
    let case = opened(&world.manager(), &story, json!({})).await;
    until(&world, "2025-09-21");
    assert!(!shows(&world, &story, "difficulty_without_step").await);
    until(&world, "2025-09-22");
    assert!(shows(&world, &story, "difficulty_without_step").await);
    let step = json!({ "kind": "meeting", "planned_on": "2025-09-24", "visibility": "staff" });
    world.manager().post(format!("{case}/steps"), step).await.expect(201);
    assert!(!shows(&world, &story, "difficulty_without_step").await);
}
