//! What a file may be: its type, its size, its encoding, its columns.

use std::io::{Read, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use serde_json::json;

use super::{CSV, XLSX, dry_run, notes, rows, send};
use crate::harness::World;

fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

#[actix_web::test]
async fn every_encoding_of_french_spreadsheets_is_understood() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    for (bytes, encoding) in [
        ("Nom;Prénom;Date de naissance\nBézu;Chloé;14/03/2006\n".as_bytes().to_vec(), "utf-8"),
        ("\u{feff}Nom;Prénom;Date de naissance\nBézu;Chloé;14/03/2006\n".as_bytes().to_vec(), "utf-8-bom"),
        (b"Nom;Pr\xe9nom;Date de naissance\nB\xe9zu;Chlo\xe9;14/03/2006\n".to_vec(), "windows-1252"),
        // announced as UTF-8 by its first bytes, and not in it
        (
            b"\xef\xbb\xbfNom;Pr\xe9nom;Date de naissance\nB\xe9zu;Chlo\xe9;14/03/2006\n".to_vec(),
            "windows-1252",
        ),
        // Excel for Mac
        (b"Nom;Pr\x8enom;Date de naissance\nB\x8ezu;Chlo\x8e;14/03/2006\n".to_vec(), "macintosh"),
        ("Nom;PrÃ©nom;Date de naissance\nBÃ©zu;ChloÃ©;14/03/2006\n".as_bytes().to_vec(), "utf-8-twice"),
        (
            "\u{feff}Nom\tPrénom\tDate de naissance\nBézu\tChloé\t14/03/2006\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
            "utf-16le",
        ),
    ] {
        let import = dry_run(&manager, "apprentices", bytes).await;
        assert_eq!((&import["encoding"], &import["rows"]["create"]), (&json!(encoding), &json!(1)));
        assert_eq!(rows(&manager, &import).await[0]["cells"][1]["understood"], "Chloé");
    }
}

