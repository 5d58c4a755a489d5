//! The log: one line an event on standard error, panics included.

use std::io::IsTerminal;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use super::config::{Config, LogFormat};
use super::output::LogWriter;

/// Starts the log in the form and with the filter of a configuration.
pub fn start(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log_level).context("log_level")?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(|| LogWriter);
    // said on standard error, by a macro that panics when nobody takes it
    let lines = lines.log_internal_errors(false).with_ansi(takes_colours());
    let outcome = match config.log_format {
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
        LogFormat::Text => lines.try_init(),
    };
    outcome.map_err(|error| anyhow::anyhow!("logging: {error}"))?;
    std::panic::set_hook(Box::new(log_panic));
    Ok(())
}

/// Colours are for a terminal, and for those who did not refuse them (`NO_COLOR`).
fn takes_colours() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|refused| refused.is_empty())
}

/// Where it happened and in which thread; what is said of it only when the code says it word for word, since a sentence
/// made on the spot may quote what somebody sent.
fn log_panic(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    let said = panic.payload().downcast_ref::<&str>().copied();
    let thread = std::thread::current();
    tracing::error!(place, said, thread = thread.name(), "panic");
}
