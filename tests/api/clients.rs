//! The clients made from the document, on a real server: their own tests, and the lines of the guide for integrators.

use std::process::Command;

use crate::harness::World;
use crate::trust::accounts::people::bootstrap_token;

const GUIDE: &str = include_str!("../../docs/integrate.md");
const CLIENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/clients");

/// Node.js, as `scripts/clients.sh` may have brought it.
fn node() -> String {
    let brought = format!("{CLIENTS}/python/.venv/bin/node");
    if std::path::Path::new(&brought).exists() { brought } else { "node".to_owned() }
}

/// Runs a program that is given a server whose first administrator nobody is yet, and gives what it printed.
async fn run(program: &str, arguments: &[&str], folder: &str) -> String {
    let world = World::on("2025-07-10").await;
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(format!("{CLIENTS}/{folder}"))
        .env("API_BASE", world.base())
        .env("BOOTSTRAP_TOKEN", bootstrap_token(&world).await)
        .env_remove("NODE_OPTIONS");
    let shown = format!("{command:?}");
    let output = actix_web::web::block(move || command.output()).await.unwrap();
    let output = output.unwrap_or_else(|error| panic!("{error}: {shown}; run scripts/clients.sh build"));
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(
        output.status.success(),
        "{shown}; after a change of the API run scripts/clients.sh build\n{out}\n{err}"
    );
    out.into_owned()
}

#[actix_web::test]
async fn the_typescript_client_does_what_its_tests_say() {
    run(&node(), &["--test", "test-dist/test/client.test.js"], "typescript").await;
}

#[actix_web::test]
async fn the_python_client_does_what_its_tests_say() {
    run("./.venv/bin/python", &["-m", "unittest", "discover", "--start-directory", "tests"], "python").await;
}

#[actix_web::test]
async fn the_typescript_lines_of_the_guide_work() {
    let shown = run(&node(), &["test-dist/guide/integrate.js"], "typescript").await;
    assert!(shown.contains("The guide is over"), "{shown}");
}

#[actix_web::test]
async fn the_shell_lines_of_the_guide_work() {
    let blocks = GUIDE.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines = format!("set -eu\n{}", blocks.collect::<Vec<_>>().join("\n"));
    let lines = lines
        .replace("http://127.0.0.1:8080", "$API_BASE")
        .replace("paste-the-token-here", "$BOOTSTRAP_TOKEN");
    let shown = run("sh", &["-c", &lines], "..").await;
    for expected in
        ["\"access_token\"", "\"next_cursor\"", "\"code\":\"invalid\"", "idempotency-replayed: true", "304\n"]
    {
        assert!(shown.contains(expected), "no {expected}:\n{shown}");
    }
}
