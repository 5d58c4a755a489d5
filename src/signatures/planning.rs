//! The visits a training still lacks, planned for a contract.

use crate::access::Act;
use crate::calendar::Place;
use crate::catalogue::Catalogue;
use crate::catalogue::file::PublicHolidays;
use crate::catalogue::store::site_id;
use crate::contracts::{Contract, Training, case};
use crate::door::Asker;
use crate::ids::SiteId;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::visits::rules::{PlanInput, plan};
use crate::visits::{self, Visit};

/// Plans the visits that no visit of the same training holds or plans yet, each with its journal line.
pub fn plan_visits(
    tx: &mut Tx,
    asker: &Asker,
    act: Act,
    catalogue: &Catalogue,
    training: &Training,
    contract: &Contract,
) -> Result<Vec<Visit>, Problem> {
    let programme = case::programme_of(catalogue, training)?;
    let already = visits::store::list_slots(tx, contract)?;
    let planned = plan(&PlanInput {
        cycle_starts_on: training.cycle_starts_on,
        cycle_ends_on: training.cycle_ends_on,
        visits_per_year: programme.visits_per_year,
        contract_starts_on: contract.starts_on,
        contract_ends_on: contract.effective_ends_on(),
        place: place_of(catalogue, contract.site_id),
        already: &already,
    });
    let visits = visits::store::insert(tx, contract, &planned)?;
    for visit in &visits {
        visits::routes::record(tx, asker, act, "visit.planned", visit, &[])?;
    }
    Ok(visits)
}

/// The public holidays that apply at a site.
pub fn place_of(catalogue: &Catalogue, site: SiteId) -> Place {
    let found = catalogue.sites.iter().find(|known| site_id(&known.code) == site);
    match found.map(|site| site.public_holidays) {
        Some(PublicHolidays::AlsaceMoselle | PublicHolidays::AlsaceMoselleGoodFriday) => Place::AlsaceMoselle,
        Some(PublicHolidays::Standard) | None => Place::Standard,
    }
}
