//! What each command of the program does.

pub mod backup;
pub mod doctor;
mod greeting;
mod progress;
pub mod settings;
mod upkeep;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::http::header;
use actix_web::middleware::DefaultHeaders;
use actix_web::web::Data;
use anyhow::Context;
use diesel::{Connection, PgConnection};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::app::start;
use crate::app::{self, Shared};
use crate::catalogue::programmes::as_it_stands;
use crate::commands::progress::ProgressLine;
use crate::demo;
use crate::desk::obligations::refresh;
use crate::outcomes::erasures::{self, ForgottenRecords};
use crate::people::apprentices::cards::settling::{AT_ONCE, keep_next};
use crate::platform::clock::Clock;
use crate::platform::config::{Config, reachable};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::http::DOCS_POLICY;
use crate::platform::stopping::StopSignal;
use crate::platform::{logging, output};
use crate::trust::accounts::first_start::{self, FirstStart};
use crate::trust::accounts::notices::AccountMailer;
use crate::trust::accounts::recovery;
use crate::trust::credentials::keys;
use crate::trust::door::App;
use crate::trust::mails::Postman;
use crate::trust::retention::{self, Overdue};

/// Serves until told to stop.
pub fn serve(config: Config) -> anyhow::Result<()> {
    serve_at(config, Clock::system())
}

/// Serves with the given clock.
pub fn serve_at(config: Config, clock: Clock) -> anyhow::Result<()> {
    logging::start(&config)?;
    let database = start::database(&config)?;
    let shared = start::prepare(config, &database.addresses, clock)?;
    serve_on(shared, database, greeting::welcome)
}

/// Serves a fictional cohort from a folder and a database of its own, and says who is in it.
pub fn demo(config: Config, options: demo::Options) -> anyhow::Result<()> {
    let (config, demo) = demo::prepare(config, options)?;
    logging::start(&config)?;
    let database = start::database(&config)?;
    let shared = start::prepare(config, &database.addresses, demo.clock())?;
    serve_on(shared, database, async move |app: Data<App>, base: &str| demo.play(&app, base).await)
}

/// Serves on a database, whose server is kept up when it is ours.
fn serve_on(
    shared: Shared,
    database: start::Database,
    once_listening: impl AsyncFnOnce(Data<App>, &str) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (tell, lost) = oneshot::channel();
    let kept =
        database.server.map(|server| server.keep_up(move |error| drop(tell.send(error)))).transpose()?;
    let losing = async {
        lost.await.map(|error| anyhow::Error::from(error).context("the private PostgreSQL is lost"))
    };
    let outcome = run_to_the_end(run(shared, &database.shown, losing, once_listening));
    drop(kept);
    outcome
}

/// Does some work, and leaves behind what still goes on: the runtime would wait without end for a name being looked up.
fn run_to_the_end<T>(work: impl Future<Output = T>) -> T {
    let system = actix_web::rt::System::new();
    let outcome = system.block_on(work);
    // with a handle: the thread that dropped the last one would wake it while its own memory goes, and abort
    std::mem::forget((actix_web::rt::System::current(), system));
    outcome
}

/// Brings the base up to date and loads the catalogue.
pub fn migrate(config: Config) -> anyhow::Result<()> {
    logging::start(&config)?;
    let database = start::database(&config)?;
    start::prepare(config, &database.addresses, Clock::system())?;
    output::print("The base is up to date and the catalogue is loaded.\n");
    Ok(())
}

/// Fills an empty base with a large fictional site, to measure on.
pub fn seed(config: Config, apprentices: u32) -> anyhow::Result<()> {
    use diesel::connection::SimpleConnection;
    use diesel::prelude::*;
    logging::start(&config)?;
    let database = start::database(&config)?;
    start::prepare(config, &database.addresses, Clock::system())?;
    let mut conn = PgConnection::establish(&database.addresses.owner)?;
    let already: i64 = crate::schema::apprentices::table.count().get_result(&mut conn)?;
    anyhow::ensure!(already == 0, "this base already has {already} apprentices: seed an empty one");
    let script = include_str!("../../benches/seed.sql").replace(":apprentices", &apprentices.to_string());
    let progress = ProgressLine::steps("filling the base");
    conn.transaction(|conn| conn.batch_execute(&script))?;
    progress.done();
    output::print(&format!("{apprentices} apprentices, their contracts and their visits are there.\n"));
    Ok(())
}

/// Makes another token for the first administrator, while nobody exists.
pub fn make_bootstrap_token(config: Config) -> anyhow::Result<()> {
    let url = config.public_url.clone();
    with_app(config, async move |app| match app.db.transaction(first_start::begin_anew).await? {
        FirstStart::Token(token) => deliver(&greeting::bootstrap(&url, &token)),
        _ => anyhow::bail!("accounts exist: an administrator invites people with POST /v1/accounts"),
    })
}

