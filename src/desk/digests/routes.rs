//! Handlers, and their mounting.

use actix_web::{get, patch};
use utoipa_actix_web::service_config::ServiceConfig;

use super::rules::check_settings;
use super::store;
use super::wire::{DigestSettingsIn, DigestSettingsOut, DigestSettingsPatch};
use crate::ids::AccountId;
use crate::law::findings::refuse_errors;
use crate::platform::body::Body;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::{self, Event};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(get_digest_settings).service(change_digest_settings);
}

/// Reads when one is sent the daily digest.
#[utoipa::path(tag = "mails", responses((status = 200, description = "One's own settings.", body = DigestSettingsOut)))]
#[get("/v1/me/digest")]
async fn get_digest_settings(door: Door) -> Answer {
    let sent = door.app().config.smtp_url.is_some();
    door.read(Act::ReadSelf, move |conn, asker| {
        let (settings, version) = store::settings_of(conn, AccountId(asker.caller.id))?;
        Ok(Reply::ok(&DigestSettingsOut::of(settings, sent))?.version(version))
    })
    .await
}

/// Chooses when one is sent the daily digest: never, or not on some days of the week, or not during a period.
#[utoipa::path(tag = "mails", request_body = DigestSettingsPatch,
    responses((status = 200, description = "The settings changed.", body = DigestSettingsOut)))]
#[patch("/v1/me/digest")]
async fn change_digest_settings(door: Door, body: Body<DigestSettingsPatch>) -> Answer {
    let sent = door.app().config.smtp_url.is_some();
    door.change(Act::ChangeSelf, body, move |tx, asker, patch| {
        let account = AccountId(asker.caller.id);
        let (current, version) = store::lock_settings(tx, account)?;
        asker.expects(version)?;
        let request = patch.applied_to(&DigestSettingsIn::from(&current))?.written();
        refuse_errors(check_settings(&request))?;
        let version = store::change_settings(tx, account, &request)?;
        journal::record_private(tx, &asker.author(), Event::AccountDigestChanged, account.0)?;
        Ok(Reply::ok(&DigestSettingsOut::of(request, sent))?.version(version))
    })
    .await
}
