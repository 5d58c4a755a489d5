//! Tutors who have not answered an invitation are reminded of it, once: when their answer is due.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::mailing::{Letter, days_of};
use super::model::{MockExam, MockExamInvitation};
use super::rules::is_to_remind;
use super::store;
use crate::ids::{MockExamId, MockExamInvitationId, TutorId};
use crate::law::calendar::add_days;
use crate::law::figures::Law;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::App;
use crate::trust::journal::{self, Author, AuthorKind, Change, Event, Subject};
use crate::trust::mails::{self, MailKind, NewMail};

/// Farthest day of a mock exam looked at: no programme asks for answers earlier.
const AHEAD_DAYS: i64 = 90;

/// Writes to the tutors who have not answered, where mails leave; says how many invitations they are reminded of.
pub async fn remind_silent(app: &App) -> Result<usize, Problem> {
    if app.config.smtp_url.is_none() {
        return Ok(0);
    }
    let (today, now, law) = (app.clock.today(), app.clock.now(), std::sync::Arc::clone(&app.law));
    let url = app.config.public_url.clone();
    app.db.transaction(move |tx| Ok(remind(tx, &law, &url, (today, now))?)).await
}

fn remind(
    tx: &mut Tx,
    law: &Law,
    url: &str,
    (today, now): (NaiveDate, DateTime<Utc>),
) -> diesel::QueryResult<usize> {
    let mut silent = store::silent_tutors(tx, today, add_days(today, AHEAD_DAYS))?;
    silent.retain(|one| {
        let answer_days = law.obligations.on(one.cycle_starts_on).answer_days;
        is_to_remind(&one.exam, one.invited_on, today, answer_days)
    });
    if silent.is_empty() {
        return Ok(0);
    }
    let ids: Vec<MockExamInvitationId> = silent.iter().map(|one| one.invitation_id).collect();
    let reminded = store::mark_reminded(tx, &ids, today)?;
    write_down(tx, &reminded)?;
    let exams = silent.into_iter().map(|one| (one.exam.id, (one.exam, one.site))).collect();
    let written = letters(tx, &exams, &reminded, url, (today, now))?;
    mails::store::insert(tx, &written)?;
    Ok(reminded.len())
}

fn write_down(tx: &mut Tx, reminded: &[MockExamInvitation]) -> diesel::QueryResult<()> {
    let change = |one: &MockExamInvitation| {
        let (site_id, subject_id, version) = one.subject();
        let event = Event::MockExamInvitationReminded;
        Change { act: Act::InviteTutor, event, site_id, subject_id, version, fields: &[] }
    };
    let changes: Vec<Change<'_>> = reminded.iter().map(change).collect();
    journal::record_all(tx, &Author::without_name(AuthorKind::System, None), &changes)
}

/// One mail per tutor and mock exam, whatever the number of their apprentices.
fn letters(
    tx: &mut Tx,
    exams: &BTreeMap<MockExamId, (MockExam, String)>,
    reminded: &[MockExamInvitation],
    url: &str,
    (today, now): (NaiveDate, DateTime<Utc>),
) -> diesel::QueryResult<Vec<NewMail>> {
    let tutors: BTreeSet<TutorId> = reminded.iter().map(|one| one.tutor_id).collect();
    let tutors = store::tutors_with_address(tx, tutors)?;
    let places: BTreeSet<(MockExamId, TutorId)> =
        reminded.iter().map(|one| (one.mock_exam_id, one.tutor_id)).collect();
    let letter = |(exam, tutor): &(MockExamId, TutorId)| {
        let (exam, site) = exams.get(exam)?;
        let tutor = tutors.iter().find(|one| one.id == *tutor)?.clone();
        let Sentence { fr, en } = days_of(exam);
        let said = say!(
            "Vous n'avez pas encore répondu à l'invitation de {site} à l'examen blanc de votre apprenti, {fr}.",
            "You have not answered yet the invitation of {site} to the mock exam of your apprentice, {en}."
        );
        let subject = format!("Rappel : examen blanc / reminder: mock exam, {site}");
        let letter = Letter { kind: MailKind::MockExamReminder, subject, said, site, url };
        Some(letter.to(exam, tutor, today, now))
    };
    Ok(places.iter().filter_map(letter).collect())
}
