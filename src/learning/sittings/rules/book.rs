//! What sittings are refused for, and on which text.

use crate::rules;

rules! {
    /// Nobody and no room is at two sittings at once.
    NOTHING_TWICE_AT_ONCE = error "sitting.overlap", "Règle du site";
        "Ni un candidat, ni un juré, ni une salle ne sont à deux épreuves à la fois." /
        "No candidate, juror or room is at two sittings at once.";
    /// A sitting is of a paper of its mock exam.
    PAPER_IS_OF_EXAM = error "sitting.paper_unknown", "Règlement d'examen";
        "On ne convoque qu'aux épreuves de l'examen blanc." /
        "People are called to the papers of the mock exam alone.";
    /// A sitting is on a day of its mock exam.
    WITHIN_THE_EXAM = error "sitting.outside_exam", "Règle du site";
        "Une épreuve a lieu un jour de son examen blanc." /
        "A sitting takes place on a day of its mock exam.";
    /// A sitting ends after it starts.
    SITTING_LASTS = error "sitting.ends_before_start", "Règle du site";
        "Une épreuve finit après avoir commencé, le même jour." /
        "A sitting ends after it starts, on the same day.";
    /// A sitting has a duration.
    DURATION_IS_KNOWN = error "sitting.duration_missing", "Règlement d'examen";
        "Une épreuve a une durée : celle du règlement, ou celle qui est donnée." /
        "A sitting has a duration: that of the regulation, or the one given.";
    /// A sitting lasts as long as its candidates need.
    LONG_ENOUGH = error "sitting.too_short", "Règle du site";
        "Une épreuve dure assez pour ses candidats, temps supplémentaire compris." /
        "A sitting lasts as long as its candidates need, extra time included.";
    /// A candidate is enrolled in the cohort.
    CANDIDATE_IS_ENROLLED = error "sitting.candidate_unknown", "Règle du site";
        "Un candidat est inscrit dans la promotion ce jour-là." /
        "A candidate is enrolled in the cohort on that day.";
    /// A candidate is at a sitting once.
    CANDIDATE_ONCE = error "sitting.candidate_there", "Règle du site";
        "Un candidat est à une épreuve une fois." /
        "A candidate is at a sitting once.";
    /// What is said of a candidate is said of one of the sitting.
    APART_IS_A_CANDIDATE = error "sitting.not_a_candidate", "Règle du site";
        "On ne met à part qu'un candidat de l'épreuve, une fois." /
        "Only a candidate of the sitting is set apart, once.";
    /// A juror is of the staff of the site, or one of its tutors.
    JUROR_IS_KNOWN = error "sitting.juror_unknown", "Règle du site";
        "Un juré est un responsable ou un formateur du site, ou un maître d'apprentissage, une fois." /
        "A juror is a manager or trainer of the site, or a company tutor, once.";
    /// A room named by its number is known.
    ROOM_IS_KNOWN = error "sitting.room_unknown", "Règle du site";
        "Une salle est une salle en service du site." /
        "A room is one in use at the site.";
    /// A sitting is somewhere, said once.
    ROOM_IS_NAMED = error "sitting.room_missing", "Règle du site";
        "Une épreuve a lieu dans une salle : son identifiant, ou son nom." /
        "A sitting takes place in a room: its identifier, or its name.";
    /// A place that nearly bears the name of a room may be that room.
    ROOM_RESEMBLES = warning "sitting.room_resembles", "Règle du site";
        "Un lieu qui a presque le nom d'une salle connue est peut-être cette salle." /
        "A place that nearly has the name of a known room may be that room.";
    /// A room has a seat for each candidate.
    SEATS_SUFFICE = error "sitting.too_few_seats", "Règle du site";
        "Une salle a une place par candidat qui y compose en même temps, sauf si l'on confirme." /
        "A room has a seat for each candidate who sits there at once, unless that is confirmed.";
    /// A slot is within its sitting.
    SLOT_IS_WITHIN = error "sitting.slot_outside", "Règle du site";
        "Un candidat passe pendant son épreuve, préparation comprise." /
        "A candidate comes during their sitting, preparation included.";
    /// At a written paper all start together.
    WRITTEN_TOGETHER = error "sitting.written_together", "Règle du site";
        "À l'écrit, tous commencent ensemble." /
        "At a written paper, all start together.";
    /// Only a candidate who is expected has an hour.
    PLACED_IS_EXPECTED = error "sitting.not_expected", "Règle du site";
        "Seul un candidat attendu a une heure de passage." /
        "Only a candidate who is expected has an hour.";
    /// Slots are proposed where candidates come one after another.
    ORALS_ARE_PLACED = error "sitting.nothing_to_place", "Règle du site";
        "Des heures de passage se proposent là où les candidats passent un par un." /
        "Hours are proposed where candidates come one after another.";
    /// What is published has sittings.
    SOMETHING_TO_PUBLISH = error "sitting.nothing_to_publish", "Règle du site";
        "On publie un examen blanc dont des épreuves sont prévues." /
        "A mock exam is published once sittings are planned.";
    /// Whoever is called to an oral has their hour.
    PLACED_BEFORE_PUBLISHED = error "sitting.unplaced", "Règle du site";
        "Avant de publier, chaque candidat attendu a son heure de passage." /
        "Before it is published, every candidate expected has their hour.";
}
