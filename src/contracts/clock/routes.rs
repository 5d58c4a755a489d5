//! Handlers, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{get, post};

use super::gathering::{gather, with_legal_pay};
use super::wire::{ClockIn, ClockOut, with_rhythm};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements;
use crate::contracts::agreements::model::ContractType;
use crate::ids::ContractId;
use crate::law::calendar::Period;
use crate::law::deadlines::Facts;
use crate::law::deadlines::rules::check_dates;
use crate::law::findings::refuse_errors;
use crate::law::territories::check_good_friday;
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::presence::absences;
use crate::presence::calendars;
use crate::presence::calendars::wire::{DaysOut, DaysParams};
use crate::trust::access::Act;
use crate::trust::door::Door;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_clock).service(list_contract_days).service(simulate_clock);
}

/// Tells every date that matters to a contract: its rule, its computation, where it stands today.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    responses((status = 200, description = "The clock.", body = ClockOut)))]
#[get("/v1/contracts/{id}/clock")]
async fn read_clock(door: Door, catalogue: Data<Catalogue>, id: Path<ContractId>) -> Answer {
    door.read(Act::ReadContract, move |conn, asker| {
        let contract = agreements::store::find(conn, &asker.reach, *id)?;
        let contract = contract.or_not_found("contract")?;
        let mut facts = gather(conn, &catalogue, &asker.law, &contract)?;
        let sees_reasons = absences::visibility::sees_company_reasons(conn, asker, contract.apprentice_id)?;
        let unsettled = facts.company_days_at_least.take().filter(|_| sees_reasons);
        let facts = Facts { company_days_at_least: unsettled, ..facts };
        let clock = ClockOut::on(asker.today, &facts, &asker.law, asker.lang);
        let clock = if sees_reasons { clock } else { clock.without_reasons(&facts) };
        Reply::ok(&clock)
    })
    .await
}

/// Tells the days of an apprentice under a contract, cut to its first and last days.
#[utoipa::path(tag = "calendar", params(("id" = ContractId, Path, description = "Contract."), DaysParams),
    responses((status = 200, description = "The days; none when the contract does not run then.", body = DaysOut),
        (status = 422, description = "The days asked for are not in order, or too many.")))]
#[get("/v1/contracts/{id}/days")]
async fn list_contract_days(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ContractId>,
    params: Params<DaysParams>,
) -> Answer {
    door.read(Act::ReadContract, move |conn, asker| {
        let found = agreements::store::find(conn, &asker.reach, *id)?;
        let contract = found.or_not_found("contract")?;
        let Period { from, to } = params.0.range(asker.today)?;
        let range = Period { from: from.max(contract.starts_on), to: to.min(contract.effective_ends_on()) };
        let days = calendars::store::days_of_one(conn, &catalogue, &asker.law, contract.apprentice_id)?;
        let places = calendars::store::places_of_contract(conn, contract.id)?;
        let days = days.working(contract.id, places);
        Reply::ok(&DaysOut::of(&days, range, params.0.shape, asker.lang))
    })
    .await
}

/// Computes the clock of a contract that is only imagined; nothing is kept.
#[utoipa::path(tag = "contracts", request_body = ClockIn,
    responses((status = 200, description = "The clock.", body = ClockOut)))]
#[post("/v1/simulations/clock")]
async fn simulate_clock(door: Door, body: Body<ClockIn>) -> Answer {
    door.create(Act::SimulateClock, body, move |_, asker, request| {
        let weekdays = request.weekdays();
        let facts = request.facts();
        let good_friday = check_good_friday("/good_friday_off", &facts.workplace.location);
        refuse_errors(check_dates(&facts, &asker.law).into_iter().chain(good_friday).collect())?;
        let type_code = if facts.after_rupture { ContractType::AfterRupture } else { ContractType::First };
        let facts = with_legal_pay(with_rhythm(facts, weekdays, &asker.law), type_code, &asker.law);
        Reply::ok(&ClockOut::on(asker.today, &facts, &asker.law, asker.lang))
    })
    .await
}
