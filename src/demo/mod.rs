//! The demonstration: a fictional cohort told through the public API, in a folder and on a database of its own.

mod api;
mod folder;
mod printed;
pub mod story;

use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use chrono::{NaiveDate, TimeDelta};

use self::folder::{DemoFolder, StoryRecord};
use crate::platform::clock::Clock;
use crate::platform::config::{Config, reachable};
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
    folder: DemoFolder,
    story: Option<StoryRecord>,
    clock: Clock,
}

impl Demo {
    /// Its clock.
    pub fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// Tells the story once the API listens, or remembers the one told before; then says who is in it.
    pub async fn play(self, app: &App, base: &str) -> anyhow::Result<()> {
        let story = match self.story {
            Some(story) => story,
            None => play_story(app, base, &self.folder, &self.clock).await?,
        };
        printed::print(&story, base, self.clock.today(), self.folder.path());
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
    let folder = DemoFolder::take(&path, options.fresh)?;
    let story = folder.load_story()?;
    let clock = match &story {
        Some(story) => resumed(story, options.today)?,
        None => fresh_clock,
    };
    if story.is_none() {
        story::refuse_untellable(clock.today())?;
    }
    config.data_dir = Some(path);
    config.database_url = None;
    config.secret_file = None;
    // its people exist nowhere: their invitations are read from the answers, and nothing is mailed
    config.smtp_url = None;
    // the passwords it prints are not lost among the requests of its own telling
    if config.log_level == Config::default().log_level {
        config.log_level = "warn".into();
    }
    config.listen = options.listen.unwrap_or(config.listen);
    config.admin_listen = "127.0.0.1:0".into();
    config.public_url = format!("http://{}", reachable(&config.listen));
    Ok((config, Demo { folder, story, clock }))
}

/// The clock of a story told before runs on; it may be moved forward, never back.
fn resumed(story: &StoryRecord, requested: Option<NaiveDate>) -> anyhow::Result<Clock> {
    let clock = Clock::system();
    clock.advance(TimeDelta::milliseconds(story.ahead_ms));
    let reached = clock.today();
    match requested.filter(|day| *day != story.on && *day != reached) {
        None => Ok(clock),
        Some(day) if day > reached => Ok(Clock::starting_on(day)),
        Some(day) => bail!("this demonstration has reached {reached}: --fresh tells it anew on {day}"),
    }
}

async fn play_story(
    app: &App,
    base: &str,
    folder: &DemoFolder,
    clock: &Clock,
) -> anyhow::Result<StoryRecord> {
    let first = app.db.transaction(first_start::begin_anew).await;
    let FirstStart::Token(token) = first.map_err(|problem| anyhow::anyhow!("{problem}"))? else {
        bail!("the telling in {} was interrupted: start again with --fresh", folder.path().display());
    };
    let on = clock.today();
    let cast = story::play(base, &token, on).await.context("the story of the demonstration")?;
    ensure!(clock.today() == on, "midnight passed while the story was told: start again with --fresh");
    let ahead_ms = (clock.now() - Clock::system().now()).num_milliseconds();
    let story = StoryRecord { on, ahead_ms, cast };
    folder.save_story(&story)?;
    Ok(story)
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
        let story = StoryRecord { on, ahead_ms, cast };
        let reached =
            |requested: Option<&str>| resumed(&story, requested.map(day)).ok().map(|clock| clock.today());
        assert_eq!(reached(None), Some(day("2027-03-03")));
        assert_eq!(reached(Some("2027-03-01")), Some(day("2027-03-03")));
        assert_eq!(reached(Some("2027-05-01")), Some(day("2027-05-01")));
        assert_eq!(reached(Some("2027-03-02")), None);
    }
}
