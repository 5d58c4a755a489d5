//! The papers of a procedure: letters from the facts, what is not known as a dotted line; the summary of the case.

#![cfg(feature = "pdf")]

use serde_json::json;

use super::{Breakable, a_step, against};
use crate::harness::Person;

async fn printed(person: &Person, path: &str) -> (u16, String) {
    let answer = person.request(reqwest::Method::GET, path).send().await.unwrap();
    let status = answer.status().as_u16();
    let bytes = answer.bytes().await.unwrap().to_vec();
    if let Some(kept) = std::env::var_os("KEEP_PRINTED").filter(|_| status == 200) {
        let name = path.rsplit('/').next().unwrap().trim_end_matches(".pdf");
        std::fs::write(std::path::Path::new(&kept).join(format!("{name}.pdf")), &bytes).unwrap();
    }
    let text =
        if status == 200 { pdf_extract::extract_text_from_mem(&bytes).unwrap() } else { String::new() };
    (status, text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[actix_web::test]
async fn letters_and_the_summary_are_printed_from_the_facts_alone() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("resignation", "apprentice").await;
    let (_, notice) = printed(&place.manager, &format!("{rupture}/letters/cfa_notice")).await;
    assert!(notice.contains("La rupture prend effet le …………"), "nobody knows the day yet: {notice}");
    place.step(&rupture, "mediator_seized", "2026-03-02").await.expect(201);
    place
        .manager
        .post(format!("{rupture}/steps"), against(a_step("employer_informed", "2026-03-06")))
        .await
        .expect(201);
    place.manager.change(&format!("{rupture}/case"), json!({ "planned_on": "2026-04-20" })).await.expect(200);

    let (status, letter) = printed(&place.manager, &format!("{rupture}/letters/resignation")).await;
    assert_eq!(status, 200);
    for expected in [
        "Chloé Durand",
        "J’ai saisi le médiateur de l’apprentissage le 02/03/2026",
        "prendra effet le 20/04/2026",
    ] {
        assert!(letter.contains(expected), "{expected}: {letter}");
    }
    let (status, summary) = printed(&place.manager, &format!("{rupture}/summary.pdf")).await;
    assert_eq!(status, 200);
    for expected in [
        "Dossier de rupture",
        "Chloé Durand",
        "Manquement",
        "au plus tôt le 07/03/2026",
        "C’est arrivé ainsi",
        "05/12/2025",
    ] {
        assert!(summary.contains(expected), "{expected}: {summary}");
    }
    let student = place.world.student(&place.story.apprentice());
    assert_eq!(printed(&student, &format!("{rupture}/summary.pdf")).await.0, 403);
}

#[actix_web::test]
async fn every_letter_is_printed_without_a_guess() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("resignation", "apprentice").await;
    for code in [
        "cfa_notice",
        "deposit_notice",
        "mediator_request",
        "convocation",
        "dismissal",
        "mutual_agreement",
        "free_rupture",
        "guardian_silent",
        "liquidator_notice",
        "diploma_notice",
    ] {
        let (status, text) = printed(&place.manager, &format!("{rupture}/letters/{code}")).await;
        assert_eq!(status, 200, "{code}");
        assert!(text.contains("Objet :") && !text.contains('{'), "{code}: {text}");
    }
    assert_eq!(printed(&place.manager, &format!("{rupture}/letters/poem")).await.0, 404);
}
