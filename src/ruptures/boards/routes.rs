//! The handler of the board, and its mounting.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::{Datelike, NaiveDate};

use super::rules::{BoardYear, period_of, tally, without_contract};
use super::store;
use super::wire::{
    BoardFrame, LearnerWithoutContractOut, OpenProcedureOut, RuptureBoardOut, RuptureBoardParams,
};
use crate::catalogue::programmes::{Catalogue, SiteKey};
use crate::ids::SiteId;
use crate::law::calendar::Period;
use crate::people::apprentices::cards::settling::settle;
use crate::people::apprentices::cards::{Peopled, peopled};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Rows};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::ruptures::procedures;
use crate::ruptures::procedures::model::RuptureCaseState;
use crate::ruptures::procedures::store::RuptureCaseFilter;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_rupture_board);
}

/// Tells the ruptures of a year at a site, by ground, month, employer and days into the contract; the procedures that go on,
/// each with its next lawful day; and who is without a contract today, with both countdowns.
#[utoipa::path(tag = "dashboards", params(SiteKey, RuptureBoardParams),
    responses((status = 200, description = "The board.", body = RuptureBoardOut)))]
#[get("/v1/sites/{site}/rupture-board")]
async fn read_rupture_board(
    door: Door,
    catalogue: Data<Catalogue>,
    at: Path<SiteKey>,
    params: Params<RuptureBoardParams>,
) -> Answer {
    door.read(Act::ReadDashboard, move |conn, asker| {
        let not_found = || Problem::not_found("site");
        let id = at.within_reach(conn, asker)?;
        let site = store::site_name(conn, id)?.ok_or_else(not_found)?;
        let kind = params.0.kind.unwrap_or(BoardYear::School);
        let period = wanted(params.0.year, kind, asker).ok_or_else(not_found)?;
        let ruptures = store::ruptures_within(conn, id, period)?;
        let bands = &asker.law.stays.on(period.to).rupture_bands_days;
        let counted = tally(&ruptures, period, bands);
        let frame = BoardFrame { site_id: id, site, as_of: asker.today, kind, period, total: ruptures.len() };
        let present = (procedures(conn, asker, &catalogue, id)?, learners(conn, asker, id)?);
        Reply::ok(&RuptureBoardOut::of(frame, counted, present, asker.lang))
    })
    .await
}

/// The year asked for, else the one that today is in.
fn wanted(year: Option<i32>, kind: BoardYear, asker: &Asker) -> Option<Period> {
    let present = || {
        let this = asker.today.year();
        let holds = |year: &i32| {
            let period = period_of(*year, kind, &asker.law);
            period.is_some_and(|period| (period.from..=period.to).contains(&asker.today))
        };
        [this, this - 1].into_iter().find(holds)
    };
    period_of(year.or_else(present)?, kind, &asker.law)
}

/// The procedures that go on, whose next lawful day comes first before the others: a constant number of statements.
fn procedures(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    site: SiteId,
) -> Result<Vec<Peopled<OpenProcedureOut>>, Problem> {
    let open = RuptureCaseFilter {
        site: Some(site),
        state: Some(RuptureCaseState::Open),
        ..RuptureCaseFilter::default()
    };
    let page = Rows::first(store::MOST_PROCEDURES);
    let mut cases = procedures::store::list(conn, &asker.reach, &open, asker.today, &page)?;
    cases.truncate(usize::try_from(store::MOST_PROCEDURES).unwrap_or(usize::MAX));
    let found = procedures::acts::detailed_many(conn, asker, catalogue, cases)?.into_iter();
    let mut data: Vec<OpenProcedureOut> = found.map(|one| OpenProcedureOut::of(one, asker.lang)).collect();
    data.sort_by_key(|one| (one.next.from_on, one.rupture_id.0));
    Ok(peopled(conn, asker, Page { data, next_cursor: None, total: None })?.data)
}

/// Those without a contract today, whose right ends first before the others.
fn learners(conn: &mut Tx, asker: &Asker, site: SiteId) -> Result<Vec<LearnerWithoutContractOut>, Problem> {
    settle(conn, asker.today, &asker.law)?;
    let cards = store::cards_without_contract(conn, site, asker.today)?;
    let mut found: Vec<LearnerWithoutContractOut> = cards
        .iter()
        .filter_map(|card| {
            let stay = without_contract(&card.facts.0, asker.today, &asker.law)?;
            Some(LearnerWithoutContractOut::of(card, &stay, asker.today, asker.lang))
        })
        .collect();
    found.sort_by_key(|one| (one.right_until_on.unwrap_or(NaiveDate::MIN), one.enrolment_id.0));
    Ok(found)
}
