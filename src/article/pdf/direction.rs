//! In which order are the letters of a line read? A PDF places them where they are seen; Arabic and Hebrew are read from the
//! right, and the numbers and foreign words in them from the left.

use crate::text::runs_from_right as is_of_the_right;

/// Pairs that stand for one another when a line is seen from its other side.
const MIRRORED: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('‹', '›')];

/// Whether a letter's script runs from the right.
pub(super) fn is_from_right(letter: char) -> bool {
    is_of_the_right(letter) && !is_arabic_digit(letter)
}

/// Whether at least half of the letters run from the right.
pub(super) fn runs_from_right(letters: impl Iterator<Item = char>) -> bool {
    let (mut right, mut left) = (0, 0);
    for letter in letters {
        if is_from_right(letter) {
            right += 1;
        } else if letter.is_alphabetic() {
            left += 1;
        }
    }
    right > 0 && right >= left
}

/// The letters of a line in the order of reading, from the order in which they are seen from the left.
pub(super) fn read_order(seen: &[char]) -> Vec<char> {
    if !seen.iter().copied().any(is_from_right) {
        return seen.to_vec();
    }
    let is_arabic = seen.iter().any(|letter| ('\u{600}'..='\u{8FF}').contains(letter) || *letter >= '\u{FB50}');
    let mut clusters = clusters(seen);
    if runs_from_right(seen.iter().copied()) {
        clusters.reverse();
        for run in runs(&clusters, |cluster| !is_from_right(cluster.first().copied().unwrap_or(' '))) {
            from_left(&mut clusters[run], is_arabic);
        }
    } else {
        for run in runs(&clusters, |cluster| !is_from_left(cluster.first().copied().unwrap_or(' '))) {
            if let Some(run) = trimmed(&clusters, run, is_from_right) {
                clusters[run].reverse();
            }
        }
    }
    clusters.concat()
}

/// The text with its brackets the right way round, where a program wrote down how they look.
pub(super) fn with_brackets(text: String) -> String {
    let first = text.chars().find(|letter| MIRRORED.iter().any(|(open, close)| letter == open || letter == close));
    let begins_closed = first.is_some_and(|first| MIRRORED.iter().any(|(_, close)| *close == first));
    if !begins_closed || !runs_from_right(text.chars()) {
        return text;
    }
    let mirror = |letter| {
        let pair = MIRRORED.iter().find(|(open, close)| letter == *open || letter == *close);
        pair.map_or(letter, |(open, close)| if letter == *open { *close } else { *open })
    };
    text.chars().map(mirror).collect()
}

/// Letters with the marks that stand on them.
fn clusters(seen: &[char]) -> Vec<Vec<char>> {
    let mut clusters: Vec<Vec<char>> = Vec::with_capacity(seen.len());
    for &letter in seen {
        match clusters.last_mut() {
            Some(cluster) if is_mark(letter) => cluster.push(letter),
            _ => clusters.push(vec![letter]),
        }
    }
    clusters
}

/// The stretches of clusters that are all of a kind.
fn runs(clusters: &[Vec<char>], is: impl Fn(&[char]) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, cluster) in clusters.iter().enumerate() {
        if is(cluster) {
            match runs.last_mut() {
                Some(run) if run.end == at => run.end = at + 1,
                _ => runs.push(at..at + 1),
            }
        }
    }
    runs
}

/// The part of a run from its first to its last letter of a kind.
fn trimmed(
    clusters: &[Vec<char>],
    run: std::ops::Range<usize>,
    is: impl Fn(char) -> bool,
) -> Option<std::ops::Range<usize>> {
    let is = |cluster: &Vec<char>| cluster.first().copied().is_some_and(&is);
    let first = run.start + clusters[run.clone()].iter().position(&is)?;
    let last = run.start + clusters[run].iter().rposition(is)?;
    Some(first..last + 1)
}

/// Turns what is read from the left in a line from the right: foreign words as one, else each number.
fn from_left(run: &mut [Vec<char>], is_arabic: bool) {
    let letter = |cluster: &Vec<char>| cluster.first().copied().unwrap_or(' ');
    let range = 0..run.len();
    if run.iter().any(|cluster| is_from_left(letter(cluster))) {
        if let Some(words) = trimmed(run, range, |letter| is_from_left(letter) || is_digit(letter)) {
            run[words].reverse();
        }
        return;
    }
    let belongs = |cluster: &[char]| {
        let letter = cluster.first().copied().unwrap_or(' ');
        is_digit(letter)
            || matches!(letter, '.' | ',' | ':' | '/' | '٫' | '٬')
            || (!is_arabic && matches!(letter, '-' | '%' | '+'))
    };
    for number in runs(run, belongs) {
        // A sign stands left of its number as it is seen, and what is right of the number is a hyphen to the word before it.
        let begins = |letter: char| is_digit(letter) || (!is_arabic && letter == '%');
        let ends = |letter: char| is_digit(letter) || (!is_arabic && matches!(letter, '%' | '+' | '-'));
        let tail = trimmed(run, number.clone(), ends).map_or(number.end, |kept| kept.end);
        if let Some(number) = trimmed(run, number.clone(), begins).map(|kept| kept.start..tail.max(kept.end)) {
            run[number].reverse();
        }
    }
}

fn is_from_left(letter: char) -> bool {
    letter.is_alphabetic() && !is_from_right(letter)
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || is_arabic_digit(letter)
}

fn is_arabic_digit(letter: char) -> bool {
    matches!(letter, '\u{660}'..='\u{66C}' | '\u{6F0}'..='\u{6F9}')
}

/// Whether a letter is a mark on the one before it: accents, and the vowels of Hebrew and Arabic.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C2}' | '\u{5C4}'..='\u{5C5}'
        | '\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(seen: &str, read: &str) {
        let seen: Vec<char> = seen.chars().collect();
        assert_eq!(read_order(&seen).into_iter().collect::<String>(), read);
    }

    #[test]
    fn what_is_seen_from_the_right_is_read_from_the_right_and_numbers_are_kept() {
        check("rents rose 12%", "rents rose 12%");
        check("םולש", "שלום");
        check("12.5% הלע ריחמה", "המחיר עלה 12.5%");
        check("2020 תנשב BBC News רמא", "אמר BBC News בשנת 2020");
        check("12%-ב הלע -5", "-5 עלה ב-12%");
        check("said םלוע םולש twice", "said שלום עולם twice");
        check(".%12.5 ةبسنب", "بسنبة 12.5%.".replace("بسنبة", "بنسبة").as_str());
    }

    #[test]
    fn brackets_that_were_written_as_they_look_are_turned() {
        assert_eq!(with_brackets("שלום )עולם( טוב".into()), "שלום (עולם) טוב");
        assert_eq!(with_brackets("שלום (עולם) טוב".into()), "שלום (עולם) טוב");
        assert_eq!(with_brackets("left ) as it is (".into()), "left ) as it is (");
    }
}
