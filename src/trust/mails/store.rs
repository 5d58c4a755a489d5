//! Every query on mails.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::dsl::min;
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{FamilyMail, Letter, Mail, MailKind, MailOutcome, MailState, NewMail};
use super::rules::{delay_after, state_after};
use crate::at_sites;
use crate::ids::{AccountId, ApprenticeId, GuardianId, MailId, SiteId};
use crate::law::identifiers::full_name;
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::Rows;
use crate::schema::{accounts, apprentices, guardians, mails, tutors};
use crate::trust::access::{Bounds, Reach};

/// After so long without a sign, who was sending is taken for dead; longer than the longest sending.
const LEASE: TimeDelta = TimeDelta::minutes(5);

/// What narrows a list of mails.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MailFilter {
    /// Only this site.
    #[param(value_type = Option<Uuid>)]
    pub site: Option<SiteId>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<MailState>,
    /// Only for this person.
    #[param(value_type = Option<Uuid>)]
    pub account: Option<AccountId>,
}

/// The mails within reach: those of their sites, for who looks after them.
fn reachable<'a>(reach: &Reach) -> mails::BoxedQuery<'a, Pg> {
    let rows = mails::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, mails::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            rows.filter(mails::id.ne(mails::id))
        }
    }
}

/// One more mail than the limit, the latest first.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &MailFilter,
    page: &Rows<MailId>,
) -> QueryResult<Vec<Mail>> {
    let mut rows = narrowed(reach, filter);
    if let Some(before) = page.after {
        rows = rows.filter(mails::id.lt(before));
    }
    rows.select(Mail::as_select()).order(mails::id.desc()).first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &MailFilter) -> QueryResult<i64> {
    narrowed(reach, filter).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, filter: &MailFilter) -> mails::BoxedQuery<'a, Pg> {
    let mut rows = reachable(reach);
    if let Some(site) = filter.site {
        rows = rows.filter(mails::site_id.eq(site));
    }
    if let Some(state) = filter.state {
        rows = rows.filter(mails::state.eq(state));
    }
    if let Some(account) = filter.account {
        rows = rows.filter(mails::account_id.eq(account));
    }
    rows
}

/// One mail.
pub fn find(conn: &mut Tx, reach: &Reach, id: MailId) -> QueryResult<Option<Mail>> {
    reachable(reach).filter(mails::id.eq(id)).select(Mail::as_select()).first(conn).optional()
}

/// One mail, locked until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: MailId) -> QueryResult<Option<Mail>> {
    let seen: Option<MailId> =
        reachable(reach).filter(mails::id.eq(id)).select(mails::id).first(tx).optional()?;
    match seen {
        None => Ok(None),
        Some(id) => mails::table.find(id).for_no_key_update().select(Mail::as_select()).first(tx).optional(),
    }
}

/// Writes mails; one that a person already has for the day is left alone. Says how many are new.
pub fn insert(tx: &mut Tx, new: &[NewMail]) -> QueryResult<usize> {
    diesel::insert_into(mails::table).values(new).on_conflict_do_nothing().execute(tx)
}

/// Writes a mail to an apprentice, at the address their file has when it is sent.
pub fn insert_for_apprentice(tx: &mut Tx, apprentice: ApprenticeId, new: &NewMail) -> QueryResult<usize> {
    let addressed = mails::apprentice_id.eq(Some(apprentice));
    diesel::insert_into(mails::table).values((new, addressed)).execute(tx)
}

/// Writes mails to apprentices, each at the address their file has when it is sent.
pub fn insert_for_apprentices(tx: &mut Tx, new: Vec<(NewMail, ApprenticeId)>) -> QueryResult<usize> {
    let rows: Vec<_> =
        new.into_iter().map(|(mail, apprentice)| (mail, mails::apprentice_id.eq(Some(apprentice)))).collect();
    diesel::insert_into(mails::table).values(rows).execute(tx)
}

/// Writes mails to apprentices and guardians; one that somebody already has is left alone. Says how many are new.
pub fn insert_for_families(tx: &mut Tx, new: Vec<FamilyMail>) -> QueryResult<usize> {
    let addressed = |one: FamilyMail| {
        (one.mail, mails::apprentice_id.eq(one.apprentice_id), mails::guardian_id.eq(one.guardian_id))
    };
    let rows: Vec<_> = new.into_iter().map(addressed).collect();
    diesel::insert_into(mails::table).values(rows).on_conflict_do_nothing().execute(tx)
}

