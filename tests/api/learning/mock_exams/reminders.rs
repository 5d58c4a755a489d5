//! A tutor who has not answered is reminded once, and only then.

use compagnon::learning::mock_exams::reminders::remind_silent;
use serde_json::json;

use super::invitations::second_year;
use crate::contracts::agreements::count_events;
use crate::harness::{MailServer, World, id_of};

#[actix_web::test]
async fn a_tutor_who_has_not_answered_is_reminded_once() {
    let server = MailServer::start();
    let url = server.url();
    let world = World::configured("2026-10-05", move |config| config.smtp_url = Some(url.into())).await;
    let (story, exams) = second_year(&world).await;
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    world.database_says("UPDATE tutors SET email = 'ada@example.org'");
    let list = format!("{}/invitations", exams[2]);
    world.trainer().post(&list, json!({})).await.expect(200);
    world.clock.advance_days(1);
    assert_eq!(remind_silent(world.app()).await.unwrap(), 0, "no day is fixed");
    world.trainer().change(&exams[2], json!({ "starts_on": "2026-11-16" })).await.expect(200);
    assert_eq!(remind_silent(world.app()).await.unwrap(), 0, "the answer is not due yet");
    world.clock.advance_days(34);
    assert_eq!(remind_silent(world.app()).await.unwrap(), 1);
    world.clock.advance_days(1);
    let trainer = world.trainer();
    trainer.change(&exams[2], json!({ "starts_on": "2026-11-17" })).await.expect(200);
    assert_eq!(remind_silent(world.app()).await.unwrap(), 0, "once, even when the days move");
    let mails = world.manager().get("/v1/mails").await.expect(200);
    let kinds: Vec<_> = mails["data"].as_array().unwrap().iter().map(|mail| &mail["kind"]).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "mock_exam_reminder").count(), 1, "{kinds:?}");
    let invitation = trainer.get(&list).await.expect(200)["data"][0].clone();
    assert_eq!(invitation["reminded_on"], "2026-11-09");
    assert_eq!(count_events(&world, "mock_exam_invitation.reminded"), 1);
    assert_eq!(trainer.get(format!("{list}/counts")).await.expect(200)["reminded"], 1);
}

#[actix_web::test]
async fn whoever_answered_is_not_reminded() {
    let server = MailServer::start();
    let url = server.url();
    let world = World::configured("2026-10-05", move |config| config.smtp_url = Some(url.into())).await;
    let (story, exams) = second_year(&world).await;
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    world.database_says("UPDATE tutors SET email = 'ada@example.org'");
    let (trainer, ada) = (world.trainer(), world.tutor(&story.tutor()));
    trainer.change(&exams[2], json!({ "starts_on": "2026-11-16" })).await.expect(200);
    let sent = trainer.post(format!("{}/invitations", exams[2]), json!({})).await.expect(200);
    let answer = format!("/v1/mock-exam-invitations/{}/answer", id_of(&sent["data"][0]));
    ada.post(&answer, json!({ "answer": "maybe" })).await.expect(200);
    world.clock.advance_days(37);
    assert_eq!(remind_silent(world.app()).await.unwrap(), 0);
}
