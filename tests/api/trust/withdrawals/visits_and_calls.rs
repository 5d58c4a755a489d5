//! What was said done, read or noted after a call or a visit, and a visit that replaces another: taken back, and brought back.

use serde_json::{Value, json};

use super::{created, there_and_back, why};
use crate::contracts::agreements::{count_events, with};
use crate::follow_up::phone_contacts::a_call;
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Person, Story, assert_same, id_of};
use crate::ruptures::declarations::a_rupture;

/// How many things of a kind are due to somebody.
async fn due(by: &Person, kind: &str) -> usize {
    by.get(format!("/v1/obligations?kind={kind}")).await.expect(200)["data"].as_array().unwrap().len()
}

/// The kinds of what somebody sees taken back, in the list and in the timeline.
async fn seen(by: &Person, story: &Story) -> Vec<String> {
    let listed = by.get("/v1/withdrawals").await.expect(200);
    let kinds: Vec<String> = listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap().to_owned())
        .collect();
    let timeline = by.get(format!("/v1/apprentices/{}/timeline", story.apprentice)).await.expect(200);
    let told = timeline["data"].as_array().unwrap().iter().filter(|item| item["kind"] == "withdrawn");
    assert_eq!(told.count(), kinds.len(), "{timeline}");
    kinds
}

/// A report read by its author alone, with something agreed.
async fn reported(by: &Person, visit: &str) -> Value {
    let report = json!({"held_on": "2025-11-20", "present": ["tutor"], "report": "Tout va bien.",
        "commitments": [{ "owner": "apprentice", "what": "Rendre le dossier", "due_on": "2025-12-10" }]});
    by.post(format!("{visit}/report"), report).await.expect(200)
}

#[actix_web::test]
async fn what_followed_a_call_is_to_be_done_again_and_only_those_who_read_the_call_learn_it() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (manager, tutor) = (world.manager(), world.tutor(&story.tutor()));
    let call = created(&manager, "/v1/phone-contacts", a_call(&story)).await;
    let (before, awaited) = (world.contents(), due(&manager, "call_to_return").await);
    let done = format!("{call}/follow-up");
    manager.post(&done, json!({ "note": "Rappelé." })).await.expect(200);
    assert_eq!(due(&manager, "call_to_return").await, awaited - 1);
    manager.post(format!("{done}/withdrawal"), json!({})).await.faults(&[("/reason", "required")]);
    there_and_back(&world, &manager, &done, &before).await;
    assert_eq!(due(&manager, "call_to_return").await, awaited);
    assert_eq!(manager.get(&call).await.expect(200)["cleared_on"], Value::Null);
    let again = manager.post(format!("{done}/withdrawal"), why()).await;
    again.refused_with(409, "withdrawal.nothing_to_take_back");
    world
        .other_manager()
        .post(format!("{done}/withdrawal"), why())
        .await
        .refused_with(404, "phone_contact.not_found");
    tutor.post(format!("{done}/withdrawal"), why()).await.refused_with(404, "phone_contact.not_found");

    let student = world.student(&story.apprentice());
    let client = world.client(&["changes:read", "phone_contacts:read", "apprentices:read"]);
    assert_eq!(count_events(&world, "phone_contact.reopened"), 0, "a call that the partner does not read");
    assert_eq!(seen(&world.trainer(), &story).await, ["call_follow_up", "call_follow_up"]);
    for reader in [&tutor, &student, &client] {
        assert_eq!(seen(reader, &story).await, Vec::<String>::new());
    }
    let open =
        created(&manager, "/v1/phone-contacts", with(a_call(&story), json!({ "visibility": "everyone" })))
            .await;
    manager.post(format!("{open}/follow-up"), json!({})).await.expect(200);
    // somebody else's to do
    tutor.post(format!("{open}/follow-up/withdrawal"), why()).await.refused_with(403, "forbidden");
    created(&manager, format!("{open}/follow-up/withdrawal"), why()).await;
    assert_eq!(count_events(&world, "phone_contact.reopened"), 1);
    for reader in [&tutor, &student, &client] {
        assert_eq!(seen(reader, &story).await, ["call_follow_up"]);
    }
}

#[actix_web::test]
async fn a_call_taken_back_is_read_by_those_who_read_it() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (manager, tutor) = (world.manager(), world.tutor(&story.tutor()));
    for visibility in ["staff", "staff_and_tutor", "everyone"] {
        let call = with(a_call(&story), json!({ "visibility": visibility }));
        let call = created(&manager, "/v1/phone-contacts", call).await;
        created(&manager, format!("{call}/withdrawal"), why()).await;
    }
    let client = world.client(&["changes:read", "phone_contacts:read", "apprentices:read"]);
    let student = world.student(&story.apprentice());
    for (reader, count) in [(&manager, 3), (&tutor, 2), (&student, 1), (&client, 1)] {
        assert_eq!(seen(reader, &story).await.len(), count);
    }
    assert_eq!(count_events(&world, "phone_contact.withdrawn"), 3, "each was told as it was logged");
}

