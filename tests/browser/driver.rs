//! A small WebDriver client: Debian's `chromium` through its `chromedriver`.
//!
//! What lives here: words for a browser (go, run, press, resize, look). What must not: anything about this program. Only the
//! commands that the tests need are here; see <https://www.w3.org/TR/webdriver2/> for the others.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// What to tell who has no browser.
const MISSING: &str = "de browsertests hebben chromium en chromedriver nodig: apt-get install chromium chromium-driver";
/// How long anything in a browser may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(10);
/// For containers: no sandbox, as we may be root; no card; nothing fetched from elsewhere.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--force-prefers-no-reduced-motion",
];

/// The keys as WebDriver calls them.
pub(crate) mod key {
    /// Escape.
    pub(crate) const ESCAPE: &str = "\u{E00C}";
    /// Tab.
    pub(crate) const TAB: &str = "\u{E004}";
    /// Enter.
    pub(crate) const ENTER: &str = "\u{E007}";
    /// Arrow up.
    pub(crate) const UP: &str = "\u{E013}";
    /// Arrow down.
    pub(crate) const DOWN: &str = "\u{E015}";
}

/// One browser with one session. It ends with this value, come what may.
pub(crate) struct Browser {
    process: Child,
    /// Kept open: a driver that cannot say anything ends.
    _said: BufReader<ChildStdout>,
    agent: ureq::Agent,
    session: String,
}

