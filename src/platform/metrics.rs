//! Metrics in the OpenMetrics format, served on the private address.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::Method;
use chrono::{DateTime, Utc};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct JobLabels {
    job: &'static str,
}

/// What waits on an instance at the instant it is asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waiting {
    /// Connections of people and programs that are open.
    pub clients: usize,
    /// Connections to the database at work.
    pub connections: usize,
    /// Requests waiting for a connection.
    pub requests: usize,
    /// Proofs of passwords, waiting or being worked out.
    pub proofs: usize,
}

/// The counters of one instance.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Family<RequestLabels, Counter>,
    durations: Family<RouteLabels, Histogram>,
    clients: Gauge,
    in_use: Gauge,
    waiting: Gauge,
    proofs: Gauge,
    jobs: Family<JobLabels, Gauge>,
    oldest_mail: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("compagnon");
        let requests = Family::<RequestLabels, Counter>::default();
        let durations = Family::<RouteLabels, Histogram>::new_with_constructor(|| {
            Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 12.0])
        });
        let (clients, in_use) = (Gauge::default(), Gauge::default());
        let (waiting, proofs) = (Gauge::default(), Gauge::default());
        let (jobs, oldest_mail) = (Family::<JobLabels, Gauge>::default(), Gauge::default());
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register("http_request_seconds", "Time to answer", durations.clone());
        registry.register("http_connections", "Connections that are open", clients.clone());
        registry.register("pool_connections_in_use", "Connections at work", in_use.clone());
        registry.register("pool_requests_waiting", "Requests waiting for a connection", waiting.clone());
        registry.register("password_proofs_waiting", "Passwords to be proved", proofs.clone());
        registry.register("job_succeeded_timestamp_seconds", "When a job last ended well", jobs.clone());
        registry.register(
            "oldest_mail_timestamp_seconds",
            "When the oldest mail not sent yet was written",
            oldest_mail.clone(),
        );
        let registry = Arc::new(registry);
        Self { registry, requests, durations, clients, in_use, waiting, proofs, jobs, oldest_mail }
    }
}

impl Metrics {
    /// Counts one answer.
    pub fn answered(&self, method: &Method, route: &str, status: u16, took: Duration) {
        let labels = RequestLabels { method: usual(method), route: route.into(), status };
        self.requests.get_or_create(&labels).inc();
        self.durations.get_or_create(&RouteLabels { route: route.into() }).observe(took.as_secs_f64());
    }

    /// A job of the instance ended well.
    pub fn succeeded(&self, job: &'static str, at: DateTime<Utc>) {
        self.jobs.get_or_create(&JobLabels { job }).set(at.timestamp());
    }

    /// When the oldest mail not sent yet was written; zero when none waits.
    pub fn oldest_mail(&self, written: Option<DateTime<Utc>>) {
        self.oldest_mail.set(written.map_or(0, |at| at.timestamp()));
    }

    /// The whole of it as text, with what waits.
    pub fn text(&self, now: Waiting) -> String {
        for (gauge, count) in [
            (&self.clients, now.clients),
            (&self.in_use, now.connections),
            (&self.waiting, now.requests),
            (&self.proofs, now.proofs),
        ] {
            gauge.set(i64::try_from(count).unwrap_or(i64::MAX));
        }
        let mut out = String::new();
        match encode(&mut out, &self.registry) {
            Ok(()) => out,
            Err(error) => format!("# {error}\n"),
        }
    }
}

/// Anybody may invent a method: a series for each would never end.
fn usual(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
