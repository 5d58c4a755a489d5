//! Handlers, and their mounting.

use actix_web::web::Path;
use actix_web::{get, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::MailOut;
use super::rules::check_resendable;
use super::store::{self, MailFilter};
use crate::ids::MailId;
use crate::platform::error::OrNotFound;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::{self, Change, Event};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_mails).service(send_mail_again);
}

/// Lists mails, the latest first: what was sent, what waits and why.
#[utoipa::path(tag = "mails", params(Paged<MailFilter>),
    responses((status = 200, description = "One page of mails.", body = Page<MailOut>)))]
#[get("/v1/mails")]
async fn list_mails(door: Door, params: Params<Paged<MailFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadMail, move |conn, asker| {
        let rows = store::list(conn, &asker.reach, &filter, &page)?;
        Reply::page(&Page::of(rows, page.limit, |row| row.id).map(MailOut::from))
    })
    .await
}

/// Sends again a mail that was refused, or that was cut while being sent.
#[utoipa::path(tag = "mails", params(("id" = MailId, Path, description = "Mail.")),
    responses((status = 200, description = "The mail, waiting again.", body = MailOut),
        (status = 409, description = "The mail was sent, or waits already.")))]
#[post("/v1/mails/{id}/resending")]
async fn send_mail_again(door: Door, id: Path<MailId>) -> Answer {
    door.write(Act::ResendMail, move |tx, asker| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("mail")?;
        if let Some(refusal) = check_resendable(current.state) {
            return Err(refusal.into_conflict());
        }
        let mail = store::send_again(tx, current.id, asker.now)?;
        let change = Change {
            act: Act::ResendMail,
            event: Event::MailResent,
            site_id: mail.site_id,
            subject_id: mail.id.0,
            version: mail.version,
            fields: &[],
        };
        journal::record_untold(tx, &asker.author(), &change)?;
        let version = mail.version;
        Ok(Reply::ok(&MailOut::from(mail))?.version(version))
    })
    .await
}
