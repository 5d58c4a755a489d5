//! People with a single name, and the given name people are called by.

use serde_json::{Value, json};

use super::employers::a_bookshop;
use crate::exchange::imports::{commit, dry_run, rows};
use crate::harness::{Person, World, id_of};

const MISSING: &[(&str, &str)] = &[("/given_name", "person.given_name_missing")];
const TOO_MANY: &[(&str, &str)] = &[("/single_name", "person.single_name_with_given_name")];

/// A person is refused without a given name, accepted when a single name is said, and may get a given name later.
async fn may_have_one_name(manager: &Person, list: &str, one: &str, person: Value) -> String {
    let with = |fields: Value| {
        let mut body = person.clone();
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        body
    };
    let told = manager.post(list, person.clone()).await.faults(MISSING);
    assert!(told["errors"][0]["message"].as_str().unwrap().contains("single_name"), "{told}");
    manager.post(list, with(json!({"given_name": "  "}))).await.faults(MISSING);
    manager.post(list, with(json!({"given_name": "Ana", "single_name": true}))).await.faults(TOO_MANY);
    let written = manager.post(list, with(json!({"single_name": true}))).await.expect(201);
    assert_eq!((&written["given_name"], &written["single_name"]), (&json!(""), &json!(true)));
    let path = format!("{one}/{}", id_of(&written));
    manager.change(&path, json!({"given_name": "Ana"})).await.faults(TOO_MANY);
    let named = manager.change(&path, json!({"given_name": "Ana", "single_name": false})).await.expect(200);
    assert_eq!((&named["given_name"], &named["single_name"]), (&json!("Ana"), &json!(false)));
    manager.change(&path, json!({"given_name": null})).await.faults(MISSING);
    manager.change(&path, json!({"given_name": null, "single_name": true})).await.expect(200);
    path
}

#[actix_web::test]
async fn whoever_has_a_single_name_is_recorded_with_it() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let person = json!({"family_name": "Suharto", "born_on": "2008-09-01"});
    let path = may_have_one_name(&manager, "/v1/apprentices", "/v1/apprentices", person).await;
    let guardian = json!({"family_name": "Sukarno", "relation": "father"});
    may_have_one_name(&manager, &format!("{path}/guardians"), "/v1/guardians", guardian).await;
    let employer = id_of(&manager.post("/v1/employers", a_bookshop()).await.expect(201));
    let tutor = json!({"family_name": "Thant", "employer_id": employer});
    may_have_one_name(&manager, "/v1/tutors", "/v1/tutors", tutor).await;
    let found = manager.get("/v1/apprentices?q=suharto").await.expect(200);
    assert_eq!(
        (&found["data"][0]["given_name"], &found["data"][0]["single_name"]),
        (&json!(""), &json!(true))
    );
    let again = json!({"family_name": "SUHARTO", "single_name": true, "born_on": "2008-09-01"});
    manager.post("/v1/apprentices", again).await.refused_with(409, "apprentice.looks_like_another");
}

#[actix_web::test]
async fn a_single_name_is_written_alone_wherever_people_read_it() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let (apprentice, tutor) =
        (format!("/v1/apprentices/{}", story.apprentice), format!("/v1/tutors/{}", story.tutor));
    for (path, name) in [(&apprentice, "Suharto"), (&tutor, "Thant")] {
        let single = json!({"family_name": name, "given_name": null, "single_name": true});
        manager.change(path, single).await.expect(200);
    }
    let contract = crate::contracts::agreements::a_contract(&story);
    let path = crate::contracts::agreements::drafted(&manager, contract).await;
    let form = manager.get(format!("{path}/form")).await.expect(200);
    for (section, key, value) in [
        ("apprenti", "nom_naissance", json!("Suharto")),
        ("apprenti", "prenom", Value::Null),
        ("maitre_1", "nom", json!("Thant")),
        ("maitre_1", "prenom", Value::Null),
    ] {
        let found = form[section].as_array().unwrap().iter().find(|one| one["box"] == key).unwrap();
        assert_eq!(found["value"], value, "{section}/{key}");
    }
}

#[actix_web::test]
async fn a_usual_given_name_is_shown_beside_the_civil_one() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let sasha = json!({"family_name": "Durand", "given_name": "Alexandra", "usual_given_name": "Sasha",
        "born_on": "2006-03-14"});
    let file = manager.post("/v1/apprentices", sasha).await.expect(201);
    assert_eq!(
        (&file["given_name"], &file["usual_given_name"], &file["single_name"]),
        (&json!("Alexandra"), &json!("Sasha"), &json!(false))
    );
    for query in ["sasha", "alexandra"] {
        let found = manager.get(format!("/v1/apprentices?q={query}")).await.expect(200);
        assert_eq!(found["data"][0]["usual_given_name"], "Sasha", "{query}");
    }
    let cohort = world.seed_cohort("2025-06-02", "2027-08-24");
    world.seed_enrolment(compagnon::ids::ApprenticeId(id_of(&file).parse().unwrap()), cohort);
    let there =
        manager.get(format!("/v1/sites/{}/whereabouts?on=2025-07-01", world.site())).await.expect(200);
    assert_eq!(there["data"][0]["given_name"], "Sasha", "{there}");
}

#[actix_web::test]
async fn a_file_says_who_has_a_single_name() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let file = "Nom;Prénom;Date de naissance;Nom unique;Prénom d'usage\n\
        Suharto;;01/09/2006;oui;\n\
        Thant;;01/09/2006;;\n\
        Durand;Alexandra;14/03/2006;non;Sasha\n";
    let import = dry_run(&manager, "apprentices", file).await;
    let shown = rows(&manager, &import).await;
    let states: Vec<&str> = shown.iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["create", "faulty", "create"], "{shown:#?}");
    assert_eq!(shown[1]["notes"][0]["code"], "person.given_name_missing");
    let good = file.replace("Thant;;01/09/2006;;\n", "");
    let import = dry_run(&manager, "apprentices", good).await;
    commit(&manager, &import).await.expect(200);
    let found = manager.get("/v1/apprentices?q=suharto").await.expect(200);
    assert_eq!(found["data"][0]["single_name"], json!(true));
}