#[actix_web::test]
async fn a_workbook_is_read_with_its_types() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let bytes = workbook(|sheet| {
        for (at, header) in (0..).zip(["Nom", "Prénom", "Date de naissance", "Code postal", "Émancipé"]) {
            sheet.write_string(0, at, header).unwrap();
        }
        let day = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_string(1, 0, "Durand").unwrap().write_string(1, 1, "Chloé").unwrap();
        sheet.write_datetime_with_format(1, 2, ExcelDateTime::from_ymd(2006, 3, 14).unwrap(), &day).unwrap();
        sheet.write_number(1, 3, 10000).unwrap().write_boolean(1, 4, false).unwrap();
        sheet.write_formula(2, 0, Formula::new("=UPPER(\"roux\")").set_result("ROUX")).unwrap();
        sheet.write_string(2, 1, "Zoé").unwrap();
        sheet.write_number(2, 2, 38790).unwrap().write_number(2, 3, 1000).unwrap();
        sheet.write_formula(3, 0, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let import = send(&manager, "kind=apprentices&filename=Liste.XLSX", XLSX, bytes).await.expect(201);
    assert_eq!(
        (&import["format"], &import["sheet"], &import["filename"]),
        (&json!("xlsx"), &json!("Sheet1"), &json!("Liste.XLSX"))
    );
    let rows = rows(&manager, &import).await;
    assert_eq!(
        (&rows[0]["state"], &rows[0]["cells"][2]["understood"]),
        (&json!("create"), &json!("14/03/2006"))
    );
    assert_eq!(rows[1]["cells"][0]["understood"], "ROUX");
    assert_eq!(
        notes(&rows[1]),
        [
            ("Date de naissance", "cell.date_number", Some("14/03/2006")),
            ("Code postal", "cell.zero_lost", Some("01000"))
        ]
    );
    assert!(notes(&rows[2]).contains(&("Nom", "cell.spreadsheet_error", None)), "{}", rows[2]);
}

#[actix_web::test]
async fn a_file_is_what_it_says_and_no_larger_than_agreed() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let refused = async |query: &str, media: &str, bytes: Vec<u8>, expected: (&str, &str)| {
        send(&manager, query, media, bytes).await.faults(&[expected]);
    };
    let sheet = workbook(|sheet| drop(sheet.write_string(0, 0, "Nom")));
    refused("kind=employers", CSV, sheet.clone(), ("", "import.wrong_type")).await;
    refused("kind=employers", XLSX, b"SIRET;Nom\n1;2".to_vec(), ("", "import.wrong_type")).await;
    refused("kind=employers", XLSX, b"PK\x03\x04nonsense".to_vec(), ("", "import.unreadable")).await;
    refused(
        "kind=employers&filename=a.xls",
        CSV,
        b"SIRET;Nom\n1;2".to_vec(),
        ("/filename", "import.wrong_type"),
    )
    .await;
    refused("kind=employers", CSV, b"SIRET;Nom\n1;\0".to_vec(), ("", "import.encoding")).await;
    refused("kind=employers", CSV, Vec::new(), ("", "import.empty")).await;
    refused("kind=employers", CSV, b"SIRET;Nom\n".to_vec(), ("", "import.empty")).await;
    refused("kind=employers", XLSX, sheet, ("", "import.empty")).await;
    refused(
        "kind=employers",
        CSV,
        format!("SIRET;Nom\n{}", "1;2\n".repeat(10_001)).into_bytes(),
        ("", "import.too_many_rows"),
    )
    .await;
    refused(
        "kind=employers",
        CSV,
        format!("SIRET{}\n1", ";x".repeat(100)).into_bytes(),
        ("", "import.too_many_columns"),
    )
    .await;
    let contracts = "Nom de l'apprenti;Prénom de l'apprenti;Date de naissance de l'apprenti;SIRET de l'employeur;Type;Début;Fin\n";
    refused(
        "kind=contracts",
        CSV,
        format!("{contracts}{}", "a;;;;;;\n".repeat(2_001)).into_bytes(),
        ("", "import.too_many_rows"),
    )
    .await;
    send(&manager, "kind=employers", "application/pdf", "x").await.refused_with(415, "body.media_type");
    send(&manager, "kind=employers", CSV, vec![b'x'; 5 * 1024 * 1024 + 1])
        .await
        .refused_with(413, "body.too_large");
    send(&manager, "kind=dogs", CSV, "x").await.refused_with(400, "query.invalid");
    let packed = manager
        .request(reqwest::Method::POST, "/v1/imports?kind=employers")
        .header("content-encoding", "gzip");
    manager.send(packed.header("content-type", CSV).body("x")).await.refused_with(415, "body.media_type");
}

#[actix_web::test]
async fn columns_missing_or_repeated_are_named_and_others_left_aside() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let refused = send(&manager, "kind=apprentices", CSV, "Nom;Nom de famille;Couleur\na;b;c\n").await;
    let problem = refused.faults(&[
        ("/columns/1", "import.column_repeated"),
        ("/columns/prenom", "import.column_missing"),
        ("/columns/date_de_naissance", "import.column_missing"),
    ]);
    let shown = problem["errors"][1]["message"].as_str().unwrap();
    assert_eq!(shown, "La colonne « Prénom » manque ; colonnes lues : Nom, Nom de famille, Couleur.");
    let import = dry_run(&manager, "employers", "Couleur,SIRET,Entreprise\nbleu,73282932000074,X\n").await;
    assert_eq!((&import["columns"][0]["field"], &import["rows"]["create"]), (&json!(null), &json!(1)));
}

