//! Whatever happens while a site is written: who reads it meanwhile gets whole pages with all they need, and the next build
//! completes what an interrupted one left.
//!
//! Builders are real processes, so that they can be killed. Each is this test program once more, in a role: a test that is
//! ignored when nobody casts it.
#![cfg(unix)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::publish;
use wijkwijzer::publish::{Manners, OutputFolder};
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Names, Settings, build};

use super::project::{second, settings, write_bit_by_bit};

/// How often builders are killed.
const KILLS: usize = 300;

/// Where a role finds its files.
const STAGE: &str = "WIJKWIJZER_PROEF";

/// Two versions of a site: every page differs, the style too; one page goes and another comes.
struct Versions {
    place: tempfile::TempDir,
    trees: [Tree; 2],
    /// The same, whatever the folder of the style is named.
    known: [BTreeMap<Vec<u8>, Vec<u8>>; 2],
}

/// A name that the folder of a style could have.
const SOME_STYLE: &str = "0123456789abcdef";

/// A name or the bytes of a file, with another name for the folder of the style.
fn restyled(bytes: &[u8], name: &str) -> Vec<u8> {
    let (mut new, folder) = (bytes.to_vec(), b"thema/");
    let places: Vec<usize> = (0..bytes.len().saturating_sub(folder.len() + name.len()))
        .filter(|at| bytes[*at..].starts_with(folder))
        .collect();
    for at in places {
        let name_at = at + folder.len()..at + folder.len() + name.len();
        if new[name_at.clone()].iter().all(u8::is_ascii_hexdigit) {
            new[name_at].copy_from_slice(name.as_bytes());
        }
    }
    new
}

fn restyled_tree(tree: &Tree, name: &str) -> Tree {
    let path =
        |path: &OutputPath| OutputPath::new(String::from_utf8(restyled(path.as_str().as_bytes(), name)).unwrap());
    tree.iter().map(|(at, bytes)| (path(at), restyled(bytes, name).into())).collect()
}

impl Versions {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let published = |sources: &SourceTree| {
            build(sources, &Settings { names: Names::Hashed, ..settings() }).tree.expect("it can be published")
        };
        let with = |name: &str| {
            let mut sources = second();
            let style = SourcePath::new("themes/kust/static/stijl.css");
            let text = String::from_utf8_lossy(sources.get(&style).unwrap().held().unwrap()).into_owned();
            sources.insert(style, Source::new(format!("{text}\n/* {name} */\n").into_bytes()));
            let site = SourcePath::new("content/site.yaml");
            let text = String::from_utf8_lossy(sources.get(&site).unwrap().held().unwrap()).into_owned();
            let named = text.lines().map(|line| match line.strip_prefix("naam:") {
                Some(rest) => format!("naam:{rest} {name}\n"),
                None => format!("{line}\n"),
            });
            sources.insert(site, Source::new(named.collect::<String>().into_bytes()));
            let page = format!("---\ntitel: Pagina {name}\nsamenvatting: Kort.\n---\nTekst.\n");
            sources.insert(SourcePath::new(format!("content/paginas/{name}.md")), Source::new(page.into_bytes()));
            published(&sources)
        };
        let trees = ["eerst", "daarna"].map(with);
        for (tree, name) in trees.iter().zip(["0", "1"]) {
            publish::write(tree, &place.path().join(name)).unwrap();
        }
        Self::of(place, trees)
    }

    fn of(place: tempfile::TempDir, trees: [Tree; 2]) -> Self {
        let known = |tree: &Tree| {
            let file = |(path, bytes): (&OutputPath, &std::sync::Arc<[u8]>)| {
                (path.as_str().as_bytes().to_vec(), bytes.to_vec())
            };
            restyled_tree(tree, SOME_STYLE).iter().map(file).collect()
        };
        let known = [known(&trees[0]), known(&trees[1])];
        Self { place, trees, known }
    }

    fn out(&self) -> PathBuf {
        self.place.path().join("uit")
    }

    /// Pages that both versions have, which nobody may ever miss.
    fn lasting(&self) -> Vec<OutputPath> {
        let [first, second] = &self.trees;
        first
            .iter()
            .map(|(path, _)| path)
            .filter(|path| path.is_page() && second.get(path).is_some())
            .cloned()
            .collect()
    }

    /// Reads a page as a browser does, with what it needs; says what is wrong with it.
    fn read(&self, out: &Path, page: &OutputPath) -> Option<String> {
        let is_whole = |path: &OutputPath, bytes: &[u8]| {
            let (path, bytes) = (restyled(path.as_str().as_bytes(), SOME_STYLE), restyled(bytes, SOME_STYLE));
            self.known.iter().any(|known| known.get(&path) == Some(&bytes))
        };
        let Ok(bytes) = fs::read(out.join(page.as_str())) else {
            return Some(format!("{page}: there is no such page"));
        };
        if !is_whole(page, &bytes) {
            return Some(format!("{page}: half a page, of {} bytes", bytes.len()));
        }
        // Loading takes a while.
        std::thread::sleep(Duration::from_micros(300));
        needs(page, &String::from_utf8_lossy(&bytes)).into_iter().find_map(|path| {
            match fs::read(out.join(path.as_str())) {
                Ok(bytes) if is_whole(&path, &bytes) => None,
                Ok(_) => Some(format!("{page} needs {path}, of which there is a part")),
                Err(error) => Some(format!("{page} needs {path}, which is not there ({error})")),
            }
        })
    }

    /// What is wrong with a folder that should hold one of the versions, or of which each page may be of either.
    fn is_mixture(&self, out: &Path) -> Option<String> {
        self.lasting().iter().find_map(|page| self.read(out, page))
    }

    fn expect(&self, out: &Path, version: usize) {
        disk_equals(out, &self.trees[version]);
    }
}

