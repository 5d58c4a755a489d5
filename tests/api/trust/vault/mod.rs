//! Health data in the base: sealed, bound to their row, sealed anew when a key is added, and read by few, on record.

mod readings;

use compagnon::app::start::reseal;
use compagnon::platform::migrations::{MIGRATIONS, migrate};
use compagnon::platform::roles::open_to_serving_role;
use compagnon::schema::apprentice_disabilities;
use compagnon::trust::vault::Vault;
use diesel::prelude::*;
use diesel_migrations::MigrationHarness;
use serde_json::{Value, json};

use crate::contracts::agreements::a_contract;
use crate::harness::World;

/// Bytes of a sealed yes or no: format, key, nonce, one byte, tag.
const LENGTH: usize = 1 + 2 + 12 + 1 + 16;
const SEAL_DISABILITIES: &str = "20261124130000";

/// The file with what is sealed.
fn with_it(row: uuid::Uuid) -> String {
    format!("{}?include=disability", of(row))
}

fn of(row: uuid::Uuid) -> String {
    format!("/v1/apprentices/{row}")
}

async fn sealed_of(world: &World, row: uuid::Uuid) -> Value {
    world.manager().get(with_it(row)).await.expect(200)["disabled_worker"].clone()
}

fn sealed(world: &World, row: uuid::Uuid) -> Vec<u8> {
    apprentice_disabilities::table
        .find(row)
        .select(apprentice_disabilities::sealed)
        .first(&mut world.database.connect())
        .unwrap()
}

/// Two apprentices, the first recognised.
async fn one_of_two(world: &World) -> [uuid::Uuid; 2] {
    let ids = [
        world.seed_apprentice("Moreau", "Chloé", "2006-03-14").0,
        world.seed_apprentice("Petit", "Hugo", "2006-04-15").0,
    ];
    for (id, recognised) in ids.iter().zip([true, false]) {
        world.manager().change(of(*id), json!({ "disabled_worker": recognised })).await.expect(200);
    }
    ids
}

#[actix_web::test]
async fn the_base_does_not_tell_a_yes_from_a_no() {
    let world = World::on("2025-10-01").await;
    let [yes, no] = one_of_two(&world).await;
    let (a, b) = (sealed(&world, yes), sealed(&world, no));
    assert_eq!((a.len(), b.len()), (LENGTH, LENGTH));
    assert_eq!((&a[..3], &b[..3]), (&[1, 0, 1][..], &[1, 0, 1][..]));
    assert_ne!(a[3..15], b[3..15], "a nonce serves once");
    let before = a.clone();
    world.manager().change(of(yes), json!({ "disabled_worker": true })).await.expect(200);
    assert_ne!(sealed(&world, yes), before, "the same answer is not sealed to the same bytes");
    assert_eq!((sealed_of(&world, yes).await, sealed_of(&world, no).await), (json!(true), json!(false)));
    world.manager().change(of(yes), json!({ "city": "Troyes" })).await.expect(200);
    assert_eq!(sealed_of(&world, yes).await, json!(true), "a patch that does not name it leaves it");
}

