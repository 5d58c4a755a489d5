//! Saying that something is done: what was promised at a visit, what a call left to do.

use super::form::{Field, Kind};
use super::sheet::Sheet;
use super::sheets::{Asked, apprentice_named};
use crate::follow_up::phone_contacts::wire::FollowUpIn;
use crate::follow_up::phone_contacts::{self, logging};
use crate::follow_up::visits::wire::CommitmentCompletionIn;
use crate::follow_up::visits::{self, holding};
use crate::ids::{ApprenticeId, PhoneContactId, VisitCommitmentId};
use crate::law::calendar::french_day;
use crate::platform::body::checked;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::{Answer, Reply};

/// The form of what was promised at a visit.
pub fn commitment(asked: Asked<'_>) -> Result<Sheet, Problem> {
    let found = visits::store::lock_commitment(asked.conn, &asked.asker.reach, VisitCommitmentId(asked.id))?;
    let (promised, visit) = found.or_not_found("visit_commitment")?;
    let what = format!("Promis pour le {} : {}", french_day(promised.due_on), promised.what);
    sheet(asked, visit.apprentice_id, what, vec![day_done("done_on")])
}

/// The form of what a call left to do.
pub fn follow_up(asked: Asked<'_>) -> Result<Sheet, Problem> {
    let found = phone_contacts::store::find(asked.conn, &asked.asker.reach, PhoneContactId(asked.id))?;
    let call = found.or_not_found("phone_contact")?;
    let what = format!("À faire après un appel : {}", call.next_action.unwrap_or_default());
    sheet(asked, call.apprentice_id, what, follow_up_fields())
}

fn sheet(
    asked: Asked<'_>,
    apprentice: ApprenticeId,
    what: String,
    fields: Vec<Field>,
) -> Result<Sheet, Problem> {
    let name = apprentice_named(asked.conn, asked.asker, apprentice)?;
    let initial = fields.iter().filter(|field| field.kind == Kind::Date);
    let today = asked.asker.today.to_string();
    Ok(Sheet {
        title: "Dire que c’est fait".into(),
        intro: vec![format!("Au sujet de {name}."), what],
        read: Vec::new(),
        initial: initial.map(|field| (field.name.clone(), today.clone())).collect(),
        fields,
        parts: Vec::new(),
        submit: "C’est fait",
    })
}

fn day_done(name: &'static str) -> Field {
    Field { hint: Some("Par exemple 24/11/2025.".into()), ..Field::required(name, "Fait le", Kind::Date) }
}

fn follow_up_fields() -> Vec<Field> {
    let note = Field { longest: 1000, ..Field::optional("note", "Ce qui a été fait", Kind::Area) };
    vec![day_done("cleared_on"), note]
}

/// Writes that what was promised is done.
pub fn complete_commitment(asked: Asked<'_>) -> Answer {
    let wanted = checked::<CommitmentCompletionIn>(&asked.answered(&[day_done("done_on")]))?;
    holding::complete(asked.conn, asked.asker, VisitCommitmentId(asked.id), wanted)?;
    Reply::no_content()
}

/// Writes that what the call left to do is done.
pub fn clear_follow_up(asked: Asked<'_>) -> Answer {
    let wanted = checked::<FollowUpIn>(&asked.answered(&follow_up_fields()))?;
    logging::follow_up(asked.conn, asked.asker, PhoneContactId(asked.id), &wanted)?;
    Reply::no_content()
}
