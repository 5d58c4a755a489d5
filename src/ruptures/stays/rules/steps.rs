//! The steps of a stay without a contract: which are asked, where each stands, what is refused of one.

use chrono::NaiveDate;

use super::stay::Stay;
use crate::law::calendar::{add_days, french_day};
use crate::law::figures::{StayLaw, StayStepKind};
use crate::law::findings::Finding;
use crate::ruptures::stays::model::StayStepFacts;
use crate::{rules, say, text_enum};

rules! {
    /// A step belongs to a stay without a contract.
    STAY_EXISTS = error "stay.none", "Code du travail, art. L6222-12-1 et L6222-18-2";
        "Une démarche se rattache à une période sans contrat, à l'entrée en formation ou après une rupture." /
        "A step belongs to a stay without a contract, at the entry in the training or after a rupture.";
    /// A step is one of the list.
    STEP_OF_THE_LIST = error "stay_step.unknown", "catalogue/law/stays.toml";
        "Une démarche figure dans la liste, pour ce début de période." /
        "A step is in the list, for a stay that began so.";
    /// Some steps are milestones of the broken contract.
    STEP_IS_MILESTONE = error "stay_step.is_milestone", "catalogue/law/stays.toml";
        "Ce que le contrat rompu garde déjà s'y enregistre, une fois." /
        "What the broken contract already keeps is recorded there, once.";
    /// What is recorded was done.
    STEP_DONE_ALREADY = error "stay_step.in_future", "Règle du site";
        "Une démarche enregistrée a eu lieu : sa date ne vient pas après aujourd'hui." /
        "A step recorded took place: its day does not come after today.";
    /// Only the cover has days, in order.
    COVER_HAS_DAYS = error "stay_step.cover_days", "Fiche Service-Public sur la rupture : cerfa P2S";
        "Seule la couverture sociale a un premier et un dernier jour, dans cet ordre." /
        "Only the social cover has a first and a last day, in that order.";
    /// A step is recorded once a stay.
    RECORDED_ONCE = error "stay_step.already_recorded", "Règle du site";
        "Une démarche s'enregistre une fois par période ; une erreur se corrige ou se retire." /
        "A step is recorded once a stay; a mistake is corrected or taken back.";
}

text_enum!(
    /// Where a step of a stay stands on a day.
    StayStepState {
        /// The stay has not begun.
        Upcoming = "upcoming" => "À venir" / "Upcoming",
        /// It is to be done.
        Due = "due" => "À faire" / "Due",
        /// Its day is over.
        Late = "late" => "En retard" / "Late",
        /// It was done.
        Done = "done" => "Fait" / "Done",
        /// The stay ended before.
        Lapsed = "lapsed" => "Sans objet" / "Lapsed",
    }
);

/// The steps asked of a stay, each with the day by which it should be done.
pub fn asked_of<'a>(stay: &Stay, law: &'a StayLaw) -> Vec<(&'a StayStepKind, NaiveDate)> {
    let theirs = law.steps.iter().filter(|step| step.is_after(stay.kind.as_str()));
    theirs.map(|step| (step, add_days(stay.from_on, step.days))).collect()
}

/// Where a step stands on a day.
pub fn step_state(
    stay: &Stay,
    due_on: NaiveDate,
    done_on: Option<NaiveDate>,
    as_of: NaiveDate,
) -> StayStepState {
    let over = stay.last_day().is_none_or(|last| as_of > last);
    match () {
        () if done_on.is_some_and(|on| on <= as_of) => StayStepState::Done,
        () if as_of < stay.from_on => StayStepState::Upcoming,
        () if over => StayStepState::Lapsed,
        () if as_of > due_on => StayStepState::Late,
        () => StayStepState::Due,
    }
}

/// The step of a code, for a stay; otherwise why it is not recorded with it.
pub fn check_step<'a>(stay: &Stay, code: &str, law: &'a StayLaw) -> Result<&'a StayStepKind, Finding> {
    let asked = law.steps.iter().filter(|step| step.is_after(stay.kind.as_str()));
    let recorded: Vec<&str> =
        asked.clone().filter(|step| step.recorded_as.is_none()).map(|step| step.code.as_str()).collect();
    let codes = recorded.join(", ");
    match asked.clone().find(|step| step.code == code) {
        None => {
            Err(STEP_OF_THE_LIST.at("/step", say!("Démarches connues : {codes}.", "Known steps: {codes}.")))
        }
        Some(step) => match &step.recorded_as {
            None => Ok(step),
            Some(kind) => Err(STEP_IS_MILESTONE.at(
                "/step",
                say!(
                    "Enregistrez-la par POST /v1/contracts/{{id}}/milestones, `kind` : {kind}.",
                    "Record it by POST /v1/contracts/{{id}}/milestones, `kind`: {kind}."
                ),
            )),
        },
    }
}

