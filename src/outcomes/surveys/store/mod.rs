//! Every query on surveys of leavers, what they answered, and official figures.

mod figures;
mod surveys;

pub use figures::{
    FigureFilter, change_figure, count_figures, find_figure, insert_figure, list_figures, lock_figure,
};
pub use surveys::{
    Leaver, addressee, answers_of, continued_among, find, find_by_secret, insert, insert_answer,
    latest_answers, leavers_of, link, lock, lock_answer, of_cohort, of_cohort_page, remind, surveyed_among,
};
