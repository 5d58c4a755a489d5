//! Search by name: whatever the accents, the capitals, the apostrophes and the order of the words.

use diesel::sql_types::Text;

use super::folding::folded_name;

/// Words looked at in one search.
const MOST_WORDS: usize = 5;

diesel::define_sql_function! {
    /// What two writings of the same name have in common, as [`super::folding::name_key`] gives it.
    fn name_key(given: Text) -> Text;
}

/// The words of a search as names are kept for it: letters and digits only, which no pattern gives a meaning to. A search
/// made of signs alone finds nothing.
pub fn words_of(given: Option<&str>) -> Vec<String> {
    let given = given.unwrap_or_default();
    let words: Vec<String> =
        folded_name(given).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    if words.is_empty() && !given.trim().is_empty() {
        return vec!["-".to_owned()];
    }
    words.into_iter().take(MOST_WORDS).collect()
}

/// The LIKE pattern of a word found anywhere.
pub fn search_pattern(word: &str) -> String {
    format!("%{word}%")
}

/// The LIKE pattern of what the whole name begins with.
pub fn start_pattern(word: &str) -> String {
    format!("{word}%")
}
