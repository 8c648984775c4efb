//! A maturity model in the form of OWASP's DevSecOps Maturity Model: dimensions, sub-dimensions, activities. A field that is none
//! of the model's gets a warning, because the model grows.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Number, Spanned, Text};

/// A file of the model: dimensions by their names.
pub type Model = Section<Section<Section<Activity>>>;

/// Things by their names, beside what is said about the whole.
#[derive(Debug, Clone)]
pub struct Section<T> {
    /// `meta`: version and origin of the model.
    pub about: Option<About>,
    /// Everything else but `_meta`, which says how the section is shown.
    pub entries: IndexMap<Text, T>,
}

/// Version and origin of the model.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct About {
    /// Version of the model.
    pub version: Option<Text>,
    /// When it came out.
    pub released: Option<Text>,
    /// Who publishes it, mostly an address.
    pub publisher: Option<Text>,
}

/// Something that an organisation does.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// Its id, which stays when its name changes.
    pub uuid: Option<Text>,
    /// What it is about.
    pub description: Option<Text>,
    /// What may happen without it.
    pub risk: Text,
    /// What is to be done.
    pub measure: Text,
    /// How to see that it is done.
    pub assessment: Option<Text>,
    /// How hard it is to bring about.
    pub difficulty_of_implementation: Difficulty,
    /// How much it helps, 1 to 5.
    pub usefulness: Spanned<Number>,
    /// The level that asks for it, from 1.
    pub level: Spanned<Number>,
    /// Names or ids of activities that come first.
    #[serde(default)]
    pub depends_on: Vec<Text>,
    /// Tools and guides.
    #[serde(default)]
    pub implementation: Unused,
    /// Places in other frameworks.
    #[serde(default)]
    pub references: Unused,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Unused,
    /// A guide.
    #[serde(default)]
    pub meta: Unused,
    /// Remarks.
    #[serde(default)]
    pub comments: Unused,
    /// Remarks.
    #[serde(default)]
    pub comment: Unused,
    /// Whether an organisation does it.
    #[serde(default)]
    pub is_implemented: Unused,
    /// What shows that.
    #[serde(default)]
    pub evidence: Unused,
    /// Which of its teams do it.
    #[serde(default)]
    pub teams_implemented: Unused,
    /// What shows that.
    #[serde(default)]
    pub teams_evidence: Unused,
}

/// How hard an activity is to bring about, each from 1 (very low) to 5 (very high).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Difficulty {
    /// What people have to know.
    pub knowledge: Spanned<Number>,
    /// How long it takes.
    pub time: Spanned<Number>,
    /// What has to be bought or used.
    pub resources: Spanned<Number>,
}

/// A value of any kind that is not used.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unused;

impl<'de> Deserialize<'de> for Unused {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

impl JsonSchema for Unused {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Unused".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!(true)
    }
}

struct SectionVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for SectionVisitor<T> {
    type Value = Section<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut section = Section { about: None, entries: IndexMap::new() };
        while let Some(key) = map.next_key::<Text>()? {
            match key.value.as_str() {
                "_meta" => drop(map.next_value::<IgnoredAny>()?),
                "meta" => section.about = Some(map.next_value()?),
                _ => drop(section.entries.insert(key, map.next_value()?)),
            }
        }
        Ok(section)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Section<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(SectionVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Section<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("SectionOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (about, entry) = (generator.subschema_for::<About>(), generator.subschema_for::<T>());
        json_schema!({ "type": "object", "properties": { "_meta": true, "meta": about }, "additionalProperties": entry })
    }
}
