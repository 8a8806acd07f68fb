//! Does the real window agree with the other figures? Start, idling, memory, and frames while a person scrolls, jumps and
//! marks in 100 MB, all on a screen of software.
//!
//! `cargo bench --bench screen` needs Xvfb, openbox and xdotool; without them it says so and measures nothing. Times of
//! frames are CPU time from the window's own frame log; the start is wall time, the best guess at what a person waits.

mod common;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::{marked, news};
use copydesk::store::{Existing, State, save_new};

const COPYDESK: &str = env!("CARGO_BIN_EXE_copydesk");

fn main() {
    if std::env::args().any(|word| word == "--empty-window") {
        return empty_window();
    }
    let Some(screen) = Screen::start() else {
        println!("nothing measured: the real window needs Xvfb, openbox and xdotool");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let small = folder.path().join("small.txt");
    std::fs::write(&small, news(4_000)).expect("room on the disk");
    start(&screen, folder.path(), &small);
    idle(&screen, folder.path(), &small);
    hands(&screen, folder.path());
}

/// An eframe window like the program's with nothing in it.
fn empty_window() {
    struct Nothing;
    impl eframe::App for Nothing {
        fn ui(&mut self, _: &mut egui::Ui, _: &mut eframe::Frame) {}
    }
    let viewport = egui::ViewportBuilder::default().with_title("Empty").with_inner_size([1360.0, 860.0]);
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let _ = eframe::run_native("empty", options, Box::new(|_| Ok(Box::new(Nothing))));
}

/// A screen without a monitor, and its window manager; both end with it.
struct Screen {
    display: String,
    children: Vec<Child>,
}

impl Screen {
    fn start() -> Option<Self> {
        let number = (90..400).find(|number| !Path::new(&format!("/tmp/.X11-unix/X{number}")).exists())?;
        let display = format!(":{number}");
        let mut xvfb = Command::new("Xvfb");
        xvfb.args([&display, "-screen", "0", "1440x920x24", "+extension", "GLX"]);
        let mut screen = Self { display, children: vec![quiet(&mut xvfb).spawn().ok()?] };
        wait(Duration::from_secs(10), || screen.tool("xdotool", &["getdisplaygeometry"]).is_some())?;
        screen.children.push(quiet(&mut screen.command("openbox")).spawn().ok()?);
        std::thread::sleep(Duration::from_secs(1));
        Some(screen)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("DISPLAY", &self.display).env_remove("WAYLAND_DISPLAY").env_remove("DBUS_SESSION_BUS_ADDRESS");
        command
    }

    /// What a program prints; nothing when it fails.
    fn tool(&self, program: &str, words: &[&str]) -> Option<String> {
        let output = self.command(program).args(words).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn xdotool(&self, words: &str) {
        let words: Vec<&str> = words.split(' ').collect();
        self.tool("xdotool", &words);
    }

    /// The real window on `article`, with its frame log at `log`.
    fn copydesk(&self, folder: &Path, article: &Path, log: &Path) -> Child {
        let mut command = self.command(COPYDESK);
        command.env("XDG_CONFIG_HOME", folder).arg("--frame-log").arg(log).arg(article);
        quiet(&mut command).spawn().expect("the program starts")
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.children.iter_mut().rev().for_each(end);
    }
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// Waits until `done`, at most `patience`; nothing when that is over.
fn wait(patience: Duration, done: impl Fn() -> bool) -> Option<()> {
    let began = Instant::now();
    while !done() {
        if began.elapsed() > patience {
            return None;
        }
        std::thread::sleep(Duration::from_micros(500));
    }
    Some(())
}

/// One frame of the log.
struct Frame {
    at: f64,
    cause: String,
    build: f64,
    tessellate: f64,
    paint: f64,
    paragraphs: usize,
}

fn frames(log: &Path) -> Vec<Frame> {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let frame = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |at: usize| cells.get(at)?.parse::<f64>().ok();
        Some(Frame {
            at: number(0)?,
            cause: (*cells.get(1)?).to_owned(),
            build: number(2)?,
            tessellate: number(3)?,
            paint: number(4)?,
            paragraphs: number(5)? as usize,
        })
    };
    text.lines().skip(1).filter_map(frame).collect()
}

/// From the start of the process to the first frame with the article, by its log.
fn start(screen: &Screen, folder: &Path, article: &Path) {
    let mut times: Vec<f64> = (0..9)
        .map(|number| {
            let log = folder.join(format!("start{number}.csv"));
            let began = Instant::now();
            let mut window = screen.copydesk(folder, article, &log);
            wait(Duration::from_secs(20), || log.exists()).expect("a log");
            let before_log = began.elapsed().as_secs_f64() * 1e3;
            let shown = || frames(&log).into_iter().find(|frame| frame.paragraphs > 0);
            // A row is written when the next frame comes, and a window at rest draws none: so the pointer moves.
            let there = || {
                screen.xdotool("mousemove_relative 3 1");
                shown().is_some()
            };
            wait(Duration::from_secs(20), there).expect("the article on the screen");
            end(&mut window);
            let frame = shown().expect("it is there");
            before_log + frame.at + frame.tessellate + frame.paint
        })
        .collect();
    times.remove(0);
    times.sort_by(f64::total_cmp);
    println!(
        "start to usable window, small article, warm, wall: {:.0} ms median, {:.0} ms slowest of {} (goal 150)",
        times[times.len() / 2],
        times[times.len() - 1],
        times.len()
    );
}

/// What a window costs that nobody touches, beside an empty one.
fn idle(screen: &Screen, folder: &Path, article: &Path) {
    let log = folder.join("idle.csv");
    let mut window = screen.copydesk(folder, article, &log);
    let own = std::env::current_exe().expect("a path");
    let mut command = screen.command(&own.to_string_lossy());
    let mut empty = quiet(command.arg("--empty-window")).spawn().expect("an empty window");
    std::thread::sleep(Duration::from_secs(6));
    let (frames_before, spent_before) = (frames(&log).len(), cpu_of(&window));
    std::thread::sleep(Duration::from_secs(5));
    let (drawn, spent) = (frames(&log).len() - frames_before, cpu_of(&window) - spent_before);
    println!("idle for 5 s: {drawn} frames, {spent} ms of CPU (goal 0, 0)");
    let (full, bare) = (resident(&window), resident(&empty));
    println!(
        "memory of the idle window: {full:.1} MB resident, an empty eframe window {bare:.1} MB, beyond it {:.1} MB (goal 30)",
        full - bare
    );
    end(&mut window);
    end(&mut empty);
}

/// A person in 100 MB with a million annotations: scrolls, jumps and marks.
fn hands(screen: &Screen, folder: &Path) {
    let path = project(folder);
    let log = folder.join("hands.csv");
    let mut window = screen.copydesk(folder, &path, &log);
    let opened = wait(Duration::from_secs(120), || {
        screen.xdotool("mousemove_relative 3 1");
        std::thread::sleep(Duration::from_millis(50));
        frames(&log).iter().any(|frame| frame.paragraphs > 0)
    });
    opened.expect("the article on the screen");
    let title = screen.tool("xdotool", &["search", "--onlyvisible", "--name", "Copydesk$"]).unwrap_or_default();
    let id = title.lines().last().unwrap_or_default().to_owned();
    screen.xdotool(&format!("windowactivate --sync {id}"));
    screen.xdotool(&format!("windowsize --sync {id} 1360 860"));
    println!("the real window in 100 MB with a million annotations, CPU ms from its log, median / p95");
    let doing = |name: &str, goal: f64, act: &dyn Fn(usize)| {
        std::thread::sleep(Duration::from_millis(400));
        let before = frames(&log).len();
        (0..60).for_each(act);
        std::thread::sleep(Duration::from_millis(400));
        screen.xdotool("mousemove_relative 2 1");
        std::thread::sleep(Duration::from_millis(200));
        let all = frames(&log);
        let frames: Vec<&Frame> = all[before..].iter().filter(|frame| frame.cause != "work").collect();
        let summary = |part: &dyn Fn(&Frame) -> f64| {
            let mut times: Vec<f64> = frames.iter().map(|frame| part(frame)).collect();
            times.sort_by(f64::total_cmp);
            let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or(f64::NAN);
            format!("{:.2} / {:.2}", at(50), at(95))
        };
        let (build, rest) = (summary(&|frame| frame.build), summary(&|frame| frame.tessellate));
        let painting = summary(&|frame| frame.paint);
        println!(
            "    {name:<8} build {build} (goal {goal}), tessellation and upload {rest}, painting {painting}; {} frames",
            frames.len()
        );
    };
    doing("scroll", 2.0, &|number| {
        if number == 0 {
            screen.xdotool(&format!("mousemove --window {id} 450 400"));
        }
        screen.xdotool("click 5");
    });
    doing("jump", 4.0, &|number| {
        let y = 60 + number * 307 % 740;
        screen.xdotool(&format!("mousemove --window {id} 977 {y} click 1"));
    });
    doing("mark", 2.0, &|number| screen.xdotool(["key s", "key 1", "key ctrl+z"][number % 3]));
    end(&mut window);
}

fn project(folder: &Path) -> PathBuf {
    let path = folder.join("large.ron");
    save_new(&path, &marked(news(100_000_000)), Existing::Keep, &State::nowhere()).expect("room on the disk");
    path
}

/// CPU time of a process, in milliseconds.
fn cpu_of(child: &Child) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after_name.split_whitespace().skip(11).take(2).filter_map(|word| word.parse::<u64>().ok()).sum();
    ticks * 10
}

/// Resident memory of a process, in MB.
fn resident(child: &Child) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/statm", child.id())).unwrap_or_default();
    status.split_whitespace().nth(1).and_then(|pages| pages.parse::<f64>().ok()).unwrap_or(0.0) * 4096.0 / 1e6
}
