//! What acts on visits share, whichever door they come from.

use super::Visit;
use super::store;
use super::wire::VisitOut;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;

/// A visit as whoever asks reads it.
pub fn present(conn: &mut Tx, asker: &Asker, visit: Visit) -> Result<VisitOut, Problem> {
    let role = asker.caller.role;
    let told = store::tell(conn, std::slice::from_ref(&visit), role)?.remove(&visit.id).unwrap_or_default();
    Ok(VisitOut::on(asker.today, visit, told, role))
}
