//! Guardians of minors come with the apprentices of a file, and go with them.

use serde_json::json;

use super::{commit, dry_run, notes, rows, undo};
use crate::contracts::agreements::count_events;
use crate::harness::World;

const HEAD: &str = "Nom;Prénom;Date de naissance;Nom du représentant légal;Prénom du représentant légal;Lien;Tel responsable;Courriel du représentant légal\n";

fn of_chloe(phone: &str) -> String {
    format!(
        "{HEAD}Durand;Chloé;14/03/2009;Durand;Hélène;mère;{phone};helene@example.org\nMartin;Léo;02/01/2005;;;;;\n"
    )
}

#[actix_web::test]
async fn a_guardian_is_written_with_the_apprentice_and_removed_with_them() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let import = dry_run(&manager, "apprentices", of_chloe("06 12 34 56 78")).await;
    assert_eq!(import["rows"]["create"], 2, "{:?}", rows(&manager, &import).await);
    commit(&manager, &import).await.expect(200);
    let shown = rows(&manager, &import).await;
    let guardians = |row: usize| {
        let path = format!("/v1/apprentices/{}/guardians", shown[row]["record_id"].as_str().unwrap());
        let manager = manager.clone();
        async move { manager.get(path).await.expect(200)["data"].clone() }
    };
    let hers = guardians(0).await[0].clone();
    assert_eq!((&hers["family_name"], &hers["relation"]), (&json!("Durand"), &json!("mother")));
    assert_eq!((&hers["phone"], &hers["email"]), (&json!("+33612345678"), &json!("helene@example.org")));
    assert_eq!(guardians(1).await, json!([]));
    assert_eq!(count_events(&world, "guardian.created"), 1);

    let other = dry_run(&manager, "apprentices", of_chloe("06 99 99 99 99")).await;
    let differing = rows(&manager, &other).await;
    assert_eq!([&differing[0]["state"], &differing[1]["state"]], [&json!("differs"), &json!("unchanged")]);
    assert_eq!(differing[0]["differences"][0]["column"], "Tel responsable");

    undo(&manager, &import).await.expect(200);
    assert_eq!(manager.get("/v1/apprentices").await.expect(200)["data"], json!([]));
    assert_eq!(count_events(&world, "guardian.removed"), 1);
}

#[actix_web::test]
async fn a_guardian_half_named_is_refused_at_its_cells() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let text = format!("{HEAD}Durand;Chloé;14/03/2009;Durand;;tante;06 12;\n");
    let import = dry_run(&manager, "apprentices", text).await;
    let rows = rows(&manager, &import).await;
    let shown = notes(&rows[0]);
    let columns: Vec<_> = shown.iter().map(|note| note.0).collect();
    assert_eq!(import["rows"]["faulty"], 1);
    for column in ["Prénom du représentant légal", "Lien", "Tel responsable"] {
        assert!(columns.contains(&column), "{column}: {shown:?}");
    }
    commit(&manager, &import).await.expect(409);
}

#[actix_web::test]
async fn a_guardian_changed_since_keeps_the_import() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let import = dry_run(&manager, "apprentices", of_chloe("06 12 34 56 78")).await;
    commit(&manager, &import).await.expect(200);
    let apprentice = rows(&manager, &import).await[0]["record_id"].as_str().unwrap().to_owned();
    let hers = manager.get(format!("/v1/apprentices/{apprentice}/guardians")).await.expect(200);
    let path = format!("/v1/guardians/{}", hers["data"][0]["id"].as_str().unwrap());
    manager.change(&path, json!({ "city": "Troyes" })).await.expect(200);
    undo(&manager, &import).await.refused_with(409, "import.changed_since");
}
