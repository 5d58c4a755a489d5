//! Telephone contacts: logged, changed, corrected, followed up, and who reads them.

mod companies;
mod reach;

use serde_json::{Value, json};

use crate::contracts::agreements::{count_events, with};
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Story, World, id_of};

/// A call of the site to the tutor, with something to do next.
pub fn a_call(story: &Story) -> Value {
    json!({ "apprentice_id": story.apprentice, "called_at": "2025-11-24T07:30:00Z", "direction": "outgoing",
            "party": "tutor", "person": "Ada Lovelace", "outcome": "reached", "subject": "follow_up",
            "note": "Tout va bien.", "next_action": { "what": "Rappeler.", "due_on": "2025-12-01", "owner": "referent" } })
}

fn address(contact: &Value) -> String {
    format!("/v1/phone-contacts/{}", id_of(contact))
}

#[actix_web::test]
async fn a_call_is_logged_and_followed_up() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let logged = trainer.post_with_key("/v1/phone-contacts", "a-double-click", a_call(&story)).await;
    let path = logged.header("location").unwrap().to_owned();
    assert_eq!(logged.etag(), "\"v1\"");
    let logged = logged.expect(201);
    let again = trainer.post_with_key("/v1/phone-contacts", "a-double-click", a_call(&story)).await;
    assert_eq!(again.expect(201), logged);
    assert_eq!((&logged["visibility"], &logged["author_kind"]), (&json!("staff"), &json!("account")));
    for (field, value) in a_call(&story).as_object().unwrap() {
        assert_eq!(&logged[field], value, "{field}");
    }
    assert_eq!(world.manager().get(&path).await.expect(200), logged);

    let follow_up = format!("{path}/follow-up");
    for wrong in ["2025-11-23", "2025-11-25"] {
        let refused = trainer.post(&follow_up, json!({ "cleared_on": wrong })).await;
        refused.faults(&[("/cleared_on", "phone_contact.cleared_on_day")]);
    }
    let cleared = trainer.post(&follow_up, json!({ "note": "Rappelé." })).await;
    assert_eq!(cleared.etag(), "\"v2\"");
    let cleared = cleared.expect(200);
    assert_eq!(
        (&cleared["cleared_on"], &cleared["cleared_note"]),
        (&json!("2025-11-24"), &json!("Rappelé."))
    );
    trainer.post(&follow_up, json!({})).await.refused_with(409, "phone_contact.already_cleared");
    assert_eq!(count_events(&world, "phone_contact.logged"), 1);
}

#[actix_web::test]
async fn a_missed_call_is_a_contact_too_and_nonsense_is_not() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let sent = |fields| trainer.post("/v1/phone-contacts", with(a_call(&story), fields));
    let missed =
        json!({ "outcome": "missed", "called_at": null, "person": null, "note": null, "next_action": null });
    let missed = sent(missed).await.expect(201);
    let now = missed["called_at"].as_str().unwrap();
    assert!(now.starts_with("2025-11-24T08:00:"), "now, when nothing is said: {now}");
    let follow_up = format!("{}/follow-up", address(&missed));
    trainer.post(follow_up, json!({})).await.refused_with(409, "phone_contact.nothing_to_clear");
    sent(json!({"called_at": "2025-11-24T09:00:01Z"}))
        .await
        .faults(&[("/called_at", "phone_contact.in_future")]);
    let early = json!({"what": "Rappeler.", "due_on": "2025-11-23", "owner": "site"});
    sent(json!({"next_action": early}))
        .await
        .faults(&[("/next_action/due_on", "phone_contact.next_action_before_call")]);
    sent(json!({"outcome": "refused", "note": null}))
        .await
        .faults(&[("/note", "phone_contact.refusal_without_note")]);
    sent(json!({"subject": "weather"})).await.faults(&[("/subject", "enum")]);
    sent(json!({"apprentice_id": story.tutor})).await.faults(&[("/apprentice_id", "apprentice.unknown")]);
    let foreign = world.other_manager().post("/v1/phone-contacts", a_call(&story)).await;
    foreign.faults(&[("/apprentice_id", "apprentice.unknown")]);
}

