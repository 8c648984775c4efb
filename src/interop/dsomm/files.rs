//! The files of a catalog that stands for a model.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::activities::{Activity, Model, slug};
use super::effort::EffortTable;
use crate::count::plain;
use crate::interop::{Unwritable, to_yaml};
use crate::model::effort::ThreePoint;
use crate::text::{list, one_line, sentence_end};

/// What the files of a model do not say.
#[derive(Debug, Clone)]
pub struct Options {
    /// Id of the framework.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// When that came out: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub published: String,
    /// Who publishes it.
    pub publisher: String,
    /// Where its text is.
    pub url: Option<String>,
    /// Licence of its text.
    pub licence: String,
    /// Day of the import.
    pub date: NaiveDate,
    /// Person-weeks per rating.
    pub efforts: EffortTable,
    /// Percent of the work per kind; sums to 100.
    pub work: Vec<(String, u8)>,
}

/// The text of each file, by its path in the folder of the catalog.
///
/// # Errors
///
/// When a value cannot be written as YAML.
pub fn files(model: &Model, options: &Options) -> Result<BTreeMap<String, String>, Unwritable> {
    let writer = Writer { model, options, source: format!("{}-model", options.id), numbers: numbers(model) };
    let head = format!(
        "# Made by `fundable import dsomm` on {}; docs/interop.md of fundable says what became what.\n",
        options.date
    );
    let mut files = BTreeMap::new();
    let mut add = |path: String, about: &str, value: &Value| {
        files.insert(path, format!("{head}{about}{}", to_yaml(value)?));
        Ok(())
    };
    add("framework.yaml".to_owned(), "", &writer.framework())?;
    add("sources.yaml".to_owned(), "", &writer.sources())?;
    let about =
        "# One threat per activity: the risk that the model names. Its weight is the usefulness of the activity.\n";
    add("threats.yaml".to_owned(), about, &writer.threats())?;
    for (idx, activity) in model.activities.iter().enumerate() {
        let dimension = &model.dimensions[activity.dimension_idx].0;
        let uuid = activity.uuid.as_ref().map(|uuid| format!("; uuid {}", one_line(uuid))).unwrap_or_default();
        let about = format!("# {} / {}{uuid}\n", one_line(dimension), one_line(&activity.sub_dimension));
        add(format!("capabilities/{}.yaml", activity.id), &about, &writer.capability(idx, activity))?;
    }
    Ok(files)
}

struct Writer<'a> {
    model: &'a Model,
    options: &'a Options,
    source: String,
    numbers: Vec<String>,
}

impl Writer<'_> {
    fn framework(&self) -> Value {
        let Self { model, options, source, .. } = self;
        let highest = model.activities.iter().map(|activity| activity.level).max().unwrap_or(1);
        let level = |level: u8| {
            let meaning = match level {
                0 => "At least one activity of level 1 that applies is not in place.".to_owned(),
                _ => format!("Every activity that the model puts at level {level} or below is in place."),
            };
            json!({ "level": level, "title": format!("Level {level}"), "meaning": meaning })
        };
        let categories =
            category_ids(model).into_iter().zip(&model.dimensions).enumerate().map(|(idx, (id, dimension))| {
                let (title, subs) = dimension;
                let subs: Vec<_> = subs.iter().map(|sub| one_line(sub)).collect();
                json!({
                    "id": id,
                    "title": one_line(title),
                    "letter": letter(idx),
                    "meaning": format!("A dimension of the model, with {}.", list(&subs)),
                })
            });
        json!({
            "id": options.id,
            "title": options.title,
            "version": options.version,
            "published": options.published,
            "publisher": options.publisher,
            "reference": source,
            "licence": options.licence,
            "catalog_version": options.date.to_string(),
            "keep_builtin": ["work-kinds", "funders"],
            "levels": (0..=highest).map(level).collect::<Vec<_>>(),
            "categories": categories.collect::<Vec<_>>(),
            "taxonomy": [],
            "assess_first": {
                "optimistic": 0.1,
                "likely": 0.2,
                "pessimistic": 0.5,
                "work": self.work(),
                "because": "A figure of fundable for any framework: a day to look, to ask and to write down the answer. The model has none.",
            },
        })
    }

    fn sources(&self) -> Value {
        let Options { title, version, published, url, date, .. } = self.options;
        let mut source = Map::new();
        source.insert("id".to_owned(), json!(self.source));
        source.insert("title".to_owned(), json!(format!("{title}, version {version}")));
        source.insert("date".to_owned(), json!(published));
        source.extend(url.as_ref().map(|url| ("url".to_owned(), json!(url))));
        source.insert("note".to_owned(), json!(format!("Read from its files on {date}.")));
        json!({ "sources": [source] })
    }

    fn threats(&self) -> Value {
        let threat = |activity: &Activity| {
            let usefulness = activity.usefulness;
            json!({
                "id": threat_id(activity),
                "title": format!("Without: {}", activity.title),
                "meaning": said(&activity.risk),
                "weight": usefulness,
                "because": format!("The model rates the usefulness of the activity {usefulness} of 5, and the weight is that number."),
            })
        };
        json!({ "threats": self.model.activities.iter().map(threat).collect::<Vec<_>>(), "incidents": [] })
    }

    fn capability(&self, idx: usize, activity: &Activity) -> Value {
        let Self { model, options, source, .. } = self;
        let need = |idx: &usize| {
            json!({
                "capability": model.activities[*idx].id,
                "strength": "hard",
                "because": "The model lists it under `dependsOn`.",
                "sources": [source],
            })
        };
        let points = options.efforts.estimate(&activity.difficulty);
        let mut effort = three_points(points);
        effort.insert("basis".to_owned(), json!("analogy"));
        effort.insert("explanation".to_owned(), json!(explanation(activity)));
        json!({
            "id": activity.id,
            "number": self.numbers[idx],
            "title": activity.title,
            "category": category_ids(model)[activity.dimension_idx],
            "level": activity.level,
            "requirement": one_line(&plain(&activity.measure)),
            "reference": source,
            "needs": activity.depends_on.iter().map(need).collect::<Vec<_>>(),
            "threats": [{ "threat": threat_id(activity), "contribution": "primary" }],
            "effort": effort,
            "work": self.work(),
            "calendar_lag": {
                "weeks": 0,
                "basis": "analogy",
                "because": "The model says nothing of time that passes after the work.",
            },
            "proposal": proposal(activity, &options.title),
        })
    }

    fn work(&self) -> Map<String, Value> {
        self.options.work.iter().map(|(kind, percent)| (kind.clone(), json!(percent))).collect()
    }
}

