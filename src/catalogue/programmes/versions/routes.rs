//! Handlers of versions, and their mounting: the same four for each noun.

use std::collections::BTreeMap;

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::acts::{self, within_reach};
use super::checking::Checked;
use super::current::CurrentCatalogue;
use super::model::{CatalogueVersion, Versioned};
use super::store;
use super::wire::{
    CatalogueVersionOut, CfaPatch, ChangeParams, ProgrammePatch, RestorationIn, SitePatch, VersionDetail,
    VersionReader,
};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::{Cfa, Programme, Site};
use crate::platform::body::{Body, MergePatch};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::page::{Page, Paging};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{App, Asker, Door};
use crate::trust::journal::{AuthorKind, Authors};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(super::sources::list_catalogue_files)
        .service(change_cfa)
        .service(list_cfa_versions)
        .service(get_cfa_version)
        .service(restore_cfa)
        .service(change_site)
        .service(list_site_versions)
        .service(get_site_version)
        .service(restore_site)
        .service(change_programme)
        .service(list_programme_versions)
        .service(get_programme_version)
        .service(restore_programme);
}

/// Everything a change asks for, beside its body.
struct ChangeMeans {
    door: Door,
    known: Data<Catalogue>,
    current: Data<CurrentCatalogue>,
}

impl ChangeMeans {
    async fn change<T: Checked>(
        self,
        code: String,
        params: ChangeParams,
        body: Body<MergePatch<T>>,
    ) -> Answer {
        let (app, known) = (self.door.app().clone(), self.known);
        let changing = self.door.change(T::CHANGE, body, move |tx, asker, patch| {
            let written = acts::change::<T>(tx, asker, &known, (&code, &params), patch)?;
            detail::<T>(tx, asker, &written)
        });
        seen_here(&app, &self.current, changing.await).await
    }

    async fn restore<T: Checked>(self, path: (String, i32), body: Body<RestorationIn>) -> Answer {
        let (app, known) = (self.door.app().clone(), self.known);
        let restoring = self.door.create(T::CHANGE, body, move |tx, asker, request| {
            let written = acts::restore::<T>(tx, asker, &known, (&path.0, path.1), &request)?;
            detail::<T>(tx, asker, &written)
        });
        seen_here(&app, &self.current, restoring.await).await
    }
}

/// The answer of an act, once this instance knows what it did.
async fn seen_here(app: &App, current: &CurrentCatalogue, answer: Answer) -> Answer {
    let answer = answer?;
    if let Err(problem) = current.refresh(&app.db, app.clock.today()).await {
        tracing::warn!(%problem, "the catalogue: what was just changed is taken in within a second");
    }
    Ok(answer)
}

async fn list<T: Versioned>(door: Door, known: Data<Catalogue>, code: String, paging: Paging) -> Answer {
    let rows = paging.rows::<i32>()?;
    door.read(Act::ReadCatalogueVersion, move |conn, asker| {
        within_reach::<T>(asker, &known, &code)?;
        let found = store::list(conn, T::NOUN, &code, &rows)?;
        let page = Page::of(found, rows.limit, |version| version.number);
        let rendered = render::<T>(conn, asker, &code, &page.data)?;
        Reply::page(&Page { data: rendered, next_cursor: page.next_cursor, total: None })
    })
    .await
}

async fn get_one<T: Versioned>(door: Door, known: Data<Catalogue>, path: (String, i32)) -> Answer {
    door.read(Act::ReadCatalogueVersion, move |conn, asker| {
        within_reach::<T>(asker, &known, &path.0)?;
        let found = store::some(conn, T::NOUN, &path.0, &[path.1])?.pop().or_not_found("version")?;
        detail::<T>(conn, asker, &found)
    })
    .await
}

/// One version with everything it says; its ETag is that of the thing, for the next change.
fn detail<T: Versioned>(conn: &mut Tx, asker: &Asker, version: &CatalogueVersion) -> Answer {
    let code = version.code.as_str();
    let last = store::last_number(conn, T::NOUN, code)?.unwrap_or(version.number);
    let mut rendered = render::<T>(conn, asker, code, std::slice::from_ref(version))?;
    let version_out = rendered.pop().ok_or_else(|| Problem::internal("a version that is not rendered"))?;
    let content = T::deserialize(&version.content).map_err(Problem::internal)?;
    Ok(Reply::ok(&VersionDetail { version: version_out, content })?.version(i64::from(last)))
}

