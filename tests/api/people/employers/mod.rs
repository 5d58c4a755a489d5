//! Employers and company tutors.

mod with_tutors;

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, signed, with};
use crate::follow_up::visits::a_signed_story;
use crate::harness::{World, assert_same, id_of};
use crate::people::referents::account_of;

pub fn a_bookshop() -> Value {
    json!({ "siret": "732 829 320 00074", "name": "Librairie des Échevins", "naf": "47.61Z", "idcc": "3013",
            "opco": "opcommerce", "postal_code": "10000", "city": "Troyes", "phone": "03 25 80 72 17" })
}

#[actix_web::test]
async fn an_employer_is_created_read_changed_and_found_whatever_the_accents() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let created = manager.post("/v1/employers", a_bookshop()).await;
    assert_eq!(created.header("etag"), Some("\"v1\""));
    let location = created.header("location").unwrap().to_owned();
    let employer = created.expect(201);
    assert_eq!((&employer["siret"], &employer["naf"]), (&json!("73282932000074"), &json!("4761Z")));
    assert_eq!(manager.get(&location).await.expect(200), employer);

    let changed = manager.change(&location, json!({"name": "Librairie du Beffroi", "phone": null})).await;
    assert_eq!(changed.etag(), "\"v2\"");
    let changed = changed.expect(200);
    assert_eq!((&changed["name"], &changed["phone"]), (&json!("Librairie du Beffroi"), &Value::Null));

    for query in ["beffroi", "BÉFFROI", "lib bef", "beffroi%20librairie"] {
        let found = manager.get(format!("/v1/employers?q={query}")).await.expect(200);
        assert_eq!(found["data"][0]["id"], employer["id"], "{query}");
    }
    assert_eq!(manager.get("/v1/employers?q=%25%25").await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn everything_wrong_with_an_employer_is_told_at_once() {
    let world = World::on("2025-07-01").await;
    let wrong = json!({ "siret": "73282932000079", "name": "", "naf": "471D", "opco": "atlantis", "siren": "1",
                        "headcount": "many", "city": "Tro\u{0}yes", "email": "nobody" });
    let problem = world.manager().post("/v1/employers", wrong).await.faults(&[
        ("/city", "control_character"),
        ("/email", "email.shape"),
        ("/headcount", "type"),
        ("/naf", "naf.shape"),
        ("/name", "too_short"),
        ("/opco", "enum"),
        ("/siren", "unknown_field"),
        ("/siret", "siret.checksum"),
    ]);
    assert_eq!(problem["title"], "Données à corriger");
}

#[actix_web::test]
async fn two_employers_of_a_site_cannot_share_a_siret() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let first = manager.post("/v1/employers", a_bookshop()).await.expect(201);
    let path = format!("/v1/employers/{}", first["id"].as_str().unwrap());
    let whose = |problem: &Value| problem["errors"][0].clone();
    let again = manager.post("/v1/employers", a_bookshop()).await.refused_with(409, "employer.siret_taken");
    assert_eq!(whose(&again)["pointer"], "/siret");
    let told = whose(&again)["message"].as_str().unwrap().to_owned();
    assert!(told.contains(&path) && told.contains(first["name"].as_str().unwrap()), "{told}");
    let other = with(a_bookshop(), json!({ "siret": "35600000000048" }));
    let other = manager.post("/v1/employers", other).await.expect(201);
    let taken = json!({ "siret": first["siret"] });
    let moved = manager.change(format!("/v1/employers/{}", id_of(&other)), taken).await;
    assert_eq!(whose(&moved.refused_with(409, "employer.siret_taken")), whose(&again));
    manager.change(&path, json!({ "siret": first["siret"] })).await.expect(200);
}

#[actix_web::test]
async fn a_change_names_the_version_it_was_decided_on() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let id = id_of(&manager.post("/v1/employers", a_bookshop()).await.expect(201));
    let path = format!("/v1/employers/{id}");
    let unsaid = manager.request(reqwest::Method::PATCH, &path).json(&json!({"name": "X"}));
    manager.send(unsaid).await.refused_with(428, "precondition.required");
    manager.patch(&path, "\"v1\"", json!({"name": "Premier"})).await.expect(200);
    manager.patch(&path, "\"v1\"", json!({"name": "Second"})).await.refused_with(412, "precondition.stale");
    manager.patch(&path, "v2", json!({"name": "Second"})).await.refused_with(400, "precondition.unreadable");
    manager.change(&path, json!({"siret": null})).await.faults(&[("/siret", "employer.siret_required")]);
    assert_eq!(manager.get(&path).await.expect(200)["name"], "Premier");
}

