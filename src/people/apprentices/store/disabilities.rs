//! Queries on what is known of the disability of apprentices, sealed.

use diesel::prelude::*;
use diesel::upsert::excluded;
use uuid::Uuid;

use crate::ids::{ApprenticeId, SiteId};
use crate::people::apprentices::model::{Apprentice, Disability};
use crate::platform::db::{FirstRows, Tx};
use crate::platform::error::Problem;
use crate::schema::apprentice_disabilities;
use crate::trust::vault::resealing::{AT_ONCE, FRONT, bytes_of};
use crate::trust::vault::{SealedColumn, Vault, VaultError};

const PLACE: SealedColumn = SealedColumn { table: "apprentice_disabilities", column: "sealed" };

/// What is known of an apprentice already found within reach.
pub fn known(conn: &mut Tx, vault: &Vault, apprentice: &Apprentice) -> Result<Disability, Problem> {
    let sealed: Option<Vec<u8>> = apprentice_disabilities::table
        .find(apprentice.id)
        .select(apprentice_disabilities::sealed)
        .first(conn)
        .optional()?;
    opened(conn, vault, apprentice.id, sealed.as_deref())
}

/// What the value kept of an apprentice says; nothing kept means no to everything.
pub fn opened(
    conn: &mut Tx,
    vault: &Vault,
    id: ApprenticeId,
    sealed: Option<&[u8]>,
) -> Result<Disability, Problem> {
    let Some(sealed) = sealed else { return Ok(Disability::default()) };
    let opened = vault.open(conn, PLACE, id.0, sealed)?;
    Ok(Disability::of_byte(opened.first().copied().unwrap_or_default()))
}

/// Writes what is known of an apprentice.
pub fn write(
    tx: &mut Tx,
    vault: &Vault,
    apprentice: &Apprentice,
    disability: Disability,
) -> Result<(), Problem> {
    write_rows(tx, &[row(vault, apprentice.site_id, apprentice.id, disability)?])?;
    Ok(())
}

/// Writes that nothing is known of apprentices just created, as nobody said anything.
pub fn write_unrecognised(
    tx: &mut Tx,
    vault: &Vault,
    site: SiteId,
    ids: &[ApprenticeId],
) -> Result<(), Problem> {
    let rows: Result<Vec<DisabilityRow>, Problem> =
        ids.iter().map(|id| row(vault, site, *id, Disability::default())).collect();
    for chunk in rows?.chunks(AT_ONCE as usize) {
        write_rows(tx, chunk)?;
    }
    Ok(())
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = apprentice_disabilities)]
struct DisabilityRow {
    apprentice_id: ApprenticeId,
    site_id: SiteId,
    sealed: Vec<u8>,
}

fn row(
    vault: &Vault,
    site_id: SiteId,
    apprentice_id: ApprenticeId,
    disability: Disability,
) -> Result<DisabilityRow, Problem> {
    let sealed = vault.seal(PLACE, apprentice_id.0, &[disability.byte()])?;
    Ok(DisabilityRow { apprentice_id, site_id, sealed })
}

fn write_rows(tx: &mut Tx, rows: &[DisabilityRow]) -> QueryResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    diesel::insert_into(apprentice_disabilities::table)
        .values(rows)
        .on_conflict(apprentice_disabilities::apprentice_id)
        .do_update()
        .set(apprentice_disabilities::sealed.eq(excluded(apprentice_disabilities::sealed)))
        .execute(tx)
        .map(drop)
}

/// Seals the next rows that the newest key did not seal.
pub fn seal_next(tx: &mut Tx, vault: &Vault, after: Uuid) -> Result<Vec<Uuid>, VaultError> {
    let outdated = bytes_of(apprentice_disabilities::sealed, 1, FRONT).ne(vault.current_front()?);
    let mut rows: Vec<DisabilityRow> = apprentice_disabilities::table
        .filter(outdated)
        .filter(apprentice_disabilities::apprentice_id.gt(after))
        .order(apprentice_disabilities::apprentice_id)
        .for_update()
        .select(DisabilityRow::as_select())
        .first_rows(AT_ONCE)
        .load(tx)?;
    for row in &mut rows {
        row.sealed = vault.anew(tx, PLACE, row.apprentice_id.0, &row.sealed)?;
    }
    write_rows(tx, &rows)?;
    Ok(rows.iter().map(|row| row.apprentice_id.0).collect())
}
