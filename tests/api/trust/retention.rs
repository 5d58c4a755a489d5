//! What is kept for a time only, with the command that shows and forgets it.

use std::process::Command;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

use crate::harness::{World, secret_folder};

/// A journal entry, a session, an invitation, a mail and something taken back as old as this, in the month of the journal that is theirs.
fn traces_left(ago: &str) -> String {
    format!(
        "DO $$
         DECLARE month date := date_trunc('month', now() - interval '{ago}')::date;
         BEGIN
             EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF journal_entries FOR VALUES FROM (%L) TO (%L)',
                 'journal_entries_' || to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
         END $$;
         INSERT INTO journal_entries (id, at, actor_kind, act, subject_kind, subject_id)
         SELECT gen_random_uuid(), now() - interval '{ago}', 'nobody', 'Trace', 'account', id FROM accounts;
         INSERT INTO sessions (id, account_id, authenticated_at, expires_at, idle_expires_at, rotated_at)
         SELECT gen_random_uuid(), id, at, at, at, at FROM accounts, (SELECT now() - interval '{ago}' AS at) AS past;
         INSERT INTO invitations (id, account_id, token_hash, expires_at)
         SELECT gen_random_uuid(), id, '\\x{hash}', now() - interval '{ago}' FROM accounts;
         INSERT INTO mails (id, site_id, account_id, kind, about_on, subject, state, attempts, next_attempt_at, created_at)
         SELECT gen_random_uuid(), sites.id, accounts.id, 'digest', (now() - interval '{ago}')::date, 'Trace', 'superseded',
                0, now(), now() - interval '{ago}' FROM accounts, sites LIMIT 1;
         INSERT INTO withdrawals (id, site_id, kind, record_id, subject_id, author_kind, withdrawn_at, facts, steps)
         SELECT gen_random_uuid(), id, 'absence', id, id, 'system', now() - interval '{ago}', '{{}}', '[{{}}]' FROM sites LIMIT 1;",
        hash = format!("{:x}", ago.len()).repeat(64)
    )
}

fn retention(world: &World, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_compagnon"))
        .arg("retention")
        .args(arguments)
        .env("DATABASE_URL", &world.database.serving_url)
        .env("COMPAGNON_DATA_DIR", secret_folder())
        .env("COMPAGNON_LOG_LEVEL", "warn")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn left(world: &World) -> [i64; 5] {
    [
        "journal_entries WHERE act = 'Trace'",
        "sessions WHERE expires_at < now()",
        "invitations",
        "mails",
        "withdrawals WHERE steps <> '[]'",
    ]
    .map(|rows| world.database_counts(&format!("SELECT count(*) AS n FROM {rows}")))
}

#[actix_web::test]
async fn what_was_kept_long_enough_is_shown_then_forgotten() {
    let world = World::on("2026-11-23").await;
    let manager = world.manager();
    world.database_says(&traces_left("15 months"));
    world.database_says(&traces_left("8 months"));
    assert_eq!(left(&world), [2, 2, 2, 2, 2]);
    let shown = retention(&world, &["--dry-run"]);
    for what in ["journal entries", "sessions", "invitations", "mails", "withdrawn rows"] {
        let line = shown.lines().find(|line| line.starts_with(what)).unwrap_or_default();
        assert!(line.contains(": 1 ") && line.contains("kept 12 months"), "{what}: {shown}");
    }
    assert_eq!(left(&world), [2, 2, 2, 2, 2]);
    retention(&world, &[]);
    assert_eq!(left(&world), [1, 1, 1, 1, 1]);
    let written = "SELECT count(*) AS n FROM journal_entries WHERE actor_kind = 'system' AND act LIKE '%.%'";
    assert_eq!(world.database_counts(written), 5);
    assert_eq!(
        world.database_counts("SELECT count(*) AS n FROM withdrawals"),
        2,
        "that it was taken back is kept"
    );
    assert!(retention(&world, &[]).lines().all(|line| line.contains(": 0 ")));
    assert_eq!(world.database_counts(written), 5);
    manager.get("/v1/me").await.expect(200);
}

#[actix_web::test]
async fn nobody_drops_the_last_six_months_of_the_journal() {
    let world = World::on("2026-11-23").await;
    world.manager();
    world.database_says(&traces_left("5 months"));
    let mut serving = PgConnection::establish(&world.database.serving_url).unwrap();
    serving.batch_execute("SELECT drop_journal_months('2999-01-01')").unwrap();
    assert_eq!(left(&world)[0], 1);
}
