//! The correction of a mark that apprentices already see: with a reason, and shown as such.

use actix_web::post;
use actix_web::web::Path;

use crate::ids::MarkId;
use crate::law::findings::refuse_errors;
use crate::learning::mock_exams::model::{MarkFacts, MockExamState, PaperMark};
use crate::learning::mock_exams::rules::Mark;
use crate::learning::mock_exams::rules::book::{CORRECTED_ONCE_RELEASED, MARKS_ARE_FRESH};
use crate::learning::mock_exams::store;
use crate::learning::mock_exams::wire::MarkCorrectionIn;
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Event;

/// What a correction writes, as the journal names it.
const CORRECTED: [&str; 5] = ["status", "mark_hundredths", "remark", "marker", "correction_reason"];

/// Corrects a mark that is released, and says why: apprentices see that it was corrected and when, staff see why.
#[utoipa::path(tag = "mock exams", params(("id" = MarkId, Path, description = "Mark.")),
    request_body = MarkCorrectionIn,
    responses((status = 200, description = "The mark corrected.", body = Peopled<PaperMark>)))]
#[post("/v1/mock-exam-marks/{id}/correction")]
pub(super) async fn correct_mark(door: Door, id: Path<MarkId>, body: Body<MarkCorrectionIn>) -> Answer {
    door.create(Act::EnterMark, body, move |tx, asker, request| {
        let (current, state) = store::lock_mark(tx, &asker.reach, *id)?.or_not_found("mark")?;
        if state != MockExamState::Released {
            return Err(CORRECTED_ONCE_RELEASED.conflict(say!(
                "Cette note n'est pas publiée : changez-la par PATCH.",
                "This mark is not released: change it by PATCH."
            )));
        }
        if request.version.is_some_and(|version| version != current.version) {
            return Err(MARKS_ARE_FRESH.conflict(say!(
                "Cette note a changé depuis sa lecture.",
                "This mark changed since it was read."
            )));
        }
        let MarkCorrectionIn { reason, status, mark_hundredths, remark, marker, .. } = request;
        refuse_errors(Mark::new(status, mark_hundredths).err().into_iter().collect())?;
        let facts = MarkFacts { status, mark_hundredths, remark, marker };
        let mark = store::correct_mark(tx, current.id, &facts, (asker.now, &reason))?;
        asker.record_fields(tx, Event::MarkChanged, &mark, &CORRECTED)?;
        let version = mark.version;
        Ok(Reply::ok(&with_people(tx, asker, mark)?)?.version(version))
    })
    .await
}
