//! The faults of the parts of one body, told together.

use super::{FaultList, Problem};

/// The faults found so far in the parts of one body.
#[derive(Debug, Default)]
pub struct PartFaults {
    faults: FaultList,
    source: &'static str,
}

impl PartFaults {
    /// What a part gives, or nothing once its faults are kept, each below the member that holds the part. Any other refusal
    /// stops at once.
    pub fn keep<T>(&mut self, pointer: &str, outcome: Result<T, Problem>) -> Result<Option<T>, Problem> {
        match outcome {
            Ok(made) => Ok(Some(made)),
            Err(problem) if !problem.is_about_the_body() => Err(problem.under(pointer)),
            Err(problem) => {
                let problem = problem.under(pointer);
                if self.faults.is_empty() {
                    self.source = problem.0.source.unwrap_or_default();
                }
                self.faults.append(problem.0.faults);
                Ok(None)
            }
        }
    }

    /// Refuses when a part had faults, with all of them; they rest on the source of the first.
    pub fn refuse(self) -> Result<(), Problem> {
        if self.faults.is_empty() { Ok(()) } else { Err(Problem::faults(self.faults).sourced(self.source)) }
    }
}