/// Makes an invitation for an account that nobody else can let in again, and shows it.
pub fn make_invitation(config: Config, email: String) -> anyhow::Result<()> {
    let url = config.public_url.clone();
    with_app(config, async move |app| {
        let now = app.clock.now();
        let mailer = AccountMailer::of(&app);
        let made = app.db.transaction(move |tx| recovery::invite(tx, &mailer, &email, now)).await?;
        let made = made.context("no enabled account has this address")?;
        deliver(&greeting::invitation(&url, &made.token.unwrap_or_default(), made.expires_at))
    })
}

/// Adds a signing key: published now, it signs once every verifier has had time to read it, or at once and alone.
pub fn rotate_keys(config: Config, at_once: bool) -> anyhow::Result<()> {
    with_app(config, async move |app| {
        let now = app.clock.now();
        let (signs_from, secret) = (now + keys::PUBLISHED_AHEAD, app.secret.clone());
        let add = move |tx: &mut Tx| {
            let made = match at_once {
                true => keys::replace_all(tx, &secret, now),
                false => keys::add_key(tx, &secret, signs_from),
            };
            made.map_err(Problem::internal)
        };
        let kid = app.db.transaction(add).await?;
        output::print(&match at_once {
            true => {
                let within = upkeep::HOUSEKEEPING;
                format!("Key {kid} signs; within {within:?} the others verify nothing any more.\n")
            }
            false => {
                let from = signs_from.format("%Y-%m-%d %H:%M:%S UTC");
                format!("Key {kid} is published and signs from {from}.\n")
            }
        });
        Ok(())
    })
}

/// Adds a key that seals health data from now on, and seals anew what the earlier ones sealed.
pub fn rotate_data_keys(config: Config) -> anyhow::Result<()> {
    logging::start(&config)?;
    let database = start::database_beside(&config)?;
    let shared = start::prepare(config, &database.addresses, Clock::system())?;
    let vault = &shared.app().vault;
    let mut conn = PgConnection::establish(&database.addresses.owner)?;
    let id = vault.add_key(&mut conn)?;
    output::print(&format!("Key {id} seals from now on.\n"));
    let progress = ProgressLine::steps("sealing anew");
    let count = start::reseal(&mut conn, vault)?;
    progress.done();
    output::print(&format!(
        "{count} rows are sealed anew; an interrupted command is finished by the next start.\n"
    ));
    Ok(())
}

/// Derives everything that is due anew from the facts.
pub fn rebuild_obligations(config: Config) -> anyhow::Result<()> {
    with_app(config, async move |app| {
        let (files, today) = (start::catalogue(&app.config)?, app.clock.today());
        let standing = app.db.read(move |conn| Ok(as_it_stands(conn, &files, today)?.into_owned()));
        let catalogue = Arc::new(standing.await?);
        let progress = ProgressLine::steps("deriving everything that is due");
        app.db.transaction(|tx| Ok(refresh::forget_all(tx)?)).await?;
        refresh::catch_up(&app, catalogue, None).await?;
        progress.done();
        output::print("Everything that is due was derived anew.\n");
        Ok(())
    })
}

/// Writes every card anew from the facts, some at a time.
pub fn rebuild_cards(config: Config) -> anyhow::Result<()> {
    with_app(config, async move |app| {
        let (mut after, progress) = (None, ProgressLine::steps("writing cards"));
        for written in (1..).map(|round| round * AT_ONCE.unsigned_abs()) {
            let from = after;
            after = app.db.transaction(move |tx| Ok(keep_next(tx, from)?)).await?;
            if after.is_none() {
                break;
            }
            progress.count(written);
        }
        progress.done();
        output::print("Every card was written anew from the facts.\n");
        Ok(())
    })
}

/// Forgets the traces kept long enough and the files that sites let go, or only says what they are.
pub fn forget_overdue(config: Config, dry_run: bool) -> anyhow::Result<()> {
    with_app(config, async move |app| {
        let (today, law) = (app.clock.today(), Arc::clone(&app.law));
        let looking = app.db.transaction(move |tx| {
            let law = law.retention.on(today);
            let found = if dry_run { retention::overdue } else { retention::forget_overdue };
            Ok(found(tx, law, today)?)
        });
        let done = if dry_run { "overdue" } else { "forgotten" };
        let line = |Overdue { what, months, before, rows }| {
            format!("{what}: {rows} {done}, from before {before} (kept {months} months)\n")
        };
        let traces: String = looking.await?.into_iter().map(line).collect();
        let records = erasures::forget_due(&app, dry_run).await?.into_iter();
        let people = records.map(|ForgottenRecords { site, category, people }| {
            format!("{}, {site}: {people} {done}\n", category.label_en())
        });
        deliver(&(traces + &people.collect::<String>()))
    })
}

/// Runs something on the application without serving it.
fn with_app(config: Config, work: impl AsyncFnOnce(Data<App>) -> anyhow::Result<()>) -> anyhow::Result<()> {
    logging::start(&config)?;
    let database = start::database_beside(&config)?;
    let shared = start::prepare(config, &database.addresses, Clock::system())?;
    let outcome = actix_web::rt::System::new().block_on(work(shared.app().clone()));
    drop(database);
    outcome
}

/// Prints the OpenAPI document as YAML.
pub fn openapi() -> anyhow::Result<()> {
    deliver(&app::document_as_yaml()?)
}

