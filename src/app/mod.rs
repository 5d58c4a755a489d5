//! The application put together: its state, and the single list of mounted rooms.

pub mod about;
pub mod callers;
pub mod consequences;
mod docs;
pub mod introduction;
pub mod operations;
pub mod reference;
pub mod refusals;
pub mod rulebook;
mod samples;
pub mod start;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

use actix_cors::Cors;
use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{HttpResponse, HttpServer};
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;

use crate::catalogue::code_lists;
use crate::catalogue::cohorts;
use crate::catalogue::programmes::{self, Catalogue, CurrentCatalogue, versions};
use crate::catalogue::rooms;
use crate::contracts::agreements;
use crate::contracts::amendments;
use crate::contracts::clock;
use crate::contracts::forms;
use crate::contracts::funding;
use crate::contracts::milestones;
use crate::contracts::pay;
use crate::contracts::pay_schedules;
use crate::contracts::signatures;
use crate::contracts::tutorships::derogations;
use crate::desk::calendar_feeds;
use crate::desk::class_lists;
use crate::desk::dashboard;
use crate::desk::digests;
use crate::desk::links;
use crate::desk::logbook;
use crate::desk::morning;
use crate::desk::obligations;
use crate::desk::timeline;
use crate::exchange::{changes, exports, imports, mark_sheets, result_sheets};
use crate::follow_up::phone_contacts;
use crate::follow_up::visits::{self, plans};
use crate::law::identifiers::FORMATS;
use crate::learning::{
    accommodations, coverage, kept_units, missions, mock_exams, projection, results, sittings, skills,
};
use crate::outcomes::{
    complaints, erasures, evidence, indicators, publications, results as exam_results, satisfaction, surveys,
};
use crate::people::apprentices;
use crate::people::employers;
use crate::people::referents;
use crate::platform::conformity::conform;
use crate::platform::connections::Connections;
use crate::platform::error::Problem;
use crate::platform::http::{self, BehindTls};
use crate::platform::metrics::{Metrics, Waiting};
use crate::platform::mounting::ServiceConfig;
use crate::platform::openapi::{self, Routes};
use crate::platform::public_path::{self, PublicPath};
use crate::platform::schemas::know_formats;
use crate::presence::{absences, calendars};
use crate::ruptures::{boards, declarations, difficulties, handovers, procedures, searches, stays, watch};
use crate::trust::accounts;
use crate::trust::door::{App, recognise};
use crate::trust::mails;
use crate::trust::withdrawals;

/// Adds the operations of a room.
type Mount = fn(&mut ServiceConfig<'_>);

/// Every room, the most asked first: the patterns of paths are tried in this order.
const ROOMS: &[Mount] = &[
    apprentices::routes::mount,
    visits::routes::mount,
    obligations::routes::mount,
    class_lists::routes::mount,
    dashboard::routes::mount,
    morning::routes::mount,
    changes::mount,
    agreements::routes::mount,
    pay_schedules::routes::mount,
    timeline::routes::mount,
    clock::routes::mount,
    funding::routes::mount,
    mock_exams::routes::mount,
    sittings::routes::mount,
    results::routes::mount,
    mark_sheets::routes::mount,
    result_sheets::routes::mount,
    accommodations::routes::mount,
    kept_units::routes::mount,
    projection::routes::mount,
    skills::routes::mount,
    missions::routes::mount,
    coverage::routes::mount,
    absences::routes::mount,
    calendars::routes::mount,
    phone_contacts::routes::mount,
    employers::routes::mount,
    derogations::routes::mount,
    referents::routes::mount,
    plans::routes::mount,
    signatures::routes::mount,
    amendments::routes::mount,
    declarations::routes::mount,
    difficulties::routes::mount,
    watch::routes::mount,
    exam_results::routes::mount,
    surveys::routes::mount,
    complaints::routes::mount,
    satisfaction::routes::mount,
    evidence::routes::mount,
    procedures::routes::mount,
    stays::routes::mount,
    searches::routes::mount,
    handovers::routes::mount,
    boards::routes::mount,
    milestones::routes::mount,
    indicators::routes::mount,
    publications::routes::mount,
    erasures::routes::mount,
    crate::outcomes::declarations::routes::mount,
    cohorts::routes::mount,
    rooms::routes::mount,
    calendar_feeds::routes::mount,
    links::routes::mount,
    logbook::routes::mount,
    accounts::routes::mount,
    programmes::routes::mount,
    versions::routes::mount,
    code_lists::routes::mount,
    forms::routes::mount,
    pay::routes::mount,
    mails::routes::mount,
    withdrawals::routes::mount,
    digests::routes::mount,
    imports::routes::mount,
    exports::routes::mount,
    rulebook::mount,
    reference::mount,
];

fn mount_rooms(routes: &mut ServiceConfig<'_>) {
    about::mount(routes);
    for mount in ROOMS {
        mount(routes);
    }
}

#[derive(OpenApi)]
#[openapi(info(
    title = "Compagnon",
    description = introduction::TEXT,
    license(name = "Proprietary", identifier = "LicenseRef-Proprietary")
))]
struct Head;

