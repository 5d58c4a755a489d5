//! Saying where an apprentice stands: every skill of the programme, four taps each, sent together.

use std::collections::HashMap;

use super::form::{Choice, Field, FieldKind};
use super::sheet::FormSheet;
use super::sheets::{FormContext, apprentice_named};
use super::typed::Typed;
use crate::catalogue::programmes::file::{Programme, SkillBlock};
use crate::ids::ApprenticeId;
use crate::learning::skills::wire::{SkillPositionIn, SkillPositionsIn};
use crate::learning::skills::{self, SkillPosition};
use crate::learning::voices::model::level_label;
use crate::learning::voices::{self, Voice};
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Lang;
use crate::say;

/// What the names of the fields begin with, before the code of the skill.
const SKILL: &str = "skill-";

/// The form about an apprentice of the link.
pub fn sheet(context: FormContext<'_>) -> Result<FormSheet, Problem> {
    let FormContext { conn, asker, catalogue, id, .. } = context;
    let id = ApprenticeId(id);
    let file = voices::find(conn, asker, catalogue, id)?;
    let latest = skills::store::latest(conn, &file)?;
    let said: HashMap<&str, &SkillPosition> = latest
        .iter()
        .filter(|one| one.voice == Voice::Company)
        .map(|one| (one.facts.skill_code.as_str(), one))
        .collect();
    let name = apprentice_named(conn, asker, id)?;
    let intro = vec![
        format!(
            "Où en est {name}, vu de l’entreprise ? Répondez pour ce que vous avez vu ; le reste peut attendre."
        ),
        "Une réponse laissée vide ne change rien à ce que vous avez déjà dit.".to_owned(),
    ];
    Ok(FormSheet {
        title: format!("Les compétences de {name}"),
        intro,
        read: Vec::new(),
        fields: fields(file.programme, &said),
        parts: Vec::new(),
        initial: Vec::new(),
        submit: "Enregistrer mes réponses",
    })
}

/// One question a skill, in the order of the sheet.
fn fields(programme: &Programme, said: &HashMap<&str, &SkillPosition>) -> Vec<Field> {
    let of_block = |block: &SkillBlock| -> Vec<Field> {
        let skills = block.skills.iter().enumerate();
        let field = skills.map(|(rank, skill)| Field {
            options: levels(programme),
            hint: hint(programme, block, rank, said.get(skill.code.as_str()).copied()),
            ..Field::optional(format!("{SKILL}{}", skill.code), skill.label.clone(), FieldKind::Radios)
        });
        field.collect()
    };
    programme.skill_blocks.iter().flat_map(of_block).collect()
}

/// The block, at its first skill, and what the company last said.
fn hint(
    programme: &Programme,
    block: &SkillBlock,
    rank: usize,
    said: Option<&SkillPosition>,
) -> Option<String> {
    let title = (rank == 0).then(|| format!("{}.", block.long_label.as_ref().unwrap_or(&block.label)));
    let level = said.and_then(|one| level_label(programme, &one.facts.level, Lang::Fr));
    let known = level.map(|level| format!("Vous avez répondu : {level}."));
    let told: Vec<String> = title.into_iter().chain(known).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

fn levels(programme: &Programme) -> Vec<Choice> {
    let levels = programme.skill_scale.iter();
    levels.map(|level| (level.code.clone().into(), level.label.clone().into())).collect()
}

/// Writes what is new among the answers; the same answers twice say nothing more.
pub fn carry_out(context: FormContext<'_>) -> Answer {
    let FormContext { conn, asker, catalogue, id, typed } = context;
    let file = voices::find(conn, asker, catalogue, ApprenticeId(id))?;
    let request = typed.map(|typed| request_of(file.programme, typed)).unwrap_or_else(nothing_said);
    if request.positions.is_empty() {
        return Err(Problem::fault(
            "",
            "too_few",
            say!("Répondez à une question au moins.", "Answer one question at least."),
        ));
    }
    if let Some(new) = skills::acts::only_new(conn, &file, request)? {
        skills::acts::say(conn, asker, &file, new)?;
    }
    Reply::no_content()
}

fn nothing_said() -> SkillPositionsIn {
    SkillPositionsIn { kind: None, seen_on: None, positions: Vec::new() }
}

/// What was answered about the skills of the programme.
fn request_of(programme: &Programme, typed: &Typed) -> SkillPositionsIn {
    let skills = programme.skill_blocks.iter().flat_map(|block| &block.skills);
    let answered = skills.filter_map(|skill| {
        let level = typed.answer(&format!("{SKILL}{}", skill.code))?;
        Some(SkillPositionIn {
            skill: skill.code.clone(),
            level: level.chars().take(60).collect(),
            note: None,
            visit_id: None,
            mission_id: None,
            mark_id: None,
        })
    });
    SkillPositionsIn { positions: answered.collect(), ..nothing_said() }
}
