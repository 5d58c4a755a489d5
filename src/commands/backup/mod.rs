//! Backups: one file with the base, the installation's secret sealed by a passphrase, and a manifest that says what must be
//! found again; taken beside a serving instance, restored whole or not at all, and tried without touching anything.

mod archive;
mod census;
mod passphrase;
mod programs;
mod restoring;
mod secret;
mod taking;

use std::path::PathBuf;

pub use archive::Manifest;
pub use restoring::restore;
pub use taking::{LAST_BACKUP, LastBackup, back_up};

/// What a backup is asked for.
#[derive(Debug, Clone, clap::Args)]
pub struct TakingOptions {
    /// File to write; it must not exist.
    pub file: PathBuf,
    /// File whose first line is the passphrase that seals the installation's secret; asked on the terminal when absent.
    #[arg(long)]
    pub passphrase_file: Option<PathBuf>,
    /// Leaves the installation's secret out: without it the base is of no use, so keep it elsewhere.
    #[arg(long, conflicts_with = "passphrase_file")]
    pub without_secret: bool,
}

/// What a restoration is asked for.
#[derive(Debug, Clone, clap::Args)]
pub struct RestoringOptions {
    /// File that `backup` wrote.
    pub file: PathBuf,
    /// File whose first line is the passphrase of the backup; asked on the terminal when absent.
    #[arg(long)]
    pub passphrase_file: Option<PathBuf>,
    /// Tries everything in a base of its own, which is dropped, and touches nothing else.
    #[arg(long)]
    pub check: bool,
    /// Erases what the base holds; without it, a base in which somebody has an account is refused.
    #[arg(long, conflicts_with = "check")]
    pub replace: bool,
}
