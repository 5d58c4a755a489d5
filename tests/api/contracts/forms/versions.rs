//! The version of the official form: that of the day of the signature, with the boxes it has.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, drafted};
use crate::harness::{Person, World};

/// The text of a printed summary, spaces evened.
async fn printed(by: &Person, path: &str) -> String {
    let answer = by.request(reqwest::Method::GET, format!("{path}/form.pdf")).send().await.unwrap();
    let text = pdf_extract::extract_text_from_mem(&answer.bytes().await.unwrap()).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[actix_web::test]
async fn the_signature_fixes_the_version_of_its_day() {
    let world = World::on("2025-06-20").await;
    let story = world.story();
    let path = drafted(&world.manager(), a_contract(&story)).await;
    assert_eq!(world.manager().get(&path).await.expect(200)["form_version"], "10103-13");
    world.clock.advance_days(25);
    let manager = world.manager();
    let draft = manager.get(&path).await.expect(200);
    assert_eq!(draft["form_version"], "10103-14", "a draft is on the form of today");
    assert_eq!(manager.get("/v1/contracts").await.expect(200)["data"][0]["form_version"], "10103-14");
    assert_eq!(manager.get(format!("{path}/form")).await.expect(200)["form_version"], "10103-14");

    for (signed_on, version, starred) in
        [("2025-06-30", "10103-13", "10103*13"), ("2025-07-10", "10103-14", "10103*14")]
    {
        let mut other = story;
        other.apprentice = world.seed_apprentice("Petit", signed_on, "2006-03-14");
        other.enrolment = world.seed_enrolment(other.apprentice, other.cohort);
        let path = drafted(&manager, a_contract(&other)).await;
        let signature = json!({ "signed_on": signed_on });
        let signed = manager.post(format!("{path}/signature"), signature).await.expect(200);
        assert_eq!(signed["form_version"], version, "{signed_on}");
        assert_eq!(manager.get(format!("{path}/form")).await.expect(200)["form_version"], version);
        let text = printed(&manager, &path).await;
        assert!(text.contains(starred), "{starred} is not in {text}");
    }
}

fn value_of<'a>(form: &'a Value, key: &str) -> Option<&'a Value> {
    form["apprenti"].as_array().unwrap().iter().find(|one| one["box"] == key).map(|one| &one["value"])
}

#[actix_web::test]
async fn two_boxes_on_disability_came_with_the_version_of_2025() {
    let world = World::on("2025-01-10").await;
    let mut story = world.story_in(world.seed_cohort("2025-01-13", "2027-01-12"));
    story.apprentice = world.seed_apprentice("Roux", "Zoé", "2006-03-14");
    story.enrolment = world.seed_enrolment(story.apprentice, story.cohort);
    let mut body = a_contract(&story);
    body["starts_on"] = json!("2025-02-03");
    body["ends_on"] = json!("2027-02-02");
    body["training"] = json!({ "practical_starts_on": "2025-02-03" });
    body["pay"]["lines"][0]["from_on"] = json!("2025-02-03");
    body["pay"]["lines"][0]["to_on"] = json!("2027-02-02");
    let path = drafted(&world.manager(), body).await;
    let form = world.manager().get(format!("{path}/form")).await.expect(200);
    assert_eq!(form["form_version"], "10103-12");
    assert_eq!([value_of(&form, "rqth_equivalence_jeunes"), value_of(&form, "extension_boe")], [None; 2]);

    world.clock.advance_days(10);
    let file = format!("/v1/apprentices/{}", story.apprentice);
    let said = json!({ "youth_equivalence": true });
    let written = world.manager().change(&file, said).await.expect(200);
    assert_eq!((&written["youth_equivalence"], written.get("disabled_worker")), (&json!(true), None));
    let form = world.manager().get(format!("{path}/form")).await.expect(200);
    for (key, value) in [("rqth", "false"), ("rqth_equivalence_jeunes", "true"), ("extension_boe", "false")] {
        assert_eq!(value_of(&form, key), Some(&json!(value)), "{key}");
    }
}
