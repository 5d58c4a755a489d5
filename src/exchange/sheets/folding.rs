//! Words compared whatever their accents, capitals, hyphens and spaces.

/// The text in lower case without accents, words parted by one space.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letters) => out.push_str(letters),
            None if c.is_alphanumeric() => out.push(c),
            // combining accents of decomposed text
            None if ('\u{300}'..='\u{36f}').contains(&c) => {}
            None if out.ends_with(' ') || out.is_empty() => {}
            None => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
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

/// The letters without accent of an accented letter of the Latin alphabets.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{folded, nearest};

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
