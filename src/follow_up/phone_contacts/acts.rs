//! Writing telephone contacts: logged, changed, corrected, followed up, taken back; for whoever may, by whatever door they came.

use chrono::NaiveDate;

use super::model::{PhoneContact, PhoneContactFacts};
use super::rules::{self, check, check_changeable, check_clearing, contract_of};
use super::store::{self, At, CallReader, PhoneContactFilter};
use super::wire::{FollowUpIn, PhoneContactCorrectionIn, PhoneContactIn, PhoneContactOut};
use crate::contracts::agreements::{self, store::ContractFilter};
use crate::follow_up::visits::NoteVisibility;
use crate::follow_up::visits::model::CommitmentOwner;
use crate::ids::{ApprenticeId, PhoneContactId, TutorId};
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices;
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::clock::paris_day;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::page::{Page, Rows};
use crate::say;
use crate::trust::access::{Bounds, Role};
use crate::trust::door::Asker;
use crate::trust::journal::{Authors, Event};
use crate::trust::withdrawals::acts::nothing_to_take_back;
use crate::trust::withdrawals::{self, About, RowScope, Withdrawal, WithdrawalKind};

/// Most contracts looked at of one apprentice.
const MOST_CONTRACTS: i64 = 200;

/// Contacts as whoever asks reads them.
pub fn present(
    conn: &mut Tx,
    asker: &Asker,
    contacts: Vec<PhoneContact>,
) -> Result<Vec<PhoneContactOut>, Problem> {
    let authors =
        Authors::find(conn, &asker.caller, contacts.iter().map(|row| (row.author_kind, row.author_id)))?;
    let role = asker.caller.role;
    Ok(contacts.into_iter().map(|row| PhoneContactOut::of(row, role, &authors)).collect())
}

/// One page of the contacts whoever asks reaches, as they read them, each with the people it is about.
pub fn listed(
    conn: &mut Tx,
    asker: &Asker,
    filter: &PhoneContactFilter,
    page: &Rows<At>,
) -> Result<Page<Peopled<PhoneContactOut>>, Problem> {
    let reader = CallReader::from(asker);
    let rows = store::list(conn, &asker.reach, filter, reader, page)?;
    let Page { data, next_cursor, total } =
        Page::of(rows, page.limit, |row| At { at: row.facts.called_at, id: row.id.0 })
            .counted(page, || store::count(conn, &asker.reach, filter, reader))?;
    let page = Page { data: present(conn, asker, data)?, next_cursor, total };
    Ok(peopled(conn, asker, page)?)
}

/// One contact as whoever asks reads it, with the people it is about.
pub fn present_one(
    conn: &mut Tx,
    asker: &Asker,
    contact: PhoneContact,
) -> Result<Peopled<PhoneContactOut>, Problem> {
    let shown = present(conn, asker, vec![contact])?.pop();
    Ok(with_people(conn, asker, shown.ok_or_else(|| Problem::not_found("phone_contact"))?)?)
}

/// Logs a call about an apprentice within reach.
pub fn log(tx: &mut Tx, asker: &Asker, request: PhoneContactIn) -> Result<PhoneContact, Problem> {
    let apprentice = apprentices::store::find(tx, &asker.reach, request.apprentice_id)?;
    let apprentice = apprentice.ok_or_else(apprentices::acts::unknown)?;
    let written = written(tx, asker, request)?;
    let author = asker.author();
    let contact = store::insert(tx, &apprentice, tutor_of(asker), &author, asker.today, &written)?;
    asker.record(tx, Event::PhoneContactLogged, &contact)?;
    Ok(contact)
}

/// A contact as it may still be changed: the same day, by whoever logged it.
pub fn changeable(tx: &mut Tx, asker: &Asker, id: PhoneContactId) -> Result<PhoneContact, Problem> {
    let contact = store::lock(tx, &asker.reach, id)?.or_not_found("phone_contact")?;
    match check_changeable(&contact, asker.author().id, asker.today) {
        Some(refusal) => Err(refusal.into_conflict()),
        None => Ok(contact),
    }
}

/// Writes a contact anew, about the same apprentice.
pub fn change(
    tx: &mut Tx,
    asker: &Asker,
    current: &PhoneContact,
    request: PhoneContactIn,
    fields: &[String],
) -> Result<PhoneContact, Problem> {
    refuse_other_apprentice("/apprentice_id", current.apprentice_id, request.apprentice_id)?;
    let written = written(tx, asker, request)?;
    let contact = store::change(tx, current.id, &written)?;
    asker.record_fields(tx, Event::PhoneContactChanged, &contact, fields)?;
    Ok(contact)
}

/// Corrects a contact, by the side that logged it: what it said before is kept, with why.
pub fn correct(
    tx: &mut Tx,
    asker: &Asker,
    id: PhoneContactId,
    request: PhoneContactCorrectionIn,
) -> Result<PhoneContact, Problem> {
    let current = store::lock(tx, &asker.reach, id)?.or_not_found("phone_contact")?;
    asker.caller.may_correct(current.tutor_id.map(|_| Role::Tutor))?;
    let PhoneContactCorrectionIn { reason, contact: request } = request;
    refuse_other_apprentice("/contact/apprentice_id", current.apprentice_id, request.apprentice_id)?;
    let called_at = request.called_at.or(Some(current.facts.called_at));
    let contract_id = request.contract_id.or(current.facts.contract_id);
    let written = written(tx, asker, PhoneContactIn { called_at, contract_id, ..request })
        .map_err(|problem| problem.under("/contact"))?;
    let former = serde_json::to_value(PhoneContactIn::from(&current)).map_err(Problem::internal)?;
    store::keep_former(tx, &current, &former, &reason, asker.signed())?;
    let contact = store::change(tx, current.id, &written)?;
    asker.record(tx, Event::PhoneContactCorrected, &contact)?;
    Ok(contact)
}

