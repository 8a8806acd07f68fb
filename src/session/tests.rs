//! What do keys do? Drawings: a text with its marks, the keys pressed, the marks after them.

use super::*;
use crate::project::{draw, drawing};

mod actions;

/// `keys` are pressed with the caret at the beginning; words in quotation marks are selected as a mouse would.
fn press(session: &mut Session, keys: &str) -> Outcome {
    replay::press(session, &Keys::default(), keys).expect("keys").pop().unwrap_or_default()
}

fn select(session: &mut Session, words: &str) {
    let anchor = session.project().text().find(words).expect("in the text");
    session.run(Command::Select(Selection { anchor, head: anchor + words.len() }));
}

fn check(before: &str, select_words: &str, keys: &str, after: &str) -> Session {
    let mut session = Session::new(draw(before));
    if !select_words.is_empty() {
        select(&mut session, select_words);
    }
    press(&mut session, keys);
    assert_eq!(drawing(session.project()), after, "after {keys}");
    session
}

/// `before` and `after` show the caret as `│`, and where a selection was begun as `┃`.
fn moves(before: &str, keys: &str, after: &str) {
    let place = |sign: char| before.find(sign).map(|at| before[..at].replace(['┃', '│'], "").len());
    let head = place('│').expect("a caret");
    let mut session = Session::new(draw(&before.replace(['┃', '│'], "")));
    session.run(Command::Select(Selection { anchor: place('┃').unwrap_or(head), head }));
    press(&mut session, keys);
    assert_eq!(selected(&session), after, "after {keys}");
}

fn selected(session: &Session) -> String {
    let selection = session.selection();
    let mut text = session.project().text().to_owned();
    let mut signs = vec![(selection.head, '│')];
    signs.extend((!selection.is_caret()).then_some((selection.anchor, '┃')));
    signs.sort_unstable();
    signs.iter().rev().for_each(|&(at, sign)| text.insert(at, sign));
    text
}

const PLAIN: &str = "It rose. “We pay 12%,” she said.";

#[test]
fn select_then_key_marks() {
    check(PLAIN, "12%", "3", &format!("{PLAIN}\n{}^^^ statistic", " ".repeat(17)));
}

#[test]
fn blanks_at_the_edges_are_left_out() {
    check(PLAIN, " pay ", "1", &format!("{PLAIN}\n{}^^^ claim", " ".repeat(13)));
}

#[test]
fn a_sentence_is_marked_by_two_keys() {
    check(PLAIN, "", "S 1", &format!("{PLAIN}\n^^^^^^^^ claim"));
    check(PLAIN, "", "S S 1", &format!("{PLAIN}\n{} claim", "^".repeat(32)));
    check(PLAIN, "", "W W 1", &format!("{PLAIN}\n^^^^^^^ claim"));
    check(PLAIN, "", "P 2", &format!("{PLAIN}\n{} quote", "^".repeat(32)));
}

#[test]
fn a_key_relabels_the_annotation_just_made() {
    check(PLAIN, "It rose", "1 3", &format!("{PLAIN}\n^^^^^^^ statistic"));
    check(PLAIN, "It rose", "1 1", &format!("{PLAIN}\n^^^^^^^ claim"));
}

#[test]
fn key_then_select_marks_until_escape() {
    let mut session = Session::new(draw(PLAIN));
    press(&mut session, "3");
    for words in ["rose", "12%"] {
        select(&mut session, words);
        session.run(Command::EndSelection);
    }
    press(&mut session, "Escape");
    select(&mut session, "said");
    session.run(Command::EndSelection);
    assert_eq!(drawing(session.project()), format!("{PLAIN}\n   ^^^^ statistic\n{}^^^ statistic", " ".repeat(17)));
}

#[test]
fn the_same_mark_is_not_made_twice() {
    let mut session = check(PLAIN, "It", "1", &format!("{PLAIN}\n^^ claim"));
    press(&mut session, "Escape");
    select(&mut session, "It");
    assert_eq!(press(&mut session, "1").said.as_deref(), Some("That is marked already"));
    assert_eq!(session.project().annotations().len(), 1);
}

