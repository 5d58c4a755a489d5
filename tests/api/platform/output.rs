//! Nobody reads what the program prints, or nothing takes it: it starts, serves and writes all the same.

use std::fs::File;
use std::process::{Command, Stdio};

use crate::harness::{Program, TestDatabase, World, secret_folder};
use crate::people::employers::a_bookshop;

/// What becomes of both outputs.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Outlet {
    /// Closed from the start, as by `>&- 2>&-`.
    Closed,
    /// A full disk.
    Full,
    /// A reader who leaves after the first lines, as `head -1` does.
    Left,
    /// A reader who reads nothing and stays.
    Asleep,
}

fn towards(outlet: Outlet, command: &mut Command) {
    command.env("COMPAGNON_LOG_LEVEL", "trace");
    let full = || File::options().write(true).open("/dev/full").unwrap();
    match outlet {
        Outlet::Closed => {
            let mut shell = Command::new("sh");
            shell.args(["-c", "exec \"$0\" >&- 2>&-"]).arg(command.get_program()).stdin(Stdio::null());
            shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
            *command = shell;
        }
        Outlet::Full => {
            command.stdout(full()).stderr(full());
        }
        Outlet::Left | Outlet::Asleep => {
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
        }
    }
}

#[actix_web::test]
async fn outputs_that_are_closed_full_left_or_asleep_cost_no_start_no_request_and_no_job() {
    let world = World::now().await;
    for outlet in [Outlet::Full, Outlet::Left, Outlet::Asleep, Outlet::Closed] {
        let mut program = Program::on(&world, |command| towards(outlet, command));
        if outlet == Outlet::Left {
            drop((program.child.stdout.take(), program.child.stderr.take()));
        }
        assert!(program.serves().await, "{outlet:?}: the program does not serve");
        let manager = program.before(&world, &world.manager());
        let created = manager.post("/v1/employers", a_bookshop()).await;
        assert!(matches!(created.status, 201 | 409), "{outlet:?}: {}", created.text);
        // more than a pipe holds
        for _ in 0..200 {
            assert_eq!(manager.get("/v1/employers").await.status, 200, "{outlet:?}");
        }
        program.until_metrics_say("compagnon_job_succeeded_timestamp_seconds{job=\"digests\"}").await;
        program.until_metrics_say("compagnon_oldest_mail_timestamp_seconds").await;
        program.signal(rustix::process::Signal::TERM);
        assert!(program.ended().await.success(), "{outlet:?}");
    }
    let kept = manager_sees(&world).await;
    assert_eq!(kept, 1, "the write that was answered is there");
}

async fn manager_sees(world: &World) -> usize {
    world.manager().get("/v1/employers").await.expect(200)["data"].as_array().unwrap().len()
}

#[actix_web::test]
async fn a_command_whose_answer_nobody_took_says_so_by_its_end() {
    let world = World::now().await;
    for arguments in [&["openapi"][..], &["admin", "bootstrap-token"]] {
        let status = Command::new(env!("CARGO_BIN_EXE_compagnon"))
            .args(arguments)
            .env("DATABASE_URL", &world.database.serving_url)
            .env("COMPAGNON_DATA_DIR", secret_folder())
            .stdout(File::options().write(true).open("/dev/full").unwrap())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(1), "{arguments:?}");
    }
}

#[actix_web::test]
async fn a_first_start_says_how_to_get_another_token() {
    let world = World::now().await;
    let mut program = Program::on(&world, |command| {
        command.stdout(File::options().write(true).open("/dev/full").unwrap()).stderr(Stdio::piped());
    });
    assert!(program.serves().await);
    program.signal(rustix::process::Signal::TERM);
    program.ended().await;
    let log = std::io::read_to_string(program.child.stderr.take().unwrap()).unwrap();
    assert!(log.contains("compagnon admin bootstrap-token"), "{log}");
}

#[test]
fn a_log_that_is_no_terminal_has_no_colours() {
    let database = TestDatabase::empty();
    let mut command = Command::new(env!("CARGO_BIN_EXE_compagnon"));
    command.env("DATABASE_URL", &database.url).env("COMPAGNON_DATA_DIR", secret_folder()).arg("migrate");
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("the role that serves owns the tables"), "{said}");
    assert!(!said.contains('\u{1b}'), "{said}");
}
