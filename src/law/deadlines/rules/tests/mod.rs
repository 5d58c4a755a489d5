//! The worked deadlines of the law, day by day.

mod invoicing;

use super::*;
use crate::law::calendar::Period;
use crate::law::deadlines::model::{
    AmendedFacts, CompanyDays, DeadlineCode as Code, DeadlineState as State, PayStep, PlaceOfWork,
    SentAmendment, SentFile, SiteMonths,
};
use crate::law::holidays::HolidayList;
use crate::law::holidays::samples::{holiday_law, holidays_at};
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn contract(starts_on: &str) -> Facts {
    Facts::between(day(starts_on), day("2027-08-24"))
}

fn at(postal_code: Option<&str>, good_friday_off: Option<bool>) -> PlaceOfWork {
    let location = (postal_code.map(str::to_owned), None, good_friday_off).into();
    PlaceOfWork { location, ..PlaceOfWork::default() }
}

fn the_sheet() -> Facts {
    Facts {
        cycle: Some(Period { from: day("2025-08-25"), to: day("2027-08-24") }),
        site_window: Some(SiteMonths { before: 2, after: 3 }),
        signed_on: Some(day("2025-07-10")),
        ..contract("2025-08-25")
    }
}

#[track_caller]
fn find(facts: &Facts, code: Code) -> Deadline {
    let deadlines = clock(facts, &Law::embedded().unwrap());
    deadlines.into_iter().find(|deadline| deadline.code == code).unwrap_or_else(|| panic!("no {code}"))
}

#[track_caller]
fn due(facts: &Facts, code: Code) -> String {
    find(facts, code).due_on.map(|day| day.to_string()).unwrap_or_default()
}

#[test]
fn the_employer_has_five_working_days_where_the_work_is() {
    let troyes = Some("10000");
    for (starts_on, postal_code, expected) in [
        ("2025-08-25", troyes, "2025-08-30"),
        ("2025-08-14", troyes, "2025-08-21"),
        ("2026-04-02", troyes, "2026-04-09"),
        ("2026-04-02", None, "2026-04-09"),
        ("2026-05-18", Some("97200"), "2026-05-26"),
        ("2026-05-18", troyes, "2026-05-23"),
        ("2026-06-05", Some("97300"), "2026-06-12"),
        ("2026-06-05", troyes, "2026-06-11"),
    ] {
        let workplace = at(postal_code, None);
        let facts = Facts { workplace, ..contract(starts_on) };
        assert_eq!(due(&facts, Code::Deposit), expected, "{starts_on} {postal_code:?}");
    }
}

#[test]
fn good_friday_counts_until_it_is_known_to_be_off() {
    let doubt = "si la commune a un temple protestant ou une église mixte, le vendredi 03/04/2026 (Vendredi saint) \
                 ne compte pas et le dernier jour est le vendredi 10/04/2026";
    for (postal_code, good_friday_off, expected, told) in [
        ("57000", None, "2026-04-09", true),
        ("67000", Some(false), "2026-04-09", false),
        ("68100", Some(true), "2026-04-10", false),
        ("10000", None, "2026-04-09", false),
    ] {
        let (workplace, signed_on) = (at(Some(postal_code), good_friday_off), Some(day("2026-03-02")));
        let sent = SentAmendment {
            step: "an amendment".into(),
            type_code: "31".into(),
            effective_on: day("2026-04-02"),
            signed_on: day("2026-04-01"),
            sent_on: None,
        };
        let amendments = vec![sent];
        let facts = Facts { workplace, signed_on, amendments, ..contract("2026-04-02") };
        for code in [Code::Deposit, Code::AmendmentDeposit] {
            let deadline = find(&facts, code);
            assert_eq!(deadline.due_on, Some(day(expected)), "{code} {postal_code}");
            assert_eq!(deadline.computation.fr.contains(doubt), told, "{}", deadline.computation.fr);
        }
    }
    let after = Facts { workplace: at(Some("57000"), None), ..contract("2026-04-07") };
    assert!(!find(&after, Code::Deposit).computation.en.contains("mixed church"));
}

