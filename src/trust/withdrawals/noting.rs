//! Acts whose inverse nobody could guess: what they change is noted as they are done, and undone row by row.

use uuid::Uuid;

use super::WithdrawalKind;
use super::acts::{About, changed_since, nothing_to_take_back, refused_by_the_base, shown, written_down};
use super::model::{RowChange, RowScope, RowStep, Withdrawal};
use super::rules::{NOTHING_TO_TAKE_BACK, changes_between, stale_step};
use super::store;
use crate::ids::SiteId;
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::text::Sentence;
use crate::trust::door::Asker;

/// Does an act, and notes what it changed of the rows of some scopes.
pub fn noted<T>(
    tx: &mut Tx,
    (kind, site, record): (WithdrawalKind, SiteId, Uuid),
    scopes: &[RowScope],
    act: impl FnOnce(&mut Tx) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let before = store::images(tx, scopes)?;
    let done = act(tx)?;
    let after = store::images(tx, scopes)?;
    let changes = changes_between(scopes, before, after);
    let steps: Vec<RowStep> = changes.into_iter().map(|change| change.step).collect();
    store::note(tx, kind, site, record, steps)?;
    Ok(done)
}

/// Takes back the last act noted on a record: refused when a row is no longer what the act made of it.
pub fn take_noted_back(tx: &mut Tx, asker: &Asker, about: About<'_>) -> Result<Withdrawal, Problem> {
    let noted = store::last_noted(tx, about.kind, about.record_id)?;
    let (note, steps) = noted.ok_or_else(nothing_to_take_back)?;
    let own = RowScope::of(about.kind.facts().table, "id", about.record_id);
    let facts = match about.kind {
        WithdrawalKind::Calendar => Default::default(),
        _ => shown(about.kind, &store::images(tx, &[own])?, about.record_id),
    };
    let undone = store::undo(tx, &steps).map_err(refused_by_the_base)?;
    if let Some(stale) = undone.iter().find(|change| change.stale) {
        return Err(changed_since(&stale.step).into_conflict());
    }
    store::forget_note(tx, note)?;
    written_down(tx, asker, about, facts, in_order(&steps, undone))
}

/// What stands against taking back the last act noted on a record, of the rows of some scopes: told before it is tried.
pub fn against_noted(
    conn: &mut Tx,
    (kind, record): (WithdrawalKind, Uuid),
    scopes: &[RowScope],
) -> Result<Vec<Finding>, Problem> {
    let Some(steps) = store::noted_steps(conn, kind, record)? else {
        let rule = &NOTHING_TO_TAKE_BACK;
        return Ok(vec![rule.at("", Sentence::new(rule.fr, rule.en))]);
    };
    let now = store::images(conn, scopes)?;
    Ok(stale_step(&steps, &now).map(changed_since).into_iter().collect())
}

/// What the last act noted on a record changed, for a room that undoes it otherwise; the note is forgotten.
pub fn forget_noted(
    tx: &mut Tx,
    kind: WithdrawalKind,
    record: Uuid,
) -> diesel::QueryResult<Option<Vec<RowStep>>> {
    let Some((note, steps)) = store::last_noted(tx, kind, record)? else { return Ok(None) };
    store::forget_note(tx, note)?;
    Ok(Some(steps))
}

/// An act undone, as changes of their own, in the order in which they were done: what undoes them does them again.
fn in_order(steps: &[RowStep], undone: Vec<RowChange>) -> Vec<RowChange> {
    let rank = |change: &RowChange| {
        steps.iter().position(|step| step.table == change.step.table && step.key == change.step.key)
    };
    let turned = |change: RowChange| RowChange { step: change.step.turned(), undone: false, ..change };
    let mut changes = undone;
    changes.sort_by_key(rank);
    changes.into_iter().map(turned).collect()
}
