//! Handlers of the deposits of amendments: sent, completed, accepted with their number, or refused.

use actix_web::post;
use actix_web::web::Path;

use super::shown;
use crate::contracts::agreements::{self, Contract};
use crate::contracts::amendments::acts::History;
use crate::contracts::amendments::model::Amendment;
use crate::contracts::amendments::rules::terms;
use crate::contracts::amendments::store;
use crate::contracts::amendments::wire::AmendmentOut;
use crate::contracts::filings;
use crate::contracts::filings::model::{AmendmentFiling, FilingState};
use crate::contracts::filings::wire::{
    AmendmentAcceptanceIn, AmendmentFilingIn, FilingCompletionIn, RefusalIn,
};
use crate::ids::{AmendmentFilingId, AmendmentId};
use crate::law::findings::Finding;
use crate::people::employers;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::Answer;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{
    self, About, RowScope, Withdrawal, WithdrawalIn, WithdrawalKind, WithdrawalOut,
};

/// Records that a signed amendment was sent for deposit, as its contract was, and its acceptance when the answer is known
/// already.
#[utoipa::path(tag = "amendments", params(("id" = AmendmentId, Path, description = "Amendment.")),
    request_body = AmendmentFilingIn,
    responses((status = 200, description = "The amendment with its deposits, and the warnings of the rules.", body = AmendmentOut)))]
#[post("/v1/amendments/{id}/filings")]
pub(super) async fn file_amendment(
    door: Door,
    id: Path<AmendmentId>,
    body: Body<AmendmentFilingIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let (amendment, contract) = lock_signed(tx, asker, *id)?;
        let made = filings::store::of_amendments(tx, &[amendment.id])?;
        let states: Vec<FilingState> = made.iter().map(|filing| filing.facts.state).collect();
        let terms = History::read(tx, &contract)?.in_force(tx)?;
        let there = terms.on(amendment.facts.effective_on).agreed.head.employer_id;
        let employer = employers::store::find_employer(tx, &asker.reach, there)?;
        let employer = employer.ok_or_else(|| Problem::internal("a contract without its employer"))?;
        let sent = filings::acts::send(asker, &states, amendment.signed_on, &employer, request.record)?;
        filings::store::insert_of_amendment(tx, contract.site_id, contract.id, amendment.id, &sent)?;
        let warnings = terms::number_unknown(&contract).into_iter().collect();
        if let Some(acceptance) = request.along.acceptance {
            let filed = raised(tx, asker, &amendment, Event::AmendmentFiled)?;
            let last = filings::store::of_amendments(tx, &[amendment.id])?.pop();
            let last = last.ok_or_else(|| Problem::internal("a deposit was not written"))?;
            accept(tx, asker, last, acceptance).map_err(|problem| problem.under("/acceptance"))?;
            return render(tx, asker, &filed, Event::AmendmentAccepted, warnings);
        }
        render(tx, asker, &amendment, Event::AmendmentFiled, warnings)
    })
    .await
}

/// Records the day on which the complete file of an amendment's deposit was received.
#[utoipa::path(tag = "amendments", params(
        ("id" = AmendmentId, Path, description = "Amendment."),
        ("filing_id" = AmendmentFilingId, Path, description = "Deposit.")),
    request_body = FilingCompletionIn,
    responses((status = 200, description = "The amendment with its deposits.", body = AmendmentOut)))]
#[post("/v1/amendments/{id}/filings/{filing_id}/completion")]
pub(super) async fn complete_amendment_filing(
    door: Door,
    ids: Path<(AmendmentId, AmendmentFilingId)>,
    body: Body<FilingCompletionIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let (amendment, mut filing) = lock_filing(tx, asker, *ids)?;
        filings::acts::complete(asker, &mut filing.facts, request)?;
        filings::store::change_of_amendment(tx, &filing)?;
        render(tx, asker, &amendment, Event::AmendmentFilingCompleted, Vec::new())
    })
    .await
}

/// Records the acceptance of an amendment's deposit: the amendment has its number.
#[utoipa::path(tag = "amendments", params(
        ("id" = AmendmentId, Path, description = "Amendment."),
        ("filing_id" = AmendmentFilingId, Path, description = "Deposit.")),
    request_body = AmendmentAcceptanceIn,
    responses((status = 200, description = "The amendment with its deposits.", body = AmendmentOut)))]
