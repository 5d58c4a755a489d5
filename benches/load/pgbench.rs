//! pgbench running the same statements on the same server: the database's own ceiling.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};

/// Transactions per second of a script on 8 prepared connections.
pub fn run(bin_dir: &Path, url: &str, script: &Path, seconds: u64) -> anyhow::Result<f64> {
    let output = Command::new(bin_dir.join("pgbench"))
        .args(["-n", "-M", "prepared", "-c", "8", "-j", "2", "-D", "i=0", "-T", &seconds.to_string(), "-f"])
        .arg(script)
        .arg(url)
        .output()
        .context("pgbench (it comes with PostgreSQL's server packages)")?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "pgbench: {}", String::from_utf8_lossy(&output.stderr));
    let tps = text.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    tps.with_context(|| format!("no tps in: {text}"))
}
