//! What a tutor thinks: two questions before a visit, one page a year.

use super::form::{Choice, Field, FieldKind};
use super::sheet::FormSheet;
use super::sheets::{FormContext, apprentice_named};
use crate::follow_up::visits;
use crate::ids::{ApprenticeId, VisitId};
use crate::law::figures::{SatisfactionForm, SatisfactionPlan, SatisfactionVoice};
use crate::outcomes::satisfaction::acts;
use crate::outcomes::satisfaction::wire::{SatisfactionIn, SatisfactionScoreIn};
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;

/// The page before a visit, or of the year.
pub fn sheet(context: FormContext<'_>, form: SatisfactionForm) -> Result<FormSheet, Problem> {
    let fields = fields(&context.asker.law.quality.on(context.asker.today).satisfaction, form);
    let apprentice = match form {
        SatisfactionForm::Year => ApprenticeId(context.id),
        SatisfactionForm::Visit => {
            let reach = context.asker.caller.may(Act::ReadVisit)?;
            let visit = visits::store::find(context.conn, &reach, VisitId(context.id))?;
            visit.or_not_found("visit")?.apprentice_id
        }
    };
    let name = apprentice_named(context.conn, context.asker, apprentice)?;
    let (title, about) = match form {
        SatisfactionForm::Visit => ("Votre avis avant la visite", "Deux questions avant la visite"),
        SatisfactionForm::Year => ("Votre avis sur l’année", "Quelques questions, une fois par an,"),
    };
    Ok(FormSheet {
        title: title.into(),
        intro: vec![
            format!("{about} au sujet de {name}."),
            "Personne ne lit votre réponse seule : le centre ne voit que des moyennes de cinq réponses au moins, et vos mots \
             sans votre nom."
                .into(),
        ],
        read: Vec::new(),
        fields,
        parts: Vec::new(),
        initial: Vec::new(),
        submit: "Envoyer mon avis",
    })
}

fn fields(plan: &SatisfactionPlan, form: SatisfactionForm) -> Vec<Field> {
    let levels: Vec<Choice> = plan
        .levels
        .iter()
        .enumerate()
        .map(|(place, level)| ((place + 1).to_string().into(), level.fr.clone().into()))
        .collect();
    let asked = plan.asked(form, SatisfactionVoice::Tutor).map(|one| Field {
        options: levels.clone(),
        ..Field::required(one.code.clone(), one.fr.clone(), FieldKind::Radios)
    });
    let words = Field { longest: 1000, ..Field::optional("comment", "Un mot à ajouter", FieldKind::Area) };
    asked.chain([words]).collect()
}

/// Gives the opinion.
pub fn carry_out(context: FormContext<'_>, form: SatisfactionForm) -> Answer {
    let fields = fields(&context.asker.law.quality.on(context.asker.today).satisfaction, form);
    let answered = context.answered(&fields);
    let text = |name: &str| answered.get(name).and_then(|value| value.as_str());
    let scores = fields.iter().filter(|field| field.kind == FieldKind::Radios).filter_map(|field| {
        let score = text(&field.name)?.parse().ok()?;
        Some(SatisfactionScoreIn { question: field.name.clone().into_owned(), score })
    });
    let request = SatisfactionIn { scores: scores.collect(), comment: text("comment").map(str::to_owned) };
    match form {
        SatisfactionForm::Visit => {
            acts::say_before_visit(context.conn, context.asker, VisitId(context.id), request)?;
        }
        SatisfactionForm::Year => {
            acts::say_of_year(context.conn, context.asker, ApprenticeId(context.id), request)?;
        }
    }
    Reply::no_content()
}
