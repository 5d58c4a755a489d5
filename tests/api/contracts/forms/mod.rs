//! The official form of a contract, as JSON and as a printed summary.

mod scopes;
mod versions;

use compagnon::contracts::agreements::model::{ContractTerms, TrainingTerms, WorkTerms};
use compagnon::schema::{contract_pay_lines, contract_terms, employers};
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, drafted};
use crate::harness::World;

#[track_caller]
fn of<'a>(form: &'a Value, section: &str, key: &str) -> &'a Value {
    let boxes = form[section].as_array().unwrap_or_else(|| panic!("no {section}"));
    boxes.iter().find(|one| one["box"] == key).unwrap_or_else(|| panic!("no {key} in {section}"))
}

/// A draft with what the form asks beyond the core.
async fn a_full_draft(world: &World) -> (crate::harness::Story, String) {
    let story = world.story();
    let path = drafted(&world.manager(), a_contract(&story)).await;
    let id: uuid::Uuid = path.rsplit('/').next().unwrap().parse().unwrap();
    let mut conn = world.database.connect();
    let practical_starts_on = Some("2025-08-27".parse().unwrap());
    let terms = ContractTerms {
        work: WorkTerms { weekly_minutes: Some(2100), ..Default::default() },
        training: TrainingTerms { practical_starts_on, ..Default::default() },
        gross_salary_cents: Some(98_951),
        retirement_fund: Some("AG2R La Mondiale".into()),
        ..Default::default()
    };
    diesel::insert_into(contract_terms::table)
        .values((contract_terms::contract_id.eq(id), contract_terms::site_id.eq(world.site()), &terms))
        .on_conflict(contract_terms::contract_id)
        .do_update()
        .set(&terms)
        .execute(&mut conn)
        .unwrap();
    diesel::delete(contract_pay_lines::table.filter(contract_pay_lines::contract_id.eq(id)))
        .execute(&mut conn)
        .unwrap();
    diesel::insert_into(contract_pay_lines::table)
        .values((
            contract_pay_lines::contract_id.eq(id),
            contract_pay_lines::site_id.eq(world.site()),
            contract_pay_lines::year.eq(1i16),
            contract_pay_lines::line.eq(1i16),
            contract_pay_lines::from_on.eq("2025-08-25".parse::<chrono::NaiveDate>().unwrap()),
            contract_pay_lines::to_on.eq("2026-08-24".parse::<chrono::NaiveDate>().unwrap()),
            contract_pay_lines::percent_hundredths.eq(4350),
            contract_pay_lines::base.eq("smic"),
        ))
        .execute(&mut conn)
        .unwrap();
    (story, path)
}

#[actix_web::test]
async fn the_form_has_every_section_and_says_what_its_codes_mean() {
    let world = World::on("2025-07-15").await;
    let (_, path) = a_full_draft(&world).await;
    let form = world.manager().get(format!("{path}/form")).await.expect(200);
    for section in
        ["employeur", "apprenti", "maitre_1", "maitre_2", "contrat", "remuneration", "formation", "depot"]
    {
        assert!(!form[section].as_array().unwrap().is_empty(), "{section}");
    }
    for (section, key, value) in [
        ("employeur", "siret", json!("73282932000074")),
        ("apprenti", "nom_naissance", json!("Durand")),
        ("apprenti", "nir_communique", json!("false")),
        ("maitre_1", "nom", json!("Lovelace")),
        ("maitre_2", "nom", Value::Null),
        ("contrat", "type", json!("11")),
        ("contrat", "date_debut", json!("2025-08-25")),
        ("contrat", "date_debut_pratique", json!("2025-08-27")),
        ("contrat", "duree_hebdomadaire", json!("2100")),
        ("remuneration", "annee_1_1_pourcentage", json!("4350")),
        ("remuneration", "annee_1_1_base", json!("SMIC")),
        ("formation", "rncp", json!("RNCP38362")),
        ("formation", "cfa_denomination", json!("CFA Jeanne-Mance")),
        ("formation", "lieu_denomination", json!("UFA Léonie-Aviat")),
        ("formation", "lieu_code_postal", json!("10000")),
        ("depot", "numero_depot", Value::Null),
    ] {
        assert_eq!(of(&form, section, key)["value"], value, "{section}/{key}");
    }
    let meaning = of(&form, "contrat", "type")["code_label"].as_str().unwrap().to_owned();
    assert!(meaning.contains("remier contrat"), "{meaning}");
    let keys: Vec<String> =
        form["apprenti"].as_array().unwrap().iter().map(|one| one["box"].to_string()).collect();
    assert_eq!(keys.iter().filter(|key| key.contains("nir")).count(), 1);
}

