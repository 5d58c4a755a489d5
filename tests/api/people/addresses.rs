//! Addresses in France and abroad, and the employer abroad who has no SIRET.

use serde_json::{Value, json};

use super::employers::a_bookshop;
use crate::contracts::agreements::{a_contract, drafted, with};
use crate::exchange::imports::{dry_run, rows};
use crate::harness::{Person, World, id_of};

const NOT_OF_THE_COUNTRY: &[(&str, &str)] = &[("/postal_code", "postal_code.shape")];

fn born(country: Option<&str>, postal_code: &str) -> Value {
    let mut file = json!({"family_name": "Durand", "given_name": "Chloé", "born_on": "2006-03-14",
        "postal_code": postal_code, "confirmed_namesake": true});
    if let Some(country) = country {
        file["country"] = json!(country);
    }
    file
}

#[actix_web::test]
async fn a_postal_code_is_judged_by_its_country() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    for (country, code, kept) in [
        (None, "10 000", ("FR", "10000")),
        (Some("BE"), "7500", ("BE", "7500")),
        (Some("lu"), "L-4001", ("LU", "L-4001")),
        (Some("Suisse"), "1211", ("CH", "1211")),
        (Some("RE"), "97400", ("FR", "97400")),
    ] {
        let file = manager.post("/v1/apprentices", born(country, code)).await.expect(201);
        assert_eq!((&file["country"], &file["postal_code"]), (&json!(kept.0), &json!(kept.1)), "{code}");
    }
    let refused = manager.post("/v1/apprentices", born(None, "7500")).await.faults(NOT_OF_THE_COUNTRY);
    let told = refused["errors"][0]["message"].as_str().unwrap();
    assert!(told.contains("7500") && told.contains("`country`") && told.contains("BE"), "{told}");
    manager.post("/v1/apprentices", born(Some("BE"), "75000")).await.faults(NOT_OF_THE_COUNTRY);
    let unknown = manager.post("/v1/apprentices", born(Some("Belgiqeu"), "7500")).await;
    unknown.faults(&[("/country", "country.unknown")]);
}

/// A record moves abroad, cannot keep its country and lose its postal code's sense, and comes back.
async fn moves(manager: &Person, path: &str) {
    manager.change(path, json!({"postal_code": "7500"})).await.faults(NOT_OF_THE_COUNTRY);
    let there = manager.change(path, json!({"postal_code": "7500", "country": "BE"})).await.expect(200);
    assert_eq!((&there["country"], &there["postal_code"]), (&json!("BE"), &json!("7500")));
    manager.change(path, json!({"country": null})).await.faults(NOT_OF_THE_COUNTRY);
    let back = manager.change(path, json!({"postal_code": "10000", "country": null})).await.expect(200);
    assert_eq!(back["country"], "FR");
}

#[actix_web::test]
async fn whoever_has_an_address_may_move_abroad_and_back() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let apprentice = id_of(&manager.post("/v1/apprentices", born(None, "10000")).await.expect(201));
    let guardian = json!({"family_name": "Durand", "given_name": "Hélène", "relation": "mother"});
    let guardians = format!("/v1/apprentices/{apprentice}/guardians");
    let mut elsewhere = guardian.clone();
    elsewhere["postal_code"] = json!("L-4001");
    manager.post(&guardians, elsewhere).await.faults(NOT_OF_THE_COUNTRY);
    let guardian = id_of(&manager.post(&guardians, guardian).await.expect(201));
    let employer = id_of(&manager.post("/v1/employers", a_bookshop()).await.expect(201));
    for path in [
        format!("/v1/apprentices/{apprentice}"),
        format!("/v1/guardians/{guardian}"),
        format!("/v1/employers/{employer}"),
    ] {
        moves(&manager, &path).await;
    }
}

#[actix_web::test]
async fn only_an_employer_abroad_does_without_a_siret() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let mut printer = json!({"name": "Imprimerie du Hainaut", "postal_code": "7500", "city": "Tournai"});
    let told = manager.post("/v1/employers", printer.clone()).await;
    told.faults(&[("/postal_code", "postal_code.shape"), ("/siret", "employer.siret_required")]);
    printer["country"] = json!("BE");
    let printer = manager.post("/v1/employers", printer).await.expect(201);
    assert_eq!((&printer["siret"], &printer["country"]), (&Value::Null, &json!("BE")));
    manager.post("/v1/employers", json!({"name": "Une autre", "country": "BE"})).await.expect(201);
}

#[actix_web::test]
async fn a_contract_with_an_employer_abroad_says_what_is_not_checked() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    let cross_border = async |path: &str| {
        let ready = manager.get(format!("{path}/readiness")).await.expect(200);
        ready.to_string().contains("contract.cross_border")
    };
    assert!(!cross_border(&path).await);
    let employer = format!("/v1/employers/{}", story.employer);
    let abroad = json!({"country": "BE", "postal_code": "7500", "siret": null, "city": "Tournai"});
    manager.change(&employer, abroad).await.expect(200);
    assert!(cross_border(&path).await);
    let form = manager.get(format!("{path}/form")).await.expect(200);
    let country = form["employeur"].as_array().unwrap().iter().find(|one| one["box"] == "pays").unwrap();
    assert_eq!((&country["value"], &country["code_label"]), (&json!("BE"), &json!("Belgique")));
    assert!(
        form["apprenti"].as_array().unwrap().iter().all(|one| one["box"] != "pays"),
        "France is left out"
    );
}

#[actix_web::test]
async fn a_place_of_work_has_its_country() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let at = |country: Value, code: &str| {
        let place = json!({"name": "Atelier", "postal_code": code, "city": "Kehl", "country": country});
        with(a_contract(&story), json!({"work": {"place": place}}))
    };
    let refused = manager.post("/v1/contracts", at(Value::Null, "7500")).await;
    refused.faults(&[("/work/place/postal_code", "postal_code.shape")]);
    let path = drafted(&manager, at(json!("DE"), "77694")).await;
    let place = manager.get(&path).await.expect(200)["work"]["place"].clone();
    assert_eq!((&place["country"], &place["postal_code"]), (&json!("DE"), &json!("77694")));
}

#[actix_web::test]
async fn a_file_says_the_country_of_its_addresses() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let file = "SIRET;Dénomination;Code postal;Ville;Pays\n\
        ;Imprimerie du Hainaut;7500;Tournai;Belgique\n\
        73282932000074;Librairie;7500;Troyes;\n\
        ;Sans pays;10000;Troyes;\n\
        98222438800016;Cave;L-4001;Esch;FR\n";
    let import = dry_run(&manager, "employers", file).await;
    let rows = rows(&manager, &import).await;
    let codes = |row: &Value| -> Vec<String> {
        let notes = row["notes"].as_array().unwrap().iter();
        notes.map(|note| note["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(rows[0]["state"], "create", "{}", rows[0]);
    assert_eq!(codes(&rows[1]), ["cell.zero_lost"]);
    assert_eq!(codes(&rows[2]), ["employer.siret_required"]);
    assert_eq!(codes(&rows[3]), ["postal_code.shape"]);
}
