//! Standard output and standard error: what cannot be written there is lost, and costs nobody anything.
//!
//! Whoever reads them may be gone, asleep or out of disk. `println!` panics then, and a full pipe blocks whoever writes. Here
//! a write that fails is passed over, and one that would block waits a moment, once, until somebody reads again.

use std::fs::File;
use std::io::{Result, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::retry_on_intr;

/// Bytes that a pipe which is ready takes without blocking (`PIPE_BUF`).
const PIECE: usize = if cfg!(target_os = "linux") { 4096 } else { 512 };
/// How long a pipe that has become full is waited for.
const PATIENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
/// How long it is waited for afterwards.
const NO_PATIENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };

/// Whether nobody reads an output any more.
struct Stuck(AtomicBool);

static OUTPUT: Stuck = Stuck(AtomicBool::new(false));
static ERROR: Stuck = Stuck(AtomicBool::new(false));

/// Writes on standard output, and says whether all of it went out.
pub fn print(text: &str) -> bool {
    // its own buffer would keep what was not taken, and try again
    let unbuffered = std::io::stdout().as_fd().try_clone_to_owned().map(File::from);
    unbuffered.is_ok_and(|mut output| OUTPUT.write_whole(&mut output, text.as_bytes()))
}

/// Writes on standard error, and says whether all of it went out.
pub fn print_error(text: &str) -> bool {
    ERROR.write_whole(&mut std::io::stderr().lock(), text.as_bytes())
}

/// Where the lines of the log go: standard error, which never fails and never blocks.
#[derive(Debug, Clone, Copy, Default)]
pub struct LogWriter;

impl Write for LogWriter {
    fn write(&mut self, line: &[u8]) -> Result<usize> {
        ERROR.write_whole(&mut std::io::stderr().lock(), line);
        Ok(line.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

impl Stuck {
    fn write_whole(&self, to: &mut (impl Write + AsFd), text: &[u8]) -> bool {
        text.chunks(PIECE).all(|piece| self.takes(to) && to.write_all(piece).is_ok())
    }

    /// Whether a write would not block, or would fail, which does not block either.
    fn takes(&self, to: &impl AsFd) -> bool {
        let patience = if self.0.load(Ordering::Relaxed) { NO_PATIENCE } else { PATIENCE };
        let asked = retry_on_intr(|| poll(&mut [PollFd::new(to, PollFlags::OUT)], Some(&patience)));
        let stuck = asked == Ok(0);
        self.0.store(stuck, Ordering::Relaxed);
        !stuck
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn a_full_pipe_is_waited_for_once_and_written_to_again_as_soon_as_it_is_read() {
        let (mut reader, mut writer) = std::io::pipe().unwrap();
        let stuck = Stuck(AtomicBool::new(false));
        let begun = Instant::now();
        let (mut sent, mut lost) = (0, 0);
        for _ in 0..10_000 {
            match stuck.write_whole(&mut writer, &[b'x'; 300]) {
                true => sent += 1,
                false => lost += 1,
            }
        }
        assert!(sent > 10 && lost > 1000, "{sent} lines sent, {lost} lost");
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
        let mut read = vec![0; 8 * PIECE];
        reader.read_exact(&mut read).unwrap();
        assert!(stuck.write_whole(&mut writer, b"again"));
    }

    #[test]
    fn an_output_that_is_closed_or_out_of_disk_loses_the_line_alone() {
        let (reader, mut writer) = std::io::pipe().unwrap();
        drop(reader);
        assert!(!Stuck(AtomicBool::new(false)).write_whole(&mut writer, b"to nobody"));
        if let Ok(mut full) = File::options().write(true).open("/dev/full") {
            assert!(!Stuck(AtomicBool::new(false)).write_whole(&mut full, b"to a full disk"));
        }
    }
}
