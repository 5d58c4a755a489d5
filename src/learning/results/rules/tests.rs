//! Worked cases: the two regulations, what is left out, ranks, distributions.

use proptest::prelude::*;

use super::*;
use crate::catalogue::programmes::Catalogue;
use crate::ids::{EnrolmentId, MarkId, MockExamId, PaperId, SiteId};
use crate::learning::mock_exams::model::{MarkFacts, MockExamPaper, PaperFacts, PaperMark};
use crate::learning::mock_exams::rules::{MarkStatus, Mean, by_place, papers_of};
use crate::learning::results::model::{ResultStatus, WeighedPaper};
use crate::learning::sittings::model::SlotPresence;

const CANDIDATE: EnrolmentId = EnrolmentId(uuid::Uuid::from_u128(1));

fn paper(facts: PaperFacts) -> MockExamPaper {
    MockExamPaper {
        id: PaperId::new(),
        mock_exam_id: MockExamId(uuid::Uuid::nil()),
        facts,
        double_marking: false,
        agreed_within_hundredths: None,
    }
}

fn papers(regulation: &str) -> Vec<WeighedPaper> {
    let catalogue = Catalogue::embedded().unwrap();
    let programme = catalogue.programme("bts-mco").unwrap();
    let facts = papers_of(programme.regulation(regulation).unwrap());
    weighed(facts.into_iter().map(paper).collect(), Some(programme), (regulation, false))
}

fn mark(paper: &WeighedPaper, status: MarkStatus, hundredths: Option<i32>) -> PaperMark {
    PaperMark {
        id: MarkId::new(),
        site_id: SiteId(uuid::Uuid::nil()),
        paper_id: paper.paper.id,
        enrolment_id: CANDIDATE,
        facts: MarkFacts { status, mark_hundredths: hundredths, remark: None, marker: None },
        corrected_at: None,
        correction_reason: None,
        version: 1,
        created_at: chrono::DateTime::UNIX_EPOCH,
        updated_at: chrono::DateTime::UNIX_EPOCH,
    }
}

fn marks(papers: &[WeighedPaper], given: &[(&str, i32)]) -> Vec<PaperMark> {
    let at = |code: &str| papers.iter().find(|one| one.paper.facts.unit_code == code).unwrap();
    given.iter().map(|(code, mark_of)| mark(at(code), MarkStatus::Marked, Some(*mark_of))).collect()
}

fn mean(numerator: i64, denominator: i64, complete: bool) -> Mean {
    let hundredths = (denominator > 0).then(|| numerator / denominator.max(1));
    Mean { hundredths, numerator, denominator, complete, marked: 1, absent: 0, exempt: 0, missing: 0 }
}

#[test]
fn a_block_has_the_mean_of_its_units_and_a_whole_is_not_counted_beside_its_parts() {
    let catalogue = Catalogue::embedded().unwrap();
    let programme = catalogue.programme("bts-mco").unwrap();
    let mut facts = papers_of(programme.regulation("mco-2018").unwrap());
    let whole = PaperFacts {
        unit_code: "E4".to_owned(),
        label: "Le tout".to_owned(),
        coefficient_hundredths: Some(600),
        optional: false,
        rank: 99,
        block_key: None,
    };
    facts.push(whole);
    let papers = weighed(facts.into_iter().map(paper).collect(), Some(programme), ("mco-2018", false));
    assert!(papers.iter().all(|one| one.paper.facts.unit_code != "E4"), "a whole would count twice");
    let marks = marks(&papers, &[("E1", 900), ("E41", 1200), ("E42", 1100), ("E3", 800)]);
    let result = result_of(&papers, CANDIDATE, &by_place(&marks), |_| None);
    assert_eq!(result.mean.denominator, 1200);
    let shown: Vec<_> =
        result.blocks.iter().map(|one| (one.block.key.as_str(), one.mean.hundredths)).collect();
    assert!(shown.contains(&("bc01", Some(1200))) && shown.contains(&("bc02", Some(1100))), "{shown:?}");
    assert!(shown.contains(&("bc03", None)), "{shown:?}");
}

