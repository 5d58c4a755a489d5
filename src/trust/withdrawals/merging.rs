//! Two records of one person or company made one: what refers to the other refers to the record kept, and the other is
//! kept with what was taken back.

use std::collections::BTreeMap;

use diesel::Connection;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::acts::{About, shown, written_down};
use super::model::{AnyRow, BareRecord, RowImage, RowScope, StandingRow, Withdrawal};
use super::rules::{self, changes_between};
use super::store;
use super::wire::{MergeOutcome, MergeSide};
use super::{WithdrawalKind, standing};
use crate::platform::db::Tx;
use crate::platform::error::{Fault, Problem};
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Subject;

/// Columns of a record that are no facts.
const NO_FACTS: [&str; 6] = ["id", "site_id", "single_name", "version", "created_at", "updated_at"];
/// How columns made from others to be searched begin.
const SEARCHED: &str = "search_";

/// Two records to make one, and what is merged with them.
#[derive(Debug, Clone)]
pub struct Merge {
    pub kind: WithdrawalKind,
    pub kept: BareRecord,
    pub other: BareRecord,
    /// Records below that are one as well: their table, the one kept and the other.
    pub within: Vec<(&'static str, Uuid, Uuid)>,
    /// Tables whose rows are set aside where the record kept has its own.
    pub aside: &'static [&'static str],
}

/// What becomes of a row that referred to the other record.
#[derive(Debug, Clone, Deserialize)]
pub struct MovedRow {
    #[serde(flatten)]
    pub row: StandingRow,
    pub went: MergeOutcome,
}

/// A field that the two records do not say alike.
#[derive(Debug, Clone, PartialEq)]
pub struct MergeField {
    pub field: String,
    pub kept: Value,
    pub other: Value,
}

impl MergeField {
    /// Whether both records say something: one of them is to be chosen.
    pub fn is_open(&self) -> bool {
        !is_blank(&self.kept) && !is_blank(&self.other)
    }
}

/// What a merge did, or would do.
#[derive(Debug, Clone)]
pub struct Merged {
    pub fields: Vec<MergeField>,
    pub rows: Vec<MovedRow>,
}

impl Merge {
    /// Two records of one site, of a kind.
    pub fn of(kind: WithdrawalKind, kept: &impl Subject, other: &impl Subject) -> Self {
        let (kept, other) = (BareRecord::of(kept), BareRecord::of(other));
        Self { kind, kept, other, within: Vec::new(), aside: &[] }
    }

    /// Every row that may change: the records, what is merged with them, and whatever refers to any of these.
    fn scopes(&self, tx: &mut Tx) -> diesel::QueryResult<Vec<RowScope>> {
        let table = self.kind.facts().table;
        let mains = std::iter::once((table, self.kept.id, self.other.id)).chain(self.within.iter().copied());
        let mains: Vec<_> = mains.collect();
        let both = |table: String, column: String, (kept, other): (Uuid, Uuid)| {
            [kept, other].map(|id| RowScope::of(table.clone(), column.clone(), id))
        };
        let mut scopes = Vec::new();
        for (table, kept, other) in &mains {
            scopes.extend(both((*table).to_owned(), "id".to_owned(), (*kept, *other)));
        }
        for (table, kept, other) in &mains {
            for reference in store::references(tx, table)? {
                scopes.extend(both(reference.table, reference.column, (*kept, *other)));
            }
        }
        Ok(scopes)
    }

    /// Merges, with the side chosen for each field; what collides is told, and left.
    fn run(&self, tx: &mut Tx, fields: &[MergeField], sides: &Sides) -> Result<Vec<MovedRow>, Problem> {
        let table = self.kind.facts().table;
        let mut rows = Vec::new();
        let main = (table, self.kept.id, self.other.id);
        let all: Vec<_> = self.within.iter().copied().chain(std::iter::once(main)).collect();
        for (table, kept, other) in all {
            rows.extend(store::repoint(tx, table, (kept, other), self.aside)?);
            // what was signed names the other record, and is not rewritten
            let signed = store::agreed_with(tx, other, self.other.site_id)?;
            rows.extend(signed.into_iter().map(|row| MovedRow { row, went: MergeOutcome::Refused }));
            if rows.iter().any(|row| row.went == MergeOutcome::Refused) {
                return Ok(rows);
            }
            store::delete(tx, &[RowScope::of(table, "id", other)])?;
        }
        store::write_fields(tx, table, self.kept.id, &taken(fields, sides))?;
        Ok(rows)
    }
}

/// The side chosen for each field.
pub type Sides = BTreeMap<String, MergeSide>;

/// What the merge would do, tried and undone.
pub fn preview(tx: &mut Tx, merge: &Merge) -> Result<Merged, Problem> {
    let fields = fields_of(tx, merge)?;
    let tried = tx.transaction::<(), Tried, _>(|tx| Err(Tried::Merge(merge.run(tx, &fields, &Sides::new()))));
    match tried {
        Err(Tried::Merge(rows)) => Ok(Merged { fields, rows: rows? }),
        Err(Tried::Base(error)) => Err(error.into()),
        Ok(()) => Err(Problem::internal("a preview was kept")),
    }
}

