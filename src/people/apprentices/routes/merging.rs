//! Handlers that make one file of two.

use actix_web::post;
use actix_web::web::Path;
use uuid::Uuid;

use crate::ids::ApprenticeId;
use crate::law::findings::refuse_errors;
use crate::people::apprentices::acts;
use crate::people::apprentices::model::{Apprentice, ApprenticeFacts};
use crate::people::apprentices::store;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::withdrawals::merging::{self, Merge};
use crate::trust::withdrawals::{
    self, About, MergeIn, MergePreviewIn, MergePreviewOut, WithdrawalKind, WithdrawalOut,
};

/// What is set aside when both files have it: facts that are one and the same, or of which one alone holds at a time.
const ASIDE: &[&str] = &[
    "absences",
    "apprentice_disabilities",
    "calendar_overrides",
    "milestones",
    "mock_exam_invitations",
    "obligation_snoozes",
    "obligation_waivers",
    "referents",
    "tutor_link_apprentices",
];

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(preview_apprentice_merge).service(merge_apprentices);
}

/// Tells what merging another file into this one would do: what moves, what collides, which fields are to be chosen.
#[utoipa::path(tag = "apprentices", params(("id" = ApprenticeId, Path, description = "File kept.")),
    request_body = MergePreviewIn,
    responses((status = 200, description = "What the merge would do; nothing is changed.", body = MergePreviewOut)))]
#[post("/v1/apprentices/{id}/merges/preview")]
async fn preview_apprentice_merge(door: Door, id: Path<ApprenticeId>, body: Body<MergePreviewIn>) -> Answer {
    door.create(Act::ChangeApprentice, body, move |tx, asker, request| {
        let merge = planned(tx, asker, *id, request.other_id)?;
        let merged = merging::preview(tx, &merge)?;
        Reply::ok(&MergePreviewOut::render(&merge, merged, asker.lang))
    })
    .await
}

/// Merges another file of the same person into this one, and says why: all that referred to it refers to this one. It may
/// be undone at `/v1/withdrawals/{id}/restoration` as long as nothing it moved changed.
#[utoipa::path(tag = "apprentices", params(("id" = ApprenticeId, Path, description = "File kept.")),
    request_body = MergeIn,
    responses((status = 201, description = "The other file, taken back.", body = WithdrawalOut),
        (status = 409, description = "What collides: it is said what, and how it goes first.")))]
#[post("/v1/apprentices/{id}/merges")]
async fn merge_apprentices(door: Door, id: Path<ApprenticeId>, body: Body<MergeIn>) -> Answer {
    door.create(Act::ChangeApprentice, body, move |tx, asker, request| {
        let merge = planned(tx, asker, *id, request.other_id)?;
        let about = About::merged(&merge, &request.reason).of(*id);
        let withdrawal = merging::merge(tx, asker, (&merge, about), &request.sides(), |tx| {
            let kept = store::lock(tx, &asker.reach, *id)?.or_not_found("apprentice")?;
            refuse_errors(acts::faults(asker, &ApprenticeFacts::from(&kept))).map(drop)
        })?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// The two files, locked in the order of identifiers, and their enrolments in the same cohort, which are one as well.
fn planned(tx: &mut Tx, asker: &Asker, kept: ApprenticeId, other: Uuid) -> Result<Merge, Problem> {
    let (kept, other) = both(tx, asker, kept, ApprenticeId(other))?;
    let merge = Merge::of(WithdrawalKind::ApprenticeMerge, &kept, &other);
    merging::refuse_strangers(&merge.kept, &merge.other)?;
    let enrolments = store::enrolments_of(tx, &asker.reach, &[kept.id, other.id])?;
    let of = |id: ApprenticeId| enrolments.iter().filter(move |row| row.enrolment.apprentice_id == id);
    let same = of(kept.id).filter_map(|one| {
        let twin = of(other.id).find(|two| two.cohort.id == one.cohort.id)?;
        Some(("enrolments", one.enrolment.id.0, twin.enrolment.id.0))
    });
    Ok(Merge { within: same.collect(), aside: ASIDE, ..merge })
}

fn both(
    tx: &mut Tx,
    asker: &Asker,
    kept: ApprenticeId,
    other: ApprenticeId,
) -> Result<(Apprentice, Apprentice), Problem> {
    if other < kept {
        store::lock(tx, &asker.reach, other)?;
    }
    let first = store::lock(tx, &asker.reach, kept)?.or_not_found("apprentice")?;
    let second = store::lock(tx, &asker.reach, other)?.ok_or_else(unknown)?;
    Ok((first, second))
}

fn unknown() -> Problem {
    let message = crate::say!(
        "Aucun apprenti à votre portée n'a cet identifiant.",
        "No apprentice within your reach has this identifier."
    );
    Problem::fault("/other_id", "apprentice.unknown", message)
}
