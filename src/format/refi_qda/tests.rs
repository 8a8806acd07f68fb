//! Does a project come back, and do those of other programs come in?

use proptest::prelude::*;

use super::*;
use crate::format::archive::{Archive, Packing};
use crate::format::laws::{check_golden, check_round_trip, golden, marked_projects, nasty, sample};
use crate::format::{Named, Reading, Source, Texts, Wish};
use crate::project::Project;

fn qde_of(projects: &[Project]) -> String {
    let projects: Vec<Named<'_>> = projects.iter().map(|project| Named::new(project.id(), project)).collect();
    let bytes = write::write(&projects, &Wish::default()).files.remove(0).bytes;
    let qde = Archive::of(&bytes).and_then(|mut archive| archive.read("project.qde"));
    String::from_utf8(qde.expect("an archive").expect("with a project")).expect("text")
}

#[test]
fn every_project_comes_back_but_for_what_was_told() {
    for project in nasty() {
        check_round_trip(&REFI_QDA, std::slice::from_ref(&project), &Wish::default());
    }
    check_round_trip(&REFI_QDA, &nasty(), &Wish::default());
    check_round_trip(&REFI_QDA, &[sample(), golden()], &Wish::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_projects_come_back_but_for_what_was_told(projects in marked_projects()) {
        check_round_trip(&REFI_QDA, &projects, &Wish::default());
    }
}

#[test]
fn a_project_has_the_files_that_it_always_had() {
    check_golden(&REFI_QDA, &Wish::default(), "refi-qda", |bytes| {
        let mut archive = Archive::of(bytes).expect("an archive");
        let names: Vec<String> = archive.names().map(str::to_owned).collect();
        let read = |name: String| (name.clone(), archive.read(&name).expect("packed").expect("there"));
        names.into_iter().map(read).collect()
    });
}
