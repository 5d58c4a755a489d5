//! What stands in files: the secret, the catalogue, room on the disk, word of the last backup.

use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::TimeDelta;

use super::Examination;
use crate::app::start;
use crate::commands::backup::{LAST_BACKUP, LastBackup};
use crate::law::figures::Law;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::crypto::MasterSecret;

/// Free room under which a disk is to be looked at, in bytes.
const LEAST_FREE: u64 = 2_000_000_000;
/// The same, in hundredths of the disk.
const LEAST_SHARE: u64 = 10;
/// Hours after which a nightly backup was missed.
const OLDEST_BACKUP: i64 = 26;

/// Looks at the installation's secret, and hands it over.
pub fn secret(examination: &mut Examination, config: &Config) -> Option<MasterSecret> {
    let place = config.secret_path().map(|path| path.display().to_string()).unwrap_or_default();
    match config.find_secret() {
        Ok(Some(secret)) => {
            examination.ok("secret", format!("{place}, read by its owner only"));
            Some(secret)
        }
        Ok(None) => {
            examination.warn("secret", format!("{place} is not there yet: the first start makes it"));
            None
        }
        Err(error) => {
            examination.fail("secret", error);
            None
        }
    }
}

/// Reads the catalogue and the figures of the law, as a start does.
pub fn catalogue(examination: &mut Examination, config: &Config) {
    let read = Law::read(&config.catalogue_dirs).map_err(anyhow::Error::from);
    let read = read.and_then(|_| start::catalogue(config));
    let folders: Vec<_> = config.catalogue_dirs.iter().map(|folder| folder.display().to_string()).collect();
    match read {
        Ok(_) if folders.is_empty() => examination.ok("catalogue", "read, inside the program"),
        Ok(_) => examination.ok("catalogue", format!("read, with {}", folders.join(", "))),
        Err(error) => examination.fail("catalogue", format!("{error:#}")),
    }
}

/// Looks at the room where data are kept, and where files pass.
pub fn room(examination: &mut Examination, config: &Config) {
    if let Ok(folder) = config.data_folder() {
        room_in(examination, "room for data", &folder);
    }
    room_in(examination, "room for passing files", &std::env::temp_dir());
}

fn room_in(examination: &mut Examination, matter: &str, folder: &Path) {
    let there = folder.ancestors().find(|step| step.exists()).unwrap_or(folder);
    match rustix::fs::statvfs(there) {
        Ok(disk) => {
            let (free, whole) = (disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize);
            let share = (free.saturating_mul(100)).checked_div(whole).unwrap_or_default();
            let megabytes = free / 1_000_000;
            let told = format!("{}: {megabytes} MB free, {share} % of the disk", folder.display());
            match free < LEAST_FREE || share < LEAST_SHARE {
                true => examination.warn(matter, told),
                false => examination.ok(matter, told),
            }
        }
        Err(error) => examination.warn(matter, format!("{}: {error}", folder.display())),
    }
}

/// Looks at how old the last backup is.
pub fn last_backup(examination: &mut Examination, config: &Config) {
    let matter = "last backup";
    match read_last_backup(config) {
        Ok(None) => examination.warn(matter, "none was taken from here (compagnon backup FILE)"),
        Ok(Some(last)) => {
            let age = Clock::system().now() - last.taken_at;
            let told = format!(
                "{}, {} ({} h old)",
                last.taken_at.format("%Y-%m-%d %H:%M UTC"),
                last.file.display(),
                age.num_hours()
            );
            match age > TimeDelta::hours(OLDEST_BACKUP) {
                true => examination.warn(matter, format!("{told}: more than {OLDEST_BACKUP} h")),
                false if !last.file.exists() => examination.ok(matter, format!("{told}, moved since")),
                false => examination.ok(matter, told),
            }
        }
        Err(error) => examination.warn(matter, format!("{error:#}")),
    }
}

fn read_last_backup(config: &Config) -> anyhow::Result<Option<LastBackup>> {
    let path: PathBuf = config.data_folder()?.join(LAST_BACKUP);
    match std::fs::read(&path) {
        Ok(text) => {
            serde_json::from_slice(&text).map(Some).with_context(|| format!("cannot read {}", path.display()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
