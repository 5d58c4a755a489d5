//! The tour of the README, run as a newcomer would paste it.

use std::process::Command;

use crate::harness::World;

const README: &str = include_str!("../../README.md");

/// The shell lines of the README's tour.
fn tour() -> String {
    let (_, tour) = README.split_once("## A tour").expect("a tour");
    let tour = tour.split("\n## ").next().unwrap_or_default();
    let blocks = tour.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.collect::<Vec<_>>().join("\n")
}

#[actix_web::test]
async fn the_tour_works_as_pasted() {
    let world = World::on("2026-11-23").await;
    let started = world.app().db.transaction(compagnon::trust::accounts::first_start::begin).await.unwrap();
    let compagnon::trust::accounts::first_start::FirstStart::Token(bootstrap) = started else {
        panic!("no token")
    };
    let script =
        tour().replace("http://127.0.0.1:8080", world.base()).replace("paste-the-token-here", &bootstrap);
    let run =
        move || Command::new("bash").args(["-e", "-u", "-o", "pipefail", "-c", &script]).output().unwrap();
    let output = actix_web::web::block(run).await.unwrap();
    let said =
        format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    for expected in [
        "\"month_on\":\"2026-03-01\"",
        "\"month_on\":\"2027-03-01\"",
        "\"family_name\":\"Durand\"",
        "siret.checksum",
        "\"state\":\"signed\"",
        "contract.overlaps_another",
        "\"due_on\":\"2025-08-30\"",
        "\"signed_on\":\"2025-11-28\"",
        "\"weekly_minutes\":2100",
        "\"weekly_minutes\":2340",
        "\"reached_on\":\"2025-12-05\"",
        "\"kind\":\"visit_to_hold\",\"state\":\"late\"",
        "<h1",
        "\"state\":\"held\"",
        "\"effective_on\":\"2026-02-10\"",
        "rupture.already_declared",
        "\"status\":\"rupturant\"",
        "forbidden",
        "contract.signed",
        "\"phase\":\"broken\"",
    ] {
        assert!(said.contains(expected), "the tour no longer shows {expected}:\n{said}");
    }
}
