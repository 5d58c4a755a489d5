//! Handlers, and their mounting.

pub mod absences;
mod classes;
mod whereabouts;

use std::collections::HashSet;

use utoipa_actix_web::service_config::ServiceConfig;

use super::model::Absence;
use super::visibility;
use super::wire::AbsenceOut;
use crate::ids::ApprenticeId;
use crate::platform::db::Tx;
use crate::trust::door::Asker;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    absences::mount(routes);
    classes::mount(routes);
    whereabouts::mount(routes);
}

/// Absences as one reader sees them: the reason only when it concerns them.
fn shown(conn: &mut Tx, asker: &Asker, rows: Vec<Absence>) -> diesel::QueryResult<Vec<AbsenceOut>> {
    let followed = followed_by(conn, asker, &rows)?;
    let each = rows.into_iter().map(|row| {
        let follows = followed.contains(&row.apprentice_id);
        let sees = asker.caller.sees_reason_of_absence(row.facts.away_from.company(), follows);
        AbsenceOut::of(row, sees)
    });
    Ok(each.collect())
}

/// The apprentices among them that a trainer follows today, as referent or deputy.
fn followed_by(conn: &mut Tx, asker: &Asker, rows: &[Absence]) -> diesel::QueryResult<HashSet<ApprenticeId>> {
    let ids: Vec<ApprenticeId> = rows.iter().map(|row| row.apprentice_id).collect();
    visibility::followed_among(conn, asker, &ids)
}
