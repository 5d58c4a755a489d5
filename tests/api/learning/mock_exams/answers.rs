//! A tutor says when and whom they come to see, until the eve; who came is written down.

use serde_json::{Value, json};

use super::invitations::second_year;
use crate::contracts::agreements::count_events;
use crate::harness::{Person, Story, World, id_of};

/// The third mock exam of the sheet with its days, the tutor invited, and the address of the invitation.
struct Invited {
    world: World,
    story: Story,
    exam: String,
    ada: Person,
    invitation: String,
}

async fn invited() -> Invited {
    let world = World::on("2026-10-05").await;
    let (story, exams) = second_year(&world).await;
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let exam = exams[2].clone();
    let days = json!({ "starts_on": "2026-11-16", "ends_on": "2026-11-20" });
    world.trainer().change(&exam, days).await.expect(200);
    let sent = world.trainer().post(format!("{exam}/invitations"), json!({})).await.expect(200);
    let invitation = format!("/v1/mock-exam-invitations/{}", id_of(&sent["data"][0]));
    let ada = world.tutor(&story.tutor());
    Invited { world, story, exam, ada, invitation }
}

impl Invited {
    async fn answer(&self, body: Value) -> crate::harness::Reply {
        self.ada.post(format!("{}/answer", self.invitation), body).await
    }

    async fn counts(&self) -> Value {
        self.world.trainer().get(format!("{}/invitations/counts", self.exam)).await.expect(200)
    }
}

#[actix_web::test]
async fn a_tutor_says_when_they_come_and_changes_their_mind_until_the_eve() {
    let at = invited().await;
    let offered = at.ada.get(&at.invitation).await.expect(200);
    assert_eq!((&offered["answers_until"], &offered["open"]), (&json!("2026-11-15"), &json!(true)));
    assert_eq!(offered["half_days"].as_array().unwrap().len(), 10);
    assert_eq!(offered["apprentices"][0]["name"], "Chloé Durand");
    let wednesday = json!({ "answer": "maybe", "comes_on": "2026-11-18", "half_day": "afternoon", "comment": "Si je peux." });
    let said = at.answer(wednesday.clone()).await.expect(200);
    assert_eq!((&said["answer"], &said["half_day"]), (&json!("maybe"), &json!("afternoon")));
    assert_eq!(at.answer(wednesday).await.expect(200)["version"], said["version"], "twice changes nothing");
    let other = json!({ "answer": "maybe", "comes_on": "2026-11-21", "half_day": "morning" });
    at.answer(other).await.faults(&[("/comes_on", "mock_exam_invitation.not_offered")]);
    let both = json!({ "answer": "declined", "comes_on": "2026-11-18", "half_day": "morning" });
    at.answer(both).await.faults(&[("/answer", "mock_exam_invitation.not_coming")]);
    let transitions = format!("{}/transitions", at.invitation);
    let may = |list: Value, act: &str| -> Value {
        let all = list["data"].as_array().unwrap().clone();
        all.into_iter().find(|one| one["act"] == act).expect("the act")["allowed"].clone()
    };
    assert_eq!(may(at.ada.get(&transitions).await.expect(200), "answer"), json!(true));

    // the staff answers for a tutor who calls, within the same time
    at.world.clock.advance_days(41);
    let answer = format!("{}/answer", at.invitation);
    at.world.trainer().post(&answer, json!({ "answer": "accepted" })).await.expect(200);
    at.world.clock.advance_days(1);
    let late = at.world.trainer();
    let closed = late.post(&answer, json!({ "answer": "declined" })).await;
    let closed = closed.refused_with(409, "mock_exam_invitation.closed");
    assert!(closed["detail"].as_str().unwrap().contains("15/11/2026"), "{closed}");
    assert_eq!(may(late.get(&transitions).await.expect(200), "answer"), json!(false));
    assert_eq!(late.get(&at.invitation).await.expect(200)["open"], json!(false));
    let kept = late.get(&at.invitation).await.expect(200);
    assert_eq!((&kept["answer"], &kept["comes_on"]), (&json!("accepted"), &Value::Null));
}

#[actix_web::test]
async fn the_programme_says_until_when_answers_are_taken() {
    let at = invited().await;
    at.world.database_says("UPDATE mock_exams SET answer_days_before = 5");
    assert_eq!(at.ada.get(&at.invitation).await.expect(200)["answers_until"], "2026-11-11");
    at.world.clock.advance_days(38);
    let late =
        at.world.trainer().post(format!("{}/answer", at.invitation), json!({ "answer": "accepted" })).await;
    late.refused_with(409, "mock_exam_invitation.closed");
}

#[actix_web::test]
async fn a_tutor_of_two_says_whom_they_come_to_see() {
    let world = World::on("2026-10-05").await;
    let (story, exams) = second_year(&world).await;
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let apprentice = world.seed_apprentice("Martin", "Léo", "2005-01-09");
    let enrolment = world.seed_enrolment(apprentice, story.cohort);
    world.seed_contract(&Story { apprentice, enrolment, ..story }, "2025-08-25", "2027-08-24");
    let stranger = world.seed_apprentice("Petit", "Zoé", "2005-01-09");
    let list = format!("{}/invitations", exams[2]);
    let sent = world.trainer().post(&list, json!({})).await.expect(200);
    let (first, ada) = (id_of(&sent["data"][0]), world.tutor(&story.tutor()));
    let answer = format!("/v1/mock-exam-invitations/{first}/answer");
    let refused =
        ada.post(&answer, json!({ "answer": "accepted", "apprentices": [apprentice, stranger] })).await;
    refused.faults(&[("/apprentices/1", "mock_exam_invitation.not_their_apprentice")]);
    let answers = async || -> Vec<(Value, Value)> {
        let list = ada.get(&list).await.expect(200);
        let each = list["data"].as_array().unwrap().clone();
        each.into_iter().map(|one| (one["apprentice_id"].clone(), one["answer"].clone())).collect()
    };
    ada.post(&answer, json!({ "answer": "accepted", "apprentices": [apprentice] })).await.expect(200);
    let said = answers().await;
    assert!(said.contains(&(json!(apprentice), json!("accepted"))), "{said:?}");
    assert!(said.contains(&(json!(story.apprentice), json!("declined"))), "{said:?}");
    let both = json!({ "answer": "maybe", "apprentices": [apprentice, story.apprentice] });
    ada.post(&answer, both).await.expect(200);
    assert!(answers().await.iter().all(|(_, answer)| answer == "maybe"));
    assert_eq!(count_events(&world, "mock_exam_invitation.answered"), 4);
}

