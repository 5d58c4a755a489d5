//! The rules a projection follows, in words, with where they were read.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::catalogue::programmes::file::{AwardRule, CatchUpRule, Certainty};
use crate::learning::projection::model::Judged;
use crate::platform::text::{Lang, Sentence};
use crate::{say, text_enum};

text_enum!(
    /// What a rule of the exam is about.
    ExamRuleMatter {
        /// The mean it takes.
        Award = "award" => "Délivrance du diplôme" / "Award of the diploma",
        /// What an optional unit adds.
        OptionalUnit = "optional_unit" => "Épreuve facultative" / "Optional unit",
        /// What is kept of an earlier session.
        KeptUnits = "kept_units" => "Notes conservées" / "Marks kept",
        /// What an absence does.
        Absence = "absence" => "Absence" / "Absence",
        /// The second chance.
        CatchUp = "catch_up" => "Épreuves de contrôle" / "Catch-up orals",
    }
);

/// A rule a projection follows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExamRuleOut {
    /// What it is about.
    pub matter: ExamRuleMatter,
    /// What it says, in the language asked for.
    #[schema(max_length = 1000)]
    pub statement: String,
    /// Where it was read.
    #[schema(max_length = 2000)]
    pub source: String,
    /// Day it was read.
    pub read_on: NaiveDate,
    /// How sure it is.
    pub certainty: Certainty,
    /// What remains to be checked.
    #[schema(max_length = 2000)]
    pub note: Option<String>,
}

/// The rules of a regulation, in words.
pub(super) fn rules_of(judged: &Judged<'_>, lang: Lang) -> Vec<ExamRuleOut> {
    let award = judged.award;
    let of_award = |(matter, statement): (ExamRuleMatter, Sentence)| ExamRuleOut {
        matter,
        statement: statement.in_lang(lang).to_owned(),
        source: award.source.clone(),
        read_on: award.read_on,
        certainty: Certainty::Stated,
        note: None,
    };
    let catch_up = judged.catch_up.map(|rule| ExamRuleOut {
        matter: ExamRuleMatter::CatchUp,
        statement: second_chance(rule, award).in_lang(lang).to_owned(),
        source: rule.source.clone(),
        read_on: rule.read_on,
        certainty: rule.certainty,
        note: rule.note.clone(),
    });
    award_statements(award).into_iter().map(of_award).chain(catch_up).collect()
}

fn award_statements(award: &AwardRule) -> [(ExamRuleMatter, Sentence); 4] {
    let (pass, above, kept) = (
        points(award.pass_mark_hundredths.into()),
        points(award.optional_threshold_hundredths.into()),
        points(award.kept_from_hundredths.into()),
    );
    let years = award.kept_years;
    let mean = Sentence::new(
        format!(
            "Le diplôme demande une moyenne pondérée d'au moins {} sur 20, comparée sans arrondi.",
            pass.fr
        ),
        format!(
            "The diploma takes a weighted mean of at least {} out of 20, compared without rounding.",
            pass.en
        ),
    );
    let optional = Sentence::new(
        format!("D'une épreuve facultative, seuls les points au-dessus de {} s'ajoutent au total.", above.fr),
        format!("Of an optional unit, only the points above {} are added to the total.", above.en),
    );
    let again = Sentence::new(
        format!(
            "Qui a échoué peut conserver {years} ans ses notes d'au moins {}, et repasse le reste.",
            kept.fr
        ),
        format!(
            "Whoever failed may keep marks of at least {} for {years} years, and sits the rest again.",
            kept.en
        ),
    );
    [
        (ExamRuleMatter::Award, mean),
        (ExamRuleMatter::OptionalUnit, optional),
        (ExamRuleMatter::KeptUnits, again),
        (ExamRuleMatter::Absence, of_absences()),
    ]
}

fn of_absences() -> Sentence {
    say!(
        "Une absence à une épreuve obligatoire empêche la délivrance ; due à la force majeure, elle vaut zéro.",
        "An absence at a compulsory unit bars the diploma; due to force majeure, it counts for zero."
    )
}

fn second_chance(rule: &CatchUpRule, award: &AwardRule) -> Sentence {
    let (from, pass) =
        (points(rule.overall_from_hundredths.into()), points(award.pass_mark_hundredths.into()));
    let professional = points(rule.professional_from_hundredths.into());
    let chosen = rule.chosen;
    Sentence::new(
        format!(
            "De {} à moins de {} de moyenne générale, et avec au moins {} de moyenne aux épreuves professionnelles, le \
             candidat passe {chosen} oraux de son choix ; la meilleure note de chaque épreuve compte.",
            from.fr, pass.fr, professional.fr
        ),
        format!(
            "From {} to under {} overall, and with at least {} on the professional units, the candidate sits {chosen} orals of \
             their choice; the better mark of each unit counts.",
            from.en, pass.en, professional.en
        ),
    )
}

/// Hundredths of a mark as people write it: `10`, `9,5`, `9.57`.
pub(super) fn points(hundredths: i64) -> Sentence {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let decimals = match rest {
        0 => String::new(),
        _ if rest % 10 == 0 => (rest / 10).to_string(),
        _ => format!("{rest:02}"),
    };
    match decimals.is_empty() {
        true => Sentence::new(whole.to_string(), whole.to_string()),
        false => Sentence::new(format!("{whole},{decimals}"), format!("{whole}.{decimals}")),
    }
}
