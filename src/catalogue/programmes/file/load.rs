//! From files to a checked catalogue: the embedded one, a folder, or both together.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::fault::Faults;
use super::lines::Lines;
use super::validate::{
    INSTITUTIONS, file_of, institution_faults, own_faults, programme_faults, shared_faults, twice_faults,
};
use super::{Catalogue, CatalogueError, Cfa, FileFault, Programme, Site};
use crate::platform::text::Sentence;
use crate::say;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/catalogue");

const PROGRAMMES: &str = "programmes";

/// A catalogue file and its text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Name relative to the catalogue folder: `institutions.toml` or `programmes/<code>.toml`.
    pub name: String,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Institutions {
    #[serde(default)]
    cfas: Vec<Cfa>,
    #[serde(default)]
    sites: Vec<Site>,
}

impl Catalogue {
    /// The catalogue compiled into the program.
    pub fn embedded() -> Result<Self, CatalogueError> {
        Self::from_files(&embedded_files()?)
    }

    /// The catalogue of a folder that stands on its own.
    pub fn read_folder(folder: &Path) -> Result<Self, CatalogueError> {
        Self::from_files(&files_of(folder)?)
    }

    /// The catalogue these files make, checked as a whole.
    pub fn from_files(files: &[SourceFile]) -> Result<Self, CatalogueError> {
        let mut draft = Draft::of(files);
        // A file that could not be read would make its neighbours' references look broken.
        if draft.complete {
            draft.faults.extend(shared_faults(&draft.catalogue));
        }
        draft.checked()
    }

    /// This catalogue and what a folder completes or replaces of it; the folder may rely on what is already known.
    pub fn extended_with(self, folder: &Path) -> Result<Self, CatalogueError> {
        let draft = Draft::of(&files_of(folder)?);
        let twice = twice_faults(&draft.catalogue);
        if !draft.faults.is_empty() {
            return draft.checked();
        }
        if !twice.is_empty() {
            return Err(draft.refusal(twice));
        }
        let together = self.joined_with(draft.catalogue.clone(), folder);
        // Ranks of sites changed by joining: only programme files keep their lines.
        let faults = shared_faults(&together);
        if faults.is_empty() { Ok(together) } else { Err(draft.programme_lines_only().refusal(faults)) }
    }

    /// Checks every rule, and tells every fault.
    pub fn validate(&self) -> Result<(), CatalogueError> {
        let faults: Vec<FileFault> = own_faults(self).into_iter().chain(shared_faults(self)).collect();
        if faults.is_empty() { Ok(()) } else { Err(CatalogueError::Invalid(faults)) }
    }

    /// What its parts break together: codes used twice, references to what does not exist.
    pub fn shared_faults(&self) -> Vec<FileFault> {
        shared_faults(self)
    }

    fn joined_with(mut self, other: Self, folder: &Path) -> Self {
        let folder = folder.display().to_string();
        let brought = &mut self.brought;
        join(&mut self.cfas, other.cfas, |cfa| ("cfa", &cfa.code), &folder, brought);
        join(&mut self.sites, other.sites, |site| ("site", &site.code), &folder, brought);
        join(&mut self.programmes, other.programmes, |one| ("programme", &one.code), &folder, brought);
        self
    }
}

/// What a folder brought beside the files of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtByFolder {
    /// `cfa`, `site` or `programme`.
    pub noun: &'static str,
    /// Its code.
    pub code: String,
    /// The folder, as the configuration names it.
    pub folder: String,
    /// Whether it stands in place of one known before.
    pub replaces: bool,
}

