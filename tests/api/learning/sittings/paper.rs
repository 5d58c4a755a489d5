//! What is printed and given in hand: the running order of a jury, the convocation of a candidate.

use serde_json::json;

use super::{Held, oral, written};
use crate::harness::{Person, id_of};

#[actix_web::test]
async fn a_running_order_names_who_comes_when_for_the_jurors_and_the_staff() {
    let held = Held::with(3).await;
    let mut sitting = oral("2026-03-16", "Salle 14");
    sitting["jury"] = json!([{ "tutor_id": held.story.tutor }]);
    sitting["apart"] = json!([{ "enrolment_id": held.enrolments[1], "presence": "kept" }]);
    let sitting = held.plan(json!([sitting])).await.remove(0);
    let path = format!("/v1/sittings/{}", id_of(&sitting));
    held.trainer.post(format!("{path}/slots/proposal"), json!({ "save": true })).await.expect(200);
    held.trainer.post(format!("{}/publication", held.exam), json!({})).await.expect(200);
    let order = format!("{path}/running-order");
    let tutor = held.world.tutor(&held.story.tutor());
    for person in [&held.trainer, &tutor] {
        let order = person.get(&order).await.expect(200);
        let names: Vec<_> =
            order["candidates"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
        assert_eq!(names, [json!("Chloé Durand"), json!("Léa Martin02")]);
        assert_eq!(order["not_coming"][0]["presence"], json!("kept"));
        assert_eq!(order["sitting"]["jury"][0]["name"], json!("Ada Lovelace"));
    }
    held.world.student(&held.story.apprentice()).get(&order).await.refused_with(403, "forbidden");
}

#[cfg(feature = "pdf")]
async fn printed(person: &Person, path: &str) -> (u16, Vec<u8>) {
    let answer = person.request(reqwest::Method::GET, path).send().await.unwrap();
    (answer.status().as_u16(), answer.bytes().await.unwrap().to_vec())
}

#[cfg(feature = "pdf")]
#[actix_web::test]
async fn a_convocation_holds_every_paper_of_the_candidate_and_nobody_elses() {
    let held = Held::with(3).await;
    let trainer = held.account_of(&held.trainer).await;
    let mut paper = written("2026-03-16", "Salle 12");
    paper["apart"] = json!([{ "enrolment_id": held.enrolments[0], "extra_time": true }]);
    let mut spoken = oral("2026-03-17", "Salle 14");
    spoken["jury"] = json!([{ "account_id": trainer }, { "tutor_id": held.story.tutor }]);
    let kept = json!({ "unit_code": "E4", "on": "2026-03-18", "starts_at": "08:30", "room": "Salle 12",
        "apart": [{ "enrolment_id": held.enrolments[0], "presence": "kept" }] });
    let more = json!({ "unit_code": "E5", "on": "2026-03-17", "starts_at": "18:10", "room": "Salle 15",
        "candidates": [held.enrolments[0]] });
    let planned = held.plan(json!([paper, spoken, kept, more])).await;
    for rank in [1, 3] {
        let proposal = format!("/v1/sittings/{}/slots/proposal", id_of(&planned[rank]));
        held.trainer.post(proposal, json!({ "save": true })).await.expect(200);
    }
    let slots = planned[0]["slots"].as_array().unwrap();
    let own = slots.iter().find(|slot| slot["enrolment_id"] == json!(held.enrolments[0])).unwrap();
    let path = format!("/v1/sitting-slots/{}/convocation.pdf", id_of(own));
    let student = held.world.student(&held.story.apprentice());
    assert_eq!(printed(&student, &path).await.0, 404, "not before it is published");
    held.trainer.post(format!("{}/publication", held.exam), json!({})).await.expect(200);
    let (status, bytes) = printed(&student, &path).await;
    assert_eq!(status, 200);
    if let Some(kept) = std::env::var_os("KEEP_PRINTED") {
        std::fs::write(std::path::Path::new(&kept).join("convocation.pdf"), &bytes).unwrap();
    }
    let text = pdf_extract::extract_text_from_mem(&bytes).unwrap();
    for expected in
        ["Chloé Durand", "UFA Léonie-Aviat", "Lundi 16 mars 2026", "Salle 14", "08 h 30", "note conservée"]
    {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    for absent in ["Martin", "supplémentaire", "Projet"] {
        assert!(!text.contains(absent), "{absent}: {text}");
    }
    let other = slots.iter().find(|slot| slot["enrolment_id"] != json!(held.enrolments[0])).unwrap();
    let other = format!("/v1/sitting-slots/{}/convocation.pdf", id_of(other));
    assert_eq!(printed(&student, &other).await.0, 404);
    let tutor = held.world.tutor(&held.story.tutor());
    assert_eq!(printed(&tutor, &path).await.0, 403);
}

#[cfg(feature = "pdf")]
#[actix_web::test]
async fn a_running_order_is_printed_for_its_jurors_without_a_word_on_extra_time() {
    let held = Held::with(4).await;
    let mut sitting = oral("2026-03-16", "Salle 14");
    sitting["jury"] = json!([{ "tutor_id": held.story.tutor }]);
    sitting["apart"] = json!([{ "enrolment_id": held.enrolments[1], "presence": "kept" },
        { "enrolment_id": held.enrolments[2], "extra_time": true }]);
    let sitting = held.plan(json!([sitting])).await.remove(0);
    let path = format!("/v1/sittings/{}", id_of(&sitting));
    let sheet = format!("{path}/running-order.pdf");
    let tutor = held.world.tutor(&held.story.tutor());
    assert_eq!(printed(&tutor, &sheet).await.0, 404, "not before it is published");
    let draft = printed(&held.trainer, &sheet).await;
    assert!(pdf_extract::extract_text_from_mem(&draft.1).unwrap().contains("Projet"));
    held.trainer.post(format!("{path}/slots/proposal"), json!({ "save": true })).await.expect(200);
    held.trainer.post(format!("{}/publication", held.exam), json!({})).await.expect(200);
    let (status, bytes) = printed(&tutor, &sheet).await;
    assert_eq!(status, 200);
    if let Some(kept) = std::env::var_os("KEEP_PRINTED") {
        std::fs::write(std::path::Path::new(&kept).join("running_order.pdf"), &bytes).unwrap();
    }
    let text = pdf_extract::extract_text_from_mem(&bytes).unwrap();
    for expected in [
        "UFA Léonie-Aviat",
        "Lundi 16 mars 2026",
        "Salle 14",
        "Ada Lovelace",
        "Chloé Durand",
        "Léa Martin02",
        "08 h 50",
        "Léa Martin01 : note conservée",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    for absent in ["supplémentaire", "tiers", "Projet"] {
        assert!(!text.contains(absent), "{absent}: {text}");
    }
    let student = held.world.student(&held.story.apprentice());
    assert_eq!(printed(&student, &sheet).await.0, 403);
    assert_eq!(printed(&held.world.other_trainer(), &sheet).await.0, 404);
}
