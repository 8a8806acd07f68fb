//! What did each frame cost? A row a frame in a CSV file, for measuring the real window.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use eframe::egui_glow::CallbackFn;
use egui::{LayerId, Order, Rect, Shape};

use crate::store::{self, StoreError};

/// The log of one window, flushed row by row.
pub struct FrameLog {
    out: Box<dyn Write + Send>,
    started: Instant,
    /// When painting of the frame before began and ended, in CPU time of the thread.
    painted: Arc<Mutex<Painted>>,
    pending: Option<Row>,
}

#[derive(Debug, Default)]
struct Painted {
    first: Option<Duration>,
    last: Option<Duration>,
}

#[derive(Debug)]
struct Row {
    at: Duration,
    cause: &'static str,
    build: Duration,
    built: Duration,
    paragraphs: usize,
    annotations: usize,
}

/// What a frame showed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    /// Paragraphs laid out and painted.
    pub paragraphs: usize,
    /// Annotations painted.
    pub annotations: usize,
}

impl FrameLog {
    /// A log in the file at `path`, replacing what is there.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let head = "t_ms,cause,build_ms,tessellate_ms,paint_ms,paragraphs,annotations\n";
        let out = store::create_log(path, head)?;
        Ok(Self { out, started: Instant::now(), painted: Arc::default(), pending: None })
    }

    /// Notes a frame that was built; its row follows when it has been painted. `began` is [`cpu_time`] at its beginning.
    pub fn frame(&mut self, ctx: &egui::Context, began: Duration, cause: &'static str, counted: Counted) {
        self.write_pending();
        let built = cpu_time();
        let Counted { paragraphs, annotations } = counted;
        let build = built.saturating_sub(began);
        self.pending = Some(Row { at: self.started.elapsed(), cause, build, built, paragraphs, annotations });
        self.watch_painting(ctx);
    }

    /// Puts a first and a last thing on the screen that paint nothing but note the time.
    fn watch_painting(&self, ctx: &egui::Context) {
        let rect = Rect::from_min_size(ctx.content_rect().min, egui::vec2(1.0, 1.0));
        let watcher = |first: bool| {
            let painted = Arc::clone(&self.painted);
            let note = move |_, _: &_| {
                let Ok(mut painted) = painted.lock() else { return };
                let now = Some(cpu_time());
                if first { painted.first = now } else { painted.last = now }
            };
            Shape::Callback(egui::PaintCallback { rect, callback: Arc::new(CallbackFn::new(note)) })
        };
        let layer = |order, name| ctx.layer_painter(LayerId::new(order, egui::Id::unique(name)));
        layer(Order::Background, "first painted").add(watcher(true));
        layer(Order::Debug, "last painted").add(watcher(false));
    }

    fn write_pending(&mut self) {
        let (Some(row), Ok(mut painted)) = (self.pending.take(), self.painted.lock()) else { return };
        let Painted { first, last } = std::mem::take(&mut *painted);
        let millis = |duration: Duration| duration.as_secs_f64() * 1000.0;
        let tessellate = first.map_or(0.0, |first| millis(first.saturating_sub(row.built)));
        let paint = first.zip(last).map_or(0.0, |(first, last)| millis(last.saturating_sub(first)));
        let Row { at, cause, build, paragraphs, annotations, .. } = row;
        // The window works on without its log: a full disk is no reason to stop marking.
        let (at, build) = (millis(at), millis(build));
        let row = format!("{at:.1},{cause},{build:.3},{tessellate:.3},{paint:.3},{paragraphs},{annotations}\n");
        let _ = self.out.write_all(row.as_bytes()).and_then(|()| self.out.flush());
    }
}

impl Drop for FrameLog {
    fn drop(&mut self) {
        self.write_pending();
    }
}

/// CPU time that this thread has used; wall time where the system does not tell.
pub fn cpu_time() -> Duration {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
    }
    #[cfg(not(unix))]
    {
        static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}
