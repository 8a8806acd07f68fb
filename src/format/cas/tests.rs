//! Do structures say what was marked, and do those of other programs come in?

use proptest::prelude::*;

use super::json::CAS_JSON;
use super::xmi::CAS_XMI;
use super::*;
use crate::format::laws::{
    check_golden, check_round_trip, hostile_words, marked_projects, nasty, project_of_words, sample,
};
use crate::format::{Format, Place, ReadError, Reading, Source, Texts, Wish};

const BOTH: [&Format; 2] = [&CAS_JSON, &CAS_XMI];

fn written(format: &Format, project: &Project) -> Vec<u8> {
    format.write.expect("written")(&[Named::new(project.id(), project)], &Wish::default()).files.remove(0).bytes
}

fn read_as(format: &Format, bytes: &[u8]) -> Result<Reading, ReadError> {
    let source = Source { stem: "stem", bytes, beside: Vec::new(), texts: &Texts::None };
    format.read.expect("it is read")(&source)
}

fn read(format: &Format, file: &str) -> Reading {
    read_as(format, file.as_bytes()).expect("it is a CAS")
}

/// What came in of the article: id, label, words, attributes.
fn marks(reading: &Reading) -> Vec<String> {
    let project = &reading.projects[0];
    let line = |annotation: &Annotation| {
        let (id, label, words) = (annotation.id(), &project.label_of(annotation).id, project.words_of(annotation));
        format!("{id} {label} {words:?} {:?}", annotation.attributes())
    };
    project.annotations().iter().map(line).collect()
}

fn relations(reading: &Reading) -> Vec<String> {
    let relations = reading.projects[0].relations().iter();
    relations.map(|relation| format!("{} {} {}", relation.from, relation.kind, relation.to)).collect()
}

fn refused(reading: &Reading) -> Vec<String> {
    reading.refused.iter().map(|refusal| format!("{}: {refusal}", refusal.line)).collect()
}

#[test]
fn a_project_comes_back_whole() {
    for format in BOTH {
        let reading = read_as(format, &written(format, &sample())).expect("read");
        assert!(reading.refused.is_empty() && reading.added.is_empty());
        assert!(reading.ignored.is_empty() && reading.notes.is_empty(), "{:?}", reading.ignored);
        let back = reading.projects[0].clone().annotated_by("ines");
        assert_eq!((back.id(), back.text(), back.fields()), ("rents", sample().text(), sample().fields()));
        assert_eq!((back.annotations(), back.relations()), (sample().annotations(), sample().relations()));
    }
}

#[test]
fn the_nastiest_come_back_but_for_what_is_told() {
    for format in BOTH {
        check_round_trip(format, &nasty(), &Wish::default());
        nasty().iter().for_each(|project| check_round_trip(format, std::slice::from_ref(project), &Wish::default()));
    }
}

#[test]
fn the_golden_files_are_as_they_were() {
    check_golden(&CAS_JSON, &Wish::default(), "cas-json", |_| Vec::new());
    check_golden(&CAS_XMI, &Wish::default(), "cas-xmi", |_| Vec::new());
}

#[test]
fn every_article_has_a_folder_of_its_own() {
    let [one, two] = ["../a", ".._a"].map(|id| sample().called(id));
    let named = [Named::new("../a", &one), Named::new(".._a", &two)];
    let places = |format: &Format| {
        let files = format.write.expect("written")(&named, &Wish::default()).files;
        files.into_iter().map(|file| file.place).collect::<Vec<_>>()
    };
    let within = |path: &str| Place::Within(path.to_owned());
    assert_eq!(places(&CAS_JSON), [within("_._a/doc.json"), within("_._a-2/doc.json")]);
    assert_eq!(places(&CAS_XMI)[..2], [within("_._a/doc.xmi"), within("_._a/TypeSystem.xml")]);
}

