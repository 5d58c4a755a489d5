//! Rules of skill blocks, of what refers to them, and of missions.

use super::super::fault::Faults;
use super::super::{Certainty, Programme};
use super::shapes::is_rncp_block_code;
use super::{paths, unknown};
use crate::say;

impl Faults {
    /// Checks blocks, skills, activities and missions.
    pub(super) fn check_skills(&mut self, programme: &Programme) {
        self.check_blocks(programme);
        self.check_skill_codes(programme);
        self.check_scale(programme);
        self.check_acquired_from(programme);
        self.check_exam_period(programme);
        self.check_missions(programme);
        for (rank, group) in programme.activities.iter().enumerate() {
            self.check_block_link(format!("activities[{rank}].block"), programme, group.block.as_deref());
        }
    }

    /// Requires that a reference to a block leads to one.
    pub(super) fn check_block_link(&mut self, path: String, programme: &Programme, block: Option<&str>) {
        let Some(block) = block else { return };
        self.require(programme.skill_block(block).is_some(), path, || {
            let known = programme.skill_blocks.iter().map(|block| block.key.as_str());
            unknown(("bloc de compétences", "skill block"), block, known)
        });
    }

    fn check_blocks(&mut self, programme: &Programme) {
        let keys = paths(&programme.skill_blocks, "skill_blocks", "key", |block| &block.key);
        self.unique(("code de bloc", "block key"), keys);
        let described = programme.skill_blocks.iter().enumerate();
        let described = described
            .map(|(rank, block)| (format!("skill_blocks[{rank}].rncp_code"), block.rncp_code.as_deref()));
        let missing = programme.missing_blocks.iter().enumerate();
        let missing = missing.map(|(rank, block)| {
            (format!("missing_blocks[{rank}].rncp_code"), Some(block.rncp_code.as_str()))
        });
        let codes: Vec<_> = described.chain(missing).filter_map(|(at, code)| Some((at, code?))).collect();
        self.unique(("code RNCP de bloc", "RNCP block code"), codes.iter().cloned());
        for (at, code) in codes {
            self.check_block_code(programme, at, code);
        }
        for (rank, block) in programme.skill_blocks.iter().enumerate() {
            self.require_slug(format!("skill_blocks[{rank}].key"), &block.key);
            self.require(!block.skills.is_empty(), format!("skill_blocks[{rank}].skills"), || {
                say!(
                    "un bloc a au moins une compétence : écrivez-la, ou nommez le bloc dans missing_blocks",
                    "a block holds at least one skill: write it, or list the block in missing_blocks"
                )
            });
        }
    }

    fn check_block_code(&mut self, programme: &Programme, at: String, code: &str) {
        let record = &programme.rncp.code;
        self.require(is_rncp_block_code(code, record), at, || {
            say!(
                "{code:?} n'est pas un bloc de {record} : écrivez {record}BC et un ou deux chiffres",
                "{code:?} is not a block of {record}: write {record}BC and one or two digits"
            )
        });
    }

    fn check_skill_codes(&mut self, programme: &Programme) {
        let blocks = programme.skill_blocks.iter().enumerate();
        let codes = blocks.flat_map(|(rank, block)| {
            let list = format!("skill_blocks[{rank}].skills");
            paths(&block.skills, &list, "code", |skill| &skill.code).collect::<Vec<_>>()
        });
        let codes: Vec<_> = codes.collect();
        self.check_codes(("code de compétence", "skill code"), codes);
    }

    fn check_missions(&mut self, programme: &Programme) {
        self.check_codes(
            ("code de liste de missions", "mission list code"),
            paths(&programme.missions, "missions", "code", |group| &group.code).collect(),
        );
        let groups = programme.missions.iter().enumerate();
        let codes = groups.flat_map(|(rank, group)| {
            let list = format!("missions[{rank}].missions");
            paths(&group.missions, &list, "code", |mission| &mission.code).collect::<Vec<_>>()
        });
        self.check_codes(("code de mission", "mission code"), codes.collect());
        for (rank, group) in programme.missions.iter().enumerate() {
            for (place, mission) in group.missions.iter().enumerate() {
                self.check_skills_of(
                    &format!("missions[{rank}].missions[{place}]"),
                    programme,
                    &mission.skills,
                );
            }
        }
    }

    fn check_skills_of(&mut self, mission: &str, programme: &Programme, skills: &[String]) {
        for (rank, code) in skills.iter().enumerate() {
            self.require(programme.skill(code).is_some(), format!("{mission}.skills[{rank}]"), || {
                let known = programme.skill_blocks.iter().flat_map(|block| &block.skills);
                unknown(("compétence", "skill"), code, known.map(|skill| skill.code.as_str()))
            });
        }
    }

    fn check_scale(&mut self, programme: &Programme) {
        let levels = programme.skill_scale.len();
        self.require((2..=10).contains(&levels), "skill_scale", || {
            say!(
                "une échelle a de 2 à 10 niveaux, du plus bas au plus haut",
                "a scale has 2 to 10 levels, from the lowest to the highest"
            )
        });
        let codes = paths(&programme.skill_scale, "skill_scale", "code", |level| &level.code);
        self.unique(("code de niveau", "level code"), codes);
        for (rank, level) in programme.skill_scale.iter().enumerate() {
            let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            let sound = (1..=60).contains(&level.code.len()) && level.code.chars().all(is_word);
            self.require(sound, format!("skill_scale[{rank}].code"), || {
                say!(
                    "un code de niveau s'écrit en minuscules, chiffres et tirets bas, par exemple \"in_progress\"",
                    "a level code is made of lowercase letters, digits and underscores, such as \"in_progress\""
                )
            });
        }
    }

    fn check_acquired_from(&mut self, programme: &Programme) {
        let Some(code) = &programme.acquired_from else { return };
        self.require(programme.rank_of_level(code).is_some(), "acquired_from", || {
            let known = programme.skill_scale.iter().map(|level| level.code.as_str());
            unknown(("niveau", "level"), code, known)
        });
    }

    fn check_exam_period(&mut self, programme: &Programme) {
        let Some(period) = &programme.exam_period else { return };
        self.require_between("exam_period.month", period.month, 1, 12);
        let unverified = period.certainty == Certainty::Unverified;
        self.require_reason("exam_period.certainty", unverified, period.note.as_deref());
    }

    fn check_codes(&mut self, what: (&str, &str), codes: Vec<(String, &str)>) {
        for (at, code) in &codes {
            self.require_slug(at.as_str(), code);
        }
        self.unique(what, codes);
    }
}
