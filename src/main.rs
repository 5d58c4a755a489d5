//! The commands of Compagnon; nothing else.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use compagnon::app::about::VERSION_AND_COMMIT;
use compagnon::commands::backup::{self, RestoringOptions, TakingOptions};
use compagnon::commands::settings::{self, SettingsOptions};
use compagnon::demo::Options;
use compagnon::platform::config::ReadConfig;
use compagnon::platform::output;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Back office of French apprenticeship training sites.
#[derive(Parser)]
#[command(version = VERSION_AND_COMMIT, about)]
struct Arguments {
    /// TOML file of the configuration; COMPAGNON_* variables override it.
    #[arg(long, global = true, env = "COMPAGNON_CONFIG_FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the API (the default), on a private PostgreSQL unless DATABASE_URL names one.
    Serve,
    /// Serves a fictional cohort with people of every role, in a folder and on a PostgreSQL of its own.
    Demo {
        /// Folder of the demonstration; `demo` in the data folder when absent.
        #[arg(long)]
        folder: Option<PathBuf>,
        /// Day the demonstration plays on, such as 2027-03-01; its clock runs from there.
        #[arg(long)]
        today: Option<chrono::NaiveDate>,
        /// Address to listen on.
        #[arg(long)]
        listen: Option<String>,
        /// Wipes what an earlier demonstration left in its folder, and tells the story anew.
        #[arg(long)]
        fresh: bool,
    },
    /// Brings the base up to date and loads the catalogue.
    Migrate,
    /// Fills an empty base with a large fictional site, to measure on.
    Seed {
        /// How many apprentices.
        #[arg(long, default_value_t = 100_000)]
        apprentices: u32,
    },
    /// Writes the base and the installation's secret, sealed by a passphrase, to one file; an instance may go on serving.
    Backup(TakingOptions),
    /// Fills the base from a file that `backup` wrote, all of it or nothing; no instance may be serving.
    Restore(RestoringOptions),
    /// Looks at all an installation stands on and says what is wrong, beside a running instance or before one; ends with 1 when
    /// something fails.
    Doctor,
    /// Explains the settings, or says whether those given fit.
    Config(SettingsOptions),
    /// Prints the OpenAPI document.
    Openapi,
    /// Lets people in when nobody else can.
    #[command(subcommand)]
    Admin(Admin),
    /// Looks after what is due, which is derived from the facts.
    #[command(subcommand)]
    Obligations(Obligations),
    /// Looks after the cards that lists show, which are kept beside the facts.
    #[command(subcommand)]
    Cards(CardsCommand),
    /// Forgets the traces kept long enough, which a daily job does too.
    Retention {
        /// Only says what is overdue.
        #[arg(long)]
        dry_run: bool,
    },
    /// Looks after the keys that sign access tokens and seal health data.
    #[command(subcommand)]
    Keys(Keys),
}

#[derive(Subcommand)]
enum Admin {
    /// Makes another token for the first administrator, while no account exists.
    BootstrapToken,
    /// Makes an invitation with which the person of this address sets a password anew.
    Invitation {
        /// Address of the account.
        email: String,
    },
}

#[derive(Subcommand)]
enum Obligations {
    /// Derives everything anew.
    Rebuild,
}

#[derive(Subcommand)]
enum CardsCommand {
    /// Writes every card anew from the facts.
    Rebuild,
}

#[derive(Subcommand)]
enum Keys {
    /// Adds a key that is published now and signs in a quarter of an hour.
    Rotate {
        /// The key signs at once and the others verify nothing any more, for when they are no longer trusted.
        #[arg(long)]
        now: bool,
    },
    /// Adds a key that seals health data at once, and seals anew what the earlier ones sealed.
    RotateData,
}

/// Milliseconds after which freed memory goes back to the system: starting frees tens of megabytes at once.
const PURGE_DELAY: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "10");

/// The allocator reads its settings before `main`: unless somebody chose them, the program begins anew with ours.
fn begin_with_allocator_settings() {
    use std::os::unix::process::CommandExt;
    let (name, value) = PURGE_DELAY;
    if let (None, Ok(program)) = (std::env::var_os(name), std::env::current_exe()) {
        let arguments = std::env::args_os().skip(1);
        let failed = std::process::Command::new(program).args(arguments).env(name, value).exec();
        output::print_error(&format!("going on with the allocator's own settings: {failed}\n"));
    }
}

fn main() -> anyhow::Result<()> {
    begin_with_allocator_settings();
    let arguments = Arguments::parse();
    let environment = std::env::vars().filter(|(name, _)| name != "COMPAGNON_CONFIG_FILE");
    let read = || ReadConfig::from(arguments.config.as_deref(), environment);
    match arguments.command.unwrap_or(Command::Serve) {
        Command::Serve => compagnon::commands::serve(read()?.config),
        Command::Demo { folder, today, listen, fresh } => {
            compagnon::commands::demo(read()?.config, Options { folder, today, listen, fresh })
        }
        Command::Migrate => compagnon::commands::migrate(read()?.config),
        Command::Seed { apprentices } => compagnon::commands::seed(read()?.config, apprentices),
        Command::Backup(options) => backup::back_up(read()?.config, &options),
        Command::Restore(options) => backup::restore(read()?.config, &options),
        Command::Doctor => compagnon::commands::doctor::doctor(read()),
        Command::Config(options) => settings::explain(&options, read),
        Command::Openapi => compagnon::commands::openapi(),
        Command::Admin(Admin::BootstrapToken) => compagnon::commands::make_bootstrap_token(read()?.config),
        Command::Admin(Admin::Invitation { email }) => {
            compagnon::commands::make_invitation(read()?.config, email)
        }
        Command::Obligations(Obligations::Rebuild) => {
            compagnon::commands::rebuild_obligations(read()?.config)
        }
        Command::Cards(CardsCommand::Rebuild) => compagnon::commands::rebuild_cards(read()?.config),
        Command::Retention { dry_run } => compagnon::commands::forget_overdue(read()?.config, dry_run),
        Command::Keys(Keys::RotateData) => compagnon::commands::rotate_data_keys(read()?.config),
        Command::Keys(Keys::Rotate { now }) => compagnon::commands::rotate_keys(read()?.config, now),
    }
}
