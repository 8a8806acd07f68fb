//! How do subtitles come in? SubRip and WebVTT: their words as sentences run, and who says them when.
//!
//! A cue ends where the screen is full, so a cue that goes on in the middle of a sentence, said by the same person at nearly
//! the same time, goes on the paragraph of the one before.

use super::{Draft, IntakeError};
use crate::progress::Progress;
use crate::project::CueTime;

/// A silence longer than this ends a paragraph even within a sentence, in milliseconds.
const SILENCE_MS: u64 = 4000;

/// How many lines stand on a screen at most.
const ON_SCREEN: usize = 8;

/// The longest tag, in bytes.
const LONGEST_TAG: usize = 400;

/// A paragraph longer than this ends with a sentence, in bytes, whoever goes on: nobody reads an hour in one piece.
const LONG: usize = 900;

/// The longest name of a speaker, in bytes.
const LONGEST_NAME: usize = 40;

/// One cue of a file.
struct Said {
    time: CueTime,
    speaker: String,
    words: String,
    /// The lines of it, as they stand on the screen.
    lines: Vec<String>,
    /// Whether a dash says that somebody else speaks.
    is_answer: bool,
}

impl Said {
    /// How many of its first lines were the last ones on the screen before.
    fn repeated(&self, before: &Self) -> usize {
        let most = self.lines.len().min(before.lines.len()).min(ON_SCREEN);
        (1..=most).rev().find(|count| before.lines.ends_with(&self.lines[..*count])).unwrap_or(0)
    }
}

/// Captions that roll over the screen repeat the lines that still stand on it: each is said once. Where only here and there a
/// line is the one before, somebody says it twice.
fn roll_off(said: &mut Vec<Said>) {
    let repeated: Vec<usize> = said.array_windows().map(|[before, cue]| cue.repeated(before)).collect();
    if repeated.iter().filter(|count| **count > 0).count() * 2 < said.len() {
        return;
    }
    for (cue, count) in said.iter_mut().skip(1).zip(repeated).filter(|(_, count)| *count > 0) {
        cue.words = cue.lines[count..].join(" ");
    }
    said.retain(|cue| !cue.words.is_empty());
}

/// Reads subtitles.
pub(super) fn read(text: &str, progress: &Progress) -> Result<Draft, IntakeError> {
    let mut draft = Draft::default();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    progress.begin(text.len() as u64);
    let mut lines = text.lines().peekable();
    let mut said = Vec::new();
    while let Some(line) = lines.next() {
        progress.advance(line.len() as u64 + 1)?;
        let Some(time) = CueTime::read(line) else {
            head(line, said.is_empty(), &mut draft);
            continue;
        };
        let mut words = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.trim().is_empty() && CueTime::read(line).is_none()) {
            words.push(line);
        }
        // The number of the next cue, where no blank line stands before it.
        if lines.peek().is_some_and(|line| CueTime::read(line).is_some())
            && words.len() > 1
            && is_number(words[words.len() - 1])
        {
            words.pop();
        }
        said.extend(spoken(time, &words));
    }
    if said.is_empty() {
        return Err(IntakeError::refused("it has no cues", "open it as plain text: give it a name that ends in .txt"));
    }
    name_speakers(&mut said);
    roll_off(&mut said);
    join(&said, &mut draft);
    Ok(draft)
}

fn is_number(line: &str) -> bool {
    line.trim().bytes().all(|byte| byte.is_ascii_digit())
}

/// What a WebVTT file says of itself before its first cue.
fn head(line: &str, is_before: bool, draft: &mut Draft) {
    if let Some((name, value)) = line.split_once(':').filter(|_| is_before) {
        match name.trim().to_ascii_lowercase().as_str() {
            "language" => draft.set("language", value),
            "title" => draft.set("title", value),
            _ => {}
        }
    }
    if let Some(title) = line.strip_prefix("WEBVTT").filter(|_| is_before) {
        draft.set("title", title.trim().trim_start_matches(['-', '–', '—']));
    }
}

/// The cues that the lines of one are: each line that begins with a dash is another person's.
fn spoken(time: CueTime, lines: &[&str]) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    let dashes = lines.iter().filter(|line| dashed(line).is_some()).count();
    for line in lines {
        let own = dashed(line).filter(|_| dashes > 1 || lines.len() == 1);
        let (speaker, words) = plain(own.unwrap_or(line));
        match said.last_mut().filter(|last| own.is_none() && (speaker.is_empty() || last.speaker == speaker)) {
            Some(last) => {
                if !last.words.is_empty() && !words.is_empty() {
                    last.words.push(' ');
                }
                last.words.push_str(&words);
                last.lines.extend(Some(words).filter(|words| !words.is_empty()));
            }
            None => {
                let lines = Some(words.clone()).filter(|words| !words.is_empty()).into_iter().collect();
                said.push(Said { time, speaker, words, lines, is_answer: own.is_some() });
            }
        }
    }
    said.retain(|said| !said.words.trim().is_empty());
    said
}

fn dashed(line: &str) -> Option<&str> {
    let rest = plain_start(line).strip_prefix(['-', '–', '—'])?;
    Some(rest.trim_start())
}

