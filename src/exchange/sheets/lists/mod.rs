//! The four lists, and the columns of each: one line a column.

mod companies;
mod contact;
mod contracts;
mod people;

use super::column::{Column, SheetLayout};
use crate::platform::folding::folded;
use crate::text_enum;

text_enum!(
    /// A list that comes in and goes out.
    ListKind {
        /// Employers.
        Employers = "employers" => "Employeurs" / "Employers",
        /// Company tutors.
        Tutors = "tutors" => "Maîtres d'apprentissage" / "Company tutors",
        /// Apprentices.
        Apprentices = "apprentices" => "Apprentis" / "Apprentices",
        /// Contracts.
        Contracts = "contracts" => "Contrats" / "Contracts",
    }
);

impl ListKind {
    /// The columns, in the order exports write them.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Employers => companies::EMPLOYERS,
            Self::Tutors => companies::TUTORS,
            Self::Apprentices => people::APPRENTICES,
            Self::Contracts => contracts::CONTRACTS,
        }
    }

    /// What its file holds.
    pub const fn layout(self) -> SheetLayout {
        SheetLayout { title: self.label_fr(), columns: self.columns(), comes_back: true }
    }

    /// The column a header means.
    pub fn column_named(self, header: &str) -> Option<&'static Column> {
        let sought = folded(header);
        let named = |column: &&Column| folded(column.header) == sought;
        let called = |column: &&Column| column.synonyms.contains(&sought.as_str());
        self.columns().iter().find(named).or_else(|| self.columns().iter().find(called))
    }

    /// The column that fills a field.
    pub fn column_of(self, field: &str) -> Option<&'static Column> {
        self.columns().iter().find(|column| column.field == field)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_header_means_two_columns_and_synonyms_are_folded() {
        for kind in ListKind::ALL {
            let mut seen = HashSet::new();
            for column in kind.columns() {
                assert!(seen.insert(folded(column.header)), "{kind} {}", column.header);
                for synonym in column.synonyms {
                    assert_eq!(folded(synonym), *synonym);
                    assert!(seen.insert((*synonym).to_owned()), "{kind} {synonym}");
                }
            }
        }
    }

    #[test]
    fn headers_are_found_whatever_the_accents_and_the_word_used() {
        for (kind, header, field) in [
            (ListKind::Employers, "N° SIRET", Some("siret")),
            (ListKind::Employers, "RAISON SOCIALE", Some("name")),
            (ListKind::Apprentices, "Né(e) le", Some("born_on")),
            (ListKind::Apprentices, "Prenom", Some("given_name")),
            (ListKind::Tutors, "E-mail", Some("email")),
            (ListKind::Contracts, "Date de début", Some("starts_on")),
            (ListKind::Contracts, "Couleur préférée", None),
        ] {
            assert_eq!(kind.column_named(header).map(|column| column.field), field, "{header}");
        }
    }
}
