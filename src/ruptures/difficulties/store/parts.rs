//! Queries on what belongs to cases found within reach.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::ids::{
    AccountId, ApprenticeId, DifficultyClosingId, DifficultyId, DifficultyNoteId, DifficultyStepId,
    GuardianId, RuptureId, SiteId, TutorId,
};
use crate::law::identifiers::full_name;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::ruptures::difficulties::model::{
    CaseVisibility, ClosingFacts, DifficultyCase, DifficultyClosing, DifficultyNote, DifficultyPerson,
    DifficultyStep, NamedPerson, NewPerson, StepWritten,
};
use crate::schema::{
    accounts, difficulty_closings, difficulty_notes, difficulty_persons, difficulty_steps, guardians,
    ruptures, tutors,
};
use crate::trust::access::Role;
use crate::trust::journal::{Author, Signed};

/// Most rows of a kind read of one case.
const MOST: i64 = 1000;

/// Who is concerned, in order, each with the name of their record.
pub fn persons_of(conn: &mut Tx, case: DifficultyId) -> QueryResult<Vec<NamedPerson>> {
    type Names = (Option<String>, Option<String>, Option<String>, Option<String>, Option<String>);
    let rows: Vec<(DifficultyPerson, Names)> = difficulty_persons::table
        .left_join(accounts::table.on(difficulty_persons::account_id.eq(accounts::id.nullable())))
        .left_join(tutors::table.on(difficulty_persons::tutor_id.eq(tutors::id.nullable())))
        .left_join(guardians::table.on(difficulty_persons::guardian_id.eq(guardians::id.nullable())))
        .filter(difficulty_persons::difficulty_id.eq(case))
        .order((difficulty_persons::rank, difficulty_persons::id))
        .select((
            DifficultyPerson::as_select(),
            (
                accounts::display_name.nullable(),
                tutors::given_name.nullable(),
                tutors::family_name.nullable(),
                guardians::given_name.nullable(),
                guardians::family_name.nullable(),
            ),
        ))
        .first_rows(MOST)
        .load(conn)?;
    let named = |(person, names): (DifficultyPerson, Names)| {
        let (account, tutor_given, tutor_family, guardian_given, guardian_family) = names;
        let whole = |given: Option<String>, family: Option<String>| Some(full_name(&given?, &family?));
        let known = account
            .or_else(|| whole(tutor_given, tutor_family))
            .or_else(|| whole(guardian_given, guardian_family));
        NamedPerson { name: known.or_else(|| person.name.clone()), person }
    };
    Ok(rows.into_iter().map(named).collect())
}

/// The records among some that people concerned may be: staff of the site, its tutors, guardians of the apprentice.
#[derive(Debug, Clone, Default)]
pub struct KnownPeople {
    pub accounts: Vec<AccountId>,
    pub tutors: Vec<TutorId>,
    pub guardians: Vec<GuardianId>,
}

/// Which of some records are those of people who may be concerned by a case.
pub fn known_people(
    conn: &mut Tx,
    (site, apprentice): (SiteId, ApprenticeId),
    asked: &KnownPeople,
) -> QueryResult<KnownPeople> {
    let staff = [Role::Administrator, Role::Manager, Role::Trainer];
    let of_site = accounts::site_ids.contains(vec![site]).or(accounts::role.eq(Role::Administrator));
    Ok(KnownPeople {
        accounts: accounts::table
            .filter(accounts::id.eq(any_of(asked.accounts.clone())))
            .filter(accounts::role.eq_any(staff))
            .filter(of_site)
            .select(accounts::id)
            .load(conn)?,
        tutors: tutors::table
            .filter(tutors::id.eq(any_of(asked.tutors.clone())))
            .filter(tutors::site_id.eq(site))
            .select(tutors::id)
            .load(conn)?,
        guardians: guardians::table
            .filter(guardians::id.eq(any_of(asked.guardians.clone())))
            .filter(guardians::apprentice_id.eq(apprentice))
            .select(guardians::id)
            .load(conn)?,
    })
}

/// Writes who is concerned, in place of whoever was.
pub fn write_persons(tx: &mut Tx, case: DifficultyId, persons: &[NewPerson]) -> QueryResult<()> {
    let former = difficulty_persons::table.filter(difficulty_persons::difficulty_id.eq(case));
    diesel::delete(former).execute(tx)?;
    diesel::insert_into(difficulty_persons::table).values(persons).execute(tx).map(drop)
}

/// The steps of a case, in the order they were written.
pub fn steps_of(conn: &mut Tx, case: DifficultyId) -> QueryResult<Vec<DifficultyStep>> {
    difficulty_steps::table
        .filter(difficulty_steps::difficulty_id.eq(case))
        .order(difficulty_steps::id)
        .select(DifficultyStep::as_select())
        .first_rows(MOST)
        .load(conn)
}

