//! The version of its programme that a cohort follows: the one it began with, unless it was told to follow another.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Deserialize;

use super::model::{CatalogueNoun, CatalogueVersion};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::Programme;
use crate::catalogue::programmes::store::site_id;
use crate::ids::SiteId;
use crate::law::figures::DocumentKind;
use crate::schema::{cohorts, programmes};

/// What tells the version of its programme that a cohort follows, read with whatever a cohort is read for.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = cohorts, check_for_backend(diesel::pg::Pg))]
pub struct FollowedProgramme {
    /// Code of the programme.
    #[diesel(select_expression = programmes::code)]
    #[diesel(select_expression_type = programmes::code)]
    pub code: String,
    /// First day of the cohort.
    #[diesel(column_name = starts_on)]
    pub cohort_starts_on: NaiveDate,
    /// The version it was told to follow.
    #[diesel(column_name = programme_version)]
    pub told: Option<i32>,
}

/// A version of a programme, as cohorts follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeVersion {
    /// Rank of the version.
    pub number: i32,
    /// First day it holds; none when it has always held.
    pub effective_on: Option<NaiveDate>,
    programme: Arc<Programme>,
    ground: String,
}

/// The versions of each programme that were ever adopted, in the order of their numbers.
pub type ProgrammeVersions = BTreeMap<String, Vec<ProgrammeVersion>>;

/// The versions of programmes among those of a base; one that this program cannot read is left out.
pub fn of_programmes(versions: &[CatalogueVersion]) -> ProgrammeVersions {
    let mut found = ProgrammeVersions::new();
    for version in versions.iter().filter(|one| one.noun == CatalogueNoun::Programme && !one.is_proposed) {
        let Ok(programme) = Programme::deserialize(&version.content) else { continue };
        let (number, effective_on) = (version.number, version.effective_on);
        let ground = ground_of(&programme);
        let known = ProgrammeVersion { number, effective_on, programme: Arc::new(programme), ground };
        found.entry(version.code.clone()).or_default().push(known);
    }
    found
}

/// The number of the last version of each that changed what is derived from it: going back is a change too.
pub fn last_grounds(versions: &[CatalogueVersion]) -> BTreeMap<(CatalogueNoun, String), i32> {
    let mut last: BTreeMap<(CatalogueNoun, String), (i32, String)> = BTreeMap::new();
    for version in versions.iter().filter(|one| !one.is_proposed) {
        let ground = match version.noun {
            CatalogueNoun::Cfa => continue,
            CatalogueNoun::Site => version.content["public_holidays"].to_string(),
            CatalogueNoun::Programme => {
                let read = Programme::deserialize(&version.content);
                read.map(|programme| ground_of(&programme)).unwrap_or_default()
            }
        };
        let known = last.entry((version.noun, version.code.clone())).or_insert((1, ground.clone()));
        if known.1 != ground {
            *known = (version.number, ground);
        }
    }
    last.into_iter().map(|(name, (number, _))| (name, number)).collect()
}

/// What dates and duties are derived from in a programme, as text: open days or figures published change none of it.
fn ground_of(programme: &Programme) -> String {
    let (window, rhythm) = (&programme.contract_window, &programme.rhythm);
    format!(
        "{} {} {} {:?} {:?} {:?}",
        programme.visits_per_year,
        window.months_before,
        window.months_after,
        rhythm.company_weekdays,
        rhythm.centre_weekdays,
        programme.documents
    )
}

impl Catalogue {
    /// What dates and duties are derived from, as text: the same as long as none of them changes.
    pub fn ground(&self) -> String {
        let mut ground = String::new();
        for programme in &self.programmes {
            let versions = self.versions.of_programme(&programme.code).iter();
            let mut steps: BTreeMap<_, _> =
                versions.map(|version| (version.effective_on, version.ground.clone())).collect();
            if steps.is_empty() {
                steps.insert(None, ground_of(programme));
            }
            let mut steps: Vec<_> = steps.into_iter().collect();
            steps.dedup_by(|later, earlier| later.1 == earlier.1);
            let last = self.versions.last_ground(CatalogueNoun::Programme, &programme.code);
            ground.push_str(&format!("{} {last} {steps:?}\n", programme.digest));
        }
        for site in &self.sites {
            let last = self.versions.last_ground(CatalogueNoun::Site, &site.code);
            ground.push_str(&format!("{} {last} {:?}\n", site.code, site.public_holidays));
        }
        ground
    }

    /// The documents that programmes of a site ask for, in any version.
    pub fn documents_asked_at(&self, site: SiteId) -> impl Iterator<Item = &DocumentKind> {
        let taught = self.programmes.iter().filter(move |one| one.sites().any(|code| site_id(code) == site));
        taught.flat_map(|one| {
            let versions = self.versions.of_programme(&one.code).iter();
            let earlier = versions.flat_map(|version| &version.programme.documents);
            one.documents.iter().chain(earlier)
        })
    }

    /// The programme that a cohort follows, in its version.
    pub fn followed(&self, by: &FollowedProgramme) -> Option<&Programme> {
        let known = self.programme(&by.code)?;
        Some(self.version_followed(by).map_or(known, |version| &version.programme))
    }

    /// The version of its programme that a cohort follows; none while the base holds none.
    pub fn version_followed(&self, by: &FollowedProgramme) -> Option<&ProgrammeVersion> {
        let versions = self.versions.of_programme(&by.code);
        let told = by.told.and_then(|told| versions.iter().find(|version| version.number == told));
        let begun = |version: &&ProgrammeVersion| {
            version.effective_on.is_none_or(|first| first <= by.cohort_starts_on)
        };
        let of_its_start =
            || versions.iter().filter(begun).max_by_key(|version| (version.effective_on, version.number));
        told.or_else(of_its_start)
    }
}
