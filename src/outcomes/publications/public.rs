//! What is published, read by anybody: no account, no learner, only what was frozen; cacheable, with an allowance of its own.

use actix_web::web::Data;
use actix_web::{HttpRequest, get};

use super::chart::chart;
use super::store::{self, RatePublicationFilter};
use super::table::table;
use super::wire::{PublicIndicatorParams, PublicIndicatorsOut, PublicRatesOut, SheetRateOut};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::Programme;
use crate::catalogue::programmes::store::site_id;
use crate::ids::RatePublicationId;
use crate::platform::cacheable::{cacheable, cacheable_text};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::http::language_of;
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::Answer;
use crate::platform::text::Lang;
use crate::trust::door::App;

/// Most publications of an answer.
const MOST: i64 = 100;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(read_public_indicators)
        .service(read_public_indicators_table)
        .service(read_public_indicators_chart);
}

/// Reads the rates published, and those the sheets published before.
#[utoipa::path(tag = "indicators", security(()), params(PublicIndicatorParams),
    responses((status = 200, description = "The publications that stand.", body = PublicIndicatorsOut),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/public/indicators")]
async fn read_public_indicators(
    request: HttpRequest,
    app: Data<App>,
    catalogue: Data<Catalogue>,
    params: Params<PublicIndicatorParams>,
) -> Answer {
    let lang = language_of(request.headers());
    let sheet = of_sheets(&catalogue, &params.0, lang);
    let data = published(app, catalogue, params.0, MOST, lang).await?;
    cacheable(&PublicIndicatorsOut { data, sheet })
}

/// Reads the rates published as a CSV file: a line a rate, `;` between its cells.
#[utoipa::path(tag = "indicators", security(()), params(PublicIndicatorParams),
    responses((status = 200, description = "The rates as CSV.", body = String, content_type = "text/csv"),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/public/indicators.csv")]
async fn read_public_indicators_table(
    request: HttpRequest,
    app: Data<App>,
    catalogue: Data<Catalogue>,
    params: Params<PublicIndicatorParams>,
) -> Answer {
    let lang = language_of(request.headers());
    let data = published(app, catalogue, params.0, MOST, lang).await?;
    let bytes = table(&data, lang).map_err(Problem::internal)?;
    let text = String::from_utf8(bytes).map_err(Problem::internal)?;
    let reply = cacheable_text("text/csv; charset=utf-8", text)?;
    Ok(reply.header("content-disposition", "attachment; filename=\"indicateurs.csv\"".to_owned()))
}

/// Draws the latest publication as a chart that a page embeds: a bar a rate with how many people it is over, readable in black
/// and white, told in words to whoever does not see it.
#[utoipa::path(tag = "indicators", security(()), params(PublicIndicatorParams),
    responses((status = 200, description = "The chart.", body = String, content_type = "image/svg+xml"),
        (status = 304, description = "The reader already has it."),
        (status = 404, description = "Nothing is published.")))]
#[get("/v1/public/indicators.svg")]
async fn read_public_indicators_chart(
    request: HttpRequest,
    app: Data<App>,
    catalogue: Data<Catalogue>,
    params: Params<PublicIndicatorParams>,
) -> Answer {
    let lang = language_of(request.headers());
    let latest = published(app, catalogue, params.0, 1, lang).await?;
    let latest = latest.first().or_not_found("publication")?;
    let reply = cacheable_text("image/svg+xml; charset=utf-8", chart(latest, lang))?;
    Ok(reply.header("content-disposition", "inline; filename=\"indicateurs.svg\"".to_owned()))
}

async fn published(
    app: Data<App>,
    catalogue: Data<Catalogue>,
    params: PublicIndicatorParams,
    most: i64,
    lang: Lang,
) -> Result<Vec<PublicRatesOut>, Problem> {
    let filter = RatePublicationFilter {
        site: params.site.as_deref().map(site_id),
        programme: params.programme,
        session: params.session,
        channel: params.channel,
        withdrawn: false,
    };
    app.db.read(move |conn| shown(conn, &catalogue, &filter, most, lang)).await
}

fn shown(
    conn: &mut Tx,
    catalogue: &Catalogue,
    filter: &RatePublicationFilter,
    most: i64,
    lang: Lang,
) -> Result<Vec<PublicRatesOut>, Problem> {
    let rows = store::standing(conn, filter, most)?;
    let ids: Vec<RatePublicationId> = rows.iter().map(|row| row.id).collect();
    let values = store::values_of(conn, &ids)?;
    let each = rows.iter().map(|row| {
        let site = catalogue.sites.iter().find(|site| site_id(&site.code) == row.site_id);
        let title = catalogue.programme(&row.programme_code).map_or("", |programme| programme.title.as_str());
        let (code, name) = site.map_or(("", ""), |site| (site.code.as_str(), site.name.as_str()));
        let rates = values.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        PublicRatesOut::of(row, rates, (code, name, title), lang)
    });
    Ok(each.collect())
}

/// What the sheets published of the programmes asked for; they are of no channel, and name their own period.
fn of_sheets(catalogue: &Catalogue, params: &PublicIndicatorParams, lang: Lang) -> Vec<SheetRateOut> {
    let asked = |programme: &&Programme| {
        let of_site = params.site.as_ref().is_none_or(|site| programme.sites().any(|code| code == site));
        of_site && params.programme.as_ref().is_none_or(|code| *code == programme.code)
    };
    let programmes = catalogue.programmes.iter().filter(asked);
    let figures = programmes.flat_map(|programme| {
        programme.published_figures.iter().map(|figure| SheetRateOut::of(&programme.code, figure, lang))
    });
    figures.take(1000).collect()
}
