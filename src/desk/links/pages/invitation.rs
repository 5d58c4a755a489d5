//! Answering an invitation to a mock exam: whether one comes, whom one comes to see, and when.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::form::{Choice, Field, FieldKind, choices};
use super::sheet::FormSheet;
use super::sheets::FormContext;
use super::typed::Typed;
use crate::ids::MockExamInvitationId;
use crate::law::calendar::french_day;
use crate::learning::mock_exams;
use crate::learning::mock_exams::model::{HalfDay, InvitationAnswer, MockExam, MockExamInvitation};
use crate::learning::mock_exams::rules::{Offer, refuse_late};
use crate::learning::mock_exams::wire::InvitationAnswerIn;
use crate::platform::body::checked;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::hours::ParisHour;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;

/// The field that says when: a slot by its number, or a day and its half.
const WHEN: &str = "when";
/// Parts a day from its half in that field.
const HALF: char = '_';

/// What the form of an invitation rests on.
struct Asked {
    invitation: MockExamInvitation,
    exam: MockExam,
    about: Vec<mock_exams::model::InvitedAbout>,
    offer: Offer,
}

impl Asked {
    fn of(context: FormContext<'_>) -> Result<Self, Problem> {
        let FormContext { conn, asker, id, .. } = context;
        let reach = asker.caller.may(Act::ReadMockExamInvitation)?;
        let found = mock_exams::store::find_invitation(conn, &reach, MockExamInvitationId(id))?;
        let invitation = found.or_not_found("mock_exam_invitation")?;
        let exams = asker.caller.may(Act::ReadMockExam)?;
        let exam = mock_exams::store::find_exam(conn, &exams, invitation.mock_exam_id)?;
        let exam = exam.or_not_found("mock_exam_invitation")?;
        let about = mock_exams::store::invited_about(conn, &reach, &invitation)?;
        let everybody = about.iter().map(|one| one.apprentice_id).collect();
        let offer = mock_exams::acts::offered(conn, &exam, &about, &everybody)?;
        Ok(Self { invitation, exam, about, offer })
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.about.iter().map(|one| one.name.as_str()).collect();
        match names.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} et {last}", others.join(", ")),
            _ => names.concat(),
        }
    }

    /// What is asked: whether they come, whom they come to see when there are several, when, and what they add.
    fn fields(&self) -> Vec<Field> {
        let answers =
            [("accepted", "Je viendrai"), ("maybe", "Peut-être"), ("declined", "Je ne viendrai pas")];
        let mut fields = vec![Field {
            options: choices(&answers),
            ..Field::required("answer", "Votre réponse", FieldKind::Radios)
        }];
        if self.about.len() > 1 {
            let each = self
                .about
                .iter()
                .map(|one| -> Choice { (one.apprentice_id.to_string().into(), one.name.clone().into()) });
            let options = each.collect();
            let whom = Field::optional("apprentices", "Qui venez-vous voir ?", FieldKind::Boxes);
            fields.push(Field { options, ..whom });
        }
        let options = self.moments();
        if !options.is_empty() {
            let hint = Some("Une heure de passage, ou une demi-journée.".to_owned());
            fields.push(Field { options, hint, ..Field::optional(WHEN, "Quand ?", FieldKind::Radios) });
        }
        let comment = Field::optional("comment", "Un mot pour le centre", FieldKind::Area);
        fields.push(Field { longest: 500, ..comment });
        fields
    }

    /// The hours of their apprentices, then the halves of the days.
    fn moments(&self) -> Vec<Choice> {
        let several = self.about.len() > 1;
        let slots = self.offer.slots.iter().map(|slot| -> Choice {
            let (day, hour) = (french_day(slot.when().0), ParisHour::of(slot.starts_at));
            let who = if several { format!(" de {}", slot.name) } else { String::new() };
            (slot.id.to_string().into(), format!("{day} à {hour} : épreuve {}{who}", slot.unit_code).into())
        });
        let halves = self.offer.half_days.iter().map(|(day, half)| -> Choice {
            let words = format!("{}, {}", french_day(*day), half_in_words(*half));
            (format!("{day}{HALF}{}", half.as_str()).into(), words.into())
        });
        slots.chain(halves).collect()
    }

    /// The answer given before; everybody is seen until something else is said.
    fn initial(&self) -> Vec<(Cow<'static, str>, String)> {
        let answer = self.invitation.answer;
        let answered = answer != InvitationAnswer::Pending;
        let seen = self.about.iter().filter(|one| !answered || one.answer != InvitationAnswer::Declined);
        let mut initial: Vec<(Cow<'static, str>, String)> =
            seen.map(|one| ("apprentices".into(), one.apprentice_id.to_string())).collect();
        if answered {
            initial.push(("answer".into(), answer.as_str().to_owned()));
        }
        let choice = &self.invitation.choice;
        let half = choice.comes_on.zip(choice.half_day);
        let half = half.map(|(day, half)| format!("{day}{HALF}{}", half.as_str()));
        let slot = choice.sitting_slot_id.map(|id| id.to_string());
        initial.extend(slot.or(half).map(|when| (WHEN.into(), when)));
        initial.extend(choice.comment.clone().map(|comment| ("comment".into(), comment)));
        initial
    }
}

