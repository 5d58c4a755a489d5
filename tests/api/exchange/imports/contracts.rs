//! Contracts by file: named in people's words, judged as the API judges them, drafted.

use serde_json::json;

use super::{commit, dry_run, notes, rows};
use crate::harness::World;

const HEAD: &str =
    "Nom;Prénom;Date de naissance;SIRET;Nom du tuteur;Prénom du tuteur;Type;Dérogation;Début;Fin;Promotion\n";

#[actix_web::test]
async fn a_contract_is_drafted_from_what_one_reads_on_paper() {
    let world = World::on("2025-07-01").await;
    let story = world.story();
    let manager = world.manager();
    let text = format!(
        "{HEAD}DURAND;Chloe;14/03/2006;73282932000074;Lovelace;Ada;11 - Premier contrat;;25/08/2025;24/08/2027;\n"
    );
    let import = dry_run(&manager, "contracts", text.clone()).await;
    assert_eq!(import["rows"]["create"], 1, "{:?}", rows(&manager, &import).await);
    commit(&manager, &import).await.expect(200);
    let contract = manager.get("/v1/contracts").await.expect(200)["data"][0].clone();
    assert_eq!((&contract["state"], &contract["starts_on"]), (&json!("draft"), &json!("2025-08-25")));
    assert_eq!(
        (&contract["apprentice_id"], &contract["tutor_id"]),
        (&json!(story.apprentice), &json!(story.tutor))
    );

    let again = dry_run(&manager, "contracts", text.replace("24/08/2027", "25/08/2027")).await;
    let row = &rows(&manager, &again).await[0];
    assert_eq!((&row["state"], &row["record_id"]), (&json!("differs"), &contract["id"]));
    assert_eq!(row["differences"], json!([{"column": "Fin", "given": "25/08/2027", "kept": "24/08/2027"}]));
}

#[actix_web::test]
async fn what_the_api_refuses_a_file_cannot_create() {
    let world = World::on("2025-07-01").await;
    let story = world.story();
    let late = world.seed_apprentice("Martin", "Léo", "1990-01-02");
    world.seed_enrolment(late, story.cohort);
    world.seed_apprentice("Seul", "Jean", "2006-01-02");
    let manager = world.manager();
    let text = format!(
        "{HEAD}Durand;Chloé;14/03/2006;73282932000074;Lovelace;Ada;11;;25/08/2025;24/08/2020;\n\
         Martin;Léo;02/01/1990;73282932000074;Lovelace;Ada;11;;25/08/2025;24/08/2027;\n\
         Seul;Jean;02/01/2006;73282932000074;Lovelace;Ada;11;;25/08/2025;24/08/2027;\n\
         Inconnu;Jean;02/01/2006;98222438800016;Lovelace;Ada;11;;25/08/2025;24/08/2027;\n\
         Durand;Chloé;14/03/2006;73282932000074;Hopper;Grace;99;;26/08/2025;24/08/2027;Autre\n"
    );
    let import = dry_run(&manager, "contracts", text).await;
    assert_eq!(import["rows"]["faulty"], 5);
    let rows = rows(&manager, &import).await;
    assert!(notes(&rows[0]).iter().any(|note| note.0 == "Fin"), "{}", rows[0]);
    assert!(notes(&rows[1]).iter().any(|note| note.1.starts_with("contract.age")), "{}", rows[1]);
    assert_eq!(notes(&rows[2]), [("Nom", "import.not_enrolled", None)]);
    assert_eq!(
        notes(&rows[3]),
        [("Nom", "import.apprentice_unknown", None), ("SIRET", "import.employer_unknown", None)]
    );
    let shown = notes(&rows[4]);
    for expected in [
        ("Type", "cell.choice", None),
        ("Promotion", "import.not_enrolled", None),
        ("Nom du tuteur", "import.tutor_unknown", None),
    ] {
        assert!(shown.contains(&expected), "{shown:?}");
    }
    commit(&manager, &import).await.refused_with(409, "import.has_faults");
    assert_eq!(manager.get("/v1/contracts").await.expect(200)["data"], json!([]));
}
