//! Handlers of exports, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use serde::Deserialize;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::departures::taken_away;
use super::model::{Export, ExportFormat, ExportedList, Reader};
use crate::catalogue::cohorts::WholeListFilter;
use crate::catalogue::programmes::Catalogue;
use crate::desk::obligations::store::ObligationFilter;
use crate::exchange::sheets::ListKind;
use crate::follow_up::phone_contacts::store::PhoneContactFilter;
use crate::follow_up::visits::store::VisitFilter;
use crate::learning::mock_exams::store::MarksRead;
use crate::platform::error::Problem;
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::presence::absences::store::AbsenceFilter;
use crate::ruptures::declarations::store::RuptureFilter;
use crate::trust::door::Door;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    mount_rows(routes);
    routes
        .service(export_obligations_csv)
        .service(export_obligations_xlsx)
        // any other list
        .service(export_csv)
        .service(export_xlsx);
}

/// Takes a list away as CSV, with the headers an import understands; a line is written in the journal.
#[utoipa::path(tag = "exports", params(("list" = inline(ListKind), Path, description = "List wanted."), ForReader<WholeListFilter>),
    responses((status = 200, description = "The list as CSV.", body = String, content_type = "text/csv"),
        (status = 409, description = "The list is too long for one file.")))]
#[get("/v1/exports/{list}.csv")]
async fn export_csv(
    door: Door,
    list: Path<ListKind>,
    params: Params<ForReader<WholeListFilter>>,
) -> Result<HttpResponse, Problem> {
    let (filter, format) = params.0.split();
    taken_away(door, Export { list: ExportedList::Whole(*list, filter), format }).await
}

/// Takes a list away as a workbook with typed cells and a data dictionary; a line is written in the journal.
#[utoipa::path(tag = "exports", params(("list" = inline(ListKind), Path, description = "List wanted."), WholeListFilter),
    responses((status = 200, description = "The list as XLSX.", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 409, description = "The list is too long for one workbook.")))]
#[get("/v1/exports/{list}.xlsx")]
async fn export_xlsx(
    door: Door,
    list: Path<ListKind>,
    params: Params<WholeListFilter>,
) -> Result<HttpResponse, Problem> {
    let list = ExportedList::Whole(*list, params.0);
    taken_away(door, Export { list, format: ExportFormat::Workbook }).await
}

