//! Queries on who reads digests, and on the days prepared.

use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::model::{DigestReader, DigestSettings, TutorReader};
use crate::ids::{AccountId, SiteId, TutorId};
use crate::law::identifiers::full_name;
use crate::platform::db::Tx;
use crate::schema::{accounts, digest_days, mails, sites, tutors};

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
