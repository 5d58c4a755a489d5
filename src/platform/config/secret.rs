//! The installation's secret: a file of its owner's alone, made once, never made again over what it sealed.

use std::path::{Path, PathBuf};

use super::{Config, ConfigError};
use crate::platform::crypto::{MasterSecret, random_secret};

impl Config {
    /// The installation's secret, unless its file is still to be made, which [`Config::make_secret`] does.
    pub fn find_secret(&self) -> Result<Option<MasterSecret>, ConfigError> {
        let path = self.secret_path()?;
        let refused = |why: String| ConfigError::Secret(path.clone(), why);
        if self.secret_file.is_none() && !path.exists() {
            return Ok(None);
        }
        refuse_readable_by_others(&path).map_err(refused)?;
        let text = std::fs::read_to_string(&path).map_err(|e| refused(e.to_string()))?;
        let text = text.trim();
        if text.len() < 43 || text.chars().all(|c| text.starts_with(c)) || text.contains("example") {
            return Err(refused("must hold at least 43 random characters (256 bits in base64)".into()));
        }
        MasterSecret::new(text.as_bytes().to_vec()).ok_or_else(|| refused("is too short".into())).map(Some)
    }

    /// The secret made once in the data folder, for a base where nothing is sealed yet.
    pub fn make_secret(&self) -> Result<MasterSecret, ConfigError> {
        let path = self.secret_path()?;
        make_secret(&path).map_err(|e| ConfigError::Secret(path.clone(), e.to_string()))?;
        self.find_secret()?.ok_or(ConfigError::SecretLost(path))
    }

    /// Why no secret is made where something is sealed already.
    pub fn secret_lost(&self) -> ConfigError {
        self.secret_path().map_or_else(|error| error, ConfigError::SecretLost)
    }

    /// Where the secret is, or is to be made.
    pub fn secret_path(&self) -> Result<PathBuf, ConfigError> {
        match &self.secret_file {
            Some(named) => Ok(named.clone()),
            None => Ok(self.data_folder()?.join("secret")),
        }
    }
}

/// Makes the secret, whole or not at all: of several first starts at once, one wins and all read the same.
fn make_secret(path: &Path) -> std::io::Result<()> {
    use std::io::{ErrorKind, Write};
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let secret = random_secret().map_err(std::io::Error::other)?;
    let draft = path.with_extension(uuid::Uuid::new_v4().simple().to_string());
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o400).open(&draft)?;
    file.write_all(secret.as_bytes())?;
    file.sync_all()?;
    let made = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    match made {
        Err(e) if e.kind() != ErrorKind::AlreadyExists => Err(e),
        _ => Ok(()),
    }
}

fn refuse_readable_by_others(path: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_err(|e| e.to_string())?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err("can be read by others; run chmod 400 on it".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_others_may_know_or_guess_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let path = std::env::temp_dir().join(format!("compagnon-secret-{}", uuid::Uuid::new_v4()));
        let config = Config { secret_file: Some(path.clone()), ..Config::default() };
        let judged = |text: &str, mode: u32| {
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            config.find_secret().map(drop).map_err(|refused| refused.to_string())
        };
        assert!(config.find_secret().is_err(), "a secret that was named is never made");
        let secret = random_secret().unwrap();
        assert_eq!(judged(&secret, 0o600), Ok(()));
        assert_eq!(judged(&format!("{secret}\n"), 0o600), Ok(()));
        for mode in [0o640, 0o604, 0o620, 0o601] {
            assert!(judged(&secret, mode).unwrap_err().contains("chmod 400"), "{mode:o}");
        }
        for weak in ["", &secret[..42], &"a".repeat(64), &format!("example-{secret}")] {
            assert!(judged(weak, 0o600).unwrap_err().contains("43 random characters"), "{weak:?}");
        }
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn first_starts_at_once_share_one_secret() {
        let folder = std::env::temp_dir().join(format!("compagnon-secret-{}", uuid::Uuid::new_v4()));
        let config = Config { data_dir: Some(folder.clone()), ..Config::default() };
        let together = std::sync::Barrier::new(8);
        let seal = || {
            together.wait();
            config.make_secret().map(|secret| secret.key_for("test").sign(b"same")).unwrap()
        };
        let seals: Vec<_> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8).map(|_| scope.spawn(seal)).collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert!(seals.iter().all(|one| *one == seals[0]));
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
