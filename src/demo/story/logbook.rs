//! Logbooks: the centre signs every half-year that is over; the first apprentice and their tutor sign theirs, once sent back.

use serde_json::{Value, json};

use super::super::api::Actor;
use super::{Enrolled, Scene};

/// What the tutor found missing in the second half-year.
const MISSING: &str = "La réimplantation de mai n'y est pas : merci de l'ajouter avant que je signe.";

/// Signs what is over; one apprentice is exempt from a unit of the exam.
pub(super) async fn play(
    scene: &Scene,
    tutor: &Actor,
    student: &Actor,
    enrolled: &[Enrolled],
) -> anyhow::Result<()> {
    for one in enrolled {
        for number in over(scene, one).await? {
            sign(&scene.trainer, one, number).await?;
        }
    }
    if let Some(first) = enrolled.first() {
        between_three(tutor, student, first).await?;
    }
    if let Some(graduate) = enrolled.get(3) {
        let exempt = json!({ "unit_code": "E1", "kind": "exempt",
            "ground": "Titulaire d'un BTS Négociation et digitalisation de la relation client (arrêté du 24 juin 2005)",
            "granted_by": "Rectorat de l'académie de Reims", "granted_on": "2025-12-05",
            "document_reference": "Décision 2025-312" });
        scene.manager.post(&format!("/v1/enrolments/{}/kept-units", graduate.enrolment), exempt).await?;
    }
    Ok(())
}

/// The half-years of an apprentice that are over.
async fn over(scene: &Scene, one: &Enrolled) -> anyhow::Result<Vec<i64>> {
    let logbook = scene.trainer.get(&format!("/v1/apprentices/{}/logbook", one.apprentice)).await?;
    let periods = logbook["periods"].as_array().map(Vec::as_slice).unwrap_or_default();
    let ended = periods.iter().filter(|period| period["state"] == "over");
    Ok(ended.filter_map(|period| period["number"].as_i64()).collect())
}

async fn sign(by: &Actor, one: &Enrolled, number: i64) -> anyhow::Result<Value> {
    let path = format!("/v1/apprentices/{}/logbook/periods/{number}/signature", one.apprentice);
    by.post(&path, json!({})).await
}

/// The first half-year signed by the three; the second sent back by the tutor, completed, and signed again.
async fn between_three(tutor: &Actor, student: &Actor, one: &Enrolled) -> anyhow::Result<()> {
    sign(student, one, 1).await?;
    sign(tutor, one, 1).await?;
    sign(student, one, 2).await?;
    let back = format!("/v1/apprentices/{}/logbook/periods/2/return", one.apprentice);
    tutor.post(&back, json!({ "reason": MISSING })).await?;
    let mission = json!({ "mission": "requested-3", "from_on": "2026-05-04", "to_on": "2026-05-29",
        "note": "Réimplantation du rayon jardin, du plan à la mise en place." });
    student.post(&format!("/v1/apprentices/{}/missions", one.apprentice), mission).await?;
    sign(student, one, 2).await?;
    sign(tutor, one, 2).await?;
    Ok(())
}
