//! Is the window quick at every size? A frame that stands, one that scrolls, one that jumps; an edit and its frame.
//!
//! `cargo bench --bench window`. The window is the real one, drawn without a screen: layout, painting and tessellation are
//! in the figures, the graphics card's part is not. `COPYDESK_SIZES=10K,1M` measures those sizes alone.

mod common;

use std::time::Duration;

use common::{marked, news, spent, summary};
use copydesk::app::App;
use copydesk::app::typeset::Fonts;
use copydesk::project::{Edit, Id, Project, Series};
use copydesk::session::Command;
use copydesk::store::State;
use egui::{Context, Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase, Vec2};

const SIZES: [(&str, usize); 6] = [
    ("10K", 10_000),
    ("100K", 100_000),
    ("1M", 1_000_000),
    ("10M", 10_000_000),
    ("100M", 100_000_000),
    ("1G", 1_000_000_000),
];
const SCREEN: Vec2 = Vec2::new(1360.0, 860.0);
const FRAMES: usize = 240;

fn main() {
    let wanted = std::env::var("COPYDESK_SIZES").unwrap_or_default();
    let wanted: Vec<&str> = wanted.split(',').filter(|size| !size.is_empty()).collect();
    println!("one frame, build and tessellation, CPU ms: median / p95 (goals, p95: still 0.5, scroll 2, jump 4)");
    println!("{:<22} {:>13} {:>13} {:>13} {:>13} {:>13}", "article", "still", "scroll", "jump", "width", "mark");
    for (name, bytes) in SIZES.into_iter().filter(|(name, _)| wanted.is_empty() || wanted.contains(name)) {
        measure(name, marked(news(bytes)));
    }
    if wanted.is_empty() || wanted.contains(&"odd") {
        measure("10 MB, one paragraph", marked(news(10_000_000).replace('\n', " ")));
        measure("1,000 on one word", heap());
        measure("million empty lines", marked(format!("One.\n{}Two.\n{}", "\n".repeat(1_000_000), news(100_000))));
    }
}

/// A page with a thousand annotations on one word.
fn heap() -> Project {
    let mut project = marked(news(10_000));
    for number in 0..1000_u32 {
        let id = Id::counted(Series::Annotations, 10_000 + number);
        let record = common::mark(&project, 6, 100, id);
        project.apply(Edit::Annotate(Box::new(record))).expect("a good mark");
    }
    project
}

fn measure(name: &str, project: Project) {
    let mut window = Window::open(project);
    let still = window.frames(|_, _| vec![]);
    let pane = Pos2::new(400.0, 400.0);
    let wheel = |y: f32| Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, y),
        source: egui::MouseWheelSource::Wheel,
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    };
    let scroll = window.frames(|_, _| vec![Event::PointerMoved(pane), wheel(-50.0)]);
    let x = window.overview();
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    // A drag over the overview, to a place far from the last one in every frame.
    let place = |number: usize| Pos2::new(x, 60.0 + (number * 307 % 740) as f32);
    let jump = window.frames(|_, number| match number {
        0 => vec![Event::PointerMoved(place(0)), button(place(0), true)],
        _ => vec![Event::PointerMoved(place(number))],
    });
    window.frame(vec![button(place(0), false), Event::PointerMoved(pane)]);
    window.frame(vec![]);
    let width = window.frames(|window, number| {
        window.size.x = 1100.0 + (number % 50) as f32 * 5.0;
        vec![]
    });
    let edits = window.edits();
    let before = window.app.shown();
    for points in [-50.0, 50.0] {
        for number in 0..10_020 {
            // The last ones let the wheel come to rest.
            window.frame(if number < 10_000 { vec![Event::PointerMoved(pane), wheel(points)] } else { vec![] });
        }
    }
    let after = window.app.shown();
    if after != before {
        println!("    ten thousand steps of the wheel down and up end elsewhere: {before:?}, {after:?}");
    }
    if std::env::var_os("COPYDESK_PARTS").is_some() {
        let parts = summary(std::mem::take(&mut window.tessellated));
        println!("    tessellation of all frames: {parts:.2?}");
    }
    let ms = |(median, late): (Duration, Duration)| {
        format!("{:.2} / {:.2}", median.as_secs_f64() * 1e3, late.as_secs_f64() * 1e3)
    };
    println!("{name:<22} {:>13} {:>13} {:>13} {:>13} {:>13}", ms(still), ms(scroll), ms(jump), ms(width), ms(edits));
}

struct Window {
    ctx: Context,
    app: App,
    size: Vec2,
    time: f64,
    /// What the tessellation of each frame took.
    tessellated: Vec<Duration>,
}

impl Window {
    fn open(project: Project) -> Self {
        let ctx = Context::default();
        let mut app = App::new(&ctx, Fonts::load(), None, State::nowhere());
        app.put_on_desk(&ctx, project, "news");
        let mut window = Self { ctx, app, size: SCREEN, time: 0.0, tessellated: Vec::new() };
        for _ in 0..10 {
            window.frame(vec![]);
        }
        window
    }

    fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let Self { ctx, app, tessellated, .. } = self;
        let (time, mut textures) = spent(|| {
            let output = ctx.run_ui(input, |ui| {
                app.frame(ui);
            });
            let (time, meshes) = spent(|| ctx.tessellate(output.shapes, output.pixels_per_point));
            drop(std::hint::black_box(meshes));
            tessellated.push(time);
            output.textures_delta
        });
        textures.clear();
        time
    }

    fn frames(&mut self, mut events: impl FnMut(&mut Self, usize) -> Vec<Event>) -> (Duration, Duration) {
        let times = (0..FRAMES).map(|number| {
            let events = events(self, number);
            self.frame(events)
        });
        summary(times.collect())
    }

    /// Somewhere on the overview, from left to right.
    fn overview(&self) -> f32 {
        self.app.overview_rect().expect("an open article").center().x
    }

    /// Marks a sentence with a label, with its frame, and takes it back.
    fn edits(&mut self) -> (Duration, Duration) {
        let ctx = self.ctx.clone();
        let scheme = copydesk::format::ron::default_scheme();
        let label = scheme.label("claim").expect("a label").0;
        let mut times = Vec::new();
        for _ in 0..FRAMES / 4 {
            let key = |app: &mut App, command| spent(|| app.run(&ctx, command)).0;
            key(&mut self.app, Command::SelectSentence);
            self.frame(vec![]);
            for command in [Command::Tag(label), Command::Undo] {
                let own = key(&mut self.app, command);
                times.push(own + self.frame(vec![]));
            }
        }
        summary(times)
    }
}