/// What is served without being part of the document.
const OUTSIDE: &[(&str, &str)] = &[("/", "GET"), ("/openapi.json", "GET"), (about::SECURITY_TXT, "GET")];
/// What is served where the documentation page is.
const OF_DOCS: &[(&str, &str)] = &[("/docs", "GET"), ("/docs/", "GET"), ("/docs/{file}", "GET")];

/// What all workers share.
#[derive(Clone)]
pub struct Shared {
    app: Data<App>,
    catalogue: Data<CurrentCatalogue>,
    routes: Data<Routes>,
    metrics: Data<Metrics>,
    behind_tls: Data<BehindTls>,
    public_path: Data<PublicPath>,
    readiness: Data<ServerReadiness>,
    connections: Arc<Connections>,
}

/// How long a good answer of the database holds: probes are many, and take no connection from people.
const READY_FOR: Duration = Duration::from_secs(1);

/// Whether requests should come here: not once stopping, and only with a database that answers.
#[derive(Debug, Default)]
pub struct ServerReadiness {
    draining: AtomicBool,
    last_good: Mutex<Option<Instant>>,
}

impl ServerReadiness {
    /// From now on the instance says it is not ready.
    pub fn end(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    fn has_ended(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    fn was_good_lately(&self) -> bool {
        self.last_good.lock().is_ok_and(|last| last.is_some_and(|good| good.elapsed() < READY_FOR))
    }

    fn is_good(&self) {
        if let Ok(mut last) = self.last_good.lock() {
            *last = Some(Instant::now());
        }
    }
}

impl Shared {
    /// Puts the state together.
    pub fn new(app: App, catalogue: CurrentCatalogue) -> Self {
        static DOCUMENTED: LazyLock<Routes> = LazyLock::new(|| Routes::of(&document()));
        know_formats(FORMATS);
        let config = &app.config;
        let outside = [OUTSIDE, if config.shows_docs() { OF_DOCS } else { &[] }].concat();
        let most = usize::try_from(config.connections_per_address.get()).unwrap_or(usize::MAX);
        Self {
            connections: Connections::new(most, &config.trusted_proxies),
            behind_tls: Data::new(BehindTls(config.public_url.starts_with("https://"))),
            public_path: Data::new(PublicPath::of(&config.public_url)),
            app: Data::new(app),
            catalogue: Data::new(catalogue),
            routes: Data::new(DOCUMENTED.with(&outside)),
            metrics: Data::default(),
            readiness: Data::default(),
        }
    }

    /// The application.
    pub fn app(&self) -> &Data<App> {
        &self.app
    }

    /// The catalogue as it stands today.
    pub fn catalogue(&self) -> Data<Catalogue> {
        Data::from(self.catalogue.on(self.app.clock.today()))
    }

    /// What gives the catalogue as it stands.
    pub fn current_catalogue(&self) -> &Data<CurrentCatalogue> {
        &self.catalogue
    }

    /// Whether requests should come here.
    pub fn readiness(&self) -> &Data<ServerReadiness> {
        &self.readiness
    }

    /// The metrics as text.
    pub fn metrics_text(&self) -> String {
        let (connections, requests) = self.app.db.load();
        let (clients, proofs) = (self.connections.count(), self.app.passwords.waiting());
        self.metrics.text(Waiting { clients, connections, requests, proofs })
    }

    /// The counters.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }
}

/// The OpenAPI document, made from the code; large, so nothing keeps it.
pub fn document() -> Document {
    know_formats(FORMATS);
    openapi::completed(ServiceConfig::told_in(Head::openapi(), mount_rooms), |document| {
        callers::tell_roles(document);
        refusals::tell_refusals(document);
        introduction::tell(document);
        samples::show_texts(document);
    })
}

/// The same as it is published: common parts by `$ref`.
pub fn published() -> Document {
    openapi::published(document())
}

/// The published document in YAML, which readers of YAML 1.1 and 1.2 read alike.
pub fn document_as_yaml() -> anyhow::Result<String> {
    openapi::as_yaml(&published())
}

/// Listens on an address with the given number of workers.
pub fn serve(shared: Shared, listener: std::net::TcpListener, workers: usize) -> std::io::Result<Server> {
    let (grace, connections) = (shared.app.config.shutdown_grace_s, Arc::clone(&shared.connections));
    let server = HttpServer::new(move || build(&shared))
        .workers(workers)
        .on_connect(move |io, extensions| connections.take_in(io, extensions))
        .client_request_timeout(Duration::from_secs(10))
        .keep_alive(Duration::from_secs(75))
        .shutdown_timeout(grace)
        .disable_signals()
        .listen(listener)?;
    Ok(server.run())
}

fn build(
    shared: &Shared,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + 'static + use<>>,
        Error = actix_web::Error,
        InitError = (),
    > + use<>,
> {
    let shows_docs = shared.app.config.shows_docs();
    actix_web::App::new()
        .app_data(shared.app.clone())
        .app_data(shared.catalogue.clone())
        .app_data(shared.routes.clone())
        .app_data(shared.metrics.clone())
        .app_data(shared.behind_tls.clone())
        .app_data(shared.public_path.clone())
        .app_data(shared.readiness.clone())
        .app_data(Data::new(consequences::OF_ACCOUNTS))
        .app_data(Data::new(consequences::OF_APPRENTICES))
        .app_data(Data::new(consequences::OF_COHORTS))
        .app_data(Data::new(consequences::OF_CONTRACTS))
        .app_data(Data::new(consequences::OF_PROJECTIONS))
        .app_data(web::PathConfig::default().error_handler(|_, _| Problem::not_found("page").into()))
        .configure(|config| mount_rooms(&mut ServiceConfig::serving(config)))
        .route("/openapi.json", web::get().to(docs::openapi_json))
        .route("/", web::get().to(about::welcome))
        .route(about::SECURITY_TXT, web::get().to(about::security_txt))
        .configure(|routes| {
            if shows_docs {
                docs::mount_page(routes);
            }
        })
        .default_service(web::to(http::unmatched))
        .wrap(from_fn(conform))
        .wrap(from_fn(recognise))
        .wrap(from_fn(http::cut_short))
        .wrap(cors(&shared.app.config.cors_origins))
        .wrap(from_fn(http::surround))
        .wrap(from_fn(versions::with_current))
        .wrap(from_fn(public_path::understood))
}

/// Headers that scripts of other origins may send: what requests are asked for, and the names of traces.
const FROM_BROWSERS: [&str; 10] = [
    "authorization",
    "content-type",
    "if-match",
    "if-none-match",
    "idempotency-key",
    "accept-language",
    "traceparent",
    "tracestate",
    "baggage",
    "x-request-id",
];
/// Headers of answers that they may read.
const TO_BROWSERS: [&str; 8] = [
    "etag",
    "location",
    "link",
    "retry-after",
    "x-request-id",
    "idempotency-replayed",
    "calendar-feed",
    "content-disposition",
];

fn cors(origins: &[String]) -> Cors {
    let cors = Cors::default()
        .allowed_methods(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
        .allowed_headers(FROM_BROWSERS)
        .expose_headers(TO_BROWSERS)
        .block_on_origin_mismatch(false)
        .max_age(600);
    origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}

/// What is served on the private address: metrics, and the documentation page with its document.
pub fn mount_private(routes: &mut web::ServiceConfig) {
    let metrics = web::resource("/metrics").route(web::get().to(metrics)).route(web::head().to(metrics));
    routes
        .service(metrics)
        .route("/openapi.json", docs::read().to(docs::openapi_json))
        .configure(docs::mount_page);
}

async fn metrics(shared: Data<Shared>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/openmetrics-text; version=1.0.0; charset=utf-8")
        .body(shared.metrics_text())
}
