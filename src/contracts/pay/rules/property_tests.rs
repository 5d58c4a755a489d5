//! What holds of every schedule, whatever the facts.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::worked_tests::{day, stage};
use super::{PayFigures, check_facts, check_lines, schedule};
use crate::contracts::pay::model::{
    ConventionalMinimum, Extension, ExtensionGround, PayFacts, PayLine, PayReference, PreviousContract,
};
use crate::law::calendar::add_days;
use crate::law::figures::Law;
use crate::law::money::{Cents, Percent};
use crate::law::territories::Territory;

fn some_day(from: &'static str, days: i64) -> impl Strategy<Value = NaiveDate> {
    (0..days).prop_map(move |later| add_days(day(from), later))
}

prop_compose! {
    fn some_facts()(
        born_on in some_day("1993-01-01", 6_000),
        starts_on in some_day("2019-01-01", 3_000),
        length in 2..1_400_i64,
        cycle_before in -60..500_i64,
        reference in proptest::sample::select(PayReference::ALL),
        repeated_year in proptest::option::weighted(0.1, 1..5_u32),
        added in proptest::option::weighted(0.3, (1..400_i64, proptest::sample::select(ExtensionGround::ALL))),
        smc in proptest::option::of((150_000..250_000_i64, 0..900_i64, 150_000..250_000_i64)),
        floor in proptest::option::weighted(0.3, (any::<bool>(), 2_000..9_000_i32)),
        territory in proptest::sample::select(Territory::ALL),
    ) -> PayFacts {
        let ends_on = add_days(starts_on, length);
        let (cycle_starts_on, added) = (add_days(starts_on, -cycle_before), added.filter(|(before, _)| *before < length));
        let minimums = smc.map(|(first, later, second)| [
            ConventionalMinimum { from_on: None, monthly: Cents(first) },
            ConventionalMinimum { from_on: Some(add_days(starts_on, later + 1)), monthly: Cents(second) },
        ]);
        PayFacts {
            cycle: Some((cycle_starts_on, add_days(cycle_starts_on, 729))),
            reference,
            repeated_year,
            extension: added.map(|(before, ground)| Extension { starts_on: add_days(ends_on, 1 - before), ground }),
            previous: floor.map(|(diploma_obtained, percent)| PreviousContract {
                same_employer: true, diploma_obtained, percent: Some(Percent(percent)), monthly: None,
            }),
            conventional_minimums: minimums.into_iter().flatten().collect(),
            territory,
            ..PayFacts::ordinary(born_on, starts_on, ends_on)
        }
    }
}

fn figures_and(facts: &PayFacts, then: impl FnOnce(&PayFigures<'_>)) {
    let law = Law::embedded().unwrap();
    let figures = PayFigures::on(&law, facts.starts_on);
    if check_facts(facts, &figures).is_empty() {
        then(&figures);
    }
}

proptest! {
    #[test]
    fn segments_tile_the_contract_and_stay_above_the_grid(facts in some_facts()) {
        figures_and(&facts, |figures| {
            let whole = schedule(&facts, figures);
            let mut next = facts.starts_on;
            for one in &whole.segments {
                assert_eq!(one.from_on, next);
                assert!(one.to_on >= one.from_on);
                next = add_days(one.to_on, 1);
                let band = figures.pay.bands.iter().find(|band| band.code == one.due.band).unwrap();
                assert!(one.due.minimum >= one.due.smic_monthly.share_up(band.percent(one.due.year)));
                assert!(one.due.percent >= band.percent(one.due.year));
                assert_eq!(one.due.beyond_known_base, one.from_on > figures.smic.known_until);
                assert!(one.to_on <= figures.smic.known_until || one.due.beyond_known_base);
            }
            assert_eq!(next, add_days(facts.ends_on, 1));
        });
    }

    #[test]
    fn shares_never_go_down_within_a_pay_year(facts in some_facts()) {
        let facts = PayFacts { previous: None, conventional_minimums: Vec::new(), ..facts };
        figures_and(&facts, |figures| {
            for pair in schedule(&facts, figures).segments.windows(2) {
                if pair[0].due.year == pair[1].due.year {
                    assert!(pair[0].due.percent <= pair[1].due.percent);
                }
                assert!(pair[0].due.minimum <= pair[1].due.minimum);
            }
        });
    }

    #[test]
    fn the_table_of_the_form_tiles_the_contract_and_the_law_accepts_it(facts in some_facts()) {
        figures_and(&facts, |figures| {
            let form = schedule(&facts, figures).form;
            assert!(form.iter().all(|line| (1..=2).contains(&line.line)), "{form:?}");
            let lines = form.iter().map(|line| PayLine {
                from_on: line.from_on, to_on: line.to_on, percent: line.percent, base: line.base,
            });
            let agreed = PayFacts { lines: lines.collect(), ..facts.clone() };
            let findings = check_lines(&stage(&agreed), &schedule(&agreed, figures).segments, "");
            assert!(findings.is_empty(), "{findings:?}");
        });
    }
}
