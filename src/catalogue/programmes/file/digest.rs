//! A fingerprint of a file's text that stays the same on every machine and version.

/// FNV-1a 64 of the canonical text, in hexadecimal: tells that a file changed, protects against nothing.
pub(super) fn digest_of(text: &str) -> String {
    format!("{:016x}", fnv_1a_64(canonical(text).as_bytes()))
}

// Same words, same digest: neither line endings, trailing blanks nor a byte order mark count.
fn canonical(text: &str) -> String {
    let without_mark = text.trim_start_matches('\u{feff}').trim_end();
    without_mark.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn fnv_1a_64(bytes: &[u8]) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    bytes.iter().fold(OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vectors_of_the_algorithm_hold() {
        assert_eq!(digest_of(""), "cbf29ce484222325");
        assert_eq!(digest_of("a"), "af63dc4c8601ec8c");
        assert_eq!(digest_of("foobar"), "85944171f73967e8");
    }

    #[test]
    fn line_endings_and_trailing_blanks_do_not_change_the_digest() {
        assert_eq!(digest_of("a = 1\nb = 2\n"), digest_of("\u{feff}a = 1  \r\nb = 2"));
        assert_ne!(digest_of("a = 1\nb = 2\n"), digest_of("a = 1\nb = 3\n"));
    }
}
