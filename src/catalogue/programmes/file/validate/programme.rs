//! Rules of a programme: identity, dates, windows, alternation, mock exams, open days, results.

use chrono::{Datelike, Months, NaiveDate};

use super::super::fault::Faults;
use super::super::{
    AnnouncedCohort, Certainty, FileFault, OpenDay, OutcomeSurvey, Programme, PublishedFigure, Rhythm,
    RhythmPeriod, Rncp,
};
use super::paths;
use super::shapes::{is_normal, is_period};
use crate::law::identifiers;
use crate::say;

/// A cohort may last this many days more or less than the announced duration.
const DURATION_TOLERANCE_DAYS: i64 = 31;

/// Days worked or taught in a week, at most: one day of rest is due.
const DAYS_A_WEEK: u8 = 6;

/// What a programme file breaks on its own.
pub(in super::super) fn programme_faults(file: &str, programme: &Programme) -> Vec<FileFault> {
    let mut faults = Faults::in_file(file);
    faults.require_readable("", programme);
    check_identity(&mut faults, programme);
    check_rncp(&mut faults, &programme.rncp);
    check_opening(&mut faults, programme);
    check_admission(&mut faults, programme);
    check_documents(&mut faults, programme);
    check_rhythm(&mut faults, programme);
    check_mock_exams(&mut faults, programme);
    check_open_days(&mut faults, &programme.open_days);
    faults.check_skills(programme);
    faults.check_exams(programme);
    check_results(&mut faults, programme);
    faults.into_found()
}

fn check_identity(faults: &mut Faults, programme: &Programme) {
    faults.require_slug("code", &programme.code);
    faults.require_slug("site", &programme.site);
    faults.require(programme.version.chars().count() <= 60, "version", || {
        say!(
            "une version est courte, par exemple \"2026.1\" : 60 caractères au plus",
            "a version is short, such as \"2026.1\": at most 60 characters"
        )
    });
    faults.require_between("duration_months", programme.duration_months, 1, 60);
    faults.require_between("visits_per_year", programme.visits_per_year, 0, 12);
    faults.require_between(
        "funding.enrolment_fee_cents",
        programme.funding.enrolment_fee_cents,
        0,
        10_000_000,
    );
    let diploma = programme.diploma_code.as_deref();
    let shape = (
        "huit caractères, trois chiffres au milieu, par exemple \"32031213\"",
        "eight characters, three digits in the middle, such as \"32031213\"",
    );
    faults.require_shape("diploma_code", diploma, is_normal(identifiers::diploma_code), shape);
    let unverified = programme.diploma_code_certainty == Certainty::Unverified;
    faults.require_reason("diploma_code_certainty", unverified, programme.diploma_code_note.as_deref());
}

fn check_rncp(faults: &mut Faults, rncp: &Rncp) {
    let shape = (
        "RNCP et trois à cinq chiffres, par exemple \"RNCP38362\"",
        "RNCP and three to five digits, such as \"RNCP38362\"",
    );
    faults.require_shape("rncp.code", Some(&rncp.code), is_normal(identifiers::rncp), shape);
    faults.require_between("rncp.level", rncp.level, 1, 8);
    let end = Some(rncp.registration_ends_on);
    in_order(faults, "rncp.registration_ends_on", ("paths_start_on", rncp.paths_start_on), end);
    in_order(faults, "rncp.last_delivery_on", ("registration_ends_on", end), rncp.last_delivery_on);
    in_order(
        faults,
        "rncp.published_on",
        ("decree_published_on", rncp.decree_published_on),
        rncp.published_on,
    );
}

fn in_order(faults: &mut Faults, path: &str, earlier: (&str, Option<NaiveDate>), later: Option<NaiveDate>) {
    if let ((name, Some(earlier)), Some(later)) = (earlier, later) {
        faults.require(earlier <= later, path, || {
            say!(
                "{later} précède {name} ({earlier}) : écrivez ce jour ou un suivant",
                "{later} comes before {name} ({earlier}): write that day or a later one"
            )
        });
    }
}

fn check_opening(faults: &mut Faults, programme: &Programme) {
    faults.require_between("opening.month", programme.opening.month, 1, 12);
    for (rank, cohort) in programme.announced_cohorts.iter().enumerate() {
        check_cohort(faults, &format!("announced_cohorts[{rank}]"), programme, cohort);
    }
}

