//! Handlers of skills, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{get, post};

use super::acts;
use super::model::SkillPosition;
use super::store::{self, PositionFilter, SeenAt};
use super::wire::{
    ClassPositionsIn, KnownSkills, PositionWords, PositionsSaidOut, PriorLearningIn, PriorLearningOut,
    SkillPositionOut, SkillPositionsIn, SkillTargetsIn, SkillsOut, TargetsSetOut,
};
use crate::catalogue::cohorts;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::Programme;
use crate::ids::{ApprenticeId, CohortId, PriorLearningId, SkillPositionId, SkillTargetId};
use crate::learning::voices::{self, programme_of};
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Authors;
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(say_skill_positions)
        .service(list_skill_positions)
        .service(read_skills)
        .service(say_class_skill_positions)
        .service(withdraw_skill_position)
        .service(set_skill_targets)
        .service(withdraw_skill_target)
        .service(recognise_prior_learning)
        .service(withdraw_prior_learning);
    #[cfg(feature = "pdf")]
    routes.service(super::attestation::print_skill_attestation);
}

/// Says where an apprentice stands on some skills, all or none: the apprentice, the centre and the tutor of the running
/// contract each speak in their own voice.
#[utoipa::path(tag = "skills", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = SkillPositionsIn,
    responses((status = 201, description = "What was said.", body = PositionsSaidOut)))]
#[post("/v1/apprentices/{id}/skill-positions")]
async fn say_skill_positions(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    body: Body<SkillPositionsIn>,
) -> Answer {
    door.create(Act::SaySkillPosition, body, move |tx, asker, request| {
        let file = voices::find(tx, asker, &catalogue, *id)?;
        let said = acts::say(tx, asker, &file, request)?;
        answer(tx, asker, file.programme, &format!("/v1/apprentices/{id}/skill-positions"), &said)
    })
    .await
}

/// Lists all that was said of the skills of an apprentice, the latest day first.
#[utoipa::path(tag = "skills",
    params(("id" = ApprenticeId, Path, description = "Apprentice."), Paged<PositionFilter>),
    responses((status = 200, description = "One page of positions.", body = Page<Peopled<SkillPositionOut>>),
        (status = 409, description = "The apprentice is enrolled in no cohort.")))]
#[get("/v1/apprentices/{id}/skill-positions")]
async fn list_skill_positions(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    params: Params<Paged<PositionFilter>>,
) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadSkillPosition, move |conn, asker| {
        let file = voices::find(conn, asker, &catalogue, *id)?;
        let rows = store::list(conn, &file, &filter, &page)?;
        let words = PositionWords::of(conn, asker, file.programme, &rows)?;
        let found = Page::of(rows, page.limit, |row| SeenAt { on: row.facts.seen_on, id: row.id.0 })
            .counted(&page, || store::count(conn, &file, &filter))?;
        Reply::page(&peopled(conn, asker, found.map(|row| words.position(&row)))?)
    })
    .await
}

/// Reads where an apprentice stands, block by block: the latest of each voice, what the centre wants, where they disagree.
#[utoipa::path(tag = "skills", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    responses((status = 200, description = "Every skill of the programme.", body = Peopled<SkillsOut>),
        (status = 409, description = "The apprentice is enrolled in no cohort.")))]
#[get("/v1/apprentices/{id}/skills")]
async fn read_skills(door: Door, catalogue: Data<Catalogue>, id: Path<ApprenticeId>) -> Answer {
    door.read(Act::ReadSkillPosition, move |conn, asker| {
        let file = voices::find(conn, asker, &catalogue, *id)?;
        let known = KnownSkills {
            positions: store::latest(conn, &file)?,
            targets: store::targets(conn, &file)?,
            prior_learning: store::prior_learning(conn, &file)?,
        };
        let words = PositionWords::of(conn, asker, file.programme, &known.positions)?;
        Reply::ok(&with_people(conn, asker, known.shown(&file, &words, asker.today))?)
    })
    .await
}

