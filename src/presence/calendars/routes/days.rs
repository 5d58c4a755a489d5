//! The days of a cohort, of an apprentice.

use actix_web::get;
use actix_web::web::{Data, Path};

use crate::catalogue::cohorts;
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, CohortId};
use crate::people::apprentices;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::presence::calendars::rules::ApprenticeDays;
use crate::presence::calendars::store::{self, SittingsShown};
use crate::presence::calendars::wire::{DaysOut, DaysParams};
use crate::trust::access::{Act, Bounds};
use crate::trust::door::Door;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_cohort_days).service(list_apprentice_days);
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
        let cohort = cohorts::store::find(conn, &asker.reach, *id)?.or_not_found("cohort")?;
        let range = params.0.range(asker.today)?;
        let calendar = store::calendars_of(conn, &catalogue, &[cohort.id])?.remove(&cohort.id);
        let holidays = &asker.law.holidays;
        let days = calendar.map(|calendar| ApprenticeDays::of_cohort(holidays, calendar));
        let days = days.unwrap_or_else(|| ApprenticeDays::under(holidays)).with_proposals();
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
        let apprentice = found.or_not_found("apprentice")?;
        let range = params.0.range(asker.today)?;
        let days = store::days_of_one(conn, &catalogue, &asker.law, apprentice.id)?.with_proposals();
        let shown = match asker.reach.bounds() {
            Bounds::Everything | Bounds::Sites(_) if asker.caller.may(Act::ReadSitting).is_ok() => {
                SittingsShown::All
            }
            Bounds::Apprentice(_) => SittingsShown::Published,
            _ => SittingsShown::None,
        };
        let hours = store::exam_hours(conn, &[apprentice.id], range, shown)?;
        let hours = hours.into_iter().map(|(_, hours)| hours).collect();
        Reply::ok(&DaysOut::of(&days, range, params.0.shape, asker.lang).with_sittings(hours))
    })
    .await
}
