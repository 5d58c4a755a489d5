//! Who may call each operation, as the document says it: to programs in `security` and `x-roles`, to people in a paragraph.

use serde_json::{Map, Value, json};

use super::operations::Needs::{self, Nothing, The};
use super::operations::every_operation;
use crate::platform::openapi::for_each_operation;
use crate::trust::access::{Act, Extent, Role, SCOPES, code_of};

/// The scheme of software that has a token for some scopes.
const SOFTWARE: &str = "software";

/// Says of each operation who may call it: in `x-roles` how far each role reaches, the code of the act as `GET /v1/me` gives
/// it, the scope of machine clients, whether a recent proof is asked for.
pub fn tell_roles(document: &mut Value) {
    document["components"]["securitySchemes"][SOFTWARE] = software();
    for_each_operation(document, |path, method, operation| {
        let same =
            |(verb, place, _): &&(&str, &str, Needs)| verb.eq_ignore_ascii_case(method) && *place == path;
        match every_operation().find(same).map(|(.., needs)| *needs) {
            Some(The(act)) => {
                let (scope, recent_proof) = (act.scope(), act.asks_for_recent_proof());
                operation["x-roles"] = json!({ "act": code_of(act), "reach": reach_of(act) });
                if !scope.is_empty() {
                    operation["x-roles"]["scope"] = json!(scope);
                    operation["security"] = json!([{ "bearer": [] }, { SOFTWARE: [scope] }]);
                }
                if recent_proof {
                    operation["x-roles"]["recent_proof"] = json!(true);
                }
                add_paragraph(operation, &callers_of(act));
            }
            Some(Nothing) => {
                operation["x-roles"] = json!({ "reach": { "anybody": Extent::All } });
                if path == "/oauth/token" {
                    operation["security"] = json!([{ "secret": [] }, {}]);
                }
                add_paragraph(operation, "Open to anybody.");
            }
            None => {}
        }
    });
}

fn reach_of(act: Act) -> Map<String, Value> {
    let each = Role::ALL.iter().zip(act.row()).filter(|(_, extent)| *extent != Extent::No);
    each.map(|(role, extent)| (role.as_str().to_owned(), json!(extent))).collect()
}

/// Client credentials (RFC 6749 §4.4), with every scope there is.
fn software() -> Value {
    let scopes: Map<String, Value> =
        SCOPES.iter().map(|scope| ((*scope).to_owned(), json!(what_it_reads(scope)))).collect();
    json!({
        "type": "oauth2",
        "description": "Token of a machine client, for the scopes an administrator gave it.",
        "flows": { "clientCredentials": { "tokenUrl": "/oauth/token", "scopes": scopes } },
    })
}

/// `mock_exams:read` reads mock exams.
fn what_it_reads(scope: &str) -> String {
    let noun = scope.split(':').next().unwrap_or(scope);
    format!("Reads {}.", noun.replace('_', " "))
}

fn callers_of(act: Act) -> String {
    let each = Role::ALL.iter().zip(act.row()).filter(|(_, extent)| *extent != Extent::No);
    let each = each.map(|(role, extent)| {
        let (role, extent) = (role.label().en.to_lowercase(), extent.label().en.to_lowercase());
        format!("{role} ({extent})")
    });
    let scope = act.scope();
    let scope = if scope.is_empty() { String::new() } else { format!(", with the scope `{scope}`") };
    let proof = if act.asks_for_recent_proof() { " A password proved lately is asked for." } else { "" };
    format!("Open to: {}{scope}.{proof}", each.collect::<Vec<_>>().join(", "))
}

fn add_paragraph(operation: &mut Value, more: &str) {
    let said = operation["description"].as_str().unwrap_or_default();
    operation["description"] =
        json!(if said.is_empty() { more.to_owned() } else { format!("{said}\n\n{more}") });
}
