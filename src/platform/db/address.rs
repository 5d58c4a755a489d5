//! The address of a database somebody named: how long it may stay silent, and what of it may be shown.

use std::fmt;
use std::net::IpAddr;

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

/// An address as the programs of PostgreSQL are given it: a command line is read by everybody on the machine, and holds no
/// password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramAddress {
    /// `key='value'` pairs.
    pub line: String,
    /// For the variable `PGPASSWORD`.
    pub password: Option<String>,
}

impl ProgramAddress {
    /// The same place for programs.
    pub fn of(address: &str) -> Self {
        let (secret, said): (Vec<_>, Vec<_>) =
            settings_of(address).into_iter().partition(|(name, _)| name == "password");
        Self { line: pairs(&said), password: secret.into_iter().next_back().map(|(_, value)| value) }
    }
}

/// The address of another database of the same server, as `key='value'` pairs.
pub fn of_database(address: &str, database: &str) -> String {
    let mut said = settings_of(address);
    said.push(("dbname".to_owned(), database.to_owned()));
    pairs(&said)
}

fn pairs(said: &[(String, String)]) -> String {
    let pair = |(name, value): &(String, String)| {
        format!("{name}='{}'", value.replace('\\', "\\\\").replace('\'', "\\'"))
    };
    said.iter().map(pair).collect::<Vec<_>>().join(" ")
}

/// Where a database is, its password left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabasePlace {
    /// Machines or folders of sockets; none for the usual socket.
    hosts: Vec<String>,
    port: String,
    database: String,
    user: String,
    tls: String,
}

impl DatabasePlace {
    /// Reads an address, a URL or `key=value` pairs; what it does not say is said by the variables of libpq.
    pub fn of(address: &str, variable: impl Fn(&str) -> Option<String>) -> Self {
        let settings = settings_of(address);
        let setting = |name: &str, named: &str| {
            let said = settings.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.clone());
            said.or_else(|| variable(named)).unwrap_or_default()
        };
        let host = Some(setting("hostaddr", "PGHOSTADDR")).filter(|host| !host.is_empty());
        let host = host.unwrap_or_else(|| setting("host", "PGHOST"));
        Self {
            hosts: host.split(',').filter(|host| !host.is_empty()).map(str::to_owned).collect(),
            port: setting("port", "PGPORT"),
            database: setting("dbname", "PGDATABASE"),
            user: setting("user", "PGUSER"),
            tls: setting("sslmode", "PGSSLMODE"),
        }
    }

    /// A machine reached over a network whose certificate nobody verifies.
    pub fn exposed(&self) -> Option<&str> {
        let distant = self.hosts.iter().find(|host| !is_here(host));
        distant.filter(|_| self.tls != "verify-full").map(String::as_str)
    }
}

impl fmt::Display for DatabasePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.database.is_empty() { "the user's base" } else { &self.database })?;
        match self.hosts.as_slice() {
            [] => f.write_str(" on this machine")?,
            hosts => write!(f, " on {}", hosts.join(", "))?,
        }
        if !self.port.is_empty() {
            write!(f, ", port {}", self.port)?;
        }
        if self.user.is_empty() { Ok(()) } else { write!(f, ", as {}", self.user) }
    }
}

