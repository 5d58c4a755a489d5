//! A tutor answers an invitation and says skills, in a real browser the size of a phone.

use serde_json::{Value, json};

use super::a_link;
use super::browser::{HINDRANCES, page_of};
use crate::harness::{Browser, Script, Story, World, id_of};
use crate::learning::mock_exams::opened;

/// The button that sends a form.
const SEND: &str = "form > button:last-child";

/// A tutor of two, invited to the third mock exam of the sheet, the hour of one of them being shown.
async fn invited() -> (World, Story, Value) {
    let world = World::on("2026-10-05").await;
    let (cohort, exams) = opened(&world).await;
    let story = world.story_in(cohort.parse().unwrap());
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let apprentice = world.seed_apprentice("Martin", "Léo", "2005-01-09");
    let enrolment = world.seed_enrolment(apprentice, story.cohort);
    world.seed_contract(&Story { apprentice, enrolment, ..story }, "2025-08-25", "2027-08-24");
    let trainer = world.trainer();
    let days = json!({ "starts_on": "2026-11-16", "ends_on": "2026-11-18" });
    trainer.change(&exams[2], days).await.expect(200);
    let oral = json!({ "sittings": [{ "unit_code": "E3", "on": "2026-11-17", "starts_at": "08:30", "ends_at": "17:00",
        "room": "Salle 14" }] });
    let planned = trainer.post(format!("{}/sittings", exams[2]), oral).await.expect(201);
    let proposal = format!("/v1/sittings/{}/slots/proposal", id_of(&planned["data"][0]));
    trainer.post(proposal, json!({ "save": true })).await.expect(200);
    trainer.post(format!("{}/publication", exams[2]), json!({})).await.expect(200);
    trainer.post(format!("{}/invitations", exams[2]), json!({})).await.expect(200);
    let link = a_link(&world, &story, json!({})).await;
    (world, story, link)
}

async fn judged(browser: &Browser, what: &str) {
    let found = browser.page.execute(HINDRANCES, Vec::new()).await.expect("a verdict");
    assert_eq!(found, json!([]), "{what}");
}

#[actix_web::test]
async fn an_invitation_is_answered_in_four_taps_and_changed_on_a_phone() {
    let (world, _, link) = invited().await;
    let home = page_of(&world, &link);
    let browser = Browser::open(Script::Off).await;
    browser.go(&home).await;
    browser.keep("invitation-suivi").await;
    // four taps: the invitation, the answer, the hour, the button
    browser.click(".todo a.button[href*='/invitations/']").await;
    browser.element("form").await;
    browser.keep("invitation").await;
    browser.click("#answer-1").await;
    browser.show("#when").await;
    browser.keep("invitation-quand").await;
    browser.click("#when-1").await;
    browser.click(SEND).await;
    let notice = browser.element("[role=status]").await.text().await.unwrap();
    assert!(notice.contains("Votre réponse est enregistrée."), "{notice}");
    browser.show("h3 + ul a[href*='/invitations/']").await;
    browser.keep("invitation-repondue").await;
    let listed = world.trainer().get("/v1/mock-exam-invitations").await.expect(200);
    for one in listed["data"].as_array().unwrap() {
        assert_eq!(one["answer"], "accepted", "both are seen: {listed}");
        assert_eq!((&one["comes_on"], &one["sitting_slot_id"].is_string()), (&json!("2026-11-17"), &true));
    }

    browser.click("a[href*='/invitations/']").await;
    browser.element("form").await;
    assert!(browser.element("#answer-1").await.is_selected().await.unwrap(), "the answer given is kept");
    assert!(browser.element("#when-1").await.is_selected().await.unwrap(), "and the hour");
    browser.click("#answer-3").await;
    browser.click(SEND).await;
    browser.element("[role=status]").await;
    assert!(browser.text().await.contains("vous ne viendrez pas"));
    let listed = world.trainer().get("/v1/mock-exam-invitations?answer=declined").await.expect(200);
    assert_eq!(listed["data"].as_array().unwrap().len(), 2);
    browser.close().await;
}

#[actix_web::test]
async fn skills_are_said_on_a_phone_and_neither_page_hinders_anybody() {
    let (world, story, link) = invited().await;
    let home = page_of(&world, &link);
    let browser = Browser::open(Script::On).await;
    browser.go(&home).await;
    judged(&browser, "the brief").await;
    browser.click(".todo a.button[href*='/invitations/']").await;
    browser.element("form").await;
    judged(&browser, "the invitation").await;
    browser.click(SEND).await;
    browser.element("[role=alert]").await;
    judged(&browser, "the invitation with its errors").await;
    browser.keep("invitation-a-corriger").await;
    browser.go(&format!("{home}/skills/{}", story.apprentice)).await;
    browser.element("form").await;
    judged(&browser, "the skills").await;
    browser.keep("competences").await;
    browser.click("input[name='skill-bc01-3']").await;
    browser.click(SEND).await;
    let notice = browser.element("[role=status]").await.text().await.unwrap();
    assert!(notice.contains("compétences sont enregistrées"), "{notice}");
    browser.keep("competences-enregistrees").await;
    browser.close().await;
    let sheet = world.trainer().get(format!("/v1/apprentices/{}/skills", story.apprentice)).await.expect(200);
    assert!(sheet.to_string().contains("\"company\""), "{sheet}");
}