#[test]
fn a_second_fragment_joins_the_first() {
    let mut session = check(PLAIN, "“We", "2", &format!("{PLAIN}\n{}^^^ quote", " ".repeat(9)));
    select(&mut session, "said");
    press(&mut session, "F");
    assert_eq!(drawing(session.project()), format!("{PLAIN}\n{}^^^{}^^^^ quote", " ".repeat(9), " ".repeat(15)));
    let id = session.focused().expect("in focus").id().clone();
    session.run(Command::RemoveFragment(id.clone(), 0));
    session.run(Command::RemoveFragment(id, 0));
    assert_eq!(drawing(session.project()), format!("{PLAIN}\n{}^^^^ quote", " ".repeat(27)));
    press(&mut session, "Ctrl+Z Ctrl+Z Ctrl+Z Ctrl+Z");
    assert_eq!(drawing(session.project()), PLAIN);
}

const NESTED: &str = "She said rents rose 12% in May.
^^^^^^^^^^^^^^^^^^^^^^^ quote
         ^^^^^^^^^^^^^^ claim
                    ^^^ statistic";

#[test]
fn choosing_again_chooses_the_next_one_underneath() {
    let mut session = Session::new(draw(NESTED));
    let labels: Vec<String> = (0..4)
        .map(|_| {
            session.run(Command::PickAt(21));
            session.project().label_of(session.focused().expect("one is there")).id.clone()
        })
        .collect();
    assert_eq!(labels, ["statistic", "claim", "quote", "statistic"]);
    session.run(Command::PickAt(29));
    assert_eq!(session.focused(), None);
}

#[test]
fn next_and_previous_go_through_the_text() {
    let mut session = Session::new(draw(NESTED));
    let focused = |session: &Session| session.focused().map(|annotation| annotation.id().to_string());
    press(&mut session, "J J");
    assert_eq!(focused(&session).as_deref(), Some("a2"));
    press(&mut session, "J");
    assert_eq!(press(&mut session, "J").said.as_deref(), Some("No more annotations this way"));
    press(&mut session, "K K");
    assert_eq!(focused(&session).as_deref(), Some("a1"));
}

#[test]
fn deleting_is_one_key_and_undone_by_one() {
    let mut session = Session::new(draw(NESTED));
    press(&mut session, "J Delete");
    assert_eq!(session.project().annotations().len(), 2);
    press(&mut session, "Ctrl+Z");
    assert_eq!(drawing(session.project()), NESTED);
    assert_eq!(session.focused().map(|annotation| annotation.id().to_string()).as_deref(), Some("a1"));
    press(&mut session, "Ctrl+Y Ctrl+Y");
    assert_eq!(session.project().annotations().len(), 2);
}

#[test]
fn a_relation_begins_at_the_focus_and_ends_at_the_next_choice() {
    let mut session = Session::new(draw(NESTED));
    session.run(Command::PickAt(21));
    session.run(Command::BeginRelation("supports".into()));
    let claim = session.project().annotations().nth(1).expect("the claim").id().clone();
    assert_eq!(session.run(Command::Focus(Some(claim))).refused, None);
    assert_eq!(session.project().relations().len(), 1);
    session.run(Command::BeginRelation("supports".into()));
    let itself = session.focused().expect("still in focus").id().clone();
    let said = session.run(Command::Focus(Some(itself))).said.expect("a word");
    assert_eq!(said, "Choose another annotation: a relation leads from one to another");
}

#[test]
fn typing_is_one_step_and_saving_is_known() {
    let mut session = Session::new(draw(NESTED));
    let id = Id::new("a1").expect("an id");
    let note = |text: &str| Command::Type(Box::new(Edit::Note { id: id.clone(), text: text.into() }));
    ["a", "as", "ask"].into_iter().for_each(|text| drop(session.run(note(text))));
    let state = session.history().state();
    session.history_mut().saved(state);
    assert!(!session.history().is_changed());
    press(&mut session, "Ctrl+Z");
    assert!(session.history().is_changed());
    assert_eq!(session.project(), &draw(NESTED));
    press(&mut session, "Ctrl+Y");
    assert!(!session.history().is_changed(), "back at what was saved");
    press(&mut session, "Ctrl+Z");
    session.run(note("other"));
    assert!(session.history().is_changed());
}

#[test]
fn keys_move_the_caret_and_stretch_the_selection() {
    moves("│One. Two.", "Right Right", "On│e. Two.");
    moves("One│. Two.", "Left", "On│e. Two.");
    moves("On│e. Two.", "Shift+Right Shift+Right", "On┃e.│ Two.");
    moves("One│ two.", "Ctrl+A", "┃One two.│");
}

