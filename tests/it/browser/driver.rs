//! A browser that does what a person does: Chromium by way of chromedriver, over WebDriver (W3C).

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// The chromedriver that `FUNDABLE_CHROMEDRIVER` names; `cargo xtask test` sets it. Without, the test says that it was
/// skipped.
pub fn chromedriver(test: &str) -> Option<PathBuf> {
    named(
        "FUNDABLE_CHROMEDRIVER",
        test,
        "chromedriver, with chromium at hand (Debian: apt-get install chromium-driver)",
    )
}

/// The axe-core script that `FUNDABLE_AXE` names.
pub fn axe(test: &str) -> Option<PathBuf> {
    named("FUNDABLE_AXE", test, "axe.min.js of the npm package axe-core")
}

fn named(variable: &str, test: &str, what: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).filter(|path| !path.is_empty());
    if path.is_none() {
        eprintln!("SKIPPED {test}: set {variable} to {what}, or run `cargo xtask test`");
    }
    path.map(PathBuf::from)
}

/// How a window is set up.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    pub width: u32,
    pub height: u32,
    /// Behave as a phone.
    pub is_phone: bool,
    /// Let pages keep nothing.
    pub blocks_storage: bool,
}

pub const DESKTOP: Window = Window { width: 1200, height: 900, is_phone: false, blocks_storage: false };
pub const PHONE: Window = Window { width: 375, height: 740, is_phone: true, blocks_storage: false };

/// A browser with one window; it and its profile go when this goes.
pub struct Browser {
    driver: Child,
    session: String,
    folder: TempDir,
}

impl Browser {
    pub fn open(chromedriver: &Path, window: Window) -> Self {
        let mut driver = Command::new(chromedriver).arg("--port=0").stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        // A full pipe would stop it.
        thread::spawn(move || lines.for_each(drop));
        let folder = tempfile::tempdir().unwrap();
        let mut browser = Self { driver, session: format!("http://127.0.0.1:{}/session", port.unwrap()), folder };
        let opened = browser.post("", json!({ "capabilities": { "alwaysMatch": browser.capabilities(window) } }));
        browser.session.push_str(&format!("/{}", opened["sessionId"].as_str().unwrap()));
        browser
    }

    fn capabilities(&self, window: Window) -> Value {
        let profile = format!("--user-data-dir={}", self.folder.path().join("profile").display());
        let size = format!("--window-size={},{}", window.width, window.height);
        let mut options = json!({
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                "--disable-background-networking", "--disable-component-update", "--lang=en-US", profile, size
            ],
            "prefs": { "download.default_directory": self.downloads() },
        });
        if window.is_phone {
            let metrics = json!({ "width": window.width, "height": window.height, "pixelRatio": 2.0, "mobile": true });
            options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
        }
        if window.blocks_storage {
            options["prefs"]["profile.default_content_setting_values.cookies"] = json!(2);
        }
        json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" } })
    }

    /// Where files go that a page saves.
    pub fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    fn post(&self, path: &str, body: Value) -> Value {
        self.answer(minreq::post(format!("{}{path}", self.session)).with_body(body.to_string()))
    }

    fn answer(&self, request: minreq::Request) -> Value {
        let answer = request.with_header("Content-Type", "application/json").with_timeout(120).send().unwrap();
        let mut value: Value = serde_json::from_str(answer.as_str().unwrap()).unwrap();
        assert_eq!(answer.status_code, 200, "{value:#}");
        value["value"].take()
    }

    /// Open a file.
    pub fn go(&self, page: &Path) {
        self.post("/url", json!({ "url": format!("file://{}", page.display()) }));
    }

    /// Run a script in the page; its result.
    pub fn run(&self, script: &str, arguments: Value) -> Value {
        self.post("/execute/sync", json!({ "script": script, "args": arguments }))
    }

    /// Run a script that hands its result to its last argument.
    pub fn run_later(&self, script: &str) -> Value {
        self.post("/execute/async", json!({ "script": script, "args": [] }))
    }

    /// Press keys, one after the other.
    pub fn press(&self, keys: &str) {
        let actions = keys.chars().flat_map(|key| [("keyDown", key), ("keyUp", key)]);
        let actions: Vec<Value> =
            actions.map(|(kind, key)| json!({ "type": kind, "value": key.to_string() })).collect();
        self.post("/actions", json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }));
    }

    /// Press Tab until the field with an id has the focus.
    pub fn tab_to(&self, id: &str) {
        for _ in 0..500 {
            self.press(TAB);
            if self.run("return document.activeElement.id", json!([])) == id {
                return;
            }
        }
        panic!("no Tab leads to `{id}`");
    }

    /// The text of the element with an id.
    pub fn text(&self, id: &str) -> String {
        let text = self.run("return document.getElementById(arguments[0]).textContent", json!([id]));
        text.as_str().unwrap().to_owned()
    }

    /// Wait until a script says true.
    pub fn wait(&self, until: &str) {
        for _ in 0..300 {
            if self.run(until, json!([])) == true {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("it never came to `{until}`");
    }

    /// A download, once it is there.
    pub fn download(&self, name: &str) -> String {
        let path = self.downloads().join(name);
        for _ in 0..300 {
            match std::fs::read_to_string(&path) {
                Ok(text) if !text.is_empty() => return text,
                _ => thread::sleep(Duration::from_millis(50)),
            }
        }
        panic!("`{name}` never came");
    }

    /// What the page said to the console since the last time.
    pub fn console(&self) -> Vec<Value> {
        self.post("/se/log", json!({ "type": "browser" })).as_array().unwrap().clone()
    }

    /// Addresses that pages of our own asked for since the last time; the browser has pages of its own too.
    pub fn requests(&self) -> Vec<String> {
        let log = self.post("/se/log", json!({ "type": "performance" }));
        let request = |entry: &Value| {
            let event: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let event = &event["message"];
            let is_own = event["params"]["documentURL"].as_str()?.starts_with("file://");
            let is_request = is_own && event["method"] == "Network.requestWillBeSent";
            is_request.then(|| event["params"]["request"]["url"].as_str().unwrap_or_default().to_owned())
        };
        log.as_array().unwrap().iter().filter_map(request).collect()
    }
}

pub const TAB: &str = "\u{E004}";
pub const ENTER: &str = "\u{E007}";

impl Drop for Browser {
    fn drop(&mut self) {
        // Closing the session ends the browser; the driver is ours to end.
        let _ = minreq::delete(self.session.as_str()).with_timeout(20).send();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
