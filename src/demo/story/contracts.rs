//! The contracts: on time, late, at their term, broken by agreement, by resignation or by a liquidation, and the next ones.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::names::Companies;
use super::{CYCLE_ENDS, CYCLE_STARTS, Enrolled, Scene, created, day};
use crate::law::calendar::{add_days, anniversary};

/// Rank of the apprentice, of the company and of the tutor, day of the signature: contracts of the whole cycle.
const WHOLE_CYCLE: [(usize, usize, usize, &str); 10] = [
    (0, 0, 0, "2025-06-17"),
    (1, 1, 2, "2025-06-24"),
    (2, 2, 3, "2025-07-03"),
    (3, 3, 4, "2025-07-08"),
    (4, 4, 5, "2025-07-10"),
    (5, 5, 6, "2025-07-17"),
    (6, 5, 7, "2025-07-21"),
    (8, 0, 1, "2025-08-12"),
    (9, 3, 4, "2025-08-19"),
    (10, 1, 2, "2025-08-22"),
];
/// Ranks of those whose story is longer.
const AGREED: usize = 3;
const RESIGNED: usize = 4;
const GONE: usize = 7;
const LIQUIDATED: usize = 9;
const LATE: usize = 11;

/// What a contract is about.
struct DemoTerms {
    kind: &'static str,
    follows: Option<String>,
    company: usize,
    tutor: usize,
    from: NaiveDate,
    to: NaiveDate,
}

/// The stage, the companies and the apprentices of every contract.
struct ContractStage<'a> {
    scene: &'a Scene,
    companies: &'a Companies,
    enrolled: &'a [Enrolled],
}

/// Everything that happens to contracts until today.
pub(super) async fn play(scene: &Scene, companies: &Companies, enrolled: &[Enrolled]) -> anyhow::Result<()> {
    let parties = ContractStage { scene, companies, enrolled };
    let (from, to) = (day(CYCLE_STARTS)?, day(CYCLE_ENDS)?);
    let mut signed = Vec::new();
    for (who, company, tutor, signed_on) in WHOLE_CYCLE {
        let terms = DemoTerms { kind: "11", follows: None, company, tutor, from, to };
        signed.push((who, parties.sign(who, terms, day(signed_on)?).await?));
    }
    parties.late(to).await?;
    parties.reached_its_term().await?;
    for (who, contract) in signed {
        match who {
            AGREED => parties.agreed(contract, to).await?,
            RESIGNED => parties.resigned(contract, to).await?,
            LIQUIDATED => parties.liquidated(contract, to).await?,
            _ => {}
        }
    }
    Ok(())
}

