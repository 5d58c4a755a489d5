//! The page of a leaver in a real browser the size of a phone, which runs no script.

use serde_json::json;

use super::{SIX_MONTHS_AFTER, a_survey};
use crate::harness::{Browser, Script};

const SEND: &str = "form > button:last-child";

#[actix_web::test]
async fn a_leaver_answers_on_a_phone_in_four_gestures() {
    let (world, _, survey) = a_survey(SIX_MONTHS_AFTER).await;
    let manager = world.manager();
    let made = manager.post(format!("{survey}/link"), json!({})).await.expect(201);
    let (_, secret) = made["url"].as_str().unwrap().rsplit_once("/s/").unwrap();
    let browser = Browser::open(Script::Off).await;
    browser.go(&format!("{}/s/{secret}", world.base())).await;
    browser.keep("enquete").await;
    browser.click(SEND).await;
    let summary = browser.element("[role=alert]").await.text().await.unwrap();
    assert!(summary.contains("Un point à corriger"), "{summary}");
    browser.keep("enquete-a-corriger").await;
    browser.click("#situation-1").await;
    browser.element("#organisation").await.send_keys("Librairie des Halles").await.unwrap();
    browser.click(SEND).await;
    let text = browser.text().await;
    assert!(text.contains("Votre réponse est enregistrée"), "{text}");
    browser.keep("enquete-merci").await;
    let told = manager.get(&survey).await.expect(200);
    assert_eq!(
        (&told["answer"]["situation"], &told["answer"]["source"]),
        (&json!("employed"), &json!("link"))
    );
    browser.close().await;
}
