//! Rebuilds when a file embedded in the program appears or goes, makes one table of the words of `wordlists/`, and tells a
//! released program the commit it is built from.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// Place in the list of a sentence everybody knows, of a day or a month.
const PLACE_OF_PHRASES: u64 = 100;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=catalogue");
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=wordlists");
    tell_commit();
    let mut words = BTreeMap::new();
    for (place, word) in (1..).zip(std::fs::read_to_string("wordlists/known.txt")?.lines()) {
        words.entry(word.to_owned()).or_insert(place);
    }
    for phrase in std::fs::read_to_string("wordlists/phrases.txt")?.lines() {
        words.insert(phrase.replace(' ', ""), PLACE_OF_PHRASES);
    }
    let table = fst::raw::Fst::from_iter_map(words)?;
    let folder = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&folder).join("known_words.fst"), table.as_bytes())?;
    Ok(())
}

/// The commit of a released program: that of the repository, or what `SOURCE_COMMIT` says where there is none. One that is
/// being worked on has none: each commit would build it anew.
fn tell_commit() {
    println!("cargo:rerun-if-env-changed=SOURCE_COMMIT");
    let is_released = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit =
        std::env::var("SOURCE_COMMIT").ok().or_else(|| is_released.then(commit_of_repository).flatten());
    let commit: String = commit.unwrap_or_default().trim().chars().take(12).collect();
    // not under our prefix: cargo hands both on to what it runs, where they would be settings that do not exist
    println!("cargo:rustc-env=BUILT_FROM={commit}");
    let shown = if commit.is_empty() { "unknown" } else { &commit };
    println!("cargo:rustc-env=BUILT_FROM_SHOWN={shown}");
}

fn commit_of_repository() -> Option<String> {
    println!("cargo:rerun-if-changed=.git/HEAD");
    println!("cargo:rerun-if-changed=.git/refs/heads");
    let asked = std::process::Command::new("git").args(["rev-parse", "HEAD"]).output().ok()?;
    asked.status.success().then(|| String::from_utf8_lossy(&asked.stdout).into_owned())
}
