//! A real spreadsheet: LibreOffice, in French, opens files and saves them as people do.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// French numbers and days, whatever the machine speaks.
const IN_FRENCH: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item>
</oor:items>"#;

/// What is done with a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Resaving {
    /// A CSV opened as LibreOffice does of itself, saved as CSV.
    Csv,
    /// The same, formulas left alone as one may ask while opening.
    CsvWithoutFormulas,
    /// The same, numbers and days looked for everywhere as one may ask while opening.
    CsvWithSpecialNumbers,
    /// A CSV saved as a workbook.
    CsvAsWorkbook,
    /// A workbook saved as CSV.
    WorkbookAsCsv,
    /// A workbook saved as a workbook.
    Workbook,
}

impl Resaving {
    pub const ALL: [Self; 6] = [
        Self::Csv,
        Self::CsvWithoutFormulas,
        Self::CsvWithSpecialNumbers,
        Self::CsvAsWorkbook,
        Self::WorkbookAsCsv,
        Self::Workbook,
    ];

    /// What the names of the files opened and saved end with.
    pub const fn extensions(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv | Self::CsvWithoutFormulas | Self::CsvWithSpecialNumbers => ("csv", "csv"),
            Self::CsvAsWorkbook => ("csv", "xlsx"),
            Self::WorkbookAsCsv => ("xlsx", "csv"),
            Self::Workbook => ("xlsx", "xlsx"),
        }
    }

    /// Separator `;`, quotes, UTF-8, from line 1, language of the machine; then quoted fields as texts, special numbers;
    /// formulas evaluated or not. Source: File filters tokens, LibreOffice 7.4.
    const fn opening(self) -> Option<&'static str> {
        match self {
            Self::Csv | Self::CsvAsWorkbook => Some("CSV:59,34,76,1,,0,false,false"),
            Self::CsvWithSpecialNumbers => Some("CSV:59,34,76,1,,0,false,true"),
            Self::CsvWithoutFormulas => Some("CSV:59,34,76,1,,0,false,false,false,false,false,-1,false"),
            Self::WorkbookAsCsv | Self::Workbook => None,
        }
    }

    const fn saving(self) -> &'static str {
        match self.extensions().1.as_bytes() {
            b"csv" => "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false",
            _ => "xlsx",
        }
    }
}

/// The files, each opened and saved.
pub fn resaved<'a>(resaving: Resaving, files: &[(&'a str, Vec<u8>)]) -> Vec<(&'a str, Vec<u8>)> {
    let folder = std::env::temp_dir().join(format!("compagnon-office-{}", uuid::Uuid::now_v7()));
    let (given, saved, settings) = (folder.join("given"), folder.join("saved"), folder.join("profile/user"));
    for one in [&given, &settings] {
        std::fs::create_dir_all(one).unwrap();
    }
    std::fs::write(settings.join("registrymodifications.xcu"), IN_FRENCH).unwrap();
    let (before, after) = resaving.extensions();
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(name, bytes)| {
            let path = given.join(format!("{name}.{before}"));
            std::fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    save(resaving, &folder, &paths, &saved);
    let read = |(name, _): &(&'a str, Vec<u8>)| {
        let bytes = std::fs::read(saved.join(format!("{name}.{after}")));
        (*name, bytes.expect("a file saved by LibreOffice"))
    };
    let bytes = files.iter().map(read).collect();
    std::fs::remove_dir_all(&folder).unwrap();
    bytes
}

fn save(resaving: Resaving, folder: &Path, files: &[PathBuf], saved: &Path) {
    let mut office = Command::new(program());
    office.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display())).args([
        "--headless",
        "--convert-to",
        resaving.saving(),
    ]);
    if let Some(opening) = resaving.opening() {
        office.arg(format!("--infilter={opening}"));
    }
    let output = office.arg("--outdir").arg(saved).args(files).stdin(Stdio::null()).output();
    let output = output.expect("LibreOffice (scripts/ensure-office.sh installs it)");
    assert!(output.status.success(), "{output:?}");
}

/// Where `scripts/ensure-office.sh` looks.
fn program() -> PathBuf {
    let of_macos = PathBuf::from("/Applications/LibreOffice.app/Contents/MacOS/soffice");
    match std::env::var_os("SOFFICE") {
        Some(path) => path.into(),
        None if of_macos.exists() => of_macos,
        None => "soffice".into(),
    }
}
