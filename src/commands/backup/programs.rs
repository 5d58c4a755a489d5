//! The programs of PostgreSQL that write a base out and read it in again: they know every kind of object there is.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;

use anyhow::Context;
use diesel::dsl::sql;
use diesel::sql_types::Integer;
use diesel::{PgConnection, RunQueryDsl};

use crate::platform::db::ProgramAddress;

/// What a base is emptied by, in the transaction that fills it again.
const EMPTIED: &str = "SET client_min_messages = warning; DROP SCHEMA public CASCADE; \
     CREATE SCHEMA public AUTHORIZATION pg_database_owner;\n";
/// Owner and rights are those of whoever restores; the program gives its serving role what it needs at each start.
const PLAIN: [&str; 2] = ["--no-owner", "--no-privileges"];

/// The major version of the server a connection speaks to.
pub fn server_version(conn: &mut PgConnection) -> anyhow::Result<u32> {
    let asked = sql::<Integer>("current_setting('server_version_num')::integer / 10000");
    let major: i32 = diesel::select(asked).get_result(conn)?;
    Ok(u32::try_from(major)?)
}

/// One of the programs, on a base.
fn program(name: &str, server: u32, on: Option<&str>) -> anyhow::Result<Command> {
    let found = private_postgres::client_program(name, server).with_context(|| {
        format!(
            "{name} of PostgreSQL {server} or later is not on this machine: install the client \
             (apt-get install -y --no-install-recommends postgresql-client), or set PG_BIN_DIR to its folder"
        )
    })?;
    let mut command = Command::new(found);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(address) = on {
        let ProgramAddress { line, password } = ProgramAddress::of(address);
        command.arg("--dbname").arg(line);
        if let Some(password) = password {
            command.env("PGPASSWORD", password);
        }
    }
    Ok(command)
}

/// A program that runs, and what it says on its standard error.
struct PgProgram {
    name: &'static str,
    child: Child,
    said: thread::JoinHandle<String>,
}

impl PgProgram {
    fn start(name: &'static str, mut command: Command) -> anyhow::Result<Self> {
        let mut child = command.spawn().with_context(|| format!("cannot run {name}"))?;
        let mut errors = child.stderr.take();
        let said = thread::spawn(move || {
            let mut text = String::new();
            if let Some(errors) = &mut errors {
                let _ = errors.read_to_string(&mut text);
            }
            text
        });
        Ok(Self { name, child, said })
    }

    /// Waits for its end, and refuses with what it said when that is no success.
    fn ended(mut self) -> anyhow::Result<()> {
        let status = self.child.wait()?;
        let said = self.said.join().unwrap_or_default();
        anyhow::ensure!(status.success(), "{} failed ({status}):\n{}", self.name, said.trim_end());
        Ok(())
    }

    /// Ends it, whatever it was doing.
    fn give_up(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes a base out as it stands in a snapshot, and hands it over to be read.
pub fn dump<T>(
    address: &str,
    server: u32,
    snapshot: &str,
    read: impl FnOnce(&mut dyn Read) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let mut command = program("pg_dump", server, Some(address))?;
    command.args(PLAIN).args(["--format=custom", "--snapshot", snapshot]);
    let mut running = PgProgram::start("pg_dump", command)?;
    let mut written = running.child.stdout.take().context("pg_dump writes nowhere")?;
    match read(&mut written) {
        Ok(taken) => running.ended().map(|()| taken),
        Err(error) => {
            running.give_up();
            Err(error)
        }
    }
}

/// Reads a base in, in one transaction that empties it first.
pub fn load(
    address: &str,
    server: u32,
    give: impl FnOnce(&mut ChildStdin) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut reading = program("pg_restore", server, None)?;
    reading.args(PLAIN).args(["--file=-"]).stdin(Stdio::piped());
    let mut reading = PgProgram::start("pg_restore", reading)?;
    let mut writing = program("psql", server, Some(address))?;
    writing.args(["--no-psqlrc", "--single-transaction", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"]);
    writing.stdin(Stdio::piped()).stdout(Stdio::null());
    let mut writing = PgProgram::start("psql", writing)?;
    let statements = reading.child.stdout.take().context("pg_restore writes nowhere")?;
    let base = writing.child.stdin.take().context("psql reads nothing")?;
    let passed_on = thread::spawn(move || pass_on(statements, base));
    let mut taken = reading.child.stdin.take().context("pg_restore reads nothing")?;
    let given = give(&mut taken);
    drop(taken);
    let read = reading.ended();
    match passed_on.join().map_err(|_| anyhow::anyhow!("interrupted"))? {
        // psql refused a statement, and the others failed because of it
        Err(broken) => writing.ended().and(Err(broken)),
        Ok(input) if given.is_err() || read.is_err() => {
            // its input would end, and it would confirm what is not all there
            writing.give_up();
            drop(input);
            read.and(given)
        }
        Ok(input) => {
            drop(input);
            writing.ended()
        }
    }
}

/// The statements, after what empties the base; the input of psql is left open for as long as they are not all there.
fn pass_on(mut statements: impl Read, mut base: ChildStdin) -> anyhow::Result<ChildStdin> {
    base.write_all(EMPTIED.as_bytes())?;
    std::io::copy(&mut statements, &mut base)?;
    Ok(base)
}