#[post("/v1/amendments/{id}/filings/{filing_id}/acceptance")]
pub(super) async fn accept_amendment_filing(
    door: Door,
    ids: Path<(AmendmentId, AmendmentFilingId)>,
    body: Body<AmendmentAcceptanceIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let (amendment, filing) = lock_filing(tx, asker, *ids)?;
        accept(tx, asker, filing, request)?;
        render(tx, asker, &amendment, Event::AmendmentAccepted, Vec::new())
    })
    .await
}

/// Records the refusal of an amendment's deposit, with its reason; another attempt may follow.
#[utoipa::path(tag = "amendments", params(
        ("id" = AmendmentId, Path, description = "Amendment."),
        ("filing_id" = AmendmentFilingId, Path, description = "Deposit.")),
    request_body = RefusalIn,
    responses((status = 200, description = "The amendment with its deposits.", body = AmendmentOut)))]
#[post("/v1/amendments/{id}/filings/{filing_id}/refusal")]
pub(super) async fn refuse_amendment_filing(
    door: Door,
    ids: Path<(AmendmentId, AmendmentFilingId)>,
    body: Body<RefusalIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let (amendment, mut filing) = lock_filing(tx, asker, *ids)?;
        filings::acts::refuse(asker, &mut filing.facts, request)?;
        filings::store::change_of_amendment(tx, &filing)?;
        render(tx, asker, &amendment, Event::AmendmentRefused, Vec::new())
    })
    .await
}

/// Takes back a deposit recorded by mistake that waits for its answer, and says why.
#[utoipa::path(tag = "amendments", params(
        ("id" = AmendmentId, Path, description = "Amendment."),
        ("filing_id" = AmendmentFilingId, Path, description = "Deposit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/amendments/{id}/filings/{filing_id}/withdrawal")]
