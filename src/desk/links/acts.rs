//! What the bearer of a link does at a visit, by JSON or by a form: the same stories as those of people signed in,
//! within the apprentices of the link.

use crate::catalogue::programmes::Catalogue;
use crate::follow_up::visits::wire::{AcknowledgementIn, ReportIn};
use crate::follow_up::visits::{Visit, acts};
use crate::ids::VisitId;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;

/// Makes a planned visit a visit held, with its report.
pub fn report_visit(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: VisitId,
    request: ReportIn,
) -> Result<Visit, Problem> {
    acts::hold(tx, asker, catalogue, id, request)
}

/// Acknowledges, for the tutor, the version of the report that was read.
pub fn acknowledge_report(
    tx: &mut Tx,
    asker: &Asker,
    id: VisitId,
    request: AcknowledgementIn,
) -> Result<Visit, Problem> {
    acts::acknowledge(tx, asker, id, request)
}
