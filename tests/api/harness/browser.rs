//! A real browser the size of a phone, driven through ChromeDriver.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};

/// How long the browser may take to do one thing: it starts slowly on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// One browser at a time.
static TURN: Mutex<()> = Mutex::const_new(());

/// Whether pages may run scripts.
#[derive(Clone, Copy, PartialEq)]
pub enum Script {
    On,
    Off,
}

/// A browser of 360 by 740 points, closed when the test is over.
pub struct Browser {
    pub page: Client,
    driver: Child,
    _turn: MutexGuard<'static, ()>,
}

impl Browser {
    pub async fn open(script: Script) -> Self {
        let turn = TURN.lock().await;
        let (driver, address) = start_driver();
        wait_for(&address).await;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let Value::Object(expected) = capabilities(script) else { panic!("capabilities") };
        builder.capabilities(expected);
        let connecting = tokio::time::timeout(PATIENCE, builder.connect(&address));
        let page = connecting.await.expect("the browser starts").expect("a browser session");
        Self { page, driver, _turn: turn }
    }

    /// Goes to an address and waits for its page.
    pub async fn go(&self, address: &str) {
        self.page.goto(address).await.expect("a page");
    }

    /// Clicks the first element of a selector, once it is there.
    pub async fn click(&self, selector: &str) {
        self.element(selector).await.click().await.expect("a click");
    }

    pub async fn element(&self, selector: &str) -> fantoccini::elements::Element {
        let waiting = self.page.wait().at_most(PATIENCE).for_element(Locator::Css(selector));
        waiting.await.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// Scrolls to the first element of a selector.
    pub async fn show(&self, selector: &str) {
        let element = self.element(selector).await;
        let scroll = "arguments[0].scrollIntoView()";
        let element = serde_json::to_value(element).expect("a reference");
        self.page.execute(scroll, vec![element]).await.expect("the element is shown");
    }

    /// What the page says to whoever looks at it.
    pub async fn text(&self) -> String {
        for _ in 0..5 {
            // a page that gives way to the next takes its elements with it
            if let Ok(text) = self.element("body").await.text().await {
                return text;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        self.element("body").await.text().await.expect("a text")
    }

    /// Keeps what is seen as `target/screenshots/<name>.png`.
    pub async fn keep(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
        std::fs::create_dir_all(&folder).expect("a folder");
        let seen = self.page.screenshot().await.expect("a screenshot");
        std::fs::write(folder.join(format!("{name}.png")), seen).expect("a file");
    }

    pub async fn close(self) {
        self.page.clone().close().await.expect("the browser closes");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The first program there is, or a sentence that says what to do.
fn program(variable: &str, names: &[&str], folders: &[&str]) -> PathBuf {
    if let Some(named) = std::env::var_os(variable) {
        return named.into();
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let folders = path.split(':').chain(folders.iter().copied());
    let found = folders.flat_map(|folder| names.iter().map(move |name| PathBuf::from(folder).join(name)));
    found.into_iter().find(|path| path.is_file()).unwrap_or_else(|| {
        panic!("none of {names:?} is on this machine: run scripts/ensure-browser.sh, or set {variable}")
    })
}

fn start_driver() -> (Child, String) {
    let folders = ["/usr/lib/chromium", "/usr/lib/chromium-browser", "/usr/lib64/chromium-browser"];
    let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address").port();
    let driver = Command::new(program("CHROMEDRIVER", &["chromedriver"], &folders))
        .arg(format!("--port={port}"))
        .env("LANGUAGE", "fr")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("ChromeDriver starts");
    (driver, format!("http://127.0.0.1:{port}"))
}

async fn wait_for(address: &str) {
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    for _ in 0..300 {
        let ready = http.get(format!("{address}/status")).send().await;
        if ready.is_ok_and(|answer| answer.status() == 200) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("ChromeDriver does not answer at {address}");
}

/// Taps are clicks: ChromeDriver waits a minute after each tap on a page without scripts.
fn capabilities(script: Script) -> Value {
    let browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let application = ["/Applications/Google Chrome.app/Contents/MacOS"];
    let binary = program("CHROME_BIN", &browsers, &application);
    let mut arguments =
        vec!["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--lang=fr-FR"];
    if rustix::process::getuid().is_root() {
        arguments.push("--no-sandbox");
    }
    let javascript = if script == Script::On { 1 } else { 2 };
    json!({
        "browserName": "chrome",
        "timeouts": { "pageLoad": 60_000, "script": 30_000 },
        "goog:chromeOptions": {
            "binary": binary,
            "args": arguments,
            "mobileEmulation": {
                "deviceMetrics": { "width": 360, "height": 740, "pixelRatio": 2.0, "touch": false },
            },
            "prefs": { "profile.managed_default_content_settings.javascript": javascript },
        },
    })
}
