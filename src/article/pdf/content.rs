//! Where does a page's content put its letters? The operators that place text, and of the others only what moves it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};

use super::about::text_string;
use super::budget::{Budget, Exhausted};
use super::bullets::Shapes;
use super::fonts::{Face, Fonts};
use super::matrix::Matrix;
use super::operands::Operands;
use super::sheet::{Glyph, Mark, Sheet, Style};
use super::structure::Structure;
use super::ways::{WAYS, is_level, replace, spread, way};

/// How deep drawings may stand in one another; a form may name itself.
const DEEPEST: usize = 12;

/// How many states and marks may be open at a time.
const MOST_OPEN: usize = 512;

/// How many letters a page may have; a sheet of newsprint has some 40 000.
const MOST_GLYPHS: usize = 1 << 20;

/// Reads pages: what they share.
pub(super) struct Reader<'a, 'b> {
    /// The fonts of the document.
    pub(super) fonts: &'b Fonts<'a>,
    /// What the document says of its structure.
    pub(super) structure: Option<&'b Structure>,
    /// What may still be unpacked.
    pub(super) budget: &'b mut Budget,
}

/// A page being read.
struct Reading<'a, 'b, 'c> {
    reader: &'c mut Reader<'a, 'b>,
    state: State<'a>,
    states: Vec<State<'a>>,
    text: Matrix,
    line: Matrix,
    marks: Vec<Marked>,
    /// What draws: the page or a form, as the structure names it.
    owner: Option<ObjectIdentifier>,
    depth: usize,
    /// The letters of each way.
    ways: [Vec<Glyph>; WAYS],
    shapes: Shapes,
    pictures: usize,
    unknown: usize,
    width: f32,
    height: f32,
}

#[derive(Clone)]
struct State<'a> {
    matrix: Matrix,
    face: Option<Rc<Face<'a>>>,
    size: f64,
    char_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Marked content that is open.
struct Marked {
    mark: Mark,
    /// What stands instead of its letters, and how many letters each way had when it began.
    instead: Option<(String, [usize; WAYS])>,
}

impl<'a> Reader<'a, '_> {
    /// The letters of a page.
    pub(super) fn sheet(&mut self, page: &Page<'a>) -> Result<Sheet, Exhausted> {
        let content = self.page_content(page)?;
        let (width, height) = page.render_dimensions();
        let mut reading = Reading {
            reader: self,
            state: State::new(Matrix(page.initial_transform(true).as_coeffs())),
            states: Vec::new(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            marks: Vec::new(),
            owner: page.raw().obj_id(),
            depth: 0,
            ways: Default::default(),
            shapes: Shapes::default(),
            pictures: 0,
            unknown: 0,
            width,
            height,
        };
        reading.run(&content, page.resources())?;
        Ok(reading.finish())
    }

    /// What a page draws, in one piece: its streams with white space between.
    fn page_content(&mut self, page: &Page<'a>) -> Result<Vec<u8>, Exhausted> {
        let dict = page.raw();
        let streams: Vec<Stream<'a>> = match dict.get::<Object<'a>>("Contents") {
            Some(Object::Stream(stream)) => vec![stream],
            Some(Object::Array(streams)) => streams.iter::<Stream<'a>>().collect(),
            _ => Vec::new(),
        };
        let mut content = Vec::new();
        for stream in &streams {
            content.extend_from_slice(&self.budget.unpack(stream)?.unwrap_or(Cow::Borrowed(&[])));
            content.push(b'\n');
        }
        Ok(content)
    }
}

impl State<'_> {
    fn new(matrix: Matrix) -> Self {
        Self { matrix, face: None, size: 1.0, char_space: 0.0, word_space: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0 }
    }
}

