//! The rules a catalogue must hold, each told with what would be accepted.

mod awards;
mod exams;
mod institutions;
mod programme;
mod shapes;
mod skills;
mod texts;

use super::fault::Faults;
use super::{Catalogue, FileFault, Programme};
use crate::platform::text::Sentence;
use crate::say;

pub(super) use institutions::institution_faults;
pub use institutions::{faults_of_cfa, faults_of_site};
pub(super) use programme::programme_faults;

/// The file that holds the training centres and the sites.
pub(super) const INSTITUTIONS: &str = "institutions.toml";

/// The file a programme is read from.
pub(super) fn file_of(programme: &Programme) -> String {
    format!("programmes/{}.toml", programme.code)
}

/// What a programme breaks by itself, each fault at its field.
pub fn faults_of_programme(programme: &Programme) -> Vec<FileFault> {
    programme_faults(&file_of(programme), programme)
}

/// What each file breaks on its own.
pub(super) fn own_faults(catalogue: &Catalogue) -> Vec<FileFault> {
    let programmes =
        catalogue.programmes.iter().flat_map(|programme| programme_faults(&file_of(programme), programme));
    institution_faults(&catalogue.cfas, &catalogue.sites).into_iter().chain(programmes).collect()
}

/// The codes of training centres and sites used twice.
pub(super) fn twice_faults(catalogue: &Catalogue) -> Vec<FileFault> {
    let mut institutions = Faults::in_file(INSTITUTIONS);
    check_codes(&mut institutions, catalogue);
    institutions.into_found()
}

/// What files break together: codes used twice, references to what does not exist.
pub(super) fn shared_faults(catalogue: &Catalogue) -> Vec<FileFault> {
    let mut institutions = Faults::in_file(INSTITUTIONS);
    check_codes(&mut institutions, catalogue);
    for (rank, site) in catalogue.sites.iter().enumerate() {
        institutions.require(catalogue.cfa(&site.cfa).is_some(), format!("sites[{rank}].cfa"), || {
            unknown(("CFA", "training centre"), &site.cfa, catalogue.cfas.iter().map(|cfa| cfa.code.as_str()))
        });
    }
    let mut found = institutions.into_found();
    for (rank, programme) in catalogue.programmes.iter().enumerate() {
        found.extend(placement_faults(catalogue, rank, programme));
    }
    found
}

fn check_codes(institutions: &mut Faults, catalogue: &Catalogue) {
    institutions.unique(
        ("code de CFA", "training centre code"),
        paths(&catalogue.cfas, "cfas", "code", |cfa| &cfa.code),
    );
    institutions
        .unique(("code de site", "site code"), paths(&catalogue.sites, "sites", "code", |site| &site.code));
}

fn placement_faults(catalogue: &Catalogue, rank: usize, programme: &Programme) -> Vec<FileFault> {
    let mut faults = Faults::in_file(file_of(programme));
    let twice = catalogue.programmes.iter().take(rank).any(|other| other.code == programme.code);
    faults.require(!twice, "code", || {
        say!(
            "le code de formation {:?} sert deux fois : donnez à chacune le sien",
            "the programme code {:?} is used twice: give each its own",
            programme.code
        )
    });
    let Some(site) = catalogue.site(&programme.site) else {
        let sites = catalogue.sites.iter().map(|site| site.code.as_str());
        faults.note("site", unknown(("site", "site"), &programme.site, sites));
        return faults.into_found();
    };
    for (rank, other) in programme.also_taught_at.iter().enumerate() {
        let known = catalogue.site(other).is_some() && *other != programme.site;
        faults.require(known, format!("also_taught_at[{rank}]"), || {
            let others = catalogue.sites.iter().map(|site| site.code.as_str());
            unknown(("autre site", "other site"), other, others.filter(|code| *code != programme.site))
        });
    }
    for (rank, contact) in programme.contacts.iter().enumerate() {
        faults.require(site.contact(contact).is_some(), format!("contacts[{rank}]"), || {
            let known = site.contacts.iter().map(|contact| contact.code.as_str());
            unknown(("contact du site", "contact of the site"), contact, known)
        });
    }
    faults.into_found()
}

/// Tells a reference that leads nowhere, and where it may lead.
fn unknown<'a>(
    (what, what_en): (&str, &str),
    found: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Sentence {
    let known: Vec<&str> = known.into_iter().collect();
    if known.is_empty() {
        return say!(
            "aucun {what} n'a le code {found:?} ; aucun n'est déclaré",
            "no {what_en} has the code {found:?}; none is declared"
        );
    }
    let known = known.join(", ");
    say!(
        "aucun {what} n'a le code {found:?} ; connus : {known}",
        "no {what_en} has the code {found:?}; known: {known}"
    )
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
