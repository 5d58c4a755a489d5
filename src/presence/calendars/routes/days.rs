//! The days of a cohort, of an apprentice, of a contract.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::store::find_cohort;
use crate::contracts::agreements;
use crate::contracts::agreements::Contract;
use crate::ids::{ApprenticeId, CohortId, ContractId};
use crate::law::findings::refuse_errors;
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::presence::calendars::model::Workplace;
use crate::presence::calendars::rules::{Days, check_range};
use crate::presence::calendars::store;
use crate::presence::calendars::wire::{DaysOut, DaysParams};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_cohort_days).service(list_apprentice_days).service(list_contract_days);
}

/// Tells the days of a cohort, and what decided each.
#[utoipa::path(tag = "calendar", params(("id" = CohortId, Path, description = "Cohort."), DaysParams),
    responses((status = 200, description = "The days.", body = DaysOut),
        (status = 422, description = "The days asked for are not in order, or too many.")))]
#[get("/v1/cohorts/{id}/days")]
async fn list_cohort_days(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<CohortId>,
    params: Params<DaysParams>,
) -> Answer {
    door.read(Act::ReadCohort, move |conn, asker| {
        let cohort = find_cohort(conn, &asker.reach, *id)?.ok_or_else(|| Problem::not_found("cohort"))?;
        let range = range_of(asker, &params.0)?;
        let calendar = store::calendars_of(conn, &catalogue, &[cohort.id])?.remove(&cohort.id);
        let days = calendar.map(Days::of_cohort).unwrap_or_default();
        Reply::ok(&DaysOut::of(&days, range, params.0.shape, asker.lang))
    })
    .await
}

/// Tells the days of an apprentice: those of the cohort, but for what differs for them.
#[utoipa::path(tag = "calendar", params(("id" = ApprenticeId, Path, description = "Apprentice."), DaysParams),
    responses((status = 200, description = "The days.", body = DaysOut),
        (status = 422, description = "The days asked for are not in order, or too many.")))]
#[get("/v1/apprentices/{id}/days")]
async fn list_apprentice_days(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    params: Params<DaysParams>,
) -> Answer {
    door.read(Act::ReadApprentice, move |conn, asker| {
        let found = apprentices::store::find(conn, &asker.reach, *id)?;
        let apprentice = found.ok_or_else(|| Problem::not_found("apprentice"))?;
        let range = range_of(asker, &params.0)?;
        let days = days_of_one(conn, &catalogue, apprentice.id)?;
        Reply::ok(&DaysOut::of(&days, range, params.0.shape, asker.lang))
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
        let contract = found.ok_or_else(|| Problem::not_found("contract"))?;
        let (from, to) = range_of(asker, &params.0)?;
        let range = (from.max(contract.starts_on), to.min(contract.effective_ends_on()));
        let days = days_of_contract(conn, &catalogue, &contract)?;
        Reply::ok(&DaysOut::of(&days, range, params.0.shape, asker.lang))
    })
    .await
}

fn range_of(asker: &Asker, params: &DaysParams) -> Result<(NaiveDate, NaiveDate), Problem> {
    let (from, to) = params.range(asker.today);
    refuse_errors(check_range(from, to).into_iter().collect())?;
    Ok((from, to))
}

fn days_of_one(conn: &mut Tx, catalogue: &Catalogue, id: ApprenticeId) -> diesel::QueryResult<Days> {
    Ok(store::days_of(conn, catalogue, &[id])?.remove(&id).unwrap_or_default())
}

/// The days of an apprentice, those of a contract being worked at its place even before it is signed.
fn days_of_contract(conn: &mut Tx, catalogue: &Catalogue, contract: &Contract) -> diesel::QueryResult<Days> {
    let days = days_of_one(conn, catalogue, contract.apprentice_id)?;
    Ok(days.working(Workplace {
        contract_id: contract.id,
        from_on: contract.starts_on,
        to_on: contract.effective_ends_on(),
        place: store::place_of_contract(conn, contract)?,
    }))
}
