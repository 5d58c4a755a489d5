//! Tokens for machine clients (RFC 6749 §4.4), and the keys to verify every token with (RFC 7517).

use actix_web::http::header;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, get, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::ids::ClientId;
use crate::platform::body::read_bytes;
use crate::platform::crypto::sha256;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::{form_pairs, is_text};
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::SCOPES;
use crate::trust::accounts::model::Client;
use crate::trust::accounts::store;
use crate::trust::accounts::throttle::Attempt;
use crate::trust::accounts::wire::{
    AuthorizationServerOut, OauthError, OauthToken, OauthTokenRequest, OauthWord,
};
use crate::trust::credentials::keys::Jwks;
use crate::trust::credentials::tokens::{ACCESS_TOKEN_LIFE, CLIENT_PREFIX};
use crate::trust::credentials::{ScopeSet, Ticket};
use crate::trust::door::{App, Stranger};
use crate::trust::journal::{self, Author, AuthorKind, Event};

/// Longest form read.
const LONGEST_FORM: usize = 8 * 1024;
const FORM: &str = "application/x-www-form-urlencoded";
/// How long the public keys may be cached: less than the time a new key is published ahead.
const KEYS_CACHED_FOR: &str = "public, max-age=300";

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(create_token).service(list_public_keys).service(get_authorization_server);
}

/// What was asked for, and with which proof.
#[derive(Clone)]
struct TokenRequest {
    client_id: String,
    secret: String,
    scopes: Vec<String>,
}

/// A refusal of the endpoint, by its RFC 6749 code.
#[derive(Debug, Clone, Copy)]
struct OauthRefusal(u16, &'static str, &'static str);

const INVALID_CLIENT: OauthRefusal = OauthRefusal(401, "invalid_client", "Unknown client, or wrong secret.");
const INVALID_SCOPE: OauthRefusal =
    OauthRefusal(400, "invalid_scope", "A scope asked for is not granted to this client.");

/// Gives a machine client a token of ten minutes; the client proves itself with HTTP Basic or in the form.
#[utoipa::path(tag = "clients", security(()),
    request_body(content = OauthTokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "A token, without refresh token.", body = OauthToken),
              (status = 400, description = "The request does not fit RFC 6749, or asks for more than is granted.", body = OauthError),
              (status = 401, description = "Unknown client, or wrong secret.", body = OauthError)))]
#[post("/oauth/token")]
async fn create_token(app: Data<App>, stranger: Stranger, request: HttpRequest, payload: Payload) -> Answer {
    let media = text_of(&request, header::CONTENT_TYPE).unwrap_or_default();
    if !media.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(FORM) {
        return Err(Problem::unsupported_media(FORM));
    }
    let form = read_bytes(payload.into_inner(), LONGEST_FORM).await?;
    let feed_request = match read(&request, &form) {
        Ok(feed_request) => feed_request,
        Err(refusal) => return refuse(refusal),
    };
    let (proving, now) = (feed_request.clone(), app.clock.now());
    let attempt = Attempt::at_client(&app.secret, &feed_request.client_id, stranger.address);
    let proved = app.db.transaction(move |tx| {
        let client = prove(tx, stranger, &proving)?;
        if client.is_none() {
            attempt.count_wrong(tx, &stranger.author(), now)?;
        }
        Ok(client)
    });
    let Some(client) = proved.await? else { return refuse(INVALID_CLIENT) };
    if feed_request.scopes.iter().any(|scope| !client.facts.scopes.contains(scope)) {
        return refuse(INVALID_SCOPE);
    }
    let granted = if feed_request.scopes.is_empty() { &client.facts.scopes } else { &feed_request.scopes };
    let granted = ScopeSet::named(granted.iter().map(String::as_str));
    let reply = Reply::ok(&OauthToken {
        access_token: app.tokens.issue(Ticket::Machine(client.id, granted), now, now)?,
        token_type: "Bearer",
        expires_in: ACCESS_TOKEN_LIFE.num_seconds(),
        scope: granted.text(),
    })?;
    Ok(not_stored(reply))
}

/// The client whose secret it is; success and failure are written down.
fn prove(tx: &mut Tx, stranger: Stranger, request: &TokenRequest) -> Result<Option<Client>, Problem> {
    let id: Option<ClientId> = request.client_id.strip_prefix(CLIENT_PREFIX).and_then(|id| id.parse().ok());
    let Some(id) = id else { return Ok(None) };
    let Some(client) = store::clients::find_to_prove(tx, id)? else { return Ok(None) };
    let given = sha256(request.secret.as_bytes());
    let live = store::clients::live_secrets(tx, &[client.id])?;
    let right = live
        .iter()
        .any(|live| aws_lc_rs::constant_time::verify_slices_are_equal(&live.secret_hash, &given).is_ok());
    if !right {
        journal::record_private(tx, &stranger.author(), Event::ClientSignInFailed, client.id.0)?;
        return Ok(None);
    }
    let author = Author {
        kind: AuthorKind::Client,
        id: Some(client.id.0),
        session_id: None,
        request_id: Some(stranger.request_id),
    };
    journal::record_private(tx, &author, Event::ClientSignedIn, client.id.0)?;
    Ok(Some(client))
}

