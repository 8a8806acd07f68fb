//! What does a data set's card say? Which columns there are, of which types, and what the numbers in them count.

use std::fmt::Write as _;

use super::Named;

/// The columns with their types, as `datasets` reads them from a card.
const FEATURES: &str = "\
dataset_info:
  features:
  - name: id
    dtype: string
  - name: text
    dtype: string
  - name: spans
    list:
    - name: id
      dtype: string
    - name: start
      dtype: int64
    - name: end
      dtype: int64
    - name: fragments
      list:
        list: int64
    - name: label
      dtype: string
    - name: text
      dtype: string
    - name: attributes
      dtype: string
    - name: note
      dtype: string
    - name: by
      dtype: string
    - name: at
      dtype: string
  - name: relations
    list:
    - name: id
      dtype: string
    - name: type
      dtype: string
    - name: from
      dtype: string
    - name: to
      dtype: string
  - name: meta
    dtype: string
";

const PROSE: &str = "
`start` and `end` count Unicode code points of `text`, end exclusive: in Python `text[start:end]`, which is the `text` of a
span. An annotation in parts has its first and last character there, and its parts in `fragments`. `attributes` and `meta` are texts of
JSON. `at` is RFC 3339 or empty. A relation leads from the span with the id `from` to the one with the id `to`.
";

/// The card of a folder with the data set in both forms.
pub(super) fn of_folder(projects: &[Named<'_>]) -> Vec<u8> {
    card(projects, "- config_name: default\n  data_files: data.parquet\n", " `data.jsonl` has the same rows.")
}

/// The card of a file with this extension.
pub(super) fn of_file(projects: &[Named<'_>], extension: &str) -> Vec<u8> {
    card(projects, &format!("- config_name: default\n  data_files: \"*.{extension}\"\n"), "")
}

fn card(projects: &[Named<'_>], files: &str, more: &str) -> Vec<u8> {
    let annotations: usize = projects.iter().map(|named| named.project.annotations().len()).sum();
    let mut card =
        String::from("---\nannotations_creators:\n- expert-generated\ntask_categories:\n- token-classification\n");
    card.push_str("configs:\n");
    card.push_str(files);
    card.push_str(FEATURES);
    card.push_str("---\n\n# Annotated articles\n\n");
    let _ = writeln!(card, "{} articles with {annotations} annotations, written by Copydesk.{more}", projects.len());
    card.push_str(PROSE);
    card.into_bytes()
}
