//! Taking back, and bringing back: whatever changes in between is kept, row by row, so that it can be undone exactly.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use uuid::Uuid;

use super::kinds::WithdrawalKind;
use super::merging::Merge;
use super::model::{AnyRow, BareRecord, RowChange, RowImage, RowScope, RowStep, Withdrawal};
use super::rules::{self, changes_between};
use super::standing::{self, Dependents};
use super::store::{self, NewWithdrawal};
use super::telling::tell;
use crate::ids::{ApprenticeId, ContractId, WithdrawalId};
use crate::law::findings::{Finding, Rule};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::access::Role;
use crate::trust::door::Asker;
use crate::trust::journal::{Event, Subject};

/// What is taken back, and why.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    pub kind: WithdrawalKind,
    /// Record that is told of.
    pub subject: BareRecord,
    /// Record taken back, or on which the act was.
    pub record_id: Uuid,
    pub apprentice_id: Option<ApprenticeId>,
    pub contract_id: Option<ContractId>,
    pub reason: Option<&'a str>,
    /// Roles that read it, when not all those do who read records of its kind.
    pub readers: Option<&'static [Role]>,
}

impl<'a> About<'a> {
    /// A record taken back, or an act on it.
    pub fn record(kind: WithdrawalKind, record: &impl Subject, reason: impl Into<Option<&'a str>>) -> Self {
        let subject = BareRecord::of(record);
        Self {
            kind,
            subject,
            record_id: subject.id,
            apprentice_id: None,
            contract_id: None,
            reason: reason.into(),
            readers: None,
        }
    }

    /// The same, about an apprentice.
    #[must_use]
    pub fn of(self, apprentice: ApprenticeId) -> Self {
        Self { apprentice_id: Some(apprentice), ..self }
    }

    /// The same, under a contract.
    #[must_use]
    pub fn under(self, contract: ContractId) -> Self {
        Self { contract_id: Some(contract), ..self }
    }

    /// The same, read by some roles alone.
    #[must_use]
    pub fn for_readers(self, readers: Option<&'static [Role]>) -> Self {
        Self { readers, ..self }
    }

    /// The other record of a merge, which goes.
    pub fn merged(merge: &Merge, reason: &'a str) -> Self {
        Self::record(merge.kind, &merge.other, reason)
    }

    /// The same, of another record than the one that is told of.
    #[must_use]
    pub fn of_record(self, record_id: Uuid) -> Self {
        Self { record_id, ..self }
    }
}

/// Takes back by an act of the room: what the rows of some scopes were before it is kept.
pub fn take_back(
    tx: &mut Tx,
    asker: &Asker,
    about: About<'_>,
    scopes: &[RowScope],
    act: impl FnOnce(&mut Tx) -> Result<(), Problem>,
) -> Result<Withdrawal, Problem> {
    let before = store::images(tx, scopes)?;
    act(tx)?;
    let after = store::images(tx, scopes)?;
    let facts = shown(about.kind, &before, about.record_id);
    let changes = changes_between(scopes, before, after);
    written_down(tx, asker, about, facts, changes)
}

/// Tells of what changed, and keeps it.
pub fn written_down(
    tx: &mut Tx,
    asker: &Asker,
    about: About<'_>,
    facts: AnyRow,
    changes: Vec<RowChange>,
) -> Result<Withdrawal, Problem> {
    let BareRecord { site_id, version, .. } = about.subject;
    let events = about.kind.facts();
    let subject = BareRecord { version: version + 1, ..about.subject };
    record(tx, asker, (about.kind, about.readers), events.withdrawn, subject)?;
    tell(tx, asker, &changes, about.subject.id)?;
    let About { kind, record_id, apprentice_id, contract_id, reason, readers, .. } = about;
    let steps = changes.into_iter().map(|change| change.step).collect();
    let new = NewWithdrawal {
        site_id,
        kind,
        record_id,
        subject_id: about.subject.id,
        apprentice_id,
        contract_id,
        reason,
        facts,
        steps,
        readers: readers.map(<[Role]>::to_vec),
    };
    Ok(store::insert(tx, asker.signed(), new)?)
}

