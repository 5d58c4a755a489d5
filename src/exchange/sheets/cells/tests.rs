//! Cells as people and spreadsheets write them.

use serde_json::{Value, json};

use super::*;
use crate::exchange::sheets::column::{INE, POSTAL_CODE, SIRET};

fn column(shape: Shape) -> Column {
    Column::new("x", "X", shape, &[], ("", ""))
}

#[track_caller]
fn understood(shape: Shape, given: &str, expected: Value) {
    assert_eq!(read(&column(shape), given), Ok(Some(expected)), "{given}");
}

#[track_caller]
fn refused(shape: Shape, given: &str, code: &str, suggestion: Option<&str>) {
    let finding = read(&column(shape), given).expect_err(given);
    assert_eq!((finding.finding.code, finding.suggestion.as_deref()), (code, suggestion), "{given}");
    assert!(!finding.finding.fr.is_empty() && !finding.finding.en.is_empty());
}

#[test]
fn days_are_read_as_the_french_and_programs_write_them() {
    for given in [
        "14/03/2006",
        "14-03-2006",
        "14.03.2006",
        "2006-03-14",
        " 14/3/2006 ",
        "2006-03-14T00:00:00",
        "14/03/2006 00:00",
    ] {
        understood(Shape::Day, given, json!("2006-03-14"));
    }
    understood(Shape::Day, "29/02/2024", json!("2024-02-29"));
    understood(Shape::Day, "14/03/06", json!("2006-03-14"));
    understood(Shape::Day, "14/03/85", json!("1985-03-14"));
    understood(Shape::Day, "24/08/39", json!("2039-08-24"));
    assert_eq!(read(&column(Shape::Day), "  "), Ok(None));
}

#[test]
fn what_is_not_a_day_says_what_was_probably_meant() {
    for (given, code, suggestion) in [
        ("31/02/2006", "cell.no_such_day", Some("28/02/2006")),
        ("29/02/2023", "cell.no_such_day", Some("28/02/2023")),
        ("31/04/2025", "cell.no_such_day", Some("30/04/2025")),
        ("2006-02-31", "cell.no_such_day", Some("28/02/2006")),
        ("32/01/2006", "cell.no_such_day", None),
        ("45/13/2006", "cell.no_such_day", None),
        ("03/14/2006", "cell.month_first", Some("14/03/2006")),
        ("03/14/06", "cell.month_first", Some("14/03/2006")),
        ("31/02/06", "cell.no_such_day", Some("28/02/2006")),
        ("2006/03/14", "cell.date_form", Some("14/03/2006")),
        ("38790", "cell.date_number", Some("14/03/2006")),
        ("mars 2006", "cell.date_form", None),
        ("14/03/2006 08:30", "cell.date_form", None),
        ("12", "cell.date_form", None),
    ] {
        refused(Shape::Day, given, code, suggestion);
    }
    let finding = read(&column(Shape::Day), "31/02/2006").unwrap_err();
    assert_eq!(finding.finding.fr, "31/02/2006 n'existe pas : 28/02/2006 ?");
    assert_eq!(finding.finding.en, "31/02/2006 does not exist: 28/02/2006?");
}

#[test]
fn what_a_spreadsheet_did_to_digits_is_told() {
    understood(SIRET, "732 829 320 00074", json!("73282932000074"));
    refused(SIRET, "7,32829E+13", "cell.digits_lost", None);
    refused(SIRET, "7.32829e13", "cell.digits_lost", None);
    refused(SIRET, "2408240600034", "cell.zero_lost", Some("02408240600034"));
    refused(SIRET, "73282932000079", "siret.checksum", None);
    refused(POSTAL_CODE, "1000", "cell.zero_lost", Some("01000"));
    refused(Shape::Digits(2), "1", "cell.zero_lost", Some("01"));
    understood(Shape::Digits(2), "2A", json!("2A"));
    refused(Shape::Phone, "325807217", "cell.zero_lost", Some("0325807217"));
    understood(Shape::Phone, "03 25 80 72 17", json!("+33325807217"));
    understood(INE, "123456789ab", json!("123456789AB"));
}

