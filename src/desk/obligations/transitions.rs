//! What may be done with something due now, and why not the rest.

use actix_web::get;
use actix_web::web::{Data, Path};

use super::reading::{bring_up_to_date, find};
use super::routes::days_of;
use super::rules::book::NOT_SETTLED;
use super::rules::{check_open, state_on};
use super::store;
use crate::catalogue::programmes::Catalogue;
use crate::ids::ObligationId;
use crate::law::findings::Finding;
use crate::platform::reply::Answer;
use crate::platform::text::Sentence;
use crate::trust::access::Act;
use crate::trust::door::{Door, Step, TransitionsOut, step};

/// Every act on something due, but for the request that clears it.
pub const STEPS: &[Step] = &[
    step("waive", ("Abandonner", "Give up"), Act::SettleObligation, ("POST", "/v1/obligations/{id}/waiver")),
    step(
        "resume_waived",
        ("Ne plus abandonner", "Take back what was given up"),
        Act::SettleObligation,
        ("POST", "/v1/obligations/{id}/waiver/withdrawal"),
    ),
    step(
        "snooze",
        ("Remettre à plus tard", "Put off"),
        Act::SettleObligation,
        ("POST", "/v1/obligations/{id}/snooze"),
    ),
    step(
        "resume_snoozed",
        ("Ne plus remettre à plus tard", "Take back what was put off"),
        Act::SettleObligation,
        ("POST", "/v1/obligations/{id}/snooze/withdrawal"),
    ),
];

/// Says what who asks may do with something due now, and why not the rest.
#[utoipa::path(tag = "obligations", params(("id" = ObligationId, Path, description = "Obligation.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/obligations/{id}/transitions")]
pub(super) async fn list_obligation_transitions(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ObligationId>,
) -> Answer {
    door.read(Act::ReadObligation, move |conn, asker| {
        bring_up_to_date(conn, asker, &catalogue, None)?;
        let row = find(conn, asker, *id)?;
        let settled = store::settled_on(conn, std::slice::from_ref(&row), asker.today)?;
        let (waived, snoozed) =
            (settled.waivers.contains_key(&row.id), settled.snoozes.contains_key(&row.id));
        let closed = check_open(state_on(asker.today, days_of(&row), waived));
        let not_settled = |settled: bool| (!settled).then(not_settled);
        asker.transitions(STEPS, &[("id", row.id.to_string())], |step| {
            let found = match step.act {
                "resume_waived" => not_settled(waived),
                "resume_snoozed" => not_settled(snoozed),
                _ => closed.clone(),
            };
            Ok(found.into_iter().collect())
        })
    })
    .await
}

fn not_settled() -> Finding {
    NOT_SETTLED.at("", Sentence::new(NOT_SETTLED.fr, NOT_SETTLED.en))
}
