//! Is what was acknowledged there after the program is killed? The real program, killed at random moments while edits stream
//! through it, also in the middle of a write.
//!
//! `COPYDESK_ROUNDS` says how many times, `COPYDESK_SEED` where chance begins. A round begins with what the one before left.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const COPYDESK: &str = env!("CARGO_BIN_EXE_copydesk");

/// Chance that comes the same way again from the same seed (xorshift64*, Vigna 2016).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }
}

fn copydesk(folder: &Path, words: &[&str]) -> (bool, String) {
    let output = Command::new(COPYDESK)
        .args(words)
        .current_dir(folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .output()
        .expect("the program is there");
    (output.status.success(), String::from_utf8(output.stdout).expect("text"))
}

/// What a round did.
struct Round {
    /// The ids of the marks that were acknowledged.
    acknowledged: BTreeSet<String>,
    /// How many marks were asked for.
    asked: usize,
}

/// Streams marks with notes of every length through `copydesk edit`, and kills it after a while.
fn kill_while_editing(folder: &Path, chance: &mut Chance) -> Round {
    let mut child = Command::new(COPYDESK)
        .args(["edit", "a.ron"])
        .current_dir(folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program is there");
    let mut input = child.stdin.take().expect("piped");
    let output = BufReader::new(child.stdout.take().expect("piped"));
    // Long notes make long writes, which a kill meets in their middle.
    let kind = chance.below(8);
    let lengths: Vec<usize> = match kind {
        0 => (0..12).map(|_| 4_000_000 + chance.below(12_000_000) as usize).collect(),
        1..4 => (0..400).map(|_| 10 + chance.below(200_000) as usize).collect(),
        _ => (0..4000).map(|_| 10).collect(),
    };
    let asked = lengths.len();
    let writer = thread::spawn(move || {
        for length in lengths {
            let note = "n".repeat(length);
            let line = format!(r#"{{"annotate":{{"label":"claim","fragments":[[0,5]],"note":"{note}"}}}}"#);
            // The program may be gone by now.
            if writeln!(input, "{line}").is_err() {
                return;
            }
        }
        // It does not come to its end by itself: that would fold the journal in.
        thread::sleep(Duration::from_secs(60));
    });
    let reader = thread::spawn(move || {
        let ids = output.lines().map_while(Result::ok).filter_map(|answer| {
            let id = answer.strip_prefix(r#"{"ok":true,"id":""#)?.strip_suffix(r#""}"#)?;
            Some(id.to_owned())
        });
        ids.collect::<BTreeSet<String>>()
    });
    if kind == 0 {
        // As soon as the journal grows beyond some length: then a write is under way.
        let (journal, length) = (folder.join("a.ron.journal"), 1 + chance.below(30_000_000));
        let is_longer = || fs::metadata(&journal).is_ok_and(|metadata| metadata.len() > length);
        let began = Instant::now();
        while !is_longer() && began.elapsed() < Duration::from_secs(2) {
            std::hint::spin_loop();
        }
    } else {
        thread::sleep(Duration::from_micros(chance.below(250_000)));
    }
    child.kill().expect("killed");
    child.wait().expect("gone");
    let acknowledged = reader.join().expect("read");
    drop(writer);
    Round { acknowledged, asked }
}

/// How the journal beside the project ends: torn when a write was cut in its middle.
fn is_torn(folder: &Path) -> bool {
    fs::read(folder.join("a.ron.journal")).is_ok_and(|bytes| !bytes.is_empty() && !bytes.ends_with(b"\n"))
}

#[test]
fn what_was_acknowledged_is_there_however_the_program_is_killed() {
    let number =
        |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise);
    let (rounds, seed) = (number("COPYDESK_ROUNDS", 15), number("COPYDESK_SEED", 1));
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let (mut acknowledged, mut lost, mut torn, mut unacknowledged) = (0, 0, 0, 0);
    for round in 0..rounds {
        // A file that grows without end would only slow the rounds down.
        if round % 5 == 0 {
            fs::write(folder.join("a.txt"), "Rents rose.").expect("written");
            assert!(copydesk(folder, &["new", "a.txt", "--force"]).0);
        }
        let ids = |listed: &str| -> BTreeSet<String> {
            listed.lines().filter_map(|line| line.split('\t').next()).map(str::to_owned).collect()
        };
        let before = ids(&copydesk(folder, &["list", "a.ron"]).1);
        let done = kill_while_editing(folder, &mut chance);
        torn += u64::from(is_torn(folder));
        let (listed, answer) = copydesk(folder, &["list", "a.ron"]);
        assert!(listed, "round {round}: what is there can be read");
        let after = ids(&answer);
        let gone = before.union(&done.acknowledged).filter(|id| !after.contains(*id)).count();
        assert!(after.len() <= before.len() + done.asked, "nothing is there twice");
        acknowledged += done.acknowledged.len();
        unacknowledged += after.len() - before.union(&done.acknowledged).count().min(after.len());
        lost += gone;
    }
    println!(
        "{rounds} rounds: {acknowledged} edits acknowledged, {lost} lost; {torn} killed in mid-write; \
         {unacknowledged} done but not yet acknowledged"
    );
    assert_eq!(lost, 0);
}
