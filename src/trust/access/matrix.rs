//! The table of rights as text, for people to review.

use super::Extent::No;
use super::{Act, Role};

/// The table as text, committed and reviewed.
pub fn printed_matrix() -> String {
    let mut out = format!("{:<24}", "act");
    for role in Role::ALL {
        out.push_str(&format!("{:<15}", role.as_str()));
    }
    out.push_str(&format!("{:<21}proof\n", "scope"));
    for act in Act::ALL {
        out.push_str(&format!("{:<24}", act.name()));
        for extent in act.row() {
            let word = if extent == No { "-" } else { extent.as_str() };
            out.push_str(&format!("{word:<15}"));
        }
        let scope = if act.scope().is_empty() { "-" } else { act.scope() };
        let proof = if act.asks_for_recent_proof() { "recent" } else { "-" };
        out.push_str(&format!("{scope:<21}{proof}\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trust::access::SCOPES;

    #[test]
    fn a_scope_named_in_the_table_can_be_given() {
        for act in Act::ALL {
            let given_to_clients = act.row()[Role::Client as usize] != No;
            let named = SCOPES.contains(&act.scope()) || *act == Act::ReadRights;
            assert_eq!(given_to_clients, named, "{}", act.name());
        }
    }
}
