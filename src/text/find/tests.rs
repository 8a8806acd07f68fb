//! What is found? Drawings: a text, and beneath it what a query finds; and laws over random texts.

use proptest::prelude::*;

use super::*;

fn literal(words: &str) -> Query {
    Query::words(words)
}

fn regex(words: &str) -> Query {
    Query { mode: Mode::Regex, ..Query::words(words) }
}

fn whole(query: Query) -> Query {
    Query { extent: Extent::WholeWords, ..query }
}

fn kept(query: Query) -> Query {
    Query { case: Case::Kept, ..query }
}

/// What `query` finds in `text`, all at once and in parts of every small size.
fn found<'a>(query: &Query, text: &'a str) -> Vec<&'a str> {
    let pattern = Pattern::new(query).expect("a good query");
    let spans: Vec<Span> = pattern.search(text, 0..text.len()).collect();
    for size in 1..=text.len().min(24) {
        assert_eq!(in_parts(&pattern, text, size), spans, "{query:?} in parts of {size}");
    }
    spans.into_iter().map(|span| span.of(text)).collect()
}

fn in_parts(pattern: &Pattern, text: &str, size: usize) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    for part in pattern.parts(text, 0, &Progress::default()).of_size(size) {
        assert!(part.bytes.start == at && part.bytes.end > at, "no gap");
        assert!(part.spans.iter().all(|span| span.start() < part.bytes.end));
        at = part.bytes.end;
        spans.extend(part.spans);
    }
    assert_eq!(at, text.len());
    spans
}

/// What `pattern` finds in each line alone.
fn by_lines(pattern: &Pattern, text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut spans = Vec::new();
    for line in text.split('\n') {
        let moved = |span: Span| Span::new(text, start + span.start()..start + span.end()).expect("in the text");
        spans.extend(pattern.search(line, 0..line.len()).map(moved));
        start += line.len() + 1;
    }
    spans
}

fn error(words: &str) -> (String, &'static str) {
    let error = Pattern::new(&regex(words)).expect_err("refused");
    (error.message, error.hint)
}

#[test]
fn words_are_found_in_either_case_of_every_script() {
    assert_eq!(found(&literal("rents"), "Rents, RENTS and rents"), ["Rents", "RENTS", "rents"]);
    assert_eq!(found(&literal("МОСТ"), "мост Мост"), ["мост", "Мост"]);
    assert_eq!(found(&literal("οδός"), "ΟΔΌΣ οδός"), ["ΟΔΌΣ", "οδός"]);
    assert_eq!(found(&literal("a.b"), "a.b axb"), ["a.b"], "a point is a point");
    assert_eq!(found(&kept(literal("Rents")), "Rents, RENTS and rents"), ["Rents"]);
    assert_eq!(found(&literal("قالت"), "قالت نادية، ثم قالت"), ["قالت", "قالت"]);
    assert_eq!(found(&literal("שלום"), "אמר שלום (12%)"), ["שלום"]);
    assert_eq!(found(&literal("桥"), "桥将关闭。桥！"), ["桥", "桥"]);
    assert_eq!(found(&literal("aa"), "aaaaa"), ["aa", "aa"], "nothing overlaps");
}

#[test]
fn both_ways_to_write_a_letter_are_found_by_either() {
    let text = "Caf\u{e9} cafe\u{301} cafe";
    for typed in ["caf\u{e9}", "cafe\u{301}"] {
        assert_eq!(found(&literal(typed), text), ["Caf\u{e9}", "cafe\u{301}"]);
    }
    assert_eq!(found(&literal("ế"), "ê\u{301} \u{1ebf} e\u{302}\u{301}").len(), 2, "composed and decomposed");
    assert_eq!(found(&literal("ê\u{301}"), "ê\u{301} \u{1ebf} e\u{302}\u{301}").len(), 3, "and as typed");
    assert_eq!(found(&literal("한국"), "한국 \u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}").len(), 2);
}

