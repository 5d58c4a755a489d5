//! A sheet of marks: read whole, every mistake told at once, entered all or none, taken back.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use super::imports::{CSV, XLSX};
use crate::harness::{Person, Reply};
use crate::learning::mock_exams::results::{ALL_UNITS, Class};

/// Cells as a spreadsheet pastes them.
const PASTED: &str = "text/tab-separated-values";

async fn send(person: &Person, class: &Class, query: &str, media: &str, bytes: impl Into<Vec<u8>>) -> Reply {
    let path = format!("{}/marks/import{query}", class.exams[0]);
    let request = person.request(Method::POST, path).header("content-type", media);
    person.send(request.body(bytes.into())).await
}

async fn count(class: &Class) -> usize {
    let path = format!("{}/marks?limit=200", class.exams[0]);
    class.world.trainer().get(path).await.expect(200)["data"].as_array().unwrap().len()
}

#[actix_web::test]
async fn a_sheet_is_tried_then_entered_and_says_what_it_does() {
    let class = Class::of(3).await;
    let trainer = class.world.trainer();
    let sheet = "Nom;Prénom;E1;Culture économique, juridique et managériale;E2;Moyenne\n\
                 DURAND;Chloé;12,5;abs;;12\n\
                 martin01;luc;12.50;abs justifiée;disp;\n\
                 Martin02;Luc;;08;0;4\n";
    let tried = send(&trainer, &class, "", CSV, sheet).await.expect(200);
    assert_eq!((&tried["committed"], &tried["notes"]), (&json!(false), &json!([])), "{tried}");
    assert_eq!(tried["marks"], json!({ "enters": 7, "changes": 0, "unchanged": 0, "mistakes": 0 }));
    assert_eq!((&tried["separator"], &tried["columns"][3]["unit_code"]), (&json!(";"), &json!("E4")));
    assert_eq!(count(&class).await, 0, "a dry run enters nothing");
    let entered = send(&trainer, &class, "?commit=true", CSV, sheet).await.expect(200);
    assert_eq!(entered["committed"], true);
    assert_eq!(count(&class).await, 7);
    let results = trainer.get(format!("{}/results", class.exams[0])).await.expect(200);
    let unit = |rank: usize, code: &str| {
        let units = results["data"][rank]["units"].as_array().unwrap().clone();
        let unit = units.into_iter().find(|one| one["unit_code"] == code).unwrap();
        (unit["status"].clone(), unit["mark_hundredths"].clone())
    };
    assert_eq!(unit(0, "E1"), (json!("marked"), json!(1250)));
    assert_eq!(unit(0, "E4"), (json!("absent"), Value::Null));
    assert_eq!(unit(0, "E2"), (json!("missing"), Value::Null), "an empty cell says nothing");
    assert_eq!(unit(1, "E4"), (json!("absent_justified"), Value::Null));
    assert_eq!(unit(1, "E2"), (json!("exempt"), Value::Null));
    assert_eq!(unit(2, "E2"), (json!("marked"), json!(0)));
    let again = send(&trainer, &class, "?commit=true", CSV, sheet).await.expect(200);
    assert_eq!((&again["marks"]["unchanged"], &again["marks"]["enters"]), (&json!(7), &json!(0)));
}

