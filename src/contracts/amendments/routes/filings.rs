//! Handlers of the deposits of amendments: sent, completed, accepted with their number, or refused.

use actix_web::post;
use actix_web::web::Path;

use super::shown;
use crate::contracts::agreements::Contract;
use crate::contracts::agreements::acts::explained;
use crate::contracts::agreements::model::{Addressee, FilingRefusal, FilingState};
use crate::contracts::agreements::rules::{book, filings};
use crate::contracts::amendments::model::{Amendment, AmendmentFiling, NewAmendmentFiling};
use crate::contracts::amendments::rules::terms;
use crate::contracts::amendments::store;
use crate::contracts::amendments::wire::{AmendmentAcceptanceIn, AmendmentOut};
use crate::contracts::filings::acts;
use crate::contracts::filings::wire::{FilingCompletionIn, FilingIn, RefusalIn};
use crate::ids::{AmendmentFilingId, AmendmentId};
use crate::law::findings::{Finding, refuse_errors};
use crate::people::employers;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::Answer;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;

/// Records that a signed amendment was sent for deposit, as its contract was.
#[utoipa::path(tag = "amendments", params(("id" = AmendmentId, Path, description = "Amendment.")),
    request_body = FilingIn,
    responses((status = 200, description = "The amendment with its deposits, and the warnings of the rules.", body = AmendmentOut)))]
#[post("/v1/amendments/{id}/filings")]
pub(super) async fn file_amendment(door: Door, id: Path<AmendmentId>, body: Body<FilingIn>) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let (amendment, contract) = lock_signed(tx, asker, *id)?;
        let made = store::filings_of(tx, &[amendment.id])?;
        let states: Vec<FilingState> = made.iter().map(|filing| filing.state).collect();
        if let Some(rule) = filings::check_another(&states) {
            return Err(rule.conflict(Sentence::new(rule.fr, rule.en)));
        }
        let due = addressee_of(tx, asker, &contract)?;
        refuse_errors(acts::against(asker, amendment.signed_on, due, &request))?;
        let attempt = i32::try_from(made.len()).unwrap_or(i32::MAX).saturating_add(1);
        store::insert_filing(tx, &new_filing(&amendment, &request, due, attempt))?;
        let warnings = terms::number_unknown(&contract).into_iter().collect();
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
        let (amendment, filing) = lock_open(tx, asker, *ids)?;
        let days = [("", Some(filing.sent_on)), ("/complete_on", Some(request.complete_on))];
        refuse_errors(filings::check_days(&days, asker.today))?;
        store::complete_filing(tx, filing.id, request.complete_on)?;
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
        let (amendment, filing) = lock_open(tx, asker, *ids)?;
        acts::check_decision(asker, (filing.sent_on, filing.complete_on), request.decided_on)?;
        store::accept_filing(tx, filing.id, request.decided_on, &request.amendment_number)?;
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
        let (amendment, filing) = lock_open(tx, asker, *ids)?;
        acts::check_decision(asker, (filing.sent_on, filing.complete_on), request.decided_on)?;
        explained(request.reason_code == FilingRefusal::Other, request.note.as_deref())?;
        let reason = (request.reason_code, request.note.as_deref());
        store::refuse_filing(tx, filing.id, request.decided_on, reason)?;
        render(tx, asker, &amendment, Event::AmendmentRefused, Vec::new())
    })
    .await
}

/// A signed amendment and its contract, both held.
fn lock_signed(tx: &mut Tx, asker: &Asker, id: AmendmentId) -> Result<(Amendment, Contract), Problem> {
    let (amendment, contract) = store::lock(tx, &asker.reach, id)?.or_not_found("amendment")?;
    if amendment.signed_on.is_some() {
        return Ok((amendment, contract));
    }
    Err(terms::NOT_SIGNED.conflict(say!(
        "Cet avenant n'est pas signé : rien n'est encore à déposer.",
        "This amendment is not signed: there is nothing to deposit yet."
    )))
}

/// An amendment and its deposit that waits for a decision, both held.
fn lock_open(
    tx: &mut Tx,
    asker: &Asker,
    (id, filing): (AmendmentId, AmendmentFilingId),
) -> Result<(Amendment, AmendmentFiling), Problem> {
    let (amendment, _) = lock_signed(tx, asker, id)?;
    let made = store::filings_of(tx, &[amendment.id])?;
    let found = made.into_iter().find(|one| one.id == filing);
    let found = found.or_not_found("amendment_filing")?;
    match found.state {
        FilingState::Sent => Ok((amendment, found)),
        FilingState::Accepted | FilingState::Refused => {
            let rule = &book::FILING_DECIDED;
            Err(rule.conflict(Sentence::new(rule.fr, rule.en)))
        }
    }
}

/// Who the employer of the contract deposits with.
fn addressee_of(tx: &mut Tx, asker: &Asker, contract: &Contract) -> Result<Addressee, Problem> {
    let employer = employers::store::find_employer(tx, &asker.reach, contract.employer_id)?;
    let employer = employer.ok_or_else(|| Problem::internal("a contract without its employer"))?;
    Ok(filings::addressee_of(&employer, &asker.law.forms))
}

fn new_filing(
    amendment: &Amendment,
    request: &FilingIn,
    addressee: Addressee,
    attempt: i32,
) -> NewAmendmentFiling {
    NewAmendmentFiling {
        id: AmendmentFilingId::new(),
        amendment_id: amendment.id,
        contract_id: amendment.contract_id,
        site_id: amendment.site_id,
        attempt,
        addressee,
        organisation: request.organisation.clone(),
        organisation_siret: request.siret(),
        sent_on: request.sent_on,
        complete_on: request.complete_on,
    }
}

/// Raises the version of the amendment, says what happened to it, and gives it back.
fn render(tx: &mut Tx, asker: &Asker, amendment: &Amendment, event: Event, warnings: Vec<Finding>) -> Answer {
    let touched = store::touch(tx, amendment)?;
    asker.record(tx, event, &touched)?;
    shown(tx, asker, touched, warnings)
}
