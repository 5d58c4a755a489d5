//! What lets files go, category by category.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Nullable, Text, Uuid as Id};

use crate::ids::{ApprenticeId, DifficultyId, PhoneContactId, VisitId};
use crate::law::figures::{EvidenceKind, RecordCategory};
use crate::platform::db::{Tx, any_of};
use crate::schema::{
    absences, apprentice_disabilities, difficulties, difficulty_closings, difficulty_notes,
    difficulty_persons, difficulty_steps, enrolments, exam_accommodations, phone_contact_corrections,
    phone_contacts, ruptures, signal_acknowledgements, sitting_slots, visit_notes, visits,
};
use crate::trust::withdrawals::WithdrawalKind as Kind;
use crate::trust::withdrawals::store::forget_of;

/// What may have been taken back of notes.
const NOTES: &[Kind] = &[
    Kind::PhoneContact,
    Kind::CallFollowUp,
    Kind::VisitNote,
    Kind::Difficulty,
    Kind::DifficultyNote,
    Kind::DifficultyStep,
    Kind::SignalAcknowledgement,
];

diesel::define_sql_function! {
    /// Deletes all that is about some apprentices whose training ended before a day.
    #[sql_name = "forget_people"]
    fn forget_whole_files(people: Array<Id>, ended_before: Date);
}

diesel::define_sql_function! {
    /// Keeps the days and codes that audits count of some apprentices.
    fn keep_counts_of(people: Array<Id>);
}

diesel::define_sql_function! {
    /// Keeps how much of some kinds, of all when unsaid, evidences the quality standard in the files of some apprentices.
    fn keep_evidence_of(people: Array<Id>, kinds: Nullable<Array<Text>>);
}

/// Lets go what is kept of some apprentices in a category; their training ended before the day.
pub fn let_go(
    tx: &mut Tx,
    category: RecordCategory,
    ids: &[ApprenticeId],
    today: NaiveDate,
) -> QueryResult<()> {
    match category {
        RecordCategory::LearnerFile | RecordCategory::NeverEntered => {
            let people: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
            diesel::select(keep_counts_of(people.clone())).execute(tx)?;
            diesel::select(keep_evidence_of(people.clone(), None::<Vec<String>>)).execute(tx)?;
            diesel::select(forget_whole_files(people, today)).execute(tx).map(drop)
        }
        RecordCategory::HealthData => forget_health(tx, ids),
        RecordCategory::Attendance => {
            let rows = absences::table.filter(absences::apprentice_id.eq(any_of(ids.to_vec())));
            diesel::delete(rows).execute(tx)?;
            forget_of(tx, ids, &[Kind::Absence])
        }
        RecordCategory::FollowUpNotes => forget_notes(tx, ids),
    }
}

/// What tells of a disability, extra time at mock exams included.
fn forget_health(tx: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<()> {
    let sealed = apprentice_disabilities::apprentice_id.eq(any_of(ids.to_vec()));
    diesel::delete(apprentice_disabilities::table.filter(sealed)).execute(tx)?;
    let theirs =
        enrolments::table.filter(enrolments::apprentice_id.eq(any_of(ids.to_vec()))).select(enrolments::id);
    let slots = sitting_slots::table
        .filter(sitting_slots::enrolment_id.eq_any(theirs.clone()))
        .filter(sitting_slots::extra_minutes.gt(0).or(sitting_slots::extra_preparation_minutes.gt(0)));
    let granted = exam_accommodations::table.filter(exam_accommodations::enrolment_id.eq_any(theirs));
    diesel::delete(granted).execute(tx)?;
    diesel::update(slots)
        .set((sitting_slots::extra_minutes.eq(0_i16), sitting_slots::extra_preparation_minutes.eq(0_i16)))
        .execute(tx)
        .map(drop)
}

/// What was noted of visits, calls and difficulties, signals taken note of; a rupture no longer says which difficulty it ended.
fn forget_notes(tx: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<()> {
    let people: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    let kinds = [EvidenceKind::PhoneContacts, EvidenceKind::Difficulties].map(|kind| kind.as_str());
    diesel::select(keep_evidence_of(people, Some(kinds.to_vec()))).execute(tx)?;
    let rows = difficulties::table.filter(difficulties::apprentice_id.eq(any_of(ids.to_vec())));
    let theirs: Vec<DifficultyId> = rows.select(difficulties::id).load(tx)?;
    let them = || any_of(theirs.clone());
    diesel::update(ruptures::table.filter(ruptures::difficulty_id.eq_any(theirs.clone())))
        .set(ruptures::difficulty_id.eq(None::<DifficultyId>))
        .execute(tx)?;
    diesel::delete(difficulty_closings::table.filter(difficulty_closings::difficulty_id.eq(them())))
        .execute(tx)?;
    diesel::delete(difficulty_notes::table.filter(difficulty_notes::difficulty_id.eq(them()))).execute(tx)?;
    diesel::delete(difficulty_steps::table.filter(difficulty_steps::difficulty_id.eq(them()))).execute(tx)?;
    diesel::delete(difficulty_persons::table.filter(difficulty_persons::difficulty_id.eq(them())))
        .execute(tx)?;
    diesel::delete(difficulties::table.filter(difficulties::id.eq(them()))).execute(tx)?;
    let rows = phone_contacts::table.filter(phone_contacts::apprentice_id.eq(any_of(ids.to_vec())));
    let called: Vec<PhoneContactId> = rows.select(phone_contacts::id).load(tx)?;
    let corrected = phone_contact_corrections::phone_contact_id.eq(any_of(called.clone()));
    diesel::delete(phone_contact_corrections::table.filter(corrected)).execute(tx)?;
    diesel::delete(phone_contacts::table.filter(phone_contacts::id.eq(any_of(called)))).execute(tx)?;
    let noticed = signal_acknowledgements::apprentice_id.eq(any_of(ids.to_vec()));
    diesel::delete(signal_acknowledgements::table.filter(noticed)).execute(tx)?;
    let visited: Vec<VisitId> =
        visits::table.filter(visits::apprentice_id.eq(any_of(ids.to_vec()))).select(visits::id).load(tx)?;
    diesel::delete(visit_notes::table.filter(visit_notes::visit_id.eq(any_of(visited)))).execute(tx)?;
    forget_of(tx, ids, NOTES)
}
