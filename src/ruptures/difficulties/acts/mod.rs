//! Following a difficulty: opened, changed, noted, closed, opened again, taken back; by whatever door one comes.

mod opening;
mod parts;

use super::model::{ClosingFacts, DifficultyCase, DifficultyState};
use super::rules;
use super::store::{self, CaseReader, DifficultyFilter};
use super::wire::{CaseParts, CaseSight, ClosingIn, DifficultyLineOut, DifficultyOut, DifficultyPatch};
pub use opening::open;
pub use parts::{add_note, add_step, change_step, withdraw_note, withdraw_step, write_persons};

use super::mediators::mediator_of;
use super::model::CaseVisibility;
use crate::ids::DifficultyId;
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::page::{Day, Page, Rows};
use crate::trust::access::Role;
use crate::trust::door::Asker;
use crate::trust::journal::{Authors, Event};
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// Who reads what was taken back of a difficulty.
const OFFICE: Option<&[Role]> = Some(&[Role::Administrator, Role::Manager]);

/// What a reader is told of, with the subjects of the day.
fn sight(asker: &Asker) -> CaseSight<'_> {
    CaseSight { role: asker.caller.role, lang: asker.lang, law: asker.law.difficulties.on(asker.today) }
}

/// One page of the difficulties whoever asks reaches, each with the people it is about.
pub fn listed(
    conn: &mut Tx,
    asker: &Asker,
    filter: &DifficultyFilter,
    page: &Rows<Day>,
) -> Result<Page<Peopled<DifficultyLineOut>>, Problem> {
    let reader = CaseReader::from(asker);
    let rows = store::list(conn, &asker.reach, filter, reader, page)?;
    let found = Page::of(rows, page.limit, |row| Day { on: row.facts.opened_on, id: row.id.0 })
        .counted(page, || store::count(conn, &asker.reach, filter, reader))?;
    let ids: Vec<DifficultyId> = found.data.iter().map(|row| row.id).collect();
    let closed = store::closed_among(conn, &ids)?;
    let mut steps = store::open_steps_of(conn, &ids)?;
    let shown = found.map(|row| {
        let state = if closed.contains(&row.id) { DifficultyState::Closed } else { DifficultyState::Open };
        DifficultyLineOut::of(&row, sight(asker), state, &steps.remove(&row.id).unwrap_or_default())
    });
    Ok(peopled(conn, asker, shown)?)
}

/// A case with all that belongs to it, as whoever asks reads it.
pub fn present(
    conn: &mut Tx,
    asker: &Asker,
    case: &DifficultyCase,
) -> Result<Peopled<DifficultyOut>, Problem> {
    let parts = CaseParts {
        persons: store::persons_of(conn, case.id)?,
        steps: store::steps_of(conn, case.id)?,
        notes: store::notes_of(conn, case.id)?,
        closings: store::closings_of(conn, case.id)?,
        rupture_id: store::rupture_of(conn, case.id)?,
        mediator: mediator_of(conn, case.site_id)?,
    };
    let writers = [(case.author_kind, case.author_id)]
        .into_iter()
        .chain(parts.steps.iter().map(|one| (one.author_kind, one.author_id)))
        .chain(parts.notes.iter().map(|one| (one.author_kind, one.author_id)))
        .chain(parts.closings.iter().map(|one| (one.author_kind, one.author_id)));
    let authors = Authors::find(conn, &asker.caller, writers)?;
    let shown = DifficultyOut::of(case, parts, sight(asker), &authors);
    Ok(with_people(conn, asker, shown)?)
}

/// A case within reach.
pub fn find(conn: &mut Tx, asker: &Asker, id: DifficultyId) -> Result<DifficultyCase, Problem> {
    store::find(conn, &asker.reach, CaseReader::from(asker), id)?.or_not_found("difficulty")
}

/// A case within reach, locked.
fn lock(tx: &mut Tx, asker: &Asker, id: DifficultyId) -> Result<DifficultyCase, Problem> {
    lock_for(tx, asker, id, "difficulty")
}

