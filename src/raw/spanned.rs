//! A value together with the place where it was written.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

use crate::source::{FileId, Origin, Span};

/// A value and its bytes in the file that it came from.
///
/// In a schema it is just the value. Never use it below `flatten`, `untagged` or an internally tagged enum: the
/// spans vanish there without a word.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// The place, once the file is known.
    pub fn origin(&self, file: FileId) -> Origin {
        Origin { file, span: self.span }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T: Hash> Hash for Spanned<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_saphyr::Spanned::<T>::deserialize(deserializer)?;
        Ok(Self { value: spanned.value, span: span_of(spanned.referenced) })
    }
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Byte span of a location of the YAML reader.
fn span_of(location: serde_saphyr::Location) -> Span {
    let span = location.span();
    // Byte offsets are known for every text that was read from memory, which is the only way we read.
    let start = span.byte_offset().unwrap_or_default() as usize;
    let len = span.byte_len().unwrap_or_default() as usize;
    Span { start, end: start + len }
}
