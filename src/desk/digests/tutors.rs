//! The digests of company tutors without an account: what they have to do and a signed link to do it with, once a week at
//! most, where mails leave.

use chrono::{DateTime, NaiveDate, Utc};

use super::acts::{DigestSender, task};
use super::model::TutorReader;
use super::rules::{MOST_LINES, written};
use super::store;
use crate::desk::links;
use crate::desk::links::model::NewLink;
use crate::desk::obligations::refresh::Means;
use crate::desk::obligations::tasks::{Recipient, TaskShare, pressing_for};
use crate::ids::{MailId, SiteId};
use crate::law::calendar::add_days;
use crate::platform::crypto::random_secret;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::text::Lang;
use crate::trust::access::{Act, LinkVerb, Role};
use crate::trust::journal::{self, Author, AuthorKind, Change, Event, Subject};
use crate::trust::mails::{self, MailKind, NewMail};

/// Days between two digests of a tutor: they do not read Compagnon every day.
const DAYS_BETWEEN: i64 = 7;
/// Days for which the link of a digest works: until the next one, and a week away.
const LINK_DAYS: i64 = 14;

/// The mails of the tutors of a site who have something to do and no account; none where mails do not leave.
pub(super) fn mails_of_tutors(
    tx: &mut Tx,
    means: Means<'_>,
    (site, name): (SiteId, &str),
    sender: &DigestSender,
    now: DateTime<Utc>,
) -> Result<Vec<NewMail>, Problem> {
    if !sender.links.mails {
        return Ok(Vec::new());
    }
    let readers = store::tutors_without_account(tx, site, add_days(means.today, -DAYS_BETWEEN))?;
    let recipient = |reader: &TutorReader| Recipient {
        account: reader.id.0,
        role: Role::Tutor,
        tutor_id: Some(reader.id),
        apprentice_id: None,
        follows_cfa: false,
    };
    let people: Vec<Recipient> = readers.iter().map(recipient).collect();
    let mut shares = pressing_for(tx, means, site, &people, Lang::Fr, MOST_LINES)?;
    let mut mails = Vec::new();
    for reader in &readers {
        let Some(share) = shares.remove(&reader.id.0) else { continue };
        mails.extend(mail_to(tx, (site, name), reader, (&share, sender), (means.today, now))?);
    }
    Ok(mails)
}

fn mail_to(
    tx: &mut Tx,
    (site, name): (SiteId, &str),
    reader: &TutorReader,
    (share, sender): (&TaskShare, &DigestSender),
    (today, now): (NaiveDate, DateTime<Utc>),
) -> Result<Option<NewMail>, Problem> {
    let apprentices = links::store::followed_on(tx, reader.id, today)?;
    if apprentices.is_empty() {
        return Ok(None);
    }
    let secret = random_secret().map_err(Problem::internal)?;
    let new = NewLink {
        site_id: site,
        tutor_id: reader.id,
        apprentices: apprentices.into_iter().collect(),
        verbs: LinkVerb::ALL.to_vec(),
        expires_on: add_days(today, LINK_DAYS),
        secret_seen_by_id: None,
    };
    let made = links::store::insert(tx, &new, &secret)?;
    let (site_id, subject_id, version) = made.link.subject();
    let change =
        Change { act: Act::CreateLink, event: Event::LinkCreated, site_id, subject_id, version, fields: &[] };
    journal::record(tx, &Author::without_name(AuthorKind::System, None), &change)?;
    let page = format!("{}/l/{secret}", sender.links.public_url);
    let tasks = share.first.iter().map(|one| task(one, today, None)).collect();
    let counts = (share.count, share.late);
    let (subject, text) =
        written((&reader.name, name), tasks, counts, Some(&page)).map_err(Problem::internal)?;
    let id = MailId::new();
    Ok(Some(NewMail {
        id,
        site_id: Some(site),
        account_id: None,
        tutor_id: Some(reader.id),
        kind: MailKind::Link,
        about_on: today,
        subject,
        body: mails::kept_text(&sender.links.secret, MailKind::Link, id, text)?,
        next_attempt_at: now,
    }))
}
