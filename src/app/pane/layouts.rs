//! How tall is a row and where are its letters? Rows laid out on demand, and kept while they may be seen again.

use std::collections::HashMap;
use std::rc::Rc;

use super::rows::{Row, RowId, Rows};
use crate::app::typeset::{Family, TextLayout, TextStyle, Typesetter, Weight};
use crate::project::{BlockKind, CueTime, Project};
use crate::store::{Face, Reading};

/// Rows kept; beyond this, those not seen lately go.
const KEPT: usize = 400;
/// Mean width of a letter, as a part of its size.
const LETTER: f32 = 0.533;

/// What the layout of every row depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Width of the text, in points.
    pub width: f32,
    /// Size of the letters, in points.
    pub size: f32,
    /// Distance of two lines, as a multiple of the size.
    pub line_height: f32,
    /// The kind of letters.
    family: Family,
    /// Physical pixels a point.
    pub pixels_per_point: f32,
}

impl Setting {
    /// The setting for a pane of `pane_width` points.
    pub fn new(pane_width: f32, reading: Reading, pixels_per_point: f32) -> Self {
        let Reading { face, size, measure, line_height } = reading;
        let margins = (pane_width * 0.12).clamp(24.0, 76.0) * 2.0;
        let width = (pane_width - margins).min(size * LETTER * measure).max(80.0).floor();
        let family = match face {
            Face::Serif => Family::Serif,
            Face::Sans => Family::Sans,
        };
        Self { width, size, line_height, family, pixels_per_point }
    }

    fn style(self, kind: BlockKind) -> TextStyle {
        let style = |scale: f32, height| TextStyle::new(self.family, self.size * scale, height);
        match kind {
            BlockKind::Title => style(1.46, 1.3).with_weight(Weight::SemiBold),
            BlockKind::Heading => style(1.14, 1.4).with_weight(Weight::SemiBold),
            BlockKind::Quotation => style(1.0, self.line_height).slanted(),
            BlockKind::Caption => TextStyle::new(Family::Sans, self.size * 0.78, 1.6),
            BlockKind::Paragraph | BlockKind::ListItem => style(1.0, self.line_height),
        }
    }
}

/// A row as it is laid out.
#[derive(Debug)]
pub struct Laid {
    /// Its letters.
    pub text: TextLayout,
    /// Title and byline above the first row, where the article has them as data.
    pub head: Option<Head>,
    /// Who says the row, where that is another person than before.
    pub speaker: Option<TextLayout>,
    /// When the row is said, where that is known.
    pub said_at: Option<String>,
    /// Points from the row's top to its letters.
    pub above: f32,
    /// How far the letters are indented, in points.
    pub indent: f32,
    /// Points from the row's top to the next row's.
    pub height: f32,
}

/// What stands above an article.
#[derive(Debug)]
pub struct Head {
    /// The title.
    pub title: TextLayout,
    /// Author, outlet and date.
    pub byline: TextLayout,
}

/// Rows as they are laid out.
#[derive(Debug, Default)]
pub struct Layouts {
    setting: Option<Setting>,
    kept: HashMap<RowId, (Rc<Laid>, u64)>,
    frame: u64,
}

impl Layouts {
    /// Begins a frame in `setting`; a changed one forgets what was laid out in another.
    pub fn begin_frame(&mut self, setting: Setting) {
        if self.setting != Some(setting) {
            self.kept.clear();
            self.setting = Some(setting);
        }
        self.frame += 1;
        if self.kept.len() > KEPT {
            let oldest = self.frame.saturating_sub(8);
            self.kept.retain(|_, (_, seen)| *seen > oldest);
        }
    }

    /// Whether rows are laid out for another setting than this one.
    pub fn is_other(&self, setting: Setting) -> bool {
        self.setting.is_some_and(|known| known != setting)
    }

    /// Forgets everything, e.g. because the title changed.
    pub fn clear(&mut self) {
        self.kept.clear();
    }

    /// The setting of this frame.
    pub fn setting(&self) -> Setting {
        self.setting.unwrap_or_else(|| Setting::new(f32::INFINITY, Reading::default(), 1.0))
    }

