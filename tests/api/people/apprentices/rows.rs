//! Rows that a screen can show: names beside identifiers, as far as the reader may read them.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, signed, with};
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Story, World, id_of};
use crate::people::referents::{account_of, name};

/// A story with something in every list about people.
async fn a_full_story() -> (World, Story, String) {
    let (world, story, contract) = a_signed_story("2025-12-01").await;
    let manager = world.manager();
    manager.change(format!("/v1/tutors/{}", story.tutor), json!({"phone": "0612345678"})).await.expect(200);
    manager.change(format!("/v1/employers/{}", story.employer), json!({"city": "Troyes"})).await.expect(200);
    name(&manager, &story, &account_of(&world.trainer()).await, "2025-09-01").await.expect(201);
    let absence =
        json!({ "apprentice_id": story.apprentice, "away_from": "centre", "from_on": "2025-10-06" });
    manager.post("/v1/absences", absence).await.expect(201);
    let call = json!({ "apprentice_id": story.apprentice, "direction": "outgoing", "party": "tutor",
                       "outcome": "reached", "subject": "absence", "visibility": "staff_and_tutor" });
    manager.post("/v1/phone-contacts", call).await.expect(201);
    let card = json!({ "kind": "student_card", "done_on": "2025-10-02" });
    manager.post(format!("{contract}/milestones"), card).await.expect(201);
    (world, story, contract)
}

const NAMED: [&str; 5] = ["apprentice", "cohort", "employer", "tutor", "referent"];

const LISTS: [&str; 6] = ["contracts", "visits", "ruptures", "absences", "phone-contacts", "milestones"];

#[actix_web::test]
async fn who_is_her_tutor_and_what_is_the_number_is_one_request() {
    let (world, story, contract) = a_full_story().await;
    let file = world.manager().get(format!("/v1/apprentices/{}", story.apprentice)).await.expect(200);
    let present = &file["present"];
    assert_eq!((&present["id"], &present["status"]), (&json!(story.enrolment), &json!("apprentice")));
    assert_eq!(present["cohort_name"], "BTS MCO 2025-2027");
    assert_eq!(contract.rsplit('/').next(), present["contract"]["id"].as_str());
    assert_eq!(present["contract"]["phase"], "running");
    assert_eq!(
        present["contract"]["employer"],
        json!({ "id": story.employer, "name": "Librairie 73282932000074", "city": "Troyes" })
    );
    assert_eq!(
        present["contract"]["tutor"],
        json!({ "id": story.tutor, "family_name": "Lovelace", "given_name": "Ada", "phone": "+33612345678", "email": null })
    );
    assert_eq!(present["referent"]["display_name"], "trainer");
    assert_eq!(present["next_visit"]["planned_on"], "2025-11-24");
    let enrolment = world.manager().get("/v1/enrolments").await.expect(200)["data"][0].clone();
    assert_eq!(enrolment["apprentice"]["given_name"], "Chloé");
    for member in ["contract", "referent", "next_visit"] {
        assert_eq!(
            (&enrolment[member], &file["enrolments"][0][member]),
            (&present[member], &present[member])
        );
    }
}

#[actix_web::test]
async fn every_row_about_somebody_names_them() {
    let (world, story, contract) = a_full_story().await;
    let manager = world.manager();
    let rupture = json!({ "effective_on": "2025-12-10", "initiator": "both", "ground": "mutual_agreement",
                          "notice_received_on": "2025-12-01" });
    manager.post(format!("{contract}/rupture"), rupture).await.expect(201);
    for list in LISTS {
        let page = manager.get(format!("/v1/{list}?include=total")).await.expect(200);
        let row = &page["data"][0];
        assert_eq!(page["total"].as_u64(), Some(page["data"].as_array().unwrap().len() as u64), "{list}");
        assert_eq!(
            row["apprentice"],
            json!({ "id": story.apprentice, "family_name": "Durand", "given_name": "Chloé" }),
            "{list}: {row:#}"
        );
        assert_eq!(row["cohort"], json!({ "id": story.cohort, "name": "BTS MCO 2025-2027" }), "{list}");
        assert_eq!(row["employer"]["city"], "Troyes", "{list}");
        assert_eq!(row["tutor"]["phone"], "+33612345678", "{list}");
        assert_eq!(row["referent"]["display_name"], "trainer", "{list}");
        let alone = manager.get(format!("/v1/{list}/{}", row["id"].as_str().unwrap())).await.expect(200);
        for member in NAMED {
            assert_eq!(alone[member], row[member], "{list} alone: {member}");
        }
    }
    let tutors = manager.get("/v1/tutors").await.expect(200);
    assert_eq!(tutors["data"][0]["employer"]["name"], "Librairie 73282932000074");
    let employers = manager.get("/v1/employers").await.expect(200);
    assert_eq!(
        (&tutors["data"][0]["apprentices"], &employers["data"][0]["apprentices"]),
        (&json!(1), &json!(1))
    );
    let seen = world.tutor(&story.tutor()).get("/v1/employers").await.expect(200);
    assert_eq!(seen["data"][0]["apprentices"], Value::Null);
}

