//! What can be wrong in catalogue files, told so that the author can mend it at once.

use std::fmt;
use std::path::PathBuf;

use crate::platform::text::Sentence;
use crate::say;

/// One thing wrong in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// The file, relative to the catalogue folder.
    pub file: String,
    /// The line, when it is known.
    pub line: Option<usize>,
    /// The field, such as `exam_regulations[0].units[1].block`; empty for the file as a whole.
    pub path: String,
    /// The rule that is broken and what would be accepted.
    pub message: Sentence,
}

impl fmt::Display for FileFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(formatter, ":{line}")?;
        }
        if !self.path.is_empty() {
            write!(formatter, ": {}", self.path)?;
        }
        write!(formatter, ": {}", self.message.en)
    }
}

/// Why a catalogue could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// A file or a folder could not be read at all.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// What was being read.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
    /// The files were read and break rules: all of them are listed.
    #[error("{}", listed(.0))]
    Invalid(Vec<FileFault>),
}

fn listed(faults: &[FileFault]) -> String {
    let lines: Vec<String> = faults.iter().map(|fault| format!("\n  - {fault}")).collect();
    let plural = if faults.len() == 1 { "" } else { "s" };
    format!("the catalogue has {} fault{plural}:{}", faults.len(), lines.concat())
}

/// The faults found so far in one file.
pub(super) struct Faults {
    file: String,
    found: Vec<FileFault>,
}

impl Faults {
    pub(super) fn in_file(file: impl Into<String>) -> Self {
        Self { file: file.into(), found: Vec::new() }
    }

    /// Notes a fault on a field.
    pub(super) fn note(&mut self, path: impl Into<String>, message: Sentence) {
        let fault = FileFault { file: self.file.clone(), line: None, path: path.into(), message };
        self.found.push(fault);
    }

    /// Notes a fault unless the rule holds.
    pub(super) fn require(
        &mut self,
        holds: bool,
        path: impl Into<String>,
        message: impl FnOnce() -> Sentence,
    ) {
        if !holds {
            self.note(path, message());
        }
    }

    /// Refuses a value already seen, such as a code used twice.
    pub(super) fn unique<'a>(
        &mut self,
        (what, what_en): (&str, &str),
        values: impl IntoIterator<Item = (String, &'a str)>,
    ) {
        let mut seen: Vec<&str> = Vec::new();
        for (path, value) in values {
            self.require(!seen.contains(&value), path, || {
                say!(
                    "le {what} {value:?} sert deux fois : donnez à chacun le sien",
                    "the {what_en} {value:?} is used twice: give each its own"
                )
            });
            seen.push(value);
        }
    }

    pub(super) fn into_found(self) -> Vec<FileFault> {
        self.found
    }
}
