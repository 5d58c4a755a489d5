//! Procedures of rupture: opened, followed step by step, brought to their end, given up, taken back.

mod ends;
mod grounds;
mod papers;
mod restored;
mod steps;
mod together;
mod waiting;

use serde_json::{Value, json};

use crate::contracts::agreements::with;
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Person, Reply, Story, World, id_of};
use crate::presence::calendars::{give_calendar, wednesday_to_friday};

/// A contract that may end: signed, with a calendar whose 45th day in the company is 05/12/2025.
pub struct Breakable {
    pub world: World,
    pub story: Story,
    pub manager: Person,
    /// Address of the contract.
    pub contract: String,
}

impl Breakable {
    pub async fn on(today: &str) -> Self {
        let (world, story, contract) = a_signed_story(today).await;
        let manager = world.manager();
        give_calendar(&manager, &story, wednesday_to_friday()).await;
        Self { world, story, manager, contract }
    }

    pub fn contract_id(&self) -> &str {
        self.contract.rsplit('/').next().unwrap()
    }

    /// What opens a case on the contract.
    pub fn case_in(&self, ground: &str, initiator: &str) -> Value {
        json!({ "contract_id": self.contract_id(), "ground": ground, "initiator": initiator })
    }

    /// Opens a case and gives the address of the rupture.
    pub async fn opened(&self, ground: &str, initiator: &str) -> String {
        let case = self.manager.post("/v1/ruptures", self.case_in(ground, initiator)).await.expect(201);
        format!("/v1/ruptures/{}", id_of(&case))
    }

    pub async fn step(&self, rupture: &str, step: &str, done_on: &str) -> Reply {
        self.manager.post(format!("{rupture}/steps"), a_step(step, done_on)).await
    }

    pub async fn complete(&self, rupture: &str, effective_on: &str) -> Reply {
        self.manager.post(format!("{rupture}/completion"), an_end(effective_on)).await
    }

    pub async fn case(&self, rupture: &str) -> Value {
        self.manager.get(format!("{rupture}/case")).await.expect(200)
    }
}

pub fn a_step(step: &str, done_on: &str) -> Value {
    json!({ "step": step, "done_on": done_on })
}

pub fn an_end(effective_on: &str) -> Value {
    json!({ "effective_on": effective_on, "notice_received_on": "2026-03-20" })
}

/// The same, said to have happened against the procedure.
pub fn against(body: Value) -> Value {
    with(body, json!({ "breach": { "reason": "C'est arrivé ainsi, d'après l'apprenti." } }))
}

/// Why something was taken back.
pub fn mistaken() -> Value {
    json!({ "reason": "Saisie par erreur." })
}

/// The codes of the faults of a refusal.
pub fn codes(reply: &Reply) -> Vec<String> {
    let errors = reply.body["errors"].as_array().into_iter().flatten();
    errors.map(|error| error["code"].as_str().unwrap_or_default().to_owned()).collect()
}

/// A step of a case, by its code.
pub fn step_of<'a>(case: &'a Value, code: &str) -> &'a Value {
    let steps = case["procedure"]["steps"].as_array().unwrap();
    steps.iter().find(|step| step["code"] == code).unwrap()
}