/// Everything wrong with the days of a step.
pub fn faults_of(facts: &StayStepFacts, step: &StayStepKind, today: NaiveDate) -> Vec<Finding> {
    let mut faults = Vec::new();
    if facts.done_on > today {
        let jour = french_day(today);
        let told = say!("Au plus tard aujourd'hui, le {jour}.", "Today, {today}, at the latest.");
        faults.push(STEP_DONE_ALREADY.at("/done_on", told));
    }
    for (field, day) in [("/starts_on", facts.starts_on), ("/ends_on", facts.ends_on)] {
        if day.is_some() && !step.is_cover {
            let told = say!(
                "Retirez ce champ : cette démarche ne donne pas de couverture.",
                "Remove this field: this step gives no cover."
            );
            faults.push(COVER_HAS_DAYS.at(field, told));
        }
    }
    if let (Some(starts_on), Some(ends_on)) = (facts.starts_on, facts.ends_on)
        && ends_on < starts_on
    {
        let jour = french_day(starts_on);
        let told = say!("Le {jour} au plus tôt.", "{starts_on} at the earliest.");
        faults.push(COVER_HAS_DAYS.at("/ends_on", told));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::figures::Law;
    use crate::ruptures::stays::rules::stay::StayKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn after_rupture() -> Stay {
        Stay {
            kind: StayKind::AfterRupture,
            contract_id: None,
            ground: None,
            from_on: day("2026-02-10"),
            until_on: Some(day("2026-08-10")),
            taken_over_on: None,
            excluded_on: None,
            training_ends_on: day("2027-08-24"),
        }
    }

    #[test]
    fn each_step_has_its_day_and_its_state() {
        let law = Law::embedded().unwrap();
        let law = law.stays.on(day("2026-02-10"));
        let stay = after_rupture();
        let asked: Vec<_> = asked_of(&stay, law).iter().map(|(step, on)| (&*step.code, *on)).collect();
        assert!(asked.contains(&("p2s_received", day("2026-02-25"))), "{asked:?}");
        assert!(asked.contains(&("student_card_returned", day("2026-02-25"))));
        let start = Stay { kind: StayKind::CycleStart, ..stay.clone() };
        assert!(asked_of(&start, law).iter().all(|(step, _)| step.recorded_as.is_none()));
        let due_on = day("2026-02-25");
        for (as_of, done_on, expected) in [
            ("2026-02-09", None, StayStepState::Upcoming),
            ("2026-02-25", None, StayStepState::Due),
            ("2026-02-26", None, StayStepState::Late),
            ("2026-08-11", None, StayStepState::Lapsed),
            ("2026-02-26", Some("2026-02-26"), StayStepState::Done),
            ("2026-02-25", Some("2026-02-26"), StayStepState::Due),
        ] {
            assert_eq!(step_state(&stay, due_on, done_on.map(day), day(as_of)), expected, "{as_of}");
        }
    }

    #[test]
    fn a_step_is_of_the_list_and_only_a_cover_has_days() {
        let law = Law::embedded().unwrap();
        let law = law.stays.on(day("2026-02-10"));
        let stay = after_rupture();
        let refused = |code: &str| check_step(&stay, code, law).err().map(|finding| finding.code);
        assert_eq!(refused("p2s_given"), None);
        assert_eq!(refused("horoscope"), Some("stay_step.unknown"));
        assert_eq!(refused("student_card_returned"), Some("stay_step.is_milestone"));
        let facts = StayStepFacts {
            done_on: day("2026-02-20"),
            starts_on: Some(day("2026-02-10")),
            ends_on: Some(day("2026-02-09")),
            note: None,
        };
        let faults = |code: &str, today: &str| {
            let found = faults_of(&facts, law.step(code).unwrap(), day(today));
            found.into_iter().map(|one| (one.pointer.into_owned(), one.code)).collect::<Vec<_>>()
        };
        assert_eq!(faults("p2s_received", "2026-02-20"), [("/ends_on".into(), "stay_step.cover_days")]);
        assert_eq!(faults("p2s_given", "2026-02-19").len(), 4);
    }
}
