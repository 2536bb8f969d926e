//! Runs programs and looks what they cost.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a run of a program cost.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    /// From starting it to its end.
    pub time: Duration,
    /// What it used of all cores, in steps of 10 ms: the system counts no finer.
    pub cpu: Duration,
    /// The most memory at any moment, in MiB.
    pub memory: f64,
}

/// Runs a program, and looks all the while how much memory it has had.
pub(crate) fn run(command: &mut Command) -> Cost {
    let cpu = cpu_of_children();
    let start = Instant::now();
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = child.expect("the program is there");
    let (id, mut memory) = (child.id().to_string(), 0.0_f64);
    let code = loop {
        memory = memory.max(mark(&id));
        if let Some(code) = child.try_wait().expect("the program can be waited for") {
            break code;
        }
        // Looking must cost next to nothing itself.
        std::thread::sleep((start.elapsed() / 50).clamp(Duration::from_micros(300), Duration::from_millis(10)));
    };
    let time = start.elapsed();
    assert!(code.success(), "{command:?} fails");
    Cost { time, cpu: cpu_of_children().saturating_sub(cpu), memory }
}

/// The highest mark of a process or one that it started: the system keeps it, and it is gone with the process.
fn mark(id: &str) -> f64 {
    let folder = Path::new("/proc").join(id);
    let said = fs::read_to_string(folder.join("status")).unwrap_or_default();
    let own =
        said.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    let children = fs::read_to_string(folder.join("task").join(id).join("children")).unwrap_or_default();
    children.split_whitespace().map(mark).fold(own.unwrap_or_default() / 1024.0, f64::max)
}

/// The time that all programs took that this one waited for.
fn cpu_of_children() -> Duration {
    let said = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may have spaces in it.
    let fields = said.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    let ticks: u64 = fields.skip(13).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
