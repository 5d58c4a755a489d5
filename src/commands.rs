//! What each command of the program does.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::web::{self, Data};
use actix_web::{HttpResponse, HttpServer};
use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use crate::app::{self, Shared};
use crate::platform::clock::Clock;
use crate::platform::config::{Config, LogFormat};
use crate::start;

/// How often keys and the journal's partitions are looked after.
const HOUSEKEEPING: Duration = Duration::from_secs(30);

/// Serves until told to stop.
pub fn serve(config: Config) -> anyhow::Result<()> {
    serve_at(config, Clock::system())
}

/// Serves with the given clock.
pub fn serve_at(config: Config, clock: Clock) -> anyhow::Result<()> {
    start_logging(&config)?;
    let database = start::database(&config)?;
    let shared = start::prepare(config, &database.url, clock)?;
    let outcome = actix_web::rt::System::new().block_on(run(shared));
    drop(database);
    outcome
}

/// Brings the base up to date and loads the catalogue.
pub fn migrate(config: Config) -> anyhow::Result<()> {
    start_logging(&config)?;
    let database = start::database(&config)?;
    start::prepare(config, &database.url, Clock::system())?;
    println!("The base is up to date and the catalogue is loaded.");
    Ok(())
}

/// Fills an empty base with a large fictional site, to measure on.
pub fn seed(config: Config, apprentices: u32) -> anyhow::Result<()> {
    use diesel::connection::SimpleConnection;
    use diesel::prelude::*;
    start_logging(&config)?;
    let database = start::database(&config)?;
    start::prepare(config, &database.url, Clock::system())?;
    let mut conn = PgConnection::establish(&database.url)?;
    let already: i64 = crate::schema::apprentices::table.count().get_result(&mut conn)?;
    anyhow::ensure!(already == 0, "this base already has {already} apprentices: seed an empty one");
    let script = include_str!("../benches/seed.sql").replace(":apprentices", &apprentices.to_string());
    conn.transaction(|conn| conn.batch_execute(&script))?;
    println!("{apprentices} apprentices, their contracts and their visits are there.");
    Ok(())
}

/// Prints the OpenAPI document as YAML.
pub fn openapi() -> anyhow::Result<()> {
    print!("{}", app::document().to_yaml()?);
    Ok(())
}

fn start_logging(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log_level).context("log_level")?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let outcome = match config.log_format {
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
        LogFormat::Text => lines.try_init(),
    };
    outcome.map_err(|error| anyhow::anyhow!("logging: {error}"))
}

async fn run(shared: Shared) -> anyhow::Result<()> {
    let config = shared.app().config.clone();
    let listener = bind(&config.listen)?;
    let address = listener.local_addr()?;
    let server = app::serve(shared.clone(), listener, config.workers)?;
    let handle = server.handle();
    let running = actix_web::rt::spawn(server);
    let private = serve_metrics(shared.clone(), &config.admin_listen)?;
    let housekeeping = actix_web::rt::spawn(keep_house(shared.app().clone()));
    greet(address, &config.admin_listen);
    wait_for_stop().await?;
    shared.draining().begin();
    housekeeping.abort();
    handle.stop(true).await;
    private.stop(false).await;
    running.await.context("server")??;
    Ok(())
}

fn bind(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .with_context(|| format!("cannot listen on {address}; COMPAGNON_LISTEN names another"))
}

fn greet(address: std::net::SocketAddr, admin: &str) {
    println!("Compagnon is ready.");
    println!("  API documentation   http://{address}/docs/");
    println!("  OpenAPI document    http://{address}/openapi.json");
    println!("  Metrics             http://{admin}/metrics");
    println!("  A tour to copy and paste is in README.md; Ctrl-C stops.");
}

fn serve_metrics(shared: Shared, address: &str) -> anyhow::Result<actix_web::dev::ServerHandle> {
    let shared = Data::new(shared);
    let server = HttpServer::new(move || {
        actix_web::App::new().app_data(shared.clone()).route("/metrics", web::get().to(metrics))
    })
    .workers(1)
    .disable_signals()
    .listen(bind(address)?)?
    .run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    Ok(handle)
}

async fn metrics(shared: Data<Shared>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/openmetrics-text; version=1.0.0; charset=utf-8")
        .body(shared.metrics_text())
}

async fn keep_house(app: Data<crate::door::App>) {
    let mut tick = tokio::time::interval(HOUSEKEEPING);
    loop {
        tick.tick().await;
        let (keys, secret, now) = (app.keys.clone(), app.secret.clone(), app.clock.now());
        let done = app.db.transaction(move |tx| {
            keys.reload(tx, &secret, now).map_err(crate::platform::error::Problem::internal)?;
            crate::journal::store::prepare_months(tx, 3)?;
            Ok(())
        });
        if let Err(problem) = done.await {
            tracing::warn!(%problem, "housekeeping");
        }
    }
}

async fn wait_for_stop() -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping: finishing what is in flight");
    Ok(())
}