/// A socket, or this very machine.
fn is_here(host: &str) -> bool {
    let is_socket = host.starts_with(['/', '@']);
    is_socket || host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// What an address says, in the names of `key=value` pairs; the last of repeated settings counts.
fn settings_of(address: &str) -> Vec<(String, String)> {
    let url = address.strip_prefix("postgres://").or_else(|| address.strip_prefix("postgresql://"));
    let Some(url) = url else { return pairs_of(address) };
    let (server, query) = url.split_once('?').unwrap_or((url, ""));
    let (authority, database) = server.split_once('/').unwrap_or((server, ""));
    let (person, machines) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (mut hosts, mut ports) = (Vec::new(), Vec::new());
    for machine in machines.split(',') {
        let (host, port) = match machine.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, port)) => (host, port.trim_start_matches(':')),
            None => machine.split_once(':').unwrap_or((machine, "")),
        };
        hosts.push(decoded(host));
        ports.push(port);
    }
    let (user, password) = person.split_once(':').unwrap_or((person, ""));
    let said = [
        ("user", decoded(user)),
        ("password", decoded(password)),
        ("host", hosts.join(",")),
        ("port", ports.join(",").trim_matches(',').to_owned()),
        ("dbname", decoded(database)),
    ];
    let said = said.into_iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    said.map(|(name, value)| (name.to_owned(), value)).chain(query).collect()
}

fn decoded(part: &str) -> String {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(&format!("part={part}")).unwrap_or_default();
    pairs.into_iter().next().map(|(_, value)| value).unwrap_or_default()
}

/// `key = 'value with spaces'` pairs; a backslash keeps the character after it.
fn pairs_of(text: &str) -> Vec<(String, String)> {
    let (mut pairs, mut rest) = (Vec::new(), text.trim_start());
    while let Some((name, after)) = rest.split_once('=') {
        let (mut value, mut quoted, mut end) = (String::new(), false, after.len());
        let mut letters = after.trim_start().char_indices();
        let skipped = after.len() - after.trim_start().len();
        while let Some((place, letter)) = letters.next() {
            match letter {
                '\\' => value.extend(letters.next().map(|(_, kept)| kept)),
                '\'' => quoted = !quoted,
                space if space.is_whitespace() && !quoted => {
                    end = skipped + place;
                    break;
                }
                other => value.push(other),
            }
        }
        pairs.push((name.trim().to_owned(), value));
        rest = after[end..].trim_start();
    }
    pairs
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

    fn place(address: &str) -> DatabasePlace {
        DatabasePlace::of(address, |_| None)
    }

    #[test]
    fn an_address_is_shown_without_its_password() {
        for (address, shown) in [
            ("postgres://ada:s3cret@db.example.org:5433/base", "base on db.example.org, port 5433, as ada"),
            ("postgresql:///base?host=%2Frun%2Fpg&user=ada&password=s3cret", "base on /run/pg, as ada"),
            ("postgres://a%40b:s3%40cret@one,two:5432/base", "base on one, two, port 5432, as a@b"),
            ("host=db dbname = base user=ada password='s3 cret'", "base on db, as ada"),
            ("postgres://[2001:db8::1]:5432/base", "base on 2001:db8::1, port 5432"),
            ("postgres://", "the user's base on this machine"),
        ] {
            assert_eq!(place(address).to_string(), shown, "{address}");
        }
        let variables = |name: &str| (name == "PGHOST").then(|| "db.example.org".to_owned());
        assert_eq!(DatabasePlace::of("postgres:///base", variables).to_string(), "base on db.example.org");
    }

    #[test]
    fn what_crosses_a_network_unverified_is_exposed() {
        for (address, exposed) in [
            ("postgres:///base", None),
            ("postgres://localhost/base", None),
            ("postgres://127.0.0.1/base", None),
            ("postgres://[::1]/base", None),
            ("postgres://%2Frun%2Fpg/base", None),
            ("host=/run/pg dbname=base", None),
            ("postgres://db/base", Some("db")),
            ("postgres://localhost,db/base", Some("db")),
            ("postgres://localhost/base?hostaddr=192.0.2.1", Some("192.0.2.1")),
            ("postgres://db/base?sslmode=require", Some("db")),
            ("postgres://db/base?sslmode=verify-ca", Some("db")),
            ("postgres://db/base?sslmode=verify-full", None),
            ("host=db sslmode=verify-full", None),
            ("host=db sslmode='prefer'", Some("db")),
        ] {
            assert_eq!(place(address).exposed(), exposed, "{address}");
        }
    }
}
