//! Does the window fit its person? Themes, settings, keys, focus mode, and what of it comes back.

use super::*;
use crate::project::{Label, Scheme};
use crate::session::{COMMANDS, Intent};
use crate::store::{Layout, Settings, Side, Tab, Theme};

const HEBREW: &str = "מחיר הלחם עלה ב־12% במאי.\n\nכך אמרה הבעלים.";

/// A folder with a file for settings that say `text`.
fn settings_file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    std::fs::write(&path, text).expect("written");
    (folder, path)
}

impl Window<'_> {
    /// The window as the settings at `path` have it, with an article.
    fn set_by(path: &std::path::Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let state = State::within(folder.path());
        let path = path.to_owned();
        let draw = move |ui: &mut Ui, app: &mut Option<App>| match app {
            Some(app) => drop(app.frame(ui)),
            None => *app = Some(App::new(ui.ctx(), Fonts::without_system(), Some(path.clone()), state.clone())),
        };
        let harness = Harness::builder().with_size(vec2(1200.0, 700.0)).with_step_dt(1.0 / 60.0).with_max_steps(64);
        let mut window = Self(harness.allow_missing_glyphs().build_ui_state(draw, None), folder);
        window.0.run();
        window.0.get_by_label("Try the sample").click();
        window.0.run();
        window
    }

    fn click(&mut self, name: &str) {
        self.0.get_by_label(name).click();
        self.0.run();
    }

    /// Opens the settings at one of their tabs.
    fn settings(&mut self, tab: &str) {
        self.keys(Modifiers::COMMAND, Key::Comma);
        self.0.get_by_role_and_label(egui::Role::RadioButton, tab).click();
        self.0.run();
    }

    fn filter(&mut self, field: &str, words: &str) {
        self.0.get_by_label(field).focus();
        self.0.run();
        self.0.get_by_label(field).type_text(words);
        self.0.run();
    }

    fn has(&self, name: &str) -> bool {
        self.0.query_all_by_label(name).next().is_some()
    }

    fn said(&mut self) -> String {
        self.app().shell.said.clone().unwrap_or_default()
    }

    fn focus(&mut self) -> Option<Id> {
        self.desk().session.focused().map(|annotation| annotation.id().clone())
    }
}

#[test]
fn each_theme_is_chosen_in_the_settings_and_seen_at_once() {
    let mut window = Window::sample();
    window.settings("Reading");
    for theme in [Theme::Sepia, Theme::Dark, Theme::HighContrastLight, Theme::HighContrastDark, Theme::Light] {
        window.click(&format!("Theme: {}", theme.name()));
        assert_eq!(window.app().shell.settings.theme, theme);
        assert_eq!(theme::Palette::of(&window.0.ctx), theme::Palette::named(theme), "{}", theme.name());
    }
    window.click("Theme: High contrast, dark");
    window.click("Reset");
    assert_eq!(window.app().shell.settings.theme, Theme::System);
    assert_eq!(theme::Palette::of(&window.0.ctx), theme::Palette::named(Theme::Light));
}

#[test]
fn a_key_goes_round_through_the_themes_chosen_last() {
    let mut window = Window::sample();
    let mut next = || {
        window.keys(Modifiers::COMMAND, Key::T);
        (theme::Palette::of(&window.0.ctx), window.said())
    };
    let named = theme::Palette::named;
    assert_eq!(next(), (named(Theme::Dark), "Dark, not as the system is".to_owned()));
    assert_eq!(next(), (named(Theme::Light), "Light, always".to_owned()));
    assert_eq!(next(), (named(Theme::Light), "Light, as the system is".to_owned()));
    window.settings("Reading");
    window.click("Theme: Sepia");
    window.click("Theme: High contrast, dark");
    window.click("Done");
    let mut next = || {
        window.keys(Modifiers::COMMAND, Key::T);
        (window.app().shell.settings.theme, theme::Palette::of(&window.0.ctx))
    };
    assert_eq!(next(), (Theme::Sepia, named(Theme::Sepia)));
    assert_eq!(next(), (Theme::System, named(Theme::Sepia)));
    assert_eq!(next(), (Theme::HighContrastDark, named(Theme::HighContrastDark)));
}

