//! Files of apprentices: created, read, changed, refused.

use compagnon::schema::apprentices;
use diesel::prelude::*;
use serde_json::{Value, json};

use super::{ABSENT, chloe};
use crate::harness::{World, id_of};

#[actix_web::test]
async fn an_apprentice_is_created_read_and_changed() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let created = manager.post("/v1/apprentices", chloe()).await;
    assert_eq!(created.etag(), "\"v1\"");
    let location = created.header("location").unwrap().to_owned();
    let file = created.expect(201);
    assert_eq!((&file["ine"], &file["phone"]), (&json!("123456789AB"), &json!("+33612345678")));
    assert_eq!(file["email"], "chloe.durand@example.org");
    assert_eq!((&file["minor"], &file["guardians_missing"]), (&json!(false), &json!(false)));
    assert_eq!((&file["enrolments"], &file["emancipated"]), (&json!([]), &json!(false)));
    assert!(file.get("confirmed_namesake").is_none());
    assert_eq!(
        (&file["last_diploma_prepared_code"], &file["social_regime_code"]),
        (&json!("42"), &json!("2"))
    );
    for untold in ["high_level_athlete", "business_project", "nir_given"] {
        assert_eq!(file[untold], false, "{untold}");
    }
    assert_eq!(manager.get(&location).await.expect(200), file);

    let athlete = json!({"high_level_athlete": true, "business_project": true, "nir_given": true});
    let athlete = manager.change(&location, athlete).await.expect(200);
    for text in ["high_level_athlete", "business_project", "nir_given"] {
        assert_eq!(athlete[text], true, "{text}");
    }

    let body = json!({"usage_name": "Martin", "phone": null, "emancipated": true});
    let changed = manager.change(&location, body).await;
    assert_eq!(changed.etag(), "\"v3\"");
    let changed = changed.expect(200);
    assert_eq!((&changed["usage_name"], &changed["phone"]), (&json!("Martin"), &Value::Null));
    assert_eq!(changed["emancipated"], true);
    let cleared = manager.change(&location, json!({"emancipated": null, "ine": null})).await.expect(200);
    assert_eq!((&cleared["emancipated"], cleared.get("ine")), (&json!(false), None));
    for name in ["martin", "durand", "CHLOE"] {
        let found = manager.get(format!("/v1/apprentices?q={name}")).await.expect(200);
        assert_eq!(found["data"][0]["id"], file["id"], "{name}");
    }
}

#[actix_web::test]
async fn everything_wrong_with_a_file_is_told_at_once() {
    let world = World::on("2025-06-02").await;
    let wrong = json!({ "family_name": " ", "given_name": 3, "born_on": "2006-02-30", "sex": "X", "nationality_code": "F",
                        "birth_department": "Aub", "email": "nobody", "phone": "12", "postal_code": "1",
                        "ine": "12345", "previous_situation_code": "x", "last_class_code": "5",
                        "previous_diploma_code": "BT", "emancipated": "no", "nir": "206031038700123" });
    world.manager().post("/v1/apprentices", wrong).await.faults(&[
        ("/birth_department", "pattern"),
        ("/born_on", "date"),
        ("/email", "email.shape"),
        ("/emancipated", "type"),
        ("/family_name", "name.blank"),
        ("/given_name", "type"),
        ("/ine", "ine.shape"),
        ("/last_class_code", "pattern"),
        ("/nationality_code", "pattern"),
        ("/nir", "unknown_field"),
        ("/phone", "phone.shape"),
        ("/postal_code", "postal_code.shape"),
        ("/previous_diploma_code", "pattern"),
        ("/previous_situation_code", "pattern"),
        ("/sex", "enum"),
    ]);
}

#[actix_web::test]
async fn a_code_the_official_form_does_not_know_is_refused_with_what_would_do() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let unknown = json!({ "nationality_code": "9", "birth_department": "96", "social_regime_code": "3",
                          "previous_situation_code": "13", "last_class_code": "50",
                          "last_diploma_prepared_code": "14", "previous_diploma_code": "14" });
    let mut file = chloe();
    file.as_object_mut().unwrap().extend(unknown.as_object().unwrap().clone());
    let pointers: Vec<String> =
        unknown.as_object().unwrap().keys().map(|field| format!("/{field}")).collect();
    let expected: Vec<_> = pointers.iter().map(|at| (at.as_str(), "reference.unknown_code")).collect();
    let problem = manager.post("/v1/apprentices", file).await.faults(&expected);
    assert!(problem["errors"][0]["message"].as_str().unwrap().contains(" (1), "), "{problem}");

    let id = id_of(&manager.post("/v1/apprentices", chloe()).await.expect(201));
    let path = format!("/v1/apprentices/{id}");
    let change = manager.change(&path, json!({"last_class_code": "50", "born_on": "2025-01-01"})).await;
    change.faults(&[("/last_class_code", "reference.unknown_code"), ("/born_on", "apprentice.age_unlikely")]);
    let mut conn = world.database.connect();
    diesel::update(apprentices::table)
        .set(apprentices::previous_diploma_code.eq(Some("14")))
        .execute(&mut conn)
        .expect("a code of another time");
    manager.change(&path, json!({"city": "Reims"})).await.expect(200);
}

