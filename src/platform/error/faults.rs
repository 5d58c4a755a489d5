//! Faults in what was sent: as many as somebody reads, the others counted.

use crate::platform::text::Sentence;

/// Most faults listed; the others are counted.
pub const MOST_FAULTS: usize = 100;

/// Something wrong in what was sent, and where.
#[derive(Debug, Clone)]
pub struct Fault {
    /// JSON pointer to the field.
    pub pointer: String,
    /// Stable code of the rule.
    pub code: String,
    /// What is wrong and what would be accepted.
    pub message: Sentence,
}

impl Fault {
    /// A fault at a pointer.
    pub fn new(pointer: impl Into<String>, code: impl Into<String>, message: Sentence) -> Self {
        Self { pointer: pointer.into(), code: code.into(), message }
    }
}

/// Faults as they are found: those beyond the first hundred are not even written out.
#[derive(Debug, Clone, Default)]
pub struct FaultList {
    listed: Vec<Fault>,
    beyond: usize,
}

impl FaultList {
    /// Adds a fault, written out while there is room for it.
    pub fn add(&mut self, fault: impl FnOnce() -> Fault) {
        if self.listed.len() < MOST_FAULTS { self.listed.push(fault()) } else { self.beyond += 1 }
    }

    /// Adds the faults of another list after these.
    pub fn append(&mut self, others: Self) {
        self.beyond += others.beyond;
        others.listed.into_iter().for_each(|fault| self.add(|| fault));
    }

    /// The faults written out, at most a hundred.
    pub fn listed(&self) -> &[Fault] {
        &self.listed
    }

    /// The faults written out, to be changed.
    pub fn listed_mut(&mut self) -> &mut [Fault] {
        &mut self.listed
    }

    /// How many faults were found, listed or not.
    pub fn count(&self) -> usize {
        self.listed.len() + self.beyond
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }
}

impl FromIterator<Fault> for FaultList {
    fn from_iter<I: IntoIterator<Item = Fault>>(faults: I) -> Self {
        let mut list = Self::default();
        faults.into_iter().for_each(|fault| list.add(|| fault));
        list
    }
}

impl From<Vec<Fault>> for FaultList {
    fn from(faults: Vec<Fault>) -> Self {
        faults.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say;

    #[test]
    fn a_list_ends_after_a_hundred_and_counts_the_rest() {
        let mut list = FaultList::default();
        for index in 0..250 {
            list.add(|| {
                assert!(index < MOST_FAULTS, "{index} is written out for nobody");
                Fault::new(format!("/{index}"), "unknown_field", say!("x", "x"))
            });
        }
        let mut both = FaultList::default();
        both.append(list.clone());
        both.append(list);
        assert_eq!((both.listed().len(), both.count()), (100, 500));
        assert_eq!(both.listed()[99].pointer, "/99");
    }
}
