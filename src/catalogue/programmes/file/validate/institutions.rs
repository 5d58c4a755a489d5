//! Rules of training centres and sites: codes, official numbers, addresses, people.

use super::super::fault::Faults;
use super::super::{Address, Cfa, Contact, FileFault, Site};
use super::shapes::{is_normal, is_phone, is_website};
use super::{INSTITUTIONS, paths};
use crate::law::holidays::HolidayZone;
use crate::law::identifiers;
use crate::law::territories::Territory;
use crate::say;

/// What the institution file breaks on its own.
pub(in super::super) fn institution_faults(cfas: &[Cfa], sites: &[Site]) -> Vec<FileFault> {
    let mut faults = Faults::in_file(INSTITUTIONS);
    for (rank, cfa) in cfas.iter().enumerate() {
        check_cfa(&mut faults, &format!("cfas[{rank}]"), cfa);
    }
    for (rank, site) in sites.iter().enumerate() {
        check_site(&mut faults, &format!("sites[{rank}]"), site);
    }
    faults.into_found()
}

/// What a training centre breaks by itself, each fault at its field.
pub fn faults_of_cfa(cfa: &Cfa) -> Vec<FileFault> {
    at_its_field(institution_faults(std::slice::from_ref(cfa), &[]), "cfas[0].")
}

/// What a site breaks by itself, each fault at its field.
pub fn faults_of_site(site: &Site) -> Vec<FileFault> {
    at_its_field(institution_faults(&[], std::slice::from_ref(site)), "sites[0].")
}

fn at_its_field(faults: Vec<FileFault>, place: &str) -> Vec<FileFault> {
    let field = |path: &str| path.strip_prefix(place).unwrap_or(path).to_owned();
    faults.into_iter().map(|fault| FileFault { path: field(&fault.path), ..fault }).collect()
}

fn check_cfa(faults: &mut Faults, at: &str, cfa: &Cfa) {
    faults.require_readable(at, cfa);
    faults.require_slug(format!("{at}.code"), &cfa.code);
    check_numbers(faults, at, cfa.uai.as_deref(), cfa.siret.as_deref());
    let nda_shape = ("onze chiffres, sans espace", "eleven digits, without spaces");
    faults.require_shape(format!("{at}.nda"), cfa.nda.as_deref(), is_normal(identifiers::nda), nda_shape);
    check_reach(faults, at, cfa.phone.as_deref(), cfa.email.as_deref());
    check_website(faults, at, cfa.website.as_deref());
    if let Some(address) = &cfa.address {
        check_address(faults, at, address);
    }
}

fn check_site(faults: &mut Faults, at: &str, site: &Site) {
    faults.require_readable(at, site);
    faults.require_slug(format!("{at}.code"), &site.code);
    check_numbers(faults, at, site.uai.as_deref(), site.siret.as_deref());
    check_reach(faults, at, site.phone.as_deref(), site.email.as_deref());
    check_website(faults, at, site.website.as_deref());
    check_address(faults, at, &site.address);
    check_holidays(faults, at, site);
    let contacts = format!("{at}.contacts");
    faults.unique(
        ("code de contact", "contact code"),
        paths(&site.contacts, &contacts, "code", |contact| &contact.code),
    );
    for (rank, contact) in site.contacts.iter().enumerate() {
        check_contact(faults, &format!("{contacts}[{rank}]"), contact);
    }
}

/// Where the law has days off of its own, the list is that of the postcode.
fn check_holidays(faults: &mut Faults, at: &str, site: &Site) {
    let there = Territory::of_postal_code(&site.address.postcode);
    let same = HolidayZone::from(site.public_holidays).territory() == there;
    faults.require(same || there == Territory::Metropolitan, format!("{at}.public_holidays"), || {
        say!(
            "le code postal est d'un autre territoire : donnez sa liste de jours fériés, par exemple \"{there}\"",
            "the postcode is of another territory: write its list, such as \"{there}\""
        )
    });
}

fn check_contact(faults: &mut Faults, at: &str, contact: &Contact) {
    faults.require_slug(format!("{at}.code"), &contact.code);
    check_reach(faults, at, contact.phone.as_deref(), contact.email.as_deref());
    faults.require(!contact.functions.is_empty(), format!("{at}.functions"), || {
        say!(
            "un contact répond de quelque chose : donnez au moins une fonction",
            "a contact answers for something: write at least one function"
        )
    });
}

fn check_address(faults: &mut Faults, at: &str, address: &Address) {
    let (path, is_postcode) = (format!("{at}.address.postcode"), is_normal(identifiers::french_postal_code));
    let shape = ("cinq chiffres, par exemple \"10000\"", "five digits, such as \"10000\"");
    faults.require_shape(path, Some(&address.postcode), is_postcode, shape);
}

fn check_numbers(faults: &mut Faults, at: &str, uai: Option<&str>, siret: Option<&str>) {
    faults.require_shape(
        format!("{at}.uai"),
        uai,
        is_normal(identifiers::uai),
        (
            "sept chiffres et leur lettre de contrôle, par exemple \"0951099D\"",
            "seven digits and their check letter, such as \"0951099D\"",
        ),
    );
    let siret_shape = (
        "quatorze chiffres sans espace, dont la clé (Luhn) est juste",
        "fourteen digits that pass the Luhn check, without spaces",
    );
    faults.require_shape(format!("{at}.siret"), siret, is_normal(identifiers::siret), siret_shape);
}

fn check_reach(faults: &mut Faults, at: &str, phone: Option<&str>, email: Option<&str>) {
    let phone_shape = (
        "un numéro, par exemple \"03.25.80.72.17\" ou \"+33325807217\"",
        "a number, such as \"03.25.80.72.17\" or \"+33325807217\"",
    );
    faults.require_shape(format!("{at}.phone"), phone, is_phone, phone_shape);
    let email_shape = (
        "une seule adresse en minuscules, par exemple \"nom@ecole.fr\"",
        "one address in lower case, such as \"name@school.fr\"",
    );
    faults.require_shape(format!("{at}.email"), email, is_normal(identifiers::email), email_shape);
}

fn check_website(faults: &mut Faults, at: &str, website: Option<&str>) {
    faults.require_shape(
        format!("{at}.website"),
        website,
        is_website,
        ("un nom de site, par exemple \"www.ecole.fr\"", "a host name, such as \"www.school.fr\""),
    );
}
