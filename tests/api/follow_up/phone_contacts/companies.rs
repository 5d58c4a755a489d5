//! Calls shared with one company are not read by the next, nor the other way round.

use serde_json::{Value, json};

use super::{a_call, address};
use crate::contracts::agreements::with;
use crate::desk::links::{a_link, address_of};
use crate::harness::{Person, Story, World, id_of};

/// An apprentice whose contract with a first company just ended, and who begins in another.
struct TwoCompanies {
    world: World,
    first: Story,
    second: Story,
    contracts: [String; 2],
}

async fn two_companies() -> TwoCompanies {
    let world = World::on("2025-11-24").await;
    let first = world.story();
    let employer = world.seed_employer("55208131766522");
    let second = Story { employer, tutor: world.seed_tutor(employer, "Curie", "Marie"), ..first };
    let contracts = [
        world.seed_contract(&first, "2025-08-25", "2025-11-14").to_string(),
        world.seed_contract(&second, "2025-11-17", "2027-08-24").to_string(),
    ];
    TwoCompanies { world, first, second, contracts }
}

impl TwoCompanies {
    fn tutors(&self) -> [Person; 2] {
        [self.world.tutor(&self.first.tutor()), self.world.tutor(&self.second.tutor())]
    }

    /// A call the site shares with the tutor, on a day, with something for the tutor to do.
    fn shared_call(&self, on: &str) -> Value {
        let next = json!({ "what": format!("Rappeler au sujet du {on}."), "due_on": "2025-11-24", "owner": "tutor" });
        let fields = json!({ "called_at": format!("{on}T08:00:00Z"), "visibility": "staff_and_tutor",
            "note": format!("Échange du {on}."), "next_action": next });
        with(a_call(&self.first), fields)
    }

    async fn logged(&self, by: &Person, call: Value) -> Value {
        by.post("/v1/phone-contacts", call).await.expect(201)
    }
}

async fn listed(by: &Person) -> Vec<String> {
    let listed = by.get("/v1/phone-contacts").await.expect(200);
    listed["data"].as_array().unwrap().iter().map(id_of).collect()
}

#[actix_web::test]
async fn a_shared_call_is_read_by_the_tutors_of_its_contract_only() {
    let story = two_companies().await;
    let trainer = story.world.trainer();
    let calls = [
        story.logged(&trainer, story.shared_call("2025-11-10")).await,
        story.logged(&trainer, story.shared_call("2025-11-20")).await,
    ];
    for (rank, tutor) in story.tutors().into_iter().enumerate() {
        let (own, other) = (&calls[rank], &calls[1 - rank]);
        assert_eq!(own["contract_id"], json!(story.contracts[rank]));
        assert_eq!(listed(&tutor).await, [id_of(own)], "{rank}");
        tutor.get(address(own)).await.expect(200);
        for path in [address(other), format!("{}/corrections", address(other))] {
            tutor.get(&path).await.refused_with(404, "phone_contact.not_found");
        }
        let follow_up = format!("{}/follow-up", address(other));
        tutor.post(follow_up, json!({})).await.refused_with(404, "phone_contact.not_found");
        let silent = other["note"].as_str().unwrap().trim_start_matches("Échange du ");
        for place in [
            format!("/v1/apprentices/{}/timeline", story.first.apprentice),
            "/v1/obligations".to_owned(),
            "/v1/phone-contacts?open=true".to_owned(),
        ] {
            let told = tutor.get(&place).await;
            assert!(
                !told.text.contains(&id_of(other)) && !told.text.contains(silent),
                "{place}: {}",
                told.text
            );
            assert!(told.text.contains(&id_of(own)) || place == "/v1/obligations", "{place}: {}", told.text);
        }
    }
    let link = a_link(&story.world, &story.second, json!({})).await;
    let brief = story.world.nobody().get(address_of(&link)).await;
    assert!(brief.status == 200 && !brief.text.contains("2025-11-10"), "{}", brief.text);
    assert!(!brief.text.contains(&id_of(&calls[0])), "{}", brief.text);
    assert_eq!(listed(&trainer).await.len(), 2);
    let student = story.world.student(&story.first.apprentice());
    assert!(listed(&student).await.is_empty());
}

