//! The form of an amendment: the contract as it holds from its day, and the boxes that it changes.

use actix_web::get;
use actix_web::web::{Data, Path};

use super::model::{Amended, ChangedBox, FormRecord, Section};
use super::rights::{changes_within, within};
use super::rules::{changed, fill};
use super::store::{self, trainers};
use super::wire::{AmendmentFormOut, FormOut};
use crate::catalogue::programmes::{Catalogue, as_it_stands};
use crate::contracts::agreements::{Agreement, Contract};
use crate::contracts::amendments;
use crate::contracts::filings;
use crate::ids::AmendmentId;
use crate::people::apprentices::disability;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// A contract with an amendment, box by box, and what the amendment changes.
pub struct AmendedForm {
    pub record: FormRecord,
    pub sections: Vec<Section>,
    pub changes: Vec<ChangedBox>,
}

/// Gives the whole official form of an amendment, box by box, with the boxes that it changes.
#[utoipa::path(tag = "amendments", params(("id" = AmendmentId, Path, description = "Amendment.")),
    responses((status = 200, description = "The form.", body = AmendmentFormOut,
        headers(("ETag" = String, description = "Version of the amendment.")))))]
#[get("/v1/amendments/{id}/form")]
pub async fn read_amendment_form(door: Door, catalogue: Data<Catalogue>, id: Path<AmendmentId>) -> Answer {
    door.read(Act::ReadContractForm, move |conn, asker| {
        let catalogue = as_it_stands(conn, &catalogue, asker.today)?;
        let (form, amended) = amended(conn, asker, &catalogue, *id)?;
        let (contract, version) = (form.record.contract, amended.amendment.version);
        let out = FormOut::of(contract.id, contract.form_version, within(&asker.caller, form.sections));
        Ok(Reply::ok(&AmendmentFormOut::of(amended, form.changes, out))?.version(version))
    })
    .await
}

/// The form of an amendment within reach, on the version of the day it is signed.
pub fn amended(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: AmendmentId,
) -> Result<(AmendedForm, Amended), Problem> {
    let found = amendments::store::find(conn, &asker.reach, id)?;
    let (amendment, contract) = found.or_not_found("amendment")?;
    let (before, after) = amendments::acts::around(conn, &contract, &amendment)?;
    let filing = filings::store::of_amendments(conn, &[amendment.id])?.pop();
    let amended = Amended { amendment, contract_number: contract.deca_number.clone(), filing };
    let signed_on = amended.amendment.signed_on.unwrap_or(asker.today);
    let form_version = asker.law.forms.on(signed_on).to_owned();
    let contract = Contract { form_version, ..contract };
    let (before, record) =
        (record_of(conn, &contract, before, &amended)?, record_of(conn, &contract, after, &amended)?);
    let known = disability::shown(conn, asker, &record.parties.apprentice)?;
    let filled = |record: &FormRecord| fill(record, &trainers(catalogue, record), &asker.law, known);
    let sections = filled(&record);
    let changes = changes_within(&asker.caller, changed(&filled(&before), &sections));
    Ok((AmendedForm { record, sections, changes }, amended))
}

/// A contract as agreed at a time, under the heading of an amendment.
fn record_of(
    conn: &mut Tx,
    contract: &Contract,
    agreed: Agreement,
    amended: &Amended,
) -> Result<FormRecord, Problem> {
    let mut record = store::as_agreed(conn, contract, agreed)?;
    record.previous_number.clone_from(&amended.contract_number);
    record.amended = Some(amended.clone());
    Ok(record)
}