#[test]
fn settings_come_back_after_a_restart_and_are_on_the_disk_when_the_sheet_closes() {
    let (_folder, path) = settings_file("(panel_width: 300.0)");
    let mut window = Window::set_by(&path);
    window.settings("Reading");
    for name in ["Theme: Sepia", "Everything larger", "Everything larger"] {
        window.click(name);
    }
    window.click("Marking");
    window.click("A drag takes: Characters");
    window.click("Layout");
    for name in ["Panel side: Left", "Overview: Hidden", "Reduce motion: On"] {
        window.click(name);
    }
    window.key(Key::Escape);
    assert!(!window.app().shell.overlay.is_open());
    let settings = crate::store::load_settings(&path).expect("kept");
    let Layout { side, overview, zoom, reduce_motion, place, .. } = settings.layout;
    assert_eq!((side, overview, zoom, reduce_motion), (Side::Left, false, 1.2, true));
    assert_eq!((settings.theme, settings.snap), (Theme::Sepia, crate::store::Snap::Characters));
    assert!(place.is_some_and(|place| (place.width - 1200.0).abs() < 2.0), "{place:?}");
    let mut window = Window::set_by(&path);
    assert_eq!(theme::Palette::of(&window.0.ctx), theme::Palette::named(Theme::Sepia));
    assert_eq!(window.0.ctx.zoom_factor(), 1.2);
    assert!(!window.has("Overview of the article"));
    assert!(window.0.get_by_label("Filter…").rect().left() < window.article().left());
    // Each tab has a reset of its own.
    window.settings("Layout");
    window.click("Reset");
    let settings = &window.app().shell.settings;
    assert_eq!((settings.layout.side, settings.theme), (Side::Automatic, Theme::Sepia));
}

#[test]
fn every_control_of_the_settings_is_reached_by_tab_and_none_is_cut_off() {
    for size in [vec2(720.0, 600.0), vec2(1360.0, 860.0)] {
        let mut window = Window::sample();
        window.0.set_size(size);
        window.0.run();
        for (tab, controls) in [
            ("Reading", ["Theme: Sepia", "Larger letters", "Everything larger"]),
            ("Marking", ["A drag takes: Characters", "A drag takes: Whole words", "Done"]),
            ("Layout", ["Panel side: Left", "Overview: Hidden", "Focus mode (F11)"]),
            ("Keys", ["Filter the commands", "Add keys to Open…", "Done"]),
        ] {
            window.settings(tab);
            let mut reached: std::collections::HashSet<&str> = std::collections::HashSet::new();
            for _ in 0..30 {
                window.key(Key::Tab);
                reached.extend(
                    controls
                        .iter()
                        .filter(|name| window.0.query_all_by_label(name).any(|control| control.is_focused())),
                );
            }
            // The keys are more than thirty steps, so the way back is the shorter one to the buttons below them.
            for _ in 0..36 {
                window.keys(Modifiers::SHIFT, Key::Tab);
                reached.extend(
                    controls
                        .iter()
                        .filter(|name| window.0.query_all_by_label(name).any(|control| control.is_focused())),
                );
            }
            assert_eq!(reached.len(), controls.len(), "{tab} at {size:?}: {reached:?}");
            let done = window.0.get_by_label("Done").rect();
            assert!(done.bottom() <= size.y && done.right() <= size.x, "{tab} at {size:?}: {done:?}");
            window.key(Key::Escape);
        }
    }
}

