//! When a leaver is asked, who is a leaver, what is refused of surveys and answers.

use chrono::NaiveDate;

use super::model::{LeaverSurvey, OfficialFigureFacts, OutcomeFacts, SurveyState};
use crate::law::calendar::{add_days, add_months, french_day};
use crate::law::figures::{SurveyPlan, SurveyWave};
use crate::law::findings::Finding;
use crate::people::apprentices::model::EnrolmentFacts;
use crate::{rules, say};

rules! {
    /// A wave is one of those there are.
    WAVE_IS_KNOWN = error "outcome_survey.wave_unknown", "InserJeunes : situation à 6, 12, 18 et 24 mois";
        "Une vague d'enquête est l'une de celles qui sont prévues." /
        "A wave of surveys is one of those there are.";
    /// Answers are taken while the wave lasts.
    TAKEN_WHILE_IT_LASTS = error "outcome_survey.not_open", "Règle du site";
        "Une réponse se donne tant que la vague est ouverte." /
        "An answer is given while the wave is open.";
    /// Nobody is reminded before a link, nor once they answered.
    REMINDED_FOR_AN_ANSWER = error "outcome_survey.nothing_to_remind", "Règle du site";
        "On relance qui a reçu son lien et n'a pas répondu." /
        "One reminds whoever received their link and did not answer.";
    /// Reminders are few, and apart.
    REMINDERS_ARE_FEW = error "outcome_survey.reminded_enough", "Règle du site";
        "Les relances d'une enquête sont comptées, et espacées." /
        "The reminders of a survey are counted, and some days apart.";
    /// Nobody is asked against their will.
    OBJECTED = error "outcome_survey.objected", "RGPD, art. 21";
        "Qui s'est opposé aux enquêtes ne reçoit plus ni lien ni relance." /
        "Whoever objected to surveys receives neither link nor reminder any more.";
    /// Somebody objects once.
    OBJECTED_ALREADY = error "survey_objection.known", "RGPD, art. 21";
        "Une opposition aux enquêtes est écrite une fois, au plus tard le jour même." /
        "An objection to surveys is written once, that day at the latest.";
    /// An answer was given on a day of the wave.
    ANSWERED_WITHIN_THE_WAVE = error "outcome_answer.outside_wave", "Règle du site";
        "Une réponse est donnée un jour de la vague, au plus tard aujourd'hui." /
        "An answer is given on a day of the wave, today at the latest.";
    /// What goes on began before it was told.
    BEGAN_BEFORE_IT_WAS_TOLD = error "outcome_answer.since_to_come", "Règle du site";
        "Ce qu'on fait a commencé au plus tard le jour où on le dit." /
        "What one does began on the day one tells it at the latest.";
    /// A rate of employment has its months, no other has.
    MONTHS_OF_EMPLOYMENT = error "official_figure.months", "InserJeunes";
        "Un taux d'emploi est donné avec le nombre de mois, les autres sans." /
        "A rate of employment is given with its months, the others without.";
    /// A figure has a value, or why it has none.
    VALUE_OR_WHY = error "official_figure.value_or_reason", "Code du travail, art. L6111-8";
        "Un chiffre officiel a une valeur, ou la raison pour laquelle il n'en a pas : absent n'est pas zéro." /
        "An official figure has a value, or why it has none: absent is not zero.";
    /// A rate is between nothing and all; added value may be below zero.
    VALUE_IN_BOUNDS = error "official_figure.value", "Règle du site";
        "Un taux va de 0 à 100 % ; seule la valeur ajoutée peut être négative." /
        "A rate goes from 0 to 100 %; added value alone may be negative.";
    /// Years follow one another, and a figure was published.
    YEARS_IN_ORDER = error "official_figure.years", "Règle du site";
        "Les années d'un chiffre se suivent, et il est publié au plus tard aujourd'hui." /
        "The years of a figure follow one another, and it was published by today.";
    /// A figure of a year is entered once.
    FIGURE_ONCE = error "official_figure.known", "Règle du site";
        "Un chiffre officiel d'un même taux et des mêmes années est saisi une fois." /
        "An official figure of one rate and years is entered once.";
}

