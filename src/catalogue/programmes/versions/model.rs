//! The nouns: what has versions, and one version as it is kept.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::followed::{ProgrammeVersion, ProgrammeVersions, last_grounds, of_programmes};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::{Cfa, Programme, Site};
use crate::catalogue::programmes::store::{cfa_id, programme_id, site_id};
use crate::ids::{AccountId, SiteId};
use crate::schema::catalogue_versions;
use crate::text_enum;
use crate::trust::access::Act;
use crate::trust::journal::Event;

text_enum!(
    /// What of the catalogue has versions.
    CatalogueNoun {
        /// A training centre (CFA).
        Cfa = "cfa" => "CFA" / "CFA",
        /// A site (UFA).
        Site = "site" => "Site" / "Site",
        /// A programme.
        Programme = "programme" => "Programme" / "Programme",
    }
);

text_enum!(
    /// Where a version comes from.
    VersionOrigin {
        /// Read from the catalogue files.
        File = "file" => "Fichier" / "File",
        /// People changed something.
        Change = "change" => "Modification" / "Change",
        /// People went back to an earlier version, or adopted one.
        Restoration = "restoration" => "Retour à une version" / "Return to a version",
        /// A change made for an earlier day, carried over to what was planned for a later one.
        Carried = "carried" => "Changement reporté" / "Change carried over",
    }
);

text_enum!(
    /// Whether a version holds.
    VersionState {
        /// It held once.
        Past = "past" => "Passée" / "Past",
        /// It holds today.
        InForce = "in_force" => "En vigueur" / "In force",
        /// It will hold, from its first day.
        Planned = "planned" => "À venir" / "Planned",
        /// It was never adopted: the file changed after people did.
        Proposed = "proposed" => "Proposée" / "Proposed",
    }
);

/// One version, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = catalogue_versions, check_for_backend(diesel::pg::Pg))]
pub struct CatalogueVersion {
    pub noun: CatalogueNoun,
    pub code: String,
    /// Rank, from 1.
    pub number: i32,
    pub origin: VersionOrigin,
    /// Whether it waits to be adopted.
    pub is_proposed: bool,
    /// First day it holds; none when it has always held.
    pub effective_on: Option<NaiveDate>,
    /// Version it differs from.
    pub based_on: Option<i32>,
    /// Version that was gone back to.
    pub restores: Option<i32>,
    /// Everything it says, in the shape of the files.
    pub content: Value,
    /// Fingerprint of what the file said.
    pub file_digest: Option<String>,
    pub reason: Option<String>,
    pub author_id: Option<AccountId>,
    pub created_at: DateTime<Utc>,
}

impl CatalogueVersion {
    /// Whether it is about this.
    pub fn is_of(&self, noun: CatalogueNoun, code: &str) -> bool {
        self.noun == noun && self.code == code
    }

    /// Whether it has begun to hold by a day.
    pub fn holds_by(&self, day: NaiveDate) -> bool {
        !self.is_proposed && self.effective_on.is_none_or(|first| first <= day)
    }
}

/// The version that holds on a day, among those of one thing: the one that begins last, the later written of two.
pub fn in_force<'a>(
    versions: impl IntoIterator<Item = &'a CatalogueVersion>,
    day: NaiveDate,
) -> Option<&'a CatalogueVersion> {
    versions
        .into_iter()
        .filter(|version| version.holds_by(day))
        .max_by_key(|version| (version.effective_on, version.number))
}

/// Which versions a catalogue in memory was made of; none when it was made of files alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownVersions {
    /// How many versions the base held: it only grows.
    pub revision: i64,
    latest: BTreeMap<(CatalogueNoun, String), i32>,
    programmes: ProgrammeVersions,
    grounds: BTreeMap<(CatalogueNoun, String), i32>,
}

impl KnownVersions {
    /// The versions of a base.
    pub fn of(versions: &[CatalogueVersion]) -> Self {
        let mut latest = BTreeMap::new();
        for version in versions {
            let last = latest.entry((version.noun, version.code.clone())).or_insert(version.number);
            *last = version.number.max(*last);
        }
        let revision = i64::try_from(versions.len()).unwrap_or(i64::MAX);
        Self { revision, latest, programmes: of_programmes(versions), grounds: last_grounds(versions) }
    }

    /// The number of the last version of something that changed what is derived from it.
    pub fn last_ground(&self, noun: CatalogueNoun, code: &str) -> i32 {
        self.grounds.get(&(noun, code.to_owned())).copied().unwrap_or(1)
    }

    /// The versions of a programme that were ever adopted, in the order of their numbers.
    pub fn of_programme(&self, code: &str) -> &[ProgrammeVersion] {
        self.programmes.get(code).map(Vec::as_slice).unwrap_or_default()
    }

