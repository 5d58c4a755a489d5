//! What may be done with an account now, and why not the rest.

use actix_web::get;
use actix_web::web::Path;

use super::accounts::{already_disabled, not_disabled, refuse_beyond, refuse_last_administrator, yourself};
use crate::ids::AccountId;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::Answer;
use crate::trust::access::Act;
use crate::trust::accounts::model::{Account, PersonRole};
use crate::trust::accounts::store;
use crate::trust::door::{Asker, Door, Step, TransitionsOut, step};

/// Every act on an account.
pub const STEPS: &[Step] = &[
    step("change", ("Modifier", "Change"), Act::ChangeAccount, ("PATCH", "/v1/accounts/{id}")),
    step(
        "invite",
        ("Envoyer une nouvelle invitation", "Send another invitation"),
        Act::InvitePerson,
        ("POST", "/v1/accounts/{id}/invitation"),
    ),
    step("disable", ("Désactiver", "Disable"), Act::ChangeAccount, ("POST", "/v1/accounts/{id}/disabling")),
    step("enable", ("Réactiver", "Enable"), Act::ChangeAccount, ("POST", "/v1/accounts/{id}/enabling")),
    step(
        "end_sessions",
        ("Fermer ses sessions", "End its sessions"),
        Act::ChangeAccount,
        ("DELETE", "/v1/accounts/{id}/sessions"),
    ),
];

/// Says what who asks may do with an account now, and why not the rest.
#[utoipa::path(tag = "accounts", params(("id" = AccountId, Path, description = "Account.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/accounts/{id}/transitions")]
pub(super) async fn list_account_transitions(door: Door, id: Path<AccountId>) -> Answer {
    door.read(Act::ReadAccount, move |conn, asker| {
        let account = store::accounts::find(conn, &asker.reach, *id)?.or_not_found("account")?;
        let names = [("id", account.id.to_string())];
        asker.transitions(STEPS, &names, |step| against(conn, asker, &account, step.act).map(|()| Vec::new()))
    })
    .await
}

fn against(conn: &mut Tx, asker: &Asker, account: &Account, act: &str) -> Result<(), Problem> {
    refuse_beyond(asker, account)?;
    let oneself = account.id.0 == asker.caller.id;
    match act {
        "invite" | "disable" if oneself => Err(yourself()),
        "invite" | "disable" if account.disabled_at.is_some() => Err(already_disabled()),
        "disable" if account.facts.role == PersonRole::Administrator => {
            refuse_last_administrator(conn, account)
        }
        "enable" if account.disabled_at.is_none() => Err(not_disabled()),
        _ => Ok(()),
    }
}
