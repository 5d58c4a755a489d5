//! A file on its way out: written at its own pace into a temporary file without a name, read from it as it grows.
//!
//! Whoever writes never waits for a slow reader, and neither holds more than a piece in memory. The file goes with the last
//! of both, whatever ends the program. A writer that goes without finishing cuts the reader: no end is made up.

use std::fs::File;
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use actix_web::web::Bytes;
use futures_util::Stream;
use tokio::sync::watch;

/// Bytes given at once.
const PIECE: u64 = 64 * 1024;

#[derive(Debug, Clone, Copy, Default)]
struct Progress {
    written: u64,
    finished: bool,
}

/// The end that is written to.
#[derive(Debug)]
pub struct SpoolWriter {
    file: Arc<File>,
    progress: watch::Sender<Progress>,
}

/// The end that is read.
#[derive(Debug)]
pub struct SpoolReader {
    file: Arc<File>,
    progress: watch::Receiver<Progress>,
    given: u64,
}

/// Both ends of an empty file, in the temporary folder of the system.
///
/// # Errors
/// When no file can be made there.
pub fn spool() -> io::Result<(SpoolWriter, SpoolReader)> {
    let file = Arc::new(tempfile::tempfile()?);
    let (writing, reading) = watch::channel(Progress::default());
    let reader = SpoolReader { file: Arc::clone(&file), progress: reading, given: 0 };
    Ok((SpoolWriter { file, progress: writing }, reader))
}

impl SpoolWriter {
    /// Whether somebody still reads it.
    pub fn is_read(&self) -> bool {
        !self.progress.is_closed()
    }

    /// Says that nothing more comes.
    pub fn finish(self) {
        self.progress.send_modify(|progress| progress.finished = true);
    }
}

impl Write for SpoolWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_read() {
            return Err(io::Error::new(io::ErrorKind::BrokenPipe, "nobody reads any more"));
        }
        let count = (&*self.file).write(bytes)?;
        self.progress.send_modify(|progress| progress.written += count as u64);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl SpoolReader {
    /// The bytes in order, as they come; an error in the place of an end when the writer went without finishing.
    pub fn into_stream(self) -> impl Stream<Item = io::Result<Bytes>> {
        futures_util::stream::try_unfold(self, Self::next)
    }

    async fn next(mut self) -> io::Result<Option<(Bytes, Self)>> {
        loop {
            let Progress { written, finished } = *self.progress.borrow_and_update();
            if written > self.given {
                let bytes = self.piece(PIECE.min(written - self.given)).await?;
                self.given += bytes.len() as u64;
                return Ok(Some((bytes, self)));
            }
            if finished {
                return Ok(None);
            }
            if self.progress.changed().await.is_err() && self.progress.borrow().written == self.given {
                return match self.progress.borrow().finished {
                    true => Ok(None),
                    false => {
                        Err(io::Error::new(io::ErrorKind::UnexpectedEof, "what was being written failed"))
                    }
                };
            }
        }
    }

    async fn piece(&self, length: u64) -> io::Result<Bytes> {
        let (file, from) = (Arc::clone(&self.file), self.given);
        let reading = tokio::task::spawn_blocking(move || {
            let mut bytes = vec![0; usize::try_from(length).unwrap_or_default()];
            file.read_exact_at(&mut bytes, from).map(|()| Bytes::from(bytes))
        });
        reading.await.map_err(io::Error::other)?
    }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;

    use super::*;

    async fn read(reader: SpoolReader) -> (usize, bool) {
        let pieces: Vec<io::Result<Bytes>> = reader.into_stream().collect().await;
        let whole = pieces.iter().all(Result::is_ok);
        (pieces.into_iter().flatten().map(|piece| piece.len()).sum(), whole)
    }

    #[actix_web::test]
    async fn what_is_written_is_read_while_it_grows_and_an_end_is_never_made_up() {
        for (finished, expected) in [(true, (200_000, true)), (false, (200_000, false))] {
            let (mut writer, reader) = spool().unwrap();
            let reading = actix_web::rt::spawn(read(reader));
            for _ in 0..20 {
                writer.write_all(&[7; 10_000]).unwrap();
                tokio::task::yield_now().await;
            }
            if finished {
                writer.finish();
            } else {
                drop(writer);
            }
            assert_eq!(reading.await.unwrap(), expected);
        }
    }

    #[actix_web::test]
    async fn a_writer_whose_reader_went_away_stops() {
        let (mut writer, reader) = spool().unwrap();
        drop(reader);
        assert_eq!(writer.write(b"x").unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
