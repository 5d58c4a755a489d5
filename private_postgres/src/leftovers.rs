//! What a killed run may have left: an orphan server, its last sessions, a pid file that lies.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Instant;

use rustix::process::{Pid, Signal, kill_process};

use crate::error::{StartError, system};
use crate::place::Place;
use crate::{POLL, STOPPING_LIMIT};

/// Brings the folder to rest and returns the pid that PostgreSQL must disbelieve, if any.
///
/// A killed server may stay a zombie, or its pid may have gone to a stranger; PostgreSQL would take either for a
/// live server. The pid file itself stays: PostgreSQL reads in it whether old sessions still use the shared memory. One
/// that names nobody (a full disk, a cut of power) would make it refuse to start for ever: that one goes.
pub(crate) fn settle(place: &Place) -> Result<Option<i32>, StartError> {
    let file = place.data.join("postmaster.pid");
    let named = fs::read(&file).ok().map(|text| named_in(&text));
    if named.is_some() {
        stop_orphans(place)?;
    }
    if named == Some(None) {
        tracing::warn!(file = %file.display(), "removing a pid file that names nobody");
        fs::remove_file(&file).map_err(system("remove", &file))?;
    }
    // Both are gone after a clean stop; after a kill they would refuse us for the same reasons.
    let socket = place.socket();
    let mut socket_lock = socket.clone().into_os_string();
    socket_lock.push(".lock");
    let _ = fs::remove_file(socket);
    let _ = fs::remove_file(socket_lock);
    Ok(named.flatten().filter(|pid| *pid > 0))
}

/// Stops a server that outlived everything else, and waits for its processes to end.
fn stop_orphans(place: &Place) -> Result<(), StartError> {
    let begun = Instant::now();
    let mut left = server_processes(&place.tag);
    if left.iter().any(|(_, line)| is_postmaster(line)) {
        tracing::warn!("stopping a PostgreSQL server left by a killed run");
    }
    while !left.is_empty() {
        if begun.elapsed() > STOPPING_LIMIT {
            return Err(StartError::StillStopping(place.root.clone()));
        }
        for (pid, _) in left.iter().filter(|(_, line)| is_postmaster(line)) {
            if let Some(server) = Pid::from_raw(*pid) {
                // Repeated: a server just born does not listen to signals yet.
                let _ = kill_process(server, Signal::INT);
            }
        }
        thread::sleep(POLL);
        left = server_processes(&place.tag);
    }
    Ok(())
}

/// The pid on the first line of PostgreSQL's file; negative for a server of a single user.
fn named_in(text: &[u8]) -> Option<i32> {
    String::from_utf8_lossy(text).lines().next()?.trim().parse().ok().filter(|pid| *pid != 0)
}

/// Live processes of the server of this name; a zombie has no command line and does not count.
fn server_processes(tag: &str) -> Vec<(i32, String)> {
    let all = if Path::new("/proc/self/cmdline").exists() { from_proc() } else { from_ps() };
    all.into_iter().filter(|(_, line)| is_server(line, tag)).collect()
}

/// The server itself, not one of its children: it alone has our settings on its command line.
fn is_postmaster(line: &str) -> bool {
    line.contains("cluster_name=")
}

/// `/usr/bin/postgres -c cluster_name=<tag>` (the server) or `postgres: <tag>: checkpointer` (its children).
fn is_server(line: &str, tag: &str) -> bool {
    let program = line.split([' ', '\0']).next().unwrap_or_default();
    let server = program.trim_end_matches(':').rsplit('/').next() == Some("postgres");
    server && line.contains(tag)
}

fn from_proc() -> Vec<(i32, String)> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let line = |pid| fs::read(format!("/proc/{pid}/cmdline")).ok();
    pids.filter_map(|pid| Some((pid, String::from_utf8_lossy(&line(pid)?).into_owned()))).collect()
}

fn from_ps() -> Vec<(i32, String)> {
    let said = Command::new("ps").args(["-A", "-ww", "-o", "pid=", "-o", "args="]).output();
    let said = said.map(|said| String::from_utf8_lossy(&said.stdout).into_owned()).unwrap_or_default();
    let pair =
        |line: &str| line.trim().split_once(' ').map(|(pid, line)| (pid.to_owned(), line.trim().to_owned()));
    said.lines().filter_map(pair).filter_map(|(pid, line)| Some((pid.parse().ok()?, line))).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_postmaster, is_server, named_in};

    #[test]
    fn only_processes_of_our_own_server_are_ours() {
        for (line, ours) in [
            ("/usr/lib/postgresql/15/bin/postgres\0-D\0/x\0-c\0cluster_name=library-1f\0", true),
            ("postgres: library-1f: checkpointer ", true),
            ("postgres: library-2e: checkpointer ", false),
            ("postgres: checkpointer ", false),
            ("/bin/sh\0-c\0script\0sh\0/usr/bin/postgres\0-c\0cluster_name=library-1f\0", false),
            ("grep library-1f", false),
            ("", false),
        ] {
            assert_eq!(is_server(line, "library-1f"), ours, "{line:?}");
        }
        assert!(is_postmaster("/usr/bin/postgres\0-c\0cluster_name=library-1f\0"));
        assert!(!is_postmaster("postgres: library-1f: checkpointer "));
    }

    #[test]
    fn a_pid_file_names_somebody_or_nobody() {
        for (text, named) in [
            ("4321\n/var/lib/data\n", Some(4321)),
            ("-4321\n/var/lib/data\n", Some(-4321)),
            ("", None),
            ("\n4321\n", None),
            ("0\n", None),
            ("\0\0\0\0", None),
            ("99999999999999\n", None),
            ("garbage", None),
        ] {
            assert_eq!(named_in(text.as_bytes()), named, "{text:?}");
        }
        assert_eq!(named_in(&[0xff, 0xfe]), None);
    }
}
