//! How people read amounts and percentages.

use super::boxes::{euros, percent};

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
