//! Taking the address of a calendar away, whoever asks for it.

use diesel::QueryResult;

use super::store;
use crate::ids::AccountId;
use crate::platform::db::Tx;
use crate::trust::journal::{self, Author, Event};

/// Takes the address of somebody's calendar away, and writes it down; says whether there was one.
pub fn withdraw(tx: &mut Tx, author: &Author, account: AccountId) -> QueryResult<bool> {
    let removed = store::remove(tx, account)?;
    if removed {
        journal::record_private(tx, author, Event::FeedRemoved, account.0)?;
    }
    Ok(removed)
}