/// A line from its first letter on, were there no tags.
fn plain_start(line: &str) -> &str {
    let mut rest = line.trim_start();
    while let Some((_, behind)) =
        rest.strip_prefix('<').filter(|tag| !tag.starts_with('v')).and_then(|tag| tag.split_once('>'))
    {
        rest = behind.trim_start();
    }
    rest
}

/// A line without tags, settings and references to characters; and who says it, where a voice tag does.
fn plain(line: &str) -> (String, String) {
    let (mut speaker, mut words, mut rest) = (String::new(), String::with_capacity(line.len()), line);
    while let Some(at) = rest.find(['<', '{']) {
        words.push_str(&rest[..at]);
        let close = if rest[at..].starts_with('<') { '>' } else { '}' };
        let near = &rest[at + 1..rest.floor_char_boundary((at + 1 + LONGEST_TAG).min(rest.len()))];
        let tag = near.find(close).map(|end| &near[..end]);
        match tag.filter(|tag| is_tag(tag, close)) {
            Some(tag) => {
                if let Some(name) = voice(tag) {
                    speaker = unescaped(name.trim());
                }
                rest = &rest[at + tag.len() + 2..];
            }
            None => {
                words.push_str(&rest[at..=at]);
                rest = &rest[at + 1..];
            }
        }
    }
    words.push_str(rest);
    (speaker, unescaped(words.trim()))
}

/// Whether what stands between brackets is a tag: `i`, `/font`, `v Ada`, `c.yellow`, `00:01.000`, `\an8`.
fn is_tag(tag: &str, close: char) -> bool {
    if close == '}' {
        return tag.starts_with('\\');
    }
    let name = tag.trim_start_matches('/');
    let name = &name[..name.find([' ', '.', '\t']).unwrap_or(name.len())];
    let known = ["i", "b", "u", "s", "c", "v", "lang", "ruby", "rt", "font", "em", "strong"];
    tag.is_empty()
        || known.iter().any(|known| name.eq_ignore_ascii_case(known))
        || tag.starts_with(|char: char| char.is_ascii_digit())
}

fn voice(tag: &str) -> Option<&str> {
    let rest = tag.strip_prefix('v')?;
    let rest = if rest.starts_with('.') { &rest[rest.find(' ')?..] } else { rest };
    rest.strip_prefix([' ', '\t'])
}

fn unescaped(words: &str) -> String {
    if !words.contains('&') {
        return words.to_owned();
    }
    let known = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", "\u{a0}"),
        ("&lrm;", "\u{200e}"),
        ("&rlm;", "\u{200f}"),
        ("&amp;", "&"),
    ];
    known.iter().fold(words.to_owned(), |words, (name, char)| words.replace(name, char))
}

/// Takes `ADA: ` off the words: a name in capitals, or one that begins several cues. Anything else may be part of a sentence.
fn name_speakers(said: &mut [Said]) {
    let mut uses = std::collections::HashMap::<String, usize>::new();
    for name in said.iter().filter_map(|said| Some(prefix(&said.words)?.0)) {
        *uses.entry(name.to_owned()).or_default() += 1;
    }
    // Where names stand before the words, one counts until the next, or until a silence.
    let mut last: Option<(String, u64)> = None;
    for said in said.iter_mut().filter(|said| said.speaker.is_empty()) {
        let named = prefix(&said.words).filter(|(name, _)| {
            let shouts = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
            shouts || uses.get(*name).is_some_and(|uses| *uses > 1)
        });
        let end_ms = said.time.end_ms;
        if let Some((name, words)) = named {
            (said.speaker, said.words) = (name.to_owned(), words.to_owned());
        } else if let Some((name, until)) = last.take().filter(|_| !said.is_answer)
            && said.time.start_ms.saturating_sub(until) <= SILENCE_MS
        {
            said.speaker = name;
        }
        last = Some((said.speaker.clone(), end_ms)).filter(|(name, _)| !name.is_empty());
    }
}

/// What may be a name before a colon, and the words behind it.
fn prefix(words: &str) -> Option<(&str, &str)> {
    let (name, rest) = words.split_once(':').filter(|(name, _)| name.len() <= LONGEST_NAME)?;
    let is_name = name.split_whitespace().count() <= 4
        && name.starts_with(char::is_alphabetic)
        && name.chars().all(|char| char.is_alphanumeric() || " .'’-".contains(char));
    let rest = rest.strip_prefix(char::is_whitespace)?.trim_start();
    (is_name && !rest.is_empty()).then_some((name, rest))
}

fn join(said: &[Said], draft: &mut Draft) {
    let (mut before, mut length) = (None, 0);
    for said in said {
        let goes_on = before.is_some_and(|before| goes_on(before, said, length));
        length = if goes_on { length + said.words.len() } else { said.words.len() };
        draft.say(&said.words, goes_on, said.time, &said.speaker);
        before = Some(said);
    }
}

