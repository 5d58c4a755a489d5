//! Under which account the server runs: our own, or, since PostgreSQL refuses root, an unprivileged one.

use std::env;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::{StartError, system};

/// Variables of ours that the server's programs may need; the rest (secrets, `PG*`) stays with us.
const KEPT_ENVIRONMENT: [&str; 4] = ["PATH", "HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

/// The account that owns the data and runs the server.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) uid: u32,
    gid: u32,
    /// Our own account, which connects to the server.
    pub(crate) client: String,
    /// We are root and must become this account.
    pub(crate) switched: bool,
}

/// One line of `/etc/passwd`.
struct Entry {
    name: String,
    uid: u32,
    gid: u32,
}

impl Account {
    /// Ourselves; or, for root, the owner of existing data, else `postgres`, else `nobody`.
    pub(crate) fn choose(data: &Path) -> Result<Self, StartError> {
        let uid = rustix::process::geteuid().as_raw();
        let known = entries();
        let client = name_of(uid, &known).ok_or(StartError::NoAccountName(uid))?;
        if uid != 0 {
            let gid = rustix::process::getegid().as_raw();
            return Ok(Self { name: client.clone(), uid, gid, client, switched: false });
        }
        let Entry { name, uid, gid } = service_account(data, known)?;
        Ok(Self { name, uid, gid, client, switched: true })
    }

    /// A command that will run under this account, in a clean environment.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        let kept = KEPT_ENVIRONMENT.iter().filter_map(|name| Some((name, env::var_os(name)?)));
        command.env_clear().envs(kept).env("LC_ALL", "C").env("TZ", "UTC").current_dir("/");
        if self.switched {
            // The standard library also drops root's supplementary groups when it changes the uid.
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Gives a folder we have just made to this account.
    pub(crate) fn own(&self, folder: &Path) -> Result<(), StartError> {
        if !self.switched {
            return Ok(());
        }
        std::os::unix::fs::lchown(folder, Some(self.uid), Some(self.gid)).map_err(system("give away", folder))
    }

    /// Refuses when this account cannot reach `folder`, naming the first closed door on the way.
    pub(crate) fn check_can_enter(&self, folder: &Path) -> Result<(), StartError> {
        if !self.switched || self.can_enter(folder)? {
            return Ok(());
        }
        let mut way: Vec<_> = folder.ancestors().collect();
        way.reverse();
        for step in way {
            if !self.can_enter(step)? {
                return Err(StartError::NotEnterable { account: self.name.clone(), folder: step.to_owned() });
            }
        }
        Ok(())
    }

    /// Asks the system itself, so that access lists and mounts count as well as modes.
    fn can_enter(&self, folder: &Path) -> Result<bool, StartError> {
        let mut shell = self.command(Path::new("/bin/sh"));
        shell.args(["-c", "cd -- \"$1\"", "sh"]).arg(folder).stderr(Stdio::null());
        Ok(shell.status().map_err(system("run", Path::new("/bin/sh")))?.success())
    }
}

/// The account root hands the server to.
fn service_account(data: &Path, known: Vec<Entry>) -> Result<Entry, StartError> {
    let owner = fs::metadata(data).map(|data| data.uid()).ok().filter(|uid| *uid != 0);
    if let Some(uid) = owner {
        return known.into_iter().find(|entry| entry.uid == uid).ok_or(StartError::NoAccountName(uid));
    }
    let rank = |entry: &Entry| ["nobody", "postgres"].iter().position(|name| *name == entry.name);
    let best = known.into_iter().filter(|entry| entry.uid != 0 && rank(entry).is_some()).max_by_key(rank);
    best.ok_or(StartError::NoServiceAccount)
}

/// Accounts of this machine, as far as its file knows them.
fn entries() -> Vec<Entry> {
    fs::read_to_string("/etc/passwd").unwrap_or_default().lines().filter_map(entry).collect()
}

/// Reads `name:password:uid:gid:...`.
fn entry(line: &str) -> Option<Entry> {
    let mut fields = line.split(':');
    let name = fields.next().filter(|name| !name.is_empty())?.to_owned();
    let uid = fields.nth(1)?.parse().ok()?;
    Some(Entry { name, uid, gid: fields.next()?.parse().ok()? })
}

/// Name of our own uid; `id` also knows directories that are not in the file (LDAP, macOS).
fn name_of(uid: u32, known: &[Entry]) -> Option<String> {
    if let Some(entry) = known.iter().find(|entry| entry.uid == uid) {
        return Some(entry.name.clone());
    }
    let said = Command::new("id").arg("-un").stderr(Stdio::null()).output().ok()?;
    let name = String::from_utf8(said.stdout).ok()?.trim().to_owned();
    (said.status.success() && !name.is_empty() && name.parse::<u32>().is_err()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn an_account_line_is_read_and_a_broken_one_skipped() {
        let read = entry("postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash");
        assert_eq!(
            read.map(|entry| (entry.name, entry.uid, entry.gid)),
            Some(("postgres".to_owned(), 101, 104))
        );
        for broken in ["", "#comment", "nobody:x:-2:-2::/:", ":x:1:1::/:"] {
            assert!(entry(broken).is_none(), "{broken:?}");
        }
    }
}
