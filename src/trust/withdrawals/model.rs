//! The nouns: a withdrawal, the rows it watches, and what became of each.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::kinds::WithdrawalKind;
use crate::ids::{ApprenticeId, ContractId, SiteId, WithdrawalId};
use crate::platform::db::Json;
use crate::schema::withdrawals;
use crate::trust::access::Role;
use crate::trust::journal::{AuthorKind, Subject};

/// A row of any table, by the names of its columns.
pub type AnyRow = Map<String, Value>;

/// Rows an act may touch: those of a table that bear an identifier in a column.
#[derive(Debug, Clone, Serialize)]
pub struct RowScope {
    pub table: Cow<'static, str>,
    pub column: Cow<'static, str>,
    pub id: Uuid,
}

impl RowScope {
    /// The rows of a table that bear an identifier in a column.
    pub fn of(table: impl Into<Cow<'static, str>>, column: impl Into<Cow<'static, str>>, id: Uuid) -> Self {
        Self { table: table.into(), column: column.into(), id }
    }
}

/// A row as it is, with the columns of its key.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RowImage {
    pub table: String,
    pub key: AnyRow,
    pub row: AnyRow,
}

/// What became of one row: inserted, changed (the columns that differ alone), or removed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowStep {
    pub table: String,
    pub key: AnyRow,
    /// As it was; none when the row was not there.
    pub was: Option<AnyRow>,
    /// As it became; none when the row is there no more.
    pub became: Option<AnyRow>,
}

impl RowStep {
    /// The step that undoes this one.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { was: self.became, became: self.was, ..self }
    }
}

/// A step, with the row as it is after it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RowChange {
    #[serde(flatten)]
    pub step: RowStep,
    /// The row as it is now; none when it went.
    #[serde(default)]
    pub now: Option<AnyRow>,
    /// Whether it was no longer what it had become, and so was left.
    #[serde(default)]
    pub stale: bool,
    /// Whether the step was undone rather than done.
    #[serde(skip)]
    pub undone: bool,
}

impl RowChange {
    /// The row before, or the columns of it that changed; none for a row that was not there.
    pub fn before(&self) -> Option<&AnyRow> {
        if self.undone { self.step.became.as_ref() } else { self.step.was.as_ref() }
    }
}

/// A row that refers to a record.
#[derive(Debug, Clone, Deserialize)]
pub struct StandingRow {
    pub table: String,
    pub row: AnyRow,
}

/// Something taken back.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = withdrawals, check_for_backend(diesel::pg::Pg))]
pub struct Withdrawal {
    pub id: WithdrawalId,
    pub site_id: SiteId,
    pub kind: WithdrawalKind,
    /// Record taken back, or on which the act was.
    pub record_id: Uuid,
    /// Record that is told of.
    pub subject_id: Uuid,
    pub apprentice_id: Option<ApprenticeId>,
    pub contract_id: Option<ContractId>,
    pub reason: Option<String>,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
    pub withdrawn_at: DateTime<Utc>,
    /// What is shown of it.
    pub facts: Json<AnyRow>,
    /// What changed with it; empty once too old to come back.
    pub steps: Json<Vec<RowStep>>,
    pub restorer_kind: Option<AuthorKind>,
    pub restorer_id: Option<Uuid>,
    pub restored_at: Option<DateTime<Utc>>,
    pub version: i64,
    /// Roles that read it, when not all those do who read records of its kind.
    pub readers: Option<Vec<Role>>,
}

impl Withdrawal {
    /// Whether it may still come back.
    pub fn is_restorable(&self) -> bool {
        self.restored_at.is_none() && !self.steps.0.is_empty() && !self.kind.facts().done_again
    }
}

/// A record known by its site, its identifier and its version alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BareRecord {
    pub site_id: SiteId,
    pub id: Uuid,
    pub version: i64,
}

impl BareRecord {
    /// The record whose changes are written down.
    pub fn of(record: &impl Subject) -> Self {
        let (site_id, id, version) = record.subject();
        Self { site_id, id, version }
    }

    /// The same, read from a row; none for a row without identifier, site or version.
    pub fn read(row: &AnyRow) -> Option<Self> {
        let uuid = |column: &str| row.get(column)?.as_str()?.parse::<Uuid>().ok();
        let version = row.get("version")?.as_i64()?;
        Some(Self { site_id: SiteId(uuid("site_id")?), id: uuid("id")?, version })
    }
}

impl Subject for BareRecord {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id, self.version)
    }
}