/// Whether a cue goes on the paragraph of the one before, which is so long: within a sentence, or with what somebody says who is
/// known by name.
fn goes_on(before: &Said, next: &Said, length: usize) -> bool {
    let quotes = ['"', '”', '’', '\'', '»', ')', ']', '♪'];
    let ends = before.words.trim_end_matches(quotes).ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', ':']);
    let trails = before.words.ends_with("...") || before.words.ends_with('…');
    let is_small = next.words.trim_start_matches(['.', '…', ' ']).starts_with(char::is_lowercase);
    before.speaker == next.speaker
        && next.time.start_ms.saturating_sub(before.time.end_ms) <= SILENCE_MS
        && (!ends || (trails && is_small) || (!next.speaker.is_empty() && length < LONG))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(file: &str) -> Vec<String> {
        let taken = read(file, &Progress::default()).and_then(Draft::finish).expect("subtitles");
        let article = &taken.article;
        let cue = |cue: &crate::project::Cue| {
            let time = cue.time.map(|time| time.start_ms).unwrap_or_default();
            format!("{} {}: {}", time, cue.speaker, cue.span.of(article.text()))
        };
        let cues = article.cues().iter().map(cue);
        cues.chain(article.text().split("\n\n").map(str::to_owned)).collect()
    }

    #[test]
    fn a_sentence_runs_over_cues_and_each_keeps_its_time() {
        let file = "1\r\n00:00:01,000 --> 00:00:02,000\r\nRents rose\r\nby <i>12%</i>\r\n\r\n2\r\n00:00:02,100 --> 00:00:04,000\r\nlast year.\r\n\r\n3\r\n00:00:04,000 --> 00:00:05,000\r\nWhy?\r\n";
        let expected =
            ["1000 : Rents rose by 12%", "2100 : last year.", "4000 : Why?", "Rents rose by 12% last year.", "Why?"];
        assert_eq!(lines(file), expected);
    }

    #[test]
    fn who_speaks_is_data_and_not_text() {
        let voices = "WEBVTT - Rents\nLanguage: en\n\nNOTE nothing\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v.loud Ada Obi>They rose &amp; fell.</v>\n\n00:02.000 --> 00:03.000\n- Did they?\n- They did.\n";
        assert_eq!(
            lines(voices),
            [
                "1000 Ada Obi: They rose & fell.",
                "2000 : Did they?",
                "2000 : They did.",
                "They rose & fell.",
                "Did they?",
                "They did."
            ]
        );
        let names = "1\n00:00:01,000 --> 00:00:02,000\nADA: One thing: rents.\n\n2\n00:00:02,000 --> 00:00:03,000\nNote: this is no name\n\n3\n00:00:03,000 --> 00:00:04,000\nEwa: Yes.\n\n4\n00:00:04,000 --> 00:00:05,000\nEwa: No.\n";
        assert_eq!(
            lines(names)[..4],
            ["1000 ADA: One thing: rents.", "2000 ADA: Note: this is no name", "3000 Ewa: Yes.", "4000 Ewa: No."]
        );
    }

    #[test]
    fn a_name_counts_until_the_next() {
        let cue = |start: u64, words: &str| format!("00:00:{start:02}.000 --> 00:00:{:02}.000\n{words}\n\n", start + 1);
        let file =
            [cue(1, "Ada Obi: Rents rose."), cue(2, "Twice."), cue(9, "And fell."), cue(11, "Ada Obi: Yes.")].concat();
        let expected = ["1000 Ada Obi: Rents rose.", "2000 Ada Obi: Twice.", "9000 : And fell.", "11000 Ada Obi: Yes."];
        assert_eq!(lines(&file)[..4], expected);
        assert_eq!(lines(&file)[4..], ["Rents rose. Twice.", "And fell.", "Yes."]);
    }

    #[test]
    fn what_rolls_over_the_screen_is_said_once() {
        let cue = |start: u64, words: &str| format!("00:00:0{start}.000 --> 00:00:0{}.000\n{words}\n\n", start + 1);
        let rolling = [
            cue(1, "rents rose"),
            cue(2, "rents rose\nby twelve"),
            cue(3, "by twelve\nper cent."),
            cue(4, "per cent."),
        ];
        let file = format!("WEBVTT\n\n{}", rolling.concat());
        assert_eq!(lines(&file)[3..], ["rents rose by twelve per cent."]);
        let twice = [cue(1, "No."), cue(2, "No."), cue(3, "Why not?"), cue(4, "Because.")].concat();
        assert_eq!(lines(&format!("WEBVTT\n\n{twice}"))[4..], ["No.", "No.", "Why not?", "Because."]);
    }

    #[test]
    fn what_has_no_cues_says_so() {
        let error = read("WEBVTT\n\n", &Progress::default()).expect_err("refused");
        assert_eq!(error.to_string(), "it has no cues");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "([0-9]{0,2}(\n|\r\n)?|00:00:0[0-9][.,][0-9]{3} --> 00:00:0[0-9],000|<v A>|<|\\{|-|:|é|👩‍🚀|WEBVTT|\\PC| |\n){0,40}") {
            if let Ok(draft) = read(&text, &Progress::default()) {
                let article = draft.finish().expect("an article").article;
                proptest::prop_assert!(!article.cues().is_empty());
            }
        }
    }
}
