//! How long what is told of apprentices is kept, category by category, as `catalogue/law/records.toml` gives it.

use serde::Deserialize;

use super::DefinitionCertainty;
use crate::text_enum;

text_enum!(
    /// What is kept of an apprentice, and goes together.
    RecordCategory {
        /// What tells of a disability.
        HealthData = "health_data" => "Données de santé" / "Health data",
        /// What was noted of visits, calls and difficulties.
        FollowUpNotes = "follow_up_notes" => "Notes de suivi" / "Follow-up notes",
        /// Absences.
        Attendance = "attendance" => "Assiduité" / "Attendance",
        /// Everything else about somebody who was enrolled.
        LearnerFile = "learner_file" => "Dossier de l'apprenti" / "File of the apprentice",
        /// Everything about somebody who never was.
        NeverEntered = "never_entered" => "Personne jamais entrée en formation" / "Somebody who never entered a training",
    }
);

text_enum!(
    /// What the months run from.
    RecordStart {
        /// The last day of the last enrolment or contract.
        EndOfTraining = "end_of_training" => "Fin de la formation" / "End of the training",
        /// The day the record last changed.
        LastChange = "last_change" => "Dernière modification" / "Last change",
    }
);

text_enum!(
    /// What holds a category back, whatever its age.
    RecordHold {
        /// A procedure of rupture goes on, a difficulty is followed, or a complaint is treated.
        OpenCase = "open_case" => "Une procédure, une difficulté ou une réclamation est en cours" / "A procedure, a difficulty or a complaint goes on",
        /// A deposit waits for its decision.
        UnpaidFile = "unpaid_file" => "Un dépôt attend sa décision" / "A deposit waits for its decision",
        /// A survey still takes answers.
        SurveyOpen = "survey_open" => "Une enquête est encore ouverte" / "A survey still takes answers",
        /// The jury has not decided.
        ExamUndecided = "exam_undecided" => "Le jury ne s'est pas prononcé" / "The jury has not decided",
        /// A unit of the exam may still be asked for.
        KeptUnit = "kept_unit" => "Une unité conservée court encore" / "A kept unit still holds",
        /// Something was written about them too lately.
        WrittenLately = "written_lately" => "Modifié trop récemment" / "Written about too lately",
    }
);

/// How long each category is kept (RGPD, art. 5(1)e).
#[derive(Debug, Clone, Deserialize)]
pub struct RecordLaw {
    /// Hours during which nothing goes of whoever was written about.
    pub quiet_hours: u32,
    /// Months during which a unit of the exam may be asked for again.
    pub kept_unit_months: u32,
    /// Each category, once.
    pub records: Vec<RecordRule>,
}

/// How long a category is kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordRule {
    pub category: RecordCategory,
    pub after: RecordStart,
    /// Months it is kept, unless a site sets others.
    pub months: u32,
    /// Fewest months a site may set.
    pub least: u32,
    /// Most months a site may set.
    pub most: u32,
    /// How sure the months are.
    pub certainty: DefinitionCertainty,
    /// The text or the reason they follow.
    pub basis: String,
    /// What holds it back.
    pub waits_for: Vec<RecordHold>,
}

impl RecordLaw {
    /// The rule of a category.
    pub fn rule(&self, category: RecordCategory) -> Option<&RecordRule> {
        self.records.iter().find(|rule| rule.category == category)
    }

    /// Why this cannot be used, if it cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let once = RecordCategory::ALL
            .iter()
            .all(|category| self.records.iter().filter(|rule| rule.category == *category).count() == 1);
        let bounded = self
            .records
            .iter()
            .all(|rule| (rule.least..=rule.most).contains(&rule.months) && rule.most <= 600);
        (!once || !bounded)
            .then_some("`records` has each category once, its months between `least` and `most`")
    }
}
