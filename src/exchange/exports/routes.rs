//! Handlers of exports, and their mounting.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::departures::taken_away;
use super::model::{Export, ExportFormat, Reader};
use crate::exchange::sheets::ListKind;
use crate::ids::SiteId;
use crate::platform::error::Problem;
use crate::platform::params::Params;
use crate::trust::door::Door;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(export_csv).service(export_xlsx);
}

/// Takes a list away as CSV, with the headers an import understands; a line is written in the journal.
#[utoipa::path(tag = "exports", params(("list" = inline(ListKind), Path, description = "List wanted."), CsvParams),
    responses((status = 200, description = "The list as CSV.", body = String, content_type = "text/csv"),
        (status = 409, description = "The list is too long for one file.")))]
#[get("/v1/exports/{list}.csv")]
async fn export_csv(
    door: Door,
    list: Path<ListKind>,
    params: Params<CsvParams>,
) -> Result<HttpResponse, Problem> {
    let CsvParams { site, format } = params.0;
    let format = ExportFormat::Csv(format.unwrap_or(Reader::Excel));
    taken_away(door, Export { kind: *list, site, format }).await
}

/// Takes a list away as a workbook with typed cells and a data dictionary; a line is written in the journal.
#[utoipa::path(tag = "exports", params(("list" = inline(ListKind), Path, description = "List wanted."), XlsxParams),
    responses((status = 200, description = "The list as XLSX.", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 409, description = "The list is too long for one workbook.")))]
#[get("/v1/exports/{list}.xlsx")]
async fn export_xlsx(
    door: Door,
    list: Path<ListKind>,
    params: Params<XlsxParams>,
) -> Result<HttpResponse, Problem> {
    taken_away(door, Export { kind: *list, site: params.0.site, format: ExportFormat::Workbook }).await
}

/// What narrows an export, and who reads it.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CsvParams {
    /// Only this site; every site within reach when absent.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// For spreadsheets (`excel`, the default) or for programs (`machine`).
    #[param(inline)]
    pub format: Option<Reader>,
}

/// What narrows an export.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct XlsxParams {
    /// Only this site; every site within reach when absent.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
}
