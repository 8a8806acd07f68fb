//! What may a file be called that holds the article with this id? A name that is safe on every system, in its folder.

use std::collections::{HashMap, HashSet};

use crate::text::cluster_at_or_before;

/// The longest stem, in bytes: with an extension and a number it stays below the 255 that file systems allow.
const LONGEST: usize = 180;

/// Names that Windows keeps for devices, with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// `id` as the stem of a file's name: whatever a system forbids or takes for a path is replaced by `_`.
pub fn file_stem(id: &str) -> String {
    let unsafe_in_names = |char: char| char.is_control() || r#"/\:*?"<>|"#.contains(char);
    let mut stem: String = id.chars().map(|char| if unsafe_in_names(char) { '_' } else { char }).collect();
    stem.truncate(cluster_at_or_before(&stem, stem.len().min(LONGEST)));
    let ends_badly = |stem: &str| stem.ends_with(['.', ' ']);
    while ends_badly(&stem) {
        stem.pop();
    }
    if stem.starts_with('.') {
        stem.replace_range(..1, "_");
    }
    if stem.is_empty() || is_device(&stem) {
        stem.push('_');
    }
    stem
}

/// A stem for each id, no two of which are one file on any system; later ones get a number.
pub fn distinct_stems<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    // The last number that each stem got: thousands of ids may have one stem.
    let mut last: HashMap<String, u32> = HashMap::new();
    let mut free = |id: &str| {
        let stem = file_stem(id);
        // Some systems take `A` and `a` for the same file.
        if taken.insert(stem.to_lowercase()) {
            return stem;
        }
        let last = last.entry(stem.to_lowercase()).or_insert(1);
        loop {
            *last += 1;
            let name = format!("{stem}-{last}");
            if taken.insert(name.to_lowercase()) {
                return name;
            }
        }
    };
    ids.into_iter().map(&mut free).collect()
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let base = first.trim_end_matches(|char: char| char.is_ascii_digit());
    DEVICES.contains(&base) && (first == base) != (base == "com" || base == "lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leaves_its_folder() {
        let check = |id: &str, stem: &str| assert_eq!(file_stem(id), stem, "of {id:?}");
        check("rafah", "rafah");
        check("../../evil", "_._.._evil");
        check("/etc/passwd", "_etc_passwd");
        check(r"C:\x", "C__x");
        check("..", "_");
        check(".hidden", "_hidden");
        check("a\u{0}b\nc", "a_b_c");
        check("", "_");
        check("ends. .", "ends");
        check("Ärzte 👩‍🚀", "Ärzte 👩‍🚀");
        check("NUL", "NUL_");
        check("com7.txt", "com7.txt_");
        check("comma", "comma");
        check("com", "com");
        check("console", "console");
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let stem = file_stem(&"👩‍🚀".repeat(100));
        assert!(stem.len() <= LONGEST && stem.ends_with("👩‍🚀"));
    }

    #[test]
    fn two_ids_never_share_a_file() {
        assert_eq!(distinct_stems(["a/b", "a:b", "A_B", "a_b-2", "c"]), ["a_b", "a_b-2", "A_B-3", "a_b-2-2", "c"]);
    }
}
