//! Why somebody has extra time is told to nobody, whatever they read.

use serde_json::{Value, json};

use super::{Held, oral, written};
use crate::harness::{Person, id_of};

/// What would tell that a candidate is disabled.
const REASONS: [&str; 6] =
    ["disab", "handicap", "RQTH", "tiers temps", "tiers-temps", "temps supplémentaire"];

fn tells_nothing(what: &str, text: &str) {
    let text = text.to_lowercase();
    for reason in REASONS {
        assert!(!text.contains(&reason.to_lowercase()), "{what} tells {reason}: {text}");
    }
}

async fn feed_of(held: &Held, person: &Person) -> String {
    let given = person.post("/v1/me/feed", json!({})).await.expect(201);
    let url = given["url"].as_str().expect("an address");
    let path = &url[url.find("/v1/").expect("a path")..];
    held.world.nobody().get(path).await.text
}

#[actix_web::test]
async fn the_reason_of_extra_time_is_absent_from_every_answer_page_and_feed() {
    let held = Held::with(3).await;
    held.world.seed_contract(&held.story, "2025-08-25", "2027-08-24");
    let file = format!("/v1/apprentices/{}", held.story.apprentice);
    held.world.manager().change(&file, json!({ "disabled_worker": true })).await.expect(200);
    let longer = json!([{ "enrolment_id": held.enrolments[0], "extra_time": true }]);
    let mut paper = written("2026-03-16", "Salle 12");
    paper["apart"] = longer.clone();
    let mut spoken = oral("2026-03-17", "Salle 14");
    spoken["apart"] = longer;
    spoken["jury"] = json!([{ "tutor_id": held.story.tutor }]);
    let planned = held.plan(json!([paper, spoken])).await;
    let (paper, spoken) = (id_of(&planned[0]), id_of(&planned[1]));
    let proposal = format!("/v1/sittings/{spoken}/slots/proposal");
    held.trainer.post(proposal, json!({ "save": true })).await.expect(200);
    held.trainer.post(format!("{}/publication", held.exam), json!({})).await.expect(200);

    let slots = planned[0]["slots"].as_array().unwrap();
    let other = slots.iter().find(|slot| slot["enrolment_id"] == json!(held.enrolments[1])).expect("a slot");
    let candidate = held.world.student(&held.story.apprentice());
    let other = held.world.student(&json!({ "id": other["apprentice_id"] }));
    let juror = held.world.tutor(&held.story.tutor());
    let places = [
        format!("/v1/sittings/{paper}"),
        format!("/v1/sittings/{spoken}"),
        format!("/v1/sittings/{spoken}/running-order"),
        "/v1/sittings".to_owned(),
        format!("{}/sittings", held.exam),
        format!("/v1/sittings/{spoken}/transitions"),
        format!("{file}/days?from=2026-03-16&to=2026-03-20"),
        format!("/v1/sites/{}/whereabouts?on=2026-03-17", held.world.site()),
    ];
    for (who, person) in [
        ("the trainer", &held.trainer),
        ("the candidate", &candidate),
        ("another", &other),
        ("the juror", &juror),
    ] {
        for place in &places {
            tells_nothing(&format!("{place} to {who}"), &person.get(place).await.text);
        }
        tells_nothing(&format!("the feed of {who}"), &feed_of(&held, person).await);
    }
    let own = candidate.get(format!("/v1/sittings/{spoken}")).await.expect(200);
    let slot = own["slots"][0].clone();
    assert!(slot["extra_minutes"].as_i64().unwrap() > 0, "the candidate knows their own minutes: {slot}");
    let judged = juror.get(format!("/v1/sittings/{spoken}")).await.expect(200);
    let slots = judged["slots"].as_array().unwrap();
    assert!(slots.iter().all(|slot| slot["extra_minutes"] == Value::Null), "{judged}");
    let theirs = other.get(format!("/v1/sittings/{spoken}")).await.expect(200);
    assert_eq!(theirs["slots"].as_array().unwrap().len(), 1, "one's own slot alone");
    let link = crate::desk::links::a_link(&held.world, &held.story, json!({})).await;
    let page = held.world.nobody().get(format!("/l/{}", link["secret"].as_str().unwrap())).await;
    tells_nothing("the page of a link", &page.text);
}
