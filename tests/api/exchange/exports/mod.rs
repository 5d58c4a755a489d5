//! Whole lists as files, and back.

mod round_trip;
mod rows;
mod spreadsheets;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use reqwest::Method;
use serde_json::json;

use crate::exchange::imports::{CSV, XLSX, send};
use crate::harness::{Person, World, id_of};

const LISTS: [&str; 4] = ["employers", "tutors", "apprentices", "contracts"];

async fn bytes_of(person: &Person, path: &str) -> Vec<u8> {
    let answer = person.request(Method::GET, path).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200, "{path}");
    answer.bytes().await.unwrap().to_vec()
}

/// A world with something in each list, awkward texts included.
async fn full_world() -> World {
    let world = World::on("2025-10-01").await;
    let story = world.story();
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    add_awkward_texts(&world).await;
    world
}

async fn add_awkward_texts(world: &World) {
    let manager = world.manager();
    let employer = json!({"siret": "98222438800016", "name": "=cmd|' /C calc'!A0", "phone": "+32 470 12 34 56",
        "city": "Saint-Julien; \"les Villas\"", "address_line": "@ la ferme", "headcount": 12, "opco": "opco_2i"});
    manager.post("/v1/employers", employer).await.expect(201);
    let apprentice = json!({"family_name": "Œuvrard", "given_name": "Zoé", "born_on": "2007-02-03", "sex": "F",
        "ine": "123456789AB", "phone": "06 12 34 56 78", "postal_code": "01000", "emancipated": true,
        "address_line": "'-12 rue"});
    manager.post("/v1/apprentices", apprentice).await.expect(201);
    let abroad = json!({"name": "Imprimerie du Hainaut", "country": "Belgique", "postal_code": "7500", "city": "Tournai",
        "phone": "0692123456", "headcount": 4});
    manager.post("/v1/employers", abroad).await.expect(201);
    let commuter = json!({"family_name": "Le Goff", "given_name": "Maëlle-Anne", "born_on": "2009-09-01", "country": "LU",
        "postal_code": "L-4001", "city": "Esch-sur-Alzette", "phone": "+352 621 123 456"});
    let commuter = id_of(&manager.post("/v1/apprentices", commuter).await.expect(201));
    let guardian = json!({"family_name": "Le Goff", "given_name": "Yann", "relation": "father", "country": "CH",
        "postal_code": "1211", "city": "Genève", "phone": "+41 22 345 67 89"});
    manager.post(format!("/v1/apprentices/{commuter}/guardians"), guardian).await.expect(201);
}

#[actix_web::test]
async fn a_list_for_spreadsheets_has_french_dates_and_runs_nothing() {
    let world = full_world().await;
    let reply = world.manager().get("/v1/exports/employers.csv").await;
    assert_eq!(
        reply.header("content-disposition"),
        Some("attachment; filename=\"employeurs-2025-10-01.csv\"")
    );
    assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
    let bytes = bytes_of(&world.manager(), "/v1/exports/employers.csv").await;
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("\u{feff}\"SIRET\";\"Dénomination\";"), "{text}");
    assert!(text.contains("\"\t98222438800016\";\"'=cmd|' /C calc'!A0\";"), "{text}");
    assert!(
        text.contains(";\"'@ la ferme\";") && text.contains("\"Saint-Julien; \"\"les Villas\"\"\""),
        "{text}"
    );
    let apprentices = world.manager().get("/v1/exports/apprentices.csv?format=excel").await.text;
    assert!(
        apprentices.contains("\"Œuvrard\";\"\";\"Zoé\";\"03/02/2007\";\"F\";")
            && apprentices.contains(";\"\t06 12 34 56 78\";"),
        "{apprentices}"
    );
    for file in [&apprentices, &text] {
        let mut lines = csv::ReaderBuilder::new().delimiter(b';').from_reader(file.as_bytes());
        let cells =
            lines.records().flat_map(|line| line.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
        for cell in cells {
            // a tab keeps digits from becoming a number: nothing else comes after one
            let told =
                cell.strip_prefix('\t').filter(|rest| rest.starts_with(|one: char| one.is_ascii_digit()));
            assert!(!told.unwrap_or(&cell).starts_with(['=', '+', '-', '@', '\t']), "{cell}");
        }
    }
}

