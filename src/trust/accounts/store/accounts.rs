//! Queries on accounts.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::ids::{AccountId, ApprenticeId, SiteId, TutorId};
use crate::platform::db::{FirstRows, Tx, hashtextextended, pg_advisory_xact_lock};
use crate::platform::error::Problem;
use crate::platform::page::{Name, Rows};
use crate::say;
use crate::schema::{accounts, apprentices, sites, tutors};
use crate::trust::access::{Bounds, Reach};
use crate::trust::accounts::model::{Account, AccountFacts, Credentials, NewAccount, PersonRole, SiteName};
use crate::trust::accounts::rules::{
    ADDRESS_IS_ONE_ACCOUNT, APPRENTICE_IS_ONE_ACCOUNT, TUTOR_IS_ONE_ACCOUNT,
};

diesel::define_sql_function! {
    /// The text in lower case, as the unique index on addresses keeps it.
    fn lower(given: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// What narrows a list of accounts.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AccountFilter {
    /// Only this role.
    #[param(inline)]
    pub role: Option<PersonRole>,
    /// Only accounts bound to this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
}

/// The accounts within reach: administrators answer to administrators only.
fn reachable<'a>(reach: &Reach) -> accounts::BoxedQuery<'a, Pg> {
    let rows = accounts::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => rows
            .filter(accounts::site_ids.overlaps_with(sites.clone()))
            .filter(accounts::role.ne(PersonRole::Administrator)),
        Bounds::Tutor(tutor) => rows.filter(accounts::tutor_id.eq(tutor.tutor)),
        Bounds::Link { .. } => rows.filter(accounts::id.is_null()),
        Bounds::Apprentice(apprentice) => rows.filter(accounts::apprentice_id.eq(*apprentice)),
    }
}

/// One account.
pub fn find(conn: &mut Tx, reach: &Reach, id: AccountId) -> QueryResult<Option<Account>> {
    reachable(reach).filter(accounts::id.eq(id)).select(Account::as_select()).first(conn).optional()
}

/// The lock under which acts on members of staff stand in one line (`SELECT pg_advisory_xact_lock`).
const STAFF_LOCK: &str = "accounts of the staff";

fn stand_in_line(tx: &mut Tx, line: &str) -> QueryResult<usize> {
    diesel::select(pg_advisory_xact_lock(hashtextextended(line, 0))).execute(tx)
}

/// One account, locked until the end of the transaction. Acts on staff, among whom administrators are, wait for each
/// other before any row is locked: so nobody holds an account while waiting for another.
pub fn lock(tx: &mut Tx, reach: &Reach, id: AccountId) -> QueryResult<Option<Account>> {
    match find(tx, reach, id)? {
        None => return Ok(None),
        Some(seen) if seen.facts.role.is_staff() => {
            stand_in_line(tx, STAFF_LOCK)?;
        }
        Some(_) => {}
    }
    hold(tx, id)
}

/// The account of somebody who has just proved who they are, locked until the end of the transaction.
pub fn hold(tx: &mut Tx, id: AccountId) -> QueryResult<Option<Account>> {
    accounts::table.find(id).for_no_key_update().select(Account::as_select()).first(tx).optional()
}

/// Whether another administrator may sign in than one who was locked: nobody else leaves meanwhile.
pub fn another_administrator_exists(tx: &mut Tx, locked: AccountId) -> QueryResult<bool> {
    let others = accounts::table
        .filter(accounts::role.eq(PersonRole::Administrator))
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::id.ne(locked));
    diesel::select(diesel::dsl::exists(others)).get_result(tx)
}

/// The caller's own account.
pub fn find_own(conn: &mut Tx, id: AccountId) -> QueryResult<Account> {
    accounts::table.find(id).select(Account::as_select()).first(conn)
}

/// One more row than the limit, sorted by address.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &AccountFilter,
    page: &Rows<Name>,
) -> QueryResult<Vec<Account>> {
    let mut rows = narrowed(reach, filter);
    if let Some(after) = &page.after {
        let tie = lower(accounts::email).gt(after.name.clone()).or(accounts::id.gt(AccountId(after.id)));
        rows = rows.filter(lower(accounts::email).ge(after.name.clone())).filter(tie);
    }
    let order = (lower(accounts::email), accounts::id);
    rows.select(Account::as_select()).order(order).first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &AccountFilter) -> QueryResult<i64> {
    narrowed(reach, filter).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, filter: &AccountFilter) -> accounts::BoxedQuery<'a, Pg> {
    let mut rows = reachable(reach);
    if let Some(role) = filter.role {
        rows = rows.filter(accounts::role.eq(role));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(accounts::site_ids.contains(vec![site]));
    }
    rows
}

