//! Every query on sites and programmes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use uuid::Uuid;

use super::Catalogue;
use crate::ids::{ProgrammeId, SiteId};
use crate::platform::db::Tx;
use crate::schema::{programmes, sites};

/// Namespace of the identifiers derived from catalogue codes.
const NAMESPACE: Uuid = Uuid::from_bytes(*b"compagnon.catalo");

/// The identifier of a site, the same in every installation.
pub fn site_id(code: &str) -> SiteId {
    SiteId(Uuid::new_v5(&NAMESPACE, format!("site:{code}").as_bytes()))
}

/// The identifier of a programme, the same in every installation.
pub fn programme_id(code: &str) -> ProgrammeId {
    ProgrammeId(Uuid::new_v5(&NAMESPACE, format!("programme:{code}").as_bytes()))
}

/// The identifier of a training centre (CFA), the same in every installation.
pub fn cfa_id(code: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("cfa:{code}").as_bytes())
}

/// Locks a site until the end of the transaction, so that what is written of the whole site follows one after another.
pub fn lock_site(tx: &mut Tx, id: SiteId) -> QueryResult<Option<SiteId>> {
    sites::table.find(id).for_no_key_update().select(sites::id).first(tx).optional()
}

/// Writes the rows that others point at, anew at each start and whenever a version changes them.
pub fn load(conn: &mut Tx, catalogue: &Catalogue, now: DateTime<Utc>) -> QueryResult<()> {
    for site in &catalogue.sites {
        diesel::insert_into(sites::table)
            .values((
                sites::id.eq(site_id(&site.code)),
                sites::code.eq(&site.code),
                sites::name.eq(&site.name),
                sites::cfa_code.eq(&site.cfa),
                sites::loaded_at.eq(now),
            ))
            .on_conflict(sites::id)
            .do_update()
            .set((
                sites::name.eq(excluded(sites::name)),
                sites::cfa_code.eq(excluded(sites::cfa_code)),
                sites::loaded_at.eq(excluded(sites::loaded_at)),
            ))
            .execute(conn)?;
    }
    for programme in &catalogue.programmes {
        diesel::insert_into(programmes::table)
            .values((
                programmes::id.eq(programme_id(&programme.code)),
                programmes::code.eq(&programme.code),
                programmes::title.eq(&programme.title),
                programmes::digest.eq(&programme.digest),
                programmes::loaded_at.eq(now),
            ))
            .on_conflict(programmes::id)
            .do_update()
            .set((
                programmes::title.eq(excluded(programmes::title)),
                programmes::digest.eq(excluded(programmes::digest)),
                programmes::loaded_at.eq(excluded(programmes::loaded_at)),
            ))
            .execute(conn)?;
    }
    Ok(())
}
