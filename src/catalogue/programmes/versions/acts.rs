//! Changing what the centre says of itself, and going back: one transaction each, one at a time.

use chrono::NaiveDate;
use serde_json::Value;

use super::assembling::{assemble, content_of};
use super::checking::{Checked, findings, strangers};
use super::model::{CatalogueVersion, VersionOrigin, Versioned, in_force};
use super::rules::{check_identity, first_day};
use super::store;
use super::wire::{ChangeParams, RestorationIn};
use crate::catalogue::programmes::{Catalogue, store as programmes};
use crate::ids::{AccountId, SiteId};
use crate::law::findings::{Finding, refuse_errors};
use crate::platform::body::{Body, MergePatch};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::trust::accounts;
use crate::trust::door::Asker;
use crate::trust::journal::{self, Subject};
use uuid::Uuid;

/// The versions of one thing, held by whoever changes it.
struct Desk<'a> {
    asker: &'a Asker,
    known: &'a Catalogue,
    all: Vec<CatalogueVersion>,
}

/// A version to be written.
struct VersionDraft<T> {
    content: T,
    origin: VersionOrigin,
    based_on: i32,
    restores: Option<i32>,
    effective_on: NaiveDate,
    reason: Option<String>,
}

/// Changes something by merge patch; the version written, or the one in force when nothing changes.
pub fn change<T: Checked>(
    tx: &mut Tx,
    asker: &Asker,
    known: &Catalogue,
    (code, params): (&str, &ChangeParams),
    patch: &Body<MergePatch<T>>,
) -> Result<CatalogueVersion, Problem> {
    let mut desk = Desk::open::<T>(tx, asker, known, code)?;
    asker.expects(i64::from(desk.last::<T>(code)))?;
    let day = first_day(params.effective_on, asker.today).map_err(Finding::into_fault)?;
    let base = desk.in_force::<T>(code, day)?;
    let content = patched(&base, patch)?;
    if content_of(&content) == base.content {
        return Ok(base);
    }
    let draft = VersionDraft {
        content,
        origin: VersionOrigin::Change,
        based_on: base.number,
        restores: None,
        effective_on: day,
        reason: params.reason.clone(),
    };
    let written = desk.write(tx, draft)?;
    desk.carry_over(tx, &written, patch)?;
    desk.tell::<T>(tx, &written, &patch.fields())?;
    Ok(written)
}

/// Goes back to a version, or adopts one that a file proposes.
pub fn restore<T: Checked>(
    tx: &mut Tx,
    asker: &Asker,
    known: &Catalogue,
    (code, number): (&str, i32),
    request: &RestorationIn,
) -> Result<CatalogueVersion, Problem> {
    let mut desk = Desk::open::<T>(tx, asker, known, code)?;
    let day = first_day(request.effective_on, asker.today).map_err(Finding::into_fault)?;
    let of_this = |version: &&CatalogueVersion| version.is_of(T::NOUN, code) && version.number == number;
    let earlier = desk.all.iter().find(of_this).cloned().or_not_found("version")?;
    let base = desk.in_force::<T>(code, day)?;
    if base.content == earlier.content {
        return Ok(base);
    }
    let draft = VersionDraft {
        content: read::<T>(&earlier.content)?,
        origin: VersionOrigin::Restoration,
        based_on: base.number,
        restores: Some(number),
        effective_on: day,
        reason: request.reason.clone(),
    };
    let written = desk.write(tx, draft)?;
    desk.tell::<T>(tx, &written, &[])?;
    Ok(written)
}

/// What something says after a patch, its identifiers in their one form.
fn patched<T: Checked>(base: &CatalogueVersion, patch: &Body<MergePatch<T>>) -> Result<T, Problem> {
    let before = read::<T>(&base.content)?;
    let after = patch.applied_to(&before)?.normal();
    let touched = check_identity(T::FIXED, &content_of(&before), &content_of(&after));
    refuse_errors(touched)?;
    Ok(after)
}

fn read<T: Versioned>(content: &Value) -> Result<T, Problem> {
    T::deserialize(content).map_err(Problem::internal)
}

impl<'a> Desk<'a> {
    /// Waits for its turn, then looks up what is within reach.
    fn open<T: Versioned>(
        tx: &mut Tx,
        asker: &'a Asker,
        known: &'a Catalogue,
        code: &str,
    ) -> Result<Self, Problem> {
        let one = within_reach::<T>(asker, known, code)?;
        reaches(asker, &one.keepers(known)).or_not_found(T::KIND)?;
        store::lock(tx)?;
        Ok(Self { asker, known, all: store::all(tx)? })
    }

    fn of<'b, T: Versioned>(&'b self, code: &'b str) -> impl Iterator<Item = &'b CatalogueVersion> {
        self.all.iter().filter(move |version| version.is_of(T::NOUN, code))
    }

    fn last<T: Versioned>(&self, code: &str) -> i32 {
        self.of::<T>(code).map(|version| version.number).max().unwrap_or_default()
    }

