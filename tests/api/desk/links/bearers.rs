//! What the bearer of a link reads, and what they never do.

use serde_json::json;

use super::{a_followed_story, a_link, address_of, journaled};
use crate::harness::{Story, World, id_of};

const UNKNOWN: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[actix_web::test]
async fn the_brief_tells_what_comes_and_what_is_expected() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let brief = world.nobody().get(address_of(&link)).await.expect(200);
    assert_eq!(
        (&brief["tutor_name"], &brief["site"]["phone"]),
        (&json!("Ada Lovelace"), &json!("03.25.80.72.17"))
    );
    let shown = &brief["apprentices"][0];
    assert_eq!((&shown["given_name"], &shown["family_name"]), (&json!("Chloé"), &json!("Durand")));
    assert_eq!(shown["contract_ends_on"], "2027-08-24");
    let expected: Vec<_> = shown["expected"].as_array().unwrap().iter().map(|one| &one["verb"]).collect();
    assert_eq!(expected, ["log_visit"]);
    assert_eq!(shown["expected"][0]["due_on"], "2026-02-22");
    let next: Vec<_> =
        shown["next"].as_array().unwrap().iter().filter(|one| one["kind"] == "visit").collect();
    assert_eq!(next.len(), 4);
    assert_eq!(next[0]["on"], "2025-11-24");
    let one = world.nobody().get(format!("{}/apprentices/{}", address_of(&link), story.apprentice)).await;
    assert_eq!(&one.expect(200), shown);
}

#[actix_web::test]
async fn reading_the_brief_is_journaled_once_a_day() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    for _ in 0..3 {
        world.nobody().get(address_of(&link)).await.expect(200);
    }
    assert_eq!(journaled(&world, "ReadBrief"), 1);
    world.clock.advance_days(1);
    world.nobody().get(address_of(&link)).await.expect(200);
    assert_eq!(journaled(&world, "ReadBrief"), 2);
    let read = world.manager().get(format!("/v1/links/{}", id_of(&link))).await.expect(200);
    assert_eq!(read["uses"], 4);
}

/// Another apprentice of the same tutor, whose contract is signed as well.
fn a_second_apprentice(world: &World, story: &Story) -> Story {
    let apprentice = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let enrolment = world.seed_enrolment(apprentice, story.cohort);
    let second = Story { apprentice, enrolment, ..*story };
    world.seed_contract(&second, "2025-08-25", "2027-08-24");
    second
}

#[actix_web::test]
async fn a_link_is_silent_on_the_other_apprentices_of_its_tutor() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let second = a_second_apprentice(&world, &story);
    let link = a_link(&world, &story, json!({"apprentices": [story.apprentice]})).await;
    let brief = world.nobody().get(address_of(&link)).await;
    assert!(!brief.text.contains(&second.apprentice.to_string()) && !brief.text.contains("Martin"));
    assert_eq!(brief.expect(200)["apprentices"].as_array().unwrap().len(), 1);
    let other = world.nobody().get(format!("{}/apprentices/{}", address_of(&link), second.apprentice)).await;
    let other = other.refused_with(404, "apprentice.not_found");
    let absent = format!("{}/apprentices/019a0000-0000-7000-8000-000000000000", address_of(&link));
    let absent = world.nobody().get(absent).await.refused_with(404, "apprentice.not_found");
    assert_eq!((&other["detail"], &other["title"]), (&absent["detail"], &absent["title"]));
    let whole = a_link(&world, &story, json!({})).await;
    let brief = world.nobody().get(address_of(&whole)).await.expect(200);
    assert_eq!(brief["apprentices"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn a_link_revoked_or_expired_or_of_a_tutor_who_left_is_gone() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let nobody = world.nobody();
    let revoked = a_link(&world, &story, json!({})).await;
    let why = json!({"reason": "Téléphone perdu"});
    world.manager().post(format!("/v1/links/{}/revocation", id_of(&revoked)), why).await.expect(200);
    let shown = nobody.get(address_of(&revoked)).await.refused_with(410, "link.revoked");
    assert!(shown["detail"].as_str().unwrap().contains("03 25 80 72 17"), "{shown}");

    let short = a_link(&world, &story, json!({"expires_on": "2025-11-10"})).await;
    let long = a_link(&world, &story, json!({})).await;
    nobody.get(address_of(&short)).await.expect(200);
    world.clock.advance_days(1);
    nobody.get(address_of(&short)).await.refused_with(410, "link.expired");
    nobody.get(address_of(&long)).await.expect(200);
    let heir = world.seed_tutor(story.employer, "Hopper", "Grace");
    world.database_says(&format!("UPDATE contract_tutors SET tutor_id = '{heir}'"));
    nobody.get(address_of(&long)).await.refused_with(410, "link.tutor_left");
    let listed = world.manager().get(format!("/v1/tutors/{}/links", story.tutor)).await.expect(200);
    let states: Vec<_> = listed["data"].as_array().unwrap().iter().map(|link| &link["state"]).collect();
    assert_eq!(states, ["tutor_left", "expired", "revoked"]);
}

#[actix_web::test]
async fn a_link_ends_with_the_contract_of_its_apprentice() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let second = a_second_apprentice(&world, &story);
    let link = a_link(&world, &story, json!({})).await;
    let broken =
        format!("state = 'broken', closed_on = '2025-11-09' WHERE apprentice_id = '{}'", second.apprentice);
    world.database_says(&format!("UPDATE contracts SET {broken}"));
    let brief = world.nobody().get(address_of(&link)).await.expect(200);
    assert_eq!(brief["apprentices"].as_array().unwrap().len(), 1);
    let theirs = format!("{}/apprentices/{}", address_of(&link), second.apprentice);
    world.nobody().get(theirs).await.refused_with(404, "apprentice.not_found");
}

