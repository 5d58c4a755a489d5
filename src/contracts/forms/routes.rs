//! Handlers, and their mounting.

use actix_web::get;
use actix_web::web::{Data, Path};

use super::rights::within;
use super::rules::fill;
use super::store::{self, trainers};
use super::wire::FormOut;
use crate::catalogue::programmes::{Catalogue, as_it_stands};
use crate::ids::ContractId;
use crate::people::apprentices::disability;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_form).service(super::amending::read_amendment_form);
    #[cfg(feature = "pdf")]
    routes.service(super::printing::print_form).service(super::printing::print_amendment_form);
}

/// Gives the official form of a contract, box by box: whole, but for what it tells of records whoever asks may not read.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    responses((status = 200, description = "The form.", body = FormOut,
        headers(("ETag" = String, description = "Version of the contract.")))))]
#[get("/v1/contracts/{id}/form")]
async fn read_form(door: Door, catalogue: Data<Catalogue>, id: Path<ContractId>) -> Answer {
    door.read(Act::ReadContractForm, move |conn, asker| {
        let catalogue = as_it_stands(conn, &catalogue, asker.today)?;
        let record = store::load(conn, asker, *id)?;
        let known = disability::shown(conn, asker, &record.parties.apprentice)?;
        let sections = fill(&record, &trainers(&catalogue, &record), &asker.law, known);
        let version = record.contract.version;
        let form =
            FormOut::of(record.contract.id, record.contract.form_version, within(&asker.caller, sections));
        Ok(Reply::ok(&form)?.version(version))
    })
    .await
}
