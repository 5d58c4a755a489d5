//! Entering exams, one or a class, correcting them, taking them back; reading them in words.

use std::collections::{HashMap, HashSet};

use chrono::Datelike;

use super::model::{ExamResult, NewExamResult, NewExamUnitResult, ResultRow};
use super::rules::book::{
    CANDIDATE_IS_REGISTERED, CORRECTION_IS_EXPLAINED, NOTHING_TO_CORRECT, OF_THE_COHORT, ROW_IS_FRESH,
    SESSION_AFTER_THE_START, SESSION_HAS_A_REGULATION,
};
use super::rules::{CandidateExam, ExamJudged};
use super::store;
use super::wire::{ClassResultIn, ClassResultsIn, ExamResultOut};
use crate::catalogue::cohorts::Cohort;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::ExamRegulation;
use crate::ids::{EnrolmentId, ExamResultId, ExamResultUnitId};
use crate::law::findings::{Finding, refuse_errors};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::say;
use crate::trust::access::Bounds;
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// What the journal names of an exam written as a whole.
const FIELDS: [&str; 3] = ["registered_on", "units", "decision"];

/// Stale rows named in a refusal.
const NAMED: usize = 20;

/// A session that a cohort sits, or that somebody of it sits again.
#[derive(Debug, Clone, Copy)]
pub struct SessionSat<'a> {
    pub cohort: &'a Cohort,
    /// Year of the session.
    pub session: i32,
    pub regulation: &'a ExamRegulation,
}

impl<'a> SessionSat<'a> {
    /// The session of a cohort under the regulation it was told to sit, any other under the one that covers it.
    pub fn of(catalogue: &'a Catalogue, cohort: &'a Cohort, session: i32) -> Result<Self, Problem> {
        let programme = catalogue.followed(&cohort.follows());
        let regulation = programme.and_then(|programme| match session == cohort.facts.exam_session {
            true => programme.regulation(&cohort.facts.exam_regulation),
            false => programme.regulation_for(session),
        });
        let first = cohort.facts.starts_on.year();
        if session < first {
            let told = say!("{first} au plus tôt.", "{first} at the earliest.");
            return Err(SESSION_AFTER_THE_START.fault("/session", told));
        }
        let regulation = regulation.ok_or_else(|| no_regulation(session))?;
        Ok(Self { cohort, session, regulation })
    }

    /// The session of an exam entered already, under the regulation it was entered with.
    pub fn again(
        catalogue: &'a Catalogue,
        cohort: &'a Cohort,
        entered: &ExamResult,
    ) -> Result<Self, Problem> {
        let programme = catalogue.followed(&cohort.follows());
        let regulation = programme.and_then(|programme| programme.regulation(&entered.regulation_code));
        let session = entered.session;
        let regulation = regulation.ok_or_else(|| no_regulation(session))?;
        Ok(Self { cohort, session, regulation })
    }
}

fn no_regulation(session: i32) -> Problem {
    let told = say!(
        "Aucun règlement de la formation ne couvre la session {session}.",
        "No regulation of the programme covers the session {session}."
    );
    SESSION_HAS_A_REGULATION.fault("/session", told)
}

/// An exam to write, and where in the request it is told.
#[derive(Debug, Clone)]
pub struct ExamEntry {
    /// Identifier of a new one; one that is there keeps its own.
    pub id: ExamResultId,
    pub enrolment_id: EnrolmentId,
    pub exam: CandidateExam,
    /// Why it corrects what was decided.
    pub reason: Option<String>,
    /// Pointer of the exam in the request.
    pub at: String,
    /// Pointer of the reason.
    pub reason_at: String,
}

/// An exam as it was before.
#[derive(Debug, Clone)]
pub struct KnownExam {
    pub row: ResultRow,
    pub exam: CandidateExam,
}

/// The exams of some enrolments, as they are.
pub fn known_at(
    conn: &mut Tx,
    asker: &Asker,
    session: i32,
    enrolments: &[EnrolmentId],
) -> Result<HashMap<EnrolmentId, KnownExam>, Problem> {
    let rows = store::at_session(conn, &asker.reach, session, enrolments)?;
    Ok(known_of(conn, rows)?.into_iter().map(|known| (known.row.result.enrolment_id, known)).collect())
}

/// Exams with what they say of each unit.
pub fn known_of(conn: &mut Tx, rows: Vec<ResultRow>) -> diesel::QueryResult<Vec<KnownExam>> {
    let ids: Vec<ExamResultId> = rows.iter().map(|row| row.result.id).collect();
    let mut units = store::units_of(conn, &ids)?;
    let known = rows.into_iter().map(|row| {
        let units = units.remove(&row.result.id).unwrap_or_default();
        KnownExam { exam: CandidateExam { facts: row.result.facts.clone(), units }, row }
    });
    Ok(known.collect())
}

