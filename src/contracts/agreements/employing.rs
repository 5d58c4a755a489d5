//! A contract drafted with its company and its tutor, when they are new.

use super::acts::draft;
use super::case::training_named;
use super::model::Contract;
use super::rules::people::check_named_once;
use super::wire::{ContractDraftIn, ContractIn};
use crate::catalogue::programmes::Catalogue;
use crate::ids::SiteId;
use crate::law::findings::{Finding, refuse_errors};
use crate::people::employers::acts::{employer_unknown, hire, register, tutor_faults};
use crate::people::employers::{self, Employer, Tutor};
use crate::platform::db::Tx;
use crate::platform::error::{PartFaults, Problem};
use crate::trust::access::Act;
use crate::trust::door::Asker;

/// Drafts a contract, once the company and the tutor sent along are created: all of it or nothing, every fault at its place.
pub fn draft_with_company(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    request: &ContractDraftIn,
) -> Result<(Contract, ContractIn, Vec<Finding>), Problem> {
    let (record, along) = (&request.record, &request.along);
    let employer = (record.employer.is_some(), along.employer.is_some());
    let tutor = (record.terms().tutor_id.is_some(), along.tutor.is_some());
    refuse_errors(check_named_once(employer, tutor))?;
    if let (Some(known), None, None) = (record.employer, &along.employer, &along.tutor) {
        let terms = record.of(known, None);
        let (contract, warnings) = draft(tx, asker, catalogue, &terms)?;
        return Ok((contract, terms, warnings));
    }
    let training = training_named(tx, &asker.reach, record.terms().enrolment_id)?;
    let mut faults = PartFaults::default();
    let employer = company(tx, asker, request, training.site_id, &mut faults)?;
    let tutor = tutor_of(tx, asker, request, employer.as_ref(), &mut faults)?;
    faults.refuse()?;
    let employer = employer.ok_or_else(|| Problem::internal("a company was neither created nor refused"))?;
    let terms = record.of(employer.id, tutor.map(|tutor| tutor.id));
    let (contract, warnings) = draft(tx, asker, catalogue, &terms)?;
    Ok((contract, terms, warnings))
}

/// The company named, or the one created; none once its faults are kept.
fn company(
    tx: &mut Tx,
    asker: &Asker,
    request: &ContractDraftIn,
    site: SiteId,
    faults: &mut PartFaults,
) -> Result<Option<Employer>, Problem> {
    if let Some(sent) = &request.along.employer {
        let mut sent = sent.clone();
        sent.record.site_id = sent.record.site_id.or(Some(site));
        let creating = asker.acting(Act::CreateEmployer)?;
        let created = faults.keep("/employer", register(tx, &creating, &sent))?;
        return Ok(created.map(|(employer, _)| employer));
    }
    let Some(id) = request.record.employer else { return Ok(None) };
    let found = employers::store::find_employer(tx, &asker.reach, id)?;
    let known = found.filter(|employer| employer.site_id == site);
    faults.keep("", known.ok_or_else(employer_unknown))
}

/// The tutor created, when one was sent along; none once their faults are kept.
fn tutor_of(
    tx: &mut Tx,
    asker: &Asker,
    request: &ContractDraftIn,
    employer: Option<&Employer>,
    faults: &mut PartFaults,
) -> Result<Option<Tutor>, Problem> {
    let Some(sent) = &request.along.tutor else { return Ok(None) };
    let hiring = asker.acting(Act::CreateTutor)?;
    match employer {
        Some(employer) => faults.keep("/tutor", hire(tx, &hiring, employer, sent)),
        // no company to hire them yet: what can be judged alone is told with the rest
        None => {
            let alone = sent.of(crate::ids::EmployerId::new());
            faults.keep("/tutor", refuse_errors(tutor_faults(asker, &alone)))?;
            Ok(None)
        }
    }
}