#[actix_web::test]
async fn what_hides_a_formula_from_people_hides_it_from_no_spreadsheet() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let mut hidden = Vec::new();
    for before in ["", "\n", "\r\n", "\n\n ", "\t", " ", "\u{a0}", "\u{3000}", "\u{200b}", "\u{feff}"] {
        for formula in ["=1+1", "+1", "-1", "@SUM(1)", "＝1+1"] {
            hidden.push(format!("{before}{formula}"));
        }
    }
    hidden.extend(["\nrue".to_owned(), "\true".to_owned(), "'\n=1".to_owned()]);
    for address in &hidden {
        let employer = json!({"name": "Z", "country": "BE", "address_line": address});
        manager.post("/v1/employers", employer).await.expect(201);
    }
    for (format, separator) in [("excel", b';'), ("machine", b',')] {
        let bytes = bytes_of(&manager, &format!("/v1/exports/employers.csv?format={format}")).await;
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(bytes.as_slice());
        let column = reader.headers().unwrap().iter().position(|header| header == "Adresse").unwrap();
        let cells: Vec<String> = reader.records().map(|row| row.unwrap()[column].to_owned()).collect();
        assert_eq!(cells.len(), hidden.len());
        for address in &hidden {
            assert!(cells.contains(&format!("'{address}")), "{address:?} in {cells:?}");
        }
    }
}

#[actix_web::test]
async fn a_list_for_programs_has_commas_and_iso_dates() {
    let world = full_world().await;
    let text = world.manager().get("/v1/exports/apprentices.csv?format=machine").await.text;
    assert!(text.starts_with("Nom de naissance,Nom d'usage,Prénom,Date de naissance"), "{text}");
    assert!(text.contains("Œuvrard,,Zoé,2007-02-03,F,") && text.contains("+33612345678"), "{text}");
    let contracts = world.manager().get("/v1/exports/contracts.csv?format=machine").await.text;
    assert!(contracts.contains("Durand,Chloé,2006-03-14") && contracts.contains("signed"), "{contracts}");
}

#[actix_web::test]
async fn a_workbook_has_typed_cells_and_its_dictionary() {
    let world = full_world().await;
    let bytes = bytes_of(&world.manager(), "/v1/exports/employers.xlsx").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Employeurs", "Dictionnaire"]);
    let sheet = book.worksheet_range("Employeurs").unwrap();
    assert_eq!(sheet[(1, 0)], Data::String("98222438800016".into()));
    assert_eq!(sheet[(1, 1)], Data::String("=cmd|' /C calc'!A0".into()));
    assert!(sheet.rows().next().unwrap().contains(&Data::String("Effectif".into())));
    assert!(sheet.rows().nth(1).unwrap().contains(&Data::Float(12.0)), "{:?}", sheet.rows().nth(1));
    assert!(book.worksheet_formula("Employeurs").unwrap().is_empty());
    let dictionary = book.worksheet_range("Dictionnaire").unwrap();
    assert_eq!(dictionary[(1, 0)], Data::String("SIRET".into()));
    let bytes = bytes_of(&world.manager(), "/v1/exports/apprentices.xlsx").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Apprentis").unwrap();
    assert!(matches!(sheet[(1, 3)], Data::DateTime(_)), "{:?}", sheet[(1, 3)]);
}

#[actix_web::test]
async fn what_goes_out_comes_back_in_unchanged() {
    let world = full_world().await;
    let manager = world.manager();
    for list in LISTS {
        for (file, media) in [(".csv", CSV), (".csv?format=machine", CSV), (".xlsx", XLSX)] {
            let bytes = bytes_of(&manager, &format!("/v1/exports/{list}{file}")).await;
            let import = send(&manager, &format!("kind={list}"), media, bytes).await.expect(201);
            let rows = crate::exchange::imports::rows(&manager, &import).await;
            let counts = &import["rows"];
            assert!(counts["unchanged"].as_i64() >= Some(1), "{list}{file} {import}");
            assert_eq!(
                (&counts["create"], &counts["differs"], &counts["faulty"]),
                (&json!(0), &json!(0), &json!(0)),
                "{list}{file} {rows:#?}"
            );
        }
    }
}

