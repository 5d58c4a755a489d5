//! What missions and the company's voice have exercised, on a day. Pure.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::catalogue::programmes::file::{Mission, Programme, SkillBlock, SubjectKind};
use crate::law::calendar::{add_months, anniversary};
use crate::learning::missions::model::MissionFacts;
use crate::learning::skills::SkillPosition;
use crate::learning::voices::Voice;

/// Most months counted: the longest training, twice.
const MOST_MONTHS: i32 = 120;

/// What coverage is derived from.
#[derive(Debug, Clone)]
pub struct CoverageSources<'a> {
    pub programme: &'a Programme,
    /// Missions done, in any order.
    pub missions: Vec<&'a MissionFacts>,
    /// The latest positions of each skill, voice and kind.
    pub positions: &'a [SkillPosition],
    /// First day of the training cycle.
    pub cycle_starts_on: NaiveDate,
    pub today: NaiveDate,
}

impl<'a> CoverageSources<'a> {
    /// The skills some missions exercise.
    fn skills_of(&self, begun: impl Fn(NaiveDate) -> bool) -> BTreeSet<&'a str> {
        let begun = self.missions.iter().filter(|mission| begun(mission.from_on));
        begun.flat_map(|mission| mission.skills(self.programme)).collect()
    }

    /// The skills the company exercised: by a mission, or because its tutor saw them above the lowest level.
    pub fn exercised(&self) -> BTreeSet<&'a str> {
        let seen = self.positions.iter().filter(|one| one.voice == Voice::Company);
        let above = seen.filter(|one| self.programme.rank_of_level(&one.facts.level) > Some(0));
        let mut skills = self.skills_of(|_| true);
        skills.extend(above.map(|one| one.facts.skill_code.as_str()));
        skills
    }

    /// How many missions exercise a skill.
    pub fn missions_on(&self, skill: &str) -> usize {
        self.missions.iter().filter(|mission| mission.skills(self.programme).contains(skill)).count()
    }

    /// The skills of professional blocks that nothing exercised: general ones are learnt at the centre.
    pub fn missing(&self) -> BTreeSet<&'a str> {
        let exercised = self.exercised();
        let skills = professional(self.programme).flat_map(|block| &block.skills);
        skills.map(|skill| skill.code.as_str()).filter(|code| !exercised.contains(code)).collect()
    }

    /// Whether the second year repeats the first: missions begun in it exercise no skill that those of the first did not,
    /// though some are left.
    pub fn repeats_first_year(&self) -> bool {
        let second_year = anniversary(self.cycle_starts_on, 1);
        let (first, second) =
            (self.skills_of(|day| day < second_year), self.skills_of(|day| day >= second_year));
        let some_left = professional(self.programme)
            .flat_map(|block| &block.skills)
            .any(|skill| !first.contains(skill.code.as_str()));
        self.today >= second_year && some_left && !second.is_empty() && second.is_subset(&first)
    }

    /// The mission of the programme that exercises most of what is missing, the first of the sheet among equals, with
    /// the skills it would bring.
    pub fn suggestion(&self) -> Option<(&'a Mission, Vec<&'a str>)> {
        let missing = self.missing();
        let missions = self.programme.missions.iter().flat_map(|group| &group.missions);
        let brings = missions.map(|mission| {
            let skills = mission.skills.iter().map(String::as_str).filter(|code| missing.contains(code));
            (mission, skills.collect::<Vec<_>>())
        });
        let useful: Vec<_> = brings.filter(|(_, skills)| !skills.is_empty()).collect();
        useful.into_iter().rev().max_by_key(|(_, skills)| skills.len())
    }
}

/// The professional blocks of a programme.
pub fn professional(programme: &Programme) -> impl Iterator<Item = &SkillBlock> {
    programme.skill_blocks.iter().filter(|block| block.kind == SubjectKind::Professional)
}

/// First day of the month in which the exam of a session begins; the last day of the cohort when the programme does not say.
pub fn exam_on(programme: &Programme, session: i32, cohort_ends_on: NaiveDate) -> NaiveDate {
    let month = programme.exam_period.as_ref().map(|period| u32::from(period.month));
    month.and_then(|month| NaiveDate::from_ymd_opt(session, month, 1)).unwrap_or(cohort_ends_on)
}

/// Whole months from a day to the exam; 0 once it began.
pub fn months_left(today: NaiveDate, exam_on: NaiveDate) -> usize {
    (1..=MOST_MONTHS).take_while(|months| add_months(today, *months) <= exam_on).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::programmes::Catalogue;
    use crate::ids::ContractId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn catalogue() -> Catalogue {
        Catalogue::embedded().unwrap()
    }

    fn mission(code: &str, from_on: &str) -> MissionFacts {
        MissionFacts {
            contract_id: ContractId::new(),
            mission_code: Some(code.to_owned()),
            label: None,
            skill_codes: Vec::new(),
            from_on: day(from_on),
            to_on: None,
            note: None,
        }
    }

    fn sources<'a>(
        programme: &'a Programme,
        missions: &'a [MissionFacts],
        today: &str,
    ) -> CoverageSources<'a> {
        CoverageSources {
            programme,
            missions: missions.iter().collect(),
            positions: &[],
            cycle_starts_on: day("2025-08-25"),
            today: day(today),
        }
    }

    #[test]
    fn every_professional_skill_is_exercised_by_some_mission_of_the_sheet() {
        let catalogue = catalogue();
        let programme = catalogue.programme("bts-mco").unwrap();
        let missions = programme.missions.iter().flat_map(|group| &group.missions);
        let mapped: BTreeSet<&str> = missions.flat_map(|one| &one.skills).map(String::as_str).collect();
        for skill in professional(programme).flat_map(|block| &block.skills) {
            assert!(mapped.contains(skill.code.as_str()), "{}", skill.code);
        }
    }

    #[test]
    fn the_mission_suggested_brings_most_of_what_is_missing() {
        let catalogue = catalogue();
        let programme = catalogue.programme("bts-mco").unwrap();
        let done = [mission("requested-4", "2025-09-01"), mission("summary-1", "2025-10-01")];
        let sources = sources(programme, &done, "2026-01-15");
        assert_eq!(sources.missing().iter().filter(|code| code.starts_with("bc04")).count(), 0);
        let (suggested, brings) = sources.suggestion().unwrap();
        assert_eq!((suggested.code.as_str(), brings), ("requested-1", vec!["bc02-3", "bc02-4", "bc02-5"]));
    }

    #[test]
    fn a_second_year_repeats_the_first_when_it_brings_no_new_skill() {
        let catalogue = catalogue();
        let programme = catalogue.programme("bts-mco").unwrap();
        for (second, today, expected) in [
            ("requested-3", "2026-11-02", true),
            ("requested-1", "2026-11-02", false),
            ("requested-3", "2026-08-20", false),
        ] {
            let from = if today < "2026-08-25" { "2026-08-01" } else { "2026-09-01" };
            let done = [mission("requested-3", "2025-09-01"), mission(second, from)];
            let repeats = sources(programme, &done, today).repeats_first_year();
            assert_eq!(repeats, expected, "{second} {today}");
        }
        let only_first = [mission("requested-3", "2025-09-01")];
        assert!(!sources(programme, &only_first, "2026-11-02").repeats_first_year());
    }

    #[test]
    fn months_left_are_whole() {
        for (today, expected) in
            [("2027-04-02", 0), ("2027-04-01", 1), ("2026-11-30", 5), ("2026-05-01", 12), ("2027-06-01", 0)]
        {
            assert_eq!(months_left(day(today), day("2027-05-01")), expected, "{today}");
        }
    }
}
