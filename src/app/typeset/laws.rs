//! Which laws hold for every text, script and width?

use std::ops::Range;

use eframe::egui::{self, Color32, Pos2, vec2};
use icu_segmenter::GraphemeClusterSegmenter;

use super::samples::{ARABIC, SAMPLES, UNSPACED, long};
use super::signs::Sign;
use super::{Family, Fonts, TextLayout, TextStyle, Typesetter, Weight, Writing};

const WIDTHS: &[f32] = &[f32::INFINITY, 400.0, 120.0, 37.0, 1.0];

pub(super) fn style() -> TextStyle {
    TextStyle::new(Family::Serif, 18.5, 1.78)
}

pub(super) fn boundaries(text: &str) -> Vec<usize> {
    if text.is_empty() { vec![0] } else { GraphemeClusterSegmenter::new().segment_str(text).collect() }
}

/// Checks a law on every sample, at every width and scale, with egui's fonts alone and with the system's.
pub(super) fn for_all(law: impl Fn(&str, &TextLayout)) {
    for fonts in [Fonts::without_system(), Fonts::load()] {
        let mut typesetter = Typesetter::new(fonts);
        for text in SAMPLES {
            for &width in WIDTHS {
                for scale in [1.0, 1.5] {
                    law(text, &typesetter.lay_out(text, &style(), width, scale));
                }
            }
        }
    }
}

pub(super) fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> {
    boundaries(text).windows(2).map(|pair| pair[0]..pair[1]).collect::<Vec<_>>().into_iter()
}

#[test]
fn the_middle_of_a_cluster_is_that_cluster() {
    for_all(|text, layout| {
        for cluster in clusters(text) {
            for part in layout.rects(cluster.clone()) {
                let middle = part.rect.center().to_vec2();
                assert_eq!(layout.cluster_at(middle), Some(cluster.clone()), "{text:?}");
            }
        }
    });
}

#[test]
fn each_half_of_a_cluster_gives_the_caret_on_its_side() {
    for_all(|text, layout| {
        for cluster in clusters(text) {
            for part in layout.rects(cluster.clone()) {
                let at = |part_of_width: f32| {
                    let x = egui::lerp(part.rect.x_range(), part_of_width);
                    layout.byte_at(vec2(x, part.rect.center().y))
                };
                let line = &layout.lines()[part.line];
                let cell = layout.cells_of(line).iter().find(|cell| cell.left == part.rect.left() && cell.is_visible());
                let sides = match cell.expect("a rectangle of one cluster is its cell").rtl {
                    true => [cluster.end, cluster.start],
                    false => [cluster.start, cluster.end],
                };
                assert_eq!([at(0.25), at(0.75)], sides, "{text:?}");
            }
        }
    });
}

#[test]
fn a_hit_beyond_an_end_is_that_end_in_both_directions() {
    let mut typesetter = Typesetter::new(Fonts::load());
    //                                   at the left, right of the left edge, left of the right edge, at the right
    for (text, expected) in [("abcd", [0, 0, 4, 4]), ("אבגד", [8, 8, 0, 0]), ("ab גד", [0, 0, 3, 7])] {
        let layout = typesetter.lay_out(text, &style(), f32::INFINITY, 1.0);
        let right = layout.size().x;
        let hits = [-9.0, 1.0, right - 1.0, right + 9.0].map(|x| layout.byte_on_line(0, x));
        assert_eq!(hits, expected, "{text}");
    }
}

#[test]
fn rectangles_of_a_range_cover_its_clusters_and_no_other() {
    for_all(|text, layout| {
        let all: Vec<Range<usize>> = clusters(text).collect();
        for (first, last) in (0..all.len()).zip((0..all.len()).cycle().skip(3)) {
            let range = all[first].start..all[last.max(first)].end;
            let rects = layout.rects(range.clone());
            for cluster in &all {
                let inside = range.start <= cluster.start && cluster.end <= range.end;
                for part in layout.rects(cluster.clone()) {
                    let middle = part.rect.center();
                    let covered = rects.iter().any(|other| other.rect.contains(middle));
                    assert_eq!(covered, inside, "{text:?} {range:?} {cluster:?}");
                }
            }
        }
    });
}

