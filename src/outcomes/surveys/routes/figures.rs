//! Official figures: entered beside our own, never mixed with them.

use actix_web::web::Path;
use actix_web::{get, patch, post};

use crate::catalogue::programmes::SiteKey;
use crate::ids::OfficialFigureId;
use crate::outcomes::surveys::acts;
use crate::outcomes::surveys::model::{OfficialFigure, OfficialFigureFacts};
use crate::outcomes::surveys::store::{self, FigureFilter};
use crate::outcomes::surveys::wire::{OfficialFigureIn, OfficialFigureOut, OfficialFigurePatch};
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(write_official_figure)
        .service(list_official_figures)
        .service(get_official_figure)
        .service(change_official_figure)
        .service(withdraw_official_figure);
}

/// Enters a figure published by the administration about a site or one of its programmes; without a value, why it has none.
#[utoipa::path(tag = "outcomes",
    params(SiteKey),
    request_body = OfficialFigureIn,
    responses((status = 201, description = "The figure.", body = OfficialFigureOut)))]
#[post("/v1/sites/{site}/official-figures")]
async fn write_official_figure(door: Door, at: Path<SiteKey>, body: Body<OfficialFigureIn>) -> Answer {
    door.create(Act::WriteOfficialFigure, body, move |tx, asker, request| {
        let site = at.within_reach(tx, asker)?;
        let figure = acts::write_figure(tx, asker, site, &OfficialFigureFacts::from(request))?;
        let (version, location) = (figure.version, format!("/v1/official-figures/{}", figure.id));
        Ok(Reply::created(location, &OfficialFigureOut::of(figure, asker.lang))?.version(version))
    })
    .await
}

/// Lists official figures, the latest entered first.
#[utoipa::path(tag = "outcomes", params(Paged<FigureFilter>),
    responses((status = 200, description = "One page of figures.", body = Page<OfficialFigureOut>)))]
#[get("/v1/official-figures")]
async fn list_official_figures(door: Door, params: Params<Paged<FigureFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadOutcome, move |conn, asker| {
        let rows = store::list_figures(conn, &asker.reach, &filter, &page)?;
        let found = Page::of(rows, page.limit, |row| row.id)
            .counted(&page, || store::count_figures(conn, &asker.reach, &filter))?;
        Reply::page(&found.map(|row| OfficialFigureOut::of(row, asker.lang)))
    })
    .await
}

/// Reads an official figure.
#[utoipa::path(tag = "outcomes", params(("id" = OfficialFigureId, Path, description = "Figure.")),
    responses((status = 200, description = "The figure.", body = OfficialFigureOut)))]
#[get("/v1/official-figures/{id}")]
async fn get_official_figure(door: Door, id: Path<OfficialFigureId>) -> Answer {
    door.read(Act::ReadOutcome, move |conn, asker| {
        answered(asker, store::find_figure(conn, &asker.reach, *id)?.or_not_found("official_figure")?)
    })
    .await
}

/// Corrects an official figure by merge patch.
#[utoipa::path(tag = "outcomes", params(("id" = OfficialFigureId, Path, description = "Figure.")),
    request_body = OfficialFigurePatch,
    responses((status = 200, description = "The figure corrected.", body = OfficialFigureOut)))]
#[patch("/v1/official-figures/{id}")]
async fn change_official_figure(
    door: Door,
    id: Path<OfficialFigureId>,
    body: Body<OfficialFigurePatch>,
) -> Answer {
    door.change(Act::WriteOfficialFigure, body, move |tx, asker, patch| {
        let current = store::lock_figure(tx, &asker.reach, *id)?.or_not_found("official_figure")?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&OfficialFigureIn::from(current.facts.clone()))?;
        let (facts, fields) = (OfficialFigureFacts::from(facts), patch.fields());
        answered(asker, acts::change_figure(tx, asker, &current, (&facts, &fields))?)
    })
    .await
}

/// Takes back an official figure entered by mistake, and says why.
#[utoipa::path(tag = "outcomes", params(("id" = OfficialFigureId, Path, description = "Figure.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/official-figures/{id}/withdrawal")]
async fn withdraw_official_figure(
    door: Door,
    id: Path<OfficialFigureId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::WriteOfficialFigure, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_figure(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn answered(asker: &Asker, figure: OfficialFigure) -> Answer {
    let version = figure.version;
    Ok(Reply::ok(&OfficialFigureOut::of(figure, asker.lang))?.version(version))
}
