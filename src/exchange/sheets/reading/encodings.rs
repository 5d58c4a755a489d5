//! Bytes as text: the encoding is found out from the bytes, whatever the file or its sender says of it.
//!
//! UTF-8 and UTF-16 show themselves. What is neither is Windows-1252 (Excel on Windows) or MacRoman (Excel for Mac), told
//! apart by which of the two gives French words; a file that reads as words in neither is refused, not garbled.

use std::borrow::Cow;

use encoding_rs::{Encoding, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::rules;
use crate::platform::error::Problem;
use crate::say;

const BOM: &[u8] = &[0xEF, 0xBB, 0xBF];
const UTF_16_MARKS: [(&[u8], &str, &Encoding); 2] =
    [(&[0xFF, 0xFE], "utf-16le", UTF_16LE), (&[0xFE, 0xFF], "utf-16be", UTF_16BE)];
/// Bytes looked at to find an encoding.
const LOOKED_AT: usize = 64 * 1024;
/// How much better MacRoman must read than Windows-1252, which most files are in.
const CLEARLY: i32 = 2;
/// What stands in the place of letters that are lost.
const LOST: char = '\u{fffd}';

/// The text, and the name of its encoding.
pub fn decoded(bytes: &[u8]) -> Result<(&'static str, Cow<'_, str>), Problem> {
    if let Some((encoding, text)) = utf_16(bytes)? {
        return Ok((encoding, text));
    }
    let (marked, rest) = bytes.strip_prefix(BOM).map_or((false, bytes), |rest| (true, rest));
    let (encoding, text) = match std::str::from_utf8(rest) {
        Ok(text) => match mended(text) {
            Some(text) => ("utf-8-twice", Cow::Owned(text)),
            None => (if marked { "utf-8-bom" } else { "utf-8" }, Cow::Borrowed(text)),
        },
        Err(_) => one_byte_a_letter(rest)?,
    };
    if text.contains(LOST) { Err(letters_lost()) } else { Ok((encoding, text)) }
}

/// UTF-16, with the mark that opens it or without: one byte in two of a Latin text is nothing.
fn utf_16(bytes: &[u8]) -> Result<Option<(&'static str, Cow<'_, str>)>, Problem> {
    let marked = UTF_16_MARKS.iter().find(|(mark, ..)| bytes.starts_with(mark));
    let found = marked.copied().or_else(|| {
        let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
        let zeros = |first: usize| looked_at.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
        let [even, odd] = [zeros(0), zeros(1)];
        let mostly = |many: usize, few: usize| few == 0 && many * 4 > looked_at.len();
        let [(_, little, le), (_, big, be)] = UTF_16_MARKS;
        let little = mostly(odd, even).then_some((&[][..], little, le));
        little.or_else(|| mostly(even, odd).then_some((&[][..], big, be)))
    });
    let Some((mark, name, encoding)) = found else {
        return if bytes.contains(&0) { Err(unknown()) } else { Ok(None) };
    };
    let (text, lost) = encoding.decode_without_bom_handling(&bytes[mark.len()..]);
    if lost || text.contains('\0') { Err(unknown()) } else { Ok(Some((name, text))) }
}

/// UTF-8 that a program took for Windows-1252 and wrote again as UTF-8: « ChloÃ© ».
fn mended(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (bytes, _, unknown) = WINDOWS_1252.encode(text);
    let once = String::from_utf8(bytes.into_owned()).ok()?;
    (!unknown).then_some(once)
}

fn one_byte_a_letter(bytes: &[u8]) -> Result<(&'static str, Cow<'_, str>), Problem> {
    let read = |encoding: &'static Encoding| encoding.decode_without_bom_handling(bytes).0;
    let (windows, mac) = (read(WINDOWS_1252), read(MACINTOSH));
    let (as_windows, as_mac) = (likelihood(&windows), likelihood(&mac));
    match as_mac >= as_windows + CLEARLY {
        true if as_mac >= 0 => Ok(("macintosh", mac)),
        false if as_windows >= 0 => Ok(("windows-1252", windows)),
        _ => Err(unknown()),
    }
}

/// How well a text reads as French: letters with accents where words have them, and no sign in the middle of a word.
fn likelihood(text: &str) -> i32 {
    let mut score = 0;
    let mut before = ' ';
    let mut letters = text.chars().take(LOOKED_AT).peekable();
    while let Some(c) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        let within = before.is_alphabetic() && after.is_alphabetic();
        score += match c {
            _ if c.is_ascii() => 0,
            '’' if within => 1,
            '‘' | '«' | '»' | '“' | '”' | '–' | '—' | '…' | '€' if within => -2,
            '’' | '‘' | '«' | '»' | '“' | '”' | '–' | '—' | '…' | '°' | '€' | '\u{a0}' => {
                0
            }
            // « Õ » is where MacRoman has the apostrophe, in D’Artagnan
            'Õ' => -2,
            'À'..='ÿ' | 'Œ' | 'œ' | 'Ÿ' if !matches!(c, '×' | '÷') => {
                if c.is_uppercase() && before.is_lowercase() { -2 } else { 1 }
            }
            _ if before.is_alphabetic() || after.is_alphabetic() => -2,
            _ => -1,
        };
        before = c;
    }
    score
}

