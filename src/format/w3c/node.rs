//! What may stand in a Web Annotation? Its parts, each of which may be a name, an object, or a list of such.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::format::shorten;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The most bodies, targets or selectors: nobody says as much of one annotation.
const MOST: usize = 10_000;
/// So many keys that nothing is known of are told of each thing.
pub(super) const MOST_OTHERS: usize = 100;

/// One annotation as it is written. Rows of Hypothesis have keys of their own for what others say in bodies; the state of
/// Recogito has bodies and selectors of its own.
#[derive(Default)]
pub(super) struct Item<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) motivation: Texts<'a>,
    pub(super) body: Vec<Body<'a>>,
    pub(super) target: Vec<Target<'a>>,
    pub(super) creator: Cow<'a, str>,
    pub(super) created: Cow<'a, str>,
    pub(super) uri: Cow<'a, str>,
    pub(super) text: Cow<'a, str>,
    pub(super) tags: Texts<'a>,
    /// Keys that nothing is known of.
    pub(super) others: Texts<'a>,
}

/// What is said of the marked words.
#[derive(Default)]
pub(super) struct Body<'a> {
    /// The name of something that lies elsewhere.
    pub(super) source: Cow<'a, str>,
    pub(super) purpose: Texts<'a>,
    pub(super) value: Cow<'a, str>,
    others: Texts<'a>,
}

/// What is marked.
#[derive(Default)]
pub(super) struct Target<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) source: Cow<'a, str>,
    pub(super) selector: Vec<Selector<'a>>,
    /// Who marked it and when, where that is said here.
    pub(super) creator: Cow<'a, str>,
    pub(super) created: Cow<'a, str>,
    others: Texts<'a>,
}

/// Where in it.
#[derive(Default)]
pub(super) struct Selector<'a> {
    pub(super) kind: Cow<'a, str>,
    pub(super) exact: Cow<'a, str>,
    pub(super) prefix: Cow<'a, str>,
    pub(super) suffix: Cow<'a, str>,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) value: Cow<'a, str>,
    /// Whether it is Recogito's own, which quotes and counts at once and has no type.
    pub(super) is_own: bool,
    others: Texts<'a>,
}

type Texts<'a> = Vec<Cow<'a, str>>;

impl<'a> Item<'a> {
    /// Whether it is of the state of Recogito, whose positions count UTF-16 units.
    pub(super) fn is_state(&self) -> bool {
        self.target.iter().flat_map(|target| &target.selector).any(|selector| selector.is_own)
    }

    /// Calls `take` with every key that says something which is passed over.
    pub(super) fn unknown(&self, mut take: impl FnMut(&str, &str)) {
        self.others.iter().for_each(|key| take(key, "an annotation"));
        self.body.iter().flat_map(|body| &body.others).for_each(|key| take(key, "a body"));
        for target in &self.target {
            target.others.iter().for_each(|key| take(key, "a target"));
            target.selector.iter().flat_map(|selector| &selector.others).for_each(|key| take(key, "a selector"));
        }
    }
}

impl Target<'_> {
    /// A target for each place: all of Recogito's own selectors are places, those of others are words for the same one.
    pub(super) fn places(mut self) -> Vec<Self> {
        if self.selector.iter().filter(|selector| selector.is_own).count() < 2 {
            return vec![self];
        }
        let selectors = std::mem::take(&mut self.selector).into_iter().filter(|selector| selector.is_own);
        let (id, source) = (&self.id, &self.source);
        let one =
            |selector| Self { id: id.clone(), source: source.clone(), selector: vec![selector], ..Self::default() };
        selectors.map(one).collect()
    }
}

/// A thing that is written as its name or as an object.
trait Node<'de>: Default {
    /// What a name alone says of it.
    fn name(&mut self, name: Cow<'de, str>);

    /// Takes the value of `key`.
    fn key<A: MapAccess<'de>>(&mut self, key: Cow<'de, str>, map: &mut A) -> Result<(), A::Error>;
}

