//! Handlers of procedures of rupture, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};

use super::computed::ProcedureOut;
use super::model::{RuptureCase, RuptureCaseFacts, RuptureStepFacts};
use super::store::RuptureCaseFilter;
use super::wire::{
    RuptureAbandonmentIn, RuptureCaseIn, RuptureCaseOut, RuptureCasePatch, RuptureCompletionIn,
    RuptureSimulationIn, RuptureStepIn, RuptureStepPatch,
};
use super::{acts, letters, store};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements;
use crate::contracts::agreements::rules::life;
use crate::ids::{RuptureId, RuptureStepId};
use crate::law::findings::Finding;
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::ruptures::declarations;
use crate::ruptures::declarations::wire::RuptureOut;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door, Step, TransitionsOut, step};
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(open_rupture_case)
        .service(list_rupture_cases)
        .service(get_rupture_case)
        .service(change_rupture_case)
        .service(withdraw_rupture_case)
        .service(record_rupture_step)
        .service(change_rupture_step)
        .service(withdraw_rupture_step)
        .service(complete_rupture_case)
        .service(abandon_rupture_case)
        .service(resume_rupture_case)
        .service(list_rupture_transitions)
        .service(simulate_rupture)
        .service(letters::print_rupture_letter)
        .service(letters::print_rupture_summary);
}

/// Opens the procedure of a rupture on a signed contract: nothing ends yet.
#[utoipa::path(tag = "ruptures", request_body = RuptureCaseIn,
    responses((status = 201, description = "The case opened.", body = Peopled<RuptureCaseOut>)))]
#[post("/v1/ruptures")]
async fn open_rupture_case(door: Door, catalogue: Data<Catalogue>, body: Body<RuptureCaseIn>) -> Answer {
    door.create(Act::RunRupture, body, move |tx, asker, request| {
        let case = acts::open(tx, asker, request)?;
        shown(tx, asker, &catalogue, case, Reply::created)
    })
    .await
}

/// Lists the procedures of rupture, the latest opened first, each as computed today.
#[utoipa::path(tag = "ruptures", params(Paged<RuptureCaseFilter>),
    responses((status = 200, description = "One page of cases.", body = Page<Peopled<RuptureCaseOut>>)))]
#[get("/v1/rupture-cases")]
async fn list_rupture_cases(
    door: Door,
    catalogue: Data<Catalogue>,
    params: Params<Paged<RuptureCaseFilter>>,
) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadRuptureCase, move |conn, asker| {
        Reply::page(&acts::listed(conn, asker, &catalogue, &filter, &page)?)
    })
    .await
}

/// Reads the procedure of a rupture: each step with its lawful days and their computation, what is missing or unlawful.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture.")),
    responses((status = 200, description = "The case.", body = Peopled<RuptureCaseOut>)))]
#[get("/v1/ruptures/{id}/case")]
async fn get_rupture_case(door: Door, catalogue: Data<Catalogue>, id: Path<RuptureId>) -> Answer {
    door.read(Act::ReadRuptureCase, move |conn, asker| {
        let case = store::find(conn, &asker.reach, *id)?.or_not_found("rupture")?;
        shown(conn, asker, &catalogue, case, |_, body| Reply::ok(body))
    })
    .await
}

/// Changes what is said of an open procedure by merge patch: the day wanted, the notice received, the note.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture.")),
    request_body = RuptureCasePatch,
    responses((status = 200, description = "The case changed.", body = Peopled<RuptureCaseOut>),
        (status = 409, description = "The procedure is over.")))]
#[patch("/v1/ruptures/{id}/case")]
async fn change_rupture_case(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<RuptureId>,
    body: Body<RuptureCasePatch>,
) -> Answer {
    door.change::<RuptureCaseFacts, _>(Act::RunRupture, body, move |tx, asker, patch| {
        let case = acts::change(tx, asker, *id, patch)?;
        shown(tx, asker, &catalogue, case, |_, body| Reply::ok(body))
    })
    .await
}