/// The styles, icons and pictures that a page asks for.
fn needs(page: &OutputPath, html: &str) -> BTreeSet<OutputPath> {
    let folder = page.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
    let tags = html.split('<').filter(|tag| {
        tag.starts_with("link rel=\"stylesheet\"") || tag.starts_with("link rel=\"icon\"") || tag.starts_with("img ")
    });
    let addresses =
        tags.filter_map(|tag| tag.split(" href=\"").nth(1).or(tag.split(" src=\"").nth(1))?.split('"').next());
    let whole = |address: &str| {
        // The 404 page says where the site is.
        let (folder, address) = address.strip_prefix("/buurten/").map_or((folder, address), |inside| ("", inside));
        let mut parts: Vec<&str> = folder.split('/').collect();
        for part in address.split('/').filter(|part| !part.is_empty()) {
            if part == ".." {
                parts.pop();
            } else {
                parts.push(part);
            }
        }
        parts.retain(|part| !part.is_empty());
        OutputPath::new(parts.join("/"))
    };
    addresses.map(whole).collect()
}

/// The folder holds the site, what its manifest says stays for a while, and nothing half.
fn disk_equals(out: &Path, tree: &Tree) {
    let manifest = fs::read_to_string(out.join(".wijkwijzer")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let replaced: BTreeSet<&str> =
        manifest["vervangen"].as_array().into_iter().flatten().filter_map(|it| it.as_str()).collect();
    let mut there = BTreeMap::new();
    for entry in walkdir::WalkDir::new(out).into_iter().map(Result::unwrap).filter(|it| it.file_type().is_file()) {
        let name = entry.path().strip_prefix(out).unwrap().to_str().unwrap().to_owned();
        if ![".wijkwijzer", ".wijkwijzer-slot"].contains(&&*name) && !replaced.contains(&*name) {
            there.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    let wanted: BTreeMap<String, Vec<u8>> =
        tree.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect();
    assert!(there.keys().eq(wanted.keys()), "{:?} is not {:?}", there.keys(), wanted.keys());
    assert!(there == wanted, "the same files with other bytes");
    assert!(!out.join(".wijkwijzer-werk").exists());
}

/// This program once more, in a role.
fn cast(role: &str, place: &Path, before: &[&str]) -> Command {
    let program = std::env::current_exe().unwrap();
    let mut words: Vec<_> = before.iter().map(Into::into).collect();
    words.push(program.into_os_string());
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).args([&format!("faults::{role}"), "--exact", "--ignored", "--nocapture"]);
    command.env(STAGE, place).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Where a role plays, and the versions it writes.
fn scene() -> (PathBuf, [Tree; 2]) {
    let place = PathBuf::from(std::env::var_os(STAGE).expect("a role is cast by a test"));
    let load = |name: &str| {
        let folder = place.join(name);
        let files =
            walkdir::WalkDir::new(&folder).into_iter().map(Result::unwrap).filter(|it| it.file_type().is_file());
        let files = files.map(|it| (it.path().strip_prefix(&folder).unwrap().to_str().unwrap().to_owned(), it));
        let files = files.filter(|(name, _)| !name.starts_with(".wijkwijzer"));
        files.map(|(name, it)| (OutputPath::new(name), fs::read(it.path()).unwrap().into())).collect::<Tree>()
    };
    let trees = ["0", "1"].map(load);
    (place, trees)
}

fn expect_success(output: &Output) {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A builder that writes one version after the other, each with a style that was never there, until it is killed.
#[test]
#[ignore = "a role in builders_are_killed_while_visitors_read"]
fn builder() {
    let (place, trees) = scene();
    for (tree, write) in trees.iter().cycle().zip([publish::write, write_bit_by_bit].into_iter().cycle().skip(1)) {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_nanos();
        write(&restyled_tree(tree, &format!("{:016x}", now & u128::from(u64::MAX))), &place.join("uit")).unwrap();
    }
}

#[test]
fn builders_are_killed_while_visitors_read() {
    let versions = Versions::new();
    let out = versions.out();
    publish::write(&versions.trees[0], &out).unwrap();
    let pages = versions.lasting();
    assert!(pages.len() > 20);
    let (is_over, reads, interrupted) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    let bad: Vec<String> = std::thread::scope(|scope| {
        let (versions, out, pages, is_over, reads) = (&versions, &out, &pages, &is_over, &reads);
        let visitor = |start: usize| {
            move || {
                let mut bad = Vec::new();
                for page in pages.iter().cycle().skip(start) {
                    if is_over.load(Ordering::SeqCst) || bad.len() > 9 {
                        break;
                    }
                    bad.extend(versions.read(out, page));
                    reads.fetch_add(1, Ordering::SeqCst);
                }
                bad
            }
        };
        let visitors = [scope.spawn(visitor(0)), scope.spawn(visitor(pages.len() / 2))];
        // Two at once, of which one or the other is killed.
        let start = || cast("builder", versions.place.path(), &[]).stdout(Stdio::null()).spawn().unwrap();
        let mut builders: [Child; 2] = [start(), start()];
        for kill in 0..KILLS {
            // Some moments are just after a start, others in the middle of any number of builds.
            std::thread::sleep(Duration::from_micros((kill as u64 * 7919) % 50_000));
            let victim = &mut builders[kill % 2];
            victim.kill().unwrap();
            let output = std::mem::replace(victim, start()).wait_with_output().unwrap();
            assert!(output.status.code().is_none(), "it ended itself: {}", String::from_utf8_lossy(&output.stderr));
            if out.join(".wijkwijzer-werk").exists() {
                interrupted.fetch_add(1, Ordering::SeqCst);
            }
        }
        for builder in &mut builders {
            builder.kill().unwrap();
            builder.wait().unwrap();
        }
        is_over.store(true, Ordering::SeqCst);
        visitors.into_iter().flat_map(|visitor| visitor.join().unwrap()).collect()
    });
    let (reads, interrupted) = (reads.into_inner(), interrupted.into_inner());
    assert!(bad.is_empty(), "{bad:#?}");
    assert!(reads > 1000, "only {reads} pages were read");
    assert!(interrupted > KILLS / 10, "only {interrupted} times it was in the middle of something");
    for version in [0, 1] {
        publish::write(&versions.trees[version], &out).unwrap();
        versions.expect(&out, version);
        assert!(publish::write(&versions.trees[version], &out).unwrap().is_empty());
    }
}

/// Writes to a disk with ever more room. It says of each attempt whether it succeeded.
#[test]
#[ignore = "a role in a_full_disk_changes_nothing"]
fn writer_on_a_full_disk() {
    let (place, trees) = scene();
    let (disk, out, ballast) = (place.join("schijf"), place.join("schijf/uit"), place.join("schijf/ballast"));
    let said = Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "none"]).arg(&disk).output().unwrap();
    assert!(said.status.success(), "no small disk: {}", String::from_utf8_lossy(&said.stderr));
    publish::write(&trees[0], &out).unwrap();
    let snapshot = || {
        let all = walkdir::WalkDir::new(&out).sort_by_file_name().into_iter().map(Result::unwrap);
        // Who waits for a turn is not seen.
        let all = all.filter(|it| it.file_name() != ".wijkwijzer-slot");
        all.map(|it| (it.path().to_owned(), fs::read(it.path()).ok())).collect::<Vec<_>>()
    };
    let before = snapshot();
    let fill = |room: usize| {
        let _ = fs::remove_file(&ballast);
        let mut size = 4 << 20;
        // As much as fits, less the room.
        while fs::write(&ballast, vec![0; size]).is_err() {
            size -= 4096;
        }
        fs::write(&ballast, vec![0; size.saturating_sub(room)]).unwrap();
    };
    for write in [publish::write, write_bit_by_bit] {
        let mut refused = 0;
        for room in (0..1 << 20).step_by(20 << 10) {
            fill(room);
            match write(&trees[1], &out) {
                Ok(_) => break,
                Err(error) => {
                    assert!(format!("{error:#}").contains("kan niet worden geschreven"), "{error:#}");
                    refused += 1;
                    assert!(snapshot() == before, "with room for {room} bytes something changed");
                }
            }
        }
        assert!(refused > 5, "it was refused {refused} times");
        let _ = fs::remove_file(&ballast);
        write(&trees[1], &out).unwrap();
        disk_equals(&out, &trees[1]);
        // The style of the first version is still there: as it was before.
        OutputFolder::new(&out).with(Manners { tidy: true, ..Manners::default() }).write(&trees[0]).unwrap();
    }
}

#[test]
fn a_full_disk_changes_nothing() {
    let versions = Versions::new();
    fs::create_dir(versions.place.path().join("schijf")).unwrap();
    // A namespace of its own may have a disk of its own, whoever runs the tests.
    let output =
        cast("writer_on_a_full_disk", versions.place.path(), &["unshare", "--map-root-user", "--mount"]).output();
    expect_success(&output.expect("`unshare` of util-linux is there"));
}

/// Writes to folders and over files that it may not touch.
#[test]
#[ignore = "a role in what_may_not_be_written_breaks_nothing"]
fn writer_without_permission() {
    let (place, trees) = scene();
    let versions = Versions::of(tempfile::tempdir().unwrap(), trees);
    let out = place.join("van-niemand/uit");
    publish::write(&versions.trees[0], &out).unwrap();
    let allow = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    // A page that may not even be read can be replaced: its folder decides.
    let (closed, page) = (out.join("index.html"), OutputPath::new("index.html"));
    allow(&closed, 0o000);
    assert!(fs::read(&closed).is_err(), "permissions hold for this user");
    publish::write(&versions.trees[1], &out).unwrap();
    assert_eq!(fs::read(&closed).unwrap(), **versions.trees[1].get(&page).unwrap());
    // Each folder in turn: its pages stay, the others may be new, all are whole.
    let folders = walkdir::WalkDir::new(&out).min_depth(0).into_iter().map(Result::unwrap);
    let folders: Vec<PathBuf> =
        folders.filter(|it| it.file_type().is_dir()).map(walkdir::DirEntry::into_path).collect();
    assert!(folders.len() > 20);
    let mut refused = 0;
    for (round, folder) in folders.iter().enumerate().filter(|(_, folder)| folder.exists()) {
        allow(folder, 0o555);
        let version = round % 2;
        let write = if round % 4 < 2 { publish::write } else { write_bit_by_bit };
        if let Err(error) = write(&versions.trees[version], &out) {
            refused += 1;
            assert!(format!("{error:#}").contains("Permission denied"), "{error:#}");
        }
        assert_eq!(versions.is_mixture(&out), None, "without permission for {}", folder.display());
        allow(folder, 0o755);
        publish::write(&versions.trees[version], &out).unwrap();
        versions.expect(&out, version);
    }
    assert!(refused > 10, "refused {refused} times");
}

#[test]
fn what_may_not_be_written_breaks_nothing() {
    let versions = Versions::new();
    let place = versions.place.path();
    let is_root = fs::metadata("/proc/self").is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0);
    let open = place.join("van-niemand");
    fs::create_dir(&open).unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o777)).unwrap();
    fs::set_permissions(place, fs::Permissions::from_mode(0o755)).unwrap();
    // Permissions do not hold for root.
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    let program = std::env::current_exe().unwrap();
    let copy = place.join("proef");
    fs::copy(program, &copy).unwrap();
    let words: &[&str] = if is_root { &nobody } else { &[] };
    let mut command = match words.split_first() {
        Some((first, rest)) => {
            let mut command = Command::new(first);
            command.args(rest).arg(&copy);
            command
        }
        None => Command::new(&copy),
    };
    command.args(["faults::writer_without_permission", "--exact", "--ignored", "--nocapture"]).env(STAGE, place);
    expect_success(&command.output().expect("`setpriv` of util-linux is there"));
}

