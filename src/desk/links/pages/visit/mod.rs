//! Logging what was seen and said at a visit: the day, who was there and a few sentences; the rest when there is time.

mod filled;
mod questions;

use super::sheet::FormSheet;
use super::sheets::{FormContext, apprentice_named};
use crate::catalogue::programmes::file::Programme;
use crate::follow_up::visits::wire::ReportIn;
use crate::follow_up::visits::{self, acts};
use crate::ids::VisitId;
use crate::law::calendar::french_day;
use crate::platform::body::checked;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;

/// The form of a visit still planned.
pub fn sheet(context: FormContext<'_>) -> Result<FormSheet, Problem> {
    let not_found = || Problem::not_found("visit");
    let reach = context.asker.caller.may(Act::ReadVisit)?;
    let visit = visits::store::find(context.conn, &reach, VisitId(context.id))?;
    let visit = visit.ok_or_else(not_found)?;
    if let Err(refusal) = visits::rules::transition(visit.state, visits::rules::VisitAct::Hold) {
        return Err(refusal.into_conflict());
    }
    let name = apprentice_named(context.conn, context.asker, visit.apprentice_id)?;
    let planned = french_day(visit.planned_on);
    let programme = programme_of(&mut *context.conn, context.catalogue, visit.id)?;
    let rows = context.typed.map_or(filled::FIRST_ROWS, filled::rows_drawn);
    Ok(FormSheet {
        title: "Rendre compte d’une visite en entreprise".into(),
        intro: vec![
            format!("{name}, visite prévue le {planned}."),
            "Deux minutes suffisent : ce qui est replié plus bas est facultatif.".into(),
        ],
        read: Vec::new(),
        fields: questions::fields(),
        parts: questions::parts(programme, rows),
        initial: vec![("held_on".into(), context.asker.today.to_string())],
        submit: "Enregistrer le compte rendu",
    })
}

/// The programme a visit belongs to, for its words.
pub fn programme_of<'a>(
    conn: &mut crate::platform::db::Tx,
    catalogue: &'a crate::catalogue::programmes::Catalogue,
    id: VisitId,
) -> Result<Option<&'a Programme>, Problem> {
    let code = visits::store::programme_code(conn, id)?;
    Ok(code.and_then(|code| catalogue.programme(&code)))
}

/// Writes the report.
pub fn carry_out(context: FormContext<'_>) -> Answer {
    let filled = context.typed.map(filled::filled).unwrap_or_default();
    let written = checked::<ReportIn>(&filled.json).and_then(|request| {
        acts::hold(context.conn, context.asker, context.catalogue, VisitId(context.id), request)
    });
    written.map_err(|problem| filled.at_form_fields(problem))?;
    Reply::no_content()
}
