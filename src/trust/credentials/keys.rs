//! Ed25519 keys of access tokens: published ahead, then signing for 90 days, then only verifying, then gone.

use std::sync::{Arc, RwLock};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::{exists, max};
use diesel::prelude::*;
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde::Serialize;
use utoipa::ToSchema;

use super::tokens::ACCESS_TOKEN_LIFE;
use crate::platform::crypto::{CryptoError, MasterSecret, encode, sha256};
use crate::platform::db::{Tx, pg_advisory_xact_lock, takes_writes};
use crate::schema::signing_keys;

/// How long a new key is published before it signs.
pub const PUBLISHED_AHEAD: TimeDelta = TimeDelta::minutes(15);
/// How long a key signs before the next one takes over.
pub const SIGNS_FOR: TimeDelta = TimeDelta::days(90);
/// How long a replaced key still verifies beyond the life of its last token.
const VERIFIES_BEYOND: TimeDelta = TimeDelta::seconds(60);
const PURPOSE: &str = "signing-keys";
/// Key of the advisory lock of whoever adds a key: any constant, the same in every instance.
const LOCK: i64 = 0x6b65_7973;

/// A public key as published (RFC 8037).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Jwk {
    /// Key type, OKP.
    #[schema(max_length = 10)]
    kty: &'static str,
    /// Curve, Ed25519.
    #[schema(max_length = 10)]
    crv: &'static str,
    /// Algorithm, EdDSA.
    #[schema(max_length = 10)]
    alg: &'static str,
    /// Use, sig.
    #[serde(rename = "use")]
    #[schema(max_length = 10)]
    usage: &'static str,
    /// Thumbprint of the key (RFC 7638).
    #[schema(max_length = 64)]
    kid: String,
    /// Public key, base64url.
    #[schema(max_length = 64)]
    x: String,
}

/// The public keys (RFC 7517).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Jwks {
    /// Keys that may have signed a token still valid, or soon will.
    #[schema(max_items = 20)]
    keys: Vec<Jwk>,
}

struct Key {
    kid: String,
    public_x: String,
    signs_from: DateTime<Utc>,
    signing: EncodingKey,
    verifying: DecodingKey,
}

/// The keys an instance holds in memory, reloaded now and then.
#[derive(Clone, Default)]
pub struct KeyRing(Arc<RwLock<Vec<Arc<Key>>>>);

/// Why the keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The database said no.
    #[error("database: {0}")]
    Database(#[from] diesel::result::Error),
    /// A key does not open: another installation's secret?
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    /// A key is not what it should be.
    #[error("a signing key is damaged")]
    Damaged,
}

impl KeyRing {
    /// Reads the keys again, making the next one when it is time, and forgets those past any use; a base that takes no
    /// writes keeps those it has.
    pub fn reload(&self, tx: &mut Tx, secret: &MasterSecret, now: DateTime<Utc>) -> Result<(), KeyError> {
        let writes = takes_writes(tx)?;
        if writes {
            add_when_due(tx, secret, now)?;
        }
        let (useful, past) = sorted(stored(tx)?, now);
        let past: Vec<String> = past.into_iter().map(|row| row.kid).collect();
        if writes && !past.is_empty() {
            diesel::delete(signing_keys::table.filter(signing_keys::kid.eq_any(past))).execute(tx)?;
        }
        let mut keys = Vec::new();
        for row in useful {
            let pkcs8 = secret.open(PURPOSE, &row.kid, &row.sealed_key)?;
            keys.push(Arc::new(Key {
                signing: EncodingKey::from_ed_der(&pkcs8),
                verifying: DecodingKey::from_ed_components(&row.public_x).map_err(|_| KeyError::Damaged)?,
                kid: row.kid,
                public_x: row.public_x,
                signs_from: row.signs_from,
            }));
        }
        if let Ok(mut loaded) = self.0.write() {
            *loaded = keys;
        }
        Ok(())
    }

    /// The public keys to publish.
    pub fn published(&self) -> Jwks {
        let loaded = self.loaded();
        let keys = loaded.iter().map(|key| Jwk {
            kty: "OKP",
            crv: "Ed25519",
            alg: "EdDSA",
            usage: "sig",
            kid: key.kid.clone(),
            x: key.public_x.clone(),
        });
        Jwks { keys: keys.collect() }
    }

