//! The handler of a morning, and its mounting.

use actix_web::get;
use actix_web::web::Data;
use chrono::NaiveDate;
use uuid::Uuid;

use super::rules::{AWAITED, MorningPart, days_of, part_of};
use super::wire::{MorningOut, MorningTaskOut, MorningTasksOut, MorningVisitOut, MorningVisitsOut};
use crate::catalogue::programmes::Catalogue;
use crate::desk::obligations::refresh::{Means, refresh, sites_of};
use crate::desk::obligations::store::{
    MorningRows, ObligationRow, ObligationView, morning_of, names_of, settled_on,
};
use crate::desk::obligations::wire::{ObligationOut, ObligationReader};
use crate::follow_up::visits;
use crate::follow_up::visits::model::Visit;
use crate::follow_up::visits::rules::VisitState;
use crate::follow_up::visits::store::VisitFilter;
use crate::ids::{AccountId, ApprenticeId, TutorId};
use crate::law::calendar::{Period, add_days};
use crate::people::contacts::{PeopleToCall, contacts, people_to_call};
use crate::people::referents::store::on_duty;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Day, Rows};
use crate::platform::reply::{Answer, Reply};
use crate::presence::calendars::store::place_of_site;
use crate::trust::access::{Act, Role};
use crate::trust::door::{Asker, Door};

/// Rows whose last day is around today at most: beyond, the rest is read in the list of what is due.
const MOST_AROUND: i64 = 1000;
/// Rows shown of each part.
const FEW: i64 = 10;
/// Visits counted at most.
const MOST_VISITS: i64 = 200;
/// Visits shown.
const FEW_VISITS: usize = 20;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_morning);
}

/// Tells one's morning: visits and calls of today, what became late since the last working day, what others wait for, what
/// is lost for good if it is not done this week; each with names, telephones and the request that clears it.
#[utoipa::path(tag = "obligations",
    responses((status = 200, description = "The morning.", body = MorningOut)))]
#[get("/v1/me/morning")]
async fn read_morning(door: Door, catalogue: Data<Catalogue>) -> Answer {
    door.read(Act::ReadMorning, move |conn, asker| {
        let sites = sites_of(&asker.caller, asker.reach.bounds(), None);
        let means = Means { catalogue: &catalogue, law: &asker.law, today: asker.today };
        refresh(conn, means, sites.as_deref())?;
        let site = asker.caller.site_ids.first().copied();
        let place = site.map(|site| place_of_site(&catalogue, site)).unwrap_or_default();
        let days = days_of(asker.today, place.under(&asker.law.holidays));
        Reply::ok(&morning(conn, asker, days)?)
    })
    .await
}

fn morning(conn: &mut Tx, asker: &Asker, days: Period) -> Result<MorningOut, Problem> {
    let view = ObligationView::of(&asker.caller, asker.today, asker.today);
    let rows = morning_of(conn, &asker.reach, &view, (days, &AWAITED), (MOST_AROUND, FEW))?;
    let visits = visits_of_today(conn, asker)?;
    let parts = MorningParts::of(rows, asker.today);
    let shown: Vec<ObligationRow> = parts.all().flat_map(|part| part.first.clone()).collect();
    let (names, settled) = (names_of(conn, &shown, asker.today)?, settled_on(conn, &shown, asker.today)?);
    let people = people_of(conn, &shown, &visits)?;
    let reader = ObligationReader {
        as_of: asker.today,
        lang: asker.lang,
        staff: asker.caller.is_staff(),
        law: &asker.law,
    };
    let task = |row: ObligationRow| MorningTaskOut {
        contacts: contacts(&people, row.apprentice_id, row.tutor_id),
        obligation: ObligationOut::render(row, &names, &settled, reader),
    };
    let tasks = |part: MorningShare| MorningTasksOut {
        count: part.count,
        data: part.first.into_iter().map(task).collect(),
    };
    Ok(MorningOut {
        as_of: asker.today,
        since_on: days.from,
        until_on: days.to,
        visits: shown_visits(conn, asker, &visits, &people)?,
        calls: tasks(parts.calls),
        became_late: tasks(parts.became_late),
        awaited: tasks(parts.awaited),
        lost_this_week: tasks(parts.lost_this_week),
    })
}