/// Reads the form and the proof; parameters we do not know are ignored, repeated ones refused (§3.2).
fn read(request: &HttpRequest, form: &[u8]) -> Result<TokenRequest, OauthRefusal> {
    let invalid = |why| Err(OauthRefusal(400, "invalid_request", why));
    if !request.query_string().is_empty() {
        return invalid("Parameters belong in the body, never in the address.");
    }
    let Some(form) = std::str::from_utf8(form).ok().filter(|form| is_text(form)) else {
        return invalid("The form is not UTF-8.");
    };
    let pairs = form_pairs(form);
    let value = |name: &str| {
        let mut values = pairs.iter().filter(|(known, value)| known == name && !value.is_empty());
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(OauthRefusal(400, "invalid_request", "A parameter is repeated.")),
            (first, None) => Ok(first.map(|(_, value)| value.clone())),
        }
    };
    check_grant(value("grant_type")?.as_deref())?;
    let scopes = value("scope")?.unwrap_or_default();
    let scopes = scopes.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect();
    let (in_form, secret_in_form) = (value("client_id")?, value("client_secret")?);
    let authorization = text_of(request, header::AUTHORIZATION);
    let (client_id, secret) = match (authorization, in_form, secret_in_form) {
        (Some(_), _, Some(_)) => return invalid("The client proves itself in one way only."),
        (Some(basic), named, None) => {
            let (id, secret) = read_basic(basic).ok_or(INVALID_CLIENT)?;
            if named.is_some_and(|named| named != id) {
                return invalid("Two different clients are named.");
            }
            (id, secret)
        }
        (None, Some(id), Some(secret)) => (id, secret),
        (None, _, _) => return Err(INVALID_CLIENT),
    };
    Ok(TokenRequest { client_id: client_id.chars().take(100).collect(), secret, scopes })
}

fn check_grant(named: Option<&str>) -> Result<(), OauthRefusal> {
    let only = "Only client_credentials is served here.";
    match named {
        Some("client_credentials") => Ok(()),
        Some(_) => Err(OauthRefusal(400, "unsupported_grant_type", only)),
        None => Err(OauthRefusal(400, "invalid_request", "grant_type is missing.")),
    }
}

/// HTTP Basic, both halves form-encoded (§2.3.1).
fn read_basic(authorization: &str) -> Option<(String, String)> {
    let (scheme, encoded) = authorization.split_once(' ')?;
    let decoded = STANDARD.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(decoded).ok()?;
    let (id, secret) = text.split_once(':')?;
    let plain = |half: &str| form_pairs(&format!("v={half}")).into_iter().next().map(|(_, value)| value);
    Some((plain(id)?, plain(secret)?))
}

fn text_of(request: &HttpRequest, name: header::HeaderName) -> Option<&str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

fn refuse(OauthRefusal(status, error, error_description): OauthRefusal) -> Answer {
    let mut reply = Reply::ok(&OauthError { error, error_description })?;
    reply.status = status;
    if status == 401 {
        reply = reply.header("www-authenticate", "Basic realm=\"compagnon\"".into());
    }
    Ok(not_stored(reply))
}

fn not_stored(reply: Reply) -> Reply {
    reply.header("cache-control", "no-store".into()).header("pragma", "no-cache".into())
}

/// Tells programs where tokens are asked for and how (RFC 8414, OAuth 2.0 Authorization Server Metadata, read 30/11/2026).
#[utoipa::path(tag = "clients", security(()),
    responses((status = 200, description = "The authorization server.", body = AuthorizationServerOut)))]
#[get("/.well-known/oauth-authorization-server")]
async fn get_authorization_server(app: Data<App>) -> Answer {
    let issuer = &app.config.public_url;
    let under = |path: &str| format!("{issuer}{path}");
    let told = AuthorizationServerOut {
        issuer: issuer.clone(),
        token_endpoint: under("/oauth/token"),
        jwks_uri: under("/.well-known/jwks.json"),
        scopes_supported: SCOPES,
        response_types_supported: [],
        grant_types_supported: [OauthWord("client_credentials")],
        token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"].map(OauthWord),
        service_documentation: under("/openapi.json"),
        ui_locales_supported: ["fr", "en"].map(OauthWord),
    };
    Ok(Reply::ok(&told)?.header("cache-control", KEYS_CACHED_FOR.into()))
}

/// Lists the public keys of access tokens.
#[utoipa::path(tag = "clients", security(()),
    responses((status = 200, description = "The keys, those about to sign included.", body = Jwks)))]
#[get("/.well-known/jwks.json")]
async fn list_public_keys(app: Data<App>) -> Answer {
    Ok(Reply::ok(&app.keys.published())?.header("cache-control", KEYS_CACHED_FOR.into()))
}
