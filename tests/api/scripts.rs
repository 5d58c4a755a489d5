//! What the scripts promise: deadlocks found, the parts of the program listed, no more installed than they say.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn script(name: &str) -> Command {
    let mut command = Command::new(format!("{}/scripts/{name}", env!("CARGO_MANIFEST_DIR")));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn somewhere() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("compagnon-scripts-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir(&folder).unwrap();
    folder
}

#[test]
fn a_deadlock_in_the_log_of_the_tests_fails_the_run() {
    let folder = somewhere();
    let line = |state: &str, text: &str| format!("2026-11-29 10:00:00.123 UTC [4321] {state} {text}\n");
    let other = line("23505", "ERROR:  duplicate key 40P01") + &line("00000", "LOG:  [1] 40P01 in a text");
    for (log, before, expected) in [
        (other.clone(), None, 0),
        (other.clone() + &line("40P01", "ERROR:  deadlock detected"), None, 1),
        (other.clone(), Some(line("40P01", "ERROR:  deadlock detected")), 1),
    ] {
        std::fs::write(folder.join("log"), log).unwrap();
        let _ = std::fs::remove_file(folder.join("log.before"));
        if let Some(before) = before {
            std::fs::write(folder.join("log.before"), before).unwrap();
        }
        let output = script("find-deadlocks.sh").arg(&folder).output().unwrap();
        assert_eq!(output.status.code(), Some(expected), "{output:?}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_log_of_the_tests_bears_the_state_of_each_line() {
    use diesel::connection::SimpleConnection;
    let database = crate::harness::TestDatabase::empty();
    let mark = format!("no_such_table_{}", std::process::id());
    database.connect().batch_execute(&format!("SELECT FROM {mark}")).unwrap_err();
    let Ok(log) = std::fs::read_to_string(crate::harness::root().join("pg/log")) else {
        assert!(std::env::var_os("TEST_DATABASE_URL").is_some(), "no log");
        return;
    };
    let line = log.lines().find(|line| line.contains(&mark)).unwrap();
    assert!(line.contains("] 42P01 ERROR:"), "{line}");
}

#[test]
fn the_parts_of_the_program_are_listed_each_with_its_licence_and_digest() {
    let folder = somewhere();
    let list = folder.join("parts.json");
    assert!(script("sbom.sh").arg(&list).status().unwrap().success());
    let list: Value = serde_json::from_str(&std::fs::read_to_string(list).unwrap()).unwrap();
    assert_eq!((&list["bomFormat"], &list["specVersion"]), (&Value::from("CycloneDX"), &Value::from("1.5")));
    assert_eq!(list["metadata"]["component"]["name"], "compagnon");
    let parts = list["components"].as_array().unwrap();
    let names: BTreeSet<&str> = parts.iter().filter_map(|part| part["name"].as_str()).collect();
    assert!(
        names.contains("actix-web") && names.contains("pq-src") && !names.contains("proptest"),
        "{names:?}"
    );
    for part in parts.iter().filter(|part| part["name"] != "private_postgres") {
        assert!(part["licenses"][0]["expression"].is_string(), "{part}");
        assert_eq!(part["hashes"][0]["content"].as_str().map(str::len), Some(64), "{part}");
    }
    let everything = parts.iter().chain([&list["metadata"]["component"]]);
    let known: BTreeSet<&str> = everything.filter_map(|part| part["bom-ref"].as_str()).collect();
    let is_known = |reference: &Value| reference.as_str().is_some_and(|one| known.contains(one));
    for one in list["dependencies"].as_array().unwrap() {
        assert!(is_known(&one["ref"]) && one["dependsOn"].as_array().unwrap().iter().all(is_known), "{one}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// The scripts of a folder of the repository.
fn files_of(folder: &str) -> Vec<PathBuf> {
    let entries = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).read_dir().unwrap();
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect()
}

#[test]
fn scripts_install_nothing_that_is_only_recommended() {
    let mut seen = 0;
    for file in ["scripts", "packaging"].into_iter().flat_map(files_of) {
        let text = std::fs::read_to_string(&file).unwrap().replace("\\\n", " ");
        let installing = |line: &&str| line.contains("apt") && line.contains("install -y");
        for line in text.lines().filter(installing) {
            seen += 1;
            let told = line.contains("--no-install-recommends") || line.contains("postgresql-common, then");
            assert!(told, "{}: {line}", file.display());
        }
    }
    assert!(seen > 8, "{seen}");
}

#[test]
fn a_machine_without_rust_is_told_so_before_anything_is_installed() {
    let folder = somewhere();
    let find = |name: &str| {
        let places = ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin"];
        places.iter().map(|place| Path::new(place).join(name)).find(|path| path.exists())
    };
    for name in ["sh", "make", "sed", "cat", "dirname"] {
        std::os::unix::fs::symlink(find(name).unwrap(), folder.join(name)).unwrap();
    }
    for target in ["run", "test", "check", "demo", "seed", "bench"] {
        let mut make = Command::new(folder.join("make"));
        make.arg(target).current_dir(env!("CARGO_MANIFEST_DIR")).env("PATH", &folder);
        let output = make.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{target}: {said}");
        assert!(
            said.starts_with("Rust 1.") && said.contains("Nothing was installed. What a build needs:"),
            "{target}: {said}"
        );
    }
    std::fs::remove_dir_all(folder).unwrap();
}