#[actix_web::test]
async fn what_a_call_left_to_a_tutor_is_due_from_that_tutor() {
    let story = two_companies().await;
    let trainer = story.world.trainer();
    for day in ["2025-11-10", "2025-11-20"] {
        story.logged(&trainer, story.shared_call(day)).await;
    }
    for (tutor, day) in story.tutors().into_iter().zip(["2025-11-10", "2025-11-20"]) {
        let due = tutor.get("/v1/obligations?kind=call_to_return").await.expect(200);
        let due: Vec<_> =
            due["data"].as_array().unwrap().iter().map(|one| one["sentence"].to_string()).collect();
        assert_eq!(due.len(), 1, "{day}: {due:?}");
        assert!(due[0].contains(day), "{day}: {due:?}");
        let feed = tutor.post("/v1/me/feed", json!({})).await.expect(201)["url"].clone();
        let feed = feed.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let calendar = story.world.nobody().get(format!("/v1/feeds/{feed}")).await;
        let told: Vec<bool> =
            ["2025-11-10", "2025-11-20"].iter().map(|other| calendar.text.contains(other)).collect();
        assert_eq!(told, ["2025-11-10" == day, "2025-11-20" == day], "{}", calendar.text);
    }
}

#[actix_web::test]
async fn a_tutor_who_left_logs_calls_about_their_own_contract() {
    let story = two_companies().await;
    let [former, present] = story.tutors();
    let call = with(a_call(&story.first), json!({ "called_at": "2025-11-21T08:00:00Z", "party": "site" }));
    let own = story.logged(&former, call).await;
    assert_eq!(own["contract_id"], json!(story.contracts[0]));
    assert_eq!(listed(&former).await, [id_of(&own)]);
    assert!(listed(&present).await.is_empty());
    let named = with(a_call(&story.first), json!({ "contract_id": story.contracts[1], "party": "site" }));
    let refused = former.post("/v1/phone-contacts", named).await;
    refused.faults(&[("/contract_id", "phone_contact.contract_of_another")]);
}

#[actix_web::test]
async fn a_call_names_its_contract_and_between_two_nothing_is_guessed() {
    let story = two_companies().await;
    let trainer = story.world.trainer();
    let [former, present] = story.tutors();
    let between = story.logged(&trainer, story.shared_call("2025-11-15")).await;
    assert_eq!(between["contract_id"], Value::Null);
    assert!(listed(&former).await.is_empty() && listed(&present).await.is_empty());
    let about_the_first = with(story.shared_call("2025-11-20"), json!({ "contract_id": story.contracts[0] }));
    let late = story.logged(&trainer, about_the_first.clone()).await;
    assert_eq!((listed(&former).await, listed(&present).await), (vec![id_of(&late)], vec![]));

    let other = story.world.story_in_another_company();
    let foreign = story.world.seed_contract(&other, "2025-08-25", "2027-08-24").to_string();
    for contract in [foreign.as_str(), "019a0000-0000-7000-8000-000000000000"] {
        let call = with(story.shared_call("2025-11-20"), json!({ "contract_id": contract }));
        let refused = trainer.post("/v1/phone-contacts", call.clone()).await;
        refused.faults(&[("/contract_id", "phone_contact.contract_of_another")]);
        let correction = json!({ "reason": "Erreur.", "contact": call });
        let refused = trainer.post(format!("{}/corrections", address(&late)), correction).await;
        refused.faults(&[("/contact/contract_id", "phone_contact.contract_of_another")]);
    }
    let moved =
        with(about_the_first, json!({ "contract_id": story.contracts[1], "note": "Autre entreprise." }));
    let correction = json!({ "reason": "Mauvais contrat.", "contact": moved });
    trainer.post(format!("{}/corrections", address(&late)), correction).await.expect(200);
    assert_eq!((listed(&former).await, listed(&present).await), (vec![], vec![id_of(&late)]));
    let before = present.get(format!("{}/corrections", address(&late))).await.expect(200);
    assert_eq!(before["data"], json!([]), "what was said of the other company stays there");
    let before = trainer.get(format!("{}/corrections", address(&late))).await.expect(200);
    assert_eq!(before["data"].as_array().unwrap().len(), 1);
}