#[test]
fn numbers_answers_and_codes_are_read() {
    for (given, number) in [("12", 12), ("12,0", 12), ("1\u{202f}200", 1200), ("-3", -3)] {
        understood(Shape::Whole, given, json!(number));
    }
    refused(Shape::Whole, "12,5", "cell.whole_number", None);
    refused(Shape::Whole, "douze", "cell.whole_number", None);
    understood(Shape::YesNo, "OUI", json!(true));
    understood(Shape::YesNo, "faux", json!(false));
    refused(Shape::YesNo, "peut-être", "cell.yes_or_no", None);
    let sex = Shape::Code(&[("F", &["femme"]), ("M", &["homme"])]);
    understood(sex, "Femme", json!("F"));
    understood(sex, "m", json!("M"));
    refused(sex, "?", "cell.choice", None);
    let kinds = Shape::Code(&[("11", &["premier contrat"]), ("21", &[])]);
    understood(kinds, "11 - Premier contrat d'apprentissage", json!("11"));
}

#[test]
fn formulas_are_no_values_and_defused_texts_come_back() {
    refused(Shape::Text, "=1+1", "cell.formula", None);
    refused(Shape::Text, "#N/A", "cell.spreadsheet_error", None);
    understood(Shape::Text, "'=1+1", json!("=1+1"));
    understood(Shape::Text, "'@Home", json!("@Home"));
    understood(Shape::Text, "'Aube", json!("'Aube"));
    understood(Shape::Text, "-12", json!("-12"));
}

#[test]
fn values_are_shown_as_people_and_programs_read_them() {
    assert_eq!(as_french(Shape::Day, &json!("2006-03-14")), "14/03/2006");
    assert_eq!(as_french(Shape::Text, &json!("2006-03-14")), "2006-03-14");
    assert_eq!(as_french(Shape::YesNo, &json!(true)), "oui");
    assert_eq!(as_french(Shape::Phone, &json!("+33325807217")), "03 25 80 72 17");
    assert_eq!(as_french(Shape::Phone, &json!("+32470123456")), "+32 470 12 34 56");
    assert_eq!(as_french(Shape::Whole, &json!(12.5)), "12,5");
    assert_eq!(as_machine(Shape::YesNo, &json!(true)), "true");
    assert_eq!(as_machine(Shape::Text, &Value::Null), "");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn amounts_percentages_and_durations_are_read_in_the_units_people_write() {
    for (given, cents) in [
        ("783,9", 78_390),
        ("1 801,80 €", 180_180),
        ("1801.80", 180_180),
        ("0", 0),
        ("5,00", 500),
        ("2,500", 250),
    ] {
        understood(Shape::Amount, given, json!(cents));
    }
    for (given, hundredths) in [("43", 4300), ("43 %", 4300), ("43,5", 4350), ("61.25", 6125), ("0,5 %", 50)]
    {
        understood(Shape::Percent, given, json!(hundredths));
    }
    for (given, minutes) in [
        ("35", 2100),
        ("35h", 2100),
        ("35 h 30", 2130),
        ("35:30", 2130),
        ("35:00:00", 2100),
        ("35,5", 2130),
        ("7h05min", 425),
    ] {
        understood(Shape::Duration, given, json!(minutes));
    }
    for given in ["douze", "1,234", "-5", ",5", "1234567890123456"] {
        refused(Shape::Amount, given, "cell.amount", None);
    }
    refused(Shape::Percent, "0,43", "cell.percent_of_one", Some("43"));
    refused(Shape::Percent, "x", "cell.percent", None);
    for given in ["35h60", "h30", "35h5h", "35,01", "99999h"] {
        refused(Shape::Duration, given, "cell.duration", None);
    }
    for (shape, value, french, machine) in [
        (Shape::Amount, 78_390, "783,90", "783.90"),
        (Shape::Amount, 5, "0,05", "0.05"),
        (Shape::Percent, 4300, "43", "43"),
        (Shape::Percent, 4350, "43,5", "43.5"),
        (Shape::Duration, 2130, "35h30", "35h30"),
    ] {
        assert_eq!(
            (as_french(shape, &json!(value)).as_str(), as_machine(shape, &json!(value)).as_str()),
            (french, machine)
        );
    }
}

#[test]
fn what_a_spreadsheet_would_make_something_else_of_stays_a_text() {
    for text in [
        "01000",
        "73282932000074",
        "03 25 80 72 17",
        "0041 22 730 51 11",
        "3E5",
        "12-5",
        "3/4",
        "1.2.3",
        "10:30",
        "12,50",
        "vrai",
        "FALSE",
        "00",
        "123456789012",
    ] {
        let kept = kept_as_text(text.to_owned());
        assert_eq!(kept, format!("\t{text}"));
        understood(Shape::Text, &kept, json!(text));
    }
    for text in ["", "0", "42", "3013", "12345678901", "12 bis", "2A", "Dupont", "4711D", "E21", "-"] {
        assert_eq!(kept_as_text(text.to_owned()), text);
    }
}
