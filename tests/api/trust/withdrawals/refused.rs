//! What forbids to take back, or to bring back: it is said what, and what to do first.

use serde_json::json;

use super::{created, why};
use crate::contracts::agreements::{a_contract, drafted, with};
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Reply, World};
use crate::people::apprentices::chloe;
use crate::ruptures::declarations::a_rupture;

/// What stands against an act, one sentence each.
fn standing(reply: Reply) -> Vec<String> {
    let refusal = reply.refused_with(409, "withdrawal.stood_on");
    let errors = refusal["errors"].as_array().unwrap().iter();
    errors.map(|error| error["message"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn what_stands_on_a_record_is_named_with_its_address_and_the_way_back() {
    let (world, story, contract) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let enrolment = format!("/v1/enrolments/{}", story.enrolment);
    let told = standing(manager.post(format!("{enrolment}/withdrawal"), why()).await);
    assert_eq!(
        told,
        [format!(
            "Un contrat du 25/08/2025 ({contract}) ; d'abord : POST {contract}/signature/withdrawal, puis DELETE {contract}."
        )]
    );
    let file = format!("/v1/apprentices/{}", story.apprentice);
    let told = standing(manager.post(format!("{file}/withdrawal"), why()).await);
    assert!(
        told.iter()
            .any(|one| one.contains(&format!("({enrolment}) ; d'abord : POST {enrolment}/withdrawal"))),
        "{told:?}"
    );
    let request = manager.request(reqwest::Method::POST, format!("/v1/tutors/{}/withdrawal", story.tutor));
    let english = manager.send(request.header("accept-language", "en").json(&why())).await;
    let told = standing(english);
    assert!(told.iter().any(|one| one.starts_with("A contract of 2025-08-25")), "{told:?}");
    assert!(!told.is_empty() && told.iter().all(|one| !one.contains("d'abord")), "{told:?}");
    let employer = manager.post(format!("/v1/employers/{}/withdrawal", story.employer), why()).await;
    assert!(standing(employer).iter().any(|one| one.starts_with("Un maître d'apprentissage (/v1/tutors/")));
    let cohort = manager.post(format!("/v1/cohorts/{}/withdrawal", story.cohort), why()).await;
    assert!(standing(cohort).iter().any(|one| one.starts_with("Une inscription")));
}

#[actix_web::test]
async fn a_rupture_stays_while_a_contract_or_a_fact_stands_on_it() {
    let (world, story, contract) = a_signed_story("2026-02-28").await;
    let manager = world.manager();
    let rupture = created(&manager, format!("{contract}/rupture"), a_rupture("2026-02-10")).await;
    let card = json!({ "kind": "student_card_return", "done_on": "2026-02-20" });
    let card = created(&manager, format!("{contract}/milestones"), card).await;
    let told = standing(manager.post(format!("{rupture}/withdrawal"), why()).await);
    assert_eq!(
        told,
        [format!("Un fait enregistré du 20/02/2026 ({card}) ; d'abord : POST {card}/withdrawal.")]
    );
    manager.post(format!("{card}/withdrawal"), why()).await.expect(200);

    let employer = world.seed_employer("55208131766522");
    let tutor = world.seed_tutor(employer, "Hopper", "Grace");
    let next = json!({ "employer_id": employer, "tutor_id": tutor, "type_code": "23", "starts_on": "2026-03-02",
                       "previous_contract_id": contract.rsplit('/').next().unwrap() });
    let draft = drafted(&manager, with(a_contract(&story), next.clone())).await;
    let told = standing(manager.post(format!("{rupture}/withdrawal"), why()).await);
    assert_eq!(told, [format!("Un contrat du 02/03/2026 ({draft}) ; d'abord : DELETE {draft}.")]);
    manager.post(format!("{draft}/signature"), json!({ "signed_on": "2026-02-27" })).await.expect(200);
    let over = manager.post(format!("{rupture}/withdrawal"), why()).await;
    over.refused_with(409, "contract.overlaps_another");
}

#[actix_web::test]
async fn what_a_rupture_cancelled_comes_back_with_the_rupture_alone() {
    let (world, _, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    created(&manager, format!("{contract}/rupture"), a_rupture("2026-02-10")).await;
    let visit = visits_of(&manager).await.remove(1);
    let refused = manager.post(format!("{visit}/cancellation/withdrawal"), why()).await;
    refused.refused_with(409, "visit.cancelled_by_rupture");
}

#[actix_web::test]
async fn nothing_comes_back_over_what_took_its_place_nor_without_its_ground() {
    let world = World::on("2025-09-10").await;
    let (manager, story) = (world.manager(), world.story());
    let mut friend = chloe();
    friend["given_name"] = json!("Zoé");
    let friend = created(&manager, "/v1/apprentices", friend).await;
    let enrolments = format!("{friend}/enrolments");
    let cohort = json!({ "cohort_id": story.cohort });
    let enrolment = created(&manager, &enrolments, cohort.clone()).await;
    let taken = created(&manager, format!("{enrolment}/withdrawal"), why()).await;
    let again = created(&manager, &enrolments, cohort).await;
    let back = format!("{taken}/restoration");
    manager.post(&back, json!({})).await.refused_with(409, "withdrawal.place_taken");
    created(&manager, format!("{again}/withdrawal"), why()).await;
    created(&manager, format!("{friend}/withdrawal"), why()).await;
    manager.post(&back, json!({})).await.refused_with(409, "withdrawal.ground_gone");
}

#[actix_web::test]
async fn what_changed_since_is_not_brought_back_over() {
    let (world, _, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    let rupture = created(&manager, format!("{contract}/rupture"), a_rupture("2026-02-10")).await;
    let taken = created(&manager, format!("{rupture}/withdrawal"), why()).await;
    let visit = visits_of(&manager).await.remove(1);
    manager.post(format!("{visit}/cancellation"), json!({ "reason": "company_closed" })).await.expect(200);
    let back = manager.post(format!("{taken}/restoration"), json!({})).await;
    back.refused_with(409, "withdrawal.changed_since");
}

#[actix_web::test]
async fn every_table_that_may_stand_on_a_record_has_words() {
    use compagnon::trust::withdrawals::kinds::WithdrawalKind;
    let world = World::on("2025-09-10").await;
    // an act taken back leaves its record there
    let acts = [
        "rupture",
        "contract_signature",
        "amendment_signature",
        "calendar",
        "visit_report",
        "contract_filing",
        "amendment_filing",
        "contract_decision",
        "amendment_decision",
        "visit_cancellation",
        "mock_exam_cancellation",
        "mock_exam_holding",
        "mock_exam_marking",
        "mock_exam_release",
        "call_follow_up",
        "commitment_completion",
        "visit_acknowledgement",
        "visit_replacement",
        "contract_filing_completion",
        "amendment_filing_completion",
    ];
    for kind in WithdrawalKind::ALL.iter().filter(|kind| !acts.contains(&kind.as_str())) {
        let facts = kind.facts();
        let parts: Vec<String> = facts.parts.iter().map(|(table, _)| format!("'{table}'")).collect();
        let parts = if parts.is_empty() { "''".to_owned() } else { parts.join(", ") };
        let words = compagnon::trust::withdrawals::tables_with_words();
        let known: Vec<String> = words.iter().map(|table| format!("'{table}'")).collect();
        let silent = format!(
            "SELECT count(*) AS n FROM pg_constraint c WHERE c.contype = 'f' AND c.confrelid = '{}'::regclass
             AND c.conrelid::regclass::text NOT IN ({parts}, {})",
            facts.table,
            known.join(", ")
        );
        assert_eq!(world.database_counts(&silent), 0, "{kind}: a table that refers to it has no words");
    }
}