/// A builder waits for another that is killed halfway: what the first one saw before it waited is no longer so.
#[test]
fn what_was_seen_while_waiting_does_not_count() {
    let versions = Versions::new();
    let out = versions.out();
    publish::write(&versions.trees[0], &out).unwrap();
    let [first, second] = &versions.trees;
    let (page, other) = (OutputPath::new("index.html"), OutputPath::new("404.html"));
    let put = |page: &OutputPath, tree: &Tree| fs::write(out.join(page.as_str()), tree.get(page).unwrap()).unwrap();
    for _ in 0..3 {
        put(&page, second);
        put(&other, first);
        let slot = fs::File::open(out.join(".wijkwijzer-slot")).unwrap();
        slot.lock().unwrap();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| publish::write(second, &out).unwrap());
            // Time enough to look; no test can see that it waits.
            std::thread::sleep(Duration::from_millis(300));
            assert!(!waiting.is_finished());
            put(&page, first);
            put(&other, second);
            slot.unlock().unwrap();
        });
        versions.expect(&out, 1);
        publish::write(first, &out).unwrap();
    }
}

/// The right to write that a builder waited for may be gone when it gets it.
#[test]
fn who_waits_for_a_folder_waits_for_the_one_that_is_there() {
    let versions = Versions::new();
    let out = versions.out();
    let [first, second] = &versions.trees;
    publish::write(first, &out).unwrap();
    let slot = fs::File::open(out.join(".wijkwijzer-slot")).unwrap();
    slot.lock().unwrap();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| publish::write(second, &out).unwrap());
        // Time enough to begin to wait; no test can see that it does.
        std::thread::sleep(Duration::from_millis(300));
        fs::remove_dir_all(&out).unwrap();
        fs::create_dir(&out).unwrap();
        slot.unlock().unwrap();
        waiting.join().unwrap();
    });
    versions.expect(&out, 1);
    assert!(OutputFolder::new(&out).aside().is_some(), "there is a right to write in it");
}

