//! Access tokens (RFC 9068, Ed25519, ten minutes) and rotating refresh tokens.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::keys::KeyRing;
use super::scopes::ScopeSet;
use crate::ids::{AccountId, ClientId, SessionId};
use crate::platform::crypto::{self, MacKey};
use crate::platform::error::Problem;

/// Life of an access token.
pub const ACCESS_TOKEN_LIFE: TimeDelta = TimeDelta::minutes(10);
/// Prefix of the public identifier of machine clients, so that it never equals an account's.
pub const CLIENT_PREFIX: &str = "cli_";
/// Audience of every token.
const AUDIENCE: &str = "compagnon-api";
const TYPE: &str = "at+jwt";
/// Difference of clocks tolerated between instances.
const LEEWAY: TimeDelta = TimeDelta::seconds(5);
const LONGEST_TOKEN: usize = 4096;
/// Verified tokens remembered: verifying costs ten times a look-up.
const REMEMBERED: usize = 8192;

/// What an access token says: identifiers only, never a name or a right.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
pub struct Claims {
    iss: String,
    aud: String,
    sub: String,
    client_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<Uuid>,
    jti: Uuid,
    iat: i64,
    nbf: i64,
    exp: i64,
    auth_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
}

impl Claims {
    /// Whether now is within the token's life, which is never longer than ours are.
    fn are_in_date(&self, now: DateTime<Utc>) -> bool {
        let soon = (now + LEEWAY).timestamp();
        let life = self.exp.saturating_sub(self.iat);
        now.timestamp() < self.exp
            && self.nbf <= soon
            && self.iat <= soon
            && life <= ACCESS_TOKEN_LIFE.num_seconds()
    }
}

/// A token that is genuine and in date; whether its bearer still may is the database's to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ticket {
    /// A person, in a session.
    Person(AccountId, SessionId),
    /// A machine, with the scopes its token carries.
    Machine(ClientId, ScopeSet),
}

impl Ticket {
    /// The identifier of the bearer.
    pub fn bearer(&self) -> Uuid {
        match self {
            Self::Person(id, _) => id.0,
            Self::Machine(id, _) => id.0,
        }
    }
}

/// Issues and verifies access tokens.
pub struct Tokens {
    issuer: String,
    keys: KeyRing,
    verified: Mutex<HashMap<Fingerprint, VerifiedToken>>,
    fingerprints: [RandomState; 2],
}

/// What a verified token is remembered by: 128 bits that nobody can aim at without the secret of this process.
type Fingerprint = [u64; 2];

/// A token verified: the key that signed it, what it says, and its end.
struct VerifiedToken {
    kid: String,
    ticket: Ticket,
    exp: i64,
}

impl Tokens {
    /// An issuer with its keys.
    pub fn new(issuer: String, keys: KeyRing) -> Self {
        Self { issuer, keys, verified: Mutex::default(), fingerprints: Default::default() }
    }

