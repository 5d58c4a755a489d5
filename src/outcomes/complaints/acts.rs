//! Writing complaints down, treating and closing them, taking any of it back; reading them in words.

use super::model::{Complaint, ComplaintFacts, ComplaintStep, NewComplaint, NewComplaintStep};
use super::rules::{
    ABOUT_AN_APPRENTICE, ComplaintSteps, TREATED_BY_STAFF, check_answered, check_day, check_open, faults_of,
};
use super::store;
use super::wire::{ComplaintClosingIn, ComplaintOut, ComplaintStepIn, ComplaintWords};
use crate::ids::{ComplaintId, ComplaintStepId, SiteId};
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::say;
use crate::trust::accounts::store::accounts::staff_of;
use crate::trust::door::Asker;
use crate::trust::journal::{AuthorKind, Authors, Event};
use crate::trust::withdrawals::acts::nothing_to_take_back;
use crate::trust::withdrawals::{self, About, RowScope, Withdrawal, WithdrawalKind};

/// Writes a complaint down.
pub fn receive(
    tx: &mut Tx,
    asker: &Asker,
    site: SiteId,
    facts: ComplaintFacts,
) -> Result<Complaint, Problem> {
    let mut faults = faults_of(&facts, None, asker.today);
    faults.extend(of_people(tx, asker, site, &facts)?);
    refuse_errors(faults)?;
    let author = asker.author();
    let new = NewComplaint {
        id: ComplaintId::new(),
        site_id: site,
        facts,
        author_kind: author.kind,
        author_id: author.id,
    };
    let complaint = store::insert(tx, &new)?;
    asker.record(tx, Event::ComplaintReceived, &complaint)?;
    Ok(complaint)
}

/// What is wrong with whom a complaint names.
fn of_people(
    tx: &mut Tx,
    asker: &Asker,
    site: SiteId,
    facts: &ComplaintFacts,
) -> Result<Vec<Finding>, Problem> {
    let mut faults = Vec::new();
    if let Some(id) = facts.apprentice_id {
        let found = apprentices::store::lock(tx, &asker.reach, id)?;
        if found.is_none_or(|apprentice| apprentice.site_id != site) {
            let told =
                say!("Aucun apprenti du site n'a cet identifiant.", "No apprentice of the site has it.");
            faults.push(ABOUT_AN_APPRENTICE.at("/apprentice_id", told));
        }
    }
    if let Some(id) = facts.assigned_to
        && staff_of(tx, &[site], &[id])?.is_empty()
    {
        let told = say!(
            "Aucune personne du site qui se connecte n'a cet identifiant.",
            "Nobody of the site who signs in has it."
        );
        faults.push(TREATED_BY_STAFF.at("/assigned_to", told));
    }
    Ok(faults)
}

/// Corrects a complaint, or assigns it, locked.
pub fn change(
    tx: &mut Tx,
    asker: &Asker,
    current: &Complaint,
    (facts, fields): (&ComplaintFacts, &[String]),
) -> Result<Complaint, Problem> {
    refuse_closed(current)?;
    let first = store::steps_of(tx, current.id)?.first().map(|step| step.done_on);
    let mut faults = faults_of(facts, first, asker.today);
    faults.extend(of_people(tx, asker, current.site_id, facts)?);
    refuse_errors(faults)?;
    let changed = store::change(tx, current.id, facts)?;
    asker.record_fields(tx, Event::ComplaintChanged, &changed, fields)?;
    Ok(changed)
}

/// Records something done about a complaint.
pub fn record_step(
    tx: &mut Tx,
    asker: &Asker,
    id: ComplaintId,
    request: ComplaintStepIn,
) -> Result<ComplaintStep, Problem> {
    let complaint = store::lock(tx, &asker.reach, id)?.or_not_found("complaint")?;
    refuse_closed(&complaint)?;
    let done_on = request.done_on.unwrap_or(asker.today);
    refuse_errors(check_day("/done_on", done_on, &complaint, asker.today).into_iter().collect())?;
    let author = asker.author();
    let new = NewComplaintStep {
        id: ComplaintStepId::new(),
        site_id: complaint.site_id,
        complaint_id: complaint.id,
        kind: request.kind,
        done_on,
        note: request.note,
        author_kind: author.kind,
        author_id: author.id,
    };
    let step = store::insert_step(tx, &new)?;
    asker.record(tx, Event::ComplaintStepRecorded, &step)?;
    Ok(step)
}

