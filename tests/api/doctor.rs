//! `compagnon doctor`, on installations in good health and in bad.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use chrono::TimeDelta;
use compagnon::platform::clock::Clock;
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use diesel::{RunQueryDsl, select};
use rustix::process::Signal;
use serde_json::json;

use crate::harness::{MailServer, Program, TestDatabase, World, secret_folder, status_of};

/// A data folder that goes with its test.
struct Installation(PathBuf);

impl Installation {
    /// Nothing yet.
    fn empty() -> Self {
        let path = std::env::temp_dir().join(format!("compagnon-doctor-{}", uuid::Uuid::now_v7()));
        fs::create_dir(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        Self(path)
    }

    /// With the secret of the worlds, and a backup taken so many hours ago.
    fn backed_up_before(hours: i64) -> Self {
        let folder = Self::empty();
        fs::copy(secret_folder().join("secret"), folder.secret()).unwrap();
        fs::set_permissions(folder.secret(), fs::Permissions::from_mode(0o600)).unwrap();
        let taken_at = Clock::system().now() - TimeDelta::hours(hours);
        let last = json!({ "taken_at": taken_at, "file": "/var/backups/last.zip", "sha256": "" });
        fs::write(folder.0.join("last-backup.json"), last.to_string()).unwrap();
        folder
    }

    fn secret(&self) -> PathBuf {
        self.0.join("secret")
    }

    /// What the doctor says, and the status it ends with.
    fn examined(&self, variables: &[(&str, &str)]) -> (String, i32) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_compagnon"));
        command.env_remove("DATABASE_URL").env("COMPAGNON_DATA_DIR", &self.0);
        command.envs(variables.iter().copied()).arg("doctor").stdin(Stdio::null());
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(!said.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        (said, output.status.code().unwrap())
    }

    /// The same, on the base of a world and at its address.
    fn examined_on(&self, world: &World, more: &[(&str, &str)]) -> (String, i32) {
        let base = [
            ("DATABASE_URL", world.database.serving_url.as_str()),
            ("COMPAGNON_OWNER_DATABASE_URL", world.database.url.as_str()),
            ("COMPAGNON_PUBLIC_URL", world.base()),
        ];
        self.examined(&[&base[..], more].concat())
    }

    fn files(&self) -> usize {
        fs::read_dir(&self.0).unwrap().count()
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[track_caller]
fn assert_says(said: &str, lines: &[&str]) {
    for line in lines {
        assert!(said.lines().any(|told| told.starts_with(line)), "{line}\n{said}");
    }
}

#[actix_web::test]
async fn a_healthy_installation_is_said_to_be_so() {
    let (world, mails) = (World::on("2026-01-05").await, MailServer::start());
    let installation = Installation::backed_up_before(25);
    let (url, files) = (mails.url(), installation.files());
    assert_eq!(status_of(&format!("{}/healthz", world.base())).await, 200);
    let contact = ("COMPAGNON_SECURITY_CONTACT", "mailto:security@example.org");
    let (said, status) = installation.examined_on(&world, &[("COMPAGNON_SMTP_URL", &url), contact]);
    assert_says(
        &said,
        &[
            "ok    settings: fit",
            "ok    secret: ",
            "ok    catalogue: ",
            "ok    way to the database: ",
            "ok    database: ",
            "ok    migrations: all of them ran",
            "ok    keys: the installation's secret opens them",
            "ok    last backup: ",
            "ok    mail server: 127.0.0.1 answers",
            "ok    public address: ",
            "ok    security contact: mailto:security@example.org",
        ],
    );
    for matter in ["clock: ", "room for data: ", "room for passing files: "] {
        assert!(said.contains(matter), "{matter}: {said}");
    }
    assert_eq!(status, 0, "{said}");
    assert!(said.contains(", 0 failed.\n") && !said.contains('\u{1b}'), "{said}");
    assert_eq!((installation.files(), mails.taken().len()), (files, 0), "nothing is written or sent");
}

#[actix_web::test]
async fn what_fails_is_named_and_ends_with_one() {
    let world = World::on("2026-01-05").await;
    let installation = Installation::backed_up_before(1);
    let (said, status) = installation.examined_on(&world, &[("COMPAGNON_SMTP_URL", "smtp://127.0.0.1:9")]);
    assert_says(&said, &["warn  security contact: /.well-known/security.txt tells nobody"]);
    assert_says(&said, &["fail  mail server: 127.0.0.1 (COMPAGNON_SMTP_URL): the connection", "ok    keys"]);
    assert_eq!(status, 1, "{said}");

    fs::set_permissions(installation.secret(), fs::Permissions::from_mode(0o644)).unwrap();
    let (said, status) = installation.examined_on(&world, &[]);
    assert_says(&said, &["fail  secret: ", "fail  keys: ", "ok    mail server: none is named"]);
    assert!(said.contains("chmod 400"), "{said}");
    assert_eq!(status, 1, "{said}");

    fs::write(installation.secret(), "another-secret-of-43-random-characters-0123456").unwrap();
    fs::set_permissions(installation.secret(), fs::Permissions::from_mode(0o600)).unwrap();
    let (said, status) = installation.examined_on(&world, &[]);
    assert_says(&said, &["ok    secret: ", "fail  keys: the keys of this base cannot be read"]);
    assert_eq!(status, 1, "{said}");

    fs::remove_file(installation.secret()).unwrap();
    let (said, status) = installation.examined_on(&world, &[]);
    assert_says(&said, &["warn  secret: ", "fail  keys: installation secret "]);
    assert_eq!((status, installation.secret().exists()), (1, false), "no other secret is made: {said}");

    let (said, status) = installation.examined(&[("DATABASE_URL", "postgres://127.0.0.1:9/base")]);
    assert_says(&said, &["fail  database: base on 127.0.0.1, port 9"]);
    assert_eq!(status, 1, "{said}");

    let (said, status) = installation.examined(&[("COMPAGNON_POOL_SIZE", "many")]);
    assert_says(&said, &["fail  settings: the settings do not fit:"]);
    assert!(said.contains("COMPAGNON_POOL_SIZE (pool_size)"), "{said}");
    assert_eq!(status, 1, "{said}");

    let nowhere = "[\"/nowhere/at/all\"]";
    let (said, status) = installation.examined_on(&world, &[("COMPAGNON_CATALOGUE_DIRS", nowhere)]);
    assert_says(&said, &["fail  catalogue: "]);
    assert_eq!(status, 1, "{said}");
}

#[actix_web::test]
async fn what_is_to_be_looked_at_fails_nothing() {
    let world = World::on("2026-01-05").await;
    let installation = Installation::backed_up_before(27);
    let (said, status) = installation.examined_on(&world, &[("COMPAGNON_PUBLIC_URL", "http://127.0.0.1:9")]);
    assert_says(&said, &["warn  last backup: ", "warn  public address: http://127.0.0.1:9/healthz"]);
    assert!(said.contains("more than 26 h"), "{said}");
    assert_eq!(status, 0, "{said}");

    fs::remove_file(installation.0.join("last-backup.json")).unwrap();
    let mails = MailServer::start();
    let not_tls = mails.url().replace("smtp://", "https://");
    let (said, status) = installation.examined_on(&world, &[("COMPAGNON_PUBLIC_URL", &not_tls)]);
    assert_says(&said, &["warn  last backup: none was taken from here", "warn  public address: https://"]);
    assert_eq!(status, 0, "{said}");

    let change = |statement: &str| world.database.connect().batch_execute(statement).unwrap();
    change("INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231235959')");
    let (said, status) = installation.examined_on(&world, &[]);
    assert_says(&said, &["warn  migrations: a later version of the program ran there (29991231235959)"]);
    assert_eq!(status, 0, "{said}");
    change(
        "DELETE FROM __diesel_schema_migrations WHERE version >= (SELECT max(version) FROM \
            __diesel_schema_migrations WHERE version <> '29991231235959')",
    );
    let (said, _) = installation.examined_on(&world, &[]);
    assert_says(&said, &["warn  migrations: 1 wait for the next start"]);

    let url = "postgres://192.0.2.1/base?connect_timeout=1";
    for (required, verdict) in
        [("false", "warn  way to the database: "), ("true", "fail  way to the database: ")]
    {
        let distant = [("DATABASE_URL", url), ("COMPAGNON_REQUIRE_DATABASE_TLS", required)];
        assert_says(&installation.examined(&distant).0, &[verdict]);
    }
}

#[actix_web::test]
async fn nothing_is_made_where_nothing_is_yet() {
    let (empty, installation) = (TestDatabase::empty(), Installation::empty());
    let (said, status) = installation.examined(&[("DATABASE_URL", &empty.url)]);
    assert_says(&said, &["warn  secret: ", "warn  migrations: the base is empty", "warn  last backup: none"]);
    let tables = "(SELECT count(*) FROM pg_tables WHERE schemaname = 'public')";
    let tables: i64 = select(sql::<BigInt>(tables)).get_result(&mut empty.connect()).unwrap();
    assert_eq!((status, tables), (0, 0), "{said}");

    let (said, status) = installation.examined(&[]);
    assert_says(&said, &["warn  database: none in "]);
    assert_eq!((status, installation.files()), (0, 0), "{said}");

    let foreign = TestDatabase::empty();
    foreign.connect().batch_execute("CREATE TABLE stock (id int)").unwrap();
    let (said, status) = installation.examined(&[("DATABASE_URL", &foreign.url)]);
    assert_says(&said, &["fail  migrations: the base "]);
    assert_eq!(status, 1, "{said}");
}

#[actix_web::test]
async fn a_private_installation_is_examined_while_it_serves_and_while_it_does_not() {
    let installation = Installation::empty();
    let mut program = Program::in_folder(&installation.0, |_| {});
    assert!(program.serves().await);
    let url = format!("http://{}", program.listen);
    let (said, status) = installation.examined(&[("COMPAGNON_PUBLIC_URL", &url)]);
    let fine = ["ok    secret: ", "ok    database: ", "ok    migrations: ", "ok    keys: "];
    assert_says(&said, &fine);
    assert_says(&said, &["ok    public address: ", "warn  last backup: none"]);
    assert_eq!(status, 0, "{said}");
    program.signal(Signal::TERM);
    assert!(program.ended().await.success());
    let (said, status) = installation.examined(&[("COMPAGNON_PUBLIC_URL", &url)]);
    assert_says(&said, &fine);
    assert_says(&said, &["warn  public address: "]);
    assert_eq!(status, 0, "{said}");
}
