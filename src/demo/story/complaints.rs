//! A complaint of the demonstration: received on the telephone, acknowledged, put right, its answer to come.

use serde_json::json;

use super::{SITE, Scene, created};

/// Writes the complaint down and follows it.
pub(super) async fn play(scene: &Scene) -> anyhow::Result<()> {
    let told = json!({ "received_on": scene.days_from_today(-12), "complainant": "employer",
        "complainant_name": "Librairie des Halles", "channel": "phone", "subject": "administration",
        "what": "Le calendrier d'alternance du trimestre est arrivé après la rentrée." });
    let complaint = created(&scene.manager, &format!("/v1/sites/{SITE}/complaints"), told).await?;
    for step in [
        json!({ "kind": "acknowledged", "done_on": scene.days_from_today(-11), "note": "Rappelé le lendemain." }),
        json!({ "kind": "action", "done_on": scene.days_from_today(-4),
            "note": "Les calendriers partent désormais avec la convention." }),
    ] {
        scene.manager.post(&format!("/v1/complaints/{complaint}/steps"), step).await?;
    }
    Ok(())
}