/// A builder that is killed leaves no trace in the manifest when all names stayed the same.
#[test]
fn a_folder_that_another_builder_left_halfway_is_looked_at_anew() {
    let versions = Versions::new();
    let out = versions.out();
    let mut folder = OutputFolder::new(&out);
    folder.write(&versions.trees[0]).unwrap();
    fs::write(out.join("index.html"), "Van een ander.").unwrap();
    fs::create_dir(out.join(".wijkwijzer-werk")).unwrap();
    folder.change(&versions.trees[0], &[], &[]).unwrap();
    versions.expect(&out, 0);
}

#[test]
fn a_folder_that_vanishes_is_made_again() {
    let versions = Versions::new();
    let out = versions.out();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut round = 0_u64;
            while !is_over.load(Ordering::SeqCst) {
                let _ = fs::remove_dir_all(&out);
                round += 1;
                std::thread::sleep(Duration::from_micros(round * 7919 % 9000));
            }
        });
        let mut folder = OutputFolder::new(&out);
        for tree in versions.trees.iter().cycle().take(200) {
            // It may vanish once too often. What it says of a folder that is only half gone is for the next time.
            let _ = folder.write(tree);
            let _ = write_bit_by_bit(tree, &out);
        }
        is_over.store(true, Ordering::SeqCst);
    });
    let _ = fs::remove_dir_all(&out);
    publish::write(&versions.trees[1], &out).unwrap();
    versions.expect(&out, 1);
}
