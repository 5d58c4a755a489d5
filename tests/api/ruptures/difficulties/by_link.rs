//! A tutor without an account tells of a difficulty by their link, in JSON and on its page.

use serde_json::json;

use crate::desk::links::pages::{key_in, page_of, read, send};
use crate::desk::links::{a_followed_story, a_link, address_of};

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
