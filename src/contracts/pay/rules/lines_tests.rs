//! Lines against the law, and facts against each other.

use super::worked_tests::{contract, day, reckoned, stage};
use super::{PayFigures, check_facts, check_lines};
use crate::contracts::pay::model::{
    ConventionalMinimum, Extension, ExtensionGround, PayBase, PayFacts, PayLine, PayReference,
    PreviousContract,
};
use crate::law::figures::Law;
use crate::law::money::{Cents, Percent};

fn line(from_on: &str, to_on: &str, percent: i32) -> PayLine {
    PayLine { from_on: day(from_on), to_on: day(to_on), percent: Percent(percent), base: PayBase::Smic }
}

fn codes_of(lines: Vec<PayLine>) -> Vec<(String, &'static str)> {
    let facts = PayFacts { lines, ..contract("2007-11-10", "2025-08-25", "2027-08-24") };
    let findings = check_lines(&stage(&facts), &reckoned(&facts).segments, "/lines");
    findings.into_iter().map(|finding| (finding.pointer.into_owned(), finding.code)).collect()
}

fn legal() -> Vec<PayLine> {
    vec![
        line("2025-08-25", "2025-11-30", 2700),
        line("2025-12-01", "2026-08-24", 4300),
        line("2026-08-25", "2027-08-24", 5100),
    ]
}

#[test]
fn lines_as_the_law_or_better_pass() {
    assert_eq!(codes_of(legal()), []);
    assert_eq!(codes_of(vec![line("2025-08-25", "2027-08-24", 5100)]), []);
    assert_eq!(codes_of(vec![]), []);
}

#[test]
fn a_share_below_the_law_is_refused_with_the_figure() {
    let mut lines = legal();
    lines[1].percent = Percent(4299);
    assert_eq!(
        codes_of(lines.clone()),
        [("/lines/1/percent_hundredths".to_owned(), "pay.percent_below_legal")]
    );
    let facts = PayFacts { lines, ..contract("2007-11-10", "2025-08-25", "2027-08-24") };
    let found = check_lines(&stage(&facts), &reckoned(&facts).segments, "/lines").remove(0);
    assert_eq!(found.fr, "42,99 % du SMIC du 01/12/2025 au 24/08/2026 : la loi demande au moins 43 %.");
    let whole = vec![line("2025-08-25", "2027-08-24", 4300)];
    assert_eq!(codes_of(whole), [("/lines/0/percent_hundredths".to_owned(), "pay.percent_below_legal")]);
}

#[test]
fn lines_tile_the_contract() {
    let without_last = legal().into_iter().take(2).collect();
    assert_eq!(codes_of(without_last), [("/lines".to_owned(), "pay.lines_gap")]);
    let mut late = legal();
    late[0].from_on = day("2025-08-26");
    assert_eq!(codes_of(late), [("/lines/0/from_on".to_owned(), "pay.lines_gap")]);
    let mut twice = legal();
    twice[0].to_on = day("2025-12-01");
    twice[0].percent = Percent(4300);
    assert_eq!(codes_of(twice), [("/lines/1/from_on".to_owned(), "pay.lines_overlap")]);
    let mut beyond = legal();
    beyond[2].to_on = day("2027-08-25");
    assert_eq!(codes_of(beyond), [("/lines/2".to_owned(), "pay.line_outside_contract")]);
    let mut before = legal();
    before[0].from_on = day("2025-08-24");
    assert_eq!(codes_of(before), [("/lines/0".to_owned(), "pay.line_outside_contract")]);
    let mut turned = legal();
    turned.push(line("2026-03-02", "2026-03-01", 5100));
    assert_eq!(codes_of(turned), [("/lines/3/to_on".to_owned(), "pay.line_ends_before_start")]);
    let shuffled = legal().into_iter().rev().collect();
    assert_eq!(codes_of(shuffled), []);
}

