//! Handlers of the hand-over brief, and their mounting.

use actix_web::get;
use actix_web::web::{Data, Path};

use super::gathering::brief;
use super::printing::{TEMPLATE, printed};
use super::wire::HandoverBriefOut;
use crate::catalogue::programmes::{Catalogue, as_it_stands};
use crate::ids::ContractId;
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::platform::typesetting;
use crate::trust::access::Act;
use crate::trust::door::Door;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_handover_brief).service(print_handover_brief);
}

/// Tells the tutor who takes over what was learnt, what is left and what comes next: nothing of why the former contract ended,
/// nor of what the former company wrote.
#[utoipa::path(tag = "ruptures", params(("id" = ContractId, Path, description = "Contract taken over under.")),
    responses((status = 200, description = "The brief.", body = Peopled<HandoverBriefOut>),
        (status = 409, description = "The contract is not signed, or is over.")))]
#[get("/v1/contracts/{id}/handover-brief")]
async fn read_handover_brief(door: Door, catalogue: Data<Catalogue>, id: Path<ContractId>) -> Answer {
    door.read(Act::ReadHandoverBrief, move |conn, asker| {
        let told = brief(conn, asker, &catalogue, *id)?;
        Reply::ok(&with_people(conn, asker, told)?)
    })
    .await
}

/// Prints the hand-over brief of a contract, in French, as a PDF.
#[utoipa::path(tag = "ruptures", params(("id" = ContractId, Path, description = "Contract taken over under.")),
    responses((status = 200, description = "The brief.", body = typesetting::PdfFile, content_type = "application/pdf"),
        (status = 409, description = "The contract is not signed, or is over.")))]
#[get("/v1/contracts/{id}/handover-brief.pdf")]
async fn print_handover_brief(door: Door, catalogue: Data<Catalogue>, id: Path<ContractId>) -> Answer {
    let id = id.into_inner();
    let document = door
        .read(Act::ReadHandoverBrief, move |conn, asker| {
            let catalogue = as_it_stands(conn, &catalogue, asker.today)?;
            let told = brief(conn, asker, &catalogue, id)?;
            Reply::ok(&printed(&catalogue, &with_people(conn, asker, told)?))
        })
        .await?;
    let pdf = typesetting::typeset(TEMPLATE, document.body.unwrap_or_default()).await?;
    Reply::file("application/pdf", &format!("fiche-de-reprise-{id}.pdf"), pdf)
}
