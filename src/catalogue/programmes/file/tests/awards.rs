//! What a regulation may not say of the award and of the catch-up orals.

use super::broken::{MCO, each_is_told_alone};

const FIRST_ORAL: &str = "exam_regulations[0].catch_up_oral.orals[0].units[0]";
const LAST_ORAL: &str = "exam_regulations[0].catch_up_oral.orals[2].units[0]";

#[test]
fn awards_that_break_a_rule() {
    let pass_mark = "exam_regulations[0].award.pass_mark_hundredths";
    each_is_told_alone(&[
        (MCO, "kept_years = 5", "kept_years = 0", "exam_regulations[0].award.kept_years", "1 to 20"),
        (MCO, "pass_mark_hundredths = 1000", "pass_mark_hundredths = 2001", pass_mark, "1 to 2000"),
        (MCO, "chosen = 2", "chosen = 4", "exam_regulations[0].catch_up_oral.chosen", "1 to 3"),
        (MCO, "units = [\"E1\"]", "units = [\"E5\"]", FIRST_ORAL, "known: E1, E21, E22, E3"),
        (MCO, "units = [\"E3\"]", "units = [\"E1\"]", LAST_ORAL, "used twice"),
        (MCO, "note = \"Deux", "# \"Deux", "exam_regulations[0].catch_up_oral.note", "write a note"),
        (
            MCO,
            "first_session = 2022",
            "first_session = 20220",
            "exam_regulations[0].catch_up_oral.first_session",
            "1990 to",
        ),
    ]);
}

#[test]
fn both_regulations_say_how_the_diploma_is_awarded() {
    let catalogue = super::super::Catalogue::embedded().unwrap();
    for regulation in &catalogue.programme("bts-mco").unwrap().exam_regulations {
        let award = regulation.award.as_ref().unwrap();
        assert_eq!((award.pass_mark_hundredths, award.kept_years), (1000, 5));
        let orals = regulation.catch_up_oral.as_ref().unwrap();
        assert_eq!((orals.overall_from_hundredths, orals.professional_from_hundredths), (800, 1000));
        assert_eq!((orals.chosen, orals.orals.len()), (2, 3));
    }
}