/// The days of the steps that are still to be done, of some cases, each with who reads them.
pub fn open_steps_of(
    conn: &mut Tx,
    cases: &[DifficultyId],
) -> QueryResult<HashMap<DifficultyId, Vec<(NaiveDate, CaseVisibility)>>> {
    let rows: Vec<(DifficultyId, NaiveDate, CaseVisibility)> = difficulty_steps::table
        .filter(difficulty_steps::difficulty_id.eq(any_of(cases.to_vec())))
        .filter(difficulty_steps::done_on.is_null())
        .select((
            difficulty_steps::difficulty_id,
            difficulty_steps::planned_on.assume_not_null(),
            difficulty_steps::visibility,
        ))
        .load(conn)?;
    let mut grouped: HashMap<DifficultyId, Vec<(NaiveDate, CaseVisibility)>> = HashMap::new();
    for (case, planned_on, visibility) in rows {
        grouped.entry(case).or_default().push((planned_on, visibility));
    }
    Ok(grouped)
}

/// A step, by itself: its case says who reaches it.
pub fn find_step(conn: &mut Tx, id: DifficultyStepId) -> QueryResult<Option<DifficultyStep>> {
    difficulty_steps::table.find(id).select(DifficultyStep::as_select()).first(conn).optional()
}

/// Writes a step of a case.
pub fn add_step(
    tx: &mut Tx,
    case: &DifficultyCase,
    author: &Author,
    facts: &StepWritten,
) -> QueryResult<DifficultyStep> {
    diesel::insert_into(difficulty_steps::table)
        .values((
            difficulty_steps::id.eq(DifficultyStepId::new()),
            difficulty_steps::site_id.eq(case.site_id),
            difficulty_steps::difficulty_id.eq(case.id),
            difficulty_steps::author_kind.eq(author.kind),
            difficulty_steps::author_id.eq(author.id),
            facts,
        ))
        .returning(DifficultyStep::as_returning())
        .get_result(tx)
}

/// Writes a step anew.
pub fn change_step(tx: &mut Tx, id: DifficultyStepId, facts: &StepWritten) -> QueryResult<DifficultyStep> {
    diesel::update(difficulty_steps::table.find(id))
        .set(facts)
        .returning(DifficultyStep::as_returning())
        .get_result(tx)
}

/// The notes of a case, the first one first.
pub fn notes_of(conn: &mut Tx, case: DifficultyId) -> QueryResult<Vec<DifficultyNote>> {
    difficulty_notes::table
        .filter(difficulty_notes::difficulty_id.eq(case))
        .order((difficulty_notes::written_at, difficulty_notes::id))
        .select(DifficultyNote::as_select())
        .first_rows(MOST)
        .load(conn)
}

/// A note, by itself: its case says who reaches it.
pub fn find_note(conn: &mut Tx, id: DifficultyNoteId) -> QueryResult<Option<DifficultyNote>> {
    difficulty_notes::table.find(id).select(DifficultyNote::as_select()).first(conn).optional()
}

/// Writes a note on a case.
pub fn add_note(
    tx: &mut Tx,
    case: &DifficultyCase,
    signed: Signed,
    (note, visibility): (&str, CaseVisibility),
) -> QueryResult<DifficultyNote> {
    let at: DateTime<Utc> = signed.at;
    diesel::insert_into(difficulty_notes::table)
        .values((
            difficulty_notes::id.eq(DifficultyNoteId::new()),
            difficulty_notes::site_id.eq(case.site_id),
            difficulty_notes::difficulty_id.eq(case.id),
            difficulty_notes::note.eq(note),
            difficulty_notes::visibility.eq(visibility),
            difficulty_notes::author_kind.eq(signed.by.kind),
            difficulty_notes::author_id.eq(signed.by.id),
            difficulty_notes::written_at.eq(at),
        ))
        .returning(DifficultyNote::as_returning())
        .get_result(tx)
}

/// How a case ended, each time it did.
pub fn closings_of(conn: &mut Tx, case: DifficultyId) -> QueryResult<Vec<DifficultyClosing>> {
    difficulty_closings::table
        .filter(difficulty_closings::difficulty_id.eq(case))
        .order(difficulty_closings::id)
        .select(DifficultyClosing::as_select())
        .first_rows(MOST)
        .load(conn)
}

/// Writes how a case, locked, ends.
pub fn close(tx: &mut Tx, case: &DifficultyCase, author: &Author, facts: &ClosingFacts) -> QueryResult<()> {
    diesel::insert_into(difficulty_closings::table)
        .values((
            difficulty_closings::id.eq(DifficultyClosingId::new()),
            difficulty_closings::site_id.eq(case.site_id),
            difficulty_closings::difficulty_id.eq(case.id),
            difficulty_closings::author_kind.eq(author.kind),
            difficulty_closings::author_id.eq(author.id),
            facts,
        ))
        .execute(tx)
        .map(drop)
}

/// Writes that a case, locked, is open again.
pub fn reopen(tx: &mut Tx, case: DifficultyId, on: NaiveDate, reason: &str) -> QueryResult<()> {
    let standing = difficulty_closings::table
        .filter(difficulty_closings::difficulty_id.eq(case))
        .filter(difficulty_closings::reopened_on.is_null());
    diesel::update(standing)
        .set((difficulty_closings::reopened_on.eq(on), difficulty_closings::reopened_reason.eq(reason)))
        .execute(tx)
        .map(drop)
}

/// The rupture a case led to, if it did.
pub fn rupture_of(conn: &mut Tx, case: DifficultyId) -> QueryResult<Option<RuptureId>> {
    ruptures::table
        .filter(ruptures::difficulty_id.eq(case))
        .order(ruptures::effective_on.desc())
        .select(ruptures::id)
        .first(conn)
        .optional()
}
