//! What a row says became of a contract, and doing it: drafted, signed by all, deposited, accepted.

use chrono::NaiveDate;
use serde_json::Value;

use crate::contracts::agreements::wire::ContractIn;
use crate::contracts::agreements::{Contract, acts as agreement_acts, store};
use crate::contracts::filings;
use crate::contracts::filings::wire::{FilingAcceptanceIn, FilingIn};
use crate::contracts::signatures::acts::{self as signature_acts, SignatureIn};
use crate::exchange::imports::planning::{ImportContext, ImportedRow};
use crate::exchange::imports::rules::{BROKEN_CONTRACT, UNSIGNED_DEPOSIT};
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::say;
use crate::trust::journal::Event;

/// Members of a deposit, in a list.
const OF_FILING: &str = "filing/";

/// What became of a contract: nothing while it is a draft.
pub struct Conclusion {
    signed_on: Option<NaiveDate>,
    sent: Option<FilingIn>,
    accepted: Option<FilingAcceptanceIn>,
}

impl Conclusion {
    /// What a row says; none when it says what an import cannot do.
    pub fn read(row: &mut ImportedRow, context: &ImportContext<'_>) -> Option<Self> {
        let signed_on = row.day("signed_on");
        let deposit = row.below(OF_FILING);
        let of = |members: &[&str]| -> Value {
            deposit
                .iter()
                .filter(|(name, _)| members.contains(&name.as_str()))
                .map(|(n, v)| (n.clone(), v.clone()))
                .collect()
        };
        let accepted = deposit.contains_key("decided_on") || deposit.contains_key("deca_number");
        if !deposit.is_empty() && signed_on.is_none() {
            let facts = say!(
                "Un dépôt est celui d'un contrat signé : donnez la date de conclusion.",
                "A deposit is that of a signed contract: give the day of the signature."
            );
            row.report(context, "signed_on", UNSIGNED_DEPOSIT.at("", facts));
            return None;
        }
        let sent = of(&["sent_on", "organisation", "organisation_siret", "complete_on"]);
        let sent =
            if deposit.is_empty() { None } else { Some(row.checked_below(context, OF_FILING, &sent)?) };
        let acceptance = of(&["decided_on", "deca_number"]);
        let accepted =
            if accepted { Some(row.checked_below(context, OF_FILING, &acceptance)?) } else { None };
        Some(Self { signed_on, sent, accepted })
    }

    /// Drafts the contract, then signs and deposits it as the row says.
    pub fn write(
        &self,
        tx: &mut Tx,
        context: &ImportContext<'_>,
        given: &ContractIn,
    ) -> Result<(Contract, Vec<Finding>), Problem> {
        let asker = context.asker;
        let drafted = agreement_acts::check(tx, asker, context.catalogue, given)?;
        let draft = agreement_acts::write(tx, &drafted)?;
        asker.record(tx, Event::ContractCreated, &draft)?;
        let Some(signed_on) = self.signed_on else { return Ok((draft, drafted.warnings)) };
        let signature = SignatureIn { signed_on, party: None, signatory: None };
        let mut warnings =
            signature_acts::sign(tx, asker, context.catalogue, context.follows, &draft, &signature)?;
        let mut contract = store::find(tx, &asker.reach, draft.id)?.or_not_found("contract")?;
        if let Some(sent) = &self.sent {
            let (filed, blanks) = agreement_acts::file(tx, asker, context.catalogue, &contract, sent.clone())
                .map_err(in_columns)?;
            contract = filed;
            warnings.extend(blanks);
        }
        if let Some(accepted) = &self.accepted {
            let last = filings::store::of_contracts(tx, &[contract.id])?.pop();
            let last = last.ok_or_else(|| Problem::internal("a deposit just written"))?;
            contract =
                agreement_acts::accept_filing(tx, asker, last, accepted.clone()).map_err(in_columns)?;
        }
        Ok((contract, warnings))
    }
}

/// A refusal of the deposit, at its columns.
fn in_columns(problem: Problem) -> Problem {
    problem.under("/filing")
}

/// Refuses a contract broken before its term: an import does not declare ruptures.
pub fn check_broken(row: &mut ImportedRow, context: &ImportContext<'_>) {
    if let Some(last_day) = row.day("closed_on") {
        let day = crate::law::calendar::french_day(last_day);
        let facts = say!(
            "Rompu, dernier jour le {day} : importez-le sans cette date, puis déclarez sa rupture.",
            "Broken, last day {last_day}: import it without this date, then declare its rupture."
        );
        row.report(context, "closed_on", BROKEN_CONTRACT.at("", facts));
    }
}
