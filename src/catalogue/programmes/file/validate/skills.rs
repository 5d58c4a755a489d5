//! Rules of skill blocks, of what refers to them, and of missions.

use super::super::Programme;
use super::super::fault::Faults;
use super::shapes::is_rncp_block_code;
use super::{paths, unknown};
use crate::say;

impl Faults {
    /// Checks blocks, skills, activities and missions.
    pub(super) fn check_skills(&mut self, programme: &Programme) {
        self.check_blocks(programme);
        self.check_skill_codes(programme);
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
    }

    fn check_codes(&mut self, what: (&str, &str), codes: Vec<(String, &str)>) {
        for (at, code) in &codes {
            self.require_slug(at.as_str(), code);
        }
        self.unique(what, codes);
    }
}
