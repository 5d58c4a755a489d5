//! pgbench running the same statements on the same server: the database's own ceiling.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};

use super::capture::Statement;

/// Longest parameter handed over as an argument.
const LONGEST_ARGUMENT: usize = 4096;

/// What pgbench runs: statements with parameters, as the server prepares them.
#[derive(Debug, Clone)]
pub struct Script {
    path: PathBuf,
    variables: Vec<String>,
}

impl Script {
    /// Writes a script that begins with `pick`; `other` gives the SQL that stands for a parameter instead of its value.
    pub fn write(
        path: PathBuf,
        pick: &str,
        statements: &[Statement],
        other: impl Fn(&Statement, usize, &str) -> Option<String>,
    ) -> anyhow::Result<Self> {
        let (mut text, mut variables) = (format!("{pick}\n"), vec!["i=0".to_owned()]);
        for (number, statement) in statements.iter().enumerate() {
            let mut sql = statement.sql.clone();
            for (index, value) in statement.parameters.iter().enumerate().rev() {
                let stands = match value {
                    None => "NULL".to_owned(),
                    // pgbench takes no empty value, and the system no argument as long as hundreds of identifiers
                    Some(value) if value.is_empty() || value.len() > LONGEST_ARGUMENT => {
                        format!("'{}'", value.replace('\'', "''"))
                    }
                    Some(value) => other(statement, index, value).unwrap_or_else(|| {
                        let name = format!("p{number}_{index}");
                        variables.push(format!("{name}={value}"));
                        format!(":{name}")
                    }),
                };
                sql = sql.replace(&format!("${}", index + 1), &stands);
            }
            writeln!(text, "{};", sql.trim_end_matches(';'))?;
        }
        std::fs::write(&path, text)?;
        Ok(Self { path, variables })
    }
}

/// Transactions per second of a script on 8 prepared connections.
pub fn run(bin_dir: &Path, url: &str, script: &Script, seconds: u64) -> anyhow::Result<f64> {
    let output = Command::new(bin_dir.join("pgbench"))
        .args(["-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", &seconds.to_string()])
        .args(script.variables.iter().flat_map(|variable| ["-D", variable]))
        .arg("-f")
        .arg(&script.path)
        .arg(url)
        .output()
        .context("pgbench (it comes with PostgreSQL's server packages)")?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "pgbench: {}", String::from_utf8_lossy(&output.stderr));
    let tps = text.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    tps.with_context(|| format!("no tps in: {text}"))
}
