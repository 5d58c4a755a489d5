//! Handlers of the yearly declarations, and their mounting: nothing is kept.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::Datelike;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::gathering::programmes;
use super::model::{DeclaredCase, DeclaredProgramme};
use super::rules::{DeclaredYear, YEAR_HAS_BEGUN};
use super::table::table;
use super::wire::{DeclarationCaseParams, DeclarationOut, DeclarationParams, DeclaredCaseOut, cases_behind};
use crate::catalogue::programmes::{Catalogue, SiteKey};
use crate::ids::SiteId;
use crate::law::calendar::french_day;
use crate::law::figures::Declaration;
use crate::people::apprentices::cards::{Peopled, peopled};
use crate::platform::db::Tx;
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
    routes.service(read_declaration).service(read_declaration_table).service(list_declaration_cases);
}

/// Where a list of cases stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct DeclaredCaseKey {
    id: Uuid,
}

/// Computes the figures of a yearly declaration of a site: what each counts, by which text, what is not kept here.
#[utoipa::path(tag = "declarations",
    params(("site" = String, Path, max_length = 60, description = "Site: its code, or its identifier."),
        ("declaration" = Declaration, Path, description = "Declaration."), DeclarationParams),
    responses((status = 200, description = "Each figure, with its definition.", body = DeclarationOut),
        (status = 422, description = "A year that has not begun.")))]
#[get("/v1/sites/{site}/declarations/{declaration}")]
async fn read_declaration(
    door: Door,
    catalogue: Data<Catalogue>,
    place: Path<(SiteKey, String)>,
    params: Params<DeclarationParams>,
) -> Answer {
    door.read(Act::ReadDeclaration, move |conn, asker| {
        Reply::ok(&declared(conn, asker, &catalogue, &place, params.0.year)?)
    })
    .await
}

/// Computes the same as a CSV file: a line a figure, `;` between its cells.
#[utoipa::path(tag = "declarations",
    params(("site" = String, Path, max_length = 60, description = "Site: its code, or its identifier."),
        ("declaration" = Declaration, Path, description = "Declaration."), DeclarationParams),
    responses((status = 200, description = "The figures as CSV.", body = String, content_type = "text/csv"),
        (status = 422, description = "A year that has not begun.")))]
#[get("/v1/sites/{site}/declarations/{declaration}/table")]
async fn read_declaration_table(
    door: Door,
    catalogue: Data<Catalogue>,
    place: Path<(SiteKey, String)>,
    params: Params<DeclarationParams>,
) -> Answer {
    door.read(Act::ReadDeclaration, move |conn, asker| {
        let found = declared(conn, asker, &catalogue, &place, params.0.year)?;
        let name = format!("{}-{}.csv", found.declaration.as_str(), found.year);
        let bytes = table(&found, asker.lang).map_err(Problem::internal)?;
        Reply::file("text/csv; charset=utf-8", &name, bytes)
    })
    .await
}

/// Lists who is behind a figure, by name, with what each brings to it.
#[utoipa::path(tag = "declarations",
    params(("site" = String, Path, max_length = 60, description = "Site: its code, or its identifier."),
        ("declaration" = Declaration, Path, description = "Declaration."), Paged<DeclarationCaseParams>),
    responses((status = 200, description = "One page of cases.", body = Page<Peopled<DeclaredCaseOut>>),
        (status = 422, description = "A year that has not begun.")))]
#[get("/v1/sites/{site}/declarations/{declaration}/cases")]
async fn list_declaration_cases(
    door: Door,
    catalogue: Data<Catalogue>,
    place: Path<(SiteKey, String)>,
    params: Params<Paged<DeclarationCaseParams>>,
) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows::<DeclaredCaseKey>()?;
    door.read(Act::ReadDeclaration, move |conn, asker| {
        let site = place.0.within_reach(conn, asker)?;
        let (declaration, year, found) = facts(conn, asker, &catalogue, (site, &place.1), filter.year)?;
        let law = asker.law.declarations.on(year.last);
        let sought = |code: &str| filter.figure.as_ref().is_none_or(|figure| figure == code);
        let figure = law.of(declaration).find(|figure| sought(&figure.code)).or_not_found("figure")?;
        let mut cases: Vec<DeclaredCase> =
            cases_behind(figure, filter.of.as_deref(), &found, (year, &asker.law));
        let total = i64::try_from(cases.len()).unwrap_or(i64::MAX);
        cases.retain(|case| page.after.as_ref().is_none_or(|after| case.key() > after.id));
        cases.sort_by_key(DeclaredCase::key);
        let page = Page::of(cases, page.limit, |case| DeclaredCaseKey { id: case.key() })
            .counted(&page, || Ok(total))?;
        Reply::page(&peopled(conn, asker, page.map(DeclaredCaseOut::from))?)
    })
    .await
}

fn declared(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    place: &(SiteKey, String),
    year: Option<i32>,
) -> Result<DeclarationOut, Problem> {
    let site = place.0.within_reach(conn, asker)?;
    let (declaration, year, found) = facts(conn, asker, catalogue, (site, &place.1), year)?;
    Ok(DeclarationOut::of(declaration, site, &found, (year, &asker.law), asker.lang))
}

fn facts(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    (site, declaration): (SiteId, &str),
    year: Option<i32>,
) -> Result<(Declaration, DeclaredYear, Vec<DeclaredProgramme>), Problem> {
    let declaration = declaration.parse::<Declaration>().ok().or_not_found("declaration")?;
    let year = year.unwrap_or_else(|| asker.today.year() - 1);
    let year = DeclaredYear::of(year, asker.today).ok_or_else(|| {
        let (today, jour) = (asker.today, french_day(asker.today));
        let facts = say!("{year} n'a pas commencé au {jour}.", "{year} has not begun on {today}.");
        YEAR_HAS_BEGUN.fault("year", facts)
    })?;
    Ok((declaration, year, programmes(conn, asker, catalogue, site)?))
}