/// Writes down what happened to a record. Partners are not told of what they may not read, when the telling says as much.
fn record(
    tx: &mut Tx,
    asker: &Asker,
    (kind, readers): (WithdrawalKind, Option<&[Role]>),
    event: Event,
    subject: BareRecord,
) -> diesel::QueryResult<()> {
    let hidden = readers.is_some_and(|readers| !readers.contains(&Role::Client));
    if kind.facts().quiet && hidden {
        return asker.record_untold(tx, event, &subject, &[]);
    }
    asker.record(tx, event, &subject)
}

/// Takes a record back, with what is part of it: refused with what stands on it.
pub fn remove(
    tx: &mut Tx,
    asker: &Asker,
    about: About<'_>,
    parts: &[RowScope],
) -> Result<Withdrawal, Problem> {
    let kind = about.kind.facts();
    let own = kind.parts.iter().map(|&(table, column)| RowScope::of(table, column, about.record_id));
    let record = RowScope::of(kind.table, "id", about.record_id);
    let scopes: Vec<RowScope> = std::iter::once(record).chain(own).chain(parts.iter().cloned()).collect();
    let tables: Vec<&str> =
        scopes.iter().map(|scope| &*scope.table).filter(|table| *table != kind.table).collect();
    Dependents(store::dependents(tx, kind.table, about.record_id, &tables)?).refuse()?;
    take_back(tx, asker, about, &scopes, |tx| store::delete(tx, &scopes).map_err(refused_by_the_base))
}

/// Brings back what was taken back, as it was.
pub fn restore(tx: &mut Tx, asker: &Asker, id: WithdrawalId) -> Result<Withdrawal, Problem> {
    let found = store::lock(tx, &asker.caller, &asker.reach, id)?.or_not_found("withdrawal")?;
    let kind = found.kind.facts();
    if !asker.caller.may(kind.act)?.covers_site(found.site_id) {
        return Err(Problem::not_found("withdrawal"));
    }
    if found.restored_at.is_some() {
        return Err(refuse(&rules::ALREADY_RESTORED));
    }
    if kind.done_again {
        return Err(refuse(&rules::DONE_AGAIN));
    }
    if found.steps.0.is_empty() {
        return Err(refuse(&rules::TOO_OLD));
    }
    touch_whole(tx, &found)?;
    refuse_barred(tx, &found)?;
    let changes = store::undo(tx, &found.steps.0).map_err(refused_by_the_base)?;
    if let Some(stale) = changes.iter().find(|change| change.stale) {
        return Err(changed_since(&stale.step).into_conflict());
    }
    if found.kind.is_noted() {
        let steps = found.steps.0.iter().cloned().map(RowStep::turned).collect();
        store::note(tx, found.kind, found.site_id, found.record_id, steps)?;
    }
    let readers = found.readers.as_deref();
    record(tx, asker, (found.kind, readers), kind.restored, subject(&found, &changes))?;
    tell(tx, asker, &changes, found.subject_id)?;
    Ok(store::settle(tx, id, asker.signed())?)
}

/// Raises the version of what the record that comes back is part of, locked before it: its ETag tells of the record too.
fn touch_whole(tx: &mut Tx, found: &Withdrawal) -> diesel::QueryResult<()> {
    let kind = found.kind.facts();
    let Some((table, column)) = kind.whole else { return Ok(()) };
    let own = found.steps.0.iter().filter(|step| step.table == kind.table);
    let named = own.filter_map(|step| step.was.as_ref()?.get(column)?.as_str()?.parse::<Uuid>().ok());
    for id in named.collect::<Vec<_>>() {
        store::write_fields(tx, table, id, &AnyRow::new())?;
    }
    Ok(())
}

