//! Difficulties: opened by those who hear of them, followed, closed, opened again; each reader told what is theirs.

mod by_link;
mod sharing;

use serde_json::{Value, json};

use super::declarations::a_rupture;
use crate::contracts::agreements::{count_events, with};
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Person, Story, World, id_of};

/// Where the difficulties of an apprentice are opened.
pub fn under(story: &Story) -> String {
    format!("/v1/apprentices/{}/difficulties", story.apprentice)
}

/// A difficulty the manager opens, with what else is said of it; its address.
pub async fn opened(manager: &Person, story: &Story, fields: Value) -> String {
    let body = with(json!({ "subjects": ["work_relations"], "note": "Le ton est monté." }), fields);
    let case = manager.post(under(story), body).await.expect(201);
    format!("/v1/difficulties/{}", id_of(&case))
}

#[actix_web::test]
async fn a_difficulty_is_followed_from_a_visit_to_a_decision_and_opened_again() {
    let (world, story, _) = a_signed_story("2026-01-12").await;
    let manager = world.manager();
    let visit = visits_of(&manager).await.remove(0);
    let visit = visit.rsplit('/').next().unwrap();
    let asked = json!({ "origin": "visit", "visit_id": visit, "subjects": ["health", "work_relations"] });
    let case = opened(&manager, &story, asked).await;
    let shown = manager.get(&case).await.expect(200);
    assert_eq!((&shown["state"], &shown["origin"]), (&json!("open"), &json!("visit")));
    assert_eq!(shown["subjects"][0], json!({ "code": "health", "label": "Santé" }));
    assert_eq!((&shown["mediator"]["given"], &shown["next_step_on"]), (&json!(false), &Value::Null));
    assert_eq!(shown["apprentice"]["family_name"], "Durand");
    assert_eq!(shown["notes"][0]["visibility"], "staff");

    let etag = manager.get(&case).await.etag();
    let persons = json!({ "persons": [
        { "role": "apprentice" }, { "role": "tutor", "tutor_id": story.tutor }, { "role": "mediator", "name": "Alix Roy" },
    ] });
    let with_persons = manager.put(format!("{case}/persons"), &etag, persons.clone()).await.expect(200);
    assert_eq!(with_persons["persons"][1]["name"], "Ada Lovelace");
    world.put_again(&manager, (&case, &format!("{case}/persons")), persons.clone()).await;
    manager.put(format!("{case}/persons"), &etag, persons).await.refused_with(412, "precondition.stale");
    let etag = manager.get(&case).await.etag();
    let stranger =
        json!({ "persons": [{ "role": "tutor", "tutor_id": story.employer }, { "role": "other" }] });
    manager
        .put(format!("{case}/persons"), &etag, stranger)
        .await
        .faults(&[("/persons/0", "difficulty.person_unknown"), ("/persons/1", "difficulty.person_unknown")]);

    let meeting =
        json!({ "kind": "meeting_of_three", "planned_on": "2026-01-20", "visibility": "all_three" });
    let step = manager.post(format!("{case}/steps"), meeting).await.expect(201);
    let step = format!("/v1/difficulty-steps/{}", id_of(&step));
    assert_eq!(manager.get(&case).await.expect(200)["next_step_on"], "2026-01-20");
    let early = json!({ "done_on": "2026-01-20", "outcome": "Rien." });
    manager.patch(&step, "\"v1\"", early).await.faults(&[("/done_on", "difficulty.step_in_future")]);
    world.clock.advance_days(8);
    let manager = world.manager();
    let done = json!({ "done_on": "2026-01-20", "outcome": "Ils se reparlent." });
    let changed = manager.patch(&step, "\"v1\"", done).await.expect(200);
    assert_eq!((&changed["version"], &changed["outcome"]), (&json!(2), &json!("Ils se reparlent.")));
    assert_eq!(manager.get(&case).await.expect(200)["next_step_on"], Value::Null);

    let closing = json!({ "decision": "arrangement", "words": "Un samedi sur deux." });
    let early = with(closing.clone(), json!({ "closed_on": "2026-01-11" }));
    manager
        .post(format!("{case}/closing"), early)
        .await
        .faults(&[("/closed_on", "difficulty.closed_on_day")]);
    manager
        .post(format!("{case}/reopening"), json!({ "reason": "?" }))
        .await
        .refused_with(409, "difficulty.not_closed");
    let closed = manager.post(format!("{case}/closing"), closing.clone()).await.expect(200);
    assert_eq!(
        (&closed["state"], &closed["closings"][0]["decision"]),
        (&json!("closed"), &json!("arrangement"))
    );
    manager.post(format!("{case}/closing"), closing).await.refused_with(409, "difficulty.closed");
    let call = json!({ "kind": "call", "done_on": "2026-01-20", "visibility": "staff" });
    manager.post(format!("{case}/steps"), call.clone()).await.refused_with(409, "difficulty.closed");
    let reason = json!({ "reason": "Les absences reprennent." });
    let again = manager.post(format!("{case}/reopening"), reason).await.expect(200);
    assert_eq!(
        (&again["state"], &again["closings"][0]["reopened_on"]),
        (&json!("open"), &json!("2026-01-20"))
    );
    manager.post(format!("{case}/steps"), call).await.expect(201);
    for (act, kind, expected) in [
        ("OpenDifficulty", "difficulty", 1),
        ("ManageDifficulty", "difficulty_step", 3),
        ("ManageDifficulty", "difficulty", 3),
    ] {
        let journaled = format!(
            "SELECT count(*) AS n FROM journal_entries WHERE act = '{act}' AND subject_kind = '{kind}'"
        );
        assert_eq!(world.database_counts(&journaled), expected, "{act} {kind}");
    }
    for event in ["difficulty.opened", "difficulty_step.added", "difficulty.closed", "difficulty.reopened"] {
        assert_eq!(count_events(&world, event), 0, "{event} is for no partner");
    }
}