/// What became of the exams of a request.
#[derive(Debug, Clone)]
pub struct ExamsEntered {
    pub entered: usize,
    pub unchanged: usize,
    pub warnings: Vec<Finding>,
}

/// Writes exams, all or none, every fault told at once; what says the same as before is left alone.
pub fn enter(
    tx: &mut Tx,
    asker: &Asker,
    sat: SessionSat<'_>,
    (entries, known): (&[ExamEntry], &HashMap<EnrolmentId, KnownExam>),
    (mut findings, fields): (Vec<Finding>, &[&str]),
) -> Result<ExamsEntered, Problem> {
    for entry in entries {
        findings.extend(judge(asker, sat, entry, known.get(&entry.enrolment_id)));
    }
    let warnings = refuse_errors(findings)?;
    let is_said = |entry: &&ExamEntry| {
        known.get(&entry.enrolment_id).is_some_and(|before| before.exam.says_the_same(&entry.exam))
    };
    let changed: Vec<&ExamEntry> = entries.iter().filter(|entry| !is_said(entry)).collect();
    let mut rows = Vec::with_capacity(changed.len());
    let mut units = Vec::new();
    for entry in &changed {
        let row = row_of(asker, sat, entry, known.get(&entry.enrolment_id));
        units.extend(entry.exam.units.iter().map(|facts| NewExamUnitResult {
            id: ExamResultUnitId::new(),
            site_id: row.site_id,
            exam_result_id: row.id,
            facts: facts.clone(),
        }));
        rows.push(row);
    }
    let written = store::write(tx, &rows, &units)?;
    let told = written.iter().map(|row| (event_of(known.get(&row.enrolment_id)), row));
    asker.record_all(tx, told, fields)?;
    Ok(ExamsEntered { entered: written.len(), unchanged: entries.len() - written.len(), warnings })
}

/// Everything to say of an exam to write, over the one there before.
pub fn judge(
    asker: &Asker,
    sat: SessionSat<'_>,
    entry: &ExamEntry,
    before: Option<&KnownExam>,
) -> Vec<Finding> {
    let judged = ExamJudged { regulation: sat.regulation, session: sat.session, today: asker.today };
    let mut findings = judged.findings(&entry.exam, &entry.at);
    findings.extend(check_reason(entry, before));
    findings
}

fn event_of(before: Option<&KnownExam>) -> Event {
    match before {
        None => Event::ExamResultEntered,
        Some(known) if known.row.result.is_decided() => Event::ExamResultCorrected,
        Some(_) => Event::ExamResultChanged,
    }
}

/// After the decision a change has its reason; before, there is nothing to correct.
fn check_reason(entry: &ExamEntry, before: Option<&KnownExam>) -> Option<Finding> {
    let decided = before.filter(|known| known.row.result.is_decided());
    let corrects = decided.is_some_and(|known| !known.exam.says_the_same(&entry.exam));
    match (&entry.reason, corrects) {
        (None, true) => {
            let told = say!(
                "Le jury a décidé : corrigez par PATCH /v1/exam-results/{{id}}, avec correction_reason.",
                "The jury decided: correct by PATCH /v1/exam-results/{{id}}, with correction_reason."
            );
            Some(CORRECTION_IS_EXPLAINED.at(entry.reason_at.clone(), told))
        }
        (Some(_), false) => {
            let told =
                say!("Rien à corriger : retirez la raison.", "Nothing to correct: take the reason away.");
            Some(NOTHING_TO_CORRECT.at(entry.reason_at.clone(), told))
        }
        _ => None,
    }
}

fn row_of(
    asker: &Asker,
    sat: SessionSat<'_>,
    entry: &ExamEntry,
    before: Option<&KnownExam>,
) -> NewExamResult {
    let known = before.map(|known| &known.row.result);
    let (corrected_at, correction_reason) = match &entry.reason {
        Some(reason) => (Some(asker.now), Some(reason.clone())),
        None => (known.and_then(|row| row.corrected_at), known.and_then(|row| row.correction_reason.clone())),
    };
    NewExamResult {
        id: known.map_or(entry.id, |row| row.id),
        site_id: sat.cohort.site_id,
        enrolment_id: entry.enrolment_id,
        session: sat.session,
        regulation_code: known.map_or_else(|| sat.regulation.code.clone(), |row| row.regulation_code.clone()),
        facts: entry.exam.facts.clone(),
        corrected_at,
        correction_reason,
    }
}

