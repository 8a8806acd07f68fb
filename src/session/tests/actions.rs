//! How many actions does it take? Each row of the comparison with other tools, in keys and drags, counted.

use super::*;
use crate::project::{Article, default_scheme};
use crate::session::replay::actions;
use crate::text::find::Query;

/// What a person has done before, which does not count.
const NOTHING: &str = "";

/// After the actions `begun`, the actions `line` make of `before` what `after` shows, in no more than `goal`; and one undo
/// takes each of `steps` changes back.
fn row(before: &str, begun: &str, line: &str, after: &str, (goal, steps): (usize, usize)) {
    let mut session = Session::new(draw(before));
    press(&mut session, begun);
    let began = drawing(session.project());
    press(&mut session, line);
    assert_eq!(drawing(session.project()), after, "after {line}");
    assert_eq!(actions(line), Ok(goal), "the actions of {line}");
    (0..steps).for_each(|_| drop(press(&mut session, "Ctrl+Z")));
    assert_eq!(drawing(session.project()), began, "{steps} undone after {line}");
}

#[test]
fn one_span_takes_one_action_with_an_armed_label_else_two_in_either_order() {
    let after = "Rents rose 12% in May.\n           ^^^ statistic";
    row("Rents rose 12% in May.", "3", "\"12%\"", after, (1, 1));
    row("Rents rose 12% in May.", NOTHING, "\"12%\" 3", after, (2, 1));
    row("Rents rose 12% in May.", NOTHING, "3 \"12%\"", after, (2, 1));
}

#[test]
fn ten_spans_of_an_armed_label_take_ten() {
    let words = ["one", "two", "six", "ten", "red", "tan", "pit", "cat", "dog", "cow"];
    let text = words.join(" ");
    let drags: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let marks: Vec<String> = (0..10).map(|place| format!("\n{}^^^ statistic", " ".repeat(4 * place))).collect();
    row(&text, "3", &drags.join(" "), &format!("{text}{}", marks.concat()), (10, 10));
}

#[test]
fn a_sentence_is_a_claim_in_two_keys() {
    row("It rose. It fell.", "Alt+Right Alt+Right", "S 1", "It rose. It fell.\n         ^^^^^^^^ claim", (2, 1));
    row("It rose. It fell.", NOTHING, "P 1", "It rose. It fell.\n^^^^^^^^^^^^^^^^^ claim", (2, 1));
}

#[test]
fn another_label_takes_one_key_and_so_does_none() {
    let before = "It rose.\n^^^^^^^^ claim";
    row(before, "J", "2", "It rose.\n^^^^^^^^ quote", (1, 1));
    row(before, "J", "Delete", "It rose.", (1, 1));
}

const BOUNDS: &str = "Rents rose 12% in May, she said. They fell.
      ^^^^ claim";

#[test]
fn a_boundary_moves_by_one_key() {
    let claim = |start: usize, end: usize| {
        let text = "Rents rose 12% in May, she said. They fell.";
        format!("{text}\n{}{} claim", " ".repeat(start), "^".repeat(end - start))
    };
    for (key, after) in [
        ("E", claim(6, 14)),
        ("Alt+E", claim(6, 11)),
        ("Alt+Shift+E", claim(6, 9)),
        ("Period", claim(6, 32)),
        ("Comma", claim(6, 21)),
        ("B", claim(0, 10)),
        ("Alt+B", claim(5, 10)),
        ("Alt+Shift+B", claim(7, 10)),
    ] {
        row(BOUNDS, "J", key, &after, (1, 1));
    }
    row(BOUNDS, "J E E", "Shift+E", &claim(6, 14), (1, 1));
    row(BOUNDS, "J E", "Shift+B", &claim(11, 14), (1, 1));
    row(BOUNDS, "J Period", "Period", &claim(6, 43), (1, 1));
    let mut session = Session::new(draw(BOUNDS));
    assert_eq!(press(&mut session, "J Shift+E").said.as_deref(), Some("It ends there"), "one word is the least");
}

