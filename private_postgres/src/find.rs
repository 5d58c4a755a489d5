//! Which PostgreSQL programs to use: `PG_BIN_DIR`, the places packages use, then `PATH`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::StartError;

/// Oldest major version whose SQL this application may rely on.
const OLDEST: u32 = 15;

/// Where packages put their programs; `*` stands for a version inside one path segment.
const USUAL_PLACES: [&str; 10] = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/lib/postgresql*/bin",
    "/usr/libexec/postgresql*",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/opt/homebrew/opt/postgresql/bin",
    "/usr/local/opt/postgresql/bin",
    "/usr/local/pgsql/bin",
];

/// A folder that holds `postgres` and `initdb`, and their major version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Binaries {
    pub(crate) dir: PathBuf,
    pub(crate) major: u32,
}

impl Binaries {
    /// The programs for a cluster made by `made_by`, or the newest when there is no cluster yet.
    pub(crate) fn find(made_by: Option<(PathBuf, u32)>) -> Result<Self, StartError> {
        let found = installed()?;
        let newest = found.iter().max_by_key(|binaries| binaries.major).ok_or(StartError::NotInstalled)?;
        if newest.major < OLDEST {
            return Err(StartError::TooOld { dir: newest.dir.clone(), major: newest.major });
        }
        let Some((data, made_by)) = made_by else { return Ok(newest.clone()) };
        let same = found.iter().find(|binaries| binaries.major == made_by).cloned();
        same.ok_or(StartError::OtherVersion { data, made_by, found: newest.major })
    }

    /// Path of one of the programs.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }
}

/// A program of PostgreSQL that speaks to a server of this major version: `pg_dump`, `pg_restore` or `psql` of the same
/// version or a later one, where packages put their programs or on `PATH`; the nearest version when there are several.
pub fn client_program(name: &str, server: u32) -> Option<PathBuf> {
    let asked = env::var_os("PG_BIN_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    let path = env::var_os("PATH").unwrap_or_default();
    let usual = USUAL_PLACES.iter().flat_map(|place| expand(place));
    let folders = asked.into_iter().chain(usual).chain(env::split_paths(&path));
    let programs = folders.map(|dir| dir.join(name)).filter(|program| program.is_file());
    let known = programs.filter_map(|program| Some((version_of(&program)?, program)));
    known.filter(|(major, _)| *major >= server).min_by_key(|(major, _)| *major).map(|(_, program)| program)
}

/// Every usable server, in the order of preference between equals.
fn installed() -> Result<Vec<Binaries>, StartError> {
    if let Some(dir) = env::var_os("PG_BIN_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from) {
        return Ok(vec![probe(&dir).ok_or(StartError::NoServerInPgBinDir(dir))?]);
    }
    let usual: Vec<_> =
        USUAL_PLACES.iter().flat_map(|place| expand(place)).filter_map(|dir| probe(&dir)).collect();
    if usual.iter().any(|binaries| binaries.major >= OLDEST) {
        return Ok(usual);
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path).filter(|dir| dir.is_absolute()).filter_map(|dir| probe(&dir));
    Ok(usual.into_iter().chain(on_path).collect())
}

/// The folders a pattern with at most one `*` stands for.
fn expand(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else { return vec![PathBuf::from(pattern)] };
    let Some((parent, prefix)) = before.rsplit_once('/') else { return Vec::new() };
    let Ok(entries) = Path::new(parent).read_dir() else { return Vec::new() };
    let matching = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix));
    matching.map(|entry| entry.path().join(after.trim_start_matches('/'))).collect()
}

/// The server in `dir`, if there is a whole one.
fn probe(dir: &Path) -> Option<Binaries> {
    let server = dir.join("postgres");
    if !server.is_file() || !dir.join("initdb").is_file() {
        return None;
    }
    Some(Binaries { dir: dir.to_owned(), major: version_of(&server)? })
}

/// The major version a program says it is of.
fn version_of(program: &Path) -> Option<u32> {
    let said = Command::new(program).arg("--version").output().ok()?;
    major_in(&String::from_utf8_lossy(&said.stdout))
}

/// `17` from `postgres (PostgreSQL) 17beta1`.
fn major_in(said: &str) -> Option<u32> {
    let version = said.split_once("(PostgreSQL) ")?.1;
    version.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{expand, major_in};

    #[test]
    fn the_major_version_is_read_from_every_form_of_the_answer() {
        for (said, major) in [
            ("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n", Some(15)),
            ("postgres (PostgreSQL) 17beta1\n", Some(17)),
            ("postgres (PostgreSQL) 9.6.24\n", Some(9)),
            ("postgres: not found", None),
            ("", None),
        ] {
            assert_eq!(major_in(said), major, "{said:?}");
        }
    }

    #[test]
    fn a_pattern_over_an_absent_folder_stands_for_nothing() {
        assert!(expand("/nowhere/at-all/*/bin").is_empty());
    }
}