/// Puts each in the place of the one that has its code, or after all of them, and notes which.
fn join<T>(
    known: &mut Vec<T>,
    others: Vec<T>,
    name: impl Fn(&T) -> (&'static str, &String),
    folder: &str,
    brought: &mut Vec<BroughtByFolder>,
) {
    for other in others {
        let (noun, code) = (name(&other).0, name(&other).1.clone());
        let place = known.iter().position(|one| *name(one).1 == code);
        brought.retain(|earlier| (earlier.noun, &earlier.code) != (noun, &code));
        brought.push(BroughtByFolder { noun, code, folder: folder.to_owned(), replaces: place.is_some() });
        match place.and_then(|place| known.get_mut(place)) {
            Some(replaced) => *replaced = other,
            None => known.push(other),
        }
    }
}

/// What files say and what each breaks on its own; what they say of one another is not checked yet.
struct Draft {
    catalogue: Catalogue,
    lines: Vec<(String, Lines)>,
    faults: Vec<FileFault>,
    complete: bool,
}

impl Draft {
    fn of(files: &[SourceFile]) -> Self {
        let lines = files.iter().map(|file| (file.name.clone(), Lines::of(&file.text))).collect();
        let mut draft = Self { catalogue: Catalogue::default(), lines, faults: Vec::new(), complete: true };
        files.iter().for_each(|file| draft.add(file));
        draft
    }

    fn add(&mut self, file: &SourceFile) {
        let added =
            if file.name == INSTITUTIONS { self.add_institutions(file) } else { self.add_programme(file) };
        self.complete &= added.is_ok();
        self.faults.extend(added.unwrap_or_else(|unreadable| unreadable));
    }

    fn add_institutions(&mut self, file: &SourceFile) -> Result<Vec<FileFault>, Vec<FileFault>> {
        let read: Institutions = parsed(file)?;
        let faults = institution_faults(&read.cfas, &read.sites);
        self.catalogue.cfas.extend(read.cfas);
        self.catalogue.sites.extend(read.sites);
        Ok(faults)
    }

    fn add_programme(&mut self, file: &SourceFile) -> Result<Vec<FileFault>, Vec<FileFault>> {
        let mut programme: Programme = parsed(file)?;
        let mut faults = Faults::in_file(&file.name);
        faults.require(programme.digest.is_empty(), "digest", || {
            say!(
                "l'empreinte se calcule d'après le fichier : retirez cette ligne",
                "the digest is computed from the file: remove this line"
            )
        });
        faults.require(file.name == file_of(&programme), "code", || {
            say!(
                "un fichier porte le nom de sa formation : renommez-le {} ou changez le code",
                "a file bears the name of its programme: rename it {} or change the code",
                file_of(&programme)
            )
        });
        programme.digest = digest_of(&file.text);
        let found = [faults.into_found(), programme_faults(&file.name, &programme)].concat();
        self.catalogue.programmes.push(programme);
        Ok(found)
    }

    fn checked(mut self) -> Result<Catalogue, CatalogueError> {
        let faults = std::mem::take(&mut self.faults);
        if faults.is_empty() { Ok(self.catalogue) } else { Err(self.refusal(faults)) }
    }

    fn programme_lines_only(mut self) -> Self {
        self.lines.retain(|(name, _)| name != INSTITUTIONS);
        self
    }

    fn refusal(&self, mut faults: Vec<FileFault>) -> CatalogueError {
        for fault in faults.iter_mut().filter(|fault| fault.line.is_none()) {
            let lines = self.lines.iter().find(|(name, _)| *name == fault.file);
            fault.line = lines.and_then(|(_, lines)| lines.line_of(&fault.path));
        }
        CatalogueError::Invalid(faults)
    }
}

fn parsed<T: DeserializeOwned>(file: &SourceFile) -> Result<T, Vec<FileFault>> {
    let (_, broken) = toml::de::DeTable::parse_recoverable(&file.text);
    if !broken.is_empty() {
        return Err(broken.iter().map(|error| fault_of(file, error)).collect());
    }
    toml::from_str(&file.text).map_err(|error| vec![fault_of(file, &error)])
}

fn fault_of(file: &SourceFile, error: &toml::de::Error) -> FileFault {
    let lines = Lines::of(&file.text);
    FileFault {
        file: file.name.clone(),
        line: error.span().map(|span| lines.line_at(span.start)),
        path: error.span().map(|span| lines.field_at(&span)).unwrap_or_default(),
        message: with_remedy(error.message()),
    }
}

// The reader's own words are right but short of a remedy in the two cases an author meets most.
fn with_remedy(message: &str) -> Sentence {
    let remedy = if message.contains("formatted date") {
        "; write a date between quotes, such as \"2026-01-31\""
    } else if message.contains("formatted time") {
        "; write a time between quotes, such as \"09:00:00\""
    } else {
        ""
    };
    say!("le fichier ne se lit pas : {message}", "{message}{remedy}")
}

fn embedded_files() -> Result<Vec<SourceFile>, CatalogueError> {
    let programmes = EMBEDDED.get_dir(PROGRAMMES).into_iter().flat_map(Dir::files);
    let files =
        EMBEDDED.get_file(INSTITUTIONS).into_iter().chain(programmes.filter(|file| is_toml(file.path())));
    files.map(|file| source_of(file.path(), file.contents().to_vec())).collect()
}

fn files_of(folder: &Path) -> Result<Vec<SourceFile>, CatalogueError> {
    let programmes = folder.join(PROGRAMMES);
    // a folder may hold figures of the law alone, but it is there
    let mut paths =
        if folder.is_dir() && !programmes.exists() { Vec::new() } else { toml_paths(&programmes)? };
    paths.sort();
    let institutions = folder.join(INSTITUTIONS);
    if institutions.exists() {
        paths.insert(0, institutions);
    }
    let files = paths.iter().map(|path| {
        let bytes =
            fs::read(path).map_err(|source| CatalogueError::Unreadable { path: path.clone(), source })?;
        source_of(path.strip_prefix(folder).unwrap_or(path), bytes)
    });
    files.collect()
}

fn toml_paths(folder: &Path) -> Result<Vec<PathBuf>, CatalogueError> {
    let unreadable = |source| CatalogueError::Unreadable { path: folder.to_owned(), source };
    let entries =
        fs::read_dir(folder).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    Ok(entries.into_iter().map(|entry| entry.path()).filter(|path| is_toml(path)).collect())
}

fn is_toml(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("toml"))
}

