//! The dashboard of a site: what presses today.

use serde_json::json;

use crate::desk::obligations::until;
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::World;

#[actix_web::test]
async fn a_dashboard_counts_what_presses_today() {
    let (world, story, contract) = a_signed_story("2025-11-25").await;
    let lone = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    world.seed_enrolment(lone, story.cohort);
    let trainer = world.trainer();
    let path = format!("/v1/sites/{}/dashboard", world.site());
    let shown = trainer.get(&path).await.expect(200);
    assert_eq!(shown["training_year"], json!({ "from_on": "2025-08-25", "to_on": "2026-08-24" }));
    for (field, expected) in [
        ("apprentices", 2),
        ("without_contract", 1),
        ("without_referent", 2),
        ("late_visits", 0),
        ("windows_closing", 1),
        ("contracts_not_deposited", 1),
        ("reports_waiting", 0),
    ] {
        assert_eq!(shown[field], json!(expected), "{field} in {shown:#}");
    }
    assert_eq!(shown["visits_in_time"], json!({ "numerator": 0, "denominator": 0 }));
    let manager = world.manager();
    manager.post(format!("{contract}/filings"), json!({ "sent_on": "2025-09-01" })).await.expect(200);
    let visit = visits_of(&trainer).await.remove(0);
    let report = json!({"held_on": "2025-11-20", "present": ["tutor"], "report": "Tout va bien."});
    trainer.post(format!("{visit}/report"), report).await.expect(200);
    let shown = trainer.get(&path).await.expect(200);
    assert_eq!(shown["visits_in_time"], json!({ "numerator": 1, "denominator": 1 }));
    assert_eq!((&shown["contracts_not_deposited"], &shown["reports_waiting"]), (&json!(0), &json!(2)));
    until(&world, "2026-08-25");
    let shown = world.manager().get(&path).await.expect(200);
    assert_eq!(
        (&shown["late_visits"], &shown["training_year"]["from_on"]),
        (&json!(1), &json!("2026-08-25"))
    );
}

#[actix_web::test]
async fn a_dashboard_is_for_the_staff_of_its_site() {
    let world = World::on("2025-11-25").await;
    let story = world.story();
    let path = format!("/v1/sites/{}/dashboard", world.site());
    for person in
        [world.tutor(&story.tutor()), world.student(&story.apprentice()), world.client(&["obligations:read"])]
    {
        person.get(&path).await.refused_with(403, "forbidden");
    }
    world.other_manager().get(&path).await.refused_with(404, "site.not_found");
    let nowhere = "/v1/sites/019a0000-0000-7000-8000-000000000000/dashboard";
    world.administrator().get(nowhere).await.refused_with(404, "site.not_found");
    assert_eq!(world.administrator().get(&path).await.expect(200)["apprentices"], 1);
}