impl<'de> Node<'de> for Item<'de> {
    fn name(&mut self, name: Cow<'de, str>) {
        self.id = name;
    }

    fn key<A: MapAccess<'de>>(&mut self, key: Cow<'de, str>, map: &mut A) -> Result<(), A::Error> {
        match &*key {
            "id" => self.id = text(map)?,
            "motivation" => self.motivation = many(map)?,
            "body" | "bodies" => self.body.append(&mut many(map)?),
            "bodyValue" => self.body.push(Body { value: text(map)?, ..Body::default() }),
            "target" => self.target = many(map)?,
            "creator" => self.creator = many::<A, Agent<'de>>(map)?.into_iter().next().unwrap_or_default().0,
            "created" => self.created = text(map)?,
            "user" => self.creator = text(map)?,
            "uri" => self.uri = text(map)?,
            "text" => self.text = text(map)?,
            "tags" => self.tags = many(map)?,
            "@context" | "type" => skip(map)?,
            _ => other(&mut self.others, key, map)?,
        }
        Ok(())
    }
}

impl<'de> Node<'de> for Body<'de> {
    fn name(&mut self, name: Cow<'de, str>) {
        self.source = name;
    }

    fn key<A: MapAccess<'de>>(&mut self, key: Cow<'de, str>, map: &mut A) -> Result<(), A::Error> {
        match &*key {
            "purpose" => self.purpose = many(map)?,
            "value" => self.value = text(map)?,
            "source" => self.source = many::<A, Agent<'de>>(map)?.into_iter().next().unwrap_or_default().0,
            "id" if self.source.is_empty() => self.source = text(map)?,
            // The last is the annotation that it is part of.
            "type" | "format" | "id" | "language" | "textDirection" | "annotation" => skip(map)?,
            _ => other(&mut self.others, key, map)?,
        }
        Ok(())
    }
}

impl<'de> Node<'de> for Target<'de> {
    fn name(&mut self, name: Cow<'de, str>) {
        self.id = name;
    }

    fn key<A: MapAccess<'de>>(&mut self, key: Cow<'de, str>, map: &mut A) -> Result<(), A::Error> {
        match &*key {
            "id" => self.id = text(map)?,
            "source" => self.source = many::<A, Agent<'de>>(map)?.into_iter().next().unwrap_or_default().0,
            "selector" => self.selector = many(map)?,
            "creator" => self.creator = many::<A, Agent<'de>>(map)?.into_iter().next().unwrap_or_default().0,
            "created" => self.created = text(map)?,
            "type" | "format" | "language" | "annotation" => skip(map)?,
            _ => other(&mut self.others, key, map)?,
        }
        Ok(())
    }
}

impl<'de> Node<'de> for Selector<'de> {
    fn name(&mut self, name: Cow<'de, str>) {
        self.kind = name;
    }

    fn key<A: MapAccess<'de>>(&mut self, key: Cow<'de, str>, map: &mut A) -> Result<(), A::Error> {
        match &*key {
            "type" => self.kind = text(map)?,
            "exact" => self.exact = text(map)?,
            "quote" => (self.exact, self.is_own) = (text(map)?, true),
            "prefix" => self.prefix = text(map)?,
            "suffix" => self.suffix = text(map)?,
            "start" => self.start = map.next_value::<Position>()?.0,
            "end" => self.end = map.next_value::<Position>()?.0,
            "value" => self.value = text(map)?,
            "refinedBy" => other(&mut self.others, key, map)?,
            // What other selectors say is told by their kind.
            _ => skip(map)?,
        }
        Ok(())
    }
}

/// A person, or another thing of which the name is all that counts.
#[derive(Default)]
struct Agent<'a>(Cow<'a, str>);

impl<'de> Node<'de> for Agent<'de> {
    fn name(&mut self, name: Cow<'de, str>) {
        self.0 = name;
    }

    fn key<A: MapAccess<'de>>(&mut self, key: Cow<'de, str>, map: &mut A) -> Result<(), A::Error> {
        match &*key {
            "name" => self.0 = text(map)?,
            "nickname" | "id" if self.0.is_empty() => self.0 = text(map)?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl<'de> Node<'de> for Cow<'de, str> {
    fn name(&mut self, name: Cow<'de, str>) {
        *self = name;
    }

    fn key<A: MapAccess<'de>>(&mut self, _: Cow<'de, str>, _: &mut A) -> Result<(), A::Error> {
        Err(A::Error::custom("an object stands where a text should"))
    }
}

