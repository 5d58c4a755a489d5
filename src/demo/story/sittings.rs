//! How the first mock exam was held: a written paper for all, and an oral before the trainer, one candidate after another.

use serde_json::json;

use super::super::api::text;
use super::{Enrolled, Scene};

/// Who has extra time, as the office knows why.
const LONGER: usize = 2;
/// Rooms of the site, with their seats.
const ROOMS: [(&str, i16); 3] = [("Salle 12", 24), ("Salle 14", 16), ("Amphithéâtre", 80)];

/// Two papers, the hours of the oral, and all of it shown to candidates and jurors.
pub(super) async fn play(scene: &Scene, exam: &str, enrolled: &[Enrolled]) -> anyhow::Result<()> {
    for (name, seats) in ROOMS {
        let room = json!({ "name": name, "seats": seats, "accessible": true });
        scene.manager.post("/v1/rooms", room).await?;
    }
    let trainer = text(&scene.trainer.get("/v1/me").await?, "/id")?;
    let apart = json!([{ "enrolment_id": enrolled[LONGER].enrolment, "extra_time": true }]);
    let jury = json!([{ "account_id": trainer }]);
    let written = json!({ "unit_code": "E1", "on": "2026-03-16", "starts_at": "09:00", "room": "Salle 12",
        "jury": jury, "apart": apart });
    let oral = json!({ "unit_code": "E3", "on": "2026-03-17", "starts_at": "08:30", "ends_at": "17:30",
        "room": "Salle 14", "jury": jury, "apart": apart });
    let planned =
        scene.trainer.post(&format!("{exam}/sittings"), json!({ "sittings": [written, oral] })).await?;
    let oral = text(&planned, "/data/1/id")?;
    let placed = json!({ "save": true, "between_minutes": 5, "break_after": 6, "break_minutes": 60 });
    scene.trainer.post(&format!("/v1/sittings/{oral}/slots/proposal"), placed).await?;
    scene.manager.post(&format!("{exam}/publication"), json!({})).await?;
    Ok(())
}