#[actix_web::test]
async fn what_an_act_answers_names_whom_it_is_about() {
    let (world, story, contract) = a_full_story().await;
    let manager = world.manager();
    let chloe = json!({ "id": story.apprentice, "family_name": "Durand", "given_name": "Chloé" });
    let visit = manager.get("/v1/visits").await.expect(200)["data"][0].clone();
    let path = format!("/v1/visits/{}", visit["id"].as_str().unwrap());
    let moved = manager.change(&path, json!({ "planned_on": "2025-12-02" })).await.expect(200);
    assert_eq!((&moved["apprentice"], &moved["tutor"]["phone"]), (&chloe, &json!("+33612345678")));
    let week = json!({ "from_on": "2026-01-05", "to_on": "2026-01-30", "company_weekdays": [2, 3, 4, 5], "centre_weekdays": [1] });
    let lasting = format!("/v1/apprentices/{}/calendar-overrides", story.apprentice);
    let week = manager.post(&lasting, week).await.expect(201);
    let listed = manager.get(&lasting).await.expect(200)["data"][0].clone();
    assert_eq!((&week["apprentice"], &listed["apprentice"]), (&chloe, &chloe));
    let contract = manager.get(&contract).await.expect(200);
    assert_eq!((&contract["apprentice"], &contract["employer"]["city"]), (&chloe, &json!("Troyes")));
    let links = format!("/v1/tutors/{}/links", story.tutor);
    let link = manager.post(&links, json!({})).await.expect(201);
    assert_eq!(link["about"], json!([chloe]));
    assert_eq!(
        (&link["tutor"]["family_name"], &link["tutor"]["phone"]),
        (&json!("Lovelace"), &json!("+33612345678"))
    );
    let listed = manager.get(&links).await.expect(200)["data"][0].clone();
    assert_eq!((&listed["about"], &listed["tutor"]), (&link["about"], &link["tutor"]));
}

#[actix_web::test]
async fn a_row_names_nobody_its_reader_may_not_read() {
    let (world, story, contract) = a_full_story().await;
    let manager = world.manager();
    // the apprentice goes on in another company, of which the first tutor learns nothing
    let rupture = json!({ "effective_on": "2025-12-02", "initiator": "both", "ground": "mutual_agreement",
                          "notice_received_on": "2025-12-01" });
    manager.post(format!("{contract}/rupture"), rupture).await.expect(201);
    let employer = world.seed_employer("35600000000048");
    let other = Story { employer, tutor: world.seed_tutor(employer, "Curie", "Marie"), ..story };
    let next = json!({ "starts_on": "2025-12-03", "type_code": "23", "previous_contract_id": contract.rsplit('/').next() });
    signed(&manager, with(a_contract(&other), next), "2025-12-01").await;
    world.clock.advance_days(5);
    let file = format!("/v1/apprentices/{}", story.apprentice);
    let seen = |by: crate::harness::Person, file: String| async move {
        by.get(file).await.expect(200)["present"]["contract"]["employer"]["id"].clone()
    };
    assert_eq!(seen(world.manager(), file.clone()).await, json!(employer));
    assert_eq!(seen(world.student(&story.apprentice()), file.clone()).await, json!(employer));
    assert_eq!(seen(world.tutor(&other.tutor()), file.clone()).await, json!(employer));
    assert_eq!(seen(world.tutor(&story.tutor()), file.clone()).await, json!(story.employer));
    for list in ["apprentices", "enrolments", "contracts", "visits", "absences", "phone-contacts"] {
        let page = world.tutor(&story.tutor()).get(format!("/v1/{list}")).await.expect(200);
        assert!(!page["data"].as_array().unwrap().is_empty(), "{list}");
        assert!(!page.to_string().contains(&employer.to_string()), "{list}: {page:#}");
        assert!(!page.to_string().contains("Curie"), "{list}: {page:#}");
    }
}

