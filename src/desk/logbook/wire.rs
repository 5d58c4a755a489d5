//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::gathering::{GatheredLogbook, GatheredPeriod};
use super::model::{AlternationDays, HeldVisit, LogbookReturn, LogbookSignature, PeriodState, ReleasedMark};
use super::rules::standing_signatures;
use crate::follow_up::visits::model::{CommitmentOwner, VisitMode};
use crate::ids::{
    ApprenticeId, EnrolmentId, LogbookReturnId, LogbookSignatureId, MarkId, MockExamId, VisitId,
};
use crate::learning::missions::wire::CompanyMissionOut;
use crate::learning::mock_exams::rules::MarkStatus;
use crate::learning::skills::wire::{PositionWords, SkillPositionOut};
use crate::learning::voices::{LearningFile, Voice};
use crate::people::apprentices::cards::wire::Whose;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::db::Tx;
use crate::platform::text::Lang;
use crate::trust::door::Asker;
use crate::trust::journal::{AuthorOut, Authors};

/// A signature, as sent.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct LogbookSignatureIn {
    /// Fingerprint of the period as it was read: refused when it changed since; what it holds now is signed when absent.
    #[schema(min_length = 1, max_length = 64)]
    pub content_hash: Option<String>,
}

/// That a period is sent back, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Il manque la mission de décembre."}))]
pub struct LogbookReturnIn {
    /// What is to be completed or corrected.
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
}

/// That one voice signed a period.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LogbookSignatureOut {
    /// Identifier.
    pub id: LogbookSignatureId,
    /// Number of the period.
    #[schema(minimum = 1, maximum = 20)]
    pub period: i16,
    /// Who signed.
    pub voice: Voice,
    /// That in words, in the language asked for.
    #[schema(max_length = 200)]
    pub voice_label: String,
    /// When.
    pub signed_at: DateTime<Utc>,
    /// Fingerprint of what was signed.
    #[schema(max_length = 64)]
    pub content_hash: String,
    /// Whether the facts of the period changed since.
    pub changed_since_signed: bool,
    /// Who signed, by name.
    pub author: AuthorOut,
}

impl LogbookSignatureOut {
    /// A signature beside what its period holds now.
    pub fn of(row: &LogbookSignature, hash: &str, authors: &Authors, lang: Lang) -> Self {
        Self {
            id: row.id,
            period: row.period,
            voice: row.voice,
            voice_label: row.voice.label().in_lang(lang).to_owned(),
            signed_at: row.signed_at,
            content_hash: row.content_hash.clone(),
            changed_since_signed: row.content_hash != hash,
            author: authors.of(row.author_kind, row.author_id),
        }
    }
}

/// That a period was sent back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LogbookReturnOut {
    /// Identifier.
    pub id: LogbookReturnId,
    /// Number of the period.
    #[schema(minimum = 1, maximum = 20)]
    pub period: i16,
    /// Who sent it back.
    pub voice: Voice,
    /// That in words, in the language asked for.
    #[schema(max_length = 200)]
    pub voice_label: String,
    /// Why.
    #[schema(max_length = 500)]
    pub reason: String,
    /// When.
    pub returned_at: DateTime<Utc>,
    /// How many signatures it reopened.
    #[schema(minimum = 1, maximum = 3)]
    pub reopened: usize,
    /// Who sent it back, by name.
    pub author: AuthorOut,
}

impl LogbookReturnOut {
    /// A return in words.
    pub fn of(row: &LogbookReturn, authors: &Authors, lang: Lang) -> Self {
        Self {
            id: row.id,
            period: row.period,
            voice: row.voice,
            voice_label: row.voice.label().in_lang(lang).to_owned(),
            reason: row.reason.clone(),
            returned_at: row.returned_at,
            reopened: row.reopened.len(),
            author: authors.of(row.author_kind, row.author_id),
        }
    }
}

/// Something agreed at a visit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LogbookCommitmentOut {
    /// Who is to do it.
    pub owner: CommitmentOwner,
    /// That in words, in the language asked for.
    #[schema(max_length = 200)]
    pub owner_label: String,
    /// What is to be done.
    #[schema(max_length = 500)]
    pub what: String,
    /// Last day to do it.
    pub due_on: NaiveDate,
    /// Day it was done; null while it is not.
    pub done_on: Option<NaiveDate>,
}

