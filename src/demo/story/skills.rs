//! Skills and missions: what the companies entrusted, and where three voices say the apprentices stand.

use serde_json::{Value, json};

use super::super::api::{Actor, lines};
use super::{Enrolled, Scene};

/// Day on which the trainer positioned the class at entry, and day of the last council.
const ENTRY: &str = "2025-09-26";
const COUNCIL: &str = "2026-06-26";
/// Skills positioned at entry and by the council, with how easily each comes: the higher, the easier.
const SKILLS: [(&str, usize); 8] = [
    ("bc01-1", 2),
    ("bc01-3", 3),
    ("bc01-4", 2),
    ("bc02-2", 2),
    ("bc02-4", 1),
    ("bc03-1", 2),
    ("bc03-3", 0),
    ("bc04-1", 0),
];
/// Levels of the scale of the programme, from nothing to the highest.
const LEVELS: [&str; 4] = ["not_seen", "in_progress", "acquired", "mastered"];
/// Missions entrusted, by turns: what, from when, until when, what came of it.
const MISSIONS: [(&str, &str, &str, &str); 4] = [
    ("requested-3", "2026-02-09", "2026-03-27", "Réimplantation d'un rayon, du plan à la mise en place."),
    (
        "requested-7",
        "2026-03-02",
        "2026-05-29",
        "Ventes additionnelles en caisse, suivies semaine par semaine.",
    ),
    ("requested-5", "2026-02-16", "2026-06-26", "Inventaires tournants et réception des livraisons."),
    ("requested-1", "2026-04-06", "2026-05-15", "Opération de printemps, préparée puis mesurée."),
];

/// Everything told of skills: the class by the trainer, missions by the office, two voices more about the first of them.
pub(super) async fn play(
    scene: &Scene,
    tutor: &Actor,
    student: &Actor,
    enrolled: &[Enrolled],
) -> anyhow::Result<()> {
    class(scene, enrolled).await?;
    missions(scene, enrolled).await?;
    three_voices(scene, tutor, student, &enrolled[0]).await
}

/// The class at entry, then at the end of the first year: each a little further, not all as far.
async fn class(scene: &Scene, enrolled: &[Enrolled]) -> anyhow::Result<()> {
    let path = format!("/v1/cohorts/{}/skill-positions", scene.cohort);
    for (kind, seen_on, further) in [("initial", ENTRY, 0), ("along_the_way", COUNCIL, 1)] {
        let positions = enrolled.iter().enumerate().flat_map(|(rank, one)| {
            SKILLS.iter().map(move |(skill, ease)| {
                let level = (ease + rank % 2 + 2 * further) / 2;
                json!({ "apprentice_id": one.apprentice, "skill": skill, "level": LEVELS[level.min(3)] })
            })
        });
        let positions: Vec<Value> = positions.collect();
        let said = json!({ "kind": kind, "seen_on": seen_on, "positions": positions });
        scene.trainer.post(&path, said).await?;
    }
    Ok(())
}

/// A mission for each apprentice whose contract ran then.
async fn missions(scene: &Scene, enrolled: &[Enrolled]) -> anyhow::Result<()> {
    for (rank, one) in enrolled.iter().enumerate() {
        let contracts = scene.manager.get(&format!("/v1/contracts?apprentice={}", one.apprentice)).await?;
        let (mission, from_on, to_on, note) = MISSIONS[rank % MISSIONS.len()];
        let day = |contract: &Value, field: &str| contract[field].as_str().unwrap_or_default().to_owned();
        let ran = lines(&contracts).iter().any(|contract| {
            let signed = contract["signed_on"].is_string();
            let starts = day(contract, "starts_on");
            signed && starts.as_str() <= from_on && day(contract, "effective_ends_on").as_str() >= to_on
        });
        if ran {
            let told = json!({ "mission": mission, "from_on": from_on, "to_on": to_on, "note": note });
            scene.trainer.post(&format!("/v1/apprentices/{}/missions", one.apprentice), told).await?;
        }
    }
    Ok(())
}

/// The first apprentice and their tutor say what they think of it, and do not quite agree; the centre sets a target.
async fn three_voices(scene: &Scene, tutor: &Actor, student: &Actor, one: &Enrolled) -> anyhow::Result<()> {
    let path = format!("/v1/apprentices/{}/skill-positions", one.apprentice);
    let own = json!({ "positions": [
        { "skill": "bc01-3", "level": "mastered", "note": "Je conclus seule mes ventes." },
        { "skill": "bc03-3", "level": "in_progress" },
    ] });
    student.post(&path, own).await?;
    let company = json!({ "positions": [
        { "skill": "bc01-3", "level": "acquired", "note": "Reste à oser la vente additionnelle." },
        { "skill": "bc02-2", "level": "acquired" },
        { "skill": "bc04-1", "level": "not_seen" },
    ] });
    tutor.post(&path, company).await?;
    let targets = json!({ "targets": [{ "skill": "bc04-1", "level": "acquired", "due_on": "2027-04-01" }] });
    scene.trainer.post(&format!("/v1/apprentices/{}/skill-targets", one.apprentice), targets).await?;
    Ok(())
}
