//! One's own account.

use actix_web::{get, put};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::ids::{AccountId, SessionId};
use crate::platform::body::Body;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::accounts::model::EndedReason;
use crate::trust::accounts::wire::{AccountOut, PasswordChangeIn};
use crate::trust::accounts::{acts, store};
use crate::trust::door::{Door, Stranger};
use crate::trust::journal::{self, Event};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(get_me).service(change_password);
}

/// Reads one's own account.
#[utoipa::path(tag = "sessions", responses((status = 200, description = "One's own account.", body = AccountOut)))]
#[get("/v1/me")]
async fn get_me(door: Door) -> Answer {
    door.read(Act::ReadSelf, |conn, asker| {
        let account = store::accounts::find_own(conn, AccountId(asker.caller.id))?;
        let version = account.version;
        Ok(Reply::ok(&AccountOut::from(account))?.version(version))
    })
    .await
}

/// Changes one's own password; every other session ends.
#[utoipa::path(tag = "sessions", request_body = PasswordChangeIn,
    responses((status = 204, description = "The password is changed."),
              (status = 429, description = "Too many wrong passwords; see Retry-After.")))]
#[put("/v1/me/password")]
async fn change_password(door: Door, stranger: Stranger, body: Body<PasswordChangeIn>) -> Answer {
    let app = door.app().clone();
    let proving = acts::prove_again(&door, stranger, body.clone(), |request| &request.current_password);
    let (request, proved) = proving.await?;
    let hash = acts::hash_of_new(&app, "/new_password", request.new_password, &proved.credentials).await?;
    door.create(Act::ChangeSelf, body, move |tx, asker, _| {
        let account = proved.hold(tx)?.id;
        store::accounts::set_password(tx, account, &hash, asker.now)?;
        let this_one = asker.caller.session_id.map(SessionId);
        store::sessions::end_all(tx, account, this_one, EndedReason::PasswordChanged, asker.now)?;
        store::invitations::withdraw(tx, account, asker.now)?;
        journal::record_private(tx, &asker.author(), Event::AccountPasswordChanged, account.0)?;
        Reply::no_content()
    })
    .await
}
