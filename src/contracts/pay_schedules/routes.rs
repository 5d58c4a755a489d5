//! The handler of pay schedules, and its mounting.

use actix_web::get;
use actix_web::web::Path;

use super::store;
use super::wire::PayScheduleParams;
use crate::contracts::agreements::rules::pay::unknown_floor;
use crate::contracts::pay::rules::check_facts;
use crate::contracts::pay::wire::PayScheduleOut;
use crate::contracts::pay::{PayFacts, PayFigures, schedule_in_force};
use crate::ids::ContractId;
use crate::law::findings::Finding;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
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
        let stages = found.terms.pay_stages(found.person);
        let figures = PayFigures::on(&asker.law, found.contract.starts_on);
        let mut findings = stages.iter().flat_map(|stage| check_facts(&stage.facts, &figures));
        if let Some(refusal) = findings.find(Finding::is_error) {
            return Err(refusal.into_conflict());
        }
        let last_day = found.contract.effective_ends_on();
        let whole = schedule_in_force(&stages, last_day, &figures);
        let warnings = unknown_floor(found.contract.type_code).into_iter().collect();
        let as_of = params.0.as_of.unwrap_or(asker.today);
        let facts = PayFacts { ends_on: last_day, ..found.terms.on(as_of).paid(found.person).facts() };
        Reply::ok(&PayScheduleOut::render(&facts, whole, warnings, as_of, asker.lang))
    })
    .await
}