/// Says where the apprentices of a class stand, in one request, in the voice of the centre: all or none, every mistake
/// told at once.
#[utoipa::path(tag = "skills", params(("id" = CohortId, Path, description = "Cohort.")),
    request_body = ClassPositionsIn,
    responses((status = 201, description = "What was said.", body = PositionsSaidOut)))]
#[post("/v1/cohorts/{id}/skill-positions")]
async fn say_class_skill_positions(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<CohortId>,
    body: Body<ClassPositionsIn>,
) -> Answer {
    door.create(Act::SayClassSkillPositions, body, move |tx, asker, request| {
        let said = acts::say_of_class(tx, asker, &catalogue, *id, request)?;
        let cohort = cohorts::store::find(tx, &asker.reach, *id)?.or_not_found("cohort")?;
        let programme = programme_of(&catalogue, &cohort.follows())?;
        answer(tx, asker, programme, &format!("/v1/cohorts/{id}"), &said)
    })
    .await
}

/// Takes back a position said by mistake, in the voice that said it, and says why.
#[utoipa::path(tag = "skills", params(("id" = SkillPositionId, Path, description = "Position.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/skill-positions/{id}/withdrawal")]
async fn withdraw_skill_position(door: Door, id: Path<SkillPositionId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::SaySkillPosition, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Sets the levels the centre wants an apprentice to reach; the latest of a skill counts.
#[utoipa::path(tag = "skills", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = SkillTargetsIn,
    responses((status = 201, description = "The targets set.", body = TargetsSetOut)))]
#[post("/v1/apprentices/{id}/skill-targets")]
async fn set_skill_targets(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    body: Body<SkillTargetsIn>,
) -> Answer {
    door.create(Act::SetSkillTarget, body, move |tx, asker, request| {
        let file = voices::find(tx, asker, &catalogue, *id)?;
        let set = acts::set_targets(tx, asker, &file, request)?;
        let words =
            PositionWords { programme: file.programme, lang: asker.lang, authors: Authors::default() };
        let data = set.iter().map(|one| words.target(one)).collect();
        Reply::created(format!("/v1/apprentices/{id}/skills"), &TargetsSetOut { data })
    })
    .await
}

/// Takes back a target set by mistake, and says why: the one before it counts again.
#[utoipa::path(tag = "skills", params(("id" = SkillTargetId, Path, description = "Target.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/skill-targets/{id}/withdrawal")]
async fn withdraw_skill_target(door: Door, id: Path<SkillTargetId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::SetSkillTarget, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_target(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Recognises what an apprentice had learnt before the training, and what it removes from it.
#[utoipa::path(tag = "skills", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = PriorLearningIn,
    responses((status = 201, description = "What was recognised.", body = PriorLearningOut)))]
#[post("/v1/apprentices/{id}/prior-learning")]
async fn recognise_prior_learning(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    body: Body<PriorLearningIn>,
) -> Answer {
    door.create(Act::RecognisePriorLearning, body, move |tx, asker, request| {
        let file = voices::find(tx, asker, &catalogue, *id)?;
        let recognised = acts::recognise(tx, asker, &file, request)?;
        Reply::created(format!("/v1/apprentices/{id}/skills"), &PriorLearningOut::from(recognised))
    })
    .await
}

/// Takes back prior learning recognised by mistake, and says why.
#[utoipa::path(tag = "skills", params(("id" = PriorLearningId, Path, description = "Prior learning.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/prior-learning/{id}/withdrawal")]
async fn withdraw_prior_learning(door: Door, id: Path<PriorLearningId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::RecognisePriorLearning, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_prior_learning(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn answer(
    tx: &mut Tx,
    asker: &Asker,
    programme: &Programme,
    location: &str,
    said: &[SkillPosition],
) -> Result<Reply, Problem> {
    let words = PositionWords::of(tx, asker, programme, said)?;
    let data = said.iter().map(|one| words.position(one)).collect();
    Reply::created(location.to_owned(), &PositionsSaidOut { data })
}