#[actix_web::test]
async fn what_was_agreed_is_to_be_done_again() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (manager, student) = (world.manager(), world.student(&story.apprentice()));
    let visit = visits_of(&manager).await.remove(0);
    let report = reported(&manager, &visit).await;
    let (before, awaited) = (world.contents(), due(&student, "commitment_due").await);
    let done = format!("/v1/visit-commitments/{}/completion", id_of(&report["commitments"][0]));
    manager
        .post(format!("{done}/withdrawal"), why())
        .await
        .refused_with(409, "withdrawal.nothing_to_take_back");
    manager.post(&done, json!({})).await.expect(200);
    assert_eq!(due(&student, "commitment_due").await, awaited - 1);
    manager.post(format!("{done}/withdrawal"), json!({})).await.faults(&[("/reason", "required")]);
    let tag = manager.get(&visit).await.etag();
    there_and_back(&world, &manager, &done, &before).await;
    assert_ne!(manager.get(&visit).await.etag(), tag, "the visit tells something else");
    assert_eq!(due(&student, "commitment_due").await, awaited);
    let events = ["visit.commitment_reopened", "visit.commitment_done"];
    assert_eq!(events.map(|kind| count_events(&world, kind)), [2, 2]);
    for reader in [&world.trainer(), &world.tutor(&story.tutor()), &student] {
        assert_eq!(seen(reader, &story).await, ["commitment_completion", "commitment_completion"]);
    }
    let stranger = world.other_manager().post(format!("{done}/withdrawal"), why()).await;
    stranger.refused_with(404, "visit_commitment.not_found");
    student.post(format!("{done}/withdrawal"), why()).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn an_acknowledgement_is_taken_back_by_the_party_that_gave_it_and_given_again() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (manager, tutor) = (world.manager(), world.tutor(&story.tutor()));
    let visit = visits_of(&manager).await.remove(0);
    reported(&manager, &visit).await;
    let (before, awaited) = (world.contents(), due(&tutor, "report_to_acknowledge").await);
    let read = format!("{visit}/acknowledgements");
    let back = format!("{read}/withdrawal");
    tutor.post(&back, why()).await.refused_with(409, "withdrawal.nothing_to_take_back");
    let own = manager.post(&back, why()).await.refused_with(409, "visit.read_by_its_author");
    assert!(own["detail"].as_str().unwrap().contains(&format!("POST {visit}/corrections")), "{own}");
    tutor.post(&read, json!({ "report_version": 1 })).await.expect(200);
    assert_eq!(due(&tutor, "report_to_acknowledge").await, awaited - 1);
    tutor.post(&back, json!({ "reason": "" })).await.faults(&[("/reason", "too_short")]);
    let taken = created(&tutor, &back, why()).await;
    assert_same(&world.contents(), &before, "the acknowledgement taken back");
    assert_eq!(due(&tutor, "report_to_acknowledge").await, awaited);
    assert_eq!(count_events(&world, "visit.acknowledgement_withdrawn"), 1);
    let told = manager.get(&taken).await.expect(200);
    assert_eq!((&told["restorable"], &told["withdrawn_by"]["role"]), (&json!(false), &json!("tutor")));
    // nobody acknowledges in another's place
    manager.post(format!("{taken}/restoration"), json!({})).await.refused_with(409, "withdrawal.done_again");
    tutor.post(&back, why()).await.refused_with(409, "withdrawal.nothing_to_take_back");
    tutor.post(&read, json!({ "report_version": 1 })).await.expect(200);
    assert_eq!(seen(&tutor, &story).await, ["visit_acknowledgement"]);
}

#[actix_web::test]
async fn a_note_is_taken_back_by_the_side_that_wrote_it_and_who_may_not_read_it_learns_nothing() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (manager, tutor) = (world.manager(), world.tutor(&story.tutor()));
    let client = world.client(&["changes:read", "visits:read", "apprentices:read"]);
    let student = world.student(&story.apprentice());
    let visit = visits_of(&manager).await.remove(0);
    reported(&manager, &visit).await;
    let before = world.contents();
    let quiet = async || [client.get("/v1/changes?limit=200").await.text, tutor.get(&visit).await.text];
    let known = quiet().await;
    let note = async |by: &Person, visibility: &str| {
        let body = json!({ "note": "Fatigue visible.", "visibility": visibility });
        let noted = by.post(format!("{visit}/notes"), body).await.expect(200);
        format!("/v1/visit-notes/{}", id_of(noted["notes"].as_array().unwrap().last().unwrap()))
    };
    let hidden = note(&manager, "staff").await;
    tutor.post(format!("{hidden}/withdrawal"), why()).await.refused_with(404, "visit_note.not_found");
    world
        .other_manager()
        .post(format!("{hidden}/withdrawal"), why())
        .await
        .refused_with(404, "visit_note.not_found");
    manager.post(format!("{hidden}/withdrawal"), json!({})).await.faults(&[("/reason", "required")]);
    there_and_back(&world, &manager, &hidden, &before).await;
    manager.post(format!("{hidden}/withdrawal"), why()).await.refused_with(404, "visit_note.not_found");
    assert_eq!(quiet().await, known);
    for reader in [&tutor, &student, &client] {
        assert_eq!(seen(reader, &story).await, Vec::<String>::new());
    }
    let shared = note(&tutor, "staff_and_tutor").await;
    manager.post(format!("{shared}/withdrawal"), why()).await.refused_with(403, "correction.other_side");
    created(&tutor, format!("{shared}/withdrawal"), why()).await;
    assert_eq!(seen(&tutor, &story).await, ["visit_note"]);
    assert_eq!(seen(&student, &story).await, Vec::<String>::new());
    assert_eq!(seen(&manager, &story).await.len(), 3);
    let written = "SELECT count(*) AS n FROM journal_entries WHERE subject_kind = 'visit_note'";
    assert_eq!(world.database_counts(written), 6, "two written, three taken back, one brought back");
}