    /// The row `id`, laid out.
    pub fn laid(&mut self, setter: &mut Typesetter, project: &Project, id: RowId) -> Rc<Laid> {
        if let Some((laid, seen)) = self.kept.get_mut(&id) {
            *seen = self.frame;
            return Rc::clone(laid);
        }
        let laid = Rc::new(lay_out(setter, project, id, self.setting()));
        self.kept.insert(id, (Rc::clone(&laid), self.frame));
        laid
    }

    /// The row `id` as it was laid out before, if it still is.
    pub fn known(&self, id: RowId) -> Option<Rc<Laid>> {
        self.kept.get(&id).map(|(laid, _)| Rc::clone(laid))
    }
}

fn lay_out(setter: &mut Typesetter, project: &Project, id: RowId, setting: Setting) -> Laid {
    let rows = Rows::of(project.article());
    let row = rows.get(id);
    let kind = row.map_or(BlockKind::Paragraph, |row| row.kind);
    let words = row.map_or("", |row| row.span.of(project.text()));
    let indent = match kind {
        BlockKind::ListItem | BlockKind::Quotation => setting.size * 1.4,
        _ => 0.0,
    };
    let text = setter.lay_out(words, &setting.style(kind), setting.width - indent, setting.pixels_per_point);
    // What runs from the right is indented there: it stands at the right of a column that is narrower already.
    let indent = if text.is_rtl() { 0.0 } else { indent };
    let head = if id == RowId::default() { head(setter, project, setting) } else { None };
    let head_height = head.as_ref().map_or(0.0, |head| head.title.size().y + head.byline.size().y + setting.size * 1.5);
    let speaker = row.and_then(|row| speaker(project, &row)).map(|name| {
        let small = TextStyle::new(Family::Sans, setting.size * 0.7, 1.6).with_weight(Weight::SemiBold);
        setter.lay_out(&name, &small, setting.width, setting.pixels_per_point)
    });
    let above = if id == RowId::default() { setting.size * 1.8 + head_height } else { 0.0 };
    let cue = row.and_then(|row| project.article().cue_at(row.span.start()));
    let said_at = cue.and_then(|cue| cue.time).map(CueTime::begins);
    let above = above + speaker.as_ref().map_or(0.0, |speaker| speaker.size().y);
    let next = rows.next(id).and_then(|next| rows.get(next));
    let below = next.map_or(setting.size * 6.0, |next| gap(kind, &next, setting.size));
    let height = above + text.size().y + below;
    Laid { text, head, speaker, said_at, above, indent, height }
}

/// Who says a row of a transcript, where the row before is said by someone else.
fn speaker(project: &Project, row: &Row) -> Option<String> {
    let article = project.article();
    let at = |byte: usize| article.cue_at(byte).map(|cue| cue.speaker.as_str()).unwrap_or_default();
    let name = at(row.span.start());
    let text = &article.text()[..row.span.start()];
    let before = text.trim_end();
    let last = before.char_indices().next_back().map_or("", |(byte, _)| at(byte));
    (!row.continues && !name.is_empty() && name != last).then(|| name.to_owned())
}

fn gap(kind: BlockKind, next: &Row, size: f32) -> f32 {
    match (kind, next.kind) {
        _ if next.continues => 0.0,
        (_, BlockKind::Heading) => size * 1.6,
        (BlockKind::ListItem, BlockKind::ListItem) => size * 0.2,
        _ => size * 0.76,
    }
}

fn head(setter: &mut Typesetter, project: &Project, setting: Setting) -> Option<Head> {
    let fields = project.fields();
    let author = fields.get("author");
    let scale = setting.size / 18.5;
    let small = TextStyle::new(Family::Sans, 13.0 * scale, 1.6);
    // An English word before a name that runs from the right would turn the whole line round.
    let is_rtl = setter.lay_out(author, &small, f32::INFINITY, setting.pixels_per_point).is_rtl();
    let by = if author.is_empty() || is_rtl { author.to_owned() } else { format!("By {author}") };
    // The day is enough: the hour is in the panel.
    let published = fields.get("published");
    let day = published.get(..10).filter(|_| published.get(10..11) == Some("T")).unwrap_or(published);
    let parts = [by.as_str(), fields.get("outlet"), day];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let title = fields.get("title");
    if title.is_empty() && parts.is_empty() {
        return None;
    }
    let mut set = |text: &str, style| setter.lay_out(text, &style, setting.width, setting.pixels_per_point);
    let byline = set(&parts.join(" · "), small);
    Some(Head { title: set(title, setting.style(BlockKind::Title)), byline })
}
