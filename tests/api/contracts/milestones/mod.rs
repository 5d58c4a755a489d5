//! Milestones: recorded, corrected, withdrawn, and what they do to the clock of a contract.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, count_events, drafted, signed, with};
use crate::follow_up::visits::a_signed_story;
use crate::harness::{World, id_of};
use crate::ruptures::declarations::a_rupture;

fn codes(listed: &Value) -> Vec<(&str, &str)> {
    let data = listed["data"].as_array().unwrap();
    data.iter().map(|one| (one["kind"].as_str().unwrap(), one["step"].as_str().unwrap_or_default())).collect()
}

#[track_caller]
fn state_of(clock: &Value, code: &str, step: Option<&str>) -> String {
    let data = clock["data"].as_array().unwrap();
    let same = |one: &&Value| one["code"] == code && step.is_none_or(|step| one["step"] == step);
    data.iter().find(same).unwrap_or_else(|| panic!("no {code}"))["state"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn what_is_recorded_clears_the_clock() {
    let (world, _, contract) = a_signed_story("2025-11-03").await;
    let manager = world.manager();
    let clock = manager.get(format!("{contract}/clock")).await.expect(200);
    assert_eq!(state_of(&clock, "medical_visit", None), "late");
    assert_eq!(state_of(&clock, "student_card", None), "late");
    assert_eq!(state_of(&clock, "invoice", Some("1-1")), "late");
    assert_eq!(state_of(&clock, "invoice", Some("1-7")), "upcoming");
    for body in [
        json!({ "kind": "medical_visit", "done_on": "2025-10-02" }),
        json!({ "kind": "student_card", "done_on": "2025-09-12", "note": "En main propre" }),
        json!({ "kind": "invoice", "step": "1-1", "done_on": "2025-09-30" }),
    ] {
        let created = manager.post(format!("{contract}/milestones"), body).await;
        assert_eq!(created.etag(), "\"v1\"");
        let path = created.header("location").unwrap().to_owned();
        assert_eq!(created.expect(201), manager.get(path).await.expect(200));
    }
    let clock = manager.get(format!("{contract}/clock")).await.expect(200);
    for (code, step) in [("medical_visit", None), ("student_card", None), ("invoice", Some("1-1"))] {
        assert_eq!(state_of(&clock, code, step), "done", "{code}");
    }
    let listed = manager.get("/v1/milestones").await.expect(200);
    let all = [("student_card", ""), ("invoice", "1-1"), ("medical_visit", "")];
    assert_eq!(codes(&listed), all);
    let first = manager.get("/v1/milestones?limit=1").await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = manager.get(format!("/v1/milestones?limit=5&cursor={cursor}")).await.expect(200);
    assert_eq!(codes(&rest), all[1..]);
    assert_eq!(count_events(&world, "milestone.recorded"), 3);
}

#[actix_web::test]
async fn a_milestone_is_refused_for_each_of_its_reasons() {
    let (world, story, contract) = a_signed_story("2025-11-03").await;
    let manager = world.manager();
    let path = format!("{contract}/milestones");
    let wrong = json!({ "kind": "invoice", "step": "5-1", "done_on": "2025-11-04" });
    let refused = manager.post(&path, wrong).await;
    refused.faults(&[("/step", "milestone.step_unknown"), ("/done_on", "milestone.in_future")]);
    let needless = json!({ "kind": "medical_visit", "step": "1", "done_on": "2025-11-03" });
    manager.post(&path, needless).await.faults(&[("/step", "milestone.step_needless")]);
    let unbroken = json!({ "kind": "rupture_notice", "done_on": "2025-11-03" });
    manager.post(&path, unbroken).await.faults(&[("/kind", "milestone.contract_not_broken")]);

    let visit = json!({ "kind": "medical_visit", "done_on": "2025-10-02" });
    let click = || manager.post_with_key(&path, "a-double-click", visit.clone());
    let (first, second) = (click().await.expect(201), click().await.expect(201));
    assert_eq!(first, second);
    manager.post(&path, visit.clone()).await.refused_with(409, "milestone.already_recorded");
    let other = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let enrolment = world.seed_enrolment(other, story.cohort);
    let draft = drafted(&manager, with(a_contract(&story), json!({ "enrolment_id": enrolment }))).await;
    let early = manager.post(format!("{draft}/milestones"), visit.clone()).await;
    early.refused_with(409, "milestone.contract_not_signed");
    let stranger = world.other_manager();
    stranger.post(&path, visit.clone()).await.refused_with(404, "contract.not_found");
    for person in [world.trainer(), world.tutor(&story.tutor()), world.student(&story.apprentice())] {
        person.post(&path, visit.clone()).await.refused_with(403, "forbidden");
    }
}

#[actix_web::test]
async fn a_mistake_is_corrected_or_withdrawn_with_its_reason() {
    let (world, _, contract) = a_signed_story("2025-11-03").await;
    let manager = world.manager();
    let body = json!({ "kind": "medical_visit", "done_on": "2025-10-02" });
    let made = manager.post(format!("{contract}/milestones"), body.clone()).await.expect(201);
    let path = format!("/v1/milestones/{}", id_of(&made));
    let changed = manager.change(&path, json!({ "done_on": "2025-10-03", "note": "Relue" })).await;
    assert_eq!(changed.etag(), "\"v2\"");
    assert_eq!(changed.expect(200)["done_on"], "2025-10-03");
    let stale = manager.patch(&path, "\"v1\"", json!({ "done_on": "2025-10-04" })).await;
    stale.refused_with(412, "precondition.stale");
    manager
        .change(&path, json!({ "done_on": "2025-11-04" }))
        .await
        .faults(&[("/done_on", "milestone.in_future")]);
    manager.post(format!("{path}/withdrawal"), json!({})).await.faults(&[("/reason", "required")]);
    let why = json!({ "reason": "Saisie pour le mauvais contrat" });
    let withdrawn = manager.post(format!("{path}/withdrawal"), why.clone()).await.expect(200);
    assert_eq!(withdrawn["withdrawn_reason"], "Saisie pour le mauvais contrat");
    manager.post(format!("{path}/withdrawal"), why).await.refused_with(409, "milestone.withdrawn");
    manager.change(&path, json!({ "note": "Trop tard" })).await.refused_with(409, "milestone.withdrawn");
    let clock = manager.get(format!("{contract}/clock")).await.expect(200);
    assert_eq!(state_of(&clock, "medical_visit", None), "late");
    assert_eq!(codes(&manager.get("/v1/milestones").await.expect(200)), []);
    assert_eq!(codes(&manager.get("/v1/milestones?withdrawn=true").await.expect(200)).len(), 1);
    manager.post(format!("{contract}/milestones"), body).await.expect(201);
    let stranger = world.other_manager();
    stranger.get(&path).await.refused_with(404, "milestone.not_found");
    stranger
        .post(format!("{path}/withdrawal"), json!({ "reason": "xxx" }))
        .await
        .refused_with(404, "milestone.not_found");
}

#[actix_web::test]
async fn documents_are_received_once_and_never_shown_to_the_company() {
    let (world, story, contract) = a_signed_story("2025-11-03").await;
    let manager = world.manager();
    let path = format!("/v1/apprentices/{}/documents", story.apprentice);
    let wrong = json!({ "document": "horoscope", "received_on": "2025-11-04" });
    let refused = manager.post(&path, wrong).await;
    refused.faults(&[("/document", "milestone.step_unknown"), ("/received_on", "milestone.in_future")]);
    let identity = json!({ "document": "identity", "received_on": "2025-09-01" });
    let made = manager.post(&path, identity.clone()).await.expect(201);
    assert_eq!((&made["kind"], &made["step"]), (&json!("document"), &json!("identity")));
    manager.post(&path, identity.clone()).await.refused_with(409, "milestone.already_recorded");
    world.other_manager().post(&path, identity).await.refused_with(404, "apprentice.not_found");
    let visit = json!({ "kind": "medical_visit", "done_on": "2025-10-02" });
    manager.post(format!("{contract}/milestones"), visit).await.expect(201);
    let tutor = world.tutor(&story.tutor());
    for (person, expected) in [
        (world.student(&story.apprentice()), 2),
        (world.trainer(), 2),
        (world.client(&["milestones:read"]), 2),
        (tutor.clone(), 1),
        (world.other_manager(), 0),
    ] {
        let listed = person.get("/v1/milestones").await.expect(200);
        assert_eq!(codes(&listed).len(), expected);
    }
    let hidden = tutor.get(format!("/v1/milestones/{}", id_of(&made))).await;
    hidden.refused_with(404, "milestone.not_found");
    let shown = world.nobody().get("/v1/reference/documents").await.expect(200);
    let codes: Vec<_> = shown["data"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect();
    assert!(codes.contains(&json!("residence_permit")), "{codes:?}");
}

#[actix_web::test]
async fn a_rupture_is_told_and_the_card_comes_back() {
    let world = World::on("2026-02-20").await;
    let (manager, story) = (world.manager(), world.story());
    let contract = signed(&manager, a_contract(&story), "2025-07-15").await;
    let rupture = with(a_rupture("2026-02-10"), json!({ "notice_received_on": "2026-02-10" }));
    manager.post(format!("{contract}/rupture"), rupture).await.expect(201);
    let clock = manager.get(format!("{contract}/clock")).await.expect(200);
    assert_eq!(state_of(&clock, "rupture", None), "late");
    for kind in ["rupture_notice", "student_card_return"] {
        let body = json!({ "kind": kind, "done_on": "2026-02-12" });
        manager.post(format!("{contract}/milestones"), body).await.expect(201);
    }
    let clock = manager.get(format!("{contract}/clock")).await.expect(200);
    assert_eq!(state_of(&clock, "rupture", None), "done");
    assert_eq!(state_of(&clock, "student_card_return", None), "done");
}