/// Writes a new account.
pub fn insert(tx: &mut Tx, new: &NewAccount) -> Result<Account, Problem> {
    diesel::insert_into(accounts::table)
        .values(new)
        .returning(Account::as_returning())
        .get_result(tx)
        .map_err(taken)
}

/// The account of another site that has an address already: whoever asks does not learn of it. An address within their
/// reach is refused. Two sites that invite one person at once do it one after the other.
pub fn hidden_holder_of(tx: &mut Tx, reach: &Reach, email: &str) -> Result<Option<AccountId>, Problem> {
    stand_in_line(tx, &format!("account of {email}"))?;
    let seen: Option<AccountId> = reachable(reach)
        .filter(lower(accounts::email).eq(email))
        .select(accounts::id)
        .first(tx)
        .optional()?;
    match seen {
        Some(_) => Err(address_taken()),
        None => Ok(credentials_by_email(tx, email)?.map(|holder| holder.id)),
    }
}

fn address_taken() -> Problem {
    ADDRESS_IS_ONE_ACCOUNT
        .conflict(say!("Un compte a déjà cette adresse.", "An account already has this address."))
}

fn taken(error: diesel::result::Error) -> Problem {
    let constraint = match &error {
        diesel::result::Error::DatabaseError(_, info) => info.constraint_name().unwrap_or_default(),
        _ => "",
    };
    match constraint {
        "accounts_email_unique" => address_taken(),
        "accounts_one_per_tutor" => TUTOR_IS_ONE_ACCOUNT
            .conflict(say!("Ce tuteur a déjà un compte.", "This tutor already has an account.")),
        "accounts_one_per_apprentice" => APPRENTICE_IS_ONE_ACCOUNT
            .conflict(say!("Cet apprenti a déjà un compte.", "This apprentice already has an account.")),
        _ => error.into(),
    }
}

/// Writes what staff may change.
pub fn change(tx: &mut Tx, id: AccountId, facts: &AccountFacts) -> QueryResult<Account> {
    diesel::update(accounts::table.find(id)).set(facts).returning(Account::as_returning()).get_result(tx)
}

/// Disables an account, or enables it again.
pub fn set_disabled(tx: &mut Tx, id: AccountId, since: Option<DateTime<Utc>>) -> QueryResult<Account> {
    diesel::update(accounts::table.find(id))
        .set(accounts::disabled_at.eq(since))
        .returning(Account::as_returning())
        .get_result(tx)
}

/// What a proof by address is compared with.
pub fn credentials_by_email(conn: &mut Tx, email: &str) -> QueryResult<Option<Credentials>> {
    accounts::table
        .filter(lower(accounts::email).eq(email))
        .filter(accounts::twin_of.is_null())
        .select(CREDENTIAL_COLUMNS)
        .first(conn)
        .optional()
}

/// What a proof of somebody signed in is compared with.
pub fn credentials_of(conn: &mut Tx, id: AccountId) -> QueryResult<Credentials> {
    accounts::table.find(id).select(CREDENTIAL_COLUMNS).first(conn)
}

pub(super) type CredentialColumns =
    (accounts::id, accounts::email, accounts::display_name, accounts::password_hash, accounts::disabled_at);
/// The columns of [`Credentials`], in order.
pub(super) const CREDENTIAL_COLUMNS: CredentialColumns =
    (accounts::id, accounts::email, accounts::display_name, accounts::password_hash, accounts::disabled_at);

/// Whether the hash verified is still the one kept, and the account enabled; held.
pub fn hold_if_unchanged(tx: &mut Tx, id: AccountId, hash: &str) -> QueryResult<Option<Account>> {
    accounts::table
        .find(id)
        .filter(accounts::password_hash.eq(hash))
        .filter(accounts::disabled_at.is_null())
        .for_no_key_update()
        .select(Account::as_select())
        .first(tx)
        .optional()
}