/// Takes back a procedure opened by mistake, with its steps, and says why.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "The rupture took place: it is taken back before.")))]
#[post("/v1/ruptures/{id}/case/withdrawal")]
async fn withdraw_rupture_case(door: Door, id: Path<RuptureId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::RunRupture, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Records a step that happened: refused out of order or out of its delays, unless `breach` says that it did happen so.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture.")),
    request_body = RuptureStepIn,
    responses((status = 201, description = "The case with the step.", body = Peopled<RuptureCaseOut>)))]
#[post("/v1/ruptures/{id}/steps")]
async fn record_rupture_step(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<RuptureId>,
    body: Body<RuptureStepIn>,
) -> Answer {
    door.create(Act::RunRupture, body, move |tx, asker, request| {
        acts::record_step(tx, asker, &catalogue, *id, request)?;
        let case = store::find(tx, &asker.reach, *id)?.or_not_found("rupture")?;
        shown(tx, asker, &catalogue, case, Reply::created)
    })
    .await
}

/// Corrects a step by merge patch: refused when it, or one that followed, would be against the procedure with nobody saying why.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureStepId, Path, description = "Step.")),
    request_body = RuptureStepPatch,
    responses((status = 200, description = "The case with the step corrected.", body = Peopled<RuptureCaseOut>),
        (status = 409, description = "The procedure is over.")))]
#[patch("/v1/rupture-steps/{id}")]
async fn change_rupture_step(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<RuptureStepId>,
    body: Body<RuptureStepPatch>,
) -> Answer {
    door.change::<RuptureStepFacts, _>(Act::RunRupture, body, move |tx, asker, patch| {
        let step = acts::change_step(tx, asker, &catalogue, *id, patch)?;
        let case = store::find(tx, &asker.reach, step.case_id)?.or_not_found("rupture_step")?;
        shown(tx, asker, &catalogue, case, |_, body| Reply::ok(body))
    })
    .await
}

/// Takes back a step recorded by mistake, and says why.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureStepId, Path, description = "Step.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Steps followed it, or the procedure is over.")))]
#[post("/v1/rupture-steps/{id}/withdrawal")]
async fn withdraw_rupture_step(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<RuptureStepId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::RunRupture, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_step(tx, asker, &catalogue, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Ends the contract by its procedure: the rupture is declared under the same identifier, the contract closes the day before.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture.")),
    request_body = RuptureCompletionIn,
    responses((status = 201, description = "The rupture.", body = Peopled<RuptureOut>),
        (status = 409, description = "The procedure is over, or a signed amendment takes effect later.")))]
#[post("/v1/ruptures/{id}/completion")]
async fn complete_rupture_case(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<RuptureId>,
    body: Body<RuptureCompletionIn>,
) -> Answer {
    door.create(Act::RunRupture, body, move |tx, asker, request| {
        let rupture = acts::complete(tx, asker, &catalogue, *id, &request)?;
        let (version, location) = (rupture.version, format!("/v1/ruptures/{}", rupture.id));
        let told = declarations::acts::shown(tx, asker, rupture, Vec::new())?;
        Ok(Reply::created(location, &told)?.version(version))
    })
    .await
}

/// Ends a procedure that the parties give up: the contract goes on, what was done stays readable.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture.")),
    request_body = RuptureAbandonmentIn,
    responses((status = 201, description = "The case, given up.", body = Peopled<RuptureCaseOut>)))]
#[post("/v1/ruptures/{id}/abandonment")]
async fn abandon_rupture_case(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<RuptureId>,
    body: Body<RuptureAbandonmentIn>,
) -> Answer {
    door.create(Act::RunRupture, body, move |tx, asker, request| {
        let case = acts::abandon(tx, asker, *id, &request)?;
        shown(tx, asker, &catalogue, case, Reply::created)
    })
    .await
}

