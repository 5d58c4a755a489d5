//! Why the private server could not be had, each reason with what to do about it.

use std::path::{Path, PathBuf};

/// A reason why the private PostgreSQL server did not start, with the remedy.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No server binaries on this machine.
    #[error(
        "PostgreSQL 15 or later is not installed on this machine. Install it:\n  \
         Debian, Ubuntu:  apt-get install -y --no-install-recommends postgresql\n  \
         Fedora, RHEL:    dnf install -y postgresql-server postgresql-contrib\n  \
         Alpine:          apk add postgresql postgresql-contrib\n  \
         Arch:            pacman -S postgresql\n  \
         openSUSE:        zypper install -y postgresql-server postgresql-contrib\n  \
         macOS:           brew install postgresql@17\n\
         or set PG_BIN_DIR to the folder of its programs, or DATABASE_URL to a server you already have."
    )]
    NotInstalled,
    /// `PG_BIN_DIR` does not hold a server.
    #[error("PG_BIN_DIR is {}, which holds no working `postgres` and `initdb`. Correct it or unset it.", .0.display())]
    NoServerInPgBinDir(PathBuf),
    /// Only servers too old for this application were found.
    #[error(
        "PostgreSQL {major} in {} is too old: version 15 or later is needed. Install a newer one beside it:\n  \
         Debian, Ubuntu:  apt-get install -y postgresql-common, then\n                   \
         /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y, then\n                   \
         apt-get install -y --no-install-recommends postgresql-17\n  \
         Fedora, RHEL:    dnf module reset -y postgresql, then dnf module install -y postgresql:16/server\n  \
         Alpine:          apk add postgresql17 postgresql17-contrib\n  \
         openSUSE:        zypper install -y postgresql17-server postgresql17-contrib\n  \
         macOS:           brew install postgresql@17\n\
         or set DATABASE_URL to a server of version 15 or later.", .dir.display()
    )]
    TooOld {
        /// Folder of the newest server found.
        dir: PathBuf,
        /// Its major version.
        major: u32,
    },
    /// The cluster was made by another major version.
    #[error(
        "The data in {} were made by PostgreSQL {made_by}, and only version {found} was found. \
         Install PostgreSQL {made_by} again, or move the data with pg_upgrade or pg_dump.", .data.display()
    )]
    OtherVersion {
        /// Folder of the cluster.
        data: PathBuf,
        /// Major version that made it.
        made_by: u32,
        /// Newest major version on this machine.
        found: u32,
    },
    /// A live process owns the folder.
    #[error(
        "another process runs on this folder: {}{}. Stop it, or choose another folder.", .root.display(),
        .pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
    )]
    AlreadyRunning {
        /// The folder asked for.
        root: PathBuf,
        /// Process that owns it, when it could be read.
        pid: Option<u32>,
    },
    /// The server of an owner that died is still up.
    #[error("The PostgreSQL server left on {} by an earlier run is still stopping. Try again in a moment.", .0.display())]
    StillStopping(PathBuf),
    /// The user has no home folder.
    #[error("This account has no home folder to keep data in: set XDG_DATA_HOME, or name a folder.")]
    NoHome,
    /// The current user has no name.
    #[error(
        "User id {0} has no account name on this machine, and PostgreSQL refuses to run without one. \
         Add it to /etc/passwd, run under a named account, or set DATABASE_URL."
    )]
    NoAccountName(u32),
    /// Root found no account to hand the server to.
    #[error(
        "PostgreSQL refuses to run as root, and this machine has neither a `postgres` nor a `nobody` account. \
         Create one, run under an ordinary account, or set DATABASE_URL."
    )]
    NoServiceAccount,
    /// The account of the server cannot reach the data.
    #[error(
        "The account `{account}`, which runs PostgreSQL, may not enter {}. \
         Allow it (`chmod o+x {}`) or choose a folder elsewhere.", .folder.display(), .folder.display()
    )]
    NotEnterable {
        /// Name of the account.
        account: String,
        /// First folder on the way that is closed to it.
        folder: PathBuf,
    },
    /// Someone else owns the folder meant for the socket.
    #[error("{} belongs to another account, so the server's socket cannot be put there. Remove it.", .0.display())]
    UnsafeSocketFolder(PathBuf),
    /// `initdb` failed.
    #[error("PostgreSQL could not make its data folder. It said:\n{0}")]
    InitFailed(String),
    /// The server ended instead of answering.
    #[error("PostgreSQL stopped while starting. The end of {}:\n{tail}", .log.display())]
    ServerEnded {
        /// Log of the server.
        log: PathBuf,
        /// Its last lines.
        tail: String,
    },
    /// The server did not answer in time.
    #[error("PostgreSQL did not answer within {seconds} s. The end of {}:\n{tail}", .log.display())]
    NoAnswer {
        /// How long it was given.
        seconds: u64,
        /// Log of the server.
        log: PathBuf,
        /// Its last lines.
        tail: String,
    },
    /// The server answered, but refused us.
    #[error("PostgreSQL started but refused the connection: {0}")]
    Refused(String),
    /// The system refused a file, folder or program.
    #[error("Could not {action} {}: {source}.", .path.display())]
    System {
        /// What was being done.
        action: &'static str,
        /// To what.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
}

/// Names the file and the act in a system error.
pub(crate) fn system(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> StartError {
    move |source| StartError::System { action, path: path.to_owned(), source }
}
