//! How the marks of a class are spread, without anybody's name, and nothing below the number where somebody is recognised.

/// Width of a band: two points, in hundredths.
pub const BAND_HUNDREDTHS: i64 = 200;
/// Bands from 0 to 20.
pub const BANDS: usize = 10;

/// How marks are spread, in hundredths of a mark out of 20.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distribution {
    /// How many marks there are.
    pub count: usize,
    /// Their sum, from which the mean is exact.
    pub sum: i64,
    /// Their mean, rounded half up for the eye.
    pub mean: i64,
    /// The one in the middle; of two, the mean of both, rounded half up.
    pub median: i64,
    pub least: i64,
    pub greatest: i64,
    /// How many fall in each band, its lower end included; 20 is of the last.
    pub bands: [usize; BANDS],
}

/// How some marks are spread; nothing when they are fewer than what may be told.
pub fn distribution_of(marks: impl IntoIterator<Item = i64>, least: usize) -> Option<Distribution> {
    let mut marks: Vec<i64> = marks.into_iter().collect();
    marks.sort_unstable();
    if marks.len() < least.max(1) {
        return None;
    }
    let (sum, count) = (marks.iter().sum::<i64>(), marks.len());
    let middle = (marks.get((count - 1) / 2)?, marks.get(count / 2)?);
    let mut bands = [0; BANDS];
    for mark in &marks {
        let band = usize::try_from(mark / BAND_HUNDREDTHS).unwrap_or_default();
        if let Some(band) = bands.get_mut(band.min(BANDS - 1)) {
            *band += 1;
        }
    }
    Some(Distribution {
        count,
        sum,
        mean: half_up(sum, i64::try_from(count).ok()?),
        median: half_up(middle.0 + middle.1, 2),
        least: *marks.first()?,
        greatest: *marks.last()?,
        bands,
    })
}

fn half_up(numerator: i64, denominator: i64) -> i64 {
    (2 * numerator + denominator).div_euclid(2 * denominator)
}
