//! The passphrase of a backup, and the secret it seals: Argon2id makes the key, AES-256-GCM seals.

use std::io::IsTerminal;
use std::path::Path;

use anyhow::Context;
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::platform::crypto::{SealingKey, decode, encode, random_secret};

/// Fewest characters of a passphrase.
const SHORTEST: usize = 12;
/// Memory of the key derivation, in KiB: a backup is attacked at leisure, away from the server.
const MEMORY_KIB: u32 = 65_536;
/// Its passes.
const PASSES: u32 = 3;
/// What the sealed bytes are.
const CONTEXT: &str = "compagnon backup secret 1";

/// The installation's secret, sealed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SealedSecret {
    /// Memory of the key derivation (Argon2id), in KiB.
    memory_kib: u32,
    /// Its passes.
    passes: u32,
    /// Its salt, base64url.
    salt: String,
    /// Nonce and sealed bytes (AES-256-GCM), base64url.
    sealed: String,
}

impl SealedSecret {
    /// Seals the text of a secret.
    pub fn seal(secret: &SecretString, passphrase: &SecretString) -> anyhow::Result<Self> {
        let salt = random_secret()?;
        let key = key_of(passphrase, &salt, (MEMORY_KIB, PASSES))?;
        let sealed = key.seal(CONTEXT, secret.expose_secret().as_bytes())?;
        Ok(Self { memory_kib: MEMORY_KIB, passes: PASSES, salt, sealed: encode(&sealed) })
    }

    /// Opens it.
    pub fn open(&self, passphrase: &SecretString) -> anyhow::Result<SecretString> {
        let sealed = decode(&self.sealed).context("the secret in this backup is damaged")?;
        let key = key_of(passphrase, &self.salt, (self.memory_kib, self.passes))?;
        let opened = key.open(CONTEXT, &sealed).ok().context("this is not the passphrase of this backup")?;
        Ok(SecretString::from(String::from_utf8(opened)?))
    }
}

fn key_of(passphrase: &SecretString, salt: &str, (memory, passes): (u32, u32)) -> anyhow::Result<SealingKey> {
    let refused = |error: argon2::Error| anyhow::anyhow!("key derivation: {error}");
    let params = Params::new(memory, passes, 1, Some(SealingKey::LENGTH)).map_err(refused)?;
    let mut key = [0; SealingKey::LENGTH];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.expose_secret().as_bytes(), salt.as_bytes(), &mut key)
        .map_err(refused)?;
    Ok(SealingKey::new(&key)?)
}

/// The passphrase in a file, else the one typed on the terminal; typed twice when it is new.
pub fn read(file: Option<&Path>, is_new: bool) -> anyhow::Result<SecretString> {
    let given = match file {
        Some(path) => {
            let text =
                std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            text.lines().next().unwrap_or_default().trim().to_owned()
        }
        None => typed(is_new)?,
    };
    let long = !is_new || given.chars().count() >= SHORTEST;
    anyhow::ensure!(
        long,
        "a passphrase has {SHORTEST} characters at least: four words nobody would put together, say"
    );
    Ok(SecretString::from(given))
}

fn typed(is_new: bool) -> anyhow::Result<String> {
    anyhow::ensure!(
        std::io::stdin().is_terminal(),
        "no terminal to ask for the passphrase: name its file with --passphrase-file"
    );
    let once = rpassword::prompt_password("Passphrase of the backup: ")?;
    if is_new {
        let again = rpassword::prompt_password("The same again: ")?;
        anyhow::ensure!(once == again, "these are two passphrases: nothing was written");
    }
    Ok(once)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_with_its_passphrase_only() {
        let (secret, passphrase) =
            (SecretString::from("s".repeat(43)), SecretString::from("quatre mots au hasard"));
        let sealed = SealedSecret::seal(&secret, &passphrase).unwrap();
        assert_eq!(sealed.open(&passphrase).unwrap().expose_secret(), secret.expose_secret());
        let other = sealed.open(&SecretString::from("quatre mots au hasar")).unwrap_err().to_string();
        assert!(other.contains("not the passphrase"), "{other}");
        let written = serde_json::to_string(&sealed).unwrap();
        assert!(!written.contains(secret.expose_secret()));
    }
}
