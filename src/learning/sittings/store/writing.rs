//! Writing sittings, their jurors and their slots. Whoever plans at a site waits for the one who does: what overlaps is then
//! seen and told by name, before the constraints of the base would refuse it without a word.

use diesel::prelude::*;
use diesel::result::Error as DieselError;
use diesel::upsert::excluded;
use uuid::Uuid;

use crate::ids::{SiteId, SittingId};
use crate::learning::sittings::model::{Juror, JuryPauses, Sitting, SittingJuror, SittingSlot};
use crate::learning::sittings::rules::book::NOTHING_TWICE_AT_ONCE;
use crate::platform::db::{Tx, hashtextextended, pg_advisory_xact_lock};
use crate::platform::error::Problem;
use crate::say;
use crate::schema::{sitting_jurors, sitting_slots, sittings};

/// Constraints that nothing is twice at once.
const EXCLUSIONS: [&str; 5] = [
    "sittings_one_in_a_room",
    "sitting_jurors_account_once",
    "sitting_jurors_tutor_once",
    "sitting_slots_candidate_once",
    "sitting_slots_one_before_the_jury",
];

/// Makes those who plan sittings at a site wait for each other, until the end of the transaction.
pub fn lock_planning(tx: &mut Tx, site: SiteId) -> QueryResult<()> {
    let line = format!("sittings of {site}");
    diesel::select(pg_advisory_xact_lock(hashtextextended(line, 0))).execute(tx).map(drop)
}

/// Gives the constraints of the base their refusal, for what comes by another way than planning.
fn taken(error: DieselError) -> Problem {
    let named = match &error {
        DieselError::DatabaseError(_, info) => info.constraint_name().unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    if !EXCLUSIONS.contains(&named.as_str()) {
        return error.into();
    }
    NOTHING_TWICE_AT_ONCE.conflict(say!(
        "Quelqu'un vient de prendre cette heure, cette salle ou ce juré : relisez, puis recommencez.",
        "Somebody has just taken this hour, this room or this juror: read again, then try again."
    ))
}

/// Writes sittings with their jurors and slots.
pub fn insert_sittings(
    tx: &mut Tx,
    rows: &[Sitting],
    juries: &[(SittingId, Vec<Juror>)],
    slots: &[SittingSlot],
) -> Result<(), Problem> {
    diesel::insert_into(sittings::table).values(rows).execute(tx).map_err(taken)?;
    let jurors = rows.iter().flat_map(|sitting| {
        let jury = juries.iter().find(|(of, _)| *of == sitting.id).map(|(_, jury)| jury.as_slice());
        jurors_at(sitting, jury.unwrap_or_default())
    });
    let jurors: Vec<SittingJuror> = jurors.collect();
    diesel::insert_into(sitting_jurors::table).values(&jurors).execute(tx).map_err(taken)?;
    diesel::insert_into(sitting_slots::table).values(slots).execute(tx).map_err(taken)?;
    Ok(())
}

fn jurors_at(sitting: &Sitting, jury: &[Juror]) -> Vec<SittingJuror> {
    let each = (1..).zip(jury).map(|(rank, juror)| {
        let (account_id, tutor_id) = match juror {
            Juror::Staff(account) => (Some(*account), None),
            Juror::Tutor(tutor) => (None, Some(*tutor)),
        };
        SittingJuror {
            id: Uuid::now_v7(),
            site_id: sitting.site_id,
            sitting_id: sitting.id,
            account_id,
            tutor_id,
            rank,
            starts_at: sitting.starts_at,
            ends_at: sitting.ends_at,
        }
    });
    each.collect()
}

/// Writes when and where a sitting is, and its jury anew.
pub fn change_sitting(tx: &mut Tx, sitting: &Sitting, jury: &[Juror]) -> Result<Sitting, Problem> {
    diesel::delete(sitting_jurors::table.filter(sitting_jurors::sitting_id.eq(sitting.id))).execute(tx)?;
    let changed = diesel::update(sittings::table.find(sitting.id))
        .set((
            sittings::starts_at.eq(sitting.starts_at),
            sittings::ends_at.eq(sitting.ends_at),
            sittings::room.eq(&sitting.room),
            sittings::room_id.eq(sitting.room_id),
            sittings::duration_minutes.eq(sitting.duration_minutes),
            sittings::preparation_minutes.eq(sitting.preparation_minutes),
        ))
        .returning(Sitting::as_returning())
        .get_result(tx)
        .map_err(taken)?;
    let jurors = jurors_at(&changed, jury);
    diesel::insert_into(sitting_jurors::table).values(&jurors).execute(tx).map_err(taken)?;
    Ok(changed)
}

/// Writes the pauses of the jury of a sitting.
pub fn keep_pauses(tx: &mut Tx, id: SittingId, pauses: &JuryPauses) -> QueryResult<Sitting> {
    diesel::update(sittings::table.find(id)).set(pauses).returning(Sitting::as_returning()).get_result(tx)
}

/// Writes the hours of slots, all in one statement: two may change places.
pub fn place_slots(tx: &mut Tx, slots: &[SittingSlot]) -> Result<Vec<SittingSlot>, Problem> {
    if slots.is_empty() {
        return Ok(Vec::new());
    }
    diesel::insert_into(sitting_slots::table)
        .values(slots)
        .on_conflict((sitting_slots::sitting_id, sitting_slots::enrolment_id))
        .do_update()
        .set((
            sitting_slots::prepares_at.eq(excluded(sitting_slots::prepares_at)),
            sitting_slots::starts_at.eq(excluded(sitting_slots::starts_at)),
            sitting_slots::ends_at.eq(excluded(sitting_slots::ends_at)),
        ))
        .returning(SittingSlot::as_returning())
        .get_results(tx)
        .map_err(taken)
}

/// Writes the slot of a candidate more.
pub fn insert_slot(tx: &mut Tx, slot: &SittingSlot) -> Result<SittingSlot, Problem> {
    diesel::insert_into(sitting_slots::table)
        .values(slot)
        .returning(SittingSlot::as_returning())
        .get_result(tx)
        .map_err(taken)
}

/// Writes a slot anew.
pub fn write_slot(tx: &mut Tx, slot: &SittingSlot) -> Result<SittingSlot, Problem> {
    diesel::update(sitting_slots::table.find(slot.id))
        .set((
            sitting_slots::presence.eq(slot.presence),
            sitting_slots::extra_minutes.eq(slot.extra_minutes),
            sitting_slots::extra_preparation_minutes.eq(slot.extra_preparation_minutes),
            sitting_slots::prepares_at.eq(slot.prepares_at),
            sitting_slots::starts_at.eq(slot.starts_at),
            sitting_slots::ends_at.eq(slot.ends_at),
        ))
        .returning(SittingSlot::as_returning())
        .get_result(tx)
        .map_err(taken)
}