#[actix_web::test]
async fn a_machine_reads_the_names_its_scopes_give() {
    let (world, ..) = a_full_story().await;
    let row = |scopes: &'static [&'static str]| {
        let machine = world.client(scopes);
        async move { machine.get("/v1/visits").await.expect(200)["data"][0].clone() }
    };
    let alone = row(&["visits:read"]).await;
    for member in ["apprentice", "cohort", "employer", "tutor", "referent"] {
        assert_eq!(alone[member], Value::Null, "{member}");
    }
    let companies = row(&["visits:read", "employers:read"]).await;
    assert_eq!((&companies["apprentice"], &companies["tutor"]["given_name"]), (&Value::Null, &json!("Ada")));
    let people = row(&["visits:read", "apprentices:read"]).await;
    assert_eq!((&people["apprentice"]["given_name"], &people["employer"]), (&json!("Chloé"), &Value::Null));
    let machine = world.client(&["apprentices:read"]);
    let listed = machine.get("/v1/apprentices").await.expect(200);
    assert_eq!(listed["data"][0]["enrolments"][0]["contract"], Value::Null);
}

#[actix_web::test]
async fn lists_are_narrowed_by_class_referent_and_period() {
    let (world, story, contract) = a_full_story().await;
    let manager = world.manager();
    let rupture = json!({ "effective_on": "2025-12-10", "initiator": "both", "ground": "mutual_agreement",
                          "notice_received_on": "2025-12-01" });
    manager.post(format!("{contract}/rupture"), rupture).await.expect(201);
    let referent = manager.get("/v1/visits").await.expect(200)["data"][0]["referent"]["account_id"].clone();
    let (referent, nobody) = (referent.as_str().unwrap().to_owned(), world.site().to_string());
    let empty = world.seed_cohort("2024-08-26", "2026-08-25");
    for list in ["contracts", "visits", "ruptures", "absences", "phone-contacts"] {
        for (query, some) in [
            (format!("cohort={}", story.cohort), true),
            (format!("cohort={empty}"), false),
            (format!("referent={referent}"), true),
            (format!("referent={nobody}"), false),
            ("from=2025-09-01&to=2026-08-31".to_owned(), true),
            ("from=2029-01-01".to_owned(), false),
            ("to=2020-01-01".to_owned(), false),
        ] {
            let page = manager.get(format!("/v1/{list}?include=total&{query}")).await.expect(200);
            let rows = page["data"].as_array().unwrap().len();
            assert_eq!((rows > 0, &page["total"]), (some, &json!(rows)), "{list}?{query}");
        }
    }
}

#[actix_web::test]
async fn an_employer_is_found_by_its_town_and_its_siret() {
    let world = World::on("2025-09-10").await;
    let manager = world.manager();
    let halles = world.seed_employer("73282932000074").to_string();
    manager.change(format!("/v1/employers/{halles}"), json!({"city": "Saint-Étienne"})).await.expect(200);
    world.seed_employer("35600000000048");
    for (query, found) in
        [("saint etienne", 1), ("732829320", 1), ("00048 356", 1), ("librairie", 2), ("lyon", 0)]
    {
        let page = manager.get(format!("/v1/employers?include=total&q={query}")).await.expect(200);
        assert_eq!(page["total"], json!(found), "{query}");
        if found == 1 && query != "00048 356" {
            assert_eq!(id_of(&page["data"][0]), halles, "{query}");
        }
    }
}
