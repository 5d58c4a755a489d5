//! What may be done with an import now, and why not the rest.

use actix_web::get;
use actix_web::web::Path;

use super::model::Import;
use super::routes::{may_create, refuse_same_file};
use super::{rules, store, undo};
use crate::ids::ImportId;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::Answer;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door, Step, TransitionsOut, step};

/// Every act on an import.
pub const STEPS: &[Step] = &[
    step("commit", ("Enregistrer", "Commit"), Act::CommitImport, ("POST", "/v1/imports/{id}/commit")),
    step("undo", ("Défaire", "Undo"), Act::UndoImport, ("POST", "/v1/imports/{id}/undo")),
];

/// Says what who asks may do with an import now, and why not the rest. A commit judges every row again, and an undo
/// every record: what changed since the dry run may still stand against them.
#[utoipa::path(tag = "imports", params(("id" = ImportId, Path, description = "Import.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/imports/{id}/transitions")]
pub(super) async fn list_import_transitions(door: Door, id: Path<ImportId>) -> Answer {
    door.read(Act::ReadImport, move |conn, asker| {
        let import = store::find(conn, &asker.reach, *id)?.or_not_found("import")?;
        let names = [("id", import.id.to_string())];
        asker.transitions(STEPS, &names, |step| {
            against(conn, asker, &import, step.needs == Act::CommitImport).map(|()| Vec::new())
        })
    })
    .await
}

fn against(conn: &mut Tx, asker: &Asker, import: &Import, commits: bool) -> Result<(), Problem> {
    if !commits {
        rules::check_undo(import)?;
        return undo::refuse_changed(conn, import);
    }
    may_create(asker, import.kind)?;
    rules::check_commit(import, asker.now)?;
    refuse_same_file(conn, import)?;
    match usize::try_from(import.rows_faulty) {
        Ok(0) => Ok(()),
        faulty => Err(rules::has_faults(faulty.unwrap_or_default())),
    }
}
