//! What an export is asked for.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::ids::SiteId;
use crate::text_enum;

text_enum!(
    /// Who reads a CSV file.
    Reader {
        /// Spreadsheets: `;`, BOM, dd/mm/yyyy, formulas made harmless.
        Excel = "excel",
        /// Programs: `,`, ISO dates, telephones as `+33…`; formulas made harmless too.
        Machine = "machine",
    }
);

/// What narrows an export, and who reads it.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
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
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct XlsxParams {
    /// Only this site; every site within reach when absent.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
}
