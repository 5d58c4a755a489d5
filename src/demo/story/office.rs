//! What the office did in time, or late and nobody minds any more: at rest the demonstration shows a few late things, not
//! years of them.

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::super::api::{Actor, day, lines, text};
use super::{PROGRAMME, Scene};
use crate::law::calendar::add_days;

/// What became late since so many days is what the office has not come to yet.
const LEFT_ALONE_DAYS: i64 = 12;
/// Year of the exam session of the cohort.
const SESSION: i32 = 2027;
/// Days the body of a deposit takes to answer, in the story.
const ANSWER_DAYS: i64 = 9;
/// Number of a deposit: the department of the site, then the year and the month, then a rank.
const DEPARTMENT: &str = "010";

/// Does whatever has been late for longer, each thing by the request that clears it.
pub(super) async fn play(scene: &Scene) -> anyhow::Result<()> {
    let longest = add_days(scene.today, -LEFT_ALONE_DAYS);
    let mut deposits = 0;
    for query in ["", "&owner=cfa"] {
        for task in late(&scene.manager, query).await? {
            if day(&task, "/due_on")? > longest {
                continue;
            }
            clear(scene, &task, &mut deposits).await?;
        }
    }
    publish_rates(scene).await
}

/// What a page of the school shows of the cohort so far: the contracts broken, the trainings interrupted.
async fn publish_rates(scene: &Scene) -> anyhow::Result<()> {
    let rates = json!({ "programme": PROGRAMME, "session": SESSION, "channel": "own" });
    scene.manager.post("/v1/publications", rates).await?;
    Ok(())
}

/// Everything late, whatever its number.
async fn late(manager: &Actor, query: &str) -> anyhow::Result<Vec<Value>> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/v1/obligations?state=late&limit=200{query}{cursor}");
        let page = manager.get(&path).await?;
        all.extend(lines(&page).iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(all),
        }
    }
}

/// What is recorded of a contract under the name of what it clears.
const FACTS: [&str; 6] =
    ["medical_visit", "student_card", "student_card_return", "pay_step", "invoice", "rupture_notice"];

async fn clear(scene: &Scene, task: &Value, deposits: &mut u32) -> anyhow::Result<()> {
    let (kind, due_on) = (text(task, "/kind")?, day(task, "/due_on")?);
    let href = text(task, "/clears_with/href")?;
    let body = match kind.as_str() {
        "document" => json!({ "document": task["step"], "received_on": due_on }),
        "stay_step" => {
            let mut body = task["clears_with"]["body"].clone();
            body["done_on"] = json!(due_on);
            body
        }
        "deposit_to_make" => deposit(scene, due_on, deposits),
        "report_to_acknowledge" => {
            let waiver = format!("/v1/obligations/{}/waiver", text(task, "/id")?);
            let body = json!({ "reason": "done_elsewhere", "note": "Compte rendu signé sur papier." });
            return scene.manager.post(&waiver, body).await.map(drop);
        }
        fact if FACTS.contains(&fact) => milestone_body(fact, task, due_on),
        _ => return Ok(()),
    };
    scene.manager.post(&href, body).await.map(drop).with_context(|| format!("{kind} of {due_on}"))
}

fn milestone_body(kind: &str, task: &Value, done_on: NaiveDate) -> Value {
    match task["step"].as_str() {
        Some(step) => json!({ "kind": kind, "step": step, "done_on": done_on }),
        None => json!({ "kind": kind, "done_on": done_on }),
    }
}

/// The deposit of a contract, with its acceptance.
fn deposit(scene: &Scene, sent_on: NaiveDate, deposits: &mut u32) -> Value {
    *deposits += 1;
    let decided_on = add_days(sent_on, ANSWER_DAYS).min(scene.today);
    let number = format!("{DEPARTMENT}{:04}{:02}00{:04}", decided_on.year(), decided_on.month(), *deposits);
    json!({ "sent_on": sent_on, "complete_on": sent_on,
            "acceptance": { "decided_on": decided_on, "deca_number": number } })
}
