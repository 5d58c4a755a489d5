//! Whether two markers agree: their mean when they are near, what they settled on when they are not, else nothing yet.

pub mod book;

use super::model::{MarkAgreement, ReadingPair};

/// Where two markers stand, and the mark in hundredths when there is one.
///
/// The mean of both is rounded half up to the hundredth. A reconciliation stands only for the very readings it was decided on:
/// one changed since opens the matter again.
pub fn agreement(pair: &ReadingPair<'_>, within: i32) -> (MarkAgreement, Option<i32>) {
    let (Some(first), Some(second)) = (pair.first, pair.second) else {
        return (MarkAgreement::Waiting, None);
    };
    if (first.mark_hundredths - second.mark_hundredths).abs() <= within {
        let mean = (first.mark_hundredths + second.mark_hundredths + 1).div_euclid(2);
        return (MarkAgreement::Agreed, Some(mean));
    }
    let stands = pair
        .reconciled
        .filter(|one| (one.first_version, one.second_version) == (first.version, second.version));
    match stands {
        Some(settled) => (MarkAgreement::Reconciled, Some(settled.mark_hundredths)),
        None => (MarkAgreement::ToReconcile, None),
    }
}

/// How far apart two readings are, in hundredths.
pub fn gap(pair: &ReadingPair<'_>) -> Option<i32> {
    Some((pair.first?.mark_hundredths - pair.second?.mark_hundredths).abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{EnrolmentId, MarkReadingId, MarkReconciliationId, PaperId, SiteId};
    use crate::learning::mock_exams::readings::model::{MarkReading, MarkReconciliation};

    fn reading(reading: i16, mark_hundredths: i32, version: i64) -> MarkReading {
        MarkReading {
            id: MarkReadingId::new(),
            site_id: SiteId(uuid::Uuid::nil()),
            paper_id: PaperId(uuid::Uuid::nil()),
            enrolment_id: EnrolmentId(uuid::Uuid::nil()),
            reading,
            mark_hundredths,
            marker: String::new(),
            remark: None,
            version,
            created_at: chrono::DateTime::UNIX_EPOCH,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    fn settled(mark_hundredths: i32, first_version: i64, second_version: i64) -> MarkReconciliation {
        MarkReconciliation {
            id: MarkReconciliationId::new(),
            site_id: SiteId(uuid::Uuid::nil()),
            paper_id: PaperId(uuid::Uuid::nil()),
            enrolment_id: EnrolmentId(uuid::Uuid::nil()),
            mark_hundredths,
            reason: String::new(),
            first_version,
            second_version,
            version: 1,
            created_at: chrono::DateTime::UNIX_EPOCH,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn two_markers_agree_are_reconciled_or_wait() {
        let (low, near, far) = (reading(1, 1000, 1), reading(2, 1301, 1), reading(2, 1302, 2));
        let decided = settled(1150, 1, 2);
        let pair = |second, reconciled| ReadingPair { first: Some(&low), second, reconciled };
        for (pair, within, expected) in [
            (pair(None, None), 300, (MarkAgreement::Waiting, None)),
            (pair(Some(&near), None), 301, (MarkAgreement::Agreed, Some(1151))),
            (pair(Some(&near), None), 300, (MarkAgreement::ToReconcile, None)),
            (pair(Some(&far), Some(&decided)), 300, (MarkAgreement::Reconciled, Some(1150))),
            (pair(Some(&near), Some(&decided)), 300, (MarkAgreement::ToReconcile, None)),
            (pair(Some(&near), Some(&decided)), 400, (MarkAgreement::Agreed, Some(1151))),
        ] {
            assert_eq!(agreement(&pair, within), expected, "{pair:?}");
        }
        assert_eq!(gap(&pair(Some(&far), None)), Some(302));
    }
}
