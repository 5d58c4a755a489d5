//! What a serving instance does by itself, beside answering.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use futures_util::FutureExt;

use crate::app::Shared;
use crate::desk::digests::prepare_due;
use crate::desk::links::reminders::remind_of_ending;
use crate::desk::obligations::refresh;
use crate::learning::mock_exams::reminders::remind_silent;
use crate::outcomes::erasures;
use crate::outcomes::surveys::schedule::ask_leavers;
use crate::people::apprentices::cards::settling::settle_some;
use crate::platform::error::Problem;
use crate::platform::stopping::Stopping;
use crate::trust::accounts::store::throttles;
use crate::trust::door::{App, idempotency};
use crate::trust::mails::{Postman, deliver, oldest_waiting};
use crate::trust::retention;

/// How often keys and the journal's partitions are looked after.
pub(super) const HOUSEKEEPING: Duration = Duration::from_secs(30);

/// How often digests are prepared and mails are sent.
const POST: Duration = Duration::from_secs(20);

/// How often an instance looks for what people changed of the catalogue by another one.
const CATALOGUE: Duration = Duration::from_secs(1);

/// How often what is due is looked at, when nothing changed.
const DERIVING: Duration = Duration::from_secs(2);

/// Pause before a job that panicked begins again.
const BREATH: Duration = Duration::from_secs(1);

/// Does a job to its end, and begins it again when it panics: one bad turn does not leave it dead.
pub(super) async fn tirelessly(job: &'static str, work: impl AsyncFn()) {
    while AssertUnwindSafe(work()).catch_unwind().await.is_err() {
        tracing::error!(job, "a job panicked: it begins again");
        tokio::time::sleep(BREATH).await;
    }
}

/// Looks after keys, the journal's partitions and what is past its time.
pub(super) async fn keep_house(shared: Shared) {
    let (app, metrics) = (shared.app(), shared.metrics());
    let mut tick = tokio::time::interval(HOUSEKEEPING);
    let mut forgotten_on = None;
    loop {
        tick.tick().await;
        let (keys, secret, now) = (app.keys.clone(), app.secret.clone(), app.clock.now());
        let vault = app.vault.clone();
        let done = app.db.transaction(move |tx| {
            keys.reload(tx, &secret, now).map_err(Problem::internal)?;
            vault.reload(tx)?;
            crate::trust::journal::store::prepare_months(tx, 3)?;
            throttles::forget_past(tx, now)?;
            crate::exchange::imports::store::forget_expired(tx, now)?;
            idempotency::forget_expired(tx, now)?;
            Ok(())
        });
        match done.await {
            Ok(()) => metrics.succeeded("housekeeping", now),
            Err(problem) => tracing::warn!(%problem, "housekeeping"),
        }
        settle_cards(app).await;
        let (today, law) = (app.clock.today(), Arc::clone(&app.law));
        if forgotten_on == Some(today) {
            continue;
        }
        let forgetting =
            app.db.transaction(move |tx| Ok(retention::forget_overdue(tx, law.retention.on(today), today)?));
        match forgetting.await {
            Ok(_) if forget_files(app).await => {
                forgotten_on = Some(today);
                metrics.succeeded("retention", now);
            }
            Ok(_) => {}
            Err(problem) => tracing::warn!(%problem, "retention"),
        }
    }
}

/// Lets go the files whose time has come, where sites let them; whether it was done to the end.
async fn forget_files(app: &App) -> bool {
    let done = erasures::forget_due(app, false).await;
    if let Err(problem) = &done {
        tracing::warn!(%problem, "retention");
    }
    done.is_ok()
}

/// Tells the statuses and phases that the day has changed, before anybody asks for them.
async fn settle_cards(app: &App) {
    loop {
        let (today, law) = (app.clock.today(), Arc::clone(&app.law));
        match app.db.read(move |conn| Ok(settle_some(conn, today, &law)?)).await {
            Ok(true) => return,
            Ok(false) => {}
            Err(problem) => return tracing::warn!(%problem, "settling cards"),
        }
    }
}

