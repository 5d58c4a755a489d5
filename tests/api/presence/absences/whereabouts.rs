//! Who is where on a day.

use serde_json::{Value, json};

use super::{a_monday, entered};
use crate::contracts::agreements::with;
use crate::harness::World;
use crate::presence::calendars::{give_calendar, wednesday_to_friday};

fn places_of(page: &Value) -> Vec<(&str, &str)> {
    let rows = page["data"].as_array().unwrap().iter();
    rows.map(|row| (row["family_name"].as_str().unwrap(), row["place"].as_str().unwrap())).collect()
}

#[actix_web::test]
async fn everybody_in_training_is_somewhere() {
    let world = World::on("2025-10-06").await;
    let (manager, story) = (world.manager(), world.story());
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let martin = world.seed_apprentice("Martin", "Camille", "2006-05-01");
    world.seed_enrolment(martin, story.cohort);
    let other = world.seed_cohort("2024-08-26", "2026-08-25");
    let weiss = world.seed_apprentice("Weiss", "Alex", "2005-05-01");
    world.seed_enrolment(weiss, other);
    world.seed_enrolment(
        world.seed_apprentice("Ancien", "Un", "2000-01-01"),
        world.seed_cohort("2022-08-29", "2024-08-28"),
    );
    entered(&manager, a_monday(&story)).await;
    let path = format!("/v1/sites/{}/whereabouts", world.site());
    let monday = manager.get(&path).await.expect(200);
    assert_eq!(places_of(&monday), [("Durand", "absent"), ("Martin", "centre"), ("Weiss", "centre")]);
    let to_confirm = |page: &Value| {
        page["data"].as_array().unwrap().iter().map(|one| one["to_be_confirmed"] == true).collect::<Vec<_>>()
    };
    assert_eq!(to_confirm(&monday), [false, false, true], "the week of the other class is only proposed");
    assert_eq!(monday["data"][0]["absent"], "day");
    let wednesday = manager.get(format!("{path}?on=2025-10-08")).await.expect(200);
    assert_eq!(
        places_of(&wednesday),
        [("Durand", "company"), ("Martin", "without_contract"), ("Weiss", "without_contract")]
    );
    assert_eq!(wednesday["data"][0]["cohort_name"], "BTS MCO 2025-2027");
    assert_eq!(wednesday["data"][0]["employer_name"], "Librairie 73282932000074");
    let ill = json!({ "from_on": "2025-10-08", "to_half": "morning", "away_from": "company" });
    entered(&manager, with(a_monday(&story), ill)).await;
    let wednesday = manager.get(format!("{path}?on=2025-10-08&place=company")).await.expect(200);
    assert_eq!(
        (places_of(&wednesday), &wednesday["data"][0]["absent"]),
        (vec![("Durand", "company")], &json!("morning"))
    );
    let counts = manager.get(format!("{path}/counts?on=2025-10-08")).await.expect(200);
    let places = json!([{ "place": "company", "count": 1 }, { "place": "without_contract", "count": 2 }]);
    assert_eq!(counts, json!({ "on": "2025-10-08", "total": 3, "by_place": places, "partly_absent": 1 }));
    let class = manager.get(format!("{path}/counts?cohort={}", story.cohort)).await.expect(200);
    assert_eq!((&class["on"], &class["total"]), (&json!("2025-10-06"), &json!(2)));
    let class = manager.get(format!("{path}?cohort={}&on=2025-10-07", story.cohort)).await.expect(200);
    assert_eq!(places_of(&class), [("Durand", "centre"), ("Martin", "centre")]);
    assert_eq!(places_of(&manager.get(format!("{path}?on=2030-01-01")).await.expect(200)), []);
}

#[actix_web::test]
async fn whereabouts_come_by_pages_and_stay_within_the_site() {
    let world = World::on("2025-10-06").await;
    let (manager, story) = (world.manager(), world.story());
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    for name in ["Martin", "Petit", "Roux", "Simon"] {
        world.seed_enrolment(world.seed_apprentice(name, "Camille", "2006-05-01"), story.cohort);
    }
    let path = format!("/v1/sites/{}/whereabouts", world.site());
    let counts = manager.get(format!("{path}/counts")).await.expect(200);
    assert_eq!(counts["by_place"], json!([{ "place": "centre", "count": 5 }]));
    for place in ["", "&place=centre"] {
        let mut names = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = manager.get(format!("{path}?limit=2{place}{cursor}")).await.expect(200);
            names.extend(places_of(&page).into_iter().map(|(name, _)| name.to_owned()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(names, ["Durand", "Martin", "Petit", "Roux", "Simon"], "{place}");
    }
    world.trainer().get(&path).await.expect(200);
    let student = world.student(&story.apprentice());
    student.get(&path).await.refused_with(403, "forbidden");
    student.get(format!("{path}/counts")).await.refused_with(403, "forbidden");
    world.other_manager().get(&path).await.refused_with(404, "site.not_found");
    world.other_manager().get(format!("{path}/counts")).await.refused_with(404, "site.not_found");
    let nowhere = format!("/v1/sites/{}/whereabouts", uuid::Uuid::now_v7());
    world.administrator().get(nowhere).await.refused_with(404, "site.not_found");
}
