//! What is known of the disability of an apprentice: boxes of the official form, never a diagnosis.

use serde::Serialize;
use utoipa::ToSchema;

/// What is known of the disability of an apprentice; sealed in one byte, whatever it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Disability {
    /// Recognised as a disabled worker (RQTH).
    pub disabled_worker: bool,
    /// Held as such from 15 to 20 by the rights of a disabled child: "équivalence jeunes" of the form, since 10103*13.
    pub youth_equivalence: bool,
    /// Entitled to the obligation of employment on another ground: "extension BOE" of the form, since 10103*13.
    pub boe_extension: bool,
}

impl Disability {
    /// The fields of an apprentice that say it.
    pub const FIELDS: [&'static str; 3] = ["disabled_worker", "youth_equivalence", "boe_extension"];

    /// What a byte says; the first bit is the recognition, alone until 10103*13.
    pub const fn of_byte(byte: u8) -> Self {
        Self {
            disabled_worker: byte & 1 != 0,
            youth_equivalence: byte & 2 != 0,
            boe_extension: byte & 4 != 0,
        }
    }

    /// The byte that says it.
    pub fn byte(self) -> u8 {
        u8::from(self.disabled_worker)
            | u8::from(self.youth_equivalence) << 1
            | u8::from(self.boe_extension) << 2
    }
}

/// What a reader is shown of it: nothing, unless they may know and asked, or just wrote it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct DisabilityShown {
    /// Recognised as a disabled worker (RQTH); administrators, managers, disability referents and the apprentice see it,
    /// when they ask for it or just wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub disabled_worker: Option<bool>,
    /// Held as such from 15 to 20 ("équivalence jeunes"); seen like `disabled_worker`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub youth_equivalence: Option<bool>,
    /// Entitled to the obligation of employment on another ground ("extension BOE"); seen like `disabled_worker`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub boe_extension: Option<bool>,
}

impl DisabilityShown {
    /// The whole of it.
    pub const fn whole(of: Disability) -> Self {
        Self {
            disabled_worker: Some(of.disabled_worker),
            youth_equivalence: Some(of.youth_equivalence),
            boe_extension: Some(of.boe_extension),
        }
    }

    /// What a new file says: nothing of what it leaves at no.
    pub fn said(of: Disability) -> Self {
        let yes = |said: bool| said.then_some(true);
        Self {
            disabled_worker: yes(of.disabled_worker),
            youth_equivalence: yes(of.youth_equivalence),
            boe_extension: yes(of.boe_extension),
        }
    }

    /// The fields that were just written, by their names.
    pub fn written(of: Disability, fields: &[String]) -> Self {
        let named = |field: &str, value: bool| fields.iter().any(|one| one == field).then_some(value);
        let [worker, youth, boe] = Disability::FIELDS;
        Self {
            disabled_worker: named(worker, of.disabled_worker),
            youth_equivalence: named(youth, of.youth_equivalence),
            boe_extension: named(boe, of.boe_extension),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_says_each_fact_and_reads_what_was_sealed_before_there_were_three() {
        for byte in 0..8 {
            assert_eq!(Disability::of_byte(byte).byte(), byte);
        }
        assert!(Disability::of_byte(1).disabled_worker && !Disability::of_byte(1).youth_equivalence);
        assert_eq!(Disability::of_byte(0), Disability::default());
    }

    #[test]
    fn only_what_was_written_is_shown_back() {
        let all = Disability::of_byte(7);
        let shown = DisabilityShown::written(all, &["youth_equivalence".to_owned()]);
        assert_eq!(shown, DisabilityShown { youth_equivalence: Some(true), ..DisabilityShown::default() });
        assert_eq!(DisabilityShown::written(all, &[]), DisabilityShown::default());
    }
}
