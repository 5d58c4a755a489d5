//! The official exam: who is registered, what each unit brought, what the jury decided; a class at once; corrections.

mod class;

use serde_json::{Value, json};

use crate::contracts::agreements::count_events;
use crate::follow_up::phone_contacts::neighbours;
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Story, World, id_of};

/// After the jury of the story's session.
pub const AFTER: &str = "2027-07-12";

/// The exam of the story's apprentice at the session of the cohort.
pub fn exam_of(story: &Story) -> String {
    format!("/v1/enrolments/{}/exam-results/2027", story.enrolment)
}

/// A registration, as sent.
pub fn registered() -> Value {
    json!({ "registered_on": "2026-11-05", "candidate_number": "02112345678" })
}

/// An exam decided, as sent.
fn decided() -> Value {
    json!({ "registered_on": "2026-11-05", "decision": "admitted", "decided_on": "2027-07-05",
        "decision_reference": "Procès-verbal du 05/07/2027", "diploma_on": "2027-07-05",
        "units": [{ "unit": "E1", "presence": "present", "mark_hundredths": 800, "catch_up_hundredths": 1100 },
                  { "unit": "E5", "presence": "absent_justified" }] })
}

#[actix_web::test]
async fn an_exam_goes_from_the_registration_to_the_diploma() {
    let (world, story, _) = a_signed_story(AFTER).await;
    let manager = world.manager();
    let first = manager.put(exam_of(&story), "\"v0\"", registered()).await;
    let (etag, path) = (first.etag(), format!("/v1/exam-results/{}", id_of(&first.body)));
    let first = first.expect(200);
    assert_eq!((&first["session"], &first["regulation"]["code"]), (&json!(2027), &json!("mco-2024")));
    assert_eq!((&first["decision"], &first["units"]), (&Value::Null, &json!([])));
    assert_eq!(first["apprentice"]["family_name"], "Durand");

    let marks = json!({ "units": [{ "unit": "E5", "presence": "present", "mark_hundredths": 1250 },
                                  { "unit": "E1", "presence": "absent" }] });
    let second = manager.patch(&path, &etag, marks).await;
    let (etag, second) = (second.etag(), second.expect(200));
    let told = |at: usize, what: &str| second["units"][at][what].clone();
    assert_eq!((told(0, "unit"), told(0, "best_hundredths")), (json!("E1"), Value::Null));
    assert_eq!((told(1, "unit"), told(1, "best_hundredths")), (json!("E5"), json!(1250)));
    assert_eq!(
        (told(0, "presence_label"), second["candidate_number"].clone()),
        (json!("Absent"), json!("02112345678"))
    );

    let stale = manager.patch(&path, "\"v1\"", decided()).await;
    stale.refused_with(412, "precondition.stale");
    let third = manager.patch(&path, &etag, decided()).await.expect(200);
    assert_eq!((&third["decision_label"], &third["diploma_on"]), (&json!("Admis"), &json!("2027-07-05")));
    let best = |at: usize| third["units"][at]["best_hundredths"].clone();
    assert_eq!((best(0), best(1)), (json!(1100), json!(0)));
    assert_eq!(
        (count_events(&world, "exam_result.entered"), count_events(&world, "exam_result.changed")),
        (1, 2)
    );
}

#[actix_web::test]
async fn what_is_wrong_is_told_at_once_and_nothing_is_saved() {
    let (world, story, _) = a_signed_story(AFTER).await;
    let manager = world.manager();
    let wrong = json!({ "registered_on": "2026-11-05", "decision": "refused", "diploma_on": "2027-07-05",
        "units": [{ "unit": "E41", "presence": "present" },
                  { "unit": "E1", "presence": "absent", "mark_hundredths": 0 },
                  { "unit": "E5", "presence": "present", "catch_up_hundredths": 1200 }] });
    manager.put(exam_of(&story), "\"v0\"", wrong).await.faults(&[
        ("/decided_on", "exam_result.decision_without_day"),
        ("/diploma_on", "exam_result.diploma_not_admitted"),
        ("/units/0/unit", "exam_result.unit_unknown"),
        ("/units/1/mark_hundredths", "exam_result.absent_is_not_zero"),
        ("/units/2/catch_up_hundredths", "exam_result.no_catch_up"),
    ]);
    let early = exam_of(&story).replace("2027", "2024");
    manager
        .put(early, "\"v0\"", registered())
        .await
        .faults(&[("/session", "exam_result.session_before_training")]);
    let reason = json!({ "registered_on": "2026-11-05", "correction_reason": "Pour voir" });
    manager
        .put(exam_of(&story), "\"v0\"", reason)
        .await
        .faults(&[("/correction_reason", "exam_result.nothing_to_correct")]);
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM exam_results"), 0);
    assert_eq!(count_events(&world, "exam_result.entered"), 0);
}

