//! Reading a search for an employer, adding to it, correcting it, taking back.

use std::collections::HashSet;

use super::model::{
    NewSearchEvent, NewSearchProspect, SearchEvent, SearchEventFacts, SearchProspect, SearchProspectFacts,
};
use super::rules::{
    EMPLOYER_OF_THE_SITE, PROSPECT_ONCE, SearchHints, check_open, closed_by, faults_of_event,
    faults_of_prospect, next_contract, suggested,
};
use super::store;
use super::wire::{
    EmployerReasonOut, EmployerSearchOut, EmployerSuggestionOut, NextContractOut, SearchProspectOut,
};
use crate::ids::{ApprenticeId, EmployerId, SearchEventId, SearchProspectId};
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::model::{Apprentice, SignedContractDates};
use crate::people::apprentices::store::{EnrolmentAndContracts, enrolments_and_contracts};
use crate::people::{apprentices, employers};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::ruptures::stays::rules::stay::{ServedContract, stay_begun};
use crate::say;
use crate::trust::access::Role;
use crate::trust::door::Asker;
use crate::trust::journal::{Authors, Event};
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// Most employers suggested.
const MOST_SUGGESTED: usize = 20;

/// The search of an apprentice, as whoever asks reads it.
pub fn read(conn: &mut Tx, asker: &Asker, id: ApprenticeId) -> Result<EmployerSearchOut, Problem> {
    let apprentice = apprentices::store::find(conn, &asker.reach, id)?.or_not_found("apprentice")?;
    let training = current(enrolments_and_contracts(conn, &asker.reach, &[apprentice.id])?, asker);
    let contracts = training.as_ref().map(|(_, contracts)| contracts.as_slice()).unwrap_or_default();
    let closing = closed_by(contracts, asker.today).cloned();
    let stay = training.as_ref().and_then(|(row, contracts)| {
        let served: Vec<ServedContract> = contracts.iter().map(ServedContract::from).collect();
        let excluded_on = row.enrolment.facts.excluded_on;
        stay_begun(row.entry().course(), &served, excluded_on, (asker.today, &asker.law))
    });
    let prospects = prospects(conn, asker, apprentice.id)?;
    let suggestions = match closing {
        Some(_) => Vec::new(),
        None => suggestions(conn, asker, &apprentice, contracts, &prospects)?,
    };
    let running = stay.as_ref().filter(|stay| stay.days_left(asker.today).is_some());
    Ok(EmployerSearchOut {
        as_of: asker.today,
        apprentice_id: apprentice.id,
        enrolment_id: training.as_ref().map(|(row, _)| row.enrolment.id),
        open: closing.is_none(),
        since_on: stay.as_ref().map(|stay| stay.from_on),
        right_until_on: running.and_then(|stay| stay.last_day()),
        closed_by_contract_id: closing.as_ref().map(|contract| contract.id),
        closed_by_starts_on: closing.as_ref().map(|contract| contract.starts_on),
        prospects,
        suggestions,
        next_contract: closing.is_none().then(|| NextContractOut::of(next_contract(contracts), asker.lang)),
    })
}

/// The training somebody is in, else the latest.
fn current(trainings: Vec<EnrolmentAndContracts>, asker: &Asker) -> Option<EnrolmentAndContracts> {
    trainings.into_iter().max_by_key(|(row, _)| {
        let course = row.entry().course();
        (course.starts_on <= asker.today && asker.today <= course.ends_on, course.starts_on)
    })
}

fn prospects(conn: &mut Tx, asker: &Asker, id: ApprenticeId) -> Result<Vec<SearchProspectOut>, Problem> {
    let rows = store::prospects_of(conn, &asker.reach, id)?;
    shown(conn, asker, rows)
}

