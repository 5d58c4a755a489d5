//! Taken away, opened and saved in a spreadsheet, brought back: nothing is lost, whatever the spreadsheet makes of digits.
//!
//! LibreOffice is the real one. Excel runs nowhere near these tests: what it does to a cell of a CSV is told here, by its
//! own rules, in the French locale. A number loses the zeros in front of it and shows eleven digits at most, then
//! `3,56E+13`; a share gets two decimals; a text stays, a tab in front included.

use serde_json::{Value, json};

use super::round_trip::{filled_world, seeded_world};
use super::{LISTS, bytes_of};
use crate::exchange::imports::{CSV, XLSX, commit, rows, send};
use crate::harness::{Person, Resaving, World, resaved};

/// A cell once opened and saved in Excel.
fn saved_in_excel(cell: &str) -> String {
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

/// The file opened and saved in Excel: separators stay, quotes only where they are needed.
fn resaved_in_excel(file: &[u8]) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file));
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for record in reader.records() {
        let cells: Vec<String> = record.unwrap().iter().map(saved_in_excel).collect();
        writer.write_record(cells).unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn excel_does_to_cells_what_it_is_known_to_do() {
    for (cell, expected) in [
        ("0325807217", "325807217"),
        ("73282932000074", "7,32E+13"),
        ("01000", "1000"),
        ("25/8/2025", "25/08/2025"),
        ("1801,80", "1801,8"),
        ("61,5 %", "61,50%"),
        ("12 345", "12345"),
        ("\t01000", "\t01000"),
        ("03 25 80 72 17", "03 25 80 72 17"),
        ("35h30", "35h30"),
    ] {
        assert_eq!(saved_in_excel(cell), expected);
    }
}

/// Codes that a spreadsheet takes for numbers and days.
async fn add_codes(world: &World) {
    let manager = world.manager();
    let employer = json!({"siret": "02408240600034", "name": "3/4", "naf": "0111Z", "idcc": "0016",
        "address_line": "12-05", "postal_code": "01000", "city": "Bourg-en-Bresse", "phone": "04 74 00 00 01",
        "headcount": 3, "opco": "ocapiat"});
    let employer = manager.post("/v1/employers", employer).await.expect(201)["id"].clone();
    let tutor = json!({"employer_id": employer, "family_name": "Zéro", "given_name": "Jean", "born_on": "1980-04-03",
        "phone": "0612345678"});
    manager.post("/v1/tutors", tutor).await.expect(201);
    let apprentice = json!({"family_name": "Deux", "given_name": "Ève", "born_on": "2008-03-02", "birth_department": "01",
        "last_class_code": "01", "postal_code": "06000", "city": "Nice", "phone": "+352 621 123 456",
        "address_line": "1,5", "nationality_code": "1"});
    manager.post("/v1/apprentices", apprentice).await.expect(201);
}

async fn files_of(world: &World, extension: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut files = Vec::new();
    for list in LISTS {
        files.push((list, bytes_of(&world.manager(), &format!("/v1/exports/{list}.{extension}")).await));
    }
    files
}

/// Brings every list to a site that has none, and says what that site then gives.
async fn brought(files: &[(&'static str, Vec<u8>)], media: &str, how: &str) -> Vec<(&'static str, String)> {
    let empty = World::on("2025-10-01").await;
    empty.seed_cohort("2025-08-25", "2027-08-24");
    let newcomer = empty.manager();
    for (list, bytes) in files {
        let import: Value = send(&newcomer, &format!("kind={list}"), media, bytes.clone()).await.expect(201);
        let shown = rows(&newcomer, &import).await;
        assert_eq!(import["rows"]["faulty"], 0, "{how} {list} {shown:#?}");
        commit(&newcomer, &import).await.expect(200);
    }
    texts_of(&newcomer).await
}

async fn texts_of(person: &Person) -> Vec<(&'static str, String)> {
    let mut texts = Vec::new();
    for list in LISTS {
        texts.push((list, person.get(format!("/v1/exports/{list}.csv?format=machine")).await.text));
    }
    texts
}

#[actix_web::test]
async fn every_list_comes_back_from_libreoffice_without_a_fault() {
    let (world, plain) = (seeded_world().await, filled_world().await);
    for one in [&world, &plain] {
        add_codes(one).await;
    }
    for resaving in Resaving::ALL {
        let (before, after) = resaving.extensions();
        // the apostrophe that keeps a text of a CSV from running is a part of the text in a workbook
        let world = if before == after { &world } else { &plain };
        let files = resaved(resaving, &files_of(world, before).await);
        let media = if after == "csv" { CSV } else { XLSX };
        let expected = texts_of(&world.manager()).await;
        assert_eq!(brought(&files, media, &format!("{resaving:?}")).await, expected, "{resaving:?}");
    }
}

#[actix_web::test]
async fn every_list_comes_back_from_excel_without_a_fault() {
    let world = seeded_world().await;
    add_codes(&world).await;
    let files = files_of(&world, "csv").await;
    let files: Vec<_> = files.iter().map(|(list, file)| (*list, resaved_in_excel(file))).collect();
    assert_eq!(brought(&files, CSV, "Excel").await, texts_of(&world.manager()).await);
}