#[test]
fn the_two_halves_of_a_split_quote_are_one_by_one_key() {
    let text = "“We would close it once,” said Mara Lund, the engineer. “We cannot patch it.” It rained.";
    let first = format!("{} quote", "^".repeat(25));
    let both = format!("{}{}{} quote", "^".repeat(25), " ".repeat(31), "^".repeat(21));
    row(&format!("{text}\n{first}"), "J", "H", &format!("{text}\n{both}"), (1, 1));
    row(text, "Right Right", "H", &format!("{text}\n{both}"), (1, 1));
    let mut session = Session::new(draw(&format!("{text}\n{first}")));
    press(&mut session, "J H");
    let said = session.focused().expect("in focus").attributes().clone();
    assert_eq!((said["speaker"].as_str(), said["cue"].as_str()), ("Mara Lund", "said"));
    assert_eq!(press(&mut session, "H").said.as_deref(), Some("No other half here: “…,” said X. “…” has one"));
}

#[test]
fn two_halves_marked_apart_become_one_and_nothing_said_is_lost() {
    let text = "“We would close it once,” said Mara Lund. “We cannot patch it.”";
    let halves = format!("{text}\n{} quote\n{}{} quote", "^".repeat(25), " ".repeat(42), "^".repeat(21));
    let joined = format!("{text}\n{}{}{} quote", "^".repeat(25), " ".repeat(17), "^".repeat(21));
    row(&halves, "J", "H", &joined, (1, 1));
    let mut session = Session::new(draw(&halves));
    let second = session.project().annotations().nth(1).expect("two").id().clone();
    session.edit(Edit::Note { id: second, text: "a slip?".into() }).expect("noted");
    press(&mut session, "J H");
    assert_eq!(session.project().annotations().len(), 2, "one with a note stays");
}

#[test]
fn the_next_one_and_the_one_before_take_one_key_also_within_a_label() {
    let before = "one two three four
^^^ claim
    ^^^ statistic
        ^^^^^ claim
              ^^^^ statistic";
    let goes = |begun: &str, key: &str, words: &str| {
        let mut session = Session::new(draw(before));
        press(&mut session, begun);
        press(&mut session, key);
        let focused = session.focused().map(|focused| session.project().words_of(focused));
        assert_eq!((focused.as_deref(), actions(key)), (Some(words), Ok(1)), "{begun}, then {key}");
    };
    goes("J", "J", "two");
    goes("J J J", "K", "two");
    goes("J", "Shift+J", "three");
    goes("J J J J", "Shift+K", "two");
    goes("3", "Shift+J", "two");
    let mut session = Session::new(draw(before));
    let said = press(&mut session, "J J J Shift+J").said;
    assert_eq!(said.as_deref(), Some("No other claim this way"));
    assert_eq!(
        press(&mut session, "Escape Shift+K").said.as_deref(),
        Some("Choose an annotation, or arm a label: its others are gone through")
    );
}

#[test]
fn the_next_number_or_quotation_without_a_label_takes_one_key() {
    let before = "Rents rose 12% in May. “Too much,” she said. It cost 3 euros.
           ^^^ statistic";
    let mut session = Session::new(draw(before));
    let mut step = |key: &str| {
        let said = press(&mut session, key).said;
        assert_eq!(actions(key), Ok(1));
        said.unwrap_or_else(|| session.project().text()[session.selection().bytes()].to_owned())
    };
    assert_eq!(step("N"), "“Too much,”", "12% is marked");
    assert_eq!(step("N"), "3 euros");
    assert_eq!(step("N"), "Went on from the beginning");
    assert_eq!(step("N"), "3 euros");
    assert_eq!(step("Shift+N"), "“Too much,”");
    assert_eq!(step("Shift+N"), "Went on from the end");
    assert_eq!(step("Shift+N"), "“Too much,”");
    press(&mut session, "2");
    assert_eq!(
        press(&mut session, "N 3 N").said.as_deref(),
        Some("No other number and no other quotation is without a label")
    );
    press(&mut session, "Ctrl+Z");
    let left = Unlabelled::count(session.project(), &crate::progress::Progress::default());
    assert_eq!(left, Some(Unlabelled { numbers: 1, quotations: 0 }));
}

#[test]
fn every_match_of_the_selection_takes_two_and_one_undo() {
    let before = "The bridge is old. A bridge is long. Footbridges, bridge.";
    let after = format!("{before}\n    ^^^^^^ claim\n{}^^^^^^ claim\n{}^^^^^^ claim", " ".repeat(21), " ".repeat(50));
    row(before, "\"bridge\"", "A 1", &after, (2, 1));
    let mut session = Session::new(draw(before));
    press(&mut session, "\"bridge\" 1 A");
    assert_eq!(session.matches().map(|matches| (matches.spans().len(), matches.ticked())), Some((3, 3)));
    session.run(Command::TickMatch(1));
    press(&mut session, "Enter");
    assert_eq!(session.project().annotations().len(), 2, "the first was marked, and the second is not ticked");
    press(&mut session, "Ctrl+Z \"bridge\" A Escape");
    assert_eq!((session.matches(), session.project().annotations().len()), (None, 1));
}

