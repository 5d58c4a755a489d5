//! The keys of the vault, as the base keeps them.

use diesel::dsl::max;
use diesel::prelude::*;

use super::VaultError;
use crate::platform::crypto::{MasterSecret, SealingKey};
use crate::platform::db::Tx;
use crate::schema::data_keys;

const PURPOSE: &str = "data-keys";

/// A key, ready to seal and open.
pub(super) struct DataKey {
    pub(super) id: i16,
    pub(super) sealing: SealingKey,
}

/// A key as kept: sealed under the installation's secret.
#[derive(Queryable, Selectable)]
#[diesel(table_name = data_keys)]
pub(super) struct StoredDataKey {
    id: i16,
    sealed_key: Vec<u8>,
}

impl DataKey {
    pub(super) fn open(row: StoredDataKey, secret: &MasterSecret) -> Result<Self, VaultError> {
        let bytes = secret.open(PURPOSE, &row.id.to_string(), &row.sealed_key)?;
        Ok(Self { id: row.id, sealing: SealingKey::new(&bytes)? })
    }
}

pub(super) fn stored(tx: &mut Tx) -> QueryResult<Vec<StoredDataKey>> {
    data_keys::table.select(StoredDataKey::as_select()).order(data_keys::id).load(tx)
}

pub(super) fn add(tx: &mut Tx, secret: &MasterSecret) -> Result<i16, VaultError> {
    let last: Option<i16> = data_keys::table.select(max(data_keys::id)).first(tx)?;
    let id = last.unwrap_or(0) + 1;
    let sealed = secret.seal(PURPOSE, &id.to_string(), &SealingKey::random_bytes()?)?;
    diesel::insert_into(data_keys::table)
        .values((data_keys::id.eq(id), data_keys::sealed_key.eq(sealed)))
        .execute(tx)?;
    Ok(id)
}
