//! Does the command line do what its contract says? Transcripts: a command after `$`, what it answered beneath.
//!
//! Each file in `tests/cli/` runs in a folder of its own. Results stand first, then each line of standard error after `! `,
//! then the exit code in brackets unless it is 0. Besides `copydesk` there are `write FILE TEXT` (with `\n`, `\r` and `\xNN`),
//! `show FILE` and `files FOLDER`; `<FILE` is standard input. Times are written TIME. COPYDESK_BLESS=1 writes the answers
//! anew, to be read before they are believed.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const COPYDESK: &str = env!("CARGO_BIN_EXE_copydesk");
/// Where earlier versions go, in the folder of a transcript; `files` passes it over.
const STATE: &str = ".state";

fn check(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli").join(name).with_extension("txt");
    let expected = fs::read_to_string(&path).expect("the transcript is there");
    let folder = tempfile::tempdir().expect("a folder");
    let mut transcript = String::new();
    for line in expected.lines().filter(|line| line.starts_with("$ ") || line.starts_with("# ")) {
        if line.starts_with('#') && !transcript.is_empty() {
            transcript.push('\n');
        }
        let _ = writeln!(transcript, "{line}");
        if let Some(command) = line.strip_prefix("$ ") {
            transcript.push_str(&run(folder.path(), &words(command)));
        }
    }
    if std::env::var_os("COPYDESK_BLESS").is_some() {
        fs::write(&path, &transcript).expect("written");
    }
    assert_eq!(transcript, expected, "{}", path.display());
}

/// The words of a command; those in single quotes may hold spaces.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![];
    let mut rest = command.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('\'') {
            Some(quoted) => quoted.split_once('\'').expect("a closing quote"),
            None => rest.split_once(' ').unwrap_or((rest, "")),
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    words
}

fn run(folder: &Path, words: &[String]) -> String {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match &words[..] {
        ["copydesk", words @ ..] => copydesk(folder, words),
        ["write", file, text] => {
            fs::write(folder.join(file), unescape(text)).expect("written");
            String::new()
        }
        ["show", file] => fs::read_to_string(folder.join(file)).map(|text| lines(&text, "")).expect("there"),
        ["files", inner] => files(&folder.join(inner)),
        other => panic!("{other:?} is no command of a transcript"),
    }
}

fn copydesk(folder: &Path, words: &[&str]) -> String {
    let (input, words): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| word.starts_with('<'));
    let input = input.first().map(|word| fs::read(folder.join(&word[1..])).expect("there")).unwrap_or_default();
    let mut command = Command::new(COPYDESK);
    command.args(words).current_dir(folder).env("COPYDESK_ANNOTATOR", "ines").env("XDG_STATE_HOME", folder.join(STATE));
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program is there");
    // A command that reads nothing may be gone already.
    let _ = child.stdin.take().expect("piped").write_all(&input);
    let output = child.wait_with_output().expect("it ends");
    let mut answer = lines(&String::from_utf8(output.stdout).expect("text"), "");
    answer += &lines(&String::from_utf8(output.stderr).expect("text"), "! ");
    match output.status.code() {
        Some(0) => {}
        code => writeln!(answer, "[{}]", code.unwrap_or(-1)).expect("written"),
    }
    answer
}

/// `text` with `mark` before each line, what cannot be seen made visible, and times made alike.
fn lines(text: &str, mark: &str) -> String {
    let text = text.replace('\u{feff}', "<BOM>").replace('\r', "<CR>").replace('\0', "<NUL>");
    let mut result = String::new();
    for line in text.lines() {
        let _ = writeln!(result, "{mark}{}", without_times(line));
    }
    result
}

fn without_times(line: &str) -> String {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00Z";
    let is_time = |bytes: &[u8]| {
        bytes.len() == SHAPE.len()
            && bytes.iter().zip(SHAPE).all(|(byte, shape)| match shape {
                b'0' => byte.is_ascii_digit(),
                other => byte == other,
            })
    };
    let mut line = line.to_owned();
    while let Some(at) = line.as_bytes().windows(SHAPE.len()).position(is_time) {
        line.replace_range(at..at + SHAPE.len(), "TIME");
    }
    line
}

fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = vec![];
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        let (byte, length) = match after.as_bytes()[0] {
            b'n' => (b'\n', 1),
            b'r' => (b'\r', 1),
            b'x' => (u8::from_str_radix(&after[1..3], 16).expect("two digits"), 3),
            other => (other, 1),
        };
        bytes.push(byte);
        rest = &after[length..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// Every file within `folder`, by name.
fn files(folder: &Path) -> String {
    let mut paths: Vec<PathBuf> = vec![];
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true if path.ends_with(STATE) => {}
                true => folders.push(path),
                false => paths.push(path),
            }
        }
    }
    paths.sort();
    paths.iter().fold(String::new(), |mut list, path| {
        let name = path.strip_prefix(folder).expect("within").display().to_string().replace('\\', "/");
        let _ = writeln!(list, "{name}");
        list
    })
}

