//! Handlers that say what may be done, and what is still lacking.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;

use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::model::{Contract, ContractAct};
use crate::contracts::agreements::readiness::Readiness;
use crate::contracts::agreements::rules::life::{self, ContractStanding};
use crate::contracts::agreements::rules::succession::check_overlap;
use crate::contracts::agreements::rules::terms::has_blanks;
use crate::contracts::agreements::store;
use crate::contracts::agreements::wire::{ReadinessOut, SigningParams, Transition, TransitionsOut};
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
use crate::trust::door::{Asker, Door};

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
        };
        let mut data = Vec::new();
        for act in ContractAct::ALL {
            let refusals = against(conn, asker, &catalogue, (&contract, standing), (*act, signed_on))?;
            data.push(Transition::of(*act, refusals, asker.lang));
        }
        Reply::ok(&TransitionsOut { data })
    })
    .await
}

/// The act of the access table an act on a contract asks for.
const fn act_of(act: ContractAct) -> Act {
    match act {
        ContractAct::MakeReady
        | ContractAct::BackToDraft
        | ContractAct::Change
        | ContractAct::Discard
        | ContractAct::Complete => Act::ChangeContract,
        ContractAct::Sign => Act::SignContract,
        ContractAct::File | ContractAct::DecideFiling | ContractAct::WithdrawDecision => Act::FileContract,
        ContractAct::Break => Act::DeclareRupture,
        ContractAct::WithdrawRupture => Act::ChangeRupture,
    }
}

/// Everything that stands against an act.
fn against(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    (contract, standing): (&Contract, ContractStanding<'_>),
    (act, signed_on): (ContractAct, NaiveDate),
) -> Result<Vec<Finding>, Problem> {
    if asker.caller.may(act_of(act)).is_err() {
        return Ok(vec![never_may()]);
    }
    if let Some(rule) = life::against(standing, act) {
        return Ok(vec![rule.at("", Sentence::new(rule.fr, rule.en))]);
    }
    match act {
        ContractAct::Sign | ContractAct::MakeReady => {
            let readiness = Readiness::of(conn, asker, catalogue, contract, signed_on)?;
            Ok(readiness.against_signature())
        }
        ContractAct::WithdrawRupture => {
            let mut others = store::list_concluded(conn, contract.apprentice_id)?;
            others.retain(|other| other.id != contract.id);
            Ok(check_overlap(contract.starts_on, contract.ends_on, &others).into_iter().collect())
        }
        _ => Ok(Vec::new()),
    }
}

fn never_may() -> Finding {
    let sentences =
        ("Votre rôle ne permet pas cet acte.".to_owned(), "Your role does not allow this act.".to_owned());
    Finding::error("forbidden", "", "", sentences)
}
