//! Whom a line is about: by identifier, INE or name, all of the same person.

use std::collections::HashMap;

use crate::exchange::mark_sheets::model::{CandidateColumn, SheetCandidate};
use crate::exchange::mark_sheets::rules::{
    CANDIDATE_AMBIGUOUS, CANDIDATE_CONTRADICTED, CANDIDATE_MISSING, CANDIDATE_UNKNOWN,
};
use crate::exchange::sheets::cells::quoted;
use crate::law::findings::Finding;
use crate::platform::folding::name_key;
use crate::platform::text::{Sentence, nearest};
use crate::say;

/// Why nobody is meant, and who probably was.
type Unidentified = (Box<Finding>, Option<String>);

/// Candidates by what a line may say of them.
pub struct CandidateIndex<'a> {
    all: &'a [SheetCandidate],
    by_key: HashMap<String, Vec<usize>>,
}

impl<'a> CandidateIndex<'a> {
    /// Everybody, by each of what they are known by.
    pub fn of(all: &'a [SheetCandidate]) -> Self {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, one) in all.iter().enumerate() {
            let family = [Some(&one.candidate.family_name), one.usage_name.as_ref()];
            let given = &one.candidate.given_name;
            let mut keys: Vec<String> = family
                .into_iter()
                .flatten()
                .flat_map(|family| [format!("{family}{given}"), format!("{given}{family}")])
                .map(|name| format!("name:{}", name_key(&name)))
                .collect();
            keys.push(format!("enrolment_id:{}", one.candidate.enrolment_id));
            keys.push(format!("apprentice_id:{}", one.candidate.apprentice_id));
            keys.extend(one.ine.as_ref().map(|ine| format!("ine:{}", ine.to_uppercase())));
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                by_key.entry(key).or_default().push(at);
            }
        }
        Self { all, by_key }
    }

    fn found(&self, key: &str) -> &[usize] {
        self.by_key.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// The candidate a line means: all that it says must be of the same person.
    pub fn meant(&self, said: &[(CandidateColumn, &str)]) -> Result<usize, Unidentified> {
        let keys = keys_of(said);
        if keys.is_empty() {
            let facts = say!(
                "Cette ligne ne désigne personne : donnez le nom et le prénom, l'INE, ou l'identifiant.",
                "This line names nobody: give the family and given name, the INE, or the identifier."
            );
            return Err((Box::new(CANDIDATE_MISSING.at("", facts)), None));
        }
        let mut fit: Option<Vec<usize>> = None;
        let mut strange_ine = false;
        for (key, shown) in &keys {
            let found = self.found(key).to_vec();
            match found.is_empty() {
                // an INE nobody is known by may be that of a candidate whose file lacks it: the name decides
                true if key.starts_with("ine:") && keys.len() > 1 => {
                    strange_ine = true;
                    continue;
                }
                true => return Err(self.unknown(shown)),
                false => {}
            }
            fit = Some(match fit {
                None => found,
                Some(before) => before.into_iter().filter(|one| found.contains(one)).collect(),
            });
        }
        match fit.unwrap_or_default().as_slice() {
            [only] if !(strange_ine && self.has_ine(*only)) => Ok(*only),
            [] | [_] => Err((Box::new(CANDIDATE_CONTRADICTED.at("", contradicted(&keys))), None)),
            several => Err((Box::new(CANDIDATE_AMBIGUOUS.at("", ambiguous(several.len()))), None)),
        }
    }

    fn has_ine(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|one| one.ine.is_some())
    }

    fn unknown(&self, shown: &str) -> Unidentified {
        let shown = quoted(shown);
        let names: Vec<String> = self.all.iter().map(SheetCandidate::name).collect();
        let meant = nearest(&shown, names.iter().map(String::as_str)).map(str::to_owned);
        let (lequel, which) = meant.as_ref().map_or_else(Default::default, |name| {
            (format!(" Vouliez-vous dire {name} ?"), format!(" Did you mean {name}?"))
        });
        let facts = say!(
            "« {shown} » : aucun candidat de cette promotion.{lequel}",
            "\"{shown}\": no candidate of this cohort.{which}"
        );
        (Box::new(CANDIDATE_UNKNOWN.at("", facts)), meant)
    }
}

/// What a line says of its candidate, as keys of the index, each with what is shown of it.
fn keys_of(said: &[(CandidateColumn, &str)]) -> Vec<(String, String)> {
    let value = |column| {
        let found = said.iter().find(|(known, _)| *known == column).map(|(_, text)| text.trim());
        found.filter(|text| !text.is_empty())
    };
    let mut keys = Vec::new();
    for column in [CandidateColumn::EnrolmentId, CandidateColumn::ApprenticeId] {
        keys.extend(value(column).map(|id| (format!("{column}:{}", id.to_lowercase()), id.to_owned())));
    }
    keys.extend(value(CandidateColumn::Ine).map(|ine| {
        let joined: String = ine.chars().filter(|c| !c.is_whitespace()).collect();
        (format!("ine:{}", joined.to_uppercase()), ine.to_owned())
    }));
    let full = value(CandidateColumn::FullName).map(str::to_owned);
    let parted = match (value(CandidateColumn::FamilyName), value(CandidateColumn::GivenName)) {
        (None, None) => None,
        (family, given) => Some(format!("{} {}", family.unwrap_or_default(), given.unwrap_or_default())),
    };
    let names = [full, parted].into_iter().flatten();
    keys.extend(names.map(|name| (format!("name:{}", name_key(&name)), name.trim().to_owned())));
    keys
}

fn contradicted(keys: &[(String, String)]) -> Sentence {
    let shown: Vec<String> = keys.iter().map(|(_, shown)| quoted(shown)).collect();
    let shown = shown.join(", ");
    say!("{shown} : ce ne sont pas les mêmes candidats.", "{shown}: these are not the same candidates.")
}

fn ambiguous(count: usize) -> Sentence {
    say!(
        "{count} candidats conviennent à cette ligne : ajoutez l'INE, ou une colonne enrolment_id.",
        "{count} candidates fit this line: add the INE, or a column enrolment_id."
    )
}