#[test]
fn another_key_is_chosen_by_pressing_it_works_and_comes_back() {
    let (_folder, path) = settings_file("()");
    let mut window = Window::set_by(&path);
    window.settings("Keys");
    window.filter("Filter the commands", "annotation NEXT");
    assert!(window.has("Change J of Next annotation") && !window.has("Change K of Previous annotation"));
    window.click("Change J of Next annotation");
    window.0.get_by_label("Press the new keys for Next annotation; Escape cancels");
    window.keys(Modifiers::COMMAND, Key::ControlLeft);
    window.keys(Modifiers::SHIFT, Key::ShiftLeft);
    window.0.get_by_label("Press the new keys for Next annotation; Escape cancels");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::J);
    window.0.get_by_label("Change Ctrl+Shift+J of Next annotation");
    window.click("Add keys to Next annotation");
    window.key(Key::U);
    window.0.get_by_label("Change U of Next annotation");
    window.click("Done");
    let before = window.focus();
    window.key(Key::J);
    assert_eq!(window.focus(), before, "J is nothing now");
    window.key(Key::U);
    let first = window.focus();
    assert_ne!(first, before);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::J);
    assert_ne!(window.focus(), first);
    // Another window has them too; there they are taken back.
    let mut window = Window::set_by(&path);
    window.key(Key::U);
    assert_eq!(window.focus(), first);
    window.settings("Keys");
    window.filter("Filter the commands", "ctrl+shift+j");
    assert!(!window.has("Add keys to Previous annotation"), "by its keys");
    window.click("Remove U from Next annotation");
    assert_eq!(window.app().shell.settings.keys["next_annotation"], ["Ctrl+Shift+J"]);
    window.click("Back to J for Next annotation");
    assert!(window.app().shell.settings.keys.is_empty());
    window.click("Done");
    window.key(Key::J);
    assert_ne!(window.focus(), None);
}

#[test]
fn a_clash_is_told_at_once_and_the_key_can_be_taken_from_there() {
    let mut window = Window::sample();
    window.settings("Keys");
    window.filter("Filter the commands", "annotation");
    window.click("Change J of Next annotation");
    window.key(Key::K);
    window.0.get_by_label("K is Previous annotation");
    window.key(Key::Escape);
    assert!(!window.has("K is Previous annotation") && window.has("Change J of Next annotation"));
    assert!(window.app().shell.overlay.is_open(), "Escape lets go of the question alone");
    window.click("Change J of Next annotation");
    window.key(Key::Tab);
    window.0.get_by_label("Tab goes from one field to the next");
    window.click("Press others");
    window.key(Key::Num2);
    window.0.get_by_label("2 is the label Quote in this article’s scheme, which comes first");
    window.click("Press others");
    window.key(Key::K);
    assert!(window.0.get_by_label("Take it from there").is_focused(), "it is answered without a mouse");
    window.key(Key::Enter);
    window.0.get_by_label("Change K of Next annotation");
    assert!(!window.has("Change K of Previous annotation"));
    window.click("Done");
    window.key(Key::J);
    assert_eq!(window.focus(), None);
    window.key(Key::K);
    let first = window.desk().session.project().annotations().nth(0).map(|annotation| annotation.id().clone());
    assert_eq!(window.focus(), first);
}

#[test]
fn keys_in_the_settings_that_do_not_work_are_told_with_their_cure() {
    let (_folder, path) = settings_file(
        r#"(keys: {"next_annotation": ["K"], "mood": ["X"], "undo": ["Esc"], "redo": ["Shift+ShiftLeft"], "open": ["é"]})"#,
    );
    let mut window = Window::set_by(&path);
    for told in [
        "K stands for “Next annotation” and for “Previous annotation”",
        "no command is called `mood`",
        "Esc of “Undo” is written with Escape",
        "Shift+ShiftLeft of “Redo” is a modifier alone",
        "é of “Open…” is no key",
        "choose others in the settings (Ctrl+Comma), under Keys",
    ] {
        assert!(window.0.query_by_label_contains(told).is_some(), "{told}");
    }
    window.click("Choose keys…");
    assert!(window.0.query_by_label_contains("do not work").is_none(), "told once");
    window.filter("Filter the commands", "previous annotation");
    window.0.get_by_label("K is Next annotation too, and works for that alone");
}