/// Companies within reach with their events, as whoever asks reads them.
pub fn shown(
    conn: &mut Tx,
    asker: &Asker,
    rows: Vec<SearchProspect>,
) -> Result<Vec<SearchProspectOut>, Problem> {
    let ids: Vec<SearchProspectId> = rows.iter().map(|row| row.id).collect();
    let mut events = store::events_of(conn, &ids)?;
    let of_events = events.values().flatten().map(|one| (one.author_kind, one.author_id));
    let of_rows = rows.iter().map(|one| (one.author_kind, one.author_id));
    let authors = Authors::find(conn, &asker.caller, of_rows.chain(of_events))?;
    let known: Vec<EmployerId> = rows.iter().filter_map(|row| row.facts.employer_id).collect();
    let names = employers::store::names_of(conn, known)?;
    let each = rows.into_iter().map(|row| {
        let employer = row.facts.employer_id.and_then(|id| names.get(&id)).cloned();
        let theirs = events.remove(&row.id).unwrap_or_default();
        SearchProspectOut::of(row, employer, theirs, (&authors, asker.lang))
    });
    Ok(each.collect())
}

fn suggestions(
    conn: &mut Tx,
    asker: &Asker,
    apprentice: &Apprentice,
    contracts: &[SignedContractDates],
    prospects: &[SearchProspectOut],
) -> Result<Vec<EmployerSuggestionOut>, Problem> {
    let last = contracts.iter().max_by_key(|one| one.starts_on);
    let former = match last {
        Some(contract) => store::employer_under(conn, contract.id)?,
        None => None,
    };
    let (left, naf) = former.map_or((None, None), |(id, naf)| (Some(id), naf));
    let seen = prospects.iter().filter_map(|one| one.prospect.facts.employer_id);
    let set_aside: HashSet<EmployerId> = seen.chain(left).collect();
    let hints = SearchHints { city: apprentice.city.clone(), naf, set_aside };
    let found = suggested(store::former_employers(conn, apprentice.site_id)?, &hints, MOST_SUGGESTED);
    let by_staff = asker.caller.role != Role::Student;
    let each = found.into_iter().map(|(one, reasons)| EmployerSuggestionOut {
        employer_id: one.id,
        name: one.name,
        city: one.city,
        naf: one.naf,
        contracts: by_staff.then_some(one.contracts),
        last_contract_ends_on: one.last_on.filter(|_| by_staff),
        reasons: reasons.into_iter().map(|why| EmployerReasonOut::of(why, asker.lang)).collect(),
    });
    Ok(each.collect())
}

/// Adds a company to the search of an apprentice.
pub fn add(
    tx: &mut Tx,
    asker: &Asker,
    id: ApprenticeId,
    facts: SearchProspectFacts,
) -> Result<SearchProspect, Problem> {
    let apprentice = apprentices::store::lock(tx, &asker.reach, id)?.or_not_found("apprentice")?;
    refuse_closed(tx, asker, apprentice.id)?;
    refuse_prospect(tx, asker, (&apprentice, None), &facts)?;
    let author = asker.author();
    let new = NewSearchProspect {
        id: SearchProspectId::new(),
        site_id: apprentice.site_id,
        apprentice_id: apprentice.id,
        facts,
        author_kind: author.kind,
        author_id: author.id,
    };
    let prospect = store::insert(tx, &new)?;
    asker.record(tx, Event::SearchProspectAdded, &prospect)?;
    Ok(prospect)
}

/// Corrects a company, locked with its apprentice.
pub fn correct(
    tx: &mut Tx,
    asker: &Asker,
    (apprentice, current): (&Apprentice, &SearchProspect),
    (facts, fields): (&SearchProspectFacts, &[String]),
) -> Result<SearchProspect, Problem> {
    refuse_prospect(tx, asker, (apprentice, Some(current.id)), facts)?;
    let prospect = store::change(tx, current.id, facts)?;
    asker.record_fields(tx, Event::SearchProspectChanged, &prospect, fields)?;
    Ok(prospect)
}

/// Takes a company back, with what happened with it.
pub fn withdraw(
    tx: &mut Tx,
    asker: &Asker,
    id: SearchProspectId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let (_, prospect) = lock(tx, asker, id)?;
    let about = About::record(WithdrawalKind::SearchProspect, &prospect, reason);
    withdrawals::remove(tx, asker, about.of(prospect.apprentice_id), &[])
}

