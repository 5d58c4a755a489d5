//! What the real files say, and how a second programme joins them.

use std::fs;
use std::path::PathBuf;

use chrono::{NaiveDate, NaiveTime};

use super::super::*;
use super::{faults_of, fictional_folder, file, real_files, real_folder};
use crate::law::holidays::HolidayList;

fn mco() -> Programme {
    let catalogue = Catalogue::embedded().expect("the embedded catalogue loads");
    catalogue.programme("bts-mco").expect("the BTS is there").clone()
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("compagnon-catalogue-{}-{name}", std::process::id()));
        fs::create_dir_all(path.join("programmes")).expect("a temporary folder");
        Self(path)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), text).expect("a temporary file");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_embedded_catalogue_is_the_folder_of_the_repository() {
    let embedded = Catalogue::embedded().expect("embedded");
    assert_eq!(embedded, Catalogue::read_folder(&real_folder()).expect("folder"));
    assert!(embedded.validate().is_ok());
}

#[test]
fn the_site_works_under_its_training_centre_and_invents_no_number() {
    let catalogue = Catalogue::embedded().expect("embedded");
    let site = catalogue.site("ufa-leonie-aviat").expect("the site");
    assert_eq!(catalogue.cfa(&site.cfa).map(|cfa| cfa.name.as_str()), Some("CFA Jeanne-Mance"));
    assert_eq!((site.uai.as_deref(), site.siret.as_deref()), (None, None));
    assert_eq!(site.public_holidays, HolidayList::Standard);
    let referent = site.contact("elisabeth-bonfanti").expect("the referent");
    assert_eq!(referent.functions, [ContactFunction::DisabilityReferent]);
    assert_eq!(site.educational_project.as_ref().map(|project| project.dimensions.len()), Some(4));
}

#[test]
fn both_regulations_of_the_bts_weigh_twenty_one() {
    let mco = mco();
    for code in ["mco-2018", "mco-2024"] {
        let regulation = mco.regulation(code).expect("the regulation");
        assert_eq!(regulation.total_coefficient_hundredths(), 2100, "{code}");
        assert_eq!(regulation.certainty, Certainty::Unverified, "{code}");
    }
    let ects =
        mco.regulation("mco-2024").map(|new| new.leaves().iter().filter_map(|unit| unit.ects).sum::<u8>());
    assert_eq!(ects, Some(120));
}

#[test]
fn a_test_made_of_parts_counts_once_and_an_optional_one_never() {
    let mco = mco();
    let old = mco.regulation("mco-2018").expect("the regulation");
    let codes: Vec<&str> = old.leaves().iter().map(|unit| unit.code.as_str()).collect();
    assert_eq!(codes, ["E1", "E21", "E22", "E3", "E41", "E42", "E5", "E6", "EF1"]);
    assert_eq!(old.unit("E2").map(ExamUnit::coefficient), Some(300));
    assert_eq!(old.unit("E21").map(ExamUnit::coefficient), Some(150));
    assert_eq!(old.unit("E4").map(ExamUnit::coefficient), Some(600));
    assert_eq!(old.unit("EF1").map(ExamUnit::counted_hundredths), Some(0));
    assert_eq!(old.all_units().len(), 11);
}

#[test]
fn the_session_decides_which_regulation_is_sat() {
    let mco = mco();
    let sat = |session| mco.regulation_for(session).map(|regulation| regulation.code.as_str());
    assert_eq!(
        [sat(2023), sat(2024), sat(2025), sat(2027)].map(Option::unwrap_or_default),
        ["mco-2018", "mco-2018", "mco-2024", "mco-2024"]
    );
}

#[test]
fn the_same_label_names_another_block_in_each_regulation() {
    let mco = mco();
    let block = |session, unit| {
        let unit = mco.regulation_for(session)?.unit(unit)?;
        mco.skill_block(unit.block.as_deref()?).map(|block| block.key.as_str())
    };
    assert_eq!(block(2024, "E5"), Some("bc03"));
    assert_eq!(block(2027, "E5"), Some("bc01"));
    assert_eq!(mco.skill_block("bc06"), mco.skill_block("RNCP38362BC06"));
}

#[test]
fn durations_are_those_of_the_sheets_table() {
    let mco = mco();
    let old = mco.regulation("mco-2018").expect("the regulation");
    let found: Vec<_> =
        old.leaves().iter().map(|u| (u.duration_minutes, u.preparation_minutes, u.form)).collect();
    let written = |minutes| (Some(minutes), None, Some(ExamForm::Written));
    let oral = |minutes, preparation| (Some(minutes), preparation, Some(ExamForm::Oral));
    let expected = [
        written(240),
        written(120),
        oral(20, Some(20)),
        written(240),
        oral(30, None),
        oral(30, None),
        written(180),
        written(150),
        oral(20, Some(20)),
    ];
    assert_eq!(found, expected);
    let new_cge =
        mco.regulation("mco-2024").and_then(|new| new.unit("E1")).and_then(|unit| unit.duration_minutes);
    assert_eq!(new_cge, Some(180));
}

