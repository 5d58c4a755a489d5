//! The shape of the house, read from its own source.

mod wings;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use self::wings::WINGS;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Longest file, in lines.
const LONGEST_FILE: usize = 400;
const DRAWERS: &[&str] =
    &["util", "utils", "helper", "helpers", "common", "misc", "manager", "service", "services"];

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

fn sources() -> Vec<(PathBuf, String)> {
    let src = Path::new(ROOT).join("src");
    let each = files_below(&src).into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path.strip_prefix(&src).unwrap().to_owned(), text)
    });
    each.collect()
}

/// Where a path of names stands in the order: its wing, and its room unless it is of the wing itself.
fn place_of(path: &[&str]) -> Option<(usize, Option<usize>)> {
    let wing = WINGS.iter().position(|(wing, _)| path.first() == Some(wing))?;
    let rooms = WINGS[wing].1;
    let room = path.get(1).and_then(|room| rooms.iter().position(|known| known == room));
    Some((wing, room))
}

/// Whether an arrow from one place to another points back: to a later wing, or to a later room of the same wing.
fn points_back(
    (wing, room): (usize, Option<usize>),
    (later_wing, later_room): (usize, Option<usize>),
) -> bool {
    later_wing > wing || (later_wing == wing && room.is_some() && later_room > room)
}

/// The names of the module a file is.
fn module_of(path: &Path) -> Vec<String> {
    let names = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.map(|name| name.trim_end_matches(".rs").to_owned()).collect();
    names.retain(|name| name != "mod");
    names
}

/// The paths a text names below `crate::`, those of grouped imports included.
fn paths_used(text: &str) -> Vec<Vec<&str>> {
    text.split("crate::").skip(1).flat_map(|rest| branches(rest, &[])).collect()
}

/// The paths that begin with `before` and go on with what stands first in `rest`: a name, or a group of names.
fn branches<'a>(rest: &'a str, before: &[&'a str]) -> Vec<Vec<&'a str>> {
    let rest = rest.trim_start();
    if let Some(group) = rest.strip_prefix('{') {
        return members(group).into_iter().flat_map(|member| branches(member, before)).collect();
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let path = [before, &[&rest[..end]]].concat();
    match rest[end..].strip_prefix("::") {
        Some(deeper) if path.len() < 3 => branches(deeper, &path),
        _ => vec![path],
    }
}

/// The members of a group, up to the brace that closes it.
fn members(group: &str) -> Vec<&str> {
    let (mut depth, mut begin, mut found) = (0, 0, Vec::new());
    for (place, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                found.push(&group[begin..place]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&group[begin..place]);
                begin = place + 1;
            }
            _ => {}
        }
    }
    found.retain(|member| !member.trim().is_empty());
    found
}

