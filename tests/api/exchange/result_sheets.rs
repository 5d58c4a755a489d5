//! A sheet of exam results: read whole, every mistake told at once, entered all or none, taken back.

use reqwest::Method;
use serde_json::{Value, json};

use super::imports::{CSV, XLSX};
use crate::contracts::agreements::count_events;
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Person, Reply, Story, World};
use crate::outcomes::results::{AFTER, exam_of};

const EXAMS: &str = "SELECT count(*) AS n FROM exam_results";

async fn send(person: &Person, story: &Story, query: &str, media: &str, bytes: impl Into<Vec<u8>>) -> Reply {
    let path = format!("/v1/cohorts/{}/results/import{query}", story.cohort);
    let request = person.request(Method::POST, path).header("content-type", media);
    person.send(request.body(bytes.into())).await
}

/// The class of the story after its session, with somebody else in it.
async fn a_class() -> (World, Story) {
    let (world, story, _) = a_signed_story(AFTER).await;
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    world.seed_enrolment(friend, story.cohort);
    (world, story)
}

/// Registrations, as the office types them.
const REGISTERED: &str = "Nom;Prénom;Inscrit le;N° candidat\nDURAND;Chloé;05/11/2026;02112345678\n\
                          Martin;Léo;05/11/2026;\n";

async fn exam(world: &World, story: &Story) -> Value {
    let path = format!("/v1/exam-results?enrolment={}", story.enrolment);
    world.manager().get(path).await.expect(200)["data"][0].clone()
}

#[actix_web::test]
async fn a_class_is_tried_then_registered_then_given_its_results() {
    let (world, story) = a_class().await;
    let manager = world.manager();
    let tried = send(&manager, &story, "", CSV, REGISTERED).await.expect(200);
    assert_eq!(
        (&tried["committed"], &tried["notes"], &tried["session"]),
        (&json!(false), &json!([]), &json!(2027))
    );
    assert_eq!(tried["exams"], json!({ "enters": 2, "changes": 0, "unchanged": 0, "mistakes": 0 }));
    assert_eq!(tried["columns"][2]["field"], "registered_on");
    assert_eq!(world.database_counts(EXAMS), 0, "a dry run enters nothing");
    send(&manager, &story, "?commit=true", CSV, REGISTERED).await.expect(200);
    assert_eq!(exam(&world, &story).await["candidate_number"], "02112345678");

    let results = "Candidat;E1;E5;E1 rattrapage;Décision;Date de décision;Diplôme le\n\
                   Durand Chloé;8;12,5;11;Admise;05/07/2027;05/07/2027\nLéo Martin;abs;présent;;Ajourné;05/07/2027;\n";
    let entered = send(&manager, &story, "?commit=true", CSV, results).await.expect(200);
    assert_eq!(
        entered["exams"],
        json!({ "enters": 0, "changes": 2, "unchanged": 0, "mistakes": 0 }),
        "{entered}"
    );
    assert_eq!(
        entered["data"][1]["exam"]["units"][0],
        json!({ "unit": "E1", "presence": "absent",
        "mark_hundredths": null, "catch_up_hundredths": null })
    );
    let after = exam(&world, &story).await;
    assert_eq!((&after["decision"], &after["candidate_number"]), (&json!("admitted"), &json!("02112345678")));
    assert_eq!(
        (&after["units"][0]["unit"], &after["units"][0]["best_hundredths"]),
        (&json!("E1"), &json!(1100))
    );
    let again = send(&manager, &story, "?commit=true", CSV, results).await.expect(200);
    assert_eq!(again["exams"]["unchanged"], 2);
    assert_eq!(count_events(&world, "cohort.results_imported"), 2);
}

