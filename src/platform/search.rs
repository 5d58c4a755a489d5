//! Search by name: whatever the accents, the capitals and the order of the words.

use diesel::sql_types::Text;

/// Words looked at in one search.
const MOST_WORDS: usize = 5;

diesel::define_sql_function! {
    /// The form in which names are compared: lower case without accents.
    fn search_form(given: Text) -> Text;
}

/// The words of a search, `%`, `_` and `\` taken literally.
pub fn words_of(given: Option<&str>) -> Vec<String> {
    given.unwrap_or_default().split_whitespace().take(MOST_WORDS).map(str::to_owned).collect()
}

/// The LIKE pattern of a word found anywhere.
pub fn search_pattern(word: &str) -> search_form<String> {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    search_form(pattern)
}