/// A visit that took place.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LogbookVisitOut {
    /// Visit.
    pub visit_id: VisitId,
    /// Day it took place.
    pub held_on: NaiveDate,
    /// How it took place.
    pub mode: Option<VisitMode>,
    /// That in words, in the language asked for.
    #[schema(max_length = 200)]
    pub mode_label: Option<String>,
    /// What was agreed.
    #[schema(max_items = 100)]
    pub commitments: Vec<LogbookCommitmentOut>,
}

impl LogbookVisitOut {
    fn of(held: &HeldVisit, lang: Lang) -> Self {
        let agreed = held.commitments.iter().map(|one| LogbookCommitmentOut {
            owner: one.facts.owner,
            owner_label: one.facts.owner.label().in_lang(lang).to_owned(),
            what: one.facts.what.clone(),
            due_on: one.facts.due_on,
            done_on: one.done_on,
        });
        Self {
            visit_id: held.visit.id,
            held_on: held.held_on,
            mode: held.visit.held_mode,
            mode_label: held.visit.held_mode.map(|mode| mode.label().in_lang(lang).to_owned()),
            commitments: agreed.collect(),
        }
    }
}

/// A released mark of a mock exam.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LogbookMarkOut {
    /// Mark.
    pub mark_id: MarkId,
    /// Mock exam.
    pub mock_exam_id: MockExamId,
    /// Its rank in the training, from 1.
    #[schema(minimum = 1, maximum = 99)]
    pub mock_exam_ordinal: i16,
    /// First day of its month.
    pub mock_exam_month_on: NaiveDate,
    /// Exam unit.
    #[schema(max_length = 10, example = "E5")]
    pub unit_code: String,
    /// Title of the unit.
    #[schema(max_length = 2000)]
    pub unit_label: String,
    /// Marked, absent or exempt.
    pub status: MarkStatus,
    /// That in words, in the language asked for.
    #[schema(max_length = 200)]
    pub status_label: String,
    /// Mark out of 20 in hundredths.
    #[schema(minimum = 0, maximum = 2000)]
    pub mark_hundredths: Option<i32>,
}

impl LogbookMarkOut {
    fn of(one: &ReleasedMark, lang: Lang) -> Self {
        Self {
            mark_id: one.mark.id,
            mock_exam_id: one.exam.id,
            mock_exam_ordinal: one.exam.ordinal,
            mock_exam_month_on: one.exam.month_on,
            unit_code: one.paper.facts.unit_code.clone(),
            unit_label: one.paper.facts.label.clone(),
            status: one.mark.facts.status,
            status_label: one.mark.facts.status.label().in_lang(lang).to_owned(),
            mark_hundredths: one.mark.facts.mark_hundredths,
        }
    }
}

/// A half-year of the training.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LogbookPeriodOut {
    /// From 1.
    #[schema(minimum = 1, maximum = 20)]
    pub number: i16,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, included.
    pub to_on: NaiveDate,
    /// Where it stands today.
    pub state: PeriodState,
    /// That in words, in the language asked for.
    #[schema(max_length = 200)]
    pub state_label: String,
    /// Days in the company, at the centre and of exam, by the alternation calendar.
    pub days: AlternationDays,
    /// Missions under way in the period, the first begun first.
    #[schema(max_items = 1000)]
    pub missions: Vec<CompanyMissionOut>,
    /// The latest said in the period of each skill by each voice.
    #[schema(max_items = 2000)]
    pub positions: Vec<SkillPositionOut>,
    /// Visits that took place, with what was agreed.
    #[schema(max_items = 200)]
    pub visits: Vec<LogbookVisitOut>,
    /// Marks released.
    #[schema(max_items = 1000)]
    pub marks: Vec<LogbookMarkOut>,
    /// Fingerprint of all this, as a signature keeps it.
    #[schema(max_length = 64)]
    pub content_hash: String,
    /// Those that count, one a voice at most.
    #[schema(max_items = 3)]
    pub signatures: Vec<LogbookSignatureOut>,
    /// The voices that are still to sign, once the period has begun.
    #[schema(max_items = 3)]
    pub awaited: Vec<Voice>,
    /// That it was sent back, the latest first.
    #[schema(max_items = 500)]
    pub returns: Vec<LogbookReturnOut>,
}

