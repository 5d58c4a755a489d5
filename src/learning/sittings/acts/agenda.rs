//! What calendars tell of sittings: to a candidate their own slot, to a juror the sittings they are at.

use chrono::{DateTime, Utc};

use crate::ids::{AccountId, MockExamId, PaperId, SittingId};
use crate::learning::sittings::model::{SittingState, TimeSpan};
use crate::learning::sittings::store::{self, AgendaFilter, SittingKey};
use crate::platform::db::Tx;
use crate::platform::page::Rows;
use crate::trust::access::{Bounds, Reach};

/// A sitting in somebody's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SittingInAgenda {
    pub id: SittingId,
    pub unit_code: String,
    pub room: String,
    /// As long as they are there: a candidate for their own time, preparation included.
    pub span: TimeSpan,
    /// Whether candidates and jurors see it.
    pub state: SittingState,
    /// Whether they are a juror of it rather than a candidate.
    pub as_juror: bool,
}

/// The sittings of whoever asks since an instant: those a candidate sits, those a juror is at (a member of the staff by their
/// account). At most so many.
pub fn agenda(
    conn: &mut Tx,
    reach: &Reach,
    juror: Option<AccountId>,
    since: DateTime<Utc>,
    most: i64,
) -> diesel::QueryResult<Vec<SittingInAgenda>> {
    let filter = AgendaFilter { juror, ..AgendaFilter::default() };
    let after = Some(SittingKey { at: since, id: SittingId(uuid::Uuid::nil()) });
    let mut rows = store::list_sittings(conn, reach, &filter, &Rows::after(after, most))?;
    let exams: Vec<MockExamId> = rows.iter().map(|row| row.mock_exam_id).collect();
    let running = store::running_exams(conn, &exams)?;
    rows.retain(|row| running.contains(&row.mock_exam_id));
    let ids: Vec<SittingId> = rows.iter().map(|row| row.id).collect();
    let papers: Vec<PaperId> = rows.iter().map(|row| row.paper_id).collect();
    let papers = store::papers_named(conn, &papers)?;
    let published = store::publications_of(conn, &exams)?;
    let candidate = matches!(reach.bounds(), Bounds::Apprentice(_));
    let own = if candidate { store::slots_of(conn, reach, &ids)? } else { Vec::new() };
    let told = rows.into_iter().filter_map(|row| {
        let span = match candidate {
            true => own.iter().find(|slot| slot.sitting_id == row.id)?.whole()?,
            false => row.span(),
        };
        let shown = published.contains(&row.mock_exam_id);
        Some(SittingInAgenda {
            id: row.id,
            unit_code: papers.get(&row.paper_id)?.facts.unit_code.clone(),
            room: row.room,
            span,
            state: if shown { SittingState::Published } else { SittingState::Planned },
            as_juror: !candidate,
        })
    });
    Ok(told.collect())
}