fn source_of(path: &Path, bytes: Vec<u8>) -> Result<SourceFile, CatalogueError> {
    let name = path.to_string_lossy().replace('\\', "/");
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile { name, text }),
        Err(_) => {
            let message = say!(
                "le fichier n'est pas du texte UTF-8 : enregistrez-le en UTF-8",
                "the file is not UTF-8 text: save it as UTF-8"
            );
            Err(CatalogueError::Invalid(vec![FileFault {
                file: name,
                line: None,
                path: String::new(),
                message,
            }]))
        }
    }
}

/// FNV-1a 64 of the canonical text, in hexadecimal, the same on every machine: tells that a file changed, protects
/// against nothing.
fn digest_of(text: &str) -> String {
    format!("{:016x}", fnv_1a_64(canonical(text).as_bytes()))
}

// Same words, same digest: neither line endings, trailing blanks nor a byte order mark count.
fn canonical(text: &str) -> String {
    let without_mark = text.trim_start_matches('\u{feff}').trim_end();
    without_mark.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn fnv_1a_64(bytes: &[u8]) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    bytes.iter().fold(OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vectors_of_the_algorithm_hold() {
        assert_eq!(digest_of(""), "cbf29ce484222325");
        assert_eq!(digest_of("a"), "af63dc4c8601ec8c");
        assert_eq!(digest_of("foobar"), "85944171f73967e8");
    }

    #[test]
    fn line_endings_and_trailing_blanks_do_not_change_the_digest() {
        assert_eq!(digest_of("a = 1\nb = 2\n"), digest_of("\u{feff}a = 1  \r\nb = 2"));
        assert_ne!(digest_of("a = 1\nb = 2\n"), digest_of("a = 1\nb = 3\n"));
    }
}
