//! Handlers of publications, and their mounting.

use std::collections::HashMap;

use actix_web::web::{Data, Path};
use actix_web::{get, post};

use super::acts::publish;
use super::model::RatePublication;
use super::rules::WITHDRAWN_ONCE;
use super::store::{self, PublishedKey, RatePublicationFilter};
use super::wire::{RatePublicationDetail, RatePublicationIn, RatePublicationOut};
use crate::catalogue::programmes::Catalogue;
use crate::ids::RatePublicationId;
use crate::law::figures::IndicatorRate;
use crate::outcomes::indicators::gathering::{IndicatorScope, gather};
use crate::outcomes::indicators::model::RateCount;
use crate::outcomes::indicators::rules::RateRule;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Sentence;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::WithdrawalIn;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    super::public::mount(routes);
    routes
        .service(list_rate_publications)
        .service(get_rate_publication)
        .service(publish_rates)
        .service(withdraw_rate_publication);
}

/// Lists what was published of rates, the latest first.
#[utoipa::path(tag = "indicators", params(Paged<RatePublicationFilter>),
    responses((status = 200, description = "One page of publications.", body = Page<RatePublicationOut>)))]
#[get("/v1/publications")]
async fn list_rate_publications(door: Door, params: Params<Paged<RatePublicationFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadIndicator, move |conn, asker| {
        let rows = store::list(conn, &asker.reach, &filter, &page)?;
        let page = Page::of(rows, page.limit, |row| PublishedKey { id: row.id.0 })
            .counted(&page, || store::count(conn, &asker.reach, &filter))?;
        Reply::page(&page.map(|row| RatePublicationOut::from(&row)))
    })
    .await
}

/// Reads a publication: each rate as it was frozen, shown in public or not, beside what it would be today.
#[utoipa::path(tag = "indicators", params(("id" = RatePublicationId, Path, description = "Publication.")),
    responses((status = 200, description = "The publication.", body = RatePublicationDetail)))]
#[get("/v1/publications/{id}")]
async fn get_rate_publication(door: Door, catalogue: Data<Catalogue>, id: Path<RatePublicationId>) -> Answer {
    door.read(Act::ReadIndicator, move |conn, asker| {
        let found = store::find(conn, &asker.reach, *id)?.or_not_found("publication")?;
        answer(conn, asker, &catalogue, &found)
    })
    .await
}

/// Publishes the rates of a site and a programme: values, definitions and day are frozen, and later facts do not change them.
/// A rate is shown unless it is over too few people, or would tell of a few by difference with another.
#[utoipa::path(tag = "indicators", request_body = RatePublicationIn,
    responses((status = 201, description = "What was published.", body = RatePublicationDetail)))]
#[post("/v1/publications")]
async fn publish_rates(door: Door, catalogue: Data<Catalogue>, body: Body<RatePublicationIn>) -> Answer {
    door.create(Act::PublishIndicators, body, move |tx, asker, wanted| {
        let publication = publish(tx, asker, &catalogue, &wanted)?;
        let detail = detail(tx, asker, &catalogue, &publication)?;
        let location = format!("/v1/publications/{}", publication.id);
        Ok(Reply::created(location, &detail)?.version(publication.version))
    })
    .await
}

/// Withdraws a publication, and says why: nobody reads it in public any more, the staff still do.
#[utoipa::path(tag = "indicators", params(("id" = RatePublicationId, Path, description = "Publication.")),
    request_body = WithdrawalIn,
    responses((status = 200, description = "The publication withdrawn.", body = RatePublicationDetail)))]
#[post("/v1/publications/{id}/withdrawal")]
async fn withdraw_rate_publication(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<RatePublicationId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::PublishIndicators, body, move |tx, asker, request| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("publication")?;
        if current.withdrawn_at.is_some() {
            return Err(WITHDRAWN_ONCE.conflict(Sentence::new(WITHDRAWN_ONCE.fr, WITHDRAWN_ONCE.en)));
        }
        let withdrawn = store::withdraw(tx, current.id, asker.now, &request.reason)?;
        asker.record_fields(tx, Event::RatePublicationWithdrawn, &withdrawn, &["withdrawn_reason"])?;
        answer(tx, asker, &catalogue, &withdrawn)
    })
    .await
}

fn answer(conn: &mut Tx, asker: &Asker, catalogue: &Catalogue, row: &RatePublication) -> Answer {
    Ok(Reply::ok(&detail(conn, asker, catalogue, row)?)?.version(row.version))
}

fn detail(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    row: &RatePublication,
) -> Result<RatePublicationDetail, Problem> {
    let values = store::values_of(conn, &[row.id])?.remove(&row.id).unwrap_or_default();
    let now = rates_now(conn, asker, catalogue, row)?;
    Ok(RatePublicationDetail::of(row, &values, &now, asker.lang))
}

/// What the rates of a publication come to today.
fn rates_now(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    row: &RatePublication,
) -> Result<HashMap<IndicatorRate, RateCount>, Problem> {
    let scope = IndicatorScope {
        site: Some(row.site_id),
        programme: Some(row.programme_code.clone()),
        cohort: row.cohort_id,
        session: row.exam_session,
    };
    let learners = gather(conn, &asker.reach, (catalogue, &asker.law), &scope, asker.today)?.learners;
    let law = asker.law.indicators.on(asker.today);
    let each = law.rates.iter().map(|definition| {
        let rule = RateRule { definition, choices: &law.choices, as_of: asker.today };
        (definition.rate, RateCount::of(&rule.cases(&learners)))
    });
    Ok(each.collect())
}
