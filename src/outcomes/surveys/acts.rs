//! Opening surveys, making links, reminding, writing answers and official figures, taking any of it back.

use std::collections::HashMap;

use super::model::{
    AnswerSource, LeaverSurvey, NewLeaverSurvey, NewOutcomeAnswer, OfficialFigure, OfficialFigureFacts,
    OutcomeAnswer, OutcomeFacts, SurveyRow,
};
use super::objections::refuse_objector;
use super::rules::{
    WAVE_IS_KNOWN, check_open, check_reminder, ended_on, faults_of_answer, faults_of_figure, window,
};
use super::store;
use super::wire::{OutcomeAnswerIn, SurveyWords};
use crate::catalogue::cohorts::Cohort;
use crate::ids::{OfficialFigureId, OutcomeAnswerId, OutcomeSurveyId, SiteId};
use crate::law::figures::SurveyWave;
use crate::law::findings::{Finding, refuse_errors};
use crate::platform::crypto::random_secret;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Asker;
use crate::trust::journal::{self, Author, AuthorKind, Authors, Change, Event, Subject};
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// What became of the surveys of a class.
#[derive(Debug, Clone, Default)]
pub struct SurveysOpened {
    pub opened: usize,
    /// Already opened before.
    pub known: usize,
    /// Whose wave begins later.
    pub to_come: usize,
    /// Who go on in another enrolment, and have not left.
    pub continuing: usize,
    /// Who object to being asked.
    pub objecting: usize,
}

/// The months of the first wave there is.
pub fn first_wave(asker: &Asker) -> i16 {
    let waves = &asker.law.surveys.on(asker.today).surveys.waves;
    waves.first().map_or_else(Default::default, |wave| wave.months)
}

/// The wave of so many months, or why there is none.
pub fn wave_of(asker: &Asker, pointer: &str, months: i16) -> Result<SurveyWave, Problem> {
    let law = asker.law.surveys.on(asker.today);
    law.wave(months).ok_or_else(|| {
        let waves = law.surveys.waves.iter().map(|wave| wave.months.to_string());
        let known = waves.collect::<Vec<_>>().join(", ");
        WAVE_IS_KNOWN.fault(pointer, say!("En mois : {known}.", "In months: {known}."))
    })
}

