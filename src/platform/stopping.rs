//! Being told to stop: what works beside the requests ends after its step, and is cut when the grace is nearly over.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// Kept of the grace to write down what became of a step that was cut.
///
/// Our choice: longer than the longest wait for a lock.
const KEPT_FOR_WRITING: Duration = Duration::from_secs(3);

/// Who tells the others to stop.
#[derive(Debug)]
pub struct StopSignal {
    cut_at: watch::Sender<Option<Instant>>,
    grace: Duration,
}

impl StopSignal {
    /// A signal that leaves this grace to a step that is going on, and what hears it.
    pub fn leaving(grace: Duration) -> (Self, Stopping) {
        let (cut_at, hearing) = watch::channel(None);
        (Self { cut_at, grace }, Stopping(hearing))
    }

    /// Tells everybody; gives the instant by which all is over.
    pub fn give(&self) -> Instant {
        let now = Instant::now();
        self.cut_at.send_replace(Some(now + self.grace.saturating_sub(KEPT_FOR_WRITING)));
        now + self.grace
    }
}

/// Who hears when to stop.
#[derive(Debug, Clone)]
pub struct Stopping(watch::Receiver<Option<Instant>>);

impl Stopping {
    /// Nobody ever tells to stop: a command, or a test.
    pub fn never() -> Self {
        Self(watch::channel(None).1)
    }

    /// Whether no further step is to begin.
    pub fn is_told(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// Waits until no further step is to begin.
    pub async fn told(&self) {
        self.cut_instant().await;
    }

    /// Waits until a step that is going on has to be cut.
    pub async fn cut(&self) {
        tokio::time::sleep_until(self.cut_instant().await).await;
    }

    async fn cut_instant(&self) -> Instant {
        let mut hearing = self.0.clone();
        let cut_at = hearing.wait_for(Option::is_some).await.ok().and_then(|told| *told);
        match cut_at {
            Some(at) => at,
            None => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_step_is_cut_before_the_grace_is_over_and_never_when_nobody_tells() {
        let (signal, stopping) = StopSignal::leaving(Duration::from_millis(3200));
        assert!(!stopping.is_told());
        let over = signal.give();
        assert!(stopping.is_told());
        tokio::time::timeout(Duration::from_secs(2), stopping.cut()).await.expect("it is cut");
        assert!(over - Instant::now() > KEPT_FOR_WRITING - Duration::from_millis(900));
        let never = Stopping::never();
        assert!(tokio::time::timeout(Duration::from_millis(20), never.told()).await.is_err());
    }
}
