//! What the bearer of a link does, by JSON or by a form: the same stories as those of people signed in, within the
//! apprentices of the link.

use crate::access::Act;
use crate::door::Asker;
use crate::findings::{Finding, refuse_errors};
use crate::ids::VisitId;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::visits::rules::{ReportFacts, check_report, transition};
use crate::visits::wire::ReportIn;
use crate::visits::{self, Visit, rules};

/// A visit the link is about.
fn visit_of(tx: &mut Tx, asker: &Asker, id: VisitId) -> Result<Visit, Problem> {
    let found = visits::store::find(tx, &asker.reach, id)?;
    let admitted = found.filter(|visit| asker.reach.admits(visit.apprentice_id));
    admitted.ok_or_else(|| Problem::not_found("visit"))
}

/// Makes a planned visit a visit held, with its report.
pub fn report_visit(tx: &mut Tx, asker: &Asker, id: VisitId, wanted: ReportIn) -> Result<Visit, Problem> {
    visit_of(tx, asker, id)?;
    let found = visits::store::find_with_contract(tx, &asker.reach, id)?;
    let (state, days) = found.ok_or_else(|| Problem::not_found("visit"))?;
    transition(state, rules::Act::Hold).map_err(Finding::into_conflict)?;
    let facts = ReportFacts {
        held_on: wanted.held_on,
        persons_present: wanted.present.len(),
        contract_starts_on: days.starts_on,
        contract_ends_on: days.effective_ends_on(),
    };
    refuse_errors(check_report(&facts, asker.today))?;
    let held = visits::store::hold(tx, id, &wanted.written())?;
    let visit = held.ok_or_else(|| Problem::busy("visit.contended"))?;
    let fields = ["held_on", "present", "report", "points_agreed"].map(str::to_owned);
    visits::routes::record(tx, asker, Act::LogVisit, "visit.held", &visit, &fields)?;
    Ok(visit)
}
