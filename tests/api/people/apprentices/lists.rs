//! Lists of apprentices: order, search, filters, pages.

use serde_json::{Value, json};

use super::chloe;
use crate::harness::World;

fn names(page: &Value) -> Vec<&str> {
    let rows = page["data"].as_array().expect("rows");
    rows.iter().map(|row| row["given_name"].as_str().expect("a name")).collect()
}

#[actix_web::test]
async fn apprentices_are_sorted_by_name_page_after_page() {
    let world = World::on("2025-06-02").await;
    for (family_name, given_name) in
        [("Émile", "Zoé"), ("Durand", "Chloé"), ("Emile", "Adam"), ("durand", "Bob"), ("Durand", "Chloé")]
    {
        world.seed_apprentice(family_name, given_name, "2006-03-14");
    }
    let manager = world.manager();
    let whole = manager.get("/v1/apprentices?include=total").await.expect(200);
    assert_eq!(names(&whole), ["Bob", "Chloé", "Chloé", "Adam", "Zoé"]);
    assert_eq!((&whole["total"], &whole["next_cursor"]), (&json!(5), &Value::Null));

    let (mut seen, mut path) = (Vec::new(), Some("/v1/apprentices?limit=2".to_owned()));
    while let Some(next) = path {
        let page = manager.get(next).await;
        let link = page.header("link").map(str::to_owned);
        path = link.and_then(|link| Some(link.split(['<', '>']).nth(1)?.to_owned()));
        let page = page.expect(200);
        assert!(page.get("total").is_none());
        seen.extend(page["data"].as_array().unwrap().iter().map(|row| row["id"].clone()));
    }
    let ids: Vec<Value> = whole["data"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    assert_eq!(seen, ids);
}

#[actix_web::test]
async fn a_search_ignores_accents_capitals_and_the_order_of_words() {
    let world = World::on("2025-06-02").await;
    world.seed_apprentice("Lévêque", "Anaïs", "2006-03-14");
    world.seed_apprentice("Durand", "Chloé", "2006-03-14");
    let manager = world.manager();
    for query in ["leveque", "ANAIS%20LEV", "vêq", "naïs", "le", "an%20eque", "a%20l"] {
        let found = manager.get(format!("/v1/apprentices?q={query}&include=total")).await.expect(200);
        assert_eq!((names(&found), &found["total"]), (vec!["Anaïs"], &json!(1)), "{query}");
    }
    for query in ["%25%5F", "%5C%5C", "l%25v", "ev", "qu"] {
        let none = manager.get(format!("/v1/apprentices?q={query}")).await.expect(200);
        assert_eq!(none["data"], json!([]), "{query}");
    }
    let unknown = manager.get("/v1/apprentices?q=a&state=registered&include=all&limit=201&as_of=soon").await;
    let mut faults: Vec<String> = unknown.refused_with(400, "query.invalid")["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["pointer"].as_str().unwrap().to_owned())
        .collect();
    faults.sort();
    assert_eq!(faults, ["as_of", "include", "limit", "q", "state"]);
}

#[actix_web::test]
async fn a_list_is_narrowed_to_a_site_or_a_cohort_and_shows_statuses_on_a_day() {
    let world = World::on("2025-10-01").await;
    let story = world.story();
    let contract = world.seed_contract(&story, "2025-09-01", "2027-08-24");
    let other = world.seed_apprentice("Petit", "Zoé", "2006-03-14");
    let cohort = world.seed_cohort("2026-08-24", "2028-08-23");
    world.seed_enrolment(other, cohort);
    world.other_manager().post("/v1/apprentices", chloe()).await.expect(201);
    let manager = world.manager();

    let of_cohort =
        manager.get(format!("/v1/apprentices?cohort={}&include=total", story.cohort)).await.expect(200);
    assert_eq!((names(&of_cohort), &of_cohort["total"]), (vec!["Chloé"], &json!(1)));
    let line = &of_cohort["data"][0];
    assert_eq!(line["born_on"], "2006-03-14");
    assert_eq!(
        line["enrolments"],
        json!([{ "id": story.enrolment, "cohort_id": story.cohort, "cohort_name": "BTS MCO 2025-2027",
                 "status": "apprentice", "national_code": "APPRENTI", "referent": null, "next_visit": null,
                 "contract": { "id": contract, "phase": "running", "starts_on": "2025-09-01", "ends_on": "2027-08-24",
                               "employer": { "id": story.employer, "name": "Librairie 73282932000074", "city": null },
                               "tutor": { "id": story.tutor, "family_name": "Lovelace", "given_name": "Ada",
                                          "phone": null, "email": null } } }])
    );
    for (as_of, status) in [("2025-08-31", "registered"), ("2027-08-24", "completed")] {
        let then = manager.get(format!("/v1/apprentices?q=durand&as_of={as_of}")).await.expect(200);
        assert_eq!(then["data"][0]["enrolments"][0]["status"], status, "{as_of}");
    }

    let administrator = world.administrator();
    let all = administrator.get("/v1/apprentices?include=total").await.expect(200);
    assert_eq!(all["total"], 3);
    let path = format!("/v1/apprentices?site={}&include=total", world.other_site());
    assert_eq!(administrator.get(&path).await.expect(200)["total"], 1);
    assert_eq!(manager.get(&path).await.expect(200)["total"], 0);
}
