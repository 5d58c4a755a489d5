//! What the bearer of a link says of skills, in JSON.

use actix_web::post;
use actix_web::web::Path;

use crate::desk::links::holder::Holder;
use crate::ids::ApprenticeId;
use crate::learning::skills::acts;
use crate::learning::skills::wire::{PositionWords, PositionsSaidOut, SkillPositionsIn};
use crate::learning::voices;
use crate::platform::body::Body;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(say_skill_positions_by_link);
}

/// Says in the voice of the company where an apprentice stands on some skills, by the link of their tutor.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link."),
        ("id" = ApprenticeId, Path, description = "Apprentice."),
        ("Idempotency-Key" = String, Header, max_length = 128,
            description = "Makes a repeated request have one effect; required. Kept 48 h.")),
    request_body = SkillPositionsIn,
    responses((status = 201, description = "What was said.", body = PositionsSaidOut,
            headers(("Location" = String, description = "Address of the positions."))),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret, or it is not about this apprentice."),
        (status = 409, description = "The apprentice is enrolled in no cohort."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask.")))]
#[post("/v1/tutor-links/{secret}/apprentices/{id}/skill-positions")]
async fn say_skill_positions_by_link(
    holder: Holder,
    path: Path<(String, ApprenticeId)>,
    body: Body<SkillPositionsIn>,
) -> Answer {
    let (id, catalogue) = (path.1, holder.catalogue().clone());
    let writing = holder.write(Act::SaySkillPosition, body.digest(), move |tx, asker, _| {
        let file = voices::find(tx, asker, &catalogue, id)?;
        let said = acts::say(tx, asker, &file, body.checked()?)?;
        let words = PositionWords::of(tx, asker, file.programme, &said)?;
        let data = said.iter().map(|one| words.position(one)).collect();
        Reply::created(format!("/v1/apprentices/{id}/skill-positions"), &PositionsSaidOut { data })
    });
    writing.await
}
