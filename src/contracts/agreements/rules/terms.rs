//! What is agreed beyond the core, against itself and the law.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::book;
use crate::contracts::agreements::model::{
    AgreedPayLine, Agreement, ContractHead, ContractTerms, ContractType,
};
use crate::law::calendar::{add_months, days_inclusive, french_day};
use crate::law::figures::{ContractLaw, FRANCE};
use crate::law::findings::Finding;
use crate::law::identifiers::check_postal_code;
use crate::law::territories::check_good_friday;
use crate::say;

const MINUTES_AN_HOUR: u32 = 60;
const DAYS_A_YEAR: i64 = 365;

/// Everything the rules say of the boxes of a contract.
pub fn check_terms(law: &ContractLaw, agreed: &Agreement, born_on: NaiveDate) -> Vec<Finding> {
    let alone = [
        check_tutors(agreed),
        check_start_at_work(law, agreed),
        check_start_at_cfa(law, agreed),
        check_exams(agreed),
        check_week(law, agreed, born_on),
        check_share(law, agreed),
        check_workplace(agreed),
    ];
    let place = &agreed.terms.work.place;
    let good_friday = check_good_friday("/work/place/good_friday_off", &place.location());
    alone.into_iter().flatten().chain(good_friday).chain(check_pay_lines(&agreed.lines)).collect()
}

/// Whether what is wanted only fills boxes that were blank: nothing agreed before is lost or changed.
pub fn completes(before: &Agreement, agreed: &Agreement) -> bool {
    let number = before.head.previous_contract_number.clone();
    let head = ContractHead {
        previous_contract_number: number.or_else(|| agreed.head.previous_contract_number.clone()),
        ..before.head.clone()
    };
    let lines = before.lines.is_empty() || before.lines == agreed.lines;
    head == agreed.head && lines && stays(&as_agreed(&before.terms), &as_agreed(&agreed.terms))
}

/// Whether some box of what was agreed is blank.
pub fn has_blanks(agreed: &Agreement) -> bool {
    agreed.head.previous_contract_number.is_none()
        || agreed.lines.is_empty()
        || is_blank_somewhere(&as_agreed(&agreed.terms))
}

fn is_blank_somewhere(boxes: &Value) -> bool {
    match boxes {
        Value::Null => true,
        Value::Object(boxes) => boxes.values().any(is_blank_somewhere),
        _ => false,
    }
}

/// The boxes the parties agreed on: whether Good Friday is off at the place of work is a fact of the commune.
fn as_agreed(terms: &ContractTerms) -> Value {
    let mut terms = json!(terms);
    if let Some(place) = terms.pointer_mut("/work/place").and_then(Value::as_object_mut) {
        place.remove("good_friday_off");
    }
    terms
}

/// Whether each box that was filled is the same after.
fn stays(before: &Value, after: &Value) -> bool {
    match before {
        Value::Null => true,
        Value::Object(boxes) => boxes.iter().all(|(name, value)| stays(value, &after[name])),
        filled => filled == after,
    }
}

fn check_workplace(agreed: &Agreement) -> Option<Finding> {
    let place = &agreed.terms.work.place;
    let country = place.country.as_deref().unwrap_or(FRANCE);
    check_postal_code("/work/place/postal_code", country, place.postal_code.as_deref())
}

fn check_tutors(agreed: &Agreement) -> Option<Finding> {
    let head = &agreed.head;
    let same = head.second_tutor_id.is_some() && head.second_tutor_id == head.tutor_id;
    same.then(|| {
        book::SAME_TUTOR_TWICE.at(
            "/second_tutor_id",
            say!(
                "Le second maître d'apprentissage est le premier : indiquez une autre personne, ou personne.",
                "The second tutor is the first one: name another person, or nobody."
            ),
        )
    })
}

fn check_start_at_work(law: &ContractLaw, agreed: &Agreement) -> Option<Finding> {
    let practical = agreed.terms.training.practical_starts_on?;
    let from = agreed.head.starts_on;
    let until = add_months(from, law.window.practical_within_months.cast_signed());
    let (first, last) = (french_day(from), french_day(until));
    (practical < from || practical > until).then(|| {
        book::PRACTICAL_STARTS_LATE.at(
            "/training/practical_starts_on",
            say!(
                "La formation pratique commence entre le {first} et le {last}.",
                "Practical training starts between {from} and {until}."
            ),
        )
    })
}

