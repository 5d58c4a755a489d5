//! Handlers of rates, and their mounting: nothing is kept.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::gathering::{IndicatorScope, gather};
use super::model::RateCase;
use super::rules::{AS_OF_IS_PAST, FEW_SESSIONS, RateRule};
use super::trend::{MOST_SESSIONS, TrendOut, TrendParams};
use super::wire::{IndicatorCaseOut, IndicatorCaseParams, IndicatorParams, IndicatorsOut};
use crate::catalogue::cohorts::store::names_by_id;
use crate::catalogue::programmes::Catalogue;
use crate::ids::CohortId;
use crate::law::calendar::french_day;
use crate::law::figures::IndicatorRate;
use crate::people::apprentices::cards::{Peopled, peopled};
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_indicators).service(read_indicator_trend).service(list_indicator_cases);
}

/// Where a list of cases stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct CaseKey {
    id: Uuid,
}

/// Computes every rate of a site, a programme, a cohort or a session as of a day: what is counted, over whom, who is left out
/// and why, what it was the year before, what would change it.
#[utoipa::path(tag = "indicators", params(IndicatorParams),
    responses((status = 200, description = "Each rate, with its definition.", body = IndicatorsOut),
        (status = 404, description = "No such cohort within reach."),
        (status = 422, description = "A day that has not come.")))]
#[get("/v1/indicators")]
async fn read_indicators(door: Door, catalogue: Data<Catalogue>, params: Params<IndicatorParams>) -> Answer {
    let params = params.0;
    door.read(Act::ReadIndicator, move |conn, asker| {
        let as_of = day_of(params.as_of, asker, "as_of")?;
        let scope = IndicatorScope::from(&params);
        let gathered = gather(conn, &asker.reach, (&catalogue, &asker.law), &scope, as_of)?;
        Reply::ok(&IndicatorsOut::of(&gathered, &asker.law, as_of, asker.lang))
    })
    .await
}

/// Computes rates over the years, session by session or cohort by cohort: each with its numerator and denominator, or why it has
/// no value, who is left out, what would change it.
#[utoipa::path(tag = "indicators", params(TrendParams),
    responses((status = 200, description = "Each rate over the years.", body = TrendOut),
        (status = 422, description = "A day that has not come, or too many sessions.")))]
#[get("/v1/indicators/trend")]
async fn read_indicator_trend(door: Door, catalogue: Data<Catalogue>, params: Params<TrendParams>) -> Answer {
    let params = params.0;
    door.read(Act::ReadIndicator, move |conn, asker| {
        let as_of = day_of(params.as_of, asker, "as_of")?;
        let (from, to) = params.sessions(as_of);
        if from > to || to - from >= MOST_SESSIONS {
            let facts = say!("De {from} à {to}.", "From {from} to {to}.");
            return Err(FEW_SESSIONS.fault("from", facts));
        }
        let learners = gather(conn, &asker.reach, (&catalogue, &asker.law), &params.scope(), as_of)?.learners;
        let mut cohorts: Vec<CohortId> = learners.iter().map(|learner| learner.cohort).collect();
        cohorts.sort_unstable();
        cohorts.dedup();
        let names = names_by_id(conn, cohorts)?;
        Reply::ok(&TrendOut::of(learners, &params, &names, (&asker.law, as_of), asker.lang))
    })
    .await
}

/// Lists who is behind a rate, by name: on which side each stands, or why they are left out.
#[utoipa::path(tag = "indicators",
    params(("rate" = IndicatorRate, Path, description = "Rate."), Paged<IndicatorCaseParams>),
    responses((status = 200, description = "One page of cases.", body = Page<Peopled<IndicatorCaseOut>>),
        (status = 422, description = "A day that has not come.")))]
#[get("/v1/indicators/{rate}/cases")]
async fn list_indicator_cases(
    door: Door,
    catalogue: Data<Catalogue>,
    rate: Path<String>,
    params: Params<Paged<IndicatorCaseParams>>,
) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows::<CaseKey>()?;
    door.read(Act::ReadIndicatorCase, move |conn, asker| {
        let rate = rate.parse::<IndicatorRate>().ok().or_not_found("indicator")?;
        let as_of = day_of(filter.as_of, asker, "as_of")?;
        let gathered = gather(conn, &asker.reach, (&catalogue, &asker.law), &filter.scope(), as_of)?;
        let law = asker.law.indicators.on(as_of);
        let definition = law.definition(rate).or_not_found("indicator")?;
        let rule = RateRule { definition, choices: &law.choices, as_of };
        let mut cases = rule.cases(&gathered.learners);
        cases.retain(|case| filter.side.is_none_or(|side| case.standing.side() == side));
        cases.retain(|case| filter.reason.is_none() || case.standing.reason() == filter.reason);
        let total = i64::try_from(cases.len()).unwrap_or(i64::MAX);
        cases.retain(|case| page.after.as_ref().is_none_or(|after| case.key() > after.id));
        cases.sort_by_cached_key(RateCase::key);
        let page =
            Page::of(cases, page.limit, |case| CaseKey { id: case.key() }).counted(&page, || Ok(total))?;
        let page = page.map(IndicatorCaseOut::from);
        Reply::page(&peopled(conn, asker, page)?)
    })
    .await
}

/// The day rates are computed as of: one that has come.
pub(in crate::outcomes) fn day_of(
    asked: Option<NaiveDate>,
    asker: &Asker,
    pointer: &'static str,
) -> Result<NaiveDate, Problem> {
    let (as_of, today) = (asked.unwrap_or(asker.today), asker.today);
    if as_of > today {
        let (jour, now) = (french_day(as_of), french_day(today));
        let facts = say!("Le {jour} vient après aujourd'hui, {now}.", "{as_of} comes after today, {today}.");
        return Err(AS_OF_IS_PAST.fault(pointer, facts));
    }
    Ok(as_of)
}
