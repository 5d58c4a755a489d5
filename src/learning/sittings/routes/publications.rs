//! Showing the sittings of a mock exam to its candidates and jurors, and taking that back.

use actix_web::post;
use actix_web::web::Path;

use crate::ids::{MockExamId, SittingId};
use crate::learning::mock_exams::acts::refuse_past;
use crate::learning::mock_exams::store as exams;
use crate::learning::sittings::rules::book::{PLACED_BEFORE_PUBLISHED, SOMETHING_TO_PUBLISH};
use crate::learning::sittings::store;
use crate::learning::sittings::wire::{PublicationIn, PublicationOut};
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Event;
use crate::trust::withdrawals::acts::nothing_to_take_back;
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(publish_sittings).service(withdraw_publication);
}

/// Shows the sittings of a mock exam to its candidates and jurors, to each what is theirs; twice changes nothing.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = PublicationIn,
    responses((status = 200, description = "That they are shown, and since when.", body = PublicationOut)))]
#[post("/v1/mock-exams/{id}/publication")]
async fn publish_sittings(door: Door, id: Path<MockExamId>, body: Body<PublicationIn>) -> Answer {
    door.create(Act::PublishSittings, body, move |tx, asker, _| {
        let exam = exams::lock_exam(tx, &asker.reach, *id)?.or_not_found("mock_exam")?;
        if let Some(known) = store::find_publication(tx, exam.id)? {
            return Reply::ok(&PublicationOut::of(&known));
        }
        refuse_past(&exam)?;
        let planned = store::sittings_of_exam(tx, &asker.reach, exam.id)?;
        if planned.is_empty() {
            let facts = Sentence::new(SOMETHING_TO_PUBLISH.fr, SOMETHING_TO_PUBLISH.en);
            return Err(SOMETHING_TO_PUBLISH.conflict(facts));
        }
        let ids: Vec<SittingId> = planned.iter().map(|sitting| sitting.id).collect();
        let unplaced = store::unplaced_count(tx, &ids)?;
        if unplaced > 0 {
            return Err(PLACED_BEFORE_PUBLISHED.conflict(say!(
                "{unplaced} candidat(s) attendus n'ont pas encore d'heure de passage.",
                "{unplaced} candidate(s) expected have no hour yet."
            )));
        }
        let publication = store::publish(tx, &exam, asker.now)?;
        asker.record(tx, Event::SittingPublicationGiven, &publication)?;
        Reply::ok(&PublicationOut::of(&publication))
    })
    .await
}

/// Takes back that the sittings of a mock exam are shown, and says why: the staff alone see them again.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/mock-exams/{id}/publication/withdrawal")]
async fn withdraw_publication(door: Door, id: Path<MockExamId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::PublishSittings, body, move |tx, asker, request| {
        let exam = exams::lock_exam(tx, &asker.reach, *id)?.or_not_found("mock_exam")?;
        let current = store::lock_publication(tx, exam.id)?.ok_or_else(nothing_to_take_back)?;
        let about = About::record(WithdrawalKind::SittingPublication, &current, &*request.reason);
        let withdrawal = withdrawals::remove(tx, asker, about, &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}
