//! What `transitions` tell of a record is what its acts answer: on every kind of record, by people of each role.

use compagnon::app::operations::{STEPS, every_operation};
use compagnon::trust::door::Step;
use reqwest::Method;
use serde_json::Value;

use crate::access_matrix::unnamed;
use crate::foreigners::{Home, RECORDS};
use crate::harness::{Person, Reply};

/// Records of each kind that are tried.
const TRIED: usize = 12;

/// Answers that are about what the example says, not about the record: another example would pass.
const ABOUT_THE_BODY: &[&str] = &[
    "rupture.amendment_to_come",
    "visit.report_changed",
    "visit.report_corrected",
    "visit.slot_taken",
    "mark.stale",
    "mark.released",
    "contract.overlaps_another",
];

/// Whether an answer is about what the example says. What completes a signed contract fills its blanks: an example that
/// changes what is filled is refused as a change.
fn is_about_the_body(act: &str, code: &str) -> bool {
    ABOUT_THE_BODY.contains(&code) || (act, code) == ("complete", "contract.not_draft")
}

/// The acts of a kind of record, by its home.
fn steps_of(home: &str) -> &'static [Step] {
    STEPS.iter().find(|steps| steps[0].operation.1.starts_with(home)).copied().unwrap()
}

async fn tried(home: &Home, person: &Person, step: &Step, href: &str) -> Reply {
    let method = Method::from_bytes(step.operation.0.as_bytes()).unwrap();
    let key = uuid::Uuid::now_v7().to_string();
    let request = person.request(method, href).header("if-match", "*").header("idempotency-key", key);
    let path = every_operation()
        .find(|(verb, path, _)| *verb == step.operation.0 && unnamed(path) == unnamed(step.operation.1));
    person.send(request.json(&home.body(step.operation.0, path.expect("an operation").1))).await
}

/// Tries every act on a record, in the order told, and says where the answer is not what was told.
async fn compare(
    home: &Home,
    (role, person): (&str, &Person),
    record: &str,
    steps: &[Step],
    wrong: &mut Vec<String>,
) {
    for step in steps {
        let told = person.get(format!("{record}/transitions")).await;
        if matches!(told.status, 401 | 403 | 404) {
            return;
        }
        let told = told.expect(200);
        let Some(one) = told["data"].as_array().unwrap().iter().find(|one| one["act"] == step.act) else {
            // an act on what is not there, as on the procedure of a rupture declared at once
            let id = record.rsplit('/').next().unwrap();
            let answer = tried(home, person, step, &step.operation.1.replace("{id}", id)).await;
            assert!(matches!(answer.status, 403 | 404), "{role} {} {record}: {}", step.act, answer.status);
            continue;
        };
        let refusals: Vec<&str> =
            one["refusals"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
        assert_eq!(one["allowed"], Value::Bool(refusals.is_empty()));
        let href = one["href"].as_str().unwrap();
        if href.contains('{') {
            assert!(!refusals.is_empty(), "{href} is possible, without its address");
            continue;
        }
        let answer = tried(home, person, step, href).await;
        let code = answer.body["code"].as_str().unwrap_or_default();
        let faults = answer.body["errors"].as_array().into_iter().flatten();
        let codes: Vec<&str> = faults.map(|one| one["code"].as_str().unwrap()).chain([code]).collect();
        let right = match refusals.is_empty() {
            true => !matches!(answer.status, 403 | 404 | 409) || is_about_the_body(step.act, code),
            false => {
                (400..500).contains(&answer.status)
                    && (answer.status == 422 || codes.iter().any(|code| refusals.contains(code)))
            }
        };
        if !right {
            let (status, act) = (answer.status, step.act);
            wrong.push(format!("{role} {act} {record}: told {refusals:?}, answered {status} {codes:?}"));
        }
    }
}

#[actix_web::test]
async fn what_is_told_of_a_record_is_what_its_acts_answer() {
    let home = Home::founded().await;
    let mut wrong = Vec::new();
    let homes = every_operation().filter_map(|(_, path, _)| path.strip_suffix("/{id}/transitions"));
    for noun in homes.map(|path| path.trim_start_matches("/v1/")) {
        let table = noun.replace('-', "_");
        let from = RECORDS.iter().find(|(known, _)| *known == noun).map_or(table.as_str(), |found| found.1);
        let from = from.split(" WHERE ").next().unwrap();
        let ids = home.ids_where(&format!("{from} ORDER BY md5(id::text)"), TRIED);
        assert!(!ids.is_empty(), "{noun}");
        for (id, role) in ids.iter().zip(["trainer", "manager", "administrator"].into_iter().cycle()) {
            let record = format!("/v1/{noun}/{id}");
            // new each time: an act on an account may end the session of whoever does it
            let person = match role {
                "trainer" => home.world.trainer(),
                "manager" => home.world.manager(),
                _ => home.world.administrator(),
            };
            compare(&home, (role, &person), &record, steps_of(&format!("/v1/{noun}/{{id}}")), &mut wrong)
                .await;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