#[test]
fn the_free_rupture_ends_a_day_later_where_good_friday_is_off() {
    let period = Period { from: day("2026-02-02"), to: day("2027-08-24") };
    let ends = |postal_code: &str, good_friday_off| {
        let workplace = at(Some(postal_code), good_friday_off);
        let holidays = workplace.holidays();
        let company_days = CompanyDays::weekly(&[1, 2, 3, 4, 5], period, holidays.under(&holiday_law()));
        let facts = Facts { workplace, ..Facts::between(period.from, period.to) };
        let deadline = find(&Facts { company_days: Some(company_days), ..facts }, Code::FreeRupturePeriod);
        (deadline.due_on.unwrap().to_string(), deadline.computation.en.into_owned())
    };
    // the 45th day is Good Friday itself
    assert_eq!(ends("10000", None).0, "2026-04-03");
    assert_eq!(ends("57000", Some(false)).0, "2026-04-03");
    let known = ends("57000", Some(true));
    assert_eq!((known.0.as_str(), known.1.contains("mixed church")), ("2026-04-07", false));
    let (earliest, doubt) = ends("57000", None);
    assert_eq!(earliest, "2026-04-03");
    let later = "Friday 2026-04-03 (Good Friday) does not count and the last day is Tuesday 2026-04-07";
    assert!(doubt.contains(later), "{doubt}");
}

#[test]
fn the_free_rupture_leaves_out_the_holidays_of_the_territory() {
    let period = Period { from: day("2026-05-18"), to: day("2028-05-17") };
    for (list, expected) in [(HolidayList::Martinique, "2026-07-22"), (HolidayList::Standard, "2026-07-21")] {
        let days = CompanyDays::weekly(&[1, 2, 3, 4, 5], period, holidays_at(list));
        assert_eq!(days.reaches(45), Some(day(expected)), "{list}");
    }
}

#[test]
fn a_holiday_that_could_not_be_checked_is_told() {
    let facts = Facts { workplace: at(Some("97150"), None), ..contract("2026-05-26") };
    let deadline = find(&facts, Code::Deposit);
    assert_eq!(deadline.due_on, Some(day("2026-06-02")));
    let told = "Jour férié non vérifié, à contrôler : mercredi 27/05/2026 (Abolition de l'esclavage).";
    assert!(deadline.computation.fr.ends_with(told), "{}", deadline.computation.fr);
    let checked = Facts { workplace: at(Some("97110"), None), ..facts };
    assert!(!find(&checked, Code::Deposit).computation.fr.contains("non vérifié"));
}

#[test]
fn the_computation_lists_the_days_and_names_the_holidays() {
    let workplace = at(Some("10000"), None);
    let facts = Facts { workplace, ..contract("2025-08-14") };
    let deadline = find(&facts, Code::Deposit).computation;
    assert_eq!(
        deadline.fr,
        "5 jours ouvrables après le jeudi 14/08/2025, qui ne compte pas : samedi 16/08/2025 (1), \
         lundi 18/08/2025 (2), mardi 19/08/2025 (3), mercredi 20/08/2025 (4), jeudi 21/08/2025 (5) ; \
         ne comptent pas : vendredi 15/08/2025 (Assomption), dimanche 17/08/2025."
    );
    assert!(deadline.en.contains("Friday 2025-08-15 (Assumption Day)"), "{}", deadline.en);
    let unknown = find(&contract("2025-08-14"), Code::Deposit).computation;
    assert!(unknown.fr.ends_with("jours fériés de métropole, hors Alsace-Moselle."), "{}", unknown.fr);
}

#[test]
fn the_answer_comes_twenty_days_after_the_complete_file_and_silence_means_no() {
    let sent = SentFile { complete_on: Some(day("2025-09-01")), ..SentFile::default() };
    let facts = Facts { sent, ..the_sheet() };
    let deadline = find(&facts, Code::DepositAnswer);
    assert_eq!(deadline.due_on, Some(day("2025-09-21")));
    assert!(deadline.computation.fr.ends_with("Le silence à la fin de ce jour vaut refus."));
    assert_eq!(deadline.rule.source, "Code du travail, art. R6224-3");
    for (today, state) in
        [("2025-08-31", State::Upcoming), ("2025-09-21", State::Due), ("2025-09-22", State::Late)]
    {
        assert_eq!(deadline.state(day(today)), state, "{today}");
    }
    let decided = SentFile { decided_on: Some(day("2025-09-12")), ..sent };
    assert_eq!(
        find(&Facts { sent: decided, ..the_sheet() }, Code::DepositAnswer).state(day("2025-09-30")),
        State::Done
    );
}

#[test]
fn a_public_employer_sends_to_the_state_whose_silence_means_yes() {
    let sent = SentFile { complete_on: Some(day("2025-09-01")), ..SentFile::default() };
    let workplace = PlaceOfWork { public_employer: true, ..the_sheet().workplace };
    let facts = Facts { workplace, sent, ..the_sheet() };
    let deadline = find(&facts, Code::DepositAnswer);
    assert!(deadline.computation.fr.contains("vaut acceptation"));
    assert_eq!(deadline.state(day("2025-09-22")), State::Past);
    let deposit = find(&facts, Code::Deposit);
    assert_eq!(
        (deposit.rule.code, deposit.label.fr.as_ref()),
        ("deadline.public_deposit", "Envoi du contrat à la DDETS")
    );
}