#[actix_web::test]
async fn what_a_difficulty_says_is_judged_all_at_once() {
    let (world, story, _) = a_signed_story("2026-01-12").await;
    let manager = world.manager();
    let sent = json!({ "subjects": ["nope"], "opened_on": "2026-01-13", "visit_id": story.employer,
        "contract_id": story.employer });
    manager.post(under(&story), sent).await.faults(&[
        ("/contract_id", "difficulty.contract_of_another"),
        ("/opened_on", "difficulty.opened_in_future"),
        ("/subjects/0", "difficulty.subject_unknown"),
        ("/visit_id", "difficulty.record_unknown"),
        ("/visit_id", "difficulty.record_without_origin"),
    ]);
    let subjects = world.nobody().get("/v1/reference/difficulty-subjects").await.expect(200);
    let health = subjects["data"].as_array().unwrap().iter().find(|one| one["code"] == "health").unwrap();
    assert!(health["hint_fr"].as_str().unwrap().contains("ni diagnostic"), "{health}");
}

#[actix_web::test]
async fn a_difficulty_a_step_and_a_note_are_taken_back_and_come_back() {
    let (world, story, _) = a_signed_story("2026-01-12").await;
    let manager = world.manager();
    let case = opened(&manager, &story, json!({})).await;
    let step = json!({ "kind": "mediation", "planned_on": "2026-02-02", "visibility": "staff" });
    let step = id_of(&manager.post(format!("{case}/steps"), step).await.expect(201));
    let before = manager.get(&case).await.expect(200);
    let note = id_of(&before["notes"][0]);
    let mistaken = json!({ "reason": "Saisi par erreur" });
    for path in [format!("/v1/difficulty-steps/{step}"), format!("/v1/difficulty-notes/{note}"), case.clone()]
    {
        let taken = manager.post(format!("{path}/withdrawal"), mistaken.clone()).await.expect(201);
        let restoration = format!("/v1/withdrawals/{}/restoration", id_of(&taken));
        manager.post(restoration, json!({})).await.expect(200);
        let after = manager.get(&case).await.expect(200);
        let planned = |of: &Value| (of["steps"][0]["id"].clone(), of["steps"][0]["planned_on"].clone());
        assert_eq!((planned(&after), &after["notes"]), (planned(&before), &before["notes"]), "{path}");
    }
    let taken = manager.post(format!("{case}/withdrawal"), mistaken).await.expect(201);
    manager.get(&case).await.refused_with(404, "difficulty.not_found");
    let told = format!("/v1/withdrawals/{}", id_of(&taken));
    for person in [world.trainer(), world.tutor(&story.tutor()), world.student(&story.apprentice())] {
        person.get(&told).await.refused_with(404, "withdrawal.not_found");
    }
}

