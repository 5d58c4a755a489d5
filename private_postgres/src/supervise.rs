//! The shell that stands between us and the server, so that the server stops however we end.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use crate::account::Account;
use crate::error::{StartError, system};
use crate::locks::Locks;
use crate::place::Place;

/// Lines of the log quoted in an error.
const QUOTED_LINES: usize = 20;

/// Standard input is a pipe from us, output the server's lock, error the log.
///
/// The guard reads the pipe: its end means that we stopped or died, and the server is asked for a fast shutdown,
/// again and again because one just born ignores it. A signal to the whole group must not silence either shell:
/// the first one only interrupts `wait`, which is then resumed.
const SCRIPT: &str = r#"
exec 3<&0
trap : TERM INT HUP
"$@" </dev/null >&2 3<&- &
server=$!
(
    trap '' TERM INT HUP
    read -r _ <&3
    while kill -INT "$server" && kill -0 "$$"; do sleep 1; done
) </dev/null >/dev/null 2>&1 &
guard=$!
exec 3<&-
wait "$server"
status=$?
while [ "$status" -gt 128 ] && kill -0 "$server" 2>/dev/null; do
    wait "$server"
    status=$?
done
kill -KILL "$guard"
exit "$status"
"#;

/// The shell, and through it the server.
#[derive(Debug)]
pub(crate) struct Supervised {
    shell: Child,
    log: PathBuf,
}

/// Starts the server; it may still be far from answering.
pub(crate) fn launch(
    line: Vec<PathBuf>,
    place: &Place,
    account: &Account,
    locks: &Locks,
    stale_pid: Option<i32>,
    log: File,
) -> Result<Supervised, StartError> {
    let mut shell = account.command(Path::new("/bin/sh"));
    shell.args(["-c", SCRIPT, "sh"]).args(line);
    // glibc gives memory back at each query otherwise, and asks for it again at the next.
    shell.env("MALLOC_TOP_PAD_", "1048576").env("MALLOC_TRIM_THRESHOLD_", "16777216");
    if let Some(pid) = stale_pid {
        // PostgreSQL believes no pid file that names its own ancestors.
        shell.env("PG_GRANDPARENT_PID", pid.to_string());
    }
    // A group of its own: Ctrl-C reaches us, and we stop the server when we are ready to.
    shell.process_group(0).stdin(Stdio::piped()).stdout(locks.shared(place)?).stderr(log);
    let shell = shell.spawn().map_err(system("run", Path::new("/bin/sh")))?;
    Ok(Supervised { shell, log: place.log.clone() })
}

/// An empty log, closed to others since it may quote data; the one of the run before is kept beside it.
pub(crate) fn new_log(log: &Path) -> Result<File, StartError> {
    let _ = fs::rename(log, log.with_extension("before"));
    same_log(log)
}

/// The log of this run, which says why the server ended; made again if it was taken away.
pub(crate) fn same_log(log: &Path) -> Result<File, StartError> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(log).map_err(system("make", log))
}

impl Supervised {
    /// Whether the server has ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        matches!(self.shell.try_wait(), Ok(Some(_)))
    }

    /// Where the server writes, and its last words.
    pub(crate) fn last_words(&self) -> (PathBuf, String) {
        let text = fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<_> = text.lines().collect();
        (self.log.clone(), lines[lines.len().saturating_sub(QUOTED_LINES)..].join("\n"))
    }

    /// Closes the pipe and waits until the server is down; does nothing the second time.
    pub(crate) fn stop(&mut self) {
        drop(self.shell.stdin.take());
        if let Err(error) = self.shell.wait() {
            tracing::warn!(%error, "could not wait for the private PostgreSQL to stop");
        }
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        self.stop();
    }
}