/// Versions as they are answered: three statements, however many.
fn render<T: Versioned>(
    conn: &mut Tx,
    asker: &Asker,
    code: &str,
    versions: &[CatalogueVersion],
) -> Result<Vec<CatalogueVersionOut>, Problem> {
    let bases: Vec<i32> = versions.iter().filter_map(|version| version.based_on).collect();
    let bases = store::some(conn, T::NOUN, code, &bases)?;
    let authors = versions.iter().map(|version| (AuthorKind::Account, version.author_id.map(|id| id.0)));
    let reader = VersionReader {
        authors: &Authors::find(conn, &asker.caller, authors)?,
        bases: &bases.into_iter().map(|base| (base.number, base)).collect::<BTreeMap<_, _>>(),
        in_force: store::number_in_force(conn, T::NOUN, code, asker.today)?,
        today: asker.today,
        lang: asker.lang,
    };
    Ok(versions.iter().map(|version| reader.render(version)).collect())
}

/// Changes a training centre (CFA) by merge patch, from today or a later day: a new version.
#[utoipa::path(tag = "catalogue",
    params(("code" = String, Path, max_length = 60, description = "Code of the CFA.", example = "cfa-jeanne-mance"), ChangeParams),
    request_body = CfaPatch,
    responses((status = 200, description = "The version written, or the one in force when nothing changes.", body = VersionDetail<Cfa>)))]
#[patch("/v1/cfas/{code}")]
async fn change_cfa(
    door: Door,
    known: Data<Catalogue>,
    current: Data<CurrentCatalogue>,
    code: Path<String>,
    params: Params<ChangeParams>,
    body: Body<CfaPatch>,
) -> Answer {
    ChangeMeans { door, known, current }.change(code.into_inner(), params.0, body).await
}

/// Lists the versions of a training centre (CFA), the last first, each with what it changes.
#[utoipa::path(tag = "catalogue",
    params(("code" = String, Path, max_length = 60, description = "Code of the CFA.", example = "cfa-jeanne-mance"), Paging),
    responses((status = 200, description = "One page of versions.", body = Page<CatalogueVersionOut>)))]
#[get("/v1/cfas/{code}/versions")]
async fn list_cfa_versions(
    door: Door,
    known: Data<Catalogue>,
    code: Path<String>,
    paging: Params<Paging>,
) -> Answer {
    list::<Cfa>(door, known, code.into_inner(), paging.0).await
}

/// Reads a version of a training centre (CFA), with everything it says.
#[utoipa::path(tag = "catalogue",
    params(("code" = String, Path, max_length = 60, description = "Code of the CFA.", example = "cfa-jeanne-mance"),
        ("number" = i32, Path, minimum = 1, description = "Number of the version.", example = 1)),
    responses((status = 200, description = "The version.", body = VersionDetail<Cfa>)))]
#[get("/v1/cfas/{code}/versions/{number}")]
async fn get_cfa_version(door: Door, known: Data<Catalogue>, path: Path<(String, i32)>) -> Answer {
    get_one::<Cfa>(door, known, path.into_inner()).await
}

/// Goes back to a version of a training centre (CFA), or adopts one its file proposes.
#[utoipa::path(tag = "catalogue",
    params(("code" = String, Path, max_length = 60, description = "Code of the CFA.", example = "cfa-jeanne-mance"),
        ("number" = i32, Path, minimum = 1, description = "Number of the version.", example = 1)),
    request_body = RestorationIn,
    responses((status = 200, description = "The version written, or the one in force when nothing changes.", body = VersionDetail<Cfa>)))]
#[post("/v1/cfas/{code}/versions/{number}/restoration")]
async fn restore_cfa(
    door: Door,
    known: Data<Catalogue>,
    current: Data<CurrentCatalogue>,
    path: Path<(String, i32)>,
    body: Body<RestorationIn>,
) -> Answer {
    ChangeMeans { door, known, current }.restore::<Cfa>(path.into_inner(), body).await
}

/// Changes a site by merge patch, from today or a later day: a new version.
#[utoipa::path(tag = "catalogue",
    params(("code" = String, Path, max_length = 60, description = "Code of the site.", example = "ufa-leonie-aviat"), ChangeParams),
    request_body = SitePatch,
    responses((status = 200, description = "The version written, or the one in force when nothing changes.", body = VersionDetail<Site>)))]
#[patch("/v1/sites/{code}")]
async fn change_site(
    door: Door,
    known: Data<Catalogue>,
    current: Data<CurrentCatalogue>,
    code: Path<String>,
    params: Params<ChangeParams>,
    body: Body<SitePatch>,
) -> Answer {
    ChangeMeans { door, known, current }.change(code.into_inner(), params.0, body).await
}

/// Lists the versions of a site, the last first, each with what it changes.
#[utoipa::path(tag = "catalogue",
    params(("code" = String, Path, max_length = 60, description = "Code of the site.", example = "ufa-leonie-aviat"), Paging),
    responses((status = 200, description = "One page of versions.", body = Page<CatalogueVersionOut>)))]