/// The prose that proposals are made of, from what the model says.
fn proposal(activity: &Activity, framework: &str) -> Value {
    let (title, risk) = (braceless(&activity.title), said(&activity.risk));
    // The requirement is the measure already.
    let change = activity.description.as_deref().map(said);
    let change = change.unwrap_or_else(|| "What the model asks for is put in place and kept in use.".to_owned());
    let acceptance = match checks(activity.assessment.as_deref().unwrap_or_default()) {
        checks if checks.is_empty() => {
            vec![json!({ "text": format!("Somebody who did not do the work sees that it is in place: {title}") })]
        }
        checks => checks.into_iter().map(|check| json!({ "text": check })).collect(),
    };
    json!({
        "summary": format!("{title}: level {} of {}.", activity.level, braceless(framework)),
        "situation": risk,
        "change": change,
        "benefits": [],
        "deliverables": [{ "text": format!("What the measure asks for, in use and written down: {title}") }],
        "acceptance": acceptance,
        "risks": [],
        "if_not_funded": format!("The risk that the model names stays. {risk}"),
    })
}

/// The items of the lists in a text that says how to check something.
fn checks(assessment: &str) -> Vec<String> {
    let plain = plain(assessment);
    let items = plain.lines().filter_map(|line| line.trim_start().strip_prefix("- "));
    items.map(|item| braceless(&one_line(item))).filter(|item| !item.is_empty()).collect()
}

/// What the estimate is, so that nobody takes it for a measurement.
fn explanation(activity: &Activity) -> String {
    let hard = activity.difficulty;
    format!(
        "Converted from ratings of the model from 1 to 5: knowledge {}, time {}, resources {}. The optimistic and the likely point are \
         those of the rating of time, the pessimistic one is that of the highest rating, by a table of fundable. The model has no \
         figures: replace these in plan.yaml as soon as somebody knows better.",
        hard.knowledge, hard.time, hard.resources
    )
}

fn three_points(points: ThreePoint) -> Map<String, Value> {
    let (low, likely, high) = points.hundredths();
    // Two decimals are exact in what is printed of a float.
    let weeks = |hundredths: u32| match hundredths % 100 {
        0 => json!(hundredths / 100),
        _ => json!(f64::from(hundredths) / 100.0),
    };
    let points = [("optimistic", low), ("likely", likely), ("pessimistic", high)];
    points.into_iter().map(|(name, point)| (name.to_owned(), weeks(point))).collect()
}

fn threat_id(activity: &Activity) -> String {
    format!("risk-{}", activity.id)
}

/// Ids of the categories, one per dimension.
fn category_ids(model: &Model) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for (title, _) in &model.dimensions {
        let base = slug(title);
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let id = std::iter::once(base.clone()).chain(numbered).find(|id| !ids.contains(id));
        ids.push(id.unwrap_or(base));
    }
    ids
}

/// `A` to `Z`, then `AA`, `AB`, ...
fn letter(idx: usize) -> String {
    let last = char::from(b'A' + u8::try_from(idx % 26).unwrap_or_default());
    if idx < 26 { last.to_string() } else { format!("{}{last}", letter(idx / 26 - 1)) }
}

/// Letter, level and place within both, with as many digits as sort well.
fn numbers(model: &Model) -> Vec<String> {
    let mut places: IndexMap<(usize, u8), usize> = IndexMap::new();
    let placed: Vec<_> = model
        .activities
        .iter()
        .map(|activity| {
            let key = (activity.dimension_idx, activity.level);
            let place = places.entry(key).or_default();
            *place += 1;
            (key, *place)
        })
        .collect();
    let width = |key| places.get(&key).map_or(1, |n| n.to_string().len());
    placed
        .into_iter()
        .map(|(key, place)| format!("{}{}.{place:0width$}", letter(key.0), key.1, width = width(key)))
        .collect()
}

/// A text of the model, which is Markdown, as plain paragraphs that end in a full stop.
fn said(text: &str) -> String {
    sentence_end(&braceless(&plain(text)))
}

/// Braces would be placeholders.
fn braceless(text: &str) -> String {
    text.replace('{', "(").replace('}', ")")
}