impl<'a> Reading<'a, '_, '_> {
    fn run(&mut self, content: &[u8], resources: &Resources<'a>) -> Result<(), Exhausted> {
        let mut faces: HashMap<Vec<u8>, Option<Rc<Face<'a>>>> = HashMap::new();
        let (states, marks) = (self.states.len(), self.marks.len());
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let operator: &[u8] = instruction.operator;
            let operands = Operands(instruction);
            match operator {
                b"Tf" => self.font(&operands, resources, &mut faces)?,
                b"Do" => {
                    if let Some(name) = operands.name(0) {
                        self.draw(name, resources)?;
                    }
                }
                b"BDC" => self.begin_marked(&operands, resources),
                b"BMC" => self.open(operands.name(0), Mark::None, None),
                b"EMC" if self.marks.len() > marks => self.end_marked(),
                b"BI" => self.pictures += 1,
                b"Q" if self.states.len() <= states => {}
                _ if self.shape(operator, &operands) => {}
                _ => self.place(operator, &operands)?,
            }
        }
        self.states.truncate(states + 1);
        if self.states.len() > states
            && let Some(state) = self.states.pop()
        {
            self.state = state;
        }
        while self.marks.len() > marks {
            self.end_marked();
        }
        Ok(())
    }

    /// The operators that move text and show it.
    fn place(&mut self, operator: &[u8], operands: &Operands<'_, '_>) -> Result<(), Exhausted> {
        let number = |at| operands.number(at);
        match operator {
            b"q" if self.states.len() < MOST_OPEN => self.states.push(self.state.clone()),
            b"Q" => self.state = self.states.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => self.state.matrix = operands.matrix().then(&self.state.matrix),
            b"BT" => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Tc" => self.state.char_space = number(0),
            b"Tw" => self.state.word_space = number(0),
            b"Tz" => self.state.stretch = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"Ts" => self.state.rise = number(0),
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"Tm" => (self.text, self.line) = (operands.matrix(), operands.matrix()),
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show_one(operands.string(0))?,
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show_one(operands.string(0))?;
            }
            b"\"" => {
                (self.state.word_space, self.state.char_space) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.show_one(operands.string(2))?;
            }
            b"TJ" => self.show_many(operands.array(0))?,
            _ => {}
        }
        Ok(())
    }

    /// The operators that draw shapes; false when it is none of them.
    fn shape(&mut self, operator: &[u8], operands: &Operands<'_, '_>) -> bool {
        match operator {
            b"m" | b"l" => self.points(operands, 1),
            b"v" | b"y" => self.points(operands, 2),
            b"c" => self.points(operands, 3),
            b"re" => {
                let [x, y, width, height] = [0, 1, 2, 3].map(|at| operands.number(at));
                for point in [(x, y), (x + width, y), (x, y + height), (x + width, y + height)] {
                    self.point(point);
                }
            }
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" => self.shapes.paint(),
            b"n" => self.shapes.drop_path(),
            _ => return false,
        }
        true
    }

    fn points(&mut self, operands: &Operands<'_, '_>, count: usize) {
        for at in 0..count {
            self.point((operands.number(2 * at), operands.number(2 * at + 1)));
        }
    }

    fn point(&mut self, (x, y): (f64, f64)) {
        let (x, y) = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.state.matrix).origin();
        self.shapes.add((x as f32, y as f32));
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.line);
        self.text = self.line;
    }

    fn font(
        &mut self,
        operands: &Operands<'_, '_>,
        resources: &Resources<'a>,
        faces: &mut HashMap<Vec<u8>, Option<Rc<Face<'a>>>>,
    ) -> Result<(), Exhausted> {
        self.state.size = operands.number(1);
        let Some(name) = operands.name(0) else { return Ok(()) };
        let key: &[u8] = name.as_ref();
        if let Some(face) = faces.get(key) {
            self.state.face.clone_from(face);
            return Ok(());
        }
        let dict = resources.get_font(name).unwrap_or_default();
        let face = self.reader.fonts.face(&dict, self.reader.budget)?;
        faces.insert(key.to_vec(), face.clone());
        self.state.face = face;
        Ok(())
    }

    fn show_one(&mut self, string: Option<&PdfString<'_>>) -> Result<(), Exhausted> {
        let before = self.ways.each_ref().map(Vec::len);
        if let Some(string) = string {
            self.show(string.as_bytes())?;
        }
        self.note_alone(before);
        Ok(())
    }

    fn show_many(&mut self, strings: Option<&Array<'_>>) -> Result<(), Exhausted> {
        let before = self.ways.each_ref().map(Vec::len);
        for object in strings.into_iter().flat_map(Array::iter::<Object<'_>>) {
            match object {
                Object::String(string) => self.show(string.as_bytes())?,
                Object::Number(number) => {
                    let back = number.as_f64() / 1000.0 * self.state.size;
                    self.advance(-back);
                }
                _ => {}
            }
        }
        self.note_alone(before);
        Ok(())
    }

    /// Notes a letter that was drawn by itself.
    fn note_alone(&mut self, before: [usize; WAYS]) {
        for (glyphs, before) in self.ways.iter_mut().zip(before) {
            if let Some([glyph]) = glyphs.get_mut(before..) {
                glyph.style.alone = true;
            }
        }
    }

    /// Moves on along the line.
    fn advance(&mut self, by: f64) {
        let is_vertical = self.state.face.as_ref().is_some_and(|face| face.is_vertical());
        let (x, y) = if is_vertical { (0.0, by) } else { (by * self.state.stretch, 0.0) };
        self.text = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.text);
    }

    fn show(&mut self, bytes: &[u8]) -> Result<(), Exhausted> {
        let Some(face) = self.state.face.clone() else { return Ok(()) };
        let mut at = 0;
        while at < bytes.len() {
            let (code, len) = face.code(bytes, at);
            at += len;
            let sign = face.sign(code);
            let is_vertical = face.is_vertical();
            let units = if is_vertical { sign.advance.1 } else { sign.advance.0 };
            let mut by = f64::from(units) / 1000.0 * self.state.size;
            by += if is_vertical { -self.state.char_space } else { self.state.char_space };
            if face.is_simple && code == 32 {
                by += self.state.word_space;
            }
            let begin = self.origin();
            self.advance(by);
            match &sign.letters {
                Some(letters) => self.put(letters, begin, &face)?,
                None => self.unknown += 1,
            }
        }
        Ok(())
    }

    /// From a letter's space to that of the page.
    fn origin(&self) -> Matrix {
        let rise = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise]);
        rise.then(&self.text).then(&self.state.matrix)
    }

    fn put(&mut self, letters: &str, begin: Matrix, face: &Face<'a>) -> Result<(), Exhausted> {
        let end = self.origin();
        let (across, up) = (begin.turn((1.0, 0.0)), begin.turn((0.0, 1.0)));
        let size = (up.0.hypot(up.1) * self.state.size.abs()) as f32;
        let Some(way) = way(across, face.is_vertical()) else { return Ok(()) };
        let from = self.turned(begin.origin(), way);
        let to = self.turned(end.origin(), way);
        let glyph = Glyph {
            letter: ' ',
            left: from.0,
            right: to.0.max(from.0),
            baseline: from.1,
            size,
            style: Style { bold: face.is_bold, italic: face.is_italic, alone: false },
            mark: self.mark(),
        };
        if !self.is_seen(&glyph, way) {
            return Ok(());
        }
        spread(letters, glyph, &mut self.ways[way]);
        if self.ways[way].len() > MOST_GLYPHS { Err(Exhausted) } else { Ok(()) }
    }

    /// Whether a letter is on the page at all, and of a size that can be read.
    fn is_seen(&self, glyph: &Glyph, way: usize) -> bool {
        let (width, height) = if is_level(way) { (self.width, self.height) } else { (self.height, self.width) };
        let is_in =
            glyph.left > -5.0 && glyph.left < width + 5.0 && glyph.baseline > -5.0 && glyph.baseline < height + 5.0;
        is_in && glyph.size > 0.5 && glyph.size < 2000.0 && glyph.right.is_finite()
    }

    /// A place on the page as it is when the page is turned so that text of this way runs to the right.
    fn turned(&self, (x, y): (f64, f64), way: usize) -> (f32, f32) {
        let (x, y) = (x as f32, y as f32);
        match way {
            0 => (x, y),
            1 | 4 => (y, self.width - x),
            2 => (self.width - x, self.height - y),
            _ => (self.height - y, x),
        }
    }

    fn mark(&self) -> Mark {
        self.marks.last().map_or(Mark::None, |marked| marked.mark)
    }

    fn begin_marked(&mut self, operands: &Operands<'_, '_>, resources: &Resources<'a>) {
        let properties = match operands.object(1) {
            Some(Object::Dict(dict)) => Some(dict.clone()),
            Some(Object::Name(name)) => resources.properties.get::<Dict<'_>>(name),
            _ => None,
        };
        let properties = properties.unwrap_or_default();
        let leaf = properties.get::<i32>("MCID").and_then(|number| self.reader.structure?.leaf(self.owner?, number));
        let mark = leaf.map_or(Mark::None, Mark::Leaf);
        let instead = properties.get::<PdfString<'_>>("ActualText").map(|text| text_string(text.as_bytes()));
        self.open(operands.name(0), mark, instead);
    }

    fn open(&mut self, name: Option<&Name<'_>>, mark: Mark, instead: Option<String>) {
        if self.marks.len() >= MOST_OPEN {
            return;
        }
        let is_artifact = name.is_some_and(|name| name.as_str() == "Artifact");
        let mark = match (is_artifact, mark) {
            (true, _) => Mark::Artifact,
            (false, Mark::None) => self.mark(),
            (false, mark) => mark,
        };
        let lens = self.ways.each_ref().map(Vec::len);
        self.marks.push(Marked { mark, instead: instead.map(|instead| (instead, lens)) });
    }

    fn end_marked(&mut self) {
        let Some(Marked { instead: Some((instead, lens)), .. }) = self.marks.pop() else { return };
        for (glyphs, before) in self.ways.iter_mut().zip(lens) {
            replace(&instead, glyphs, before);
        }
    }

    fn draw(&mut self, name: &Name<'_>, resources: &Resources<'a>) -> Result<(), Exhausted> {
        let Some(stream) = resources.get_x_object(name) else { return Ok(()) };
        let dict = stream.dict();
        if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_str() != "Form") {
            self.pictures += 1;
            return Ok(());
        }
        if self.depth >= DEEPEST {
            return Ok(());
        }
        let Some(content) = self.reader.budget.unpack(&stream)? else { return Ok(()) };
        let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
        let matrix = dict.get::<[f64; 6]>("Matrix").map_or(Matrix::IDENTITY, Matrix);
        let outside = (self.state.clone(), self.owner, self.text, self.line);
        self.state.matrix = matrix.then(&self.state.matrix);
        if dict.contains_key("StructParents") {
            self.owner = dict.obj_id();
        }
        self.depth += 1;
        let result = self.run(&content, own.as_ref().unwrap_or(resources));
        self.depth -= 1;
        (self.state, self.owner, self.text, self.line) = outside;
        result
    }

    /// The page, turned so that most of its text is upright; the rest of it is left out.
    fn finish(self) -> Sheet {
        let Self { ways, shapes, pictures, unknown, width, height, .. } = self;
        let most = (0..WAYS).rev().max_by_key(|way| ways[*way].len()).unwrap_or(0);
        let height = if is_level(most) { height } else { width };
        let mut glyphs = ways.into_iter().nth(most).unwrap_or_default();
        super::marks::settle(&mut glyphs);
        if most == 0 {
            super::bullets::settle(&mut glyphs, shapes.small());
        }
        Sheet { height, glyphs, pictures, unknown }
    }
}
