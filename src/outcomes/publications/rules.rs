//! What publishing rates is refused for.

use crate::rules;

rules! {
    /// Rates are published of a programme the site teaches.
    PROGRAMME_IS_TAUGHT = error "publication.programme_unknown", "Règle du site";
        "On publie les taux d'une formation du site." /
        "Rates are published of a programme the site teaches.";
    /// The cohort is one of the programme at the site.
    COHORT_IS_OF_PROGRAMME = error "publication.cohort_unknown", "Règle du site";
        "On publie les taux d'une promotion de cette formation sur ce site." /
        "Rates are published of a cohort of that programme at that site.";
    /// There is somebody to count.
    SOMEBODY_TO_COUNT = error "publication.nobody", "Règle du site";
        "On publie des taux là où il y a des apprenants à compter." /
        "Rates are published where there are learners to count.";
    /// What was withdrawn stays so.
    WITHDRAWN_ONCE = error "publication.withdrawn", "Règle du site";
        "Une publication retirée l'est pour de bon ; on en publie une autre." /
        "A publication withdrawn is so for good; another one is published.";
}
