//! The page of a leaver: three questions without an account, changed until the wave closes.

use serde_json::json;

use super::{SIX_MONTHS_AFTER, a_survey};
use crate::desk::links::pages::{key_in, read, send};
use crate::harness::{Person, World};

/// The address of the page, below the base, from a link just made.
async fn page_of(manager: &Person, survey: &str) -> String {
    let made = manager.post(format!("{survey}/link"), json!({})).await.expect(201);
    let url = made["url"].as_str().unwrap().to_owned();
    let (_, secret) = url.rsplit_once("/s/").unwrap();
    format!("/s/{secret}")
}

async fn answer(world: &World, page: &str, form: &[(&str, &str)]) -> crate::harness::Reply {
    let key = key_in(&read(world, page).await);
    let typed: Vec<(&str, &str)> = [("cle", key.as_str())].into_iter().chain(form.iter().copied()).collect();
    send(world, page, &typed).await
}

#[actix_web::test]
async fn a_leaver_answers_without_an_account_and_may_change_their_mind() {
    let (world, _, survey) = a_survey(SIX_MONTHS_AFTER).await;
    let manager = world.manager();
    let page = page_of(&manager, &survey).await;
    let shown = read(&world, &page).await;
    assert_eq!((shown.status, shown.header("cache-control")), (200, Some("no-store")));
    for text in ["Bonjour Chloé", "24/08/2027", "23/04/2028", "Je cherche un emploi", "03 25 80 72 17"] {
        assert!(shown.text.contains(text), "{text}: {}", shown.text);
    }
    for absent in ["<script", "Retour au suivi", "Durand"] {
        assert!(!shown.text.contains(absent), "{absent}: {}", shown.text);
    }
    let sent =
        answer(&world, &page, &[("situation", "seeking"), ("organisation", ""), ("since_on", "")]).await;
    assert_eq!((sent.status, sent.header("location")), (303, Some(format!("{page}?done=1").as_str())));
    assert!(read(&world, &format!("{page}?done=1")).await.text.contains("Votre réponse est enregistrée"));
    let hired =
        [("situation", "employed"), ("organisation", "Librairie des Halles"), ("since_on", "01/02/2028")];
    assert_eq!(answer(&world, &page, &hired).await.status, 303);
    assert_eq!(answer(&world, &page, &hired).await.status, 303);
    let again = read(&world, &page).await;
    assert!(again.text.contains("value=\"employed\" checked"), "{}", again.text);
    assert!(again.text.contains("value=\"Librairie des Halles\""), "{}", again.text);
    let told = manager.get(&survey).await.expect(200);
    assert_eq!(told["answers"].as_array().unwrap().len(), 2);
    let latest = &told["answer"];
    assert_eq!(
        (&latest["source"], &latest["situation"], &latest["since_on"]),
        (&json!("link"), &json!("employed"), &json!("2028-02-01"))
    );
    assert_eq!((&latest["author"]["through"], &latest["author"]["id"]), (&json!("link"), &json!(null)));
    let whom =
        "SELECT count(*) AS n FROM journal_entries WHERE act = 'AnswerOutcome' AND actor_kind = 'link'";
    assert_eq!(world.database_counts(whom), 2);
}

#[actix_web::test]
async fn what_is_wrong_is_told_in_the_form_and_nothing_is_saved() {
    let (world, _, survey) = a_survey(SIX_MONTHS_AFTER).await;
    let page = page_of(&world.manager(), &survey).await;
    let wrong = answer(&world, &page, &[("town", "Troyes"), ("since_on", "hier")]).await;
    assert_eq!(wrong.status, 422);
    for text in ["2 points à corriger", "choisissez une réponse", "jj/mm/aaaa", "value=\"Troyes\""] {
        assert!(wrong.text.contains(text), "{text}: {}", wrong.text);
    }
    let to_come = answer(&world, &page, &[("situation", "employed"), ("since_on", "01/03/2028")]).await;
    assert_eq!(to_come.status, 422);
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM outcome_answers"), 0);
}

#[actix_web::test]
async fn a_link_opens_one_survey_until_it_closes_or_another_is_made() {
    let (world, _, survey) = a_survey(SIX_MONTHS_AFTER).await;
    let manager = world.manager();
    let first = page_of(&manager, &survey).await;
    let second = page_of(&manager, &survey).await;
    assert_eq!(read(&world, &first).await.status, 404);
    assert_eq!(read(&world, &second).await.status, 200);
    assert_eq!(read(&world, "/s/nothing").await.status, 404);
    assert_eq!(read(&world, "/s/a/b").await.status, 404);
    let hashed = "SELECT count(*) AS n FROM outcome_surveys WHERE octet_length(secret_hash) = 32";
    assert_eq!(world.database_counts(hashed), 1);
    world.clock.advance_days(60);
    let closed = read(&world, &second).await;
    assert_eq!(closed.status, 410);
    assert!(closed.text.contains("ouverte du 24/02/2028 au 23/04/2028"), "{}", closed.text);
}
