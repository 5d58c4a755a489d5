//! What tutors and apprentices told of difficulties, and when the staff answered.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use uuid::Uuid;

use crate::desk::obligations::gathering::DifficultySeen;
use crate::ids::{ApprenticeId, ContractId, DifficultyId};
use crate::platform::clock::paris_day;
use crate::platform::db::{Tx, any_of};
use crate::ruptures::difficulties::model::DifficultyOrigin;
use crate::schema::{accounts, difficulties, difficulty_closings, difficulty_notes, difficulty_steps};
use crate::trust::access::Role;
use crate::trust::journal::AuthorKind;

/// A difficulty as it is looked up: its author, its contract, its origin and the day it was told.
type ToldRow = (ApprenticeId, DifficultyId, (Option<Uuid>, Option<ContractId>), DifficultyOrigin, NaiveDate);

/// The difficulties that tutors and apprentices told themselves, by link or from their account; what the staff wrote down
/// after hearing them waits for nobody.
pub fn difficulties_told(
    conn: &mut Tx,
    ids: &[ApprenticeId],
) -> QueryResult<Vec<(ApprenticeId, DifficultySeen)>> {
    let teller = accounts::table
        .filter(accounts::id.nullable().eq(difficulties::author_id))
        .filter(accounts::role.eq_any([Role::Tutor, Role::Student]));
    let rows: Vec<ToldRow> = difficulties::table
        .filter(difficulties::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(difficulties::origin.eq_any([DifficultyOrigin::Tutor, DifficultyOrigin::Apprentice]))
        .filter(difficulties::author_kind.eq(AuthorKind::Link).or(exists(teller)))
        .order((difficulties::apprentice_id, difficulties::id))
        .select((
            difficulties::apprentice_id,
            difficulties::id,
            (difficulties::author_id, difficulties::contract_id),
            difficulties::origin,
            difficulties::opened_on,
        ))
        .load(conn)?;
    let told: HashMap<DifficultyId, (Option<Uuid>, NaiveDate)> =
        rows.iter().map(|(_, id, (author, _), _, told_on)| (*id, (*author, *told_on))).collect();
    let answered = answers(conn, &told)?;
    let seen = |(apprentice, id, (_, contract_id), origin, told_on): ToldRow| {
        let answered_on = answered.get(&id).copied();
        (apprentice, DifficultySeen { id, contract_id, origin, told_on, answered_on })
    };
    Ok(rows.into_iter().map(seen).collect())
}

/// The first day on which the staff did, planned, noted or decided something of each: a constant number of statements.
fn answers(
    conn: &mut Tx,
    told: &HashMap<DifficultyId, (Option<Uuid>, NaiveDate)>,
) -> QueryResult<HashMap<DifficultyId, NaiveDate>> {
    let mut first: HashMap<DifficultyId, NaiveDate> = HashMap::new();
    if told.is_empty() {
        return Ok(first);
    }
    let ids: Vec<DifficultyId> = told.keys().copied().collect();
    let notes: Vec<(DifficultyId, Option<Uuid>, DateTime<Utc>)> = difficulty_notes::table
        .filter(difficulty_notes::difficulty_id.eq(any_of(ids.clone())))
        .select((difficulty_notes::difficulty_id, difficulty_notes::author_id, difficulty_notes::written_at))
        .load(conn)?;
    let steps: Vec<(DifficultyId, Option<NaiveDate>)> = difficulty_steps::table
        .filter(difficulty_steps::difficulty_id.eq(any_of(ids.clone())))
        .select((difficulty_steps::difficulty_id, difficulty_steps::done_on))
        .load(conn)?;
    let closings: Vec<(DifficultyId, Option<NaiveDate>)> = difficulty_closings::table
        .filter(difficulty_closings::difficulty_id.eq(any_of(ids)))
        .select((difficulty_closings::difficulty_id, difficulty_closings::closed_on.nullable()))
        .load(conn)?;
    // the words said in telling it are no answer to it
    let of_staff =
        notes.into_iter().filter(|(id, author, _)| told.get(id).is_some_and(|(teller, _)| teller != author));
    let noted = of_staff.map(|(id, _, at)| (id, Some(paris_day(at))));
    for (id, on) in noted.chain(steps).chain(closings) {
        let Some((_, told_on)) = told.get(&id) else { continue };
        // what is planned has no day of its own yet: it answers at once
        let on = on.unwrap_or(*told_on).max(*told_on);
        first.entry(id).and_modify(|known| *known = on.min(*known)).or_insert(on);
    }
    Ok(first)
}
