//! Changes for a day to come, and what the files say since.

use std::fs;
use std::path::Path;

use chrono::TimeDelta;
use serde_json::json;

use crate::harness::World;

const CFA: &str = "/v1/cfas/cfa-jeanne-mance";
const SITE: &str = "/v1/sites/ufa-leonie-aviat";

#[actix_web::test]
async fn a_planned_change_holds_from_its_day_and_keeps_what_is_corrected_before() {
    let world = World::on("2025-07-01").await;
    let (administrator, nobody) = (world.administrator(), world.nobody());
    let later = format!("{CFA}?effective_on=2025-07-04");
    let planned = administrator.patch(later, "\"v1\"", json!({"name": "CFA Nouveau"})).await.expect(200);
    assert_eq!((&planned["state"], &planned["effective_on"]), (&json!("planned"), &json!("2025-07-04")));
    assert_eq!(nobody.get(CFA).await.expect(200)["name"], "CFA Jeanne-Mance");
    administrator.change(CFA, json!({"siret": "73282932000074"})).await.expect(200);
    let versions = administrator.get(format!("{CFA}/versions")).await.expect(200);
    let rows = versions["data"].as_array().unwrap();
    let told: Vec<_> = rows.iter().map(|row| (&row["number"], &row["state"], &row["origin"])).collect();
    assert_eq!(
        json!(told),
        json!([
            [4, "planned", "carried"],
            [3, "in_force", "change"],
            [2, "planned", "change"],
            [1, "past", "file"]
        ])
    );
    world.clock.advance(TimeDelta::days(3));
    let now = nobody.get(CFA).await.expect(200);
    assert_eq!((&now["name"], &now["siret"]), (&json!("CFA Nouveau"), &json!("73282932000074")));
    let administrator = world.administrator();
    let first = administrator.get(format!("{CFA}/versions?limit=1")).await.expect(200);
    assert_eq!((&first["data"][0]["number"], &first["data"][0]["state"]), (&json!(4), &json!("in_force")));
    let cursor = first["next_cursor"].as_str().unwrap();
    let next = administrator.get(format!("{CFA}/versions?limit=1&cursor={cursor}")).await.expect(200);
    assert_eq!(next["data"][0]["number"], 3);
}

#[actix_web::test]
async fn a_file_that_changes_replaces_what_nobody_changed_and_proposes_otherwise() {
    let world = World::on("2025-07-01").await;
    let administrator = world.administrator();
    administrator.change(SITE, json!({"phone": "03 25 11 11 11"})).await.expect(200);
    let folder = fictional_folder(|institutions| {
        let renamed = institutions.replace("CFA du Canal (fictif)", "CFA du Canal rénové");
        renamed.replace("accueil@ufa-des-lilas", "bonjour@ufa-des-lilas")
    });
    // the file of the real site is in the program: it is made to have said something else when it was first read
    world.database_says(
        "UPDATE catalogue_versions SET file_digest = 'another', content = content || '{\"phone\": \"0102030405\"}'
         WHERE code = 'ufa-leonie-aviat' AND number = 1",
    );
    let renewed = world.beside(|config| config.catalogue_dirs = vec![folder.path().into()]);
    let (administrator, nobody) = (renewed.for_person(&administrator), renewed.for_person(&world.nobody()));
    assert_eq!(nobody.get("/v1/cfas/cfa-du-canal").await.expect(200)["name"], "CFA du Canal rénové");
    assert_eq!(
        nobody.get("/v1/sites/ufa-des-lilas").await.expect(200)["email"],
        "bonjour@ufa-des-lilas.example"
    );
    assert_eq!(nobody.get(SITE).await.expect(200)["phone"], "03 25 11 11 11", "what people changed stays");
    let versions = administrator.get(format!("{SITE}/versions")).await.expect(200);
    let proposed = &versions["data"][0];
    assert_eq!(
        (&proposed["number"], &proposed["state"], &proposed["origin"]),
        (&json!(3), &json!("proposed"), &json!("file"))
    );
    assert_eq!(
        proposed["differences"][0]["sentence"],
        "Téléphone : 03.25.80.72.17 (avant : 03 25 11 11 11)."
    );
    let files = administrator.get("/v1/catalogue-files").await.expect(200);
    let sources: Vec<_> =
        files["data"].as_array().unwrap().iter().map(|one| (&one["code"], &one["source"])).collect();
    assert!(sources.contains(&(&json!("ufa-des-lilas"), &json!("folder_adds"))), "{sources:?}");
    assert!(sources.contains(&(&json!("ufa-leonie-aviat"), &json!("program"))), "{sources:?}");
    assert!(files.to_string().contains(&folder.path().display().to_string()));
    let theirs = renewed.for_person(&world.manager()).get("/v1/catalogue-files").await.expect(200);
    assert_eq!(theirs["data"][0]["folder"], serde_json::Value::Null);
    administrator.post(format!("{SITE}/versions/3/restoration"), json!({})).await.expect(200);
    assert_eq!(nobody.get(SITE).await.expect(200)["phone"], "03.25.80.72.17");
}

/// The fictional catalogue in a folder of its own, its institutions changed.
fn fictional_folder(change: impl FnOnce(String) -> String) -> tempfile::TempDir {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/fixtures/catalogue");
    let folder = tempfile::tempdir().expect("a folder");
    let programme = "programmes/cap-fleuriste-fictif.toml";
    fs::create_dir(folder.path().join("programmes")).expect("a folder");
    fs::copy(fixture.join(programme), folder.path().join(programme)).expect("a programme");
    let institutions = fs::read_to_string(fixture.join("institutions.toml")).expect("the institutions");
    fs::write(folder.path().join("institutions.toml"), change(institutions)).expect("institutions");
    folder
}
