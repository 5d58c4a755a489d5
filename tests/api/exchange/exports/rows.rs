//! The lists of what happens, taken away: visits, absences, calls, marks, ruptures, what is due.

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use reqwest::Method;
use serde_json::{Value, json};

use super::bytes_of;
use crate::contracts::agreements::{a_contract, signed};
use crate::follow_up::phone_contacts::a_call;
use crate::harness::{Person, Story, World, id_of};
use crate::ruptures::declarations::a_rupture;

/// Each list, the name of its sheet, and the right a partner would need.
const LISTS: [(&str, &str); 6] = [
    ("visits", "Visites"),
    ("absences", "Absences"),
    ("phone-contacts", "Appels"),
    ("mock-exam-marks", "Notes d'examens blancs"),
    ("ruptures", "Ruptures"),
    ("obligations", "Échéances"),
];

/// A world in which things happened: the cohort, a mock exam, and who runs it.
struct Lived {
    world: World,
    manager: Person,
    cohort: String,
    exam: String,
    story: Story,
}

/// Two apprentices of one cohort: one visited, absent, called about and marked; the other one's contract broken.
async fn lived() -> Lived {
    let world = World::on("2025-07-15").await;
    let manager = world.manager();
    let opened = json!({ "programme": "bts-mco", "starts_on": "2025-08-25" });
    let cohort = id_of(&manager.post("/v1/cohorts", opened).await.expect(201));
    let story = world.story_in(cohort.parse().unwrap());
    let other = world.story_in_another_company();
    signed(&manager, a_contract(&story), "2025-07-15").await;
    let broken = signed(&manager, a_contract(&other), "2025-07-15").await;
    world.clock.advance_days(248);
    assert_eq!(world.clock.today().to_string(), "2026-03-20");
    let manager = world.manager();
    manager.post(format!("{broken}/rupture"), a_rupture("2026-02-10")).await.expect(201);

    let visits =
        manager.get(format!("/v1/visits?apprentice={}", story.apprentice)).await.expect(200)["data"].clone();
    let report = json!({ "held_on": "2026-03-03", "present": ["apprentice", "tutor"],
        "report": "Chloé tient le rayon seule ; la caisse reste à confier.", "difficulties": ["workload"] });
    let visit = format!("/v1/visits/{}/report", id_of(&visits[0]));
    manager.post(visit, report).await.expect(200);
    for (from, reason) in [("2026-03-09", "sickness"), ("2026-03-16", "transport")] {
        let absence = json!({ "apprentice_id": story.apprentice, "away_from": "centre", "from_on": from,
            "from_half": "afternoon", "justified": "yes", "reason": reason });
        manager.post("/v1/absences", absence).await.expect(201);
    }
    manager.post("/v1/phone-contacts", a_call(&story)).await.expect(201);

    let exams = manager.get(format!("/v1/mock-exams?cohort={cohort}")).await.expect(200);
    let exam = id_of(&exams["data"][0]);
    let papers = manager.get(format!("/v1/mock-exams/{exam}")).await.expect(200)["papers"].clone();
    let marks = json!({ "marks": [
        { "paper_id": papers[0]["id"], "enrolment_id": story.enrolment, "status": "marked",
          "mark_hundredths": 1250, "remark": "=à revoir" },
        { "paper_id": papers[1]["id"], "enrolment_id": story.enrolment, "status": "absent" } ] });
    let path = format!("/v1/mock-exams/{exam}/marks");
    manager.send(manager.request(Method::PUT, path).json(&marks)).await.expect(200);
    Lived { world, manager, cohort, exam, story }
}

impl Lived {
    /// The rows of a CSV, each by header.
    async fn csv(&self, path: &str) -> Vec<HashMap<String, String>> {
        let bytes = bytes_of(&self.manager, path).await;
        let separator = if path.contains("machine") { b',' } else { b';' };
        let text = String::from_utf8(bytes).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
        let headers = reader.headers().unwrap().clone();
        let row = |row: csv::Result<csv::StringRecord>| {
            let row = row.unwrap();
            headers.iter().zip(row.iter()).map(|(head, cell)| (head.to_owned(), cell.to_owned())).collect()
        };
        reader.records().map(row).collect()
    }

