//! Telling of a difficulty by a link, in JSON.

use actix_web::post;
use actix_web::web::Path;

use crate::desk::links::holder::Holder;
use crate::ids::ApprenticeId;
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::ruptures::difficulties::acts;
use crate::ruptures::difficulties::wire::{DifficultyIn, DifficultyOut};
use crate::trust::access::Act;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(open_difficulty_by_link);
}

/// Tells the site that an apprentice meets a difficulty, by the link of their tutor: subjects and a few words.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link."),
        ("id" = ApprenticeId, Path, description = "Apprentice."),
        ("Idempotency-Key" = String, Header, max_length = 128,
            description = "Makes a repeated request have one effect; required. Kept 48 h.")),
    request_body = DifficultyIn,
    responses((status = 201, description = "The difficulty, followed from now on.", body = Peopled<DifficultyOut>,
            headers(("Location" = String, description = "Address of the difficulty."))),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret, or it is not about this apprentice."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask.")))]
#[post("/v1/tutor-links/{secret}/apprentices/{id}/difficulties")]
async fn open_difficulty_by_link(
    holder: Holder,
    path: Path<(String, ApprenticeId)>,
    body: Body<DifficultyIn>,
) -> Answer {
    let id = path.1;
    let writing = holder.write(Act::OpenDifficulty, body.digest(), move |tx, asker, _| {
        let case = acts::open(tx, asker, id, body.checked()?)?;
        let location = format!("/v1/difficulties/{}", case.id);
        let shown = acts::present(tx, asker, &case)?;
        Ok(Reply::created(location, &shown)?.version(case.version))
    });
    writing.await
}
