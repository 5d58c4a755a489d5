//! The brief for the tutor who takes over: what they need, and not a byte of what is not theirs.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, signed, with};
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Person, Story, World};
use crate::learning::skills::under;

/// What was written before the rupture, and is none of the next company's business.
const SECRETS: [&str; 7] = [
    "SECRET-MISSION",
    "SECRET-NOTE",
    "SECRET-POSITION",
    "SECRET-APPEL",
    "serious_misconduct",
    "Faute grave",
    "Lovelace",
];

/// Somebody whose contract was broken for misconduct, with words of everybody, now under a contract elsewhere.
struct TakenOver {
    world: World,
    story: Story,
    former: String,
    next: String,
    tutor: Value,
}

async fn taken_over() -> TakenOver {
    let (world, story, former) = a_signed_story("2026-03-02").await;
    let (manager, ada) = (world.manager(), world.tutor(&story.tutor()));
    let missions = under(&story, "missions");
    let listed = json!({ "mission": "requested-4", "from_on": "2025-09-15", "to_on": "2025-10-31", "note": "SECRET-NOTE" });
    ada.post(&missions, listed).await.expect(201);
    let free = json!({ "label": "SECRET-MISSION", "skills": ["bc01-3"], "from_on": "2025-11-10" });
    ada.post(&missions, free).await.expect(201);
    let seen =
        json!({ "positions": [{ "skill": "bc01-3", "level": "acquired", "note": "SECRET-POSITION" }] });
    manager.post(under(&story, "skill-positions"), seen).await.expect(201);
    let own =
        json!({ "positions": [{ "skill": "bc01-1", "level": "in_progress", "note": "SECRET-POSITION" }] });
    ada.post(under(&story, "skill-positions"), own).await.expect(201);
    let call = json!({ "apprentice_id": story.apprentice, "direction": "incoming", "party": "tutor", "outcome": "reached",
        "subject": "rupture", "note": "SECRET-APPEL", "visibility": "everyone" });
    manager.post("/v1/phone-contacts", call).await.expect(201);
    let rupture = json!({ "effective_on": "2026-02-10", "initiator": "employer", "ground": "serious_misconduct",
        "notice_received_on": "2026-02-12" });
    manager.post(format!("{former}/rupture"), rupture).await.expect(201);
    let employer = world.seed_employer("35600000000048");
    let marie = world.seed_tutor(employer, "Curie", "Marie");
    let next = json!({ "employer_id": employer, "tutor_id": marie, "type_code": "23", "starts_on": "2026-03-02",
        "previous_contract_id": former.rsplit('/').next().unwrap() });
    let next = signed(&manager, with(a_contract(&story), next), "2026-03-02").await;
    TakenOver { tutor: json!({ "id": marie }), world, story, former, next }
}

async fn text_of(by: &Person, path: &str) -> (u16, Vec<u8>) {
    let answer = by.request(reqwest::Method::GET, path).send().await.unwrap();
    (answer.status().as_u16(), answer.bytes().await.unwrap().to_vec())
}

#[actix_web::test]
async fn the_tutor_who_takes_over_reads_what_was_learnt_and_nothing_of_what_ended() {
    let told = taken_over().await;
    let marie = told.world.tutor(&told.tutor);
    let path = format!("{}/handover-brief", told.next);
    let reply = marie.get(&path).await;
    let text = reply.text.clone();
    let brief = reply.expect(200);
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert_eq!(brief["tutor"]["family_name"], "Curie");
    let missions = brief["missions"].as_array().unwrap();
    assert_eq!(missions.len(), 2);
    assert_eq!(missions[0]["label"], Value::Null, "told by a company in its own words");
    assert_eq!(missions[0]["skills"][0]["code"], "bc01-3");
    assert!(missions[1]["label"].is_string());
    let positions: Vec<_> = brief["positions"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(positions, ["bc01-3"], "of the centre alone");
    assert!(!brief["missing_skills"].as_array().unwrap().is_empty());
    assert!(!brief["visits"].as_array().unwrap().is_empty());

    let (status, bytes) = text_of(&marie, &format!("{path}.pdf")).await;
    assert_eq!(status, 200);
    if let Some(kept) = std::env::var_os("KEEP_PRINTED") {
        std::fs::write(std::path::Path::new(&kept).join("fiche-de-reprise.pdf"), &bytes).unwrap();
    }
    let printed = pdf_extract::extract_text_from_mem(&bytes).unwrap();
    for expected in ["Fiche de reprise", "Chloé Durand", "Marie Curie", "02/03/2026"] {
        assert!(printed.contains(expected), "{expected}: {printed}");
    }
    for secret in SECRETS {
        assert!(!printed.contains(secret), "{secret}: {printed}");
    }
}

#[actix_web::test]
async fn a_brief_is_for_a_contract_to_serve_and_for_its_tutor() {
    let told = taken_over().await;
    let path = format!("{}/handover-brief", told.next);
    let ada = told.world.tutor(&told.story.tutor());
    ada.get(&path).await.refused_with(404, "contract.not_found");
    told.world.student(&told.story.apprentice()).get(&path).await.refused_with(403, "forbidden");
    told.world.other_manager().get(&path).await.refused_with(404, "contract.not_found");
    let manager = told.world.manager();
    manager.get(&path).await.expect(200);
    manager
        .get(format!("{}/handover-brief", told.former))
        .await
        .refused_with(409, "handover.contract_not_running");
}