fn check_start_at_cfa(law: &ContractLaw, agreed: &Agreement) -> Option<Finding> {
    let training = agreed.terms.training.training_starts_on?;
    let until = add_months(agreed.head.starts_on, law.window.cfa_within_months.cast_signed());
    let last = french_day(until);
    (training > until).then(|| {
        book::TRAINING_STARTS_LATE.at(
            "/training/training_starts_on",
            say!(
                "La formation au CFA commence au plus tard le {last}, trois mois après le début du contrat.",
                "Training at the CFA starts on {until} at the latest, three months after the contract."
            ),
        )
    })
}

fn check_exams(agreed: &Agreement) -> Option<Finding> {
    let exams = agreed.terms.training.exams_end_on?;
    let ends_on = agreed.head.ends_on;
    let (ends, last) = (french_day(ends_on), french_day(exams));
    (ends_on < exams).then(|| {
        book::ENDS_BEFORE_EXAMS.at(
            "/ends_on",
            say!(
                "Le contrat finit le {ends}, avant la fin des épreuves, le {last}.",
                "The contract ends on {ends_on}, before the exams end on {exams}."
            ),
        )
    })
}

fn check_week(law: &ContractLaw, agreed: &Agreement, born_on: NaiveDate) -> Option<Finding> {
    let minutes = u32::try_from(agreed.terms.work.weekly_minutes?).unwrap_or_default();
    let (hours, over) = (minutes / MINUTES_AN_HOUR, minutes % MINUTES_AN_HOUR);
    let (longest, minors) = (law.work.longest_weekly_hours, law.work.longest_weekly_hours_minor);
    let minor = law.age.is_minor(born_on, agreed.head.starts_on);
    let pointer = "/work/weekly_minutes";
    if minutes > longest * MINUTES_AN_HOUR {
        let facts = say!(
            "{hours} h {over:02} par semaine : le formulaire accepte au plus {longest} h.",
            "{hours} h {over:02} a week: the form accepts at most {longest} h."
        );
        return Some(book::WEEK_TOO_LONG.at(pointer, facts));
    }
    (minor && minutes > minors * MINUTES_AN_HOUR).then(|| {
        let facts = say!(
            "{hours} h {over:02} par semaine pour un mineur : au plus {minors} h, sauf dérogation.",
            "{hours} h {over:02} a week for a minor: at most {minors} h, unless exempted."
        );
        book::WEEK_TOO_LONG_FOR_MINOR.at(pointer, facts)
    })
}

/// A quarter of the contract at the CFA, in proportion of a full year; not asked after a rupture (R6222-23-1).
fn check_share(law: &ContractLaw, agreed: &Agreement) -> Option<Finding> {
    let hours = i64::from(agreed.terms.training.hours?);
    let head = &agreed.head;
    if head.type_code == ContractType::AfterRupture || head.ends_on <= head.starts_on {
        return None;
    }
    let (share, yearly) = (i64::from(law.work.cfa_share_percent), i64::from(law.work.yearly_hours));
    let expected = share * yearly * days_inclusive(head.starts_on, head.ends_on);
    let least = (expected + 100 * DAYS_A_YEAR - 1) / (100 * DAYS_A_YEAR);
    (hours < least).then(|| {
        book::CFA_SHARE.at(
            "/training/hours",
            say!(
                "{hours} h au CFA : il en faut au moins {least} pour un contrat de cette durée ({share} %).",
                "{hours} h at the CFA: at least {least} are needed for a contract of this length ({share} %)."
            ),
        )
    })
}

