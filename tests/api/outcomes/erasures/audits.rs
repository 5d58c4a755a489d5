//! What audits counted of those whose notes, then whose file went.

use super::people::{ends, tells_all};
use super::{company, goes, learner, lets_everything_go};
use crate::harness::World;

/// How much evidences each indicator in the years told of, but for the people followed, whose names a count asks for.
async fn evidence(world: &World) -> Vec<String> {
    let path = format!("/v1/sites/{}/quality-evidence?from=2020-09-01&to=2024-08-31", world.site());
    let list = world.manager().get(path).await.expect(200);
    let all = list["indicators"].as_array().unwrap().iter();
    let all = all.flat_map(|one| one["evidence"].as_array().unwrap().clone());
    let mut counted: Vec<String> = all
        .filter(|one| one["kind"] != "referents")
        .map(|one| format!("{} {}", one["kind"].as_str().unwrap(), one["facts"]))
        .collect();
    counted.sort();
    counted.dedup();
    counted
}

#[actix_web::test]
async fn what_evidences_the_standard_is_counted_once_notes_then_files_went() {
    let world = World::on("2026-11-23").await;
    let years = ("2021-08-30", "2023-08-29");
    let one = learner(&world, company(&world), "Zyxwv2021r0", world.seed_cohort(years.0, years.1), years);
    tells_all(&world, &one);
    ends(&world, &one, 2021, 0);
    world.database_says(&format!(
        "INSERT INTO milestones (id, site_id, apprentice_id, kind, step, done_on)
         SELECT gen_random_uuid(), site_id, id, 'document', 'identity', '2021-09-02' FROM apprentices WHERE id = '{}'",
        one.apprentice
    ));
    let before = evidence(&world).await;
    for some in
        ["phone_contacts 1", "exam_registrations 1", "exam_decisions 1", "leaver_surveys 1", "documents 1"]
    {
        assert!(before.iter().any(|known| known == some), "{some}: {before:?}");
    }
    lets_everything_go(&world).await;
    assert_eq!(goes(&world).await, [("follow_up_notes", 1), ("attendance", 1)]);
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM phone_contacts"), 0);
    assert_eq!(evidence(&world).await, before, "the notes went");
    world.clock.advance_days(1900);
    assert!(goes(&world).await.contains(&("learner_file", 1)));
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM milestones"), 0);
    assert_eq!(evidence(&world).await, before, "the file went");
}
