//! Sittings as they are answered: papers, jurors and candidates by name, in a few statements whatever the number.

use std::collections::HashMap;

use crate::ids::{AccountId, EnrolmentId, MockExamId, PaperId, SittingId, TutorId};
use crate::learning::sittings::model::{
    Juror, NamedCandidate, Sitting, SittingJuror, SittingSlot, SittingState,
};
use crate::learning::sittings::store;
use crate::learning::sittings::wire::{AroundSitting, JurorOut, SittingDetailOut, SittingOut, SlotOut};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::access::{Bounds, Reach};
use crate::trust::door::Asker;

/// Sittings within reach with their candidates, in the order given.
pub fn detailed_many(
    conn: &mut Tx,
    asker: &Asker,
    sittings: Vec<Sitting>,
) -> Result<Vec<SittingDetailOut>, Problem> {
    let ids: Vec<SittingId> = sittings.iter().map(|one| one.id).collect();
    let slots = store::slots_of(conn, &asker.reach, &ids)?;
    let names = names_of(conn, &slots)?;
    let shown = told(conn, asker, sittings)?;
    let detail = shown.into_iter().map(|sitting| {
        let own = slots.iter().filter(|slot| slot.sitting_id == sitting.id);
        let slots = own.filter_map(|slot| shown_slot(&asker.reach, slot, &names)).collect();
        SittingDetailOut { sitting, slots, warnings: Vec::new() }
    });
    Ok(detail.collect())
}

/// One sitting within reach with its candidates.
pub fn detailed(conn: &mut Tx, asker: &Asker, sitting: Sitting) -> Result<SittingDetailOut, Problem> {
    let found = detailed_many(conn, asker, vec![sitting])?.into_iter().next();
    found.ok_or_else(|| Problem::not_found("sitting"))
}

/// Sittings within reach without their candidates, but for the slot of who asks.
pub fn told(conn: &mut Tx, asker: &Asker, sittings: Vec<Sitting>) -> Result<Vec<SittingOut>, Problem> {
    let ids: Vec<SittingId> = sittings.iter().map(|one| one.id).collect();
    let papers: Vec<PaperId> = sittings.iter().map(|one| one.paper_id).collect();
    let exams: Vec<MockExamId> = sittings.iter().map(|one| one.mock_exam_id).collect();
    let papers = store::papers_named(conn, &papers)?;
    let published = store::publications_of(conn, &exams)?;
    let juries = juries_of(conn, &ids)?;
    let own: Vec<SittingSlot> = match asker.reach.bounds() {
        Bounds::Apprentice(_) => store::slots_of(conn, &asker.reach, &ids)?,
        _ => Vec::new(),
    };
    let names = names_of(conn, &own)?;
    let shown = sittings.into_iter().map(|sitting| {
        let slot = own.iter().find(|slot| slot.sitting_id == sitting.id);
        let state = match published.contains(&sitting.mock_exam_id) {
            true => SittingState::Published,
            false => SittingState::Planned,
        };
        let around = AroundSitting {
            paper: papers.get(&sitting.paper_id),
            state,
            jury: juries.get(&sitting.id).cloned().unwrap_or_default(),
            own_slot: slot.and_then(|slot| shown_slot(&asker.reach, slot, &names)),
        };
        SittingOut::of(sitting, around)
    });
    Ok(shown.collect())
}

/// A slot as who asks may see it: a juror from outside is not told of extra time.
pub fn shown_slot(
    reach: &Reach,
    slot: &SittingSlot,
    names: &HashMap<EnrolmentId, NamedCandidate>,
) -> Option<SlotOut> {
    let outside = matches!(reach.bounds(), Bounds::Tutor(_) | Bounds::Link { .. });
    SlotOut::of(slot, names.get(&slot.enrolment_id), !outside)
}

/// The candidates of slots found within reach.
pub fn names_of(
    conn: &mut Tx,
    slots: &[SittingSlot],
) -> diesel::QueryResult<HashMap<EnrolmentId, NamedCandidate>> {
    let of: Vec<EnrolmentId> = slots.iter().map(|slot| slot.enrolment_id).collect();
    store::candidates_of(conn, &of)
}

/// The jury of each sitting, by name.
fn juries_of(conn: &mut Tx, of: &[SittingId]) -> diesel::QueryResult<HashMap<SittingId, Vec<JurorOut>>> {
    let jurors = store::jurors_of(conn, of)?;
    let accounts: Vec<AccountId> = jurors.iter().filter_map(|one| one.account_id).collect();
    let tutors: Vec<TutorId> = jurors.iter().filter_map(|one| one.tutor_id).collect();
    let staff = store::names_of_staff(conn, &accounts, None)?;
    let tutors = store::names_of_tutors(conn, &tutors, None)?;
    let name = |one: &SittingJuror| match one.juror() {
        Some(Juror::Staff(account)) => staff.get(&account).cloned(),
        Some(Juror::Tutor(tutor)) => tutors.get(&tutor).cloned(),
        None => None,
    };
    let mut juries: HashMap<SittingId, Vec<JurorOut>> = HashMap::new();
    for one in &jurors {
        let name = name(one).unwrap_or_default();
        let shown = JurorOut { account_id: one.account_id, tutor_id: one.tutor_id, name };
        juries.entry(one.sitting_id).or_default().push(shown);
    }
    Ok(juries)
}
