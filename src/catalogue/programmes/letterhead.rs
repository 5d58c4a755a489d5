//! The letterhead of a site, as printed documents bear it.

use serde::Serialize;

use super::Catalogue;
use super::file::Site;
use super::store::site_id;
use crate::ids::SiteId;

/// A site at the head of a document: its name, then its school, its address, how to reach it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Letterhead {
    pub site: String,
    pub site_lines: Vec<String>,
}

impl Letterhead {
    /// That of a site of the catalogue, as it stands; empty for one that is in it no more.
    pub fn of(catalogue: &Catalogue, id: SiteId) -> Self {
        let Some(site) = catalogue.sites.iter().find(|site| site_id(&site.code) == id) else {
            return Self::default();
        };
        let reached = [site.phone.clone(), site.email.clone()].into_iter().flatten();
        let reached = reached.collect::<Vec<_>>().join(" · ");
        Self {
            site: typographic(&site.name),
            site_lines: postal_lines(site).chain(printed(reached)).collect(),
        }
    }

    /// Where to write to the training centre: its name, care of a site, its school, its address; none for a site that is not
    /// in the catalogue.
    pub fn addressee(catalogue: &Catalogue, id: SiteId) -> Option<Vec<String>> {
        let site = catalogue.sites.iter().find(|site| site_id(&site.code) == id)?;
        let centre = catalogue.cfa(&site.cfa).and_then(|cfa| printed(cfa.name.clone()));
        let care_of = printed(site.name.clone()).map(|name| format!("s/c {name}"));
        Some(centre.into_iter().chain(care_of).chain(postal_lines(site)).collect())
    }
}

fn postal_lines(site: &Site) -> impl Iterator<Item = String> {
    let address = &site.address;
    let place = format!("{}, {} {}", address.street, address.postcode, address.city);
    [site.legal_name.clone(), Some(place)].into_iter().flatten().filter_map(printed)
}

/// A line as it is printed; none for one without a letter.
fn printed(line: String) -> Option<String> {
    Some(typographic(&line)).filter(|line| !line.trim().is_empty())
}

fn typographic(text: &str) -> String {
    text.replace('\'', "’")
}