#[test]
fn the_aid_asks_for_a_contract_at_the_opco_within_six_months_of_its_conclusion() {
    let signed = |on: &str, level| Facts {
        signed_on: Some(day(on)),
        certification_level: level,
        ..Facts::between(day("2026-08-31"), day("2028-08-30"))
    };
    let told = |facts: &Facts| {
        let deadlines = clock(facts, &Law::embedded().unwrap()).into_iter();
        deadlines.filter(|one| one.code == Code::EmployerAid).map(|one| one.due_on.unwrap()).next()
    };
    assert_eq!(told(&signed("2026-07-10", Some(5))), Some(day("2027-01-10")));
    assert_eq!(told(&signed("2026-03-07", Some(5))), None, "nothing is due");
    assert_eq!(told(&signed("2026-03-07", Some(4))), Some(day("2026-09-07")));
    assert_eq!(told(&signed("2025-10-31", Some(5))), None, "older texts are not known");
    let mut public = signed("2026-07-10", Some(5));
    public.workplace.public_employer = true;
    assert_eq!(told(&public), None);
    let broken = Facts { rupture_on: Some(day("2026-12-01")), ..signed("2026-07-10", Some(5)) };
    let told = find(&broken, Code::EmployerAid).computation.fr;
    assert!(told.contains("plus due après le 30/11/2026"), "{told}");
}

#[test]
fn an_answer_needs_the_day_of_the_complete_file() {
    let deadline = find(&the_sheet(), Code::DepositAnswer);
    assert_eq!((deadline.due_on, deadline.state(day("2026-01-01"))), (None, State::Unknown));
    assert!(deadline.unknown.unwrap().fr.contains("dossier complet"));
}

#[test]
fn both_windows_of_the_sheet_are_told() {
    for (code, from, to) in
        [(Code::LegalWindow, "2025-05-25", "2025-11-25"), (Code::SiteWindow, "2025-06-25", "2025-11-25")]
    {
        let deadline = find(&the_sheet(), code);
        assert_eq!((deadline.from_on, deadline.due_on), (Some(day(from)), Some(day(to))), "{code}");
    }
    let after = Facts { after_rupture: true, ..the_sheet() };
    assert_eq!(find(&after, Code::LegalWindow).due_on, None);
}

#[test]
fn the_first_days_come_within_three_months() {
    let facts = Facts { practical_starts_on: Some(day("2025-08-27")), ..the_sheet() };
    assert_eq!(due(&facts, Code::PracticalStart), "2025-11-25");
    assert_eq!(find(&facts, Code::PracticalStart).state(day("2025-09-01")), State::Done);
    assert_eq!(find(&facts, Code::PracticalStart).state(day("2025-08-26")), State::Due);
    assert_eq!(find(&facts, Code::TrainingStart).state(day("2025-11-26")), State::Late);
}

#[test]
fn a_signature_is_late_from_the_day_after_the_start() {
    let unsigned = contract("2025-08-25");
    let deadline = find(&unsigned, Code::Signature);
    assert_eq!(
        [deadline.state(day("2025-08-25")), deadline.state(day("2025-08-26"))],
        [State::Due, State::Late]
    );
    assert_eq!(find(&the_sheet(), Code::Signature).state(day("2025-08-26")), State::Done);
}

#[test]
fn the_medical_visit_of_a_minor_or_at_night_comes_before_the_start() {
    let born = |born_on: &str| Facts { born_on: Some(day(born_on)), ..the_sheet() };
    assert_eq!(due(&born("2006-03-14"), Code::MedicalVisit), "2025-10-25");
    assert_eq!(due(&born("2007-08-25"), Code::MedicalVisit), "2025-10-25");
    assert_eq!(due(&born("2007-08-26"), Code::MedicalVisit), "2025-08-24");
    let at_night = Facts { night_work: true, ..born("2006-03-14") };
    assert_eq!(find(&at_night, Code::MedicalVisit).rule.code, "deadline.early_medical_visit");
}

#[test]
fn the_student_card_comes_thirty_days_after_the_enrolment() {
    let enrolled = Facts { enrolled_on: Some(day("2025-08-25")), ..the_sheet() };
    assert_eq!(due(&enrolled, Code::StudentCard), "2025-09-24");
    assert_eq!(find(&the_sheet(), Code::StudentCard).state(day("2025-09-24")), State::Unknown);
}