/// The last day of somebody in a training: of their exclusion, else the one expected, else the cohort's.
pub fn ended_on(facts: &EnrolmentFacts, cohort_ends_on: NaiveDate) -> NaiveDate {
    let expected = facts.expected_ends_on.unwrap_or(cohort_ends_on);
    let excluded = facts.excluded_on.map(|first_day_out| add_days(first_day_out, -1));
    excluded.map_or(expected, |last| last.min(expected))
}

/// The first and last days on which whoever left on a day answers a wave.
pub fn window(ended_on: NaiveDate, wave: SurveyWave) -> (NaiveDate, NaiveDate) {
    let opens_on = add_months(ended_on, wave.months.into());
    (opens_on, add_days(opens_on, wave.days - 1))
}

/// Where a survey stands on a day.
pub fn state_on(survey: &LeaverSurvey, answered: bool, today: NaiveDate) -> SurveyState {
    match (answered, today) {
        (true, _) => SurveyState::Answered,
        _ if today < survey.opens_on => SurveyState::ToCome,
        _ if today > survey.closes_on => SurveyState::NoAnswer,
        _ => SurveyState::Open,
    }
}

/// Why no answer is taken today, if none is.
pub fn check_open(survey: &LeaverSurvey, today: NaiveDate) -> Option<Finding> {
    let (first, last) = (survey.opens_on, survey.closes_on);
    let (du, au) = (french_day(first), french_day(last));
    let outside = today < first || today > last;
    outside.then(|| TAKEN_WHILE_IT_LASTS.at("", say!("Du {du} au {au}.", "From {first} to {last}.")))
}

/// Why a leaver is not reminded today, if they are not.
pub fn check_reminder(
    survey: &LeaverSurvey,
    answered: bool,
    plan: &SurveyPlan,
    today: NaiveDate,
) -> Option<Finding> {
    if let Some(closed) = check_open(survey, today) {
        return Some(closed);
    }
    let Some(linked) = survey.link_made_on.filter(|_| !answered) else {
        let told = match answered {
            true => say!("Cette personne a déjà répondu.", "This person answered already."),
            false => say!("Faites d'abord son lien.", "Make their link first."),
        };
        return Some(REMINDED_FOR_AN_ANSWER.at("", told));
    };
    if survey.reminders >= plan.reminders {
        let most = plan.reminders;
        return Some(
            REMINDERS_ARE_FEW.at("", say!("{most} relance(s) au plus.", "{most} reminder(s) at most.")),
        );
    }
    let next = add_days(survey.reminded_on.unwrap_or(linked), plan.reminder_days);
    (today < next).then(|| {
        let jour = french_day(next);
        REMINDERS_ARE_FEW.at("", say!("Pas avant le {jour}.", "Not before {next}."))
    })
}

/// Everything wrong with an answer given on a day.
pub fn faults_of_answer(
    survey: &LeaverSurvey,
    facts: &OutcomeFacts,
    answered_on: NaiveDate,
    today: NaiveDate,
) -> Vec<Finding> {
    let mut faults = Vec::new();
    let last = survey.closes_on.min(today);
    if answered_on < survey.opens_on || answered_on > last {
        let (first, du, au) = (survey.opens_on, french_day(survey.opens_on), french_day(last));
        let told = say!("Du {du} au {au}.", "From {first} to {last}.");
        faults.push(ANSWERED_WITHIN_THE_WAVE.at("/answered_on", told));
    }
    if facts.since_on.is_some_and(|since| since > answered_on) {
        let jour = french_day(answered_on);
        let told = say!("Le {jour} au plus tard.", "{answered_on} at the latest.");
        faults.push(BEGAN_BEFORE_IT_WAS_TOLD.at("/since_on", told));
    }
    faults
}

