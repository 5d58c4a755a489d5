//! The document as YAML that every reader reads alike.

/// Words that YAML 1.1 reads as true or false, and YAML 1.2 as words.
const WORDS_OR_BOOLEANS: &[&str] = &["y", "n", "yes", "no", "on", "off"];

/// A block-style YAML text in which those words stand between quotes, as keys and as values.
pub fn without_bare_booleans(yaml: &str) -> String {
    yaml.lines().map(|line| quoted(line) + "\n").collect()
}

fn quoted(line: &str) -> String {
    let is_ambiguous = |word: &str| WORDS_OR_BOOLEANS.contains(&word.to_lowercase().as_str());
    let told = line.trim_start_matches([' ', '-']);
    let before = &line[..line.len() - told.len()];
    let (key, value) =
        told.split_once(": ").or_else(|| Some((told.strip_suffix(':')?, ""))).unwrap_or(("", told));
    let key_told = if is_ambiguous(key) { format!("'{key}'") } else { key.to_owned() };
    let value_told = if is_ambiguous(value) { format!("'{value}'") } else { value.to_owned() };
    let between = &told[key.len()..told.len() - value.len()];
    format!("{before}{key_told}{between}{value_told}")
}

#[cfg(test)]
mod tests {
    use super::without_bare_booleans;

    #[test]
    fn words_that_may_be_booleans_are_quoted_and_nothing_else_is() {
        let yaml =
            "on:\n  - yes\n  - 'no'\n  - nobody\n  key: No\n  y: true\n  - on: off\n  text: on and off\n";
        let expected = "'on':\n  - 'yes'\n  - 'no'\n  - nobody\n  key: 'No'\n  'y': true\n  - 'on': 'off'\n  text: on and off\n";
        assert_eq!(without_bare_booleans(yaml), expected);
    }
}
