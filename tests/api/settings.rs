//! The settings as the program explains them, judges them, and as the documents tell them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use compagnon::platform::config::{Config, ReadConfig, Setting, settings};

/// A file that goes with its test.
struct SettingsFile(PathBuf);

impl SettingsFile {
    fn of(text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("compagnon-settings-{}.toml", uuid::Uuid::now_v7()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    fn read(&self) -> Config {
        ReadConfig::from(Some(&self.0), std::iter::empty()).unwrap().config
    }
}

impl Drop for SettingsFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn run(file: Option<&Path>, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_compagnon"));
    command.env_remove("DATABASE_URL").args(arguments).stdin(Stdio::null());
    command.envs(variables.iter().copied());
    if let Some(file) = file {
        command.arg("--config").arg(file);
    }
    command.output().unwrap()
}

#[track_caller]
fn told(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[track_caller]
fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_reference_is_a_file_that_says_the_defaults() {
    let reference = told(&run(None, &[], &["config", "--reference"]));
    let begins_a_key = |line: &&str| line.starts_with(|letter: char| letter.is_ascii_lowercase());
    let lines = reference.lines().filter_map(|line| line.strip_prefix('#'));
    let uncommented: String = lines.filter(begins_a_key).map(|line| format!("{line}\n")).collect();
    assert!(uncommented.contains("listen = \"127.0.0.1:8080\"\n"), "{uncommented}");
    let values = |config: &Config| serde_json::to_value(config).unwrap();
    assert_eq!(values(&SettingsFile::of(&uncommented).read()), values(&Config::default()));

    let examples = reference.lines().filter_map(|line| line.strip_prefix("# For example: "));
    let examples: String = examples.map(|line| format!("{line}\n")).collect();
    let shown = SettingsFile::of(&examples).read();
    assert!(shown.smtp_url.is_some() && shown.owner_database_url.is_some(), "{examples}");

    for setting in settings() {
        assert!(reference.contains(&setting.variable()), "{}", setting.key);
        let as_key = [&uncommented, &examples].iter().any(|it| it.contains(&format!("{} = ", setting.key)));
        assert!(as_key, "{}", setting.key);
    }
    let plain = SettingsFile::of(&reference).read();
    assert_eq!(values(&plain), values(&Config::default()), "as it is, it sets nothing");
}

#[test]
fn settings_that_fit_are_told_with_where_they_were_set() {
    let file = SettingsFile::of("listen = \"127.0.0.1:9000\"\npool_size = 7\n");
    let variables = [
        ("COMPAGNON_POOL_SIZE", "9"),
        ("COMPAGNON_SMTP_URL", "smtps://ada:s3cret@mail.example.org"),
        ("DATABASE_URL", "postgres://ada:s3cret@localhost/base"),
    ];
    let told = told(&run(Some(&file.0), &variables, &["config", "--check"]));
    let from_file = format!("listen = \"127.0.0.1:9000\", from {}\n", file.0.display());
    for line in [
        "The settings fit.\n",
        &from_file,
        "pool_size = 9, from COMPAGNON_POOL_SIZE\n",
        "database_url = a value that is not shown, from DATABASE_URL\n",
        "smtp_url = a value that is not shown, from COMPAGNON_SMTP_URL\n",
    ] {
        assert!(told.contains(line), "{line}{told}");
    }
    assert!(!told.contains("s3cret") && !told.contains("digest_hour"), "{told}");
}

#[test]
fn every_setting_that_does_not_fit_is_named_with_what_is_accepted() {
    let file = SettingsFile::of("worker = 2\npassword_passes = 0\nlog_format = \"jsn\"\n");
    let variables = [
        ("COMPAGNON_POOL_SIZES", "3"),
        ("COMPAGNON_ABRACADABRA", "s3cret"),
        ("COMPAGNON_POOL_SIZE", "many"),
        ("COMPAGNON_PUBLIC_DOCS", "perhaps"),
        ("COMPAGNON_CORS_ORIGINS", "https://front.example.org"),
    ];
    let said = refused(&run(Some(&file.0), &variables, &["config", "--check"]));
    let path = file.0.display();
    for line in [
        format!("worker in {path}: no such setting; did you mean workers (COMPAGNON_WORKERS)?"),
        format!(
            "password_passes in {path} (COMPAGNON_PASSWORD_PASSES): 0 is refused; accepted: a whole number, 1 or more"
        ),
        format!("log_format in {path} (COMPAGNON_LOG_FORMAT): \"jsn\" is refused; accepted: a text ("),
        "expected `text` or `json`)".into(),
        "COMPAGNON_POOL_SIZES (pool_sizes): no such setting; did you mean pool_size (COMPAGNON_POOL_SIZE)?"
            .into(),
        "COMPAGNON_ABRACADABRA (abracadabra): no such setting\n".into(),
        "COMPAGNON_POOL_SIZE (pool_size): \"many\" is refused; accepted: a whole number from 1 to 200".into(),
        "COMPAGNON_PUBLIC_DOCS (public_docs): \"perhaps\" is refused; accepted: true or false".into(),
        "COMPAGNON_CORS_ORIGINS (cors_origins): \"https://front.example.org\" is refused; accepted: a list in \
         brackets, such as [\"https://front.example.org\"]"
            .into(),
        "`compagnon config --reference` lists them all".into(),
    ] {
        assert!(said.contains(&line), "{line}\n{said}");
    }
    assert!(!said.contains("s3cret"), "{said}");

    let variables = [
        ("COMPAGNON_SMTP_URL", "s3cret"),
        ("COMPAGNON_LISTEN", "8080"),
        ("COMPAGNON_FRONT_URL", "front.example.org"),
    ];
    let said = refused(&run(None, &variables, &["config", "--check"]));
    for line in [
        "COMPAGNON_SMTP_URL (smtp_url): a value that is not shown is refused; accepted: an address such as smtps://",
        "COMPAGNON_LISTEN (listen): \"8080\" is refused; accepted: an address and a port, such as 127.0.0.1:8080",
        "COMPAGNON_FRONT_URL (front_url): \"front.example.org\" is refused; accepted: an http or https address such as https://",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert!(!said.contains("s3cret"), "{said}");
}

#[test]
fn a_file_that_is_no_toml_is_refused_by_its_line_without_what_stands_there() {
    let file = SettingsFile::of("listen = \"127.0.0.1:9000\"\n\nsmtp_url = smtps://ada:s3cret@mail\n");
    let said = refused(&run(Some(&file.0), &[], &["config", "--check"]));
    assert!(said.contains(&format!("configuration file {}, line 3: ", file.0.display())), "{said}");
    assert!(!said.contains("s3cret"), "{said}");
}

/// The keys of a table of settings in a document, each with the default told there.
fn rows(document: &str, cell: usize) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
    let text = std::fs::read_to_string(path).unwrap();
    let table = text.lines().skip_while(|line| !line.starts_with("| key |")).skip(2);
    let rows = table.take_while(|line| line.starts_with('|')).map(|line| {
        let cells: Vec<&str> = line.split(" | ").collect();
        (cells[0].trim_start_matches("| ").to_owned(), cells[cell].replace('`', ""))
    });
    rows.collect()
}

#[test]
fn the_documents_tell_every_setting_and_its_default() {
    let told: Vec<_> = rows("docs/running.md", 1)
        .into_iter()
        .map(|(key, default)| (key.split('`').nth(1).unwrap().to_owned(), default))
        .collect();
    for setting in settings() {
        let defaults: Vec<_> =
            told.iter().filter(|(key, _)| key == setting.key).map(|(_, default)| default).collect();
        let expected = setting.default_shown().replace('`', "");
        assert_eq!(defaults, [&expected], "{} in docs/running.md", setting.key);
    }
    let known = |key: &str| settings().iter().any(|setting| setting.key == key);
    assert!(told.iter().all(|(key, _)| known(key)), "{told:?}");

    let usual = rows("README.md", 1);
    assert!(usual.len() > 5);
    for (keys, variables) in usual {
        for key in keys.split('`').skip(1).step_by(2) {
            let setting = settings().iter().find(|setting| setting.key == key);
            let variable = if key == "database_url" {
                "DATABASE_URL".into()
            } else {
                setting.map(Setting::variable).unwrap()
            };
            assert!(variables.contains(&variable), "{key}: {variables}");
        }
    }
}