/// A workbook whose sheet unpacks into far more than it looks; `named` adds a part.
fn packed(parts: &[(&str, usize)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/workbook.xml", plain).unwrap();
    archive.write_all(b"<workbook/>").unwrap();
    for (name, size) in parts {
        archive.start_file(*name, plain).unwrap();
        archive.write_all(&vec![b' '; *size]).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[actix_web::test]
async fn a_workbook_that_unpacks_into_far_more_or_runs_something_is_refused() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let far_too_large = packed(&[("xl/worksheets/sheet1.xml", 60 * 1024 * 1024)]);
    assert!(far_too_large.len() < 100_000);
    let too_shrunk = packed(&[("xl/worksheets/sheet1.xml", 2 * 1024 * 1024)]);
    let many: Vec<String> = (0..201).map(|part| format!("xl/media/{part}.png")).collect();
    let too_many = packed(&many.iter().map(|name| (name.as_str(), 1)).collect::<Vec<_>>());
    // the size announced lies: only unpacking tells
    let mut lying = packed(&[("xl/worksheets/sheet1.xml", 60 * 1024 * 1024)]);
    let announced = u32::to_le_bytes(60 * 1024 * 1024);
    while let Some(at) = lying.windows(4).position(|four| four == announced) {
        lying[at..at + 4].copy_from_slice(&10u32.to_le_bytes());
    }
    for (bytes, code) in [
        (far_too_large, "import.unpacked_too_large"),
        (too_shrunk, "import.unpacked_too_large"),
        (too_many, "import.unpacked_too_large"),
        (packed(&[("xl/vbaProject.bin", 10)]), "import.active_content"),
        (packed(&[("xl/externalLinks/externalLink1.xml", 10)]), "import.active_content"),
        (packed(&[("xl/worksheets/sheet1.xml", 10)]), "import.unreadable"),
    ] {
        send(&manager, "kind=employers", XLSX, bytes).await.faults(&[("", code)]);
    }
    let refused = send(&manager, "kind=employers", XLSX, lying).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
}

/// A sound workbook of employers whose sheet somebody wrote over.
fn rewritten(piece: &str, by: &str) -> Vec<u8> {
    let sound = workbook(|sheet| {
        sheet.write_string(0, 0, "SIRET").unwrap().write_string(0, 1, "Entreprise").unwrap();
        sheet.write_string(1, 0, "73282932000074").unwrap().write_number(1, 1, 12.5).unwrap();
    });
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(sound)).unwrap();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default();
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            assert!(text.contains(piece), "{piece}: {text}");
            text = text.replace(piece, by);
        }
        archive.start_file(name, plain).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook with a cell so far that its reader cannot count to it.
pub fn broken_workbook() -> Vec<u8> {
    rewritten("r=\"B2\"", "r=\"ZZZZZZZZ99999999999\"")
}

#[actix_web::test]
async fn a_workbook_written_to_break_its_reader_is_refused_like_any_other() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    for (piece, by, status) in [
        ("r=\"B2\"", "r=\"B2\"", 201),
        ("r=\"B2\"", "r=\"ZZZZZZZZ99999999999\"", 422),
        ("r=\"B2\"", "r=\"ZZZZZZZZ1\"", 422),
        ("r=\"B2\"", "r=\"B99999999999\"", 422),
        ("r=\"B2\"", "r=\"é\"", 422),
        ("r=\"B2\"", "r=\"B0\"", 422),
        ("<row r=\"2\"", "<row r=\"99999999999\"", 422),
        ("A1:B2", "A1:ZZZZZZZZ99999999999", 422),
        ("<v>0</v>", "<v>99999999999</v>", 422),
        ("<v>12.5</v>", "<v>1e999</v>", 201),
    ] {
        let reply = send(&manager, "kind=employers", XLSX, rewritten(piece, by)).await;
        assert!(matches!(reply.status, 201 | 422), "{by}: {}", reply.text);
        assert_eq!(reply.status, status, "{by}: {}", reply.text);
    }
    dry_run(&manager, "employers", "SIRET;Entreprise\n73282932000074;X\n").await;
}

#[actix_web::test]
async fn a_cell_in_a_far_corner_costs_nothing() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let far_down = workbook(|sheet| {
        sheet.write_string(0, 0, "SIRET").unwrap().write_string(0, 1, "Nom").unwrap();
        sheet.write_string(1_048_575, 0, "73282932000074").unwrap().write_string(1_048_575, 1, "X").unwrap();
    });
    let import = send(&manager, "kind=employers", XLSX, far_down).await.expect(201);
    assert_eq!(rows(&manager, &import).await[0]["number"], 1_048_576);
    let far_right = workbook(|sheet| {
        sheet.write_string(0, 0, "SIRET").unwrap().write_string(0, 16_383, "Nom").unwrap();
    });
    send(&manager, "kind=employers", XLSX, far_right).await.faults(&[("", "import.too_many_columns")]);
}