#[test]
fn lines_follow_one_another_in_bytes_and_in_height() {
    for_all(|text, layout| {
        let lines = layout.lines();
        assert_eq!(lines.first().map(|line| line.bytes.start), Some(0));
        assert_eq!(lines.last().map(|line| line.bytes.end), Some(text.len()));
        for pair in lines.windows(2) {
            assert_eq!(pair[0].bytes.end, pair[1].bytes.start, "{text:?}");
            assert!((pair[0].bottom - pair[1].top).abs() < 0.001);
        }
        let height = lines[0].bottom - lines[0].top;
        for line in lines {
            assert!((line.bottom - line.top - height).abs() < 0.01, "{text:?}");
            assert!(line.top <= line.text_top && line.text_top < line.baseline);
            assert!(line.baseline < line.text_bottom && line.text_bottom <= line.bottom);
        }
    });
}

#[test]
fn points_outside_are_the_first_and_the_last_line() {
    for_all(|text, layout| {
        let (last, far) = (layout.lines().len() - 1, 1e6);
        for x in [-far, 0.0, 10.0, far] {
            assert_eq!(layout.byte_at(vec2(x, -far)), layout.byte_on_line(0, x), "{text:?}");
            assert_eq!(layout.byte_at(vec2(x, far)), layout.byte_on_line(last, x), "{text:?}");
            assert!(boundaries(text).contains(&layout.byte_at(vec2(x, far))), "{text:?}");
        }
    });
}

#[test]
fn a_line_is_no_wider_than_it_may_be_unless_one_cluster_is() {
    let mut typesetter = Typesetter::new(Fonts::load());
    for text in SAMPLES {
        for width in [120.0, 400.0] {
            let layout = typesetter.lay_out(text, &style(), width, 1.0);
            let hyphen = if text.contains('\u{AD}') { 10.0 } else { 0.0 };
            for line in layout.lines() {
                let wide = line.right - line.left;
                // White space may hang at the end of a text as it does at the end of a line.
                let ends_blank = text.ends_with([' ', '\t']) && line.bytes.end == text.len();
                assert!(wide <= width + hyphen + 0.5 || ends_blank, "{text:?} {wide} > {width}");
            }
        }
    }
}

#[test]
fn a_right_to_left_paragraph_stands_at_the_right() {
    for_all(|text, layout| {
        let Some(line) = layout.lines().first().filter(|_| layout.is_rtl() && !text.is_empty()) else { return };
        assert!((line.right - layout.size().x).abs() < 0.1 || layout.lines().len() > 1, "{text:?}");
    });
    let mut typesetter = Typesetter::new(Fonts::load());
    let layout = typesetter.lay_out("אבג", &style(), 300.0, 1.0);
    assert!(layout.is_rtl());
    assert_eq!(layout.lines()[0].right, 300.0);
    assert!(layout.caret(0).left() > layout.caret(6).left());
}

#[test]
fn a_range_across_a_change_of_direction_has_two_rectangles() {
    //  shown as:  abc ת ש ל def    (letters from the right)
    let text = "abc שלת def";
    let layout = Typesetter::new(Fonts::load()).lay_out(text, &style(), f32::INFINITY, 1.0);
    assert_eq!(layout.rects(0..text.len()).len(), 1);
    assert_eq!(layout.rects(2..6).len(), 2, "c, space and the first Hebrew letter, which stands at the right");
    assert_eq!(layout.rects(4..10).len(), 1);
}

