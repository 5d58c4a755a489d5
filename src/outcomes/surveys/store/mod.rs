//! Every query on surveys of leavers, what they answered, and official figures.

mod figures;
mod objections;
mod schedule;
mod surveys;

pub use figures::{
    FigureFilter, change_figure, count_figures, find_figure, insert_figure, list_figures, lock_figure,
};
pub use objections::{find_objection, insert_objection, lock_objection, objectors_among};
pub use schedule::{
    BATCH, LinkedSurvey, SurveyAddressee, link_all, lock_enrolments, lock_free, remind_all, taken_back_of,
    to_ask, to_write_to,
};
pub use surveys::{
    Leaver, addressee, answers_of, continued_among, find, find_by_secret, insert, insert_answer,
    latest_answers, leavers_of, link, lock, lock_answer, of_cohort, of_cohort_page, remind, surveyed_among,
};
