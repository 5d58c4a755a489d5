//! Whatever the day of the rupture and of the next contract, a training keeps its visits: two a year, none held lost.

use serde_json::{Value, json};

use super::a_rupture;
use crate::contracts::agreements::{a_contract, signed, with};
use crate::harness::{World, id_of};

/// Effective day of the rupture, first day of the next contract, and how many visits were held before.
const STORIES: [(&str, &str, usize); 7] = [
    ("2025-08-25", "2025-10-01", 0),
    ("2025-11-01", "2025-11-15", 0),
    ("2025-12-10", "2026-01-05", 1),
    ("2026-02-10", "2026-03-02", 1),
    ("2026-06-30", "2026-07-01", 2),
    ("2026-10-15", "2026-11-02", 2),
    ("2027-01-20", "2027-02-01", 3),
];

#[actix_web::test]
async fn a_training_keeps_two_visits_a_year_through_a_rupture_and_a_new_contract() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let employer = world.seed_employer("55208131766522");
    let mut contracts = Vec::new();
    for (rank, _) in STORIES.iter().enumerate() {
        let apprentice = world.seed_apprentice("Durand", &format!("Nom{rank}"), "2006-03-14");
        let enrolment = world.seed_enrolment(apprentice, story.cohort);
        let first_tutor = world.seed_tutor(story.employer, "Lovelace", &format!("Ada{rank}"));
        let body = with(a_contract(&story), json!({ "enrolment_id": enrolment, "tutor_id": first_tutor }));
        contracts.push((apprentice, enrolment, signed(&world.manager(), body, "2025-07-15").await));
    }
    let ahead = ("2027-02-01".parse::<chrono::NaiveDate>().unwrap() - world.clock.today()).num_days();
    world.clock.advance_days(ahead);
    let manager = world.manager();
    for ((effective_on, starts_on, logged), (apprentice, enrolment, contract)) in
        STORIES.iter().zip(contracts)
    {
        let all = format!("/v1/visits?apprentice={apprentice}");
        let planned = manager.get(&all).await.expect(200);
        for visit in &planned["data"].as_array().unwrap()[..*logged] {
            let report =
                json!({"held_on": visit["planned_on"], "present": ["apprentice"], "report": "Vu sur place."});
            manager.post(format!("/v1/visits/{}/report", id_of(visit)), report).await.expect(200);
        }
        manager.post(format!("{contract}/rupture"), a_rupture(effective_on)).await.expect(201);
        let tutor = world.seed_tutor(employer, "Hopper", &apprentice.to_string());
        let next = json!({ "enrolment_id": enrolment, "employer_id": employer, "tutor_id": tutor,
                           "type_code": "23", "starts_on": starts_on,
                           "previous_contract_id": contract.rsplit('/').next().unwrap() });
        signed(&manager, with(a_contract(&story), next), starts_on).await;

        let after = manager.get(&all).await.expect(200);
        let mut stored: Vec<(Value, Value)> = after["data"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|visit| visit["state"] != "cancelled")
            .map(|visit| (visit["training_year"].clone(), visit["ordinal"].clone()))
            .collect();
        stored.sort_by_key(|slot| json!(slot).to_string());
        assert_eq!(json!(stored), json!([[1, 1], [1, 2], [2, 1], [2, 2]]), "{effective_on} {starts_on}");
        let still_held = after["data"].as_array().unwrap().iter().filter(|visit| visit["state"] == "held");
        assert_eq!(still_held.count(), *logged, "{effective_on}");
    }
}
