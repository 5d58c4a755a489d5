//! Boxes by kind of content: texts, days, yes or no, codes with their meaning, amounts.

use chrono::NaiveDate;

use crate::contracts::forms::model::FormBox;
use crate::law::calendar::french_day;
use crate::law::figures::{CodeListKey, Forms};
use crate::law::identifiers::phone_shown;

/// Fills boxes, knowing what the codes of the form mean.
#[derive(Debug, Clone, Copy)]
pub struct Filler<'a> {
    /// The code lists.
    pub forms: &'a Forms,
    /// Version of the form that is filled.
    pub version: &'a str,
}

/// Key and label of a box.
pub type BoxName<'a> = (&'a str, &'a str);

impl Filler<'_> {
    /// A text.
    pub fn text(&self, named: BoxName<'_>, value: Option<&str>) -> FormBox {
        of(named, value.map(str::to_owned), value.map(str::to_owned))
    }

    /// A telephone number.
    pub fn phone(&self, named: BoxName<'_>, value: Option<&str>) -> FormBox {
        of(named, value.map(str::to_owned), value.map(phone_shown))
    }

    /// A day.
    pub fn day(&self, named: BoxName<'_>, value: Option<NaiveDate>) -> FormBox {
        of(named, value.map(|day| day.to_string()), value.map(french_day))
    }

    /// Yes or no.
    pub fn yes_no(&self, named: BoxName<'_>, value: Option<bool>) -> FormBox {
        let printed = value.map(|yes| if yes { "Oui" } else { "Non" }.to_owned());
        of(named, value.map(|yes| yes.to_string()), printed)
    }

    /// A number.
    pub fn number(&self, named: BoxName<'_>, value: Option<i32>, unit: &str) -> FormBox {
        of(named, value.map(|n| n.to_string()), value.map(|n| format!("{n}{unit}")))
    }

    /// An amount, in cents.
    pub fn cents(&self, named: BoxName<'_>, value: Option<i64>) -> FormBox {
        of(named, value.map(|cents| cents.to_string()), value.map(euros))
    }

    /// A duration of a week, in minutes.
    pub fn minutes(&self, named: BoxName<'_>, value: Option<i32>) -> FormBox {
        let printed = value.map(hours);
        of(named, value.map(|minutes| minutes.to_string()), printed)
    }

    /// A code of a list of the form, with what it means.
    pub fn code(&self, named: BoxName<'_>, list: CodeListKey, value: Option<&str>) -> FormBox {
        let meaning = value.and_then(|value| self.meaning(list, value));
        let printed = value.map(|value| match &meaning {
            Some(meaning) => format!("{value} – {meaning}"),
            None => value.to_owned(),
        });
        FormBox { meaning, ..of(named, value.map(str::to_owned), printed) }
    }

    fn meaning(&self, list: CodeListKey, value: &str) -> Option<String> {
        let codes = &self.forms.list(list)?.codes;
        codes.iter().find(|code| code.code == value).map(|code| code.label.clone())
    }
}

fn of((key, label): BoxName<'_>, value: Option<String>, printed: Option<String>) -> FormBox {
    FormBox { key: key.to_owned(), label: label.to_owned(), value, meaning: None, printed }
}

/// An amount as the French write it: `1 801,80 €`.
pub fn euros(cents: i64) -> String {
    let (whole, part) = (cents / 100, (cents % 100).abs());
    let digits = whole.to_string();
    let grouped: Vec<&str> = {
        let first = digits.len() % 3;
        let rest = (first..digits.len()).step_by(3).filter_map(|at| digits.get(at..at + 3));
        digits.get(..first).into_iter().filter(|head| !head.is_empty()).chain(rest).collect()
    };
    format!("{},{part:02}\u{a0}€", grouped.join("\u{202f}"))
}

/// A percentage as the French write it: `53 %`.
pub fn percent(hundredths: i32) -> String {
    match hundredths % 100 {
        0 => format!("{}\u{a0}%", hundredths / 100),
        part => format!("{},{part:02}\u{a0}%", hundredths / 100),
    }
}

fn hours(minutes: i32) -> String {
    format!("{} h {:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!([hours(1575), hours(2100)], ["26 h 15", "35 h 00"]);
        assert_eq!([percent(5300), percent(6150)], ["53\u{a0}%", "61,50\u{a0}%"]);
    }
}
