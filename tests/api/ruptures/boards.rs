//! The board of a site: ruptures of a year as counts, and who is without a contract.

use serde_json::{Value, json};

use super::declarations::a_rupture;
use super::procedures::{Breakable, mistaken};
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Story, id_of};
use crate::people::referents::{account_of, name};

fn counts(rows: &Value, key: &str) -> Vec<Value> {
    let some = rows.as_array().unwrap().iter().filter(|one| one["count"] != 0);
    some.map(|one| json!([one[key], one["count"]])).collect()
}

#[actix_web::test]
async fn a_board_counts_ruptures_and_shows_both_countdowns_of_whoever_has_no_contract() {
    let (world, story, contract) = a_signed_story("2026-03-02").await;
    let manager = world.manager();
    let rupture = manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    let late = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    world.seed_enrolment(late, story.cohort);
    let path = format!("/v1/sites/{}/rupture-board", world.site());
    let board = manager.get(&path).await.expect(200);
    assert_eq!((&board["from_on"], &board["to_on"]), (&json!("2025-08-01"), &json!("2026-07-31")));
    assert_eq!(board["total"], 1);
    assert_eq!(counts(&board["by_ground"], "ground"), [json!(["mutual_agreement", 1])]);
    assert_eq!(board["by_ground"][0]["label"], "Accord écrit des deux parties");
    assert_eq!(counts(&board["by_month"], "month_on"), [json!(["2026-02-01", 1])]);
    assert_eq!(counts(&board["by_employer"], "employer_id"), [json!([story.employer, 1])]);
    assert_eq!(counts(&board["by_days"], "from_days"), [json!([91, 1])]);
    let learners: Vec<_> = board["without_contract"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["name"], one["right_state"], one["right_days_left"], one["drops_out_on"]]))
        .collect();
    assert_eq!(
        learners,
        [
            json!(["Léo Martin", "ran_out", null, "2025-11-23"]),
            json!(["Chloé Durand", "running", 162, "2026-08-09"]),
        ]
    );
    let listed = async |query: &str| -> usize {
        let page = manager.get(format!("/v1/ruptures?{query}")).await.expect(200);
        page["data"].as_array().unwrap().len()
    };
    for (query, found) in [
        ("ground=mutual_agreement".to_owned(), 1),
        ("ground=resignation".to_owned(), 0),
        (format!("employer={}", story.employer), 1),
        (format!("employer={}", story.tutor), 0),
        ("from_days=91&to_days=180".to_owned(), 1),
        ("from_days=181".to_owned(), 0),
        ("to_days=168".to_owned(), 0),
        ("from_days=169&to_days=169&from=2026-02-01&to=2026-02-28".to_owned(), 1),
    ] {
        assert_eq!(listed(&query).await, found, "what a count is made of: {query}");
    }
    let civil = manager.get(format!("{path}?year=2025&kind=civil")).await.expect(200);
    assert_eq!((&civil["total"], &civil["by_days"][0]["to_days"]), (&json!(0), &json!(45)));

    world.tutor(&story.tutor()).get(&path).await.refused_with(403, "forbidden");
    world.other_manager().get(&path).await.refused_with(404, "site.not_found");
    let reason = json!({ "reason": "Les parties ont changé d'avis." });
    manager.post(format!("/v1/ruptures/{}/withdrawal", id_of(&rupture)), reason).await.expect(201);
    let after = manager.get(&path).await.expect(200);
    assert_eq!(after["total"], 0);
    assert_eq!(after["without_contract"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn a_board_shows_each_procedure_that_goes_on_with_its_next_lawful_day() {
    let place = Breakable::on("2026-03-02").await;
    let rupture = place.opened("resignation", "apprentice").await;
    place.step(&rupture, "mediator_seized", "2026-03-02").await.expect(201);
    let friend = place.world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let enrolment = place.world.seed_enrolment(friend, place.story.cohort);
    let story = Story { apprentice: friend, enrolment, ..place.story };
    let contract = place.world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let agreed = json!({ "contract_id": contract, "ground": "mutual_agreement", "initiator": "both" });
    let agreed = place.manager.post("/v1/ruptures", agreed).await.expect(201);

    let path = format!("/v1/sites/{}/rupture-board", place.world.site());
    let board = place.manager.get(&path).await.expect(200);
    let open = board["open_procedures"].as_array().unwrap();
    let told: Vec<_> = open
        .iter()
        .map(|one| {
            json!([
                one["apprentice"]["family_name"],
                one["next"]["step"],
                one["next"]["from_on"],
                one["next"]["in_days"]
            ])
        })
        .collect();
    let expected = [
        json!(["Martin", "agreement_signed", "2026-03-02", 0]),
        json!(["Durand", "employer_informed", "2026-03-07", 5]),
    ];
    assert_eq!(told, expected);
    let second = &open[1];
    assert_eq!(rupture, format!("/v1/ruptures/{}", second["rupture_id"].as_str().unwrap()));
    assert_eq!((&second["earliest_on"], &second["missing"]), (&json!("2026-03-14"), &json!(1)));
    assert_eq!(second["ground_label"], "Démission de l'apprenti");
    assert!(second["employer"]["name"].is_string() && second["cohort"]["name"].is_string(), "{second:#}");

    let listed = async |query: &str| -> Vec<Value> {
        let page = place.manager.get(format!("/v1/rupture-cases?state=open&{query}")).await.expect(200);
        page["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["procedure"]["next"]["in_days"].clone())
            .collect()
    };
    assert_eq!(listed("ground=resignation").await, [json!(5)]);
    assert_eq!(listed(&format!("cohort={}", place.story.cohort)).await.len(), 2);
    let (trainer, elsewhere) = (place.world.trainer(), place.world.other_manager());
    let account = account_of(&trainer).await;
    assert_eq!(listed(&format!("referent={account}")).await, Vec::<Value>::new());
    name(&place.manager, &story, &account, "2025-09-01").await.expect(201);
    assert_eq!(listed(&format!("referent={account}")).await, [json!(0)]);
    elsewhere.get(&path).await.refused_with(404, "site.not_found");

    let reason = json!({ "reason": "Ils poursuivent." });
    let given_up = format!("/v1/ruptures/{}/abandonment", id_of(&agreed));
    place.manager.post(given_up, reason).await.expect(201);
    place.manager.post(format!("{rupture}/case/withdrawal"), mistaken()).await.expect(201);
    assert_eq!(place.manager.get(&path).await.expect(200)["open_procedures"], json!([]));
}
