//! Readiness: everything a contract stands on is looked up once, then each step says what it lacks.

use chrono::NaiveDate;

use super::case::{self, Case};
use super::model::{Agreement, Contract, Training};
use super::rules::people::check_guardian;
use super::rules::readiness::{ReadinessItem, Snapshot, Step, missing};
use super::store;
use crate::catalogue::programmes::store::site_id;
use crate::catalogue::programmes::{Catalogue, as_it_stands};
use crate::contracts::tutorships;
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::{self, Apprentice, Guardian};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::Rows;
use crate::trust::door::Asker;

const GUARDIANS_LOOKED_AT: i64 = 10;

/// What each step says of a contract.
pub struct Readiness {
    pub training: Training,
    pub agreed: Agreement,
    /// Before the signature.
    pub signature: Vec<ReadinessItem>,
    /// Before the deposit.
    pub deposit: Vec<ReadinessItem>,
    /// Another contract in the way.
    pub overlap: Option<Finding>,
    /// A tutor who would follow too many apprentices.
    pub ceiling: Option<Finding>,
}

impl Readiness {
    /// Looks a contract up, as if signed on a day.
    pub fn of(
        conn: &mut Tx,
        asker: &Asker,
        catalogue: &Catalogue,
        contract: &Contract,
        signed_on: NaiveDate,
    ) -> Result<Self, Problem> {
        let catalogue = &*as_it_stands(conn, catalogue, asker.today)?;
        let training = case::training_of(conn, &asker.reach, contract)?;
        let agreed = store::find_agreement(conn, contract)?;
        let (apprentice, guardians) = find_people(conn, asker, contract)?;
        let mut case = Case::open(conn, asker, catalogue, &training, &agreed)?.without(contract.id);
        case.signed_on = Some(signed_on);
        let snapshot = snapshot(&case, catalogue, &apprentice, &guardians, signed_on)?;
        let rank = i64::try_from(guardians.len()).unwrap_or(i64::MAX);
        let guardian =
            check_guardian(case.age_law(), training.born_on, training.emancipated, rank, signed_on);
        let rules = case.findings().into_iter().chain(guardian).map(ReadinessItem::from);
        let signature = rules.chain(missing(Step::Signature, &snapshot)).collect();
        let deposit = missing(Step::Deposit, &snapshot);
        let overlap = case.overlap();
        // an amended contract was judged with each of its amendments
        let ceiling = match contract.state.is_concluded() {
            true => None,
            false => tutorships::check(conn, &asker.law, contract.tutored(), &contract.tutorships())?,
        };
        Ok(Self { training, signature, deposit, overlap, ceiling, agreed })
    }

    /// Refuses an overlap or a tutor above the ceiling (409), then all that the signature lacks (422), else gives the warnings.
    pub fn judge(self, more: impl IntoIterator<Item = Finding>) -> Result<(Training, Vec<Finding>), Problem> {
        if let Some(conflict) = self.overlap.or(self.ceiling) {
            return Err(conflict.into_conflict());
        }
        let findings = self.signature.into_iter().map(|item| item.finding).chain(more).collect();
        Ok((self.training, refuse_errors(findings)?))
    }

    /// First day at the CFA: as said, else the first day in the training that the contract covers.
    pub fn training_starts_on(&self) -> NaiveDate {
        let from_entry = self.training.entry().entered_on.max(self.agreed.head.starts_on);
        self.agreed.terms.training.training_starts_on.unwrap_or(from_entry)
    }

    /// Everything that stands against a signature.
    pub fn against_signature(self) -> Vec<Finding> {
        self.signature.into_iter().map(|item| item.finding).chain(self.overlap).chain(self.ceiling).collect()
    }
}

fn find_people(
    conn: &mut Tx,
    asker: &Asker,
    contract: &Contract,
) -> Result<(Apprentice, Vec<Guardian>), Problem> {
    let id = contract.apprentice_id;
    let apprentice = apprentices::store::find(conn, &asker.reach, id)?
        .ok_or_else(|| Problem::internal("a contract without its apprentice"))?;
    let first = Rows::first(GUARDIANS_LOOKED_AT);
    let guardians = apprentices::store::list_guardians(conn, &asker.reach, id, &first)?;
    Ok((apprentice, guardians))
}

fn snapshot<'a>(
    case: &'a Case<'_>,
    catalogue: &'a Catalogue,
    apprentice: &'a Apprentice,
    guardians: &'a [Guardian],
    signed_on: NaiveDate,
) -> Result<Snapshot<'a>, Problem> {
    let programme = case::programme_of(catalogue, case.training)?;
    let site = catalogue.sites.iter().find(|site| site_id(&site.code) == case.training.site_id);
    Ok(Snapshot {
        agreed: case.agreed,
        employer: &case.employer,
        apprentice,
        guardians,
        tutor: case.tutor(case.agreed.head.tutor_id),
        second_tutor: case.tutor(case.agreed.head.second_tutor_id),
        previous: case.previous(),
        programme,
        site,
        cfa: site.and_then(|site| catalogue.cfa(&site.cfa)),
        forms: case.forms(),
        law: case.age_law(),
        signed_on,
    })
}
