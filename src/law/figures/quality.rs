//! What the national quality standard asks to be shown, as `catalogue/law/quality.toml` gives it.

use serde::Deserialize;

use super::FigureCertainty;

/// What is shown of quality, and the delays the house gives itself.
#[derive(Debug, Clone, Deserialize)]
pub struct QualityLaw {
    /// Delays of complaints.
    pub complaints: ComplaintDelays,
}

/// Days within which a complaint is treated.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComplaintDelays {
    /// How sure they are.
    pub certainty: FigureCertainty,
    /// Days within which the receipt is acknowledged.
    pub acknowledge_days: i64,
    /// Days within which it is answered.
    pub answer_days: i64,
}

impl QualityLaw {
    /// Why this cannot be used, if it cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let delays = self.complaints;
        let sound = delays.acknowledge_days > 0 && delays.answer_days >= delays.acknowledge_days;
        (!sound).then_some("`complaints` are acknowledged within some days, and answered within as many or more")
    }
}
