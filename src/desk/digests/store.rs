//! Queries on who reads digests, and on the days prepared.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::model::{CoverReader, DigestReader, DigestSettings, TutorReader};
use crate::desk::obligations::model::ObligationKind;
use crate::desk::obligations::rules::AFTER_RUPTURE;
use crate::ids::{AccountId, ApprenticeId, GuardianId, SiteId, TutorId};
use crate::law::identifiers::{called, full_name};
use crate::platform::db::{Tx, any_of};
use crate::schema::{
    accounts, apprentices, derived_obligations, digest_days, guardians, mails, obligation_waivers, sites,
    tutors,
};

/// The settings of an account, and its version.
pub fn settings_of(conn: &mut Tx, id: AccountId) -> QueryResult<(DigestSettings, i64)> {
    accounts::table.find(id).select((DigestSettings::as_select(), accounts::version)).first(conn)
}

/// The same, locked until the end of the transaction.
pub fn lock_settings(tx: &mut Tx, id: AccountId) -> QueryResult<(DigestSettings, i64)> {
    let locked = accounts::table.find(id).for_no_key_update();
    locked.select((DigestSettings::as_select(), accounts::version)).first(tx)
}

/// Writes the settings of an account; gives its new version.
pub fn change_settings(tx: &mut Tx, id: AccountId, settings: &DigestSettings) -> QueryResult<i64> {
    diesel::update(accounts::table.find(id)).set(settings).returning(accounts::version).get_result(tx)
}

/// Stops the digest of an account; says whether there was one.
pub fn stop(tx: &mut Tx, id: AccountId) -> QueryResult<bool> {
    let wanted = accounts::table.find(id).filter(accounts::digest_enabled);
    let stopped = diesel::update(wanted).set(accounts::digest_enabled.eq(false)).execute(tx)?;
    Ok(stopped > 0)
}

/// The people of a site who may sign in; of several sites, the first one sends the digest.
pub fn readers_of(conn: &mut Tx, site: SiteId) -> QueryResult<Vec<DigestReader>> {
    accounts::table
        .filter(accounts::site_ids.contains(vec![site]))
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::password_hash.is_not_null())
        .order(accounts::id)
        .select((
            accounts::id,
            accounts::display_name,
            accounts::role,
            accounts::tutor_id,
            accounts::apprentice_id,
            accounts::functions,
            DigestSettings::as_select(),
        ))
        .load(conn)
}

/// The tutors of a site with an address and no account, who were sent no link since a day.
pub fn tutors_without_account(
    conn: &mut Tx,
    site: SiteId,
    since: NaiveDate,
) -> QueryResult<Vec<TutorReader>> {
    let account = accounts::table.filter(accounts::tutor_id.assume_not_null().eq(tutors::id));
    let lately = mails::table
        .filter(mails::tutor_id.assume_not_null().eq(tutors::id))
        .filter(mails::about_on.gt(since));
    let rows: Vec<(TutorId, String, String)> = tutors::table
        .filter(tutors::site_id.eq(site))
        .filter(tutors::email.is_not_null())
        .filter(not(exists(account)))
        .filter(not(exists(lately)))
        .order(tutors::id)
        .select((tutors::id, tutors::given_name, tutors::family_name))
        .load(conn)?;
    let named =
        |(id, given, family): (_, String, String)| TutorReader { id, name: full_name(&given, &family) };
    Ok(rows.into_iter().map(named).collect())
}

/// The sites whose digests of a day are still to be prepared.
pub fn sites_to_prepare(conn: &mut Tx, day: NaiveDate) -> QueryResult<Vec<(SiteId, String)>> {
    let prepared = digest_days::table.filter(digest_days::about_on.eq(day)).select(digest_days::site_id);
    sites::table
        .filter(sites::id.ne_all(prepared))
        .order(sites::id)
        .select((sites::id, sites::name))
        .load(conn)
}

/// Says that the digests of a day are being prepared here; false when somebody else did it.
pub fn begin_day(tx: &mut Tx, site: SiteId, day: NaiveDate) -> QueryResult<bool> {
    let row = (digest_days::site_id.eq(site), digest_days::about_on.eq(day), digest_days::mails.eq(0));
    let written = diesel::insert_into(digest_days::table).values(row).on_conflict_do_nothing().execute(tx)?;
    Ok(written == 1)
}