#[test]
fn forty_five_days_in_the_company_are_days_of_presence() {
    let period = Period { from: day("2025-08-25"), to: day("2027-08-24") };
    for (weekdays, expected) in [([3, 4, 5], "2025-12-05"), ([1, 2, 3], "2025-12-08")] {
        let days = CompanyDays::weekly(&weekdays, period, holidays_at(HolidayList::Standard));
        let facts = Facts { company_days: Some(days), ..the_sheet() };
        assert_eq!(due(&facts, Code::FreeRupturePeriod), expected, "{weekdays:?}");
        let deadline = find(&facts, Code::FreeRupturePeriod);
        assert_eq!(
            [deadline.state(day(expected)), deadline.state(day("2025-12-09"))],
            [State::Due, State::Past]
        );
    }
    let without = find(&the_sheet(), Code::FreeRupturePeriod);
    assert_eq!(without.unknown.unwrap().en, "The alternation calendar and the absences are needed.");
    let few = CompanyDays::weekly(
        &[3],
        Period { to: day("2025-12-31"), ..period },
        holidays_at(HolidayList::Standard),
    );
    assert_eq!(due(&Facts { company_days: Some(few), ..the_sheet() }, Code::FreeRupturePeriod), "");
}

#[test]
fn the_end_the_exams_and_the_last_invoice() {
    let facts = Facts {
        exams_end_on: Some(day("2027-06-30")),
        last_award_on: Some(day("2031-12-31")),
        ..the_sheet()
    };
    for (code, expected) in [
        (Code::End, "2027-08-24"),
        (Code::ExamsEnd, "2027-06-30"),
        (Code::EndAfterExams, "2027-08-30"),
        (Code::LastAward, "2031-12-31"),
        (Code::LastInvoice, "2027-12-24"),
    ] {
        assert_eq!(due(&facts, code), expected, "{code}");
    }
    let soon = Facts { last_award_on: Some(day("2027-01-01")), ..the_sheet() };
    assert!(find(&soon, Code::LastAward).computation.fr.contains("avant la fin du contrat"));
}

#[test]
fn a_rupture_ends_the_contract_and_leaves_six_months_of_training() {
    let facts = Facts { rupture_on: Some(day("2026-02-10")), ..the_sheet() };
    assert_eq!(due(&facts, Code::TrainingAfterRupture), "2026-08-10");
    assert_eq!(due(&facts, Code::Rupture), "2026-02-10");
    assert_eq!(due(&facts, Code::LastInvoice), "2026-06-09");
    let deadlines = clock(&facts, &Law::embedded().unwrap());
    assert!(deadlines.iter().all(|deadline| deadline.code != Code::End));
    for (ground, stays) in [("mutual_agreement", true), ("cfa_exclusion", false)] {
        let facts = Facts { rupture_ground: Some(ground.to_owned()), ..facts.clone() };
        let mut deadlines = clock(&facts, &Law::embedded().unwrap()).into_iter();
        assert_eq!(deadlines.any(|deadline| deadline.code == Code::TrainingAfterRupture), stays, "{ground}");
    }
}

#[test]
fn pay_steps_are_told_until_the_end() {
    let steps = [("2025-08-25", 5300), ("2026-08-25", 6150), ("2027-09-01", 7800)];
    let pay_steps =
        steps.map(|(on, percent_hundredths)| PayStep { from_on: day(on), percent_hundredths, agreed: true });
    let facts = Facts { pay_steps: pay_steps.to_vec(), ..the_sheet() };
    let deadlines = clock(&facts, &Law::embedded().unwrap());
    let labels: Vec<_> =
        deadlines.iter().filter(|one| one.code == Code::PayStep).map(|one| one.label.fr.as_ref()).collect();
    assert_eq!(labels, ["Rémunération à 53 %", "Rémunération à 61,50 %"]);
}

#[test]
fn a_clock_is_in_the_order_of_time_with_the_unknown_last() {
    let deadlines = clock(&the_sheet(), &Law::embedded().unwrap());
    let days: Vec<_> = deadlines.iter().map(|one| one.due_on.or(one.from_on)).collect();
    let known = days.iter().take_while(|day| day.is_some()).count();
    assert!(days[..known].is_sorted() && days[known..].iter().all(Option::is_none));
}

#[test]
fn dates_that_make_no_contract_are_refused_together() {
    let law = Law::embedded().unwrap();
    let codes = |facts: Facts| check_dates(&facts, &law).iter().map(|one| one.code).collect::<Vec<_>>();
    assert_eq!(codes(the_sheet()), [""; 0]);
    let from = day("2025-08-25");
    assert_eq!(codes(Facts::between(from, day("2025-08-24"))), ["deadline.ends_before_start"]);
    assert_eq!(codes(Facts::between(from, day("2029-08-24"))), [""; 0]);
    let long = Facts { rupture_on: Some(from), ..Facts::between(from, day("2029-08-25")) };
    assert_eq!(codes(long), ["deadline.too_long", "deadline.rupture_outside"]);
}