/// Takes back that the parties gave a procedure up: it goes on.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "It was not given up, or another procedure was opened since.")))]
#[post("/v1/ruptures/{id}/abandonment/withdrawal")]
async fn resume_rupture_case(door: Door, id: Path<RuptureId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::RunRupture, body, move |tx, asker, request| {
        let withdrawal = acts::resume(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

const CASE: &str = "/v1/ruptures/{id}/case";

/// Every act on a rupture, from the opening of its procedure on.
pub const STEPS: &[Step] = &[
    step("change", ("Corriger", "Correct"), Act::ChangeRupture, ("PATCH", "/v1/ruptures/{id}")),
    step("change_case", ("Modifier la procédure", "Change the procedure"), Act::RunRupture, ("PATCH", CASE)),
    step(
        "record_step",
        ("Enregistrer une étape", "Record a step"),
        Act::RunRupture,
        ("POST", "/v1/ruptures/{id}/steps"),
    ),
    step(
        "complete",
        ("Rompre le contrat", "End the contract"),
        Act::RunRupture,
        ("POST", "/v1/ruptures/{id}/completion"),
    ),
    step(
        "abandon",
        ("Abandonner la rupture", "Give the rupture up"),
        Act::RunRupture,
        ("POST", "/v1/ruptures/{id}/abandonment"),
    ),
];

/// Says what who asks may do with a rupture or its procedure now, and why not the rest.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/ruptures/{id}/transitions")]
async fn list_rupture_transitions(door: Door, id: Path<RuptureId>) -> Answer {
    door.read(Act::ReadRupture, move |conn, asker| {
        let broken = declarations::store::find(conn, &asker.reach, *id)?.is_some();
        let case = match asker.caller.may(Act::ReadRuptureCase) {
            Ok(reach) => store::find(conn, &reach, *id)?,
            Err(_) => None,
        };
        if !broken && case.is_none() {
            return Err(Problem::not_found("rupture"));
        }
        let ended = case.as_ref().map(|case| acts::against_ended(conn, case)).transpose()?.flatten();
        let mut steps: Vec<Step> = STEPS.to_vec();
        // each act of what is there: the rupture, its procedure, or both
        steps.retain(|one| if one.act == "change" { broken } else { case.is_some() });
        asker.transitions(&steps, &[("id", id.to_string())], |one| match one.act {
            "change" => Ok(Vec::new()),
            "complete" => match (&ended, &case) {
                (None, Some(case)) => against_breaking(conn, asker, case),
                _ => Ok(ended.clone().into_iter().collect()),
            },
            _ => Ok(ended.clone().into_iter().collect()),
        })
    })
    .await
}

/// What the contract itself opposes to its end.
fn against_breaking(conn: &mut Tx, asker: &Asker, case: &RuptureCase) -> Result<Vec<Finding>, Problem> {
    let contract = agreements::store::find(conn, &asker.reach, case.contract_id)?.or_not_found("rupture")?;
    Ok(life::check_breakable(contract.state).into_iter().collect())
}

/// Computes a rupture only imagined: earliest lawful days with their computation, what is missing, what would be unlawful.
#[utoipa::path(tag = "ruptures", request_body = RuptureSimulationIn,
    responses((status = 200, description = "The procedure; nothing is kept of it.", body = ProcedureOut)))]
#[post("/v1/simulations/rupture")]
async fn simulate_rupture(door: Door, catalogue: Data<Catalogue>, body: Body<RuptureSimulationIn>) -> Answer {
    door.create(Act::SimulateRupture, body, move |conn, asker, request| {
        Reply::ok(&acts::simulated(conn, asker, &catalogue, &request)?)
    })
    .await
}

/// A case as it is read, with its ETag.
fn shown(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    case: RuptureCase,
    answer: impl FnOnce(String, &Peopled<RuptureCaseOut>) -> Answer,
) -> Answer {
    let (version, location) = (case.version, format!("/v1/ruptures/{}/case", case.id));
    let told = acts::detailed(conn, asker, catalogue, case)?;
    Ok(answer(location, &told)?.version(version))
}
