//! What the scripts promise: deadlocks found.

use std::path::PathBuf;
use std::process::Command;

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