#[test]
fn the_run_of_the_training_is_that_of_the_sheet() {
    let mco = mco();
    assert_eq!((mco.duration_months, mco.training_years()), (24, 2));
    assert_eq!((mco.visits_per_year, mco.phone_contacts), (2, true));
    assert_eq!(
        (mco.rhythm.days_in_company, mco.rhythm.days_at_centre, mco.rhythm.per),
        (3, 2, RhythmPeriod::Week)
    );
    assert_eq!((mco.contract_window.months_before, mco.contract_window.months_after), (2, 3));
    assert_eq!((mco.admission_window.first_month, mco.admission_window.last_month), (2, 11));
    assert_eq!((mco.opening.month, mco.opening.week), (8, OpeningWeek::Last));
    let gates: Vec<GateKind> = mco.admission_gates.iter().map(|gate| gate.kind).collect();
    assert_eq!(gates, [GateKind::SchoolRecord, GateKind::MotivationInterview, GateKind::ContractSigned]);
    let exams: Vec<_> = mco.mock_exams.iter().map(|e| (e.training_year, e.month, e.tutors_invited)).collect();
    assert_eq!(exams, [(1, 3, false), (1, 6, false), (2, 11, true), (2, 3, true)]);
    let cohort = AnnouncedCohort { starts_on: day("2025-08-25"), ends_on: day("2027-08-24") };
    assert_eq!(mco.announced_cohorts, [cohort]);
}

#[test]
fn blocks_lists_and_dates_are_complete() {
    let mco = mco();
    let blocks: Vec<_> =
        mco.skill_blocks.iter().map(|block| (block.key.as_str(), block.skills.len())).collect();
    let expected =
        [("bc01", 4), ("bc02", 5), ("bc03", 3), ("bc04", 4), ("bc06", 5), ("cge", 2), ("anglais", 4)];
    assert_eq!(blocks, expected);
    assert_eq!(mco.missing_blocks[0].rncp_code, "RNCP38362BC05");
    assert!(mco.blocks_capitalisable && !mco.bridges);
    let sheet = &mco.presentation;
    assert_eq!(
        (sheet.attested_skills.len(), sheet.expectations.len(), sheet.access_routes.len()),
        (16, 7, 5)
    );
    assert_eq!(
        (sheet.activity_sectors.items.len(), sheet.jobs.items.len(), sheet.later_jobs.items.len()),
        (12, 14, 10)
    );
    assert_eq!(mco.missions.iter().map(|group| group.missions.len()).collect::<Vec<_>>(), [8, 5]);
    assert_eq!(mco.activities.iter().map(|group| group.items.len()).collect::<Vec<_>>(), [6, 8, 9, 8]);
    assert_eq!(mco.rncp.registration_ends_on, day("2028-12-31"));
    let evening = NaiveTime::from_hms_opt(20, 0, 0);
    assert_eq!(
        mco.open_days.last().map(|open| (open.held_on, Some(open.until))),
        Some((day("2026-05-29"), evening))
    );
}

#[test]
fn a_figure_not_available_is_not_zero() {
    let mco = mco();
    let absent = mco.published_figures.iter().filter(|figure| figure.value_percent.is_none());
    assert_eq!(absent.filter(|figure| figure.remark.is_some()).count(), 3);
    let further = mco.published_figures.iter().find(|figure| figure.rate == RateKind::FurtherStudy);
    let further = further.expect("the further study rate");
    assert_eq!((further.value_percent, further.remark.as_deref()), (Some(50), Some("50% redoublants")));
    assert_eq!(mco.published_figures.len(), 12);
    assert_eq!(
        mco.outcome_surveys[0].shares.iter().map(|share| share.percent).collect::<Vec<_>>(),
        [40, 44, 16]
    );
}

#[test]
fn a_second_programme_and_a_second_site_are_only_data() {
    let both = Catalogue::embedded().expect("embedded").extended_with(&fictional_folder()).expect("extended");
    assert_eq!((both.cfas.len(), both.sites.len(), both.programmes.len()), (2, 2, 2));
    let cap = both.programme("cap-fleuriste-fictif").expect("the second programme");
    assert_eq!((cap.training_years(), cap.visits_per_year, cap.mock_exams.len()), (1, 3, 1));
    let regulation = cap.regulation_for(2027).expect("its regulation");
    assert_eq!((regulation.leaves().len(), regulation.total_coefficient_hundredths()), (3, 1100));
}

