//! A tutor without an account tells of a difficulty by their link, in JSON and on its page.

use serde_json::json;

use super::under;
use crate::contracts::agreements::with;
use crate::desk::links::pages::{key_in, page_of, read, send};
use crate::desk::links::{a_followed_story, a_link, address_of};
use crate::desk::obligations::due;
use crate::harness::{Person, id_of};
use crate::people::referents::{account_of, name};

#[actix_web::test]
async fn a_tutor_tells_of_a_difficulty_by_json_once_under_a_key() {
    let (world, story) = a_followed_story("2026-01-12").await;
    let link = a_link(&world, &story, json!({})).await;
    let path = format!("{}/apprentices/{}/difficulties", address_of(&link), story.apprentice);
    let body = json!({ "subjects": ["work_relations"], "note": "Ne parle plus à l'équipe." });
    world.nobody().post(&path, body.clone()).await.refused_with(400, "idempotency_key.required");
    let tell = || world.nobody();
    let first = tell().post_with_key(&path, "une-difficulte", body.clone()).await.expect(201);
    assert_eq!(tell().post_with_key(&path, "une-difficulte", body.clone()).await.expect(201), first);
    let listed = world.manager().get("/v1/difficulties").await.expect(200);
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&listed["data"][0]["origin"], &listed["data"][0]["shared_with_tutor"]),
        (&json!("tutor"), &json!(true))
    );
    let case = format!("/v1/difficulties/{}", listed["data"][0]["id"].as_str().unwrap());
    let shown = world.manager().get(&case).await.expect(200);
    assert_eq!(
        (&shown["author"]["through"], &shown["notes"][0]["visibility"]),
        (&json!("link"), &json!("staff_and_tutor"))
    );
    world.tutor(&story.tutor()).get(&case).await.expect(200);
    world.student(&story.apprentice()).get(&case).await.refused_with(404, "difficulty.not_found");
    let silent = a_link(&world, &story, json!({ "verbs": ["read_brief"] })).await;
    let path = format!("{}/apprentices/{}/difficulties", address_of(&silent), story.apprentice);
    world.nobody().post_with_key(&path, "une-autre-cle", body).await.refused_with(403, "link.verb_not_given");
}

#[actix_web::test]
async fn a_tutor_tells_of_a_difficulty_on_the_page_of_their_link() {
    let (world, story) = a_followed_story("2026-01-12").await;
    let link = a_link(&world, &story, json!({})).await;
    let home = page_of(&link);
    let form = format!("{home}/difficulties/{}", story.apprentice);
    assert!(read(&world, &home).await.text.contains(&format!("href=\"{form}\"")));
    let drawn = read(&world, &form).await;
    assert!(drawn.text.contains("Au sujet de Chloé Durand"), "{}", drawn.text);
    assert!(drawn.text.contains("ni diagnostic"), "{}", drawn.text);
    let key = key_in(&drawn);
    let empty = send(&world, &form, &[("cle", &*key), ("note", "Retards répétés.")]).await;
    assert!(empty.text.contains("Retards répétés."), "what was typed is kept: {}", empty.text);
    let answers =
        [("cle", &*key), ("subjects", "mobility"), ("subjects", "housing"), ("note", "Retards répétés.")];
    let sent = send(&world, &form, &answers).await;
    assert_eq!((sent.status, sent.header("location")), (303, Some(&*format!("{home}?done=difficulties"))));
    let listed = world.manager().get("/v1/difficulties").await.expect(200);
    let codes: Vec<_> =
        listed["data"][0]["subjects"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, [&json!("mobility"), &json!("housing")]);
}

#[actix_web::test]
async fn whoever_follows_is_told_at_once_and_nobody_else_until_the_staff_answer() {
    let (world, story) = a_followed_story("2026-01-12").await;
    let (manager, referent, trainer) = (world.manager(), world.trainer(), world.trainer());
    name(&manager, &story, &account_of(&referent).await, "2025-09-01").await.expect(201);
    let awaited = async |by: &Person| due(by, "kind=difficulty_to_answer").await;
    let staff = json!({ "origin": "tutor", "subjects": ["work_relations"], "note": "Dit au téléphone." });
    manager.post(under(&story), staff).await.expect(201);
    assert!(awaited(&manager).await.is_empty(), "the staff know what they write");

    let link = a_link(&world, &story, json!({})).await;
    let path = format!("{}/apprentices/{}/difficulties", address_of(&link), story.apprentice);
    let body = json!({ "subjects": ["mobility"], "note": "Ne vient plus." });
    world.nobody().post_with_key(&path, "une-difficulte", body).await.expect(201);
    let told = awaited(&referent).await.remove(0);
    assert_eq!((&told["due_on"], &told["state"]), (&json!("2026-01-15"), &json!("due")));
    assert_eq!(
        told["sentence"],
        "Difficulté signalée le 12/01/2026 par le maître d'apprentissage, à prendre en charge pour le 15/01/2026."
    );
    assert_eq!(
        due(&referent, "owner=me&kind=difficulty_to_answer").await.len(),
        1,
        "mailed, and in their calendar"
    );
    let morning = referent.get("/v1/me/morning").await.expect(200);
    assert_eq!(morning["awaited"]["data"][0]["kind"], "difficulty_to_answer");
    let one = format!("/v1/obligations/{}", id_of(&told));
    assert_eq!(awaited(&manager).await.len(), 1);
    assert!(awaited(&trainer).await.is_empty(), "who does not follow does not read the difficulty either");
    trainer.get(&one).await.refused_with(404, "obligation.not_found");
    let counted = async |by: &Person| {
        let counts = by.get("/v1/obligations/counts").await.expect(200);
        counts.to_string().contains("difficulty_to_answer")
    };
    assert_eq!(
        (counted(&referent).await, counted(&trainer).await, counted(&manager).await),
        (true, false, true)
    );
    for person in
        [world.tutor(&story.tutor()), world.student(&story.apprentice()), world.client(&["obligations:read"])]
    {
        assert!(awaited(&person).await.is_empty());
        person.get(&one).await.refused_with(404, "obligation.not_found");
    }

    let request = &told["clears_with"];
    let note = with(request["body"].clone(), json!({ "note": "Je l'appelle demain." }));
    let note = referent.post(request["href"].as_str().unwrap(), note).await.expect(201);
    assert_eq!(referent.get(&one).await.expect(200)["state"], "done");
    let note = format!("/v1/difficulty-notes/{}/withdrawal", id_of(&note));
    manager.post(note, json!({ "reason": "Mauvais dossier." })).await.expect(201);
    assert_eq!(referent.get(&one).await.expect(200)["state"], "due");
}