    /// Which place of the answer each column holds, as the dictionary of the workbook tells.
    async fn dictionary(&self, list: &str, title: &str) -> Vec<(String, String)> {
        let bytes = bytes_of(&self.manager, &format!("/v1/exports/{list}.xlsx")).await;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert_eq!(book.sheet_names(), [title, "Dictionnaire"]);
        let sheet = book.worksheet_range("Dictionnaire").unwrap();
        let heads: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(heads, ["Colonne", "Champ", "Forme", "Contenu"], "nothing is said of imports");
        let line = |row: &[Data]| {
            assert!(row.iter().all(|cell| !cell.to_string().is_empty()), "{row:?}");
            (row[0].to_string(), row[1].to_string())
        };
        sheet.rows().skip(1).map(line).collect()
    }

    /// Checks that a file has the rows its own list answers, in the same order, value by value.
    async fn compare(&self, list: &str, answered: &str, told: usize) {
        let title = LISTS.iter().find(|(name, _)| *name == list).unwrap().1;
        let rows = self.manager.get(answered).await.expect(200)["data"].as_array().unwrap().clone();
        let taken = self.csv(&format!("/v1/exports/{list}.csv?format=machine")).await;
        assert!(!rows.is_empty());
        assert_eq!(taken.len(), rows.len(), "{list}");
        let mut compared = 0;
        for (header, field) in self.dictionary(list, title).await {
            let place = format!("/{}", field.trim_start_matches("obligation/"));
            for (row, taken) in rows.iter().zip(&taken) {
                if let Some(value) = row.pointer(&place) {
                    assert_eq!(taken[&header], written(&field, value), "{list} {header}");
                    compared += usize::from(!taken[&header].is_empty());
                }
            }
        }
        assert!(compared >= told, "{list}: {compared} cells compared");
    }
}

/// A value as a program reads it in a cell.
fn written(field: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text.starts_with('=') => format!("'{text}"),
        Value::String(text) => text.clone(),
        Value::Array(all) => {
            all.iter().map(|one| one.as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
        }
        Value::Number(number) if field.ends_with("_hundredths") => {
            format!("{}", number.as_f64().unwrap() / 100.0)
        }
        other => other.to_string(),
    }
}

#[actix_web::test]
async fn visits_leave_as_their_list_gives_them() {
    let lived = lived().await;
    lived.compare("visits", "/v1/visits?limit=200", 100).await;
    let shown = lived.csv("/v1/exports/visits.csv").await;
    let held: Vec<_> = shown.iter().filter(|row| row["État"] == "Effectuée").collect();
    assert_eq!(held.len(), 1, "{shown:#?}");
    for (header, cell) in [
        ("Nom", "Durand"),
        ("Prénom", "Chloé"),
        ("Promotion", "BTS MCO 2025-2027"),
        ("Entreprise", "Librairie 73282932000074"),
        ("Nom du maître d'apprentissage", "Lovelace"),
        ("Effectuée le", "03/03/2026"),
        ("Modalité", "En entreprise"),
        ("Présents", "Apprenti, Maître d'apprentissage"),
    ] {
        assert_eq!(held[0][header], cell, "{header}");
    }
    assert!(shown.iter().any(|row| row["Motif d'annulation"] == "Contrat rompu"), "{shown:#?}");
}

#[actix_web::test]
async fn absences_leave_as_their_list_gives_them() {
    let lived = lived().await;
    lived.compare("absences", "/v1/absences?limit=200", 20).await;
    let shown = lived.csv("/v1/exports/absences.csv").await;
    let cells = ["Absent de", "Du", "À partir du", "Justification", "Motif"].map(|head| &shown[0][head]);
    assert_eq!(cells, ["Centre", "09/03/2026", "Après-midi", "Justifiée", "Maladie"]);
}

