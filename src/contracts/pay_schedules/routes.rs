//! The handler of pay schedules, and its mounting.

use actix_web::get;
use actix_web::web::Path;
use diesel::QueryResult;
use utoipa_actix_web::service_config::ServiceConfig;

use super::store;
use super::wire::PayScheduleParams;
use crate::contracts::agreements::rules::pay::{ended_early, unknown_floor};
use crate::contracts::amendments;
use crate::contracts::amendments::rules::fold::extension;
use crate::contracts::pay::model::Extension;
use crate::contracts::pay::rules::check_facts;
use crate::contracts::pay::wire::PayScheduleOut;
use crate::contracts::pay::{PayFigures, schedule};
use crate::ids::ContractId;
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::OrNotFound;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_pay_schedule);
}

/// Computes the whole pay of a contract: each period, its amount and its reasons, and the table of the official form.
#[utoipa::path(tag = "contracts",
    params(("id" = ContractId, Path, description = "Contract."), PayScheduleParams),
    responses((status = 200, description = "The schedule.", body = PayScheduleOut),
        (status = 409, description = "The contract is one whose pay cannot be computed here, such as one begun before the first known minimum wage.")))]
#[get("/v1/contracts/{id}/pay-schedule")]
async fn read_pay_schedule(door: Door, id: Path<ContractId>, params: Params<PayScheduleParams>) -> Answer {
    door.read(Act::ReadContract, move |conn, asker| {
        let found = store::find(conn, &asker.reach, *id)?.or_not_found("contract")?;
        let lines = store::list_lines(conn, *id)?;
        let facts = found.paid_by(&lines, extension_of(conn, *id)?).facts();
        let figures = PayFigures::on(&asker.law, facts.starts_on);
        if let Some(refusal) = check_facts(&facts, &figures).into_iter().find(Finding::is_error) {
            return Err(refusal.into_conflict());
        }
        let facts = ended_early(facts, found.contract.effective_ends_on());
        let warnings = unknown_floor(found.contract.type_code).into_iter().collect();
        let as_of = params.0.as_of.unwrap_or(asker.today);
        let whole = schedule(&facts, &figures);
        Reply::ok(&PayScheduleOut::render(&facts, whole, warnings, as_of, asker.lang))
    })
    .await
}

/// The time that signed amendments add to the contract.
fn extension_of(conn: &mut Tx, id: ContractId) -> QueryResult<Option<Extension>> {
    let mut signed = amendments::store::of_contract(conn, id)?;
    signed.retain(|amendment| amendment.signed_on.is_some());
    if signed.is_empty() {
        return Ok(None);
    }
    let original = amendments::store::find_original(conn, id)?;
    Ok(original.and_then(|original| extension(&original, &signed)))
}
