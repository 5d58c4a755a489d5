//! Who asks, and what they may do.

use actix_web::get;

use crate::ids::{AccountId, ClientId};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::{Act, Role};
use crate::trust::accounts::store;
use crate::trust::accounts::wire::{MeOut, MyAccount, MyClient};
use crate::trust::door::Door;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(get_me);
}

/// Reads who one is, the sites one works for and everything one may do: a person's account, or a machine client.
#[utoipa::path(tag = "sessions",
    responses((status = 200, description = "One's own account or client, with its rights.", body = MeOut)))]
#[get("/v1/me")]
async fn get_me(door: Door) -> Answer {
    door.read(Act::ReadRights, |conn, asker| {
        let sites = store::accounts::sites_within(conn, &asker.reach)?;
        let rights = asker.caller.rights();
        if asker.caller.role == Role::Client {
            let client = store::clients::find_own(conn, ClientId(asker.caller.id))?;
            let version = client.version;
            let (role, scopes) = (asker.caller.role, asker.caller.scopes.clone());
            let me = MyClient { id: client.id, name: client.facts.name, role, scopes, sites, rights };
            return Ok(Reply::ok(&MeOut::Client(me))?.version(version));
        }
        let account = store::accounts::find_own(conn, AccountId(asker.caller.id))?;
        let version = account.version;
        let sites = if asker.caller.is_staff() { sites } else { Vec::new() };
        let me = MyAccount { account: account.into(), sites, rights };
        Ok(Reply::ok(&MeOut::Account(Box::new(me)))?.version(version))
    })
    .await
}
