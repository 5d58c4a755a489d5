//! What the scripts promise: deadlocks found, the parts of the program listed, advisories looked up, no more installed than
//! they say, a build announced.

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

/// An advisory on a crate, as RustSec keeps it.
fn advise(database: &Path, package: &str, id: &str, rest: &str) {
    let folder = database.join("crates").join(package);
    std::fs::create_dir_all(&folder).unwrap();
    let text = format!(
        "```toml\n[advisory]\nid = \"{id}\"\npackage = \"{package}\"\ndate = \"2026-11-20\"\n{rest}\n```\n\n# Title\n"
    );
    std::fs::write(folder.join(format!("{id}.md")), text).unwrap();
}

#[test]
fn an_advisory_on_a_version_of_ours_fails_the_check_and_the_lack_of_a_copy_is_said() {
    for (rest, concerns) in [
        ("[versions]\npatched = [\">= 1.0.1\"]", false),
        ("[versions]\npatched = [\">= 999.0.0\"]", true),
        ("[versions]\npatched = []", true),
        ("[versions]\npatched = [\">= 0.9.3, < 0.10.0\", \">= 999.0.0\"]", true),
        ("[versions]\npatched = [\n  \">= 999.0.0\",\n  \"^1.0.2\",\n]", false),
        ("[versions]\npatched = [\"~1.0\"]", false),
        ("[versions]\npatched = [\"^0.9\"]", true),
        ("[versions]\npatched = []\nunaffected = [\"> 0.1.0\"]", false),
        ("informational = \"unmaintained\"\n[versions]\npatched = []", true),
        ("withdrawn = \"2026-11-21\"\n[versions]\npatched = []", false),
    ] {
        let database = somewhere();
        advise(&database, "serde", "RUSTSEC-2026-0001", rest);
        advise(&database, "not-of-ours", "RUSTSEC-2026-0002", "[versions]\npatched = []");
        let output = script("check-advisories.sh").env("ADVISORY_DB", &database).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.success(), !concerns, "{rest}: {said}");
        let expected = if concerns { "RUSTSEC-2026-0001" } else { "up to 2026-11-20: 1 on crates of ours" };
        assert!(said.contains(expected) && !said.contains("RUSTSEC-2026-0002"), "{rest}: {said}");
        std::fs::remove_dir_all(database).unwrap();
    }
    let nothing = somewhere();
    let set_aside = "[versions]\npatched = []";
    advise(&nothing, "serde", "RUSTSEC-2023-0089", set_aside);
    let looked_at = script("check-advisories.sh").env("ADVISORY_DB", &nothing).output().unwrap();
    assert!(looked_at.status.success(), "what deny.toml sets aside: {looked_at:?}");
    std::fs::remove_dir_all(nothing.join("crates")).unwrap();
    let named = script("check-advisories.sh").env("ADVISORY_DB", &nothing).output().unwrap();
    assert!(!named.status.success(), "{named:?}");
    let absent =
        script("check-advisories.sh").env_remove("ADVISORY_DB").env("CARGO_HOME", &nothing).output().unwrap();
    let said = String::from_utf8_lossy(&absent.stdout);
    assert!(absent.status.success() && said.starts_with("Advisories were NOT looked at"), "{said}");
    std::fs::remove_dir_all(nothing).unwrap();
}

/// What `announce.sh` says, and whether it ends well, where cargo is a script that says these lines of a build.
fn announced(lines: &str, ends_with: i32, speaks: &str) -> (bool, String) {
    let folder = somewhere();
    let cargo = format!(
        "#!/bin/sh\ncase $1 in\ntree) printf 'one v1\\ntwo v1 (*)\\nthree v1\\n' ;;\n\
         build) case \" $* \" in *--quiet*) exit {ends_with} ;; esac\nprintf '{lines}' >&2; sleep 2; exit {ends_with} ;;\nesac\n"
    );
    let program = folder.join("cargo");
    std::fs::write(&program, cargo).unwrap();
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut announce = script("announce.sh");
    announce.args(["--bin", "compagnon"]).env("PATH", path).env("ANNOUNCE", speaks);
    let output = announce.env("CARGO_TARGET_DIR", folder.join("target")).output().unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_build_says_what_it_does_how_far_it_is_and_what_it_takes() {
    let (well, said) =
        announced("       Fresh one v1\\n   Compiling two v1\\n     Running `rustc two`\\n", 0, "always");
    assert!(well, "{said}");
    for expected in
        ["3 crates, once", "minutes, and 3 GB of disk", "2 of 3 crates, ", ": two", "Compiled in "]
    {
        assert!(said.contains(expected), "{expected} is not in {said}");
    }
    assert!(!said.contains("Running"), "{said}");
    let (well, said) = announced("   Compiling two v1\\nerror: no such thing\\n", 101, "always");
    assert!(!well && said.contains("error: no such thing") && !said.contains("Compiled in"), "{said}");
}

#[test]
fn a_build_with_nothing_to_do_says_nothing_and_one_in_a_pipe_neither() {
    let nothing = "       Fresh one v1\\n       Fresh two v1\\n    Finished `dev` profile\\n";
    assert_eq!(announced(nothing, 0, "always"), (true, String::new()));
    assert_eq!(announced("   Compiling two v1\\n", 0, ""), (true, String::new()));
    assert!(!announced("", 101, "").0);
}