/// Everything wrong with an official figure.
pub fn faults_of_figure(facts: &OfficialFigureFacts, today: NaiveDate) -> Vec<Finding> {
    let mut faults = Vec::new();
    if facts.rate.has_months() != facts.months.is_some() {
        let told = say!("Par exemple 6 pour un taux d'emploi.", "For instance 6 for a rate of employment.");
        faults.push(MONTHS_OF_EMPLOYMENT.at("/months", told));
    }
    if facts.value_hundredths.is_some() == facts.withheld_reason.is_some() {
        let told =
            say!("Donnez value_hundredths ou withheld_reason.", "Give value_hundredths or withheld_reason.");
        faults.push(VALUE_OR_WHY.at("/value_hundredths", told));
    }
    if facts.value_hundredths.is_some_and(|value| value < 0) && !facts.rate.may_be_negative() {
        let told = say!("0 au moins.", "0 at least.");
        faults.push(VALUE_IN_BOUNDS.at("/value_hundredths", told));
    }
    if facts.vintage_from > facts.vintage_to {
        let first = facts.vintage_from;
        let told = say!("{first} au plus tôt.", "{first} at the earliest.");
        faults.push(YEARS_IN_ORDER.at("/vintage_to", told));
    }
    if facts.published_on > today {
        let jour = french_day(today);
        let told = say!("Le {jour} au plus tard.", "{today} at the latest.");
        faults.push(YEARS_IN_ORDER.at("/published_on", told));
    }
    faults
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ids::{EnrolmentId, OutcomeSurveyId, SiteId};
    use crate::law::figures::Law;
    use crate::outcomes::surveys::model::{OfficialRate, OutcomeCategory, Situation};

    pub(in crate::outcomes::surveys) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    pub(in crate::outcomes::surveys) fn survey() -> LeaverSurvey {
        LeaverSurvey {
            id: OutcomeSurveyId::new(),
            site_id: SiteId::new(),
            enrolment_id: EnrolmentId::new(),
            wave_months: 6,
            ended_on: day("2027-08-24"),
            opens_on: day("2028-02-24"),
            closes_on: day("2028-04-23"),
            link_made_on: None,
            reminders: 0,
            reminded_on: None,
            version: 1,
            created_at: chrono::DateTime::UNIX_EPOCH,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    pub(in crate::outcomes::surveys) fn plan() -> SurveyPlan {
        Law::embedded().unwrap().surveys.newest().surveys.clone()
    }

    #[test]
    fn the_waves_are_those_of_the_official_rates_counted_from_the_own_end() {
        let months: Vec<i16> = plan().waves.iter().map(|wave| wave.months).collect();
        assert_eq!(months, [6, 12, 18, 24]);
        let known = survey();
        assert_eq!(window(known.ended_on, plan().waves[0]), (known.opens_on, known.closes_on));
        // a month has no 31st: the last day stands for it
        assert_eq!(window(day("2027-08-31"), plan().waves[0]).0, day("2028-02-29"));
        let facts = |expected: Option<&str>, excluded: Option<&str>| EnrolmentFacts {
            enrolled_on: day("2025-06-02"),
            entered_on: None,
            expected_ends_on: expected.map(day),
            entry_year: None,
            entry_reason: None,
            continues_enrolment_id: None,
            excluded_on: excluded.map(day),
        };
        for (expected, excluded, last) in [
            (None, None, "2027-08-24"),
            (Some("2028-08-24"), None, "2028-08-24"),
            (None, Some("2026-03-02"), "2026-03-01"),
        ] {
            assert_eq!(ended_on(&facts(expected, excluded), day("2027-08-24")), day(last));
        }
    }

    #[test]
    fn who_did_not_answer_is_known_once_the_wave_is_over() {
        for (today, answered, state) in [
            ("2028-02-23", false, SurveyState::ToCome),
            ("2028-02-24", false, SurveyState::Open),
            ("2028-04-23", false, SurveyState::Open),
            ("2028-04-24", false, SurveyState::NoAnswer),
            ("2028-04-24", true, SurveyState::Answered),
        ] {
            assert_eq!(state_on(&survey(), answered, day(today)), state, "{today}");
        }
    }

    #[test]
    fn reminders_are_few_apart_and_stop_with_the_answer() {
        let code = |survey: &LeaverSurvey, answered: bool, today: &str| {
            check_reminder(survey, answered, &plan(), day(today)).map(|found| found.code)
        };
        let linked = LeaverSurvey { link_made_on: Some(day("2028-02-24")), ..survey() };
        assert_eq!(code(&survey(), false, "2028-03-09"), Some("outcome_survey.nothing_to_remind"));
        assert_eq!(code(&linked, true, "2028-03-09"), Some("outcome_survey.nothing_to_remind"));
        assert_eq!(code(&linked, false, "2028-03-08"), Some("outcome_survey.reminded_enough"));
        assert_eq!(code(&linked, false, "2028-03-09"), None);
        let once = LeaverSurvey { reminders: 1, reminded_on: Some(day("2028-03-09")), ..linked.clone() };
        assert_eq!(code(&once, false, "2028-03-22"), Some("outcome_survey.reminded_enough"));
        assert_eq!(code(&once, false, "2028-03-23"), None);
        let twice = LeaverSurvey { reminders: 2, reminded_on: Some(day("2028-03-23")), ..linked.clone() };
        assert_eq!(code(&twice, false, "2028-04-20"), Some("outcome_survey.reminded_enough"));
        assert_eq!(code(&linked, false, "2028-04-24"), Some("outcome_survey.not_open"));
    }

    #[test]
    fn an_answer_is_of_a_day_of_the_wave_and_tells_of_the_past() {
        let facts = |since: Option<&str>| OutcomeFacts {
            situation: Situation::Employed,
            organisation: None,
            town: None,
            since_on: since.map(day),
        };
        let codes = |since: Option<&str>, on: &str, today: &str| {
            let faults = faults_of_answer(&survey(), &facts(since), day(on), day(today));
            faults.into_iter().map(|one| one.code).collect::<Vec<_>>()
        };
        assert!(codes(Some("2027-09-01"), "2028-03-01", "2028-03-02").is_empty());
        assert_eq!(codes(None, "2028-03-03", "2028-03-02"), ["outcome_answer.outside_wave"]);
        assert_eq!(codes(None, "2028-04-24", "2028-05-02"), ["outcome_answer.outside_wave"]);
        assert_eq!(codes(Some("2028-03-02"), "2028-03-01", "2028-03-02"), ["outcome_answer.since_to_come"]);
    }

    #[test]
    fn only_a_salaried_job_in_france_is_employment() {
        let counted: Vec<(Situation, OutcomeCategory)> =
            Situation::ALL.iter().map(|one| (*one, one.category())).collect();
        let of = |category: OutcomeCategory| {
            counted.iter().filter(move |(_, is)| *is == category).map(|(one, _)| *one)
        };
        assert_eq!(of(OutcomeCategory::Employed).collect::<Vec<_>>(), [Situation::Employed]);
        let studying: Vec<_> = of(OutcomeCategory::Studying).collect();
        assert_eq!(studying, [Situation::Studying, Situation::Apprenticeship]);
        assert_eq!(of(OutcomeCategory::Other).count(), 4);
    }

    #[test]
    fn a_figure_that_is_withheld_is_not_zero() {
        let sound = OfficialFigureFacts {
            programme_code: None,
            rate: OfficialRate::Employment,
            months: Some(6),
            vintage_from: 2023,
            vintage_to: 2024,
            value_hundredths: Some(7143),
            population: Some(56),
            withheld_reason: None,
            source: "InserJeunes".to_owned(),
            published_on: day("2026-02-10"),
        };
        let codes = |facts: &OfficialFigureFacts| {
            let faults = faults_of_figure(facts, day("2026-11-30"));
            faults.into_iter().map(|one| one.code).collect::<Vec<_>>()
        };
        assert!(codes(&sound).is_empty());
        let none = OfficialFigureFacts { value_hundredths: None, ..sound.clone() };
        assert_eq!(codes(&none), ["official_figure.value_or_reason"]);
        let why = OfficialFigureFacts { withheld_reason: Some("Moins de 20".to_owned()), ..none };
        assert!(codes(&why).is_empty());
        let timeless = OfficialFigureFacts { months: None, ..sound.clone() };
        assert_eq!(codes(&timeless), ["official_figure.months"]);
        let negative = OfficialFigureFacts { value_hundredths: Some(-300), ..sound.clone() };
        assert_eq!(codes(&negative), ["official_figure.value"]);
        let added = OfficialFigureFacts { rate: OfficialRate::AddedValue, months: None, ..negative };
        assert!(codes(&added).is_empty());
        let backwards = OfficialFigureFacts { vintage_from: 2025, ..sound };
        assert_eq!(codes(&backwards), ["official_figure.years"]);
    }
}