#[test]
fn a_folder_replaces_what_it_names_and_says_so() {
    let folder = Folder::new("replaces");
    let institutions = file(&real_folder(), "institutions.toml").text;
    folder.write("institutions.toml", institutions.replace("03.25.80.72.17", "03.25.00.00.00"));
    let together = Catalogue::embedded().expect("embedded").extended_with(&folder.0).expect("extended");
    assert_eq!((together.cfas.len(), together.sites.len(), together.programmes.len()), (1, 1, 1));
    assert_eq!(together.sites[0].phone.as_deref(), Some("03.25.00.00.00"));
    let told: Vec<_> =
        together.brought.iter().map(|one| (one.noun, one.code.as_str(), one.replaces)).collect();
    assert_eq!(told, [("cfa", "cfa-jeanne-mance", true), ("site", "ufa-leonie-aviat", true)]);
    let added =
        Catalogue::embedded().expect("embedded").extended_with(&fictional_folder()).expect("extended");
    assert!(added.brought.len() == 3 && added.brought.iter().all(|one| !one.replaces));

    let site = institutions.find("[[sites]]").expect("a site");
    folder.write("institutions.toml", format!("{institutions}\n{}", &institutions[site..]));
    let faults = faults_of(Catalogue::embedded().expect("embedded").extended_with(&folder.0));
    assert_eq!((faults.len(), faults[0].path.as_str()), (1, "sites[1].code"));
}

#[test]
fn a_second_site_teaches_the_same_programme_from_the_same_sheet() {
    let mut files = real_files();
    let cap = file(&fictional_folder(), "institutions.toml").text;
    files[0].text.push_str(&cap);
    let also = |code: &str| format!("site = \"ufa-leonie-aviat\"\nalso_taught_at = [\"{code}\"]");
    let sheet = files[1].text.clone();
    files[1].text = sheet.replacen("site = \"ufa-leonie-aviat\"", &also("ufa-des-lilas"), 1);
    let catalogue = Catalogue::from_files(&files).expect("two sites");
    let sites: Vec<_> = catalogue.programmes[0].sites().map(String::as_str).collect();
    assert_eq!(sites, ["ufa-leonie-aviat", "ufa-des-lilas"]);
    for unknown in ["ufa-x", "ufa-leonie-aviat"] {
        files[1].text = sheet.replacen("site = \"ufa-leonie-aviat\"", &also(unknown), 1);
        let faults = faults_of(Catalogue::from_files(&files));
        assert_eq!((faults.len(), faults[0].path.as_str()), (1, "also_taught_at[0]"));
    }
}

#[test]
fn a_folder_may_add_a_programme_to_a_site_already_known() {
    let folder = Folder::new("extends");
    let cap = file(&fictional_folder(), "programmes/cap-fleuriste-fictif.toml").text;
    let moved =
        cap.replace("ufa-des-lilas", "ufa-leonie-aviat").replace("camille-fictive", "melanie-jacotin");
    folder.write("programmes/cap-fleuriste-fictif.toml", &moved);
    let together = Catalogue::embedded().expect("embedded").extended_with(&folder.0).expect("extended");
    assert_eq!(together.programmes.len(), 2);
    assert_eq!(faults_of(Catalogue::read_folder(&folder.0))[0].path, "site");

    folder.write("programmes/cap-fleuriste-fictif.toml", moved.replace("melanie-jacotin", "nobody"));
    let faults = faults_of(Catalogue::embedded().expect("embedded").extended_with(&folder.0));
    assert_eq!((faults.len(), faults[0].path.as_str(), faults[0].line), (1, "contacts[0]", Some(6)));
}

#[test]
fn the_digest_follows_the_text_of_the_file() {
    let digest =
        |files: &[SourceFile]| Catalogue::from_files(files).expect("loads").programmes[0].digest.clone();
    let mut files = real_files();
    let first = digest(&files);
    assert_eq!(first.len(), 16);
    files[1].text = files[1].text.replace('\n', "\r\n");
    assert_eq!(digest(&files), first);
    files[1].text = files[1].text.replace("2026.2", "2026.3");
    assert_ne!(digest(&files), first);
}

#[test]
fn a_catalogue_written_as_json_reads_back_the_same() {
    let catalogue = Catalogue::embedded().expect("embedded");
    let json = serde_json::to_string(&catalogue).expect("written");
    assert_eq!(serde_json::from_str::<Catalogue>(&json).expect("read"), catalogue);
}

#[test]
fn what_cannot_be_read_is_named() {
    let absent =
        Catalogue::read_folder(&fictional_folder().join("absent")).expect_err("nothing there").to_string();
    assert!(absent.starts_with("cannot read ") && absent.contains("absent"), "{absent}");
    let folder = Folder::new("latin");
    folder.write("programmes/x.toml", [b'a', 0xe9]);
    let faults = faults_of(Catalogue::read_folder(&folder.0));
    assert_eq!(faults[0].to_string(), "programmes/x.toml: the file is not UTF-8 text: save it as UTF-8");
}
