//! Every query on contracts and what hangs under them, and the few looks at what a contract stands on.

mod lists;
mod signatures;
mod terms;

pub use lists::{count, list};
pub use signatures::{forget_signatures, insert_return, insert_signatures, list_signatures};
pub use terms::{find_agreement, first_employer, write_agreement, write_employments};

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::at_sites;
use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::contracts::agreements::model::{Agreement, Contract, ContractState, Phase, Training};
use crate::contracts::agreements::rules::book::OVERLAPS_ANOTHER;
use crate::contracts::filings::rules::DECA_NUMBER_TAKEN;
use crate::ids::{
    AccountId, ApprenticeId, CohortId, ContractId, EmployerId, EnrolmentId, RuptureId, SiteId, TutorId,
};
use crate::law::calendar::french_day;
use crate::people::apprentices::model::EntryDates;
use crate::platform::db::Tx;
use crate::platform::error::{Problem, RefuseOn};
use crate::say;
use crate::schema::{
    apprentice_disabilities, apprentices, cohorts, contract_originals, contracts, enrolments, programmes,
    ruptures,
};
use crate::trust::access::{Bounds, Following, Reach, open_since, tutored};

/// What narrows a list of contracts.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ContractFilter {
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only for this enrolment.
    #[param(value_type = Option<uuid::Uuid>)]
    pub enrolment: Option<EnrolmentId>,
    /// Only with this employer, now, before or later.
    #[param(value_type = Option<uuid::Uuid>)]
    pub employer: Option<EmployerId>,
    /// Only with this tutor.
    #[param(value_type = Option<uuid::Uuid>)]
    pub tutor: Option<TutorId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<ContractState>,
    /// Only in this phase today.
    #[param(inline)]
    pub phase: Option<Phase>,
    /// Only for enrolments in this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only of apprentices this manager or trainer is on duty for today.
    #[param(value_type = Option<uuid::Uuid>)]
    pub referent: Option<AccountId>,
    /// Only those not over before this day.
    pub from: Option<NaiveDate>,
    /// Only those begun by this day.
    pub to: Option<NaiveDate>,
}

/// Contracts, not asked for yet.
pub type ContractQuery<'a> = contracts::BoxedQuery<'a, Pg>;

/// The contracts within reach: those they follow or are named in for tutors, their own for students.
pub fn reachable<'a>(reach: &Reach) -> ContractQuery<'a> {
    let rows = contracts::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, contracts::site_id, sites),
        Bounds::Tutor(tutor) => rows.filter(shown_to(*tutor)),
        Bounds::Link { tutor, apprentices } => {
            rows.filter(shown_to(*tutor)).filter(contracts::apprentice_id.eq_any(apprentices.clone()))
        }
        Bounds::Apprentice(apprentice) => rows.filter(contracts::apprentice_id.eq(*apprentice)),
    }
}

/// The contracts a tutor follows, and those not signed yet that name them.
fn shown_to<'a>(
    tutor: Following,
) -> Box<dyn BoxableExpression<contracts::table, Pg, SqlType = Nullable<Bool>> + 'a> {
    let followed = contracts::id.eq_any(tutored(tutor)).and(open_since(tutor.since));
    let named = contracts::tutor_id.eq(tutor.tutor).or(contracts::second_tutor_id.eq(tutor.tutor));
    let unsigned = contracts::state.eq_any([ContractState::Draft, ContractState::Ready]);
    Box::new(followed.or(unsigned.and(named)))
}

/// One contract.
pub fn find(conn: &mut Tx, reach: &Reach, id: ContractId) -> QueryResult<Option<Contract>> {
    reachable(reach).filter(contracts::id.eq(id)).select(Contract::as_select()).first(conn).optional()
}

/// One contract, held with its apprentice until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: ContractId) -> QueryResult<Option<Contract>> {
    let Some(found) = find(tx, reach, id)? else { return Ok(None) };
    crate::people::apprentices::store::lock_contracts_of(tx, found.apprentice_id)?;
    contracts::table.find(id).for_no_key_update().select(Contract::as_select()).first(tx).optional()
}

/// The signed and broken contracts of an apprentice, wherever they were filed.
pub fn list_concluded(conn: &mut Tx, apprentice: ApprenticeId) -> QueryResult<Vec<Contract>> {
    contracts::table
        .filter(contracts::apprentice_id.eq(apprentice))
        .filter(contracts::state.eq_any([ContractState::Signed, ContractState::Broken]))
        .order(contracts::starts_on)
        .select(Contract::as_select())
        .load(conn)
}

/// The code of the programme of each enrolment of an apprentice.
pub fn programmes_of(conn: &mut Tx, apprentice: ApprenticeId) -> QueryResult<Vec<(EnrolmentId, String)>> {
    enrolments::table
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(programmes::table.on(programmes::id.eq(cohorts::programme_id)))
        .filter(enrolments::apprentice_id.eq(apprentice))
        .select((enrolments::id, programmes::code))
        .load(conn)
}

/// Writes a new draft.
pub fn insert(
    tx: &mut Tx,
    training: &Training,
    form_version: &str,
    drafted_on: NaiveDate,
    agreed: &Agreement,
) -> QueryResult<Contract> {
    let contract: Contract = diesel::insert_into(contracts::table)
        .values((
            contracts::id.eq(ContractId::new()),
            contracts::site_id.eq(training.site_id),
            contracts::apprentice_id.eq(training.apprentice_id),
            contracts::enrolment_id.eq(training.enrolment_id),
            contracts::form_version.eq(form_version),
            contracts::drafted_on.eq(drafted_on),
            &agreed.head,
        ))
        .returning(Contract::as_returning())
        .get_result(tx)?;
    write_agreement(tx, &contract, agreed)?;
    Ok(contract)
}

