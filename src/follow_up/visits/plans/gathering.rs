//! What the days proposed are chosen from: one statement a question, whatever the number of visits.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::acts::{exam_days, may_be_visited};
use super::rules::{DayChoice, PlacedVisit, Stop, VisitCandidate};
use crate::catalogue::programmes::Catalogue;
use crate::follow_up::visits::rules::SETTLING_IN_DAYS;
use crate::follow_up::visits::store::{Journey, journeys, planned_within};
use crate::follow_up::visits::{self, Visit};
use crate::ids::{ApprenticeId, CohortId, SiteId, VisitId};
use crate::law::calendar::{Period, add_days};
use crate::law::holidays::next_open_weekday;
use crate::learning::mock_exams;
use crate::people::referents::store::{Duties, duties};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::presence::calendars::{self, ApprenticeDays, DayKind};
use crate::trust::door::Asker;

/// Most visits of others that are looked at, to weigh the weeks.
const MOST_PLACED: i64 = 5000;

/// Everything the days of some visits are chosen from.
pub struct PlanSources {
    days: HashMap<ApprenticeId, ApprenticeDays>,
    exams: HashMap<CohortId, BTreeSet<NaiveDate>>,
    /// Who follows whom.
    pub duties: Duties,
    journeys: HashMap<VisitId, Journey>,
    others: Vec<Visit>,
}

/// Asks the rooms what they know of visits, and of the others of their sites in the period.
pub fn gather(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    visits: &[Visit],
    period: Period,
) -> Result<PlanSources, Problem> {
    let ids: BTreeSet<VisitId> = visits.iter().map(|visit| visit.id).collect();
    let sites: BTreeSet<SiteId> = visits.iter().map(|visit| visit.site_id).collect();
    let sites = sites.into_iter().collect();
    let mut others = planned_within(conn, &asker.reach, sites, period, MOST_PLACED)?;
    others.retain(|visit| !ids.contains(&visit.id));
    let theirs: BTreeSet<ApprenticeId> = visits.iter().map(|visit| visit.apprentice_id).collect();
    let everybody: BTreeSet<ApprenticeId> =
        others.iter().map(|visit| visit.apprentice_id).chain(theirs.iter().copied()).collect();
    let all: Vec<VisitId> = visits.iter().chain(&others).map(|visit| visit.id).collect();
    let journeys = journeys(conn, &all)?;
    let cohorts: BTreeSet<CohortId> =
        ids.iter().filter_map(|id| journeys.get(id)).map(|journey| journey.cohort_id).collect();
    let cohorts: Vec<CohortId> = cohorts.into_iter().collect();
    let planned = mock_exams::store::exams_of(conn, &asker.reach, &cohorts)?;
    let of_cohort = |cohort: &CohortId| {
        let theirs: Vec<_> = planned.iter().filter(|exam| exam.cohort_id == *cohort).cloned().collect();
        (*cohort, exam_days(&theirs))
    };
    Ok(PlanSources {
        exams: cohorts.iter().map(of_cohort).collect(),
        days: calendars::store::days_of(
            conn,
            catalogue,
            &asker.law,
            &theirs.into_iter().collect::<Vec<_>>(),
        )?,
        duties: duties(conn, &everybody.into_iter().collect::<Vec<_>>())?,
        journeys,
        others,
    })
}

impl PlanSources {
    /// The others of the sites, with whoever holds them.
    pub fn placed(&self) -> Vec<PlacedVisit> {
        let each = self.others.iter().filter_map(|visit| {
            let duty = self.duties.on(visit.apprentice_id, visit.planned_on).filter(|duty| !duty.vacant)?;
            let stop = self.stop(visit)?;
            Some(PlacedVisit { visit: visit.id, account: duty.account_id, day: visit.planned_on, stop })
        });
        each.collect()
    }

    /// A visit with the days on which it could take place.
    pub fn candidate(&self, visit: &Visit, period: Period, today: NaiveDate) -> Option<VisitCandidate> {
        let journey = self.journeys.get(&visit.id)?;
        let settled = add_days(journey.days.starts_on, SETTLING_IN_DAYS);
        let first = period.from.max(today).max(settled);
        // late, it is to be held all the same
        let in_time = if visit.due_on >= today { visit.due_on } else { period.to };
        let last = period.to.min(in_time).min(journey.days.effective_ends_on());
        let choices = first.iter_days().take_while(|day| *day <= last);
        Some(VisitCandidate {
            visit: visit.id,
            planned_on: visit.planned_on,
            due_on: visit.due_on,
            stop: self.stop(visit)?,
            choices: choices.filter_map(|day| self.choice(visit, journey, day)).collect(),
        })
    }

    fn choice(&self, visit: &Visit, journey: &Journey, day: NaiveDate) -> Option<DayChoice> {
        let days = self.days.get(&visit.apprentice_id)?;
        let kind = days.on(day);
        let open = next_open_weekday(day, days.workplace_on(day)) == day;
        let exam = self.exams.get(&journey.cohort_id).is_some_and(|days| days.contains(&day));
        let duty = self.duties.on(visit.apprentice_id, day).filter(|duty| !duty.vacant);
        let known = kind == DayKind::Company;
        (open && !exam && may_be_visited(kind)).then_some(DayChoice {
            day,
            account: duty.map(|duty| duty.account_id),
            calendar_known: known,
        })
    }

    fn stop(&self, visit: &Visit) -> Option<Stop> {
        let journey = self.journeys.get(&visit.id)?;
        Some(Stop { employer: journey.employer_id, town: journey.city.clone() })
    }
}

/// The visits to place, those named all known and still planned, and whether there were more.
pub fn requested_visits(
    conn: &mut Tx,
    asker: &Asker,
    filter: &visits::store::ToPlace,
) -> Result<Vec<Visit>, Problem> {
    let found = visits::store::to_place(conn, &asker.reach, filter)?;
    let ids = filter.ids.as_deref().unwrap_or_default().iter().enumerate();
    let findings = ids.filter_map(|(rank, id)| {
        let pointer = format!("/visit_ids/{rank}");
        let visit = found.iter().find(|visit| visit.id == *id);
        visits::rules::check_still_planned(visit.map(|visit| visit.state), pointer)
    });
    crate::law::findings::refuse_errors(findings.collect())?;
    Ok(found)
}
