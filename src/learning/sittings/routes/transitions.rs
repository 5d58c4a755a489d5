//! What may be done with a sitting now, and why not the rest.

use actix_web::get;
use actix_web::web::Path;

use crate::ids::SittingId;
use crate::learning::mock_exams::acts::refuse_past;
use crate::learning::mock_exams::store as exams;
use crate::learning::sittings::acts::refuse_placing;
use crate::learning::sittings::store;
use crate::platform::error::OrNotFound;
use crate::platform::reply::Answer;
use crate::trust::access::Act;
use crate::trust::door::{Door, Step, TransitionsOut, step};

/// Every act on a sitting.
pub const STEPS: &[Step] = &[
    step(
        "change",
        ("Déplacer ou changer", "Move or change"),
        Act::PlanSitting,
        ("PATCH", "/v1/sittings/{id}"),
    ),
    step(
        "add_candidate",
        ("Ajouter un candidat", "Add a candidate"),
        Act::PlanSitting,
        ("POST", "/v1/sittings/{id}/slots"),
    ),
    step(
        "propose_slots",
        ("Proposer des heures de passage", "Propose hours"),
        Act::PlanSitting,
        ("POST", "/v1/sittings/{id}/slots/proposal"),
    ),
    step("withdraw", ("Retirer", "Take back"), Act::PlanSitting, ("POST", "/v1/sittings/{id}/withdrawal")),
];

/// Says what who asks may do with a sitting now, and why not the rest.
#[utoipa::path(tag = "mock exams", params(("id" = SittingId, Path, description = "Sitting.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/sittings/{id}/transitions")]
pub(super) async fn list_sitting_transitions(door: Door, id: Path<SittingId>) -> Answer {
    door.read(Act::ReadSitting, move |conn, asker| {
        let sitting = store::find_sitting(conn, &asker.reach, *id)?.or_not_found("sitting")?;
        let exam = exams::find_exam(conn, &asker.caller.may(Act::ReadMockExam)?, sitting.mock_exam_id)?;
        let names = [("id", sitting.id.to_string())];
        asker.transitions(STEPS, &names, |step| {
            let past = exam.as_ref().map_or(Ok(()), refuse_past);
            let allowed = match step.act {
                "withdraw" => Ok(()),
                "propose_slots" => past.and_then(|()| refuse_placing(&sitting)),
                _ => past,
            };
            allowed.map(|()| Vec::new())
        })
    })
    .await
}
