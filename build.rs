//! Rebuilds when a file embedded in the program appears or goes, and makes one table of the words of `wordlists/`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// Place in the list of a sentence everybody knows, of a day or a month.
const PLACE_OF_PHRASES: u64 = 100;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=catalogue");
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=wordlists");
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
