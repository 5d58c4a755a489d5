//! Handlers of versions, and their mounting: the same four for each noun.

use std::collections::BTreeMap;

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};

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
use crate::platform::mounting::ServiceConfig;
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

/// The four operations on the versions of a noun: what changes it, its versions, one of them, the way back.
macro_rules! versions_of {
    ($($noun:ident by $patch:ident, called $code:literal as in $example:literal:
        $(#[$change_doc:meta])* $change:ident $home:literal,
        $(#[$list_doc:meta])* $list:ident $versions:literal,
        $(#[$read_doc:meta])* $read:ident $version:literal,
        $(#[$restore_doc:meta])* $restore:ident $restoration:literal;)+) => {
        $(
            $(#[$change_doc])*
            #[utoipa::path(tag = "catalogue",
                params(("code" = String, Path, max_length = 60, description = $code, example = $example), ChangeParams),
                request_body = $patch,
                responses((status = 200, description = "The version written, or the one in force when nothing changes.",
                    body = VersionDetail<$noun>)))]
            #[patch($home)]
            async fn $change(
                door: Door,
                known: Data<Catalogue>,
                current: Data<CurrentCatalogue>,
                code: Path<String>,
                params: Params<ChangeParams>,
                body: Body<$patch>,
            ) -> Answer {
                ChangeMeans { door, known, current }.change(code.into_inner(), params.0, body).await
            }

            $(#[$list_doc])*
            #[utoipa::path(tag = "catalogue",
                params(("code" = String, Path, max_length = 60, description = $code, example = $example), Paging),
                responses((status = 200, description = "One page of versions.", body = Page<CatalogueVersionOut>)))]
            #[get($versions)]
            async fn $list(
                door: Door,
                known: Data<Catalogue>,
                code: Path<String>,
                paging: Params<Paging>,
            ) -> Answer {
                list::<$noun>(door, known, code.into_inner(), paging.0).await
            }

            $(#[$read_doc])*
            #[utoipa::path(tag = "catalogue",
                params(("code" = String, Path, max_length = 60, description = $code, example = $example),
                    ("number" = i32, Path, minimum = 1, description = "Number of the version.", example = 1)),
                responses((status = 200, description = "The version.", body = VersionDetail<$noun>,
                    headers(("ETag" = String, description = "Number of the version.")))))]
            #[get($version)]
            async fn $read(door: Door, known: Data<Catalogue>, path: Path<(String, i32)>) -> Answer {
                get_one::<$noun>(door, known, path.into_inner()).await
            }

            $(#[$restore_doc])*
            #[utoipa::path(tag = "catalogue",
                params(("code" = String, Path, max_length = 60, description = $code, example = $example),
                    ("number" = i32, Path, minimum = 1, description = "Number of the version.", example = 1)),
                request_body = RestorationIn,
                responses((status = 200, description = "The version written, or the one in force when nothing changes.",
                    body = VersionDetail<$noun>, headers(("ETag" = String, description = "Version written.")))))]
            #[post($restoration)]
            async fn $restore(
                door: Door,
                known: Data<Catalogue>,
                current: Data<CurrentCatalogue>,
                path: Path<(String, i32)>,
                body: Body<RestorationIn>,
            ) -> Answer {
                ChangeMeans { door, known, current }.restore::<$noun>(path.into_inner(), body).await
            }
        )+
    };
}

versions_of! {
    Cfa by CfaPatch, called "Code of the CFA." as in "cfa-jeanne-mance":
        /// Changes a training centre (CFA) by merge patch, from today or a later day: a new version.
        change_cfa "/v1/cfas/{code}",
        /// Lists the versions of a training centre (CFA), the last first, each with what it changes.
        list_cfa_versions "/v1/cfas/{code}/versions",
        /// Reads a version of a training centre (CFA), with everything it says.
        get_cfa_version "/v1/cfas/{code}/versions/{number}",
        /// Goes back to a version of a training centre (CFA), or adopts one its file proposes.
        restore_cfa "/v1/cfas/{code}/versions/{number}/restoration";
    Site by SitePatch, called "Code of the site." as in "ufa-leonie-aviat":
        /// Changes a site by merge patch, from today or a later day: a new version.
        change_site "/v1/sites/{code}",
        /// Lists the versions of a site, the last first, each with what it changes.
        list_site_versions "/v1/sites/{code}/versions",
        /// Reads a version of a site, with everything it says.
        get_site_version "/v1/sites/{code}/versions/{number}",
        /// Goes back to a version of a site, or adopts one its file proposes.
        restore_site "/v1/sites/{code}/versions/{number}/restoration";
    Programme by ProgrammePatch, called "Code of the programme." as in "bts-mco":
        /// Changes a programme by merge patch, from today or a later day: a new version.
        change_programme "/v1/programmes/{code}",
        /// Lists the versions of a programme, the last first, each with what it changes.
        list_programme_versions "/v1/programmes/{code}/versions",
        /// Reads a version of a programme, with everything it says.
        get_programme_version "/v1/programmes/{code}/versions/{number}",
        /// Goes back to a version of a programme, or adopts one its file proposes.
        restore_programme "/v1/programmes/{code}/versions/{number}/restoration";
}
