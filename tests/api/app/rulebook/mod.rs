//! The book of rules.

use serde_json::{Value, json};

use crate::harness::World;

fn codes(page: &Value) -> Vec<&str> {
    page["data"].as_array().unwrap().iter().map(|rule| rule["code"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn anybody_reads_every_rule_with_its_source_in_their_language() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    let book = nobody.get("/v1/rules").await.expect(200);
    let adult =
        book["data"].as_array().unwrap().iter().find(|rule| rule["code"] == "tutor.not_adult").unwrap();
    assert_eq!(
        *adult,
        json!({ "code": "tutor.not_adult", "room": "employers", "severity": "error",
                "source": "Code du travail, art. L6223-8-1", "sentence": "Un maître d'apprentissage est majeur." })
    );
    let english = nobody.request(reqwest::Method::GET, "/v1/rules").header("accept-language", "en");
    let english = nobody.send(english).await;
    assert!(english.text.contains("A company tutor is an adult."), "{}", english.text);
    let request = nobody.request(reqwest::Method::GET, "/v1/rules").header("if-none-match", english.etag());
    assert_eq!(nobody.send(request.header("accept-language", "en")).await.status, 304);
}

#[actix_web::test]
async fn the_book_is_narrowed_to_a_room_or_a_severity() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    let warnings = nobody.get("/v1/rules?severity=warning").await.expect(200);
    assert!(codes(&warnings).contains(&"enrolment.after_three_months"));
    assert!(!codes(&warnings).contains(&"tutor.not_adult"));
    let employers = nobody.get("/v1/rules?room=employers&severity=error").await.expect(200);
    assert!(codes(&employers).contains(&"employer.siret_taken"));
    assert!(employers["data"].as_array().unwrap().iter().all(|rule| rule["room"] == "employers"));
    assert_eq!(nobody.get("/v1/rules?room=nowhere").await.expect(200)["data"], json!([]));
    assert_eq!(nobody.get("/v1/rules?severity=fatal").await.status, 400);
}

#[actix_web::test]
async fn no_sentence_of_law_names_a_product_and_no_delay_of_ours_hides_under_an_article() {
    let world = World::on("2025-07-01").await;
    let book = world.nobody().get("/v1/rules").await.expect(200);
    for rule in book["data"].as_array().unwrap() {
        let text = format!("{} {}", rule["source"], rule["sentence"]);
        assert!(!text.contains("Compagnon") && !text.contains("service-public"), "{rule}");
    }
    let source_of = |code: &str| {
        let rule = book["data"].as_array().unwrap().iter().find(|rule| rule["code"] == code);
        rule.unwrap_or_else(|| panic!("no {code}"))["source"].as_str().unwrap().to_owned()
    };
    for code in ["obligation.student_card_return", "obligation.rupture_notice"] {
        assert!(source_of(code).ends_with("délai : choix du site"), "{}", source_of(code));
    }
    assert_eq!(source_of("deadline.public_deposit_answer"), "Code du travail, art. R6275-3");
    assert_eq!(source_of("deadline.early_medical_visit"), "Code du travail, art. R4624-18");
}
