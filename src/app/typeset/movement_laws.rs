//! Which laws hold for a caret that goes through every text, script and width?

use super::laws::{boundaries, for_all, style};
use super::samples::{ARABIC, long};
use super::{Fonts, TextLayout, Typesetter};

#[test]
fn every_boundary_has_a_caret_within_its_line() {
    for_all(|text, layout| {
        for byte in 0..=text.len() + 1 {
            let caret = layout.caret(byte);
            assert!(caret.is_finite() && caret.height() > 0.0, "{text:?} {byte}");
            let line = &layout.lines()[layout.line_of(byte)];
            assert!(line.top <= caret.top() && caret.bottom() <= line.bottom, "{text:?} {byte}");
            assert!(line.left - 0.1 <= caret.left() && caret.left() <= line.right + 0.1, "{text:?} {byte}");
        }
    });
}

#[test]
fn a_walk_to_either_side_meets_every_boundary_once() {
    for_all(|text, layout| {
        let mut seen = vec![visual_start(layout, text)];
        while let Some(next) = layout.visual_right(seen[seen.len() - 1]) {
            seen.push(next);
            assert!(seen.len() <= text.len() + 1, "{text:?} goes round");
        }
        let mut back = vec![seen[seen.len() - 1]];
        while let Some(next) = layout.visual_left(back[back.len() - 1]) {
            back.push(next);
        }
        back.reverse();
        assert_eq!(seen, back, "{text:?}");
        seen.sort_unstable();
        assert_eq!(seen, boundaries(text), "{text:?}");
    });
}

fn visual_start(layout: &TextLayout, text: &str) -> usize {
    let mut byte = if layout.is_rtl() { text.len() } else { 0 };
    while let Some(next) = layout.visual_left(byte) {
        byte = next;
    }
    byte
}

#[test]
fn home_and_end_stay_on_the_line_and_are_seen_at_its_ends() {
    for_all(|text, layout| {
        for (number, line) in layout.lines().iter().enumerate() {
            let (start, end) = (layout.line_start(number), layout.line_end(number));
            assert!(start <= end && end <= line.bytes.end, "{text:?}");
            assert_eq!(layout.line_of(start), number, "{text:?}");
            assert!(layout.line_of(end) == number || layout.line_ending_at(end) == Some(number), "{text:?}");
            let edges = [layout.caret_on(number, start), layout.caret_on(number, end)].map(|caret| caret.left());
            let expected = if line.rtl { [line.right, line.left] } else { [line.left, line.right] };
            for (edge, expected) in edges.into_iter().zip(expected) {
                assert!((edge - expected).abs() < 0.01, "{text:?} {number} {edges:?} {expected:?}");
            }
            let caret = layout.caret_on(number, end);
            assert!(line.top <= caret.top() && caret.bottom() <= line.bottom, "{text:?}");
        }
    });
}

#[test]
fn a_caret_goes_over_one_cluster_at_a_time_and_never_stands_still() {
    for_all(|text, layout| {
        for (number, line) in layout.lines().iter().enumerate() {
            let places = layout.places(line);
            let widths: Vec<f32> = layout.cells_of(line).iter().map(|cell| cell.right - cell.left).collect();
            assert_eq!(places.len(), widths.len() + 1, "{text:?} {number}");
            for (pair, width) in places.windows(2).zip(widths) {
                assert!((pair[1].1 - pair[0].1 - width).abs() < 0.05, "{text:?} {number} {places:?}");
            }
        }
    });
}

#[test]
fn a_point_beyond_the_end_of_a_line_is_seen_on_that_line() {
    for_all(|text, layout| {
        for number in 0..layout.lines().len() {
            for x in [-1e6, 1e6] {
                let byte = layout.byte_on_line(number, x);
                let seen = layout.line_of(byte) == number || layout.line_ending_at(byte) == Some(number);
                assert!(seen, "{text:?} {number} {byte}");
            }
        }
    });
}

#[test]
fn a_long_word_is_walked_through_line_by_line() {
    let mut typesetter = Typesetter::new(Fonts::load());
    for text in long() {
        let layout = typesetter.lay_out(&text, &style(), 300.0, 1.0);
        for byte in [0, layout.line_start(1), layout.line_start(2)] {
            let (mut right, mut left) = (byte, byte);
            for _ in 0..60 {
                right = layout.visual_right(right).unwrap_or(right);
                left = layout.visual_left(left).unwrap_or(left);
            }
            for _ in 0..60 {
                right = layout.visual_left(right).unwrap_or(right);
                left = layout.visual_right(left).unwrap_or(left);
            }
            assert!(right == byte || left == byte, "what was gone is gone back");
        }
    }
}

#[test]
fn a_line_broken_inside_words_has_its_end_and_the_next_start_at_one_byte() {
    let mut typesetter = Typesetter::new(Fonts::load());
    let layout = typesetter.lay_out(&"字".repeat(40), &style(), 200.0, 1.0);
    let end = layout.line_end(0);
    assert_eq!((layout.line_of(end), layout.line_ending_at(end)), (1, Some(0)));
    assert!(layout.caret_on(0, end).left() > 150.0 && layout.caret(end).left() < 1.0);
    let spaced = typesetter.lay_out(ARABIC, &style(), 200.0, 1.0);
    assert_eq!(spaced.line_ending_at(spaced.line_end(0)), None, "a space stands between");
}

#[test]
fn the_arrows_go_through_mixed_text_as_the_eye_does() {
    let text = "ab אבג cd";
    let layout = Typesetter::new(Fonts::load()).lay_out(text, &style(), f32::INFINITY, 1.0);
    let mut walk = vec![0];
    while let Some(next) = layout.visual_right(walk[walk.len() - 1]) {
        walk.push(next);
    }
    assert_eq!(walk, [0, 1, 2, 3, 7, 5, 9, 10, 11, 12]);
    let places: Vec<f32> = walk.iter().map(|&byte| layout.caret(byte).left()).collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
}
