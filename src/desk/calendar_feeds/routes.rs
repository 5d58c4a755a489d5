//! Handlers, and their mounting.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, post};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::acts;
use super::gathering::gather;
use super::model::{Feed, FeedReader};
use super::rules::{numbered, written};
use super::store;
use super::wire::{FeedAddressOut, FeedOut, FeedParams};
use crate::catalogue::programmes::Catalogue;
use crate::desk::obligations::refresh::Means;
use crate::ids::AccountId;
use crate::law::figures::Law;
use crate::platform::cacheable::{already_has, tag_of};
use crate::platform::crypto::{random_secret, sha256};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Lang;
use crate::trust::access::Act;
use crate::trust::credentials::caller;
use crate::trust::door::{App, Door};
use crate::trust::journal::{self, Event};

/// Raised when the same facts would be written otherwise.
const FORMAT: u32 = 2;
/// How long an entry no longer told keeps its sequence.
const REMEMBERED: TimeDelta = TimeDelta::days(180);

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(give_feed).service(get_feed).service(remove_feed).service(read_feed);
}

/// Gives one's calendar an address, told this once, to whoever proved their password within ten minutes; a former address
/// no longer works. A password changed, or all one's sessions ended, takes the address away.
#[utoipa::path(tag = "feeds",
    responses((status = 201, description = "The address.", body = FeedAddressOut)))]
#[post("/v1/me/feed")]
async fn give_feed(door: Door) -> Answer {
    let public_url = door.app().config.public_url.clone();
    door.write(Act::GiveFeed, move |tx, asker| {
        let secret = random_secret().map_err(Problem::internal)?;
        let account = AccountId(asker.caller.id);
        let feed = store::give(tx, account, &sha256(secret.as_bytes()), asker.now)?;
        journal::record_private(tx, &asker.author(), Event::FeedGiven, account.0)?;
        let url = format!("{public_url}/v1/feeds/{secret}.ics");
        let out = FeedAddressOut { url, created_at: feed.created_at };
        Reply::created("/v1/me/feed".to_owned(), &out)
    })
    .await
}

/// Tells since when one's calendar has its address, and when it was last read.
#[utoipa::path(tag = "feeds",
    responses((status = 200, description = "The calendar.", body = FeedOut),
        (status = 404, description = "No address was given.")))]
#[get("/v1/me/feed")]
async fn get_feed(door: Door) -> Answer {
    door.read(Act::ReadSelf, |conn, asker| {
        let feed = store::find_own(conn, AccountId(asker.caller.id))?.or_not_found("feed")?;
        Reply::ok(&FeedOut::from(feed))
    })
    .await
}

/// Takes the address of one's calendar away.
#[utoipa::path(tag = "feeds",
    responses((status = 204, description = "The address no longer works."),
        (status = 404, description = "No address was given.")))]
#[delete("/v1/me/feed")]
async fn remove_feed(door: Door) -> Answer {
    door.write(Act::ChangeSelf, |tx, asker| {
        match acts::withdraw(tx, &asker.author(), AccountId(asker.caller.id))? {
            true => Reply::no_content(),
            false => Err(Problem::not_found("feed")),
        }
    })
    .await
}

