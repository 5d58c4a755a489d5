//! Changing a sitting or the slot of a candidate, on the version that was read, without overlap.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::checking::{KnownJurors, Rewritten, in_words, names_of_candidates, overlapping, refuse};
use super::naming::{KnownRooms, SittingPlace};
use crate::ids::{EnrolmentId, SittingId, SittingSlotId};
use crate::law::findings::{Finding, refusal};
use crate::learning::mock_exams::acts::refuse_past;
use crate::learning::mock_exams::model::MockExam;
use crate::learning::mock_exams::store as exams;
use crate::learning::sittings::model::{Juror, ParisHour, Sitting, SittingSlot, SlotPresence};
use crate::learning::sittings::rules::book::{
    PLACED_IS_EXPECTED, SITTING_LASTS, SLOT_IS_WITHIN, WRITTEN_TOGETHER,
};
use crate::learning::sittings::rules::{Occupation, SittingDraft, check_sitting, occupations_of};
use crate::learning::sittings::store;
use crate::learning::sittings::wire::{JurorIn, SittingFacts, SlotFacts};
use crate::platform::body::{Body, MergePatch};
use crate::platform::clock::{paris_day, paris_instant};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// A sitting and its mock exam, both locked, once nobody else plans at the site; refused once the mock exam is over.
pub fn locked(tx: &mut Tx, asker: &Asker, id: SittingId) -> Result<(Sitting, MockExam), Problem> {
    let site = store::find_sitting(tx, &asker.reach, id)?.or_not_found("sitting")?.site_id;
    store::lock_planning(tx, site)?;
    let sitting = store::lock_sitting(tx, &asker.reach, id)?.or_not_found("sitting")?;
    let exam = exams::lock_exam(tx, &asker.reach, sitting.mock_exam_id)?.or_not_found("sitting")?;
    refuse_past(&exam)?;
    Ok((sitting, exam))
}

/// Changes when, where and before whom a sitting is; the slots already placed move with it.
pub fn change(
    tx: &mut Tx,
    asker: &Asker,
    id: SittingId,
    patch: &Body<MergePatch<SittingFacts>>,
) -> Result<(Sitting, Vec<Finding>), Problem> {
    let (current, exam) = locked(tx, asker, id)?;
    asker.expects(current.version)?;
    let facts = patch.applied_to(&facts_of(tx, &current)?)?;
    let jury = KnownJurors::among(tx, &facts.jury, current.site_id)?.jury(&facts.jury, "");
    let slots = store::slots_of(tx, &asker.reach, &[id])?;
    let names = names_of_candidates(tx, &slots)?;
    let (place, crowd) = place_of(tx, asker, (&current, &facts), &slots)?;
    let (sitting, mut found) = changed(&current, &facts, (&exam, &place), &slots);
    found.extend(crowd);
    let before = slots.clone();
    let slots = moved(&current, &sitting, slots);
    found.extend(outside(&sitting, &slots, &names, "/ends_at"));
    let jury = jury.unwrap_or_else(|wrong| {
        found.extend(wrong);
        Vec::new()
    });
    let wanted = taken_by(tx, &sitting, &slots, &jury, &names)?;
    found.extend(overlapping(tx, &asker.reach, sitting.site_id, &wanted, Rewritten::Sittings(&[id]))?);
    refuse(found)?;
    let jury: Vec<Juror> = jury.into_iter().map(|(juror, _)| juror).collect();
    let sitting = store::change_sitting(tx, &sitting, &jury)?;
    let elsewhen = slots.into_iter().filter(|slot| !before.contains(slot)).collect::<Vec<_>>();
    store::place_slots(tx, &elsewhen)?;
    asker.record_fields(tx, Event::SittingChanged, &sitting, &patch.fields())?;
    Ok((sitting, place.warning.into_iter().collect()))
}

/// Where a sitting is once changed, and whether the room is too small; where it was, when that does not change.
fn place_of(
    tx: &mut Tx,
    asker: &Asker,
    (current, facts): (&Sitting, &SittingFacts),
    slots: &[SittingSlot],
) -> Result<(SittingPlace, Option<Finding>), Problem> {
    if facts.room_id.is_none() && facts.room == current.room {
        let (name, room_id) = (current.room.clone(), current.room_id);
        return Ok((SittingPlace { name, room_id, seats: None, warning: None }, None));
    }
    let rooms = KnownRooms::of(tx, &asker.reach, current.site_id)?;
    let name = Some(facts.room.as_str()).filter(|_| facts.room_id.is_none());
    let place = rooms.place((facts.room_id, name), "").map_err(|wrong| refusal(vec![wrong]))?;
    let expected = slots.iter().filter(|slot| slot.presence == SlotPresence::Expected).count();
    let crowd = (expected, facts.over_seats || current.one_by_one());
    let crowded = rooms.crowded(&place, crowd, "/room");
    Ok((place, crowded))
}

