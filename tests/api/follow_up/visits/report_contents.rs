//! What a report tells besides its text, and what is done with it.

use serde_json::{Value, json};

use super::{a_signed_story, visits_of};
use crate::contracts::agreements::{count_events, with};
use crate::harness::{Person, World, id_of};

/// A report with everything in it.
pub fn a_whole_report() -> Value {
    json!({
        "held_on": "2025-11-20", "mode": "remote", "remote_reason": "travel_impossible",
        "present": ["apprentice", "tutor", "trainer"], "report": "Chloé tient seule la caisse.",
        "points_agreed": "Lui confier les commandes.", "missions": ["requested-3"],
        "other_missions": "Tenue de la caisse.", "skills": [{"code": "bc01-3", "level": "guided"}],
        "difficulties": ["attendance", "accommodation_needed"],
        "note": {"note": "Fatigue visible, à suivre.", "visibility": "staff"},
        "commitments": [
            {"owner": "tutor", "what": "Confier les commandes.", "due_on": "2025-12-15"},
            {"owner": "apprentice", "what": "Rédiger la fiche.", "due_on": "2025-12-01"}
        ]
    })
}

async fn acknowledge(by: &Person, visit: &str, version: i16) -> crate::harness::Reply {
    by.post(format!("{visit}/acknowledgements"), json!({ "report_version": version })).await
}

#[actix_web::test]
async fn a_report_tells_what_was_seen_and_agreed() {
    let (world, ..) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let visit = visits_of(&trainer).await.remove(0);
    let reported = trainer.post(format!("{visit}/report"), a_whole_report()).await.expect(200);
    for field in ["mode", "remote_reason", "present", "missions", "other_missions", "skills", "difficulties"]
    {
        assert_eq!(reported[field], a_whole_report()[field], "{field}");
    }
    assert_eq!(reported["report_version"], 1);
    assert_eq!(reported["notes"][0]["note"], "Fatigue visible, à suivre.");
    let commitments = reported["commitments"].as_array().unwrap();
    let shown: Vec<_> =
        commitments.iter().map(|one| [&one["owner"], &one["due_on"], &one["done_on"]]).collect();
    assert_eq!(
        json!(shown),
        json!([["apprentice", "2025-12-01", null], ["tutor", "2025-12-15", null]]),
        "by last day"
    );
    assert_eq!(trainer.get(&visit).await.expect(200), reported);
    let listed = trainer.get("/v1/visits?state=held").await.expect(200);
    assert_eq!(listed["data"], json!([reported]));
}

#[actix_web::test]
async fn a_report_says_why_at_a_distance_and_names_what_the_programme_has() {
    let (world, ..) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let report = format!("{}/report", visits_of(&trainer).await[0]);
    let sent = |fields| trainer.post(&report, with(a_whole_report(), fields));
    sent(json!({"remote_reason": null})).await.faults(&[("/remote_reason", "visit.remote_reason")]);
    sent(json!({"mode": "on_site"})).await.faults(&[("/remote_reason", "visit.remote_reason")]);
    let twice = json!({"code": "bc01-3", "level": "guided"});
    sent(json!({"skills": [twice, twice]})).await.faults(&[("/skills/1/code", "visit.skill_repeated")]);
    let early = json!([{"owner": "site", "what": "Appeler.", "due_on": "2025-11-19"}]);
    sent(json!({"commitments": early}))
        .await
        .faults(&[("/commitments/0/due_on", "visit.commitment_before_visit")]);
    let strange =
        json!({"missions": ["requested-3", "juggling"], "skills": [{"code": "bc99-1", "level": "guided"}]});
    sent(strange).await.faults(&[("/missions/1", "mission.unknown"), ("/skills/0/code", "skill.unknown")]);
    sent(json!({"difficulties": ["gravity"]})).await.faults(&[("/difficulties/0", "enum")]);
    assert_eq!(count_events(&world, "visit.held"), 0);
    sent(json!({})).await.expect(200);
}

