//! What somebody may do, as they and the document are told.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Act, Caller, Extent, Role};

/// An act somebody may do, and how far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Right {
    /// Code of the act, as in `x-roles` of the operations that need it.
    #[schema(max_length = 40, example = "read_visit")]
    pub act: String,
    /// How far they reach with it.
    pub extent: Extent,
    /// Whether the password must have been proved lately (`POST /v1/sessions/reauthentication`).
    pub recent_proof: bool,
}

impl Caller {
    /// Every act the caller may do, as the access table says.
    pub fn rights(&self) -> Vec<Right> {
        let may = Act::ALL.iter().filter(|act| self.may(**act).is_ok());
        let told = may.map(|act| Right {
            act: code_of(*act),
            extent: act.row()[self.role as usize],
            recent_proof: self.role != Role::Client && act.asks_for_recent_proof(),
        });
        told.collect()
    }
}

/// Code of an act, as people who programme read it: `ReadVisit` is `read_visit`.
pub fn code_of(act: Act) -> String {
    act.name().chars().enumerate().fold(String::new(), |mut code, (index, letter)| {
        if letter.is_ascii_uppercase() && index > 0 {
            code.push('_');
        }
        code.push(letter.to_ascii_lowercase());
        code
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_has_a_code_of_its_own() {
        assert_eq!(code_of(Act::ReadMockExamInvitation), "read_mock_exam_invitation");
        let codes: std::collections::HashSet<_> = Act::ALL.iter().map(|act| code_of(*act)).collect();
        assert_eq!(codes.len(), Act::ALL.len());
        assert!(codes.iter().all(|code| code.len() <= 40));
    }
}
