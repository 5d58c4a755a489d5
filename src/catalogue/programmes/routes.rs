//! The public catalogue, answered from memory: no account, no database, cacheable.

use actix_web::get;
use actix_web::web::{Data, Path};
use uuid::Uuid;

use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::{Cfa, Programme, Site};
use crate::catalogue::programmes::versions::Versioned;
use crate::catalogue::programmes::wire::{
    OpenDayOut, OpenDayParams, ProgrammeSummary, RegulationParams, SessionRegulationOut, SiteOut,
};
use crate::platform::cacheable::{changeable, versioned};
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::Page;
use crate::platform::params::Params;
use crate::platform::reply::Answer;
use crate::trust::door::App;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_programmes)
        .service(get_exam_regulation)
        .service(get_programme)
        .service(list_sites)
        .service(get_site)
        .service(get_cfa)
        .service(list_open_days);
}

/// Lists the programmes of the catalogue.
#[utoipa::path(tag = "catalogue", security(()),
    responses((status = 200, description = "Every programme.", body = Page<ProgrammeSummary>),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/programmes")]
async fn list_programmes(catalogue: Data<Catalogue>) -> Answer {
    changeable(&whole(catalogue.programmes.iter().map(ProgrammeSummary::from).collect()))
}

/// Reads everything a programme's sheet says.
#[utoipa::path(tag = "catalogue", security(()),
    params(("code" = String, Path, max_length = 60, description = "Code of the programme, or its identifier.", example = "bts-mco")),
    responses((status = 200, description = "The programme.", body = Programme),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/programmes/{code}")]
async fn get_programme(catalogue: Data<Catalogue>, code: Path<String>) -> Answer {
    let programme = named::<Programme>(&catalogue, &code).or_not_found("programme")?;
    versioned(programme, last_of(&catalogue, programme))
}

/// Reads the exam regulation that candidates of a session sit.
#[utoipa::path(tag = "catalogue", security(()),
    params(("code" = String, Path, max_length = 60, description = "Code of the programme.", example = "bts-mco"),
        RegulationParams),
    responses((status = 200, description = "The regulation, as a tree and as leaves.", body = SessionRegulationOut),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/programmes/{code}/exam-regulation")]
async fn get_exam_regulation(
    catalogue: Data<Catalogue>,
    code: Path<String>,
    params: Params<RegulationParams>,
) -> Answer {
    let programme = catalogue.programme(&code).or_not_found("programme")?;
    let regulation = SessionRegulationOut::of(programme, params.0.session);
    changeable(&regulation.or_not_found("exam_regulation")?)
}

/// Lists the training sites.
#[utoipa::path(tag = "catalogue", security(()),
    responses((status = 200, description = "Every site.", body = Page<SiteOut>),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/sites")]
async fn list_sites(catalogue: Data<Catalogue>) -> Answer {
    changeable(&whole(catalogue.sites.iter().filter_map(|site| site_out(&catalogue, site)).collect()))
}

/// Reads a training site, with its training centre and its contacts.
#[utoipa::path(tag = "catalogue", security(()),
    params(("code" = String, Path, max_length = 60, description = "Code of the site, or its identifier.", example = "ufa-leonie-aviat")),
    responses((status = 200, description = "The site.", body = SiteOut),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/sites/{code}")]
async fn get_site(catalogue: Data<Catalogue>, code: Path<String>) -> Answer {
    let site = named::<Site>(&catalogue, &code).or_not_found("site")?;
    versioned(&site_out(&catalogue, site).or_not_found("site")?, last_of(&catalogue, site))
}

/// Reads a training centre (CFA).
#[utoipa::path(tag = "catalogue", security(()),
    params(("code" = String, Path, max_length = 60, description = "Code of the CFA, or its identifier.", example = "cfa-jeanne-mance")),
    responses((status = 200, description = "The training centre.", body = Cfa),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/cfas/{code}")]
async fn get_cfa(catalogue: Data<Catalogue>, code: Path<String>) -> Answer {
    let cfa = named::<Cfa>(&catalogue, &code).or_not_found("cfa")?;
    versioned(cfa, last_of(&catalogue, cfa))
}

/// Lists the open days to come, or those from a given day.
#[utoipa::path(tag = "catalogue", security(()), params(OpenDayParams),
    responses((status = 200, description = "The open days, in order.", body = Page<OpenDayOut>),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/open-days")]
async fn list_open_days(app: Data<App>, catalogue: Data<Catalogue>, params: Params<OpenDayParams>) -> Answer {
    let from = params.0.from.unwrap_or_else(|| app.clock.today());
    let of_programme = |programme: &Programme| -> Vec<_> {
        programme.open_days.iter().map(|day| OpenDayOut::of(programme, day)).collect()
    };
    let mut days: Vec<_> = catalogue.programmes.iter().flat_map(of_programme).collect();
    days.retain(|day| day.held_on >= from);
    days.sort_by_key(|day| (day.held_on, day.from));
    changeable(&whole(days))
}

fn site_out(catalogue: &Catalogue, site: &Site) -> Option<SiteOut> {
    catalogue.cfa(&site.cfa).map(|cfa| SiteOut::of(site, cfa))
}

/// The one of this code, or of this identifier, as the change feed names it.
fn named<'a, T: Versioned>(catalogue: &'a Catalogue, name: &str) -> Option<&'a T> {
    let of_id = || {
        let id: Uuid = name.parse().ok()?;
        T::all(catalogue).iter().find(|one| one.id() == id)
    };
    T::find(catalogue, name).or_else(of_id)
}

fn last_of<T: Versioned>(catalogue: &Catalogue, one: &T) -> i64 {
    i64::from(catalogue.versions.latest(T::NOUN, one.code()))
}

/// A list that is its own only page.
fn whole<T>(data: Vec<T>) -> Page<T> {
    Page { data, next_cursor: None, total: None }
}