#[actix_web::test]
async fn a_staff_note_leaves_no_trace_for_whoever_may_not_read_it() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (trainer, tutor) = (world.trainer(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    let client = world.client(&["visits:read", "changes:read"]);
    let visit = visits_of(&trainer).await.remove(0);
    let plain = with(a_whole_report(), json!({ "note": null, "difficulties": ["attendance"] }));
    trainer.post(format!("{visit}/report"), plain).await.expect(200);
    let feed = async || client.get("/v1/changes").await.text;
    let before = [
        tutor.get(&visit).await.text,
        student.get(&visit).await.text,
        client.get(&visit).await.text,
        client.get("/v1/visits").await.text,
        student.get(format!("{visit}/versions")).await.text,
        feed().await,
    ];
    let note = json!({"note": "Fatigue visible, à suivre.", "visibility": "staff"});
    let noted = trainer.post(format!("{visit}/notes"), note.clone()).await.expect(200);
    assert_eq!(noted["notes"].as_array().unwrap().len(), 1);
    assert_eq!(world.manager().get(&visit).await.expect(200)["notes"], noted["notes"]);
    let after = [
        tutor.get(&visit).await.text,
        student.get(&visit).await.text,
        client.get(&visit).await.text,
        client.get("/v1/visits").await.text,
        student.get(format!("{visit}/versions")).await.text,
        feed().await,
    ];
    assert_eq!(before, after);

    let hidden = tutor.post(format!("{visit}/notes"), note).await;
    hidden.faults(&[("/visibility", "visit.note_hidden_from_author")]);
    let shared = json!({"note": "Vu avec le chef de rayon.", "visibility": "staff_and_tutor"});
    assert_eq!(
        tutor.post(format!("{visit}/notes"), shared).await.expect(200)["notes"].as_array().unwrap().len(),
        1
    );
    let count = async |by: &Person| by.get(&visit).await.expect(200)["notes"].as_array().unwrap().len();
    assert_eq!([count(&trainer).await, count(&student).await, count(&client).await], [2, 0, 0]);
    let open = json!({"note": "Bravo.", "visibility": "everyone"});
    trainer.post(format!("{visit}/notes"), open.clone()).await.expect(200);
    assert_eq!([count(&student).await, count(&client).await], [1, 1]);
    student.post(format!("{visit}/notes"), open).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn that_something_is_to_be_adapted_stays_between_the_site_and_the_company() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let visit = visits_of(&trainer).await.remove(0);
    trainer.post(format!("{visit}/report"), a_whole_report()).await.expect(200);
    let client = world.client(&["visits:read"]);
    assert_eq!(client.get(&visit).await.expect(200)["difficulties"], json!(["attendance"]));
    let versions = client.get(format!("{visit}/versions")).await.expect(200);
    assert_eq!(versions["data"][0]["said"]["difficulties"], json!(["attendance"]));
    let tutor = world.tutor(&story.tutor());
    assert_eq!(tutor.get(&visit).await.expect(200)["difficulties"], a_whole_report()["difficulties"]);
}

#[actix_web::test]
async fn each_party_acknowledges_a_report_once() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (manager, tutor) = (world.manager(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    let visit = visits_of(&manager).await.remove(0);
    acknowledge(&student, &visit, 1).await.refused_with(409, "visit.not_held");
    let reported = tutor.post(format!("{visit}/report"), a_whole_report()).await;
    reported.faults(&[("/note/visibility", "visit.note_hidden_from_author")]);
    let report = with(a_whole_report(), json!({ "note": null }));
    let reported = tutor.post(format!("{visit}/report"), report).await.expect(200);
    assert_eq!(reported["acknowledgements"][0]["party"], "tutor", "whoever writes it has read it");
    assert_eq!(reported["awaiting"], json!(["apprentice", "staff"]));

    let first = acknowledge(&student, &visit, 1).await;
    assert_eq!(first.etag(), "\"v3\"");
    assert_eq!(first.expect(200)["awaiting"], json!(["staff"]));
    let again = acknowledge(&student, &visit, 1).await;
    assert_eq!((again.etag(), &again.expect(200)["awaiting"]), ("\"v3\"".to_owned(), &json!(["staff"])));
    acknowledge(&manager, &visit, 2).await.refused_with(409, "visit.report_corrected");
    let both = acknowledge(&manager, &visit, 1).await.expect(200);
    let shown: Vec<_> = both["acknowledgements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| [&one["party"], &one["author_kind"]])
        .collect();
    assert_eq!(json!(shown), json!([["tutor", "account"], ["apprentice", "account"], ["staff", "account"]]));
    assert_eq!((&both["awaiting"], count_events(&world, "visit.acknowledged")), (&json!([]), 2));

    world
        .other_manager()
        .post(format!("{visit}/acknowledgements"), json!({ "report_version": 1 }))
        .await
        .refused_with(404, "visit.not_found");
    world
        .client(&["visits:read"])
        .post(format!("{visit}/acknowledgements"), json!({ "report_version": 1 }))
        .await
        .refused_with(403, "forbidden");
    let cancelled = visits_of(&manager).await.remove(1);
    manager.post(format!("{cancelled}/cancellation"), json!({"reason": "other"})).await.expect(200);
    acknowledge(&manager, &cancelled, 1).await.refused_with(409, "visit.cancelled");
}

#[actix_web::test]
async fn a_correction_is_a_new_version_to_be_acknowledged_again() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (trainer, student) = (world.trainer(), world.student(&story.apprentice()));
    let visit = visits_of(&trainer).await.remove(0);
    let corrections = format!("{visit}/corrections");
    let report = with(a_whole_report(), json!({ "note": null }));
    let correction = json!({ "reason": "Le tuteur était absent.", "report": with(report.clone(), json!({
        "present": ["apprentice"], "report": "Chloé tient la caisse avec aide.",
        "commitments": [{"owner": "site", "what": "Rappeler le tuteur.", "due_on": "2025-11-30"}] })) });
    trainer.post(&corrections, correction.clone()).await.refused_with(409, "visit.not_held");
    let reported = trainer.post(format!("{visit}/report"), report.clone()).await.expect(200);
    acknowledge(&student, &visit, 1).await.expect(200);

    let wrong =
        with(correction.clone(), json!({ "report": with(report.clone(), json!({"held_on": "2025-11-25"})) }));
    trainer.post(&corrections, wrong).await.faults(&[("/report/held_on", "visit.held_in_future")]);
    trainer
        .post(&corrections, with(correction.clone(), json!({"reason": ""})))
        .await
        .faults(&[("/reason", "too_short")]);
    student.post(&corrections, correction.clone()).await.refused_with(403, "forbidden");
    world.other_manager().post(&corrections, correction.clone()).await.refused_with(404, "visit.not_found");

    let remaining = with(correction, json!({ "kept_commitments": [id_of(&reported["commitments"][1])] }));
    let corrected =
        trainer.post_with_key(&corrections, "a-double-click", remaining.clone()).await.expect(200);
    assert_eq!(trainer.post_with_key(&corrections, "a-double-click", remaining).await.expect(200), corrected);
    assert_eq!((&corrected["report_version"], &corrected["present"]), (&json!(2), &json!(["apprentice"])));
    assert_eq!(corrected["awaiting"], json!(["tutor", "apprentice"]));
    let owners = |shown: &Value| {
        let each = shown["commitments"].as_array().unwrap().iter().map(|one| one["owner"].clone());
        json!(each.collect::<Vec<_>>())
    };
    assert_eq!(owners(&corrected), json!(["site", "tutor"]));
    acknowledge(&student, &visit, 1).await.refused_with(409, "visit.report_corrected");

    let versions = student.get(format!("{visit}/versions")).await.expect(200);
    let [first, second] = &versions["data"].as_array().unwrap()[..] else { panic!("{versions}") };
    assert_eq!(
        (&first["correction_reason"], &second["correction_reason"]),
        (&Value::Null, &json!("Le tuteur était absent."))
    );
    assert_eq!(first["said"]["report"], "Chloé tient seule la caisse.");
    assert_eq!(second["said"]["report"], "Chloé tient la caisse avec aide.");
    assert_eq!((owners(first), owners(second)), (json!(["apprentice", "tutor"]), json!(["site", "tutor"])));
    assert_eq!(first["acknowledgements"].as_array().unwrap().len(), 2, "what was acknowledged stays so");
    assert_eq!(count_events(&world, "visit.corrected"), 1);
    withdrawn(&world, &id_of(&reported["commitments"][0])).await;
}

async fn withdrawn(world: &World, commitment: &str) {
    let done =
        world.trainer().post(format!("/v1/visit-commitments/{commitment}/completion"), json!({})).await;
    done.refused_with(409, "visit_commitment.withdrawn");
}

#[actix_web::test]
async fn what_was_agreed_is_done_once() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let tutor = world.tutor(&story.tutor());
    let visit = visits_of(&tutor).await.remove(0);
    let report = with(a_whole_report(), json!({ "note": null }));
    let reported = tutor.post(format!("{visit}/report"), report).await.expect(200);
    let done = format!("/v1/visit-commitments/{}/completion", id_of(&reported["commitments"][0]));
    for wrong in ["2025-11-19", "2025-11-25"] {
        let refused = tutor.post(&done, json!({ "done_on": wrong })).await;
        refused.faults(&[("/done_on", "visit_commitment.done_on_day")]);
    }
    let settled = tutor.post(&done, json!({})).await;
    assert_eq!(
        (settled.etag(), &settled.expect(200)["done_on"]),
        ("\"v2\"".to_owned(), &json!("2025-11-24"))
    );
    tutor.post(&done, json!({})).await.refused_with(409, "visit_commitment.already_done");
    let shown = tutor.get(&visit).await;
    assert!(shown.etag().starts_with("\"v3."), "the visit tells something else: {}", shown.etag());
    assert_eq!(shown.expect(200)["commitments"][0]["done_on"], "2025-11-24");
    let client = world.client(&["changes:read", "visits:read"]);
    let changes = client.get("/v1/changes?limit=200").await.expect(200);
    let last = changes["data"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["kind"], &last["subject_version"]), (&json!("visit.commitment_done"), &json!(3)));
    assert_eq!(last["href"], json!(visit));
    let stranger = world.other_manager();
    stranger.post(&done, json!({})).await.refused_with(404, "visit_commitment.not_found");
    world.student(&story.apprentice()).post(&done, json!({})).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn a_report_is_never_rewritten_not_even_in_the_base() {
    use diesel::connection::SimpleConnection;
    let (world, ..) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let visit = visits_of(&trainer).await.remove(0);
    trainer.post(format!("{visit}/report"), a_whole_report()).await.expect(200);
    for rewriting in ["UPDATE visit_reports SET report = 'x'", "DELETE FROM visit_reports"] {
        let refused = world.database.connect().batch_execute(rewriting).unwrap_err().to_string();
        assert!(refused.contains("never rewritten"), "{rewriting}: {refused}");
    }
}