/// Adds what happened with a company.
pub fn add_event(
    tx: &mut Tx,
    asker: &Asker,
    id: SearchProspectId,
    facts: SearchEventFacts,
) -> Result<SearchEvent, Problem> {
    let (apprentice, prospect) = lock(tx, asker, id)?;
    refuse_closed(tx, asker, apprentice.id)?;
    refuse_errors(faults_of_event(&facts, asker.today))?;
    let author = asker.author();
    let new = NewSearchEvent {
        id: SearchEventId::new(),
        site_id: prospect.site_id,
        apprentice_id: prospect.apprentice_id,
        prospect_id: prospect.id,
        facts,
        author_kind: author.kind,
        author_id: author.id,
    };
    let event = store::insert_event(tx, &new)?;
    asker.record(tx, Event::SearchEventAdded, &event)?;
    Ok(event)
}

/// Corrects an event, locked.
pub fn correct_event(
    tx: &mut Tx,
    asker: &Asker,
    current: &SearchEvent,
    (facts, fields): (&SearchEventFacts, &[String]),
) -> Result<SearchEvent, Problem> {
    refuse_errors(faults_of_event(facts, asker.today))?;
    let event = store::change_event(tx, current.id, facts)?;
    asker.record_fields(tx, Event::SearchEventChanged, &event, fields)?;
    Ok(event)
}

/// Takes an event back.
pub fn withdraw_event(
    tx: &mut Tx,
    asker: &Asker,
    id: SearchEventId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let event = lock_event(tx, asker, id)?;
    let about = About::record(WithdrawalKind::SearchEvent, &event, reason);
    withdrawals::remove(tx, asker, about.of(event.apprentice_id), &[])
}

/// A company, its apprentice locked before it.
pub fn lock(
    tx: &mut Tx,
    asker: &Asker,
    id: SearchProspectId,
) -> Result<(Apprentice, SearchProspect), Problem> {
    let found = store::find(tx, &asker.reach, id)?.or_not_found("search_prospect")?;
    let apprentice = apprentices::store::lock(tx, &asker.reach, found.apprentice_id)?;
    let apprentice = apprentice.or_not_found("search_prospect")?;
    let row = store::lock(tx, &asker.reach, id)?.or_not_found("search_prospect")?;
    Ok((apprentice, row))
}

/// An event, its apprentice locked before it.
pub fn lock_event(tx: &mut Tx, asker: &Asker, id: SearchEventId) -> Result<SearchEvent, Problem> {
    let found = store::find_event(tx, &asker.reach, id)?.or_not_found("search_event")?;
    apprentices::store::lock(tx, &asker.reach, found.apprentice_id)?.or_not_found("search_event")?;
    store::lock_event(tx, &asker.reach, id)?.or_not_found("search_event")
}

/// A search is added to while no contract that still runs is signed.
fn refuse_closed(tx: &mut Tx, asker: &Asker, id: ApprenticeId) -> Result<(), Problem> {
    let training = current(enrolments_and_contracts(tx, &asker.reach, &[id])?, asker);
    let closed = training.and_then(|(_, contracts)| check_open(&contracts, asker.today));
    closed.map_or(Ok(()), |finding| Err(finding.into_conflict()))
}

fn refuse_prospect(
    tx: &mut Tx,
    asker: &Asker,
    (apprentice, current): (&Apprentice, Option<SearchProspectId>),
    facts: &SearchProspectFacts,
) -> Result<(), Problem> {
    let mut faults = faults_of_prospect(facts);
    if let Some(employer) = facts.employer_id {
        faults.extend(employer_fault(tx, asker, (apprentice, current), employer)?);
    }
    refuse_errors(faults)?;
    Ok(())
}

fn employer_fault(
    tx: &mut Tx,
    asker: &Asker,
    (apprentice, current): (&Apprentice, Option<SearchProspectId>),
    employer: EmployerId,
) -> Result<Option<Finding>, Problem> {
    if !store::is_employer_of(tx, apprentice.site_id, employer)? {
        let told = say!("Aucune entreprise du site n'a cet identifiant.", "No employer of the site has it.");
        return Ok(Some(EMPLOYER_OF_THE_SITE.at("/employer_id", told)));
    }
    let others = store::prospects_of(tx, &asker.reach, apprentice.id)?;
    let twice = others.iter().any(|one| one.facts.employer_id == Some(employer) && Some(one.id) != current);
    Ok(twice.then(|| {
        let told = say!("Elle y figure déjà.", "It is already there.");
        PROSPECT_ONCE.at("/employer_id", told)
    }))
}
