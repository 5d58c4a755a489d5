//! Accounts, as staff look after them.

use actix_web::web::{Data, Path};
use actix_web::{delete, get, patch, post};

use super::invitations::refuse_unknown_sites;
use super::sessions;
use crate::ids::{AccountId, SessionId};
use crate::law::findings::refuse_errors;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{Fault, OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Name, Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::{Act, Role};
use crate::trust::accounts::consequences::{AccountConsequences, telling};
use crate::trust::accounts::model::{Account, AccountFacts, EndedReason, PersonRole};
use crate::trust::accounts::rules::{
    self, ACCOUNT_IS_DISABLED, ACCOUNT_IS_ENABLED, Binding, LAST_ADMINISTRATOR_STAYS, NOT_ONESELF,
    RECORD_STAYS_BOUND,
};
use crate::trust::accounts::store;
use crate::trust::accounts::store::accounts::AccountFilter;
use crate::trust::accounts::wire::{AccountOut, AccountPatch, SessionOut};
use crate::trust::door::{Asker, Door};
use crate::trust::journal::{self, Event};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_accounts)
        .service(get_account)
        .service(change_account)
        .service(disable_account)
        .service(enable_account)
        .service(list_account_sessions)
        .service(end_account_sessions)
        .service(end_account_session)
        .service(super::transitions::list_account_transitions);
}

/// Lists accounts by address.
#[utoipa::path(tag = "accounts", params(Paged<AccountFilter>),
    responses((status = 200, description = "One page of accounts.", body = Page<AccountOut>)))]
#[get("/v1/accounts")]
async fn list_accounts(door: Door, params: Params<Paged<AccountFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadAccount, move |conn, asker| {
        let rows = store::accounts::list(conn, &asker.reach, &filter, &page)?;
        let page = Page::of(rows, page.limit, |row| Name { name: row.email.clone(), id: row.id.0 })
            .counted(&page, || store::accounts::count(conn, &asker.reach, &filter))?;
        Reply::page(&page.map(AccountOut::from))
    })
    .await
}

/// Reads an account.
#[utoipa::path(tag = "accounts", params(("id" = AccountId, Path, description = "Account.")),
    responses((status = 200, description = "The account.", body = AccountOut)))]
#[get("/v1/accounts/{id}")]
async fn get_account(door: Door, id: Path<AccountId>) -> Answer {
    door.read(Act::ReadAccount, move |conn, asker| {
        answer(store::accounts::find(conn, &asker.reach, *id)?.or_not_found("account")?)
    })
    .await
}

/// Changes an account by merge patch; a new role counts from the next request.
#[utoipa::path(tag = "accounts", params(("id" = AccountId, Path, description = "Account.")),
    request_body = AccountPatch,
    responses((status = 200, description = "The account changed.", body = AccountOut)))]
#[patch("/v1/accounts/{id}")]
async fn change_account(door: Door, id: Path<AccountId>, body: Body<AccountPatch>) -> Answer {
    door.change(Act::ChangeAccount, body, move |tx, asker, patch| {
        let current = hold_to_change(tx, asker, *id)?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&current.facts)?;
        let facts = judged(tx, asker, &current, facts)?;
        let account = store::accounts::change(tx, current.id, &facts)?;
        let event = if account.facts.role == current.facts.role {
            Event::AccountChanged
        } else {
            Event::AccountRoleChanged
        };
        journal::record_private(tx, &asker.author(), event, account.id.0)?;
        answer(account)
    })
    .await
}

