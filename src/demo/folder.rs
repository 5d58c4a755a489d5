//! The folder of a demonstration: its marker, so that no other folder is ever wiped, and what was told there.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::story::Cast;

/// File that says a folder belongs to a demonstration.
const MARKER: &str = ".compagnon-demo";
/// File of the people and their passwords, which only its owner reads.
const CAST: &str = "people.json";
/// Locks of the private server; one that is held means that it runs.
const LOCKS: [&str; 2] = ["pg/lock", "pg/lock.server"];

/// A story already told in a folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoryRecord {
    /// Day it was told on.
    pub on: NaiveDate,
    /// How far its clock is ahead of the system's.
    pub ahead_ms: i64,
    /// The people in it.
    pub cast: Cast,
}

/// A folder that belongs to a demonstration.
#[derive(Debug, Clone)]
pub struct DemoFolder(PathBuf);

impl DemoFolder {
    /// Takes a folder that is absent, empty or already a demonstration's; wipes it first when asked to.
    pub fn take(path: &Path, fresh: bool) -> anyhow::Result<Self> {
        let (marker, shown) = (path.join(MARKER), path.display());
        if !is_empty(path)? && !marker.exists() {
            bail!("{shown} holds something else than a demonstration: name another folder with --folder");
        }
        if fresh && marker.exists() {
            refuse_running(path)?;
            fs::remove_dir_all(path).with_context(|| format!("cannot wipe {shown}"))?;
        }
        fs::create_dir_all(path).with_context(|| format!("cannot make {shown}"))?;
        fs::write(&marker, "A demonstration of Compagnon: `compagnon demo --fresh` wipes this folder.\n")
            .with_context(|| format!("cannot write in {shown}"))?;
        Ok(Self(path.to_owned()))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// What was told here before.
    pub fn load_story(&self) -> anyhow::Result<Option<StoryRecord>> {
        let path = self.0.join(CAST);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(
                serde_json::from_slice(&bytes)
                    .with_context(|| format!("{} is damaged: start again with --fresh", path.display()))?,
            )),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Keeps what was told, for the next start.
    pub fn save_story(&self, story: &StoryRecord) -> anyhow::Result<()> {
        let path = self.0.join(CAST);
        let keep = || {
            let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
            file.write_all(&serde_json::to_vec_pretty(story)?)?;
            file.sync_all()
        };
        keep().with_context(|| format!("cannot write {}", path.display()))
    }
}

fn is_empty(path: &Path) -> anyhow::Result<bool> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// A folder is not wiped under a server that works in it.
fn refuse_running(path: &Path) -> anyhow::Result<()> {
    for lock in LOCKS.map(|name| path.join(name)) {
        let Ok(file) = File::open(&lock) else { continue };
        let locked = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
        ensure!(!locked, "a demonstration runs in {}: stop it before wiping it", path.display());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somewhere(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("compagnon-demo-test-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        path
    }

    #[test]
    fn only_the_folder_of_a_demonstration_is_wiped() {
        let theirs = somewhere("theirs");
        fs::create_dir_all(&theirs).unwrap();
        fs::write(theirs.join("thesis.odt"), "ten years of work").unwrap();
        assert!(DemoFolder::take(&theirs, true).is_err() && DemoFolder::take(&theirs, false).is_err());
        assert!(theirs.join("thesis.odt").exists());
        let ours = somewhere("ours");
        DemoFolder::take(&ours, false).unwrap();
        fs::write(ours.join("rest"), "of a story").unwrap();
        DemoFolder::take(&ours, false).unwrap();
        assert!(ours.join("rest").exists());
        DemoFolder::take(&ours, true).unwrap();
        assert!(!ours.join("rest").exists());
        fs::remove_dir_all(&theirs).and_then(|()| fs::remove_dir_all(&ours)).unwrap();
    }

    #[test]
    fn a_running_demonstration_is_not_wiped() {
        let ours = somewhere("running");
        DemoFolder::take(&ours, false).unwrap();
        fs::create_dir_all(ours.join("pg")).unwrap();
        let lock = File::create(ours.join("pg/lock")).unwrap();
        lock.try_lock().unwrap();
        assert!(DemoFolder::take(&ours, true).is_err());
        drop(lock);
        DemoFolder::take(&ours, true).unwrap();
        fs::remove_dir_all(&ours).unwrap();
    }

    #[test]
    fn passwords_are_kept_for_their_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let ours = somewhere("kept");
        let folder = DemoFolder::take(&ours, false).unwrap();
        assert!(folder.load_story().unwrap().is_none());
        let cast = Cast::default();
        folder.save_story(&StoryRecord { on: "2027-03-01".parse().unwrap(), ahead_ms: 7, cast }).unwrap();
        let mode = fs::metadata(ours.join(CAST)).unwrap().permissions().mode();
        assert_eq!(
            (mode & 0o777, folder.load_story().unwrap().map(|story| story.ahead_ms)),
            (0o600, Some(7))
        );
        fs::remove_dir_all(&ours).unwrap();
    }
}
