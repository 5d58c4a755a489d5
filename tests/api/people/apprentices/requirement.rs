//! What a programme asks at entry: told when nothing in the file proves it, never refused.

use serde_json::{Value, json};

use super::chloe;
use crate::harness::{World, id_of};

#[actix_web::test]
async fn a_file_without_a_baccalaureat_is_warned_of_with_what_would_prove_it() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let cohort = world.seed_cohort("2025-08-25", "2027-08-24");
    for (name, highest, last, class, warned) in [
        ("Un", json!("42"), json!("42"), json!("01"), false),
        ("Deux", Value::Null, json!("41"), json!("01"), false),
        ("Trois", json!("33"), json!("41"), json!("32"), true),
        ("Quatre", Value::Null, Value::Null, Value::Null, true),
    ] {
        let mut file = chloe();
        file["family_name"] = json!(name);
        file.as_object_mut().unwrap().remove("ine");
        file["previous_diploma_code"] = highest;
        file["last_diploma_prepared_code"] = last;
        file["last_class_code"] = class;
        let apprentice = id_of(&manager.post("/v1/apprentices", file).await.expect(201));
        let path = format!("/v1/apprentices/{apprentice}/enrolments");
        let enrolment = manager.post(path, json!({ "cohort_id": cohort })).await.expect(201);
        let told: Vec<&Value> = enrolment["warnings"].as_array().unwrap().iter().collect();
        assert_eq!(told.len(), usize::from(warned), "{name}: {told:?}");
        if let [only] = told.as_slice() {
            assert_eq!(only["code"], "enrolment.entry_not_proved");
            let message = only["message"].as_str().unwrap();
            assert!(message.contains("Baccalauréat") && message.contains("41, 42, 43"), "{message}");
        }
    }
}
