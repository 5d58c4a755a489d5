//! The file of a backup: a ZIP with the base as `pg_dump -Fc` writes it, the sealed secret, and the manifest.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use anyhow::Context;
use aws_lc_rs::digest::{Context as Digest, SHA256};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::census::Census;
use super::passphrase::SealedSecret;

/// Member with the base.
pub const BASE: &str = "base.dump";
/// Member with the secret.
const SECRET: &str = "secret.json";
/// Member with the manifest.
const MANIFEST: &str = "manifest.json";
/// Bytes copied at once.
const PIECE: usize = 1 << 16;

/// What a backup holds, and what must be found in it again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    /// Form of the file: 1.
    pub form: u32,
    /// Version of the program that wrote it.
    pub version: String,
    /// Last migration of the base.
    pub schema: String,
    /// Major version of the server.
    pub postgresql: u32,
    /// When the base was as it stands in the file.
    pub taken_at: DateTime<Utc>,
    /// Whether the installation's secret is in it.
    pub with_secret: bool,
    /// Bytes of the base.
    pub bytes: u64,
    /// SHA-256 of the base, in hexadecimal.
    pub sha256: String,
    /// Rows of each table, and their digest.
    pub tables: Census,
}

/// A backup being written.
pub struct NewArchive {
    zip: ZipWriter<File>,
}

impl NewArchive {
    /// Begins a file that is not there yet, for its owner alone.
    pub fn create(path: &Path) -> anyhow::Result<Self> {
        use std::os::unix::fs::OpenOptionsExt;
        let mut asked = File::options();
        asked.read(true).write(true).create_new(true).mode(0o600);
        let file = asked.open(path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Self { zip: ZipWriter::new(file) })
    }

    /// Copies the base in, and says how long it is and its SHA-256.
    pub fn take_base(&mut self, from: impl Read, told: impl FnMut(u64)) -> anyhow::Result<(u64, String)> {
        // a dump is compressed already
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.zip.start_file(BASE, stored.large_file(true))?;
        copy(from, Some(&mut self.zip), told)
    }

    /// Adds the sealed secret.
    pub fn take_secret(&mut self, sealed: &SealedSecret) -> anyhow::Result<()> {
        self.zip.start_file(SECRET, SimpleFileOptions::default())?;
        Ok(serde_json::to_writer(&mut self.zip, sealed)?)
    }

    /// Adds the manifest, and puts all of it on the disk.
    pub fn finish(mut self, manifest: &Manifest) -> anyhow::Result<()> {
        self.zip.start_file(MANIFEST, SimpleFileOptions::default())?;
        serde_json::to_writer_pretty(&mut self.zip, manifest)?;
        Ok(self.zip.finish()?.sync_all()?)
    }
}

/// A backup being read.
pub struct Archive {
    zip: ZipArchive<File>,
    pub manifest: Manifest,
}

impl Archive {
    /// Opens a backup.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        let no_backup = || format!("{} is no backup, or was cut short", path.display());
        let mut zip = ZipArchive::new(file).with_context(no_backup)?;
        let manifest: Manifest = serde_json::from_reader(zip.by_name(MANIFEST).with_context(no_backup)?)
            .with_context(no_backup)?;
        anyhow::ensure!(
            manifest.form == 1,
            "this backup has form {}, and this program reads form 1",
            manifest.form
        );
        Ok(Self { zip, manifest })
    }

    /// Refuses a base that is not the one that was written.
    pub fn verify(&mut self, told: impl FnMut(u64)) -> anyhow::Result<()> {
        let (bytes, sha256) = copy(self.zip.by_name(BASE)?, None::<&mut File>, told)
            .context("the base in this backup is damaged")?;
        let whole = bytes == self.manifest.bytes && sha256 == self.manifest.sha256;
        anyhow::ensure!(
            whole,
            "the base in this backup is not the one that was written: the file is damaged"
        );
        Ok(())
    }

    /// Copies the base out.
    pub fn give_base(&mut self, to: &mut impl Write, told: impl FnMut(u64)) -> anyhow::Result<()> {
        copy(self.zip.by_name(BASE)?, Some(to), told).map(drop)
    }

    /// The sealed secret, when it is in the file.
    pub fn secret(&mut self) -> anyhow::Result<Option<SealedSecret>> {
        match self.manifest.with_secret {
            true => Ok(Some(serde_json::from_reader(self.zip.by_name(SECRET)?)?)),
            false => Ok(None),
        }
    }
}

/// Copies bytes, tells how many so far, and gives their number and their SHA-256.
fn copy(
    mut from: impl Read,
    mut to: Option<&mut impl Write>,
    mut told: impl FnMut(u64),
) -> anyhow::Result<(u64, String)> {
    let (mut digest, mut bytes, mut piece) = (Digest::new(&SHA256), 0_u64, vec![0_u8; PIECE]);
    loop {
        let read = match from.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        let some = piece.get(..read).unwrap_or_default();
        digest.update(some);
        if let Some(to) = &mut to {
            to.write_all(some)?;
        }
        bytes = bytes.saturating_add(read as u64);
        told(bytes);
    }
    let sha256 = digest.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((bytes, sha256))
}
