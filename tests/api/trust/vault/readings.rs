//! Each reading of a disability leaves a line in the journal, and only when it is really shown.

use serde_json::json;

use super::{of, with_it};
use crate::contracts::agreements::{a_contract, drafted};
use crate::harness::World;

fn lines(world: &World) -> i64 {
    world.database_counts(
        "SELECT count(*) AS n FROM journal_entries WHERE act = 'apprentice.disability_read' AND subject_kind = 'apprentice'",
    )
}

#[actix_web::test]
async fn a_file_read_with_the_disability_leaves_one_line_and_without_it_none() {
    let world = World::on("2025-10-01").await;
    let story = world.story();
    world.seed_contract(&story, "2025-09-01", "2027-08-24");
    let (plain, path) = (of(story.apprentice.0), with_it(story.apprentice.0));
    let machine = world.client(&["apprentices:read"]);
    for person in [world.trainer(), world.tutor(&story.tutor()), machine] {
        assert!(person.get(&path).await.expect(200).get("disabled_worker").is_none());
    }
    for person in [world.manager(), world.administrator()] {
        person.get("/v1/apprentices").await.expect(200);
        assert!(person.get(&plain).await.expect(200).get("disabled_worker").is_none(), "nobody asked");
    }
    world.other_manager().get(&path).await.refused_with(404, "apprentice.not_found");
    assert_eq!(lines(&world), 0, "nothing was shown");

    let readers = [
        world.manager(),
        world.administrator(),
        world.disability_referent(),
        world.student(&story.apprentice()),
    ];
    for (before, reader) in readers.iter().enumerate() {
        assert_eq!(reader.get(&path).await.expect(200)["disabled_worker"], false);
        assert_eq!(lines(&world), i64::try_from(before).unwrap() + 1);
    }
    let whole = world.database_counts(&format!(
        "SELECT count(*) AS n FROM journal_entries WHERE act = 'apprentice.disability_read'
         AND subject_id = '{}' AND site_id = '{}' AND actor_kind = 'account' AND actor_id IS NOT NULL
         AND session_id IS NOT NULL AND request_id IS NOT NULL AND fields = '{{}}'",
        story.apprentice,
        world.site()
    ));
    assert_eq!(whole, 4, "who read whose, in which session and request");
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM events WHERE kind LIKE '%read'"), 0);
}

#[actix_web::test]
async fn the_answer_to_a_change_shows_what_was_just_said_and_nothing_more() {
    let world = World::on("2025-10-01").await;
    let (manager, path) = (world.manager(), of(world.story().apprentice.0));
    let codes = manager.change(&path, json!({ "disabled_worker": true })).await.expect(200);
    assert_eq!(codes["disabled_worker"], true);
    let moved = manager.change(&path, json!({ "city": "Troyes" })).await.expect(200);
    assert!(moved.get("disabled_worker").is_none(), "{moved}");
    assert_eq!(lines(&world), 0, "nothing kept was shown");
    let written = "SELECT count(*) AS n FROM journal_entries WHERE act = 'ChangeApprentice' AND fields = '{disabled_worker}'";
    assert_eq!(world.database_counts(written), 1, "that it was written is known, never what");
}

#[actix_web::test]
async fn a_form_read_or_printed_leaves_one_line() {
    let world = World::on("2025-07-15").await;
    let path = drafted(&world.manager(), a_contract(&world.story())).await;
    world.manager().get(format!("{path}/form")).await.expect(200);
    assert_eq!(lines(&world), 1);
    world.manager().request(reqwest::Method::GET, format!("{path}/form.pdf")).send().await.unwrap();
    assert_eq!(lines(&world), 2);
    let machine = world.client(&["contracts:read", "apprentices:read"]);
    let form = machine.get(format!("{path}/form")).await.expect(200).to_string();
    assert!(form.contains("rqth"), "the box is there, empty");
    assert_eq!(lines(&world), 2);
}
