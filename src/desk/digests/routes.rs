//! Handlers, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};

use super::rules::check_settings;
use super::store;
use super::wire::{DigestSettingsIn, DigestSettingsOut, DigestSettingsPatch, UnsubscriptionOut};
use crate::ids::AccountId;
use crate::law::findings::refuse_errors;
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{App, Door, Stranger};
use crate::trust::journal::{self, Event};
use crate::trust::mails::unsubscribing::account_of;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(get_digest_settings).service(change_digest_settings).service(unsubscribe_from_digest);
}

/// Reads when one is sent the daily digest.
#[utoipa::path(tag = "mails", responses((status = 200, description = "One's own settings.", body = DigestSettingsOut,
    headers(("ETag" = String, description = "Version of the settings.")))))]
#[get("/v1/me/digest")]
async fn get_digest_settings(door: Door) -> Answer {
    let sent = door.app().config.smtp_url.is_some();
    door.read(Act::ReadSelf, move |conn, asker| {
        let (settings, version) = store::settings_of(conn, AccountId(asker.caller.id))?;
        Ok(Reply::ok(&DigestSettingsOut::of(settings, sent))?.version(version))
    })
    .await
}

/// Stops the daily digest of whoever the address was written for, in one click (RFC 8058): what `List-Unsubscribe` of
/// their digests names. They take it up again with `PATCH /v1/me/digest`.
#[utoipa::path(tag = "mails", security(()),
    params(("token" = String, Path, max_length = 64, description = "What the digest holds.")),
    responses((status = 200, description = "No digest will follow.", body = UnsubscriptionOut),
        (status = 404, description = "Nobody was written this address.")))]
#[post("/v1/digest-unsubscriptions/{token}")]
async fn unsubscribe_from_digest(app: Data<App>, stranger: Stranger, token: Path<String>) -> Answer {
    let account = account_of(&app.secret, &token).or_not_found("digest")?;
    let stopping = app.db.transaction(move |tx| {
        if store::stop(tx, account)? {
            journal::record_private(tx, &stranger.author(), Event::AccountDigestChanged, account.0)?;
        }
        Ok(())
    });
    stopping.await?;
    Reply::ok(&UnsubscriptionOut { unsubscribed: true })
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