/// Reads a calendar by its secret address, as calendar programs do.
#[utoipa::path(tag = "feeds", security(()),
    params(("secret" = String, Path, max_length = 64, description = "Secret of the address."), FeedParams),
    responses((status = 200, description = "The calendar.", body = String, content_type = "text/calendar"),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/feeds/{secret}.ics")]
async fn read_feed(
    request: HttpRequest,
    app: Data<App>,
    catalogue: Data<Catalogue>,
    secret: Path<String>,
    params: Params<FeedParams>,
) -> Answer {
    let feed_request =
        FeedRequest { hash: sha256(secret.as_bytes()), lang: params.0.lang(), today: app.clock.today() };
    let (known, law, now) = (catalogue.clone(), Arc::clone(&app.law), app.clock.now());
    let looked = app.db.read(move |conn| look(conn, (&known, &law), &feed_request)).await?;
    if let Some(etag) = looked.filter(|etag| already_has(&request, etag)) {
        return Ok(unchanged(&etag));
    }
    let db = app.db.clone();
    let writing = move |remembers: bool| {
        let (app, catalogue) = (app.clone(), catalogue.clone());
        move |tx: &mut Tx| write(tx, &app, &catalogue, (&feed_request, now), remembers)
    };
    let (etag, text) = match db.transaction(writing(true)).await {
        // nothing is remembered where nothing can be written
        Err(problem) if problem.is_read_only() => db.read(writing(false)).await?,
        answer => answer?,
    };
    Ok(Reply { status: 200, headers: Vec::new(), body: Some(text.into_bytes()) }
        .header("content-type", "text/calendar; charset=utf-8".to_owned())
        .header("etag", etag)
        .header("cache-control", CACHE.to_owned()))
}

/// The calendar and its ETag; what was told of each entry is remembered, if asked to.
fn write(
    tx: &mut Tx,
    app: &App,
    catalogue: &Catalogue,
    (request, now): (&FeedRequest, DateTime<Utc>),
    remembers: bool,
) -> Result<(String, String), Problem> {
    let (feed, reader) = store::find_by_secret(tx, &request.hash)?.or_not_found("feed")?;
    let state = state_of(tx, (catalogue, &app.law), &reader, request)?;
    let at = (now, app.law.follows_since(request.today));
    let caller = caller::of_account(tx, feed.account_id, at)?.or_not_found("feed")?;
    if remembers {
        store::lock(tx, feed.account_id)?;
    }
    let stored = store::entries(tx, feed.account_id)?;
    let means = Means { catalogue, law: &app.law, today: request.today };
    let entries = gather(tx, means, &caller, request.lang)?;
    let (entries, fresh) = numbered(feed.account_id, entries, &stored, now);
    let text = written(&entries, request.lang);
    let etag = tag_of(text.as_bytes(), "");
    if remembers {
        let current = entries.iter().map(|one| one.entry.uid.clone()).collect();
        store::remember(tx, feed.account_id, (&fresh, current), now - REMEMBERED)?;
        store::answered(tx, feed.account_id, (&state, &etag), request.today)?;
    }
    Ok((etag, text))
}

/// A calendar is kept by its reader only, and asked for again each time.
const CACHE: &str = "private, no-cache";

#[derive(Debug, Clone, Copy)]
struct FeedRequest {
    hash: [u8; 32],
    lang: Lang,
    today: NaiveDate,
}

/// The ETag of the last answer, when nothing it depended on changed since.
fn look(conn: &mut Tx, files: (&Catalogue, &Law), request: &FeedRequest) -> Result<Option<String>, Problem> {
    let (Feed { state, etag, .. }, reader) =
        store::find_by_secret(conn, &request.hash)?.or_not_found("feed")?;
    let now = state_of(conn, files, &reader, request)?;
    Ok(etag.filter(|_| state.as_deref() == Some(now.as_slice())))
}

/// A digest of all that an answer depends on: the changes at the sites of its reader, the law, the day, the language.
fn state_of(
    conn: &mut Tx,
    (catalogue, law): (&Catalogue, &Law),
    reader: &FeedReader,
    request: &FeedRequest,
) -> diesel::QueryResult<[u8; 32]> {
    journal::store::place_new(conn)?;
    let place = store::last_place(conn, reader.role, &reader.site_ids)?;
    let files = format!("{}{}", catalogue.ground(), law.digest);
    let (version, lang, today) = (reader.version, request.lang.tag(), request.today);
    let text = format!("{FORMAT} {place} {version} {lang} {today} {files}");
    Ok(sha256(text.as_bytes()))
}

fn unchanged(etag: &str) -> Reply {
    Reply { status: 304, headers: Vec::new(), body: None }
        .header("etag", etag.to_owned())
        .header("cache-control", CACHE.to_owned())
}