#[test]
fn matches_are_looked_for_in_other_ways_and_bad_ones_are_told() {
    let mut session = Session::new(draw("Bridge, bridges, bridge."));
    press(&mut session, "\"bridge\" A");
    let mut count = |mode, case, extent, words: &str| {
        let query = Query { words: words.into(), mode, case, extent };
        session.run(Command::MatchLike(Box::new(query)));
        let matches = session.matches().expect("still there");
        matches.error().map_or_else(|| matches.spans().len().to_string(), str::to_owned)
    };
    use crate::text::find::{Case, Extent, Mode};
    assert_eq!(count(Mode::Literal, Case::Kept, Extent::WholeWords, "bridge"), "1");
    assert_eq!(count(Mode::Literal, Case::Ignored, Extent::WholeWords, "bridge"), "2");
    assert_eq!(count(Mode::Literal, Case::Ignored, Extent::Anywhere, "bridge"), "3");
    assert_eq!(count(Mode::Regex, Case::Kept, Extent::Anywhere, "b[a-z]+s"), "1");
    assert!(count(Mode::Regex, Case::Kept, Extent::Anywhere, "b[").contains('['));
}

#[test]
fn a_relation_takes_its_key_and_the_other_end() {
    let before = "Rents rose 12%, said Mara.
^^^^^^^^^^^^^^ claim
           ^^^ statistic";
    let relations = |begun: &str, line: &str, goal: usize| {
        let mut session = Session::new(draw(before));
        press(&mut session, begun);
        let came = press(&mut session, line);
        assert_eq!(actions(line), Ok(goal));
        let words = |id| session.project().words_of(session.project().annotations().get(id).expect("an end"));
        let all = session.project().relations();
        let made: Vec<String> =
            all.iter().map(|known| format!("{} {} {}", words(&known.from), known.kind, words(&known.to))).collect();
        (made.join(", "), came.said.unwrap_or_default())
    };
    assert_eq!(relations("J J", "8 K Enter", 3).0, "12% supports Rents rose 12%");
    assert_eq!(
        relations("J J", "R R R K Enter", 5).0,
        "12% disputes Rents rose 12%",
        "the usual kinds one after another"
    );
    assert_eq!(relations("J", "6 \"Mara\"", 2).0, "Rents rose 12% attributed_to Mara", "words become the helper");
    let (made, said) = relations("J", "8 Enter", 2);
    assert_eq!((made.as_str(), said.as_str()), ("", "Choose another annotation: a relation leads from one to another"));
    let (made, said) = relations("J J 8 K Enter", "8 K Enter", 3);
    assert_eq!((made.as_str(), said.as_str()), ("12% supports Rents rose 12%", "That relation is there already"));
}

#[test]
fn what_the_text_proposes_is_kept_by_one_key_and_is_nothing_until_then() {
    let mut session = Session::new(draw("Nearly one in five left, “for good”, said Ana Ruiz."));
    press(&mut session, "\"Nearly one in five\" 3");
    let proposed = |session: &Session, name: &str| session.proposals().get(name).map(str::to_owned);
    assert_eq!(
        ["value", "unit", "modifier"].map(|name| proposed(&session, name)),
        [Some("20"), Some("%"), Some("approximately")].map(|value| value.map(str::to_owned))
    );
    assert!(session.focused().is_some_and(|focused| focused.attributes().is_empty()));
    press(&mut session, "Y");
    let kept = session.focused().map(|focused| focused.attributes().clone()).expect("in focus");
    assert_eq!((kept["value"].as_str(), session.proposals().is_empty()), ("20", true));
    press(&mut session, "Ctrl+Z");
    assert!(session.focused().is_some_and(|focused| focused.attributes().is_empty()), "one step");
    press(&mut session, "\"“for good”\" 2");
    assert_eq!(
        ["form", "speaker", "cue"].map(|name| proposed(&session, name)),
        [Some("direct"), Some("Ana Ruiz"), Some("said")].map(|value| value.map(str::to_owned))
    );
}