#[test]
fn a_long_word_wraps_and_every_letter_is_found() {
    let mut typesetter = Typesetter::new(Fonts::load());
    for text in long() {
        let layout = typesetter.lay_out(&text, &style(), 300.0, 1.0);
        assert!(layout.lines().len() > 5);
        assert!(layout.lines().iter().all(|line| line.right - line.left <= 300.5));
        for cluster in clusters(&text).step_by(7) {
            for part in layout.rects(cluster.clone()) {
                assert_eq!(layout.cluster_at(part.rect.center().to_vec2()), Some(cluster.clone()));
            }
        }
    }
}

#[test]
fn scripts_without_spaces_break_between_words() {
    let mut typesetter = Typesetter::new(Fonts::load());
    for words in UNSPACED {
        let text = words.concat();
        let starts: Vec<usize> = (0..words.len()).map(|number| words[..number].concat().len()).collect();
        let layout = typesetter.lay_out(&text, &style(), 160.0, 1.0);
        assert!(layout.lines().len() > 2, "{text}");
        for line in layout.lines() {
            assert!(starts.contains(&line.bytes.start), "{:?} begins a line", &text[line.bytes.clone()]);
        }
    }
}

#[test]
fn bidi_controls_are_seen_and_still_turn_words_round() {
    for fonts in [Fonts::without_system(), Fonts::load()] {
        let mut typesetter = Typesetter::new(fonts);
        for control in
            "\u{61C}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}".chars()
        {
            for text in
                [format!("ab{control}cd"), format!("אב{control}גד"), format!("{control}"), format!("a {control} 1")]
            {
                let at = text.find(control).expect("there");
                let layout = typesetter.lay_out(&text, &style(), f32::INFINITY, 1.0);
                let rects = layout.rects(at..at + control.len_utf8());
                assert!(rects.len() == 1 && rects[0].rect.width() > 8.0, "{text:?} {rects:?}");
                let controls = layout.signs.iter().filter(|placed| placed.sign != Sign::Missing);
                assert_eq!(controls.count(), 1, "{text:?}");
            }
        }
        let layout = typesetter.lay_out("\u{202E}abc\u{202C}", &style(), f32::INFINITY, 1.0);
        assert!(layout.caret(4).left() > layout.caret(5).left(), "an override turns Latin round");
    }
}

#[test]
fn what_no_font_has_is_a_box_that_can_be_marked_and_is_named() {
    let mut typesetter = Typesetter::new(Fonts::without_system());
    let text = "வா अ ה 部 👩🏿\u{200D}🚒 \u{E000}";
    let layout = typesetter.lay_out(text, &style(), f32::INFINITY, 1.0);
    for cluster in clusters(text).filter(|cluster| &text[cluster.clone()] != " ") {
        let rects = layout.rects(cluster.clone());
        assert!(rects.len() == 1 && rects[0].rect.width() > 6.0, "{cluster:?}");
        let boxes = layout.signs.iter().filter(|placed| rects[0].rect.x_range().contains(placed.rect.center().x));
        let widths: Vec<f32> = boxes.map(|placed| placed.rect.width()).collect();
        assert_eq!(widths.len(), 1, "one box for a cluster");
        assert!((widths[0] - rects[0].rect.width()).abs() < 0.1, "as wide as the cluster");
    }
    let names: Vec<String> = typesetter.take_missing().into_iter().map(Writing::name).collect();
    for name in ["Tamil letters", "Devanagari letters", "Hebrew letters", "Chinese characters", "emoji"] {
        assert!(names.iter().any(|known| known == name), "{name} in {names:?}");
    }
    assert_eq!(names.len(), 5, "{names:?}");
    assert_eq!(typesetter.take_missing().len(), 0, "told once");
    typesetter.lay_out("Latin, Ελληνικά, кириллица", &style(), f32::INFINITY, 1.0);
    assert_eq!(typesetter.take_missing().len(), 0);
}

