//! Do rows say what was marked, and do they come back as they were, in either form?

use proptest::prelude::*;

use super::*;
use crate::format::Texts;
use crate::format::laws::{check_golden, check_round_trip, golden, marked_projects, nasty};

fn as_parquet() -> Wish {
    Wish { parquet: true, ..Wish::default() }
}

fn read_back(bytes: &[u8]) -> Result<Reading, ReadError> {
    read(&Source { stem: "rows", bytes, beside: Vec::new(), texts: &Texts::None })
}

#[test]
fn the_nastiest_come_back_in_either_form() {
    for wish in [Wish::default(), as_parquet()] {
        check_round_trip(&HF, &nasty(), &wish);
        nasty().iter().for_each(|project| check_round_trip(&HF, std::slice::from_ref(project), &wish));
    }
}

#[test]
fn the_golden_file_is_as_it_was() {
    check_golden(&HF, &Wish::default(), "hf", |_| Vec::new());
}

#[test]
fn a_folder_has_both_forms_and_the_card() {
    let project = golden();
    let named = [Named::new("marlow", &project)];
    let files = write(&named, &Wish { is_folder: true, ..Wish::default() }).files;
    let names: Vec<Place> = files.iter().map(|file| file.place.clone()).collect();
    assert_eq!(names, ["data.jsonl", "data.parquet", "README.md"].map(|name| Place::Within(name.into())));
    let [lines, columns] = [&files[0], &files[1]].map(|file| read_back(&file.bytes).expect("rows").projects);
    assert_eq!((lines.len(), &lines), (1, &columns));
}

#[test]
fn positions_in_utf_16_are_known_by_their_words() {
    let row = r#"{"id":"r","text":"😀 Rents 😀 rose","spans":[{"start":3,"end":8,"label":"claim","text":"Rents"},
        {"start":12,"end":16,"label":"claim","text":"rose","attributes":"{\"type\":\"quantity\"}"}]}"#;
    let reading = read_back(row.replace('\n', "").as_bytes()).expect("rows");
    assert_eq!(reading.refused, []);
    let note = reading.notes.first().expect("a note");
    assert!(note.contains("positions count UTF-16 units, not code points: 2 of 2"), "{note}");
    let words: Vec<String> =
        reading.projects[0].annotations().iter().map(|known| reading.projects[0].words_of(known)).collect();
    assert_eq!(words, ["Rents", "rose"]);
}

#[test]
fn a_damaged_table_of_columns_is_refused() {
    let project = golden();
    let whole = parquet::write(&[Named::new("marlow", &project)]);
    for cut in (4..whole.len()).step_by(37) {
        assert!(read_back(&whole[..cut]).is_err(), "cut at {cut}");
    }
    for at in (4..whole.len()).step_by(5) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        // Whatever it says now, it is read or refused.
        let _ = read_back(&damaged);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_comes_back_differs_only_where_that_was_told(projects in marked_projects()) {
        check_round_trip(&HF, &projects, &Wish::default());
        check_round_trip(&HF, &projects, &as_parquet());
    }
}
