//! From the form of a visit to the report the API takes, and back: where each fault is reported.

use serde_json::{Value, json};

use super::super::form::{Field, FieldKind};
use super::super::typed::{Typed, sent_day};
use super::questions::{fields, parts};
use crate::platform::error::{Fault, FaultList, Problem};

/// Name of the member that tells the skills; each one is a field of this name and of its code.
pub const SKILLS: &str = "skills";
/// Name of the member that tells the commitments; each field of a row has this name, the row and its member.
pub const COMMITMENTS: &str = "commitments";
/// Rows of commitments when the form is first drawn.
///
/// Our choice.
pub const FIRST_ROWS: usize = 1;
/// Rows of commitments at most: what the API takes.
pub const MOST_ROWS: usize = 20;

/// The report a form makes, and where its parts were typed.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    /// The report.
    pub json: Value,
    skills: Vec<String>,
    rows: Vec<usize>,
}

/// Reads a form: rows left blank are no commitments, skills left blank were not observed.
pub fn filled(typed: &Typed) -> Filled {
    let mut json = typed.json(&plain_fields());
    let prefix = format!("{SKILLS}-");
    let observed: Vec<(&str, &str)> = typed.answers_under(&prefix).collect();
    let rows: Vec<(usize, Value)> =
        (0..MOST_ROWS).filter_map(|row| Some((row, commitment(typed, row)?))).collect();
    json[SKILLS] = observed.iter().map(|(code, level)| json!({"code": code, "level": level})).collect();
    json[COMMITMENTS] = rows.iter().map(|(_, commitment)| commitment.clone()).collect();
    if json.get("remote_reason").is_some() {
        json["mode"] = "remote".into();
    }
    if let Some(note) = json.get("note").cloned() {
        json["note"] = json!({"note": note, "visibility": "staff_and_tutor"});
    }
    Filled {
        json,
        skills: observed.into_iter().map(|(code, _)| code.to_owned()).collect(),
        rows: rows.into_iter().map(|(row, _)| row).collect(),
    }
}

/// The fields whose names are members of the report.
fn plain_fields() -> Vec<Field> {
    let grouped = parts(None, 0).into_iter().flat_map(|part| part.groups);
    let mut plain = fields();
    plain.extend(grouped.flat_map(|group| group.fields));
    plain.push(Field::optional("missions", "", FieldKind::Boxes));
    plain
}

fn commitment(typed: &Typed, row: usize) -> Option<Value> {
    let answer = |member: &str| typed.answer(&format!("{COMMITMENTS}-{row}-{member}"));
    let mut made = serde_json::Map::new();
    for member in ["owner", "what"] {
        made.extend(answer(member).map(|text| (member.to_owned(), Value::from(text))));
    }
    made.extend(answer("due_on").map(|text| ("due_on".to_owned(), sent_day(text).into())));
    (!made.is_empty()).then_some(Value::Object(made))
}

/// How many rows of commitments a form comes back with: those it had, and one more when it was asked for.
pub fn rows_drawn(typed: &Typed) -> usize {
    let has = |row: &usize| typed.first(&format!("{COMMITMENTS}-{row}-what")).is_some();
    let had = (0..MOST_ROWS).rev().find(has).map_or(0, |last| last + 1);
    (had + usize::from(typed.further().is_some())).clamp(FIRST_ROWS, MOST_ROWS)
}

impl Filled {
    /// What is wrong in the report, told at the fields it was typed in.
    pub fn at_form_fields(&self, problem: Problem) -> Problem {
        if problem.faults_found().is_empty() {
            return problem;
        }
        let faults = problem.faults_found().iter().cloned();
        Problem::faults(
            faults
                .map(|fault| Fault { pointer: self.field_of(&fault.pointer), ..fault })
                .collect::<FaultList>(),
        )
    }

    fn field_of(&self, pointer: &str) -> String {
        let mut path = pointer.trim_start_matches('/').splitn(3, '/');
        let (member, rank) = (path.next(), path.next().and_then(|rank| rank.parse::<usize>().ok()));
        let field = match (member, rank) {
            (Some(SKILLS), Some(rank)) => self.skills.get(rank).map(|code| format!("/{SKILLS}/{code}")),
            (Some(COMMITMENTS), Some(rank)) => self.rows.get(rank).map(|row| {
                let rest = path.next().unwrap_or("what");
                format!("/{COMMITMENTS}/{row}/{rest}")
            }),
            _ => None,
        };
        field.unwrap_or_else(|| pointer.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::text::Sentence;

    fn typed(text: &str) -> Typed {
        Typed::of(text, [0; 32])
    }

    #[test]
    fn a_blank_row_is_no_commitment_and_a_blank_skill_was_not_observed() {
        let text = "held_on=24/11/2025&present=tutor&report=Vu.&skills-bc01-3=guided&skills-bc01-4=\
            &missions=requested-5&difficulties=pay&note=Entre+nous.&remote_reason=urgent\
            &commitments-0-owner=&commitments-0-what=+&commitments-0-due_on=\
            &commitments-1-owner=tutor&commitments-1-what=La+caisse&commitments-1-due_on=1/12/2025";
        let expected = json!({
            "held_on": "2025-11-24", "present": ["tutor"], "report": "Vu.",
            "skills": [{"code": "bc01-3", "level": "guided"}], "missions": ["requested-5"],
            "difficulties": ["pay"], "note": {"note": "Entre nous.", "visibility": "staff_and_tutor"},
            "mode": "remote", "remote_reason": "urgent",
            "commitments": [{"owner": "tutor", "what": "La caisse", "due_on": "2025-12-01"}],
        });
        assert_eq!(filled(&typed(text)).json, expected);
    }

    #[test]
    fn what_is_wrong_is_told_where_it_was_typed() {
        let filled = filled(&typed("commitments-2-what=La+caisse&skills-bc01-1=&skills-bc01-3=seul"));
        let fault = |pointer: &str| Fault::new(pointer, "required", Sentence::new("", ""));
        for (pointer, expected) in [
            ("/commitments/0/due_on", "/commitments/2/due_on"),
            ("/skills/0/level", "/skills/bc01-3"),
            ("/skills/4/level", "/skills/4/level"),
            ("/held_on", "/held_on"),
        ] {
            let problem = filled.at_form_fields(Problem::faults(vec![fault(pointer)]));
            assert_eq!(problem.faults_found()[0].pointer, expected);
        }
    }

    #[test]
    fn a_form_comes_back_with_its_rows_and_one_more_when_asked() {
        for (text, expected) in [
            ("", 1),
            ("commitments-0-what=&commitments-1-what=x", 2),
            ("commitments-0-what=&encore=partie-engagements", 2),
            ("commitments-19-what=x&encore=partie-engagements", 20),
        ] {
            assert_eq!(rows_drawn(&typed(text)), expected, "{text}");
        }
    }
}
