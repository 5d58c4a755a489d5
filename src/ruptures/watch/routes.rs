//! Handlers of the watch, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{get, post, put};

use super::acts;
use super::store;
use super::wire::{
    SignalAcknowledgementIn, SignalAcknowledgementOut, WatchFilter, WatchSettingsIn, WatchSettingsOut,
    WatchedOut,
};
use crate::catalogue::programmes::{Catalogue, SiteKey};
use crate::ids::{ApprenticeId, SignalAcknowledgementId};
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Authors;
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_apprentice_signals)
        .service(list_site_signals)
        .service(get_watch_settings)
        .service(write_watch_settings)
        .service(acknowledge_signal)
        .service(withdraw_signal_acknowledgement);
}

/// Tells the signals that show of an apprentice, each with its rule, its weight, its facts and what clears it. Apprentices
/// read those meant for them about themselves; company tutors, links and machine clients none.
#[utoipa::path(tag = "watch", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    responses((status = 200, description = "The signals of the day.", body = Peopled<WatchedOut>)))]
#[get("/v1/apprentices/{id}/signals")]
async fn list_apprentice_signals(door: Door, catalogue: Data<Catalogue>, id: Path<ApprenticeId>) -> Answer {
    door.read(Act::ReadSignal, move |conn, asker| {
        Reply::ok(&acts::of_apprentice(conn, asker, &catalogue, *id)?)
    })
    .await
}

/// Lists the apprentices of a site of whom signals show, the heaviest sum first: the sum stands with its parts.
#[utoipa::path(tag = "watch", params(SiteKey, Paged<WatchFilter>),
    responses((status = 200, description = "One page of apprentices.", body = Page<Peopled<WatchedOut>>)))]
#[get("/v1/sites/{site}/signals")]
async fn list_site_signals(
    door: Door,
    catalogue: Data<Catalogue>,
    at: Path<SiteKey>,
    params: Params<Paged<WatchFilter>>,
) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadWatch, move |conn, asker| {
        let site = at.within_reach(conn, asker)?;
        Reply::page(&acts::of_site(conn, asker, &catalogue, site, (&filter, &page))?)
    })
    .await
}

/// Reads the signals a site watches for, with its thresholds and those of the file.
#[utoipa::path(tag = "watch", params(SiteKey),
    responses((status = 200, description = "Every signal.", body = WatchSettingsOut)))]
#[get("/v1/sites/{site}/watch-settings")]
async fn get_watch_settings(door: Door, at: Path<SiteKey>) -> Answer {
    door.read(Act::ReadWatch, move |conn, asker| {
        let site = at.within_reach(conn, asker)?;
        let settings = store::settings_of(conn, site)?;
        let law = asker.law.watch.version_on(asker.today);
        let shown = WatchSettingsOut::of(site, law, settings.as_ref(), asker.lang);
        Ok(Reply::ok(&shown)?.version(shown.version))
    })
    .await
}

/// Sets the thresholds of a site, in place of those it set; an empty list goes back to those of the file.
#[utoipa::path(tag = "watch", params(SiteKey),
    request_body = WatchSettingsIn,
    responses((status = 200, description = "Every signal, with the thresholds set.", body = WatchSettingsOut)))]
#[put("/v1/sites/{site}/watch-settings")]
async fn write_watch_settings(door: Door, at: Path<SiteKey>, body: Body<WatchSettingsIn>) -> Answer {
    door.create(Act::ChangeWatch, body, move |tx, asker, request| {
        let site = at.within_reach(tx, asker)?;
        let sent: Vec<_> = request.thresholds.iter().map(|one| (one.signal, one.threshold)).collect();
        let settings = acts::write_settings(tx, asker, site, &sent)?;
        let law = asker.law.watch.version_on(asker.today);
        let shown = WatchSettingsOut::of(site, law, settings.as_ref(), asker.lang);
        Ok(Reply::ok(&shown)?.version(shown.version))
    })
    .await
}

/// Takes note of a signal that shows of an apprentice, with why: until its day it is shown, and not counted.
#[utoipa::path(tag = "watch", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = SignalAcknowledgementIn,
    responses((status = 201, description = "What was noted.", body = SignalAcknowledgementOut),
        (status = 409, description = "The signal does not show.")))]
#[post("/v1/apprentices/{id}/signal-acknowledgements")]
async fn acknowledge_signal(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    body: Body<SignalAcknowledgementIn>,
) -> Answer {
    door.create(Act::AcknowledgeSignal, body, move |tx, asker, request| {
        let noted = acts::acknowledge(tx, asker, &catalogue, *id, &request)?;
        let authors = Authors::find(tx, &asker.caller, [(noted.author_kind, noted.author_id)])?;
        let shown = SignalAcknowledgementOut::of(&noted, &authors);
        Reply::created(format!("/v1/apprentices/{id}/signals"), &shown)
    })
    .await
}

/// Takes back that somebody took note of a signal, and says why: it counts again.
#[utoipa::path(tag = "watch",
    params(("id" = SignalAcknowledgementId, Path, description = "What was noted.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/signal-acknowledgements/{id}/withdrawal")]
async fn withdraw_signal_acknowledgement(
    door: Door,
    id: Path<SignalAcknowledgementId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::AcknowledgeSignal, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}
