//! An amendment changes nothing before its day: pay, place of work, employer, deadlines.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::gathering::{facts_of, pay_steps};
use super::store::Surroundings;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::contracts::agreements::model::{
    AgreedPayLine, ContractHead, ContractMode, ContractState, ContractTerms, ContractType, PayBase,
};
use crate::contracts::agreements::rules::pay::PaidPerson;
use crate::contracts::agreements::wire::ContractIn;
use crate::contracts::agreements::{Agreement, Contract};
use crate::contracts::amendments::in_force::TermsInForce;
use crate::contracts::amendments::model::{Amendment, AmendmentFacts, AmendmentType};
use crate::contracts::pay::rules::check_facts;
use crate::contracts::pay::{PayFigures, schedule_in_force};
use crate::ids::{AmendmentId, ApprenticeId, ContractId, EmployerId, EnrolmentId, SiteId};
use crate::law::calendar::{add_days, add_months};
use crate::law::deadlines::{Facts, clock};
use crate::law::figures::Law;
use crate::people::apprentices::model::{EnrolmentFacts, EntryDates};
use crate::people::employers::model::Establishment;

const CYCLE: [&str; 2] = ["2025-08-25", "2027-08-24"];
const PLACES: [Option<&str>; 5] = [None, Some("10000"), Some("57000"), Some("97200"), Some("97600")];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A signed contract, what surrounds it, and the employers it may have.
#[derive(Debug, Clone)]
struct SignedSample {
    contract: Contract,
    agreed: Agreement,
    around: Surroundings,
    employers: HashMap<EmployerId, Establishment>,
}

impl SignedSample {
    fn original(&self) -> Value {
        serde_json::to_value(ContractIn::of(&self.contract, &self.agreed)).unwrap()
    }

    fn terms(&self, amendments: &[Amendment]) -> TermsInForce {
        TermsInForce::folded(&self.original(), amendments, &self.employers).unwrap()
    }

    /// The row as the amendments leave it.
    fn row(&self, terms: &TermsInForce) -> Contract {
        Contract { ends_on: terms.latest().agreed.head.ends_on, ..self.contract.clone() }
    }
}

fn line(from_on: NaiveDate, to_on: NaiveDate, percent_hundredths: i32) -> AgreedPayLine {
    AgreedPayLine { year: 1, line: 1, from_on, to_on, percent_hundredths, base: PayBase::Smic }
}

prop_compose! {
    fn some_contract()(
        born in 0..5_000_i64,
        late in -80..420_i64,
        length in 200..1_000_i64,
        type_code in proptest::sample::select(ContractType::ALL),
        smc in proptest::option::of(185_000..250_000_i64),
        percent in proptest::option::of(2_700..12_000_i32),
        place in 0..PLACES.len(),
        public in any::<bool>(),
    ) -> SignedSample {
        let (private, other) = (EmployerId::new(), EmployerId::new());
        let starts_on = add_days(day(CYCLE[0]), late);
        let ends_on = add_days(starts_on, length);
        let head = ContractHead {
            employer_id: private,
            tutor_id: None,
            second_tutor_id: None,
            mode_code: ContractMode::FixedTerm,
            type_code,
            derogation_code: None,
            previous_contract_id: None,
            previous_contract_number: None,
            starts_on,
            ends_on,
        };
        let mut terms = ContractTerms { conventional_minimum_cents: smc, ..ContractTerms::default() };
        terms.work.place.postal_code = PLACES[place].map(str::to_owned);
        let lines = percent.map(|percent| line(starts_on, ends_on, percent)).into_iter().collect();
        let of = |kind: &str, code: &str| Establishment {
            kind_code: Some(kind.into()), postal_code: Some(code.into()), country: "FR".into(), good_friday_off: None,
        };
        SignedSample {
            contract: Contract {
                id: ContractId::new(), site_id: SiteId::new(), apprentice_id: ApprenticeId::new(),
                enrolment_id: EnrolmentId::new(), employer_id: private, tutor_id: None, second_tutor_id: None,
                form_version: String::new(), mode_code: ContractMode::FixedTerm, type_code,
                derogation_code: None, previous_contract_id: None, previous_contract_number: None,
                deca_number: None, starts_on, ends_on, state: ContractState::Signed,
                signed_on: Some(add_days(starts_on, -10)), closed_on: None, drafted_on: starts_on, version: 1,
                created_at: DateTime::UNIX_EPOCH, updated_at: DateTime::UNIX_EPOCH,
            },
            agreed: Agreement { head, terms, lines },
            around: Surroundings {
                born_on: add_days(day("1996-01-01"), born),
                dates: EntryDates {
                    facts: EnrolmentFacts::on(day(CYCLE[0])),
                    cohort_starts_on: day(CYCLE[0]), cohort_ends_on: day(CYCLE[1]),
                },
                programme: FollowedProgramme {
                    code: String::new(), cohort_starts_on: day(CYCLE[0]), told: None,
                },
                rupture_ground: None,
            },
            employers: HashMap::from([
                (private, of(if public { "22" } else { "12" }, "10000")), (other, of("21", "68000")),
            ]),
        }
    }
}

