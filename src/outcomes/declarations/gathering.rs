//! The learners that declarations read, programme by programme; those whose file was forgotten among them.

use std::collections::HashMap;

use super::model::DeclaredProgramme;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::Programme;
use crate::catalogue::programmes::store::site_id;
use crate::ids::{ContractId, SiteId};
use crate::outcomes::indicators::gathering::{IndicatorScope, gather_whole};
use crate::outcomes::indicators::past;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;

/// Every programme of a site with its learners, as known today.
pub fn programmes(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    site: SiteId,
) -> Result<Vec<DeclaredProgramme>, Problem> {
    let taught = catalogue.programmes.iter().filter(|one| one.sites().any(|code| site_id(code) == site));
    taught.map(|programme| of_programme(conn, asker, catalogue, (site, programme))).collect()
}

fn of_programme(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    (site, programme): (SiteId, &Programme),
) -> Result<DeclaredProgramme, Problem> {
    let scope = IndicatorScope {
        site: Some(site),
        programme: Some(programme.code.clone()),
        ..IndicatorScope::default()
    };
    let learners = gather_whole(conn, &asker.reach, catalogue, &scope, asker.today)?;
    let contracts: Vec<ContractId> =
        learners.iter().flat_map(|learner| &learner.contracts).map(|contract| contract.id).collect();
    let mut hours = past::training_hours(conn, contracts)?;
    hours.extend(past_hours(conn, asker, &scope)?);
    Ok(DeclaredProgramme {
        code: programme.code.clone(),
        title: programme.title.clone(),
        level: programme.rncp.level,
        learners,
        hours,
    })
}

fn past_hours(
    conn: &mut Tx,
    asker: &Asker,
    scope: &IndicatorScope,
) -> Result<HashMap<ContractId, i32>, Problem> {
    let past = past::list(conn, &asker.reach, scope)?;
    let contracts = past.iter().flat_map(|one| &one.facts.0.contracts);
    Ok(contracts.filter_map(|contract| Some((contract.id, contract.training_hours?))).collect())
}