#[test]
fn nothing_of_it_fails_on_an_empty_article_or_in_any_script() {
    for text in ["", "\n\n", "é e\u{301}\n👩‍👩‍👧‍👦 12%", "قالت نادية «نعم» 12%.", "a\r\nb"]
    {
        for info in COMMANDS {
            let article = Article::new(text.to_owned()).expect("a short text");
            let project = Project::new(article.into(), default_scheme().into()).expect("a good scheme");
            let mut session = Session::new(project);
            for key in info.keys.iter().chain(info.keys) {
                press(&mut session, key);
                press(&mut session, "S 1");
                press(&mut session, key);
            }
        }
    }
}

#[test]
fn a_long_way_to_the_next_number_is_gone_in_stretches() {
    let words = "No numbers are here, and nobody says a word.\n".repeat(60_000);
    let text = format!("First 12 houses.\n{words}Then 13 houses.\n");
    let article = Article::new(text.clone()).expect("short enough");
    let mut session = Session::new(Project::new(article.into(), default_scheme().into()).expect("a good scheme"));
    let mut selected = |key: &str| {
        let outcome = press(&mut session, key);
        (text[session.selection().bytes()].to_owned(), outcome.said.is_some_and(|said| said.ends_with("further")))
    };
    assert_eq!(selected("N"), ("12 houses".into(), false));
    assert_eq!(selected("N"), (String::new(), true));
    let more = (0..4).map(|_| selected("N").0).find(|words| !words.is_empty());
    assert_eq!(more.as_deref(), Some("13 houses"));
    assert_eq!(selected("Shift+N"), (String::new(), true));
    let more = (0..4).map(|_| selected("Shift+N").0).find(|words| !words.is_empty());
    assert_eq!(more.as_deref(), Some("12 houses"));
}

/// A text with everything that the keys look at.
const EVERYTHING: &str = "“We pay 12%,” said Ana Ruiz. “They pay nothing.” Nearly one in five left.
قالت نادية: «دفعنا 12%». 👩‍👩‍👧‍👦 Cafe\u{301} 3 euros\r\nin 2024, she said, and the rents rose by 4 per cent.";

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]
    #[test]
    fn whatever_keys_are_pressed_all_of_it_can_be_undone(presses in proptest::collection::vec(0..200_usize, 1..60)) {
        let table: Vec<&str> = COMMANDS.iter().flat_map(|info| info.keys).copied().collect();
        let of_scheme = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
        let keys: Vec<&str> = table.iter().copied().filter(|key| !key.contains("Z") && *key != "Ctrl+Y").chain(of_scheme).collect();
        let article = Article::new(EVERYTHING.to_owned()).expect("a short text");
        let project = Project::new(article.into(), default_scheme().into()).expect("a good scheme");
        let mut session = Session::new(project.clone());
        for number in presses {
            press(&mut session, keys[number % keys.len()]);
            let selected = session.selection();
            proptest::prop_assert_eq!(selected, selected.within(EVERYTHING), "between two clusters");
        }
        let done = session.project().clone();
        let mut steps = 0;
        while session.undo().is_some() {
            steps += 1;
        }
        proptest::prop_assert!(*session.project() == project);
        (0..steps).for_each(|_| drop(session.redo()));
        proptest::prop_assert!(*session.project() == done);
    }
}

#[test]
fn sentences_are_gone_through_one_by_one() {
    let text = "It rose. It fell.\n\nNobody left. She came 👩\u{200d}🚀.";
    let mut session = Session::new(
        Project::new(Article::new(text.into()).expect("short").into(), default_scheme().into()).expect("a good scheme"),
    );
    let mut selected = |keys: &str| {
        let said = press(&mut session, keys).said;
        said.unwrap_or_else(|| text[session.selection().bytes()].to_owned())
    };
    assert_eq!(
        ["D", "D", "1 D", "D", "D"].map(&mut selected),
        ["It rose.", "It fell.", "Nobody left.", "She came 👩\u{200d}🚀.", "No more sentences this way"]
    );
    assert_eq!(
        ["Shift+D", "Shift+D", "Shift+D", "Shift+D"].map(&mut selected),
        ["Nobody left.", "It fell.", "It rose.", "No more sentences this way"]
    );
    row("It rose. It fell.", "D", "D 1", "It rose. It fell.\n         ^^^^^^^^ claim", (2, 1));
}