/// Merges for good: refused with what collides, and with the fields nobody chose for; `check` judges the record kept.
pub fn merge(
    tx: &mut Tx,
    asker: &Asker,
    (merge, about): (&Merge, About<'_>),
    sides: &Sides,
    check: impl FnOnce(&mut Tx) -> Result<(), Problem>,
) -> Result<Withdrawal, Problem> {
    let fields = fields_of(tx, merge)?;
    refuse_unchosen(&fields, sides)?;
    let scopes = merge.scopes(tx)?;
    let before = store::images(tx, &scopes)?;
    let rows = merge.run(tx, &fields, sides)?;
    let refused: Vec<StandingRow> =
        rows.into_iter().filter(|row| row.went == MergeOutcome::Refused).map(|row| row.row).collect();
    if !refused.is_empty() {
        return Err(standing::collision(&refused));
    }
    check(tx)?;
    let after = store::images(tx, &scopes)?;
    let mut facts = shown(about.kind, &before, about.record_id);
    facts.insert("merged_into".to_owned(), Value::String(merge.kept.id.to_string()));
    let changes = changes_between(&scopes, before, after);
    written_down(tx, asker, about, facts, changes)
}

/// The fields two records do not say alike.
fn fields_of(tx: &mut Tx, merge: &Merge) -> Result<Vec<MergeField>, Problem> {
    let table = merge.kind.facts().table;
    let row = |tx: &mut Tx, id: Uuid| -> Result<RowImage, Problem> {
        let found = store::images(tx, &[RowScope::of(table, "id", id)])?.pop();
        found.ok_or_else(|| Problem::internal("a record to merge is not there"))
    };
    let (kept, other) = (row(tx, merge.kept.id)?, row(tx, merge.other.id)?);
    Ok(differences(&kept.row, &other.row))
}

fn differences(kept: &AnyRow, other: &AnyRow) -> Vec<MergeField> {
    let is_fact = |column: &str| !NO_FACTS.contains(&column) && !column.starts_with(SEARCHED);
    let facts = kept.iter().filter(|(column, _)| is_fact(column));
    let differ = facts.filter_map(|(column, value)| {
        let theirs = other.get(column).filter(|theirs| *theirs != value)?;
        Some(MergeField { field: column.clone(), kept: value.clone(), other: theirs.clone() })
    });
    differ.filter(|field| !is_blank(&field.other)).collect()
}

/// What the record kept takes from the other: what was chosen, and what it does not say itself.
fn taken(fields: &[MergeField], sides: &Sides) -> AnyRow {
    let takes = |field: &&MergeField| match sides.get(&field.field) {
        Some(side) => *side == MergeSide::Other,
        None => !field.is_open(),
    };
    fields.iter().filter(takes).map(|field| (field.field.clone(), field.other.clone())).collect()
}

fn refuse_unchosen(fields: &[MergeField], sides: &Sides) -> Result<(), Problem> {
    let open = fields.iter().filter(|field| field.is_open() && !sides.contains_key(&field.field));
    let missing = open.map(|MergeField { field, kept, other }| {
        let (kept, other) = (text(kept), text(other));
        Fault::new(
            "/choices",
            rules::CHOICE_MISSING.code,
            say!(
                "Choisissez « {field} » : « {kept} » (kept) ou « {other} » (other).",
                "Choose \"{field}\": \"{kept}\" (kept) or \"{other}\" (other)."
            ),
        )
    });
    let unknown = sides.keys().filter(|name| fields.iter().all(|field| &field.field != *name)).map(|name| {
        let list = fields.iter().map(|field| field.field.as_str()).collect::<Vec<_>>().join(", ");
        Fault::new(
            "/choices",
            rules::CHOICE_NEEDLESS.code,
            say!(
                "« {name} » ne diffère pas entre les deux fiches ; champs qui diffèrent : {list}.",
                "\"{name}\" does not differ between the two records; fields that differ: {list}."
            ),
        )
    });
    let faults: Vec<Fault> = missing.chain(unknown).collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

/// A value as people read it.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(str::is_empty)
}

/// The refusal of a record merged with itself, or with one of another site.
pub fn refuse_strangers(kept: &BareRecord, other: &BareRecord) -> Result<(), Problem> {
    if kept.id == other.id {
        let rule = &rules::MERGED_WITH_ANOTHER;
        return Err(rule.fault("/other_id", Sentence::new(rule.fr, rule.en)));
    }
    if kept.site_id != other.site_id {
        let rule = &rules::MERGED_WITHIN_A_SITE;
        return Err(rule.fault("/other_id", Sentence::new(rule.fr, rule.en)));
    }
    Ok(())
}

/// What came of a merge tried.
enum Tried {
    Merge(Result<Vec<MovedRow>, Problem>),
    Base(diesel::result::Error),
}

impl From<diesel::result::Error> for Tried {
    fn from(error: diesel::result::Error) -> Self {
        Self::Base(error)
    }
}
