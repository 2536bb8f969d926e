//! How far the work is: told by the pipeline and the folder, shown on a terminal.

use std::sync::{Arc, Mutex};

use wijkwijzer::Pipeline;
use wijkwijzer::progress::{Observer, Progress, Stage};
use wijkwijzer::publish::OutputFolder;
use wijkwijzer::source::{Source, SourcePath};

use super::project::{second, settings};

/// Writes down what it hears.
#[derive(Default)]
struct Ear {
    heard: Mutex<Vec<Heard>>,
}

/// A stage, of how many parts, and how many of them were done.
type Heard = Option<(Stage, usize, usize)>;

impl Observer for Ear {
    fn begins(&self, stage: Stage, parts: usize) {
        self.heard.lock().unwrap().push(Some((stage, parts, 0)));
    }

    fn did_one(&self) {
        if let Some(Some((_, _, done))) = self.heard.lock().unwrap().last_mut() {
            *done += 1;
        }
    }

    fn rests(&self) {
        self.heard.lock().unwrap().push(None);
    }
}

impl Ear {
    fn heard(&self) -> Vec<Heard> {
        std::mem::take(&mut self.heard.lock().unwrap())
    }
}

#[test]
fn every_stage_tells_its_parts_and_each_of_them() {
    let ear = Arc::new(Ear::default());
    let progress = Progress::told_to(ear.clone());
    let mut sources = second();
    let mut pipeline = Pipeline::default().telling(&progress);
    let place = tempfile::tempdir().unwrap();
    let mut folder = OutputFolder::new(place.path()).telling(&progress);
    let tree = pipeline.build(&sources, &settings()).tree.unwrap();
    folder.write(&tree).unwrap();

    let heard = ear.heard();
    let stages: Vec<_> = heard.iter().map(|heard| heard.map(|(stage, ..)| stage)).collect();
    let [build, write] = [
        &[Stage::Parse, Stage::Link, Stage::Check, Stage::Pictures, Stage::Theme, Stage::Render][..],
        &[Stage::Compare, Stage::Compare, Stage::Write],
    ]
    .map(|stages| stages.iter().copied().map(Some).chain([None]));
    assert_eq!(stages, build.chain(write).collect::<Vec<_>>());
    for (stage, parts, done) in heard.iter().flatten() {
        assert_eq!(done, parts, "{stage:?}");
    }
    let parts = |stage| heard.iter().flatten().rev().find(|heard| heard.0 == stage).unwrap().1;
    assert_eq!((parts(Stage::Render), parts(Stage::Write)), (tree.pages(), tree.len()));

    sources.insert(SourcePath::new("content/paginas/nog-een.md"), page());
    pipeline.build(&sources, &settings());
    let read = ear.heard()[0];
    assert_eq!(read, Some((Stage::Parse, 1, 1)), "only what has to be done counts");
}

fn page() -> Source {
    Source::new("---\ntitel: Nog een\nsamenvatting: Kort.\n---\nEen tekst.\n".as_bytes())
}

/// Through a pseudo terminal, with the output folder held by somebody else: so the work takes as long as the test wants.
#[cfg(target_os = "linux")]
mod terminal {
    use std::fs;
    use std::io::Read;
    use std::process::{Child, Command, Stdio};

    use super::super::command::project;

    const WAITS: &str = "Wachten tot een ander klaar is met deze map";

    /// Reads until `what` was said.
    fn hear(from: &mut impl Read, what: &str) -> String {
        let (mut heard, mut bytes) = (Vec::new(), [0; 256]);
        loop {
            let text = String::from_utf8_lossy(&heard).into_owned();
            if text.contains(what) {
                return text;
            }
            let length = from.read(&mut bytes).unwrap();
            assert!(length > 0, "it never said {what:?}: {text}");
            heard.extend(&bytes[..length]);
        }
    }

    fn rest(child: &mut Child) -> String {
        let mut text = String::new();
        child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
        assert!(child.wait().unwrap().success(), "{text}");
        text
    }

    #[test]
    fn is_shown_on_one_line_of_a_terminal_and_nowhere_else() {
        let project = project();
        let build = |more: &str| {
            let program = env!("CARGO_BIN_EXE_wijkwijzer");
            format!("{program} build --datum 2026-11-23 --project {} {more}", project.path().display())
        };
        let start = |words: &[&str]| {
            let mut command = Command::new(words[0]);
            command.args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("a program of Debian")
        };
        let on_terminal = |more: &str| start(&["script", "-qefc", &build(more), "/dev/null"]);
        let first = rest(&mut on_terminal(""));
        assert!(first.contains("Klaar: ") && !first.contains(WAITS), "{first}");

        let page = project.path().join("content/paginas/nog-een.md");
        fs::write(page, "---\ntitel: Nog een\nsamenvatting: Kort.\n---\nEen tekst.\n").unwrap();
        let slot = fs::File::open(project.path().join("public/.wijkwijzer-slot")).unwrap();
        slot.lock().unwrap();
        let mut quiet = on_terminal("--formaat json");
        let mut piped = start(&["sh", "-c", &format!("{} 2>&1", build(""))]);
        let mut loud = on_terminal("");
        let shown = hear(loud.stdout.as_mut().unwrap(), WAITS);
        let heard = [&mut quiet, &mut piped].map(|other| hear(other.stdout.as_mut().unwrap(), WAITS));
        slot.unlock().unwrap();

        assert!(shown.contains(&format!("\r{WAITS}")), "{shown:?}");
        let after = rest(&mut loud);
        let erased = format!("\r{}\r", " ".repeat(WAITS.len()));
        let (_, after) = after.split_once(&erased).expect("the line is taken away");
        assert!(after.contains("Klaar: ") && !after.contains(WAITS), "{after:?}");
        for (heard, other) in heard.into_iter().zip([&mut quiet, &mut piped]) {
            let said = heard + &rest(other);
            // Only that it waits, which may be for long; once, on a line that stays.
            assert_eq!(said.matches(WAITS).count(), 1, "{said:?}");
            assert!(
                said.contains("Klaar: ") && said.contains(&format!("{WAITS}.")) && !said.contains("\r "),
                "{said:?}"
            );
        }
    }
}