/// The same, for what belongs to it: out of reach, it is what belongs to it that is absent.
fn lock_for(
    tx: &mut Tx,
    asker: &Asker,
    id: DifficultyId,
    noun: &'static str,
) -> Result<DifficultyCase, Problem> {
    store::lock(tx, &asker.reach, CaseReader::from(asker), id)?.or_not_found(noun)
}

/// A case within reach, locked, that is still open.
fn lock_open(tx: &mut Tx, asker: &Asker, id: DifficultyId) -> Result<DifficultyCase, Problem> {
    let case = lock(tx, asker, id)?;
    match rules::check_open(&store::closings_of(tx, case.id)?) {
        Some(finding) => Err(finding.into_conflict()),
        None => Ok(case),
    }
}

/// What stands against writing on a case now, or against opening it again.
pub fn against(conn: &mut Tx, case: &DifficultyCase, reopening: bool) -> Result<Vec<Finding>, Problem> {
    let closings = store::closings_of(conn, case.id)?;
    let found = if reopening { rules::check_closed(&closings) } else { rules::check_open(&closings) };
    Ok(found.into_iter().collect())
}

/// Writes the facts of a case anew.
pub fn change(
    tx: &mut Tx,
    asker: &Asker,
    id: DifficultyId,
    patch: &Body<DifficultyPatch>,
) -> Result<DifficultyCase, Problem> {
    let current = lock_open(tx, asker, id)?;
    asker.expects(current.version)?;
    let facts = patch.applied_to(&current.facts)?;
    let law = asker.law.difficulties.on(asker.today);
    let mut findings = rules::check_facts(&facts, law, asker.today);
    findings.extend(opening::check_records(tx, asker, current.apprentice_id, &facts)?);
    if facts.contract_id != current.facts.contract_id {
        findings.extend(opening::check_contract(tx, asker, current.apprentice_id, &facts)?);
    }
    refuse_errors(findings)?;
    let changed = store::change(tx, current.id, &facts)?;
    asker.record_fields(tx, Event::DifficultyChanged, &changed, &patch.fields())?;
    Ok(changed)
}

/// Closes a case, with what was decided.
pub fn close(
    tx: &mut Tx,
    asker: &Asker,
    id: DifficultyId,
    request: ClosingIn,
) -> Result<DifficultyCase, Problem> {
    let case = lock_open(tx, asker, id)?;
    let closing = ClosingFacts {
        closed_on: request.closed_on.unwrap_or(asker.today),
        decision: request.decision,
        words: request.words,
        visibility: request.visibility.unwrap_or(CaseVisibility::Staff),
    };
    let judged = rules::check_closing(&closing, case.facts.opened_on, asker.today);
    refuse_errors(judged.into_iter().collect())?;
    store::close(tx, &case, &asker.author(), &closing)?;
    let case = store::change(tx, case.id, &case.facts)?;
    asker.record(tx, Event::DifficultyClosed, &case)?;
    Ok(case)
}

/// Opens a closed case again, with why.
pub fn reopen(tx: &mut Tx, asker: &Asker, id: DifficultyId, reason: &str) -> Result<DifficultyCase, Problem> {
    let case = lock(tx, asker, id)?;
    if let Some(finding) = rules::check_closed(&store::closings_of(tx, case.id)?) {
        return Err(finding.into_conflict());
    }
    store::reopen(tx, case.id, asker.today, reason)?;
    let case = store::change(tx, case.id, &case.facts)?;
    asker.record(tx, Event::DifficultyReopened, &case)?;
    Ok(case)
}

/// Takes a case opened by mistake back, with all that belongs to it.
pub fn withdraw(tx: &mut Tx, asker: &Asker, id: DifficultyId, reason: &str) -> Result<Withdrawal, Problem> {
    let case = lock(tx, asker, id)?;
    let about = About::record(WithdrawalKind::Difficulty, &case, reason).of(case.apprentice_id);
    withdrawals::remove(tx, asker, about.for_readers(OFFICE), &[])
}
