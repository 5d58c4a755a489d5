//! Queries on official figures.

use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::at_sites;
use crate::ids::{OfficialFigureId, SiteId};
use crate::outcomes::surveys::model::{OfficialFigure, OfficialFigureFacts, OfficialRate};
use crate::outcomes::surveys::rules::FIGURE_ONCE;
use crate::platform::db::{FirstRows, Tx};
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::page::Rows;
use crate::say;
use crate::schema::official_figures;
use crate::trust::access::{Bounds, Reach};

/// What narrows a list of official figures.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FigureFilter {
    /// Only of this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only of this programme, by its code.
    #[param(min_length = 1, max_length = 60, example = "bts-mco")]
    pub programme: Option<String>,
    /// Only this rate.
    #[param(inline)]
    pub rate: Option<OfficialRate>,
}

fn reachable<'a>(reach: &Reach) -> official_figures::BoxedQuery<'a, Pg> {
    let rows = official_figures::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, official_figures::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            rows.filter(official_figures::id.is_null())
        }
    }
}

fn narrowed<'a>(reach: &Reach, filter: &FigureFilter) -> official_figures::BoxedQuery<'a, Pg> {
    let mut rows = reachable(reach);
    if let Some(site) = filter.site {
        rows = rows.filter(official_figures::site_id.eq(site));
    }
    if let Some(programme) = &filter.programme {
        rows = rows.filter(official_figures::programme_code.eq(programme.clone()));
    }
    if let Some(rate) = filter.rate {
        rows = rows.filter(official_figures::rate.eq(rate));
    }
    rows
}

/// How many figures the whole list has.
pub fn count_figures(conn: &mut Tx, reach: &Reach, filter: &FigureFilter) -> QueryResult<i64> {
    narrowed(reach, filter).count().get_result(conn)
}

/// One more figure than the limit, the latest written first.
pub fn list_figures(
    conn: &mut Tx,
    reach: &Reach,
    filter: &FigureFilter,
    page: &Rows<OfficialFigureId>,
) -> QueryResult<Vec<OfficialFigure>> {
    let mut rows = narrowed(reach, filter);
    if let Some(before) = page.after {
        rows = rows.filter(official_figures::id.lt(before));
    }
    let rows = rows.select(OfficialFigure::as_select()).order(official_figures::id.desc());
    rows.first_rows(page.limit + 1).load(conn)
}

/// One figure.
pub fn find_figure(
    conn: &mut Tx,
    reach: &Reach,
    id: OfficialFigureId,
) -> QueryResult<Option<OfficialFigure>> {
    let found = reachable(reach).filter(official_figures::id.eq(id));
    found.select(OfficialFigure::as_select()).first(conn).optional()
}

/// One figure, locked until the end of the transaction.
pub fn lock_figure(tx: &mut Tx, reach: &Reach, id: OfficialFigureId) -> QueryResult<Option<OfficialFigure>> {
    if find_figure(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    let row = official_figures::table.find(id).for_no_key_update();
    row.select(OfficialFigure::as_select()).first(tx).optional()
}

/// Writes a new figure.
pub fn insert_figure(
    tx: &mut Tx,
    site: SiteId,
    facts: &OfficialFigureFacts,
) -> Result<OfficialFigure, Problem> {
    diesel::insert_into(official_figures::table)
        .values((official_figures::id.eq(OfficialFigureId::new()), official_figures::site_id.eq(site), facts))
        .returning(OfficialFigure::as_returning())
        .get_result(tx)
        .refuse_on("official_figures_once", known_already)
}

/// Writes a figure anew.
pub fn change_figure(
    tx: &mut Tx,
    id: OfficialFigureId,
    facts: &OfficialFigureFacts,
) -> Result<OfficialFigure, Problem> {
    diesel::update(official_figures::table.find(id))
        .set(facts)
        .returning(OfficialFigure::as_returning())
        .get_result(tx)
        .refuse_on("official_figures_once", known_already)
}

fn known_already() -> Problem {
    FIGURE_ONCE.conflict(say!(
        "Ce taux est déjà saisi pour ces années : corrigez-le.",
        "This rate is already entered for these years: correct it."
    ))
}