pub(super) async fn withdraw_amendment_filing(
    door: Door,
    ids: Path<(AmendmentId, AmendmentFilingId)>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let found = lock_filing(tx, asker, *ids)?;
        let withdrawal = unsent(tx, asker, found, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back that the complete file of an amendment's deposit was received, and says why: the deposit waits for it again.
#[utoipa::path(tag = "amendments", params(
        ("id" = AmendmentId, Path, description = "Amendment."),
        ("filing_id" = AmendmentFilingId, Path, description = "Deposit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/amendments/{id}/filings/{filing_id}/completion/withdrawal")]
pub(super) async fn withdraw_amendment_filing_completion(
    door: Door,
    ids: Path<(AmendmentId, AmendmentFilingId)>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let found = lock_filing(tx, asker, *ids)?;
        let withdrawal = uncompleted(tx, asker, found, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back the acceptance of an amendment's deposit, recorded by mistake, and says why: it waits for its answer again.
#[utoipa::path(tag = "amendments", params(
        ("id" = AmendmentId, Path, description = "Amendment."),
        ("filing_id" = AmendmentFilingId, Path, description = "Deposit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/amendments/{id}/filings/{filing_id}/acceptance/withdrawal")]
pub(super) async fn withdraw_amendment_filing_acceptance(
    door: Door,
    ids: Path<(AmendmentId, AmendmentFilingId)>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let found = lock_filing(tx, asker, *ids)?;
        let withdrawal = undecided(tx, asker, found, FilingState::Accepted, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back the refusal of an amendment's deposit, recorded by mistake, and says why: it waits for its answer again.
#[utoipa::path(tag = "amendments", params(
        ("id" = AmendmentId, Path, description = "Amendment."),
        ("filing_id" = AmendmentFilingId, Path, description = "Deposit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/amendments/{id}/filings/{filing_id}/refusal/withdrawal")]
pub(super) async fn withdraw_amendment_filing_refusal(
    door: Door,
    ids: Path<(AmendmentId, AmendmentFilingId)>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let found = lock_filing(tx, asker, *ids)?;
        let withdrawal = undecided(tx, asker, found, FilingState::Refused, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Removes a deposit of an amendment that waits for its answer.
fn unsent(
    tx: &mut Tx,
    asker: &Asker,
    (amendment, filing): (Amendment, AmendmentFiling),
    reason: &str,
) -> Result<Withdrawal, Problem> {
    filings::acts::refuse_answered(&filing.facts, &href_of(&amendment, &filing))?;
    let kind = WithdrawalKind::AmendmentFiling;
    back(tx, asker, (kind, &amendment, filing.id), reason, |tx| {
        Ok(filings::store::remove_of_amendment(tx, filing.id)?)
    })
}

/// Makes the deposit of an amendment wait for its complete file again.
fn uncompleted(
    tx: &mut Tx,
    asker: &Asker,
    (amendment, mut filing): (Amendment, AmendmentFiling),
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let href = href_of(&amendment, &filing);
    filings::acts::uncomplete(&mut filing.facts, &href)?;
    let kind = WithdrawalKind::AmendmentFilingCompletion;
    back(tx, asker, (kind, &amendment, filing.id), reason, |tx| {
        Ok(filings::store::change_of_amendment(tx, &filing)?)
    })
}

fn href_of(amendment: &Amendment, filing: &AmendmentFiling) -> String {
    format!("/v1/amendments/{}/filings/{}", amendment.id, filing.id)
}

/// Makes the deposit of an amendment wait for its answer again.
fn undecided(
    tx: &mut Tx,
    asker: &Asker,
    (amendment, mut filing): (Amendment, AmendmentFiling),
    decided: FilingState,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let made = filings::store::of_amendments(tx, &[amendment.id])?;
    filings::acts::undecide(&mut filing.facts, made.len(), decided)?;
    filing.amendment_number = None;
    let kind = WithdrawalKind::AmendmentDecision;
    back(tx, asker, (kind, &amendment, filing.id), reason, |tx| {
        Ok(filings::store::change_of_amendment(tx, &filing)?)
    })
}

/// Takes back something of the deposit of an amendment, whose version is raised.
fn back(
    tx: &mut Tx,
    asker: &Asker,
    (kind, amendment, filing): (WithdrawalKind, &Amendment, AmendmentFilingId),
    reason: &str,
    act: impl FnOnce(&mut Tx) -> Result<(), Problem>,
) -> Result<Withdrawal, Problem> {
    let contract = agreements::store::find(tx, &asker.reach, amendment.contract_id)?;
    let contract = contract.or_not_found("amendment")?;
    let scopes =
        [RowScope::of("amendments", "id", amendment.id.0), RowScope::of("amendment_filings", "id", filing.0)];
    let about = About::record(kind, amendment, reason);
    let about = about.of(contract.apprentice_id).under(contract.id).of_record(filing.0);
    withdrawals::take_back(tx, asker, about, &scopes, |tx| {
        act(tx)?;
        store::touch(tx, amendment)?;
        Ok(())
    })
}

/// A signed amendment and its contract, both locked.
fn lock_signed(tx: &mut Tx, asker: &Asker, id: AmendmentId) -> Result<(Amendment, Contract), Problem> {
    let (amendment, contract) = store::lock(tx, &asker.reach, id)?.or_not_found("amendment")?;
    refuse_unsigned(&amendment)?;
    Ok((amendment, contract))
}

/// What is not signed is not deposited.
pub(super) fn refuse_unsigned(amendment: &Amendment) -> Result<(), Problem> {
    if amendment.signed_on.is_some() {
        return Ok(());
    }
    Err(terms::NOT_SIGNED.conflict(say!(
        "Cet avenant n'est pas signé : rien n'est encore à déposer.",
        "This amendment is not signed: there is nothing to deposit yet."
    )))
}

/// A signed amendment and one of its deposits, both locked.
fn lock_filing(
    tx: &mut Tx,
    asker: &Asker,
    (id, filing): (AmendmentId, AmendmentFilingId),
) -> Result<(Amendment, AmendmentFiling), Problem> {
    let (amendment, _) = lock_signed(tx, asker, id)?;
    let made = filings::store::of_amendments(tx, &[amendment.id])?;
    let found = made.into_iter().find(|one| one.id == filing).or_not_found("amendment_filing")?;
    Ok((amendment, found))
}

/// A deposit is accepted: the amendment has its number.
fn accept(
    tx: &mut Tx,
    asker: &Asker,
    mut filing: AmendmentFiling,
    request: AmendmentAcceptanceIn,
) -> Result<(), Problem> {
    filings::acts::accept(asker, &mut filing.facts, request.decided_on)?;
    filing.amendment_number = Some(request.amendment_number);
    Ok(filings::store::change_of_amendment(tx, &filing).map(drop)?)
}

/// Raises the version of the amendment, and says what happened to it.
fn raised(tx: &mut Tx, asker: &Asker, amendment: &Amendment, event: Event) -> Result<Amendment, Problem> {
    let touched = store::touch(tx, amendment)?;
    asker.record(tx, event, &touched)?;
    Ok(touched)
}

/// Raises the version of the amendment, says what happened to it, and gives it back.
fn render(tx: &mut Tx, asker: &Asker, amendment: &Amendment, event: Event, warnings: Vec<Finding>) -> Answer {
    let touched = raised(tx, asker, amendment, event)?;
    shown(tx, asker, touched, warnings)
}
