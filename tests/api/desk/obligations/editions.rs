//! Two versions of the program, or of the catalogue, side by side: one of them derives, the other waits for it.

use std::sync::Arc;

use compagnon::catalogue::programmes::Catalogue;
use compagnon::desk::obligations::refresh::{Means, attend, catch_up, refresh, round};
use compagnon::desk::obligations::store::EditionTurn;
use compagnon::platform::db::Tx;
use compagnon::platform::stopping::Stopping;

use super::comparing::assert_equal;
use crate::follow_up::visits::a_signed_story;
use crate::harness::World;

/// The catalogue of a later version: the same programmes, written otherwise.
fn later(world: &World) -> Arc<Catalogue> {
    let mut catalogue = Catalogue::clone(world.catalogue());
    catalogue.programmes[0].digest.push('x');
    Arc::new(catalogue)
}

fn earlier(world: &World) -> Arc<Catalogue> {
    Arc::clone(world.catalogue())
}

/// Derives until nothing is left; how many sites were advanced.
async fn settled(world: &World, catalogue: &Arc<Catalogue>) -> usize {
    let mut advanced = 0;
    for _ in 0..20 {
        match round(world.app(), Arc::clone(catalogue), &Stopping::never()).await.unwrap() {
            0 => return advanced,
            count => advanced += count,
        }
    }
    panic!("it never ends: {advanced}");
}

/// Whether somebody who reads with a catalogue is answered.
fn is_answered(world: &World, catalogue: &Catalogue) -> bool {
    let conn: &mut Tx = &mut world.database.connect();
    let means = Means { catalogue, law: &world.app().law, today: world.clock.today() };
    refresh(conn, means, None).is_ok()
}

fn derived_at(world: &World) -> i64 {
    world.database_counts("SELECT coalesce(max(xmin::text::bigint), 0) AS n FROM derived_obligations")
}

/// The instances of every edition but the earliest gave their last sign so many seconds ago.
fn later_silent_for(world: &World, seconds: u32) {
    world.database_says(&format!(
        "UPDATE obligation_editions SET last_seen_at = now() - interval '{seconds} seconds'
         WHERE rank = (SELECT max(rank) FROM obligation_editions)"
    ));
}

#[actix_web::test]
async fn what_a_later_version_derived_is_not_derived_again_by_an_earlier_one() {
    let (world, _, _) = a_signed_story("2025-09-02").await;
    let (old, new) = (earlier(&world), later(&world));
    assert!(settled(&world, &old).await > 0);
    assert!(settled(&world, &new).await > 0, "the later one derives everything anew");
    let written = derived_at(&world);
    for _ in 0..3 {
        assert_eq!((settled(&world, &old).await, settled(&world, &new).await), (0, 0));
    }
    assert_eq!(derived_at(&world), written);
    assert!(is_answered(&world, &old) && is_answered(&world, &new), "both read what there is");
    catch_up(world.app(), old, None).await.unwrap();
    assert_eq!(derived_at(&world), written);
}

#[actix_web::test]
async fn what_changes_is_derived_by_the_later_version_and_never_mixed() {
    let (world, story, _) = a_signed_story("2025-09-02").await;
    let (old, new) = (earlier(&world), later(&world));
    settled(&world, &old).await;
    settled(&world, &new).await;
    let touched = format!("UPDATE apprentices SET city = 'Troyes' WHERE id = '{}'", story.apprentice);
    world.database_says(&touched);
    assert_eq!(settled(&world, &old).await, 0);
    assert!(!is_answered(&world, &old), "the later one is at it");
    let busy = world.manager().get("/v1/obligations").await;
    assert_eq!((busy.status, busy.header("retry-after")), (503, Some("1")));
    assert!(settled(&world, &new).await > 0);
    assert!(is_answered(&world, &old));
    world.manager().get("/v1/obligations").await.expect(200);
}

#[actix_web::test]
async fn an_upgrade_taken_back_needs_no_command() {
    let (world, _, _) = a_signed_story("2025-09-02").await;
    let (old, new) = (earlier(&world), later(&world));
    let turn_of =
        async |catalogue: &Arc<Catalogue>| attend(world.app(), Arc::clone(catalogue)).await.unwrap();
    assert_eq!(turn_of(&old).await, EditionTurn::Ours);
    assert_eq!(turn_of(&new).await, EditionTurn::Ours);
    settled(&world, &new).await;
    let program = env!("CARGO_PKG_VERSION").to_owned();
    assert_eq!(turn_of(&old).await, EditionTurn::Later(program.clone()));
    later_silent_for(&world, 100);
    assert_eq!(turn_of(&old).await, EditionTurn::Later(program.clone()));
    assert_eq!(settled(&world, &old).await, 0);
    later_silent_for(&world, 130);
    assert_eq!(turn_of(&old).await, EditionTurn::OursAgain);
    assert!(settled(&world, &old).await > 0);
    assert_equal(&world, "taken back");
    assert_eq!((turn_of(&old).await, turn_of(&new).await), (EditionTurn::Ours, EditionTurn::Later(program)));
    assert_eq!(settled(&world, &new).await, 0, "the one that was gone waits in its turn");
}