prop_compose! {
    fn some_amended()(signed in some_contract())(
        type_code in proptest::sample::select(AmendmentType::ALL),
        after in 1..1_000_i64,
        moved in -100..364_i64,
        place in 0..PLACES.len(),
        smc in 190_000..300_000_i64,
        share in 2_700..12_000_i32,
        signed in Just(signed),
    ) -> (SignedSample, Amendment) {
        let (starts_on, ends_on) = (signed.agreed.head.starts_on, signed.agreed.head.ends_on);
        let effective_on = add_days(starts_on, after).min(ends_on);
        let longer = add_days(ends_on, moved.abs() + 1).min(add_months(ends_on, 12));
        let later = add_days(ends_on, moved).max(effective_on);
        let other = signed.employers.keys().find(|id| **id != signed.contract.employer_id);
        let table = json!({ "lines": [line(effective_on, ends_on, share)], "conventional_minimum_cents": smc });
        let changes = match type_code {
            AmendmentType::LegalSituation | AmendmentType::SeasonalEmployer => json!({ "employer_id": other }),
            AmendmentType::AfterFailure | AmendmentType::DisabledWorker => json!({ "ends_on": longer }),
            AmendmentType::Diploma => json!({ "training": { "diploma": { "type_code": "62" } }, "ends_on": later }),
            AmendmentType::Other => json!({ "pay": table, "ends_on": later, "work": { "weekly_minutes": 1800 } }),
            AmendmentType::Workplace => json!({ "work": { "place": { "postal_code": PLACES[place] } } }),
            AmendmentType::TrainingPlace => json!({ "training": { "place": { "city": "Reims" } } }),
        };
        let amendment = Amendment {
            id: AmendmentId::new(), site_id: signed.contract.site_id, contract_id: signed.contract.id,
            facts: AmendmentFacts { type_code, effective_on, changes, reason: None },
            signed_on: Some(effective_on), confirmation: None, version: 1,
            created_at: DateTime::UNIX_EPOCH, updated_at: DateTime::UNIX_EPOCH,
        };
        (signed, amendment)
    }
}

/// What is owed each day before a day, as far as pay can be computed.
fn owed_before(signed: &SignedSample, terms: &TermsInForce, eve: NaiveDate, law: &Law) -> Vec<String> {
    let (type_code, born_on) = (signed.contract.type_code, signed.around.born_on);
    let stages = terms.pay_stages(PaidPerson::of(type_code, born_on, &signed.around.dates));
    let figures = PayFigures::on(law, signed.contract.starts_on);
    if stages.iter().flat_map(|stage| check_facts(&stage.facts, &figures)).any(|found| found.is_error()) {
        return Vec::new();
    }
    let last_day = terms.latest().agreed.head.ends_on;
    let segments = schedule_in_force(&stages, last_day, &figures).segments.into_iter();
    let before = segments.filter(|one| one.from_on <= eve).map(|one| {
        let (due, to_on) = (&one.due, one.to_on.min(eve));
        let figures = (due.year, due.percent, due.base_monthly, due.minimum, due.agreed_monthly);
        format!("{} {to_on} {figures:?}", one.from_on)
    });
    before.collect()
}

/// Every deadline before a day, with its reasons.
fn deadlines_before(facts: &Facts, eve: NaiveDate, law: &Law) -> Vec<String> {
    let all = clock(facts, law).into_iter().filter(|one| one.due_on.is_some_and(|due_on| due_on <= eve));
    all.map(|one| {
        format!("{} {:?} {:?} {} {}", one.code, one.step, one.due_on, one.label.fr, one.computation.fr)
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn an_amendment_changes_nothing_before_its_day((signed, amendment) in some_amended()) {
        let (law, catalogue) = (Law::embedded().unwrap(), Catalogue::embedded().unwrap());
        let eve = add_days(amendment.facts.effective_on, -1);
        let (without, with) = (signed.terms(&[]), signed.terms(std::slice::from_ref(&amendment)));
        prop_assert_eq!(owed_before(&signed, &without, eve, &law), owed_before(&signed, &with, eve, &law));
        let facts = |terms: &TermsInForce| {
            let row = signed.row(terms);
            Facts {
                pay_steps: pay_steps(&row, &signed.around, terms, &law),
                ..facts_of(&catalogue, &law, &row, &signed.around, terms)
            }
        };
        let (before, after) = (facts(&without), facts(&with));
        prop_assert_eq!(deadlines_before(&before, eve, &law), deadlines_before(&after, eve, &law));
        let days = std::iter::successors(Some(signed.contract.starts_on), |day| Some(add_days(*day, 1)));
        for day in days.take_while(|day| *day <= eve) {
            prop_assert_eq!(before.workplace_on(day), after.workplace_on(day));
            let employer = |terms: &TermsInForce| terms.on(day).agreed.head.employer_id;
            prop_assert_eq!(employer(&without), employer(&with));
        }
        let held = with.employments();
        prop_assert_eq!(held.first().map(|one| one.from_on), Some(signed.contract.starts_on));
        prop_assert_eq!(held.last().map(|one| one.to_on), Some(with.latest().agreed.head.ends_on));
    }
}
