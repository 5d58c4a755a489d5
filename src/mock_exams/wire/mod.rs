//! JSON in and out.

mod exams;

pub use exams::{
    CancellationIn, HoldingIn, MockExamDetailOut, MockExamIn, MockExamOut, MockExamParams, MockExamPatch,
    PaperOut,
};
