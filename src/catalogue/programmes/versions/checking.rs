//! What a change is refused for: the rules of the files, told where the change stands.

use super::model::Versioned;
use super::rules::{CONTACT_IS_OF_THE_STAFF, FOLLOWS_THE_RULES};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::{Cfa, Contact, Programme, Site};
use crate::catalogue::programmes::file::{FileFault, faults_of_cfa, faults_of_programme, faults_of_site};
use crate::ids::AccountId;
use crate::law::findings::Finding;
use crate::platform::text::Sentence;
use crate::say;

/// A noun whose content has rules of its own.
pub trait Checked: Versioned {
    /// What it breaks by itself.
    fn own_faults(&self) -> Vec<FileFault>;

    /// The same, its identifiers in their one form.
    #[must_use]
    fn normal(self) -> Self;

    /// The accounts it names, each with the pointer to it.
    fn accounts_named(&self) -> Vec<(String, AccountId)> {
        Vec::new()
    }
}

impl Checked for Cfa {
    fn own_faults(&self) -> Vec<FileFault> {
        faults_of_cfa(self)
    }

    fn normal(self) -> Self {
        self.in_one_form()
    }
}

impl Checked for Site {
    fn own_faults(&self) -> Vec<FileFault> {
        faults_of_site(self)
    }

    fn accounts_named(&self) -> Vec<(String, AccountId)> {
        let named = |(rank, contact): (usize, &Contact)| {
            Some((format!("/contacts/{rank}/account_id"), contact.account_id?))
        };
        self.contacts.iter().enumerate().filter_map(named).collect()
    }

    fn normal(self) -> Self {
        self.in_one_form()
    }
}

impl Checked for Programme {
    fn own_faults(&self) -> Vec<FileFault> {
        faults_of_programme(self)
    }

    fn normal(self) -> Self {
        self
    }
}

/// The accounts named that are not of the staff of the site.
pub fn strangers(named: &[(String, AccountId)], staff: &[AccountId]) -> Vec<Finding> {
    let facts = || {
        say!(
            "Aucun compte du personnel de ce site n'a cet identifiant ; GET /v1/accounts les donne.",
            "No account of the staff of this site has this id; GET /v1/accounts gives them."
        )
    };
    let strangers = named.iter().filter(|(_, account)| !staff.contains(account));
    strangers.map(|(pointer, _)| CONTACT_IS_OF_THE_STAFF.at(pointer.clone(), facts())).collect()
}

/// What a change breaks: by itself, then together with the rest of the catalogue as it stands that day.
pub fn findings<T: Checked>(day: &Catalogue, changed: &T) -> Vec<Finding> {
    let mut after = day.clone();
    for one in T::all_mut(&mut after) {
        if one.code() == changed.code() {
            *one = changed.clone();
        }
    }
    let known = day.shared_faults();
    let together = after.shared_faults().into_iter().filter(|fault| !known.contains(fault));
    let own = changed.own_faults().into_iter().map(|fault| at_its_place(&fault.path, fault.message));
    own.chain(together.map(|fault| elsewhere::<T>(changed, fault))).collect()
}

/// A fault of the change itself, at its JSON pointer.
fn at_its_place(path: &str, message: Sentence) -> Finding {
    FOLLOWS_THE_RULES.at(pointer_of(path), message)
}

/// A fault that something else has because of the change.
fn elsewhere<T: Versioned>(changed: &T, fault: FileFault) -> Finding {
    let (file, path) = (fault.file, fault.path);
    if file.ends_with(&format!("/{}.toml", changed.code())) {
        return at_its_place(&path, fault.message);
    }
    let Sentence { fr, en } = fault.message;
    let facts = say!(
        "Ailleurs dans le catalogue ({file}, {path}) : {fr}",
        "Elsewhere in the catalogue ({file}, {path}): {en}"
    );
    FOLLOWS_THE_RULES.at("", facts)
}

/// `contacts[1].functions` as `/contacts/1/functions`.
fn pointer_of(path: &str) -> String {
    let steps = path.split(['.', '[']).map(|step| step.trim_end_matches(']'));
    steps.filter(|step| !step.is_empty()).fold(String::new(), |pointer, step| pointer + "/" + step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_the_files_becomes_a_pointer() {
        assert_eq!(pointer_of("contacts[1].functions"), "/contacts/1/functions");
        assert_eq!((pointer_of("siret"), pointer_of("")), ("/siret".to_owned(), String::new()));
    }

    #[test]
    fn a_change_is_told_of_what_it_breaks_elsewhere() {
        let catalogue = Catalogue::embedded().unwrap();
        let mut site = catalogue.sites[0].clone();
        assert!(findings(&catalogue, &site).is_empty());
        site.phone = Some("03.25".to_owned());
        site.contacts.pop();
        let found = findings(&catalogue, &site);
        let places: Vec<_> = found.iter().map(|one| one.pointer.as_ref()).collect();
        assert_eq!(places, ["/phone", ""]);
        assert!(found[1].fr.contains("programmes/bts-mco.toml") && found[1].fr.contains("aucun contact"));
    }
}
