//! What the bearer of a link does at a visit, by JSON or by a form: the same stories as those of people signed in,
//! within the apprentices of the link.

use crate::catalogue::Catalogue;
use crate::door::Asker;
use crate::ids::VisitId;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::visits::holding::{self, By};
use crate::visits::wire::{AcknowledgementIn, ReportIn};
use crate::visits::{self, Visit};

/// Refuses a visit the link is not about, as if it were not there.
fn refuse_unless_theirs(tx: &mut Tx, asker: &Asker, id: VisitId) -> Result<(), Problem> {
    let found = visits::store::find(tx, &asker.reach, id)?;
    let admitted = found.filter(|visit| asker.reach.admits(visit.apprentice_id));
    admitted.map(drop).ok_or_else(|| Problem::not_found("visit"))
}

/// Makes a planned visit a visit held, with its report.
pub fn report_visit(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: VisitId,
    wanted: ReportIn,
) -> Result<Visit, Problem> {
    refuse_unless_theirs(tx, asker, id)?;
    holding::hold(tx, &By::of(asker), catalogue, id, wanted)
}

/// Acknowledges, for the tutor, the version of the report that was read.
pub fn acknowledge_report(
    tx: &mut Tx,
    asker: &Asker,
    id: VisitId,
    wanted: AcknowledgementIn,
) -> Result<Visit, Problem> {
    refuse_unless_theirs(tx, asker, id)?;
    holding::acknowledge(tx, &By::of(asker), id, wanted)
}