#[test]
fn what_is_seen_as_one_character_is_never_cut() {
    assert_eq!(found(&literal("e"), "e\u{301} e \u{e9}"), ["e"]);
    assert_eq!(found(&literal("cafe"), "cafe\u{301} cafe"), ["cafe"]);
    let family = "👩‍👩‍👧‍👦";
    assert_eq!(found(&literal("👩"), family), [""; 0]);
    assert_eq!(found(&literal(family), &format!("a{family}b👩{family}")), [family, family]);
    assert_eq!(found(&literal("🇵🇸"), "🇫🇷🇵🇸🇵🇸"), ["🇵🇸", "🇵🇸"]);
    assert_eq!(found(&literal("🇷🇵"), "🇫🇷🇵🇸"), [""; 0]);
    assert_eq!(found(&literal("क"), "क कि"), ["क"]);
    assert_eq!(found(&regex("."), &format!("e\u{301}{family}x")), ["e\u{301}", family, "x"], "widened");
    assert_eq!(found(&regex("👧"), family), [family]);
}

#[test]
fn what_nobody_sees_does_not_matter() {
    assert_eq!(found(&literal("❤"), "❤\u{fe0f} ❤"), ["❤\u{fe0f}", "❤"]);
    assert_eq!(found(&literal("❤\u{fe0f} love"), "❤ love"), ["❤ love"]);
    assert_eq!(found(&literal("می"), "می\u{200c}خواهم می"), ["می\u{200c}", "می"]);
}

#[test]
fn a_blank_and_straight_marks_find_their_finer_kin() {
    assert_eq!(found(&literal("12 %"), "12 % 12\u{a0}% 12\u{202f}%").len(), 3);
    assert_eq!(found(&literal("\"no\""), "“No” „no“ «no» \"no\" 'no'").len(), 4);
    assert_eq!(found(&literal("israel's"), "Israel’s Israel's"), ["Israel’s", "Israel's"]);
    assert_eq!(found(&literal("’s"), "Israel’s Israel's"), ["’s"], "a curly one was meant");
}

#[test]
fn whole_words_are_as_a_reader_sees_them() {
    let all = |words: &str, text: &str| found(&whole(literal(words)), text).len();
    assert_eq!(all("rent", "rent, rents, parent; RENT"), 2);
    assert_eq!(all("israel", "Israel’s israel Israeli"), 2);
    assert_eq!(all("homme", "l’homme d'homme"), 2);
    assert_eq!(all("caf", "cafe\u{301} caf caf\u{e9}"), 1);
    assert_eq!(all("4", "4.2 4, 4% 14 4."), 3);
    assert_eq!(all("12", "12,000 12, 12-13"), 2);
    assert_eq!(all("(12%)", "a(12%)b"), 1, "brackets are edges on their own");
    assert_eq!(all("ไทย", "ภาษาไทย"), 1);
    assert_eq!(all("าษา", "ภาษาไทย"), 0);
    assert_eq!(all("قال", "قال قالت وقال"), 1);
    assert_eq!(all("👩", "a👩b"), 1);
    assert_eq!(all("كتب", "كتب كَتَبَ"), 1);
    assert_eq!(all("2", "4.2 2 .2 2"), 3, "from both sides of the point");
    assert_eq!(all("m", "5 m² and 5 m"), 1, "a raised digit is of its word");
    assert_eq!((all("tram", "tram桥"), all("tram", "桥tram")), (1, 1), "another script is another word");
    assert_eq!(found(&whole(regex("r[a-z]+")), "rents parents"), ["rents"]);
}