/// Says how many mails a day made.
pub fn end_day(tx: &mut Tx, site: SiteId, day: NaiveDate, mails: usize) -> QueryResult<()> {
    let count = i32::try_from(mails).unwrap_or(i32::MAX);
    let row = digest_days::table.find((site, day));
    diesel::update(row).set(digest_days::mails.eq(count)).execute(tx).map(drop)
}

/// The apprentices of a site whose right to follow the courses after a rupture ends within some days, each with its last day:
/// no contract came since, their training does not end before, and nobody gave it up for them.
pub fn covers_ending(
    conn: &mut Tx,
    site: SiteId,
    (today, until): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<(ApprenticeId, NaiveDate)>> {
    use derived_obligations::{apprentice_id, closed_on, done_on, due_on, id, kind, live, site_id, step};
    let given_up = obligation_waivers::table
        .filter(obligation_waivers::obligation_id.eq(id))
        .filter(obligation_waivers::withdrawn_on.is_null());
    derived_obligations::table
        .filter(site_id.eq(site))
        .filter(live)
        .filter(kind.eq(ObligationKind::WindowClosing))
        .filter(step.eq(AFTER_RUPTURE))
        .filter(due_on.between(today, until))
        .filter(done_on.is_null())
        .filter(closed_on.gt(due_on))
        .filter(not(exists(given_up)))
        .order((due_on, id))
        .select((apprentice_id.assume_not_null(), due_on))
        .load(conn)
}

/// Who some apprentices are, where they are written to, and their guardians with an address.
pub fn cover_readers(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<HashMap<ApprenticeId, CoverReader>> {
    type Person = (ApprenticeId, (Option<String>, String, String), Option<String>, (NaiveDate, bool));
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let people: Vec<Person> = apprentices::table
        .filter(apprentices::id.eq(any_of(ids.to_vec())))
        .select((
            apprentices::id,
            (apprentices::usual_given_name, apprentices::given_name, apprentices::family_name),
            apprentices::email,
            (apprentices::born_on, apprentices::emancipated),
        ))
        .load(conn)?;
    let accounts: HashMap<ApprenticeId, AccountId> = accounts_of(conn, ids)?.into_iter().collect();
    let mut guardians = guardians_of(conn, ids)?;
    let reader = |(id, (usual, given, family), email, (born_on, emancipated)): Person| {
        let name = full_name(called(usual.as_deref(), &given), &family);
        let (has_address, account_id) = (email.is_some(), accounts.get(&id).copied());
        let guardians = guardians.remove(&id).unwrap_or_default();
        (id, CoverReader { name, has_address, account_id, born_on, emancipated, guardians })
    };
    Ok(people.into_iter().map(reader).collect())
}

fn accounts_of(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<(ApprenticeId, AccountId)>> {
    accounts::table
        .filter(accounts::apprentice_id.assume_not_null().eq(any_of(ids.to_vec())))
        .filter(accounts::disabled_at.is_null())
        .select((accounts::apprentice_id.assume_not_null(), accounts::id))
        .load(conn)
}

type Guardians = HashMap<ApprenticeId, Vec<(GuardianId, String)>>;

fn guardians_of(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Guardians> {
    let rows: Vec<(ApprenticeId, GuardianId, String, String)> = guardians::table
        .filter(guardians::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(guardians::email.is_not_null())
        .order(guardians::id)
        .select((guardians::apprentice_id, guardians::id, guardians::given_name, guardians::family_name))
        .load(conn)?;
    let mut grouped = Guardians::new();
    for (apprentice, id, given, family) in rows {
        grouped.entry(apprentice).or_default().push((id, full_name(&given, &family)));
    }
    Ok(grouped)
}

/// The addresses of some people of the site.
pub fn addresses_of(conn: &mut Tx, ids: Vec<AccountId>) -> QueryResult<HashMap<AccountId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(AccountId, String)> = accounts::table
        .filter(accounts::id.eq(any_of(ids)))
        .select((accounts::id, accounts::email))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
