//! What readings are refused for.

use crate::rules;

/// Where these rules come from.
const HOUSE_SOURCE: &str = "Règle du site";

rules! {
    /// Two people mark some papers only.
    PAPER_HAS_ONE_MARKER = error "mark_reading.single_marker", HOUSE_SOURCE;
        "Seule une épreuve en double correction reçoit deux lectures." /
        "Only a paper with two markers receives two readings.";
    /// Both readings are of different people.
    MARKERS_DIFFER = error "mark_reading.same_marker", HOUSE_SOURCE;
        "Les deux lectures d'une épreuve sont de deux correcteurs." /
        "Both readings of a paper are of two markers.";
    /// A batch reads a paper once per candidate and marker.
    READ_ONCE = error "mark_reading.repeated", HOUSE_SOURCE;
        "Une saisie donne une lecture une fois." /
        "A batch gives a reading once.";
    /// A reading is changed on the version that was read.
    READINGS_ARE_FRESH = error "mark_reading.stale", HOUSE_SOURCE;
        "Une lecture se change sur la version qui a été lue." /
        "A reading is changed on the version that was read.";
    /// Released marks are corrected.
    READ_BEFORE_RELEASED = error "mark_reading.released", HOUSE_SOURCE;
        "Une fois les notes publiées, plus aucune lecture ne change : la note se corrige." /
        "Once marks are released, no reading changes: the mark is corrected.";
    /// Only what is far apart is reconciled.
    FAR_APART_ONLY = error "mark_reconciliation.not_needed", HOUSE_SOURCE;
        "On ne concilie que deux lectures dont l'écart dépasse celui admis." /
        "Only two readings further apart than allowed are reconciled.";
    /// A paper with readings keeps its two markers.
    READ_PAPER_STAYS_DOUBLE = error "mark_reading.paper_has_readings", HOUSE_SOURCE;
        "Une épreuve dont des lectures sont saisies reste en double correction." /
        "A paper whose readings are entered keeps its two markers.";
}