#[test]
fn a_key_that_is_a_label_of_the_open_scheme_is_told_and_may_be_taken_all_the_same() {
    let (_folder, path) = settings_file(r#"(keys: {"next_annotation": ["3"]})"#);
    let mut window = Window::set_by(&path);
    window.settings("Keys");
    window.filter("Filter the commands", "next annotation");
    window.0.get_by_label("3 is the label Statistic in this article’s scheme, which comes first");
    window.click("Add keys to Next annotation");
    window.key(Key::Num8);
    window.0.get_by_label("8 is the relation “supports” in this article’s scheme, which comes first");
    window.click("Take it all the same");
    assert_eq!(window.app().shell.settings.keys["next_annotation"], ["3", "8"]);
    window.click("Back to J for Next annotation");
    window.click("Done");
    window.key(Key::J);
    assert!(window.focus().is_some());
}

#[test]
fn broken_settings_are_told_until_a_person_has_seen_it_and_are_left_alone() {
    let (_folder, path) = settings_file("(theme: 3");
    let mut window = Window::set_by(&path);
    assert!(window.0.query_by_label_contains("cannot open the settings").is_some(), "though an article was opened");
    window.click("Close this message");
    assert!(window.0.query_by_label_contains("cannot open the settings").is_none());
    window.settings("Reading");
    window.click("Theme: Sepia");
    window.click("Done");
    assert_eq!(std::fs::read_to_string(&path).expect("there"), "(theme: 3");
}

#[test]
fn a_letter_that_means_something_everywhere_is_still_typed_into_a_field() {
    let (_folder, path) = settings_file(r#"(keys: {"find": ["U"], "help": ["Q"], "find_or_run_a_command": ["F9"]})"#);
    let mut window = Window::set_by(&path);
    window.key(Key::U);
    assert!(window.0.get_by_label("Find in the article").is_focused());
    window.0.key_press(Key::Q);
    window.0.event(egui::Event::Text("q".into()));
    window.0.run();
    assert!(!window.app().shell.overlay.is_open());
    assert_eq!(window.0.get_by_label("Find in the article").value().as_deref(), Some("q"));
    window.key(Key::F9);
    assert!(window.app().shell.overlay.is_open(), "a function key types nothing");
}

#[test]
fn the_help_is_the_command_table_with_the_keys_of_the_person() {
    let (_folder, path) = settings_file(r#"(keys: {"next_annotation": ["Ctrl+J", "F8"], "redo": []})"#);
    let mut window = Window::set_by(&path);
    for size in [vec2(720.0, 600.0), vec2(1360.0, 860.0)] {
        window.0.set_size(size);
        window.0.run();
        window.key(Key::F1);
        let scheme: Scheme = (**window.desk().session.project().scheme()).clone();
        let labels = scheme.labels.iter().map(|Label { name, key, .. }| (name.clone(), *key));
        let kinds = scheme.relations.iter().map(|kind| (kind.name.clone(), kind.key));
        for (name, key) in labels.chain(kinds) {
            assert!(window.has(&name), "{name}");
            assert!(key.is_none_or(|key| window.has(&key.to_uppercase().to_string())), "{name}");
        }
        for info in COMMANDS.iter().filter(|info| !["next_annotation", "redo"].contains(&info.id().as_str())) {
            assert!(window.has(info.name) && window.has(&info.keys.join("  ")), "{}", info.name);
        }
        assert!(window.has("Ctrl+J  F8") && window.has("Redo") && !window.has("Ctrl+Shift+Z  Ctrl+Y"));
        window.filter("Filter the help", "f8");
        assert!(window.has("Next annotation") && !window.has("Previous annotation"));
        window.key(Key::Escape);
        if window.app().shell.overlay.is_open() {
            window.key(Key::Escape);
        }
    }
}

#[test]
fn focus_mode_shows_the_article_alone_until_escape_has_nothing_else_to_let_go_of() {
    let mut window = Window::sample();
    window.app().shell.notice = None;
    window.0.run();
    let wide = window.article();
    window.key(Key::F11);
    for name in ["Menu", "Overview of the article", "Filter…"] {
        assert!(!window.has(name), "{name}");
    }
    let alone = window.article();
    assert!(alone.width() > wide.width() && alone.height() > wide.height());
    window.0.get_by_label("F11 or Escape shows all again");
    window.0.get_by_label_contains("paragraph 1 of");
    window.key(Key::S);
    window.key(Key::Escape);
    assert!(!window.has("Menu"), "Escape lets go of the selection first");
    window.key(Key::Escape);
    assert_eq!((window.has("Menu"), window.article()), (true, wide));
    window.key(Key::F11);
    window.key(Key::F11);
    assert!(window.has("Menu"));
    window.key(Key::F11);
    window.keys(Modifiers::COMMAND, Key::B);
    assert!(window.has("Menu") && window.has("Filter…"), "the panel is wanted, and what is about it");
    window.key(Key::F11);
    window.keys(Modifiers::COMMAND, Key::W);
    assert!(window.has("Menu") && window.has("Try the sample"), "without an article there is nothing to be alone");
    window.key(Key::F11);
    assert!(window.has("Menu"));
}

#[test]
fn the_guideline_of_the_label_in_hand_is_a_key_away_and_the_annotations_again() {
    let mut window = Window::sample();
    let names = |window: &Window<'_>| {
        ["The word", "Quote", "Claim", "Statistic"].map(|name| window.0.query_all_by_label(name).count())
    };
    let before = names(&window);
    window.keys(Modifiers::COMMAND, Key::B);
    window.key(Key::F2);
    let all = names(&window);
    assert_eq!((all[1], all[2], all[3]), (before[1] + 1, before[2] + 1, before[3] + 1), "each is beside its chip");
    window.key(Key::Num2);
    assert!(matches!(window.desk().session.intent(), Intent::Mark(_)));
    window.0.run();
    let armed = names(&window);
    assert_eq!((armed[1], armed[2], armed[3]), (all[1], all[2] - 1, all[3] - 1), "the armed label alone");
    window.key(Key::F2);
    assert!(window.has("Filter…"), "the annotations again");
    window.key(Key::F11);
    window.key(Key::F2);
    assert!(window.has("Menu") && !window.has("Filter…"), "out of focus mode, with the guideline");
    assert_eq!(window.app().shell.settings.layout.tab, Tab::Guideline);
}

#[test]
fn the_panel_and_the_overview_stand_where_lines_end() {
    for (text, at_left) in [(TEXT, false), (HEBREW, true)] {
        let mut window = Window::with(text);
        for (size, key) in [(vec2(1200.0, 700.0), None), (vec2(720.0, 600.0), Some(Key::B))] {
            window.0.set_size(size);
            window.0.run();
            key.into_iter().for_each(|key| window.keys(Modifiers::COMMAND, key));
            let (panel, strip) = (window.0.get_by_label("Filter…").rect(), window.overview());
            let article = window.article();
            assert_eq!(panel.left() < strip.left(), at_left, "{size:?}");
            assert_eq!(strip.left() < article.left(), at_left, "{size:?}");
            assert!(article.width() > 200.0 && panel.right() <= size.x && panel.left() >= 0.0, "{size:?}");
        }
    }
    let mut window = Window::with(HEBREW);
    window.app().shell.settings.layout.side = Side::Right;
    window.0.run();
    assert!(window.overview().left() > window.article().left(), "unless a person has said otherwise");
}

impl Window<'_> {
    fn overview(&self) -> Rect {
        self.0.get_by_label("Overview of the article").rect()
    }
}

#[test]
fn the_status_line_says_what_matters_most_at_any_width() {
    let mut window = Window::sample();
    let state = |window: &mut Window<'_>, width: f32| {
        window.0.set_size(vec2(width, 500.0));
        window.0.run();
        let parts = [
            "12 statistics",
            "8 claims",
            "0 % of the article is before the caret",
            "paragraph 1 of 6",
            "not saved yet",
        ];
        for part in parts {
            for shown in window.0.query_all_by_label(part) {
                let rect = shown.rect();
                assert!(rect.left() >= 0.0 && rect.right() <= width, "{part} at {width}: {rect:?}");
            }
        }
        parts.map(|part| window.has(part))
    };
    assert_eq!(state(&mut window, 1200.0), [true; 5]);
    let mut before = 6;
    for width in (300..1200).rev().step_by(60) {
        let shown = state(&mut window, width as f32);
        let count = shown.iter().filter(|shown| **shown).count();
        assert!(shown.is_sorted() && count <= before, "the least important goes first: {shown:?} at {width}");
        before = count;
    }
    assert!(before < 5);
    assert!(window.has("not saved yet"), "the state of saving stays");
    window.0.set_size(vec2(1200.0, 500.0));
    window.0.run();
    window.keys(Modifiers::COMMAND, Key::End);
    window.0.get_by_label("100 % of the article is before the caret");
}

