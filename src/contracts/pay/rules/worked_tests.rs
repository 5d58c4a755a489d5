//! The worked cases, to the cent and to the day.

use chrono::NaiveDate;

use super::{PayFigures, check_facts, schedule};
use crate::contracts::pay::model::{
    ConventionalMinimum, Extension, ExtensionGround, PayBase, PayFacts, PayReference, PayStage,
    PreviousContract, Schedule,
};
use crate::law::figures::{EarlyStart, Law};
use crate::law::money::{Cents, Percent};
use crate::law::territories::Territory;

const CYCLE: [&str; 2] = ["2025-08-25", "2027-08-24"];

/// A day as written.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An ordinary contract, its cycle that of the worked cases.
pub fn contract(born_on: &str, starts_on: &str, ends_on: &str) -> PayFacts {
    let cycle = Some((day(CYCLE[0]), day(CYCLE[1])));
    PayFacts { cycle, ..PayFacts::ordinary(day(born_on), day(starts_on), day(ends_on)) }
}

/// The same facts from the first day of the contract on.
pub fn stage(facts: &PayFacts) -> PayStage {
    PayStage { from_on: facts.starts_on, facts: facts.clone() }
}

/// The pay schedule of these facts, under the law in force.
pub fn reckoned(facts: &PayFacts) -> Schedule {
    let law = Law::embedded().unwrap();
    let figures = PayFigures::on(&law, facts.starts_on);
    let findings = check_facts(facts, &figures);
    assert!(findings.is_empty(), "{findings:?}");
    schedule(facts, &figures)
}

/// Year, band, share and minimum of each segment, those beyond the known minimum wage joined to the one before.
fn due_lines(facts: &PayFacts) -> Vec<(String, String, u32, i32, i64)> {
    let mut rows: Vec<(String, String, u32, i32, i64)> = Vec::new();
    for one in reckoned(facts).segments {
        let (from, to) = (one.from_on.to_string(), one.to_on.to_string());
        let row = (from, to, one.due.year, one.due.percent.0, one.due.minimum.0);
        match rows.last_mut() {
            Some(last) if (last.2, last.3, last.4) == (row.2, row.3, row.4) => last.1 = row.1,
            _ => rows.push(row),
        }
    }
    rows
}

fn expect(facts: &PayFacts, rows: &[(&str, &str, u32, i32, i64)]) {
    let expected: Vec<_> = rows
        .iter()
        .map(|(from, to, year, percent, minimum)| {
            ((*from).into(), (*to).into(), *year, percent * 100, *minimum)
        })
        .collect();
    assert_eq!(due_lines(facts), expected);
}

#[test]
fn a_diploma_obtained_with_the_same_employer_gives_a_floor_until_the_grid_does_better() {
    let previous = PreviousContract {
        same_employer: true,
        diploma_obtained: true,
        percent: Some(Percent(3900)),
        monthly: None,
    };
    let ordinary = PayFacts::ordinary(day("2008-03-15"), day("2025-09-01"), day("2027-08-31"));
    let facts = PayFacts { previous: Some(previous), ..ordinary };
    let minimums: Vec<(String, i64)> =
        due_lines(&facts).into_iter().map(|(from, _, _, _, minimum)| (from, minimum)).collect();
    let expected = [
        ("2025-09-01", 70_271),
        ("2026-01-01", 71_099),
        ("2026-04-01", 78_391),
        ("2026-06-01", 80_282),
        ("2026-09-01", 95_219),
    ];
    assert_eq!(minimums, expected.map(|(from, minimum)| (from.to_owned(), minimum)));
}

#[test]
fn a_turning_18_during_the_first_year() {
    let facts = contract("2007-11-10", "2025-08-25", "2027-08-24");
    expect(
        &facts,
        &[
            ("2025-08-25", "2025-11-30", 1, 27, 48_649),
            ("2025-12-01", "2025-12-31", 1, 43, 77_478),
            ("2026-01-01", "2026-05-31", 1, 43, 78_391),
            ("2026-06-01", "2026-08-24", 1, 43, 80_282),
            ("2026-08-25", "2027-08-24", 2, 51, 95_219),
        ],
    );
    let form: Vec<_> = reckoned(&facts)
        .form
        .iter()
        .map(|line| (line.year, line.line, line.from_on.to_string(), line.to_on.to_string(), line.percent.0))
        .collect();
    let line =
        |year, line, from: &str, to: &str, percent| (year, line, from.to_owned(), to.to_owned(), percent);
    assert_eq!(
        form,
        [
            line(1, 1, "2025-08-25", "2025-11-30", 2700),
            line(1, 2, "2025-12-01", "2026-08-24", 4300),
            line(2, 1, "2026-08-25", "2027-08-24", 5100),
        ]
    );
}

