//! Handlers of referents, and their mounting.

use actix_web::web::Path;
use actix_web::{get, patch, post};
use chrono::NaiveDate;

use super::acts::{self, judge_account};
use super::model::{Duty, NamedReferent, Referent, ReferentKind, ReferentPeriod};
use super::rules::{self, check_alone, check_days};
use super::store::{self, ReferentFilter};
use super::wire::{
    ApprenticeReferentsOut, CohortReferentsIn, CohortReferentsOut, DutyParams, ReferentDaysIn,
    ReferentDaysPatch, ReferentIn, ReferentOut,
};
use crate::catalogue::cohorts;
use crate::ids::{ApprenticeId, CohortId, ReferentId};
use crate::law::findings::refuse_errors;
use crate::people::apprentices;
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, RowScope, WithdrawalIn, WithdrawalKind, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_apprentice_referents)
        .service(name_referent)
        .service(name_cohort_referents)
        .service(list_referents)
        .service(get_referent)
        .service(change_referent)
        .service(withdraw_referent);
}

/// Tells who follows an apprentice: who is on duty on a day, and every period.
#[utoipa::path(tag = "referents", params(("id" = ApprenticeId, Path, description = "Apprentice."), DutyParams),
    responses((status = 200, description = "Who is on duty, and the periods.", body = ApprenticeReferentsOut)))]
#[get("/v1/apprentices/{id}/referents")]
async fn list_apprentice_referents(door: Door, id: Path<ApprenticeId>, params: Params<DutyParams>) -> Answer {
    door.read(Act::ReadReferent, move |conn, asker| {
        let apprentice = apprentices::store::find(conn, &asker.reach, *id)?.or_not_found("apprentice")?;
        let on = params.0.on.unwrap_or(asker.today);
        let periods = store::periods_of(conn, &[apprentice.id])?;
        let on_duty = rules::on_duty(&periods, on).map(Duty::from);
        let data = periods.into_iter().map(ReferentOut::from).collect();
        Reply::ok(&ApprenticeReferentsOut { on, on_duty, data })
    })
    .await
}

/// Names who follows an apprentice, or who stands in for them; may take over from whoever did.
#[utoipa::path(tag = "referents", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = ReferentIn,
    responses((status = 201, description = "The period created.", body = Peopled<ReferentOut>)))]
#[post("/v1/apprentices/{id}/referents")]
async fn name_referent(door: Door, id: Path<ApprenticeId>, body: Body<ReferentIn>) -> Answer {
    door.create(Act::NameReferent, body, move |tx, asker, request| {
        let apprentice = apprentices::store::lock(tx, &asker.reach, *id)?.or_not_found("apprentice")?;
        let referent = acts::name(tx, asker, &apprentice, ("/account_id", request))?;
        let (version, location) = (referent.version, format!("/v1/referents/{}", referent.id));
        let named = store::find(tx, &asker.reach, referent.id)?.or_not_found("referent")?;
        Ok(Reply::created(location, &with_people(tx, asker, ReferentOut::from(named))?)?.version(version))
    })
    .await
}

/// Shares the apprentices of a cohort who have no referent between managers and trainers, evenly.
#[utoipa::path(tag = "referents", params(("id" = CohortId, Path, description = "Cohort.")),
    request_body = CohortReferentsIn,
    responses((status = 200, description = "The periods written.", body = CohortReferentsOut)))]
#[post("/v1/cohorts/{id}/referents")]
async fn name_cohort_referents(door: Door, id: Path<CohortId>, body: Body<CohortReferentsIn>) -> Answer {
    door.create(Act::NameReferent, body, move |tx, asker, request| {
        let cohort = cohorts::store::find(tx, &asker.reach, *id)?;
        let cohort = cohort.or_not_found("cohort")?;
        let from_on = request.from_on.unwrap_or(asker.today);
        let mut faults = Vec::new();
        for (rank, account) in request.account_ids.iter().enumerate() {
            let pointer = format!("/account_ids/{rank}");
            faults.extend(judge_account(tx, asker, cohort.site_id, &pointer, *account)?);
        }
        faults.extend(check_days(ReferentKind::Referent, from_on, request.to_on));
        refuse_errors(faults)?;
        let alone = without_referent(tx, cohort.id, from_on, request.to_on)?;
        let loads = store::loads(tx, &request.account_ids, from_on)?;
        let kind = ReferentKind::Referent;
        let shared = rules::share_out(&alone, &request.account_ids, &loads).into_iter();
        let to_on = request.to_on;
        let periods: Vec<_> = shared
            .map(|(apprentice_id, account_id)| ReferentPeriod {
                apprentice_id,
                account_id,
                kind,
                from_on,
                to_on,
            })
            .collect();
        let written = store::insert(tx, cohort.site_id, &periods)?;
        asker.record_all(tx, written.iter().map(|one| (Event::ReferentNamed, one)), &[])?;
        Reply::ok(&CohortReferentsOut { data: named(tx, &alone, &written)? })
    })
    .await
}

/// Lists who follows whom, in the order it was written, with the people it is about.
#[utoipa::path(tag = "referents", params(Paged<ReferentFilter>),
    responses((status = 200, description = "One page of periods.", body = Page<Peopled<ReferentOut>>)))]