#[test]
fn nothing_crosses_a_line_or_is_empty() {
    let text = "one  two\n\n \n three\n";
    assert_eq!(found(&regex(r"\s+"), text), ["  ", " ", " "]);
    assert_eq!(found(&regex("(?s).+"), text), ["one  two", " ", " three"]);
    assert_eq!(found(&regex("[^x]*"), text), ["one  two", " ", " three"]);
    assert_eq!(found(&regex("^"), text), [""; 0]);
    assert_eq!(found(&regex("$"), text), [""; 0]);
    assert_eq!(found(&regex(r"^\w+"), text), ["one"]);
    assert_eq!(found(&regex(r"\w+$"), text), ["two", "three"]);
    assert_eq!(found(&regex(r"\A."), text), ["o", " ", " "], "each line begins as if it were all");
    assert_eq!(found(&regex(r".\z"), text), ["o", " ", "e"]);
    assert_eq!(found(&regex(r"o(\n)?"), text), ["o", "o"]);
    assert_eq!(found(&regex(r"\n|n"), text), ["n"]);
    assert_eq!(found(&regex("x*"), "axxb"), ["xx"]);
    assert_eq!(found(&literal("two\nthree"), text), [""; 0]);
}

#[test]
fn nothing_is_found_in_nothing_and_by_nothing() {
    for query in [literal("a"), regex("a*"), whole(literal("a")), literal(""), regex("")] {
        assert_eq!(found(&query, ""), [""; 0]);
    }
    for query in [literal(""), regex(""), whole(literal(""))] {
        assert_eq!(found(&query, "a\nb"), [""; 0]);
        assert_eq!(found(&query, "\u{200c}b"), [""; 0]);
    }
}

#[test]
fn a_wrong_expression_is_told_with_its_place_and_its_cure() {
    assert_eq!(error("é(a").0, "A group is not closed (character 2)");
    assert!(error("a(?=b)").1.contains("`\\b`") && error("a(?=b)").0.contains("(character 2)"));
    assert!(error("(a)\\1").0.starts_with("What was matched before"));
    for wrong in ["[a", "a)", "*", "a{2", "a{3,2}", "\\", "\\y", "\\p{Nonsense}", "[z-a]", "a\\nb", "\\n"] {
        let (message, hint) = error(wrong);
        assert!(message.ends_with(')') || message.contains("line end"), "{message}");
        assert!(!hint.is_empty(), "{wrong}: {message}");
    }
    assert_eq!(error("\\p{Nonsense}").0, "There is no such class of characters (character 1)");
    assert!(error("\\p{Nonsense}").1.contains("`\\p{Arabic}`"));
    assert_eq!(error("(?P<a>b)(?P<a>c)").0, "Duplicate capture group name (character 13)", "what is rare, too");
    let shown = Pattern::new(&regex("(")).expect_err("refused").to_string();
    assert_eq!(shown, "A group is not closed (character 1)");
    assert!(error("(?:\\w{900}){900}").0.contains("16 MB"));
    assert!(error(&"(".repeat(3000)).0.contains("character"));
}

#[test]
fn what_others_hang_on_takes_no_longer_than_its_text() {
    let text = "a".repeat(20_000) + "\n" + &"a".repeat(20_000);
    for slow in ["(a+)+$", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)(.*)(.*)x"] {
        assert!(Pattern::new(&regex(slow)).expect("good").search(&text, 0..text.len()).count() <= 2);
    }
}

#[test]
fn ten_megabytes_without_a_line_end_are_searched_in_parts() {
    let text = "the long line, ".repeat(700_000);
    let pattern = Pattern::new(&literal("LONG line")).expect("good");
    let progress = Progress::default();
    progress.begin(text.len() as u64);
    let parts: Vec<Part> = pattern.parts(&text, 0, &progress).collect();
    assert!(parts.len() > 9 && progress.part() == Some(1.0));
    assert_eq!(parts.iter().map(|part| part.spans.len()).sum::<usize>(), 700_000, "none is lost at a cut");
    let unbounded = Pattern::new(&regex("long.*?,")).expect("good");
    let mut unbounded = unbounded.parts(&text, 0, &progress).map(|part| part.spans.len());
    assert!(unbounded.next().is_some_and(|count| count > 100_000));
    progress.cancel();
    assert_eq!(unbounded.next(), None, "and it is stopped between two of them");
}