/// Says that what was to be done next is done.
pub fn follow_up(
    tx: &mut Tx,
    asker: &Asker,
    id: PhoneContactId,
    request: &FollowUpIn,
) -> Result<PhoneContact, Problem> {
    let current = store::lock(tx, &asker.reach, id)?.or_not_found("phone_contact")?;
    refuse_others(asker, &current)?;
    let cleared_on: NaiveDate = request.cleared_on.unwrap_or(asker.today);
    let judged = check_clearing(&current, cleared_on, asker.today).map_err(Finding::into_conflict)?;
    refuse_errors(judged.into_iter().collect())?;
    let contact = store::clear(tx, current.id, cleared_on, request.note.as_deref())?;
    let fields = ["cleared_on"];
    let event = Event::PhoneContactFollowedUp;
    match contact.facts.visibility {
        NoteVisibility::Everyone => asker.record_fields(tx, event, &contact, &fields)?,
        // a partner who may not read what was to be done is not told that it is
        NoteVisibility::StaffAndTutor | NoteVisibility::Staff => {
            asker.record_untold(tx, event, &contact, &fields)?;
        }
    }
    Ok(contact)
}

/// Takes a contact back, by the side that logged it.
pub fn withdraw(tx: &mut Tx, asker: &Asker, id: PhoneContactId, reason: &str) -> Result<Withdrawal, Problem> {
    let current = store::lock(tx, &asker.reach, id)?.or_not_found("phone_contact")?;
    asker.caller.may_correct(current.tutor_id.map(|_| Role::Tutor))?;
    withdrawals::remove(tx, asker, about(WithdrawalKind::PhoneContact, &current, reason), &[])
}

/// Takes back that what was to be done next is done: it is to be done again.
pub fn withdraw_follow_up(
    tx: &mut Tx,
    asker: &Asker,
    id: PhoneContactId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let current = store::lock(tx, &asker.reach, id)?.or_not_found("phone_contact")?;
    refuse_others(asker, &current)?;
    if current.cleared_on.is_none() {
        return Err(nothing_to_take_back());
    }
    let (about, scope) =
        (about(WithdrawalKind::CallFollowUp, &current, reason), RowScope::of("phone_contacts", "id", id.0));
    withdrawals::take_back(tx, asker, about, &[scope], |tx| {
        store::reopen(tx, current.id)?;
        Ok(())
    })
}

/// What is taken back of a contact, for those who may read what it says.
fn about<'a>(kind: WithdrawalKind, current: &PhoneContact, reason: &'a str) -> About<'a> {
    let about = About::record(kind, current, reason).of(current.apprentice_id);
    About { contract_id: current.facts.contract_id, ..about }.for_readers(current.facts.visibility.readers())
}

/// A tutor says done what follows their own calls, and what is theirs to do.
fn refuse_others(asker: &Asker, current: &PhoneContact) -> Result<(), Problem> {
    let theirs = current.tutor_id == tutor_of(asker)
        || current.facts.next_action_owner == Some(CommitmentOwner::Tutor);
    if asker.caller.role == Role::Tutor && !theirs {
        return Err(Problem::forbidden());
    }
    Ok(())
}

/// What is written of a call, judged, about its contract.
fn written(tx: &mut Tx, asker: &Asker, request: PhoneContactIn) -> Result<PhoneContactFacts, Problem> {
    let filter = ContractFilter { apprentice: Some(request.apprentice_id), ..Default::default() };
    let contracts =
        agreements::store::list(tx, &asker.reach, &filter, asker.today, &Rows::first(MOST_CONTRACTS))?;
    let mut facts = request.written(asker.caller.role, asker.now);
    let mut findings = check(&facts, NoteVisibility::seen_by(asker.caller.role), asker.now);
    match contract_of(facts.contract_id, &contracts, paris_day(facts.called_at)) {
        Ok(contract) => facts.contract_id = contract,
        Err(finding) => findings.push(finding),
    }
    refuse_errors(findings)?;
    Ok(facts)
}

fn tutor_of(asker: &Asker) -> Option<TutorId> {
    match asker.reach.bounds() {
        Bounds::Tutor(tutor) | Bounds::Link { tutor, .. } => Some(tutor.tutor),
        Bounds::Everything | Bounds::Sites(_) | Bounds::Apprentice(_) => None,
    }
}

fn refuse_other_apprentice(
    pointer: &str,
    current: ApprenticeId,
    apprentice_id: ApprenticeId,
) -> Result<(), Problem> {
    if current == apprentice_id {
        return Ok(());
    }
    let facts = say!("Ce contact parle d'un autre apprenti.", "This contact is about another apprentice.");
    Err(rules::APPRENTICE_STAYS.fault(pointer, facts))
}
