//! Finding an apprentice to speak of.

use super::model::LearningFile;
use super::rules::{PROGRAMME_IS_FOLLOWED, current};
use super::store;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::Programme;
use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::ids::{ApprenticeId, ContractId};
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::say;
use crate::trust::access::Bounds;
use crate::trust::door::Asker;

/// An apprentice within reach, in the training of the day. A company tutor only finds those whose running contract names
/// them: the tutors of a company they left no longer do. Refused with 409 while they are enrolled nowhere.
pub fn find<'a>(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &'a Catalogue,
    id: ApprenticeId,
) -> Result<LearningFile<'a>, Problem> {
    let apprentice = apprentices::store::find(conn, &asker.reach, id)?.or_not_found("apprentice")?;
    let running = match asker.reach.bounds() {
        Bounds::Tutor(tutor) | Bounds::Link { tutor, .. } => {
            let found = store::running_contract(conn, tutor.tutor, id, asker.today)?;
            Some(found.or_not_found("apprentice")?)
        }
        Bounds::Everything | Bounds::Sites(_) | Bounds::Apprentice(_) => None,
    };
    let mut enrolled = apprentices::store::enrolments_of(conn, &asker.reach, &[id])?;
    if let Some((_, served)) = running {
        enrolled.retain(|row| row.enrolment.id == served);
    }
    let enrolment = current(enrolled, asker.today).ok_or_else(no_programme)?;
    let programme = programme_of(catalogue, &enrolment.cohort.programme)?;
    let contract_id = running.map(|(contract, _)| contract);
    Ok(LearningFile { apprentice_id: id, site_id: apprentice.site_id, enrolment, programme, contract_id })
}

/// Whether whoever asks still speaks under a contract: a company tutor, while it runs and names them; the others always.
pub fn speaks_under(
    conn: &mut Tx,
    asker: &Asker,
    apprentice: ApprenticeId,
    contract: Option<ContractId>,
) -> Result<bool, Problem> {
    let (Bounds::Tutor(tutor) | Bounds::Link { tutor, .. }) = asker.reach.bounds() else { return Ok(true) };
    let running = store::running_contract(conn, tutor.tutor, apprentice, asker.today)?;
    Ok(running.is_some_and(|(running, _)| Some(running) == contract))
}

/// The programme a cohort follows, in its version.
pub fn programme_of<'a>(
    catalogue: &'a Catalogue,
    followed: &FollowedProgramme,
) -> Result<&'a Programme, Problem> {
    catalogue.followed(followed).ok_or_else(no_programme)
}

fn no_programme() -> Problem {
    PROGRAMME_IS_FOLLOWED.conflict(say!(
        "Cet apprenti n'est inscrit dans aucune promotion d'une formation connue : inscrivez-le d'abord.",
        "This apprentice is enrolled in no cohort of a known programme: enrol them first."
    ))
}