#[test]
fn an_edge_without_anything_selected_selects_from_the_caret() {
    let mut session = Session::new(draw("Rents rose, she said. They fell."));
    let mut selected = |keys: &str| {
        let said = press(&mut session, keys).said;
        said.unwrap_or_else(|| session.project().text()[session.selection().bytes()].to_owned())
    };
    assert_eq!(selected("Period"), "Rents rose, she said.");
    assert_eq!(selected("Left Comma"), "Rents rose");
    assert_eq!(selected("Right B"), "rose");
    assert_eq!(selected("Right Shift+E"), "Select some words, or choose an annotation, to move its edges");
}

#[test]
fn the_places_are_gone_through_and_ticked_by_keyboard() {
    let mut session = Session::new(draw("rise, fall, rise, rise."));
    press(&mut session, "\"rise\" A J X J");
    let matches = session.matches().expect("listed");
    assert_eq!([0, 1, 2].map(|number| matches.is_ticked(number)), [true, false, true]);
    assert_eq!(matches.number_of(&session.selection().bytes()), Some(2));
    assert_eq!(press(&mut session, "J").said.as_deref(), Some("No more places this way"));
    press(&mut session, "K K X X");
    assert_eq!(session.matches().map(Matches::ticked), Some(2));
    press(&mut session, "3");
    assert_eq!(drawing(session.project()), "rise, fall, rise, rise.\n^^^^ statistic\n                  ^^^^ statistic");
    assert!(press(&mut session, "X").said.is_some_and(|said| said.starts_with("J and K go")));
}

#[test]
fn another_scheme_ends_what_was_in_hand_of_the_one_before() {
    let mut session = Session::new(draw("rise, fall, rise."));
    press(&mut session, "\"rise\" 5 A");
    let mut scheme = crate::project::Scheme::clone(session.project().scheme());
    scheme.labels.swap(0, 4);
    session.run(Command::Edit(Box::new(Edit::Scheme(Box::new(scheme)))));
    assert_eq!((session.matches(), session.intent()), (None, &Intent::None));
    press(&mut session, "Escape \"rise\" A");
    assert!(session.matches().is_some());
    press(&mut session, "Ctrl+Z");
    assert_eq!(session.matches(), None, "undone, it is another scheme again");
}

#[test]
fn what_can_only_be_read_is_not_marked_by_enter_either() {
    let project = draw("rise, fall, rise.\n^^^^ claim");
    let mut session = Session::read_only(project.clone(), "Somebody else has it");
    let said = press(&mut session, "J A Enter").said;
    assert_eq!((said.as_deref(), session.project() == &project), (Some("Somebody else has it"), true));
    for info in COMMANDS {
        press(&mut session, &format!("S {} J {}", info.keys[0], info.keys[0]));
    }
    assert!(session.project() == &project && !session.history().is_changed());
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut session = Session::new(draw("rents rose in May\n      ^^^^ claim"));
    press(&mut session, "J");
    let focused = session.focused().expect("in focus");
    let (id, span) = (focused.id().clone(), focused.hull());
    session.run(Command::Reshape(id.clone(), span, span));
    let elsewhere = Span::new(session.project().text(), 0..5).expect("a word");
    session.run(Command::Reshape(id, elsewhere, elsewhere.cover(span)));
    press(&mut session, "\"rose\" F");
    assert!(!session.history().can_undo(), "a part that is gone, and edges that are the same");
}

#[test]
fn what_is_selected_is_joined_before_what_is_in_focus_elsewhere() {
    let text = "“No,” said Ana. “Never.” They left. “We pay,” said Bo. “We do.”";
    let mut session = Session::new(draw(&format!("{text}\n^^^^^ quote")));
    press(&mut session, "J \"“We pay,”\" H");
    let words = session.focused().map(|focused| session.project().words_of(focused));
    assert_eq!(words.as_deref(), Some("“We pay,” “We do.”"));
}

#[test]
fn a_relation_whose_beginning_is_gone_is_none() {
    let before = "Rents rose 12%.\n^^^^^^^^^^^^^^ claim\n           ^^^ statistic";
    let mut session = Session::new(draw(before));
    press(&mut session, "J R Delete");
    assert_eq!(session.intent(), &Intent::None);
    press(&mut session, "Ctrl+Z Escape J J R Ctrl+Z");
    press(&mut session, "S 1 Ctrl+Z");
    assert!(session.focused().is_none() && session.takes_enter(), "what is undone has no fields to go to");
    press(&mut session, "Ctrl+Home Enter");
    assert!(session.focused().is_some(), "Enter chooses what is at the caret");
}

