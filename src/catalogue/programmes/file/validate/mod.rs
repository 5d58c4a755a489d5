//! The rules a catalogue must hold, each told with what would be accepted.

mod exams;
mod institutions;
mod programme;
mod shapes;
mod skills;
mod texts;

use super::fault::Faults;
use super::{Catalogue, FileFault, Programme};

pub(super) use institutions::institution_faults;
pub(super) use programme::programme_faults;

/// The file that holds the training centres and the sites.
pub(super) const INSTITUTIONS: &str = "institutions.toml";

/// The file a programme is read from.
pub(super) fn file_of(programme: &Programme) -> String {
    format!("programmes/{}.toml", programme.code)
}

/// What each file breaks on its own.
pub(super) fn own_faults(catalogue: &Catalogue) -> Vec<FileFault> {
    let programmes =
        catalogue.programmes.iter().flat_map(|programme| programme_faults(&file_of(programme), programme));
    institution_faults(&catalogue.cfas, &catalogue.sites).into_iter().chain(programmes).collect()
}

/// What files break together: codes used twice, references to what does not exist.
pub(super) fn shared_faults(catalogue: &Catalogue) -> Vec<FileFault> {
    let mut institutions = Faults::in_file(INSTITUTIONS);
    institutions.unique("training centre code", paths(&catalogue.cfas, "cfas", "code", |cfa| &cfa.code));
    institutions.unique("site code", paths(&catalogue.sites, "sites", "code", |site| &site.code));
    for (rank, site) in catalogue.sites.iter().enumerate() {
        institutions.require(catalogue.cfa(&site.cfa).is_some(), format!("sites[{rank}].cfa"), || {
            unknown("training centre", &site.cfa, catalogue.cfas.iter().map(|cfa| cfa.code.as_str()))
        });
    }
    let mut found = institutions.into_found();
    for (rank, programme) in catalogue.programmes.iter().enumerate() {
        found.extend(placement_faults(catalogue, rank, programme));
    }
    found
}

fn placement_faults(catalogue: &Catalogue, rank: usize, programme: &Programme) -> Vec<FileFault> {
    let mut faults = Faults::in_file(file_of(programme));
    let twice = catalogue.programmes.iter().take(rank).any(|other| other.code == programme.code);
    faults.require(!twice, "code", || {
        format!("the programme code {:?} is used twice: give each its own", programme.code)
    });
    let Some(site) = catalogue.site(&programme.site) else {
        let sites = catalogue.sites.iter().map(|site| site.code.as_str());
        faults.note("site", unknown("site", &programme.site, sites));
        return faults.into_found();
    };
    for (rank, contact) in programme.contacts.iter().enumerate() {
        faults.require(site.contact(contact).is_some(), format!("contacts[{rank}]"), || {
            unknown("contact of the site", contact, site.contacts.iter().map(|contact| contact.code.as_str()))
        });
    }
    faults.into_found()
}

/// Tells a reference that leads nowhere, and where it may lead.
fn unknown<'a>(what: &str, found: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let known = if known.is_empty() { "none is declared".to_owned() } else { known.join(", ") };
    format!("no {what} has the code {found:?}; known: {known}")
}

/// The path and the text of one field of every item of a list.
fn paths<'a, T>(
    items: &'a [T],
    list: &str,
    name: &str,
    field: impl Fn(&'a T) -> &'a String,
) -> impl Iterator<Item = (String, &'a str)> {
    items.iter().enumerate().map(move |(rank, item)| (format!("{list}[{rank}].{name}"), field(item).as_str()))
}
