//! What the form of a visit asks, in the words of the programme.

use super::super::form::{Choice, Field, FieldKind, Group, Part};
use super::super::words;
use super::filled::{COMMITMENTS, MOST_ROWS, SKILLS};
use crate::catalogue::programmes::file::{Programme, SkillBlock, SubjectKind};
use crate::follow_up::visits::model::{CommitmentOwner, Difficulty, ObservedLevel, Present, RemoteReason};

/// What is always shown.
pub fn fields() -> Vec<Field> {
    vec![
        Field {
            hint: Some("Par exemple 24/11/2025.".into()),
            ..Field::required("held_on", "Date de la visite", FieldKind::Date)
        },
        Field {
            options: words::offered(Present::ALL, Present::as_str, words::present),
            ..Field::required("present", "Personnes présentes", FieldKind::Boxes)
        },
        Field {
            hint: Some("Missions, progrès, difficultés : quelques phrases.".into()),
            longest: 10_000,
            ..Field::required("report", "Ce qui a été vu et dit", FieldKind::Area)
        },
        Field {
            longest: 5000,
            ..Field::optional("points_agreed", "Ce qui a été convenu pour la suite", FieldKind::Area)
        },
    ]
}

/// What is folded, as the programme has it; commitments on so many rows.
pub fn parts(programme: Option<&Programme>, rows: usize) -> Vec<Part> {
    let parts = [missions(programme), skills(programme), difficulties(), commitments(rows), distance()];
    parts.into_iter().filter(Part::asks_something).collect()
}

fn ungrouped(fields: Vec<Field>) -> Vec<Group> {
    vec![Group { title: None, folded: false, fields }]
}

fn missions(programme: Option<&Programme>) -> Part {
    let groups = programme.into_iter().flat_map(|programme| &programme.missions);
    let known: Vec<Choice> = groups
        .flat_map(|group| &group.missions)
        .map(|mission| (mission.code.clone().into(), mission.label.clone().into()))
        .collect();
    let mut fields = Vec::new();
    if !known.is_empty() {
        let boxes = Field::optional("missions", "Missions de la formation", FieldKind::Boxes);
        fields.push(Field { options: known, ..boxes });
    }
    fields.push(Field {
        longest: 2000,
        ..Field::optional("other_missions", "Autres missions vues", FieldKind::Area)
    });
    Part {
        id: "partie-missions",
        title: "Missions vues",
        hint: None,
        groups: ungrouped(fields),
        further: None,
    }
}

/// The skills of the professional blocks: those one sees at work.
fn skills(programme: Option<&Programme>) -> Part {
    let blocks = programme.into_iter().flat_map(|programme| &programme.skill_blocks);
    let seen_at_work = blocks.filter(|block| block.kind == SubjectKind::Professional);
    Part {
        id: "partie-competences",
        title: "Compétences observées",
        hint: Some("Ouvrez un bloc et répondez pour les seules compétences vues."),
        groups: seen_at_work.map(skills_of).collect(),
        further: None,
    }
}

fn skills_of(block: &SkillBlock) -> Group {
    let level = |code: &str, label: &str| Field {
        options: words::offered(ObservedLevel::ALL, ObservedLevel::as_str, words::observed_level),
        none: "Pas observée",
        ..Field::optional(format!("{SKILLS}-{code}"), label.to_owned(), FieldKind::Select)
    };
    Group {
        title: Some(block.label.clone()),
        folded: true,
        fields: block.skills.iter().map(|skill| level(&skill.code, &skill.label)).collect(),
    }
}

fn difficulties() -> Part {
    let fields = vec![
        Field {
            options: words::offered(Difficulty::ALL, Difficulty::as_str, words::difficulty),
            ..Field::optional("difficulties", "Difficultés rencontrées", FieldKind::Boxes)
        },
        Field {
            hint: Some("Lu par le centre et par vous, pas par l’apprenti.".into()),
            longest: 5000,
            ..Field::optional("note", "Précisions", FieldKind::Area)
        },
    ];
    Part {
        id: "partie-difficultes",
        title: "Difficultés",
        hint: None,
        groups: ungrouped(fields),
        further: None,
    }
}

fn commitments(rows: usize) -> Part {
    Part {
        id: "partie-engagements",
        title: "Engagements",
        hint: Some("Qui fait quoi, et pour quand. Ce qui reste vide n’est pas enregistré."),
        groups: (0..rows).map(commitment).collect(),
        further: (rows < MOST_ROWS).then_some("Ajouter un engagement"),
    }
}

fn commitment(row: usize) -> Group {
    let named = |member: &str| format!("{COMMITMENTS}-{row}-{member}");
    Group {
        title: Some(format!("Engagement {}", row + 1)),
        folded: false,
        fields: vec![
            Field {
                options: words::offered(CommitmentOwner::ALL, CommitmentOwner::as_str, words::owner),
                none: "Choisissez",
                ..Field::optional(named("owner"), "Qui", FieldKind::Select)
            },
            Field { longest: 500, ..Field::optional(named("what"), "Quoi", FieldKind::Line) },
            Field::optional(named("due_on"), "Pour le", FieldKind::Date),
        ],
    }
}

fn distance() -> Part {
    let reason = Field {
        options: words::offered(RemoteReason::ALL, RemoteReason::as_str, words::remote_reason),
        none: "Elle a eu lieu dans l’entreprise",
        ..Field::optional("remote_reason", "Pourquoi à distance", FieldKind::Select)
    };
    Part {
        id: "partie-distance",
        title: "La visite a eu lieu à distance",
        hint: None,
        groups: ungrouped(vec![reason]),
        further: None,
    }
}