#[test]
fn a_feature_has_a_name_of_java_and_no_two_the_same() {
    let names = ["speaker", "two words", "two_words", "note", "é", "1st", "type", "a:b", "a_b"];
    let project = sample();
    let scheme = names.iter().fold((**project.scheme()).clone(), |scheme, name| scheme.with_value("quote", name, "x"));
    let mut project = Project::new(project.article().clone(), scheme.into()).expect("a good scheme").called("names");
    let mut record = project.draft("quote", sample().annotations().iter().next().expect("one").fragments().clone());
    record.attributes.extend(names.iter().map(|name| ((*name).to_owned(), "x".to_owned())));
    project.apply(crate::project::Edit::Annotate(Box::new(record))).expect("annotated");
    let features = FeatureNames::of(&project);
    let named: Vec<&str> = names.iter().map(|name| features.get(name)).collect();
    assert_eq!(named, ["speaker", "two_words_2", "two_words", "note_2", "a_", "a1st", "type", "a_b_2", "a_b"]);
    BOTH.iter().for_each(|format| check_round_trip(format, std::slice::from_ref(&project), &Wish::default()));
}

/// `file` as INCEpTION exports it again for the annotator omar, from a document that it calls `doc.txt`.
fn through_inception(file: &[u8]) -> String {
    let file = String::from_utf8(file.to_vec()).expect("text");
    let written = |json: &str, xmi: &str| (file.contains(json) || file.contains(xmi)).then_some(());
    written(r#""documentId":"rents","documentTitle":"Rents""#, r#"documentId="rents" documentTitle="Rents""#)
        .expect("as DKPro has it");
    let file = file
        .replace(r#""documentId":"rents","documentTitle":"Rents""#, r#""documentId":"omar","documentTitle":"doc.txt""#);
    file.replace(r#"documentId="rents" documentTitle="Rents""#, r#"documentId="omar" documentTitle="doc.txt""#)
}

#[test]
fn an_article_keeps_its_id_and_title_through_inception() {
    for format in BOTH {
        let reading = read(format, &through_inception(&written(format, &sample())));
        let back = &reading.projects[0];
        assert_eq!((back.id(), back.fields()), ("rents", sample().fields()));
        let makers: Vec<&str> = back.annotations().iter().map(|known| back.maker_of(known)).collect();
        assert_eq!(makers, ["ines", ""], "nobody else made what was written here");
    }
}

#[test]
fn a_document_of_inception_says_whose_annotations_they_are() {
    let json =
        JSON.replace("\"language\": \"en\"", "\"documentId\": \"omar\"").replace("\"@of\": 11", "\"by\": \"ines\"");
    let meta =
        r#"<m:DocumentMetaData xmi:id="3" sofa="1" begin="0" end="20" documentId="omar" documentTitle="Rents"/>"#;
    let xmi = XMI
        .replace("<cas:View", &format!("{meta}<cas:View"))
        .replace("xmlns:xmi", "xmlns:m=\"http:///m.ecore\" xmlns:xmi");
    for (format, file, expected) in
        [(&CAS_JSON, json, &["ines", "omar", "omar"][..]), (&CAS_XMI, xmi, &["omar", "omar"])]
    {
        let reading = read(format, &file);
        let project = &reading.projects[0];
        let makers: Vec<&str> = project.annotations().iter().map(|known| project.maker_of(known)).collect();
        assert_eq!((project.id(), &makers[..]), ("Rents", expected));
    }
    let by_its_name = JSON.replace("\"language\": \"en\"", "\"documentId\": \"Rents\"");
    let project = &read(&CAS_JSON, &by_its_name).projects[0];
    assert!(project.annotations().iter().all(|known| project.maker_of(known).is_empty()));
}

#[test]
fn layers_of_others_have_features_of_their_own() {
    let entity = |number: usize, layer: &str, at: &str| {
        let features = r#""identifier": "Q1", "by": "Omar", "note": "a nickname""#;
        let place = r#""@sofa": 1, "begin": 14, "end": 17, "value": "NUM""#;
        format!(r#"{{"%ID": {number}, "%TYPE": "{layer}", {place}, {features}, "at": "{at}"}}, "#)
    };
    let ner = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
    let several = [
        entity(20, ner, "home"),
        entity(21, ner, "2026-03-14T09:30:00Z"),
        entity(22, "custom.Place", "home"),
        entity(23, "webanno.custom.Place", "home"),
    ];
    let reading = read(&CAS_JSON, &JSON.replace(" {\"%ID\": 10, ", &format!(" {}{{\"%ID\": 10, ", several.concat())));
    assert!(!reading.refused.iter().any(|refusal| refusal.of.contains("annotation")), "{:?}", reading.refused);
    let found = marks(&reading);
    let foreign =
        |id, at| format!(r#"{id} NUM "12%" {{"at": "{at}", "by": "Omar", "identifier": "Q1", "note": "a nickname"}}"#);
    for expected in [
        foreign("fs20", "home"),
        foreign("fs21", "2026-03-14T09:30:00Z"),
        foreign("fs22", "home"),
        r#"Q1 NUM "12%" {"at": "home"}"#.to_owned(),
    ] {
        assert!(found.contains(&expected), "{expected} in {found:?}");
    }
    let project = &reading.projects[0];
    let own = project.annotations().get(&Id::new("Q1").expect("not empty")).expect("there");
    assert_eq!((own.note(), project.maker_of(own)), ("a nickname", "Omar"));
}

#[test]
fn a_field_called_as_the_id_is_another() {
    let mut project = sample();
    for name in ["id", "'id", "''id", "'", "ids"] {
        let edit = crate::project::Edit::Field { name: name.into(), value: format!("of {name}") };
        project.apply(edit).expect("any field");
    }
    for format in BOTH {
        let reading = read_as(format, &written(format, &project)).expect("read");
        assert_eq!((reading.projects[0].id(), reading.projects[0].fields()), ("rents", project.fields()));
    }
}

#[test]
fn what_xml_cannot_hold_is_told_and_never_taken_for_another() {
    let mut project = sample();
    let marked = project.annotations().iter().next().expect("one").fragments().clone();
    for id in ["b\u{1}", "b\u{2}", "b "] {
        let mut record = crate::project::Record::new(Id::new(id).expect("not empty"), "quote", marked.clone());
        (record.note, record.by) = ("\u{1b}".into(), "\u{c}".into());
        project.apply(crate::project::Edit::Annotate(Box::new(record))).expect("annotated");
    }
    let written = CAS_XMI.write.expect("written")(&[Named::new("rents", &project)], &Wish::default());
    let told: Vec<(&str, usize)> = written.losses.iter().map(|loss| (loss.kind.name, loss.ids.len())).collect();
    let expected =
        [("fragments", 4), ("controls in ids", 2), ("controls in notes", 3), ("controls in makers", 3), ("blocks", 1)];
    assert_eq!(told, expected);
    let reading = read_as(&CAS_XMI, &written.files[0].bytes).expect("read");
    assert_eq!((reading.refused.len(), reading.projects[0].annotations().len()), (0, 5));
}

const JSON: &str = r#"{
"%TYPES": {"x": {"%NAME": "x"}}, "%FLAGS": {}, "%VERSION": 4,
"%FEATURE_STRUCTURES": [
 {"%ID": 10, "%TYPE": "custom.Span", "@sofa": 1, "begin": 3, "end": 8, "label": "claim", "sure": true, "@of": 11, "list": []},
 {"%ID": 11, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "@sofa": 1, "begin": 14, "end": 17, "value": "NUM", "identifier": "Q1"},
 {"%ID": 12, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma", "@sofa": 1, "begin": 3, "end": 8, "value": "rent"},
 {"%ID": 13, "%TYPE": "webanno.custom.Doubt", "@sofa": 1, "begin": 9, "end": 13, "label": null},
 {"%ID": 14, "%TYPE": "org.example.Thing", "@sofa": 1, "begin": 9, "end": 13},
 {"%ID": 15, "%TYPE": "custom.Relation", "@sofa": 1, "begin": 14, "end": 17, "@Governor": 10, "@Dependent": 11, "label": "supports"},
 {"%ID": 16, "%TYPE": "custom.Relation", "@sofa": 1, "begin": 14, "end": 17, "@Governor": 10, "@Dependent": 12},
 {"%ID": 17, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData", "@sofa": 1, "begin": 0, "end": 20, "language": "en", "documentTitle": "Rents", "documentUri": "file:/srv/a"},
 {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text", "sofaString": "😀 Rents rose 12%."}
],
"%VIEWS": {}}"#;

#[test]
fn layers_of_other_programs_come_in_from_json() {
    let by_key = JSON.replace("\"%FEATURE_STRUCTURES\": [", "\"%FEATURE_STRUCTURES\": {").replace("\n],", "\n},");
    let number =
        |file: &str, number: usize| file.replace(&format!(" {{\"%ID\": {number}, "), &format!(" \"{number}\": {{"));
    let by_key = (1..18).fold(by_key, |file, at| number(&file, at));
    for file in [JSON.to_owned(), by_key, format!("\u{feff}{}", JSON.replace('\n', "\r\n"))] {
        let reading = read(&CAS_JSON, &file);
        let expected = [
            r#"fs10 claim "Rents" {"sure": "true"}"#,
            r#"fs13 Doubt "rose" {}"#,
            r#"fs11 NUM "12%" {"identifier": "Q1"}"#,
        ];
        assert_eq!(marks(&reading), expected);
        assert_eq!(relations(&reading), ["fs10 supports fs11"]);
        assert_eq!(
            refused(&reading),
            ["10: a relation of Rents is refused: no annotation or relation has the id fs12"]
        );
        let fields = reading.projects[0].fields();
        assert_eq!((fields.get("title"), fields.get("language"), fields.get("url")), ("Rents", "en", ""));
        let ignored: Vec<&str> = reading.ignored.iter().map(String::as_str).collect();
        let expected = [
            "feature `list` of an annotation",
            "feature `of` of an annotation",
            "key `%VERSION` of the file",
            "structures of type de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma",
            "structures of type org.example.Thing",
        ];
        assert_eq!(ignored, expected);
    }
}

const XMI: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:type4="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmlns:xmi="http://www.omg.org/XMI"
 xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore" xmlns:noNamespace="http:///uima/noNamespace.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
<type4:Token xmi:id="5" sofa="1" begin="3" end="8" order="0"/>
<custom:Claim xmi:id="6" sofa="1" begin="3" end="8" id="7" value="claim"><sources>a</sources><sources>b</sources></custom:Claim>
<noNamespace:Number xmi:id="7" sofa="1" begin="14" end="17" value="12&#10;%"/>
<custom:Claim xmi:id="8" sofa="2" begin="0" end="1" value="claim"/>
<custom:Link xmi:id="9" sofa="1" begin="14" end="17" Governor="7" Dependent="6" value="supports" Flavor="x"/>
<custom:Claim xmi:id="10" sofa="1" begin="2" end="1" value="claim"/>
<custom:Claim xmi:id="11" sofa="1" begin="x" end="1" value="claim"/>
<custom:Claim xmi:id="12" sofa="1" begin="1" end="2" value="claim"/>
<cas:Sofa xmi:id="2" sofaNum="2" sofaID="other" mimeType="text" sofaString="Another."/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="😀 Rents rose 12%.&#13;&#10;"/>
<cas:View sofa="1" members="5 6 7"/>
</xmi:XMI>
"#;

#[test]
fn layers_of_other_programs_come_in_from_xmi() {
    for file in [XMI.to_owned(), format!("\u{feff}{}", XMI.replace('\n', "\r\n"))] {
        let reading = read(&CAS_XMI, &file);
        assert_eq!(reading.projects[0].text(), "😀 Rents rose 12%.\r\n");
        assert_eq!(
            marks(&reading),
            [
                r#"fs6 claim "Rents" {"id": "7"}"#,
                r#"fs7 12
% "12%" {}"#
                    .replace("\r\n", "\n")
                    .as_str()
            ]
        );
        assert_eq!(relations(&reading), ["fs7 supports fs6"]);
        let expected = [
            "10: annotation fs10 of stem the range 2..1 (UTF-16 units) is backwards",
            "11: annotation fs11 of stem has `x` for `begin`",
            "12: annotation fs12 of stem position 1 (UTF-16 units) lies inside a character",
        ];
        assert_eq!(refused(&reading), expected);
        let ignored: Vec<&str> = reading.ignored.iter().map(String::as_str).collect();
        let expected = [
            "feature `Flavor` of a relation",
            "structures of type de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token",
            "the list `sources` of a structure",
            "what is said of another text than the first",
        ];
        assert_eq!(ignored, expected);
    }
}

#[test]
fn what_is_no_cas_is_refused() {
    let wrong = |format: &Format, file: &str| read_as(format, file.as_bytes()).expect_err("nothing to read").message;
    for file in ["{}", "[]", "7", r#"{"%FEATURE_STRUCTURES":7}"#] {
        assert_eq!(wrong(&CAS_JSON, file), "it is no CAS: it has no `%FEATURE_STRUCTURES`");
    }
    assert!(wrong(&CAS_JSON, r#"{"%FEATURE_STRUCTURES":[7,{"%TYPE":"uima.cas.Sofa"}]}"#).starts_with("it has no text"));
    assert!(wrong(&CAS_JSON, "{\n\"a\":").starts_with("the file, line 2: it is not JSON"));
    assert!(wrong(&CAS_XMI, "<html/>").contains("it is no XMI but an element `html`"));
    assert!(wrong(&CAS_XMI, "<xmi:XMI xmlns:xmi=\"x\"/>").starts_with("it has no text"));
    assert!(wrong(&CAS_XMI, "<!DOCTYPE a [<!ENTITY b \"b\">]><XMI/>").contains("document type"));
    assert!(wrong(&CAS_XMI, &"<XMI>".repeat(300)).contains("deeper than 256"));
    assert!(wrong(&CAS_XMI, "").contains("it has no text"));
    let odd = r#"{"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaString":"abc"},7,
        {"%ID":-2,"%TYPE":"custom.Span","begin":0,"end":99999999999999999999,"label":"x"},{"%ID":3,"%TYPE":[],"begin":{},"end":1,"label":"x"}]}"#;
    let reading = read(&CAS_JSON, odd);
    let expected =
        ["1: the feature structure is no JSON object", "2: an annotation of stem has `99999999999999999999` for `end`"];
    assert_eq!(refused(&reading), expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_comes_back_differs_only_where_that_was_told(projects in marked_projects()) {
        check_round_trip(&CAS_JSON, &projects, &Wish::default());
        check_round_trip(&CAS_XMI, &projects, &Wish::default());
    }

    #[test]
    fn names_of_any_kind_come_back(
        project in project_of_words(hostile_words(&["label", "a b", "a_b", "é", "\"", "\n", "\t", "<", "&amp;", "'", "%", "@", " "]))
    ) {
        check_round_trip(&CAS_JSON, std::slice::from_ref(&project), &Wish::default());
        check_round_trip(&CAS_XMI, &[project], &Wish::default());
    }

    #[test]
    fn a_cut_file_is_refused_or_read_in_part(at in 0..4000_usize) {
        for format in BOTH {
            let mut bytes = written(format, &sample());
            bytes.truncate(at);
            let _ = read_as(format, &bytes);
        }
    }
}
