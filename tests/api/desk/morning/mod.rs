//! Somebody's morning in one request.

use serde_json::{Value, json};

use crate::desk::obligations::until;
use crate::follow_up::phone_contacts::a_call;
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Person, id_of};
use crate::people::referents::{account_of, name};

async fn morning(person: &Person) -> Value {
    person.get("/v1/me/morning").await.expect(200)
}

fn kinds(part: &Value) -> Vec<&str> {
    part["data"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_morning_tells_whom_to_meet_and_call_with_their_numbers() {
    let (world, story, _) = a_signed_story("2025-11-21").await;
    let (manager, trainer) = (world.manager(), world.trainer());
    let account = account_of(&trainer).await;
    name(&manager, &story, &account, "2025-09-01").await.expect(201);
    manager.change(format!("/v1/tutors/{}", story.tutor), json!({ "phone": "0325710000" })).await.expect(200);
    let mut call = a_call(&story);
    call["called_at"] = json!("2025-11-20T07:30:00Z");
    call["next_action"]["due_on"] = json!("2025-11-24");
    trainer.post("/v1/phone-contacts", call).await.expect(201);
    until(&world, "2025-11-24");
    let trainer = world.trainer();
    world.database_says(&format!(
        "UPDATE referents SET account_id = '{}' WHERE account_id = '{account}'",
        account_of(&trainer).await
    ));
    let told = morning(&trainer).await;
    assert_eq!(
        (&told["as_of"], &told["since_on"], &told["until_on"]),
        (&json!("2025-11-24"), &json!("2025-11-21"), &json!("2025-11-30"))
    );
    assert_eq!(told["visits"]["count"], 1);
    let visit = &told["visits"]["data"][0];
    assert_eq!(visits_of(&trainer).await[0], format!("/v1/visits/{}", id_of(visit)));
    let contacts = visit["contacts"].as_array().unwrap();
    assert_eq!((&contacts[0]["kind"], &contacts[0]["name"]), (&json!("apprentice"), &json!("Chloé Durand")));
    assert_eq!(
        (&contacts[1]["name"], &contacts[1]["phone"]),
        (&json!("Ada Lovelace"), &json!("+33325710000"))
    );
    assert!(contacts[1]["company"].as_str().unwrap().starts_with("Librairie"), "{visit:#}");
    assert_eq!(visit["referent"]["display_name"], "trainer");
    assert_eq!(kinds(&told["calls"]), ["call_to_return"]);
    let cleared = &told["calls"]["data"][0]["clears_with"];
    assert!(cleared["href"].as_str().unwrap().ends_with("/follow-up"), "{cleared}");

    let of_manager = morning(&world.manager()).await;
    assert_eq!(of_manager["visits"]["count"], 1, "whoever runs the site is told of all its visits");
    assert_eq!(of_manager["calls"]["count"], 0, "somebody else has to call");
    let elsewhere = morning(&world.other_manager()).await;
    assert_eq!(elsewhere["visits"]["count"], 0);
    world.client(&["obligations:read"]).get("/v1/me/morning").await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn a_morning_tells_what_became_late_what_others_wait_for_and_what_is_lost_this_week() {
    let (world, story, _) = a_signed_story("2025-08-27").await;
    let told = morning(&world.manager()).await;
    assert_eq!(kinds(&told["lost_this_week"]), ["deposit_to_make"]);
    assert_eq!(told["lost_this_week"]["count"], 1);
    assert_eq!(told["became_late"]["count"], 0);
    assert_eq!(morning(&world.administrator()).await["lost_this_week"]["count"], 0, "the manager has it");
    world.database_says("UPDATE accounts SET disabled_at = now() WHERE role = 'manager'");
    let told = morning(&world.administrator()).await;
    assert_eq!(kinds(&told["lost_this_week"]), ["deposit_to_make"], "nobody else has it");
    until(&world, "2025-09-01");
    let manager = world.manager();
    let told = morning(&manager).await;
    assert_eq!(told["since_on"], "2025-08-29");
    assert_eq!(kinds(&told["became_late"]), ["deposit_to_make"]);
    assert_eq!(told["lost_this_week"]["count"], 0);
    until(&world, "2025-09-02");
    assert_eq!(morning(&world.manager()).await["became_late"]["count"], 0, "it was told the day before");

    until(&world, "2025-11-24");
    let visit = visits_of(&world.trainer()).await.remove(0);
    let report = json!({ "held_on": "2025-11-24", "present": ["tutor"], "report": "Tout va bien." });
    world.trainer().post(format!("{visit}/report"), report).await.expect(200);
    let student = world.student(&story.apprentice());
    let told = morning(&student).await;
    assert_eq!(
        (&told["awaited"]["count"], kinds(&told["awaited"])),
        (&json!(1), vec!["report_to_acknowledge"])
    );
    let one = id_of(&told["awaited"]["data"][0]);
    let snooze = json!({ "until_on": "2025-12-01", "reason": "agreed" });
    world.manager().post(format!("/v1/obligations/{one}/snooze"), snooze).await.expect(200);
    assert_eq!(morning(&student).await["awaited"]["count"], 0, "it was put off");
}