    /// The number of the last version of something: what its ETag says.
    pub fn latest(&self, noun: CatalogueNoun, code: &str) -> i32 {
        self.latest.get(&(noun, code.to_owned())).copied().unwrap_or(1)
    }
}

/// A noun of the catalogue that people may change over the API.
pub trait Versioned: Clone + PartialEq + Serialize + DeserializeOwned + ToSchema + Send + 'static {
    /// Which one it is.
    const NOUN: CatalogueNoun;
    /// The act of changing it.
    const CHANGE: Act;
    /// The fields that say which one it is, and those that belong to the certification: they do not change here.
    const FIXED: &'static [&'static str];
    /// Its kind, as a refusal names it.
    const KIND: &'static str;

    /// All those of a catalogue.
    fn all(catalogue: &Catalogue) -> &[Self];
    /// All those of a catalogue, to be replaced.
    fn all_mut(catalogue: &mut Catalogue) -> &mut [Self];
    /// Its code.
    fn code(&self) -> &str;
    /// Its identifier.
    fn id(&self) -> Uuid;
    /// The sites it is about: whoever reaches one of them reaches it.
    fn sites(&self, catalogue: &Catalogue) -> Vec<SiteId>;
    /// The sites whose managers may change it.
    fn keepers(&self, catalogue: &Catalogue) -> Vec<SiteId> {
        self.sites(catalogue)
    }
    /// What the partner is told for each of those sites: a change of a CFA changes its sites.
    fn event() -> Event;

    /// The one of this code.
    fn find<'a>(catalogue: &'a Catalogue, code: &str) -> Option<&'a Self> {
        Self::all(catalogue).iter().find(|one| one.code() == code)
    }
}

impl Versioned for Cfa {
    const NOUN: CatalogueNoun = CatalogueNoun::Cfa;
    const CHANGE: Act = Act::ChangeCfa;
    const FIXED: &'static [&'static str] = &["code"];
    const KIND: &'static str = "cfa";

    fn all(catalogue: &Catalogue) -> &[Self] {
        &catalogue.cfas
    }

    fn all_mut(catalogue: &mut Catalogue) -> &mut [Self] {
        &mut catalogue.cfas
    }

    fn code(&self) -> &str {
        &self.code
    }

    fn id(&self) -> Uuid {
        cfa_id(&self.code)
    }

    fn sites(&self, catalogue: &Catalogue) -> Vec<SiteId> {
        let under = catalogue.sites.iter().filter(|site| site.cfa == self.code);
        under.map(|site| site_id(&site.code)).collect()
    }

    fn event() -> Event {
        Event::CfaChanged
    }
}

impl Versioned for Site {
    const NOUN: CatalogueNoun = CatalogueNoun::Site;
    const CHANGE: Act = Act::ChangeSite;
    const FIXED: &'static [&'static str] = &["code", "cfa"];
    const KIND: &'static str = "site";

    fn all(catalogue: &Catalogue) -> &[Self] {
        &catalogue.sites
    }

    fn all_mut(catalogue: &mut Catalogue) -> &mut [Self] {
        &mut catalogue.sites
    }

    fn code(&self) -> &str {
        &self.code
    }

    fn id(&self) -> Uuid {
        site_id(&self.code).0
    }

    fn sites(&self, _: &Catalogue) -> Vec<SiteId> {
        vec![site_id(&self.code)]
    }

    fn event() -> Event {
        Event::SiteChanged
    }
}

impl Versioned for Programme {
    const NOUN: CatalogueNoun = CatalogueNoun::Programme;
    const CHANGE: Act = Act::ChangeProgramme;
    const FIXED: &'static [&'static str] = &[
        "code",
        "site",
        "version",
        "digest",
        "diploma_code",
        "diploma_code_certainty",
        "diploma_code_note",
        "duration_months",
        "blocks_capitalisable",
        "bridges",
        "rncp",
        "skill_blocks",
        "missing_blocks",
        "exam_regulations",
        "missions",
        "activities",
    ];
    const KIND: &'static str = "programme";

    fn all(catalogue: &Catalogue) -> &[Self] {
        &catalogue.programmes
    }

    fn all_mut(catalogue: &mut Catalogue) -> &mut [Self] {
        &mut catalogue.programmes
    }

    fn code(&self) -> &str {
        &self.code
    }

    fn id(&self) -> Uuid {
        programme_id(&self.code).0
    }

    fn sites(&self, _: &Catalogue) -> Vec<SiteId> {
        Self::sites(self).map(|code| site_id(code)).collect()
    }

    fn keepers(&self, _: &Catalogue) -> Vec<SiteId> {
        vec![site_id(&self.site)]
    }

    fn event() -> Event {
        Event::ProgrammeChanged
    }
}
