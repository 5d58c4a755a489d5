//! One change to a good file, one fault told: where, which rule, what would be accepted.

use super::super::{Catalogue, FileFault, SourceFile};
use super::{faults_of, real_files};

const SITE: usize = 0;
pub(super) const MCO: usize = 1;

/// Which file, what it said, what it says now, the field named, words of the message.
pub(super) type Case = (usize, &'static str, &'static str, &'static str, &'static str);

fn with(change: (usize, &str, &str)) -> Vec<SourceFile> {
    let (which, from, to) = change;
    let mut files = real_files();
    assert!(files[which].text.contains(from), "{from:?} is not in the file");
    files[which].text = files[which].text.replacen(from, to, 1);
    files
}

pub(super) fn each_is_told_alone(cases: &[Case]) {
    for (which, from, to, path, words) in cases {
        let faults = faults_of(Catalogue::from_files(&with((*which, from, to))));
        let found: Vec<String> = faults.iter().map(FileFault::to_string).collect();
        assert_eq!(faults.len(), 1, "{to:?} gave {found:#?}");
        assert_eq!(faults[0].path, *path, "{found:?}");
        assert!(faults[0].message.en.contains(words), "{words:?} is not in {found:?}");
        assert!(faults[0].line.is_some(), "no line in {found:?}");
    }
}

#[test]
fn institutions_that_break_a_rule() {
    each_is_told_alone(&[
        (SITE, "cfa = \"cfa-jeanne-mance\"", "cfa = \"cfa-x\"", "sites[0].cfa", "known: cfa-jeanne-mance"),
        (SITE, "03.25.80.72.17", "03.25.80.72..", "sites[0].phone", "a number"),
        (SITE, "melanie.jacotin@lycee-aviat.com", "melanie.jacotin", "sites[0].email", "one address"),
        (SITE, "www.lycee-aviat.com", "lycee aviat", "sites[0].website", "a host name"),
        (SITE, "\"10000\"", "\"1000\"", "sites[0].address.postcode", "five digits"),
        (SITE, "\"10000\"", "\"97200\"", "sites[0].public_holidays", "\"martinique\""),
        (SITE, "name = \"UFA", "uai = \"0951099C\"\nname = \"UFA", "sites[0].uai", "check letter"),
        (SITE, "name = \"UFA", "siret = \"73282932000079\"\nname = \"UFA", "sites[0].siret", "Luhn"),
        (SITE, "name = \"UFA", "siret = \"00000000000000\"\nname = \"UFA", "sites[0].siret", "Luhn"),
        (SITE, "name = \"UFA", "uai = \"951099d\"\nname = \"UFA", "sites[0].uai", "seven digits"),
        (SITE, "melanie.jacotin@lycee", "Melanie.Jacotin@lycee", "sites[0].email", "lower case"),
        (SITE, "[\"disability_referent\"]", "[]", "sites[0].contacts[1].functions", "at least one function"),
        (SITE, "\"Mélanie\"", "\" \"", "sites[0].contacts[0].given_name", "blank"),
    ]);
}

