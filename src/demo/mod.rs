//! The demonstration: a fictional cohort told through the public API, in a folder and on a database of its own.

mod api;
mod folder;
mod printed;
pub mod story;

use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use chrono::{NaiveDate, TimeDelta};

use self::folder::{Folder, Told};
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::trust::accounts::first_start::{self, FirstStart};
use crate::trust::door::App;

/// What one may ask of the demonstration.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Its folder; `demo` in the usual data folder when absent.
    pub folder: Option<PathBuf>,
    /// The day it plays on, at ten in the morning; today when absent.
    pub today: Option<NaiveDate>,
    /// Address it listens on; the one of the configuration when absent.
    pub listen: Option<String>,
    /// Whether what was told before is wiped first.
    pub fresh: bool,
}

/// A demonstration about to be served.
#[derive(Debug)]
pub struct Demo {
    folder: Folder,
    told: Option<Told>,
    clock: Clock,
}

impl Demo {
    /// Its clock.
    pub fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// Tells the story once the API listens, or remembers the one told before; then says who is in it.
    pub async fn play(self, app: &App, base: &str) -> anyhow::Result<()> {
        let told = match self.told {
            Some(told) => told,
            None => tell(app, base, &self.folder, &self.clock).await?,
        };
        printed::print(&told, base, self.clock.today(), self.folder.path());
        Ok(())
    }
}

/// Prepares the folder, the clock and the configuration: nothing of the installation beside it is touched.
pub fn prepare(mut config: Config, options: Options) -> anyhow::Result<(Config, Demo)> {
    let path = match options.folder {
        Some(named) => named,
        None => config.data_folder()?.join("demo"),
    };
    let fresh_clock = options.today.map_or_else(Clock::system, Clock::starting_on);
    if options.fresh || !path.exists() {
        story::refuse_untellable(fresh_clock.today())?;
    }
    let folder = Folder::take(&path, options.fresh)?;
    let told = folder.told()?;
    let clock = match &told {
        Some(told) => resumed(told, options.today)?,
        None => fresh_clock,
    };
    if told.is_none() {
        story::refuse_untellable(clock.today())?;
    }
    config.data_dir = Some(path);
    config.database_url = None;
    config.secret_file = None;
    config.listen = options.listen.unwrap_or(config.listen);
    config.admin_listen = "127.0.0.1:0".into();
    config.public_url = format!("http://{}", config.listen);
    Ok((config, Demo { folder, told, clock }))
}

/// The clock of a story told before runs on; it may be moved forward, never back.
fn resumed(told: &Told, wanted: Option<NaiveDate>) -> anyhow::Result<Clock> {
    let clock = Clock::system();
    clock.advance(TimeDelta::milliseconds(told.ahead_ms));
    let reached = clock.today();
    match wanted.filter(|day| *day != told.on && *day != reached) {
        None => Ok(clock),
        Some(day) if day > reached => Ok(Clock::starting_on(day)),
        Some(day) => bail!("this demonstration has reached {reached}: --fresh tells it anew on {day}"),
    }
}

async fn tell(app: &App, base: &str, folder: &Folder, clock: &Clock) -> anyhow::Result<Told> {
    let first = app.db.transaction(first_start::begin_anew).await;
    let FirstStart::Token(token) = first.map_err(|problem| anyhow::anyhow!("{problem}"))? else {
        bail!("the telling in {} was interrupted: start again with --fresh", folder.path().display());
    };
    let on = clock.today();
    let cast = story::tell(base, &token, on).await.context("the story of the demonstration")?;
    ensure!(clock.today() == on, "midnight passed while the story was told: start again with --fresh");
    let ahead_ms = (clock.now() - Clock::system().now()).num_milliseconds();
    let told = Told { on, ahead_ms, cast };
    folder.keep(&told)?;
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_told_before_runs_on_and_never_back() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let on = day("2027-03-01");
        let told_at = Clock::starting_on(on);
        told_at.advance_days(2);
        let ahead_ms = (told_at.now() - Clock::system().now()).num_milliseconds();
        let cast = story::Cast::default();
        let told = Told { on, ahead_ms, cast };
        let reached = |wanted: Option<&str>| resumed(&told, wanted.map(day)).ok().map(|clock| clock.today());
        assert_eq!(reached(None), Some(day("2027-03-03")));
        assert_eq!(reached(Some("2027-03-01")), Some(day("2027-03-03")));
        assert_eq!(reached(Some("2027-05-01")), Some(day("2027-05-01")));
        assert_eq!(reached(Some("2027-03-02")), None);
    }
}
