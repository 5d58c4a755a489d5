//! The vault: health data are sealed before they are written, so that a copy of the base tells none of them.
//!
//! A sealed value is format (1 byte) ‖ key (2) ‖ nonce (12) ‖ AES-256-GCM ciphertext ‖ tag (16), bound to its table,
//! column and row: moved elsewhere it does not open. Keys stand in the base, sealed under the installation's secret.

pub mod resealing;

use std::sync::{Arc, RwLock};

use diesel::dsl::max;
use diesel::prelude::*;
use uuid::Uuid;

use crate::platform::crypto::{CryptoError, MasterSecret, SealingKey};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::schema::data_keys;

/// What is sealed by a key of the vault.
const SEALED: u8 = 1;
/// What a migration wrote in plain, until the program seals it at its next start.
const PLAIN: u8 = 0;
/// Format and key, in front of every value.
const HEADER: usize = 3;
/// What the key that seals the keys is made for.
const PURPOSE: &str = "data-keys";

/// A column that is sealed; its values open nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct SealedColumn {
    pub table: &'static str,
    pub column: &'static str,
}

impl SealedColumn {
    fn context(self, row: Uuid) -> String {
        format!("{}|{}|{row}|{SEALED}", self.table, self.column)
    }
}

/// Why something was not sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The database said no.
    #[error("database: {0}")]
    Database(#[from] diesel::result::Error),
    /// A value or a key does not open: another installation's secret, another row's value, or a damaged one.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}

impl From<VaultError> for Problem {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Database(error) => error.into(),
            VaultError::Crypto(error) => Self::internal(error),
        }
    }
}

/// Seals and opens; the keys an instance holds are read again when a value names one it does not know.
#[derive(Clone)]
pub struct Vault(Arc<LoadedKeys>);

struct LoadedKeys {
    secret: MasterSecret,
    keys: RwLock<Vec<Arc<DataKey>>>,
}

impl Vault {
    /// A vault whose keys are not read yet.
    pub fn new(secret: MasterSecret) -> Self {
        Self(Arc::new(LoadedKeys { secret, keys: RwLock::default() }))
    }

    /// Reads the keys again, making the first one when there is none.
    pub fn reload(&self, tx: &mut Tx) -> Result<(), VaultError> {
        if stored_keys(tx)?.is_empty() {
            insert_key(tx, &self.0.secret)?;
        }
        let stored = stored_keys(tx)?.into_iter();
        let opened: Result<Vec<_>, _> = stored.map(|row| DataKey::open(row, &self.0.secret)).collect();
        let opened = opened?;
        if let Ok(mut loaded) = self.0.keys.write() {
            *loaded = opened.into_iter().map(Arc::new).collect();
        }
        Ok(())
    }

    /// Adds a key, which seals from now on, and gives its number.
    pub fn add_key(&self, tx: &mut Tx) -> Result<i16, VaultError> {
        let id = insert_key(tx, &self.0.secret)?;
        self.reload(tx)?;
        Ok(id)
    }

    /// Seals the value of a row.
    pub fn seal(&self, place: SealedColumn, row: Uuid, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let key = self.newest()?;
        let mut out = header(&key).to_vec();
        out.extend_from_slice(&key.sealing.seal(&place.context(row), plain)?);
        Ok(out)
    }

    /// Opens the value of a row.
    pub fn open(
        &self,
        tx: &mut Tx,
        place: SealedColumn,
        row: Uuid,
        value: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        let (header, body) = value.split_at_checked(HEADER).ok_or(CryptoError)?;
        match *header {
            [PLAIN, _, _] => Ok(body.to_vec()),
            [SEALED, high, low] => {
                let key = self.key(tx, i16::from_be_bytes([high, low]))?;
                Ok(key.sealing.open(&place.context(row), body)?)
            }
            _ => Err(CryptoError.into()),
        }
    }

    fn key(&self, tx: &mut Tx, id: i16) -> Result<Arc<DataKey>, VaultError> {
        if let Some(key) = self.loaded(id) {
            return Ok(key);
        }
        self.reload(tx)?;
        Ok(self.loaded(id).ok_or(CryptoError)?)
    }

    fn loaded(&self, id: i16) -> Option<Arc<DataKey>> {
        self.0.keys.read().ok()?.iter().find(|key| key.id == id).cloned()
    }

    fn newest(&self) -> Result<Arc<DataKey>, CryptoError> {
        let loaded = self.0.keys.read().map_err(|_| CryptoError)?;
        loaded.iter().max_by_key(|key| key.id).cloned().ok_or(CryptoError)
    }
}

fn header(key: &DataKey) -> [u8; HEADER] {
    let [high, low] = key.id.to_be_bytes();
    [SEALED, high, low]
}

/// A key, ready to seal and open.
struct DataKey {
    id: i16,
    sealing: SealingKey,
}

/// A key as kept: sealed under the installation's secret.
#[derive(Queryable, Selectable)]
#[diesel(table_name = data_keys)]
struct StoredDataKey {
    id: i16,
    sealed_key: Vec<u8>,
}

impl DataKey {
    fn open(row: StoredDataKey, secret: &MasterSecret) -> Result<Self, VaultError> {
        let bytes = secret.open(PURPOSE, &row.id.to_string(), &row.sealed_key)?;
        Ok(Self { id: row.id, sealing: SealingKey::new(&bytes)? })
    }
}

fn stored_keys(tx: &mut Tx) -> QueryResult<Vec<StoredDataKey>> {
    data_keys::table.select(StoredDataKey::as_select()).order(data_keys::id).load(tx)
}

fn insert_key(tx: &mut Tx, secret: &MasterSecret) -> Result<i16, VaultError> {
    let last: Option<i16> = data_keys::table.select(max(data_keys::id)).first(tx)?;
    let id = last.unwrap_or(0) + 1;
    let sealed = secret.seal(PURPOSE, &id.to_string(), &SealingKey::random_bytes()?)?;
    diesel::insert_into(data_keys::table)
        .values((data_keys::id.eq(id), data_keys::sealed_key.eq(sealed)))
        .execute(tx)?;
    Ok(id)
}
