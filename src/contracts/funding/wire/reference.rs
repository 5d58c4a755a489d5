//! The figures of the law on funding, as published.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::law::figures::{
    AidLaw, AidLevel, DistanceLaw, EmployerShare, FigureCertainty, Instalment, InvoicingLaw, Law, Version,
};

/// What is paid for a contract, and to whom, through time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FundingOut {
    /// Aid of the State to the employer, by the day of conclusion, the oldest first.
    #[schema(max_items = 100)]
    pub employer_aid: Vec<EmployerAidVersionOut>,
    /// Payment of the CFA, by the day of conclusion, the oldest first.
    #[schema(max_items = 100)]
    pub cfa: Vec<CfaFundingOut>,
}

impl FundingOut {
    /// Every version.
    pub fn of(law: &Law) -> Self {
        Self {
            employer_aid: law.aid.all().iter().map(EmployerAidVersionOut::of).collect(),
            cfa: law.invoicing.all().iter().map(CfaFundingOut::of).collect(),
        }
    }
}

/// The aid to the employer from a day on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EmployerAidVersionOut {
    /// First day.
    pub from_on: NaiveDate,
    /// How sure the amounts are.
    pub certainty: FigureCertainty,
    /// Months from the conclusion within which the contract reaches the OPCO.
    #[schema(minimum = 0, maximum = 60)]
    pub send_within_months: u32,
    /// Employees from which an employer is a large one.
    #[schema(minimum = 0)]
    pub large_from: u32,
    /// Amounts of a whole year, by level; a level that is absent is not known here.
    #[schema(max_items = 8)]
    pub levels: Vec<AidLevel>,
    /// Where it was read.
    #[schema(max_length = 500)]
    pub source: String,
    /// Day it was read.
    pub read_on: NaiveDate,
}

impl EmployerAidVersionOut {
    fn of(version: &Version<AidLaw>) -> Self {
        let law = version.said.clone();
        Self {
            from_on: version.from,
            certainty: law.certainty,
            send_within_months: law.send_within_months,
            large_from: law.large_from,
            levels: law.levels,
            source: version.source.clone(),
            read_on: version.read_on,
        }
    }
}

/// The payment of the CFA from a day on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CfaFundingOut {
    /// First day.
    pub from_on: NaiveDate,
    /// Days to pay an invoice once received.
    #[schema(minimum = 0, maximum = 366)]
    pub payment_days: u32,
    /// What is paid before the balance, contract year by contract year.
    #[schema(max_items = 12)]
    pub instalments: Vec<Instalment>,
    /// What remains for the end of the year, in hundredths.
    #[schema(minimum = 0, maximum = 100)]
    pub balance_percent: u32,
    /// What a training at a distance is paid.
    pub distance: Option<DistanceLaw>,
    /// What the employer pays.
    pub employer_share: Option<EmployerShare>,
    /// Where it was read.
    #[schema(max_length = 500)]
    pub source: String,
    /// Day it was read.
    pub read_on: NaiveDate,
}

impl CfaFundingOut {
    fn of(version: &Version<InvoicingLaw>) -> Self {
        let law = version.said.clone();
        Self {
            from_on: version.from,
            payment_days: law.payment_days,
            balance_percent: law.balance_percent(false),
            instalments: law.instalments,
            distance: law.distance,
            employer_share: law.employer_share,
            source: version.source.clone(),
            read_on: version.read_on,
        }
    }
}