#[test]
fn b_born_on_the_first_of_a_month() {
    expect(
        &contract("2005-03-01", "2025-08-25", "2027-08-24"),
        &[
            ("2025-08-25", "2025-12-31", 1, 43, 77_478),
            ("2026-01-01", "2026-03-31", 1, 43, 78_391),
            ("2026-04-01", "2026-05-31", 1, 53, 96_621),
            ("2026-06-01", "2026-08-24", 1, 53, 98_953),
            ("2026-08-25", "2027-08-24", 2, 61, 113_889),
        ],
    );
}

#[test]
fn e_a_new_contract_after_a_rupture_in_the_second_year() {
    let reference = PayReference::AfterRupture;
    expect(
        &PayFacts { reference, ..contract("2006-02-14", "2026-10-05", "2027-08-24") },
        &[("2026-10-05", "2027-02-28", 2, 51, 95_219), ("2027-03-01", "2027-08-24", 2, 61, 113_889)],
    );
}

#[test]
fn g_repeating_keeps_the_last_year_but_not_the_age() {
    let extension = Some(Extension { starts_on: day("2027-08-25"), ground: ExtensionGround::FailedExam });
    let extended = |born_on| PayFacts { extension, ..contract(born_on, "2025-08-25", "2028-08-24") };
    let last = |facts: &PayFacts| {
        due_lines(facts).into_iter().filter(|row| row.1.as_str() > "2027-08-24").collect::<Vec<_>>()
    };
    let row = |from: &str, to: &str, percent, minimum| (from.to_owned(), to.to_owned(), 2, percent, minimum);
    assert_eq!(last(&extended("2007-11-10")), [row("2026-08-25", "2028-08-24", 5100, 95_219)]);
    assert_eq!(
        last(&extended("2006-10-02")),
        [row("2026-08-25", "2027-10-31", 5100, 95_219), row("2027-11-01", "2028-08-24", 6100, 113_889)]
    );
    let elsewhere = PayFacts {
        repeated_year: Some(2),
        cycle: None,
        ..contract("2007-11-10", "2027-08-25", "2028-08-24")
    };
    expect(&elsewhere, &[("2027-08-25", "2028-08-24", 2, 51, 95_219)]);
}

#[test]
fn k_aged_18_on_the_first_day() {
    let first = due_lines(&contract("2007-08-25", "2025-08-25", "2027-08-24")).remove(0);
    assert_eq!((first.3, first.4), (4300, 77_478));
}

#[test]
fn m_a_related_diploma_adds_fifteen_points_within_the_minimum_wage() {
    for (born_on, percent) in
        [("2009-01-15", 54), ("2007-01-15", 66), ("2004-01-15", 76), ("1998-01-15", 100)]
    {
        let facts = PayFacts {
            related_diploma: true,
            ..PayFacts::ordinary(day(born_on), day("2025-09-01"), day("2026-08-31"))
        };
        assert_eq!(due_lines(&facts)[0].3, percent * 100, "{born_on}");
    }
}

#[test]
fn a_disabled_workers_extension_adds_fifteen_points_to_the_last_year() {
    let extension = Some(Extension { starts_on: day("2027-08-25"), ground: ExtensionGround::DisabledWorker });
    let facts = PayFacts { extension, ..contract("2007-11-10", "2025-08-25", "2028-08-24") };
    let last = due_lines(&facts).pop().unwrap();
    assert_eq!((last.0.as_str(), last.2, last.3, last.4), ("2027-08-25", 2, 6600, 123_224));
    let lines: Vec<_> =
        reckoned(&facts).form.iter().map(|line| (line.year, line.line, line.percent.0)).collect();
    assert_eq!(lines, [(1, 1, 2700), (1, 2, 4300), (2, 1, 5100), (3, 1, 6600)]);
}

#[test]
fn added_points_stop_at_the_minimum_wage_but_take_nothing_away() {
    let with = |smc| {
        let minimums = vec![ConventionalMinimum { from_on: None, monthly: Cents(smc) }];
        let facts = PayFacts {
            related_diploma: true,
            conventional_minimums: minimums,
            ..PayFacts::ordinary(day("2004-01-15"), day("2026-06-01"), day("2026-12-31"))
        };
        let due = reckoned(&facts).segments.remove(0).due;
        (due.minimum.0, due.why.iter().any(|why| why.code == "pay.addition_capped"))
    };
    assert_eq!(with(200_000), (152_000, false));
    assert_eq!(with(260_000), (186_702, true));
    assert_eq!(with(320_000), (195_200, true));
}

#[test]
fn years_run_from_the_cycle_for_who_enters_late_and_from_the_contract_otherwise() {
    let late =
        PayFacts { reference: PayReference::LateEntry, ..contract("2007-01-15", "2025-11-03", "2027-08-24") };
    assert_eq!(due_lines(&late).last().unwrap().0, "2026-08-25");
    assert_eq!(due_lines(&contract("2007-01-15", "2025-11-03", "2027-08-24"))[3].0, "2026-11-03");
    let straight_to_year_two = PayFacts {
        reference: PayReference::ShorterCycle,
        ..contract("2006-01-15", "2026-08-25", "2027-08-24")
    };
    assert_eq!(due_lines(&straight_to_year_two)[0].2, 2);
}