#[actix_web::test]
async fn calls_leave_as_their_list_gives_them() {
    let lived = lived().await;
    lived.compare("phone-contacts", "/v1/phone-contacts?limit=200", 15).await;
    let shown = lived.csv("/v1/exports/phone-contacts.csv").await;
    let cells = ["Appel du", "Sens", "Résultat", "Suite à donner avant le"].map(|head| &shown[0][head]);
    assert_eq!(cells, ["24/11/2025 08:30", "Appel émis", "Joint", "01/12/2025"], "hours are those of France");
    let bytes = bytes_of(&lived.manager, "/v1/exports/phone-contacts.xlsx").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Appels").unwrap();
    let at = sheet.rows().next().unwrap().iter().position(|head| head == &Data::String("Appel du".into()));
    assert!(matches!(sheet[(1, at.unwrap())], Data::DateTime(_)), "{:?}", sheet.rows().nth(1));
}

#[actix_web::test]
async fn marks_leave_as_their_list_gives_them_with_paper_and_exam() {
    let lived = lived().await;
    let answered = format!("/v1/mock-exams/{}/marks?limit=200", lived.exam);
    lived.compare("mock-exam-marks", &answered, 20).await;
    let shown = lived.csv("/v1/exports/mock-exam-marks.csv").await;
    let cells = ["Nom", "Épreuve", "Résultat", "Note sur 20", "Examen blanc", "Mois prévu", "Appréciation"];
    assert_eq!(
        cells.map(|head| shown[0][head].as_str()),
        ["Durand", "E1", "Noté", "12,5", "1", "01/03/2026", "'=à revoir"]
    );
    assert_eq!((&*shown[1]["Résultat"], &*shown[1]["Note sur 20"]), ("Absent", ""));
    for (narrowed, rows) in [
        (format!("cohort={}", lived.cohort), 2),
        (format!("mock_exam={}", lived.exam), 2),
        (format!("cohort={}", lived.world.seed_cohort("2024-08-25", "2026-08-24")), 0),
    ] {
        let path = format!("/v1/exports/mock-exam-marks.csv?{narrowed}");
        assert_eq!(lived.csv(&path).await.len(), rows, "{narrowed}");
    }
}

#[actix_web::test]
async fn ruptures_leave_as_their_list_gives_them() {
    let lived = lived().await;
    lived.compare("ruptures", "/v1/ruptures?limit=200", 12).await;
    let shown = lived.csv("/v1/exports/ruptures.csv").await;
    let cells = ["Nom", "Entreprise", "Sans contrat à partir du", "À l'initiative de", "Motif"];
    assert_eq!(
        cells.map(|head| shown[0][head].as_str()),
        [
            "Lefèvre",
            "Librairie 35600000000048",
            "10/02/2026",
            "Les deux parties",
            "Accord écrit des deux parties"
        ]
    );
}

