//! JSON in and out.

mod merges;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

pub use self::merges::{MergeIn, MergeOutcome, MergePreviewIn, MergePreviewOut, MergeSide};
use super::kinds::WithdrawalKind;
use super::model::Withdrawal;
use super::store;
use crate::ids::{ApprenticeId, ContractId, SiteId, WithdrawalId};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Lang;
use crate::trust::access::Role;
use crate::trust::door::Asker;
use crate::trust::journal::{AuthorKind, AuthorOut, Authors};

/// Why something is withdrawn, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Saisi pour le mauvais apprenti"}))]
pub struct WithdrawalIn {
    /// Why.
    #[schema(min_length = 3, max_length = 500, example = "Saisi pour le mauvais apprenti")]
    pub reason: String,
}

/// A field of what was taken back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WithdrawnFactOut {
    /// Name of the field.
    #[schema(max_length = 60, example = "effective_on")]
    pub field: String,
    /// Its value, as text.
    #[schema(max_length = 1000, example = "2026-02-10")]
    pub value: String,
}

/// Something taken back: what it was, why, by whom, and whether it came back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WithdrawalOut {
    /// Identifier.
    pub id: WithdrawalId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// What was taken back.
    pub kind: WithdrawalKind,
    /// The same in words, in the language asked for.
    #[schema(max_length = 100, example = "Rupture retirée")]
    pub title: &'static str,
    /// Record taken back, or on which the act was.
    pub record_id: Uuid,
    /// Apprentice it is about.
    pub apprentice_id: Option<ApprenticeId>,
    /// Their name, unless their file was taken back too.
    #[schema(max_length = 250)]
    pub apprentice_name: Option<String>,
    /// Contract it is about.
    pub contract_id: Option<ContractId>,
    /// What is shown of it.
    #[schema(max_items = 20)]
    pub facts: Vec<WithdrawnFactOut>,
    /// Why; none when it was removed without a word.
    #[schema(max_length = 500)]
    pub reason: Option<String>,
    /// When it was taken back.
    pub withdrawn_at: DateTime<Utc>,
    /// Who took it back.
    pub withdrawn_by: AuthorOut,
    /// When it came back.
    pub restored_at: Option<DateTime<Utc>>,
    /// Who brought it back.
    pub restored_by: Option<AuthorOut>,
    /// Whether it may still come back.
    pub restorable: bool,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
}

/// Withdrawals as whoever asks reads them: names are looked up together.
pub fn shown(conn: &mut Tx, asker: &Asker, rows: Vec<Withdrawal>) -> diesel::QueryResult<Vec<WithdrawalOut>> {
    let ids = rows.iter().filter_map(|row| row.apprentice_id).collect();
    let named = asker.caller.sees_names_of(Role::Student);
    let names = if named { store::names(conn, ids)? } else { HashMap::new() };
    let signatures = rows.iter().flat_map(|row| {
        let restorer = row.restorer_kind.map(|kind| (kind, row.restorer_id));
        std::iter::once((row.author_kind, row.author_id)).chain(restorer)
    });
    let authors =
        Authors::find(conn, &asker.caller, signatures.collect::<Vec<(AuthorKind, Option<Uuid>)>>())?;
    Ok(rows.into_iter().map(|row| WithdrawalOut::of(row, &names, &authors, asker)).collect())
}

/// The answer of a room that took something back.
pub fn answer(tx: &mut Tx, asker: &Asker, withdrawal: Withdrawal) -> Answer {
    let (version, location) = (withdrawal.version, format!("/v1/withdrawals/{}", withdrawal.id));
    Ok(Reply::created(location, &shown_alone(tx, asker, withdrawal)?)?.version(version))
}

/// One withdrawal as whoever asks reads it.
pub fn shown_alone(conn: &mut Tx, asker: &Asker, row: Withdrawal) -> Result<WithdrawalOut, Problem> {
    let shown = shown(conn, asker, vec![row])?.pop();
    shown.ok_or_else(|| Problem::internal("a withdrawal shown as none"))
}

impl WithdrawalOut {
    fn of(row: Withdrawal, names: &HashMap<ApprenticeId, String>, authors: &Authors, asker: &Asker) -> Self {
        let (fr, en) = row.kind.facts().title;
        let restorable = row.is_restorable();
        let facts = row.facts.0.into_iter().map(|(field, value)| {
            let value = match value {
                Value::String(text) => text,
                other => other.to_string(),
            };
            WithdrawnFactOut { field, value }
        });
        Self {
            id: row.id,
            site_id: row.site_id,
            kind: row.kind,
            title: if asker.lang == Lang::En { en } else { fr },
            record_id: row.record_id,
            apprentice_id: row.apprentice_id,
            apprentice_name: row.apprentice_id.and_then(|id| names.get(&id).cloned()),
            contract_id: row.contract_id,
            facts: facts.collect(),
            reason: row.reason,
            withdrawn_at: row.withdrawn_at,
            withdrawn_by: authors.of(row.author_kind, row.author_id),
            restored_at: row.restored_at,
            restored_by: row.restorer_kind.map(|kind| authors.of(kind, row.restorer_id)),
            restorable,
            version: row.version,
        }
    }
}