#[test]
fn identity_and_dates_that_break_a_rule() {
    each_is_told_alone(&[
        (MCO, "site = \"ufa-leonie-aviat\"", "site = \"ufa-x\"", "site", "known: ufa-leonie-aviat"),
        (MCO, "\"elisabeth-bonfanti\"]", "\"nobody\"]", "contacts[1]", "known: melanie-jacotin"),
        (MCO, "code = \"bts-mco\"", "code = \"bts-x\"", "code", "rename it programmes/bts-x.toml"),
        (MCO, "version = \"2026.2\"", "version = \"\"", "version", "blank"),
        (MCO, "version =", "digest = \"1\"\nversion =", "digest", "remove this line"),
        (MCO, "\"32031213\"", "\"320312\"", "diploma_code", "eight characters"),
        (MCO, "diploma_code_note =", "# ", "diploma_code_certainty", "write a note"),
        (MCO, "visits_per_year = 2", "visits_per_year = 13", "visits_per_year", "0 to 12"),
        (MCO, "level = 5", "level = 9", "rncp.level", "1 to 8"),
        (
            MCO,
            "\"2028-12-31\"",
            "\"2023-12-31\"",
            "rncp.registration_ends_on",
            "before paths_start_on (2024-01-01)",
        ),
        (MCO, "\"2031-12-31\"", "\"2027-12-31\"", "rncp.last_delivery_on", "before registration_ends_on"),
        (MCO, "\"2018-11-07\"", "\"2024-11-07\"", "rncp.published_on", "before decree_published_on"),
        (MCO, "\"2027-08-24\"", "\"2025-08-24\"", "announced_cohorts[0].ends_on", "later day"),
        (MCO, "\"2027-08-24\"", "\"2026-08-24\"", "announced_cohorts[0].ends_on", "24 months"),
        (MCO, "\"2025-08-25\"", "\"2025-09-01\"", "announced_cohorts[0].starts_on", "opening month (8)"),
        (
            MCO,
            "\"Passerelle : non\"",
            "\"Passerelle :\\nnon\"",
            "presentation.block_notices[1]",
            "control character",
        ),
        (MCO, "\"Passerelle : non\"", "\"non \"", "presentation.block_notices[1]", "ends with a blank"),
    ]);
}

#[test]
fn windows_and_plans_that_break_a_rule() {
    each_is_told_alone(&[
        (MCO, "last_month = 11", "last_month = 13", "admission_window.last_month", "1 to 12"),
        (MCO, "first_month = 2", "first_month = 12", "admission_window", "opens before it closes"),
        (MCO, "\"motivation_interview\"", "\"school_record\"", "admission_gates[1]", "passed twice"),
        (MCO, "months_before = 2", "months_before = 13", "contract_window.months_before", "0 to 12"),
        (MCO, "months_after = 3", "months_after = 13", "contract_window.months_after", "0 to 12"),
        (MCO, "days_at_centre = 2", "days_at_centre = 4", "rhythm", "7 days a period: write 1 to 6"),
        (MCO, "per = \"week\"", "per = \"week\"\ncompany_weekdays = [3, 4, 5]", "rhythm", "2 at the centre"),
        (
            MCO,
            "per = \"week\"",
            "per = \"week\"\ncompany_weekdays = [3, 4, 5]\ncentre_weekdays = [1, 3]",
            "rhythm",
            "each once",
        ),
        (MCO, "training_year = 1", "training_year = 3", "mock_exams[0].training_year", "write 1 to 2"),
        (MCO, "month = 6", "month = 13", "mock_exams[1].month", "1 to 12"),
        (MCO, "month = 6", "month = 3", "mock_exams[1]", "same month"),
        (MCO, "until = \"16:30:00\"", "until = \"08:30:00\"", "open_days[0].until", "later time"),
        (MCO, "\"2026-03-14\"", "\"2026-01-31\"", "open_days[1]", "announced twice"),
        (MCO, "fee_cents = 0", "fee_cents = 10000001", "funding.enrolment_fee_cents", "0 to 10000000"),
        (
            MCO,
            "period = \"2024/2025\"",
            "period = \"2024/2026\"",
            "published_figures[7].period",
            "two that follow",
        ),
        (MCO, "value_percent = 67", "value_percent = 167", "published_figures[1].value_percent", "0 to 100"),
        (MCO, "value_percent = 67", "", "published_figures[1].remark", "says why"),
        (MCO, "percent = 44", "percent = 45", "outcome_surveys[0].shares", "101 %"),
        (MCO, "months_after = 6", "months_after = 61", "outcome_surveys[0].months_after", "1 to 60"),
    ]);
}