impl Browser {
    /// Starts the driver on a free port, and a browser.
    ///
    /// # Errors
    /// One line that says what is missing.
    pub(crate) fn start() -> Result<Self, String> {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| MISSING.to_owned())?;
        let mut said = BufReader::new(process.stdout.take().ok_or(MISSING)?);
        let port = port(&mut said).ok_or(MISSING)?;
        let config = ureq::Agent::config_builder().http_status_as_error(false).proxy(None);
        let agent = config.timeout_global(Some(Duration::from_mins(1))).build().new_agent();
        let session = format!("http://127.0.0.1:{port}/session");
        let mut browser = Self { process, _said: said, agent, session };
        let wanted = json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": { "args": FLAGS } } } });
        let opened = browser.send("", Some(&wanted)).map_err(|why| format!("{MISSING} ({why})"))?;
        browser.session = format!("{}/{}", browser.session, opened["sessionId"].as_str().unwrap_or_default());
        browser.set_clock();
        Ok(browser)
    }

    /// Opens a tab of its own, which is looked at from now on, and returns its handle.
    pub(crate) fn new_tab(&mut self) -> String {
        self.open("tab")
    }

    /// The same for a window: the ones before it stay visible.
    pub(crate) fn new_window(&mut self) -> String {
        self.open("window")
    }

    fn open(&mut self, kind: &str) -> String {
        let handle = self.post("/window/new", &json!({ "type": kind }))["handle"].clone();
        let handle = handle.as_str().expect("a handle").to_owned();
        self.look_at(&handle);
        self.set_clock();
        handle
    }

    /// Pages say what is now: lets them think that it is two days before the sites of the tests were built, whenever that is tried.
    fn set_clock(&mut self) {
        let clock = "{
            const real = Date, shift = Date.parse('2026-11-21T12:00+01:00') - Date.now();
            window.Date = class extends real {
                constructor(...all) { super(...(all.length ? all : [real.now() + shift])); }
                static now() { return real.now() + shift; }
            };
        }";
        self.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": clock }));
    }

    /// The handle of the window that is looked at.
    pub(crate) fn window(&mut self) -> String {
        self.get("/window").as_str().expect("a handle").to_owned()
    }

    /// Goes on in another window.
    pub(crate) fn look_at(&mut self, handle: &str) {
        self.post("/window", &json!({ "handle": handle }));
    }

    /// Closes every window but the first, which stays empty.
    pub(crate) fn close_windows(&mut self) {
        let handles = self.get("/window/handles");
        let mut handles = handles.as_array().into_iter().flatten().filter_map(Value::as_str);
        let first = handles.next().map(str::to_owned);
        for handle in handles {
            self.look_at(handle);
            drop(self.request("DELETE", "/window", None));
        }
        self.look_at(&first.unwrap_or_default());
        self.go("about:blank");
    }

    /// Goes to an address and waits until the page is loaded.
    pub(crate) fn go(&mut self, url: &str) {
        self.post("/url", &json!({ "url": url }));
        // Chromium does not wait for a style that is for paper, and on a busy machine not always for others; one that is not there never comes.
        let has_styles = "return [...document.querySelectorAll('link[rel~=stylesheet]')].every((it) => it.sheet)";
        for _ in 0..200 {
            if self.run(has_styles) == true {
                return;
            }
            sleep(Duration::from_millis(10));
        }
    }

    /// Runs the body of a function in the page, and returns what it returns; a promise is waited for.
    pub(crate) fn run(&mut self, script: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Like [`run`](Self::run), for a text.
    pub(crate) fn text(&mut self, script: &str) -> String {
        self.run(script).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until an expression is true in the page.
    ///
    /// # Panics
    /// When it does not become true.
    #[track_caller]
    pub(crate) fn wait(&mut self, expression: &str) {
        let since = Instant::now();
        // While a page is left, there is nowhere to run anything.
        while !self.try_run(&format!("return Boolean({expression})")).is_ok_and(|it| it == true) {
            assert!(since.elapsed() < PATIENCE, "never true in the page: {expression}\n{}", self.outline());
            sleep(Duration::from_millis(20));
        }
    }

    /// Presses keys, wherever the focus is.
    pub(crate) fn press(&mut self, keys: &str) {
        let actions: Vec<_> = keys
            .chars()
            .flat_map(|key| [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })])
            .collect();
        let source = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("/actions", &json!({ "actions": [source] }));
    }

    /// Puts the pointer on a place in the page.
    pub(crate) fn point_at(&mut self, x: f64, y: f64) {
        self.cdp("Input.dispatchMouseEvent", &json!({ "type": "mouseMoved", "x": x, "y": y }));
    }

    /// Gives the page this many CSS pixels; unlike a window, it can be narrower than 500.
    pub(crate) fn resize(&mut self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", &size);
    }

    /// What the reader's system asks for, each a media feature and its value: `[("prefers-color-scheme", "dark")]`.
    pub(crate) fn prefer(&mut self, features: &[(&str, &str)]) {
        let features: Vec<_> = features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.cdp("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// A command of the Chrome DevTools protocol: what WebDriver has no word for.
    pub(crate) fn cdp(&mut self, command: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// The page on paper, as PDF.
    pub(crate) fn print(&mut self) -> Vec<u8> {
        let printed = self.cdp("Page.printToPDF", &json!({ "preferCSSPageSize": true }));
        base64(printed["data"].as_str().unwrap_or_default())
    }

    /// What is on the screen, as PNG.
    pub(crate) fn screenshot(&mut self) -> Vec<u8> {
        base64(self.get("/screenshot").as_str().unwrap_or_default())
    }

    /// What the page is about, for the message of a test that failed.
    fn outline(&mut self) -> String {
        let script = "return location.href + ' ' + document.visibilityState + '\\n' + document.body.innerText.slice(0, 800) + \
                      '\\n' + (document.querySelector('wijkwijzer-voorbeeld')?.shadowRoot?.textContent ?? 'no preview')";
        self.try_run(script).map_or_else(|why| why, |it| it.as_str().unwrap_or_default().to_owned())
    }

    fn try_run(&mut self, script: &str) -> Result<Value, String> {
        self.request("POST", "/execute/sync", Some(&json!({ "script": script, "args": [] })))
    }

    #[track_caller]
    fn post(&mut self, path: &str, body: &Value) -> Value {
        self.send(path, Some(body)).unwrap_or_else(|why| panic!("{path} {body}: {why}"))
    }

    #[track_caller]
    fn get(&mut self, path: &str) -> Value {
        self.send(path, None).unwrap_or_else(|why| panic!("{path}: {why}"))
    }

    fn send(&mut self, path: &str, body: Option<&Value>) -> Result<Value, String> {
        self.request(if body.is_some() { "POST" } else { "GET" }, path, body)
    }

    fn request(&mut self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let url = format!("{}{path}", self.session);
        let answer = match (method, body) {
            ("DELETE", _) => self.agent.delete(url).call(),
            (_, Some(body)) => self.agent.post(url).content_type("application/json").send(body.to_string()),
            (_, None) => self.agent.get(url).call(),
        };
        let text = answer.and_then(|mut it| it.body_mut().with_config().limit(64 << 20).read_to_string());
        let text = text.map_err(|error| error.to_string())?;
        let answer: Value = serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
        let value = answer["value"].clone();
        match value["error"].as_str() {
            Some(error) => Err(format!("{error}: {}", value["message"].as_str().unwrap_or_default())),
            None => Ok(value),
        }
    }
}

impl Drop for Browser {
    /// Ends the browser by its session, then the driver. The driver ends a browser that is left.
    fn drop(&mut self) {
        drop(self.request("DELETE", "", None));
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The port that the driver chose: “ChromeDriver was started successfully on port 12345.”
fn port(said: &mut impl BufRead) -> Option<u16> {
    said.lines()
        .map_while(Result::ok)
        .find_map(|line| line.rsplit_once("successfully on port ")?.1.trim_end_matches('.').parse().ok())
}

/// Bytes from their letters: six bits each.
fn base64(text: &str) -> Vec<u8> {
    let digit = |letter: u8| match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<_> = text.bytes().map_while(digit).collect();
    let bytes = digits.chunks(4).flat_map(|four| {
        let bits = four.iter().fold(0_u32, |bits, six| bits << 6 | u32::from(*six)) << (6 * (4 - four.len()));
        bits.to_be_bytes().into_iter().skip(1).take(four.len() - 1)
    });
    bytes.collect()
}
