//! What matters most comes first, whoever asks; what is theirs; and what is the CFA's.

use serde_json::{Value, json};

use super::{due, has, until};
use crate::contracts::agreements::{a_contract, signed};
use crate::follow_up::visits::a_signed_story;
use crate::harness::Person;
use crate::people::referents::{account_of, name};

fn class(one: &Value) -> i64 {
    one["consequence"]["class"].as_i64().unwrap()
}

/// What tells the place of a row: what presses by what is lost, the rest by its last day.
fn place(one: &Value) -> (bool, i64, String, String) {
    let upcoming = one["state"] == "upcoming";
    let text = |field: &str| one[field].as_str().unwrap().to_owned();
    (upcoming, if upcoming { 0 } else { class(one) }, text("due_on"), text("id"))
}

async fn paged(person: &Person, query: &str, limit: usize) -> Vec<Value> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = person.get(format!("/v1/obligations?limit={limit}&{query}{cursor}")).await.expect(200);
        all.extend(page["data"].as_array().unwrap().clone());
        let Some(next) = page["next_cursor"].as_str() else { return all };
        cursor = format!("&cursor={next}");
    }
}

#[actix_web::test]
async fn what_is_lost_for_good_comes_before_a_paper_however_old() {
    let (world, ..) = a_signed_story("2025-09-02").await;
    let manager = world.manager();
    let all = due(&manager, "").await;
    assert!(all.iter().map(place).is_sorted(), "{:#?}", all.iter().map(place).collect::<Vec<_>>());
    assert_eq!(all[0]["kind"], "deposit_to_make", "a paper has been late for longer: {:#}", all[0]);
    assert_eq!(all[0]["label"], "Dépôt à faire");
    assert_eq!(
        all[0]["consequence"],
        json!({ "class": 1, "sentence": "Sans dépôt, ni prise en charge ni aide à l'employeur.",
                "source": "Code du travail, art. D6224-1 et D6243-2" })
    );
    assert!(all.iter().all(|one| !one["label"].as_str().unwrap().is_empty() && class(one) > 0));
    for limit in [1, 4, 7] {
        assert_eq!(paged(&manager, "", limit).await, all, "{limit}");
    }
    let mut by_day = due(&manager, "sort=due_on").await;
    assert!(by_day.iter().map(|one| one["due_on"].as_str().unwrap().to_owned()).is_sorted());
    assert_eq!(paged(&manager, "sort=due_on", 3).await, by_day);
    by_day.sort_by_key(place);
    assert_eq!(by_day, all, "the same rows");
    manager.get("/v1/obligations?sort=age").await.refused_with(400, "query.invalid");
}

#[actix_web::test]
async fn each_asks_for_what_is_theirs_without_saying_who_they_are() {
    let (world, story, _) = a_signed_story("2025-11-20").await;
    let (manager, trainer) = (world.manager(), world.trainer());
    name(&manager, &story, &account_of(&trainer).await, "2025-09-01").await.expect(201);
    let mine = due(&trainer, "owner=me").await;
    assert!(has(&mine, "visit_to_hold") && !has(&mine, "deposit_to_make"), "{mine:#?}");
    assert_eq!(mine, due(&manager, &format!("owner={}", account_of(&trainer).await)).await);
    let theirs = due(&manager, "owner=me").await;
    assert!(has(&theirs, "deposit_to_make") && !has(&theirs, "visit_to_hold"), "{theirs:#?}");
    assert_eq!(theirs, due(&manager, &format!("owner={}", world.site())).await);
    let student = world.student(&story.apprentice());
    let own = due(&student, "owner=me").await;
    assert!(has(&own, "document"));
    assert_eq!(own, due(&student, &format!("owner={}", story.apprentice)).await);
    let counts = trainer.get("/v1/obligations/counts?owner=me").await.expect(200);
    let open = ["upcoming", "due", "late"].iter().map(|state| counts[state].as_i64().unwrap()).sum::<i64>();
    assert_eq!(open, i64::try_from(mine.len()).unwrap());
    let refused = manager.get("/v1/obligations?owner=moi").await.refused_with(400, "query.invalid");
    assert!(refused.to_string().contains("me (moi)"), "{refused}");
}