#[test]
fn a_long_answer_is_cut_off_and_covers_nothing() {
    let mut window = Window::sample();
    window.0.set_size(vec2(500.0, 400.0));
    window.app().shell.said = Some("A sentence that goes on. ".repeat(20));
    window.0.run();
    let said = window.0.get_by_label_contains("A sentence that goes on").rect();
    let saving = window.0.get_by_label("not saved yet").rect();
    assert!(said.right() <= saving.left() && said.left() >= 0.0 && saving.right() <= 500.0, "{said:?} {saving:?}");
}

#[test]
fn without_motion_the_wheel_moves_the_article_at_once() {
    let turn = |window: &mut Window<'_>| {
        let center = window.article().center();
        window.0.hover_at(center);
        window.0.run();
        window.0.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            source: egui::MouseWheelSource::Wheel,
            delta: vec2(0.0, -5.0),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        window.0.step();
        let first = window.first_byte();
        window.0.run();
        (first, window.first_byte())
    };
    let mut window = Window::with(&long_text());
    let (first, last) = turn(&mut window);
    assert!(first < last, "it glides: {first} before {last}");
    window.settings("Layout");
    window.click("Reduce motion: On");
    window.click("Done");
    let (first, further) = turn(&mut window);
    assert_eq!((first, first > last), (further, true));
    let mut other = Window::with(&long_text());
    let _ = (turn(&mut other), turn(&mut other));
    assert!(other.first_byte().abs_diff(further) < 200, "it goes as far as when it glides");
}

