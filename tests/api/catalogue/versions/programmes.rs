//! Programmes: what the site decides of them changes over the API, and cohorts keep what they began with.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, signed};
use crate::harness::{Person, World, id_of};

const MCO: &str = "/v1/programmes/bts-mco";

async fn opened(manager: &Person, starts_on: &str) -> Value {
    manager.post("/v1/cohorts", json!({"programme": "bts-mco", "starts_on": starts_on})).await.expect(201)
}

async fn months_of(manager: &Person, cohort: &Value) -> Vec<String> {
    let list =
        manager.get(format!("/v1/mock-exams?state=planned&cohort={}", id_of(cohort))).await.expect(200);
    let exams = list["data"].as_array().unwrap().clone();
    exams.iter().map(|one| one["month_on"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn open_days_contacts_and_figures_are_changed_by_the_manager() {
    let world = World::on("2026-06-01").await;
    let (manager, nobody) = (world.manager(), world.nobody());
    assert_eq!(nobody.get("/v1/open-days").await.expect(200)["data"], json!([]));
    let patch = json!({
        "open_days": [{"held_on": "2027-01-30", "from": "09:00:00", "until": "16:30:00"}],
        "contacts": ["melanie-jacotin"],
        "published_figures": [{"rate": "success", "label": "Taux de réussite", "value_percent": 75, "period": "2026"}],
    });
    let changed = manager.change(MCO, patch).await;
    assert_eq!(changed.etag(), "\"v2\"");
    let changed = changed.expect(200);
    let told: Vec<&str> = changed["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["sentence"].as_str().unwrap())
        .collect();
    assert!(told.contains(&"Portes ouvertes › 30/01/2027, 09:00 : ajouté (rien auparavant)."), "{told:?}");
    assert!(
        told.contains(&"Contacts : melanie-jacotin (avant : melanie-jacotin, elisabeth-bonfanti)."),
        "{told:?}"
    );
    let days = nobody.get("/v1/open-days").await.expect(200);
    assert_eq!(
        (days["data"].as_array().unwrap().len(), &days["data"][0]["held_on"]),
        (1, &json!("2027-01-30"))
    );
    let sheet = nobody.get(MCO).await.expect(200);
    assert_eq!(sheet["published_figures"][0]["value_percent"], 75);
    assert_eq!(sheet["version"], "2026.2", "that of the file");
    let partner = world.client(&["changes:read", "cohorts:read"]);
    let feed = partner.get("/v1/changes").await.expect(200);
    assert_eq!(feed["data"][0]["kind"], "programme.changed");
    let read = partner.get(feed["data"][0]["href"].as_str().unwrap()).await.expect(200);
    assert_eq!(read["code"], "bts-mco");
    manager.post(format!("{MCO}/versions/1/restoration"), json!({})).await.expect(200);
    assert_eq!(nobody.get("/v1/open-days").await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn a_cohort_keeps_the_version_it_began_with_unless_it_is_told_otherwise() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let begun = opened(&manager, "2025-08-25").await;
    assert_eq!(
        (&begun["programme_version"], &begun["programme_version_followed"]),
        (&Value::Null, &json!(1))
    );
    world.clock.advance_days(80);
    let manager = world.manager();
    let patch = json!({
        "visits_per_year": 3,
        "contract_window": {"months_before": 1, "months_after": 2},
        "mock_exams": [{"training_year": 2, "month": 2, "tutors_invited": true}],
    });
    manager.change(MCO, patch).await.expect(200);
    let path = format!("/v1/cohorts/{}", id_of(&begun));
    let kept = manager.get(&path).await.expect(200);
    assert_eq!(kept["programme_version_followed"], 1);
    assert_eq!(kept["site_contract_window"], json!({"from": "2025-06-25", "until": "2025-11-25"}));
    assert_eq!(months_of(&manager, &begun).await.len(), 4);
    let next = opened(&manager, "2026-08-31").await;
    assert_eq!((&next["programme_version"], &next["programme_version_followed"]), (&Value::Null, &json!(2)));
    assert_eq!(next["site_contract_window"], json!({"from": "2026-07-31", "until": "2026-10-31"}));
    assert_eq!(months_of(&manager, &next).await, ["2028-02-01"]);

    let told = manager.change(&path, json!({"programme_version": 2})).await.expect(200);
    assert_eq!((&told["programme_version"], &told["programme_version_followed"]), (&json!(2), &json!(2)));
    assert_eq!(told["site_contract_window"], json!({"from": "2025-07-25", "until": "2025-10-25"}));
    assert_eq!(months_of(&manager, &begun).await, ["2027-02-01"]);
    let unknown = manager.change(&path, json!({"programme_version": 7})).await;
    unknown.faults(&[("/programme_version", "cohort.programme_version_unknown")]);
    let back = manager.change(&path, json!({"programme_version": null})).await.expect(200);
    assert_eq!(back["programme_version_followed"], 1);
    assert_eq!(months_of(&manager, &begun).await, ["2026-03-01"], "what was cancelled stays so");
}

#[actix_web::test]
async fn visits_and_duties_follow_the_version_of_the_cohort() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    manager
        .patch(format!("{MCO}?effective_on=2025-08-01"), "\"v1\"", json!({"visits_per_year": 3}))
        .await
        .expect(200);
    signed(&manager, a_contract(&story), "2025-07-15").await;
    let visits = manager.get("/v1/visits?state=planned").await.expect(200);
    assert_eq!(visits["data"].as_array().unwrap().len(), 6, "three a year, for two years");
    let due = manager.get("/v1/obligations?kind=visit_to_hold").await.expect(200);
    assert_eq!(due["data"].as_array().unwrap().len(), 6);
    // and back: what is due is not left to the version that was
    manager
        .post(format!("{MCO}/versions/1/restoration"), json!({"effective_on": "2025-08-01"}))
        .await
        .expect(200);
    manager.get("/v1/obligations?kind=visit_to_hold").await.expect(200);
}

#[actix_web::test]
async fn what_comes_from_the_certification_does_not_change_here() {
    let world = World::on("2026-06-01").await;
    let manager = world.manager();
    let cases = [
        (json!({"code": "bts-mco-2"}), ("/code", "version.identity_fixed")),
        (json!({"rncp": {"code": "RNCP40000"}}), ("/rncp", "version.identity_fixed")),
        (json!({"duration_months": 12}), ("/duration_months", "version.identity_fixed")),
        (json!({"visits_per_year": 13}), ("/visits_per_year", "too_large")),
        (
            json!({"mock_exams": [{"training_year": 3, "month": 3, "tutors_invited": false}]}),
            ("/mock_exams/0/training_year", "version.breaks_a_rule"),
        ),
        (json!({"contacts": ["personne"]}), ("/contacts/0", "version.breaks_a_rule")),
        (json!({"admission_window": {"first_month": 12}}), ("/admission_window", "version.breaks_a_rule")),
    ];
    for (patch, fault) in cases {
        manager.change(MCO, patch).await.faults(&[fault]);
    }
    world
        .other_manager()
        .patch(MCO, "\"v1\"", json!({"visits_per_year": 3}))
        .await
        .refused_with(404, "programme.not_found");
}

#[actix_web::test]
async fn the_documents_asked_for_are_those_of_the_programme() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let missing = || async {
        let path = format!("/v1/obligations?kind=document&apprentice={}&limit=200", story.apprentice);
        let due = manager.get(path).await.expect(200);
        let mut steps: Vec<String> = due["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["step"].as_str().unwrap().to_owned())
            .collect();
        steps.sort();
        steps
    };
    assert!(missing().await.contains(&"identity".to_owned()));
    let photo = json!({"code": "photo", "fr": "Photo d'identité", "en": "Photograph", "brought_by": "apprentice",
        "asked_of": "everybody", "from": "enrolment", "days": 10, "source": "Choix du site"});
    let received = format!("/v1/apprentices/{}/documents", story.apprentice);
    let brought = || json!({"document": "photo", "received_on": "2025-07-14"});
    manager.post(&received, brought()).await.faults(&[("/document", "milestone.step_unknown")]);
    let patch = json!({"documents": [photo]});
    manager.patch(format!("{MCO}?effective_on=2025-08-01"), "\"v1\"", patch).await.expect(200);
    assert_eq!(missing().await, ["photo"]);
    manager.post(&received, brought()).await.expect(201);
    assert_eq!(missing().await, [""; 0]);
}

#[actix_web::test]
async fn a_second_site_teaches_the_programme_from_the_same_sheet() {
    let world = World::on("2025-07-15").await;
    let (administrator, other) = (world.administrator(), world.other_manager());
    let cohort = || json!({"programme": "bts-mco", "starts_on": "2026-08-31"});
    other.post("/v1/cohorts", cohort()).await.faults(&[("/programme", "programme.not_taught_here")]);
    other.get(format!("{MCO}/versions")).await.refused_with(404, "programme.not_found");
    administrator.change(MCO, json!({"also_taught_at": ["ufa-des-lilas"]})).await.expect(200);
    let opened = other.post("/v1/cohorts", cohort()).await.expect(201);
    assert_eq!(
        (&opened["site_id"], &opened["name"]),
        (&json!(world.other_site()), &json!("BTS MCO 2026-2028"))
    );
    assert_eq!(months_of(&other, &opened).await.len(), 4);
    other.get(format!("{MCO}/versions")).await.expect(200);
    let theirs = other.patch(MCO, "\"v2\"", json!({"visits_per_year": 3})).await;
    theirs.refused_with(404, "programme.not_found");
}