#[test]
fn in_a_line_without_end_the_way_back_goes_on() {
    let text = format!("First 12 houses. {}", "no numbers here, and ".repeat(200_000));
    let article = Article::new(text).expect("short enough");
    let mut session = Session::new(Project::new(article.into(), default_scheme().into()).expect("a good scheme"));
    press(&mut session, "Ctrl+End");
    for _ in 0..10 {
        press(&mut session, "Shift+N");
    }
    let selected = session.selection().bytes();
    assert_eq!(&session.project().text()[selected], "12 houses");
}

#[test]
fn a_quote_takes_its_marks_along_and_a_slip_over_a_comma_is_none() {
    let text = "“We pay,” she said. «نعم». The ‘end’.";
    let quote = |words: &str, label: &str| {
        let mut session = Session::new(draw(text));
        press(&mut session, &format!("{label} \"{words}\""));
        session.focused().map(|focused| session.project().words_of(focused))
    };
    assert_eq!(quote("We pay", "2").as_deref(), Some("“We pay,”"));
    assert_eq!(quote("نعم", "2").as_deref(), Some("«نعم»"));
    assert_eq!(quote("pay", "2").as_deref(), Some("pay"));
    assert_eq!(quote("We pay", "1").as_deref(), Some("We pay"), "a claim in a quote has none");
    assert_eq!(quote(",”", "1"), None);
    assert_eq!(quote("».", "1"), None);
}

#[test]
fn an_armed_label_marks_what_is_selected_by_keyboard_with_enter() {
    let mut session = Session::new(draw("It rose. It fell."));
    press(&mut session, "1 D Enter D Enter");
    assert_eq!(drawing(session.project()), "It rose. It fell.\n^^^^^^^^ claim\n         ^^^^^^^^ claim");
}

#[test]
fn the_end_goes_back_to_the_clause_before() {
    let text = "Rents rose in May, the owner said.";
    row(text, "D 1", "Shift+Comma", &format!("{text}\n^^^^^^^^^^^^^^^^^ claim"), (1, 1));
    let mut session = Session::new(draw("It rose."));
    assert_eq!(press(&mut session, "W Shift+Comma").said.as_deref(), Some("It ends there"));
}

#[test]
fn a_number_within_what_was_just_marked_is_the_next() {
    let mut session = Session::new(draw("Rents rose by 12% in May. It cost 3 euros."));
    press(&mut session, "D 1 N");
    assert_eq!(&session.project().text()[session.selection().bytes()], "12%");
    press(&mut session, "3 N");
    assert_eq!(&session.project().text()[session.selection().bytes()], "3 euros");
}

#[test]
fn of_several_parts_the_one_at_the_caret_moves_else_the_outermost() {
    let before = "zero one two three four five six\n     ^^^     ^^^^^ quote";
    let after = |begun: &str, key: &str| {
        let mut session = Session::new(draw(before));
        press(&mut session, begun);
        let outcome = press(&mut session, key);
        assert!(outcome.show.is_some(), "the edge is brought into view");
        session.focused().map(|focused| session.project().words_of(focused)).expect("in focus")
    };
    assert_eq!(after("J", "E"), "one two three", "parts that are neighbours stay two");
    assert_eq!(after("J Ctrl+End", "E"), "one three four");
    assert_eq!(after("J Ctrl+End", "B"), "zero one three");
    assert_eq!(after("J Ctrl+End E", "Shift+E"), "one three");
    let mut session = Session::new(draw("zero one two"));
    assert!(press(&mut session, "\"one\" E").show.is_some_and(|span| span.end() == 12));
    assert!(press(&mut session, "Escape \"one\" B").show.is_some_and(|span| span.start() == 0));
    press(&mut session, "Escape \"one\" A");
    assert!(press(&mut session, "J").said.is_some() || press(&mut session, "K").show.is_some());
}

#[test]
fn whole_paragraphs_are_not_looked_for_everywhere() {
    let long = "a".repeat(1024);
    let said = |text: &str, words: &str| {
        let article = Article::new(text.to_owned()).expect("short enough");
        let mut session = Session::new(Project::new(article.into(), default_scheme().into()).expect("a good scheme"));
        let anchor = text.find(words).expect("there");
        session.run(Command::Select(Selection { anchor, head: anchor + words.len() }));
        session.run(Command::AllMatches).said
    };
    assert_eq!(said(&format!("{long} b"), &long), None);
    assert!(said(&format!("{long}a b"), &format!("{long}a")).is_some());
    assert!(said("one\ntwo", "one\ntwo").is_some());
}
