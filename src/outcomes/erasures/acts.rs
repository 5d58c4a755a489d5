//! What a site sets, and letting go what is due: some people at a time, each judged anew once locked.

use super::gathering::files;
use super::model::{FileScope, KeptRecord, RetentionChoice, RetentionChoices, RetentionSettings};
use super::rules::check_choices;
use super::store::{self, Moment};
use crate::catalogue::programmes::store::lock_site;
use crate::ids::{ApprenticeId, SiteId};
use crate::law::figures::{Law, RecordCategory, RecordRule};
use crate::law::findings::refusal;
use crate::outcomes::indicators::past;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::trust::access::Act;
use crate::trust::door::{App, Asker};
use crate::trust::journal::{Author, AuthorKind, Change, Event, record};

/// People let go in one transaction: well within the time a statement has.
const AT_ONCE: usize = 20;

/// What went of a category at a site, or would have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForgottenRecords {
    pub site: String,
    pub category: RecordCategory,
    /// People.
    pub people: usize,
}

/// Writes what a site sets, in place of what it set; nothing at all goes back to what the law says.
pub fn write_settings(
    tx: &mut Tx,
    asker: &Asker,
    site: SiteId,
    sent: &[(RecordCategory, RetentionChoice)],
) -> Result<Option<RetentionSettings>, Problem> {
    lock_site(tx, site)?.or_not_found("site")?;
    let before = store::settings_of(tx, site)?;
    asker.expects(before.as_ref().map_or(0, |settings| settings.version))?;
    let choices = check_choices(sent, asker.law.records.on(asker.today)).map_err(refusal)?;
    if before.as_ref().map_or(choices.is_empty(), |settings| settings.categories.0 == choices) {
        return Ok(before);
    }
    let written = store::write_settings(tx, site, choices)?;
    asker.record_fields(tx, Event::RetentionSettingsWritten, &written, &["categories"])?;
    Ok(Some(written))
}

/// Lets go, at every site, what is due of the categories it lets go by themselves. With `dry_run` nothing goes, and every
/// category is looked at.
pub async fn forget_due(app: &App, dry_run: bool) -> Result<Vec<ForgottenRecords>, Problem> {
    let sites = app.db.read(|conn| Ok(store::sites_with_choices(conn)?)).await?;
    let mut found = Vec::new();
    for (site, name, choices) in sites {
        for rule in &app.law.records.on(app.clock.today()).records {
            if !dry_run && !choices.get(&rule.category).is_some_and(|choice| choice.erases) {
                continue;
            }
            let due = due_of(app, site, rule, &choices).await?;
            let people = match dry_run {
                true => due.len(),
                false => forget_some(app, site, rule, &choices, due).await?,
            };
            found.push(ForgottenRecords { site: name.clone(), category: rule.category, people });
        }
    }
    Ok(found)
}

fn moment_of(app: &App) -> Moment {
    Moment { today: app.clock.today(), now: app.clock.now() }
}

async fn due_of(
    app: &App,
    site: SiteId,
    rule: &RecordRule,
    choices: &RetentionChoices,
) -> Result<Vec<ApprenticeId>, Problem> {
    let (law, rule, choices, moment) = (app.law.clone(), rule.clone(), choices.clone(), moment_of(app));
    app.db
        .read(move |conn| {
            let scope = FileScope { site, only: None };
            let law = law.records.on(moment.today);
            let found = files(conn, law, (&rule, &choices), &scope, moment)?;
            Ok(found
                .into_iter()
                .filter(|file| file.is_due(moment.today))
                .map(|file| file.apprentice)
                .collect())
        })
        .await
}

async fn forget_some(
    app: &App,
    site: SiteId,
    rule: &RecordRule,
    choices: &RetentionChoices,
    due: Vec<ApprenticeId>,
) -> Result<usize, Problem> {
    let mut people = 0;
    for some in due.chunks(AT_ONCE) {
        let scope = FileScope { site, only: Some(some.to_vec()) };
        let (law, rule, choices, moment) = (app.law.clone(), rule.clone(), choices.clone(), moment_of(app));
        people += app.db.transaction(move |tx| forget(tx, &law, (&rule, &choices), &scope, moment)).await?;
    }
    Ok(people)
}

/// Lets go what is due of a category in a scope, and writes down that it did: who is locked first, then judged.
fn forget(
    tx: &mut Tx,
    law: &Law,
    (rule, choices): (&RecordRule, &RetentionChoices),
    scope: &FileScope,
    moment: Moment,
) -> Result<usize, Problem> {
    store::lock(tx, scope.only.as_deref().unwrap_or_default())?;
    let records = law.records.on(moment.today);
    let found = files(tx, records, (rule, choices), scope, moment)?;
    let due: Vec<KeptRecord> = found.into_iter().filter(|file| file.is_due(moment.today)).collect();
    let ids: Vec<ApprenticeId> = due.iter().map(|file| file.apprentice).collect();
    if ids.is_empty() {
        return Ok(0);
    }
    if rule.category == RecordCategory::LearnerFile {
        past::keep(tx, &ids, moment.today)?;
    }
    store::let_go(tx, rule.category, &ids, moment.today)?;
    let author = Author::without_name(AuthorKind::System, None);
    for id in &ids {
        let change = Change {
            act: Act::ChangeRetention,
            event: event_of(rule.category),
            site_id: scope.site,
            subject_id: id.0,
            version: 1,
            fields: &[rule.category.as_str()],
        };
        record(tx, &author, &change)?;
    }
    Ok(ids.len())
}

const fn event_of(category: RecordCategory) -> Event {
    match category {
        RecordCategory::LearnerFile | RecordCategory::NeverEntered => Event::ApprenticeForgotten,
        RecordCategory::HealthData | RecordCategory::FollowUpNotes | RecordCategory::Attendance => {
            Event::ApprenticeRecordsForgotten
        }
    }
}