/// Sets a password.
pub fn set_password(tx: &mut Tx, id: AccountId, hash: &str, now: DateTime<Utc>) -> QueryResult<Account> {
    diesel::update(accounts::table.find(id))
        .set((accounts::password_hash.eq(hash), accounts::password_changed_at.eq(now)))
        .returning(Account::as_returning())
        .get_result(tx)
}

/// Keeps the same password under another hash.
pub fn rehash(tx: &mut Tx, id: AccountId, hash: &str) -> QueryResult<Account> {
    diesel::update(accounts::table.find(id))
        .set(accounts::password_hash.eq(hash))
        .returning(Account::as_returning())
        .get_result(tx)
}

/// Takes the password away until the next invitation.
pub fn forget_password(tx: &mut Tx, id: AccountId) -> QueryResult<usize> {
    diesel::update(accounts::table.find(id)).set(accounts::password_hash.eq(None::<String>)).execute(tx)
}

/// The birth date of the tutor or the student an account is bound to, where it is known.
pub fn born_on(conn: &mut Tx, id: AccountId) -> QueryResult<Option<NaiveDate>> {
    let known: Option<(Option<NaiveDate>, Option<NaiveDate>)> = accounts::table
        .left_join(apprentices::table)
        .left_join(tutors::table)
        .filter(accounts::id.eq(id))
        .select((apprentices::born_on.nullable(), tutors::born_on.nullable()))
        .first(conn)
        .optional()?;
    Ok(known.and_then(|(student, tutor)| student.or(tutor)))
}

/// Whether any account exists.
pub fn any_exists(conn: &mut Tx) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(accounts::table.select(accounts::id))).get_result(conn)
}

/// The names of sites.
pub fn names_of_sites(conn: &mut Tx, ids: &[SiteId]) -> QueryResult<Vec<String>> {
    sites::table.filter(sites::id.eq_any(ids)).order(sites::name).select(sites::name).load(conn)
}

/// The site of a tutor record.
pub fn site_of_tutor(conn: &mut Tx, reach: &Reach, id: TutorId) -> QueryResult<Option<SiteId>> {
    let site: Option<SiteId> = tutors::table.find(id).select(tutors::site_id).first(conn).optional()?;
    Ok(site.filter(|site| reach.covers_site(*site)))
}

/// The site of an apprentice's file.
pub fn site_of_apprentice(conn: &mut Tx, reach: &Reach, id: ApprenticeId) -> QueryResult<Option<SiteId>> {
    let site: Option<SiteId> =
        apprentices::table.find(id).select(apprentices::site_id).first(conn).optional()?;
    Ok(site.filter(|site| reach.covers_site(*site)))
}

/// Those of the sites named that exist and are within reach.
pub fn existing_sites(conn: &mut Tx, reach: &Reach, named: &[SiteId]) -> QueryResult<Vec<SiteId>> {
    let found: Vec<SiteId> = sites::table.filter(sites::id.eq_any(named)).select(sites::id).load(conn)?;
    Ok(found.into_iter().filter(|site| reach.covers_site(*site)).collect())
}

/// Those of some accounts that work at one of some sites, or for all of them, and are not disabled.
pub fn staff_of(conn: &mut Tx, sites: &[SiteId], named: &[AccountId]) -> QueryResult<Vec<AccountId>> {
    let works_there = accounts::role.eq(PersonRole::Administrator).or(accounts::role
        .eq_any([PersonRole::Manager, PersonRole::Trainer])
        .and(accounts::site_ids.overlaps_with(sites.to_vec())));
    accounts::table
        .filter(accounts::id.eq_any(named))
        .filter(works_there)
        .filter(accounts::disabled_at.is_null())
        .select(accounts::id)
        .load(conn)
}

/// The sites within reach, by name.
pub fn sites_within(conn: &mut Tx, reach: &Reach) -> QueryResult<Vec<SiteName>> {
    let named = sites::table.select((sites::id, sites::code, sites::name)).order(sites::name).into_boxed();
    let within = match reach.bounds() {
        Bounds::Everything => named,
        Bounds::Sites(bound) => named.filter(sites::id.eq_any(bound.clone())),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => return Ok(Vec::new()),
    };
    within.load(conn)
}
