//! Handlers of how long files are kept, and their mounting.

use actix_web::web::Path;
use actix_web::{get, put};

use super::acts;
use super::gathering::files;
use super::model::{FileScope, KeptRecord, RetentionSettings};
use super::store::{self, Moment};
use super::wire::{KeptRecordFilter, KeptRecordOut, RetentionCategoryIn, RetentionIn, RetentionOut};
use crate::catalogue::programmes::SiteKey;
use crate::ids::SiteId;
use crate::law::figures::RecordCategory;
use crate::people::apprentices::cards::{Peopled, peopled};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Day, Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_retention).service(write_retention).service(list_retention_files);
}

/// Reads how long what is told of apprentices is kept at a site, on what ground, and what would go today: nothing goes by this.
#[utoipa::path(tag = "retention", params(SiteKey),
    responses((status = 200, description = "Each category.", body = RetentionOut)))]
#[get("/v1/sites/{site}/retention")]
async fn read_retention(door: Door, at: Path<SiteKey>) -> Answer {
    door.read(Act::ReadRetention, move |conn, asker| {
        let site = at.within_reach(conn, asker)?;
        let settings = store::settings_of(conn, site)?;
        let shown = report(conn, asker, site, settings.as_ref())?;
        Ok(Reply::ok(&shown)?.version(shown.version))
    })
    .await
}

/// Sets how long each category is kept at a site, within what the law leaves, and whether what is due goes by itself, in place
/// of what was set; an empty list goes back to the law, and lets nothing go.
#[utoipa::path(tag = "retention", params(SiteKey),
    request_body = RetentionIn,
    responses((status = 200, description = "Each category, as set.", body = RetentionOut)))]
#[put("/v1/sites/{site}/retention")]
async fn write_retention(door: Door, at: Path<SiteKey>, body: Body<RetentionIn>) -> Answer {
    door.create(Act::ChangeRetention, body, move |tx, asker, request| {
        let site = at.within_reach(tx, asker)?;
        let sent: Vec<_> = request.categories.iter().copied().map(RetentionCategoryIn::choice).collect();
        let settings = acts::write_settings(tx, asker, site, &sent)?;
        let shown = report(tx, asker, site, settings.as_ref())?;
        Ok(Reply::ok(&shown)?.version(shown.version))
    })
    .await
}

/// Lists by name those whose time has come in a category, the longest due first: who may go, or what holds them back.
#[utoipa::path(tag = "retention",
    params(SiteKey, Paged<KeptRecordFilter>),
    responses((status = 200, description = "One page of files.", body = Page<Peopled<KeptRecordOut>>)))]
#[get("/v1/sites/{site}/retention/files")]
async fn list_retention_files(
    door: Door,
    at: Path<SiteKey>,
    params: Params<Paged<KeptRecordFilter>>,
) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows::<Day>()?;
    door.read(Act::ReadRetention, move |conn, asker| {
        let site = at.within_reach(conn, asker)?;
        let settings = store::settings_of(conn, site)?;
        let mut found = of_category(
            conn,
            asker,
            (site, settings.as_ref()),
            filter.category.unwrap_or(RecordCategory::LearnerFile),
        )?;
        found.retain(|file| file.has_come(asker.today));
        found.retain(|file| filter.held.is_none_or(|held| file.held_by.is_empty() != held));
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let place = |file: &KeptRecord| (file.due_on, file.apprentice.0);
        found.retain(|file| page.after.as_ref().is_none_or(|after| place(file) > (after.on, after.id)));
        let page = Page::of(found, page.limit, |file| Day { on: file.due_on, id: file.apprentice.0 })
            .counted(&page, || Ok(total))?;
        Reply::page(&peopled(conn, asker, page.map(KeptRecordOut::from))?)
    })
    .await
}

fn of_category(
    conn: &mut Tx,
    asker: &Asker,
    (site, settings): (SiteId, Option<&RetentionSettings>),
    category: RecordCategory,
) -> Result<Vec<KeptRecord>, Problem> {
    let law = asker.law.records.on(asker.today);
    let rule = law.rule(category).or_not_found("category")?;
    let choices = settings.map(|settings| settings.categories.0.clone()).unwrap_or_default();
    let moment = Moment { today: asker.today, now: asker.now };
    Ok(files(conn, law, (rule, &choices), &FileScope { site, only: None }, moment)?)
}

fn report(
    conn: &mut Tx,
    asker: &Asker,
    site: SiteId,
    settings: Option<&RetentionSettings>,
) -> Result<RetentionOut, Problem> {
    let each = RecordCategory::ALL
        .iter()
        .map(|category| Ok((*category, of_category(conn, asker, (site, settings), *category)?)))
        .collect::<Result<Vec<_>, Problem>>()?;
    let law = asker.law.records.version_on(asker.today);
    Ok(RetentionOut::of(site, law, settings, &each, (asker.today, asker.lang)))
}
