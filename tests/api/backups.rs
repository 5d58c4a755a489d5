//! Backups, as whoever runs an installation takes, tries and restores them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use diesel::{Connection, PgConnection, RunQueryDsl};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::harness::{Program, TestDatabase, World, secret_folder};

const PASSPHRASE: &str = "quatre mots au hasard";

/// A folder that goes with its test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("compagnon-backup-{}", uuid::Uuid::now_v7()));
        fs::create_dir(&path).expect("a folder");
        fs::write(path.join("passphrase"), format!("{PASSPHRASE}\n")).expect("a file");
        Self(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(database: &str, data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_compagnon"));
    command.env("DATABASE_URL", database).env("COMPAGNON_DATA_DIR", data).args(arguments);
    command.stdin(Stdio::null()).output().expect("an end")
}

#[track_caller]
fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[track_caller]
fn refused(output: &Output, because: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains(because), "{because}: {said}");
}

fn back_up(world: &World, folder: &Folder) -> PathBuf {
    let (file, passphrase) = (folder.file("base.zip"), folder.file("passphrase"));
    let arguments = ["backup", text(&file), "--passphrase-file", text(&passphrase)];
    done(&run(&world.database.url, &secret_folder(), &arguments));
    file
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

#[actix_web::test]
async fn a_backup_is_restored_on_another_machine_with_its_secret() {
    let (world, folder) = (World::now().await, Folder::new());
    let (manager, story) = (world.manager(), world.story());
    let path = format!("/v1/apprentices/{}", story.apprentice);
    manager.change(&path, json!({ "disabled_worker": true })).await.expect(200);
    let known = manager.get(format!("{path}?include=disability")).await.expect(200);
    let file = back_up(&world, &folder);
    manager.change(&path, json!({ "city": "Reims" })).await.expect(200);

    use std::os::unix::fs::PermissionsExt;
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let (elsewhere, data) = (TestDatabase::empty(), folder.file("data"));
    let passphrase = folder.file("passphrase");
    let restore = ["restore", text(&file), "--passphrase-file", text(&passphrase)];
    let told = done(&run(&elsewhere.url, &data, &restore));
    assert!(told.contains("every table holds what was written of it"), "{told}");
    let there = |name: &str| fs::read_to_string(data.join(name)).unwrap();
    let here = fs::read_to_string(secret_folder().join("secret")).unwrap();
    assert_eq!(there("secret").trim(), here.trim());

    let mut program = Program::on(&world, |command| {
        command.env("DATABASE_URL", &elsewhere.url).env("COMPAGNON_DATA_DIR", &data);
    });
    assert!(program.serves().await);
    let restored =
        program.before(&world, &manager).get(format!("{path}?include=disability")).await.expect(200);
    assert_eq!(restored, known, "as it stood when the backup was taken, sealed data opened");

    refused(&run(&elsewhere.url, &data, &restore), "sessions use this base");
    drop(program);
    refused(&run(&elsewhere.url, &data, &restore), "--replace");
    let replace = [&restore[..], &["--replace"]].concat();
    done(&run(&elsewhere.url, &data, &replace));
}

#[actix_web::test]
async fn a_backup_is_tried_without_touching_anything() {
    let (world, folder) = (World::on("2026-01-05").await, Folder::new());
    world.story();
    let (file, passphrase) = (back_up(&world, &folder), folder.file("passphrase"));
    let check = ["restore", text(&file), "--check", "--passphrase-file", text(&passphrase)];
    let told = done(&run(&world.database.url, &secret_folder(), &check));
    assert!(told.contains("restores whole"), "{told}");
    let left = "(SELECT count(*) FROM pg_database WHERE datname LIKE 'compagnon_check_%')";
    let mut conn = PgConnection::establish(&world.database.url).unwrap();
    assert_eq!(diesel::select(sql::<BigInt>(left)).get_result::<i64>(&mut conn), Ok(0));
    world.manager().get("/v1/apprentices").await.expect(200);
}

#[actix_web::test]
async fn a_backup_that_is_not_what_was_written_is_refused_before_anything_is_touched() {
    let (world, folder) = (World::on("2026-01-05").await, Folder::new());
    world.story();
    let (file, passphrase) = (back_up(&world, &folder), folder.file("passphrase"));
    let (elsewhere, data) = (TestDatabase::empty(), folder.file("data"));
    let restore = |file: &Path, passphrase: &Path| {
        run(&elsewhere.url, &data, &["restore", text(file), "--passphrase-file", text(passphrase)])
    };
    let wrong = folder.file("wrong");
    fs::write(&wrong, "quatre mots au hasar").unwrap();
    refused(&restore(&file, &wrong), "not the passphrase of this backup");
    refused(&restore(&folder.file("nowhere"), &passphrase), "cannot read");
    refused(&run(&elsewhere.url, &data, &["restore", text(&file)]), "--passphrase-file");

    let mut damaged = fs::read(&file).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    fs::write(folder.file("damaged"), &damaged).unwrap();
    refused(&restore(&folder.file("damaged"), &passphrase), "damaged");
    fs::write(folder.file("short"), &damaged[..middle]).unwrap();
    refused(&restore(&folder.file("short"), &passphrase), "cut short");

    let newer = |manifest: &mut Value| manifest["schema"] = json!("29991231235959");
    retold(&file, &folder.file("newer"), newer);
    refused(&restore(&folder.file("newer"), &passphrase), "does not know");
    let emptier = |manifest: &mut Value| manifest["tables"]["apprentices"]["rows"] = json!(2);
    retold(&file, &folder.file("emptier"), emptier);
    refused(&restore(&folder.file("emptier"), &passphrase), "the table apprentices does not hold");
}

#[actix_web::test]
async fn a_backup_is_written_whole_or_not_at_all() {
    let (world, folder) = (World::on("2026-01-05").await, Folder::new());
    let (file, short) = (back_up(&world, &folder), folder.file("short"));
    fs::write(&short, "trop court").unwrap();
    let asked = |file: &Path, more: &[&str]| {
        run(&world.database.url, &secret_folder(), &[&["backup", text(file)], more].concat())
    };
    let passphrase = folder.file("passphrase");
    refused(&asked(&file, &["--passphrase-file", text(&passphrase)]), "exists already");
    refused(&asked(&folder.file("other"), &["--passphrase-file", text(&short)]), "12 characters");
    refused(&asked(&folder.file("other"), &[]), "--passphrase-file");
    refused(&asked(&folder.file("no/such/folder"), &["--without-secret"]), "cannot make");
    let (bare, data) = (folder.file("bare"), folder.file("data"));
    let bare = done(&run(&world.database.url, &data, &["backup", text(&bare), "--without-secret"]));
    assert!(bare.contains("secret is not in it"), "{bare}");
    let left: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 5, "nothing unfinished stays: {left:?}");
    let last: Value = serde_json::from_slice(&fs::read(data.join("last-backup.json")).unwrap()).unwrap();
    assert_eq!(last["file"], json!(folder.file("bare")));
}

/// The same backup, its manifest saying something else.
fn retold(from: &Path, to: &Path, change: impl FnOnce(&mut Value)) {
    let mut read = ZipArchive::new(fs::File::open(from).unwrap()).unwrap();
    let mut written = ZipWriter::new(fs::File::create(to).unwrap());
    let mut manifest: Value = serde_json::from_reader(read.by_name("manifest.json").unwrap()).unwrap();
    change(&mut manifest);
    for name in ["base.dump", "secret.json"] {
        written.raw_copy_file(read.by_name(name).unwrap()).unwrap();
    }
    written.start_file("manifest.json", SimpleFileOptions::default()).unwrap();
    serde_json::to_writer(&mut written, &manifest).unwrap();
    written.finish().unwrap();
}