#[actix_web::test]
async fn another_sites_employer_looks_absent() {
    let world = World::on("2025-07-01").await;
    let id = id_of(&world.manager().post("/v1/employers", a_bookshop()).await.expect(201));
    let stranger = world.other_manager();
    let hidden = stranger.get(format!("/v1/employers/{id}")).await.refused_with(404, "employer.not_found");
    let absent = stranger.get("/v1/employers/019a0000-0000-7000-8000-000000000000").await;
    assert_eq!(hidden["detail"], absent.refused_with(404, "employer.not_found")["detail"]);
    assert_eq!(stranger.get("/v1/employers").await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn a_repeated_creation_under_one_key_has_one_effect() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let first = manager.post_with_key("/v1/employers", "a-double-click", a_bookshop()).await;
    let second = manager.post_with_key("/v1/employers", "a-double-click", a_bookshop()).await;
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!(second.etag(), first.etag());
    assert_eq!(first.expect(201), second.expect(201));
    let mut other = a_bookshop();
    other["name"] = json!("Autre");
    let reused = manager.post_with_key("/v1/employers", "a-double-click", other).await;
    reused.refused_with(422, "idempotency_key.reused");
}

#[actix_web::test]
async fn a_tutor_is_an_adult_employed_by_a_known_employer() {
    let world = World::on("2026-11-23").await;
    let manager = world.manager();
    let employer = id_of(&manager.post("/v1/employers", a_bookshop()).await.expect(201));
    let ada = |born_on: &str, employer: &str| json!({ "employer_id": employer, "family_name": "Lovelace", "given_name": "Ada", "born_on": born_on });
    let minor = manager.post("/v1/tutors", ada("2008-11-24", &employer)).await;
    minor.faults(&[("/born_on", "tutor.not_adult")]);
    let unknown = manager.post("/v1/tutors", ada("1985-12-10", "019a0000-0000-7000-8000-000000000000")).await;
    unknown.faults(&[("/employer_id", "employer.unknown")]);
    let impossible = manager.post("/v1/tutors", ada("1985-02-30", &employer)).await;
    impossible.faults(&[("/born_on", "date")]);
    let tutor = manager.post("/v1/tutors", ada("1985-12-10", &employer)).await.expect(201);

    let herself = world.tutor(&tutor);
    assert_eq!(herself.get("/v1/tutors").await.expect(200)["data"].as_array().unwrap().len(), 1);
    assert_eq!(herself.get(format!("/v1/employers/{employer}")).await.expect(200)["id"], json!(employer));
    herself.post("/v1/tutors", json!({})).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn an_employer_and_a_tutor_hold_what_the_official_form_asks() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let mut school = a_bookshop();
    school["kind_code"] = json!("26");
    school["specific_code"] = json!("0");
    school["public_unemployment_scheme"] = json!(true);
    let school = manager.post("/v1/employers", school).await.expect(201);
    assert_eq!(
        (&school["specific_code"], &school["public_unemployment_scheme"]),
        (&json!("0"), &json!(true))
    );
    let path = format!("/v1/employers/{}", id_of(&school));
    let private = manager.change(&path, json!({"kind_code": "12"})).await;
    private.faults(&[("/public_unemployment_scheme", "employer.unemployment_scheme_private")]);
    let private = json!({"kind_code": "12", "public_unemployment_scheme": null});
    let private = manager.change(&path, private).await.expect(200);
    assert_eq!(private["public_unemployment_scheme"], Value::Null);

    let unknown = manager.change(&path, json!({"kind_code": "31", "specific_code": "5"})).await;
    unknown.faults(&[("/kind_code", "reference.unknown_code"), ("/specific_code", "reference.unknown_code")]);
    let wrong = json!({ "employer_id": id_of(&school), "family_name": "Lovelace", "given_name": "Ada",
                        "diploma_level": 2 });
    let wrong = manager.post("/v1/tutors", wrong).await;
    wrong.faults(&[("/diploma_level", "reference.unknown_code")]);
    let ada = json!({ "employer_id": id_of(&school), "family_name": "Lovelace", "given_name": "Ada",
                      "diploma_title": "Licence de mathématiques", "diploma_level": 6 });
    let ada = manager.post("/v1/tutors", ada).await.expect(201);
    assert_eq!(ada["diploma_title"], "Licence de mathématiques");
    let path = format!("/v1/tutors/{}", id_of(&ada));
    let cleared = manager.change(&path, json!({"diploma_title": null})).await.expect(200);
    assert_eq!((&cleared["diploma_title"], &cleared["diploma_level"]), (&Value::Null, &json!(6)));
}

#[actix_web::test]
async fn a_tutor_stays_with_the_employer_of_the_contracts_they_follow() {
    let (world, story, _) = a_signed_story("2026-02-01").await;
    let manager = world.manager();
    let tutor = format!("/v1/tutors/{}", story.tutor);
    let elsewhere = json!({ "employer_id": world.seed_employer("35600000000048") });
    let stays = manager.change(&tutor, elsewhere.clone()).await;
    let stays = stays.refused_with(409, "tutor.follows_contracts");
    assert!(stays["detail"].as_str().unwrap().contains("1 contrat"), "{stays}");
    manager.change(&tutor, json!({ "phone": "01 02 03 04 05" })).await.expect(200);
    world.clock.advance_days(700);
    let moved = world.manager().change(&tutor, elsewhere.clone()).await.expect(200);
    assert_eq!(moved["employer_id"], elsewhere["employer_id"]);
}

#[actix_web::test]
async fn a_request_repeated_while_the_first_one_runs_is_told_so() {
    use diesel::connection::SimpleConnection;
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let account = account_of(&manager).await;
    let mut first = world.database.connect();
    first
        .batch_execute(&format!(
            "BEGIN; INSERT INTO idempotency_keys (principal, key, route, body_hash, expires_at)
             VALUES ('{account}', 'a-double-click', 'POST /v1/employers', 'x', now() + interval '1 day')"
        ))
        .unwrap();
    let second = manager.post_with_key("/v1/employers", "a-double-click", a_bookshop()).await;
    second.refused_with(409, "idempotency_key.running");
    first.batch_execute("ROLLBACK").unwrap();
    manager.post_with_key("/v1/employers", "a-double-click", a_bookshop()).await.expect(201);
}

#[actix_web::test]
async fn two_records_of_one_company_then_of_one_tutor_become_one_and_may_be_two_again() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    signed(&manager, a_contract(&story), "2025-07-15").await;
    let mistyped = with(a_bookshop(), json!({ "siret": "55208131766522" }));
    let kept = manager.post("/v1/employers", mistyped).await.expect(201);
    let before = world.contents();
    let merges = format!("/v1/employers/{}/merges", id_of(&kept));
    let told =
        manager.post(format!("{merges}/preview"), json!({ "other_id": story.employer })).await.expect(200);
    assert_same(&world.contents(), &before, "a preview changes nothing");
    for field in told["fields"].as_array().unwrap() {
        assert!(kept.get(field["field"].as_str().unwrap()).is_some(), "nobody reads it elsewhere: {field}");
    }
    let open = told["fields"].as_array().unwrap().iter().filter(|field| field["choice_needed"] == true);
    let choices: Vec<Value> = open.map(|field| json!({ "field": field["field"], "side": "other" })).collect();
    let body = json!({ "other_id": story.employer, "choices": choices, "reason": "Le même SIRET" });
    let reply = manager.post(&merges, body).await;
    let companies = reply.header("location").unwrap().to_owned();
    reply.expect(201);
    let one = manager.get(format!("/v1/employers/{}", id_of(&kept))).await.expect(200);
    assert_eq!(one["siret"], "73282932000074");
    manager.get(format!("/v1/employers/{}", story.employer)).await.refused_with(404, "employer.not_found");

    let heir = world.seed_tutor(id_of(&kept).parse().unwrap(), "Lovelace", "Ada");
    let two = world.contents();
    let merges = format!("/v1/tutors/{heir}/merges");
    let body = json!({ "other_id": story.tutor, "choices": [], "reason": "Saisie deux fois" });
    let reply = manager.post(&merges, body).await;
    let tutors = reply.header("location").unwrap().to_owned();
    reply.expect(201);
    let followed = manager.get(format!("/v1/contracts?tutor={heir}")).await.expect(200);
    assert_eq!(followed["data"].as_array().unwrap().len(), 1);
    manager.post(format!("{tutors}/restoration"), json!({})).await.expect(200);
    assert_same(&world.contents(), &two, "two tutors again");
    world.database_says(&format!("DELETE FROM tutors WHERE id = '{heir}'"));
    manager.post(format!("{companies}/restoration"), json!({})).await.expect(200);
    assert_same(&world.contents(), &before, "two companies again");

    let elsewhere = world.seed_tutor(id_of(&kept).parse().unwrap(), "Lovelace", "Ada");
    let apart = json!({ "other_id": story.tutor });
    let refused = manager.post(format!("/v1/tutors/{elsewhere}/merges/preview"), apart).await;
    refused.refused_with(409, "merge.other_employer");
}