    fn in_force<T: Versioned>(&self, code: &str, day: NaiveDate) -> Result<CatalogueVersion, Problem> {
        let found = in_force(self.of::<T>(code), day).cloned();
        found.ok_or_else(|| Problem::internal("a noun of the catalogue without a version"))
    }

    /// Writes a version that follows the rules of the catalogue of its day.
    fn write<T: Checked>(
        &mut self,
        tx: &mut Tx,
        draft: VersionDraft<T>,
    ) -> Result<CatalogueVersion, Problem> {
        let that_day = assemble(self.known, &self.all, draft.effective_on);
        let mut found = findings(&that_day, &draft.content);
        found.extend(self.strangers_named(tx, &that_day, &draft)?);
        refuse_errors(found)?;
        let version = CatalogueVersion {
            noun: T::NOUN,
            code: draft.content.code().to_owned(),
            number: self.last::<T>(draft.content.code()) + 1,
            origin: draft.origin,
            is_proposed: false,
            effective_on: Some(draft.effective_on),
            based_on: Some(draft.based_on),
            restores: draft.restores,
            content: content_of(&draft.content),
            file_digest: None,
            reason: draft.reason,
            author_id: Some(AccountId(self.asker.caller.id)),
            created_at: self.asker.now,
        };
        store::insert(tx, &version)?;
        self.all.push(version.clone());
        Ok(version)
    }

    /// The accounts named anew that are not of the staff; somebody who left since keeps no other change from being made.
    fn strangers_named<T: Checked>(
        &self,
        tx: &mut Tx,
        that_day: &Catalogue,
        draft: &VersionDraft<T>,
    ) -> Result<Vec<Finding>, Problem> {
        let base = self.of::<T>(draft.content.code()).find(|version| version.number == draft.based_on);
        let known = base.map(|base| read::<T>(&base.content)).transpose()?;
        let known = known.map(|known| known.accounts_named()).unwrap_or_default();
        let mut named = draft.content.accounts_named();
        named.retain(|(_, account)| known.iter().all(|(_, earlier)| earlier != account));
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<AccountId> = named.iter().map(|(_, account)| *account).collect();
        let staff = accounts::store::accounts::staff_of(tx, &draft.content.sites(that_day), &ids)?;
        Ok(strangers(&named, &staff))
    }

    /// A change made for an earlier day also holds in what is planned for later ones.
    fn carry_over<T: Checked>(
        &mut self,
        tx: &mut Tx,
        written: &CatalogueVersion,
        patch: &Body<MergePatch<T>>,
    ) -> Result<(), Problem> {
        let planned = self.of::<T>(&written.code).filter(|version| !version.is_proposed);
        let mut days: Vec<NaiveDate> = planned.filter_map(|version| version.effective_on).collect();
        days.retain(|day| Some(*day) > written.effective_on);
        days.sort_unstable();
        days.dedup();
        for day in days {
            let base = self.in_force::<T>(&written.code, day)?;
            let draft = VersionDraft {
                content: patched(&base, patch)?,
                origin: VersionOrigin::Carried,
                based_on: base.number,
                restores: None,
                effective_on: day,
                reason: written.reason.clone(),
            };
            self.write(tx, draft)?;
        }
        Ok(())
    }

    /// Writes the journal, tells the partner, and writes the rows others point at anew when the version holds today.
    fn tell<T: Versioned>(
        &self,
        tx: &mut Tx,
        written: &CatalogueVersion,
        fields: &[String],
    ) -> Result<(), Problem> {
        let today = assemble(self.known, &self.all, self.asker.today);
        let one = T::find(&today, &written.code).or_not_found(T::KIND)?;
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let told = |site: SiteId, id: Uuid| VersionSubject { site, id, number: written.number };
        match T::NOUN {
            super::model::CatalogueNoun::Cfa => {
                let author = self.asker.author();
                journal::record_without_site(tx, &author, (self.asker.act, T::event()), one.id(), &fields)?;
                for site in one.sites(&today) {
                    let event = journal::Event::SiteChanged;
                    self.asker.record_fields(tx, event, &told(site, site.0), &fields)?;
                }
            }
            _ => {
                for site in one.sites(&today) {
                    self.asker.record_fields(tx, T::event(), &told(site, one.id()), &fields)?;
                }
            }
        }
        if written.holds_by(self.asker.today) {
            programmes::load(tx, &today, self.asker.now)?;
        }
        Ok(())
    }
}

/// Refuses what is out of reach as if it were absent.
pub fn within_reach<'a, T: Versioned>(
    asker: &Asker,
    known: &'a Catalogue,
    code: &str,
) -> Result<&'a T, Problem> {
    let one = T::find(known, code).or_not_found(T::KIND)?;
    reaches(asker, &one.sites(known)).map(|()| one).or_not_found(T::KIND)
}

fn reaches(asker: &Asker, sites: &[SiteId]) -> Option<()> {
    let reach = &asker.reach;
    (reach.covers_everything() || sites.iter().any(|site| reach.covers_site(*site))).then_some(())
}

/// A version as the journal and the feed name it.
struct VersionSubject {
    site: SiteId,
    id: Uuid,
    number: i32,
}

impl Subject for VersionSubject {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site, self.id, i64::from(self.number))
    }
}