#[actix_web::test]
async fn what_the_cfa_has_to_do_is_told_to_the_cfa_and_to_who_follows_it() {
    let (world, ..) = a_signed_story("2025-09-02").await;
    let manager = world.manager();
    let (spared, by_name) = (due(&manager, "").await, due(&manager, "kind=invoice").await);
    assert!(!has(&spared, "invoice") && has(&by_name, "invoice"));
    assert_eq!(by_name, due(&manager, "owner=cfa").await);
    let client = world.client(&["obligations:read", "apprentices:read", "employers:read"]);
    assert_eq!(due(&client, "owner=me").await, by_name);
    let late = |counts: &Value| counts["late"].as_i64().unwrap();
    let of = async |person: &Person| person.get("/v1/obligations/counts").await.expect(200);
    let counts = of(&manager).await;
    assert!(!counts["data"].as_array().unwrap().iter().any(|one| one["kind"] == "invoice"), "{counts}");
    assert!(late(&of(&client).await) > late(&counts));
    let account = account_of(&manager).await;
    world.database_says(&format!("UPDATE accounts SET functions = '{{cfa_duties}}' WHERE id = '{account}'"));
    assert!(has(&due(&manager, "").await, "invoice"), "they follow it");
    assert!(has(&due(&manager, "owner=me").await, "invoice"));
    assert_eq!(late(&of(&manager).await), late(&of(&client).await));
}

#[actix_web::test]
async fn what_presses_is_put_together_by_apprentice_and_by_kind() {
    let (world, story, _) = a_signed_story("2025-09-02").await;
    let manager = world.manager();
    let other = world.story_in_another_company();
    signed(&manager, a_contract(&other), "2025-08-20").await;
    let pressing: Vec<Value> =
        due(&manager, "").await.into_iter().filter(|one| one["state"] != "upcoming").collect();
    let groups = manager.get("/v1/obligations/groups").await.expect(200);
    let groups = groups["data"].as_array().unwrap();
    assert_eq!(groups.len(), 2);
    let total = |groups: &[Value]| {
        groups.iter().map(|one| one["due"].as_i64().unwrap() + one["late"].as_i64().unwrap()).sum::<i64>()
    };
    assert_eq!(total(groups), i64::try_from(pressing.len()).unwrap());
    for group in groups {
        let theirs: Vec<Value> = pressing
            .iter()
            .filter(|one| one["apprentice"]["id"] == group["apprentice"]["id"])
            .take(3)
            .cloned()
            .collect();
        assert_eq!(group["first"], json!(theirs));
    }
    let mut one_by_one = Vec::new();
    let mut path = "/v1/obligations/groups?limit=1".to_owned();
    loop {
        let page = manager.get(&path).await.expect(200);
        one_by_one.extend(page["data"].as_array().unwrap().clone());
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/obligations/groups?limit=1&cursor={cursor}");
    }
    assert_eq!(json!(one_by_one), json!(groups));

    let kinds = manager.get("/v1/obligations/groups?by=kind").await.expect(200);
    let kinds = kinds["data"].as_array().unwrap();
    assert_eq!((&kinds[0]["kind"], &kinds[0]["label"]), (&json!("deposit_to_make"), &json!("Dépôt à faire")));
    assert_eq!(total(kinds), total(groups));
    assert!(kinds.iter().all(|one| one["first"][0]["kind"] == one["kind"]));
    let student = world.student(&story.apprentice());
    assert_eq!(student.get("/v1/obligations/groups").await.expect(200)["data"].as_array().unwrap().len(), 1);
    assert!(world.other_manager().get("/v1/obligations/groups").await.expect(200)["data"][0].is_null());
}

#[actix_web::test]
async fn the_order_is_that_of_the_day_asked_for() {
    let (world, ..) = a_signed_story("2025-08-20").await;
    let manager = world.manager();
    let ahead = due(&manager, "as_of=2025-09-02").await;
    until(&world, "2025-09-02");
    let manager = world.manager();
    assert_eq!(due(&manager, "").await, ahead);
}
