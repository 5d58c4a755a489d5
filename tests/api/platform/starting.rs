//! What a start refuses, and what it says.

use std::process::{Command, Output, Stdio};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::harness::{Program, TestDatabase, World, secret_folder};

/// A command of the program on a base, and how it ended.
fn run(arguments: &[&str], url: &str, change: impl FnOnce(&mut Command)) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_compagnon"));
    command.args(arguments).env("DATABASE_URL", url).env("COMPAGNON_DATA_DIR", secret_folder());
    change(&mut command);
    command.output().unwrap()
}

#[track_caller]
fn refused(output: &Output, words: &[&str]) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for word in words {
        assert!(said.contains(word), "no {word:?} in: {said}");
    }
}

/// Every table and view of a base, schemas of the system apart.
fn relations(database: &TestDatabase) -> Vec<String> {
    use diesel::dsl::sql;
    use diesel::sql_types::{Array, Text};
    let all = "ARRAY(SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S')
               AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace,
               'pg_toast'::regnamespace) ORDER BY 1)";
    diesel::select(sql::<Array<Text>>(all)).get_result(&mut database.connect()).unwrap()
}

#[actix_web::test]
async fn the_base_of_another_product_is_refused_before_anything_is_written() {
    for theirs in [
        "CREATE TABLE wp_posts (id int)",
        "CREATE SCHEMA shop; CREATE TABLE shop.orders (id int)",
        "CREATE TABLE apprentices (id int)",
        "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY, run_on timestamp NOT NULL DEFAULT now());
         INSERT INTO __diesel_schema_migrations VALUES ('20200101000000'); CREATE TABLE carts (id int)",
    ] {
        let database = TestDatabase::empty();
        database.connect().batch_execute(theirs).unwrap();
        let before = relations(&database);
        for command in ["migrate", "serve"] {
            let output = run(&[command], &database.url, |_| {});
            refused(&output, &["another product", before.last().unwrap(), "Nothing was written"]);
        }
        assert_eq!(relations(&database), before, "{theirs}");
    }
}

#[actix_web::test]
async fn what_an_extension_brings_is_nobodys_base() {
    let database = TestDatabase::empty();
    database.connect().batch_execute("CREATE EXTENSION pg_stat_statements").unwrap();
    let output = run(&["migrate"], &database.url, |_| {});
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[actix_web::test]
async fn a_migration_that_fails_leaves_nothing_of_those_before_it() {
    let database = TestDatabase::empty();
    database
        .connect()
        .batch_execute("CREATE FUNCTION place_events(most int) RETURNS int LANGUAGE sql AS 'SELECT 1'")
        .unwrap();
    let output = run(&["migrate"], &database.url, |_| {});
    refused(&output, &["migration", "place_events"]);
    assert_eq!(relations(&database), Vec::<String>::new());
}

#[actix_web::test]
async fn a_postgresql_too_old_is_named_with_how_to_get_another() {
    use std::os::unix::fs::PermissionsExt;
    let folder = std::env::temp_dir().join(format!("compagnon-old-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir(&folder).unwrap();
    for name in ["postgres", "initdb"] {
        std::fs::write(folder.join(name), "#!/bin/sh\necho 'postgres (PostgreSQL) 14.18'\n").unwrap();
        std::fs::set_permissions(folder.join(name), std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_compagnon"))
        .env_remove("DATABASE_URL")
        .env("PG_BIN_DIR", &folder)
        .env("COMPAGNON_DATA_DIR", folder.join("data"))
        .output()
        .unwrap();
    refused(&output, &["PostgreSQL 14", "15 or later", "apt.postgresql.org", "dnf", "DATABASE_URL"]);
    assert!(!folder.join("data").exists(), "nothing is made");
    std::fs::remove_dir_all(folder).unwrap();
}

#[actix_web::test]
async fn a_distant_base_without_verified_tls_is_refused_when_tls_is_required() {
    for (url, accepted) in [
        ("postgres://u:secret@192.0.2.1/base", false),
        ("postgres://u:secret@192.0.2.1/base?sslmode=require", false),
        ("host=192.0.2.1 dbname=base password=secret", false),
        ("postgres://u:secret@192.0.2.1/base?sslmode=verify-full&connect_timeout=1", true),
        ("postgres://u:secret@127.0.0.1:1/base", true),
    ] {
        let output = run(&["migrate"], url, |command| {
            command.env("COMPAGNON_REQUIRE_DATABASE_TLS", "true");
        });
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(said.contains("require_database_tls"), !accepted, "{url}: {said}");
        assert!(!said.contains("secret@") && !said.contains("password=secret"), "{said}");
        assert_eq!(output.status.code(), Some(1), "{said}");
    }
}

#[actix_web::test]
async fn an_address_that_is_none_stops_the_start() {
    let world = World::on("2026-11-23").await;
    let output = run(&["migrate"], &world.database.serving_url, |command| {
        command.env("COMPAGNON_PUBLIC_URL", "not a url");
    });
    refused(&output, &["public_url", "not a url", "https://"]);
}

#[actix_web::test]
async fn the_greeting_names_the_base_and_no_password() {
    let world = World::on("2026-11-23").await;
    let url = format!("{}&password=unheard-of", world.database.serving_url);
    let mut program = Program::on(&world, |command| {
        command.env("DATABASE_URL", url).stdout(Stdio::piped()).stderr(Stdio::piped());
    });
    assert!(program.serves().await);
    program.signal(rustix::process::Signal::TERM);
    program.ended().await;
    let said = std::io::read_to_string(program.child.stdout.take().unwrap()).unwrap();
    let log = std::io::read_to_string(program.child.stderr.take().unwrap()).unwrap();
    let name = url_database(&world.database.serving_url);
    let line = said.lines().find(|line| line.contains("Base")).unwrap_or_default();
    assert!(line.contains(name) && line.contains("compagnon_server"), "{said}");
    assert!(!said.contains("unheard-of") && !log.contains("unheard-of"), "{said}{log}");
}

fn url_database(url: &str) -> &str {
    url.split('?').next().unwrap().rsplit('/').next().unwrap()
}