/// Closes a complaint with its outcome.
pub fn close(
    tx: &mut Tx,
    asker: &Asker,
    id: ComplaintId,
    request: &ComplaintClosingIn,
) -> Result<Complaint, Problem> {
    let complaint = store::lock(tx, &asker.reach, id)?.or_not_found("complaint")?;
    refuse_closed(&complaint)?;
    let steps = store::steps_among(tx, &[id])?.remove(&id).unwrap_or_default();
    if let Some(found) = check_answered(request.outcome, steps) {
        return Err(found.into_conflict());
    }
    let on = request.closed_on.unwrap_or(asker.today);
    let mut faults: Vec<Finding> = check_day("/closed_on", on, &complaint, asker.today).into_iter().collect();
    faults.extend(before_its_steps(on, steps));
    refuse_errors(faults)?;
    let closed = store::close(tx, id, (on, request.outcome), request.note.as_deref())?;
    asker.record_fields(tx, Event::ComplaintClosed, &closed, &["outcome"])?;
    Ok(closed)
}

fn before_its_steps(on: chrono::NaiveDate, steps: ComplaintSteps) -> Option<Finding> {
    let last = steps.last_on.filter(|last| *last > on)?;
    let jour = crate::law::calendar::french_day(last);
    Some(
        super::rules::AFTER_ITS_RECEIPT.at(
            "/closed_on",
            say!("Dernière étape le {jour} : pas avant.", "Last step on {last}: not before."),
        ),
    )
}

fn refuse_closed(complaint: &Complaint) -> Result<(), Problem> {
    check_open(complaint).map_or(Ok(()), |found| Err(found.into_conflict()))
}

/// Takes the closing of a complaint back: it is treated again.
pub fn withdraw_closing(
    tx: &mut Tx,
    asker: &Asker,
    id: ComplaintId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let complaint = store::lock(tx, &asker.reach, id)?.or_not_found("complaint")?;
    if complaint.closed_on.is_none() {
        return Err(nothing_to_take_back());
    }
    let about = about(WithdrawalKind::ComplaintClosing, &complaint, reason);
    let scope = RowScope::of("complaints", "id", id.0);
    withdrawals::take_back(tx, asker, about, &[scope], |tx| {
        store::reopen(tx, id)?;
        Ok(())
    })
}

/// Takes back a complaint written by mistake, with its steps.
pub fn withdraw(tx: &mut Tx, asker: &Asker, id: ComplaintId, reason: &str) -> Result<Withdrawal, Problem> {
    let complaint = store::lock(tx, &asker.reach, id)?.or_not_found("complaint")?;
    withdrawals::remove(tx, asker, about(WithdrawalKind::Complaint, &complaint, reason), &[])
}

/// Takes back a step recorded by mistake.
pub fn withdraw_step(
    tx: &mut Tx,
    asker: &Asker,
    id: ComplaintStepId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let (complaint, step) = store::lock_step(tx, &asker.reach, id)?.or_not_found("complaint_step")?;
    refuse_closed(&complaint)?;
    let about = About::record(WithdrawalKind::ComplaintStep, &step, reason);
    let about = About { apprentice_id: complaint.facts.apprentice_id, ..about };
    withdrawals::remove(tx, asker, about, &[])
}

fn about<'a>(kind: WithdrawalKind, complaint: &Complaint, reason: &'a str) -> About<'a> {
    let about = About::record(kind, complaint, reason);
    About { apprentice_id: complaint.facts.apprentice_id, ..about }
}

/// Complaints in words: what was done, who treats them, whom they are about.
pub fn shown(conn: &mut Tx, asker: &Asker, rows: Vec<Complaint>) -> diesel::QueryResult<Vec<ComplaintOut>> {
    let words = words_of(conn, asker, &rows, &[])?;
    Ok(rows.into_iter().map(|row| words.complaint(row)).collect())
}

/// What some complaints and steps say in words.
pub fn words_of(
    conn: &mut Tx,
    asker: &Asker,
    rows: &[Complaint],
    steps: &[ComplaintStep],
) -> diesel::QueryResult<ComplaintWords> {
    let ids: Vec<ComplaintId> = rows.iter().map(|row| row.id).collect();
    let people: Vec<_> = rows.iter().filter_map(|row| row.facts.apprentice_id).collect();
    let assigned = rows.iter().filter_map(|row| row.facts.assigned_to);
    let named = rows
        .iter()
        .map(|row| (row.author_kind, row.author_id))
        .chain(steps.iter().map(|step| (step.author_kind, step.author_id)))
        .chain(assigned.map(|account| (AuthorKind::Account, Some(account.0))));
    Ok(ComplaintWords {
        steps: store::steps_among(conn, &ids)?,
        names: store::names_of(conn, &people)?,
        authors: Authors::find(conn, &asker.caller, named)?,
        delays: asker.law.quality.on(asker.today).complaints,
        today: asker.today,
        lang: asker.lang,
    })
}