#[actix_web::test]
async fn every_mistake_is_told_at_once_with_its_place_and_nothing_is_entered() {
    let class = Class::of(3).await;
    let trainer = class.world.trainer();
    let sheet = "Nom;Prénom;E1;E9;E2\nDurand;Chloé;21;10;12\nMartn01;Luc;10;;douze\nMartin02;Luc;10;;12,555\n\
                 Durand;Chloé;;;11\n;;14;;\n";
    let tried = send(&trainer, &class, "", CSV, sheet).await.expect(200);
    let notes: Vec<(&str, &str)> = tried["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| (note["pointer"].as_str().unwrap(), note["code"].as_str().unwrap()))
        .collect();
    let expected = [
        ("/columns/3", "mark_sheet.column_unknown"),
        ("/rows/2/cells/2", "mark_sheet.mark_unreadable"),
        ("/rows/3/cells/0", "mark_sheet.candidate_unknown"),
        ("/rows/3/cells/4", "mark_sheet.mark_unreadable"),
        ("/rows/4/cells/4", "mark_sheet.mark_unreadable"),
        ("/rows/5/cells/0", "mark_sheet.candidate_repeated"),
        ("/rows/6/cells/0", "mark_sheet.candidate_missing"),
    ];
    assert_eq!(notes, expected);
    assert_eq!(tried["notes"][2]["suggestion"], "Martin01 Luc");
    assert!(tried["notes"][1]["message"].as_str().unwrap().contains("de 0 à 20"), "{tried}");
    assert!(tried["notes"][0]["message"].as_str().unwrap().contains("E1 ("), "{tried}");
    let refused = send(&trainer, &class, "?commit=true", CSV, sheet).await;
    let refused = refused.faults(&expected);
    assert!(
        refused["errors"][1]["message"].as_str().unwrap().starts_with("Ligne 2, colonne E1 : « 21 »"),
        "{refused}"
    );
    assert_eq!(count(&class).await, 0, "nothing half-saved");
    let nobody = send(&trainer, &class, "", CSV, "E1\n12\n").await.expect(200);
    assert_eq!(nobody["notes"][0]["code"], "mark_sheet.no_candidate_column");
    let nothing = send(&trainer, &class, "", CSV, "Nom;Prénom\nDurand;Chloé\n").await.expect(200);
    assert_eq!(nothing["notes"][0]["code"], "mark_sheet.no_paper");
}

#[actix_web::test]
async fn candidates_are_known_by_identifier_by_ine_or_by_name() {
    let class = Class::of(3).await;
    let trainer = class.world.trainer();
    class.says("UPDATE apprentices SET ine = '120890177FA' WHERE family_name = 'Martin01'");
    let id = class.enrolments[2];
    let pasted = format!("enrolment_id\tINE\tCandidat\tE1\n\t120890177fa\t\t11\n{id}\t\tLuc Martin02\t12\n");
    let tried = send(&trainer, &class, "?commit=true", PASTED, pasted).await.expect(200);
    assert_eq!((&tried["separator"], &tried["marks"]["enters"]), (&json!("\t"), &json!(2)));
    let crossed = format!("enrolment_id;INE;E1\n{id};120890177FA;12\n");
    let crossed = send(&trainer, &class, "", CSV, crossed).await.expect(200);
    assert_eq!(crossed["notes"][0]["code"], "mark_sheet.candidate_contradicted");
    let twin = class.world.seed_apprentice("Durand", "Chloé", "2004-04-04");
    class.world.seed_enrolment(twin, class.story.cohort);
    let twins = send(&trainer, &class, "", CSV, "Nom et prénom;E1\nDurand Chloé;12\n").await.expect(200);
    assert_eq!(twins["notes"][0]["code"], "mark_sheet.candidate_ambiguous");
}

#[actix_web::test]
async fn a_sheet_is_taken_back_whole_unless_a_mark_changed_since() {
    let class = Class::of(2).await;
    let trainer = class.world.trainer();
    class.marked(&["E1"], &[900]).await;
    let sheet = "Nom;Prénom;E1;E2\nDurand;Chloé;10;11\nMartin01;Luc;12;13\n";
    send(&trainer, &class, "?commit=true", CSV, sheet).await.expect(200);
    assert_eq!(count(&class).await, 4);
    let why = json!({ "reason": "Feuille d'une autre classe" });
    let back = format!("{}/marks/import/withdrawal", class.exams[0]);
    let taken = trainer.post(&back, why.clone()).await.expect(201);
    let marks = trainer.get(format!("{}/marks", class.exams[0])).await.expect(200);
    assert_eq!(marks["data"].as_array().unwrap().len(), 1);
    assert_eq!(marks["data"][0]["mark_hundredths"], 900, "the mark there before is back");
    trainer.post(&back, why.clone()).await.refused_with(409, "withdrawal.nothing_to_take_back");
    let again = format!("/v1/withdrawals/{}/restoration", taken["id"].as_str().unwrap());
    trainer.post(&again, json!({})).await.expect(200);
    assert_eq!(count(&class).await, 4);
    let mark = trainer.get(format!("{}/marks?limit=1", class.exams[0])).await.expect(200)["data"][0].clone();
    let path = format!("/v1/mock-exam-marks/{}", mark["id"].as_str().unwrap());
    trainer.change(&path, json!({ "mark_hundredths": 1050 })).await.expect(200);
    trainer.post(&back, why.clone()).await.refused_with(409, "withdrawal.changed_since");
    class.release();
    trainer.post(&back, why).await.refused_with(409, "mark.released");
}

#[actix_web::test]
async fn a_workbook_is_read_like_a_text_and_only_staff_bring_one() {
    let class = Class::of(2).await;
    let trainer = class.world.trainer();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, header) in ["Nom", "Prénom", "E1", "E2"].iter().enumerate() {
        sheet.write_string(0, u16::try_from(at).unwrap(), *header).unwrap();
    }
    sheet.write_string(1, 0, "Durand").unwrap();
    sheet.write_string(1, 1, "Chloé").unwrap();
    sheet.write_number(1, 2, 12.25).unwrap();
    sheet.write_string(1, 3, "abs").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let tried = send(&trainer, &class, "?commit=true", XLSX, bytes).await.expect(200);
    assert_eq!((&tried["format"], &tried["marks"]["enters"]), (&json!("xlsx"), &json!(2)), "{tried}");
    assert_eq!(tried["data"][0]["marks"][0]["mark_hundredths"], 1225);
    send(&trainer, &class, "", "application/pdf", "x").await.refused_with(415, "body.media_type");
    for person in class.concerned() {
        send(&person, &class, "", CSV, "Nom;Prénom;E1\n").await.refused_with(403, "forbidden");
    }
    let stranger = class.world.other_manager();
    send(&stranger, &class, "", CSV, "Nom;Prénom;E1\nDurand;Chloé;12\n")
        .await
        .refused_with(404, "mock_exam.not_found");
}

