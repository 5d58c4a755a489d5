//! JSON out, and what is said beside a file.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::model::{Difference, Header, Import, ImportRow, ImportState, RowNote, RowState};
use crate::exchange::sheets::ListKind;
use crate::exchange::sheets::reading::UnderstoodFile;
use crate::ids::{ImportId, SiteId};
use crate::platform::db::Json;
use crate::platform::text::Lang;

/// What is said beside a file.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// List the file holds.
    #[param(inline)]
    pub kind: ListKind,
    /// Site that will own the records; may be left out by whoever is bound to one site.
    #[param(value_type = Option<Uuid>)]
    pub site_id: Option<SiteId>,
    /// Name of the file, shown again in the list of imports.
    #[param(min_length = 1, max_length = 200)]
    pub filename: Option<String>,
}

/// A column of the file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportColumn {
    /// Header as written.
    #[schema(max_length = 200)]
    pub header: String,
    /// Field it was understood as; null for a column left aside.
    #[schema(max_length = 100)]
    pub field: Option<String>,
    /// Header exports write for this field.
    #[schema(max_length = 100)]
    pub understood_as: Option<&'static str>,
}

/// How many rows do what.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct ImportCounts {
    /// Rows that create a record.
    #[schema(minimum = 0)]
    pub create: i32,
    /// Rows of a record already there and the same.
    #[schema(minimum = 0)]
    pub unchanged: i32,
    /// Rows of a record already there, which is left as it is.
    #[schema(minimum = 0)]
    pub differs: i32,
    /// Rows that stand against the commit.
    #[schema(minimum = 0)]
    pub faulty: i32,
}

/// A file brought in, and what was understood of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportOut {
    /// Identifier.
    pub id: ImportId,
    /// Site that owns the records.
    pub site_id: SiteId,
    /// List the file holds.
    pub kind: ListKind,
    /// Where it stands.
    pub state: ImportState,
    /// Name of the file.
    #[schema(max_length = 200)]
    pub filename: String,
    /// How it was understood.
    #[serde(flatten)]
    #[schema(inline)]
    pub file: UnderstoodFile,
    /// Columns in order, and what each was understood as.
    #[schema(max_items = 100)]
    pub columns: Vec<ImportColumn>,
    /// How many rows do what.
    pub rows: ImportCounts,
    /// Import of the same bytes that was committed before: this one cannot be.
    pub same_file_as: Option<ImportId>,
    /// When a dry run is forgotten with the personal data it holds.
    pub expires_at: DateTime<Utc>,
    /// When its records were created.
    pub committed_at: Option<DateTime<Utc>>,
    /// When its records were removed again.
    pub undone_at: Option<DateTime<Utc>>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the file was brought.
    pub created_at: DateTime<Utc>,
    /// When the import last changed.
    pub updated_at: DateTime<Utc>,
}

impl ImportOut {
    /// An import, and the one of the same bytes committed before.
    pub fn of(row: Import, same_file_as: Option<ImportId>) -> Self {
        let named = |header: Header| ImportColumn {
            understood_as: header
                .field
                .as_deref()
                .and_then(|field| row.kind.column_of(field))
                .map(|column| column.header),
            header: header.header,
            field: header.field,
        };
        Self {
            columns: row.headers.0.into_iter().map(named).collect(),
            rows: ImportCounts {
                create: row.rows_create,
                unchanged: row.rows_unchanged,
                differs: row.rows_differs,
                faulty: row.rows_faulty,
            },
            id: row.id,
            site_id: row.site_id,
            kind: row.kind,
            state: row.state,
            filename: row.filename,
            file: row.file,
            same_file_as,
            expires_at: row.expires_at,
            committed_at: row.committed_at,
            undone_at: row.undone_at,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A cell, as typed and as understood.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportCell {
    /// Header of its column.
    #[schema(max_length = 200)]
    pub column: String,
    /// Field it fills; null when the column is left aside.
    #[schema(max_length = 100)]
    pub field: Option<String>,
    /// As typed.
    #[schema(max_length = 5_000_000)]
    pub given: String,
    /// As understood, written as an export would; null when nothing was.
    #[schema(max_length = 5_000_000)]
    pub understood: Option<String>,
}

/// Something wrong with a cell, or worth telling.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportNote {
    /// Number of the row in the file.
    #[schema(minimum = 1)]
    pub row: i32,
    /// Header of the column; null for the whole row.
    #[schema(max_length = 200)]
    pub column: Option<String>,
    /// Place of the row and the column in the file.
    #[schema(max_length = 100)]
    pub pointer: String,
    /// Whether it stands against the commit.
    pub is_error: bool,
    /// Stable code of the rule.
    #[schema(max_length = 100)]
    pub code: String,
    /// What is wrong, in the language asked for.
    #[schema(max_length = 1000)]
    pub message: String,
    /// What was probably meant.
    #[schema(max_length = 100)]
    pub suggestion: Option<String>,
    /// Article, form or rule of the house; empty when the schema of the API says it.
    #[schema(max_length = 300)]
    pub source: String,
}

/// A value that is not the one of the record already there, which is left as it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportDifference {
    /// Header of the column.
    #[schema(max_length = 200)]
    pub column: String,
    /// Value of the file.
    #[schema(max_length = 5_000_000)]
    pub given: String,
    /// Value kept.
    #[schema(max_length = 1000)]
    pub kept: String,
}

/// A row of the file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportRowOut {
    /// Number in the file, the headers being on the first.
    #[schema(minimum = 1)]
    pub number: i32,
    /// What it does.
    pub state: RowState,
    /// Record already there, or created by the commit.
    pub record_id: Option<Uuid>,
    /// Cells in order; none once committed.
    #[schema(max_items = 100)]
    pub cells: Vec<ImportCell>,
    /// What is wrong or worth telling.
    #[schema(max_items = 40)]
    pub notes: Vec<ImportNote>,
    /// What differs from the record already there.
    #[schema(max_items = 100)]
    pub differences: Vec<ImportDifference>,
}

impl ImportRowOut {
    /// A row as shown to a reader.
    pub fn of(row: ImportRow, headers: &[Header], lang: Lang) -> Self {
        let (Json(given), Json(verdict)) = (row.cells, row.verdict);
        let mut understood = verdict.understood.into_iter();
        let cells = given.into_iter().zip(headers).map(|(given, header)| ImportCell {
            column: header.header.clone(),
            field: header.field.clone(),
            given,
            understood: understood.next().flatten(),
        });
        let number = row.number;
        Self {
            number,
            state: row.state,
            record_id: row.record_id,
            cells: cells.collect(),
            notes: verdict.told.into_iter().map(|note| render_note(note, number, headers, lang)).collect(),
            differences: verdict.differences.into_iter().map(|one| differing(one, headers)).collect(),
        }
    }
}

fn header_at(headers: &[Header], at: usize) -> String {
    headers.get(at).map(|header| header.header.clone()).unwrap_or_default()
}

fn render_note(note: RowNote, row: i32, headers: &[Header], lang: Lang) -> ImportNote {
    let pointer = match note.column {
        Some(column) => format!("/rows/{row}/cells/{column}"),
        None => format!("/rows/{row}"),
    };
    ImportNote {
        row,
        column: note.column.map(|at| header_at(headers, at)),
        pointer,
        is_error: note.is_error,
        code: note.code,
        message: match lang {
            Lang::Fr => note.fr,
            Lang::En => note.en,
        },
        suggestion: note.suggestion,
        source: note.source,
    }
}

fn differing(one: Difference, headers: &[Header]) -> ImportDifference {
    ImportDifference { column: header_at(headers, one.column), given: one.given, kept: one.kept }
}