#[test]
fn two_points_on_a_line_mark_what_is_shown_between_them() {
    for_all(|text, layout| {
        for line in layout.lines() {
            let cells: Vec<_> = layout.cells_of(line).iter().filter(|cell| cell.is_visible()).collect();
            let middle = f32::midpoint(line.text_top, line.text_bottom);
            let hit = |number: usize, part: f32| {
                let x = egui::lerp(cells[number].left..=cells[number].right, part);
                layout.byte_at(vec2(x, middle))
            };
            let pairs = (0..cells.len()).flat_map(|a| [a, a + 1, a + 2, a + 5, cells.len() - 1].map(|b| (a, b)));
            for (a, b) in pairs.filter(|&(_, b)| b < cells.len()) {
                let (a, b) = (hit(a, 0.25), hit(b, 0.75));
                let range = a.min(b)..a.max(b);
                let rects = layout.rects(range.clone());
                for cell in &cells {
                    let shown = rects
                        .iter()
                        .any(|part| part.rect.contains(Pos2::new(f32::midpoint(cell.left, cell.right), middle)));
                    let marked = range.start <= cell.start as usize && cell.end as usize <= range.end;
                    assert_eq!(shown, marked, "{text:?} {range:?} {cell:?}");
                }
            }
        }
    });
}

#[test]
fn a_tab_is_as_wide_as_four_spaces() {
    let mut typesetter = Typesetter::new(Fonts::without_system());
    let mut width = |text: &str| typesetter.lay_out(text, &style(), f32::INFINITY, 1.0).size().x;
    assert!((width("a\tb") - width("a    b")).abs() < 0.1);
}

#[test]
fn a_soft_hyphen_shows_only_where_the_line_breaks() {
    let mut typesetter = Typesetter::new(Fonts::without_system());
    let text = "extra\u{AD}ordinary";
    let whole = typesetter.lay_out(text, &style(), f32::INFINITY, 1.0);
    assert!(whole.rects(5..7).is_empty());
    let broken = typesetter.lay_out(text, &style(), whole.size().x * 0.7, 1.0);
    assert_eq!(broken.lines().len(), 2);
    assert_eq!(broken.rects(5..7).len(), 1);
}

#[test]
fn line_height_does_not_depend_on_the_script() {
    let mut typesetter = Typesetter::new(Fonts::load());
    let heights: Vec<f32> =
        SAMPLES.iter().map(|text| typesetter.lay_out(text, &style(), f32::INFINITY, 1.0).lines()[0].bottom).collect();
    assert!(heights.iter().all(|&height| height == 33.0), "{heights:?}");
}

#[test]
fn a_snippet_has_at_most_its_lines_and_answers_for_the_whole_text() {
    for fonts in [Fonts::without_system(), Fonts::load()] {
        let mut typesetter = Typesetter::new(fonts);
        for text in SAMPLES {
            for width in [10.0, 60.0, 150.0, 3000.0] {
                for lines in [1, 2, 3] {
                    let layout = typesetter.lay_out_snippet(text, &style(), width, 1.0, lines);
                    assert!(layout.lines().len() <= lines, "{text:?}");
                    assert_eq!(layout.lines().last().map(|line| line.bytes.end), Some(text.len()), "{text:?}");
                    check_snippet(text, &layout);
                }
            }
        }
    }
}

fn check_snippet(text: &str, layout: &TextLayout) {
    let cut = layout.cut_at().unwrap_or(text.len());
    for cluster in clusters(text).filter(|cluster| cluster.end <= cut) {
        for part in layout.rects(cluster.clone()) {
            assert_eq!(layout.cluster_at(part.rect.center().to_vec2()), Some(cluster.clone()), "{text:?}");
        }
    }
    for part in layout.rects(cut..text.len()) {
        let hit = layout.cluster_at(part.rect.center().to_vec2());
        assert_eq!(hit, Some(cut..text.len()), "{text:?}");
    }
    assert!(layout.caret(text.len()).is_finite());
}