/// Writes the exams of a class, all or none, every fault told at once.
pub fn enter_class(
    tx: &mut Tx,
    asker: &Asker,
    sat: SessionSat<'_>,
    request: &ClassResultsIn,
) -> Result<ExamsEntered, Problem> {
    let asked: Vec<EnrolmentId> = request.rows.iter().map(|row| row.enrolment_id).collect();
    let enrolled: HashSet<EnrolmentId> =
        store::lock_enrolled(tx, sat.cohort.id, &asked)?.into_iter().collect();
    let known = known_at(tx, asker, sat.session, &asked)?;
    let mut findings = Vec::new();
    let mut entries = Vec::new();
    let mut seen = HashSet::new();
    for (place, row) in request.rows.iter().enumerate() {
        let at = format!("/rows/{place}");
        if !enrolled.contains(&row.enrolment_id) || !seen.insert(row.enrolment_id) {
            let told = say!(
                "Personne de la promotion, ou déjà dit plus haut.",
                "Nobody of the cohort, or told above already."
            );
            findings.push(OF_THE_COHORT.at(format!("{at}/enrolment_id"), told));
            continue;
        }
        match row.over(known.get(&row.enrolment_id).map(|known| &known.exam)) {
            Some(exam) => entries.push(ExamEntry {
                id: ExamResultId::new(),
                enrolment_id: row.enrolment_id,
                exam,
                reason: None,
                reason_at: at.clone(),
                at,
            }),
            None => {
                let told = say!("Donnez registered_on.", "Give registered_on.");
                findings.push(CANDIDATE_IS_REGISTERED.at(format!("{at}/registered_on"), told));
            }
        }
    }
    refuse_stale(&request.rows, &known)?;
    enter(tx, asker, sat, (&entries, &known), (findings, &FIELDS))
}

fn refuse_stale(rows: &[ClassResultIn], known: &HashMap<EnrolmentId, KnownExam>) -> Result<(), Problem> {
    let is_stale = |row: &ClassResultIn| {
        let now = known.get(&row.enrolment_id).map_or(0, |known| known.row.result.version);
        row.version.is_some_and(|version| version != now)
    };
    let stale = rows.iter().enumerate().filter(|(_, row)| is_stale(row));
    let places: Vec<String> = stale.map(|(place, _)| format!("/rows/{place}")).collect();
    if places.is_empty() {
        return Ok(());
    }
    let named = places.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let count = places.len();
    Err(ROW_IS_FRESH.conflict(say!(
        "{count} ligne(s) ont changé depuis leur lecture ({named}) ; rien n'a été enregistré.",
        "{count} row(s) changed since they were read ({named}); nothing was saved."
    )))
}

/// Writes the exam of one candidate at a session, new or in place of the one there.
pub fn enter_one(
    tx: &mut Tx,
    asker: &Asker,
    sat: SessionSat<'_>,
    entry: ExamEntry,
    known: Option<KnownExam>,
    fields: Option<&[String]>,
) -> Result<Vec<Finding>, Problem> {
    let known: HashMap<EnrolmentId, KnownExam> =
        known.into_iter().map(|known| (known.row.result.enrolment_id, known)).collect();
    let named: Vec<&str> =
        fields.map_or_else(|| FIELDS.to_vec(), |fields| fields.iter().map(String::as_str).collect());
    let entered = enter(tx, asker, sat, (&[entry], &known), (Vec::new(), &named))?;
    Ok(entered.warnings)
}

/// Takes an exam back, with its units.
pub fn withdraw(tx: &mut Tx, asker: &Asker, id: ExamResultId, reason: &str) -> Result<Withdrawal, Problem> {
    let ResultRow { result, apprentice_id, .. } =
        store::lock(tx, &asker.reach, id)?.or_not_found("exam_result")?;
    let about = About::record(WithdrawalKind::ExamResult, &result, reason).of(apprentice_id);
    withdrawals::remove(tx, asker, about, &[])
}

/// Exams in words, as whoever asks sees them.
pub fn shown(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    rows: Vec<ResultRow>,
) -> diesel::QueryResult<Vec<ExamResultOut>> {
    let own = matches!(asker.reach.bounds(), Bounds::Apprentice(_));
    let known = known_of(conn, rows)?.into_iter();
    Ok(known
        .map(|known| ExamResultOut::of(known.row, known.exam.units, catalogue, (asker.lang, own)))
        .collect())
}

/// The exam of an enrolment at a session, as it now is.
pub fn read_back(
    conn: &mut Tx,
    asker: &Asker,
    session: i32,
    enrolment: EnrolmentId,
) -> Result<ResultRow, Problem> {
    let rows = store::at_session(conn, &asker.reach, session, &[enrolment])?;
    rows.into_iter().next().or_not_found("exam_result")
}