/// Declares both exports of each list of what happens, narrowed as its own route narrows it.
macro_rules! exports_of_rows {
    ($($list:ident $filter:ident:
        $(#[$csv_doc:meta])* $csv:ident $csv_path:literal,
        $(#[$xlsx_doc:meta])* $xlsx:ident $xlsx_path:literal;)+) => {
        $(
            $(#[$csv_doc])*
            #[utoipa::path(tag = "exports", params(ForReader<$filter>),
                responses((status = 200, description = "The list as CSV.", body = String, content_type = "text/csv"),
                    (status = 409, description = "The list is too long for one file.")))]
            #[get($csv_path)]
            async fn $csv(door: Door, params: Params<ForReader<$filter>>) -> Result<HttpResponse, Problem> {
                let (filter, format) = params.0.split();
                taken_away(door, Export { list: ExportedList::$list(filter), format }).await
            }

            $(#[$xlsx_doc])*
            #[utoipa::path(tag = "exports", params($filter),
                responses((status = 200, description = "The list as XLSX.", body = Vec<u8>,
                    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                    (status = 409, description = "The list is too long for one workbook.")))]
            #[get($xlsx_path)]
            async fn $xlsx(door: Door, params: Params<$filter>) -> Result<HttpResponse, Problem> {
                let list = ExportedList::$list(params.0);
                taken_away(door, Export { list, format: ExportFormat::Workbook }).await
            }
        )+

        fn mount_rows(routes: &mut ServiceConfig<'_>) {
            $(routes.service($csv).service($xlsx);)+
        }
    };
}

exports_of_rows! {
    Visits VisitFilter:
        /// Takes visits away as CSV, as their list gives them; a line is written in the journal.
        export_visits_csv "/v1/exports/visits.csv",
        /// Takes visits away as a workbook with typed cells and a data dictionary; a line is written in the journal.
        export_visits_xlsx "/v1/exports/visits.xlsx";
    Absences AbsenceFilter:
        /// Takes absences away as CSV, the reason only for whom it concerns; a line is written in the journal.
        export_absences_csv "/v1/exports/absences.csv",
        /// Takes absences away as a workbook with typed cells and a data dictionary; a line is written in the journal.
        export_absences_xlsx "/v1/exports/absences.xlsx";
    PhoneContacts PhoneContactFilter:
        /// Takes telephone contacts away as CSV, as their list gives them; a line is written in the journal.
        export_phone_contacts_csv "/v1/exports/phone-contacts.csv",
        /// Takes telephone contacts away as a workbook with a data dictionary; a line is written in the journal.
        export_phone_contacts_xlsx "/v1/exports/phone-contacts.xlsx";
    Marks MarksRead:
        /// Takes marks of mock exams away as CSV, each with its paper; a line is written in the journal.
        export_mock_exam_marks_csv "/v1/exports/mock-exam-marks.csv",
        /// Takes marks of mock exams away as a workbook with a data dictionary; a line is written in the journal.
        export_mock_exam_marks_xlsx "/v1/exports/mock-exam-marks.xlsx";
    Ruptures RuptureFilter:
        /// Takes ruptures away as CSV, as their list gives them; a line is written in the journal.
        export_ruptures_csv "/v1/exports/ruptures.csv",
        /// Takes ruptures away as a workbook with typed cells and a data dictionary; a line is written in the journal.
        export_ruptures_xlsx "/v1/exports/ruptures.xlsx";
}

/// Takes what is due away as CSV, brought up to date first; a line is written in the journal.
#[utoipa::path(tag = "exports", params(ForReader<ObligationFilter>),
    responses((status = 200, description = "The list as CSV.", body = String, content_type = "text/csv"),
        (status = 409, description = "The list is too long for one file.")))]
#[get("/v1/exports/obligations.csv")]
async fn export_obligations_csv(
    door: Door,
    catalogue: Data<Catalogue>,
    params: Params<ForReader<ObligationFilter>>,
) -> Result<HttpResponse, Problem> {
    let (filter, format) = params.0.split();
    taken_away(door, Export { list: ExportedList::Obligations(filter, catalogue.into_inner()), format }).await
}

/// Takes what is due away as a workbook, brought up to date first; a line is written in the journal.
#[utoipa::path(tag = "exports", params(ObligationFilter),
    responses((status = 200, description = "The list as XLSX.", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 409, description = "The list is too long for one workbook.")))]
#[get("/v1/exports/obligations.xlsx")]
async fn export_obligations_xlsx(
    door: Door,
    catalogue: Data<Catalogue>,
    params: Params<ObligationFilter>,
) -> Result<HttpResponse, Problem> {
    let list = ExportedList::Obligations(params.0, catalogue.into_inner());
    taken_away(door, Export { list, format: ExportFormat::Workbook }).await
}

/// What narrows a list as CSV, and who reads the file.
#[derive(Debug, Clone, Deserialize)]
pub struct ForReader<F> {
    /// What narrows it.
    #[serde(flatten)]
    pub filter: F,
    /// Who reads it.
    #[serde(flatten)]
    pub read: ReaderParams,
}

impl<F> ForReader<F> {
    fn split(self) -> (F, ExportFormat) {
        (self.filter, ExportFormat::Csv(self.read.format.unwrap_or(Reader::Excel)))
    }
}

impl<F: utoipa::IntoParams> utoipa::IntoParams for ForReader<F> {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        [F::into_params(&place), ReaderParams::into_params(&place)].concat()
    }
}

/// Who reads a CSV file.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReaderParams {
    /// For spreadsheets (`excel`, the default) or for programs (`machine`).
    #[param(inline)]
    pub format: Option<Reader>,
}