/// Refuses to bring back into what ended since, or beside what says the contrary; the apprentice is locked by then.
fn refuse_barred(tx: &mut Tx, found: &Withdrawal) -> Result<(), Problem> {
    let facts = found.kind.facts();
    for barrier in facts.barriers {
        let Some(id) = named_by(found, barrier.named_by) else { continue };
        let (table, column) = barrier.rows;
        let rows = store::images(tx, &[RowScope::of(table, column, id)])?;
        if let Some(image) = rows.iter().find(|image| (barrier.stands)(&image.row, found.record_id)) {
            let [fr, en] = [barrier.told.0, barrier.told.1].map(|text| standing::filled(text, &image.row));
            return Err(rules::ENDED_SINCE.conflict(Sentence::new(fr, en)));
        }
    }
    Ok(())
}

/// What a column of the record taken back names; `id` is the record itself.
fn named_by(found: &Withdrawal, column: &str) -> Option<Uuid> {
    if column == "id" {
        return Some(found.record_id);
    }
    let own = found.steps.0.iter().filter(|step| step.table == found.kind.facts().table);
    let mut named = own.filter_map(|step| step.was.as_ref()?.get(column)?.as_str()?.parse().ok());
    named.next()
}

/// The record told of, as it is once it came back.
fn subject(found: &Withdrawal, changes: &[RowChange]) -> BareRecord {
    let mut rows = changes.iter().filter_map(|change| change.now.as_ref()).filter_map(BareRecord::read);
    let known = rows.find(|record| record.id == found.subject_id);
    known.unwrap_or(BareRecord { site_id: found.site_id, id: found.subject_id, version: found.version })
}

/// The columns of a record that are shown of it once it is gone.
pub fn shown(kind: WithdrawalKind, before: &[RowImage], record: Uuid) -> AnyRow {
    let id = record.to_string();
    let is_it = |row: &AnyRow| row.get("id").and_then(|id| id.as_str()) == Some(id.as_str());
    let facts = kind.facts();
    let row = before.iter().find(|image| image.table == facts.table && is_it(&image.row));
    let columns = facts.shown.iter().filter_map(|column| {
        let value = row?.row.get(*column).filter(|value| !value.is_null())?;
        Some(((*column).to_owned(), value.clone()))
    });
    columns.collect()
}

/// The refusal of an act taken back that was not done.
pub fn nothing_to_take_back() -> Problem {
    refuse(&rules::NOTHING_TO_TAKE_BACK)
}

fn refuse(rule: &Rule) -> Problem {
    rule.conflict(Sentence::new(rule.fr, rule.en))
}

/// What is said of rows put back though one is no longer what it became.
pub fn changed_since(step: &RowStep) -> Finding {
    let (fr, en) = standing::noun(&step.table);
    let facts = say!(
        "Depuis, {fr} n'est plus ce que c'était : corrigez à la main ce qui doit l'être.",
        "Since then, {en} is no longer what it was: correct by hand what is to be."
    );
    rules::CHANGED_SINCE.at("", facts)
}

/// What a constraint of the base says of rows that go or come back.
pub fn refused_by_the_base(error: DieselError) -> Problem {
    let DieselError::DatabaseError(kind, info) = &error else { return error.into() };
    let (fr, en) = standing::noun(info.table_name().unwrap_or_default());
    match (kind, info.constraint_name()) {
        (DatabaseErrorKind::ForeignKeyViolation, _) if info.message().starts_with("update or delete") => {
            rules::STOOD_ON
                .conflict(say!("Il en dépend encore {fr}.", "There is still {en} that depends on it."))
        }
        (DatabaseErrorKind::ForeignKeyViolation, _) => rules::GROUND_GONE.conflict(say!(
            "Ce dont dépend {fr} a été retiré aussi : rétablissez-le d'abord.",
            "What {en} depends on was taken back too: bring it back first."
        )),
        (_, Some(_)) if is_about_place(kind, info.message()) => rules::PLACE_TAKEN.conflict(say!(
            "Sa place est prise : {fr} s'y trouve désormais, à retirer d'abord.",
            "Its place is taken: there is {en} now, to be taken back first."
        )),
        _ => error.into(),
    }
}

fn is_about_place(kind: &DatabaseErrorKind, message: &str) -> bool {
    matches!(kind, DatabaseErrorKind::UniqueViolation) || message.contains("exclusion constraint")
}
