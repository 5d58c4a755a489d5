//! What is written for spreadsheets comes back without a fault once opened and saved there.
//!
//! Excel and LibreOffice run nowhere near these tests: what they do to a cell of a CSV is told here, by their own rules,
//! in the French locale. A number loses the zeros in front of it, shows eleven digits at most, then `3,56E+13`; a date is
//! shown with a year of two digits in LibreOffice; a share gets two decimals; a text stays, a tab in front included.

use serde_json::Value;

use super::round_trip::seeded_world;
use super::{LISTS, bytes_of};
use crate::exchange::imports::{CSV, commit, rows, send};
use crate::harness::World;

/// Which program opens the file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Program {
    Excel,
    LibreOffice,
}

/// A cell once opened and saved.
fn saved(program: Program, cell: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let typed = cell.trim_matches(' ');
    if digits(typed) {
        return number(typed);
    }
    let pieces: Vec<&str> = typed.split('/').collect();
    if let [day, month, year] = pieces[..]
        && [day, month, year].into_iter().all(digits)
        && year.len() == 4
    {
        let year = if program == Program::LibreOffice { &year[2..] } else { year };
        return format!("{day:0>2}/{month:0>2}/{year}");
    }
    if let Some(share) = typed.strip_suffix('%').map(str::trim)
        && share.split(',').all(digits)
    {
        return format!("{share},00%").replacen(",00%", if share.contains(',') { "0%" } else { ",00%" }, 1);
    }
    if let Some((whole, part)) = typed.split_once(',')
        && digits(whole)
        && digits(part)
    {
        let part = part.trim_end_matches('0');
        return if part.is_empty() { number(whole) } else { format!("{},{part}", number(whole)) };
    }
    let spaceless: String = typed.chars().filter(|one| *one != ' ').collect();
    if digits(&spaceless) && typed.split(' ').skip(1).all(|group| group.len() == 3) {
        return number(&spaceless);
    }
    match typed.to_lowercase().as_str() {
        "vrai" | "true" => "VRAI".to_owned(),
        "faux" | "false" => "FAUX".to_owned(),
        _ => cell.to_owned(),
    }
}

/// Digits taken for a number.
fn number(digits: &str) -> String {
    let kept = digits.trim_start_matches('0');
    match kept.len() {
        0 => "0".to_owned(),
        12.. => {
            let (first, rest) = (&kept[..1], &kept[1..3]);
            format!("{first},{rest}E+{}", kept.len() - 1)
        }
        _ => kept.to_owned(),
    }
}

/// The file opened and saved: separators stay, quotes only where they are needed.
fn reopened(program: Program, file: &[u8]) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file));
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for record in reader.records() {
        let cells: Vec<String> = record.unwrap().iter().map(|cell| saved(program, cell)).collect();
        writer.write_record(cells).unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn a_program_does_to_cells_what_it_is_known_to_do() {
    for (cell, expected) in [
        ("0325807217", "325807217"),
        ("73282932000074", "7,32E+13"),
        ("01000", "1000"),
        ("25/08/2025", "25/08/25"),
        ("1801,80", "1801,8"),
        ("61,5 %", "61,50%"),
        ("12 345", "12345"),
        ("\t01000", "\t01000"),
        ("03 25 80 72 17", "03 25 80 72 17"),
        ("35h30", "35h30"),
    ] {
        assert_eq!(saved(Program::LibreOffice, cell), expected);
    }
    assert_eq!(saved(Program::Excel, "25/08/2025"), "25/08/2025");
}

#[actix_web::test]
async fn every_list_comes_back_without_a_fault_from_excel_and_from_libreoffice() {
    let world = seeded_world().await;
    let manager = world.manager();
    for program in [Program::Excel, Program::LibreOffice] {
        let empty = World::on("2025-10-01").await;
        empty.seed_cohort("2025-08-25", "2027-08-24");
        let newcomer = empty.manager();
        for list in LISTS {
            let file = bytes_of(&manager, &format!("/v1/exports/{list}.csv")).await;
            let import =
                send(&newcomer, &format!("kind={list}"), CSV, reopened(program, &file)).await.expect(201);
            let shown = rows(&newcomer, &import).await;
            let noted = |row: &&Value| !row["notes"].as_array().is_some_and(Vec::is_empty);
            let faulty: Vec<_> = shown.iter().filter(|row| row["state"] == "faulty").filter(noted).collect();
            assert_eq!(import["rows"]["faulty"], 0, "{program:?} {list} {faulty:#?}");
            commit(&newcomer, &import).await.expect(200);
        }
        for list in LISTS {
            let machine = format!("/v1/exports/{list}.csv?format=machine");
            let (here, there) = (manager.get(&machine).await.text, newcomer.get(&machine).await.text);
            assert_eq!(there, here, "{program:?} {list}");
        }
    }
}
