//! What always holds? Undoing takes back any edits, whatever they were.

use proptest::prelude::*;

use super::*;

const TEXT: &str = "Café e\u{301} 👩‍👩‍👧‍👦 قالت 12%\nand more";

/// Any edit, sensible or not: about few ids, places and names, so that edits meet.
fn edits() -> impl Strategy<Value = Edit> {
    let id = (1..9_u32).prop_map(|number| Id::counted(Series::Annotations, number));
    let span = (0..TEXT.chars().count(), 1..9_usize).prop_filter_map("beyond the end", |(start, length)| {
        Article::new(TEXT.into()).ok()?.span_of_chars(start, start + length).ok()
    });
    let fragments = prop::collection::vec(span, 1..4).prop_filter_map("touching", |spans| Fragments::new(spans).ok());
    let label = prop::sample::select(vec!["claim", "quote", "actor", "rumour"]).prop_map(str::to_owned);
    let name = prop::sample::select(vec!["form", "speaker", "stance", "colour"]).prop_map(str::to_owned);
    let value = prop::sample::select(vec!["direct", "denies", "Ines"]).prop_map(str::to_owned);
    let relation = (1..5_u32, id.clone(), id.clone()).prop_map(|(number, from, to)| {
        Edit::Relate(Relation { id: Id::counted(Series::Relations, number), kind: "supports".into(), from, to })
    });
    let one = prop_oneof![
        4 => (id.clone(), label.clone(), fragments.clone())
            .prop_map(|(id, label, fragments)| Edit::Annotate(Box::new(Record::new(id, label, fragments)))),
        2 => id.clone().prop_map(Edit::Remove),
        1 => (1..5_u32).prop_map(|number| Edit::Remove(Id::counted(Series::Relations, number))),
        1 => (id.clone(), label).prop_map(|(id, label)| Edit::Relabel { id, label }),
        1 => (id.clone(), fragments).prop_map(|(id, fragments)| Edit::Move { id, fragments }),
        1 => (id.clone(), name.clone(), prop::option::of(value.clone()))
            .prop_map(|(id, name, value)| Edit::Set { id, name, value }),
        1 => (id, value.clone()).prop_map(|(id, text)| Edit::Note { id, text }),
        2 => relation,
        1 => (name, value).prop_map(|(name, value)| Edit::Field { name, value }),
    ];
    let several = prop::collection::vec(one.clone(), 1..4).prop_map(Edit::All);
    prop_oneof![8 => one, 1 => several]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn undoing_every_edit_leaves_nothing(edits in prop::collection::vec(edits(), 1..60)) {
        let article = Article::new(TEXT.into()).expect("a short text");
        let mut project = Project::new(Arc::new(article), Arc::new(default_scheme())).expect("a good scheme");
        let mut history = vec![];
        for edit in edits {
            let before = project.clone();
            match project.apply(edit) {
                Ok(inverse) => history.push((before, inverse)),
                Err(_) => prop_assert_eq!(&project, &before, "a refused edit changes nothing"),
            }
        }
        for (before, inverse) in history.into_iter().rev() {
            let redo = project.apply(inverse).expect("undone");
            prop_assert_eq!(&project, &before);
            let undo = project.apply(redo).expect("redone");
            project.apply(undo).expect("undone again");
            prop_assert_eq!(&project, &before);
        }
    }
}