fn check_cohort(faults: &mut Faults, at: &str, programme: &Programme, cohort: &AnnouncedCohort) {
    if cohort.ends_on <= cohort.starts_on {
        let message = say!(
            "la promotion finit le {} et commence le {} : écrivez un jour suivant",
            "the cohort ends on {} and starts on {}: write a later day",
            cohort.ends_on,
            cohort.starts_on
        );
        faults.note(format!("{at}.ends_on"), message);
        return;
    }
    faults.require(
        cohort.starts_on.month() == u32::from(programme.opening.month),
        format!("{at}.starts_on"),
        || {
            say!(
                "{} n'est pas dans le mois de rentrée ({}) : changez l'un des deux",
                "{} is not in the opening month ({}): change one of them",
                cohort.starts_on,
                programme.opening.month
            )
        },
    );
    let expected = cohort.starts_on.checked_add_months(Months::new(programme.duration_months));
    let gap = expected.map_or(i64::MAX, |expected| (expected - cohort.ends_on).num_days().abs());
    faults.require(gap <= DURATION_TOLERANCE_DAYS, format!("{at}.ends_on"), || {
        let months = programme.duration_months;
        say!(
            "du {} au {} ne fait pas {months} mois, à un près",
            "from {} to {} is not {months} months, give or take one",
            cohort.starts_on,
            cohort.ends_on
        )
    });
}

fn check_admission(faults: &mut Faults, programme: &Programme) {
    let window = &programme.admission_window;
    faults.require_between("admission_window.first_month", window.first_month, 1, 12);
    faults.require_between("admission_window.last_month", window.last_month, 1, 12);
    faults.require(window.first_month <= window.last_month, "admission_window", || {
        let (first, last) = (window.first_month, window.last_month);
        say!(
            "elle ouvre le mois {first} et ferme le mois {last} : elle ouvre avant de fermer, dans la même année",
            "it opens in month {first} and closes in month {last}: it opens before it closes, within one year"
        )
    });
    faults.require_between("contract_window.months_before", programme.contract_window.months_before, 0, 12);
    faults.require_between("contract_window.months_after", programme.contract_window.months_after, 0, 12);
    faults.require(!programme.admission_gates.is_empty(), "admission_gates", || {
        say!(
            "un candidat passe au moins une étape : school_record, motivation_interview ou contract_signed",
            "a candidate passes at least one gate: school_record, motivation_interview or contract_signed"
        )
    });
    let is_code = |code: &String| code.len() == 2 && code.bytes().all(|one| one.is_ascii_digit());
    let codes = &programme.presentation.entry_diploma_codes;
    faults.require(codes.iter().all(is_code), "presentation.entry_diploma_codes", || {
        say!(
            "un diplôme du formulaire officiel a deux chiffres, par exemple \"42\"",
            "a diploma of the official form has two digits, such as \"42\""
        )
    });
    for (rank, gate) in programme.admission_gates.iter().enumerate() {
        let before = programme.admission_gates.iter().take(rank);
        faults.require(
            before.into_iter().all(|other| other.kind != gate.kind),
            format!("admission_gates[{rank}]"),
            || {
                say!(
                    "l'étape {:?} est passée deux fois : gardez-en une",
                    "the gate {:?} is passed twice: keep it once",
                    gate.label
                )
            },
        );
    }
}

fn check_documents(faults: &mut Faults, programme: &Programme) {
    let codes = paths(&programme.documents, "documents", "code", |document| &document.code);
    faults.unique(("code de pièce", "document code"), codes);
    for (rank, document) in programme.documents.iter().enumerate() {
        let at = format!("documents[{rank}]");
        faults.require(document.code.len() <= 40, format!("{at}.code"), || {
            say!("un code de pièce a 40 lettres au plus", "a document code has 40 letters at most")
        });
        faults.require_between(format!("{at}.days"), document.days, -1000, 1000);
    }
}

fn check_rhythm(faults: &mut Faults, programme: &Programme) {
    let rhythm = &programme.rhythm;
    let total = rhythm.days_in_company.saturating_add(rhythm.days_at_centre);
    let most = DAYS_A_WEEK * rhythm.per.weeks();
    faults.require((1..=most).contains(&total), "rhythm", || {
        say!(
            "entreprise et centre font {total} jours par période : écrivez de 1 à {most} jours en tout",
            "company and centre add up to {total} days a period: write 1 to {most} days in all"
        )
    });
    check_weekdays(faults, rhythm);
}

