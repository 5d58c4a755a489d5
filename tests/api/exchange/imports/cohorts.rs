//! Apprentices by file, enrolled in the same commit.

use serde_json::json;

use super::{commit, dry_run, notes, rows, undo};
use crate::contracts::agreements::count_events;
use crate::harness::{World, id_of};

const HEAD: &str = "Nom;Prénom;Date de naissance;Promotion;Date d'inscription\n";

#[actix_web::test]
async fn a_file_of_apprentices_enrols_them_in_the_same_commit() {
    let world = World::on("2025-07-01").await;
    let cohort = world.seed_cohort("2025-08-25", "2027-08-24");
    let manager = world.manager();
    let text = format!(
        "{HEAD}Martin;Léo;02/01/2006;bts mco 2025-2027;02/06/2025\n\
         Petit;Inès;03/02/2007;BTS MCO 2025-2027;\nSeul;Jean;04/03/2007;;\n"
    );
    let import = dry_run(&manager, "apprentices", text.clone()).await;
    assert_eq!(import["rows"]["create"], 3, "{:?}", rows(&manager, &import).await);
    assert_eq!(manager.get("/v1/enrolments").await.expect(200)["data"], json!([]));
    commit(&manager, &import).await.expect(200);
    let enrolments = manager.get("/v1/enrolments").await.expect(200)["data"].clone();
    let shown: Vec<_> =
        enrolments.as_array().unwrap().iter().map(|one| (&one["cohort_id"], &one["enrolled_on"])).collect();
    assert_eq!(shown, [(&json!(cohort), &json!("2025-06-02")), (&json!(cohort), &json!("2025-07-01"))]);
    assert_eq!(count_events(&world, "enrolment.created"), 2);

    let again = dry_run(&manager, "apprentices", text.replace("02/06/2025", "03/06/2025")).await;
    let rows = rows(&manager, &again).await;
    assert_eq!(
        rows[0]["differences"],
        json!([{"column": "Date d'inscription", "given": "03/06/2025", "kept": "02/06/2025"}])
    );
    assert_eq!((&rows[1]["state"], &rows[2]["state"]), (&json!("unchanged"), &json!("unchanged")));
}

#[actix_web::test]
async fn a_misspelt_cohort_is_told_with_what_was_probably_meant() {
    let world = World::on("2025-07-01").await;
    world.seed_cohort("2025-08-25", "2027-08-24");
    world.seed_cohort("2024-08-26", "2026-08-25");
    let manager = world.manager();
    let text = format!(
        "{HEAD}Martin;Léo;02/01/2006;BTS MCO 2025-2028;\nPetit;Inès;03/02/2007;Terminale;\n\
         Roux;Luc;04/02/2007;;02/06/2025\nNoir;Eve;05/02/2007;BTS MCO 2024-2026;01/09/2026\n"
    );
    let import = dry_run(&manager, "apprentices", text).await;
    let rows = rows(&manager, &import).await;
    assert_eq!(notes(&rows[0]), [("Promotion", "import.cohort_unknown", Some("BTS MCO 2025-2027"))]);
    assert_eq!(notes(&rows[1]), [("Promotion", "import.cohort_unknown", None)]);
    assert_eq!(notes(&rows[2]), [("Promotion", "required", None)]);
    assert!(
        notes(&rows[3]).contains(&("Date d'inscription", "enrolment.after_the_end", None)),
        "{}",
        rows[3]
    );
    commit(&manager, &import).await.refused_with(409, "import.has_faults");
}

#[actix_web::test]
async fn enrolments_are_undone_with_their_apprentices_while_they_are_as_they_came() {
    let world = World::on("2025-07-01").await;
    world.seed_cohort("2025-08-25", "2027-08-24");
    let manager = world.manager();
    let text = format!("{HEAD}Martin;Léo;02/01/2006;BTS MCO 2025-2027;\n");
    let import = dry_run(&manager, "apprentices", text.clone()).await;
    commit(&manager, &import).await.expect(200);
    undo(&manager, &import).await.expect(200);
    assert_eq!(manager.get("/v1/enrolments").await.expect(200)["data"], json!([]));
    assert_eq!(manager.get("/v1/apprentices").await.expect(200)["data"], json!([]));

    let again = dry_run(&manager, "apprentices", text).await;
    commit(&manager, &again).await.expect(200);
    let enrolment = manager.get("/v1/enrolments").await.expect(200)["data"][0].clone();
    let path = format!("/v1/enrolments/{}", id_of(&enrolment));
    manager.change(path, json!({"enrolled_on": "2025-06-30"})).await.expect(200);
    undo(&manager, &again).await.refused_with(409, "import.changed_since");
    assert_eq!(manager.get("/v1/enrolments").await.expect(200)["data"].as_array().unwrap().len(), 1);
}