#[test]
fn blocks_and_skills_that_break_a_rule() {
    each_is_told_alone(&[
        (MCO, "\"cge-2\"", "\"cge-1\"", "skill_blocks[5].skills[1].code", "used twice"),
        (MCO, "\"cge-2\"", "\"CGE 2\"", "skill_blocks[5].skills[1].code", "not a code"),
        (MCO, "RNCP38362BC05\"", "RNCP38362BC01\"", "missing_blocks[0].rncp_code", "used twice"),
        (
            MCO,
            "RNCP38362BC05\"",
            "RNCP11111BC05\"",
            "missing_blocks[0].rncp_code",
            "not a block of RNCP38362",
        ),
        (
            MCO,
            "code = \"requested-2\"",
            "code = \"requested-1\"",
            "missions[0].missions[1].code",
            "used twice",
        ),
        (MCO, "block = \"bc04\"", "block = \"bc09\"", "activities[3].block", "known: bc01, bc02"),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn exam_regulations_that_break_a_rule() {
    each_is_told_alone(&[
        (
            MCO,
            "coefficient_hundredths = 150",
            "coefficient_hundredths = 200",
            E2,
            "parts add up to 350: write 350",
        ),
        (MCO, "code = \"E42\"", "code = \"E41\"", "exam_regulations[0].units[3].parts[1].code", "used twice"),
        (MCO, "\"U22\"", "\"U21\"", "exam_regulations[0].units[1].parts[1].unit_code", "used twice"),
        (MCO, "code = \"E5\"", "code = \"5\"", "exam_regulations[0].units[4].code", "such as \"E21\""),
        (MCO, "block = \"cge\"", "block = \"bc09\"", "exam_regulations[0].units[0].block", "known: bc01"),
        (MCO, "last_session = 2024", "last_session = 2025", "exam_regulations[1]", "(2025 to open) overlap"),
        (MCO, "last_session = 2024", "", "exam_regulations[1]", "(open to open)"),
        (
            MCO,
            "first_session = 2025",
            "first_session = 20250",
            "exam_regulations[1].first_session",
            "1990 to 2100",
        ),
        (
            MCO,
            "last_session = 2024",
            "first_session = 2025\nlast_session = 2024",
            "exam_regulations[0].last_session",
            "2025",
        ),
        (MCO, "note = \"Les épreuves", "# \"Les épreuves", "exam_regulations[0].note", "write a note"),
        (MCO, "\"mco-2024\"", "\"mco-2018\"", "exam_regulations[1].code", "used twice"),
        (
            MCO,
            "duration_minutes = 240",
            "duration_minutes = 0",
            "exam_regulations[0].units[0].duration_minutes",
            "1 to",
        ),
        (MCO, "form = \"written\"\n", "", "exam_regulations[0].units[0].form", "written, oral or practical"),
        (MCO, "mode = \"ponctuelle\"\n", "", "exam_regulations[0].units[0].mode", "ponctuelle or ccf"),
        (
            MCO,
            "coefficient_hundredths = 300\n",
            "",
            "exam_regulations[0].units[0].coefficient_hundredths",
            "optional = true",
        ),
        (
            MCO,
            "code = \"E2\"",
            "form = \"oral\"\ncode = \"E2\"",
            "exam_regulations[0].units[1]",
            "written on each part",
        ),
        (
            MCO,
            "code = \"E42\"",
            "optional = true\ncode = \"E42\"",
            "exam_regulations[0].units[3].parts[1].optional",
            "same",
        ),
        (MCO, "ects = 17", "ects = 200", "exam_regulations[1].units[0].ects", "1 to 180"),
    ]);
}

const E2: &str = "exam_regulations[0].units[1].coefficient_hundredths";

#[test]
fn a_code_must_be_unique_among_contacts_blocks_and_lists() {
    let files = with((SITE, "code = \"elisabeth-bonfanti\"", "code = \"melanie-jacotin\""));
    let faults = faults_of(Catalogue::from_files(&files));
    // The programme's contact no longer exists either.
    assert_eq!((faults.len(), faults[0].path.as_str()), (2, "sites[0].contacts[1].code"));
    let faults = faults_of(Catalogue::from_files(&with((MCO, "key = \"bc02\"", "key = \"bc01\""))));
    assert!(
        faults.iter().any(|fault| fault.path == "skill_blocks[1].key" && fault.message.en.contains("twice"))
    );
}

#[test]
fn a_regulation_of_optional_units_only_has_no_average() {
    let mut files = real_files();
    files[MCO].text =
        files[MCO].text.replace("kind = \"general\"\nblock", "optional = true\nkind = \"general\"\nblock");
    files[MCO].text = files[MCO]
        .text
        .replace("kind = \"professional\"\nblock", "optional = true\nkind = \"professional\"\nblock");
    let faults = faults_of(Catalogue::from_files(&files));
    assert!(
        faults
            .iter()
            .any(|fault| fault.path == "exam_regulations[1].units" && fault.message.en.contains("zero"))
    );
}

#[test]
fn a_programme_with_nothing_to_do_is_told_what_it_lacks() {
    let mut catalogue = Catalogue::embedded().expect("embedded");
    let mco = &mut catalogue.programmes[0];
    mco.exam_regulations.clear();
    mco.admission_gates.clear();
    mco.skill_blocks[0].skills.clear();
    mco.duration_months = 61;
    mco.announced_cohorts.clear();
    mco.missions.clear();
    let faults = match catalogue.validate() {
        Err(super::super::CatalogueError::Invalid(faults)) => faults,
        other => panic!("expected faults, got {other:?}"),
    };
    let found: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(found, ["duration_months", "admission_gates", "skill_blocks[0].skills", "exam_regulations"]);
    assert!(faults.iter().all(|fault| fault.file == "programmes/bts-mco.toml" && fault.line.is_none()));
}

#[test]
fn texts_and_lists_are_bounded() {
    let long = format!("short_title = \"{}\"", "x".repeat(2001));
    let faults = faults_of(Catalogue::from_files(&with((MCO, "short_title = \"BTS MCO\"", &long))));
    assert!(faults[0].message.en.contains("2001 characters: at most 2000"), "{faults:?}");
    let many = format!("technical_means = [{}]", "\"x\",".repeat(201));
    let from = "technical_means = [\"Salles équipées de vidéoprojecteurs\", \"PC\"]";
    let faults = faults_of(Catalogue::from_files(&with((MCO, from, &many))));
    assert!(faults[0].message.en.contains("201 items: at most 200"), "{faults:?}");
}

#[test]
fn every_fault_of_every_file_is_told_at_once() {
    let mut files = with((MCO, "month = 6", "month = 13"));
    files[SITE].text = files[SITE].text.replace("cfa = \"cfa-jeanne-mance\"", "cfa = \"cfa-x\"");
    files[MCO].text = files[MCO].text.replace("months_after = 3", "months_after = 30");
    files[SITE].text = files[SITE].text.replace("\"10000\"", "\"1\"");
    let refusal = Catalogue::from_files(&files).expect_err("four faults").to_string();
    let lines: Vec<&str> = refusal.lines().collect();
    assert_eq!(lines.len(), 5, "{refusal}");
    assert_eq!(lines[0], "the catalogue has 4 faults:");
    assert!(
        lines[1].starts_with("  - institutions.toml:23: sites[0].address.postcode: \"1\" is not accepted"),
        "{refusal}"
    );
    assert!(
        lines[2].contains("contract_window.months_after: 30 is out of range: write a number from 0 to 12")
    );
    assert!(lines[3].contains("mock_exams[1].month: 13 is out of range"));
    assert!(
        lines[4].starts_with("  - institutions.toml:11: sites[0].cfa: no training centre has the code"),
        "{refusal}"
    );
}

/// What is said of a file that does not even have the right form.
fn form(from: &str, to: &str) -> String {
    let faults = faults_of(Catalogue::from_files(&with((MCO, from, to))));
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults[0].to_string()
}

#[test]
fn a_file_of_the_wrong_form_is_told_by_line_and_field() {
    let file = "programmes/bts-mco.toml";
    assert_eq!(
        form("version =", "versoin =").split(", expected").next(),
        Some(&*format!("{file}:5: versoin: unknown field `versoin`"))
    );
    assert!(
        form("per = \"week\"", "per = \"month\"")
            .contains("rhythm.per: unknown variant `month`, expected one of `week`")
    );
    assert!(
        form("days_in_company = 3", "days_in_company = \"3\"")
            .contains("rhythm.days_in_company: invalid type: string \"3\", expected u8")
    );
    assert!(form("days_in_company = 3\n", "").contains("rhythm: missing field `days_in_company`"));
    assert!(form("\"2025-08-25\"", "2025-08-25").contains("announced_cohorts[0].starts_on: invalid type: map, expected a formatted date string; write a date between quotes"));
    assert!(form("\"09:00:00\"", "09:00:00").contains(
        "open_days[0].from: invalid type: map, expected a formatted time string; write a time between quotes"
    ));
    assert!(
        form("\"2025-08-25\"", "\"2025-02-30\"")
            .contains("announced_cohorts[0].starts_on: input is out of range")
    );
}

#[test]
fn a_file_that_is_not_toml_is_told_by_line() {
    let files = with((MCO, "duration_months = 24", "duration_months = = 24"));
    let found = faults_of(Catalogue::from_files(&files))[0].to_string();
    assert_eq!(found, "programmes/bts-mco.toml:18: extra `=`, expected nothing");
    let files = with((MCO, "duration_months = 24", "duration_months = 24\nduration_months = 24"));
    let found = faults_of(Catalogue::from_files(&files))[0].to_string();
    assert!(found.starts_with("programmes/bts-mco.toml:19: ") && found.contains("duplicate key"), "{found}");
}

#[test]
fn an_unreadable_file_does_not_hide_the_faults_of_another() {
    let mut files = with((MCO, "duration_months = 24", "duration_months ="));
    files[SITE].text = files[SITE].text.replace("\"10000\"", "\"1\"");
    let files_named: Vec<String> =
        faults_of(Catalogue::from_files(&files)).into_iter().map(|fault| fault.file).collect();
    assert_eq!(files_named, ["institutions.toml", "programmes/bts-mco.toml"]);
}

/// A change to a good catalogue, the field named, words of the message.
type Change = (fn(&mut Catalogue), &'static str, &'static str);

/// Changes that break several rules at once: the one that matters is among those told.
const CHANGES: &[Change] = &[
    (|all| all.programmes[0].code = "BTS".to_owned(), "code", "not a code"),
    (|all| all.programmes[0].site = "UFA".to_owned(), "site", "not a code"),
    (|all| all.programmes[0].version = "1".repeat(61), "version", "at most 60"),
    (|all| all.programmes[0].rncp.code = "38362".to_owned(), "rncp.code", "such as \"RNCP38362\""),
    (|all| all.programmes[0].opening.month = 0, "opening.month", "1 to 12"),
    (|all| all.programmes[0].admission_window.first_month = 0, "admission_window.first_month", "1 to 12"),
    (|all| all.programmes[0].outcome_surveys[0].intake = 21, "outcome_surveys[0].intake", "1990 to 2100"),
    (|all| all.programmes[0].skill_blocks[0].key = "BC 1".to_owned(), "skill_blocks[0].key", "not a code"),
    (|all| first_regulation(all).code = "MCO".to_owned(), "exam_regulations[0].code", "not a code"),
    (
        |all| first_unit(all).unit_code = Some("1".to_owned()),
        "exam_regulations[0].units[0].unit_code",
        "capitals",
    ),
    (|all| first_unit(all).coefficient_hundredths = Some(10_001), WEIGHT, "0 to 10000"),
    (|all| all.cfas[0].code = "CFA".to_owned(), "cfas[0].code", "not a code"),
    (|all| all.cfas[0].name = " ".to_owned(), "cfas[0].name", "blank"),
    (|all| all.sites[0].code = "UFA".to_owned(), "sites[0].code", "not a code"),
    (|all| all.sites[0].contacts[0].code = "M. J.".to_owned(), "sites[0].contacts[0].code", "not a code"),
];

const WEIGHT: &str = "exam_regulations[0].units[0].coefficient_hundredths";

fn first_regulation(all: &mut Catalogue) -> &mut super::super::ExamRegulation {
    &mut all.programmes[0].exam_regulations[0]
}

fn first_unit(all: &mut Catalogue) -> &mut super::super::ExamUnit {
    &mut first_regulation(all).units[0]
}

#[test]
fn a_change_that_breaks_several_rules_tells_each() {
    for (change, path, words) in CHANGES {
        let mut catalogue = Catalogue::embedded().expect("embedded");
        change(&mut catalogue);
        let faults = faults_of(catalogue.validate().map(|()| catalogue));
        let found = faults.iter().any(|fault| fault.path == *path && fault.message.en.contains(words));
        assert!(found, "{path}: {words:?} is not in {faults:#?}");
    }
}
