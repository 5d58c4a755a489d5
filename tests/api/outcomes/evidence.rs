//! What evidences the national quality standard: counted for a site and a period, with what is missing.

use serde_json::{Value, json};

use crate::follow_up::visits::a_signed_story;
use crate::harness::World;
use crate::outcomes::results::{exam_of, registered};

const EVIDENCE: &str = "/v1/sites/ufa-leonie-aviat/quality-evidence";

fn indicator(list: &Value, number: usize) -> Value {
    let found = list["indicators"].as_array().unwrap().iter().find(|one| one["number"] == number);
    found.unwrap().clone()
}

fn counts(list: &Value, number: usize, kind: &str) -> (i64, i64) {
    let indicator = indicator(list, number);
    let evidence = indicator["evidence"].as_array().unwrap().iter().find(|one| one["kind"] == kind).unwrap();
    (evidence["facts"].as_i64().unwrap(), evidence["gaps"].as_i64().unwrap())
}

#[actix_web::test]
async fn each_indicator_is_counted_with_its_gaps_and_the_others_are_shown_otherwise() {
    let (world, story, _) = a_signed_story("2026-11-12").await;
    let manager = world.manager();
    let before = manager.get(EVIDENCE).await.expect(200);
    assert_eq!(
        (&before["from"], &before["to"], &before["edition"]),
        (&json!("2025-05-12"), &json!("2026-11-12"), &json!("2019"))
    );
    assert_eq!(before["indicators"].as_array().unwrap().len(), 32);
    assert_eq!(indicator(&before, 26)["state"], "elsewhere");
    assert_eq!(indicator(&before, 16)["state"], "missing");
    assert_eq!(counts(&before, 10, "referents"), (0, 1), "nobody follows the apprentice");
    assert_eq!(counts(&before, 11, "skill_positions"), (0, 1));
    manager.put(exam_of(&story), "\"v0\"", registered()).await.expect(200);
    let complaint = json!({ "received_on": "2026-10-01", "complainant": "employer", "channel": "phone",
        "subject": "follow_up", "what": "Sans nouvelles du centre" });
    manager.post("/v1/sites/ufa-leonie-aviat/complaints", complaint).await.expect(201);
    let after = manager.get(EVIDENCE).await.expect(200);
    assert_eq!(counts(&after, 16, "exam_registrations"), (1, 0));
    assert_eq!(indicator(&after, 16)["state"], "shown");
    assert_eq!(counts(&after, 31, "complaints"), (1, 1), "past its delay, not closed");
    assert_eq!(indicator(&after, 31)["state_label"], "Montré, avec des manques");
    let earlier = manager.get(format!("{EVIDENCE}?from=2026-01-01&to=2026-09-30")).await.expect(200);
    assert_eq!(counts(&earlier, 31, "complaints"), (0, 0), "of the period alone");
    let link = indicator(&after, 31)["evidence"][0]["href"].as_str().unwrap().to_owned();
    assert_eq!(manager.get(link).await.expect(200)["data"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn whoever_repeats_is_there_until_their_own_end() {
    let (world, story, _) = a_signed_story("2028-06-01").await;
    let (manager, year) = (world.manager(), format!("{EVIDENCE}?from=2027-11-01&to=2028-03-31"));
    assert_eq!(counts(&manager.get(&year).await.expect(200), 10, "referents"), (0, 0), "the cohort is over");
    let enrolment = format!("/v1/enrolments/{}", story.enrolment);
    manager.change(enrolment, json!({ "expected_ends_on": "2028-07-05" })).await.expect(200);
    assert_eq!(counts(&manager.get(&year).await.expect(200), 10, "referents"), (0, 1));
}

#[actix_web::test]
async fn the_list_is_a_file_too_and_for_the_office_of_the_site() {
    let world = World::on("2026-11-12").await;
    let manager = world.manager();
    let file = manager.get(format!("{EVIDENCE}.csv")).await;
    assert_eq!((file.status, file.header("content-type")), (200, Some("text/csv; charset=utf-8")));
    assert!(file.text.contains("site;du;au;indicateur"), "{}", file.text);
    assert!(file.text.lines().count() > 40, "a line for each piece of evidence: {}", file.text);
    assert!(file.text.lines().skip(1).all(|line| line.contains(";12/05/2025;12/11/2026;")), "{}", file.text);
    let formula = json!({"name": "=1+1"});
    world.administrator().patch("/v1/sites/ufa-leonie-aviat", "\"v1\"", formula).await.expect(200);
    let file = manager.get(format!("{EVIDENCE}.csv")).await;
    assert!(
        file.text.split("\r\n").skip(1).all(|line| line.is_empty() || line.starts_with("'=1+1;")),
        "{}",
        file.text
    );
    manager.get(format!("{EVIDENCE}?from=2026-11-13")).await.faults(&[("/from", "quality_evidence.period")]);
    world.other_manager().get(EVIDENCE).await.refused_with(404, "site.not_found");
    world.trainer().get(EVIDENCE).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn a_partner_reads_outcomes_with_the_scope_for_them_and_nothing_else() {
    let (world, story, _) = a_signed_story("2026-11-12").await;
    let manager = world.manager();
    manager.put(exam_of(&story), "\"v0\"", registered()).await.expect(200);
    let (partner, stranger) = (world.client(&["outcomes:read"]), world.client(&["cohorts:read"]));
    let registrations = format!("/v1/cohorts/{}/exam-registrations?include=total", story.cohort);
    let outcomes = format!("/v1/cohorts/{}/outcomes?include=total", story.cohort);
    for path in [registrations.as_str(), outcomes.as_str(), "/v1/exam-results", "/v1/indicators"] {
        partner.get(path).await.expect(200);
        stranger.get(path).await.refused_with(403, "forbidden");
    }
    assert_eq!(partner.get(&registrations).await.expect(200)["total"], 1);
    assert_eq!(manager.get(&outcomes).await.expect(200)["total"], 0);
    let untold = manager.get(registrations.replace("?include=total", "")).await.expect(200);
    assert_eq!(untold.get("total"), None, "only when asked");
    partner.get("/v1/complaints").await.refused_with(403, "forbidden");
    partner.get("/v1/indicators/award/cases").await.refused_with(403, "forbidden");
}