#[test]
fn dependencies_point_one_way() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let module = module_of(&path);
        let names: Vec<&str> = module.iter().map(String::as_str).collect();
        if matches!(names[..], ["lib" | "main"]) {
            continue;
        }
        let here = place_of(&names).unwrap_or_else(|| panic!("{} is in no known wing", path.display()));
        let known = names.len() == 1 || WINGS[here.0].1.is_empty() || here.1.is_some();
        assert!(known, "{} is in no known room", path.display());
        for used in paths_used(&text) {
            if place_of(&used).is_some_and(|there| points_back(here, there)) {
                wrong.push(format!("{} uses {}", path.display(), used.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point back:\n{}", wrong.join("\n"));
}

#[test]
fn imports_in_groups_are_seen() {
    let text = "use crate::{absences, contracts::{self, pay::rules}, say};";
    let seen: Vec<String> = paths_used(text).iter().map(|path| path.join("::")).collect();
    assert_eq!(seen, ["absences", "contracts::self", "contracts::pay::rules", "say"]);
}

#[test]
fn files_stay_readable() {
    let mut long = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        if lines > LONGEST_FILE && path != Path::new("schema.rs") {
            long.push(format!("{}: {lines} lines", path.display()));
        }
        assert!(
            text.starts_with("//!") || path == Path::new("schema.rs"),
            "{} opens without //!",
            path.display()
        );
    }
    for path in files_below(&Path::new(ROOT).join("tests/api")) {
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        if lines > LONGEST_FILE {
            long.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert!(long.is_empty(), "split these into folders:\n{}", long.join("\n"));
}

#[test]
fn every_public_function_and_type_says_its_intent() {
    let declared = ["fn ", "const fn ", "async fn ", "struct ", "enum ", "trait ", "type "];
    for (path, text) in sources().into_iter().filter(|(path, _)| path != Path::new("schema.rs")) {
        let (mut before, mut in_attribute) = ("", false);
        for line in text.lines().map(str::trim_start) {
            let item =
                line.strip_prefix("pub ").filter(|item| declared.iter().any(|kind| item.starts_with(kind)));
            let said = ["///", "#[doc", "$(#["].iter().any(|mark| before.starts_with(mark));
            assert!(item.is_none() || said, "{}: no sentence before {line}", path.display());
            in_attribute = (in_attribute || line.starts_with("#[")) && !line.ends_with(']');
            if line.starts_with("#[doc") || !(in_attribute || line.ends_with(']')) {
                before = line;
            }
        }
    }
}

#[test]
fn every_file_of_the_tests_is_mounted() {
    let tests = Path::new(ROOT).join("tests/api");
    for file in files_below(&tests) {
        let (stem, folder) =
            (file.file_stem().unwrap().to_string_lossy().into_owned(), file.parent().unwrap());
        let (name, door) = match stem.as_str() {
            "main" => continue,
            "mod" => (folder.file_name().unwrap().to_string_lossy().into_owned(), folder.parent().unwrap()),
            _ => (stem, folder),
        };
        let door = door.join(if door == tests { "main.rs" } else { "mod.rs" });
        let mounts = std::fs::read_to_string(&door).unwrap().contains(&format!("mod {name};"));
        assert!(mounts, "{} does not mount {name}: its tests do not run", door.display());
    }
}

#[test]
fn tests_share_no_file_with_other_users_of_the_machine() {
    let fixed = ["temp_dir().join(\"", "\"/tmp/", "\"/dev/shm/"];
    for folder in ["tests/api", "src", "private_postgres/src"] {
        for file in files_below(&Path::new(ROOT).join(folder)) {
            let text = std::fs::read_to_string(&file).unwrap();
            let tests = if folder == "tests/api" {
                Some(text.as_str())
            } else {
                text.split_once("mod tests {").map(|it| it.1)
            };
            let named = fixed.iter().find(|fixed| tests.is_some_and(|tests| tests.contains(*fixed)));
            let judge = file.ends_with("house_rules/mod.rs") || file.ends_with("private_postgres/src/lib.rs");
            assert!(named.is_none() || judge, "{}: a name that others may have taken", file.display());
        }
    }
}

#[test]
fn what_is_printed_goes_by_the_one_way_that_never_fails() {
    for (path, text) in sources() {
        let code = text.split("mod tests {").next().unwrap_or_default();
        let prints = ["println!(", "eprintln!(", "print!(", "with_writer(std::io::"]
            .iter()
            .any(|way| code.contains(way));
        assert!(!prints, "{} prints by a way that panics or blocks: platform/output.rs", path.display());
    }
}

#[test]
fn no_file_is_a_drawer() {
    for (path, _) in sources() {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(!DRAWERS.contains(&stem.as_str()), "{} has no name of its own", path.display());
    }
}

#[test]
fn statuses_and_built_sql_are_known_to_few_files() {
    for (path, text) in sources() {
        let batches = text.contains("batch_execute(&format!") && path != Path::new("app/start.rs");
        assert!(!batches, "{} builds SQL from text", path.display());
        let may = path.starts_with("platform") || path.starts_with("trust/accounts");
        assert!(may || !text.contains("StatusCode::"), "{} decides on HTTP statuses", path.display());
    }
}

/// The document requires of answers whatever does not say that it is left out at times.
#[test]
fn what_is_left_out_of_answers_at_times_says_so() {
    let mut silent = Vec::new();
    for (path, text) in sources().into_iter().filter(|(_, text)| text.contains("ToSchema")) {
        // the attributes of a field stand between the fields around it
        for field in text.split(",\n").filter(|field| field.contains("skip_serializing_if =")) {
            if !field.contains("default = \"absent\"") {
                silent.push(format!(
                    "{}: {}",
                    path.display(),
                    field.lines().last().unwrap_or_default().trim()
                ));
            }
        }
    }
    assert!(silent.is_empty(), "without #[schema(default = \"absent\")]:\n{}", silent.join("\n"));
}

#[test]
fn no_two_types_bear_one_name() {
    // a published schema is known by its name alone: the second would take the place of the first
    let mut homes: BTreeMap<String, PathBuf> = BTreeMap::new();
    for (path, text) in sources() {
        let code = text.split("mod tests {").next().unwrap_or_default();
        for line in code.lines() {
            let words: Vec<&str> = line.split([' ', '<', '(', '{', ';', ':']).collect();
            let declared = match words[..] {
                ["struct" | "enum", name, ..] | ["pub", "struct" | "enum", name, ..] => name,
                _ => continue,
            };
            if let Some(other) = homes.insert(declared.to_owned(), path.clone()) {
                panic!("{declared} is a type of {} and of {}", other.display(), path.display());
            }
        }
    }
}

#[test]
fn every_table_is_classified() {
    let read = |file: &str| std::fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
    let schema = read("src/schema.rs");
    let opens = schema.lines().filter(|line| line.ends_with(") {"));
    let kept: BTreeSet<&str> = opens.filter_map(|line| line.split_whitespace().next()).collect();
    let register = read("docs/data.md");
    let mut classified = BTreeSet::new();
    for line in register.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, tables, level, tells, seen, stays, _] = cells[..] else { panic!("six cells: {line}") };
        assert!(["N0", "N1", "N2", "N3"].contains(&level), "{line}");
        assert!([tells, seen, stays].iter().all(|cell| !cell.is_empty()), "{line}");
        for table in tables.split(", ").map(|table| table.trim_matches('`')) {
            assert!(classified.insert(table), "{table} is classified twice");
        }
    }
    let unlike: Vec<_> = kept.symmetric_difference(&classified).collect();
    assert!(unlike.is_empty(), "docs/data.md and src/schema.rs differ: {unlike:?}");
}

/// The paths a document names, in code or behind a link, from its own folder or the root.
fn paths_named(document: &Path, text: &str) -> Vec<PathBuf> {
    let root = Path::new(ROOT);
    let tops = ["src/", "tests/", "docs/", "catalogue/", "migrations/", "benches/", "scripts/", "templates/"];
    let code = text.split('`').skip(1).step_by(2).filter(|code| tops.iter().any(|top| code.starts_with(top)));
    let home = document.parent().unwrap();
    let place = |code| if home.join(code).exists() { home.join(code) } else { root.join(code) };
    let code = code.filter(|code| !code.contains([' ', '<', '*', '{'])).map(place);
    let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    let links = links.filter(|link| !link.is_empty() && !link.contains("://"));
    code.chain(links.map(|link| home.join(link))).collect()
}

#[test]
fn documents_name_what_exists() {
    let mut missing = Vec::new();
    for folder in
        ["", "docs", "docs/adr", "catalogue", "migrations", "benches", "packaging", "private_postgres"]
    {
        for entry in std::fs::read_dir(Path::new(ROOT).join(folder)).unwrap() {
            let document = entry.unwrap().path();
            if document.extension().is_none_or(|extension| extension != "md") {
                continue;
            }
            let text = std::fs::read_to_string(&document).unwrap();
            let absent = paths_named(&document, &text).into_iter().filter(|path| !path.exists());
            missing.extend(absent.map(|path| format!("{}: {}", document.display(), path.display())));
        }
    }
    assert!(missing.is_empty(), "no such file:\n{}", missing.join("\n"));
}