fn check_weekdays(faults: &mut Faults, rhythm: &Rhythm) {
    let named: Vec<u8> = rhythm.company_weekdays.iter().chain(&rhythm.centre_weekdays).copied().collect();
    if named.is_empty() {
        return;
    }
    let once =
        named.iter().enumerate().all(|(rank, day)| (1..=7).contains(day) && !named[..rank].contains(day));
    faults.require(once, "rhythm", || {
        say!(
            "company_weekdays et centre_weekdays nomment des jours de 1 (lundi) à 7, chacun une fois",
            "company_weekdays and centre_weekdays name days from 1 (Monday) to 7, each once"
        )
    });
    let announced = (usize::from(rhythm.days_in_company), usize::from(rhythm.days_at_centre));
    let counted = (rhythm.company_weekdays.len(), rhythm.centre_weekdays.len());
    faults.require(rhythm.per == RhythmPeriod::Week && counted == announced, "rhythm", || {
        say!(
            "les jours nommés sont ceux d'une semaine : {} en entreprise, {} au centre",
            "weekdays are those of one week: {} in the company, {} at the centre",
            announced.0,
            announced.1
        )
    });
}

fn check_mock_exams(faults: &mut Faults, programme: &Programme) {
    let marking = &programme.mock_exam_marking;
    faults.require_between(
        "mock_exam_marking.distribution_from".to_owned(),
        marking.distribution_from,
        2,
        100,
    );
    let gap = marking.agreed_within_hundredths;
    faults.require_between("mock_exam_marking.agreed_within_hundredths".to_owned(), gap, 0, 2000);
    let years = programme.training_years();
    for (rank, exam) in programme.mock_exams.iter().enumerate() {
        let at = format!("mock_exams[{rank}]");
        faults.require_between(format!("{at}.month"), exam.month, 1, 12);
        faults.require_between(format!("{at}.answer_days_before"), exam.answer_days_before(), 0, 60);
        faults.require(
            (1..=years).contains(&u32::from(exam.training_year)),
            format!("{at}.training_year"),
            || {
                say!(
                    "l'année {} n'est pas d'une formation de {years} an(s) : écrivez de 1 à {years}",
                    "year {} is not in a training of {years} year(s): write 1 to {years}",
                    exam.training_year
                )
            },
        );
        let mut before = programme.mock_exams.iter().take(rank);
        let twice =
            before.any(|other| (other.training_year, other.month) == (exam.training_year, exam.month));
        faults.require(!twice, at, || {
            say!(
                "deux examens blancs le même mois de la même année : gardez-en un",
                "two mock exams in the same month of the same year: keep one"
            )
        });
    }
}

fn check_open_days(faults: &mut Faults, open_days: &[OpenDay]) {
    for (rank, day) in open_days.iter().enumerate() {
        let at = format!("open_days[{rank}]");
        faults.require(day.from < day.until, format!("{at}.until"), || {
            say!(
                "les portes ouvrent à {} et ferment à {} : écrivez une heure suivante",
                "the doors open at {} and close at {}: write a later time",
                day.from,
                day.until
            )
        });
        let twice =
            open_days.iter().take(rank).any(|other| other.held_on == day.held_on && other.from == day.from);
        faults.require(!twice, at, || {
            say!(
                "{} à {} est annoncé deux fois : gardez-en un",
                "{} at {} is announced twice: keep it once",
                day.held_on,
                day.from
            )
        });
    }
}

fn check_results(faults: &mut Faults, programme: &Programme) {
    for (rank, figure) in programme.published_figures.iter().enumerate() {
        check_figure(faults, &format!("published_figures[{rank}]"), figure);
    }
    for (rank, survey) in programme.outcome_surveys.iter().enumerate() {
        check_survey(faults, &format!("outcome_surveys[{rank}]"), survey);
    }
}

fn check_figure(faults: &mut Faults, at: &str, figure: &PublishedFigure) {
    if let Some(value) = figure.value_percent {
        faults.require_between(format!("{at}.value_percent"), value, 0, 100);
    }
    faults.require(figure.value_percent.is_some() || figure.remark.is_some(), format!("{at}.remark"), || {
        say!(
            "un indicateur sans valeur dit pourquoi : écrivez value_percent ou une remarque",
            "a figure without a value says why: write value_percent or a remark"
        )
    });
    let shape = (
        "une année (\"2025\") ou deux qui se suivent (\"2024/2025\")",
        "a year (\"2025\") or two that follow (\"2024/2025\")",
    );
    faults.require_shape(format!("{at}.period"), figure.period.as_deref(), is_period, shape);
}

fn check_survey(faults: &mut Faults, at: &str, survey: &OutcomeSurvey) {
    faults.require_between(format!("{at}.intake"), survey.intake, 1990, 2100);
    faults.require_between(format!("{at}.months_after"), survey.months_after, 1, 60);
    let sum: u32 = survey.shares.iter().map(|share| u32::from(share.percent)).sum();
    faults.require(sum == 100, format!("{at}.shares"), || {
        say!(
            "les parts font {sum} % : elles disent ce que tous sont devenus, donc 100 %",
            "the shares add up to {sum} %: they tell what became of all, so 100 %"
        )
    });
}
