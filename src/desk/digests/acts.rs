//! Preparing the digests of a day: what is due at a site is read once, then shared out between its people.

use chrono::{DateTime, NaiveDate, Utc};

use super::covers::mail_covers;
use super::model::{DigestReader, DigestSettings, Task};
use super::rules::{MOST_LINES, is_quiet, written};
use super::store;
use super::tutors::mails_of_tutors;
use crate::catalogue::programmes::Catalogue;
use crate::desk::links::delivery::Sender;
use crate::desk::obligations::model::ObligationState;
use crate::desk::obligations::refresh::{Means, catch_up};
use crate::desk::obligations::tasks::{Recipient, TaskShare, pressing_for};
use crate::desk::obligations::wire::ObligationOut;
use crate::ids::{MailId, SiteId};
use crate::law::calendar::days_inclusive;
use crate::platform::clock::{paris_day, paris_hour};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::stopping::Stopping;
use crate::platform::text::Lang;
use crate::presence::calendars::store::place_of_site;
use crate::trust::door::App;
use crate::trust::journal::{self, Author, AuthorKind, Event};
use crate::trust::mails::{self, MailKind, NewMail};

/// Prepares the digests of today wherever it was not done yet, from the hour configured, site after site until told to
/// stop; says how many mails there are.
pub async fn prepare_due(
    app: &App,
    catalogue: &actix_web::web::Data<Catalogue>,
    stopping: &Stopping,
) -> Result<usize, Problem> {
    let now = app.clock.now();
    if paris_hour(now) < app.config.digest_hour {
        return Ok(0);
    }
    let today = paris_day(now);
    let sites = app.db.read(move |conn| Ok(store::sites_to_prepare(conn, today)?)).await?;
    let mut prepared = 0;
    for (site, name) in sites {
        if stopping.is_told() {
            break;
        }
        catch_up(app, catalogue.clone().into_inner(), Some(site)).await?;
        let (catalogue, law, sender) = (catalogue.clone(), app.law.clone(), DigestSender::of(app));
        let preparing = app.db.transaction(move |tx| {
            let means = Means { catalogue: &catalogue, law: &law, today };
            prepare_site(tx, means, (site, &name), &sender, now)
        });
        prepared += preparing.await?;
    }
    Ok(prepared)
}

/// What digests are written with.
pub(super) struct DigestSender {
    /// What makes links of tutors.
    pub(super) links: Sender,
    /// What the addresses of a front end begin with.
    front_url: Option<String>,
}

impl DigestSender {
    fn of(app: &App) -> Self {
        let front_url = app.config.front_url.clone();
        Self { links: Sender::of(app), front_url }
    }
}

/// One site: the day, its mails and the journal line in one transaction.
fn prepare_site(
    tx: &mut Tx,
    means: Means<'_>,
    (site, name): (SiteId, &str),
    sender: &DigestSender,
    now: DateTime<Utc>,
) -> Result<usize, Problem> {
    let today = means.today;
    if !store::begin_day(tx, site, today)? {
        return Ok(0);
    }
    let place = place_of_site(means.catalogue, site).under(&means.law.holidays);
    let mut readers = store::readers_of(tx, site)?;
    readers.retain(|reader| !is_quiet(&reader.settings, today, place));
    let people: Vec<Recipient> = readers.iter().map(DigestReader::recipient).collect();
    let mut shares = pressing_for(tx, means, site, &people, Lang::Fr, MOST_LINES)?;
    let (mut mails, mut notices) = (Vec::new(), 0);
    for reader in &readers {
        let share = shares.remove(&reader.id.0).unwrap_or_default();
        mails.extend(mail_to(reader, (site, name), share, sender, (today, now))?);
    }
    if !is_quiet(&DigestSettings::usual(), today, place) {
        mails.extend(mails_of_tutors(tx, means, (site, name), sender, now)?);
        notices = mail_covers(tx, means, (site, name), sender, now)?;
    }
    mails::store::supersede(tx, site, today)?;
    let count = mails::store::insert(tx, &mails)? + notices;
    store::end_day(tx, site, today, count)?;
    let author = Author::without_name(AuthorKind::System, None);
    journal::record_private(tx, &author, Event::DigestPrepared, site.0)?;
    Ok(count)
}

/// The mail of somebody, who is sent none when they have nothing to do.
fn mail_to(
    reader: &DigestReader,
    (site, name): (SiteId, &str),
    share: TaskShare,
    sender: &DigestSender,
    (today, now): (NaiveDate, DateTime<Utc>),
) -> Result<Option<NewMail>, Problem> {
    if share.count == 0 {
        return Ok(None);
    }
    let front_url = sender.front_url.as_deref();
    let tasks = share.first.iter().map(|one| task(one, today, front_url)).collect();
    let counts = (share.count, share.late);
    let (subject, body) = written((&reader.name, name), tasks, counts, None).map_err(Problem::internal)?;
    Ok(Some(NewMail {
        id: MailId::new(),
        site_id: Some(site),
        account_id: Some(reader.id),
        tutor_id: None,
        kind: MailKind::Digest,
        about_on: today,
        subject,
        body,
        next_attempt_at: now,
    }))
}

/// Something due, as a digest tells it, with where a front end shows it.
pub(super) fn task(due: &ObligationOut, today: NaiveDate, front_url: Option<&str>) -> Task {
    let days = days_inclusive(due.due_on, today) - 1;
    Task {
        sentence: due.sentence.clone(),
        apprentice: due.apprentice.as_ref().and_then(|apprentice| apprentice.name.clone()),
        due_on: due.due_on,
        days_late: (due.state == ObligationState::Late).then_some(days),
        link: front_url.map(|url| format!("{url}/obligations/{}", due.id)),
    }
}
