//! Does anything glide? Where a person wishes it less, the wheel moves the article at once.
//!
//! egui has no option for that: it spreads a turn of the wheel over some frames unless the steps are small. So each turn is
//! handed to it as small steps of the same frame.

use egui::style::ScrollAnimation;
use egui::{Context, Event, MouseWheelUnit, RawInput, Vec2};

use crate::store::Layout;

/// Steps below eight points are passed on as they are.
const STEP: f32 = 7.5;

/// A turn of more steps than this is none of a person's.
const MOST: f32 = 4_000.0;

/// Lets things glide, or not, as the layout says.
pub fn apply(ctx: &Context, layout: &Layout) {
    let reduce = layout.reduce_motion;
    ctx.data_mut(|data| data.insert_temp(place(), reduce));
    ctx.all_styles_mut(|style| {
        style.scroll_animation = if reduce { ScrollAnimation::none() } else { ScrollAnimation::default() };
        style.visuals.text_cursor.blink = !reduce;
    });
}

/// Makes small steps of the wheel's turns where nothing shall glide.
#[derive(Debug, Default)]
pub struct Steps;

impl egui::Plugin for Steps {
    fn debug_name(&self) -> &'static str {
        "steps of the wheel"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let reduce = ctx.data(|data| data.get_temp::<bool>(place())).unwrap_or(false);
        let turns = |event: &Event| matches!(event, Event::MouseWheel { .. });
        if !reduce || !input.events.iter().any(turns) {
            return;
        }
        let line = ctx.options(|options| options.input_options.line_scroll_speed);
        let page = ctx.content_rect().height();
        input.events =
            std::mem::take(&mut input.events).into_iter().flat_map(|event| steps(event, line, page)).collect();
    }
}

fn place() -> egui::Id {
    egui::Id::unique("reduce motion")
}

/// A turn of the wheel as steps small enough to be passed on at once; everything else as it is.
fn steps(event: Event, line: f32, page: f32) -> Vec<Event> {
    let Event::MouseWheel { unit, source, delta, phase: egui::TouchPhase::Move, modifiers } = event else {
        return vec![event];
    };
    let points = match unit {
        MouseWheelUnit::Point => delta,
        MouseWheelUnit::Line => delta * line,
        MouseWheelUnit::Page => delta * page,
    };
    let count = (points.length() / STEP).ceil();
    if !(1.0..=MOST).contains(&count) {
        return vec![event];
    }
    let step = |delta: Vec2| Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source,
        delta,
        phase: egui::TouchPhase::Move,
        modifiers,
    };
    vec![step(points / count); count as usize]
}