#[actix_web::test]
async fn the_marks_of_thirty_candidates_at_eight_papers_are_entered_at_once() {
    let class = Class::of(30).await;
    let trainer = class.world.trainer();
    let mut sheet = format!("Nom;Prénom;{}\n", ALL_UNITS.join(";"));
    for rank in 0..30 {
        let (family, given) =
            if rank == 0 { ("Durand".to_owned(), "Chloé") } else { (format!("Martin{rank:02}"), "Luc") };
        let marks: Vec<String> = (0..8)
            .map(|unit| {
                format!("{},{:02}", (rank + unit) % 21, if (rank + unit) % 21 == 20 { 0 } else { 25 })
            })
            .collect();
        sheet.push_str(&format!("{family};{given};{}\n", marks.join(";")));
    }
    let mut took = Vec::new();
    for round in 0..3 {
        // the same marks a quarter of a point higher, so that each round writes all of them
        let text = if round % 2 == 0 { sheet.clone() } else { sheet.replace(",25", ",50") };
        let begun = Instant::now();
        let entered = send(&trainer, &class, "?commit=true", CSV, text).await.expect(200);
        took.push(begun.elapsed());
        assert_eq!(entered["marks"]["mistakes"], 0, "{entered}");
    }
    let best = took.iter().min().copied().unwrap_or_default();
    println!("240 marks entered as one sheet: {took:?}");
    assert_eq!(count_all(&class).await, 240);
    assert!(best < Duration::from_secs(2), "{took:?}");
}

async fn count_all(class: &Class) -> i64 {
    let path = format!("{}/marks?limit=1&include=total", class.exams[0]);
    class.world.trainer().get(path).await.expect(200)["total"].as_i64().unwrap()
}
