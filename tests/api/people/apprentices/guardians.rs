//! Guardians of minors.

use reqwest::Method;
use serde_json::{Value, json};

use super::{ABSENT, chloe};
use crate::harness::{Person, Reply, World, id_of};

fn a_mother() -> Value {
    json!({"family_name": "Durand", "given_name": "Hélène", "relation": "mother", "phone": "03 25 80 72 17"})
}

async fn a_minor(manager: &Person) -> String {
    let mut minor = chloe();
    minor["born_on"] = json!("2009-03-14");
    id_of(&manager.post("/v1/apprentices", minor).await.expect(201))
}

async fn remove(who: &Person, path: &str, etag: &str) -> Reply {
    who.send(who.request(Method::DELETE, path).header("if-match", etag)).await
}

#[actix_web::test]
async fn a_minor_lacks_a_guardian_until_one_is_known() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let file = format!("/v1/apprentices/{}", a_minor(&manager).await);
    let missing = manager.get(&file).await.expect(200);
    assert_eq!((&missing["minor"], &missing["guardians_missing"]), (&json!(true), &json!(true)));

    let guardians = format!("{file}/guardians");
    let created = manager.post(&guardians, a_mother()).await;
    let path = created.header("location").unwrap().to_owned();
    let mother = created.expect(201);
    assert_eq!((&mother["phone"], &mother["relation"]), (&json!("+33325807217"), &json!("mother")));
    assert_eq!(manager.get(&file).await.expect(200)["guardians_missing"], false);
    assert_eq!(manager.get(&guardians).await.expect(200)["data"], json!([mother]));

    let changed =
        manager.change(&path, json!({"relation": "legal_guardian", "city": "Troyes"})).await.expect(200);
    assert_eq!((&changed["relation"], &changed["city"]), (&json!("legal_guardian"), &json!("Troyes")));
    remove(&manager, &path, "\"v2\"").await.expect(204);
    manager.get(&path).await.refused_with(404, "guardian.not_found");
    assert_eq!(manager.get(&file).await.expect(200)["guardians_missing"], true);
    let emancipated = manager.change(&file, json!({"emancipated": true})).await.expect(200);
    assert_eq!((&emancipated["minor"], &emancipated["guardians_missing"]), (&json!(true), &json!(false)));
}

#[actix_web::test]
async fn a_minor_comes_of_age_on_the_eighteenth_birthday() {
    for (today, minor) in [("2024-03-13", true), ("2024-03-14", false)] {
        let world = World::on(today).await;
        let file = world.manager().post("/v1/apprentices", chloe()).await.expect(201);
        assert_eq!((&file["minor"], &file["guardians_missing"]), (&json!(minor), &json!(minor)), "{today}");
    }
}

#[actix_web::test]
async fn a_guardian_is_removed_on_the_version_read() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let guardians = format!("/v1/apprentices/{}/guardians", a_minor(&manager).await);
    let path = format!("/v1/guardians/{}", id_of(&manager.post(&guardians, a_mother()).await.expect(201)));
    manager.change(&path, json!({"city": "Reims"})).await.expect(200);
    manager.delete(&path).await.refused_with(428, "precondition.required");
    remove(&manager, &path, "\"v1\"").await.refused_with(412, "precondition.stale");
    manager.patch(&path, "\"v1\"", json!({"city": "Sens"})).await.refused_with(412, "precondition.stale");
    manager.get(&path).await.expect(200);
}

#[actix_web::test]
async fn what_is_wrong_with_a_guardian_is_told() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let guardians = format!("/v1/apprentices/{}/guardians", a_minor(&manager).await);
    let wrong = json!({"family_name": "", "given_name": 3, "relation": "aunt", "email": "x", "born_on": "1980-01-01"});
    manager.post(&guardians, wrong).await.faults(&[
        ("/born_on", "unknown_field"),
        ("/email", "email.shape"),
        ("/family_name", "too_short"),
        ("/given_name", "type"),
        ("/relation", "enum"),
    ]);
    let absent = manager.post(format!("/v1/apprentices/{ABSENT}/guardians"), a_mother()).await;
    absent.refused_with(404, "apprentice.not_found");
}

#[actix_web::test]
async fn guardians_are_the_business_of_staff_and_of_the_apprentice() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let story = world.story();
    world.seed_contract(&story, "2025-06-02", "2027-08-24");
    let guardians = format!("/v1/apprentices/{}/guardians", story.apprentice);
    let mother = manager.post(&guardians, a_mother()).await.expect(201);
    let path = format!("/v1/guardians/{}", id_of(&mother));

    let (trainer, student) = (world.trainer(), world.student(&story.apprentice()));
    for reader in [&trainer, &student, &world.administrator()] {
        assert_eq!(reader.get(&guardians).await.expect(200)["data"], json!([mother]));
        assert_eq!(reader.get(&path).await.expect(200), mother);
    }
    let client = world.client(&["apprentices:read"]);
    for excluded in [&world.tutor(&story.tutor()), &client] {
        excluded.get(&guardians).await.refused_with(403, "forbidden");
        excluded.get(&path).await.refused_with(403, "forbidden");
    }
    for reader in [&trainer, &student] {
        reader.post(&guardians, a_mother()).await.refused_with(403, "forbidden");
        remove(reader, &path, "\"v1\"").await.refused_with(403, "forbidden");
    }
    let other = world.seed_apprentice("Petit", "Zoé", "2008-01-01");
    let stranger = world.student(&json!({"id": other}));
    for foreign in [&world.other_manager(), &stranger] {
        foreign.get(&guardians).await.refused_with(404, "apprentice.not_found");
        foreign.get(&path).await.refused_with(404, "guardian.not_found");
    }
    let foreign = remove(&world.other_manager(), &path, "\"v1\"").await;
    foreign.refused_with(404, "guardian.not_found");
}
