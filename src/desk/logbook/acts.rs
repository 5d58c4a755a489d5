//! Signing a period, sending it back, and taking either back.

use super::gathering::{GatheredLogbook, GatheredPeriod, gather};
use super::model::{LogbookReturn, LogbookSignature};
use super::rules::{check_return, check_signature, standing_signatures};
use super::store;
use super::wire::{LogbookReturnIn, LogbookSignatureIn, LogbookSignatureOut};
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, ContractId, EnrolmentId, LogbookReturnId, LogbookSignatureId};
use crate::law::findings::Finding;
use crate::learning::voices::rules::refuse_other_voice;
use crate::learning::voices::{self, LearningFile, Voice, speaks_under};
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::Reply;
use crate::trust::door::Asker;
use crate::trust::journal::{Authors, Event};
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// A logbook held until the end of the transaction, and one of its periods.
struct HeldPeriod<'a> {
    file: LearningFile<'a>,
    logbook: GatheredLogbook,
    voice: Voice,
    at: GatheredPeriod,
}

fn held<'a>(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &'a Catalogue,
    (id, number): (ApprenticeId, i16),
) -> Result<HeldPeriod<'a>, Problem> {
    let voice = Voice::of(asker.caller.role).ok_or_else(Problem::forbidden)?;
    let file = voices::find(tx, asker, catalogue, id)?;
    let enrolment = file.enrolment.enrolment.id;
    apprentices::store::lock_enrolment(tx, &asker.reach, enrolment)?.or_not_found("apprentice")?;
    let logbook = gather(tx, asker, catalogue, &file)?;
    let at = logbook.periods.iter().find(|one| one.period.number == number).cloned();
    Ok(HeldPeriod { at: at.or_not_found("logbook_period")?, file, logbook, voice })
}

fn refuse(found: Option<Finding>) -> Result<(), Problem> {
    found.map_or(Ok(()), |finding| Err(finding.into_conflict()))
}

/// Signs a period in the voice of whoever asks, on what it holds now.
pub fn sign(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    place: (ApprenticeId, i16),
    request: &LogbookSignatureIn,
) -> Result<LogbookSignature, Problem> {
    let held = held(tx, asker, catalogue, place)?;
    let standing = standing_signatures(place.1, &held.logbook.signatures, &held.logbook.returns);
    let own = standing.into_iter().find(|one| one.voice == held.voice);
    let content = (held.at.hash.as_str(), request.content_hash.as_deref());
    refuse(check_signature(&held.at.period, content, own, asker.today))?;
    let author = asker.author();
    let signature = LogbookSignature {
        id: LogbookSignatureId::new(),
        site_id: held.file.site_id,
        enrolment_id: held.file.enrolment.enrolment.id,
        period: place.1,
        voice: held.voice,
        contract_id: held.file.contract_id,
        content_hash: held.at.hash.clone(),
        signed_at: asker.now,
        author_kind: author.kind,
        author_id: author.id,
        version: 1,
    };
    let signature = store::insert_signature(tx, &signature)?;
    asker.record(tx, Event::LogbookSigned, &signature)?;
    Ok(signature)
}

/// What is answered of a signature just given.
pub fn signed(
    tx: &mut Tx,
    asker: &Asker,
    apprentice: ApprenticeId,
    signature: &LogbookSignature,
) -> Result<Reply, Problem> {
    let authors = Authors::find(tx, &asker.caller, [(signature.author_kind, signature.author_id)])?;
    let told = LogbookSignatureOut::of(signature, &signature.content_hash, &authors, asker.lang);
    Reply::created(format!("/v1/apprentices/{apprentice}/logbook"), &told)
}

/// Sends a period back: the signatures that count no longer do.
pub fn send_back(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    place: (ApprenticeId, i16),
    request: LogbookReturnIn,
) -> Result<LogbookReturn, Problem> {
    let held = held(tx, asker, catalogue, place)?;
    let standing = standing_signatures(place.1, &held.logbook.signatures, &held.logbook.returns);
    refuse(check_return(standing.len()))?;
    let author = asker.author();
    let sent_back = LogbookReturn {
        id: LogbookReturnId::new(),
        site_id: held.file.site_id,
        enrolment_id: held.file.enrolment.enrolment.id,
        period: place.1,
        voice: held.voice,
        contract_id: held.file.contract_id,
        reason: request.reason,
        reopened: standing.iter().map(|one| one.id.0).collect(),
        returned_at: asker.now,
        author_kind: author.kind,
        author_id: author.id,
        version: 1,
    };
    let sent_back = store::insert_return(tx, &sent_back)?;
    asker.record(tx, Event::LogbookReturned, &sent_back)?;
    Ok(sent_back)
}

/// Takes a signature back, by the voice that signed.
pub fn withdraw_signature(
    tx: &mut Tx,
    asker: &Asker,
    id: LogbookSignatureId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let row = store::lock_signature(tx, &asker.reach, id)?.or_not_found("logbook_signature")?;
    let about = About::record(WithdrawalKind::LogbookSignature, &row, reason);
    let whose = (row.enrolment_id, row.contract_id, row.voice);
    taken_back(tx, asker, about, whose, "logbook_signature")
}

/// Takes a return back, by the voice that sent the period back: the signatures it reopened count again.
pub fn withdraw_return(
    tx: &mut Tx,
    asker: &Asker,
    id: LogbookReturnId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let row = store::lock_return(tx, &asker.reach, id)?.or_not_found("logbook_return")?;
    let about = About::record(WithdrawalKind::LogbookReturn, &row, reason);
    let whose = (row.enrolment_id, row.contract_id, row.voice);
    taken_back(tx, asker, about, whose, "logbook_return")
}

fn taken_back(
    tx: &mut Tx,
    asker: &Asker,
    about: About<'_>,
    (enrolment, contract, voice): (EnrolmentId, Option<ContractId>, Voice),
    noun: &'static str,
) -> Result<Withdrawal, Problem> {
    let enrolled = apprentices::store::find_enrolment(tx, &asker.reach, enrolment)?.or_not_found(noun)?;
    let apprentice = enrolled.enrolment.apprentice_id;
    if !speaks_under(tx, asker, apprentice, contract)? {
        return Err(Problem::not_found(noun));
    }
    refuse_other_voice(&asker.caller, voice)?;
    withdrawals::remove(tx, asker, About { contract_id: contract, ..about.of(apprentice) }, &[])
}
