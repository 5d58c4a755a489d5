//! Who may know why somebody was absent.

use std::collections::HashSet;

use super::store;
use crate::ids::{AccountId, ApprenticeId};
use crate::platform::db::Tx;
use crate::trust::access::Role;
use crate::trust::door::Asker;

/// Whether whoever asks may know why an apprentice within their reach was absent from the company.
pub fn sees_company_reasons(
    conn: &mut Tx,
    asker: &Asker,
    apprentice: ApprenticeId,
) -> diesel::QueryResult<bool> {
    let followed = followed_among(conn, asker, &[apprentice])?;
    Ok(asker.caller.sees_reason_of_absence(true, followed.contains(&apprentice)))
}

/// The apprentices among them that a trainer follows today, as referent or deputy; none for anybody else.
pub fn followed_among(
    conn: &mut Tx,
    asker: &Asker,
    ids: &[ApprenticeId],
) -> diesel::QueryResult<HashSet<ApprenticeId>> {
    match asker.caller.role {
        Role::Trainer => store::followed_by(conn, AccountId(asker.caller.id), ids, asker.today),
        _ => Ok(HashSet::new()),
    }
}
