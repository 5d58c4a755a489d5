//! The files of sites themselves, put together.

use diesel::QueryResult;

use super::files::grouped;
use super::{SiteFile, store};
use crate::ids::SiteId;
use crate::platform::db::Tx;

/// The files of some sites, in the order given.
pub fn gather_sites(conn: &mut Tx, ids: &[SiteId]) -> QueryResult<Vec<SiteFile>> {
    let mut complaints = grouped(store::complaints_of(conn, ids)?);
    let files =
        ids.iter().map(|id| SiteFile { id: *id, complaints: complaints.remove(id).unwrap_or_default() });
    Ok(files.collect())
}