#[get("/v1/sites/{code}/versions")]
async fn list_site_versions(
    door: Door,
    known: Data<Catalogue>,
    code: Path<String>,
    paging: Params<Paging>,
) -> Answer {
    list::<Site>(door, known, code.into_inner(), paging.0).await
}

/// Reads a version of a site, with everything it says.
#[utoipa::path(tag = "catalogue",
    params(("code" = String, Path, max_length = 60, description = "Code of the site.", example = "ufa-leonie-aviat"),
        ("number" = i32, Path, minimum = 1, description = "Number of the version.", example = 1)),
    responses((status = 200, description = "The version.", body = VersionDetail<Site>)))]
#[get("/v1/sites/{code}/versions/{number}")]
async fn get_site_version(door: Door, known: Data<Catalogue>, path: Path<(String, i32)>) -> Answer {
    get_one::<Site>(door, known, path.into_inner()).await
}

/// Goes back to a version of a site, or adopts one its file proposes.
#[utoipa::path(tag = "catalogue",
    params(("code" = String, Path, max_length = 60, description = "Code of the site.", example = "ufa-leonie-aviat"),
        ("number" = i32, Path, minimum = 1, description = "Number of the version.", example = 1)),
    request_body = RestorationIn,
    responses((status = 200, description = "The version written, or the one in force when nothing changes.", body = VersionDetail<Site>)))]
#[post("/v1/sites/{code}/versions/{number}/restoration")]
async fn restore_site(
    door: Door,
    known: Data<Catalogue>,
    current: Data<CurrentCatalogue>,
    path: Path<(String, i32)>,
    body: Body<RestorationIn>,
) -> Answer {
    ChangeMeans { door, known, current }.restore::<Site>(path.into_inner(), body).await
}

/// Changes a programme by merge patch, from today or a later day: a new version.
#[utoipa::path(tag = "catalogue",
    params(("code" = String, Path, max_length = 60, description = "Code of the programme.", example = "bts-mco"), ChangeParams),
    request_body = ProgrammePatch,
    responses((status = 200, description = "The version written, or the one in force when nothing changes.", body = VersionDetail<Programme>)))]
#[patch("/v1/programmes/{code}")]
async fn change_programme(
    door: Door,
    known: Data<Catalogue>,
    current: Data<CurrentCatalogue>,
    code: Path<String>,
    params: Params<ChangeParams>,
    body: Body<ProgrammePatch>,
) -> Answer {
    ChangeMeans { door, known, current }.change(code.into_inner(), params.0, body).await
}

/// Lists the versions of a programme, the last first, each with what it changes.
#[utoipa::path(tag = "catalogue",
    params(("code" = String, Path, max_length = 60, description = "Code of the programme.", example = "bts-mco"), Paging),
    responses((status = 200, description = "One page of versions.", body = Page<CatalogueVersionOut>)))]
#[get("/v1/programmes/{code}/versions")]
async fn list_programme_versions(
    door: Door,
    known: Data<Catalogue>,
    code: Path<String>,
    paging: Params<Paging>,
) -> Answer {
    list::<Programme>(door, known, code.into_inner(), paging.0).await
}

/// Reads a version of a programme, with everything it says.
#[utoipa::path(tag = "catalogue",
    params(("code" = String, Path, max_length = 60, description = "Code of the programme.", example = "bts-mco"),
        ("number" = i32, Path, minimum = 1, description = "Number of the version.", example = 1)),
    responses((status = 200, description = "The version.", body = VersionDetail<Programme>)))]
#[get("/v1/programmes/{code}/versions/{number}")]
async fn get_programme_version(door: Door, known: Data<Catalogue>, path: Path<(String, i32)>) -> Answer {
    get_one::<Programme>(door, known, path.into_inner()).await
}

/// Goes back to a version of a programme, or adopts one its file proposes.
#[utoipa::path(tag = "catalogue",
    params(("code" = String, Path, max_length = 60, description = "Code of the programme.", example = "bts-mco"),
        ("number" = i32, Path, minimum = 1, description = "Number of the version.", example = 1)),
    request_body = RestorationIn,
    responses((status = 200, description = "The version written, or the one in force when nothing changes.", body = VersionDetail<Programme>)))]
#[post("/v1/programmes/{code}/versions/{number}/restoration")]
async fn restore_programme(
    door: Door,
    known: Data<Catalogue>,
    current: Data<CurrentCatalogue>,
    path: Path<(String, i32)>,
    body: Body<RestorationIn>,
) -> Answer {
    ChangeMeans { door, known, current }.restore::<Programme>(path.into_inner(), body).await
}
