//! What a procedure waits for stands among what is due, for the staff alone.

use serde_json::{Value, json};

use super::Breakable;
use crate::desk::obligations::due;

/// Step, first and last day and state of each.
fn brief(all: &[Value]) -> Value {
    let facts = ["step", "due_on", "state"];
    json!(all.iter().map(|one| facts.map(|fact| one[fact].clone())).collect::<Vec<_>>())
}

#[actix_web::test]
async fn the_next_lawful_step_then_the_notice_and_the_rupture_are_due() {
    let place = Breakable::on("2026-03-02").await;
    let rupture = place.opened("resignation", "apprentice").await;
    let open = async || due(&place.manager, "kind=rupture_step").await;
    assert_eq!(brief(&open().await), json!([["mediator_seized", "2026-03-09", "due"]]));
    place.step(&rupture, "mediator_seized", "2026-03-02").await.expect(201);
    assert_eq!(brief(&open().await), json!([["employer_informed", "2026-03-14", "upcoming"]]));
    let first = open().await.remove(0);
    let said = "Rupture en cours : « Employeur informé, par un moyen qui donne date certaine », possible à partir du 07/03/2026, à enregistrer pour le 14/03/2026.";
    assert_eq!(first["sentence"].as_str(), Some(said), "{first:#}");
    place.world.clock.advance_days(14);
    let manager = place.world.manager();
    manager
        .post(format!("{rupture}/steps"), super::a_step("employer_informed", "2026-03-07"))
        .await
        .expect(201);
    let all = due(&manager, "kind=rupture_step").await;
    let mut told: Vec<String> = brief(&all).as_array().unwrap().iter().map(Value::to_string).collect();
    told.sort();
    assert_eq!(told, [r#"["effect","2026-03-21","due"]"#, r#"["notice","2026-03-21","due"]"#]);
    for person in [place.world.tutor(&place.story.tutor()), place.world.student(&place.story.apprentice())] {
        assert_eq!(due(&person, "kind=rupture_step").await, Vec::<Value>::new());
    }
    let end = json!({ "effective_on": "2026-03-14", "notice_received_on": "2026-03-16" });
    manager.post(format!("{rupture}/completion"), end).await.expect(201);
    let all = due(&manager, "kind=rupture_step").await;
    assert_eq!(brief(&all), json!([]));
}
