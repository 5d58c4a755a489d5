//! Handlers, and their mounting.

use actix_web::web::Path;
use actix_web::{get, post};
use diesel::QueryResult;

use super::model::{Mail, MailOut};
use super::rules::check_resendable;
use super::store::{self, MailFilter};
use crate::ids::MailId;
use crate::platform::db::Tx;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door, Step, TransitionsOut, step};
use crate::trust::journal::{self, Change, Event};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_mails).service(send_mail_again).service(list_mail_transitions);
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
        let page = Page::of(rows, page.limit, |row| row.id)
            .counted(&page, || store::count(conn, &asker.reach, &filter))?;
        Reply::page(&page.map(MailOut::from))
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
        record_resending(tx, asker, &mail)?;
        let version = mail.version;
        Ok(Reply::ok(&MailOut::from(mail))?.version(version))
    })
    .await
}

/// Every act on a mail.
pub const STEPS: &[Step] =
    &[step("resend", ("Renvoyer", "Send again"), Act::ResendMail, ("POST", "/v1/mails/{id}/resending"))];

/// Says what who asks may do with a mail now, and why not the rest.
#[utoipa::path(tag = "mails", params(("id" = MailId, Path, description = "Mail.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/mails/{id}/transitions")]
async fn list_mail_transitions(door: Door, id: Path<MailId>) -> Answer {
    door.read(Act::ReadMail, move |conn, asker| {
        let mail = store::find(conn, &asker.reach, *id)?.or_not_found("mail")?;
        let names = [("id", mail.id.to_string())];
        asker.transitions(STEPS, &names, |_| Ok(check_resendable(mail.state).into_iter().collect()))
    })
    .await
}

fn record_resending(tx: &mut Tx, asker: &Asker, mail: &Mail) -> QueryResult<()> {
    let (subject_id, version) = (mail.id.0, mail.version);
    match mail.site_id {
        Some(site_id) => {
            let (act, event) = (Act::ResendMail, Event::MailResent);
            let change = Change { act, event, site_id, subject_id, version, fields: &[] };
            journal::record_untold(tx, &asker.author(), &change)
        }
        None => journal::record_private(tx, &asker.author(), Event::MailResent, subject_id),
    }
}