#[actix_web::test]
async fn the_hour_of_an_apprentice_is_chosen_once_it_is_shown_and_of_theirs_alone() {
    let at = invited().await;
    let other = at.world.seed_apprentice("Martin", "Léo", "2005-01-09");
    at.world.seed_enrolment(other, at.story.cohort);
    let written =
        json!([{ "unit_code": "E1", "on": "2026-11-16", "starts_at": "13:30", "room": "Salle 12" }]);
    let trainer = at.world.trainer();
    let planned = trainer.post(format!("{}/sittings", at.exam), json!({ "sittings": written })).await;
    let planned = planned.expect(201)["data"][0].clone();
    let slot_of = |enrolment: Value| -> Value {
        let slots = planned["slots"].as_array().unwrap();
        slots.iter().find(|slot| slot["apprentice_id"] == enrolment).expect("a slot")["id"].clone()
    };
    let (own, foreign) = (slot_of(json!(at.story.apprentice)), slot_of(json!(other)));
    let choose = |slot: &Value| json!({ "answer": "accepted", "sitting_slot_id": slot });
    let not_offered = [("/sitting_slot_id", "mock_exam_invitation.not_offered")];
    at.answer(choose(&own)).await.faults(&not_offered);
    trainer.post(format!("{}/publication", at.exam), json!({})).await.expect(200);
    at.answer(choose(&foreign)).await.faults(&not_offered);
    let offered = at.ada.get(&at.invitation).await.expect(200);
    assert_eq!(offered["slots"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&offered["slots"][0]["unit_code"], &offered["slots"][0]["starts_at"]),
        (&json!("E1"), &json!("13:30"))
    );
    let said = at.answer(choose(&own)).await.expect(200);
    assert_eq!((&said["comes_on"], &said["half_day"]), (&json!("2026-11-16"), &json!("afternoon")));

    let out = json!({ "reason": "Inscrit par erreur" });
    trainer.post(format!("/v1/sitting-slots/{}/withdrawal", own.as_str().unwrap()), out).await.expect(201);
    let kept = at.ada.get(&at.invitation).await.expect(200);
    assert_eq!((&kept["slots"], &kept["half_day"]), (&json!([]), &json!("afternoon")), "the half-day stays");
}

#[actix_web::test]
async fn who_came_is_written_down_counted_and_taken_back() {
    let at = invited().await;
    at.answer(json!({ "answer": "accepted" })).await.expect(200);
    let attendance = format!("{}/attendance", at.invitation);
    let came = json!({ "attendance": "came" });
    at.world.trainer().post(&attendance, came.clone()).await.refused_with(409, "mock_exam.too_early");
    at.ada.post(&attendance, came.clone()).await.refused_with(403, "forbidden");
    let own = at.ada.get(format!("{}/invitations/counts", at.exam)).await.expect(200);
    assert_eq!((&own["invited"], &own["yes"]), (&json!(1), &json!(1)));
    at.world.clock.advance_days(43);
    let trainer = at.world.trainer();
    let nameless = trainer.post(&attendance, json!({ "attendance": "replaced" })).await;
    nameless.faults(&[("/replaced_by", "mock_exam_invitation.replacement")]);
    trainer.post(&attendance, came.clone()).await.expect(200);
    let replaced = json!({ "attendance": "replaced", "replaced_by": "Grace Hopper" });
    let written = trainer.post(&attendance, replaced).await.expect(200);
    assert_eq!(written["replaced_by"], "Grace Hopper");
    let counts = at.counts().await;
    for (name, count) in
        [("invited", 1), ("yes", 1), ("no", 0), ("maybe", 0), ("silent", 0), ("came", 0), ("replaced", 1)]
    {
        assert_eq!(counts[name], count, "{name}: {counts}");
    }
    let withdrawal = format!("{attendance}/withdrawal");
    let back = trainer.post(&withdrawal, json!({ "reason": "Ce n'était pas elle" })).await.expect(201);
    assert_eq!(at.counts().await["replaced"], 0);
    trainer
        .post(&withdrawal, json!({ "reason": "Encore" }))
        .await
        .refused_with(409, "withdrawal.nothing_to_take_back");
    let restored = trainer.post(format!("/v1/withdrawals/{}/restoration", id_of(&back)), json!({})).await;
    restored.expect(200);
    assert_eq!(at.counts().await["replaced"], 1);
    let stranger = at.world.other_manager();
    stranger.post(&attendance, came).await.refused_with(404, "mock_exam_invitation.not_found");
    stranger.get(format!("{}/invitations/counts", at.exam)).await.refused_with(404, "mock_exam.not_found");
    stranger.get(&at.invitation).await.refused_with(404, "mock_exam_invitation.not_found");
}
