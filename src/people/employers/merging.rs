//! Handlers that make one employer, or one tutor, of two.

use actix_web::post;
use actix_web::web::Path;

use super::model::{Employer, Tutor};
use super::store;
use crate::ids::{EmployerId, TutorId};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::withdrawals::merging::{self, Merge};
use crate::trust::withdrawals::rules::MERGED_WITHIN_A_COMPANY;
use crate::trust::withdrawals::{
    self, About, MergeIn, MergePreviewIn, MergePreviewOut, WithdrawalKind, WithdrawalOut,
};

/// What is set aside when both tutors have it.
const ASIDE: &[&str] = &["mock_exam_invitations"];

/// Mounts the merges of the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(preview_employer_merge)
        .service(merge_employers)
        .service(preview_tutor_merge)
        .service(merge_tutors);
}

/// Tells what merging another employer into this one would do: what moves, what collides, which fields are to be chosen.
#[utoipa::path(tag = "employers", params(("id" = EmployerId, Path, description = "Employer kept.")),
    request_body = MergePreviewIn,
    responses((status = 200, description = "What the merge would do; nothing is changed.", body = MergePreviewOut)))]
#[post("/v1/employers/{id}/merges/preview")]
async fn preview_employer_merge(door: Door, id: Path<EmployerId>, body: Body<MergePreviewIn>) -> Answer {
    door.create(Act::ChangeEmployer, body, move |tx, asker, request| {
        let merge = of_employers(tx, asker, *id, EmployerId(request.other_id))?;
        previewed(tx, asker, &merge)
    })
    .await
}

/// Merges another record of the same company into this one, and says why: its tutors and contracts are of this one. It may
/// be undone at `/v1/withdrawals/{id}/restoration` as long as nothing it moved changed.
#[utoipa::path(tag = "employers", params(("id" = EmployerId, Path, description = "Employer kept.")),
    request_body = MergeIn,
    responses((status = 201, description = "The other employer, taken back.", body = WithdrawalOut),
        (status = 409, description = "What stands against it: it is said what.")))]
#[post("/v1/employers/{id}/merges")]
async fn merge_employers(door: Door, id: Path<EmployerId>, body: Body<MergeIn>) -> Answer {
    door.create(Act::ChangeEmployer, body, move |tx, asker, request| {
        let merge = of_employers(tx, asker, *id, EmployerId(request.other_id))?;
        merged(tx, asker, &merge, &request)
    })
    .await
}

/// Tells what merging another tutor into this one would do: what moves, what collides, which fields are to be chosen.
#[utoipa::path(tag = "employers", params(("id" = TutorId, Path, description = "Tutor kept.")),
    request_body = MergePreviewIn,
    responses((status = 200, description = "What the merge would do; nothing is changed.", body = MergePreviewOut)))]
#[post("/v1/tutors/{id}/merges/preview")]
async fn preview_tutor_merge(door: Door, id: Path<TutorId>, body: Body<MergePreviewIn>) -> Answer {
    door.create(Act::ChangeTutor, body, move |tx, asker, request| {
        let merge = of_tutors(tx, asker, *id, TutorId(request.other_id))?;
        previewed(tx, asker, &merge)
    })
    .await
}

/// Merges another record of the same tutor into this one, and says why: contracts and visits are of this one. It may be
/// undone at `/v1/withdrawals/{id}/restoration` as long as nothing it moved changed.
#[utoipa::path(tag = "employers", params(("id" = TutorId, Path, description = "Tutor kept.")),
    request_body = MergeIn,
    responses((status = 201, description = "The other tutor, taken back.", body = WithdrawalOut),
        (status = 409, description = "What stands against it: it is said what.")))]
#[post("/v1/tutors/{id}/merges")]
async fn merge_tutors(door: Door, id: Path<TutorId>, body: Body<MergeIn>) -> Answer {
    door.create(Act::ChangeTutor, body, move |tx, asker, request| {
        let merge = of_tutors(tx, asker, *id, TutorId(request.other_id))?;
        merged(tx, asker, &merge, &request)
    })
    .await
}

fn previewed(tx: &mut Tx, asker: &Asker, merge: &Merge) -> Answer {
    let tried = merging::preview(tx, merge)?;
    Reply::ok(&MergePreviewOut::render(merge, tried, asker.lang))
}

fn merged(tx: &mut Tx, asker: &Asker, merge: &Merge, request: &MergeIn) -> Answer {
    let about = About::merged(merge, &request.reason);
    let withdrawal = merging::merge(tx, asker, (merge, about), &request.sides(), |_| Ok(()))?;
    withdrawals::answer(tx, asker, withdrawal)
}

fn of_employers(tx: &mut Tx, asker: &Asker, kept: EmployerId, other: EmployerId) -> Result<Merge, Problem> {
    let lock = |tx: &mut Tx, id| store::lock_employer(tx, &asker.reach, id);
    if other < kept {
        lock(tx, other)?;
    }
    let kept: Employer = lock(tx, kept)?.or_not_found("employer")?;
    let other: Employer = lock(tx, other)?.ok_or_else(unknown)?;
    let merge = Merge::of(WithdrawalKind::EmployerMerge, &kept, &other);
    merging::refuse_strangers(&merge.kept, &merge.other)?;
    Ok(merge)
}

/// Two tutors of one employer: records of two companies are of two people, or the companies are merged first.
fn of_tutors(tx: &mut Tx, asker: &Asker, kept: TutorId, other: TutorId) -> Result<Merge, Problem> {
    let lock = |tx: &mut Tx, id| store::lock_tutor(tx, &asker.reach, id);
    if other < kept {
        lock(tx, other)?;
    }
    let kept: Tutor = lock(tx, kept)?.or_not_found("tutor")?;
    let other: Tutor = lock(tx, other)?.ok_or_else(unknown)?;
    let merge = Merge::of(WithdrawalKind::TutorMerge, &kept, &other);
    merging::refuse_strangers(&merge.kept, &merge.other)?;
    if kept.facts.employer_id != other.facts.employer_id {
        let rule = &MERGED_WITHIN_A_COMPANY;
        return Err(rule.conflict(Sentence::new(rule.fr, rule.en)));
    }
    Ok(Merge { aside: ASIDE, ..merge })
}

fn unknown() -> Problem {
    let message = say!(
        "Aucune fiche à votre portée n'a cet identifiant.",
        "No record within your reach has this identifier."
    );
    Problem::fault("/other_id", "merge.unknown", message)
}