/// Takes in what people changed of the catalogue by another instance, and what begins to hold today.
pub(super) async fn keep_catalogue_current(shared: Shared) {
    let (app, current, mut tick) =
        (shared.app(), shared.current_catalogue(), tokio::time::interval(CATALOGUE));
    let (mut written_on, mut failing) = (app.clock.today(), false);
    loop {
        tick.tick().await;
        let (now, today) = (app.clock.now(), app.clock.today());
        let done = async {
            current.refresh(&app.db, today).await?;
            if written_on != today {
                current.write_rows(&app.db, (now, today)).await?;
            }
            Ok::<(), Problem>(())
        };
        match done.await {
            Ok(()) => {
                (written_on, failing) = (today, false);
                shared.metrics().succeeded("catalogue", now);
            }
            // said once: it is tried again every second
            Err(problem) if !failing => {
                failing = true;
                tracing::warn!(%problem, "the catalogue");
            }
            Err(_) => {}
        }
    }
}

/// Derives what is due wherever something changed, before anybody reads it.
pub(super) async fn keep_obligations_current(shared: Shared, stopping: Stopping) {
    let (clock, metrics) = (shared.app().clock.clone(), shared.metrics());
    let succeeded = || metrics.succeeded("obligations", clock.now());
    let catalogue = || shared.catalogue().into_inner();
    refresh::refresh_regularly(shared.app(), catalogue, DERIVING, stopping, succeeded).await;
}

/// Prepares the digests of the day and sends the mails that wait; without a mail server they keep waiting.
pub(super) async fn look_after_mails(shared: Shared, postman: Option<&Postman>, stopping: Stopping) {
    let (app, metrics, mut tick) = (shared.app(), shared.metrics(), tokio::time::interval(POST));
    let mut asked_on = None;
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = stopping.told() => return,
        }
        match prepare_due(app, &shared.catalogue(), &stopping).await {
            Ok(_) => metrics.succeeded("digests", app.clock.now()),
            Err(problem) => tracing::warn!(%problem, "digests"),
        }
        match remind_of_ending(app).await {
            Ok(_) => metrics.succeeded("link_reminders", app.clock.now()),
            Err(problem) => tracing::warn!(%problem, "link reminders"),
        }
        match remind_silent(app).await {
            Ok(_) => metrics.succeeded("invitation_reminders", app.clock.now()),
            Err(problem) => tracing::warn!(%problem, "invitation reminders"),
        }
        ask_leavers_once(&shared, &mut asked_on, &stopping).await;
        match oldest_waiting(app).await {
            Ok(written) => metrics.oldest_mail(written),
            Err(problem) => tracing::warn!(%problem, "mails"),
        }
        let Some(postman) = postman else { continue };
        match deliver(app, postman, &stopping).await {
            Ok(count) => {
                metrics.succeeded("mails", app.clock.now());
                if count > 0 {
                    tracing::info!(count, "mails handed over");
                }
            }
            Err(problem) => tracing::warn!(%problem, "mails"),
        }
    }
}

/// Opens and mails the surveys of leavers, once a day from their hour on.
async fn ask_leavers_once(shared: &Shared, asked_on: &mut Option<NaiveDate>, stopping: &Stopping) {
    let (app, now, today) = (shared.app(), shared.app().clock.now(), shared.app().clock.today());
    if *asked_on == Some(today) {
        return;
    }
    match ask_leavers(app, stopping).await {
        Ok(None) => {}
        Ok(Some(_)) => {
            *asked_on = Some(today);
            shared.metrics().succeeded("surveys", now);
        }
        Err(problem) => tracing::warn!(%problem, "surveys of leavers"),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[actix_web::test]
    async fn a_job_that_panics_begins_again_and_ends_when_it_is_done() {
        let turns = Cell::new(0);
        let work = async || {
            turns.set(turns.get() + 1);
            assert!(turns.get() > 1, "a bad turn");
        };
        tirelessly("test", work).await;
        assert_eq!(turns.get(), 2);
    }
}