fn check_pay_lines(lines: &[AgreedPayLine]) -> Vec<Finding> {
    let mut places = BTreeSet::new();
    let mut findings = Vec::new();
    for (rank, line) in lines.iter().enumerate() {
        let (year, place) = (line.year, line.line);
        if !places.insert((year, place)) {
            let facts = say!(
                "La ligne {place} de l'année {year} est dite deux fois.",
                "Line {place} of year {year} is said twice."
            );
            findings.push(book::PAY_LINE_TWICE.at(format!("/pay/lines/{rank}"), facts));
        }
        if line.from_on > line.to_on {
            let (from_on, to_on) = (line.from_on, line.to_on);
            let (from, to) = (french_day(from_on), french_day(to_on));
            let facts = say!(
                "La période du {from} au {to} finit avant son début.",
                "The period from {from_on} to {to_on} ends before it starts."
            );
            findings.push(book::PAY_LINE_UPSIDE_DOWN.at(format!("/pay/lines/{rank}/to_on"), facts));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::agreements::model::{PayBase, TrainingTerms, WorkTerms};
    use crate::contracts::agreements::rules::succession::sample;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn codes(terms: ContractTerms, lines: Vec<AgreedPayLine>, born_on: &str) -> Vec<&'static str> {
        let law = crate::law::figures::Law::read(&[]).unwrap();
        let head = sample("2025-08-25", "2027-08-24").head();
        let agreed = Agreement { head, terms, lines };
        let found = check_terms(law.contracts.on(day("2025-08-25")), &agreed, day(born_on));
        found.into_iter().map(|finding| finding.code).collect()
    }

    fn trained(training: TrainingTerms) -> ContractTerms {
        ContractTerms { training, ..ContractTerms::default() }
    }

    fn worked(weekly_minutes: Option<i32>) -> ContractTerms {
        let work = WorkTerms { weekly_minutes, ..WorkTerms::default() };
        ContractTerms { work, ..ContractTerms::default() }
    }

    #[test]
    fn each_box_is_checked_against_its_bounds() {
        let cases: [(ContractTerms, &[&str]); 13] = [
            (ContractTerms::default(), &[]),
            (
                trained(TrainingTerms { practical_starts_on: Some(day("2025-08-24")), ..Default::default() }),
                &["contract.practical_starts_late"],
            ),
            (
                trained(TrainingTerms { practical_starts_on: Some(day("2025-11-25")), ..Default::default() }),
                &[],
            ),
            (
                trained(TrainingTerms { practical_starts_on: Some(day("2025-11-26")), ..Default::default() }),
                &["contract.practical_starts_late"],
            ),
            (
                trained(TrainingTerms { training_starts_on: Some(day("2025-11-25")), ..Default::default() }),
                &[],
            ),
            (
                trained(TrainingTerms { training_starts_on: Some(day("2025-11-26")), ..Default::default() }),
                &["contract.training_starts_late"],
            ),
            (trained(TrainingTerms { exams_end_on: Some(day("2027-08-24")), ..Default::default() }), &[]),
            (
                trained(TrainingTerms { exams_end_on: Some(day("2027-08-25")), ..Default::default() }),
                &["contract.ends_before_exams"],
            ),
            (worked(Some(2400)), &[]),
            (worked(Some(2401)), &["contract.week_too_long"]),
            (trained(TrainingTerms { hours: Some(804), ..Default::default() }), &[]),
            (trained(TrainingTerms { hours: Some(803), ..Default::default() }), &["contract.cfa_share"]),
            (trained(TrainingTerms { hours: Some(1350), ..Default::default() }), &[]),
        ];
        for (terms, expected) in cases {
            assert_eq!(codes(terms.clone(), Vec::new(), "2006-03-14"), expected, "{terms:?}");
        }
        let week = worked(Some(2101));
        assert_eq!(codes(week, Vec::new(), "2007-08-26"), ["contract.week_too_long_for_minor"]);
    }

    #[test]
    fn a_signed_contract_is_completed_and_never_changed() {
        let head = sample("2025-08-25", "2027-08-24").head();
        let blank = Agreement { head, terms: ContractTerms::default(), lines: Vec::new() };
        let codes = |weekly_minutes| Agreement { terms: worked(weekly_minutes), ..blank.clone() };
        assert!(completes(&blank, &codes(Some(2100))) && completes(&blank, &blank));
        assert!(!completes(&codes(Some(2100)), &codes(Some(2101))));
        assert!(!completes(&codes(Some(2100)), &blank));
        let off = |good_friday_off| {
            let mut work = WorkTerms::default();
            work.place.postal_code = Some("57000".to_owned());
            work.place.good_friday_off = good_friday_off;
            Agreement { terms: ContractTerms { work, ..ContractTerms::default() }, ..blank.clone() }
        };
        assert!(completes(&off(Some(true)), &off(Some(false))), "a fact of the place is corrected");
        let longer = Agreement { head: sample("2025-08-25", "2027-08-25").head(), ..blank.clone() };
        assert!(!completes(&blank, &longer));
    }

    #[test]
    fn a_pay_table_has_one_line_a_place_and_periods_in_order() {
        let line = |year, line, from: &str, to: &str| {
            let (from_on, to_on) = (day(from), day(to));
            AgreedPayLine { year, line, from_on, to_on, percent_hundredths: 4300, base: PayBase::Smic }
        };
        let good = line(1, 1, "2025-08-25", "2026-08-24");
        let found = |lines| codes(ContractTerms::default(), lines, "2006-03-14");
        assert!(found(vec![good, line(1, 2, "2026-08-24", "2026-08-24")]).is_empty());
        assert_eq!(found(vec![good, good]), ["contract.pay_line_twice"]);
        assert_eq!(found(vec![line(1, 1, "2026-08-24", "2025-08-25")]), ["contract.pay_line_upside_down"]);
    }
}
