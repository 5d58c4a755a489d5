//! `compagnon doctor`: looks at all an installation stands on, a line for each matter, and writes nothing.

mod base;
mod clock;
mod files;
mod probe;
mod reach;

use std::fmt;

use crate::platform::config::{ConfigError, ReadConfig};
use crate::platform::output;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Ok,
    /// To be looked at; the program serves all the same.
    Warn,
    /// The program does not start, or does not do part of what it is there for.
    Fail,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        })
    }
}

/// What was found so far, each told as soon as it is.
#[derive(Default)]
struct Examination {
    found: Vec<Verdict>,
}

impl Examination {
    fn tell(&mut self, verdict: Verdict, matter: &str, said: impl fmt::Display) {
        let said = said.to_string().trim_end().replace('\n', "\n      ");
        output::print(&format!("{verdict:<5} {matter}: {said}\n"));
        self.found.push(verdict);
    }

    fn ok(&mut self, matter: &str, said: impl fmt::Display) {
        self.tell(Verdict::Ok, matter, said);
    }

    fn warn(&mut self, matter: &str, said: impl fmt::Display) {
        self.tell(Verdict::Warn, matter, said);
    }

    fn fail(&mut self, matter: &str, said: impl fmt::Display) {
        self.tell(Verdict::Fail, matter, said);
    }

    /// Says how many of each there are.
    ///
    /// # Errors
    /// When something fails: the program ends with 1.
    fn conclude(&self) -> anyhow::Result<()> {
        let count = |verdict| self.found.iter().filter(|found| **found == verdict).count();
        let (fine, warned, failed) = (count(Verdict::Ok), count(Verdict::Warn), count(Verdict::Fail));
        output::print(&format!(
            "{} checks: {fine} ok, {warned} to look at, {failed} failed.\n",
            self.found.len()
        ));
        anyhow::ensure!(failed == 0, "{failed} of {} checks failed", self.found.len());
        Ok(())
    }
}

/// Looks at everything, one matter after the other.
///
/// # Errors
/// When something fails, once all of it was told.
pub fn doctor(read: Result<ReadConfig, ConfigError>) -> anyhow::Result<()> {
    let mut examination = Examination::default();
    match read {
        Ok(ReadConfig { config, said }) => {
            examination.ok("settings", format!("fit; {} are set (compagnon config --check)", said.len()));
            let secret = files::secret(&mut examination, &config);
            files::catalogue(&mut examination, &config);
            let shown_there = base::examine(&mut examination, &config, secret);
            clock::examine(&mut examination, shown_there);
            files::room(&mut examination, &config);
            files::last_backup(&mut examination, &config);
            super::run_to_the_end(async {
                reach::mail_server(&mut examination, &config).await;
                reach::public_address(&mut examination, &config).await;
                reach::security_contact(&mut examination, &config);
            });
        }
        Err(unfit) => examination.fail("settings", unfit),
    }
    examination.conclude()
}
