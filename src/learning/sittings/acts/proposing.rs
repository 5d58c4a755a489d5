//! Placing the candidates of an oral one after another: proposed without a trace, or saved.

use std::collections::HashMap;

use super::changing::locked;
use super::checking::{Rewritten, elsewhere, standing};
use super::reading::{names_of, shown_slot};
use crate::ids::{EnrolmentId, SittingId};
use crate::learning::sittings::model::{
    JuryPauses, NamedCandidate, ParisHour, Sitting, SittingSlot, SlotPresence, TimeSpan,
};
use crate::learning::sittings::rules::book::{LONG_ENOUGH, ORALS_ARE_PLACED};
use crate::learning::sittings::rules::{JuryTime, Pause, WaitingCandidate, place};
use crate::learning::sittings::store;
use crate::learning::sittings::wire::{ProposalIn, ProposalOut};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Names told of those who do not fit.
const NAMED: usize = 5;

/// Places every candidate expected, by name, each when they and the jury are free; saves it when asked to.
///
/// Those who have an hour may keep it: whoever joins late is placed around them, and no convocation given is wrong.
pub fn propose(
    tx: &mut Tx,
    asker: &Asker,
    id: SittingId,
    request: &ProposalIn,
) -> Result<ProposalOut, Problem> {
    let (sitting, _) = locked(tx, asker, id)?;
    let slots = store::slots_of(tx, &asker.reach, &[id])?;
    refuse_placing(&sitting)?;
    let names = names_of(tx, &slots)?;
    let expected = slots.into_iter().filter(|slot| slot.presence == SlotPresence::Expected);
    let keeps = |slot: &SittingSlot| request.keep_placed && slot.starts_at.is_some();
    let (kept, mut expected): (Vec<SittingSlot>, Vec<SittingSlot>) = expected.partition(keeps);
    let name = |slot: &SittingSlot| names.get(&slot.enrolment_id).map(|one| one.name.as_str());
    expected.sort_by_cached_key(|slot| family_first(name(slot)));
    let around = (sitting.site_id, sitting.span());
    let others = elsewhere(&standing(tx, &asker.reach, around, Rewritten::Sittings(&[id]))?);
    let waiting: Vec<WaitingCandidate> =
        expected.iter().map(|slot| waiting(&sitting, slot, &others)).collect();
    let taken: Vec<TimeSpan> = kept.iter().filter_map(SittingSlot::before_the_jury).collect();
    let pauses = request.pauses(sitting.pauses);
    let hours = place(&waiting, JuryTime { room: sitting.span(), taken: &taken }, pause_of(pauses));
    let placed: Vec<Option<SittingSlot>> = hours
        .into_iter()
        .zip(expected.iter().cloned())
        .map(|(hour, slot)| hour.map(|at| slot.placed(&sitting, at)))
        .collect();
    refuse_unplaced(&sitting, &expected, &placed, &names)?;
    let mut placed: Vec<SittingSlot> = placed.into_iter().flatten().collect();
    if request.save {
        placed = saved(tx, asker, &expected, placed)?;
        keep(tx, asker, &sitting, pauses)?;
    }
    placed.extend(kept);
    placed.sort_by_key(|slot| slot.starts_at);
    let shown = placed.iter().filter_map(|slot| shown_slot(&asker.reach, slot, &names)).collect();
    Ok(ProposalOut { saved: request.save, data: shown })
}

/// Refuses to place candidates who all start together.
pub fn refuse_placing(sitting: &Sitting) -> Result<(), Problem> {
    if sitting.one_by_one() {
        return Ok(());
    }
    Err(ORALS_ARE_PLACED.conflict(Sentence::new(ORALS_ARE_PLACED.fr, ORALS_ARE_PLACED.en)))
}

/// Saves the slots that were otherwise before, and gives all of them.
fn saved(
    tx: &mut Tx,
    asker: &Asker,
    before: &[SittingSlot],
    placed: Vec<SittingSlot>,
) -> Result<Vec<SittingSlot>, Problem> {
    let (mut same, moved): (Vec<SittingSlot>, Vec<SittingSlot>) =
        placed.into_iter().partition(|slot| before.contains(slot));
    let written = store::place_slots(tx, &moved)?;
    asker.record_all(tx, written.iter().map(|slot| (Event::SittingSlotChanged, slot)), &["starts_at"])?;
    same.extend(written);
    Ok(same)
}

/// Keeps the pauses the jury is promised, when they are others than before.
fn keep(tx: &mut Tx, asker: &Asker, sitting: &Sitting, pauses: JuryPauses) -> Result<(), Problem> {
    if pauses == sitting.pauses {
        return Ok(());
    }
    let sitting = store::keep_pauses(tx, sitting.id, &pauses)?;
    let fields = ["between_minutes", "break_after", "break_minutes"];
    Ok(asker.record_fields(tx, Event::SittingChanged, &sitting, &fields)?)
}

/// The words of a name, the last one first: the order of a list of people.
fn family_first(name: Option<&str>) -> (String, String) {
    let name = name.unwrap_or_default().to_lowercase();
    let (given, family) = name.split_once(' ').unwrap_or(("", &name));
    (family.to_owned(), given.to_owned())
}

fn waiting(
    sitting: &Sitting,
    slot: &SittingSlot,
    others: &HashMap<EnrolmentId, Vec<TimeSpan>>,
) -> WaitingCandidate {
    WaitingCandidate {
        preparation_minutes: i64::from(sitting.preparation_minutes)
            + i64::from(slot.extra_preparation_minutes),
        duration_minutes: i64::from(sitting.duration_minutes) + i64::from(slot.extra_minutes),
        elsewhere: others.get(&slot.enrolment_id).cloned().unwrap_or_default(),
    }
}

/// Refuses when some do not fit, and says who.
fn refuse_unplaced(
    sitting: &Sitting,
    expected: &[SittingSlot],
    placed: &[Option<SittingSlot>],
    names: &HashMap<EnrolmentId, NamedCandidate>,
) -> Result<(), Problem> {
    let left = expected.iter().zip(placed).filter(|(_, placed)| placed.is_none()).map(|(slot, _)| slot);
    let left: Vec<&str> =
        left.filter_map(|slot| names.get(&slot.enrolment_id)).map(|one| one.name.as_str()).collect();
    if left.is_empty() {
        return Ok(());
    }
    let (many, until) = (left.len(), ParisHour::of(sitting.ends_at));
    let named = left.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    Err(LONG_ENOUGH.conflict(say!(
        "{many} candidat(s) ne passent pas avant {until} ({named}) : allongez l'épreuve, ou ouvrez-en une autre.",
        "{many} candidate(s) do not fit before {until} ({named}): make the sitting longer, or plan another one."
    )))
}

impl ProposalIn {
    /// The pauses asked for; where those who have an hour keep it, the pauses last saved stay where nothing is said.
    fn pauses(&self, known: JuryPauses) -> JuryPauses {
        let Self { between_minutes, break_after, break_minutes, .. } = *self;
        let asked = JuryPauses { between_minutes, break_after, break_minutes };
        if self.keep_placed { asked.or(known) } else { asked }
    }
}

fn pause_of(pauses: JuryPauses) -> Pause {
    Pause {
        between_minutes: i64::from(pauses.between_minutes.unwrap_or_default()),
        after: usize::from(pauses.break_after.unwrap_or_default().unsigned_abs()),
        break_minutes: i64::from(pauses.break_minutes.unwrap_or_default()),
    }
}
