//! `compagnon config`: the settings explained, and those given judged as `serve` judges them.

use crate::platform::config::{ConfigError, ReadConfig, reference};

/// What is asked about the settings.
#[derive(Debug, Clone, clap::Args)]
#[group(required = true, multiple = false)]
pub struct SettingsOptions {
    /// Prints a TOML file with every setting, each explained, with its variable and its default.
    #[arg(long)]
    pub reference: bool,
    /// Reads the file and the environment as `serve` does, and says where each value comes from; secrets are not shown.
    #[arg(long)]
    pub check: bool,
}

/// Explains the settings, or judges those given.
pub fn explain(
    options: &SettingsOptions,
    read: impl FnOnce() -> Result<ReadConfig, ConfigError>,
) -> anyhow::Result<()> {
    super::deliver(&if options.reference { reference() } else { told(&read()?) })
}

/// That settings fit, and where each was set.
fn told(read: &ReadConfig) -> String {
    let mut text = "The settings fit.\n".to_owned();
    for said in &read.said {
        text.push_str(&format!("  {} = {}, from {}\n", said.key, said.shown, said.source));
    }
    text.push_str(match read.said.is_empty() {
        true => "Nothing is set: everything has its default.\n",
        false => "Everything else has its default.\n",
    });
    text
}