/// What is to be written, once every rule agrees.
fn judged(
    tx: &mut Tx,
    asker: &Asker,
    current: &Account,
    mut facts: AccountFacts,
) -> Result<AccountFacts, Problem> {
    facts.site_ids.sort_unstable();
    facts.site_ids.dedup();
    facts.functions.sort_unstable();
    facts.functions.dedup();
    let rights_change = facts.role != current.facts.role
        || facts.site_ids != current.facts.site_ids
        || facts.functions != current.facts.functions;
    if rights_change && current.id.0 == asker.caller.id {
        return Err(yourself());
    }
    if facts.role == PersonRole::Administrator && asker.caller.role != Role::Administrator {
        return Err(role_above_yours());
    }
    if facts.role != current.facts.role && !(facts.role.is_staff() && current.facts.role.is_staff()) {
        return Err(bound_to_a_record());
    }
    // The site of a tutor or a student follows their record: kept as it is, it is not chosen.
    let sites = match current.facts.role.is_staff() {
        true => facts.site_ids.len(),
        false => usize::from(facts.site_ids != current.facts.site_ids),
    };
    refuse_errors(rules::check_binding(&Binding {
        role: facts.role,
        sites,
        functions: facts.functions.len(),
        has_tutor: current.tutor_id.is_some(),
        has_apprentice: current.apprentice_id.is_some(),
    }))?;
    if facts.site_ids != current.facts.site_ids {
        refuse_unknown_sites(tx, asker, &facts.site_ids)?;
    }
    if current.facts.role == PersonRole::Administrator && facts.role != current.facts.role {
        refuse_last_administrator(tx, current)?;
    }
    Ok(facts)
}

/// Disables an account: its sessions end, its invitations and the secret address of its calendar stop working.
#[utoipa::path(tag = "accounts", params(("id" = AccountId, Path, description = "Account.")),
    responses((status = 200, description = "The account disabled.", body = AccountOut,
        headers(("Calendar-Feed" = String, description = "`revoked` when the calendar had an address.")))))]
#[post("/v1/accounts/{id}/disabling")]
async fn disable_account(door: Door, follows: Data<AccountConsequences>, id: Path<AccountId>) -> Answer {
    door.write(Act::ChangeAccount, move |tx, asker| {
        let current = hold_to_change(tx, asker, *id)?;
        if current.id.0 == asker.caller.id {
            return Err(yourself());
        }
        if current.disabled_at.is_some() {
            return Err(already_disabled());
        }
        if current.facts.role == PersonRole::Administrator {
            refuse_last_administrator(tx, &current)?;
        }
        let account = store::accounts::set_disabled(tx, current.id, Some(asker.now))?;
        store::sessions::end_all(tx, account.id, None, EndedReason::AccountDisabled, asker.now)?;
        store::invitations::withdraw(tx, account.id, asker.now)?;
        journal::record_private(tx, &asker.author(), Event::AccountDisabled, account.id.0)?;
        let feed_revoked = (follows.credentials_ended)(tx, &asker.author(), account.id)?;
        Ok(telling(answer(account)?, feed_revoked))
    })
    .await
}

/// Enables a disabled account again, with the password it had.
#[utoipa::path(tag = "accounts", params(("id" = AccountId, Path, description = "Account.")),
    responses((status = 200, description = "The account enabled.", body = AccountOut)))]
#[post("/v1/accounts/{id}/enabling")]
async fn enable_account(door: Door, id: Path<AccountId>) -> Answer {
    door.write(Act::ChangeAccount, move |tx, asker| {
        let current = hold_to_change(tx, asker, *id)?;
        if current.disabled_at.is_none() {
            return Err(not_disabled());
        }
        let account = store::accounts::set_disabled(tx, current.id, None)?;
        journal::record_private(tx, &asker.author(), Event::AccountEnabled, account.id.0)?;
        answer(account)
    })
    .await
}

/// Lists the open sessions of an account, the newest first.
#[utoipa::path(tag = "accounts", params(("id" = AccountId, Path, description = "Account.")),
    responses((status = 200, description = "The sessions, ten at most.", body = Page<SessionOut>)))]
#[get("/v1/accounts/{id}/sessions")]
async fn list_account_sessions(door: Door, id: Path<AccountId>) -> Answer {
    door.read(Act::ReadAccount, move |conn, asker| {
        let account = store::accounts::find(conn, &asker.reach, *id)?.or_not_found("account")?;
        sessions::list(conn, asker, account.id)
    })
    .await
}

/// Ends every session of an account; the secret address of its calendar no longer works.
#[utoipa::path(tag = "accounts", params(("id" = AccountId, Path, description = "Account.")),
    responses((status = 204, description = "Its sessions are over.",
        headers(("Calendar-Feed" = String, description = "`revoked` when the calendar had an address.")))))]