#[actix_web::test]
async fn every_mistake_is_told_at_once_with_its_line_and_column_and_nothing_is_entered() {
    let (world, story) = a_class().await;
    let manager = world.manager();
    let sheet = "Nom;Prénom;Inscrit le;E1;E9;Décision;Date de décision\nDurand;Chloé;05/11/2026;21;10;admis;\n\
                 Martin;Léo;;12;;peut-être;\nMartn;Léo;05/11/2026;;;;\nDurand;Chloé;31/02/2026;;;;\n";
    let expected = [
        ("/columns/4", "result_sheet.column_unknown"),
        ("/rows/2/cells/3", "result_sheet.unit_unreadable"),
        ("/rows/3/cells/5", "result_sheet.decision_unreadable"),
        ("/rows/4/cells/0", "mark_sheet.candidate_unknown"),
        ("/rows/5/cells/0", "mark_sheet.candidate_repeated"),
    ];
    let tried = send(&manager, &story, "", CSV, sheet).await.expect(200);
    let notes = tried["notes"].as_array().unwrap();
    let told = |code: &str| notes.iter().any(|note| note["code"] == code);
    assert!(expected.iter().all(|(_, code)| told(code)), "{tried}");
    assert_eq!(notes[3]["suggestion"], "Martin Léo");
    let refused = send(&manager, &story, "?commit=true", CSV, sheet).await;
    assert_eq!(refused.status, 422);
    let places: Vec<&str> = refused.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["pointer"].as_str().unwrap())
        .collect();
    assert!(expected.iter().all(|(pointer, _)| places.contains(pointer)), "{places:?}");
    assert_eq!(world.database_counts(EXAMS), 0, "nothing half-saved");

    let judged = "Nom;Prénom;Inscrit le;E5;Décision;Date de décision\nDurand;Chloé;05/11/2026;;admis;\n\
                  Martin;Léo;;12;;\n";
    let judged = send(&manager, &story, "?commit=true", CSV, judged).await;
    judged.faults(&[
        ("/rows/2/cells/5", "exam_result.decision_without_day"),
        ("/rows/3/cells/2", "exam_result.not_registered"),
    ]);
    let nothing = send(&manager, &story, "", CSV, "Nom;Prénom\nDurand;Chloé\n").await.expect(200);
    assert_eq!(nothing["notes"][0]["code"], "result_sheet.nothing_said");
}

#[actix_web::test]
async fn a_sheet_is_taken_back_whole_unless_an_exam_changed_since() {
    let (world, story) = a_class().await;
    let manager = world.manager();
    let before = json!({ "registered_on": "2026-11-03",
        "units": [{ "unit": "E5", "presence": "present", "mark_hundredths": 900 }] });
    manager.put(exam_of(&story), "\"v0\"", before).await.expect(200);
    let pasted =
        "Nom\tPrénom\tInscrit le\tE5\tE6\nDurand\tChloé\t05/11/2026\t10\t11\nMartin\tLéo\t05/11/2026\t12\t\n";
    send(&manager, &story, "?commit=true", "text/tab-separated-values", pasted).await.expect(200);
    assert_eq!(world.database_counts(EXAMS), 2);
    let back = format!("/v1/cohorts/{}/results/import/withdrawal", story.cohort);
    let why = json!({ "reason": "Feuille d'une autre classe" });
    let taken = manager.post(&back, why.clone()).await.expect(201);
    assert_eq!(world.database_counts(EXAMS), 1);
    let after = exam(&world, &story).await;
    assert_eq!(after["registered_on"], "2026-11-03", "what was there before is back");
    assert_eq!(after["units"].as_array().unwrap().len(), 1);
    manager.post(&back, why.clone()).await.refused_with(409, "withdrawal.nothing_to_take_back");
    let again = format!("/v1/withdrawals/{}/restoration", taken["id"].as_str().unwrap());
    manager.post(&again, json!({})).await.expect(200);
    assert_eq!(world.database_counts(EXAMS), 2);
    let path = format!("/v1/exam-results/{}", exam(&world, &story).await["id"].as_str().unwrap());
    manager.change(&path, json!({ "candidate_number": "02112345678" })).await.expect(200);
    manager.post(&back, why).await.refused_with(409, "withdrawal.changed_since");
}

#[actix_web::test]
async fn what_the_jury_decided_is_not_changed_by_a_sheet_and_strangers_have_no_say() {
    let (world, story) = a_class().await;
    let manager = world.manager();
    let decided =
        json!({ "registered_on": "2026-11-05", "decision": "admitted", "decided_on": "2027-07-05" });
    manager.put(exam_of(&story), "\"v0\"", decided).await.expect(200);
    let sheet = "Nom;Prénom;E5\nDurand;Chloé;12\n";
    let refused = send(&manager, &story, "?commit=true", CSV, sheet).await;
    refused.faults(&[("/rows/2", "exam_result.decided")]);
    send(&world.trainer(), &story, "", CSV, sheet).await.refused_with(403, "forbidden");
    send(&world.other_manager(), &story, "", CSV, sheet).await.refused_with(404, "cohort.not_found");
    assert_eq!(send(&manager, &story, "", XLSX, "Nom").await.status, 422);
}