#[actix_web::test]
async fn the_form_is_read_by_the_parties_and_the_office_only() {
    let world = World::on("2025-07-15").await;
    let (story, path) = a_full_draft(&world).await;
    let file = format!("/v1/apprentices/{}", story.apprentice);
    world.manager().change(file, json!({ "disabled_worker": true })).await.expect(200);
    let outsiders = [world.trainer(), world.tutor(&story.tutor())];
    for address in [format!("{path}/form"), format!("{path}/form.pdf")] {
        for other in &outsiders {
            other.get(&address).await.refused_with(403, "forbidden");
        }
        world.other_manager().get(&address).await.refused_with(404, "contract.not_found");
    }
    for reader in [world.manager(), world.student(&story.apprentice())] {
        let form = reader.get(format!("{path}/form")).await.expect(200);
        assert_eq!(of(&form, "apprenti", "rqth")["value"], "true");
    }
}

#[actix_web::test]
async fn the_summary_is_a_pdf_with_its_accents_and_its_pages() {
    let world = World::on("2025-07-15").await;
    let (_, path) = a_full_draft(&world).await;
    let answer =
        world.manager().request(reqwest::Method::GET, format!("{path}/form.pdf")).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(answer.headers()["content-type"], "application/pdf");
    let bytes = answer.bytes().await.unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    let text = pdf_extract::extract_text_from_mem(&bytes).unwrap();
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        "Contrat d’apprentissage de Chloé Durand",
        "UFA Léonie-Aviat",
        "CFA Jeanne-Mance",
        "La rémunération",
        "du 25/08/2025 au 24/08/2026 : 43,50 % du SMIC",
        "Projet",
        "15/07/2025",
        "Page 1 / 1",
    ] {
        assert!(flat.contains(expected), "{expected} is not in {flat}");
    }
}

#[actix_web::test]
async fn a_name_that_looks_like_markup_is_printed_as_it_is() {
    let world = World::on("2025-07-15").await;
    let (story, path) = a_full_draft(&world).await;
    let name = "*gras* #panic(\"x\") $1/2$ <a> [b] \\ @c";
    diesel::update(employers::table.find(story.employer))
        .set(employers::name.eq(name))
        .execute(&mut world.database.connect())
        .unwrap();
    let answer =
        world.manager().request(reqwest::Method::GET, format!("{path}/form.pdf")).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    let text = pdf_extract::extract_text_from_mem(&answer.bytes().await.unwrap()).unwrap();
    assert!(text.contains("*gras* #panic(\"x\") $1/2$ <a> [b]"), "{text}");
}

#[actix_web::test]
async fn a_changed_contract_changes_its_form() {
    let world = World::on("2025-07-15").await;
    let (_, path) = a_full_draft(&world).await;
    let manager = world.manager();
    let later = json!({ "starts_on": "2025-09-01", "training": { "practical_starts_on": "2025-09-01" }, "pay": { "lines": [] } });
    manager.change(&path, later).await.expect(200);
    let form = manager.get(format!("{path}/form")).await.expect(200);
    assert_eq!(of(&form, "contrat", "date_debut")["value"], "2025-09-01");
}
