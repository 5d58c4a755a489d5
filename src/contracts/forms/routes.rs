//! Handlers, and their mounting.

use actix_web::get;
use actix_web::web::{Data, Path};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{Kept, Trainers};
use super::rules::fill;
use super::store::gather;
use super::wire::FormOut;
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements;
use crate::ids::ContractId;
use crate::people::apprentices::disability;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_form).service(super::amending::read_amendment_form);
    #[cfg(feature = "pdf")]
    routes.service(super::printing::print_form).service(super::printing::print_amendment_form);
}

/// Gives the whole official form of a contract, box by box.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    responses((status = 200, description = "The form.", body = FormOut)))]
#[get("/v1/contracts/{id}/form")]
async fn read_form(door: Door, catalogue: Data<Catalogue>, id: Path<ContractId>) -> Answer {
    door.read(Act::ReadContractForm, move |conn, asker| {
        let kept = kept(conn, asker, *id)?;
        let disabled_worker = disability::shown(conn, asker, &kept.parties.apprentice)?;
        let sections = fill(&kept, &trainers(&catalogue, &kept), &asker.law, disabled_worker);
        let version = kept.contract.version;
        let form = FormOut::of(kept.contract.id, kept.contract.form_version, sections);
        Ok(Reply::ok(&form)?.version(version))
    })
    .await
}

/// What the form shows of a contract within reach.
pub fn kept(conn: &mut Tx, asker: &Asker, id: ContractId) -> Result<Kept, Problem> {
    let contract = agreements::store::find(conn, &asker.reach, id)?;
    Ok(gather(conn, contract.ok_or_else(|| Problem::not_found("contract"))?)?)
}

/// Who trains, as the catalogue says.
pub fn trainers<'a>(catalogue: &'a Catalogue, kept: &Kept) -> Trainers<'a> {
    let site = catalogue.site(&kept.parties.site_code);
    Trainers {
        programme: catalogue.programme(&kept.parties.programme_code),
        cfa: site.and_then(|site| catalogue.cfa(&site.cfa)),
        site,
    }
}
