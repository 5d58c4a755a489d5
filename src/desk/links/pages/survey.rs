//! The page of a leaver: three questions on what they do now, one of them to be answered.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use chrono::NaiveDate;

use super::form::{Field, FieldKind};
use super::sheet::FormSheet;
use super::typed::Typed;
use super::words::offered;
use crate::law::calendar::french_day;
use crate::outcomes::surveys::model::{OutcomeAnswer, OutcomeFacts, Situation, SurveyRow};
use crate::platform::body::checked;
use crate::platform::error::Problem;

/// What a leaver answers, as the form makes it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LeaverAnswer {
    /// What they do.
    situation: Situation,
    /// Employer, or school.
    #[schema(format = "name", min_length = 1, max_length = 200)]
    organisation: Option<String>,
    /// Town of it.
    #[schema(format = "name", min_length = 1, max_length = 100)]
    town: Option<String>,
    /// Since when.
    since_on: Option<NaiveDate>,
}

/// The form, as first drawn or with the earlier answer.
pub fn survey_sheet(row: &SurveyRow, given_name: &str, earlier: Option<&OutcomeAnswer>) -> FormSheet {
    let (ended, until) = (french_day(row.survey.ended_on), french_day(row.survey.closes_on));
    let before = match earlier {
        Some(answer) => {
            let said = french_day(answer.answered_on);
            format!("Vous avez répondu le {said} ; vous pouvez changer votre réponse jusqu’au {until}.")
        }
        None => format!("Vous pouvez répondre, puis changer votre réponse, jusqu’au {until}."),
    };
    FormSheet {
        title: "Que faites-vous aujourd’hui ?".into(),
        intro: vec![
            format!("Bonjour {given_name}. Votre formation s’est terminée le {ended}."),
            "Vos réponses servent à savoir ce que la formation apporte ; le centre ne publie que des nombres.".into(),
            before,
        ],
        read: Vec::new(),
        fields: fields(),
        parts: Vec::new(),
        initial: earlier.map(initial).unwrap_or_default(),
        submit: "Envoyer ma réponse",
    }
}

/// What was typed, as the room takes it.
pub fn survey_facts(typed: &Typed) -> Result<OutcomeFacts, Problem> {
    let LeaverAnswer { situation, organisation, town, since_on } =
        checked::<LeaverAnswer>(&typed.json(&fields()))?;
    Ok(OutcomeFacts { situation, organisation, town, since_on })
}

fn fields() -> Vec<Field> {
    vec![
        Field {
            options: offered(Situation::ALL, Situation::as_str, situation),
            ..Field::required("situation", "Votre situation", FieldKind::Radios)
        },
        Field::optional("organisation", "Votre entreprise ou votre école", FieldKind::Line),
        Field { longest: 100, ..Field::optional("town", "Sa ville", FieldKind::Line) },
        Field::optional("since_on", "Depuis quand", FieldKind::Date),
    ]
}

fn initial(answer: &OutcomeAnswer) -> Vec<(std::borrow::Cow<'static, str>, String)> {
    let facts = &answer.facts;
    let said = [
        ("situation", Some(facts.situation.as_str().to_owned())),
        ("organisation", facts.organisation.clone()),
        ("town", facts.town.clone()),
        ("since_on", facts.since_on.map(|day| day.to_string())),
    ];
    said.into_iter().filter_map(|(name, text)| Some((name.into(), text?))).collect()
}

/// A situation as the person in it says it; one without its words does not compile.
const fn situation(one: Situation) -> &'static str {
    match one {
        Situation::Employed => "Je travaille en France, comme salarié",
        Situation::SelfEmployed => "Je travaille à mon compte",
        Situation::EmployedAbroad => "Je travaille à l’étranger",
        Situation::Studying => "Je suis en études",
        Situation::Apprenticeship => "Je suis en apprentissage",
        Situation::Seeking => "Je cherche un emploi",
        Situation::Other => "Autre situation",
    }
}
