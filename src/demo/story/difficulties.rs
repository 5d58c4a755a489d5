//! A difficulty of the demonstration, followed since a call: a meeting of three held, a mediation ahead; and its mediator.

use serde_json::json;

use super::{Enrolled, Scene, created};
use crate::demo::api::text;

/// Rank of whoever meets it: an apprentice whose tutor was called in vain.
const TROUBLED: usize = 2;

/// Says who the mediator is, opens the difficulty and follows it.
pub(super) async fn play(scene: &Scene, enrolled: &[Enrolled]) -> anyhow::Result<()> {
    let apprentice = &enrolled[TROUBLED].apprentice;
    let known = scene.manager.get(&format!("/v1/apprentices/{apprentice}")).await?;
    let mediator = format!("/v1/sites/{}/mediator", text(&known, "/site_id")?);
    let coordinates = json!({ "chamber": "Chambre de commerce et d'industrie (fictive)", "name": "Alix Roy",
        "mail": "mediation@example.org", "source": "Donnée inventée pour la démonstration", "read_on": scene.today });
    scene.manager.replace(&mediator, coordinates).await?;
    let told = json!({ "origin": "staff", "subjects": ["work_relations", "mobility"], "shared_with_apprentice": true,
        "opened_on": scene.days_from_today(-24),
        "note": "Les ouvertures du samedi ne sont plus annoncées à l'avance, et le ton monte." });
    let case = created(&scene.manager, &format!("/v1/apprentices/{apprentice}/difficulties"), told).await?;
    let case = format!("/v1/difficulties/{case}");
    for step in [
        json!({ "kind": "meeting_of_three", "done_on": scene.days_from_today(-10), "visibility": "all_three",
            "outcome": "Le planning sera donné le lundi pour la semaine suivante." }),
        json!({ "kind": "mediation", "planned_on": scene.days_from_today(6), "visibility": "staff_and_apprentice" }),
    ] {
        scene.manager.post(&format!("{case}/steps"), step).await?;
    }
    let note = json!({ "note": "Le planning n'est pas arrivé lundi.", "visibility": "staff" });
    scene.manager.post(&format!("{case}/notes"), note).await.map(drop)
}