/// Mails of a kind that wait at a site for apprentices, or for their accounts, go nowhere, but for some of them.
pub fn supersede_but_for(
    tx: &mut Tx,
    (site, kind): (SiteId, MailKind),
    apprentices: Vec<ApprenticeId>,
) -> QueryResult<usize> {
    let theirs = accounts::table
        .filter(accounts::apprentice_id.assume_not_null().eq_any(apprentices.clone()))
        .select(accounts::id);
    let waiting = mails::table
        .filter(mails::site_id.eq(site))
        .filter(mails::kind.eq(kind))
        .filter(mails::state.eq(MailState::Waiting))
        .filter(mails::apprentice_id.is_null().or(mails::apprentice_id.assume_not_null().ne_all(apprentices)))
        .filter(mails::account_id.is_null().or(mails::account_id.assume_not_null().ne_all(theirs)));
    diesel::update(waiting)
        .set((mails::state.eq(MailState::Superseded), mails::body.eq(None::<String>)))
        .execute(tx)
}

/// Mails of a kind that wait for an apprentice go nowhere.
pub fn supersede_for_apprentice(tx: &mut Tx, apprentice: ApprenticeId, kind: MailKind) -> QueryResult<usize> {
    let waiting = mails::table
        .filter(mails::apprentice_id.eq(apprentice))
        .filter(mails::kind.eq(kind))
        .filter(mails::state.eq(MailState::Waiting));
    diesel::update(waiting)
        .set((mails::state.eq(MailState::Superseded), mails::body.eq(None::<String>)))
        .execute(tx)
}

/// Digests of earlier days that still wait are overtaken.
pub fn supersede(tx: &mut Tx, site: SiteId, before: NaiveDate) -> QueryResult<usize> {
    let waiting = mails::table
        .filter(mails::site_id.eq(site))
        .filter(mails::kind.eq(MailKind::Digest))
        .filter(mails::state.eq(MailState::Waiting))
        .filter(mails::about_on.lt(before));
    diesel::update(waiting)
        .set((mails::state.eq(MailState::Superseded), mails::body.eq(None::<String>)))
        .execute(tx)
}

/// Puts a mail back among those to be sent; whoever had it before has no say any more.
pub fn send_again(tx: &mut Tx, id: MailId, now: DateTime<Utc>) -> QueryResult<Mail> {
    diesel::update(mails::table.find(id))
        .set((
            mails::state.eq(MailState::Waiting),
            mails::attempts.eq(0),
            mails::next_attempt_at.eq(now),
            mails::last_error.eq(None::<String>),
            mails::lease_token.eq(None::<Uuid>),
        ))
        .returning(Mail::as_returning())
        .get_result(tx)
}

/// Mails whose sender gave no sign within the lease: nobody knows whether they left. They keep the token of the sender,
/// who may come back with an answer.
pub fn doubt_silent(tx: &mut Tx, now: DateTime<Utc>) -> QueryResult<Vec<MailId>> {
    let silent = mails::table.filter(mails::state.eq(MailState::Sending)).filter(mails::leased_until.lt(now));
    diesel::update(silent)
        .set((
            mails::state.eq(MailState::Uncertain),
            mails::leased_until.eq(None::<DateTime<Utc>>),
            mails::last_error.eq("cut while sending"),
        ))
        .returning(mails::id)
        .get_results(tx)
}

/// Accounts that may no longer sign in: they are not written to.
fn gone() -> accounts::BoxedQuery<'static, Pg, diesel::sql_types::Uuid> {
    accounts::table.select(accounts::id).filter(accounts::disabled_at.is_not_null()).into_boxed()
}

/// Mails that wait for whoever was let go since they were written go nowhere.
pub fn supersede_for_gone(tx: &mut Tx) -> QueryResult<usize> {
    let waiting = mails::table.filter(mails::state.eq(MailState::Waiting));
    diesel::update(waiting.filter(mails::account_id.assume_not_null().eq_any(gone())))
        .set((mails::state.eq(MailState::Superseded), mails::body.eq(None::<String>)))
        .execute(tx)
}

/// When the oldest mail not sent yet was written.
pub fn oldest_waiting(conn: &mut Tx) -> QueryResult<Option<DateTime<Utc>>> {
    let waiting = [MailState::Waiting, MailState::Sending];
    mails::table.filter(mails::state.eq_any(waiting)).select(min(mails::created_at)).first(conn)
}

fn lease(tx: &mut Tx, id: MailId, now: DateTime<Utc>) -> QueryResult<usize> {
    // the attempt is counted before the mail leaves: a program that dies in between must not send it again for ever
    diesel::update(mails::table.find(id))
        .set((
            mails::state.eq(MailState::Sending),
            mails::attempts.eq(mails::attempts + 1),
            mails::leased_until.eq(now + LEASE),
            mails::lease_token.eq(Uuid::now_v7()),
        ))
        .execute(tx)
}

