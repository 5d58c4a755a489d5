//! The address of a database somebody named: how long it may stay silent.

/// A server that vanishes is noticed within seconds; libpq waits for minutes.
const PATIENCE: [(&str, u32); 5] = [
    ("connect_timeout", 3),
    ("tcp_user_timeout", 10_000),
    ("keepalives_idle", 30),
    ("keepalives_interval", 10),
    ("keepalives_count", 3),
];

/// The same address with the time limits it does not set itself, as a URL or as `key=value` pairs.
pub fn with_patience(address: &str) -> String {
    // libpq keeps the last of repeated settings: ours come first
    let limits = PATIENCE.map(|(name, value)| format!("{name}={value}"));
    if !address.starts_with("postgres://") && !address.starts_with("postgresql://") {
        return format!("{} {address}", limits.join(" "));
    }
    match address.split_once('?') {
        Some((server, "")) => format!("{server}?{}", limits.join("&")),
        Some((server, settings)) => format!("{server}?{}&{settings}", limits.join("&")),
        None => format!("{address}?{}", limits.join("&")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: &str = "connect_timeout=3 tcp_user_timeout=10000 keepalives_idle=30 keepalives_interval=10 keepalives_count=3";

    #[test]
    fn a_url_gets_what_it_does_not_say() {
        let limits = LIMITS.replace(' ', "&");
        for (given, expected) in [
            ("postgres://u:p@db/base", format!("postgres://u:p@db/base?{limits}")),
            ("postgresql:///base?", format!("postgresql:///base?{limits}")),
            (
                "postgresql://db/base?sslmode=require&connect_timeout=20",
                format!("postgresql://db/base?{limits}&sslmode=require&connect_timeout=20"),
            ),
        ] {
            assert_eq!(with_patience(given), expected);
        }
    }

    #[test]
    fn pairs_get_what_they_do_not_say() {
        let given = "host=db password='two words' connect_timeout=20";
        assert_eq!(with_patience(given), format!("{LIMITS} {given}"));
    }
}