#[actix_web::test]
async fn a_contact_is_changed_the_same_day_by_its_author_then_corrected() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let path = address(&trainer.post("/v1/phone-contacts", a_call(&story)).await.expect(201));
    let changed =
        trainer.change(&path, json!({ "outcome": "voicemail", "next_action": null })).await.expect(200);
    assert_eq!((&changed["outcome"], &changed["next_action"]), (&json!("voicemail"), &Value::Null));
    trainer.patch(&path, "\"v1\"", json!({ "note": "Rien." })).await.refused_with(412, "precondition.stale");
    let other = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let moved = trainer.change(&path, json!({ "apprentice_id": other })).await;
    moved.faults(&[("/apprentice_id", "phone_contact.apprentice_fixed")]);
    world
        .manager()
        .change(&path, json!({ "note": "Rien." }))
        .await
        .refused_with(409, "phone_contact.correct_instead");

    world.clock.advance_days(1);
    let trainer = world.trainer();
    trainer
        .change(&path, json!({ "note": "Rien." }))
        .await
        .refused_with(409, "phone_contact.correct_instead");
    let contact = with(a_call(&story), json!({ "outcome": "wrong_number" }));
    let correction = json!({ "reason": "Numéro d'un autre.", "contact": contact });
    let corrections = format!("{path}/corrections");
    let corrected = trainer.post(&corrections, correction.clone()).await.expect(200);
    assert_eq!(corrected["outcome"], "wrong_number");
    let late = with(contact, json!({ "called_at": "2025-11-26T09:00:00Z" }));
    let late = trainer.post(&corrections, with(correction.clone(), json!({ "contact": late }))).await;
    late.faults(&[("/contact/called_at", "phone_contact.in_future")]);
    trainer
        .post(&corrections, with(correction, json!({ "reason": "" })))
        .await
        .faults(&[("/reason", "too_short")]);
    let stored = trainer.get(&corrections).await.expect(200);
    let [former] = &stored["data"].as_array().unwrap()[..] else { panic!("{stored}") };
    assert_eq!((&former["number"], &former["reason"]), (&json!(1), &json!("Numéro d'un autre.")));
    assert_eq!(former["former"]["outcome"], "voicemail");
    assert_eq!(
        [count_events(&world, "phone_contact.changed"), count_events(&world, "phone_contact.corrected")],
        [1, 1]
    );
}

#[actix_web::test]
async fn contacts_are_listed_latest_first_and_narrowed() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    for (called_at, outcome, party) in [
        ("2025-11-20T08:00:00Z", "missed", "tutor"),
        ("2025-11-21T08:00:00Z", "reached", "apprentice"),
        ("2025-11-21T08:00:00Z", "voicemail", "tutor"),
    ] {
        let fields = json!({ "called_at": called_at, "outcome": outcome, "party": party });
        trainer.post("/v1/phone-contacts", with(a_call(&story), fields)).await.expect(201);
    }
    let outcomes = async |query: &str| {
        let listed = trainer.get(format!("/v1/phone-contacts?{query}")).await.expect(200);
        let found = listed["data"].as_array().unwrap().iter().map(|one| one["outcome"].clone());
        json!(found.collect::<Vec<_>>())
    };
    let author = crate::people::referents::account_of(&trainer).await;
    for (query, expected) in [
        (String::new(), json!(["reached", "voicemail", "missed"])),
        (
            format!("apprentice={}&site={}", story.apprentice, world.site()),
            json!(["reached", "voicemail", "missed"]),
        ),
        ("party=tutor".to_owned(), json!(["voicemail", "missed"])),
        ("outcome=missed".to_owned(), json!(["missed"])),
        ("open=true&due_before=2025-12-02".to_owned(), json!(["reached", "voicemail", "missed"])),
        ("due_before=2025-12-01".to_owned(), json!([])),
        (format!("author={author}"), json!(["reached", "voicemail", "missed"])),
        (format!("author={}", story.tutor), json!([])),
    ] {
        assert_eq!(outcomes(&query).await, expected, "{query}");
    }
    let (mut seen, mut path) = (Vec::new(), "/v1/phone-contacts?limit=1".to_owned());
    loop {
        let page = trainer.get(&path).await.expect(200);
        seen.extend(page["data"].as_array().unwrap().iter().map(|one| one["outcome"].clone()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/phone-contacts?limit=1&cursor={cursor}");
    }
    assert_eq!(json!(seen), json!(["reached", "voicemail", "missed"]));
    let timeline = trainer.get(format!("/v1/apprentices/{}/timeline", story.apprentice)).await.expect(200);
    let calls = timeline["data"].as_array().unwrap().iter().filter(|item| item["kind"] == "phone_contact");
    assert_eq!(calls.count(), 3);
}

/// A second apprentice and tutor of the same company, under contract.
pub async fn neighbours(world: &World, story: &Story) -> (Value, Value) {
    let tutor = world.seed_tutor(story.employer, "Hopper", "Grace");
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let enrolment = world.seed_enrolment(friend, story.cohort);
    let other = Story { apprentice: friend, enrolment, tutor, ..*story };
    world.seed_contract(&other, "2025-08-25", "2027-08-24");
    (json!({ "id": tutor }), json!({ "id": friend }))
}
