//! From files to the law: those inside the program, replaced by those of the folders named.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use super::{
    ConsequenceLaw, CountryList, DeclarationLaw, DifficultyLaw, DocumentLaw, ExamLaw, Forms, HolidayLaw,
    IndicatorLaw, Law, NumberingPlan, PayLaw, QualityLaw, RecordLaw, RuptureLaw, SmicLaw, SurveyLaw,
    Versions, WatchLaw,
};
use crate::platform::crypto;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/catalogue/law");

const FOLDER: &str = "law";
/// Every file, in the order of the fingerprint.
const FILES: [&str; 24] = [
    "aid.toml",
    "consequences.toml",
    "contracts.toml",
    "countries.toml",
    "declarations.toml",
    "difficulties.toml",
    "documents.toml",
    "exams.toml",
    "forms.toml",
    "holidays.toml",
    "indicators.toml",
    "invoicing.toml",
    "obligations.toml",
    "pay.toml",
    "phones.toml",
    "records.toml",
    "quality.toml",
    "retention.toml",
    "ruptures.toml",
    "smic.toml",
    "watch.toml",
    "surveys.toml",
    "statuses.toml",
    "stays.toml",
];

/// A file of the law that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LawError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file says something else than expected.
    #[error("law/{file}: {message}")]
    Invalid {
        /// The file.
        file: &'static str,
        /// What is wrong, and where.
        message: String,
    },
}

impl Law {
    /// The law compiled into the program.
    pub fn embedded() -> Result<Self, LawError> {
        Self::read(&[])
    }

    /// The law of the program, each file replaced by the one of that name in the last folder that has it.
    pub fn read(folders: &[PathBuf]) -> Result<Self, LawError> {
        Ok(Self {
            aid: versions(folders, "aid.toml")?,
            consequences: read_consequences(folders)?,
            contracts: versions(folders, "contracts.toml")?,
            countries: read_countries(folders)?,
            declarations: read_declarations(folders)?,
            difficulties: read_difficulties(folders)?,
            documents: read_documents(folders)?,
            exams: read_exams(folders)?,
            forms: forms(folders, "forms.toml")?,
            holidays: Arc::new(read_holidays(folders)?),
            indicators: read_indicators(folders)?,
            invoicing: versions(folders, "invoicing.toml")?,
            obligations: versions(folders, "obligations.toml")?,
            pay: read_pay(folders)?,
            phones: read_phones(folders)?,
            records: read_records(folders)?,
            quality: read_quality(folders)?,
            retention: versions(folders, "retention.toml")?,
            ruptures: read_ruptures(folders)?,
            smic: read_smic(folders)?,
            watch: read_watch(folders)?,
            surveys: read_surveys(folders)?,
            statuses: versions(folders, "statuses.toml")?,
            stays: versions(folders, "stays.toml")?,
            digest: digest(folders)?,
        })
    }
}