#[test]
fn a_search_can_begin_anywhere() {
    let text = "one two one two";
    let pattern = Pattern::new(&regex(r"\bo\w+")).expect("good");
    let starts = |bytes: Range<usize>| pattern.search(text, bytes).map(Span::start).collect::<Vec<_>>();
    assert_eq!((starts(0..15), starts(1..15), starts(0..9), starts(0..8)), (vec![0, 8], vec![8], vec![0, 8], vec![0]));
    assert_eq!((starts(99..999), starts(0..0)), (vec![], vec![]));
    let lines = "one\none two";
    let ends = |bytes: Range<usize>| pattern.search(lines, bytes).map(Span::end).collect::<Vec<_>>();
    assert_eq!((ends(0..3), ends(0..5), ends(0..1)), (vec![3], vec![3, 7], vec![3]), "and ends where a line does");
}

#[test]
fn a_search_that_is_cancelled_finds_no_more() {
    let (text, progress) = ("one one one", Progress::default());
    let pattern = Pattern::new(&literal("one")).expect("good");
    let mut search = Search::new(&pattern, text, 0..text.len(), progress.clone());
    assert!(search.next().is_some());
    progress.cancel();
    assert_eq!(search.next(), None);
}

const WORDS: [&str; 14] = ["a", "é", "e\u{301}", "ab", "a b", "'", "👩", "🇵🇸", "नि", "لا", "aa", "ไท", "12", " "];
const EXPRESSIONS: [&str; 22] = [
    "a",
    ".",
    "a*",
    "a+?",
    r"\s+",
    "^.",
    ".$",
    "[^a]+",
    "(?s).+",
    r"\bb",
    r"a\z",
    "(?-m)^a",
    "(?:a+)?b",
    "(?:a*)*b?",
    r"\w+",
    "(?:a|ab)(?:c|)",
    "b|\n|a",
    r"\S+\s?",
    "a{2,3}",
    ".{2}",
    "(?R)a$",
    "x?y?",
];

proptest! {
    #[test]
    fn searching_parts_is_searching_each_line(
        text in "(\\PC|[ab \n'1.]|é|e\u{301}|👩‍👧|🇵🇸|नि|لا|ไทย){0,60}",
        number in 0..WORDS.len() + EXPRESSIONS.len(),
        size in 1..80_usize,
        is_whole: bool,
    ) {
        let query = WORDS.get(number).map_or_else(|| regex(EXPRESSIONS[number - WORDS.len()]), |words| literal(words));
        let query = if is_whole { whole(query) } else { query };
        let pattern = Pattern::new(&query).expect("a good query");
        let expected = by_lines(&pattern, &text);
        prop_assert_eq!(in_parts(&pattern, &text, size), expected.clone());
        prop_assert!(expected.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
        prop_assert!(expected.iter().all(|span| !span.of(&text).contains('\n')));
        for span in expected {
            prop_assert_eq!(cluster_at_or_before(&text, span.start()), span.start());
            prop_assert_eq!(cluster_at_or_before(&text, span.end()), span.end());
        }
    }

    #[test]
    fn an_expression_means_what_it_means_in_each_line(text in "[abcxy \n]{0,60}", number in 0..EXPRESSIONS.len()) {
        let expression = EXPRESSIONS[number];
        let plain = RegexBuilder::new(expression).multi_line(true).case_insensitive(true).build().expect("good");
        let in_lines = text.split('\n').flat_map(|line| plain.find_iter(line).map(|found| found.as_str()));
        let expected: Vec<&str> = in_lines.filter(|found| !found.is_empty()).collect();
        prop_assert_eq!(found(&regex(expression), &text), expected);
    }

    #[test]
    fn any_query_is_searched_or_refused(words in "\\PC{0,12}", text in "\\PC{0,80}") {
        for query in [literal(&words), regex(&words), whole(literal(&words))] {
            if let Ok(pattern) = Pattern::new(&query) {
                prop_assert_eq!(in_parts(&pattern, &text, 16), by_lines(&pattern, &text));
            }
        }
        let itself = Pattern::new(&kept(regex(&escaped(&words)))).expect("good");
        prop_assert_eq!(itself.search(&words, 0..words.len()).count(), usize::from(!words.is_empty()));
    }
}