#[test]
fn a_project_is_made_of_each_article() {
    check("new");
}

#[test]
fn an_article_comes_out_of_each_kind_of_file() {
    check("new-kinds");
}

#[test]
fn what_is_no_article_is_refused() {
    check("new-refused");
}

#[test]
fn marks_are_made_listed_joined_and_removed() {
    check("annotate");
}

#[test]
fn a_mark_that_does_not_hold_is_refused() {
    check("annotate-refused");
}

#[test]
fn edits_come_as_lines_and_are_answered_in_order() {
    check("edit");
}

#[test]
fn an_export_is_read_back_to_the_same_bytes() {
    check("round-trip");
}

#[test]
fn an_export_goes_where_it_is_sent_and_replaces_nothing() {
    check("export");
}

#[test]
fn what_does_not_hold_is_left_out_of_an_import_and_told() {
    check("import");
}

#[test]
fn a_file_is_never_written_outside_its_folder() {
    check("unsafe-names");
}

#[test]
fn a_project_that_does_not_hold_is_told_line_by_line() {
    check("check");
}

#[test]
fn earlier_versions_are_listed_and_gone_back_to() {
    check("versions");
}

#[test]
fn words_that_are_no_command_are_told_so() {
    check("words");
}

/// A project with `marks` marks in `folder`.
fn marked(folder: &Path, marks: usize) -> PathBuf {
    fs::write(folder.join("a.txt"), "word ".repeat(marks)).expect("written");
    run(folder, &words("copydesk new a.txt"));
    let line = |n: usize| format!(r#"{{"annotate":{{"label":"claim","fragments":[[{},{}]]}}}}"#, n * 5, n * 5 + 4);
    let edits: Vec<String> = (0..marks).map(line).collect();
    fs::write(folder.join("edits"), edits.join("\n")).expect("written");
    let answers = run(folder, &words("copydesk edit a.ron <edits"));
    assert_eq!(answers.lines().filter(|line| line.contains("\"ok\":true")).count(), marks);
    folder.join("a.ron")
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = marked(folder.path(), 3000);
    let mut child = Command::new(COPYDESK)
        .args(["list", "--json"])
        .arg(&project)
        .env("XDG_STATE_HOME", folder.path().join(STATE))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program is there");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned()), (Some(0), String::new()));
}

#[test]
fn formats_are_exchanged_with_what_they_lose() {
    check("exchange");
}

#[test]
fn an_edit_that_was_answered_outlives_the_program() {
    use std::io::{BufRead, BufReader};
    let folder = tempfile::tempdir().expect("a folder");
    let project = marked(folder.path(), 1);
    let before = fs::read(&project).expect("there");
    let mut command = Command::new(COPYDESK);
    command
        .arg("edit")
        .arg(&project)
        .env("XDG_STATE_HOME", folder.path().join(STATE))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program is there");
    let mut input = child.stdin.take().expect("piped");
    let mut answers = BufReader::new(child.stdout.take().expect("piped")).lines();
    for id in ["a2", "a3"] {
        writeln!(input, r#"{{"annotate":{{"label":"quote","fragments":[[0,2]]}}}}"#).expect("written");
        let answer = answers.next().expect("an answer without waiting for more").expect("text");
        assert_eq!(answer, format!(r#"{{"ok":true,"id":"{id}"}}"#));
        // Another process that looks at it takes nothing from under this one, and none may change it.
        assert!(run(folder.path(), &words("copydesk list a.ron")).contains(&format!("{id}\tquote")));
        let second = run(folder.path(), &words("copydesk tag a.ron claim 0..1"));
        let process = child.id();
        assert!(second.contains(&format!(" is changing it by a command (process {process}) since ")), "{second}");
    }
    child.kill().expect("stopped");
    child.wait().expect("gone");
    assert_eq!(fs::read(&project).expect("there"), before, "only the journal has them yet");
    let listed = run(folder.path(), &words("copydesk list a.ron"));
    let marks = "a1\tclaim\t0..4\tword\na2\tquote\t0..2\two\na3\tquote\t0..2\two\n";
    assert_eq!(listed, format!("{marks}! note: a.ron: recovered 2 changes made after the last save\n"));
    assert_eq!(files(folder.path()), "a.ron\na.txt\nedits\n", "the journal is folded in");
}
