//! The logbook and the attestation as PDF.

use serde_json::json;

use super::{an_autumn, sign, under};
use crate::harness::Person;

async fn printed(person: &Person, path: &str, name: &str) -> (u16, String) {
    let answer = person.request(reqwest::Method::GET, path).send().await.unwrap();
    let (status, bytes) = (answer.status().as_u16(), answer.bytes().await.unwrap().to_vec());
    if status != 200 {
        return (status, String::from_utf8_lossy(&bytes).into_owned());
    }
    if let Some(kept) = std::env::var_os("KEEP_PRINTED") {
        std::fs::write(std::path::Path::new(&kept).join(name), &bytes).unwrap();
    }
    (status, pdf_extract::extract_text_from_mem(&bytes).unwrap())
}

#[actix_web::test]
async fn a_logbook_is_printed_with_its_periods_begun_and_who_signed() {
    let (world, story) = an_autumn("2025-11-24").await;
    let (trainer, student) = (world.trainer(), world.student(&story.apprentice()));
    sign(&trainer, &story, 1).await;
    for person in [&trainer, &student] {
        let (status, text) = printed(person, &under(&story, "logbook.pdf"), "logbook.pdf").await;
        assert_eq!(status, 200, "{text}");
        for expected in [
            "Chloé Durand",
            "UFA Léonie-Aviat",
            "Semestre 1",
            "Confier les commandes",
            "Signatures",
            "Vendre",
        ] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
        assert!(!text.contains("Semestre 2"), "{text}");
    }
}

#[actix_web::test]
async fn an_attestation_names_what_is_acquired_and_is_refused_when_nothing_is() {
    let (world, story) = an_autumn("2025-11-24").await;
    let (trainer, tutor) = (world.trainer(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    let of = |block: &str| under(&story, &format!("skills/attestation.pdf?block={block}"));
    let said = json!({ "positions": [{ "skill": "bc01-3", "level": "mastered" }] });
    tutor.post(under(&story, "skill-positions"), said).await.expect(201);
    for (person, block) in [(&trainer, "bc01"), (&student, "RNCP38362BC01")] {
        let (status, text) = printed(person, &of(block), "attestation.pdf").await;
        assert_eq!(status, 200, "{text}");
        for expected in ["Chloé Durand", "RNCP38362BC01", "Vendre", "Acquise", "Maîtrisée", "certification"]
        {
            assert!(text.contains(expected), "{expected}: {text}");
        }
    }
    let none = trainer.get(of("bc02")).await.refused_with(409, "skill.nothing_acquired");
    assert!(none["detail"].as_str().unwrap().contains("(en cours d’acquisition)"), "{none}");
    trainer.get(of("bc99")).await.faults(&[("/block", "skill.block_unknown")]);
    tutor.get(of("bc01")).await.refused_with(403, "forbidden");
}