#[test]
fn the_ellipsis_stands_at_the_left_of_a_right_to_left_snippet() {
    let text = ARABIC;
    let layout = Typesetter::new(Fonts::load()).lay_out_snippet(text, &style(), 200.0, 1.0, 1);
    let cut = layout.cut_at().expect("the text is wider than 200 points");
    let ellipsis = layout.rects(cut..text.len())[0].rect;
    assert!((ellipsis.left() - layout.lines()[0].left).abs() < 0.1);
}

#[test]
fn heaps_of_marks_and_characters_without_glyphs_are_laid_out() {
    let marks = format!("a{}b", "\u{301}".repeat(400));
    let family = "👩\u{200D}".repeat(90);
    let tofu: String = ('\u{E000}'..'\u{E080}').chain('\u{F0000}'..'\u{F0010}').collect();
    let long = "word اكلم ".repeat(3000);
    for fonts in [Fonts::without_system(), Fonts::load()] {
        let mut typesetter = Typesetter::new(fonts);
        for text in [&marks, &family, &tofu, &long] {
            let layout = typesetter.lay_out(text, &style(), 300.0, 1.0);
            assert_eq!(layout.lines().last().map(|line| line.bytes.end), Some(text.len()));
        }
    }
}

#[test]
fn every_sample_can_be_painted_and_a_still_frame_paints_the_same_mesh() {
    let ctx = egui::Context::default();
    let mut typesetter = Typesetter::new(Fonts::load());
    let styles =
        [style(), style().slanted(), style().with_weight(Weight::Bold), TextStyle::new(Family::Sans, 13.0, 1.4)];
    let layouts: Vec<TextLayout> = styles
        .iter()
        .flat_map(|style| SAMPLES.iter().map(move |text| (style, text)))
        .map(|(style, text)| typesetter.lay_out(text, style, 300.0, 1.0))
        .collect();
    let mut frame = || {
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for layout in &layouts {
                typesetter.paint(ui.painter(), layout, Pos2::new(0.3, 7.6), Color32::BLACK);
            }
        });
        output.textures_delta.clear();
        output
            .shapes
            .into_iter()
            .map(|shape| shape.shape)
            .filter(|shape| matches!(shape, egui::Shape::Mesh(_)))
            .collect()
    };
    let first: Vec<egui::Shape> = frame();
    assert!(first.len() > SAMPLES.len());
    assert!(first == frame());
}

#[test]
fn a_full_atlas_starts_anew_and_paints_on() {
    let ctx = egui::Context::default();
    let mut typesetter = Typesetter::new(Fonts::without_system());
    let text: String = (' '..'~').collect();
    for size in 20..80 {
        let layout = typesetter.lay_out(&text, &TextStyle::new(Family::Sans, size as f32, 1.2), 900.0, 2.0);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            typesetter.paint(ui.painter(), &layout, Pos2::ZERO, Color32::WHITE);
        });
        output.textures_delta.clear();
        let glyphs: usize = output
            .shapes
            .iter()
            .map(|shape| match &shape.shape {
                egui::Shape::Mesh(mesh) => mesh.indices.len() / 6,
                _ => 0,
            })
            .sum();
        assert!(glyphs >= 90, "{glyphs} at {size}");
    }
}

#[test]
fn fonts_can_be_loaded_on_a_thread() {
    let fonts = std::thread::spawn(Fonts::load).join().expect("loading fonts does not panic");
    let mut typesetter = Typesetter::new(fonts);
    assert_eq!(typesetter.lay_out("a", &style(), 100.0, 1.0).lines().len(), 1);
    assert_eq!(typesetter.lay_out("a", &style(), 100.0, 1.0).size().y, 33.0, "whatever the face, a line is as high");
}

#[test]
fn the_system_has_a_face_for_widgets_or_none() {
    assert!(Fonts::without_system().ui_font(Weight::Regular).is_none());
    if let Some(font) = Fonts::load().ui_font(Weight::SemiBold) {
        assert!(!font.bytes().is_empty());
    }
}