fn read_pay(folders: &[PathBuf]) -> Result<Versions<PayLaw>, LawError> {
    let file = "pay.toml";
    let read: Versions<PayLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_quality(folders: &[PathBuf]) -> Result<Versions<QualityLaw>, LawError> {
    let file = "quality.toml";
    let read: Versions<QualityLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_consequences(folders: &[PathBuf]) -> Result<Versions<ConsequenceLaw>, LawError> {
    let file = "consequences.toml";
    let read: Versions<ConsequenceLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_declarations(folders: &[PathBuf]) -> Result<Versions<DeclarationLaw>, LawError> {
    let file = "declarations.toml";
    let read: Versions<DeclarationLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_difficulties(folders: &[PathBuf]) -> Result<Versions<DifficultyLaw>, LawError> {
    let file = "difficulties.toml";
    let read: Versions<DifficultyLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_watch(folders: &[PathBuf]) -> Result<Versions<WatchLaw>, LawError> {
    let file = "watch.toml";
    let read: Versions<WatchLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_indicators(folders: &[PathBuf]) -> Result<Versions<IndicatorLaw>, LawError> {
    let file = "indicators.toml";
    let read: Versions<IndicatorLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_documents(folders: &[PathBuf]) -> Result<Versions<DocumentLaw>, LawError> {
    let file = "documents.toml";
    let read: Versions<DocumentLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_exams(folders: &[PathBuf]) -> Result<Versions<ExamLaw>, LawError> {
    let file = "exams.toml";
    let read: Versions<ExamLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_records(folders: &[PathBuf]) -> Result<Versions<RecordLaw>, LawError> {
    let file = "records.toml";
    let read: Versions<RecordLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_surveys(folders: &[PathBuf]) -> Result<Versions<SurveyLaw>, LawError> {
    let file = "surveys.toml";
    let read: Versions<SurveyLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_holidays(folders: &[PathBuf]) -> Result<Versions<HolidayLaw>, LawError> {
    let file = "holidays.toml";
    let read: Versions<HolidayLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_ruptures(folders: &[PathBuf]) -> Result<Versions<RuptureLaw>, LawError> {
    let file = "ruptures.toml";
    let read: Versions<RuptureLaw> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

fn read_countries(folders: &[PathBuf]) -> Result<Versions<CountryList>, LawError> {
    let file = "countries.toml";
    let read: Versions<CountryList> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

/// The countries of the program, for whoever reads an address before the law is loaded; empty were their file broken,
/// which a test forbids.
pub fn embedded_countries() -> CountryList {
    read_countries(&[]).map(|read| read.newest().clone()).unwrap_or_default()
}

fn read_phones(folders: &[PathBuf]) -> Result<Versions<NumberingPlan>, LawError> {
    let file = "phones.toml";
    let read: Versions<NumberingPlan> = versions(folders, file)?;
    refuse(file, read.all().iter().find_map(|version| version.said.fault()))?;
    Ok(read)
}

/// The numbering plan of the program, for whoever reads a number before the law is loaded; empty were its file broken,
/// which a test forbids.
pub fn embedded_plan() -> NumberingPlan {
    read_phones(&[]).map(|read| read.newest().clone()).unwrap_or_default()
}

/// The fingerprint of every file as it is read: what was computed from other files has to be computed anew.
fn digest(folders: &[PathBuf]) -> Result<String, LawError> {
    let mut all = String::new();
    for file in FILES {
        all.push_str(&text_of(folders, file)?);
    }
    Ok(crypto::encode(&crypto::sha256(all.as_bytes())))
}

fn read_smic(folders: &[PathBuf]) -> Result<SmicLaw, LawError> {
    let file = "smic.toml";
    let read: SmicLaw = parsed(folders, file)?;
    refuse(file, read.rates.fault())?;
    Ok(read)
}

fn versions<T: DeserializeOwned>(folders: &[PathBuf], file: &'static str) -> Result<Versions<T>, LawError> {
    let read: Versions<T> = parsed(folders, file)?;
    refuse(file, read.fault())?;
    Ok(read)
}

fn refuse(file: &'static str, fault: Option<&'static str>) -> Result<(), LawError> {
    fault.map_or(Ok(()), |fault| Err(LawError::Invalid { file, message: fault.to_owned() }))
}

fn forms(folders: &[PathBuf], file: &'static str) -> Result<Forms, LawError> {
    let read: Forms = parsed(folders, file)?;
    match read.fault() {
        Some(message) => Err(LawError::Invalid { file, message }),
        None => Ok(read),
    }
}

fn parsed<T: DeserializeOwned>(folders: &[PathBuf], file: &'static str) -> Result<T, LawError> {
    let invalid = |message| LawError::Invalid { file, message };
    toml::from_str(&text_of(folders, file)?).map_err(|error| invalid(error.to_string()))
}

fn text_of(folders: &[PathBuf], file: &'static str) -> Result<String, LawError> {
    let own = folders.iter().rev().map(|folder| folder.join(FOLDER).join(file)).find(|path| path.exists());
    let missing = || LawError::Invalid { file, message: "the file is missing".to_owned() };
    match own {
        Some(path) => read_text(&path),
        None => Ok(EMBEDDED
            .get_file(file)
            .and_then(|found| found.contents_utf8())
            .ok_or_else(missing)?
            .to_owned()),
    }
}

fn read_text(path: &Path) -> Result<String, LawError> {
    std::fs::read_to_string(path).map_err(|source| LawError::Unreadable { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> chrono::NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_law_of_the_program_reads_and_answers_any_day() {
        let law = Law::embedded().unwrap();
        assert_eq!(law.contracts.on(day("2025-08-25")).age.limit, 30);
        assert_eq!(law.contracts.on(day("1999-01-01")).duration.minimum_months, 6);
        assert!(law.documents.on(day("2025-08-25")).document("identity").is_some());
        assert_eq!(law.digest, Law::embedded().unwrap().digest);
        assert_eq!(FILES.len(), EMBEDDED.files().count());
    }

    #[test]
    fn a_holiday_without_a_day_or_out_of_its_place_is_refused() {
        let embedded = EMBEDDED.get_file("holidays.toml").unwrap().contents_utf8().unwrap();
        let fault = |from: &str, to: &str| {
            assert!(embedded.contains(from), "{from}");
            toml::from_str::<Versions<HolidayLaw>>(&embedded.replacen(from, to, 1)).unwrap().all()[0]
                .said
                .fault()
        };
        assert_eq!(fault("easter = 1", "easter = 1"), None);
        for (from, to, expected) in [
            ("easter = 1", "easter = 1\nmonth = 1\nday = 1", "has a `month`"),
            ("month = 5\nday = 22", "month = 2\nday = 29", "has a `month`"),
            ("month = 5\nday = 22", "month = 5", "has a `month`"),
            ("easter = 50", "easter = 500", "has a `month`"),
            ("fr = \"Ascension\"", "fr = \" \"", "two names"),
            ("only_in = [\"martinique\"]", "church_only = true", "in Alsace-Moselle alone"),
        ] {
            assert!(fault(from, to).unwrap_or_default().contains(expected), "{to}");
        }
    }

    #[test]
    fn a_procedure_that_cannot_be_followed_is_refused() {
        let embedded = EMBEDDED.get_file("ruptures.toml").unwrap().contents_utf8().unwrap();
        let fault = |from: &str, to: &str| {
            assert!(embedded.contains(from), "{from}");
            toml::from_str::<Versions<RuptureLaw>>(&embedded.replacen(from, to, 1)).unwrap().all()[0]
                .said
                .fault()
        };
        assert_eq!(fault("count = 5", "count = 6"), None);
        for (from, to, expected) in [
            ("code = \"unfitness\"", "code = \"resignation\"", "a ground has its own code"),
            ("code = \"dismissal\"", "code = \"convocation\"", "a letter has its own code"),
            ("letter = \"resignation\"", "letter = \"poem\"", "the letter of a step"),
            ("step = \"mediator_seized\"", "step = \"guardian_signed\"", "come before it"),
            ("instead_of = \"guardian_signed\"", "instead_of = \"nothing\"", "come before it"),
            ("step = \"employer_informed\"", "step = \"unheard\"", "the rupture itself waits"),
            ("count = 5", "count = 5000", "1000 at most"),
            ("\"037\"", "\"37\"", "three digits"),
            ("{siret}", "{salary}", "names facts of the case alone"),
            ("en = \"Interview\"", "en = \"\"", "two names"),
        ] {
            assert!(fault(from, to).unwrap_or_default().contains(expected), "{to}: {:?}", fault(from, to));
        }
    }

    #[test]
    fn a_folder_replaces_a_file_and_its_faults_are_told() {
        let folder = std::env::temp_dir().join(format!("compagnon-law-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("law")).unwrap();
        let embedded = EMBEDDED.get_file("contracts.toml").unwrap().contents_utf8().unwrap();
        let with = |text: &str| {
            std::fs::write(folder.join("law/contracts.toml"), text).unwrap();
            Law::read(std::slice::from_ref(&folder))
        };
        let changed = with(&embedded.replace("apprentices = 2", "apprentices = 3")).unwrap();
        assert_eq!(changed.contracts.on(day("2025-08-25")).tutor.apprentices, 3);
        assert_ne!(changed.digest, Law::embedded().unwrap().digest);
        let twice = with(&format!("{embedded}\n{embedded}")).unwrap_err().to_string();
        assert!(twice.contains("the oldest first"), "{twice}");
        let unknown =
            with(&embedded.replace("youngest = 15", "youngest = 15\noldest = 99")).unwrap_err().to_string();
        assert!(unknown.contains("unknown field"), "{unknown}");
        assert!(with("versions = []").unwrap_err().to_string().contains("at least one"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