#[actix_web::test]
async fn a_rupture_says_which_difficulty_it_comes_from_to_the_office_alone() {
    let (world, story, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    let case = opened(&manager, &story, json!({ "opened_on": "2026-01-12" })).await;
    let difficulty = case.rsplit('/').next().unwrap();
    let foreign = with(a_rupture("2026-02-10"), json!({ "difficulty_id": story.employer }));
    let refused = manager.post(format!("{contract}/rupture"), foreign).await;
    refused.faults(&[("/difficulty_id", "rupture.difficulty_of_another")]);
    let rupture = manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    let path = format!("/v1/ruptures/{}", id_of(&rupture));
    let unlinked: Vec<Value> = told_to_others(&world, &story, &path).await;
    let told = count_events(&world, "rupture.changed");
    let linked = manager.change(&path, json!({ "difficulty_id": difficulty })).await.expect(200);
    assert_eq!(linked["difficulty_id"], difficulty);
    assert_eq!(count_events(&world, "rupture.changed"), told, "no partner is told");
    assert_eq!(manager.get(&case).await.expect(200)["rupture_id"], rupture["id"]);
    for (before, after) in unlinked.iter().zip(told_to_others(&world, &story, &path).await) {
        assert_eq!((&after["difficulty_id"], &after["ground"]), (&Value::Null, &before["ground"]));
    }
    let mistaken = json!({ "reason": "Saisi par erreur" });
    manager.post(format!("{case}/withdrawal"), mistaken).await.refused_with(409, "withdrawal.stood_on");
}

async fn told_to_others(world: &World, story: &Story, path: &str) -> Vec<Value> {
    let mut told = Vec::new();
    for person in [world.trainer(), world.tutor(&story.tutor()), world.client(&["ruptures:read"])] {
        told.push(person.get(path).await.expect(200));
    }
    told
}

#[actix_web::test]
async fn the_mediator_is_not_given_until_the_site_writes_it() {
    let (world, story, _) = a_signed_story("2026-01-12").await;
    let (manager, trainer) = (world.manager(), world.trainer());
    let path = format!("/v1/sites/{}/mediator", world.site());
    let before = trainer.get(&path).await;
    assert!(before.etag().starts_with("\"v0"), "{}", before.etag());
    assert_eq!(before.body["given"], false);
    world.put_again(&manager, (&path, &path), json!({})).await;
    let mediator =
        json!({ "chamber": "CCI Troyes et Aube", "phone": "03 25 43 70 00", "read_on": "2025-09-01" });
    trainer.put(&path, "\"v0\"", mediator.clone()).await.refused_with(403, "forbidden");
    let written = manager.put(&path, "\"v0\"", mediator.clone()).await.expect(200);
    assert_eq!((&written["given"], &written["phone"]), (&json!(true), &json!("+33325437000")));
    world.put_again(&manager, (&path, &path), mediator.clone()).await;
    manager.put(&path, "\"v0\"", mediator).await.refused_with(412, "precondition.stale");
    let case = opened(&manager, &story, json!({})).await;
    assert_eq!(manager.get(&case).await.expect(200)["mediator"]["chamber"], "CCI Troyes et Aube");
    let emptied = manager.put(&path, "\"v1\"", json!({})).await.expect(200);
    assert_eq!(emptied["given"], false);
    world.other_manager().get(&path).await.refused_with(404, "site.not_found");
    let written = "SELECT count(*) AS n FROM journal_entries WHERE subject_kind = 'site_mediator'";
    assert_eq!(world.database_counts(written), 2);
}
