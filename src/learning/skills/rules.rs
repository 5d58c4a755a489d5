//! What is refused of positions, all of it at once, and when the voices disagree.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::model::{PositionKind, SkillPosition};
use crate::catalogue::programmes::file::Programme;
use crate::ids::{ApprenticeId, CompanyMissionId, MarkId, VisitId};
use crate::law::findings::Finding;
use crate::learning::voices::Voice;
use crate::learning::voices::rules::{check_day, check_level, check_skill};
use crate::{rules, say};

rules! {
    /// A request says a skill of an apprentice once.
    SAID_ONCE = error "skill_position.repeated", "Règle du site";
        "Une demande positionne une compétence une fois par apprenti." /
        "A request positions a skill once per apprentice.";
    /// The company does not take part in the positioning at entry.
    INITIAL_IS_NOT_OF_THE_COMPANY = error "skill_position.initial_by_company", "Règle du site";
        "Le positionnement initial est dit par l'apprenti ou par le centre." /
        "The initial positioning is said by the apprentice or by the centre.";
    /// Evidence is about the same apprentice.
    EVIDENCE_IS_THEIRS = error "skill_position.evidence_unknown", "Règle du site";
        "Ce qui appuie un positionnement concerne le même apprenti." /
        "What supports a position is about the same apprentice.";
    /// A mark supports a position once it is released.
    MARK_IS_RELEASED = error "skill_position.mark_not_released", "Règle du site";
        "Une note d'examen blanc appuie un positionnement une fois publiée." /
        "A mark of a mock exam supports a position once it is released.";
    /// A block is one of the programme.
    BLOCK_OF_THE_PROGRAMME = error "skill.block_unknown", "Programme de formation";
        "Un bloc est un bloc du programme." /
        "A block is a block of the programme.";
    /// What is attested is acquired.
    SOME_SKILL_ACQUIRED = error "skill.nothing_acquired", "Règle du site";
        "On atteste d'un bloc quand le centre dit acquise une de ses compétences au moins." /
        "A block is attested when the centre says at least one of its skills acquired.";
    /// A class is those enrolled in the cohort.
    OF_THE_CLASS = error "skill_position.not_in_cohort", "Règle du site";
        "Les positionnements d'une classe sont ceux des inscrits de la promotion." /
        "The positions of a class are those of the people enrolled in the cohort.";
}

/// One position of a request, before it is judged.
#[derive(Debug, Clone)]
pub struct PositionAsked {
    pub apprentice_id: ApprenticeId,
    pub skill: String,
    pub level: String,
    pub note: Option<String>,
    pub visit_id: Option<VisitId>,
    pub mission_id: Option<CompanyMissionId>,
    pub mark_id: Option<MarkId>,
}

/// What the positions of a request have in common, and what their evidence may be.
#[derive(Debug, Clone)]
pub struct AskedTogether<'a> {
    pub programme: &'a Programme,
    pub voice: Voice,
    pub kind: PositionKind,
    pub seen_on: NaiveDate,
    pub today: NaiveDate,
    /// Those positions may be of.
    pub people: HashSet<ApprenticeId>,
    pub visits: HashSet<VisitId>,
    pub missions: HashSet<CompanyMissionId>,
    /// Marks within reach of whoever speaks, each with whether it is released.
    pub marks: HashMap<MarkId, bool>,
}

impl AskedTogether<'_> {
    /// Everything wrong with a request, each fault at its place.
    pub fn faults(&self, asked: &[PositionAsked]) -> Vec<Finding> {
        let mut seen = HashSet::new();
        let mut faults: Vec<Finding> = check_day("/seen_on", self.seen_on, self.today).into_iter().collect();
        if self.kind == PositionKind::Initial && self.voice == Voice::Company {
            let facts = say!("L'entreprise dit along_the_way.", "The company says along_the_way.");
            faults.push(INITIAL_IS_NOT_OF_THE_COMPANY.at("/kind", facts));
        }
        for (place, one) in asked.iter().enumerate() {
            let at = |field: &str| format!("/positions/{place}/{field}");
            faults.extend(check_skill(self.programme, &at("skill"), &one.skill));
            faults.extend(check_level(self.programme, &at("level"), &one.level));
            faults.extend(self.check_person(&at("apprentice_id"), one));
            faults.extend(self.check_evidence(at, one));
            if !seen.insert((one.apprentice_id, one.skill.as_str())) {
                let facts = say!(
                    "Cette compétence est déjà positionnée plus haut.",
                    "This skill is already positioned above."
                );
                faults.push(SAID_ONCE.at(at("skill"), facts));
            }
        }
        faults
    }

    fn check_person(&self, pointer: &str, one: &PositionAsked) -> Option<Finding> {
        (!self.people.contains(&one.apprentice_id)).then(|| {
            let facts = say!("Aucun inscrit de cette promotion.", "Nobody enrolled in this cohort.");
            OF_THE_CLASS.at(pointer.to_owned(), facts)
        })
    }

    fn check_evidence(&self, at: impl Fn(&str) -> String, one: &PositionAsked) -> Vec<Finding> {
        let visit = one.visit_id.filter(|id| !self.visits.contains(id)).map(|_| {
            let facts = say!(
                "Aucune visite de cet apprenti à votre portée.",
                "No visit of this apprentice within your reach."
            );
            EVIDENCE_IS_THEIRS.at(at("visit_id"), facts)
        });
        let mission = one.mission_id.filter(|id| !self.missions.contains(id)).map(|_| {
            let facts = say!("Aucune mission de cet apprenti.", "No mission of this apprentice.");
            EVIDENCE_IS_THEIRS.at(at("mission_id"), facts)
        });
        let mark = one.mark_id.and_then(|id| self.check_mark(at("mark_id"), id));
        visit.into_iter().chain(mission).chain(mark).collect()
    }

    /// A mark out of reach is refused as one there is not, whether or not it is released.
    fn check_mark(&self, pointer: String, id: MarkId) -> Option<Finding> {
        match self.marks.get(&id) {
            Some(true) => None,
            Some(false) => {
                let facts = say!(
                    "Les notes de cet examen blanc ne sont pas publiées.",
                    "The marks of this mock exam are not released."
                );
                Some(MARK_IS_RELEASED.at(pointer, facts))
            }
            None => {
                let facts = say!(
                    "Aucune note de cet apprenti à votre portée.",
                    "No mark of this apprentice within your reach."
                );
                Some(EVIDENCE_IS_THEIRS.at(pointer, facts))
            }
        }
    }
}

/// How many levels apart the voices are, among the latest of each that the scale still has; 0 when they agree.
pub fn levels_apart<'a>(programme: &Programme, latest: impl IntoIterator<Item = &'a SkillPosition>) -> usize {
    let ranks: Vec<usize> =
        latest.into_iter().filter_map(|one| programme.rank_of_level(&one.facts.level)).collect();
    let (lowest, highest) = (ranks.iter().min(), ranks.iter().max());
    highest.zip(lowest).map_or(0, |(highest, lowest)| highest - lowest)
}

/// The latest of each voice among the latest of each voice and kind, in the order of the voices.
pub fn latest_of_each_voice(positions: Vec<&SkillPosition>) -> Vec<&SkillPosition> {
    let said = |voice: &Voice| {
        let theirs = positions.iter().filter(|one| one.voice == *voice);
        theirs.max_by_key(|one| (one.facts.seen_on, one.id)).copied()
    };
    Voice::ALL.iter().filter_map(said).collect()
}