#[delete("/v1/accounts/{id}/sessions")]
async fn end_account_sessions(door: Door, follows: Data<AccountConsequences>, id: Path<AccountId>) -> Answer {
    door.write(Act::ChangeAccount, move |tx, asker| {
        let account = hold_to_change(tx, asker, *id)?;
        store::sessions::end_all(tx, account.id, None, EndedReason::Revoked, asker.now)?;
        journal::record_private(tx, &asker.author(), Event::AccountSessionsEnded, account.id.0)?;
        let feed_revoked = (follows.credentials_ended)(tx, &asker.author(), account.id)?;
        Ok(telling(Reply::no_content()?, feed_revoked))
    })
    .await
}

/// Ends one session of an account.
#[utoipa::path(tag = "accounts",
    params(("id" = AccountId, Path, description = "Account."),
           ("session_id" = SessionId, Path, description = "Session.")),
    responses((status = 204, description = "The session is over.")))]
#[delete("/v1/accounts/{id}/sessions/{session_id}")]
async fn end_account_session(door: Door, ids: Path<(AccountId, SessionId)>) -> Answer {
    let (id, session) = ids.into_inner();
    door.write(Act::ChangeAccount, move |tx, asker| {
        let account = hold_to_change(tx, asker, id)?;
        sessions::end(tx, asker, (account.id, session), EndedReason::Revoked, Event::AccountSessionEnded)
    })
    .await
}

fn answer(account: Account) -> Answer {
    let version = account.version;
    Ok(Reply::ok(&AccountOut::from(account))?.version(version))
}

fn hold_to_change(tx: &mut Tx, asker: &Asker, id: AccountId) -> Result<Account, Problem> {
    let account = store::accounts::lock(tx, &asker.reach, id)?.or_not_found("account")?;
    refuse_beyond(asker, &account)?;
    Ok(account)
}

/// Somebody bound to other sites as well is seen, but looked after by whoever answers for all of them.
pub(super) fn refuse_beyond(asker: &Asker, account: &Account) -> Result<(), Problem> {
    if account.facts.site_ids.iter().all(|site| asker.reach.covers_site(*site)) {
        return Ok(());
    }
    Err(Problem::forbidden_because(
        "account.beyond_your_sites",
        say!(
            "Ce compte est aussi lié à un site qui n'est pas le vôtre : un administrateur s'en charge.",
            "This account is also bound to a site that is not yours: an administrator looks after it."
        ),
    ))
}

/// Two administrators who leave together are held apart by the lock that acts on staff take.
pub(super) fn refuse_last_administrator(tx: &mut Tx, leaving: &Account) -> Result<(), Problem> {
    if store::accounts::another_administrator_exists(tx, leaving.id)? {
        return Ok(());
    }
    Err(LAST_ADMINISTRATOR_STAYS.conflict(say!(
        "C'est le dernier administrateur actif : nommez-en un autre d'abord.",
        "This is the last enabled administrator: name another one first."
    )))
}

pub(super) fn yourself() -> Problem {
    NOT_ONESELF.conflict(say!(
        "Personne ne change ses propres droits, ne se désactive ni ne s'invite : demandez à un collègue.",
        "Nobody changes their own rights, disables or invites themselves: ask a colleague."
    ))
}

pub(super) fn already_disabled() -> Problem {
    ACCOUNT_IS_DISABLED.conflict(say!("Ce compte est désactivé.", "This account is disabled."))
}

pub(super) fn not_disabled() -> Problem {
    ACCOUNT_IS_ENABLED.conflict(say!("Ce compte n'est pas désactivé.", "This account is not disabled."))
}

pub(super) fn role_above_yours() -> Problem {
    Problem::forbidden_because(
        "account.role_above_yours",
        say!(
            "Seul un administrateur nomme un administrateur.",
            "Only an administrator makes an administrator."
        ),
    )
}

fn bound_to_a_record() -> Problem {
    RECORD_STAYS_BOUND.conflict(say!(
            "Le compte d'un tuteur ou d'un apprenti reste ce qu'il est : invitez la personne sous une autre adresse.",
            "The account of a tutor or a student stays what it is: invite the person under another address."
        ),
    )
}

/// Refuses sites by their places in the list.
pub(super) fn unknown_sites(places: impl Iterator<Item = usize>) -> Result<(), Problem> {
    let faults: Vec<Fault> = places
        .map(|index| {
            let message = say!(
                "Aucun site à votre portée n'a cet identifiant.",
                "No site within your reach has this id."
            );
            Fault::new(format!("/site_ids/{index}"), "site.unknown", message)
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}
