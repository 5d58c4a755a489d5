//! Naming who follows an apprentice, whether asked for by itself or with a new file.

use chrono::NaiveDate;

use super::model::{NamedReferent, Referent, ReferentPeriod};
use super::rules::{self, check_account, check_alone, check_days};
use super::store;
use super::wire::ReferentIn;
use crate::ids::{AccountId, SiteId};
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::Apprentice;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::say;
use crate::trust::accounts;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Names who follows an apprentice; `at` points to the account in what was sent.
pub fn name(
    tx: &mut Tx,
    asker: &Asker,
    apprentice: &Apprentice,
    (at, request): (&str, ReferentIn),
) -> Result<Referent, Problem> {
    let period = request.period(apprentice.id, asker.today);
    let mut faults = judge_account(tx, asker, apprentice.site_id, at, period.account_id)?;
    faults.extend(check_days(period.kind, period.from_on, period.to_on));
    refuse_errors(faults)?;
    let mut others = store::periods_of(tx, &[apprentice.id])?;
    if request.takes_over {
        others = take_over(tx, asker, &period, others)?;
    }
    if let Some(met) = check_alone(&period, None, &others) {
        return Err(met.into_conflict());
    }
    let written = store::insert(tx, apprentice.site_id, &[period])?.pop();
    let referent = written.ok_or_else(|| Problem::internal("a referent was not written"))?;
    asker.record(tx, Event::ReferentNamed, &referent)?;
    Ok(referent)
}

/// Somebody follows an apprentice just registered, from a day on.
pub fn follow(
    tx: &mut Tx,
    asker: &Asker,
    apprentice: &Apprentice,
    account_id: AccountId,
    from_on: NaiveDate,
) -> Result<(), Problem> {
    let request =
        ReferentIn { account_id, kind: None, from_on: Some(from_on), to_on: None, takes_over: false };
    name(tx, asker, apprentice, ("/referent_id", request)).map(drop)
}

/// What is wrong with the account named.
pub fn judge_account(
    tx: &mut Tx,
    asker: &Asker,
    site: SiteId,
    pointer: &str,
    id: AccountId,
) -> Result<Vec<Finding>, Problem> {
    let account = accounts::store::accounts::find(tx, &asker.reach, id)?.ok_or_else(|| {
        let message = say!(
            "Aucun compte à votre portée n'a cet identifiant.",
            "No account within your reach has this identifier."
        );
        Problem::fault(pointer, "account.unknown", message)
    })?;
    Ok(check_account(pointer, &account, site).into_iter().collect())
}

/// Ends the period taken over, the day before; gives the periods as they are then.
fn take_over(
    tx: &mut Tx,
    asker: &Asker,
    period: &ReferentPeriod,
    others: Vec<NamedReferent>,
) -> Result<Vec<NamedReferent>, Problem> {
    let Some((running, to_on)) = rules::taken_over(period, &others) else { return Ok(others) };
    let ended = store::change(tx, running.id, running.period.from_on, Some(to_on))?;
    asker.record_fields(tx, Event::ReferentChanged, &ended, &["to_on"])?;
    Ok(store::periods_of(tx, &[period.apprentice_id])?)
}