fn unknown() -> Problem {
    let facts = say!(
        "L'encodage de ce fichier n'est pas reconnu : choisissez « CSV UTF-8 » à l'enregistrement.",
        "The encoding of this file is not recognised: choose \"CSV UTF-8\" when saving it."
    );
    rules::ENCODING.fault("", facts)
}

fn letters_lost() -> Problem {
    let facts = say!(
        "Des lettres de ce fichier sont déjà perdues (« {LOST} » à leur place) : exportez-le à nouveau de son logiciel d'origine, en « CSV UTF-8 ».",
        "Letters of this file are already lost (\"{LOST}\" in their place): export it again from the program it comes from, as \"CSV UTF-8\"."
    );
    rules::LETTERS_LOST.fault("", facts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Nom;Prénom;Ville\nD’Hérouville;Chloë;Troyes\nÉlie;Anaïs;Besançon\nCœur;Zoé;Nîmes\n";

    fn in_utf_16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn an_encoding_is_found_out_whatever_the_file_says() {
        let windows = WINDOWS_1252.encode(TEXT).0.into_owned();
        let mac = MACINTOSH.encode(TEXT).0.into_owned();
        let twice = WINDOWS_1252.decode_without_bom_handling(TEXT.as_bytes()).0.into_owned().into_bytes();
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), "utf-8"),
            ([BOM, TEXT.as_bytes()].concat(), "utf-8-bom"),
            (windows.clone(), "windows-1252"),
            ([BOM, &windows].concat(), "windows-1252"),
            (mac.clone(), "macintosh"),
            ([BOM, &mac].concat(), "macintosh"),
            (twice, "utf-8-twice"),
            (in_utf_16(&format!("\u{feff}{TEXT}"), u16::to_le_bytes), "utf-16le"),
            (in_utf_16(&format!("\u{feff}{TEXT}"), u16::to_be_bytes), "utf-16be"),
            (in_utf_16(TEXT, u16::to_le_bytes), "utf-16le"),
            (in_utf_16(TEXT, u16::to_be_bytes), "utf-16be"),
        ] {
            assert_eq!(decoded(&bytes).unwrap(), (encoding, Cow::Borrowed(TEXT)), "{encoding}");
        }
    }

    #[test]
    fn one_accent_is_enough_to_tell_windows_from_mac() {
        for word in ["Chloé", "Noël", "Besançon", "Élise", "CHLOÉ", "D’Artagnan", "cœur", "Le Goff Maëlle"]
        {
            for (encoding, name) in [(WINDOWS_1252, "windows-1252"), (MACINTOSH, "macintosh")] {
                let bytes = encoding.encode(word).0;
                assert_eq!(decoded(&bytes).unwrap(), (name, Cow::Borrowed(word)), "{word}");
            }
        }
        assert_eq!(decoded(b"10 \x80").unwrap(), ("windows-1252", Cow::Borrowed("10 €")));
    }

    #[test]
    fn what_reads_as_words_in_no_encoding_is_refused() {
        for (bytes, code) in [
            (b"Nom\nKowalski \xa3ukasz; W\xb3odzimierz".to_vec(), "import.encoding"),
            (b"a;b\n1;\0".to_vec(), "import.encoding"),
            ("Nom\nChlo\u{fffd}".as_bytes().to_vec(), "import.letters_lost"),
            ([TEXT.as_bytes(), b"Chlo\xe9"].concat(), "import.encoding"),
        ] {
            let refused = decoded(&bytes).unwrap_err();
            assert_eq!(refused.faults_found()[0].code, code);
        }
    }
}
