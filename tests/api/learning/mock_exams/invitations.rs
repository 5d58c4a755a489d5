//! Tutors are invited to the mock exams of the second year.

use compagnon::platform::stopping::Stopping;
use compagnon::trust::mails::{Postman, deliver};
use serde_json::{Value, json};

use super::exams::opened;
use crate::harness::{MailServer, Story, World, id_of};

pub async fn second_year(world: &World) -> (Story, Vec<String>) {
    let (cohort, exams) = opened(world).await;
    let story = world.story_in(cohort.parse().unwrap());
    (story, exams)
}

#[actix_web::test]
async fn tutors_of_the_second_year_are_invited_once_and_answer_for_themselves() {
    let world = World::on("2026-10-05").await;
    let (story, exams) = second_year(&world).await;
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let trainer = world.trainer();
    let path = format!("{}/invitations", exams[2]);
    let invited = trainer.post(&path, json!({})).await.expect(200);
    let invitation = invited["data"][0].clone();
    assert_eq!((&invitation["tutor_id"], &invitation["answer"]), (&json!(story.tutor), &json!("pending")));
    assert_eq!(invitation["apprentice_id"], json!(story.apprentice));
    assert_eq!(trainer.post(&path, json!({})).await.expect(200), invited);
    assert_eq!(trainer.get(&path).await.expect(200), invited);

    let ada = world.tutor(&story.tutor());
    assert_eq!(ada.get("/v1/mock-exam-invitations").await.expect(200), invited);
    let answer = format!("/v1/mock-exam-invitations/{}/answer", id_of(&invitation));
    let accepted = ada.post(&answer, json!({ "answer": "accepted" })).await;
    assert_eq!(accepted.etag(), "\"v2\"");
    let accepted = accepted.expect(200);
    assert_eq!(accepted["answer"], "accepted");
    assert!(accepted["answered_at"].is_string());
    assert_eq!(ada.post(&answer, json!({ "answer": "accepted" })).await.expect(200), accepted);
    assert_eq!(ada.post(&answer, json!({ "answer": "declined" })).await.expect(200)["version"], 3);
    ada.post(&answer, json!({ "answer": "pending" })).await.faults(&[("/answer", "enum")]);
    let pending = trainer.get("/v1/mock-exam-invitations?answer=pending").await.expect(200);
    assert_eq!(pending["data"], json!([]));

    let augusta = world.seed_tutor(story.employer, "Byron", "Augusta");
    let augusta = world.tutor(&json!({ "id": augusta }));
    for stranger in [augusta, world.other_manager()] {
        let refused = stranger.post(&answer, json!({ "answer": "accepted" })).await;
        refused.refused_with(404, "mock_exam_invitation.not_found");
        stranger.get(&path).await.refused_with(404, "mock_exam.not_found");
        assert_eq!(stranger.get("/v1/mock-exam-invitations").await.expect(200)["data"], json!([]));
    }
    let student = world.student(&story.apprentice());
    student.get("/v1/mock-exam-invitations").await.refused_with(403, "forbidden");
    student.post(&answer, json!({ "answer": "accepted" })).await.refused_with(403, "forbidden");
    world.other_manager().post(&path, json!({})).await.refused_with(404, "mock_exam.not_found");
    ada.post(&path, json!({})).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn tutors_are_not_invited_in_the_first_year() {
    let world = World::on("2026-02-02").await;
    let (story, exams) = second_year(&world).await;
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    for exam in &exams[..2] {
        let refused = world.trainer().post(format!("{exam}/invitations"), json!({})).await;
        refused.refused_with(409, "mock_exam.tutors_not_invited");
    }
}

#[actix_web::test]
async fn only_a_contract_that_runs_on_the_day_brings_an_invitation() {
    let world = World::on("2026-10-05").await;
    let (mut story, exams) = second_year(&world).await;
    let trainer = world.trainer();
    let november = format!("{}/invitations", exams[2]);
    assert_eq!(trainer.post(&november, json!({})).await.expect(200)["data"], json!([]));
    world.seed_contract(&story, "2025-08-25", "2026-11-09");
    story.tutor = world.seed_tutor(story.employer, "Byron", "Augusta");
    world.seed_contract(&story, "2026-11-10", "2027-08-24");
    let tutors = |list: Value| -> Vec<Value> {
        list["data"].as_array().unwrap().iter().map(|one| one["tutor_id"].clone()).collect()
    };
    trainer.change(&exams[2], json!({ "starts_on": "2026-11-10" })).await.expect(200);
    assert_eq!(tutors(trainer.post(&november, json!({})).await.expect(200)), [json!(story.tutor)]);
    trainer.change(&exams[2], json!({ "starts_on": null })).await.expect(200);
    assert_eq!(tutors(trainer.post(&november, json!({})).await.expect(200)).len(), 2, "any day of the month");
    let march = format!("{}/invitations", exams[3]);
    assert_eq!(tutors(trainer.post(&march, json!({})).await.expect(200)), [json!(story.tutor)]);
}

#[actix_web::test]
async fn nobody_is_invited_nor_answers_once_the_mock_exam_is_over() {
    let world = World::on("2026-11-03").await;
    let (story, exams) = second_year(&world).await;
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let (trainer, ada) = (world.trainer(), world.tutor(&story.tutor()));
    for (exam, act, code) in
        [(&exams[2], "holding", "mock_exam.already_held"), (&exams[3], "cancellation", "mock_exam.cancelled")]
    {
        let invited = trainer.post(format!("{exam}/invitations"), json!({})).await.expect(200);
        let answer = format!("/v1/mock-exam-invitations/{}/answer", id_of(&invited["data"][0]));
        trainer.post(format!("{exam}/{act}"), json!({})).await.expect(200);
        trainer.post(format!("{exam}/invitations"), json!({})).await.refused_with(409, code);
        ada.post(&answer, json!({ "answer": "accepted" })).await.refused_with(409, code);
    }
}

#[actix_web::test]
async fn an_invitation_is_mailed_once_to_the_tutor_who_has_an_address() {
    let server = MailServer::start();
    let url = server.url();
    let world = World::configured("2026-10-05", move |config| config.smtp_url = Some(url.into())).await;
    let (story, exams) = second_year(&world).await;
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    world.database_says(&format!("UPDATE tutors SET email = 'ada@example.org' WHERE id = '{}'", story.tutor));
    let path = format!("{}/invitations", exams[2]);
    for _ in 0..2 {
        world.trainer().post(&path, json!({})).await.expect(200);
    }
    let mails = world.manager().get("/v1/mails").await.expect(200);
    let mails = mails["data"].as_array().unwrap();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert_eq!(
        (&mails[0]["kind"], &mails[0]["tutor_id"]),
        (&json!("mock_exam_invitation"), &json!(story.tutor))
    );
    let postman = Postman::hired(&world.app().config).unwrap().unwrap();
    assert_eq!(deliver(world.app(), &postman, &Stopping::never()).await.unwrap(), 1);
    let taken = server.taken();
    assert!(
        taken[0].to.contains("ada@example.org") && taken[0].text.contains("examen blanc"),
        "{}",
        taken[0].text
    );
}
