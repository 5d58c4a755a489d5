//! What may be done with an amendment now, and why not the rest.

use actix_web::get;
use actix_web::web::{Data, Path};

use super::filings::refuse_unsigned;
use super::{refuse_signed, scopes_of, standing_on};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::Contract;
use crate::contracts::amendments::acts;
use crate::contracts::amendments::model::Amendment;
use crate::contracts::amendments::rules::terms;
use crate::contracts::amendments::store;
use crate::contracts::filings;
use crate::contracts::filings::model::FilingState;
use crate::ids::AmendmentId;
use crate::law::findings::{Finding, Rule};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::Answer;
use crate::platform::text::Sentence;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door, Step, TransitionsOut, step};
use crate::trust::withdrawals::{WithdrawalKind, against_noted};

/// Every act on an amendment.
pub const STEPS: &[Step] = &[
    step(
        "sign",
        ("Enregistrer la signature", "Record the signature"),
        Act::SignContract,
        ("POST", "/v1/amendments/{id}/signature"),
    ),
    step(
        "discard",
        ("Supprimer le brouillon", "Discard the draft"),
        Act::ChangeContract,
        ("DELETE", "/v1/amendments/{id}"),
    ),
    step(
        "file",
        ("Enregistrer le dépôt", "Record the deposit"),
        Act::FileContract,
        ("POST", "/v1/amendments/{id}/filings"),
    ),
    step(
        "decide_filing",
        ("Enregistrer la réponse au dépôt", "Record the answer to the deposit"),
        Act::FileContract,
        ("POST", "/v1/amendments/{id}/filings/{filing_id}/acceptance"),
    ),
    step(
        "withdraw_signature",
        ("Annuler la signature", "Take the signature back"),
        Act::SignContract,
        ("POST", "/v1/amendments/{id}/signature/withdrawal"),
    ),
];

/// Says what who asks may do with an amendment now, were it signed today, and why not the rest.
#[utoipa::path(tag = "amendments", params(("id" = AmendmentId, Path, description = "Amendment.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/amendments/{id}/transitions")]
pub(super) async fn list_amendment_transitions(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<AmendmentId>,
) -> Answer {
    door.read(Act::ReadContract, move |conn, asker| {
        let (amendment, contract) = store::find(conn, &asker.reach, *id)?.or_not_found("amendment")?;
        let made = filings::store::of_amendments(conn, &[amendment.id])?;
        let open = made.iter().find(|filing| filing.facts.state == FilingState::Sent);
        let mut names = vec![("id", amendment.id.to_string())];
        names.extend(open.map(|filing| ("filing_id", filing.id.to_string())));
        let states: Vec<FilingState> = made.iter().map(|filing| filing.facts.state).collect();
        asker.transitions(STEPS, &names, |step| match step.act {
            "sign" => against_signature(conn, asker, &catalogue, (&contract, &amendment)),
            "discard" => refuse_signed(&amendment).map(|()| Vec::new()),
            "withdraw_signature" => against_withdrawal(conn, &amendment, &contract),
            "file" => refuse_unsigned(&amendment).map(|()| found(filings::rules::check_another(&states))),
            _ => refuse_unsigned(&amendment).map(|()| found(filings::rules::check_open(&states))),
        })
    })
    .await
}

fn against_signature(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    (contract, draft): (&Contract, &Amendment),
) -> Result<Vec<Finding>, Problem> {
    refuse_signed(draft)?;
    let signing = terms::check_signature(contract, draft.facts.effective_on, asker.today, asker.today);
    if signing.iter().any(Finding::is_error) {
        return Ok(signing);
    }
    acts::judge(conn, asker, catalogue, contract, draft)?;
    acts::check_after_exams(conn, asker, contract, draft, asker.today, None)
}

fn against_withdrawal(
    conn: &mut Tx,
    amendment: &Amendment,
    contract: &Contract,
) -> Result<Vec<Finding>, Problem> {
    let built = standing_on(conn, amendment, contract)?.findings();
    if !built.is_empty() {
        return Ok(built);
    }
    let about = (WithdrawalKind::AmendmentSignature, amendment.id.0);
    against_noted(conn, about, &scopes_of(amendment, contract))
}

fn found(rule: Option<&'static Rule>) -> Vec<Finding> {
    rule.map(|rule| rule.at("", Sentence::new(rule.fr, rule.en))).into_iter().collect()
}
