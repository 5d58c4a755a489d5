//! Saying that something is done: what was promised at a visit, what a call left to do.

use super::form::{Field, FieldKind};
use super::sheet::FormSheet;
use super::sheets::{FormContext, apprentice_named};
use crate::follow_up::phone_contacts::wire::FollowUpIn;
use crate::follow_up::phone_contacts::{self, acts as phone_contact_acts};
use crate::follow_up::visits::wire::CommitmentCompletionIn;
use crate::follow_up::visits::{self, acts as visit_acts};
use crate::ids::{ApprenticeId, PhoneContactId, VisitCommitmentId};
use crate::law::calendar::french_day;
use crate::platform::body::checked;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::{Answer, Reply};

/// The form of what was promised at a visit.
pub fn commitment(context: FormContext<'_>) -> Result<FormSheet, Problem> {
    let found =
        visits::store::lock_commitment(context.conn, &context.asker.reach, VisitCommitmentId(context.id))?;
    let (promised, visit) = found.or_not_found("visit_commitment")?;
    let what = format!("Promis pour le {} : {}", french_day(promised.facts.due_on), promised.facts.what);
    sheet(context, visit.apprentice_id, what, vec![day_done("done_on")])
}

/// The form of what a call left to do.
pub fn follow_up(context: FormContext<'_>) -> Result<FormSheet, Problem> {
    let found = phone_contacts::store::find(context.conn, &context.asker.reach, PhoneContactId(context.id))?;
    let call = found.or_not_found("phone_contact")?;
    let what = format!("À faire après un appel : {}", call.facts.next_action.unwrap_or_default());
    sheet(context, call.apprentice_id, what, follow_up_fields())
}

fn sheet(
    context: FormContext<'_>,
    apprentice: ApprenticeId,
    what: String,
    fields: Vec<Field>,
) -> Result<FormSheet, Problem> {
    let name = apprentice_named(context.conn, context.asker, apprentice)?;
    let initial = fields.iter().filter(|field| field.kind == FieldKind::Date);
    let today = context.asker.today.to_string();
    Ok(FormSheet {
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
    Field {
        hint: Some("Par exemple 24/11/2025.".into()),
        ..Field::required(name, "Fait le", FieldKind::Date)
    }
}

fn follow_up_fields() -> Vec<Field> {
    let note = Field { longest: 1000, ..Field::optional("note", "Ce qui a été fait", FieldKind::Area) };
    vec![day_done("cleared_on"), note]
}

/// Writes that what was promised is done.
pub fn complete_commitment(context: FormContext<'_>) -> Answer {
    let request = checked::<CommitmentCompletionIn>(&context.answered(&[day_done("done_on")]))?;
    visit_acts::complete(context.conn, context.asker, VisitCommitmentId(context.id), request)?;
    Reply::no_content()
}

/// Writes that what the call left to do is done.
pub fn clear_follow_up(context: FormContext<'_>) -> Answer {
    let request = checked::<FollowUpIn>(&context.answered(&follow_up_fields()))?;
    phone_contact_acts::follow_up(context.conn, context.asker, PhoneContactId(context.id), &request)?;
    Reply::no_content()
}
