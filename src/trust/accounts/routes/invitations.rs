//! Inviting people, and how they come in.

use actix_web::post;
use actix_web::web::{Data, Path};
use chrono::{DateTime, Utc};

use super::accounts::{refuse_beyond, role_above_yours, unknown_sites, yourself};
use crate::ids::{AccountId, SiteId};
use crate::law::findings::refuse_errors;
use crate::platform::body::Body;
use crate::platform::crypto::random_secret;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::{Act, Bounds, Role};
use crate::trust::accounts::consequences::{AccountConsequences, telling};
use crate::trust::accounts::model::{Account, AccountFacts, EndedReason, NewAccount, PersonRole};
use crate::trust::accounts::notices::{AccountMailer, AccountNotice};
use crate::trust::accounts::rules::{self, Binding};
use crate::trust::accounts::throttle::Attempt;
use crate::trust::accounts::wire::{
    InvitationAcceptanceIn, InvitationIn, InvitationOut, InvitedAccountOut, SignedIn,
};
use crate::trust::accounts::{acts, store};
use crate::trust::door::{App, Asker, Door, Stranger};
use crate::trust::journal::{self, Event};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(invite_person).service(renew_invitation).service(accept_invitation);
}

/// Invites a person. The account is made and its invitation mailed to them, or shown this once where no mail server is
/// configured. Somebody whose account is at a site out of reach is told to ask an administrator.
#[utoipa::path(tag = "accounts", request_body = InvitationIn,
    responses((status = 201, description = "The account, with its invitation.", body = InvitedAccountOut)))]
#[post("/v1/accounts")]
async fn invite_person(door: Door, body: Body<InvitationIn>) -> Answer {
    let mailer = AccountMailer::of(door.app());
    door.create(Act::InvitePerson, body, move |tx, asker, request| {
        if request.role == PersonRole::Administrator && asker.caller.role != Role::Administrator {
            return Err(role_above_yours());
        }
        let new = bound(tx, asker, request)?;
        let account = store::accounts::insert(tx, &new)?;
        journal::record_private(tx, &asker.author(), Event::AccountInvited, account.id.0)?;
        let location = format!("/v1/accounts/{}", account.id);
        let (version, body) = (account.version, with_invitation(tx, &mailer, account, asker.now)?);
        Ok(Reply::created(location, &body)?.version(version))
    })
    .await
}

/// The account wanted, bound to sites or to a record within reach.
fn bound(tx: &mut Tx, asker: &Asker, request: InvitationIn) -> Result<NewAccount, Problem> {
    let works_at_sites = matches!(request.role, PersonRole::Manager | PersonRole::Trainer);
    let mut site_ids = match (request.site_ids, asker.reach.bounds()) {
        (None, Bounds::Sites(own)) if works_at_sites && own.len() == 1 => own.clone(),
        (named, _) => named.unwrap_or_default(),
    };
    let mut functions = request.functions.unwrap_or_default();
    refuse_errors(rules::check_binding(&Binding {
        role: request.role,
        sites: site_ids.len(),
        functions: functions.len(),
        has_tutor: request.tutor_id.is_some(),
        has_apprentice: request.apprentice_id.is_some(),
    }))?;
    if let Some(tutor) = request.tutor_id {
        let site = store::accounts::site_of_tutor(tx, &asker.reach, tutor)?;
        site_ids = vec![site.ok_or_else(|| unknown_record("/tutor_id", "tutor.unknown"))?];
    }
    if let Some(apprentice) = request.apprentice_id {
        let site = store::accounts::site_of_apprentice(tx, &asker.reach, apprentice)?;
        site_ids = vec![site.ok_or_else(|| unknown_record("/apprentice_id", "apprentice.unknown"))?];
    }
    refuse_unknown_sites(tx, asker, &site_ids)?;
    site_ids.sort_unstable();
    site_ids.dedup();
    functions.sort_unstable();
    functions.dedup();
    Ok(NewAccount {
        id: AccountId::new(),
        twin_of: store::accounts::hidden_holder_of(tx, &asker.reach, &request.email)?,
        email: request.email,
        facts: AccountFacts { display_name: request.display_name, role: request.role, functions, site_ids },
        tutor_id: request.tutor_id,
        apprentice_id: request.apprentice_id,
    })
}

/// Refuses sites that do not exist or are out of reach, naming each.
pub(super) fn refuse_unknown_sites(tx: &mut Tx, asker: &Asker, named: &[SiteId]) -> Result<(), Problem> {
    let known = store::accounts::existing_sites(tx, &asker.reach, named)?;
    let unknown = named.iter().enumerate().filter(|(_, site)| !known.contains(site));
    unknown_sites(unknown.map(|(index, _)| index))
}

/// The account with a new invitation: mailed to its person, or shown to whoever made it where no mail leaves.
fn with_invitation(
    tx: &mut Tx,
    mailer: &AccountMailer,
    account: Account,
    now: DateTime<Utc>,
) -> Result<InvitedAccountOut, Problem> {
    let invitation = send_invitation(tx, mailer, &account, now)?;
    Ok(InvitedAccountOut { account: account.into(), invitation })
}

