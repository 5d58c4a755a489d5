//! The age of files and what holds them back, of a whole site in the same few statements.

use std::collections::HashSet;

use super::model::{FileScope, KeptRecord, RetentionChoices};
use super::rules::{judged, months_of};
use super::store::{self, Moment};
use crate::ids::ApprenticeId;
use crate::law::figures::{RecordLaw, RecordRule, RecordStart};
use crate::platform::db::Tx;
use diesel::QueryResult;

/// What is kept of the apprentices of a scope in a category, the one due first first.
pub fn files(
    conn: &mut Tx,
    law: &RecordLaw,
    (rule, choices): (&RecordRule, &RetentionChoices),
    scope: &FileScope,
    moment: Moment,
) -> QueryResult<Vec<KeptRecord>> {
    let since = match rule.after {
        RecordStart::EndOfTraining => store::ends_of_trainings(conn, scope)?,
        RecordStart::LastChange => store::never_entered(conn, scope)?,
    };
    let ids: Vec<ApprenticeId> = since.keys().copied().collect();
    let having: HashSet<ApprenticeId> = store::having(conn, rule.category, &ids)?.into_iter().collect();
    let ids: Vec<ApprenticeId> = ids.into_iter().filter(|id| having.contains(id)).collect();
    let mut holds = store::holds_of(conn, law, &ids, moment)?;
    let months = months_of(rule, choices);
    let each = ids.into_iter().filter_map(|id| {
        let held = holds.remove(&id).unwrap_or_default();
        Some(judged(rule, months, (id, *since.get(&id)?), &held))
    });
    let mut files: Vec<KeptRecord> = each.collect();
    files.sort_unstable_by_key(|file| (file.due_on, file.apprentice));
    Ok(files)
}
