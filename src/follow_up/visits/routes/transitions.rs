//! What may be done with a visit now, and why not the rest.

use actix_web::get;
use actix_web::web::Path;

use crate::follow_up::visits::model::Visit;
use crate::follow_up::visits::rules::book::REPLACED_ONCE;
use crate::follow_up::visits::rules::{CancelReason, VisitAct, VisitState, check_held, transition};
use crate::follow_up::visits::store;
use crate::ids::VisitId;
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::Answer;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door, Step, TransitionsOut, findings_of, step};

/// Every act on a visit.
pub const STEPS: &[Step] = &[
    step("move", ("Déplacer", "Move"), Act::PlanVisit, ("PATCH", "/v1/visits/{id}")),
    step("hold", ("Rendre compte", "Report"), Act::LogVisit, ("POST", "/v1/visits/{id}/report")),
    step("cancel", ("Annuler", "Cancel"), Act::CancelVisit, ("POST", "/v1/visits/{id}/cancellation")),
    step("replace", ("Remplacer", "Replace"), Act::PlanVisit, ("POST", "/v1/visits/{id}/replacement")),
    step(
        "correct",
        ("Corriger le compte rendu", "Correct the report"),
        Act::CorrectVisit,
        ("POST", "/v1/visits/{id}/corrections"),
    ),
    step(
        "acknowledge",
        ("Viser le compte rendu", "Acknowledge the report"),
        Act::AcknowledgeVisit,
        ("POST", "/v1/visits/{id}/acknowledgements"),
    ),
    step("note", ("Ajouter une note", "Add a note"), Act::LogVisit, ("POST", "/v1/visits/{id}/notes")),
];

/// Says what who asks may do with a visit now, and why not the rest.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/visits/{id}/transitions")]
pub(super) async fn list_visit_transitions(door: Door, id: Path<VisitId>) -> Answer {
    door.read(Act::ReadVisit, move |conn, asker| {
        let visit = store::find(conn, &asker.reach, *id)?.or_not_found("visit")?;
        let names = [("id", visit.id.to_string())];
        asker.transitions(STEPS, &names, |step| against(conn, asker, &visit, step.act))
    })
    .await
}

fn against(conn: &mut Tx, asker: &Asker, visit: &Visit, act: &str) -> Result<Vec<Finding>, Problem> {
    let cancels = VisitAct::Cancel(CancelReason::Other);
    let replaced = || {
        let facts = say!("Une autre visite la remplace déjà.", "Another visit already replaces it.");
        visit.replaced_by_id.map(|_| REPLACED_ONCE.at("", facts))
    };
    Ok(match act {
        "move" | "hold" => findings_of(transition(visit.state, VisitAct::Hold)),
        "cancel" => findings_of(transition(visit.state, cancels)),
        "replace" => match replaced() {
            None if visit.state == VisitState::Cancelled => Vec::new(),
            None => findings_of(transition(visit.state, cancels)),
            Some(finding) => vec![finding],
        },
        "correct" => match check_held(visit.state) {
            Some(finding) => vec![finding],
            None => {
                asker.caller.may_correct(store::first_author(conn, &asker.caller, visit.id)?.role)?;
                Vec::new()
            }
        },
        _ => check_held(visit.state).into_iter().collect(),
    })
}
