//! The company's voice on the signed page: every skill, four taps each, sent once.

use serde_json::json;

use super::{skill, under};
use crate::contracts::agreements::count_events;
use crate::desk::links::pages::{key_in, page_of, read, send};
use crate::desk::links::{a_followed_story, a_link, address_of};

#[actix_web::test]
async fn a_tutor_says_skills_on_the_page_of_their_link_and_a_double_click_says_them_once() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let home = page_of(&link);
    let form = format!("{home}/skills/{}", story.apprentice);
    let page = read(&world, &home).await.text;
    assert!(page.contains(&format!("href=\"{form}\"")), "{page}");
    let drawn = read(&world, &form).await;
    assert_eq!(drawn.text.matches("name=\"skill-bc01-3\"").count(), 4, "{}", drawn.text);
    assert!(drawn.text.contains("Les compétences de Chloé Durand"), "{}", drawn.text);
    let key = key_in(&drawn);
    let answers = [("skill-bc01-3", "acquired"), ("skill-bc02-2", "in_progress")];
    for key in [&*key, &*key, "une-autre-cle"] {
        let sent = send(&world, &form, &[&[("cle", key)], &answers[..]].concat()).await;
        assert_eq!((sent.status, sent.header("location")), (303, Some(&*format!("{home}?done=skills"))));
    }
    assert_eq!(count_events(&world, "skill_position.said"), 2);
    let sheet = world.trainer().get(under(&story, "skills")).await.expect(200);
    let said = &skill(&sheet, "bc01-3")["latest"][0];
    assert_eq!((&said["voice"], &said["level"]), (&json!("company"), &json!("acquired")));
    assert_eq!(said["author"]["through"], "link");
    let again = read(&world, &form).await.text;
    assert!(again.contains("Vous avez répondu : Acquise."), "{again}");
    let empty = send(&world, &form, &[("cle", "sans-reponse")]).await;
    assert!(empty.text.contains("Répondez à une question au moins."), "{}", empty.text);
    let foreign = read(&world, &format!("{home}/skills/{}", story.employer)).await;
    assert_eq!(foreign.status, 404);
    let silent = page_of(&a_link(&world, &story, json!({"verbs": ["read_brief"]})).await);
    assert!(!read(&world, &silent).await.text.contains("/skills/"));
}

#[actix_web::test]
async fn the_same_is_said_in_json_by_the_link() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let path = format!("{}/apprentices/{}/skill-positions", address_of(&link), story.apprentice);
    let body = json!({ "positions": [{ "skill": "bc01-3", "level": "acquired" }] });
    let said = world.nobody().post_with_key(&path, "une-cle-de-lien", body.clone()).await.expect(201);
    assert_eq!(said["data"][0]["voice"], "company");
    let silent = a_link(&world, &story, json!({"verbs": ["read_brief"]})).await;
    let path = format!("{}/apprentices/{}/skill-positions", address_of(&silent), story.apprentice);
    world.nobody().post_with_key(&path, "une-autre-cle", body).await.refused_with(403, "link.verb_not_given");
}
