//! Sittings of mock exams: planned, placed, shown.

mod candidates;
mod hours;
mod overlaps;
mod paper;
mod planning;
mod publication;
mod rooms;
mod secrecy;
mod slots;

use serde_json::{Value, json};

use crate::harness::{Person, Story, World, id_of};
use crate::learning::mock_exams::opened;

/// The first mock exam of the cohort of the sheet, its days fixed, and some of its candidates.
pub struct Held {
    pub world: World,
    pub trainer: Person,
    pub story: Story,
    /// Address of the mock exam.
    pub exam: String,
    pub enrolments: Vec<String>,
}

impl Held {
    /// A cohort of so many, and its first mock exam in March.
    pub async fn with(candidates: usize) -> Self {
        let world = World::on("2026-02-02").await;
        let (cohort, exams) = opened(&world).await;
        let story = world.story_in(cohort.parse().unwrap());
        let mut enrolments = vec![story.enrolment.to_string()];
        for rank in 1..candidates {
            let apprentice = world.seed_apprentice(&format!("Martin{rank:02}"), "Léa", "2005-01-09");
            enrolments.push(world.seed_enrolment(apprentice, story.cohort).to_string());
        }
        let trainer = world.trainer();
        let days = json!({ "starts_on": "2026-03-16", "ends_on": "2026-03-20" });
        trainer.change(&exams[0], days).await.expect(200);
        Self { world, trainer, story, exam: exams[0].clone(), enrolments }
    }

    /// Plans sittings, and gives them as they were planned.
    pub async fn plan(&self, sittings: Value) -> Vec<Value> {
        let path = format!("{}/sittings", self.exam);
        let planned = self.trainer.post(path, json!({ "sittings": sittings })).await.expect(201);
        planned["data"].as_array().unwrap().clone()
    }

    /// An oral of the first day, placed.
    pub async fn placed_oral(&self) -> Value {
        let sitting = self.plan(json!([oral("2026-03-16", "Salle 14")])).await.remove(0);
        let proposal = format!("/v1/sittings/{}/slots/proposal", id_of(&sitting));
        self.trainer.post(proposal, json!({ "save": true })).await.expect(200);
        self.trainer.get(format!("/v1/sittings/{}", id_of(&sitting))).await.expect(200)
    }

    /// The account of a person.
    pub async fn account_of(&self, person: &Person) -> Value {
        person.get("/v1/me").await.expect(200)["id"].clone()
    }
}

/// An oral from half past eight to six, in a room.
pub fn oral(on: &str, room: &str) -> Value {
    json!({ "unit_code": "E3", "on": on, "starts_at": "08:30", "ends_at": "18:00", "room": room })
}

/// A written paper at nine, in a room.
pub fn written(on: &str, room: &str) -> Value {
    json!({ "unit_code": "E1", "on": on, "starts_at": "09:00", "room": room })
}
