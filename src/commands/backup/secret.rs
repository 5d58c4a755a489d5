//! The installation's secret, taken from its file and put back there.

use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};

use crate::platform::config::Config;

/// The text of the installation's secret.
pub fn text_of(config: &Config) -> anyhow::Result<SecretString> {
    config.find_secret()?.context("this installation has no secret yet: nothing to back up")?;
    let path = config.secret_path()?;
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(SecretString::from(text.trim().to_owned()))
}

/// A secret about to be put in its place.
pub enum Placing {
    /// It is there already.
    There,
    /// Written beside its place.
    Drafted { draft: PathBuf, place: PathBuf },
}

impl Placing {
    /// Writes a secret beside its place, so that nothing is left to fail once the base is restored.
    pub fn draft(config: &Config, secret: &SecretString) -> anyhow::Result<Self> {
        let place = config.secret_path()?;
        let present = std::fs::read_to_string(&place).ok();
        if present.is_some_and(|present| present.trim() == secret.expose_secret()) {
            return Ok(Self::There);
        }
        anyhow::ensure!(
            config.secret_file.is_none() || !place.exists(),
            "{} holds another secret than this backup: put it aside first, or name another file with COMPAGNON_SECRET_FILE",
            place.display()
        );
        let draft = place.with_extension("restored");
        write_for_owner(&draft, secret)?;
        Ok(Self::Drafted { draft, place })
    }

    /// Puts it in its place; another secret that was there is kept beside it, under the name given back.
    pub fn settle(self, now: DateTime<Utc>) -> anyhow::Result<Option<PathBuf>> {
        let Self::Drafted { draft, place } = self else { return Ok(None) };
        let mut aside = None;
        if place.exists() {
            let kept = place.with_extension(format!("before-{}", now.format("%Y%m%dT%H%M%SZ")));
            std::fs::rename(&place, &kept).with_context(|| format!("cannot move {}", place.display()))?;
            aside = Some(kept);
        }
        std::fs::rename(&draft, &place).with_context(|| format!("cannot write {}", place.display()))?;
        Ok(aside)
    }
}

/// Writes a secret that its owner alone reads.
pub fn write_for_owner(path: &Path, secret: &SecretString) -> anyhow::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let written = || -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        if path.exists() {
            std::fs::remove_file(path)?;
        }
        let mut file = std::fs::File::options().write(true).create_new(true).mode(0o400).open(path)?;
        file.write_all(secret.expose_secret().as_bytes())?;
        file.sync_all()
    };
    written().with_context(|| format!("cannot write {}", path.display()))
}
