//! Telling the site that an apprentice meets a difficulty: what it is about, and a few words.

use serde_json::Value;

use super::form::{Choice, Field, FieldKind};
use super::sheet::FormSheet;
use super::sheets::{FormContext, apprentice_named};
use crate::ids::ApprenticeId;
use crate::law::figures::DifficultyLaw;
use crate::platform::body::checked;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::ruptures::difficulties::acts;
use crate::ruptures::difficulties::wire::DifficultyIn;

/// The form about an apprentice of the link.
pub fn sheet(context: FormContext<'_>) -> Result<FormSheet, Problem> {
    let fields = fields(context.asker.law.difficulties.on(context.asker.today));
    let name = apprentice_named(context.conn, context.asker, ApprenticeId(context.id))?;
    Ok(FormSheet {
        title: "Signaler une difficulté".into(),
        intro: vec![format!(
            "Au sujet de {name}. Le centre vous lit et vous recontacte ; l’apprenti ne lit pas ces mots."
        )],
        read: Vec::new(),
        fields,
        parts: Vec::new(),
        initial: Vec::new(),
        submit: "Signaler au centre",
    })
}

fn fields(law: &DifficultyLaw) -> Vec<Field> {
    let subjects: Vec<Choice> =
        law.subjects.iter().map(|one| (one.code.clone().into(), one.fr.clone().into())).collect();
    vec![
        Field { options: subjects, ..Field::required("subjects", "De quoi s’agit-il ?", FieldKind::Boxes) },
        Field {
            hint: Some(
                "N’écrivez ni maladie, ni diagnostic, ni traitement, ni handicap : dites ce qui gêne le travail.".into(),
            ),
            longest: 5000,
            ..Field::required("note", "Ce qui se passe, en quelques mots", FieldKind::Area)
        },
    ]
}

/// Opens the follow-up of what was told.
pub fn carry_out(context: FormContext<'_>) -> Answer {
    let answered: Value = context.answered(&fields(context.asker.law.difficulties.on(context.asker.today)));
    let request = checked::<DifficultyIn>(&answered)?;
    acts::open(context.conn, context.asker, ApprenticeId(context.id), request)?;
    Reply::no_content()
}
