//! The single token with which the first administrator is created, made by the first start.

use super::store;
use crate::platform::crypto::random_secret;
use crate::platform::db::Tx;
use crate::platform::error::Problem;

/// What a start has to say of the first administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstStart {
    /// Nobody yet: this token creates the first administrator, and is shown this once.
    Token(String),
    /// Nobody yet, and the token was shown by an earlier start.
    TokenShownBefore,
    /// Somebody exists.
    Over,
}

/// Makes the token when nobody exists and none was made; of several instances, one has it to show.
pub fn begin(tx: &mut Tx) -> Result<FirstStart, Problem> {
    if store::accounts::any_exists(tx)? {
        return Ok(FirstStart::Over);
    }
    let token = random_secret().map_err(Problem::internal)?;
    match store::bootstrap::store_first(tx, &token)? {
        true => Ok(FirstStart::Token(token)),
        false => Ok(FirstStart::TokenShownBefore),
    }
}

/// Makes another token in place of the one shown before, while nobody exists.
pub fn begin_anew(tx: &mut Tx) -> Result<FirstStart, Problem> {
    if store::accounts::any_exists(tx)? {
        return Ok(FirstStart::Over);
    }
    let token = random_secret().map_err(Problem::internal)?;
    store::bootstrap::replace(tx, &token)?;
    Ok(FirstStart::Token(token))
}