    /// A token for a ticket.
    pub fn issue(
        &self,
        ticket: Ticket,
        authenticated_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<String, Problem> {
        let (kid, key) = self.keys.signing(now).ok_or_else(|| Problem::internal("no signing key"))?;
        let (sub, client_id, sid, scope) = match ticket {
            Ticket::Person(account, session) => {
                (account.to_string(), "compagnon".to_owned(), Some(session.0), None)
            }
            Ticket::Machine(client, scopes) => {
                let public = format!("{CLIENT_PREFIX}{client}");
                (public.clone(), public, None, Some(scopes.text()))
            }
        };
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.into(),
            sub,
            client_id,
            sid,
            jti: Uuid::now_v7(),
            iat: now.timestamp(),
            nbf: now.timestamp(),
            exp: (now + ACCESS_TOKEN_LIFE).timestamp(),
            auth_time: authenticated_at.timestamp(),
            scope,
        };
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.into());
        header.kid = Some(kid);
        jsonwebtoken::encode(&header, &claims, &key).map_err(Problem::internal)
    }

    /// The ticket of a genuine token in date, or nothing.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Option<Ticket> {
        if token.len() > LONGEST_TOKEN {
            return None;
        }
        let print = self.fingerprints.each_ref().map(|secret| secret.hash_one(token));
        if let Some((ticket, exp)) = self.recall(&print) {
            return (now.timestamp() < exp).then_some(ticket);
        }
        let (kid, claims) = self.genuine(token)?;
        let ticket = claims.are_in_date(now).then(|| ticket_of(&claims)).flatten()?;
        self.remember(print, VerifiedToken { kid, ticket, exp: claims.exp }, now);
        Some(ticket)
    }

    fn genuine(&self, token: &str) -> Option<(String, Claims)> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        let typed = header.typ.as_deref().map(str::to_ascii_lowercase);
        let right_type = matches!(typed.as_deref(), Some(TYPE | "application/at+jwt"));
        let brings_keys = header.jku.is_some() || header.jwk.is_some() || header.x5u.is_some();
        let unknown_duties = header.x5c.is_some() || header.crit.is_some();
        if !right_type || header.alg != Algorithm::EdDSA || brings_keys || unknown_duties {
            return None;
        }
        let kid = header.kid.filter(|kid| kid.len() <= 64)?;
        let key = self.keys.verifying(&kid)?;
        let read = jsonwebtoken::decode::<Claims>(token, &key, &self.validation()).ok()?;
        Some((kid, read.claims))
    }

    /// Times are judged by our own clock, in [`Self::verify`].
    fn validation(&self) -> Validation {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[&self.issuer]);
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation
    }

    /// What was verified before, unless the key that signed it was given up since.
    fn recall(&self, print: &Fingerprint) -> Option<(Ticket, i64)> {
        let verified = self.verified.lock().ok()?;
        let known = verified.get(print).filter(|known| self.keys.holds(&known.kid))?;
        Some((known.ticket, known.exp))
    }

    fn remember(&self, print: Fingerprint, known: VerifiedToken, now: DateTime<Utc>) {
        let Ok(mut verified) = self.verified.lock() else { return };
        if verified.len() >= REMEMBERED {
            verified.retain(|_, known| known.exp > now.timestamp());
        }
        if verified.len() >= REMEMBERED {
            verified.clear();
        }
        verified.insert(print, known);
    }
}

fn ticket_of(claims: &Claims) -> Option<Ticket> {
    match (claims.sub.strip_prefix(CLIENT_PREFIX), claims.sid) {
        (Some(client), None) => {
            let scopes = ScopeSet::named(claims.scope.as_deref().unwrap_or_default().split(' '));
            client.parse().ok().map(|client| Ticket::Machine(client, scopes))
        }
        (None, Some(session)) => {
            claims.sub.parse().ok().map(|account| Ticket::Person(account, SessionId(session)))
        }
        _ => None,
    }
}

/// A refresh token read: session and count; no table keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefreshToken {
    /// Session it prolongs.
    pub session: SessionId,
    /// How many times the session was prolonged before.
    pub counter: i64,
}

impl RefreshToken {
    const VERSION: u8 = 1;

    /// The token as text, authenticated by the installation's key.
    pub fn write(self, key: &MacKey) -> String {
        let mut bytes = self.message();
        let tag = key.sign(&bytes);
        bytes.extend_from_slice(&tag[..16]);
        crypto::encode(&bytes)
    }

    /// A genuine token, or nothing.
    pub fn read(text: &str, key: &MacKey) -> Option<Self> {
        let bytes = crypto::decode(text).filter(|bytes| bytes.len() == 41 && bytes[0] == Self::VERSION)?;
        let (message, tag) = bytes.split_at(25);
        if !key.verifies(message, tag) {
            return None;
        }
        let session = Uuid::from_slice(&message[1..17]).ok().map(SessionId)?;
        let counter = i64::from_be_bytes(message[17..].try_into().ok()?);
        Some(Self { session, counter })
    }

    fn message(self) -> Vec<u8> {
        let mut bytes = vec![Self::VERSION];
        bytes.extend_from_slice(self.session.0.as_bytes());
        bytes.extend_from_slice(&self.counter.to_be_bytes());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::crypto::MasterSecret;

    #[test]
    fn a_refresh_token_altered_anywhere_is_refused() {
        let key = MasterSecret::new(vec![1; 32]).unwrap().key_for("refresh");
        let token = RefreshToken { session: SessionId::new(), counter: 7 };
        let text = token.write(&key);
        assert_eq!(RefreshToken::read(&text, &key), Some(token));
        let bytes = crypto::decode(&text).unwrap();
        for index in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[index] ^= 1;
            assert_eq!(RefreshToken::read(&crypto::encode(&altered), &key), None, "byte {index}");
        }
        assert_eq!(RefreshToken::read("", &key), None);
    }
}
