//! The tour of docs/tour.md, run in each shell as a newcomer would paste it.

use std::io::ErrorKind;
use std::process::Command;

use compagnon::trust::accounts::first_start::{self, FirstStart};

use crate::harness::World;

const TOUR: &str = include_str!("../../docs/tour.md");

/// The shell lines of the tour.
fn tour() -> String {
    let blocks = TOUR.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.collect::<Vec<_>>().join("\n")
}

/// What a shell printed, and whether it ended well.
struct Outcome {
    well: bool,
    text: String,
}

/// The lines run by a shell, whose temporary folder is taken away afterwards.
async fn run(shell: &'static str, lines: String) -> Outcome {
    let folder = std::env::temp_dir().join(format!("compagnon-tour-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir(&folder).unwrap();
    let mut command = Command::new(shell);
    command.args(["-c", &lines]).env("TMPDIR", &folder);
    let output = actix_web::web::block(move || command.output()).await.unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    let output = match output {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            panic!("{shell} is missing: run scripts/ensure-shells.sh, or install the package {shell}")
        }
        output => output.unwrap(),
    };
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Outcome { well: output.status.success(), text: format!("{out}\n{err}") }
}

/// The tour against a world of its own, whose first administrator nobody is yet.
async fn tour_in(shell: &'static str) -> Outcome {
    let world = World::on("2026-11-23").await;
    let started = world.app().db.transaction(first_start::begin).await.unwrap();
    let FirstStart::Token(bootstrap) = started else { panic!("no token") };
    let lines = tour().replace("http://127.0.0.1:8080", world.base());
    run(shell, lines.replace("paste-the-token-here", &bootstrap)).await
}

/// Runs the tour in a shell and looks for what each of its paragraphs promises.
async fn works_in(shell: &'static str) {
    let Outcome { well, text } = tour_in(shell).await;
    assert!(well, "{text}");
    for expected in [
        "\"role\":\"administrator\"",
        "\"month_on\":\"2026-03-01\"",
        "\"month_on\":\"2027-03-01\"",
        "\"family_name\":\"Durand\"",
        "refused, as it should be: siret.checksum",
        "\"pointer\":\"/naf\",\"code\":\"naf.shape\"",
        "\"state\":\"signed\"",
        "refused, as it should be: contract.overlaps_another",
        "\"due_on\":\"2025-08-30\"",
        "contract.pdf",
        "\"signed_on\":\"2025-11-28\"",
        "\"weekly_minutes\":2100",
        "\"weekly_minutes\":2340",
        "\"reached_on\":\"2025-12-05\"",
        "\"kind\":\"visit_to_hold\",\"state\":\"late\"",
        "<h1",
        "\"state\":\"held\"",
        "\"effective_on\":\"2026-02-10\"",
        "refused, as it should be: rupture.already_declared",
        "\"status\":\"rupturant\"",
        "refused, as it should be: forbidden",
        "contract.signed",
        "\"phase\":\"broken\"",
        "The tour is over",
    ] {
        assert!(text.contains(expected), "the tour no longer shows {expected}:\n{text}");
    }
}

#[actix_web::test]
async fn the_tour_works_as_pasted_in_sh() {
    works_in("sh").await;
}

#[actix_web::test]
async fn the_tour_works_as_pasted_in_bash() {
    works_in("bash").await;
}

#[actix_web::test]
async fn the_tour_works_as_pasted_in_zsh() {
    works_in("zsh").await;
}

#[actix_web::test]
async fn the_tour_stops_at_its_first_failure_and_says_how_to_begin_anew() {
    let world = World::on("2026-11-23").await;
    let lines = tour().replace("http://127.0.0.1:8080", world.base());
    for shell in ["sh", "bash", "zsh"] {
        let Outcome { well, text } = run(shell, lines.clone()).await;
        assert!(!well, "{text}");
        assert_eq!(text.matches("The tour stopped here").count(), 1, "{shell}: {text}");
        assert!(text.contains("POST /v1/bootstrap answered 4"), "{shell}: {text}");
        assert!(text.contains("To begin anew"), "{shell}: {text}");
        for beyond in ["month_on", "refused, as it should be", "The tour is over"] {
            assert!(!text.contains(beyond), "{shell} went on: {text}");
        }
    }
}

/// What an interactive shell would not read as a script does: comments (zsh) and the history (`!`).
#[test]
fn the_tour_can_be_pasted_into_an_interactive_shell() {
    for line in tour().lines() {
        assert!(!line.trim_start().starts_with("# ") && !line.contains(" # "), "a comment: {line}");
        assert!(!line.contains('!'), "a call of the history: {line}");
    }
}
