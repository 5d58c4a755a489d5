//! Who reads signals: the staff of the site; apprentices, those meant for them; tutors, links and machines, none.

use serde_json::json;

use super::{codes, signals_at};
use crate::desk::links::pages::{page_of, read};
use crate::desk::links::{a_link, address_of};
use crate::follow_up::visits::a_signed_story;
use crate::ruptures::difficulties::opened;

#[actix_web::test]
async fn an_apprentice_reads_in_plain_words_what_concerns_them_and_nothing_of_the_tutor() {
    let (world, story, _) = a_signed_story("2025-11-03").await;
    a_link(&world, &story, json!({})).await;
    world.database_says("UPDATE tutor_links SET created_at = '2025-10-01T10:00:00Z'");
    opened(&world.manager(), &story, json!({ "opened_on": "2025-10-01" })).await;
    let manager = world.manager();
    let mut all = codes(&manager, &story).await;
    all.sort_unstable();
    assert_eq!(all, ["difficulty_without_step", "no_contact", "silent_tutor"]);
    assert_eq!(manager.get(signals_at(&story)).await.expect(200)["sum"], 7);
    assert_eq!(
        codes(&world.trainer(), &story).await.len(),
        2,
        "a trainer who does not follow knows of no difficulty"
    );
    let student = world.student(&story.apprentice());
    let told = student.get(signals_at(&story)).await.expect(200);
    assert_eq!((told["signals"].as_array().unwrap().len(), &told["sum"]), (1, &json!(2)));
    assert_eq!(told["signals"][0]["facts"], json!([]), "calls of the site are not told");
    assert!(told["signals"][0]["plain"].as_str().unwrap().contains("va te contacter"), "{told}");
    let note = json!({ "signal": "no_contact", "reason": "Ne répond pas", "until_on": "2025-11-30" });
    let before = student.get(signals_at(&story)).await.text;
    manager
        .post(format!("/v1/apprentices/{}/signal-acknowledgements", story.apprentice), note)
        .await
        .expect(201);
    assert_eq!(student.get(signals_at(&story)).await.text, before, "what the site noted is not told");
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    student.get(format!("/v1/apprentices/{friend}/signals")).await.refused_with(404, "apprentice.not_found");
    student.get(format!("/v1/sites/{}/signals", world.site())).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn signals_leave_what_tutors_and_links_read_as_it_was_byte_for_byte() {
    let (world, story, contract) = a_signed_story("2025-11-03").await;
    let (tutor, link) = (world.tutor(&story.tutor()), a_link(&world, &story, json!({})).await);
    tutor.get(signals_at(&story)).await.refused_with(403, "forbidden");
    tutor.get(format!("/v1/sites/{}/signals", world.site())).await.refused_with(403, "forbidden");
    world.client(&["apprentices:read"]).get(signals_at(&story)).await.refused_with(403, "forbidden");
    let places = [
        format!("/v1/apprentices/{}", story.apprentice),
        format!("/v1/apprentices/{}/timeline", story.apprentice),
        contract,
        "/v1/obligations".to_owned(),
        "/v1/me/morning".to_owned(),
        "/v1/difficulties".to_owned(),
        "/v1/withdrawals".to_owned(),
    ];
    let everything = async || {
        let mut told = String::new();
        for place in &places {
            told.push_str(&tutor.get(place).await.text);
        }
        told + &world.nobody().get(address_of(&link)).await.text + &read(&world, &page_of(&link)).await.text
    };
    let before = everything().await;
    let manager = world.manager();
    opened(&manager, &story, json!({ "opened_on": "2025-10-01" })).await;
    let settings = format!("/v1/sites/{}/watch-settings", world.site());
    let sooner = json!({ "thresholds": [{ "signal": "no_contact", "threshold": 1 }] });
    manager.put(settings, "\"v0\"", sooner).await.expect(200);
    assert_eq!(codes(&manager, &story).await, ["difficulty_without_step", "no_contact"]);
    let note = json!({ "signal": "no_contact", "reason": "Visite fixée", "until_on": "2025-11-30" });
    manager
        .post(format!("/v1/apprentices/{}/signal-acknowledgements", story.apprentice), note)
        .await
        .expect(201);
    assert_eq!(everything().await, before);
    tutor.get(signals_at(&story)).await.refused_with(403, "forbidden");
}