#[get("/v1/referents")]
async fn list_referents(door: Door, params: Params<Paged<ReferentFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadReferent, move |conn, asker| {
        let rows = store::list(conn, &asker.reach, &filter, &page)?;
        let page = Page::of(rows, page.limit, |row| row.referent.id)
            .counted(&page, || store::count(conn, &asker.reach, &filter))?;
        Reply::page(&peopled(conn, asker, page.map(ReferentOut::from))?)
    })
    .await
}

/// Reads a period during which somebody follows an apprentice.
#[utoipa::path(tag = "referents", params(("id" = ReferentId, Path, description = "Referent.")),
    responses((status = 200, description = "The period.", body = Peopled<ReferentOut>)))]
#[get("/v1/referents/{id}")]
async fn get_referent(door: Door, id: Path<ReferentId>) -> Answer {
    door.read(Act::ReadReferent, move |conn, asker| {
        let named = store::find(conn, &asker.reach, *id)?.or_not_found("referent")?;
        answer(conn, asker, named)
    })
    .await
}

/// Changes the days of a period, or ends it.
#[utoipa::path(tag = "referents", params(("id" = ReferentId, Path, description = "Referent.")),
    request_body = ReferentDaysPatch,
    responses((status = 200, description = "The period changed.", body = Peopled<ReferentOut>)))]
#[patch("/v1/referents/{id}")]
async fn change_referent(door: Door, id: Path<ReferentId>, body: Body<ReferentDaysPatch>) -> Answer {
    door.change(Act::NameReferent, body, move |tx, asker, patch| {
        let found = store::find(tx, &asker.reach, *id)?.or_not_found("referent")?.referent;
        apprentices::store::lock(tx, &asker.reach, found.period.apprentice_id)?.or_not_found("referent")?;
        let current = store::find(tx, &asker.reach, *id)?.or_not_found("referent")?.referent;
        asker.expects(current.version)?;
        let ReferentPeriod { from_on, to_on, .. } = current.period;
        let ReferentDaysIn { from_on, to_on } = patch.applied_to(&ReferentDaysIn { from_on, to_on })?;
        refuse_errors(check_days(current.period.kind, from_on, to_on).into_iter().collect())?;
        let period = ReferentPeriod { from_on, to_on, ..current.period };
        let others = store::periods_of(tx, &[period.apprentice_id])?;
        if let Some(met) = check_alone(&period, Some(&current), &others) {
            return Err(met.into_conflict());
        }
        let changed = store::change(tx, current.id, from_on, to_on)?;
        asker.record_fields(tx, Event::ReferentChanged, &changed, &patch.fields())?;
        let named = store::find(tx, &asker.reach, changed.id)?.or_not_found("referent")?;
        answer(tx, asker, named)
    })
    .await
}

/// Takes back a naming made by mistake, and says why; who was taken over from goes on.
#[utoipa::path(tag = "referents", params(("id" = ReferentId, Path, description = "Referent.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/referents/{id}/withdrawal")]
async fn withdraw_referent(door: Door, id: Path<ReferentId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::NameReferent, body, move |tx, asker, request| {
        let found = store::find(tx, &asker.reach, *id)?.or_not_found("referent")?.referent;
        let apprentice = found.period.apprentice_id;
        apprentices::store::lock(tx, &asker.reach, apprentice)?.or_not_found("referent")?;
        let current = store::find(tx, &asker.reach, *id)?.or_not_found("referent")?.referent;
        let about = About::record(WithdrawalKind::Referent, &current, &*request.reason).of(apprentice);
        let scope = RowScope::of("referents", "apprentice_id", apprentice.0);
        let withdrawal = withdrawals::take_back(tx, asker, about, &[scope], |tx| {
            store::remove(tx, current.id)?;
            Ok(store::go_on(tx, &current)?)
        })?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// The apprentices of a cohort whom nobody follows in the period, held.
fn without_referent(
    tx: &mut Tx,
    cohort: CohortId,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
) -> Result<Vec<ApprenticeId>, Problem> {
    let everybody = store::enrolled(tx, cohort, from_on)?;
    apprentices::store::batch::lock_all(tx, everybody.clone())?;
    let followed = store::periods_of(tx, &everybody)?;
    let is_followed = |apprentice: &ApprenticeId| {
        let theirs =
            followed.iter().map(|one| one.referent.period).filter(|one| one.apprentice_id == *apprentice);
        theirs.filter(|one| one.kind == ReferentKind::Referent).any(|one| one.days().meets(from_on, to_on))
    };
    Ok(everybody.into_iter().filter(|apprentice| !is_followed(apprentice)).collect())
}

fn named(
    tx: &mut Tx,
    apprentices: &[ApprenticeId],
    written: &[Referent],
) -> diesel::QueryResult<Vec<ReferentOut>> {
    let mut rows = store::periods_of(tx, apprentices)?;
    rows.retain(|row| written.iter().any(|one| one.id == row.referent.id));
    Ok(rows.into_iter().map(ReferentOut::from).collect())
}

fn answer(conn: &mut Tx, asker: &Asker, named: NamedReferent) -> Answer {
    let version = named.referent.version;
    Ok(Reply::ok(&with_people(conn, asker, ReferentOut::from(named))?)?.version(version))
}
