//! How people read amounts and percentages.

use super::boxes::{euros, percent};
use super::parties::is_public;

#[test]
fn amounts_are_written_as_in_france() {
    for (cents, expected) in [
        (0, "0,00\u{a0}€"),
        (5, "0,05\u{a0}€"),
        (99_999, "999,99\u{a0}€"),
        (180_180, "1\u{202f}801,80\u{a0}€"),
        (123_456_700, "1\u{202f}234\u{202f}567,00\u{a0}€"),
    ] {
        assert_eq!(euros(cents), expected, "{cents}");
    }
    assert_eq!([percent(5300), percent(6150)], ["53\u{a0}%", "61,50\u{a0}%"]);
}

#[test]
fn codes_from_21_to_30_are_public_employers() {
    for (code, expected) in
        [(None, false), (Some("16"), false), (Some("21"), true), (Some("30"), true), (Some("31"), false)]
    {
        assert_eq!(is_public(code), expected, "{code:?}");
    }
}
