//! A company created with its tutors in one request.

use serde_json::json;

use crate::contracts::agreements::count_events;
use crate::harness::World;

#[actix_web::test]
async fn a_company_comes_with_its_tutors_or_not_at_all() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let ada = json!({ "family_name": "Lovelace", "given_name": "Ada", "phone": "0325710000" });
    let mut body = json!({ "siret": "73282932000074", "name": "Librairie de l'Hôtel de Ville",
        "tutors": [ada, { "family_name": "Curie", "given_name": "Marie", "born_on": "2020-01-01" }] });
    let refused = manager.post("/v1/employers", body.clone()).await.refused_with(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/tutors/1/born_on", "{refused}");
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM employers"), 0);
    body["tutors"][1]["employer_id"] = json!(world.site());
    body["tutors"][1]["born_on"] = json!("1980-01-01");
    let refused = manager.post("/v1/employers", body.clone()).await.refused_with(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/tutors/1/employer_id", "the company itself: {refused}");
    body["tutors"][1].as_object_mut().unwrap().remove("employer_id");
    let created = manager.post("/v1/employers", body).await.expect(201);
    assert_eq!(created["tutors"][0]["phone"], "+33325710000");
    assert!(created["tutors"].as_array().unwrap().iter().all(|one| one["employer_id"] == created["id"]));
    assert_eq!([count_events(&world, "employer.created"), count_events(&world, "tutor.created")], [1, 2]);
    let path = format!("/v1/employers/{}", created["id"].as_str().unwrap());
    assert!(manager.get(path).await.expect(200).get("tutors").is_none());
}