fn text<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Cow<'de, str>, A::Error> {
    Ok(map.next_value::<Text<'de>>()?.0)
}

fn many<'de, A: MapAccess<'de>, T: Node<'de>>(map: &mut A) -> Result<Vec<T>, A::Error> {
    Ok(map.next_value::<Many<T>>()?.0)
}

fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

fn other<'de, A: MapAccess<'de>>(others: &mut Texts<'de>, key: Cow<'de, str>, map: &mut A) -> Result<(), A::Error> {
    if others.len() < MOST_OTHERS {
        others.push(key);
    }
    skip(map)
}

/// One thing, a name or an object.
struct One<T>(T);
/// None, one or several things.
struct Many<T>(Vec<T>);
/// A text, or a number for one.
struct Text<'a>(Cow<'a, str>);
/// A whole number from 0 on, also as a text.
struct Position(Option<usize>);

impl<'de> Deserialize<'de> for Item<'de> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(OneVisitor(PhantomData)).map(|one: One<Self>| one.0)
    }
}

impl<'de, T: Node<'de>> Deserialize<'de> for One<T> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(OneVisitor(PhantomData))
    }
}

impl<'de, T: Node<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(ManyVisitor(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(TextVisitor)
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(PositionVisitor)
    }
}

struct PositionVisitor;

impl Visitor<'_> for PositionVisitor {
    type Value = Position;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number from 0 on")
    }

    fn visit_unit<E: Error>(self) -> Result<Position, E> {
        Ok(Position(None))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Position, E> {
        // No text is as long as what has no place here.
        Ok(Position(Some(usize::try_from(value).unwrap_or(usize::MAX))))
    }

    fn visit_str<E: Error>(self, digits: &str) -> Result<Position, E> {
        digits
            .parse()
            .map(|position| Position(Some(position)))
            .map_err(|_| E::custom(format_args!("`{}` is no whole number from 0 on", shorten(digits))))
    }
}

struct OneVisitor<T>(PhantomData<T>);

impl<'de, T: Node<'de>> Visitor<'de> for OneVisitor<T> {
    type Value = One<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<One<T>, E> {
        let mut node = T::default();
        node.name(name.to_owned().into());
        Ok(One(node))
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<One<T>, E> {
        let mut node = T::default();
        node.name(name.into());
        Ok(One(node))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<One<T>, A::Error> {
        let mut node = T::default();
        while let Some(Text(key)) = map.next_key()? {
            node.key(key, &mut map)?;
        }
        Ok(One(node))
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: Node<'de>> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object, a name, or a list of such")
    }

    fn visit_unit<E: Error>(self) -> Result<Many<T>, E> {
        Ok(Many(Vec::new()))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Many<T>, E> {
        OneVisitor(PhantomData).visit_str(name).map(|One(node)| Many(vec![node]))
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Many<T>, E> {
        OneVisitor(PhantomData).visit_borrowed_str(name).map(|One(node)| Many(vec![node]))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Many<T>, A::Error> {
        One::deserialize(MapAccessDeserializer::new(map)).map(|One(node)| Many(vec![node]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Many<T>, A::Error> {
        let mut nodes = Vec::new();
        while let Some(One(node)) = items.next_element()? {
            if nodes.len() == MOST {
                return Err(A::Error::custom(format_args!("a list of more than {MOST} things")));
            }
            nodes.push(node);
        }
        Ok(Many(nodes))
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_unit<E: Error>(self) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed("")))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Text<'de>, E> {
        Ok(Text(value.to_string().into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Text<'de>, E> {
        Ok(Text(value.to_string().into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Text<'de>, E> {
        Ok(Text(value.to_string().into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Text<'de>, E> {
        Ok(Text(value.to_string().into()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(text.to_owned().into()))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(text.into()))
    }
}