/// The form of an invitation.
pub fn sheet(context: FormContext<'_>) -> Result<FormSheet, Problem> {
    let today = context.asker.today;
    let asked = Asked::of(context)?;
    refuse_late(&asked.exam, today)?;
    let (days, names) = (asked.exam.days_in_words().fr, asked.names());
    let mut intro = vec![format!("Le centre vous invite à l’examen blanc de {names}, {days}.")];
    intro.push(earlier_answer(&asked.invitation).to_owned());
    let until = asked.exam.answers_until();
    intro.extend(
        until.map(|until| format!("Vous pouvez répondre et changer d’avis jusqu’au {}.", french_day(until))),
    );
    Ok(FormSheet {
        title: "Répondre à une invitation".into(),
        intro,
        read: Vec::new(),
        fields: asked.fields(),
        parts: Vec::new(),
        initial: asked.initial(),
        submit: "Envoyer la réponse",
    })
}

const fn half_in_words(half: HalfDay) -> &'static str {
    match half {
        HalfDay::Morning => "le matin",
        HalfDay::Afternoon => "l’après-midi",
    }
}

fn earlier_answer(invitation: &MockExamInvitation) -> &'static str {
    match invitation.answer {
        InvitationAnswer::Pending => "Vous n’avez pas encore répondu.",
        InvitationAnswer::Accepted => "Vous avez répondu que vous viendrez.",
        InvitationAnswer::Maybe => "Vous avez répondu que vous viendrez peut-être.",
        InvitationAnswer::Declined => "Vous avez répondu que vous ne viendrez pas.",
    }
}

/// Writes the answer.
pub fn carry_out(context: FormContext<'_>) -> Answer {
    let FormContext { conn, asker, id, typed, .. } = context;
    let request = checked::<InvitationAnswerIn>(&typed.map(sent).unwrap_or_default())?;
    mock_exams::acts::answer(conn, asker, MockExamInvitationId(id), &request)?;
    Reply::no_content()
}

/// The answer as the API takes it; whoever does not come chooses nothing, whatever was ticked.
fn sent(typed: &Typed) -> Value {
    let mut made = json!({});
    let mut put = |name: &str, value: Value| {
        if let Some(made) = made.as_object_mut() {
            made.insert(name.to_owned(), value);
        }
    };
    if let Some(answer) = typed.answer("answer") {
        put("answer", answer.into());
    }
    let seen: Vec<&str> = typed.all("apprentices").collect();
    let comes = typed.answer("answer") != Some("declined");
    if !seen.is_empty() {
        put("apprentices", seen.into());
    }
    match typed.answer(WHEN).filter(|_| comes).map(|when| (when, when.split_once(HALF))) {
        Some((_, Some((day, half)))) => {
            put("comes_on", day.into());
            put("half_day", half.into());
        }
        Some((slot, None)) => put("sitting_slot_id", slot.into()),
        None => {}
    }
    if let Some(comment) = typed.answer("comment") {
        put("comment", comment.into());
    }
    made
}