/// A new invitation, the only one that works from then on: mailed, or shown where no mail leaves.
pub(super) fn send_invitation(
    tx: &mut Tx,
    mailer: &AccountMailer,
    account: &Account,
    now: DateTime<Utc>,
) -> Result<InvitationOut, Problem> {
    let token = random_secret().map_err(Problem::internal)?;
    let expires_at = now + rules::invitation_life(account.has_password);
    store::invitations::replace(tx, account.id, &token, expires_at, now)?;
    let by = store::accounts::names_of_sites(tx, &account.facts.site_ids)?.join(", ");
    let notice = match (account.twin_of, account.has_password) {
        (Some(_), _) => AccountNotice::InvitedElsewhere { by: &by },
        (None, true) => AccountNotice::ResetStarted { token: Some(&token), expires_at },
        (None, false) => AccountNotice::Invited { token: &token, expires_at },
    };
    mailer.notify(tx, account, notice, now)?;
    let sent_to = mailer.leaves().then(|| rules::masked(&account.email));
    let token = Some(token).filter(|_| !mailer.leaves());
    Ok(InvitationOut { token, sent_to, expires_at })
}

/// Makes another invitation, with which the person sets a password anew; the one before stops working. It lives half
/// an hour when it replaces a password. It is mailed to the person, or shown where no mail server is configured.
#[utoipa::path(tag = "accounts", params(("id" = AccountId, Path, description = "Account.")),
    responses((status = 200, description = "The account, with its invitation.", body = InvitedAccountOut),
              (status = 429, description = "More than three within the hour; see Retry-After.")))]
#[post("/v1/accounts/{id}/invitation")]
async fn renew_invitation(door: Door, id: Path<AccountId>) -> Answer {
    let attempt = Attempt::at_renewal(&door.app().secret, *id);
    let mailer = AccountMailer::of(door.app());
    door.write(Act::InvitePerson, move |tx, asker| {
        let account = store::accounts::lock(tx, &asker.reach, *id)?.or_not_found("account")?;
        refuse_beyond(asker, &account)?;
        if account.id.0 == asker.caller.id {
            return Err(yourself());
        }
        if account.disabled_at.is_some() {
            return Err(super::accounts::already_disabled());
        }
        attempt.count(tx, asker.now)?;
        journal::record_private(tx, &asker.author(), Event::AccountInvitationRenewed, account.id.0)?;
        let (version, body) = (account.version, with_invitation(tx, &mailer, account, asker.now)?);
        Ok(Reply::ok(&body)?.version(version))
    })
    .await
}

/// Accepts an invitation: sets the password and signs in; every session from before ends, and the secret address of the
/// calendar no longer works.
#[utoipa::path(tag = "sessions", security(()), request_body = InvitationAcceptanceIn,
    responses((status = 201, description = "Signed in.", body = SignedIn,
                  headers(("Calendar-Feed" = String, description = "`revoked` when the calendar had an address."))),
              (status = 401, description = "The invitation is unknown, used, replaced or too old.")))]
#[post("/v1/invitations/acceptance")]
async fn accept_invitation(
    app: Data<App>,
    follows: Data<AccountConsequences>,
    stranger: Stranger,
    body: Body<InvitationAcceptanceIn>,
) -> Answer {
    let request = body.checked()?;
    let attempt = Attempt::at_invitation(&app.secret, stranger.address);
    let (now, token) = (app.clock.now(), request.token.clone());
    let invited = app.db.transaction(move |tx| {
        let person = store::invitations::find_invited(tx, &token, now)?;
        if person.is_none() {
            attempt.count_wrong(tx, &stranger.author(), now)?;
        }
        Ok(person)
    });
    let person = invited.await?.ok_or_else(refused)?;
    let hash = acts::hash_of_new(&app, "/password", request.password, &person).await?;
    let at_signing_in = Attempt::at_signing_in(&app.secret, &person.email, stranger.address);
    let mailer = AccountMailer::of(&app);
    let accepted = app.db.transaction(move |tx| {
        let locked = store::accounts::hold(tx, person.id)?.filter(|account| account.disabled_at.is_none());
        if locked.is_none() || !store::invitations::use_up(tx, &request.token, now)? {
            return Err(refused());
        }
        at_signing_in.absolved(tx, now)?;
        store::sessions::end_all(tx, person.id, None, EndedReason::PasswordChanged, now)?;
        let account = store::accounts::set_password(tx, person.id, &hash, now)?;
        mailer.notify(tx, &account, AccountNotice::PasswordChanged, now)?;
        let session = acts::open_session(tx, &account, stranger, Event::AccountInvitationAccepted, now)?;
        let feed_revoked = (follows.credentials_ended)(tx, &stranger.author(), account.id)?;
        Ok((account, session, feed_revoked))
    });
    let (account, session, feed_revoked) = accepted.await?;
    Ok(telling(acts::tokens(&app, 201, &session, account)?, feed_revoked))
}

fn refused() -> Problem {
    Problem::wrong_credentials("invitation.refused")
}

fn unknown_record(pointer: &str, code: &str) -> Problem {
    let message = say!(
        "Aucune fiche à votre portée n'a cet identifiant.",
        "No record within your reach has this identifier."
    );
    Problem::fault(pointer, code, message)
}