#[actix_web::test]
async fn a_birth_date_is_past_and_likely_whenever_it_is_written() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let born = |on: &str| json!({"family_name": "Durand", "given_name": "Chloé", "born_on": on});
    for (on, code) in [
        ("2025-06-02", "apprentice.not_born_yet"),
        ("2011-06-03", "apprentice.age_unlikely"),
        ("1954-06-02", "apprentice.age_unlikely"),
    ] {
        manager.post("/v1/apprentices", born(on)).await.faults(&[("/born_on", code)]);
    }
    let id = id_of(&manager.post("/v1/apprentices", born("2011-06-02")).await.expect(201));
    let path = format!("/v1/apprentices/{id}");
    let slip = manager.change(&path, json!({"born_on": "2016-06-02"})).await;
    slip.faults(&[("/born_on", "apprentice.age_unlikely")]);
}

#[actix_web::test]
async fn the_same_person_is_not_entered_twice_unless_they_are_namesakes() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let first = id_of(&manager.post("/v1/apprentices", chloe()).await.expect(201));
    let mut again = json!({"family_name": "DURAND", "given_name": "Chloe", "born_on": "2006-03-14", "usage_name": "Martin"});
    let refused = manager.post("/v1/apprentices", again.clone()).await;
    let refused = refused.refused_with(409, "apprentice.looks_like_another");
    assert!(refused["detail"].as_str().unwrap().contains(&first), "{refused}");

    again["confirmed_namesake"] = json!(true);
    let namesake = manager.post("/v1/apprentices", again.clone()).await.expect(201);
    let path = format!("/v1/apprentices/{}", id_of(&namesake));
    manager.change(&path, json!({"phone": "0325807217"})).await.expect(200);
    manager.change(&path, json!({"given_name": "Zoé"})).await.expect(200);
    let back = manager.change(&path, json!({"given_name": "Chloé"})).await;
    back.refused_with(409, "apprentice.looks_like_another");
    let sure = json!({"given_name": "Chloé", "confirmed_namesake": true});
    manager.change(&path, sure).await.expect(200);

    let mut elder = again;
    elder["born_on"] = json!("2005-03-14");
    elder["confirmed_namesake"] = json!(false);
    manager.post("/v1/apprentices", elder).await.expect(201);
    world.other_manager().post("/v1/apprentices", chloe()).await.expect(201);
}

#[actix_web::test]
async fn the_same_person_entered_twice_at_once_is_entered_once() {
    let world = World::on("2025-06-02").await;
    let (one, other) = (world.manager(), world.manager());
    let mut file = chloe();
    file["ine"] = Value::Null;
    let (first, second) =
        tokio::join!(one.post("/v1/apprentices", file.clone()), other.post("/v1/apprentices", file.clone()));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
}

#[actix_web::test]
async fn an_ine_belongs_to_one_apprentice_of_a_site() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    manager.post("/v1/apprentices", chloe()).await.expect(201);
    let zoe = |ine: Option<&str>| json!({"family_name": "Petit", "given_name": "Zoé", "born_on": "2006-01-01", "ine": ine});
    let taken = manager.post("/v1/apprentices", zoe(Some("123456789 AB"))).await;
    let taken = taken.refused_with(409, "apprentice.ine_taken");
    assert_eq!(taken["errors"][0]["pointer"], "/ine");
    assert!(taken["errors"][0]["message"].as_str().unwrap().contains("Chloé Durand"), "{taken:#}");
    let id = id_of(&manager.post("/v1/apprentices", zoe(None)).await.expect(201));
    let taken = manager.change(format!("/v1/apprentices/{id}"), json!({"ine": "123456789AB"})).await;
    taken.refused_with(409, "apprentice.ine_taken");
    world.other_manager().post("/v1/apprentices", zoe(Some("123456789AB"))).await.expect(201);
}

#[actix_web::test]
async fn a_file_is_created_at_a_site_within_reach_and_stays_there() {
    let world = World::on("2025-06-02").await;
    let mut file = chloe();
    world.administrator().post("/v1/apprentices", file.clone()).await.faults(&[("/site_id", "required")]);
    file["site_id"] = json!(world.other_site());
    world.manager().post("/v1/apprentices", file).await.faults(&[("/site_id", "site.unknown")]);
    let id = id_of(&world.manager().post("/v1/apprentices", chloe()).await.expect(201));
    let moved = json!({"site_id": world.other_site()});
    let moved = world.administrator().change(format!("/v1/apprentices/{id}"), moved).await;
    moved.faults(&[("/site_id", "site.fixed")]);
}

#[actix_web::test]
async fn a_change_names_the_version_it_was_decided_on() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let path =
        format!("/v1/apprentices/{}", id_of(&manager.post("/v1/apprentices", chloe()).await.expect(201)));
    let unsaid = manager.request(reqwest::Method::PATCH, &path).json(&json!({"city": "Reims"}));
    manager.send(unsaid).await.refused_with(428, "precondition.required");
    manager.patch(&path, "\"v1\"", json!({"city": "Reims"})).await.expect(200);
    manager.patch(&path, "\"v1\"", json!({"city": "Sens"})).await.refused_with(412, "precondition.stale");
    assert_eq!(manager.get(&path).await.expect(200)["city"], "Reims");
    let absent = manager.patch(format!("/v1/apprentices/{ABSENT}"), "\"v1\"", json!({"city": "Sens"})).await;
    absent.refused_with(404, "apprentice.not_found");
}

#[actix_web::test]
async fn a_repeated_creation_under_one_key_has_one_effect() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let first = manager.post_with_key("/v1/apprentices", "a-double-click", chloe()).await;
    let second = manager.post_with_key("/v1/apprentices", "a-double-click", chloe()).await;
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.expect(201), second.expect(201));
    let all = manager.get("/v1/apprentices?include=total").await.expect(200);
    assert_eq!(all["total"], 1);
}