#[test]
fn coefficients_and_blocks_are_those_in_force_until_the_release_then_those_the_papers_keep() {
    let catalogue = Catalogue::embedded().unwrap();
    let programme = catalogue.programme("bts-mco").unwrap();
    let mut facts = papers_of(programme.regulation("mco-2024").unwrap());
    for one in &mut facts {
        one.coefficient_hundredths = Some(1);
        one.block_key = Some("bc99".to_owned());
    }
    let papers: Vec<_> = facts.into_iter().map(paper).collect();
    let weighed = |released| weighed(papers.clone(), Some(programme), ("mco-2024", released));
    let compulsory = |released| weighed(released).into_iter().filter(|one| !one.paper.facts.optional);
    let total = |released| -> i32 {
        compulsory(released).filter_map(|one| one.paper.facts.coefficient_hundredths).sum()
    };
    let blocks =
        |released| compulsory(released).any(|one| one.block.is_some_and(|block| block.key == "bc99"));
    assert_eq!((total(false), blocks(false)), (2100, false));
    assert_eq!((total(true), blocks(true)), (8, true));
}

#[test]
fn what_is_kept_or_excused_counts_nowhere_and_an_absence_is_not_zero() {
    let papers = papers("mco-2024");
    let mut given = marks(&papers, &[("E1", 1200), ("E5", 800)]);
    given.push(mark(&papers[1], MarkStatus::AbsentJustified, None));
    given.push(mark(&papers[2], MarkStatus::Exempt, None));
    let apart = |unit: &WeighedPaper| match unit.paper.facts.unit_code.as_str() {
        "E1" | "E3" | "E4" => Some(SlotPresence::Kept),
        "E6" => Some(SlotPresence::Exempt),
        "E7" => Some(SlotPresence::Absent),
        _ => None,
    };
    let result = result_of(&papers, CANDIDATE, &by_place(&given), apart);
    let statuses: Vec<_> = result.units.iter().take(8).map(|one| one.status).collect();
    use ResultStatus::{AbsentJustified, Exempt, Kept, Marked, Missing};
    assert_eq!(statuses, [Marked, AbsentJustified, Kept, Kept, Marked, Exempt, Missing, Missing]);
    assert_eq!((result.mean.hundredths, result.mean.denominator), (Some(1000), 600));
    assert!(!result.mean.complete);
}

#[test]
fn ranks_compare_exactly_and_leave_out_who_is_not_complete() {
    // 10.005 and 10.0049: both shown as 10.00 or so, yet one is above the other
    let means = [
        mean(2_101_050, 2100, true),
        mean(2_101_029, 2100, true),
        mean(1_000_500, 1000, true),
        mean(9, 1, false),
    ];
    assert_eq!(ranks(&means), [Some(1), Some(3), Some(1), None]);
}

#[test]
fn a_mean_moves_over_the_units_marked_at_both_sessions() {
    let papers = papers("mco-2024");
    let (first, second) =
        (marks(&papers, &[("E1", 900), ("E4", 1500)]), marks(&papers, &[("E1", 1100), ("E5", 300)]));
    let before = result_of(&papers, CANDIDATE, &by_place(&first), |_| None);
    let after = result_of(&papers, CANDIDATE, &by_place(&second), |_| None);
    assert_eq!(change_between(&before, &after), Some(200));
    let apart = marks(&papers, &[("E6", 1000)]);
    let apart = result_of(&papers, CANDIDATE, &by_place(&apart), |_| None);
    assert_eq!(change_between(&before, &apart), None);
}

#[test]
fn marks_are_spread_over_bands_of_two_points_and_told_from_so_many_on() {
    let marks = [0, 199, 200, 1000, 2000];
    assert_eq!(distribution_of(marks, 6), None);
    let spread = distribution_of(marks, 5).unwrap();
    assert_eq!((spread.count, spread.sum, spread.mean, spread.median), (5, 3399, 680, 200));
    assert_eq!((spread.least, spread.greatest), (0, 2000));
    assert_eq!(spread.bands, [2, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    assert_eq!(distribution_of([1000, 1001], 2).unwrap().median, 1001, "half up");
    assert_eq!(distribution_of([], 0), None);
}

proptest! {
    #[test]
    fn every_mark_falls_in_one_band_between_the_least_and_the_greatest(
        marks in proptest::collection::vec(0i64..=2000, 1..60)
    ) {
        let spread = distribution_of(marks.clone(), 1).unwrap();
        prop_assert_eq!(spread.bands.iter().sum::<usize>(), marks.len());
        prop_assert!(spread.least <= spread.median && spread.median <= spread.greatest);
        prop_assert!(spread.least <= spread.mean && spread.mean <= spread.greatest);
    }
}