#[actix_web::test]
async fn what_is_due_leaves_as_its_list_gives_it_with_people() {
    let lived = lived().await;
    lived.compare("obligations", "/v1/obligations?limit=200", 100).await;
    let shown = lived.csv("/v1/exports/obligations.csv").await;
    let deposit =
        shown.iter().find(|row| row["À faire"] == "Dépôt à faire" && row["Nom"] == "Durand").unwrap();
    for (header, cell) in [
        ("État", "En retard"),
        ("Qui", "Site de formation"),
        ("Avant le", "30/08/2025"),
        ("Promotion", "BTS MCO 2025-2027"),
        ("Entreprise", "Librairie 73282932000074"),
        ("Nom du maître d'apprentissage", "Lovelace"),
    ] {
        assert_eq!(deposit[header], cell, "{header}");
    }
    let whole = shown.iter().find(|row| row["À faire"] == "Examen blanc à fixer").unwrap();
    assert_eq!((&*whole["Promotion"], &*whole["Nom"]), ("BTS MCO 2025-2027", ""), "of a whole cohort");

    let stranger = lived.world.seed_cohort("2024-08-25", "2026-08-24");
    let due = |query: String| lived.manager.get(format!("/v1/obligations?limit=200&{query}"));
    let all = due(String::new()).await.expect(200)["data"].clone();
    assert_eq!(due(format!("cohort={}", lived.cohort)).await.expect(200)["data"], all);
    assert_eq!(due(format!("cohort={stranger}")).await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn what_happens_is_narrowed_as_its_own_list_is_and_nothing_unknown_is_passed_over() {
    let lived = lived().await;
    let other = lived.world.seed_cohort("2024-08-25", "2026-08-24");
    for (list, _) in LISTS {
        let all = lived.csv(&format!("/v1/exports/{list}.csv")).await;
        let theirs = lived.csv(&format!("/v1/exports/{list}.csv?cohort={}", lived.cohort)).await;
        assert_eq!(theirs, all, "{list}");
        for nothing in [format!("cohort={other}"), format!("site={}", lived.world.other_site())] {
            let rows = lived.csv(&format!("/v1/exports/{list}.csv?{nothing}")).await;
            assert!(rows.is_empty(), "{list} {nothing} {rows:?}");
        }
        for (unknown, file) in [("colour=red", "csv"), ("limit=5", "csv"), ("format=excel", "xlsx")] {
            let refused = lived.manager.get(format!("/v1/exports/{list}.{file}?{unknown}")).await;
            let refused = refused.refused_with(400, "query.invalid");
            let named = unknown.split('=').next().unwrap();
            let fault = &refused["errors"][0];
            assert_eq!((&fault["pointer"], &fault["code"]), (&json!(named), &json!("unknown_parameter")));
        }
    }
    for (query, rows) in [
        ("visits.csv?state=held", 1),
        ("visits.csv?from=2027-01-01&state=planned", 1),
        ("absences.csv?to=2026-03-10", 1),
        ("phone-contacts.csv?open=true&outcome=reached", 1),
        ("phone-contacts.csv?outcome=missed", 0),
        ("ruptures.csv?from=2026-02-11", 0),
        ("obligations.csv?kind=deposit_to_make&state=late", 2),
        ("obligations.csv?kind=deposit_to_make&state=done", 0),
    ] {
        assert_eq!(lived.csv(&format!("/v1/exports/{query}")).await.len(), rows, "{query}");
    }
}

#[actix_web::test]
async fn what_happens_leaves_with_whoever_may_take_it_only_and_is_written_down() {
    let lived = lived().await;
    let Lived { world, story, .. } = &lived;
    let student = world.student(&story.apprentice());
    let stranger = world.other_manager();
    for (list, _) in LISTS {
        let path = format!("/v1/exports/{list}.csv");
        for person in
            [&world.trainer(), &world.client(&[]), &world.client(compagnon::trust::access::SCOPES), &student]
        {
            person.get(&path).await.refused_with(403, "forbidden");
        }
        world.nobody().get(&path).await.refused_with(401, "unauthenticated");
        let departures = || {
            world.database_counts(&format!(
                "SELECT count(*) AS n FROM journal_entries WHERE act = 'ExportList' AND '{list}' = ANY(fields)"
            ))
        };
        assert_eq!(stranger.get(&path).await.text.lines().count(), 1, "{list}: its headers only");
        assert_eq!(departures(), 0, "{list}: nothing of anybody left");
        let rows = lived.csv(&path).await.len();
        assert!(rows > 0, "{list}");
        assert_eq!(departures(), 1, "{list}");
    }
}

#[actix_web::test]
async fn a_file_says_which_list_it_is_of_which_cohort_or_site_and_of_which_day() {
    let lived = lived().await;
    let Lived { world, manager, cohort, .. } = &lived;
    let site = world.site();
    let named = |path: String| async move {
        let reply = manager.request(Method::GET, path).send().await.unwrap();
        reply.headers()["content-disposition"].to_str().unwrap().to_owned()
    };
    for (path, name) in [
        ("visits.xlsx".to_owned(), "filename=\"visites-2026-03-20.xlsx\""),
        (format!("visits.xlsx?cohort={cohort}"), "filename=\"visites-BTS-MCO-2025-2027-2026-03-20.xlsx\""),
        (
            format!("obligations.csv?cohort={cohort}&site={site}"),
            "filename=\"echeances-BTS-MCO-2025-2027-2026-03-20.csv\"",
        ),
        (
            format!("mock-exam-marks.csv?site={site}"),
            "filename=\"notes-d-examens-blancs-UFA-Leonie-Aviat-2026-03-20.csv\"; \
             filename*=UTF-8''notes%2Dd%2Dexamens%2Dblancs%2DUFA%2DL%C3%A9onie%2DAviat%2D2026%2D03%2D20.csv",
        ),
        (
            format!("employers.csv?site={site}"),
            "filename=\"employeurs-UFA-Leonie-Aviat-2026-03-20.csv\"; \
             filename*=UTF-8''employeurs%2DUFA%2DL%C3%A9onie%2DAviat%2D2026%2D03%2D20.csv",
        ),
    ] {
        assert_eq!(named(format!("/v1/exports/{path}")).await, format!("attachment; {name}"));
    }
    let stranger = world.other_manager();
    for place in [format!("cohort={cohort}"), format!("site={site}")] {
        let reply = stranger.get(format!("/v1/exports/visits.csv?{place}")).await;
        let name = reply.header("content-disposition");
        assert_eq!(
            name,
            Some("attachment; filename=\"visites-2026-03-20.csv\""),
            "names nothing out of reach"
        );
    }
}

#[actix_web::test]
async fn more_rows_than_are_read_at_once_leave_whole_and_in_order() {
    let lived = lived().await;
    lived.world.database_says(&format!(
        "INSERT INTO absences (id, site_id, apprentice_id, away_from, from_on, from_half, to_on, to_half, justified,
             reason)
         SELECT gen_random_uuid(), '{}', (SELECT apprentice_id FROM absences LIMIT 1), 'centre',
             date '2026-04-01' + n, 'morning', date '2026-04-01' + n, 'afternoon', 'no', 'unknown'
         FROM generate_series(1, 700) n",
        lived.world.site()
    ));
    let shown = lived.csv("/v1/exports/absences.csv?format=machine&from=2026-04-01").await;
    let days: Vec<&str> = shown.iter().map(|row| row["Du"].as_str()).collect();
    assert_eq!(days.len(), 700);
    assert!(days.is_sorted_by(|one, next| one < next), "each once, in order");
}

#[actix_web::test]
async fn the_lists_that_come_back_are_narrowed_to_a_cohort_too() {
    let lived = lived().await;
    let world = &lived.world;
    world.seed_apprentice("Ailleurs", "Lou", "2006-01-01");
    world.seed_tutor(world.seed_employer("82422814200027"), "Hopper", "Grace");
    let other = world.seed_cohort("2024-08-25", "2026-08-24");
    for (list, theirs, all) in
        [("employers", 2, 3), ("tutors", 2, 3), ("apprentices", 2, 3), ("contracts", 2, 2)]
    {
        for (query, rows) in [
            (String::new(), all),
            (format!("?cohort={}", lived.cohort), theirs),
            (format!("?cohort={other}"), 0),
        ] {
            let path = format!("/v1/exports/{list}.csv{query}");
            assert_eq!(lived.csv(&path).await.len(), rows, "{path}");
        }
    }
    let reply = lived.manager.get(format!("/v1/exports/apprentices.csv?cohort={}", lived.cohort)).await;
    let name = reply.header("content-disposition");
    assert_eq!(name, Some("attachment; filename=\"apprentis-BTS-MCO-2025-2027-2026-03-20.csv\""));
}
