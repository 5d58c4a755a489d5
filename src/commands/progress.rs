//! What a long command is doing, on a terminal; nothing at all elsewhere.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Steps that follow one another, the present one with its time and what it has done.
pub struct ProgressLine(ProgressBar);

impl ProgressLine {
    /// Begins the first step.
    pub fn steps(first: &'static str) -> Self {
        let bar = ProgressBar::no_length().with_message(first);
        bar.enable_steady_tick(Duration::from_millis(250));
        let progress = Self(bar);
        progress.dressed("{spinner} {msg} ({elapsed})");
        progress
    }

    /// Begins another step.
    pub fn next(&self, step: &'static str) {
        self.dressed("{spinner} {msg} ({elapsed})");
        self.0.reset();
        self.0.set_message(step);
    }

    /// Bytes the step has dealt with.
    pub fn bytes(&self, so_far: u64) {
        self.dressed("{spinner} {msg}: {bytes} ({elapsed})");
        self.0.set_position(so_far);
    }

    /// Things the step has dealt with.
    pub fn count(&self, so_far: u64) {
        self.dressed("{spinner} {msg}: {pos} ({elapsed})");
        self.0.set_position(so_far);
    }

    /// Everything is done.
    pub fn done(&self) {
        self.0.finish_and_clear();
    }

    fn dressed(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