#[test]
fn an_early_start_has_a_third_year_unless_the_law_file_says_otherwise() {
    let facts = contract("2006-01-15", "2025-07-01", "2027-08-24");
    let third = due_lines(&facts).pop().unwrap();
    assert_eq!((third.0.as_str(), third.2, third.3), ("2027-07-01", 3, 7800));
    let law = Law::embedded().unwrap();
    let mut pay = law.pay.on(facts.starts_on).clone();
    pay.choices.early_start = EarlyStart::LastYear;
    let figures = PayFigures { pay: &pay, ..PayFigures::on(&law, facts.starts_on) };
    assert_eq!(schedule(&facts, &figures).segments.pop().unwrap().due.percent, Percent(6100));
}

#[test]
fn a_licence_professionnelle_is_paid_its_second_year() {
    let facts = PayFacts {
        licence_professionnelle: true,
        ..PayFacts::ordinary(day("2005-01-15"), day("2025-09-01"), day("2026-08-31"))
    };
    assert_eq!((due_lines(&facts)[0].2, due_lines(&facts)[0].3), (2, 5100));
}

#[test]
fn the_higher_of_two_bases_is_looked_at_again_at_each_change() {
    let minimums = |amounts: &[(Option<&str>, i64)]| {
        let each = amounts
            .iter()
            .map(|(from, monthly)| ConventionalMinimum { from_on: from.map(day), monthly: Cents(*monthly) });
        each.collect::<Vec<_>>()
    };
    let facts = |born_on, amounts: &[(Option<&str>, i64)]| PayFacts {
        conventional_minimums: minimums(amounts),
        ..contract(born_on, "2026-01-05", "2026-12-31")
    };
    let bases = |facts: &PayFacts| -> Vec<_> {
        let segments = reckoned(facts).segments.into_iter();
        segments.map(|one| (one.from_on.to_string(), one.due.base, one.due.minimum.0)).collect()
    };
    let row = |from: &str, base, minimum| (from.to_owned(), base, minimum);
    assert_eq!(
        bases(&facts("2003-01-15", &[(None, 184_000), (Some("2026-09-01"), 190_000)])),
        [
            row("2026-01-05", PayBase::Smc, 97_520),
            row("2026-06-01", PayBase::Smic, 98_953),
            row("2026-09-01", PayBase::Smc, 100_700),
        ]
    );
    assert_eq!(bases(&facts("2006-06-15", &[(None, 250_000)]))[0], row("2026-01-05", PayBase::Smic, 78_391));
}

#[test]
fn a_diploma_obtained_gives_a_floor_and_one_that_was_not_gives_none() {
    let after = |diploma_obtained, percent: Option<i32>, monthly: Option<i64>| {
        let previous = PreviousContract {
            same_employer: monthly.is_some(),
            diploma_obtained,
            percent: percent.map(Percent),
            monthly: monthly.map(Cents),
        };
        let facts = PayFacts {
            previous: Some(previous),
            cycle: None,
            ..contract("2006-10-15", "2026-09-01", "2027-08-31")
        };
        let due = reckoned(&facts).segments.remove(0).due;
        (due.percent.0, due.minimum.0)
    };
    assert_eq!(after(true, Some(5100), None), (5100, 95_219));
    assert_eq!(after(true, None, Some(120_000)), (6428, 120_000));
    assert_eq!(after(true, Some(4000), None), (4300, 80_282));
    assert_eq!(after(false, Some(5100), Some(120_000)), (4300, 80_282));
}

#[test]
fn mayotte_has_its_own_minimum_wage() {
    let facts =
        PayFacts { territory: Territory::Mayotte, ..contract("2006-06-15", "2026-06-01", "2026-12-31") };
    assert_eq!(reckoned(&facts).segments[0].due.minimum, Cents(62_347));
}

#[test]
fn beyond_the_last_known_minimum_wage_it_is_said() {
    let facts = contract("2007-11-10", "2025-08-25", "2027-08-24");
    let segments = reckoned(&facts).segments;
    let beyond: Vec<_> = segments.iter().filter(|one| one.due.beyond_known_base).collect();
    assert_eq!(beyond.len(), 1);
    assert_eq!(beyond[0].from_on, day("2027-01-01"));
    assert!(beyond[0].due.why.iter().any(|why| why.code == "pay.beyond_known_base" && !why.is_error()));
    assert_eq!(reckoned(&facts).base_known_until, day("2026-12-31"));
}

#[test]
fn every_segment_says_why() {
    let facts = contract("2007-11-10", "2025-08-25", "2027-08-24");
    let segments = reckoned(&facts).segments;
    let codes: Vec<_> = segments[1].due.why.iter().map(|why| why.code).collect();
    assert_eq!(codes, ["pay.grid", "pay.execution_year", "pay.age_rise", "pay.smic"]);
    assert_eq!(segments[1].due.why[0].fr, "Année 1, de 18 à 20 ans : 43 %.");
    assert!(segments[1].due.why[3].fr.contains("11,88 € de l'heure x 1820 / 12 = 1 801,80 € par mois"));
}