/// Prints what a command was run for.
fn deliver(text: &str) -> anyhow::Result<()> {
    anyhow::ensure!(output::print(text), "standard output did not take all of what was to be printed");
    Ok(())
}

/// Serves until told to stop, or until the base is lost; `once_listening` is done as soon as requests are answered.
async fn run(
    shared: Shared,
    base: &str,
    losing: impl Future<Output = Result<anyhow::Error, oneshot::error::RecvError>>,
    once_listening: impl AsyncFnOnce(Data<App>, &str) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let config = shared.app().config.clone();
    // before anybody is answered: a stop asked from then on is heard
    let asked = StopRequests::listen()?;
    let listener = bind(&config.listen, "COMPAGNON_LISTEN")?;
    let url = format!("http://{}", reachable(&listener.local_addr()?.to_string()));
    let server = app::serve(shared.clone(), listener, config.workers)?;
    let handle = server.handle();
    let running = actix_web::rt::spawn(server);
    let (private, metrics_address) = serve_metrics(shared.clone(), &config.admin_listen)?;
    let postman = Postman::hired(&config)?;
    let housekeeping =
        employ("housekeeping", shared.clone(), async |shared| upkeep::keep_house(shared).await);
    let catalogue = employ("catalogue", shared.clone(), async |shared| {
        upkeep::keep_catalogue_current(shared).await;
    });
    let (stop, stopping) = StopSignal::leaving(Duration::from_secs(config.shutdown_grace_s));
    let until = stopping.clone();
    let post = employ("mails", shared.clone(), async move |shared| {
        upkeep::look_after_mails(shared, postman.as_ref(), until.clone()).await;
    });
    let deriving = employ("obligations", shared.clone(), async move |shared| {
        upkeep::keep_obligations_current(shared, stopping.clone()).await;
    });
    let docs = if config.shows_docs() { url.clone() } else { format!("http://{metrics_address}") };
    output::print(&greeting::greeting(&url, &docs, metrics_address, base));
    let begun = once_listening(shared.app().clone(), &url).await;
    let stopped = if begun.is_ok() { wait_for_stop(&shared, asked, losing).await } else { begun };
    housekeeping.abort();
    catalogue.abort();
    let over_at = stop.give();
    handle.stop(true).await;
    private.stop(false).await;
    running.await.context("server")??;
    // a mail being handed over is settled first, or cut and said to be uncertain
    let settled = async { (post.await, deriving.await) };
    let _ = tokio::time::timeout_at(over_at, settled).await;
    stopped
}

/// Has a job done beside the requests.
fn employ(job: &'static str, shared: Shared, work: impl AsyncFn(Shared) + 'static) -> JoinHandle<()> {
    actix_web::rt::spawn(async move { upkeep::tirelessly(job, async || work(shared.clone()).await).await })
}

fn bind(address: &str, variable: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .with_context(|| format!("cannot listen on {address}; {variable} names another"))
}

fn serve_metrics(
    shared: Shared,
    address: &str,
) -> anyhow::Result<(actix_web::dev::ServerHandle, SocketAddr)> {
    let shared = Data::new(shared);
    let listener = bind(address, "COMPAGNON_ADMIN_LISTEN")?;
    let address = listener.local_addr()?;
    let server = HttpServer::new(move || {
        let policy = DefaultHeaders::new().add((header::CONTENT_SECURITY_POLICY, DOCS_POLICY));
        actix_web::App::new().app_data(shared.clone()).configure(app::mount_private).wrap(policy)
    })
    .workers(1)
    .disable_signals()
    .listen(listener)?
    .run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    Ok((handle, address))
}

/// The signals by which a stop is asked.
struct StopRequests {
    terminate: Signal,
    interrupt: Signal,
}

impl StopRequests {
    /// From now on a signal ends nothing by itself.
    fn listen() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }
}

/// Whoever runs many instances sends SIGTERM: they see this one unready and send people elsewhere before it closes. Ctrl-C,
/// or a second signal, does not wait.
async fn wait_for_stop(
    shared: &Shared,
    StopRequests { mut terminate, mut interrupt }: StopRequests,
    losing: impl Future<Output = Result<anyhow::Error, oneshot::error::RecvError>>,
) -> anyhow::Result<()> {
    let notice = tokio::select! {
        // a base somebody named is never lost: it may come back
        Ok(error) = losing => return Err(error),
        _ = terminate.recv() => Duration::from_secs(shared.app().config.drain_notice_s),
        _ = interrupt.recv() => Duration::ZERO,
    };
    shared.readiness().end();
    tokio::select! {
        () = tokio::time::sleep(notice) => {}
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping: finishing what is in flight");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_address_is_refused_with_the_setting_that_moves_it() {
        let taken = bind("127.0.0.1:0", "COMPAGNON_LISTEN").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let refused = bind(&address, "COMPAGNON_ADMIN_LISTEN").unwrap_err().to_string();
        assert!(refused.contains(&address) && refused.contains("COMPAGNON_ADMIN_LISTEN"), "{refused}");
    }
}