/// The facts of a sitting as they are.
fn facts_of(tx: &mut Tx, sitting: &Sitting) -> diesel::QueryResult<SittingFacts> {
    let jurors = store::jurors_of(tx, &[sitting.id])?;
    Ok(SittingFacts {
        on: paris_day(sitting.starts_at),
        starts_at: ParisHour::of(sitting.starts_at),
        ends_at: ParisHour::of(sitting.ends_at),
        room: sitting.room.clone(),
        room_id: None,
        over_seats: false,
        duration_minutes: sitting.duration_minutes,
        preparation_minutes: sitting.preparation_minutes,
        jury: jurors
            .iter()
            .map(|one| JurorIn { account_id: one.account_id, tutor_id: one.tutor_id })
            .collect(),
    })
}

/// A sitting with other facts, and what is wrong with them.
fn changed(
    current: &Sitting,
    facts: &SittingFacts,
    (exam, place): (&MockExam, &SittingPlace),
    slots: &[SittingSlot],
) -> (Sitting, Vec<Finding>) {
    let draft = SittingDraft {
        on: facts.on,
        starts_at: facts.starts_at,
        ends_at: Some(facts.ends_at),
        form: current.form,
        duration_minutes: facts.duration_minutes,
        preparation_minutes: facts.preparation_minutes,
    };
    let expected = slots.iter().filter(|slot| slot.presence == SlotPresence::Expected);
    let extras: Vec<i16> = expected.map(|slot| slot.extra_minutes).collect();
    let mut found = check_sitting(&draft, exam.days(), &extras, "");
    let Some(span) = draft.span(&extras) else {
        let facts =
            say!("L'horloge saute cette heure ce jour-là.", "Clocks jump over this hour on that day.");
        found.push(SITTING_LASTS.at("/starts_at", facts));
        return (current.clone(), found);
    };
    let sitting = Sitting {
        starts_at: span.from,
        ends_at: span.to,
        room: place.name.clone(),
        room_id: place.room_id,
        duration_minutes: facts.duration_minutes,
        preparation_minutes: facts.preparation_minutes,
        ..current.clone()
    };
    (sitting, found)
}

/// The slots of a sitting once it moved: at a written paper with it, at an oral as far as it did.
fn moved(before: &Sitting, after: &Sitting, slots: Vec<SittingSlot>) -> Vec<SittingSlot> {
    let by = after.starts_at - before.starts_at;
    let lasts_as_before = (after.duration_minutes, after.preparation_minutes)
        == (before.duration_minutes, before.preparation_minutes);
    let each = slots.into_iter().map(|slot| match slot.starts_at {
        None => slot,
        Some(_) if !slot.alone => slot.placed(after, after.starts_at),
        Some(at) if !lasts_as_before => slot.placed(after, at + by),
        Some(_) => shifted(slot, by),
    });
    each.collect()
}

fn shifted(slot: SittingSlot, by: TimeDelta) -> SittingSlot {
    let later = |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| at + by);
    SittingSlot {
        prepares_at: later(slot.prepares_at),
        starts_at: later(slot.starts_at),
        ends_at: later(slot.ends_at),
        ..slot
    }
}

/// The first candidate whose slot is not within the sitting.
pub(super) fn outside(
    sitting: &Sitting,
    slots: &[SittingSlot],
    names: &HashMap<EnrolmentId, String>,
    pointer: &'static str,
) -> Option<Finding> {
    let room = sitting.span();
    let out = slots.iter().find(|slot| slot.whole().is_some_and(|whole| !room.holds(&whole)))?;
    let whole = out.whole()?;
    let (from, to) = (ParisHour::of(whole.from), ParisHour::of(whole.to));
    let (opens, closes) = (ParisHour::of(room.from), ParisHour::of(room.to));
    let name = names.get(&out.enrolment_id).cloned().unwrap_or_default();
    let facts = say!(
        "{name} y serait de {from} à {to}, préparation comprise ; l'épreuve va de {opens} à {closes}.",
        "{name} would be there from {from} to {to}, preparation included; the sitting goes from {opens} to {closes}."
    );
    Some(SLOT_IS_WITHIN.at(pointer, facts))
}