impl ContractStage<'_> {
    /// Enters at the end of what the law allows.
    async fn late(&self, to: NaiveDate) -> anyhow::Result<()> {
        let terms =
            DemoTerms { kind: "11", follows: None, company: 2, tutor: 3, from: day("2025-11-17")?, to };
        self.sign(LATE, terms, day("2025-11-14")?).await.map(drop)
    }

    /// A contract of one year reaches its term, and nobody takes over.
    async fn reached_its_term(&self) -> anyhow::Result<()> {
        let (company, tutor) = (4, 5);
        let (from, to) = (day("2025-09-01")?, day("2026-08-31")?);
        let terms = DemoTerms { kind: "11", follows: None, company, tutor, from, to };
        self.sign(GONE, terms, day("2025-08-28")?).await.map(drop)
    }

    /// Broken by mutual agreement in the first winter; a contract of type 23 three weeks later.
    async fn agreed(&self, contract: String, to: NaiveDate) -> anyhow::Result<()> {
        let rupture = json!({
            "effective_on": "2026-02-10", "initiator": "both", "ground": "mutual_agreement",
            "notice_received_on": "2026-02-10",
        });
        self.break_off(&contract, rupture).await?;
        let (follows, from) = (Some(contract), day("2026-03-02")?);
        let next = DemoTerms { kind: "23", follows, company: 0, tutor: 1, from, to };
        self.sign(AGREED, next, day("2026-02-26")?).await.map(drop)
    }

    /// Resigned lately, step by step: the mediator seized, the employer informed in time; the next contract is a draft.
    async fn resigned(&self, contract: String, to: NaiveDate) -> anyhow::Result<()> {
        let ago = |days: i64| self.scene.days_from_today(-days);
        let case = json!({ "contract_id": contract, "ground": "resignation", "initiator": "apprentice",
                           "planned_on": ago(20) });
        let case = created(&self.scene.manager, "/v1/ruptures", case).await?;
        let rupture = format!("/v1/ruptures/{case}");
        for (step, on, document) in [
            ("mediator_seized", ago(36), "Courriel au médiateur de la chambre consulaire"),
            ("employer_informed", ago(29), "Lettre recommandée"),
        ] {
            let step = json!({ "step": step, "done_on": on, "document": document });
            self.scene.manager.post(&format!("{rupture}/steps"), step).await?;
        }
        let end = json!({ "effective_on": ago(20), "notice_received_on": ago(29) });
        self.scene.manager.post(&format!("{rupture}/completion"), end).await?;
        self.look_for_an_employer(RESIGNED).await?;
        let (follows, from) = (Some(contract), self.scene.days_from_today(14));
        let next = DemoTerms { kind: "23", follows, company: 2, tutor: 3, from, to };
        self.draft(RESIGNED, next).await.map(drop)
    }

    /// The company is liquidated; the next contract is signed and begins in ten days.
    async fn liquidated(&self, contract: String, to: NaiveDate) -> anyhow::Result<()> {
        let effective_on = self.scene.days_from_today(-30);
        let rupture = json!({
            "effective_on": effective_on, "initiator": "liquidator", "ground": "court_liquidation",
            "notice_received_on": effective_on,
        });
        self.break_off(&contract, rupture).await?;
        let (follows, from) = (Some(contract), self.scene.days_from_today(10));
        let next = DemoTerms { kind: "23", follows, company: 5, tutor: 6, from, to };
        self.sign(LIQUIDATED, next, self.scene.days_from_today(-3)).await.map(drop)
    }

    /// A shop of the town, an application, an interview agreed: the search of somebody without a contract.
    async fn look_for_an_employer(&self, who: usize) -> anyhow::Result<()> {
        let companies = format!("/v1/apprentices/{}/search-prospects", self.enrolled[who].apprentice);
        let shop = json!({ "name": "Librairie des Halles", "city": "Troyes", "contact": "Mme Perrin, responsable",
            "activity": "Commerce de détail de livres" });
        let shop = created(&self.scene.manager, &companies, shop).await?;
        for (kind, days) in [("application", -12), ("interview", 4)] {
            let event = json!({ "kind": kind, "happened_on": self.scene.days_from_today(days) });
            self.scene.manager.post(&format!("/v1/search-prospects/{shop}/events"), event).await?;
        }
        Ok(())
    }

    async fn draft(&self, who: usize, terms: DemoTerms) -> anyhow::Result<String> {
        let body = json!({
            "enrolment_id": self.enrolled[who].enrolment, "employer_id": self.companies.employers[terms.company],
            "tutor_id": self.companies.tutors[terms.tutor], "type_code": terms.kind,
            "previous_contract_id": terms.follows, "starts_on": terms.from, "ends_on": terms.to,
            "tutor_attested": true, "work": { "weekly_minutes": 35 * 60, "dangerous_machines": false },
            "training": { "practical_starts_on": terms.from, "hours": 1350, "company_cfa": false },
            "pay": { "retirement_fund": "AGIRC-ARRCO", "lines": pay_lines(terms.from, terms.to) },
        });
        created(&self.scene.manager, "/v1/contracts", body).await
    }

    async fn sign(&self, who: usize, terms: DemoTerms, signed_on: NaiveDate) -> anyhow::Result<String> {
        let contract = self.draft(who, terms).await?;
        let path = format!("/v1/contracts/{contract}/signature");
        self.scene.manager.post(&path, json!({ "signed_on": signed_on })).await?;
        Ok(contract)
    }

    async fn break_off(&self, contract: &str, rupture: Value) -> anyhow::Result<()> {
        self.scene.manager.post(&format!("/v1/contracts/{contract}/rupture"), rupture).await.map(drop)
    }
}

/// One period for each year of a contract, at what is above every legal share before 26.
pub(super) fn pay_lines(from: NaiveDate, to: NaiveDate) -> Vec<Value> {
    let mut lines = Vec::new();
    let mut starts_on = from;
    for year in 1..=3 {
        let next = anniversary(from, year);
        let ends_on = to.min(add_days(next, -1));
        lines.push(json!({ "year": year, "line": 1, "from_on": starts_on, "to_on": ends_on,
            "percent_hundredths": 8000, "base": "smic" }));
        if next > to {
            break;
        }
        starts_on = next;
    }
    lines
}