/// The logbook of an apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LogbookOut {
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Enrolment whose logbook it is.
    pub enrolment_id: EnrolmentId,
    /// Code of the programme.
    #[schema(max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Title of the programme.
    #[schema(max_length = 2000)]
    pub programme_title: String,
    /// Day it is told on.
    pub as_of: NaiveDate,
    /// Half-years of the training, in the order of time.
    #[schema(max_items = 20)]
    pub periods: Vec<LogbookPeriodOut>,
}

impl AboutPeople for LogbookOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic { whose: Whose::Enrolment(self.enrolment_id), contract: None, tutor: None, on: today }
    }
}

/// A logbook in words, everybody who wrote in it looked up together.
pub fn shown(
    conn: &mut Tx,
    asker: &Asker,
    file: &LearningFile<'_>,
    logbook: &GatheredLogbook,
    lang: Lang,
) -> diesel::QueryResult<LogbookOut> {
    let signed = logbook.signatures.iter().map(|one| (one.author_kind, one.author_id));
    let returned = logbook.returns.iter().map(|one| (one.author_kind, one.author_id));
    let contents = || logbook.periods.iter().map(|one| &one.contents);
    let missions = contents().flat_map(|one| &one.missions).map(|one| (one.author_kind, one.author_id));
    let said = contents().flat_map(|one| &one.positions).map(|one| (one.author_kind, one.author_id));
    let everybody = signed.chain(returned).chain(missions).chain(said);
    let authors = Authors::find(conn, &asker.caller, everybody)?;
    let words = PositionWords { programme: file.programme, lang, authors };
    Ok(LogbookOut {
        apprentice_id: file.apprentice_id,
        enrolment_id: file.enrolment.enrolment.id,
        programme: file.programme.code.clone(),
        programme_title: file.programme.title.clone(),
        as_of: asker.today,
        periods: logbook.periods.iter().map(|one| period(one, logbook, &words, asker.today)).collect(),
    })
}

fn period(
    one: &GatheredPeriod,
    logbook: &GatheredLogbook,
    words: &PositionWords<'_>,
    today: NaiveDate,
) -> LogbookPeriodOut {
    let (number, contents, lang) = (one.period.number, &one.contents, words.lang);
    let standing = standing_signatures(number, &logbook.signatures, &logbook.returns);
    let state = one.period.state_on(today);
    let missing = |voice: &&Voice| standing.iter().all(|signed| signed.voice != **voice);
    let awaited = Voice::ALL.iter().filter(missing).copied();
    let mission = |row: &crate::learning::missions::model::CompanyMission| {
        CompanyMissionOut::of(row.clone(), words.programme, &words.authors)
    };
    let returns = logbook.returns.iter().filter(|row| row.period == number);
    LogbookPeriodOut {
        number,
        from_on: one.period.from_on,
        to_on: one.period.to_on,
        state,
        state_label: state.label().in_lang(lang).to_owned(),
        days: contents.days,
        missions: contents.missions.iter().map(mission).collect(),
        positions: contents.positions.iter().map(|row| words.position(row)).collect(),
        visits: contents.visits.iter().map(|held| LogbookVisitOut::of(held, lang)).collect(),
        marks: contents.marks.iter().map(|mark| LogbookMarkOut::of(mark, lang)).collect(),
        content_hash: one.hash.clone(),
        signatures: (standing.iter())
            .map(|row| LogbookSignatureOut::of(row, &one.hash, &words.authors, lang))
            .collect(),
        awaited: if state == PeriodState::ToCome { Vec::new() } else { awaited.collect() },
        returns: returns.map(|row| LogbookReturnOut::of(row, &words.authors, lang)).collect(),
    }
}
