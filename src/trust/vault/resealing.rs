//! Sealing anew, under the newest key, whatever is not: some rows at a time, so that it may stop and go on anywhere.

use diesel::prelude::*;
use diesel::sql_types::{Binary, Integer};
use uuid::Uuid;

use super::{HEADER, SealedColumn, Vault, VaultError};
use crate::platform::db::Tx;

/// Rows sealed by one transaction.
pub const AT_ONCE: i64 = 500;

/// Bytes in front of a value that tell its format and key.
pub const FRONT: i32 = HEADER as i32;

diesel::define_sql_function! {
    /// Some bytes, the first being number 1.
    #[sql_name = "substr"]
    fn bytes_of(value: Binary, from: Integer, count: Integer) -> Binary;
}

/// Seals the next rows of a column after an identifier that the newest key did not seal, and names them.
pub type SealNext = fn(&mut Tx, &Vault, Uuid) -> Result<Vec<Uuid>, VaultError>;

/// Seals a column anew, each batch in its own transaction; gives how many rows were.
pub fn reseal(conn: &mut Tx, vault: &Vault, seal_next: SealNext) -> Result<usize, VaultError> {
    let (mut after, mut count) = (Uuid::nil(), 0);
    loop {
        let done = conn.transaction(|tx| seal_next(tx, vault, after))?;
        let Some(last) = done.last() else { return Ok(count) };
        (after, count) = (*last, count + done.len());
    }
}

impl Vault {
    /// What stands in front of every value sealed now; whatever begins otherwise is sealed anew.
    pub fn current_front(&self) -> Result<Vec<u8>, VaultError> {
        Ok(super::header(&*self.newest()?).to_vec())
    }

    /// The value of a row, sealed by the newest key.
    pub fn anew(
        &self,
        tx: &mut Tx,
        place: SealedColumn,
        row: Uuid,
        value: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        let plain = self.open(tx, place, row, value)?;
        self.seal(place, row, &plain)
    }
}