#[actix_web::test]
async fn a_link_without_the_verb_does_not_read() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({"verbs": ["log_visit"]})).await;
    world.nobody().get(address_of(&link)).await.refused_with(403, "link.verb_not_given");
    assert_eq!(journaled(&world, "ReadBrief"), 0);
}

#[actix_web::test]
async fn unknown_links_are_counted_against_their_address() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let nobody = world.nobody();
    for _ in 0..20 {
        nobody.get(format!("/v1/tutor-links/{UNKNOWN}")).await.refused_with(404, "link.not_found");
    }
    let refused = nobody.get(format!("/v1/tutor-links/{UNKNOWN}")).await;
    assert!(refused.header("retry-after").is_some());
    refused.refused_with(429, "too_many_attempts");
    nobody.get(address_of(&link)).await.expect(200);
}

#[actix_web::test]
async fn the_brief_tells_where_the_apprentice_is_and_was_but_never_why() {
    let (world, story) = a_followed_story("2025-11-14").await;
    let calendar = json!({
        "rhythms": [{"from_on": "2025-08-25", "company_weekdays": [1, 2, 3], "centre_weekdays": [4, 5]}],
        "exceptions": [],
    });
    let path = format!("/v1/cohorts/{}/calendar", story.cohort);
    let manager = world.manager();
    let etag = manager.get(&path).await.etag();
    manager.put(&path, &etag, calendar).await.expect(200);
    let absence = json!({
        "apprentice_id": story.apprentice, "away_from": "centre", "from_on": "2025-11-06", "to_on": "2025-11-06",
        "reason": "sickness", "justified": "yes",
    });
    world.trainer().post("/v1/absences", absence).await.expect(201);
    let link = a_link(&world, &story, json!({})).await;
    let brief = world.nobody().get(address_of(&link)).await;
    assert!(!brief.text.contains("sickness") && !brief.text.contains("aladie"), "{}", brief.text);
    let shown = brief.expect(200)["apprentices"][0].clone();
    let weeks: Vec<_> = shown["weeks"].as_array().unwrap().iter().map(|week| &week["title"]["fr"]).collect();
    assert_eq!(weeks.len(), 4);
    assert_eq!(weeks[1], "en entreprise lundi, mardi, mercredi ; au centre jeudi, vendredi");
    let lately: Vec<_> = shown["lately"].as_array().unwrap().iter().map(|item| &item["kind"]).collect();
    assert_eq!(lately, ["centre_days", "absence"]);
    let absence = &shown["lately"][1]["title"]["fr"];
    assert_eq!(absence, "Absence du centre le 06/11/2025, justifiée");
}
