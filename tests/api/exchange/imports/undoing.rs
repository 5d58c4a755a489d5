//! An import is undone as a whole, while nothing depends on it.

use serde_json::json;

use super::{commit, dry_run, rows, undo};
use crate::harness::World;

const EMPLOYERS: &str = "SIRET;Nom\n73282932000074;Un\n98222438800016;Deux\n";

#[actix_web::test]
async fn an_import_is_undone_whole_and_may_be_done_again() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let import = dry_run(&manager, "employers", EMPLOYERS).await;
    undo(&manager, &import).await.refused_with(409, "import.not_committed");
    commit(&manager, &import).await.expect(200);
    let undone = undo(&manager, &import).await;
    assert_eq!(undone.etag(), "\"v3\"");
    assert_eq!(undone.expect(200)["state"], "undone");
    assert_eq!(manager.get("/v1/employers").await.expect(200)["data"], json!([]));
    undo(&manager, &import).await.refused_with(409, "import.not_committed");
    commit(&manager, &import).await.refused_with(409, "import.not_dry_run");
    let again = dry_run(&manager, "employers", EMPLOYERS).await;
    commit(&manager, &again).await.expect(200);
    assert_eq!(manager.get("/v1/employers").await.expect(200)["data"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn an_import_whose_records_serve_is_not_undone() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let import = dry_run(&manager, "employers", EMPLOYERS).await;
    commit(&manager, &import).await.expect(200);
    let second = rows(&manager, &import).await[1]["record_id"].as_str().unwrap().parse().unwrap();
    world.seed_tutor(compagnon::ids::EmployerId(second), "Lovelace", "Ada");
    let problem = undo(&manager, &import).await.refused_with(409, "import.in_use");
    let detail = problem["detail"].as_str().unwrap();
    assert_eq!(
        detail,
        "La fiche créée par la ligne 3 sert déjà (des maîtres d'apprentissage) : l'import ne s'annule plus."
    );
    assert_eq!(manager.get("/v1/employers").await.expect(200)["data"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn an_import_whose_records_were_changed_is_not_undone() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let import = dry_run(&manager, "employers", EMPLOYERS).await;
    commit(&manager, &import).await.expect(200);
    let first = rows(&manager, &import).await[0]["record_id"].as_str().unwrap().to_owned();
    manager.change(format!("/v1/employers/{first}"), json!({"name": "Autre"})).await.expect(200);
    undo(&manager, &import).await.refused_with(409, "import.changed_since");
}

#[actix_web::test]
async fn every_list_can_be_undone() {
    let world = World::on("2025-07-01").await;
    world.story();
    let manager = world.manager();
    for (kind, text, path) in [
        ("tutors", "SIRET;Nom;Prénom\n73282932000074;Hopper;Grace\n", "/v1/tutors"),
        ("apprentices", "Nom;Prénom;Date de naissance\nMartin;Léo;02/01/2006\n", "/v1/apprentices"),
        (
            "contracts",
            "Nom;Prénom;Date de naissance;SIRET;Type;Début;Fin\nDurand;Chloé;14/03/2006;73282932000074;11;25/08/2025;24/08/2027\n",
            "/v1/contracts",
        ),
    ] {
        let count = async || manager.get(path).await.expect(200)["data"].as_array().unwrap().len();
        let before = count().await;
        let import = dry_run(&manager, kind, text).await;
        commit(&manager, &import).await.expect(200);
        assert_eq!(count().await, before + 1, "{kind}");
        undo(&manager, &import).await.expect(200);
        assert_eq!(count().await, before, "{kind}");
    }
}
