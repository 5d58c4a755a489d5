//! Handlers that say what may be done, and what is still lacking.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;

use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::model::{Contract, ContractAct};
use crate::contracts::agreements::readiness::Readiness;
use crate::contracts::agreements::reopening;
use crate::contracts::agreements::rules::life::{self, ContractStanding};
use crate::contracts::agreements::rules::terms::has_blanks;
use crate::contracts::agreements::store;
use crate::contracts::agreements::wire::{ReadinessOut, SigningParams};
use crate::contracts::filings;
use crate::contracts::filings::model::FilingState;
use crate::ids::ContractId;
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Sentence;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door, Step, TransitionsOut, step};
use crate::trust::withdrawals::store::is_noted;
use crate::trust::withdrawals::{WithdrawalKind, against_noted};

/// Says what a contract still lacks before its signature and before its deposit, box by box.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract."), SigningParams),
    responses((status = 200, description = "The checklist of each step.", body = ReadinessOut)))]
#[get("/v1/contracts/{id}/readiness")]
pub(super) async fn get_contract_readiness(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ContractId>,
    params: Params<SigningParams>,
) -> Answer {
    door.read(Act::CheckContract, move |conn, asker| {
        let contract = store::find(conn, &asker.reach, *id)?.or_not_found("contract")?;
        let signed_on = contract.signed_on.or(params.0.signed_on).unwrap_or(asker.today);
        let readiness = Readiness::of(conn, asker, &catalogue, &contract, signed_on)?;
        Reply::ok(&ReadinessOut::render(readiness, asker.lang))
    })
    .await
}

/// Every act on a contract.
pub const STEPS: &[Step] = &[
    step(
        "make_ready",
        labels(ContractAct::MakeReady),
        Act::ChangeContract,
        ("POST", "/v1/contracts/{id}/ready"),
    ),
    step(
        "back_to_draft",
        labels(ContractAct::BackToDraft),
        Act::ChangeContract,
        ("POST", "/v1/contracts/{id}/draft"),
    ),
    step("sign", labels(ContractAct::Sign), Act::SignContract, ("POST", "/v1/contracts/{id}/signature")),
    step("change", labels(ContractAct::Change), Act::ChangeContract, ("PATCH", "/v1/contracts/{id}")),
    step("discard", labels(ContractAct::Discard), Act::ChangeContract, ("DELETE", "/v1/contracts/{id}")),
    step("complete", labels(ContractAct::Complete), Act::ChangeContract, ("PATCH", "/v1/contracts/{id}")),
    step("file", labels(ContractAct::File), Act::FileContract, ("POST", "/v1/contracts/{id}/filings")),
    step(
        "decide_filing",
        labels(ContractAct::DecideFiling),
        Act::FileContract,
        ("POST", "/v1/contracts/{id}/filings/{filing_id}/acceptance"),
    ),
    step("break", labels(ContractAct::Break), Act::DeclareRupture, ("POST", "/v1/contracts/{id}/rupture")),
    step(
        "withdraw_rupture",
        labels(ContractAct::WithdrawRupture),
        Act::ChangeRupture,
        ("POST", "/v1/ruptures/{rupture_id}/withdrawal"),
    ),
    step(
        "withdraw_decision",
        labels(ContractAct::WithdrawDecision),
        Act::FileContract,
        ("POST", "/v1/contracts/{id}/filings/{filing_id}/acceptance/withdrawal"),
    ),
    step(
        "withdraw_signature",
        labels(ContractAct::WithdrawSignature),
        Act::SignContract,
        ("POST", "/v1/contracts/{id}/signature/withdrawal"),
    ),
];

/// Where a decision that refused a deposit is taken back.
const REFUSAL_WITHDRAWN: (&str, &str) = ("POST", "/v1/contracts/{id}/filings/{filing_id}/refusal/withdrawal");

const fn labels(act: ContractAct) -> (&'static str, &'static str) {
    (act.label_fr(), act.label_en())
}

/// Says what who asks may do with a contract now, and why not the rest.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract."), SigningParams),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/contracts/{id}/transitions")]
pub(super) async fn list_contract_transitions(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ContractId>,
    params: Params<SigningParams>,
) -> Answer {
    door.read(Act::ReadContract, move |conn, asker| {
        let contract = store::find(conn, &asker.reach, *id)?.or_not_found("contract")?;
        let signed_on = params.0.signed_on.unwrap_or(asker.today);
        let made = filings::store::of_contracts(conn, &[contract.id])?;
        let filings: Vec<FilingState> = made.iter().map(|filing| filing.facts.state).collect();
        let standing = ContractStanding {
            state: contract.state,
            filings: &filings,
            amended: store::is_amended(conn, contract.id)?,
            blank: has_blanks(&store::find_agreement(conn, &contract)?),
            noted: is_noted(conn, WithdrawalKind::ContractSignature, contract.id.0)?,
        };
        let mut names = vec![("id", contract.id.to_string())];
        names.extend(made.last().map(|filing| ("filing_id", filing.id.to_string())));
        let rupture = store::rupture_of(conn, contract.id)?;
        names.extend(rupture.map(|rupture| ("rupture_id", rupture.to_string())));
        let refused = filings.last() == Some(&FilingState::Refused);
        let steps = STEPS.iter().map(|step| match step.act {
            "withdraw_decision" if refused => Step { operation: REFUSAL_WITHDRAWN, ..*step },
            _ => *step,
        });
        asker.transitions(&steps.collect::<Vec<_>>(), &names, |step| {
            let act = step.act.parse().map_err(Problem::internal)?;
            against(conn, asker, &catalogue, (&contract, standing), (act, signed_on))
        })
    })
    .await
}

/// Everything that stands against an act.
fn against(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    (contract, standing): (&Contract, ContractStanding<'_>),
    (act, signed_on): (ContractAct, NaiveDate),
) -> Result<Vec<Finding>, Problem> {
    if act == ContractAct::WithdrawSignature {
        let built = reopening::standing_on_signature(conn, contract)?.findings();
        if !built.is_empty() {
            return Ok(built);
        }
    }
    if let Some(rule) = life::against(standing, act) {
        return Ok(vec![rule.at("", Sentence::new(rule.fr, rule.en))]);
    }
    match act {
        ContractAct::Sign | ContractAct::MakeReady => {
            let readiness = Readiness::of(conn, asker, catalogue, contract, signed_on)?;
            Ok(readiness.against_signature())
        }
        ContractAct::WithdrawSignature => {
            let about = (WithdrawalKind::ContractSignature, contract.id.0);
            against_noted(conn, about, &reopening::scopes_of_signature(contract))
        }
        ContractAct::WithdrawRupture => {
            let overlap = reopening::overlap(conn, contract, contract.ends_on)?;
            let standing = reopening::standing_on_rupture(conn, contract)?;
            Ok(overlap.into_iter().chain(standing.findings()).collect())
        }
        _ => Ok(Vec::new()),
    }
}
