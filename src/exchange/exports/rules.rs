//! How much leaves at once.

use crate::exchange::sheets::reading::SheetFormat;
use crate::rules;

rules! {
    /// Too much for one file.
    TOO_MANY_ROWS = error "export.too_many_rows", "Règle de Compagnon";
        "Un export compte au plus 100 000 lignes, 20 000 pour un classeur."
        / "An export has at most 100,000 rows, 20,000 in a workbook.";
}

/// Most rows of a file: a workbook is built whole in memory.
pub const fn most_rows(format: SheetFormat) -> usize {
    match format {
        SheetFormat::Csv => 100_000,
        SheetFormat::Xlsx => 20_000,
    }
}