#[actix_web::test]
async fn after_the_decision_a_correction_has_its_reason_which_the_apprentice_is_not_told() {
    let (world, story, _) = a_signed_story(AFTER).await;
    let (manager, student) = (world.manager(), world.student(&story.apprentice()));
    let decided = manager.put(exam_of(&story), "\"v0\"", decided()).await.expect(200);
    let path = format!("/v1/exam-results/{}", id_of(&decided));
    let better = json!({ "units": [{ "unit": "E1", "presence": "present", "mark_hundredths": 900 }] });
    manager.change(&path, better.clone()).await.faults(&[("/correction_reason", "exam_result.decided")]);
    let mut explained = better;
    explained["correction_reason"] = json!("Note mal reportée du relevé");
    let corrected = manager.change(&path, explained).await.expect(200);
    assert_eq!(corrected["correction_reason"], "Note mal reportée du relevé");
    assert_eq!(count_events(&world, "exam_result.corrected"), 1);
    let own = student.get(&path).await.expect(200);
    assert_eq!((&own["correction_reason"], &own["units"][0]["best_hundredths"]), (&Value::Null, &json!(900)));
    assert!(own["corrected_at"].is_string());
}

#[actix_web::test]
async fn apprentices_see_their_marks_once_the_jury_decided_and_tutors_never() {
    let (world, story, _) = a_signed_story(AFTER).await;
    let (manager, student) = (world.manager(), world.student(&story.apprentice()));
    let (_, friend) = neighbours(&world, &story).await;
    let mut marked = registered();
    marked["units"] = json!([{ "unit": "E5", "presence": "present", "mark_hundredths": 1250 }]);
    let entered = manager.put(exam_of(&story), "\"v0\"", marked).await.expect(200);
    let path = format!("/v1/exam-results/{}", id_of(&entered));
    let own = student.get(&path).await.expect(200);
    assert_eq!((&own["candidate_number"], &own["units"]), (&json!("02112345678"), &json!([])));
    let day = json!({ "decision": "postponed", "decided_on": "2027-07-05" });
    manager.change(&path, day).await.expect(200);
    let listed = student.get("/v1/exam-results").await.expect(200);
    assert_eq!(listed["data"][0]["units"][0]["mark_hundredths"], 1250);
    let friend = world.student(&friend);
    assert_eq!(friend.get("/v1/exam-results").await.expect(200)["data"], json!([]));
    for stranger in [friend, world.other_manager()] {
        stranger.get(&path).await.refused_with(404, "exam_result.not_found");
    }
    let tutor = world.tutor(&story.tutor());
    tutor.get(&path).await.refused_with(403, "forbidden");
    let trainer = world.trainer();
    trainer.get(&path).await.expect(200);
    trainer.put(exam_of(&story), "\"v0\"", registered()).await.refused_with(403, "forbidden");
    world
        .other_manager()
        .put(exam_of(&story), "\"v0\"", registered())
        .await
        .refused_with(404, "enrolment.not_found");
}

#[actix_web::test]
async fn an_exam_taken_back_goes_with_its_units_and_comes_back_with_them() {
    let (world, story, _) = a_signed_story(AFTER).await;
    let manager = world.manager();
    let entered = manager.put(exam_of(&story), "\"v0\"", decided()).await.expect(200);
    let path = format!("/v1/exam-results/{}", id_of(&entered));
    let reason = json!({ "reason": "Saisi sur le mauvais candidat" });
    let taken = manager.post(format!("{path}/withdrawal"), reason.clone()).await.expect(201);
    manager.get(&path).await.refused_with(404, "exam_result.not_found");
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM exam_result_units"), 0);
    let enrolment = format!("/v1/enrolments/{}/withdrawal", story.enrolment);
    let back = format!("/v1/withdrawals/{}/restoration", id_of(&taken));
    manager.post(back, json!({})).await.expect(200);
    let again = manager.get(&path).await.expect(200);
    assert_eq!(again["units"].as_array().unwrap().len(), 2);
    manager.post(enrolment, reason).await.refused_with(409, "withdrawal.stood_on");
}

#[actix_web::test]
async fn somebody_who_sits_a_later_session_sits_the_regulation_that_covers_it() {
    let world = World::on("2028-07-12").await;
    let story = world.story();
    let manager = world.manager();
    let again = format!("/v1/enrolments/{}/exam-results/2028", story.enrolment);
    let sent = json!({ "registered_on": "2027-11-05", "units": [{ "unit": "E1", "presence": "present" }] });
    let sat = manager.put(&again, "\"v0\"", sent).await.expect(200);
    assert_eq!((&sat["session"], &sat["regulation"]["code"]), (&json!(2028), &json!("mco-2024")));
    manager.put(exam_of(&story), "\"v0\"", registered()).await.expect(200);
    let both = format!("/v1/exam-results?apprentice={}&include=total", story.apprentice);
    assert_eq!(manager.get(both).await.expect(200)["total"], 2);
    let one = format!("/v1/exam-results?cohort={}&session=2028", story.cohort);
    assert_eq!(manager.get(one).await.expect(200)["data"].as_array().unwrap().len(), 1);
    manager.put(&again, "\"v7\"", registered()).await.refused_with(412, "precondition.stale");
}
