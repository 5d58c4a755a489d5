//! What the centre says of itself, changed over the API, dated, and taken back.

mod institutions;
mod planned;
mod programmes;
