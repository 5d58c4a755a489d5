//! What packaging/ promises: settings that exist, time to stop, files that are there, refusals of the proxies that read as ours.

use std::path::{Path, PathBuf};

use compagnon::platform::config::{Config, settings};
use compagnon::platform::upload::LONGEST_FILE;
use serde_json::Value;

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(at(path)).unwrap()
}

/// Every file below a folder of the repository.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// Whether the program has this setting.
fn is_known(variable: &str) -> bool {
    settings().iter().any(|setting| setting.variable() == variable)
}

#[test]
fn every_variable_named_like_a_setting_is_one_the_program_knows() {
    assert!(is_known("COMPAGNON_LISTEN") && !is_known("COMPAGNON_LISTENS"));
    // whoever sets another for a script stops the program that the script starts
    let folders = ["packaging", "scripts", "docs", "clients/typescript/test", "clients/python/tests"];
    let files = folders.iter().flat_map(|folder| files_below(&at(folder)));
    let files = files.chain(["Makefile", "README.md", "CONTRIBUTING.md", ".ci/run"].map(at));
    let mut named = 0;
    for file in files {
        let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        // read by `main`, before the settings
        for word in words.filter(|word| *word != "COMPAGNON_CONFIG_FILE") {
            let Some(key) = word.strip_prefix("COMPAGNON_").filter(|key| !key.is_empty()) else { continue };
            named += 1;
            assert!(is_known(word), "{}: COMPAGNON_{key}", file.display());
        }
    }
    assert!(named > 20, "{named}");
}

#[test]
fn the_settings_file_is_read_with_every_example_it_shows() {
    let text = read("packaging/compagnon.env");
    let lines = text.lines().map(|line| line.trim_start_matches('#'));
    let pairs = lines.filter_map(|line| line.split_once('=')).filter(|(name, _)| !name.contains(' '));
    let pairs: Vec<_> =
        pairs.map(|(name, value)| (name.to_owned(), value.trim_matches('"').to_owned())).collect();
    assert!(pairs.len() >= 10, "{pairs:?}");
    let config = Config::read(None, pairs.into_iter()).unwrap();
    assert_eq!(config.trusted_proxies.len(), 2);
    assert!(config.database_url.is_some() && config.owner_database_url.is_some());
}

/// The whole number after a mark in a text.
fn number_after(mark: &str, text: &str) -> u64 {
    let rest = text.split_once(mark).unwrap_or_else(|| panic!("no {mark}")).1;
    rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

#[test]
fn whoever_stops_the_program_leaves_it_the_time_it_takes() {
    let config = Config::default();
    let longest = config.drain_notice_s + config.shutdown_grace_s;
    let given = [
        number_after("TimeoutStopSec=", &read("packaging/systemd/compagnon.service")),
        number_after("stop_grace_period: ", &read("packaging/docker/compose.yaml").replace("database:", "")),
    ];
    for seconds in given {
        assert!(seconds >= longest + 15, "{seconds} s for {longest} s");
    }
}

#[test]
fn the_proxy_lets_the_longest_file_through_and_refuses_as_the_program_does() {
    let text = read("packaging/nginx/compagnon.conf");
    let most = number_after("client_max_body_size ", &text) * 1024 * 1024;
    assert!(most > LONGEST_FILE as u64);
    let refusals = text.lines().filter_map(|line| line.trim().strip_prefix("return ")?.split_once(" '"));
    let refusals: Vec<_> = refusals.collect();
    assert_eq!(refusals.len(), 3);
    for (status, rest) in refusals {
        let body: Value = serde_json::from_str(rest.trim_end_matches("';")).unwrap();
        assert_eq!(body["status"].to_string(), status);
        assert_eq!(body["type"], format!("urn:compagnon:problem:{}", body["code"].as_str().unwrap()));
        for field in ["title", "detail", "request_id", "errors"] {
            assert!(!body[field].is_null(), "{status}: {field}");
        }
    }
}

#[test]
fn what_the_debian_package_holds_is_there() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let package = &manifest["package"]["metadata"]["deb"];
    let assets: Vec<&str> =
        package["assets"].as_array().unwrap().iter().map(|asset| asset[0].as_str().unwrap()).collect();
    let from_here = assets.iter().filter(|path| !path.starts_with("target/"));
    assert_eq!(from_here.clone().count(), assets.len() - 1);
    for path in from_here {
        assert!(at(path).is_file(), "{path}");
    }
    let unit = read("packaging/systemd/compagnon.service");
    assert!(unit.contains("ExecStart=/usr/lib/compagnon/compagnon serve\n"), "{unit}");
    assert_eq!(package["assets"][0][1].as_str(), Some("usr/lib/compagnon/compagnon"));
}
