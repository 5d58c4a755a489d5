//! Asking every room what it knows of an apprentice, and laying it down period by period: one statement a question.
//!
//! What is gathered is the same whoever asks, so that a fingerprint means the same to all; what a company tutor may not see,
//! the visits of another company, is left out of what they are shown, after the fingerprint.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::model::{
    AlternationDays, HeldVisit, LogbookPeriod, LogbookReturn, LogbookSignature, PeriodContents, ReleasedMark,
};
use super::rules::{fingerprint, periods_of};
use super::store;
use crate::catalogue::programmes::Catalogue;
use crate::follow_up::visits;
use crate::ids::PaperId;
use crate::learning::missions;
use crate::learning::mock_exams::{self, model::MockExamPaper};
use crate::learning::skills::{self, SkillPosition};
use crate::learning::voices::LearningFile;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::presence::calendars::{self, ApprenticeDays, DayKind};
use crate::trust::access::Act;
use crate::trust::door::Asker;

/// A period with what it holds.
#[derive(Debug, Clone)]
pub struct GatheredPeriod {
    pub period: LogbookPeriod,
    pub contents: PeriodContents,
    pub hash: String,
}

/// A whole logbook: its periods, who signed them, what was sent back.
#[derive(Debug, Clone)]
pub struct GatheredLogbook {
    pub periods: Vec<GatheredPeriod>,
    pub signatures: Vec<LogbookSignature>,
    pub returns: Vec<LogbookReturn>,
}

/// Everything known, before it is laid down.
struct Known {
    days: ApprenticeDays,
    missions: Vec<missions::model::CompanyMission>,
    positions: Vec<SkillPosition>,
    visits: Vec<HeldVisit>,
    marks: Vec<ReleasedMark>,
}

/// The logbook of an apprentice found within reach, as whoever asks sees it.
pub fn gather(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    file: &LearningFile<'_>,
) -> Result<GatheredLogbook, Problem> {
    let known = Known {
        days: calendars::store::days_of_one(conn, catalogue, &asker.law, file.apprentice_id)?,
        missions: missions::store::all_of(conn, file)?,
        positions: skills::store::all_of(conn, file)?,
        visits: held_visits(conn, asker, file)?,
        marks: released_marks(conn, asker, file)?,
    };
    let periods = periods_of(&file.enrolment.entry()).into_iter().map(|period| {
        let mut contents = known.within(&period, asker.today);
        let hash = fingerprint(&contents).map_err(Problem::internal)?;
        if let Some(contract) = file.contract_id {
            contents.visits.retain(|one| one.visit.contract_id == contract);
        }
        Ok(GatheredPeriod { period, contents, hash })
    });
    let enrolment = file.enrolment.enrolment.id;
    Ok(GatheredLogbook {
        periods: periods.collect::<Result<_, Problem>>()?,
        signatures: store::signatures_of(conn, enrolment)?,
        returns: store::returns_of(conn, enrolment)?,
    })
}

impl Known {
    /// What a period holds; a mission that goes on is not yet one of a period to come.
    fn within(&self, period: &LogbookPeriod, today: NaiveDate) -> PeriodContents {
        let runs = |one: &&missions::model::CompanyMission| {
            let last = one.facts.to_on.unwrap_or_else(|| today.max(one.facts.from_on));
            one.facts.from_on <= period.to_on && period.from_on <= last
        };
        let mut missions: Vec<_> = self.missions.iter().filter(runs).cloned().collect();
        missions.sort_by_key(|one| (one.facts.from_on, one.id));
        PeriodContents {
            days: counted(&self.days, period),
            missions,
            positions: latest_within(&self.positions, period),
            visits: self.visits.iter().filter(|one| period.has(one.held_on)).cloned().collect(),
            marks: self.marks.iter().filter(|one| period.has(one.exam.days().0)).cloned().collect(),
        }
    }
}

fn counted(days: &ApprenticeDays, period: &LogbookPeriod) -> AlternationDays {
    let mut counted = AlternationDays::default();
    for (_, info) in days.each(period.from_on, period.to_on) {
        match info.kind {
            DayKind::Company => counted.company += 1,
            DayKind::Centre => counted.centre += 1,
            DayKind::Exam => counted.exam += 1,
            DayKind::Closed | DayKind::Holiday | DayKind::Rest | DayKind::Unknown => {}
        }
    }
    counted
}

/// The latest said in a period of each skill, voice and kind, in the order of the skills; they come in the order of time.
fn latest_within(positions: &[SkillPosition], period: &LogbookPeriod) -> Vec<SkillPosition> {
    let mut latest: HashMap<(&str, &str, &str), &SkillPosition> = HashMap::new();
    for one in positions.iter().filter(|one| period.has(one.facts.seen_on)) {
        latest.insert((one.facts.skill_code.as_str(), one.voice.as_str(), one.facts.kind.as_str()), one);
    }
    let mut latest: Vec<_> = latest.into_iter().collect();
    latest.sort_unstable_by_key(|(place, _)| *place);
    latest.into_iter().map(|(_, one)| one.clone()).collect()
}

/// The visits that took place, with what was agreed in the report that holds.
fn held_visits(conn: &mut Tx, asker: &Asker, file: &LearningFile<'_>) -> Result<Vec<HeldVisit>, Problem> {
    let found = visits::store::held_of(conn, (file.site_id, file.apprentice_id))?;
    let mut contents = visits::store::contents_of(conn, &found, &asker.caller)?;
    let held = found.into_iter().filter_map(|visit| {
        let (held_on, number) = (visit.held_on?, visit.report_number?);
        let mut commitments = contents.remove(&visit.id).unwrap_or_default().commitments;
        commitments.retain(|one| one.holds_in(number));
        Some(HeldVisit { visit, held_on, commitments })
    });
    Ok(held.collect())
}

/// The marks of the mock exams of the cohort that are released, in the order of time and of the regulation.
fn released_marks(
    conn: &mut Tx,
    asker: &Asker,
    file: &LearningFile<'_>,
) -> Result<Vec<ReleasedMark>, Problem> {
    let reach = asker.caller.may(Act::ReadMockExam)?;
    let mut exams = mock_exams::store::exams_of(conn, &reach, &[file.enrolment.cohort.id])?;
    exams.retain(|exam| exam.released_at.is_some());
    let papers = mock_exams::store::papers_of_exams(conn, &exams)?;
    let ids: Vec<PaperId> = papers.iter().map(|paper| paper.id).collect();
    let reach = asker.caller.may(Act::ReadMark)?;
    let marks = mock_exams::store::marks_at(conn, &reach, &ids, &[file.enrolment.enrolment.id])?;
    let mut by_paper: HashMap<PaperId, _> = marks.into_iter().map(|mark| (mark.paper_id, mark)).collect();
    let mut released = Vec::new();
    for exam in &exams {
        for paper in papers.iter().filter(|paper: &&MockExamPaper| paper.mock_exam_id == exam.id) {
            let Some(mark) = by_paper.remove(&paper.id) else { continue };
            released.push(ReleasedMark { mark, paper: paper.clone(), exam: exam.clone() });
        }
    }
    Ok(released)
}
