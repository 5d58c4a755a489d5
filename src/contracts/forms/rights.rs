//! What of a form its reader may see: what it tells of a person or a company is read by the act of that record.

use serde::Serialize;
use utoipa::ToSchema;

use super::model::{ChangedBox, Section};
use crate::trust::access::{Act, Caller};

/// Part of the boxes about the legal representative, which stand among those of the apprentice.
const REPRESENTATIVE: &str = "representant";

/// A part of the form that is left out, and what would give it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FormPartLeftOut {
    /// Section, or `representant` for the boxes of the legal representative.
    #[schema(max_length = 20, example = "apprenti")]
    pub part: &'static str,
    /// RowScope that gives it to a machine client; null when none does.
    #[schema(max_length = 40, example = "apprentices:read")]
    pub scope: Option<&'static str>,
}

/// The act that reads what a box tells; none for what the contract itself says.
fn act_of(section: &str, key: &str) -> Option<(&'static str, Act)> {
    match section {
        "apprenti" if key.starts_with(REPRESENTATIVE) => Some((REPRESENTATIVE, Act::ReadGuardian)),
        "apprenti" => Some(("apprenti", Act::ReadApprentice)),
        "employeur" => Some(("employeur", Act::ReadEmployer)),
        "maitre_1" => Some(("maitre_1", Act::ReadTutor)),
        "maitre_2" => Some(("maitre_2", Act::ReadTutor)),
        _ => None,
    }
}

/// Whether a reader may see what a box tells.
fn may_see(caller: &Caller, section: &str, key: &str) -> bool {
    act_of(section, key).is_none_or(|(_, act)| caller.may(act).is_ok())
}

/// The sections as their reader sees them, and the parts that are left out.
pub fn within(caller: &Caller, mut sections: Vec<Section>) -> (Vec<Section>, Vec<FormPartLeftOut>) {
    let mut left_out = Vec::new();
    for section in &mut sections {
        let boxes = std::mem::take(&mut section.boxes);
        let (seen, hidden): (Vec<_>, Vec<_>) =
            boxes.into_iter().partition(|one| may_see(caller, section.key, &one.key));
        section.boxes = seen;
        for (part, act) in hidden.iter().filter_map(|one| act_of(section.key, &one.key)) {
            let scope = Some(act.scope()).filter(|scope| !scope.is_empty());
            let one = FormPartLeftOut { part, scope };
            if !left_out.contains(&one) {
                left_out.push(one);
            }
        }
    }
    (sections, left_out)
}

/// The changes their reader may see.
pub fn changes_within(caller: &Caller, mut changes: Vec<ChangedBox>) -> Vec<ChangedBox> {
    changes.retain(|one| may_see(caller, one.section, &one.after.key));
    changes
}
