//! The nouns: a file brought in, one of its rows, and what was understood of it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::exchange::sheets::ListKind;
use crate::exchange::sheets::reading::UnderstoodFile;
use crate::ids::{ImportId, SiteId};
use crate::platform::db::Json;
use crate::schema::{import_rows, imports};
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// Where an import stands.
    ImportState {
        /// Understood, nothing created.
        DryRun = "dry_run" => "À blanc, rien n'est créé" / "Dry run, nothing created",
        /// Its records were created.
        Committed = "committed" => "Enregistré" / "Committed",
        /// Its records were removed again.
        Undone = "undone" => "Défait" / "Undone",
    }
);

text_enum!(
    /// What a row would do, or did.
    RowState {
        /// Creates a record.
        Create = "create" => "À créer" / "To create",
        /// Says what is already there.
        Unchanged = "unchanged" => "Déjà enregistré" / "Already there",
        /// Says something else than the record already there, which is left as it is.
        Differs = "differs" => "Différent de l'existant" / "Differs from what is there",
        /// Cannot be accepted.
        Faulty = "faulty" => "Refusé" / "Faulty",
    }
);

/// A file brought in.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = imports, check_for_backend(diesel::pg::Pg))]
pub struct Import {
    pub id: ImportId,
    /// Site that owns all it creates.
    pub site_id: SiteId,
    /// List it holds.
    pub kind: ListKind,
    pub state: ImportState,
    /// Name given to the file.
    pub filename: String,
    /// SHA-256 of its bytes.
    pub digest: Vec<u8>,
    #[diesel(embed)]
    pub file: UnderstoodFile,
    /// Headers, each with what it was understood as.
    pub headers: Json<Vec<Header>>,
    pub rows_create: i32,
    /// Rows already there.
    pub rows_unchanged: i32,
    /// Rows already there, otherwise.
    pub rows_differs: i32,
    /// Rows that cannot be accepted.
    pub rows_faulty: i32,
    /// Account that brought it.
    pub created_by: Uuid,
    /// When a dry run is forgotten.
    pub expires_at: DateTime<Utc>,
    /// When its records were created.
    pub committed_at: Option<DateTime<Utc>>,
    /// When its records were removed.
    pub undone_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Subject for Import {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A header of the file, and the field it was understood as.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Header {
    /// As written in the file.
    pub header: String,
    /// Field of the list, null when the column is left aside.
    pub field: Option<String>,
}

/// One row of a file.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = import_rows, check_for_backend(diesel::pg::Pg))]
pub struct ImportRow {
    pub import_id: ImportId,
    pub site_id: SiteId,
    /// Number in the file.
    pub number: i32,
    /// What it does.
    pub state: RowState,
    /// Cells as typed.
    pub cells: Json<Vec<String>>,
    /// What was understood.
    pub verdict: Json<RowVerdict>,
    /// Record already there, or created.
    pub record_id: Option<Uuid>,
}

/// What was understood of a row.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct RowVerdict {
    /// Value understood of each cell, in the order of the headers.
    pub understood: Vec<Option<String>>,
    /// What is wrong or worth telling.
    pub told: Vec<RowNote>,
    /// What differs from the record already there.
    pub differences: Vec<Difference>,
    /// Records made along with that of the row: enrolments of an apprentice.
    #[serde(default)]
    pub made: Vec<Uuid>,
    /// Version of the record as the import left it; 1 when it is not said.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Something told about a cell, or about the whole row.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RowNote {
    /// Place of the cell in the row; none for the whole row.
    pub column: Option<usize>,
    /// Whether it stands against the commit.
    pub is_error: bool,
    /// Stable code of the rule.
    pub code: String,
    /// What is wrong, in French.
    pub fr: String,
    /// What is wrong, in English.
    pub en: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
    /// What the rule rests on.
    pub source: String,
}

/// A value of the file that is not the one kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Difference {
    /// Place of the cell in the row.
    pub column: usize,
    /// Value of the file.
    pub given: String,
    /// Value kept.
    pub kept: String,
}
