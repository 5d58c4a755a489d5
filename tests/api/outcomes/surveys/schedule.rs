//! Surveys by themselves: waves open as they begin, links and reminders leave, each once, and nobody who objects is asked.

use compagnon::outcomes::surveys::schedule::{SurveysSent, ask_leavers};
use compagnon::platform::stopping::Stopping;
use serde_json::json;

use super::{SIX_MONTHS_AFTER, only_one, outcomes_of, surveys_of};
use crate::contracts::agreements::count_events;
use crate::harness::{MailServer, Story, World, id_of};

const MAILED: &str = "SELECT count(*) AS n FROM mails WHERE kind = 'outcome_survey'";

async fn asked(world: &World) -> Option<(usize, usize)> {
    let sent = ask_leavers(world.app(), &Stopping::never()).await.expect("the surveys");
    sent.map(|SurveysSent { opened, mailed }| (opened, mailed))
}

/// A class whose leaver has an address, where mails leave.
async fn a_class(today: &str) -> (World, Story, MailServer) {
    let server = MailServer::start();
    let url = server.url();
    let world = World::configured(today, move |config| config.smtp_url = Some(url.into())).await;
    let story = world.story();
    world.database_says(&format!(
        "UPDATE apprentices SET email = 'chloe.durand@example.org' WHERE id = '{}'",
        story.apprentice
    ));
    (world, story, server)
}

#[actix_web::test]
async fn a_wave_opens_by_itself_and_its_leaver_is_mailed_then_reminded_each_once() {
    let (world, story, _server) = a_class("2028-02-23").await;
    assert_eq!(asked(&world).await, Some((0, 0)), "its days are to come");
    world.clock.advance_days(1);
    assert_eq!(asked(&world).await, Some((1, 1)));
    assert_eq!(asked(&world).await, Some((0, 0)), "once");
    let survey = only_one(&world.manager(), &story).await;
    assert_eq!((&survey["link_made_on"], &survey["reminders"]), (&json!("2028-02-24"), &json!(0)));
    let mails = world.manager().get("/v1/mails").await.expect(200);
    assert_eq!(mails["data"][0]["apprentice_id"], json!(story.apprentice));
    world.clock.advance_days(14);
    assert_eq!(asked(&world).await, Some((0, 1)));
    assert_eq!(asked(&world).await, Some((0, 0)), "a reminder is once too");
    world.clock.advance_days(14);
    assert_eq!(asked(&world).await, Some((0, 1)));
    world.clock.advance_days(15);
    assert_eq!(asked(&world).await, Some((0, 0)), "never more of them than there may be");
    assert_eq!(world.database_counts(MAILED), 3);
    let by =
        "SELECT count(*) AS n FROM journal_entries WHERE act = 'SurveyLeavers' AND actor_kind = 'system'";
    assert_eq!(world.database_counts(by), 4);
    assert_eq!(count_events(&world, "outcome_survey.reminded"), 2);
    let subjects = "SELECT count(*) AS n FROM mails WHERE subject LIKE 'Rappel%'";
    assert_eq!(world.database_counts(subjects), 2);
}

#[actix_web::test]
async fn nothing_goes_out_at_the_end_of_the_week_and_nobody_who_answered_is_reminded() {
    // a Saturday
    let (world, story, _server) = a_class("2028-02-26").await;
    assert_eq!(asked(&world).await, None);
    world.clock.advance_days(2);
    assert_eq!(asked(&world).await, Some((1, 1)));
    let survey = only_one(&world.manager(), &story).await;
    let path = format!("/v1/outcome-surveys/{}/answers", id_of(&survey));
    world.manager().post(path, json!({ "source": "phone", "situation": "seeking" })).await.expect(201);
    world.clock.advance_days(15);
    assert_eq!(asked(&world).await, Some((0, 0)));
}

#[actix_web::test]
async fn without_a_mail_server_waves_open_and_wait_for_a_call() {
    let world = World::on(SIX_MONTHS_AFTER).await;
    let story = world.story();
    assert_eq!(asked(&world).await, Some((1, 0)));
    assert_eq!(only_one(&world.manager(), &story).await["state"], "open");
    let late = World::on("2028-05-04").await;
    late.story();
    assert_eq!(asked(&late).await, Some((0, 0)), "a wave that is over is not opened late");
}

#[actix_web::test]
async fn what_the_office_took_back_is_not_opened_again_by_itself() {
    let (world, story, _server) = a_class(SIX_MONTHS_AFTER).await;
    asked(&world).await;
    let manager = world.manager();
    let survey = format!("/v1/outcome-surveys/{}", id_of(&only_one(&manager, &story).await));
    let why = json!({ "reason": "Elle n'a pas quitté le centre" });
    manager.post(format!("{survey}/withdrawal"), why).await.expect(201);
    assert_eq!(asked(&world).await, Some((0, 0)));
    assert_eq!(manager.get(outcomes_of(&story)).await.expect(200)["data"], json!([]));
    let by_hand = manager.post(surveys_of(&story), json!({ "wave_months": 6 })).await.expect(201);
    assert_eq!(by_hand["opened"], 1, "by hand it is");
}

#[actix_web::test]
async fn whoever_objects_is_neither_asked_nor_reminded_until_they_no_longer_do() {
    let (world, story, _server) = a_class(SIX_MONTHS_AFTER).await;
    asked(&world).await;
    let (manager, student) = (world.manager(), world.student(&story.apprentice()));
    let survey = format!("/v1/outcome-surveys/{}", id_of(&only_one(&manager, &story).await));
    let path = format!("/v1/apprentices/{}/survey-objection", story.apprentice);
    let late = student.post(&path, json!({ "objected_on": "2028-02-25" })).await;
    late.faults(&[("/objected_on", "survey_objection.known")]);
    let objection = student.post(&path, json!({})).await.expect(201);
    assert_eq!(
        (&objection["objected_on"], &objection["author"]["through"]),
        (&json!("2028-02-24"), &json!("account"))
    );
    manager.post(&path, json!({})).await.refused_with(409, "survey_objection.known");
    let waiting = "SELECT count(*) AS n FROM mails WHERE kind = 'outcome_survey' AND state = 'waiting'";
    assert_eq!(world.database_counts(waiting), 0, "what waited does not leave");
    world.clock.advance_days(14);
    assert_eq!(asked(&world).await, Some((0, 0)));
    let manager = world.manager();
    for act in ["link", "reminder"] {
        manager.post(format!("{survey}/{act}"), json!({})).await.refused_with(409, "outcome_survey.objected");
    }
    let other = manager.post(surveys_of(&story), json!({ "wave_months": 6 })).await.expect(201);
    assert_eq!(other["known"], 1);
    let home = format!("/v1/survey-objections/{}", id_of(&objection));
    world.other_manager().get(&home).await.refused_with(404, "survey_objection.not_found");
    let why = json!({ "reason": "Elle veut bien répondre" });
    manager.post(format!("{home}/withdrawal"), why).await.expect(201);
    assert_eq!(asked(&world).await, Some((0, 1)));
}