/// Opens the surveys of a class at a wave that has begun for them, each once.
pub fn open(tx: &mut Tx, asker: &Asker, cohort: &Cohort, wave: SurveyWave) -> Result<SurveysOpened, Problem> {
    let leavers = store::leavers_of(tx, cohort.id)?;
    let ids: Vec<_> = leavers.iter().map(|leaver| leaver.enrolment_id).collect();
    let continued = store::continued_among(tx, &ids)?;
    let surveyed = store::surveyed_among(tx, wave.months, &ids)?;
    let people: Vec<_> = leavers.iter().map(|leaver| leaver.apprentice_id).collect();
    let objectors = store::objectors_among(tx, &people)?;
    let mut became = SurveysOpened::default();
    let mut rows = Vec::new();
    for leaver in leavers {
        let ended_on = ended_on(&leaver.facts, leaver.cohort_ends_on);
        let (opens_on, closes_on) = window(ended_on, wave);
        if surveyed.contains(&leaver.enrolment_id) {
            became.known += 1;
        } else if continued.contains(&leaver.enrolment_id) {
            became.continuing += 1;
        } else if objectors.contains(&leaver.apprentice_id) {
            became.objecting += 1;
        } else if asker.today < opens_on {
            became.to_come += 1;
        } else {
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
    asker.record_all(tx, opened.iter().map(|survey| (Event::OutcomeSurveyOpened, survey)), &[])?;
    became.opened = opened.len();
    Ok(became)
}

/// Makes the link of a leaver: the one before, if any, opens nothing any more. Gives its secret, which is kept nowhere.
pub fn make_link(tx: &mut Tx, asker: &Asker, id: OutcomeSurveyId) -> Result<(LeaverSurvey, String), Problem> {
    let row = store::lock(tx, &asker.reach, id)?.or_not_found("outcome_survey")?;
    let survey = row.survey;
    refuse_state(check_open(&survey, asker.today))?;
    refuse_objector(tx, row.apprentice_id)?;
    let secret = random_secret().map_err(Problem::internal)?;
    let linked = store::link(tx, survey.id, &secret, asker.today)?;
    asker.record(tx, Event::OutcomeSurveyLinked, &linked)?;
    Ok((linked, secret))
}

/// Counts a reminder and makes the link to send with it.
pub fn remind(tx: &mut Tx, asker: &Asker, id: OutcomeSurveyId) -> Result<(LeaverSurvey, String), Problem> {
    let row = store::lock(tx, &asker.reach, id)?.or_not_found("outcome_survey")?;
    let survey = row.survey;
    refuse_objector(tx, row.apprentice_id)?;
    let answered = store::latest_answers(tx, &[survey.id])?.contains_key(&survey.id);
    let law = asker.law.surveys.on(asker.today);
    refuse_state(check_reminder(&survey, answered, &law.surveys, asker.today))?;
    let secret = random_secret().map_err(Problem::internal)?;
    let reminded = store::remind(tx, survey.id, &secret, asker.today)?;
    asker.record_fields(tx, Event::OutcomeSurveyReminded, &reminded, &["reminders"])?;
    Ok((reminded, secret))
}

fn refuse_state(found: Option<Finding>) -> Result<(), Problem> {
    found.map_or(Ok(()), |found| Err(found.into_conflict()))
}

/// Writes what a leaver said, as staff heard it.
pub fn enter(
    tx: &mut Tx,
    asker: &Asker,
    id: OutcomeSurveyId,
    request: OutcomeAnswerIn,
) -> Result<OutcomeAnswer, Problem> {
    let row = store::lock(tx, &asker.reach, id)?.or_not_found("outcome_survey")?;
    let survey = row.survey;
    refuse_objector(tx, row.apprentice_id)?;
    let answered_on = request.answered_on.unwrap_or(asker.today.min(survey.closes_on));
    let source = request.source.into();
    let facts = OutcomeFacts {
        situation: request.situation,
        organisation: request.organisation,
        town: request.town,
        since_on: request.since_on,
    };
    refuse_errors(faults_of_answer(&survey, &facts, answered_on, asker.today))?;
    let author = asker.author();
    let new = answer_of(&survey, source, (facts, answered_on), &author);
    let answer = store::insert_answer(tx, &new)?;
    asker.record_fields(tx, Event::OutcomeAnswerGiven, &answer, &["situation"])?;
    Ok(answer)
}

/// Writes what a leaver says by their link; the same again writes nothing.
pub fn answer_by_link(
    tx: &mut Tx,
    asker: &Asker,
    id: OutcomeSurveyId,
    facts: OutcomeFacts,
) -> Result<(), Problem> {
    let SurveyRow { survey, .. } = store::lock(tx, &asker.reach, id)?.or_not_found("outcome_survey")?;
    refuse_state(check_open(&survey, asker.today))?;
    refuse_errors(faults_of_answer(&survey, &facts, asker.today, asker.today))?;
    let latest = store::latest_answers(tx, &[survey.id])?.remove(&survey.id);
    if latest.is_some_and(|latest| latest.facts == facts && latest.source == AnswerSource::Link) {
        return Ok(());
    }
    let author = Author { kind: AuthorKind::Link, id: None, ..asker.author() };
    let new = answer_of(&survey, AnswerSource::Link, (facts, asker.today), &author);
    let answer = store::insert_answer(tx, &new)?;
    let (site_id, subject_id, version) = answer.subject();
    let change = Change {
        act: Act::AnswerOutcome,
        event: Event::OutcomeAnswerGiven,
        site_id,
        subject_id,
        version,
        fields: &["situation"],
    };
    Ok(journal::record(tx, &author, &change)?)
}

fn answer_of(
    survey: &LeaverSurvey,
    source: AnswerSource,
    (facts, answered_on): (OutcomeFacts, chrono::NaiveDate),
    author: &Author,
) -> NewOutcomeAnswer {
    NewOutcomeAnswer {
        id: OutcomeAnswerId::new(),
        site_id: survey.site_id,
        survey_id: survey.id,
        source,
        facts,
        answered_on,
        author_kind: author.kind,
        author_id: author.id,
    }
}

/// Takes a survey back; refused while an answer stands on it.
pub fn withdraw(
    tx: &mut Tx,
    asker: &Asker,
    id: OutcomeSurveyId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let SurveyRow { survey, apprentice_id } =
        store::lock(tx, &asker.reach, id)?.or_not_found("outcome_survey")?;
    let about = About::record(WithdrawalKind::OutcomeSurvey, &survey, reason).of(apprentice_id);
    withdrawals::remove(tx, asker, about, &[])
}

/// Takes an answer back: the one before it counts again.
pub fn withdraw_answer(
    tx: &mut Tx,
    asker: &Asker,
    id: OutcomeAnswerId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let (answer, apprentice) = store::lock_answer(tx, &asker.reach, id)?.or_not_found("outcome_answer")?;
    let about = About::record(WithdrawalKind::OutcomeAnswer, &answer, reason).of(apprentice);
    withdrawals::remove(tx, asker, about, &[])
}

/// Writes a new official figure.
pub fn write_figure(
    tx: &mut Tx,
    asker: &Asker,
    site: SiteId,
    facts: &OfficialFigureFacts,
) -> Result<OfficialFigure, Problem> {
    refuse_errors(faults_of_figure(facts, asker.today))?;
    let figure = store::insert_figure(tx, site, facts)?;
    asker.record(tx, Event::OfficialFigureWritten, &figure)?;
    Ok(figure)
}

/// Writes an official figure anew.
pub fn change_figure(
    tx: &mut Tx,
    asker: &Asker,
    current: &OfficialFigure,
    (facts, fields): (&OfficialFigureFacts, &[String]),
) -> Result<OfficialFigure, Problem> {
    refuse_errors(faults_of_figure(facts, asker.today))?;
    let figure = store::change_figure(tx, current.id, facts)?;
    asker.record_fields(tx, Event::OfficialFigureWritten, &figure, fields)?;
    Ok(figure)
}

/// Takes an official figure back.
pub fn withdraw_figure(
    tx: &mut Tx,
    asker: &Asker,
    id: OfficialFigureId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let figure = store::lock_figure(tx, &asker.reach, id)?.or_not_found("official_figure")?;
    withdrawals::remove(tx, asker, About::record(WithdrawalKind::OfficialFigure, &figure, reason), &[])
}

/// What some surveys say in words: their latest answers, and who entered them.
pub fn words_of(conn: &mut Tx, asker: &Asker, rows: &[SurveyRow]) -> diesel::QueryResult<SurveyWords> {
    let ids: Vec<OutcomeSurveyId> = rows.iter().map(|row| row.survey.id).collect();
    let latest = store::latest_answers(conn, &ids)?;
    words_among(conn, asker, latest.values()).map(|words| SurveyWords { latest, ..words })
}

/// The words of some answers.
pub fn words_among<'a>(
    conn: &mut Tx,
    asker: &Asker,
    answers: impl Iterator<Item = &'a OutcomeAnswer>,
) -> diesel::QueryResult<SurveyWords> {
    let told = answers.map(|answer| (answer.author_kind, answer.author_id));
    let authors = Authors::find(conn, &asker.caller, told)?;
    Ok(SurveyWords { latest: HashMap::new(), authors, lang: asker.lang, today: asker.today })
}
