//! Rules of exam regulations: sessions that never overlap, a tree of units that adds up.

use super::super::fault::Faults;
use super::super::{Certainty, ExamRegulation, ExamUnit, Programme};
use super::paths;
use super::shapes::is_unit_code;
use crate::say;

const UNIT_CODE: (&str, &str) = (
    "des majuscules, un nombre et peut-être une dernière majuscule, par exemple \"E21\"",
    "capitals, a number and perhaps a last capital, such as \"E21\"",
);

impl Faults {
    /// Checks every regulation, alone and beside the others.
    pub(super) fn check_exams(&mut self, programme: &Programme) {
        let regulations = &programme.exam_regulations;
        self.require(!regulations.is_empty(), "exam_regulations", || {
            say!(
                "une formation mène à un examen : écrivez au moins un règlement",
                "a programme leads to an exam: write at least one regulation"
            )
        });
        self.unique(
            ("code de règlement", "regulation code"),
            paths(regulations, "exam_regulations", "code", |regulation| &regulation.code),
        );
        for (rank, regulation) in regulations.iter().enumerate() {
            let at = format!("exam_regulations[{rank}]");
            self.check_sessions(&at, regulation);
            self.check_overlaps(&at, regulation, &regulations[..rank]);
            self.check_units(&at, programme, regulation);
            self.check_award(&at, regulation);
        }
    }

    fn check_sessions(&mut self, at: &str, regulation: &ExamRegulation) {
        self.require_slug(format!("{at}.code"), &regulation.code);
        let unverified = regulation.certainty == Certainty::Unverified;
        self.require_reason(format!("{at}.note"), unverified, regulation.note.as_deref());
        for (field, session) in
            [("first_session", regulation.first_session), ("last_session", regulation.last_session)]
        {
            if let Some(session) = session {
                self.require_between(format!("{at}.{field}"), session, 1990, 2100);
            }
        }
        if let (Some(first), Some(last)) = (regulation.first_session, regulation.last_session) {
            self.require(first <= last, format!("{at}.last_session"), || {
                say!(
                    "la dernière session est {last}, la première {first} : écrivez cette année ou une suivante",
                    "the last session is {last}, the first {first}: write that year or a later one"
                )
            });
        }
    }

    fn check_overlaps(&mut self, at: &str, regulation: &ExamRegulation, others: &[ExamRegulation]) {
        for other in others.iter().filter(|other| regulation.overlaps(other)) {
            let (ours, theirs) = (range_of(regulation), range_of(other));
            let message = say!(
                "ses sessions ({ours}) recoupent celles de {:?} ({theirs}) : une session a un seul règlement",
                "its sessions ({ours}) overlap those of {:?} ({theirs}): a session has one regulation",
                other.code
            );
            self.note(at, message);
        }
    }

    fn check_units(&mut self, at: &str, programme: &Programme, regulation: &ExamRegulation) {
        let mut units = Vec::new();
        list_units(&mut units, &format!("{at}.units"), &regulation.units);
        self.unique(
            ("code d'épreuve", "unit code"),
            units.iter().map(|(path, unit)| (format!("{path}.code"), unit.code.as_str())),
        );
        let official = units
            .iter()
            .filter_map(|(path, unit)| Some((format!("{path}.unit_code"), unit.unit_code.as_deref()?)));
        self.unique(("code officiel d'épreuve", "official unit code"), official);
        for (path, unit) in &units {
            self.check_unit(path, unit);
            self.check_block_link(format!("{path}.block"), programme, unit.block.as_deref());
        }
        self.require(regulation.total_coefficient_hundredths() > 0, format!("{at}.units"), || {
            say!(
                "les épreuves obligatoires ont un coefficient total nul : une moyenne en demande au moins une",
                "the compulsory units add up to a coefficient of zero: an average needs at least one"
            )
        });
    }

    fn check_unit(&mut self, at: &str, unit: &ExamUnit) {
        self.require_shape(format!("{at}.code"), Some(&unit.code), is_unit_code, UNIT_CODE);
        self.require_shape(format!("{at}.unit_code"), unit.unit_code.as_deref(), is_unit_code, UNIT_CODE);
        self.require_between(format!("{at}.coefficient_hundredths"), unit.coefficient(), 0, 10_000);
        if let Some(ects) = unit.ects {
            self.require_between(format!("{at}.ects"), ects, 1, 180);
        }
        if unit.is_leaf() { self.check_leaf(at, unit) } else { self.check_whole(at, unit) }
    }

    fn check_leaf(&mut self, at: &str, unit: &ExamUnit) {
        self.require(unit.optional || unit.coefficient() > 0, format!("{at}.coefficient_hundredths"), || {
            say!(
                "une épreuve obligatoire compte : écrivez son coefficient en centièmes, ou optional = true",
                "a compulsory unit weighs something: write its coefficient in hundredths, or optional = true"
            )
        });
        self.require(unit.form.is_some(), format!("{at}.form"), || {
            say!(
                "une épreuve notée a une forme : écrivez written, oral ou practical",
                "a unit that receives a mark has a form: write written, oral or practical"
            )
        });
        self.require(unit.mode.is_some(), format!("{at}.mode"), || {
            say!(
                "une épreuve notée a un mode : écrivez ponctuelle ou ccf",
                "a unit that receives a mark has a mode: write ponctuelle or ccf"
            )
        });
        for (field, minutes, most) in [
            ("duration_minutes", unit.duration_minutes, 3000),
            ("preparation_minutes", unit.preparation_minutes, 480),
        ] {
            if let Some(minutes) = minutes {
                self.require_between(format!("{at}.{field}"), minutes, 1, most);
            }
        }
    }

    fn check_whole(&mut self, at: &str, unit: &ExamUnit) {
        let sum = unit.parts.iter().map(ExamUnit::coefficient).fold(0, u32::saturating_add);
        self.require(unit.coefficient() == sum, format!("{at}.coefficient_hundredths"), || {
            let carried = unit.coefficient();
            say!(
                "{} porte {carried}, ses parties font {sum} : écrivez {sum}, ou corrigez les parties",
                "{} carries {carried}, its parts add up to {sum}: write {sum}, or mend the parts",
                unit.code
            )
        });
        let described = unit.form.is_some() || unit.mode.is_some() || unit.duration_minutes.is_some();
        self.require(!described && unit.preparation_minutes.is_none(), at, || {
            say!(
                "{} est faite de parties : forme, mode et durées s'écrivent sur chacune",
                "{} is made of parts: form, mode and durations are written on each part",
                unit.code
            )
        });
        for (rank, part) in unit.parts.iter().enumerate() {
            self.require(part.optional == unit.optional, format!("{at}.parts[{rank}].optional"), || {
                say!(
                    "{} est facultative exactement quand {} l'est : écrivez la même chose sur les deux",
                    "{} is optional exactly when {} is: write the same on both",
                    part.code,
                    unit.code
                )
            });
        }
    }
}

fn list_units<'a>(found: &mut Vec<(String, &'a ExamUnit)>, list: &str, units: &'a [ExamUnit]) {
    for (rank, unit) in units.iter().enumerate() {
        let path = format!("{list}[{rank}]");
        found.push((path.clone(), unit));
        list_units(found, &format!("{path}.parts"), &unit.parts);
    }
}

fn range_of(regulation: &ExamRegulation) -> String {
    let year = |session: Option<i32>| session.map_or("open".to_owned(), |year| year.to_string());
    format!("{} to {}", year(regulation.first_session), year(regulation.last_session))
}