#[test]
fn a_share_of_the_conventional_minimum_is_judged_by_its_amount() {
    let judged = |percent, monthly: Option<i64>| -> Vec<_> {
        let lines = vec![PayLine { base: PayBase::Smc, ..line("2026-01-05", "2026-12-31", percent) }];
        let minimums = monthly.map(|monthly| ConventionalMinimum { from_on: None, monthly: Cents(monthly) });
        let facts = PayFacts {
            lines,
            conventional_minimums: minimums.into_iter().collect(),
            ..contract("2006-06-15", "2026-01-05", "2026-12-31")
        };
        check_lines(&stage(&facts), &reckoned(&facts).segments, "/lines")
            .iter()
            .map(|finding| finding.code)
            .collect()
    };
    assert_eq!(judged(4300, None), ["pay.conventional_minimum_missing"]);
    assert_eq!(judged(4300, Some(200_000)), [] as [&str; 0]);
    assert_eq!(judged(4000, Some(200_000)), ["pay.percent_below_legal"]);
    assert_eq!(judged(4015, Some(200_000)), [] as [&str; 0]);
    assert_eq!(judged(4300, Some(150_000)), [] as [&str; 0]);
}

#[test]
fn what_is_owed_is_the_better_of_the_law_and_the_agreement() {
    let facts = PayFacts {
        lines: vec![line("2025-08-25", "2027-08-24", 4500)],
        ..contract("2007-11-10", "2025-08-25", "2027-08-24")
    };
    let owed: Vec<_> = reckoned(&facts).segments.iter().map(|one| one.due.owed().0).collect();
    assert_eq!(owed, [81_081, 81_081, 82_037, 84_016, 95_219, 95_219]);
    assert_eq!(reckoned(&facts).monthly_at_start, Cents(81_081));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn facts_that_cannot_stand_together_are_refused() {
    let sound = || contract("2007-11-10", "2025-08-25", "2027-08-24");
    let previous =
        PreviousContract { same_employer: true, diploma_obtained: true, percent: None, monthly: None };
    let smc = ConventionalMinimum { from_on: None, monthly: Cents(200_000) };
    let again = ConventionalMinimum { from_on: Some(day("2025-08-25")), ..smc };
    let extension = |on| Some(Extension { starts_on: day(on), ground: ExtensionGround::FailedExam });
    let late = PayReference::LateEntry;
    let cases: Vec<(PayFacts, &str, &str)> = vec![
        (
            PayFacts { ends_on: day("2025-08-25"), cycle: None, ..sound() },
            "/ends_on",
            "pay.ends_before_start",
        ),
        (PayFacts { ends_on: day("2029-08-25"), ..sound() }, "/ends_on", "pay.contract_too_long"),
        (
            PayFacts { starts_on: day("2018-12-31"), cycle: None, ..sound() },
            "/starts_on",
            "pay.before_known_base",
        ),
        (PayFacts { born_on: day("2025-08-25"), ..sound() }, "/born_on", "pay.not_born"),
        (PayFacts { reference: late, cycle: None, ..sound() }, "/cycle", "pay.cycle_missing"),
        (
            PayFacts { cycle: Some((day("2027-08-25"), day("2029-08-24"))), ..sound() },
            "/cycle",
            "pay.cycle_apart",
        ),
        (
            PayFacts { cycle: Some((day("2026-08-25"), day("2026-08-25"))), ..sound() },
            "/cycle",
            "pay.cycle_apart",
        ),
        (
            PayFacts { extension: extension("2025-08-25"), ..sound() },
            "/extension/starts_on",
            "pay.extension_outside_contract",
        ),
        (
            PayFacts { extension: extension("2027-08-25"), ..sound() },
            "/extension/starts_on",
            "pay.extension_outside_contract",
        ),
        (
            PayFacts { repeated_year: Some(2), licence_professionnelle: true, ..sound() },
            "/licence_professionnelle",
            "pay.cases_exclude_each_other",
        ),
        (PayFacts { related_diploma: true, ..sound() }, "/related_diploma", "pay.related_diploma_too_long"),
        (PayFacts { previous: Some(previous), ..sound() }, "/previous", "pay.previous_amount_missing"),
        (
            PayFacts { conventional_minimums: vec![smc, again], ..sound() },
            "/conventional_minimums/1",
            "pay.conventional_minimum_repeated",
        ),
    ];
    let law = Law::embedded().unwrap();
    for (facts, pointer, code) in cases {
        let found = check_facts(&facts, &PayFigures::on(&law, facts.starts_on));
        let found: Vec<_> = found.iter().map(|finding| (finding.pointer.as_ref(), finding.code)).collect();
        assert_eq!(found, [(pointer, code)]);
    }
}