#[test]
fn a_step_out_of_a_selection_goes_to_its_edge() {
    for before in ["O┃ne│. Two.", "O│ne┃. Two."] {
        moves(before, "Left", "O│ne. Two.");
        moves(before, "Right", "One│. Two.");
    }
}

#[test]
fn a_selection_that_is_no_unit_becomes_one() {
    moves("r┃ents ro│se", "W", "┃rents│ rose");
    moves("┃rents│ rose", "W", "┃rents rose│");
}

#[test]
fn what_the_caret_gets_to_is_shown() {
    let mut session = Session::new(draw("One."));
    let mut shown = |keys: &str| press(&mut session, keys).show.map(Span::bytes);
    assert_eq!(shown("Right"), Some(1..2), "the character at the caret");
    assert_eq!(shown("Ctrl+End"), Some(3..4), "at the end the one before");
}

#[test]
fn escape_lets_go_of_the_label_then_the_selection_then_the_focus() {
    let mut session = Session::new(draw(NESTED));
    let label = session.project().scheme().label("claim").expect("a label").0;
    press(&mut session, "J");
    select(&mut session, "12%");
    session.run(Command::Arm(label));
    assert_eq!(session.intent(), &Intent::Mark(label));
    press(&mut session, "Escape");
    assert_eq!((session.intent(), session.selection().bytes()), (&Intent::None, 20..23));
    press(&mut session, "Escape");
    assert_eq!((session.selection(), session.focused().is_some()), (Selection::caret(23), true));
    press(&mut session, "Escape");
    assert_eq!(session.focused(), None);
    session.run(Command::Arm(label));
    session.run(Command::Arm(label));
    assert_eq!(session.intent(), &Intent::None, "the same label again disarms it");
}

#[test]
fn what_is_read_only_is_read_and_not_changed() {
    let why = "It is open elsewhere.";
    let mut session = Session::read_only(draw(NESTED), why);
    assert_eq!((session.is_read_only(), Session::new(draw(NESTED)).is_read_only()), (Some(why), None));
    assert!(press(&mut session, "J").show.is_some() && session.focused().is_some(), "one can still go about in it");
    for keys in ["1", "Delete", "F", "M", "Ctrl+Z", "Ctrl+Y"] {
        assert_eq!(press(&mut session, keys), Outcome::say(why), "{keys}");
    }
    let edit = Edit::Field { name: "title".into(), value: "Rents".into() };
    for command in [Command::Edit(Box::new(edit.clone())), Command::Type(Box::new(edit))] {
        assert_eq!(session.run(command).said.as_deref(), Some(why));
    }
    assert_eq!(session.project(), &draw(NESTED));
}

#[test]
fn the_same_words_may_have_two_labels() {
    check(NESTED, "12%", "1", &format!("{NESTED}\n{}^^^ claim", " ".repeat(20)));
}

#[test]
fn a_mark_is_moved_to_the_selection() {
    let mut session = Session::new(draw("It rose in May.\n^^^^^^^ claim"));
    press(&mut session, "J");
    select(&mut session, "May");
    press(&mut session, "M");
    assert_eq!(drawing(session.project()), "It rose in May.\n           ^^^ claim");
}

#[test]
fn a_key_that_changes_nothing_is_no_step() {
    let mut session = Session::new(draw(NESTED));
    assert_eq!(press(&mut session, "J 2").made, [], "it is a quote already");
    assert!(!session.history().can_undo());
}

#[test]
fn an_annotation_chosen_has_the_caret() {
    let mut session = Session::new(draw(NESTED));
    let focus = |session: &mut Session, id: &str| {
        let shown = session.run(Command::Focus(Id::new(id))).show.map(Span::bytes);
        (shown, session.selection().head)
    };
    assert_eq!(focus(&mut session, "a3"), (Some(20..23), 20));
    assert_eq!(focus(&mut session, "a2"), (Some(9..23), 20), "where it is within already, it stays");
    session.run(Command::PickAt(0));
    assert_eq!(session.focused().map(|focused| focused.hull().bytes()), Some(0..23), "from its first byte on");
}

#[test]
fn a_fragment_that_is_not_there_is_not_removed() {
    let split = "She said rents rose.\n^^^      ^^^^^ quote";
    let mut session = Session::new(draw(split));
    for place in [2, 9] {
        session.run(Command::RemoveFragment(Id::new("a1").expect("an id"), place));
        assert_eq!(drawing(session.project()), split);
    }
}