#[actix_web::test]
async fn a_newcomer_has_a_sealed_answer_too() {
    let world = World::on("2025-10-01").await;
    let file = json!({ "family_name": "Roux", "given_name": "Léa", "born_on": "2006-01-01", "disabled_worker": true });
    let created = world.manager().post("/v1/apprentices", file).await.expect(201);
    assert_eq!(created["disabled_worker"], true);
    let id = created["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(sealed(&world, id).len(), LENGTH);
}

#[actix_web::test]
async fn a_value_moved_to_another_row_or_changed_does_not_open() {
    let world = World::on("2025-10-01").await;
    let [yes, no] = one_of_two(&world).await;
    let (moved, mut damaged) = (sealed(&world, yes), sealed(&world, no));
    damaged[15] ^= 1;
    for value in [moved, damaged] {
        let row = apprentice_disabilities::table.find(no);
        diesel::update(row)
            .set(apprentice_disabilities::sealed.eq(value))
            .execute(&mut world.database.connect())
            .unwrap();
        world.manager().get(with_it(no)).await.refused_with(500, "internal");
        world.manager().get(of(no)).await.expect(200);
        assert_eq!(
            world.trainer().get(with_it(no)).await.expect(200)["id"],
            json!(no),
            "who may not see it reads on"
        );
    }
}

#[actix_web::test]
async fn what_was_plain_is_sealed_at_the_next_start() {
    let world = World::on("2025-10-01").await;
    let ids = [
        world.seed_apprentice("Moreau", "Chloé", "2006-03-14").0,
        world.seed_apprentice("Petit", "Hugo", "2006-04-15").0,
    ];
    let version = world.manager().get(of(ids[0])).await.expect(200)["version"].clone();
    migrate(&world.database.url, |conn| {
        while conn.applied_migrations().unwrap().iter().any(|one| one.to_string() == SEAL_DISABILITIES) {
            conn.revert_last_migration(MIGRATIONS).unwrap();
        }
        world.database_says(&format!(
            "ALTER TABLE apprentices DISABLE TRIGGER USER;
             UPDATE apprentices SET disabled_worker = true WHERE id = '{}';
             ALTER TABLE apprentices ENABLE TRIGGER USER",
            ids[0]
        ));
        conn.run_pending_migrations(MIGRATIONS).unwrap();
        Ok(open_to_serving_role(conn, &world.database.addresses())?)
    })
    .unwrap();
    assert_eq!(sealed(&world, ids[0]), [0, 0, 0, 1]);
    assert_eq!(
        (sealed_of(&world, ids[0]).await, sealed_of(&world, ids[1]).await),
        (json!(true), json!(false))
    );

    let clock = world.clock.clone();
    compagnon::app::start::prepare(world.app().config.clone(), &world.database.addresses(), clock).unwrap();
    world.app().vault.reload(&mut world.database.connect()).unwrap();
    assert_eq!(sealed(&world, ids[0]).len(), LENGTH);
    assert_eq!(sealed(&world, ids[1]).len(), LENGTH);
    assert_eq!(
        (sealed_of(&world, ids[0]).await, sealed_of(&world, ids[1]).await),
        (json!(true), json!(false))
    );
    assert_eq!(world.manager().get(of(ids[0])).await.expect(200)["version"], version);
}

#[actix_web::test]
async fn a_new_key_seals_everything_anew_and_an_interrupted_rotation_goes_on() {
    let world = World::on("2025-10-01").await;
    let [yes, no] = one_of_two(&world).await;
    world.database_says(&format!(
        "INSERT INTO apprentices (id, site_id, family_name, given_name, born_on)
         SELECT gen_random_uuid(), '{site}', 'Nombreux', 'N' || n, '2006-01-01' FROM generate_series(1, 1100) AS n;
         INSERT INTO apprentice_disabilities (apprentice_id, site_id, sealed)
         SELECT id, site_id, '\\x00000000' FROM apprentices WHERE family_name = 'Nombreux'",
        site = world.site()
    ));
    let mut conn = world.database.connect();
    // another instance, started before and knowing nothing of the server's memory
    let other = Vault::new(world.app().secret.clone());
    other.reload(&mut conn).unwrap();
    assert_eq!(other.add_key(&mut conn).unwrap(), 2);
    let first = conn
        .transaction(|tx| {
            compagnon::people::apprentices::store::disabilities::seal_next(tx, &other, uuid::Uuid::nil())
        })
        .unwrap();
    assert_eq!(first.len(), 500);
    let under = |key: i16| {
        world.database_counts(&format!(
            "SELECT count(*) AS n FROM apprentice_disabilities WHERE get_byte(sealed, 0) = 1 AND get_byte(sealed, 2) = {key}"
        ))
    };
    assert_eq!(under(2), 500, "it stopped there");
    assert_eq!((sealed_of(&world, yes).await, sealed_of(&world, no).await), (json!(true), json!(false)));
    assert_eq!(reseal(&mut conn, &other).unwrap(), 602, "it goes on with what is left");
    assert_eq!((under(1), under(2)), (0, 1102));
    assert_eq!(reseal(&mut conn, &other).unwrap(), 0);
    assert_eq!((sealed_of(&world, yes).await, sealed_of(&world, no).await), (json!(true), json!(false)));
    world.manager().change(of(no), json!({ "disabled_worker": true })).await.expect(200);
    assert_eq!(under(2), 1102, "the server knows the new key since it read with it");
}

#[actix_web::test]
async fn the_age_limit_still_knows_a_disabled_worker() {
    let world = World::on("2025-07-15").await;
    let mut story = world.story();
    story.apprentice = world.seed_apprentice("Roux", "Paul", "1985-01-01");
    story.enrolment = world.seed_enrolment(story.apprentice, story.cohort);
    let manager = world.manager();
    let mut older = a_contract(&story);
    older["derogation_code"] = json!("50");
    manager
        .post("/v1/contracts", older.clone())
        .await
        .faults(&[("/starts_on", "contract.age_extension_past")]);
    manager.change(of(story.apprentice.0), json!({ "disabled_worker": true })).await.expect(200);
    manager.post("/v1/contracts", older).await.expect(201);
}

#[actix_web::test]
async fn each_fact_of_a_disability_is_kept_apart_and_shown_to_the_same_few() {
    let world = World::on("2025-07-15").await;
    let id = world.seed_apprentice("Roux", "Léa", "2008-01-01").0;
    let manager = world.manager();
    for (change, byte) in [
        (json!({ "disabled_worker": true }), [true, false, false]),
        (json!({ "youth_equivalence": true, "boe_extension": true }), [true, true, true]),
        (json!({ "disabled_worker": null }), [false, true, true]),
        (json!({ "boe_extension": false }), [false, true, false]),
    ] {
        manager.change(of(id), change.clone()).await.expect(200);
        let read = manager.get(with_it(id)).await.expect(200);
        let shown = ["disabled_worker", "youth_equivalence", "boe_extension"].map(|one| read[one].clone());
        assert_eq!(shown, byte.map(Value::Bool), "{change}");
        assert_eq!(sealed(&world, id).len(), LENGTH);
    }
    let seen = world.trainer().get(with_it(id)).await.expect(200);
    assert_eq!([seen.get("youth_equivalence"), seen.get("boe_extension")], [None; 2]);
    let plain = manager.get(of(id)).await.expect(200);
    assert_eq!([plain.get("youth_equivalence"), plain.get("boe_extension")], [None; 2], "nobody asked");
}

#[actix_web::test]
async fn the_age_limit_knows_the_equivalence_too() {
    let world = World::on("2025-07-15").await;
    let mut story = world.story();
    story.apprentice = world.seed_apprentice("Roux", "Paul", "1985-01-01");
    story.enrolment = world.seed_enrolment(story.apprentice, story.cohort);
    let manager = world.manager();
    let mut older = a_contract(&story);
    older["derogation_code"] = json!("50");
    manager.change(of(story.apprentice.0), json!({ "boe_extension": true })).await.expect(200);
    let limited = [("/starts_on", "contract.age_extension_past")];
    manager.post("/v1/contracts", older.clone()).await.faults(&limited);
    manager.change(of(story.apprentice.0), json!({ "youth_equivalence": true })).await.expect(200);
    manager.post("/v1/contracts", older).await.expect(201);
}
