//! A path told from end to end: a first year elsewhere, direct entry in year 2, a rupture, a new employer, a failed exam, the
//! year repeated with another employer, the diploma.

use serde_json::{Value, json};

use crate::contracts::agreements::{complete, signed};
use crate::harness::{Person, World, id_of};

const FIRST_CYCLE: [&str; 2] = ["2024-08-26", "2026-08-25"];
const SECOND_CYCLE: [&str; 2] = ["2025-08-25", "2027-08-24"];

async fn standing(by: &Person, enrolment: &str, day: &str) -> Value {
    by.get(format!("/v1/enrolments/{enrolment}/status?as_of={day}")).await.expect(200)
}

async fn statuses(by: &Person, enrolment: &str, expected: &[(&str, Option<&str>)]) {
    for (day, status) in expected {
        assert_eq!(standing(by, enrolment, day).await["national_code"], json!(status), "{day}");
    }
}

/// The share the law asks for and the minimum of a month, on each day.
async fn paid(by: &Person, contract: &str, expected: &[(&str, i64, i64)]) {
    for (day, percent, minimum) in expected {
        let schedule = by.get(format!("{contract}/pay-schedule?as_of={day}")).await.expect(200);
        let segments = schedule["segments"].as_array().unwrap();
        let current = segments.iter().find(|one| one["current"] == true).unwrap();
        let found = (current["legal_percent_hundredths"].clone(), current["minimum_cents"].clone());
        assert_eq!(found, (json!(percent), json!(minimum)), "{day}");
    }
}

async fn window(by: &Person, contract: &str) -> Value {
    let clock = by.get(format!("{contract}/clock")).await.expect(200);
    let deadlines = clock["data"].as_array().unwrap().clone();
    let window = deadlines.into_iter().find(|one| one["code"] == "legal_window").unwrap();
    json!([window["from_on"], window["due_on"]])
}

fn days_from(from: &str, to: &str) -> i64 {
    (crate::harness::day(to) - crate::harness::day(from)).num_days()
}

#[actix_web::test]
async fn each_day_of_a_winding_path_is_told_by_the_persons_own_dates() {
    let world = World::on("2025-09-01").await;
    let manager = world.manager();
    let (first, second) = (
        world.seed_cohort(FIRST_CYCLE[0], FIRST_CYCLE[1]),
        world.seed_cohort(SECOND_CYCLE[0], SECOND_CYCLE[1]),
    );
    let sam = world.seed_apprentice("Nadir", "Sam", "2005-05-10");
    let employers =
        ["73282932000074", "35600000000048", "98222438800016"].map(|siret| world.seed_employer(siret));
    let tutors = [("Lovelace", "Ada"), ("Curie", "Marie"), ("Hopper", "Grace")];
    let tutors = [0, 1, 2].map(|at| world.seed_tutor(employers[at], tutors[at].0, tutors[at].1));
    let contract =
        |enrolment: &str, at: usize, type_code: &str, from: &str, to: &str, previous: Option<&str>| {
            complete(json!({ "enrolment_id": enrolment, "employer_id": employers[at], "tutor_id": tutors[at],
            "type_code": type_code, "starts_on": from, "ends_on": to,
            "previous_contract_id": previous.map(|path| path.rsplit('/').next().unwrap()) }))
        };

    // a first year as a student elsewhere, then directly in the second year of a cohort
    let body = json!({ "cohort_id": first, "enrolled_on": "2025-09-01", "entry_reason": "direct_entry" });
    let enrolled = manager.post(format!("/v1/apprentices/{sam}/enrolments"), body).await.expect(201);
    assert_eq!(
        (&enrolled["entry"]["year"], &enrolled["entry"]["reason"]),
        (&json!(2), &json!("direct_entry"))
    );
    let one = id_of(&enrolled);
    let a = signed(&manager, contract(&one, 0, "11", "2025-09-01", FIRST_CYCLE[1], None), "2025-09-01").await;
    paid(&manager, &a, &[("2025-09-01", 5100, 91_892), ("2026-01-01", 5100, 92_975)]).await;
    assert_eq!(window(&manager, &a).await, json!(["2024-05-26", "2025-12-01"]));
    statuses(&manager, &one, &[("2025-08-31", None), ("2025-09-01", Some("APPRENTI"))]).await;

    // a rupture, six months to find another employer, who is found
    world.clock.advance_days(days_from("2025-09-01", "2026-02-12"));
    let manager = world.manager();
    let rupture = json!({ "effective_on": "2026-02-10", "initiator": "both", "ground": "mutual_agreement",
        "notice_received_on": "2026-02-12" });
    manager.post(format!("{a}/rupture"), rupture).await.expect(201);
    statuses(&manager, &one, &[("2026-02-09", Some("APPRENTI")), ("2026-02-10", Some("RUPTURANT"))]).await;
    assert_eq!(standing(&manager, &one, "2026-02-12").await["right_after_rupture_until"], "2026-08-10");
    world.clock.advance_days(days_from("2026-02-12", "2026-03-02"));
    let manager = world.manager();
    let b = contract(&one, 1, "23", "2026-03-02", FIRST_CYCLE[1], Some(&a));
    let b = signed(&manager, b, "2026-03-02").await;
    paid(&manager, &b, &[("2026-03-02", 5100, 92_975), ("2026-06-01", 6100, 113_889)]).await;
    statuses(&manager, &one, &[("2026-03-02", Some("APPRENTI")), ("2026-08-25", Some("FIN_DE_FORMATION"))])
        .await;
    assert_eq!(standing(&manager, &one, "2026-03-02").await["right_after_rupture_until"], Value::Null);

    // the exam failed, the year repeated in the next cohort with a third employer
    world.clock.advance_days(days_from("2026-03-02", "2026-09-01"));
    let manager = world.manager();
    let body = json!({ "cohort_id": second, "enrolled_on": "2026-09-01", "entry_year": 2, "entry_reason": "repeat",
        "continues_enrolment_id": one });
    let again = manager.post(format!("/v1/apprentices/{sam}/enrolments"), body).await.expect(201);
    let warnings: Vec<_> = again["warnings"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(warnings, ["enrolment.entry_not_proved"]);
    let two = id_of(&again);
    let c = contract(&two, 2, "22", "2026-09-01", SECOND_CYCLE[1], Some(&b));
    let c = signed(&manager, c, "2026-09-01").await;
    paid(&manager, &c, &[("2026-09-01", 6100, 113_889), ("2027-08-24", 6100, 113_889)]).await;
    statuses(&manager, &two, &[("2026-08-31", None), ("2026-09-01", Some("APPRENTI"))]).await;
    assert_eq!(window(&manager, &c).await, json!(["2025-05-25", "2026-12-01"]));

    // the diploma, with a month of notice: no right to stay without a contract
    world.clock.advance_days(days_from("2026-09-01", "2027-07-16"));
    let manager = world.manager();
    let graduated = json!({ "effective_on": "2027-07-15", "initiator": "apprentice", "ground": "diploma_obtained",
        "notice_received_on": "2027-06-10" });
    manager.post(format!("{c}/rupture"), graduated).await.expect(201);
    assert_eq!(standing(&manager, &two, "2027-07-16").await["right_after_rupture_until"], Value::Null);
    statuses(&manager, &one, &[("2027-07-16", Some("FIN_DE_FORMATION"))]).await;
}
