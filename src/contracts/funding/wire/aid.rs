//! JSON out: the aid, and what it was read in.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::contracts::funding::model::{AidStanding, EmployerAid};
use crate::law::figures::{AidLaw, FigureCertainty, Version};
use crate::law::money::Cents;
use crate::platform::text::{Lang, Sentence};
use crate::say;

/// The aid to an employer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EmployerAidOut {
    /// Whether it is due.
    pub standing: AidStanding,
    /// Last day for the contract to reach the OPCO; none under texts that are not known here.
    pub send_by: Option<NaiveDate>,
    /// Amount of a whole year, in cents; none when it is not known.
    #[schema(minimum = 0)]
    pub yearly_cents: Option<i64>,
    /// Amount in proportion of the days, in cents; none when it is not known.
    #[schema(minimum = 0)]
    pub amount_cents: Option<i64>,
    /// Days paid.
    #[schema(minimum = 0, maximum = 366)]
    pub days: i64,
    /// Days of the first year of the contract.
    #[schema(minimum = 365, maximum = 366)]
    pub year_days: i64,
    /// Last day paid.
    pub paid_until: NaiveDate,
    /// How sure the amounts are: those of a text that was not read are `unverified`.
    pub certainty: FigureCertainty,
    /// Where they were read.
    #[schema(max_length = 300)]
    pub source: String,
    /// Day they were read.
    pub read_on: NaiveDate,
    /// How it was found, in the language asked for.
    #[schema(max_length = 1000)]
    pub explanation: String,
}

impl EmployerAidOut {
    /// The aid as shown to a reader.
    pub fn of(aid: EmployerAid, version: &Version<AidLaw>, lang: Lang) -> Self {
        let explanation = explained(&aid, version.said.certainty).in_lang(lang).to_owned();
        Self {
            standing: aid.standing,
            send_by: aid.send_by,
            yearly_cents: aid.yearly.map(|amount| amount.0),
            amount_cents: aid.amount.map(|amount| amount.0),
            days: aid.days,
            year_days: aid.year_days,
            paid_until: aid.paid_until,
            certainty: version.said.certainty,
            source: version.source.clone(),
            read_on: version.read_on,
            explanation,
        }
    }
}

fn explained(aid: &EmployerAid, certainty: FigureCertainty) -> Sentence {
    let yearly = aid.yearly.unwrap_or_default();
    let reached = match aid.standing {
        AidStanding::Due => due(aid, yearly),
        AidStanding::Nothing => say!(
            "Aucune aide pour un contrat de ce niveau conclu ce jour-là.",
            "No aid for a contract of this level concluded on that day."
        ),
        AidStanding::Lost => say!(
            "Le contrat est parvenu à l'OPCO plus de six mois après sa conclusion : l'aide n'est pas due.",
            "The contract reached the OPCO more than six months after its conclusion: no aid is due."
        ),
        AidStanding::Unknown => say!(
            "Aucun montant n'est connu ici pour ce niveau et ce jour de conclusion.",
            "No amount is known here for this level and this day of conclusion."
        ),
    };
    match certainty {
        FigureCertainty::Stated => reached,
        FigureCertainty::Unverified => Sentence::new(
            format!("{} Montants non vérifiés : le décret lui-même n'a pas été lu.", reached.fr),
            format!("{} Unverified amounts: the decree itself was not read.", reached.en),
        ),
    }
}

fn due(aid: &EmployerAid, yearly: Cents) -> Sentence {
    let (days, year_days) = (aid.days, aid.year_days);
    let (fr, en) = (yearly.french(), yearly.english());
    let (promise_fr, promise_en) = if aid.large_employer {
        (
            " L'employeur s'engage à atteindre une part d'alternants.",
            " The employer promises a share of apprentices.",
        )
    } else {
        ("", "")
    };
    say!(
        "{fr} pour la première année, au prorata de {days} jours sur {year_days}.{promise_fr}",
        "{en} for the first year, for {days} days out of {year_days}.{promise_en}"
    )
}
