//! How often one principal, or one address without a token, may ask (OWASP ASVS 5.0.0, v5.0.0-2.4.1, read 24/11/2026).
//!
//! Counted in memory before any work of the database: each instance counts its own.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{HttpMessage, ResponseError};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use uuid::Uuid;

use super::App;
use super::headers::bearer_token;
use super::stranger::address_of;
use crate::platform::config::Config;
use crate::platform::connections::network_of;
use crate::platform::error::Problem;
use crate::platform::http::ActorId;
use crate::trust::access::Act;

/// Seconds of the allowed pace that may come at once: a page that opens asks for much in one go.
const BURST_S: u32 = 10;
/// Questions between two sweeps of whoever stopped asking.
const SWEPT_EVERY: usize = 10_000;
/// What orchestrators ask all day, from wherever.
const UNCOUNTED: [&str; 2] = ["/healthz", "/readyz"];
/// What pages of schools embed: counted apart, so that a page much visited keeps nobody from signing in.
const EMBEDDED: &str = "/v1/public/";

/// The allowance of everybody.
pub struct Quotas {
    principals: CountedLimiter<Uuid>,
    addresses: CountedLimiter<IpAddr>,
    embedding: CountedLimiter<IpAddr>,
    heavy: CountedLimiter<Uuid>,
}

impl Quotas {
    /// The allowances of a configuration.
    pub fn of(config: &Config) -> Self {
        Self {
            principals: CountedLimiter::new(a_second(config.requests_per_second)),
            addresses: CountedLimiter::new(a_second(config.requests_per_second_without_token)),
            embedding: CountedLimiter::new(a_second(config.requests_per_second_without_token)),
            heavy: CountedLimiter::new(Quota::per_minute(config.heavy_requests_per_minute)),
        }
    }

    /// Counts a request of a person or a machine; 429 beyond their allowance.
    pub fn count_principal(&self, bearer: Uuid) -> Result<(), Problem> {
        self.principals.count(&bearer)
    }

    /// Counts a request without a valid token; 429 beyond the allowance of its address, or of its IPv6 network.
    pub fn count_address(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        address.map_or(Ok(()), |address| self.addresses.count(&network_of(address)))
    }

    /// Counts a request for what pages embed, apart from the others of its address; 429 beyond the allowance.
    pub fn count_embedding(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        address.map_or(Ok(()), |address| self.embedding.count(&network_of(address)))
    }

    /// Counts an act that costs much, such as an export; 429 beyond the allowance of the principal.
    pub fn count_act(&self, act: Act, bearer: Uuid) -> Result<(), Problem> {
        if is_heavy(act) { self.heavy.count(&bearer) } else { Ok(()) }
    }
}

/// Reads the token of a request, once, and counts it: its bearer when it is genuine, else the address it comes from.
///
/// The door finds the ticket in the request.
pub async fn recognise(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    match counted(&request) {
        Ok(()) => next.call(request).await.map(ServiceResponse::map_into_boxed_body),
        Err(problem) => Ok(request.into_response(problem.error_response())),
    }
}

fn counted(request: &ServiceRequest) -> Result<(), Problem> {
    let Some(app) = request.app_data::<Data<App>>().filter(|_| !UNCOUNTED.contains(&request.path())) else {
        return Ok(());
    };
    if request.path().starts_with(EMBEDDED) {
        return app.quotas.count_embedding(address_of(request.request()));
    }
    let token = bearer_token(request.headers());
    let Some(ticket) = token.and_then(|token| app.tokens.verify(token, app.clock.now())) else {
        return app.quotas.count_address(address_of(request.request()));
    };
    request.extensions_mut().insert(ActorId(ticket.bearer()));
    request.extensions_mut().insert(ticket);
    app.quotas.count_principal(ticket.bearer())
}

fn a_second(pace: NonZeroU32) -> Quota {
    Quota::per_second(pace).allow_burst(pace.saturating_mul(NonZeroU32::MIN.saturating_add(BURST_S - 1)))
}

const fn is_heavy(act: Act) -> bool {
    matches!(act, Act::ExportList | Act::CreateImport | Act::CommitImport | Act::UndoImport)
}

struct CountedLimiter<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    requests: AtomicUsize,
}

impl<K: Hash + Eq + Clone> CountedLimiter<K> {
    fn new(quota: Quota) -> Self {
        Self { limiter: DefaultKeyedRateLimiter::keyed(quota), requests: AtomicUsize::new(0) }
    }

    fn count(&self, key: &K) -> Result<(), Problem> {
        if self.requests.fetch_add(1, Ordering::Relaxed) % SWEPT_EVERY == SWEPT_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(key).map_err(|refused| {
            let wait = refused.wait_time_from(DefaultClock::default().now());
            Problem::too_often(wait.as_secs() + 1)
        })
    }
}
