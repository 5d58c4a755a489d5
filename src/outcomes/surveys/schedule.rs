//! What surveys do by themselves: waves open as they begin, links are mailed, whoever is silent is reminded, each once.
//!
//! A survey the office took back is not opened again, nor one that somebody objected to.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::delivery::{SurveyAddress, SurveySender};
use super::letters::{SurveyLetter, ends_asked, goes_out, letter_due};
use super::model::{LeaverSurvey, NewLeaverSurvey};
use super::rules::{ended_on, window};
use super::store::{self, BATCH, LinkedSurvey, SurveyAddressee};
use crate::ids::{EnrolmentId, OutcomeSurveyId};
use crate::law::figures::{SurveyPlan, SurveyWave};
use crate::platform::clock::{paris_day, paris_hour};
use crate::platform::crypto::{random_secret, sha256};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::stopping::Stopping;
use crate::trust::access::Act;
use crate::trust::door::App;
use crate::trust::journal::{self, Author, AuthorKind, Change, Event, Subject};
use crate::trust::mails;

/// What surveys did by themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SurveysSent {
    pub opened: usize,
    /// Links and reminders mailed.
    pub mailed: usize,
}

/// Opens the waves that began, mails links and reminders where mails leave; nothing before its hour, or on its quiet days.
pub async fn ask_leavers(app: &App, stopping: &Stopping) -> Result<Option<SurveysSent>, Problem> {
    let now = app.clock.now();
    let today = paris_day(now);
    let plan = app.law.surveys.on(today).surveys.clone();
    if !goes_out(&plan.mailing, today, paris_hour(now)) {
        return Ok(None);
    }
    let mut sent = SurveysSent::default();
    for wave in plan.waves.clone() {
        let mut next = Some(EnrolmentId(uuid::Uuid::nil()));
        while let Some(after) = next.filter(|_| !stopping.is_told()) {
            let (opened, then) = app.db.transaction(move |tx| open_some(tx, wave, today, after)).await?;
            sent.opened += opened;
            next = then;
        }
    }
    let mut next = app.config.smtp_url.is_some().then(|| OutcomeSurveyId(uuid::Uuid::nil()));
    while let Some(after) = next.filter(|_| !stopping.is_told()) {
        let (sender, plan) = (SurveySender::of(app), plan.clone());
        let mailing = app.db.transaction(move |tx| mail_some(tx, &plan, &sender, (today, now), after));
        let (mailed, then) = mailing.await?;
        sent.mailed += mailed;
        next = then;
    }
    Ok(Some(sent))
}

/// Opens the surveys of some leavers whose wave is open; says how many, and after whom the next ones are.
fn open_some(
    tx: &mut Tx,
    wave: SurveyWave,
    today: NaiveDate,
    after: EnrolmentId,
) -> Result<(usize, Option<EnrolmentId>), Problem> {
    let leavers = store::to_ask(tx, wave.months, ends_asked(wave, today), after)?;
    let full = i64::try_from(leavers.len()).is_ok_and(|count| count == BATCH);
    let next = leavers.last().map(|leaver| leaver.enrolment_id).filter(|_| full);
    let ids: Vec<_> = leavers.iter().map(|leaver| leaver.enrolment_id).collect();
    let people: Vec<_> = leavers.iter().map(|leaver| leaver.apprentice_id).collect();
    store::lock_enrolments(tx, &ids)?;
    let continued = store::continued_among(tx, &ids)?;
    let taken_back = store::taken_back_of(tx, &people)?;
    let mut rows = Vec::new();
    for leaver in leavers.iter().filter(|leaver| !continued.contains(&leaver.enrolment_id)) {
        let ended_on = ended_on(&leaver.facts, leaver.cohort_ends_on);
        let (opens_on, closes_on) = window(ended_on, wave);
        let known = (leaver.apprentice_id, i64::from(wave.months), opens_on.to_string());
        if (opens_on..=closes_on).contains(&today) && !taken_back.contains(&known) {
            rows.push(NewLeaverSurvey {
                id: OutcomeSurveyId::new(),
                site_id: leaver.site_id,
                enrolment_id: leaver.enrolment_id,
                wave_months: wave.months,
                ended_on,
                opens_on,
                closes_on,
            });
        }
    }
    let opened = store::insert(tx, &rows)?;
    write_down(tx, Event::OutcomeSurveyOpened, &opened, &[])?;
    Ok((opened.len(), next))
}

/// Mails some links and reminders; says how many, and after which survey the next ones are.
fn mail_some(
    tx: &mut Tx,
    plan: &SurveyPlan,
    sender: &SurveySender,
    (today, now): (NaiveDate, DateTime<Utc>),
    after: OutcomeSurveyId,
) -> Result<(usize, Option<OutcomeSurveyId>), Problem> {
    let people = store::to_write_to(tx, today, after)?;
    let full = i64::try_from(people.len()).is_ok_and(|count| count == BATCH);
    let next = people.last().map(|one| one.survey_id).filter(|_| full);
    let ids: Vec<_> = people.iter().map(|one| one.survey_id).collect();
    let people: HashMap<_, SurveyAddressee> = people.into_iter().map(|one| (one.survey_id, one)).collect();
    let mut letters = Vec::new();
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for survey in store::lock_free(tx, &ids)? {
        let Some(letter) = letter_due(&survey, plan, today) else { continue };
        let Some(to) = people.get(&survey.id) else { continue };
        let secret = random_secret().map_err(Problem::internal)?;
        let address = SurveyAddress { name: to.name(), site: &to.site };
        letters.push((sender.mail(&survey, address, (&secret, letter), (today, now))?, to.apprentice_id));
        let linked = linked(survey, &secret, today);
        match letter {
            SurveyLetter::Link => first.push(linked),
            SurveyLetter::Reminder => again.push(linked),
        }
    }
    let linked = store::link_all(tx, &first)?;
    write_down(tx, Event::OutcomeSurveyLinked, &linked, &[])?;
    let reminded = store::remind_all(tx, &again, today)?;
    write_down(tx, Event::OutcomeSurveyReminded, &reminded, &["reminders"])?;
    let mailed = letters.len();
    mails::store::insert_for_apprentices(tx, letters)?;
    Ok((mailed, next))
}

fn linked(survey: LeaverSurvey, secret: &str, today: NaiveDate) -> LinkedSurvey {
    let LeaverSurvey { id, site_id, enrolment_id, wave_months, ended_on, opens_on, closes_on, .. } = survey;
    LinkedSurvey {
        survey: NewLeaverSurvey { id, site_id, enrolment_id, wave_months, ended_on, opens_on, closes_on },
        secret_hash: Some(sha256(secret.as_bytes()).to_vec()),
        link_made_on: Some(survey.link_made_on.unwrap_or(today)),
    }
}

fn write_down(
    tx: &mut Tx,
    event: Event,
    surveys: &[LeaverSurvey],
    fields: &[&str],
) -> diesel::QueryResult<()> {
    let change = |survey: &LeaverSurvey| {
        let (site_id, subject_id, version) = survey.subject();
        Change { act: Act::SurveyLeavers, event, site_id, subject_id, version, fields }
    };
    let changes: Vec<Change<'_>> = surveys.iter().map(change).collect();
    journal::record_all(tx, &Author::without_name(AuthorKind::System, None), &changes)
}