/// Replaces a visit; the address of the one that replaces it.
async fn replaced(by: &Person, visit: &str, on: &str) -> String {
    let body = json!({ "planned_on": on, "reason": "tutor_unavailable", "note": "Inventaire" });
    created(by, format!("{visit}/replacement"), body).await
}

#[actix_web::test]
async fn a_visit_replaced_by_mistake_is_planned_again_on_its_day() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let visit = visits_of(&manager).await.remove(0);
    let (before, act) = (world.contents(), format!("{visit}/replacement"));
    manager
        .post(format!("{act}/withdrawal"), why())
        .await
        .refused_with(409, "withdrawal.nothing_to_take_back");
    replaced(&manager, &visit, "2025-12-04").await;
    manager.post(format!("{act}/withdrawal"), json!({})).await.faults(&[("/reason", "required")]);
    there_and_back(&world, &manager, &act, &before).await;
    let events = ["visit.replacement_withdrawn", "visit.removed", "visit.replaced", "visit.planned"];
    let planned = count_events(&world, "visit.planned");
    assert_eq!(events.map(|kind| count_events(&world, kind)), [2, 2, 2, planned]);
    assert_eq!(seen(&world.tutor(&story.tutor()), &story).await, ["visit_replacement", "visit_replacement"]);

    // the one that replaces it may have moved: nothing stands on that
    let next = replaced(&manager, &visit, "2025-12-04").await;
    manager.change(&next, json!({ "planned_on": "2025-12-11" })).await.expect(200);
    created(&manager, format!("{act}/withdrawal"), why()).await;
    assert_same(&world.contents(), &before, "a replacement that had moved");
    manager.get(&next).await.refused_with(404, "visit.not_found");

    // one cancelled beforehand stays cancelled
    manager.post(format!("{visit}/cancellation"), json!({ "reason": "company_closed" })).await.expect(200);
    let cancelled = world.contents();
    created(&manager, &act, json!({ "planned_on": "2025-12-04" })).await;
    let alone = manager.post(format!("{visit}/cancellation/withdrawal"), why()).await;
    let alone = alone.refused_with(409, "visit.already_replaced");
    assert!(alone["detail"].as_str().unwrap().contains(&format!("POST {act}/withdrawal")), "{alone}");
    there_and_back(&world, &manager, &act, &cancelled).await;
    created(&manager, format!("{visit}/cancellation/withdrawal"), why()).await;
    assert_same(&world.contents(), &before, "both taken back");
}

#[actix_web::test]
async fn a_replacement_stays_while_something_stands_on_it() {
    let (world, _, contract) = a_signed_story("2025-12-05").await;
    let manager = world.manager();
    let visit = visits_of(&manager).await.remove(0);
    let back = format!("{visit}/replacement/withdrawal");
    let next = replaced(&manager, &visit, "2025-12-04").await;
    let report = json!({"held_on": "2025-12-04", "present": ["tutor"], "report": "Vu."});
    manager.post(format!("{next}/report"), report).await.expect(200);
    let refusal = manager.post(&back, why()).await.refused_with(409, "withdrawal.stood_on");
    let told: Vec<&str> =
        refusal["errors"].as_array().unwrap().iter().map(|one| one["message"].as_str().unwrap()).collect();
    assert_eq!(
        told,
        [format!("Un compte rendu du 04/12/2025 ({next}) ; d'abord : POST {next}/report/withdrawal.")]
    );
    created(&manager, format!("{next}/report/withdrawal"), why()).await;
    replaced(&manager, &next, "2025-12-18").await;
    let refusal = manager.post(&back, why()).await.refused_with(409, "visit.replaced_in_turn");
    assert!(
        refusal["detail"].as_str().unwrap().contains(&format!("POST {next}/replacement/withdrawal")),
        "{refusal}"
    );
    created(&manager, format!("{next}/replacement/withdrawal"), why()).await;
    let rupture = json!({ "effective_on": "2025-12-01", "notice_received_on": "2025-12-01" });
    let rupture =
        created(&manager, format!("{contract}/rupture"), with(a_rupture("2025-12-01"), rupture)).await;
    manager.post(&back, why()).await.refused_with(409, "visit.cancelled_by_rupture");
    created(&manager, format!("{rupture}/withdrawal"), why()).await;
    created(&manager, &back, why()).await;
}