#[actix_web::test]
async fn a_list_holds_what_is_within_reach_and_its_departure_is_written_down() {
    let world = full_world().await;
    let stranger = world.other_manager();
    for list in LISTS {
        let lines = stranger.get(format!("/v1/exports/{list}.csv")).await.text.lines().count();
        assert_eq!(lines, 1, "{list}");
    }
    let departures = |world: &World| {
        world.database_counts("SELECT count(*) AS n FROM journal_entries WHERE act = 'ExportList'")
    };
    assert_eq!(departures(&world), 0, "nothing of anybody left");
    let requested = format!("/v1/exports/employers.csv?site={}", world.site());
    assert_eq!(stranger.get(&requested).await.text.lines().count(), 1);
    assert_eq!(world.administrator().get(&requested).await.text.lines().count(), 4);
    assert_eq!(departures(&world), 1);
    for person in [world.trainer(), world.client(compagnon::trust::access::SCOPES)] {
        person.get("/v1/exports/employers.csv").await.refused_with(403, "forbidden");
    }
    world.manager().get("/v1/exports/dogs.csv").await.refused_with(404, "page.not_found");
    world.manager().get("/v1/exports/employers.csv?format=pdf").await.refused_with(400, "query.invalid");
}

#[actix_web::test]
async fn a_list_too_long_for_a_workbook_is_refused() {
    use diesel::connection::SimpleConnection;
    let world = World::on("2025-07-01").await;
    let many = format!(
        "INSERT INTO apprentices (id, site_id, family_name, given_name, born_on)
         SELECT gen_random_uuid(), '{}', 'Durand', 'Nom ' || n, '2006-01-01' FROM generate_series(1, 20001) n",
        world.site()
    );
    world.database.connect().batch_execute(&many).unwrap();
    let manager = world.manager();
    manager.get("/v1/exports/apprentices.xlsx").await.refused_with(409, "export.too_many_rows");
    bytes_of(&manager, "/v1/exports/employers.xlsx").await;
}

#[actix_web::test]
async fn an_export_that_fails_midway_is_cut_and_written_down() {
    use diesel::connection::SimpleConnection;
    let world = full_world().await;
    let manager = world.manager();
    let mut other = world.database.connect();
    // nobody can read guardians for longer than a statement waits
    other.batch_execute("BEGIN; LOCK TABLE guardians IN ACCESS EXCLUSIVE MODE").unwrap();
    for file in ["apprentices.csv", "apprentices.xlsx"] {
        let answer = manager.request(Method::GET, format!("/v1/exports/{file}")).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{file}: it had begun");
        assert!(answer.bytes().await.is_err(), "{file}: no end is made up");
    }
    other.batch_execute("ROLLBACK").unwrap();
    let lines = |like: &str| {
        world.database_counts(&format!(
            "SELECT count(*) AS n FROM journal_entries WHERE act = 'ExportList' AND fields::text LIKE '%{like}%'"
        ))
    };
    for _ in 0..50 {
        if lines("cut before") == 2 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!((lines("cut before"), lines("rows")), (2, 4));
}

#[actix_web::test]
async fn a_list_longer_than_what_is_read_at_once_is_whole_and_in_order() {
    let world = World::on("2025-07-01").await;
    world.database_says(&format!(
        "INSERT INTO apprentices (id, site_id, family_name, given_name, born_on)
         SELECT gen_random_uuid(), '{}', 'Durand', 'Nom ' || lpad(n::text, 4, '0'), '2006-01-01'
         FROM generate_series(1, 1001) n",
        world.site()
    ));
    let text = world.manager().get("/v1/exports/apprentices.csv?format=machine").await.text;
    let names: Vec<&str> = text.lines().skip(1).map(|line| line.split(',').nth(2).unwrap()).collect();
    let expected: Vec<String> = (1..=1001).map(|n| format!("Nom {n:04}")).collect();
    assert_eq!(names, expected);
    let bytes = bytes_of(&world.manager(), "/v1/exports/apprentices.xlsx").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.worksheet_range("Apprentis").unwrap().height(), 1002);
}