/// A part of a morning: how much of it there is, and the first of it.
#[derive(Default)]
struct MorningShare {
    count: i64,
    first: Vec<ObligationRow>,
}

impl MorningShare {
    fn add(&mut self, row: ObligationRow) {
        self.count += 1;
        if self.count <= FEW {
            self.first.push(row);
        }
    }
}

#[derive(Default)]
struct MorningParts {
    calls: MorningShare,
    became_late: MorningShare,
    lost_this_week: MorningShare,
    awaited: MorningShare,
}

impl MorningParts {
    fn of(rows: MorningRows, today: NaiveDate) -> Self {
        let awaited = MorningShare { count: rows.awaited_count, first: rows.awaited };
        let mut parts = Self { awaited, ..Self::default() };
        for row in rows.around {
            match part_of(&row, today) {
                Some(MorningPart::Call) => parts.calls.add(row),
                Some(MorningPart::BecameLate) => parts.became_late.add(row),
                Some(MorningPart::LostThisWeek) => parts.lost_this_week.add(row),
                None => {}
            }
        }
        parts
    }

    fn all(&self) -> impl Iterator<Item = &MorningShare> {
        [&self.calls, &self.became_late, &self.lost_this_week, &self.awaited].into_iter()
    }
}

/// The visits planned today: one's own for a trainer, those within reach for everybody else.
fn visits_of_today(conn: &mut Tx, asker: &Asker) -> Result<Vec<Visit>, Problem> {
    let reach = asker.caller.may(Act::ReadVisit)?;
    let own = (asker.caller.role == Role::Trainer).then_some(AccountId(asker.caller.id));
    let filter = VisitFilter { referent: own, state: Some(VisitState::Planned), ..VisitFilter::default() };
    let eve = Day { on: add_days(asker.today, -1), id: Uuid::max() };
    let page = Rows { after: Some(eve), limit: MOST_VISITS, with_total: false };
    let mut rows = visits::store::list(conn, &reach, &filter, asker.today, &page)?;
    rows.retain(|visit| visit.planned_on == asker.today);
    Ok(rows)
}

fn people_of(conn: &mut Tx, rows: &[ObligationRow], visits: &[Visit]) -> Result<PeopleToCall, Problem> {
    let visits = visits.iter().take(FEW_VISITS);
    let of_visits = visits.clone().map(|visit| visit.apprentice_id);
    let apprentices: Vec<ApprenticeId> =
        rows.iter().filter_map(|row| row.apprentice_id).chain(of_visits).collect();
    let tutors: Vec<TutorId> =
        rows.iter().filter_map(|row| row.tutor_id).chain(visits.map(|visit| visit.tutor_id)).collect();
    Ok(people_to_call(conn, apprentices, tutors)?)
}

fn shown_visits(
    conn: &mut Tx,
    asker: &Asker,
    visits: &[Visit],
    people: &PeopleToCall,
) -> Result<MorningVisitsOut, Problem> {
    let count = i64::try_from(visits.len()).unwrap_or_default();
    let first = &visits[..visits.len().min(FEW_VISITS)];
    if first.is_empty() {
        return Ok(MorningVisitsOut { count, data: Vec::new() });
    }
    let visited: Vec<ApprenticeId> = first.iter().map(|visit| visit.apprentice_id).collect();
    let mut duties = on_duty(conn, &visited, asker.today)?;
    let shown =
        first.iter().map(|visit| MorningVisitOut::of(visit, people, duties.remove(&visit.apprentice_id)));
    Ok(MorningVisitsOut { count, data: shown.collect() })
}