#[test]
fn what_was_done_is_said() {
    let mut session = Session::new(draw(NESTED));
    let mut said = |keys: &str| {
        let outcome = press(&mut session, keys);
        (outcome.made.len(), outcome.said.unwrap_or_default())
    };
    assert_eq!(said("J Delete"), (1, "Deleted".into()));
    assert_eq!(said("Ctrl+Z"), (1, "Undone".into()));
    assert_eq!(said("Ctrl+Y"), (1, "Done again".into()));
    assert_eq!(said("Ctrl+Y"), (0, "Nothing more to redo".into()));
    assert_eq!(said("Ctrl+Z Ctrl+Z"), (0, "Nothing more to undo".into()));
    let edit = Edit::Field { name: "title".into(), value: "Rents".into() };
    assert_eq!(session.run(Command::Edit(Box::new(edit))).made.len(), 1);
    assert_eq!(session.project().fields().get("title"), "Rents");
}

#[test]
fn what_is_undone_is_shown_also_in_a_session_that_goes_on() {
    let (mut project, mut history) = (draw(NESTED), History::default());
    history.edit(&mut project, Edit::Remove(Id::new("a3").expect("an id"))).expect("allowed");
    let mut session = Session::resumed(project, history);
    let outcome = press(&mut session, "Ctrl+Z");
    assert_eq!((outcome.said.as_deref(), outcome.show.map(Span::bytes)), (Some("Undone"), Some(20..23)));
    assert_eq!(drawing(session.project()), NESTED);
}

/// A session of an article in which the lines that begin with `# ` are headings.
fn with_headings(text: &str) -> Session {
    use crate::project::{Article, Block, BlockKind, Project, default_scheme};
    let plain = text.replace("# ", "");
    let (mut at, mut blocks) = (0, Vec::new());
    for line in text.lines() {
        let heading = line.strip_prefix("# ");
        let length = heading.unwrap_or(line).len();
        if heading.is_some() {
            let span = Span::new(&plain, at..at + length).expect("in the text");
            blocks.push(Block { kind: BlockKind::Heading, span });
        }
        at += length + 1;
    }
    let article = Article::with_blocks(plain, &blocks).expect("an article");
    Session::new(Project::new(article.into(), default_scheme().into()).expect("a good scheme"))
}

#[test]
fn a_heading_is_never_marked_by_accident() {
    let mut session = with_headings("Rents rose.\n# Why 12%?\nNobody knows.\n# More\nThey fell.");
    session.run(Command::Select(Selection { anchor: 0, head: session.project().text().len() }));
    press(&mut session, "1");
    let words = |session: &Session| {
        let project = session.project();
        project.annotations().iter().map(|annotation| project.words_of(annotation)).collect::<Vec<_>>()
    };
    assert_eq!(words(&session), ["Rents rose. Nobody knows. They fell."], "what a selection goes over is left out");
    session.run(Command::Select(Selection { anchor: 0, head: session.project().text().len() }));
    press(&mut session, "1");
    assert_eq!(words(&session).len(), 1, "and is not marked twice");
    press(&mut session, "Ctrl+Z");
    select(&mut session, "Why 12%?");
    press(&mut session, "3");
    assert_eq!(words(&session), ["Why 12%?"], "on purpose it can be");
    press(&mut session, "Ctrl+Z Ctrl+Home D D");
    assert_eq!(
        session.selection().span(session.project().text()).map(|span| span.of(session.project().text()).to_owned()),
        Some("Nobody knows.".to_owned())
    );
    press(&mut session, "Shift+D");
    let selected = session.selection().span(session.project().text()).expect("a sentence");
    assert_eq!(selected.of(session.project().text()).trim(), "Rents rose.");
}

#[test]
fn a_transcript_says_who_speaks() {
    use crate::project::{Article, Cue, Project, default_scheme};
    let text = "We pay 12% more. Nobody knows.";
    let span = |bytes| Span::new(text, bytes).expect("in the text");
    let cue = |bytes, speaker: &str| Cue { span: span(bytes), time: None, speaker: speaker.into() };
    let article = Article::new(text.into()).expect("an article");
    let article = article.said_in(vec![cue(0..16, "Ada Obi"), cue(17..30, "Ewa")]).expect("in their order");
    assert_eq!(article.cue_at(16), None);
    let mut session = Session::new(Project::new(article.into(), default_scheme().into()).expect("a good scheme"));
    select(&mut session, "We pay 12% more.");
    press(&mut session, "2");
    assert_eq!(session.proposals().get("speaker"), Some("Ada Obi"));
}
