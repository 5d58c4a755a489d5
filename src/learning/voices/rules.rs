//! What every room of skills refuses alike: codes the programme does not have, days to come, another's voice.

use chrono::NaiveDate;

use super::model::Voice;
use crate::catalogue::programmes::file::Programme;
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::people::apprentices::model::EnrolmentInCohort;
use crate::platform::error::Problem;
use crate::trust::access::{Caller, Role};
use crate::{rules, say};

rules! {
    /// Skills are those of a programme that is followed.
    PROGRAMME_IS_FOLLOWED = error "skill.no_programme", "Règle du site";
        "On parle des compétences d'un apprenti inscrit dans une promotion." /
        "One speaks of the skills of an apprentice enrolled in a cohort.";
    /// A skill is one of the programme.
    SKILL_OF_THE_PROGRAMME = error "skill.unknown", "Programme de formation";
        "Une compétence est une compétence du programme." /
        "A skill is a skill of the programme.";
    /// A level is one of the scale of the programme.
    LEVEL_OF_THE_SCALE = error "skill.level_unknown", "Programme de formation";
        "Un niveau est un niveau de l'échelle du programme." /
        "A level is a level of the scale of the programme.";
    /// What is said was seen already.
    SEEN_BY_NOW = error "skill.day_to_come", "Règle du site";
        "Ce qui est dit a déjà été vu." /
        "What is said was seen already.";
}

/// The enrolment that counts on a day: the last one begun, else the first to come. They come in the order of cohorts.
pub fn current(enrolled: Vec<EnrolmentInCohort>, today: NaiveDate) -> Option<EnrolmentInCohort> {
    let begun = enrolled.iter().rposition(|row| row.cohort.starts_on <= today);
    enrolled.into_iter().nth(begun.unwrap_or_default())
}

/// Refuses a skill that the programme does not have, with those there are.
pub fn check_skill(programme: &Programme, pointer: &str, code: &str) -> Option<Finding> {
    programme.skill(code).is_none().then(|| {
        let skills = programme.skill_blocks.iter().flat_map(|block| &block.skills);
        let known = skills.map(|skill| skill.code.as_str()).collect::<Vec<_>>().join(", ");
        let facts = say!("Compétences du programme : {known}.", "Skills of the programme: {known}.");
        SKILL_OF_THE_PROGRAMME.at(pointer.to_owned(), facts)
    })
}

/// Refuses a level that the scale does not have, with those there are.
pub fn check_level(programme: &Programme, pointer: &str, code: &str) -> Option<Finding> {
    programme.rank_of_level(code).is_none().then(|| {
        let levels = programme.skill_scale.iter().map(|level| level.code.as_str());
        let known = levels.collect::<Vec<_>>().join(", ");
        let facts = say!("Niveaux de l'échelle : {known}.", "Levels of the scale: {known}.");
        LEVEL_OF_THE_SCALE.at(pointer.to_owned(), facts)
    })
}

/// Refuses a day to come.
pub fn check_day(pointer: &str, day: NaiveDate, today: NaiveDate) -> Option<Finding> {
    (day > today).then(|| {
        let jour = french_day(today);
        let facts = say!("Au plus tard aujourd'hui, le {jour}.", "Today, {today}, at the latest.");
        SEEN_BY_NOW.at(pointer.to_owned(), facts)
    })
}

/// Refuses with 403 to take back what another voice said: each takes back what it said itself, an administrator all.
pub fn refuse_other_voice(caller: &Caller, said_by: Voice) -> Result<(), Problem> {
    if caller.role == Role::Administrator || Voice::of(caller.role) == Some(said_by) {
        return Ok(());
    }
    Err(Problem::forbidden_because(
        "skill.other_voice",
        say!(
            "Chacun retire ce qu'il a dit lui-même : l'apprenti, le centre ou l'entreprise.",
            "Each takes back what it said itself: the apprentice, the centre or the company."
        ),
    ))
}