#[test]
fn settings_of_an_older_window_open_and_odd_numbers_do_no_harm() {
    let (_folder, path) = settings_file("(theme: dark, reading_size: NaN, panel_width: -4.0, layout: (zoom: 1e9))");
    let mut window = Window::set_by(&path);
    let settings: &Settings = &window.app().shell.settings;
    assert_eq!((settings.theme, settings.layout.zoom, settings.reading().size), (Theme::Dark, 4.0, 18.5));
}

#[test]
fn settings_left_by_a_click_elsewhere_open_again() {
    let mut window = Window::sample();
    // A quick click: pressed and let go within one frame.
    let click = |window: &mut Window<'_>, pos: Pos2| {
        window.0.hover_at(pos);
        window.0.run();
        for pressed in [true, false] {
            let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
            window.0.input_mut().events.push(egui::Event::PointerButton { pos, button, pressed, modifiers });
        }
        window.0.run();
    };
    for _ in 0..2 {
        let menu = window.0.get_by_label("Menu").rect().center();
        click(&mut window, menu);
        let settings = window.0.get_by_label_contains("Settings…").rect();
        assert!(settings.center().y > 500.0, "below where the sheet ends");
        click(&mut window, settings.center());
        assert!(window.has("Done"), "settings are open");
        let center = window.article().center() - vec2(300.0, 0.0);
        click(&mut window, center);
        assert!(!window.app().shell.overlay.is_open(), "a click elsewhere closes it");
    }
    let field = window.0.get_by_label_contains("Find or run a command").rect().center();
    click(&mut window, field);
    assert!(window.app().shell.overlay.is_open());
}
