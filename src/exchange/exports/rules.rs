//! How long a list may be.

use super::model::ExportFormat;
use crate::platform::error::Problem;
use crate::{rules, say};

rules! {
    /// Too much for one file.
    TOO_MANY_ROWS = error "export.too_many_rows", "Règle du site";
        "Un export compte au plus 100 000 lignes, 20 000 pour un classeur."
        / "An export has at most 100,000 rows, 20,000 in a workbook.";
}

/// Most rows of a file: beyond, spreadsheets open it badly.
pub const fn most_rows(format: ExportFormat) -> usize {
    match format {
        ExportFormat::Csv(_) => 100_000,
        ExportFormat::Workbook => 20_000,
    }
}

/// Refuses more rows than a file has.
pub fn refuse_too_many(rows: usize, format: ExportFormat) -> Result<(), Problem> {
    let most = most_rows(format);
    if rows <= most {
        return Ok(());
    }
    Err(TOO_MANY_ROWS.conflict(say!(
        "La liste dépasse {most} lignes : demandez-la par promotion, par site ou par période.",
        "The list exceeds {most} rows: ask for it by cohort, by site or by period."
    )))
}
