//! The nouns: a list asked for, and what file it becomes.

use crate::exchange::sheets::ListKind;
use crate::ids::SiteId;
use crate::text_enum;

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

text_enum!(
    /// Who reads a CSV file.
    Reader {
        /// Spreadsheets: `;`, BOM, dd/mm/yyyy, formulas made harmless.
        Excel = "excel" => "Tableur (Excel, LibreOffice)" / "Spreadsheet (Excel, LibreOffice)",
        /// Programs: `,`, ISO dates, telephones as `+33…`; formulas made harmless too.
        Machine = "machine" => "Programme" / "Program",
    }
);

/// What file a list becomes.
#[derive(Debug, Clone, Copy)]
pub enum ExportFormat {
    /// CSV, for whoever reads it.
    Csv(Reader),
    /// A workbook.
    Workbook,
}

impl ExportFormat {
    /// What its name ends with.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv(_) => "csv",
            Self::Workbook => "xlsx",
        }
    }

    /// Its media type.
    pub const fn media(self) -> &'static str {
        match self {
            Self::Csv(_) => CSV,
            Self::Workbook => XLSX,
        }
    }
}

/// A list asked for as a file.
#[derive(Debug, Clone, Copy)]
pub struct Export {
    pub kind: ListKind,
    /// Only this site.
    pub site: Option<SiteId>,
    pub format: ExportFormat,
}
