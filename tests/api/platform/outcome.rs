//! A line cut while a write is confirmed: nobody is told that nothing was done.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::harness::{Program, World};
use crate::people::employers::a_bookshop;

/// Stands between the program and PostgreSQL; once told to, it lets every COMMIT through and keeps its answer.
struct Cutter {
    folder: PathBuf,
    cutting: Arc<AtomicBool>,
}

impl Cutter {
    fn before(url: &str) -> Self {
        // short: the path of a socket has a hundred characters at most
        let name = uuid::Uuid::new_v4().simple().to_string();
        let folder = std::env::temp_dir().join(format!("cut-{}", &name[..8]));
        std::fs::create_dir(&folder).unwrap();
        let listener = UnixListener::bind(folder.join(".s.PGSQL.5432")).unwrap();
        let (cutting, url) = (Arc::new(AtomicBool::new(false)), url.to_owned());
        let shared = cutting.clone();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                relay(client, &url, &shared);
            }
        });
        Self { folder, cutting }
    }

    /// The same base through here: libpq keeps the last of repeated settings.
    fn url(&self, url: &str) -> String {
        let next = if url.contains('?') { '&' } else { '?' };
        format!("{url}{next}host={}&port=5432", self.folder.display())
    }

    fn cuts(&self, whether: bool) {
        self.cutting.store(whether, Ordering::SeqCst);
    }
}

impl Drop for Cutter {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Both directions of a connection to the server of an address.
fn server_of(url: &str) -> (Box<dyn Read + Send>, Box<dyn Write + Send>) {
    let setting =
        |name: &str| url.split(['?', '&']).find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    match setting("host").filter(|host| host.starts_with('/')) {
        Some(folder) => {
            let port = setting("port").unwrap_or("5432");
            let stream = UnixStream::connect(format!("{folder}/.s.PGSQL.{port}")).unwrap();
            (Box::new(stream.try_clone().unwrap()), Box::new(stream))
        }
        None => {
            let url = reqwest::Url::parse(url).unwrap();
            let stream = TcpStream::connect((url.host_str().unwrap(), url.port().unwrap_or(5432))).unwrap();
            (Box::new(stream.try_clone().unwrap()), Box::new(stream))
        }
    }
}

fn relay(client: UnixStream, url: &str, cutting: &Arc<AtomicBool>) {
    let ((mut answers, mut statements), keeps) = (server_of(url), Arc::new(AtomicBool::new(false)));
    let (mut asks, mut hears) = (client.try_clone().unwrap(), client);
    let (cutting, kept) = (cutting.clone(), keeps.clone());
    thread::spawn(move || {
        let mut bytes = [0; 65536];
        while let Ok(count @ 1..) = asks.read(&mut bytes) {
            let commits = bytes[..count].windows(7).any(|some| some == b"COMMIT\0");
            kept.store(commits && cutting.load(Ordering::SeqCst), Ordering::SeqCst);
            if statements.write_all(&bytes[..count]).is_err() {
                return;
            }
        }
    });
    thread::spawn(move || {
        let mut bytes = [0; 65536];
        while let Ok(count @ 1..) = answers.read(&mut bytes) {
            if keeps.load(Ordering::SeqCst) || hears.write_all(&bytes[..count]).is_err() {
                break;
            }
        }
        let _ = hears.shutdown(Shutdown::Both);
    });
}

#[actix_web::test]
async fn a_write_cut_while_it_is_confirmed_is_of_unknown_outcome_and_its_key_finds_it() {
    let world = World::now().await;
    let cutter = Cutter::before(&world.database.serving_url);
    let mut program = Program::on(&world, |command| {
        command.env("DATABASE_URL", cutter.url(&world.database.serving_url));
    });
    assert!(program.serves().await);
    let manager = program.before(&world, &world.manager());

    cutter.cuts(true);
    let cut = manager.post_with_key("/v1/employers", "sent-once-only", a_bookshop()).await;
    cutter.cuts(false);
    assert_eq!(cut.header("retry-after"), None, "nobody is told to send it again as it is");
    let body = cut.refused_with(503, "outcome.unknown");
    for words in ["relisez", "Idempotency-Key"] {
        assert!(body["detail"].as_str().unwrap().contains(words), "{body}");
    }
    let found = manager.get("/v1/employers").await.expect(200);
    assert_eq!(found["data"].as_array().unwrap().len(), 1, "it was written");
    let again = manager.post_with_key("/v1/employers", "sent-once-only", a_bookshop()).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, Some("true")), "{}", again.text);

    cutter.cuts(true);
    let reading = manager.get("/v1/employers").await;
    cutter.cuts(false);
    assert_eq!(reading.status, 200, "a reading is confirmed by nothing: {}", reading.text);
}
