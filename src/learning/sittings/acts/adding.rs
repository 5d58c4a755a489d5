//! Adding a candidate to a sitting that is planned already, with the same guarantees as when it was.

use std::collections::HashMap;

use super::changing::{locked, outside, slot_with, taken_by};
use super::checking::{Rewritten, overlapping, refuse};
use super::naming::KnownRooms;
use crate::ids::{EnrolmentId, SittingId, SittingSlotId};
use crate::law::findings::Finding;
use crate::learning::accommodations::acts::GrantedTime;
use crate::learning::accommodations::model::ExamAccommodationFacts;
use crate::learning::sittings::model::{ParisHour, Sitting, SittingSlot, SlotPresence, one_by_one};
use crate::learning::sittings::rules::book::{CANDIDATE_IS_ENROLLED, CANDIDATE_ONCE};
use crate::learning::sittings::rules::{Occupation, extra_minutes};
use crate::learning::sittings::store;
use crate::learning::sittings::wire::{ApartIn, CandidateIn, SlotFacts};
use crate::platform::clock::paris_day;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Adds a candidate of the cohort to a sitting: at a written paper with everybody, at an oral at the hour given, or later.
pub fn add_candidate(
    tx: &mut Tx,
    asker: &Asker,
    id: SittingId,
    given: &CandidateIn,
) -> Result<SittingSlot, Problem> {
    let (sitting, exam) = locked(tx, asker, id)?;
    let there = store::slots_of(tx, &asker.reach, &[id])?;
    let enrolled = store::cohort_candidates(tx, exam.cohort_id, paris_day(sitting.starts_at))?;
    let known = enrolled.iter().find(|one| one.enrolment_id == given.enrolment_id);
    let mut wrong = Vec::new();
    let name = known.map(|one| one.name.clone()).unwrap_or_default();
    if known.is_none() {
        let facts = Sentence::new(CANDIDATE_IS_ENROLLED.fr, CANDIDATE_IS_ENROLLED.en);
        wrong.push(CANDIDATE_IS_ENROLLED.at("/enrolment_id", facts));
    }
    refuse(already_there(&there, given.enrolment_id, &name).into_iter().collect())?;
    wrong.extend(crowded(tx, asker, &sitting, &there, given)?);
    let granted = GrantedTime::of_cohort(tx, exam.cohort_id)?;
    let granted = granted.on(given.enrolment_id, paris_day(sitting.starts_at));
    let (slot, found) = slot_of(asker, &sitting, given, granted);
    wrong.extend(found);
    let slots = [slot];
    let names = HashMap::from([(given.enrolment_id, name)]);
    wrong.extend(outside(&sitting, &slots, &names, "/starts_at"));
    let taken = taken_by(tx, &sitting, &slots, &[], &names)?;
    let own: Vec<Occupation> = taken.into_iter().filter(Occupation::is_of_a_candidate).collect();
    wrong.extend(overlapping(tx, &asker.reach, sitting.site_id, &own, Rewritten::Slot(slots[0].id))?);
    refuse(wrong)?;
    let [slot] = slots;
    let slot = store::insert_slot(tx, &slot)?;
    asker.record(tx, Event::SittingSlotAdded, &slot)?;
    Ok(slot)
}

/// One more than there are seats where all sit at once, unless that was confirmed.
fn crowded(
    tx: &mut Tx,
    asker: &Asker,
    sitting: &Sitting,
    there: &[SittingSlot],
    given: &CandidateIn,
) -> Result<Option<Finding>, Problem> {
    let comes = given.presence.unwrap_or(SlotPresence::Expected) == SlotPresence::Expected;
    if sitting.one_by_one() || sitting.room_id.is_none() || !comes {
        return Ok(None);
    }
    let rooms = KnownRooms::of(tx, &asker.reach, sitting.site_id)?;
    let Ok(place) = rooms.place((sitting.room_id, None), "") else { return Ok(None) };
    let expected = there.iter().filter(|slot| slot.presence == SlotPresence::Expected).count();
    Ok(rooms.crowded(&place, (expected + 1, given.over_seats), "/enrolment_id"))
}

/// Who is at a sitting already is not added again.
fn already_there(there: &[SittingSlot], candidate: EnrolmentId, name: &str) -> Option<Finding> {
    let known = there.iter().find(|slot| slot.enrolment_id == candidate)?;
    let facts = match known.starts_at.map(ParisHour::of) {
        Some(at) => say!("{name} y est déjà, à {at}.", "{name} is there already, at {at}."),
        None => say!("{name} y est déjà, sans heure.", "{name} is there already, without an hour."),
    };
    Some(CANDIDATE_ONCE.at("/enrolment_id", facts))
}

/// The slot of a candidate to add, placed when an hour was given, and what is wrong with it.
fn slot_of(
    asker: &Asker,
    sitting: &Sitting,
    given: &CandidateIn,
    granted: Option<&ExamAccommodationFacts>,
) -> (SittingSlot, Vec<Finding>) {
    let apart = given.apart();
    let blank = SittingSlot {
        id: SittingSlotId::new(),
        site_id: sitting.site_id,
        sitting_id: sitting.id,
        enrolment_id: given.enrolment_id,
        presence: SlotPresence::Absent,
        alone: one_by_one(sitting.form),
        extra_minutes: 0,
        extra_preparation_minutes: 0,
        prepares_at: None,
        starts_at: None,
        ends_at: None,
        version: 1,
        created_at: asker.now,
        updated_at: asker.now,
    };
    let facts = SlotFacts {
        starts_at: given.starts_at,
        presence: given.presence.unwrap_or(SlotPresence::Expected),
        extra_minutes: extra_of(Some(&apart), granted, sitting.duration_minutes),
        extra_preparation_minutes: extra_of(Some(&apart), granted, sitting.preparation_minutes),
    };
    slot_with(sitting, blank, &facts)
}

/// The minutes added for a candidate: as is said of them at this sitting, else as what was granted to them says.
pub fn extra_of(apart: Option<&ApartIn>, granted: Option<&ExamAccommodationFacts>, minutes: i16) -> i16 {
    let said = apart.and_then(|one| one.extra_time);
    let given = apart.and_then(|one| one.extra_time_percent);
    let grown = said.unwrap_or(given.is_some() || granted.is_some());
    let share = given.or_else(|| granted.and_then(|facts| facts.extra_time_percent));
    if grown { extra_minutes(minutes, share) } else { 0 }
}
