//! Words and names compared whatever their accents, capitals, ligatures, hyphens, apostrophes and spaces.
//!
//! The functions `search_form` and `name_key` of the base do the same as [`folded_name`] and [`name_key`] here; a test
//! compares them on hard names. French records of civil status are in the Latin alphabet: the others only lose their capitals.

use unicode_normalization::UnicodeNormalization;

/// What people type for the apostrophe of a name.
const APOSTROPHES: [char; 12] = ['\'', '‘', '’', '‛', 'ʻ', 'ʼ', 'ʽ', 'ˈ', '′', '´', '`', '＇'];

/// Words in lower case without accents, parted by one space: headers of columns, labels of codes.
pub fn folded(text: &str) -> String {
    spelled(text.chars())
}

/// A text in plain letters, its capitals kept: `Œuvre d'été` gives `OEuvre d'ete`; letters of other alphabets are left out.
pub fn unaccented(text: &str) -> String {
    let mut out = String::new();
    for c in text.nfkd().filter(|c| !is_accent(*c)) {
        match plain(c) {
            Some(letters) if c.is_uppercase() => out.push_str(&letters.to_uppercase()),
            Some(letters) => out.push_str(letters),
            None if c.is_ascii() => out.push(c),
            None => {}
        }
    }
    out
}

/// A name in lower case without accents, its words parted by one space; an apostrophe parts nothing: `O’Brien` gives `obrien`.
pub fn folded_name(text: &str) -> String {
    spelled(text.chars().filter(|c| !APOSTROPHES.contains(c)))
}

/// What two writings of the same name have in common: its letters, whatever parts them.
pub fn name_key(text: &str) -> String {
    folded_name(text).replace(' ', "")
}

fn spelled(letters: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    for c in letters.nfkd().filter(|c| !is_accent(*c)) {
        match plain(c) {
            Some(letters) => out.push_str(letters),
            None if !parts_words(c) => out.extend(c.to_lowercase()),
            None if out.ends_with(' ') || out.is_empty() => {}
            None => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The accents that stand apart from their letter once it is decomposed.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Spaces, punctuation and symbols.
fn parts_words(c: char) -> bool {
    matches!(c, '\0'..='/' | ':'..='@' | '['..='`' | '{'..='\u{bf}' | '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}')
}

/// The letters of the Latin alphabets that are one without being decomposed.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'þ' | 'Þ' => "th",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ħ' | 'Ħ' => "h",
        'ŧ' | 'Ŧ' => "t",
        'ı' => "i",
        _ => return None,
    })
}

/// Most letters that differ between a word and what was probably meant, whatever its length.
const FEW_LETTERS: usize = 2;

/// The text that was probably meant: the nearest, when few letters differ.
pub fn nearest<'a>(sought: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let sought = folded(sought);
    let far = FEW_LETTERS.max(sought.chars().count() / 3);
    let apart = among.into_iter().map(|text| (letters_apart(&sought, &folded(text)), text));
    apart.filter(|(letters, _)| *letters <= far).min_by_key(|(letters, _)| *letters).map(|(_, text)| text)
}

/// How many letters are to be added, removed or replaced to go from one text to the other.
fn letters_apart(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        for (above, against) in row.iter_mut().skip(1).zip(&other) {
            let replaced = diagonal + usize::from(letter != *against);
            diagonal = *above;
            left = replaced.min(diagonal + 1).min(left + 1);
            *above = left;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{folded, folded_name, name_key, nearest};

    #[test]
    fn a_name_is_the_same_whatever_its_dress() {
        for (given, expected) in [
            ("O’Brien", "obrien"),
            ("O'BRIEN", "obrien"),
            ("D’Hérouville", "dherouville"),
            ("Maëlle-Anne", "maelle anne"),
            ("  MAELLE   ANNE ", "maelle anne"),
            ("Cœur de Lys", "coeur de lys"),
            ("Straße", "strasse"),
            ("Łukasz Đorđević", "lukasz dordevic"),
            ("Åsa Ærø", "asa aero"),
            ("İlknur Işık", "ilknur isik"),
            ("’t Hooft", "t hooft"),
        ] {
            assert_eq!(folded_name(given), expected, "{given}");
        }
        assert_eq!(name_key("Le Goff"), name_key("LE-GOFF"));
        assert_eq!(name_key("O Brien"), name_key("O'Brien"));
        assert_ne!(name_key("Léa"), name_key("Léo"));
    }

    #[test]
    fn what_was_meant_is_the_nearest_when_few_letters_differ() {
        let cohorts = ["BTS MCO 2024-2026", "BTS MCO 2025-2027", "Été"];
        for (given, expected) in [
            ("BTS MCO 2025-2027", Some("BTS MCO 2025-2027")),
            ("bts mc0 2025/2027", Some("BTS MCO 2025-2027")),
            ("BTS 2024-2026", Some("BTS MCO 2024-2026")),
            ("ete", Some("Été")),
            ("Etet", Some("Été")),
            ("Terminale", None),
            ("", None),
        ] {
            assert_eq!(nearest(given, cohorts), expected, "{given}");
        }
    }

    #[test]
    fn words_are_the_same_whatever_their_dress() {
        for (given, expected) in [
            ("  Prénom ", "prenom"),
            ("N° SIRET (14 chiffres)", "n siret 14 chiffres"),
            ("Maître d’apprentissage", "maitre d apprentissage"),
            ("Jean-Pierre", "jean pierre"),
            ("CŒUR", "coeur"),
            ("Chloe\u{301}", "chloe"),
            ("__e-mail__", "e mail"),
            ("", ""),
        ] {
            assert_eq!(folded(given), expected, "{given}");
        }
    }
}
