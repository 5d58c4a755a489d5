//! The words of a report as a tutor reads them on a page; a value without its words does not compile.

use super::form::Choice;
use crate::follow_up::visits::model::{CommitmentOwner, Difficulty, ObservedLevel, Present, RemoteReason};

/// Every value of a list, with its words.
pub fn offered<T: Copy>(all: &[T], name: fn(T) -> &'static str, words: fn(T) -> &'static str) -> Vec<Choice> {
    all.iter().map(|one| (name(*one).into(), words(*one).into())).collect()
}

/// Somebody met, the tutor being the one who reads.
pub const fn present(one: Present) -> &'static str {
    match one {
        Present::Apprentice => "L’apprenti",
        Present::Tutor => "Moi, maître d’apprentissage",
        Present::Trainer => "Un formateur du centre",
        Present::Guardian => "Un représentant légal",
        Present::Other => "Une autre personne",
    }
}

/// Why a visit took place at a distance.
pub const fn remote_reason(one: RemoteReason) -> &'static str {
    match one {
        RemoteReason::CompanyRequest => "L’entreprise l’a demandé",
        RemoteReason::ApprenticeAway => "L’apprenti travaillait ailleurs ce jour-là",
        RemoteReason::TravelImpossible => "Le déplacement était impossible",
        RemoteReason::Urgent => "Cela ne pouvait pas attendre",
        RemoteReason::Other => "Une autre raison, dite dans le compte rendu",
    }
}

/// How far a skill was seen.
pub const fn observed_level(one: ObservedLevel) -> &'static str {
    match one {
        ObservedLevel::Discovered => "Découvre : regarde faire",
        ObservedLevel::Guided => "Fait avec de l’aide",
        ObservedLevel::Autonomous => "Fait seul",
        ObservedLevel::Mastered => "Maîtrise : adapte et explique",
    }
}

/// A difficulty met.
pub const fn difficulty(one: Difficulty) -> &'static str {
    match one {
        Difficulty::Attendance => "Des absences ou des retards",
        Difficulty::TasksNotMatching => "Des tâches éloignées de la formation",
        Difficulty::Relations => "Les relations avec l’équipe ou les clients",
        Difficulty::WorkingTime => "Les horaires, ou les jours de centre",
        Difficulty::Safety => "La santé ou la sécurité au travail",
        Difficulty::Pay => "La paie, en retard ou fausse",
        Difficulty::Workload => "La charge de travail",
        Difficulty::Equipment => "Le matériel ou les locaux",
        Difficulty::Tutoring => "Le temps pour l’accompagner, ou un changement de tuteur",
        Difficulty::Living => "Le transport ou le logement",
        Difficulty::Motivation => "La motivation, ou un doute sur le métier",
        Difficulty::AccommodationNeeded => "Le travail ou la formation sont à aménager",
        Difficulty::Other => "Une autre, dite dans le compte rendu",
    }
}

/// Who is to do what was agreed, the tutor being the one who writes.
pub const fn owner(one: CommitmentOwner) -> &'static str {
    match one {
        CommitmentOwner::Apprentice => "L’apprenti",
        CommitmentOwner::Tutor => "Moi, maître d’apprentissage",
        CommitmentOwner::Referent => "Le référent du centre",
        CommitmentOwner::Site => "Le centre",
    }
}