/// Takes the mail that waited longest and that nobody else is taking, for as long as the lease.
pub fn take(tx: &mut Tx, now: DateTime<Utc>) -> QueryResult<Option<Letter>> {
    let next: Option<MailId> = mails::table
        .filter(mails::state.eq(MailState::Waiting))
        .filter(mails::next_attempt_at.le(now))
        .filter(mails::account_id.is_null().or(mails::account_id.assume_not_null().ne_all(gone())))
        .order((mails::next_attempt_at, mails::id))
        .select(mails::id)
        .for_update()
        .skip_locked()
        .first(tx)
        .optional()?;
    let Some(id) = next else { return Ok(None) };
    lease(tx, id, now)?;
    let row: Option<(LetterRow, Option<GuardianId>)> = mails::table
        .left_join(accounts::table)
        .left_join(tutors::table.on(mails::tutor_id.eq(tutors::id.nullable())))
        .left_join(apprentices::table.on(mails::apprentice_id.eq(apprentices::id.nullable())))
        .filter(mails::id.eq(id))
        .select((
            (
                (
                    mails::id,
                    mails::kind,
                    mails::account_id,
                    mails::subject,
                    mails::body.assume_not_null(),
                    mails::attempts,
                ),
                mails::lease_token.assume_not_null(),
                (accounts::email, accounts::display_name).nullable(),
                (tutors::email, tutors::given_name, tutors::family_name).nullable(),
                (apprentices::email, apprentices::given_name, apprentices::family_name).nullable(),
            ),
            mails::guardian_id,
        ))
        .first(tx)
        .optional()?;
    match row {
        Some((row, Some(guardian))) => to_guardian(tx, letter(row), guardian).map(Some),
        row => Ok(row.map(|(row, _)| letter(row))),
    }
}

/// The same mail to a guardian; to no address once they no longer are one.
fn to_guardian(tx: &mut Tx, letter: Letter, id: GuardianId) -> QueryResult<Letter> {
    let found: Option<Addressee> = guardians::table
        .find(id)
        .select((guardians::email, guardians::given_name, guardians::family_name))
        .first(tx)
        .optional()?;
    let (to, name) = found.map(named).unwrap_or_default();
    Ok(Letter { to, name, ..letter })
}

fn named((email, given, family): Addressee) -> (String, String) {
    (email.unwrap_or_default(), full_name(&given, &family))
}

/// The address and the names of somebody without an account.
type Addressee = (Option<String>, String, String);

/// A mail, its lease, the person it is for, or the tutor, or the apprentice.
type LetterRow = (
    (MailId, MailKind, Option<AccountId>, String, String, i16),
    Uuid,
    Option<(String, String)>,
    Option<Addressee>,
    Option<Addressee>,
);

fn letter((mail, lease_token, person, tutor, apprentice): LetterRow) -> Letter {
    let (id, kind, account_id, subject, body, attempts) = mail;
    let (to, name) = person.or(tutor.or(apprentice).map(named)).unwrap_or_default();
    Letter { id, kind, account_id, to, name, subject, body, attempts, lease_token }
}

/// Writes what became of a mail handed over; nothing when it is no longer ours, because somebody asked for it again.
pub fn settle(
    tx: &mut Tx,
    letter: &Letter,
    outcome: &MailOutcome,
    now: DateTime<Utc>,
) -> QueryResult<Option<MailState>> {
    let state = state_after(outcome, letter.attempts);
    let error = match outcome {
        MailOutcome::Sent => None,
        MailOutcome::Unheard(reason)
        | MailOutcome::Later(reason)
        | MailOutcome::Refused(reason)
        | MailOutcome::Uncertain(reason) => Some(reason.as_str()),
    };
    let sent = state == MailState::Sent;
    // who was taken for dead meanwhile still knows better than whoever doubted
    let ours = mails::table
        .find(letter.id)
        .filter(mails::lease_token.eq(letter.lease_token))
        .filter(mails::state.eq_any([MailState::Sending, MailState::Uncertain]));
    let written = diesel::update(ours)
        .set((
            mails::state.eq(state),
            mails::leased_until.eq(None::<DateTime<Utc>>),
            mails::lease_token.eq(None::<Uuid>),
            mails::sent_at.eq(sent.then_some(now)),
            mails::body.eq((!sent).then_some(letter.body.as_str())),
            mails::last_error.eq(error),
            mails::next_attempt_at.eq(now + delay_after(letter.attempts)),
        ))
        .execute(tx)?;
    Ok((written == 1).then_some(state))
}
