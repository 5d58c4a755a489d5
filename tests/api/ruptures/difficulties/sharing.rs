//! Who reads what of a difficulty: what is not theirs is absent, byte for byte.

use serde_json::{Value, json};

use super::{opened, under};
use crate::follow_up::visits::a_signed_story;
use crate::harness::id_of;
use crate::people::referents;

#[actix_web::test]
async fn the_office_reads_all_the_trainer_who_follows_too_the_others_once_it_is_shared() {
    let (world, story, _) = a_signed_story("2026-01-12").await;
    let (manager, trainer, other) = (world.manager(), world.trainer(), world.trainer());
    let (tutor, student) = (world.tutor(&story.tutor()), world.student(&story.apprentice()));
    let account = referents::account_of(&trainer).await;
    referents::name(&manager, &story, &account, "2025-09-01").await.expect(201);
    let case = opened(&manager, &story, json!({})).await;
    trainer.get(&case).await.expect(200);
    for person in [&other, &tutor, &student] {
        person.get(&case).await.refused_with(404, "difficulty.not_found");
        assert_eq!(person.get("/v1/difficulties").await.expect(200)["data"], json!([]));
    }
    world.client(&["apprentices:read"]).get(&case).await.refused_with(403, "forbidden");
    other
        .post(under(&story), json!({ "subjects": ["other"] }))
        .await
        .refused_with(403, "difficulty.not_followed");
    trainer.post(under(&story), json!({ "subjects": ["other"] })).await.expect(201);

    let shared = json!({ "shared_with_apprentice": true });
    manager.change(&case, shared).await.expect(200);
    tutor.get(&case).await.refused_with(404, "difficulty.not_found");
    let seen = student.get(&case).await.expect(200);
    assert_eq!((&seen["origin"], &seen["author"], &seen["notes"]), (&Value::Null, &Value::Null, &json!([])));
    assert_eq!(
        student.get("/v1/difficulties?state=open").await.expect(200)["data"].as_array().unwrap().len(),
        1
    );
    assert_eq!(student.get("/v1/difficulties?state=closed").await.expect(200)["data"], json!([]));
    student.get(format!("{case}/transitions")).await.expect(200);
    manager.change(&case, json!({ "shared_with_tutor": true })).await.expect(200);
    tutor.get(&case).await.expect(200);
    let unbound = json!({ "contract_id": null });
    manager.change(&case, unbound).await.faults(&[("/contract_id", "difficulty.shared_without_contract")]);
}

#[actix_web::test]
async fn what_is_for_others_leaves_the_answers_of_each_as_they_were() {
    let (world, story, _) = a_signed_story("2026-01-12").await;
    let (manager, tutor) = (world.manager(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    let shared = json!({ "shared_with_apprentice": true, "shared_with_tutor": true });
    let case = opened(&manager, &story, shared).await;
    for (visibility, for_tutor, for_student) in [
        ("staff", false, false),
        ("staff_and_apprentice", false, true),
        ("staff_and_tutor", true, false),
        ("all_three", true, true),
    ] {
        let read = async || {
            let (of_tutor, of_student) = (tutor.get(&case).await, student.get(&case).await);
            let lists =
                (tutor.get("/v1/difficulties").await.text, student.get("/v1/difficulties").await.text);
            (of_tutor.text + &lists.0, of_student.text + &lists.1)
        };
        let before = read().await;
        let note = json!({ "note": format!("Pour {visibility}"), "visibility": visibility });
        manager.post(format!("{case}/notes"), note).await.expect(201);
        let step = json!({ "kind": "call", "planned_on": "2026-01-13", "what": visibility, "visibility": visibility });
        let step = manager.post(format!("{case}/steps"), step).await.expect(201);
        let after = read().await;
        assert_eq!(before.0 != after.0, for_tutor, "{visibility} for the tutor");
        assert_eq!(before.1 != after.1, for_student, "{visibility} for the apprentice");
        let withdrawal = format!("/v1/difficulty-steps/{}/withdrawal", id_of(&step));
        manager.post(withdrawal, json!({ "reason": "Autre jour" })).await.expect(201);
    }
    let closing =
        json!({ "decision": "other", "words": "Entre nous.", "visibility": "staff_and_apprentice" });
    manager.post(format!("{case}/closing"), closing).await.expect(200);
    let of_tutor = tutor.get(&case).await.expect(200);
    assert_eq!((&of_tutor["state"], &of_tutor["closings"][0]["words"]), (&json!("closed"), &Value::Null));
    assert_eq!(student.get(&case).await.expect(200)["closings"][0]["words"], "Entre nous.");
    for person in [&tutor, &student] {
        person.post(format!("{case}/notes"), json!({})).await.refused_with(403, "forbidden");
        person.post(format!("{case}/reopening"), json!({})).await.refused_with(403, "forbidden");
    }
}

#[actix_web::test]
async fn a_tutor_and_an_apprentice_say_it_in_words_and_neither_reads_the_other() {
    let (world, story, _) = a_signed_story("2026-01-12").await;
    let (manager, tutor) = (world.manager(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    let sent = json!({ "subjects": ["mobility"], "origin": "staff" });
    tutor
        .post(under(&story), sent)
        .await
        .faults(&[("/note", "difficulty.words_only"), ("/origin", "difficulty.words_only")]);
    let mut cases = Vec::new();
    for (person, origin) in [(&tutor, "tutor"), (&student, "apprentice")] {
        let words = json!({ "subjects": ["mobility"], "note": format!("Parole de {origin}") });
        let case = person.post(under(&story), words).await.expect(201);
        assert_eq!(
            (&case["origin"], &case["notes"][0]["note"]),
            (&json!(origin), &json!(format!("Parole de {origin}")))
        );
        cases.push(format!("/v1/difficulties/{}", id_of(&case)));
    }
    student.get(&cases[0]).await.refused_with(404, "difficulty.not_found");
    tutor.get(&cases[1]).await.refused_with(404, "difficulty.not_found");
    // shared by the office, the words and who said them stay with whoever said them
    manager.change(&cases[1], json!({ "shared_with_tutor": true })).await.expect(200);
    let seen = tutor.get(&cases[1]).await.expect(200);
    assert_eq!((&seen["notes"], &seen["origin"], &seen["author"]), (&json!([]), &Value::Null, &Value::Null));
    let note = id_of(&manager.get(&cases[1]).await.expect(200)["notes"][0]);
    let withdrawal = format!("/v1/difficulty-notes/{note}/withdrawal");
    manager.post(withdrawal, json!({ "reason": "À sa demande" })).await.expect(201);
}
