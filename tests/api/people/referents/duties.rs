//! Who is on duty, class by class and day by day.

use serde_json::{Value, json};

use super::{account_of, home, name};
use crate::contracts::agreements::count_events;
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Person, World, id_of};

async fn followed(by: &Person, query: &str) -> Vec<String> {
    let listed = by.get(format!("/v1/apprentices?{query}&include=total")).await.expect(200);
    let found: Vec<String> = listed["data"].as_array().unwrap().iter().map(id_of).collect();
    assert_eq!(listed["total"], json!(found.len()));
    found
}

#[actix_web::test]
async fn a_deputy_stands_in_between_two_days() {
    let (world, story, _) = a_signed_story("2025-11-01").await;
    let manager = world.manager();
    let (ada, grace) = (account_of(&world.trainer()).await, account_of(&world.trainer()).await);
    name(&manager, &story, &ada, "2025-09-01").await.expect(201);
    let stand_in =
        json!({ "account_id": grace, "kind": "deputy", "from_on": "2025-11-17", "to_on": "2025-11-30" });
    manager.post(home(&story), stand_in.clone()).await.expect(201);
    manager.post(home(&story), stand_in).await.refused_with(409, "referent.already_followed");

    let chloe = [story.apprentice.to_string()];
    for (day, of_ada, of_grace) in
        [("2025-11-16", &chloe[..], &[][..]), ("2025-11-17", &[], &chloe), ("2025-12-01", &chloe, &[])]
    {
        assert_eq!(followed(&manager, &format!("referent={ada}&as_of={day}")).await, of_ada, "{day}");
        assert_eq!(followed(&manager, &format!("referent={grace}&as_of={day}")).await, of_grace, "{day}");
    }
    let visits = async |account: &str| {
        let listed = world.manager().get(format!("/v1/visits?referent={account}")).await.expect(200);
        let days = listed["data"].as_array().unwrap().iter().map(|visit| visit["planned_on"].clone());
        json!(days.collect::<Vec<Value>>())
    };
    // the visit of 24/11 falls within the days of the deputy
    assert_eq!(visits(&grace).await, json!(["2025-11-24"]));
    assert_eq!(visits(&ada).await, json!(["2026-05-26", "2026-11-23", "2027-05-25"]));
    world.clock.advance_days(30);
    // late, it is again for the referent to hold
    assert_eq!(visits(&grace).await, json!([]));
}

#[actix_web::test]
async fn a_class_is_shared_out_between_those_named_and_nobody_loses_a_referent() {
    let world = World::on("2025-09-10").await;
    let story = world.story();
    let manager = world.manager();
    let (ada, grace) = (account_of(&world.trainer()).await, account_of(&world.trainer()).await);
    name(&manager, &story, &ada, "2025-09-01").await.expect(201);
    for rank in 0..3 {
        let friend = world.seed_apprentice("Martin", &format!("Léo{rank}"), "2006-01-01");
        world.seed_enrolment(friend, story.cohort);
    }
    let class = format!("/v1/cohorts/{}/referents", story.cohort);
    let body = json!({ "account_ids": [ada, grace] });
    let written = manager.post(&class, body.clone()).await.expect(200);
    let given: Vec<&Value> =
        written["data"].as_array().unwrap().iter().map(|one| &one["account_id"]).collect();
    let count = |account: &str| given.iter().filter(|one| ***one == json!(account)).count();
    // ada already follows one of the four: two each
    assert_eq!((given.len(), count(&ada), count(&grace)), (3, 1, 2));
    assert_eq!(manager.post(&class, body.clone()).await.expect(200)["data"], json!([]));
    assert_eq!(count_events(&world, "referent.named"), 4);
    let page = manager.get(format!("/v1/referents?account={grace}&on=2025-09-10&limit=1")).await.expect(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    let rest =
        manager.get(format!("/v1/referents?account={grace}&limit=1&cursor={cursor}")).await.expect(200);
    assert_eq!((rest["data"].as_array().unwrap().len(), &rest["next_cursor"]), (1, &Value::Null));

    let tutor = account_of(&world.tutor(&story.tutor())).await;
    let wrong = manager.post(&class, json!({ "account_ids": [ada, tutor] })).await;
    wrong.faults(&[("/account_ids/1", "referent.not_staff_of_site")]);
    world.trainer().post(&class, body.clone()).await.refused_with(403, "forbidden");
    world.other_manager().post(&class, body).await.refused_with(404, "cohort.not_found");
}

#[actix_web::test]
async fn a_disabled_account_on_duty_is_told_as_vacant() {
    let world = World::on("2025-09-10").await;
    let story = world.story();
    let manager = world.manager();
    let ada = account_of(&world.trainer()).await;
    name(&manager, &story, &ada, "2025-09-01").await.expect(201);
    let disabled = manager.post(format!("/v1/accounts/{ada}/disabling"), json!({})).await;
    assert_eq!(disabled.status, 200, "{}", disabled.text);
    let shown = manager.get(home(&story)).await.expect(200);
    assert_eq!((&shown["on_duty"]["vacant"], &shown["on_duty"]["account_id"]), (&json!(true), &json!(ada)));
}

#[actix_web::test]
async fn two_referents_named_at_once_are_one() {
    let world = World::on("2025-09-10").await;
    let story = world.story();
    let manager = world.manager();
    let ada = account_of(&world.trainer()).await;
    let both = futures_util::future::join(
        name(&manager, &story, &ada, "2025-09-01"),
        name(&manager, &story, &ada, "2025-09-02"),
    );
    let (one, two) = both.await;
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{} {}", one.text, two.text);
}
