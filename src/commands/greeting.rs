//! What the program prints for whoever starts it.

use std::net::SocketAddr;

use actix_web::web::Data;
use chrono::{DateTime, Utc};

use crate::platform::output;
use crate::trust::accounts::first_start::{self, FirstStart};
use crate::trust::door::App;

/// Where everything is, once requests are answered.
pub(super) fn greeting(url: &str, docs: &str, metrics: SocketAddr, base: &str) -> String {
    format!(
        "Compagnon is ready.
  API documentation   {docs}/docs/
  OpenAPI document    {url}/openapi.json
  Metrics             http://{metrics}/metrics
  Base                {base}
  A tour to copy and paste is in docs/tour.md; Ctrl-C stops.
"
    )
}

/// Tells how the first administrator comes in, while nobody exists.
pub(super) async fn welcome(app: Data<App>, url: &str) -> anyhow::Result<()> {
    match app.db.transaction(first_start::begin).await? {
        FirstStart::Token(token) => {
            output::print(&bootstrap(url, &token));
            // wherever standard output went, the log tells the way out
            tracing::info!(
                "the token of the first administrator was printed; `compagnon admin bootstrap-token` makes another"
            );
        }
        FirstStart::TokenShownBefore => {
            output::print(
                "  Nobody has an account yet, and the token for the first one was shown by an earlier start;
  `compagnon admin bootstrap-token` makes another.
",
            );
        }
        FirstStart::Over => {}
    }
    Ok(())
}

/// How the first administrator comes in.
pub(super) fn bootstrap(url: &str, token: &str) -> String {
    format!(
        "  Nobody has an account yet. This creates the first administrator; the token is shown this once:
  curl -X POST {url}/v1/bootstrap -H 'content-type: application/json' \\
    -d '{{\"token\":\"{token}\",\"email\":\"you@example.org\",
         \"display_name\":\"Your Name\",\"password\":\"at least 15\"}}'
"
    )
}

/// How an invitation is accepted.
pub(super) fn invitation(url: &str, token: &str, expires_at: DateTime<Utc>) -> String {
    let until = expires_at.format("%Y-%m-%d %H:%M:%S UTC");
    format!(
        "This invitation works once, until {until}:
  curl -X POST {url}/v1/invitations/acceptance -H 'content-type: application/json' \\
    -d '{{\"token\":\"{token}\",\"password\":\"at least 15\"}}'
"
    )
}