/// What a sitting of the base takes, with other facts, under the pointers of a change.
pub(super) fn taken_by(
    tx: &mut Tx,
    sitting: &Sitting,
    slots: &[SittingSlot],
    jury: &[(Juror, String)],
    names: &HashMap<EnrolmentId, String>,
) -> diesel::QueryResult<Vec<Occupation>> {
    let papers = store::papers_named(tx, &[sitting.paper_id])?;
    let by = in_words(sitting, &papers);
    let mut taken = occupations_of(sitting, slots, jury, names, (&by, ""));
    for one in &mut taken {
        "/starts_at".clone_into(&mut one.pointer);
    }
    Ok(taken)
}

/// Moves a candidate to another hour, or says whether they come, on the version that was read.
pub fn move_slot(
    tx: &mut Tx,
    asker: &Asker,
    id: SittingSlotId,
    patch: &Body<MergePatch<SlotFacts>>,
) -> Result<SittingSlot, Problem> {
    let found = store::find_slot(tx, &asker.reach, id)?.or_not_found("sitting_slot")?;
    let (sitting, _) = locked(tx, asker, found.sitting_id)?;
    let current = store::lock_slot(tx, &asker.reach, id)?.or_not_found("sitting_slot")?;
    asker.expects(current.version)?;
    let facts = SlotFacts {
        starts_at: current.starts_at.map(ParisHour::of),
        presence: current.presence,
        extra_minutes: current.extra_minutes,
        extra_preparation_minutes: current.extra_preparation_minutes,
    };
    let facts = patch.applied_to(&facts)?;
    let (slot, mut wrong) = slot_with(&sitting, current, &facts);
    let slots = [slot];
    let names = names_of_candidates(tx, &slots)?;
    wrong.extend(outside(&sitting, &slots, &names, "/starts_at"));
    let wanted = taken_by(tx, &sitting, &slots, &[], &names)?;
    let own: Vec<Occupation> = wanted.into_iter().filter(Occupation::is_of_a_candidate).collect();
    wrong.extend(overlapping(tx, &asker.reach, sitting.site_id, &own, Rewritten::Slot(id))?);
    refuse(wrong)?;
    let [slot] = slots;
    let slot = store::write_slot(tx, &slot)?;
    asker.record_fields(tx, Event::SittingSlotChanged, &slot, &patch.fields())?;
    Ok(slot)
}

/// A slot with other facts, and what is wrong with them.
pub(super) fn slot_with(
    sitting: &Sitting,
    current: SittingSlot,
    facts: &SlotFacts,
) -> (SittingSlot, Vec<Finding>) {
    let mut found = Vec::new();
    let was_expected = current.presence == SlotPresence::Expected;
    let was_at = current.starts_at.map(ParisHour::of);
    let slot = SittingSlot {
        presence: facts.presence,
        extra_minutes: facts.extra_minutes,
        extra_preparation_minutes: facts.extra_preparation_minutes,
        ..current
    };
    if slot.presence != SlotPresence::Expected {
        if facts.starts_at.is_some() && facts.starts_at != was_at {
            let facts = Sentence::new(PLACED_IS_EXPECTED.fr, PLACED_IS_EXPECTED.en);
            found.push(PLACED_IS_EXPECTED.at("/starts_at", facts));
        }
        return (slot.unplaced(), found);
    }
    if !slot.alone {
        let together = ParisHour::of(sitting.starts_at);
        if was_expected && facts.starts_at != Some(together) {
            let facts = say!("Tous commencent à {together}.", "All start at {together}.");
            found.push(WRITTEN_TOGETHER.at("/starts_at", facts));
        }
        return (slot.placed(sitting, sitting.starts_at), found);
    }
    let day = paris_day(sitting.starts_at);
    match facts.starts_at.map(|hour| paris_instant(day.and_time(hour.0))) {
        None => (slot.unplaced(), found),
        Some(Some(at)) => (slot.placed(sitting, at), found),
        Some(None) => {
            let facts =
                say!("L'horloge saute cette heure ce jour-là.", "Clocks jump over this hour on that day.");
            found.push(SLOT_IS_WITHIN.at("/starts_at", facts));
            (slot.unplaced(), found)
        }
    }
}
