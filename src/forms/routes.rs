//! Handlers, and their mounting.

use actix_web::get;
use actix_web::web::{Data, Path};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{Kept, Trainers};
use super::rules::fill;
use super::store::gather;
use super::wire::{FormOut, Heading, Printable};
use crate::access::Act;
use crate::catalogue::Catalogue;
use crate::contracts;
use crate::door::{Asker, Door};
use crate::ids::ContractId;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
#[cfg(feature = "pdf")]
use crate::platform::typesetting;

/// The template of the summary.
#[cfg(feature = "pdf")]
const CONTRACT_TEMPLATE: &str = include_str!("../../templates/contract.typ");

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_form);
    #[cfg(feature = "pdf")]
    routes.service(print_form);
}

/// Gives the whole official form of a contract, box by box.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    responses((status = 200, description = "The form.", body = FormOut)))]
#[get("/v1/contracts/{id}/form")]
async fn read_form(door: Door, catalogue: Data<Catalogue>, id: Path<ContractId>) -> Answer {
    door.read(Act::ReadContractForm, move |conn, asker| {
        let kept = kept(conn, asker, *id)?;
        let sections = fill(&kept, &trainers(&catalogue, &kept), &asker.law, asker.caller.sees_disability());
        let version = kept.contract.version;
        let form = FormOut::of(kept.contract.id, kept.contract.form_version, sections);
        Ok(Reply::ok(&form)?.version(version))
    })
    .await
}

/// Prints a summary of a contract in French, as a PDF; it does not replace the official form.
#[cfg(feature = "pdf")]
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    responses((status = 200, description = "The summary.", body = typesetting::PdfFile, content_type = "application/pdf")))]
#[get("/v1/contracts/{id}/form.pdf")]
async fn print_form(door: Door, catalogue: Data<Catalogue>, id: Path<ContractId>) -> Answer {
    let id = id.into_inner();
    let told = door
        .read(Act::ReadContractForm, move |conn, asker| {
            let kept = kept(conn, asker, id)?;
            let trainers = trainers(&catalogue, &kept);
            let sections = fill(&kept, &trainers, &asker.law, asker.caller.sees_disability());
            Reply::ok(&Printable::on(asker.today, heading(&kept, &trainers), sections))
        })
        .await?;
    let pdf = typesetting::typeset(CONTRACT_TEMPLATE, told.body.unwrap_or_default()).await?;
    Ok(Reply::file(pdf, "application/pdf", &format!("contrat-{id}.pdf")))
}

fn kept(conn: &mut Tx, asker: &Asker, id: ContractId) -> Result<Kept, Problem> {
    let contract = contracts::store::find(conn, &asker.reach, id)?;
    Ok(gather(conn, contract.ok_or_else(|| Problem::not_found("contract"))?)?)
}

fn trainers<'a>(catalogue: &'a Catalogue, kept: &Kept) -> Trainers<'a> {
    let site = catalogue.site(&kept.parties.site_code);
    Trainers {
        programme: catalogue.programme(&kept.parties.programme_code),
        cfa: site.and_then(|site| catalogue.cfa(&site.cfa)),
        site,
    }
}

fn heading(kept: &Kept, trainers: &Trainers<'_>) -> Heading {
    let apprentice = &kept.parties.apprentice;
    let name = apprentice.usage_name.as_ref().unwrap_or(&apprentice.family_name);
    Heading {
        apprentice: format!("{} {name}", apprentice.given_name),
        employer: kept.parties.employer.name.clone(),
        site: trainers.site.map(|site| site.name.clone()).unwrap_or_default(),
        form_version: kept.contract.form_version.clone(),
        draft: kept.contract.signed_on.is_none(),
    }
}
