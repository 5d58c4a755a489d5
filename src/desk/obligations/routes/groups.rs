//! What presses, put together by apprentice or by kind.

use actix_web::get;
use actix_web::web::Data;

use crate::catalogue::programmes::Catalogue;
use crate::desk::obligations::ObligationKind;
use crate::desk::obligations::reading::{around, bring_up_to_date, reader, view};
use crate::desk::obligations::store::{
    self, GroupPlace, ObligationFilter, ObligationRow, ObligationView, first_of_kinds, groups_of_apprentices,
};
use crate::desk::obligations::wire::{
    ObligationGroupOut, ObligationGroupParams, ObligationGrouping, ObligationOut,
};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::{Page, Paged, Rows};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// Rows shown of each group.
const FEW: usize = 3;

/// Puts what presses (due or late) together by apprentice or by kind: how much of it there is, and the first of it; the
/// group with the most to lose first.
#[utoipa::path(tag = "obligations", params(Paged<ObligationGroupParams>),
    responses((status = 200, description = "One page of groups.", body = Page<ObligationGroupOut>)))]
#[get("/v1/obligations/groups")]
pub(super) async fn group_obligations(
    door: Door,
    catalogue: Data<Catalogue>,
    params: Params<Paged<ObligationGroupParams>>,
) -> Answer {
    let Paged { filter: params, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadObligation, move |conn, asker| {
        let filter = ObligationFilter::from(params);
        let view = view(asker, filter.as_of);
        bring_up_to_date(conn, asker, &catalogue, filter.site)?;
        Reply::page(&match params.by.unwrap_or(ObligationGrouping::Apprentice) {
            ObligationGrouping::Apprentice => by_apprentice(conn, asker, &filter, (&view, &page))?,
            ObligationGrouping::Kind => by_kind(conn, asker, &filter, &view)?,
        })
    })
    .await
}

fn by_apprentice(
    conn: &mut Tx,
    asker: &Asker,
    filter: &ObligationFilter,
    (view, page): (&ObligationView, &Rows<GroupPlace>),
) -> Result<Page<ObligationGroupOut>, Problem> {
    let groups = groups_of_apprentices(conn, &asker.reach, filter, view, (page, FEW))?;
    let page = Page::of(groups, page.limit, |group| GroupPlace::from(&group.total));
    let rows = page.data.iter().map(|group| group.first.clone()).collect();
    let mut shown = rendered(conn, asker, view, rows)?.into_iter();
    Ok(page.map(|group| {
        let first = shown.next().unwrap_or_default();
        let apprentice = first.first().and_then(|one| one.apprentice.clone());
        let counts = (group.total.due, group.total.late);
        ObligationGroupOut { first, ..ObligationGroupOut::of_apprentice(apprentice, counts) }
    }))
}

fn by_kind(
    conn: &mut Tx,
    asker: &Asker,
    filter: &ObligationFilter,
    view: &ObligationView,
) -> Result<Page<ObligationGroupOut>, Problem> {
    let mut counts = store::count_open(conn, &asker.reach, filter, view)?;
    counts.retain(|one| one.due + one.late > 0);
    let kinds: Vec<ObligationKind> = counts.iter().map(|one| one.kind).collect();
    let few = i64::try_from(FEW).unwrap_or_default();
    let first = first_of_kinds(conn, &asker.reach, filter, view, (&kinds, few))?;
    let shown = rendered(conn, asker, view, first)?;
    let groups = counts.iter().zip(shown).map(|(one, first)| {
        let group = ObligationGroupOut::of_kind(one.kind, (one.due, one.late), asker.lang);
        ObligationGroupOut { first, ..group }
    });
    let mut groups: Vec<ObligationGroupOut> = groups.collect();
    groups.sort_by_key(|group| group.first.first().map(|one| (one.consequence.class, one.due_on)));
    Ok(Page { data: groups, next_cursor: None, total: None })
}

/// Rows of several groups as shown to whoever asks: the names of all of them at once.
fn rendered(
    conn: &mut Tx,
    asker: &Asker,
    view: &ObligationView,
    groups: Vec<Vec<ObligationRow>>,
) -> Result<Vec<Vec<ObligationOut>>, Problem> {
    let all: Vec<ObligationRow> = groups.iter().flatten().cloned().collect();
    let (names, settled) = around(conn, asker, &all, view.as_of)?;
    let of = |row| ObligationOut::render(row, &names, &settled, reader(asker, view.as_of));
    Ok(groups.into_iter().map(|rows| rows.into_iter().map(of).collect()).collect())
}
