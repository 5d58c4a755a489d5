//! Handlers of the deposits of amendments: sent, completed, accepted with their number, or refused.

use actix_web::post;
use actix_web::web::Path;

use super::shown;
use crate::contracts::agreements::Contract;
use crate::contracts::amendments::acts::History;
use crate::contracts::amendments::model::Amendment;
use crate::contracts::amendments::rules::terms;
use crate::contracts::amendments::store;
use crate::contracts::amendments::wire::AmendmentOut;
use crate::contracts::filings;
use crate::contracts::filings::model::{AmendmentFiling, FilingState};
use crate::contracts::filings::wire::{AmendmentAcceptanceIn, FilingCompletionIn, FilingIn, RefusalIn};
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

/// Records that a signed amendment was sent for deposit, as its contract was.
#[utoipa::path(tag = "amendments", params(("id" = AmendmentId, Path, description = "Amendment.")),
    request_body = FilingIn,
    responses((status = 200, description = "The amendment with its deposits, and the warnings of the rules.", body = AmendmentOut)))]
#[post("/v1/amendments/{id}/filings")]
pub(super) async fn file_amendment(door: Door, id: Path<AmendmentId>, body: Body<FilingIn>) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let (amendment, contract) = lock_signed(tx, asker, *id)?;
        let made = filings::store::of_amendments(tx, &[amendment.id])?;
        let states: Vec<FilingState> = made.iter().map(|filing| filing.facts.state).collect();
        let terms = History::read(tx, &contract)?.in_force(tx)?;
        let there = terms.on(amendment.facts.effective_on).agreed.head.employer_id;
        let employer = employers::store::find_employer(tx, &asker.reach, there)?;
        let employer = employer.ok_or_else(|| Problem::internal("a contract without its employer"))?;
        let sent = filings::acts::send(asker, &states, amendment.signed_on, &employer, request)?;
        filings::store::insert_of_amendment(tx, contract.site_id, contract.id, amendment.id, &sent)?;
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
        let (amendment, mut filing) = lock_filing(tx, asker, *ids)?;
        filings::acts::accept(asker, &mut filing.facts, request.decided_on)?;
        filing.amendment_number = Some(request.amendment_number);
        filings::store::change_of_amendment(tx, &filing)?;
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

/// A signed amendment and its contract, both locked.
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

/// Raises the version of the amendment, says what happened to it, and gives it back.
fn render(tx: &mut Tx, asker: &Asker, amendment: &Amendment, event: Event, warnings: Vec<Finding>) -> Answer {
    let touched = store::touch(tx, amendment)?;
    asker.record(tx, event, &touched)?;
    shown(tx, asker, touched, warnings)
}
