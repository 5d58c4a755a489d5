//! The tutor reads and signs the logbook by their link, in JSON and on the page.

use serde_json::json;

use super::{an_autumn, sign, under};
use crate::contracts::agreements::count_events;
use crate::desk::links::pages::{key_in, page_of, read, send};
use crate::desk::links::{a_link, address_of};

#[actix_web::test]
async fn the_company_signs_in_json_by_the_link_when_it_was_made_for_it() {
    let (world, story) = an_autumn("2025-11-24").await;
    let link = a_link(&world, &story, json!({})).await;
    let nobody = world.nobody();
    let path = format!("{}/apprentices/{}/logbook", address_of(&link), story.apprentice);
    let told = nobody.get(&path).await.expect(200);
    assert_eq!(told["periods"][0]["visits"][0]["commitments"][0]["what"], "Confier les commandes.");
    let body = json!({ "content_hash": told["periods"][0]["content_hash"] });
    let signature = format!("{path}/periods/1/signature");
    let signed = nobody.post_with_key(&signature, "une-cle-de-lien", body.clone()).await.expect(201);
    assert_eq!((&signed["voice"], &signed["author"]["through"]), (&json!("company"), &json!("link")));
    nobody
        .post_with_key(&signature, "une-autre-cle", body.clone())
        .await
        .refused_with(409, "logbook.already_signed");
    let silent = a_link(&world, &story, json!({ "verbs": ["read_brief", "say_skills"] })).await;
    let path = format!("{}/apprentices/{}/logbook", address_of(&silent), story.apprentice);
    nobody.get(&path).await.refused_with(403, "link.verb_not_given");
    let signature = format!("{path}/periods/1/signature");
    nobody.post_with_key(&signature, "encore-une-cle", body).await.refused_with(403, "link.verb_not_given");
}

#[actix_web::test]
async fn the_company_reads_and_signs_on_the_page_what_it_read() {
    let (world, story) = an_autumn("2025-11-24").await;
    let link = a_link(&world, &story, json!({})).await;
    let home = page_of(&link);
    let form = format!("{home}/logbooks/{}", story.apprentice);
    let brief = read(&world, &home).await.text;
    assert!(brief.contains(&format!("href=\"{form}\"")), "{brief}");
    sign(&world.trainer(), &story, 1).await;
    let drawn = read(&world, &form).await;
    for expected in [
        "Le livret d’apprentissage de Chloé Durand",
        "Semestre 1, du 25/08/2025 au 24/02/2026",
        "Convenu (Maître d'apprentissage) : Confier les commandes.",
        "Signature (Centre de formation)",
    ] {
        assert!(drawn.text.contains(expected), "{expected}: {}", drawn.text);
    }
    let hash =
        world.trainer().get(under(&story, "logbook")).await.expect(200)["periods"][0]["content_hash"].clone();
    let chosen = format!("1:{}", hash.as_str().unwrap());
    assert!(drawn.text.contains(&chosen), "{}", drawn.text);
    let key = key_in(&drawn);
    let stale = send(&world, &form, &[("cle", "vieille-page"), ("period", "1:autre")]).await;
    assert_eq!(stale.status, 409, "{}", stale.text);
    for _ in 0..2 {
        let sent = send(&world, &form, &[("cle", &*key), ("period", &*chosen)]).await;
        assert_eq!((sent.status, sent.header("location")), (303, Some(&*format!("{home}?done=logbooks"))));
    }
    assert_eq!(count_events(&world, "logbook_signature.given"), 2);
    let empty = send(&world, &form, &[("cle", "sans-choix")]).await;
    assert!(empty.text.contains("Choisissez la période que vous signez."), "{}", empty.text);
    let again = read(&world, &form).await.text;
    assert!(again.contains("Vous avez signé tout ce que le livret contient à ce jour."), "{again}");
}