    /// The key that signs now: the newest whose time has come.
    pub(super) fn signing(&self, now: DateTime<Utc>) -> Option<(String, EncodingKey)> {
        let loaded = self.loaded();
        let newest = loaded.iter().filter(|key| key.signs_from <= now).max_by_key(|key| key.signs_from);
        newest.or(loaded.first()).map(|key| (key.kid.clone(), key.signing.clone()))
    }

    /// The key a token names.
    pub(super) fn verifying(&self, kid: &str) -> Option<DecodingKey> {
        self.loaded().iter().find(|key| key.kid == kid).map(|key| key.verifying.clone())
    }

    /// Whether a key still verifies here.
    pub(super) fn holds(&self, kid: &str) -> bool {
        self.0.read().is_ok_and(|keys| keys.iter().any(|key| key.kid == kid))
    }

    fn loaded(&self) -> Vec<Arc<Key>> {
        self.0.read().map(|keys| keys.clone()).unwrap_or_default()
    }
}

/// The keys still of use, and those whose last token has expired.
fn sorted(keys: Vec<StoredSigningKey>, now: DateTime<Utc>) -> (Vec<StoredSigningKey>, Vec<StoredSigningKey>) {
    let beginnings: Vec<DateTime<Utc>> = keys.iter().map(|key| key.signs_from).collect();
    keys.into_iter().partition(|key| {
        let replaced_at = beginnings.iter().filter(|from| **from > key.signs_from).min();
        replaced_at.is_none_or(|at| *at + ACCESS_TOKEN_LIFE + VERIFIES_BEYOND > now)
    })
}

/// Whether keys were ever sealed in this base.
pub fn any_exists(tx: &mut Tx) -> QueryResult<bool> {
    diesel::select(exists(signing_keys::table.select(signing_keys::kid))).get_result(tx)
}

/// Adds the first key, or the next one when the newest is old; of several instances, one adds.
fn add_when_due(tx: &mut Tx, secret: &MasterSecret, now: DateTime<Utc>) -> Result<(), KeyError> {
    if next_signs_from(tx, now)?.is_none() {
        return Ok(());
    }
    diesel::select(pg_advisory_xact_lock(LOCK)).execute(tx)?;
    if let Some(signs_from) = next_signs_from(tx, now)? {
        add_key(tx, secret, signs_from)?;
    }
    Ok(())
}

/// From when a key added now would sign; none while the newest is young enough.
fn next_signs_from(tx: &mut Tx, now: DateTime<Utc>) -> QueryResult<Option<DateTime<Utc>>> {
    let newest: Option<DateTime<Utc>> =
        signing_keys::table.select(max(signing_keys::signs_from)).first(tx)?;
    Ok(match newest {
        None => Some(now),
        Some(from) => (from + SIGNS_FOR <= now).then(|| now + PUBLISHED_AHEAD),
    })
}

/// Makes a key that signs at once and gives all the others up: what they signed is refused as soon as an instance
/// reads the keys again.
pub fn replace_all(tx: &mut Tx, secret: &MasterSecret, now: DateTime<Utc>) -> Result<String, KeyError> {
    diesel::delete(signing_keys::table).execute(tx)?;
    add_key(tx, secret, now)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = signing_keys)]
struct StoredSigningKey {
    kid: String,
    sealed_key: Vec<u8>,
    public_x: String,
    signs_from: DateTime<Utc>,
}

fn stored(tx: &mut Tx) -> QueryResult<Vec<StoredSigningKey>> {
    signing_keys::table.select(StoredSigningKey::as_select()).order(signing_keys::signs_from).load(tx)
}

/// Makes a key that signs from the given instant; gives its `kid`.
pub fn add_key(tx: &mut Tx, secret: &MasterSecret, signs_from: DateTime<Utc>) -> Result<String, KeyError> {
    let pair = Ed25519KeyPair::generate().map_err(|_| CryptoError)?;
    let pkcs8 = pair.to_pkcs8v1().map_err(|_| CryptoError)?;
    let public_x = encode(pair.public_key().as_ref());
    let kid = encode(&sha256(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{public_x}"}}"#).as_bytes()));
    diesel::insert_into(signing_keys::table)
        .values((
            signing_keys::kid.eq(&kid),
            signing_keys::sealed_key.eq(secret.seal(PURPOSE, &kid, pkcs8.as_ref())?),
            signing_keys::public_x.eq(&public_x),
            signing_keys::signs_from.eq(signs_from),
        ))
        .execute(tx)?;
    Ok(kid)
}