/// Writes what is agreed in a draft anew.
pub fn change(tx: &mut Tx, id: ContractId, agreed: &Agreement) -> QueryResult<Contract> {
    let contract: Contract = diesel::update(contracts::table.find(id))
        .set(&agreed.head)
        .returning(Contract::as_returning())
        .get_result(tx)?;
    write_agreement(tx, &contract, agreed)?;
    Ok(contract)
}

/// Moves a contract not signed yet between draft and ready.
pub fn move_to(tx: &mut Tx, id: ContractId, state: ContractState) -> QueryResult<Contract> {
    diesel::update(contracts::table.find(id))
        .set(contracts::state.eq(state))
        .returning(Contract::as_returning())
        .get_result(tx)
}

/// Raises the version of a contract when something under it changed.
pub fn touch(tx: &mut Tx, contract: &Contract) -> QueryResult<Contract> {
    diesel::update(contracts::table.find(contract.id))
        .set(contracts::form_version.eq(&contract.form_version))
        .returning(Contract::as_returning())
        .get_result(tx)
}

/// Gives a deposited contract its number.
pub fn number(tx: &mut Tx, id: ContractId, deca_number: &str) -> Result<Contract, Problem> {
    diesel::update(contracts::table.find(id))
        .set(contracts::deca_number.eq(deca_number))
        .returning(Contract::as_returning())
        .get_result(tx)
        .refuse_on("contracts_deca_number_unique", || {
            DECA_NUMBER_TAKEN.conflict(say!(
                "Le numéro {deca_number} est celui d'un autre contrat du site.",
                "The number {deca_number} is that of another contract of the site."
            ))
        })
}

/// Takes the number of a contract away, with the acceptance that gave it.
pub fn forget_number(tx: &mut Tx, id: ContractId) -> QueryResult<Contract> {
    diesel::update(contracts::table.find(id))
        .set(contracts::deca_number.eq(None::<String>))
        .returning(Contract::as_returning())
        .get_result(tx)
}

/// Makes a draft a signed contract, on the form of that day.
pub fn sign(
    tx: &mut Tx,
    id: ContractId,
    signed_on: NaiveDate,
    form_version: &str,
) -> Result<Contract, Problem> {
    diesel::update(contracts::table.find(id))
        .set((
            contracts::state.eq(ContractState::Signed),
            contracts::signed_on.eq(signed_on),
            contracts::form_version.eq(form_version),
        ))
        .returning(Contract::as_returning())
        .get_result(tx)
        .refuse_on("contracts_no_overlap", overlaps_another)
}

/// Ends a contract early: its last day is the eve of the rupture.
pub fn close(tx: &mut Tx, id: ContractId, last_day: NaiveDate) -> Result<Contract, Problem> {
    diesel::update(contracts::table.find(id))
        .set((contracts::state.eq(ContractState::Broken), contracts::closed_on.eq(last_day)))
        .returning(Contract::as_returning())
        .get_result(tx)
        .refuse_on("contracts_no_overlap", || closed_over_another(last_day))
}

/// Makes a broken contract run again to its term.
pub fn reopen(tx: &mut Tx, id: ContractId) -> Result<Contract, Problem> {
    diesel::update(contracts::table.find(id))
        .set((contracts::state.eq(ContractState::Signed), contracts::closed_on.eq(None::<NaiveDate>)))
        .returning(Contract::as_returning())
        .get_result(tx)
        .refuse_on("contracts_no_overlap", overlaps_another)
}

fn overlaps_another() -> Problem {
    OVERLAPS_ANOTHER.conflict(say!(
        "Un autre contrat signé de l'apprenti couvre une partie de cette période.",
        "Another signed contract of the apprentice covers a part of this period."
    ))
}

fn closed_over_another(last_day: NaiveDate) -> Problem {
    let jour = french_day(last_day);
    OVERLAPS_ANOTHER.conflict(say!(
        "Un contrat signé depuis commence avant le {jour}, dernier jour qu'aurait celui-ci.",
        "A contract signed since begins before {last_day}, which would be the last day of this one."
    ))
}

/// The training of an enrolment within the sites one reaches.
pub fn find_training(conn: &mut Tx, reach: &Reach, id: EnrolmentId) -> QueryResult<Option<Training>> {
    let training: Option<Training> = enrolments::table
        .find(id)
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolments::apprentice_id)))
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(programmes::table.on(programmes::id.eq(cohorts::programme_id)))
        .left_join(
            apprentice_disabilities::table.on(apprentice_disabilities::apprentice_id.eq(apprentices::id)),
        )
        .select((
            enrolments::id,
            enrolments::site_id,
            enrolments::apprentice_id,
            apprentices::born_on,
            apprentices::emancipated,
            EntryDates::as_select(),
            FollowedProgramme::as_select(),
            cohorts::exam_session,
            apprentice_disabilities::sealed.nullable(),
            apprentices::high_level_athlete,
            apprentices::business_project,
            apprentices::nationality_code,
        ))
        .first(conn)
        .optional()?;
    Ok(training.filter(|training| reach.covers_site(training.site_id)))
}

/// The rupture of a contract, if it has one: where it is taken back.
pub fn rupture_of(conn: &mut Tx, id: ContractId) -> QueryResult<Option<RuptureId>> {
    ruptures::table.filter(ruptures::contract_id.eq(id)).select(ruptures::id).first(conn).optional()
}

/// Whether a signed amendment changed a contract: what it was first is then kept apart.
pub fn is_amended(conn: &mut Tx, id: ContractId) -> QueryResult<bool> {
    diesel::select(exists(contract_originals::table.find(id))).get_result(conn)
}
