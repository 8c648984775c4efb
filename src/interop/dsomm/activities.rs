//! The activities of a model: one list, each with an id, and what it depends on as places in that list.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, shortened};
use crate::graph::find_cycle;
use crate::load::Loaded;
use crate::raw::Text;
use crate::raw::dsomm as raw;
use crate::source::Origin;
use crate::text::one_line;
use crate::validate::Check;

/// A maturity model in which every dependency is known and none leads back to itself.
#[derive(Debug, Clone)]
pub struct Model {
    /// Version, where a file says it.
    pub version: Option<String>,
    /// Day on which that came out, as it is written.
    pub released: Option<String>,
    /// Who publishes it, as it is written.
    pub publisher: Option<String>,
    /// Dimensions in the order of the files, each with the names of its sub-dimensions.
    pub dimensions: Vec<(String, Vec<String>)>,
    /// Activities in the order of the files.
    pub activities: Vec<Activity>,
}

/// Something that an organisation does.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Made of its title; unique.
    pub id: String,
    /// Its name in the model.
    pub title: String,
    /// Place in [`Model::dimensions`].
    pub dimension_idx: usize,
    /// Name of its sub-dimension.
    pub sub_dimension: String,
    /// Its id in the model.
    pub uuid: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// What may happen without it.
    pub risk: String,
    /// What is to be done.
    pub measure: String,
    /// How to see that it is done.
    pub assessment: Option<String>,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// How much it helps, 1 to 5.
    pub usefulness: u8,
    /// The level that asks for it, 1 to 9.
    pub level: u8,
    /// Places in [`Model::activities`].
    pub depends_on: Vec<usize>,
}

/// How hard an activity is, each from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difficulty {
    /// What people have to know.
    pub knowledge: u8,
    /// How long it takes.
    pub time: u8,
    /// What has to be bought or used.
    pub resources: u8,
}

/// An activity as it was read, and where.
struct Found<'a> {
    name: &'a Text,
    dimension_idx: usize,
    sub_dimension: &'a str,
    raw: &'a raw::Activity,
    loaded: &'a Loaded<raw::Model>,
}

impl Found<'_> {
    fn origin(&self) -> Origin {
        self.name.origin(self.loaded.file)
    }
}

/// Check the files of a model together; a dimension may be spread over several.
pub fn model(files: &[Loaded<raw::Model>], diagnostics: &mut Diagnostics) -> Option<Model> {
    let mut dimensions: Vec<(String, Vec<String>)> = Vec::new();
    let mut found = Vec::new();
    for loaded in files {
        for (dimension, subs) in &loaded.value.entries {
            let at = dimensions.iter().position(|(name, _)| *name == dimension.value);
            let dimension_idx = at.unwrap_or_else(|| {
                dimensions.push((dimension.value.clone(), Vec::new()));
                dimensions.len() - 1
            });
            for (sub, activities) in &subs.entries {
                if !dimensions[dimension_idx].1.contains(&sub.value) {
                    dimensions[dimension_idx].1.push(sub.value.clone());
                }
                let sub_dimension = sub.value.as_str();
                found.extend(activities.entries.iter().map(|(name, raw)| Found {
                    name,
                    dimension_idx,
                    sub_dimension,
                    raw,
                    loaded,
                }));
            }
        }
    }
    if found.is_empty() {
        let first = files.first()?;
        let origin = Origin { file: first.file, span: crate::source::Span::default() };
        let message = "no file of the model holds an activity";
        let help = "a model has dimensions, in them sub-dimensions, and in these activities";
        diagnostics.push(Diagnostic::error(Code::MissingField, message).at(origin, "").help(help));
        return None;
    }
    let depends_on = dependencies(&found, diagnostics);
    let ids = ids(&found, &dimensions);
    let activities: Vec<_> = found.iter().zip(ids).map(|(found, id)| activity(found, id, diagnostics)).collect();
    let is_sound = no_cycle(&found, &depends_on, diagnostics);
    let activities: Option<Vec<_>> = activities.into_iter().collect();
    let about = || files.iter().filter_map(|loaded| loaded.value.about.as_ref());
    let said = |of: fn(&raw::About) -> Option<&Text>| about().find_map(of).map(|text| one_line(&text.value));
    let (version, released) = (said(|about| about.version.as_ref()), said(|about| about.released.as_ref()));
    let publisher = said(|about| about.publisher.as_ref());
    let mut activities = activities.filter(|_| is_sound && !diagnostics.has_errors())?;
    for (activity, depends_on) in activities.iter_mut().zip(depends_on) {
        activity.depends_on = depends_on;
    }
    Some(Model { version, released, publisher, dimensions, activities })
}

fn activity(found: &Found<'_>, id: String, diagnostics: &mut Diagnostics) -> Option<Activity> {
    let raw = found.raw;
    let mut check = Check { file: found.loaded.file, diagnostics };
    let title = check.text(found.name).map(|title| one_line(&title));
    let (risk, measure) = (check.text(&raw.risk), check.text(&raw.measure));
    let mut rating = |number, highest| check.number(number, 0, 1, highest).and_then(|number| u8::try_from(number).ok());
    let hard = &raw.difficulty_of_implementation;
    let (knowledge, time, resources) = (rating(&hard.knowledge, 5), rating(&hard.time, 5), rating(&hard.resources, 5));
    let (usefulness, level) = (rating(&raw.usefulness, 5), rating(&raw.level, 9));
    let optional =
        |text: &Option<Text>| text.as_ref().map(|text| text.value.clone()).filter(|text| !text.trim().is_empty());
    Some(Activity {
        id,
        title: title?,
        dimension_idx: found.dimension_idx,
        sub_dimension: found.sub_dimension.to_owned(),
        uuid: optional(&raw.uuid),
        description: optional(&raw.description),
        risk: risk?,
        measure: measure?,
        assessment: optional(&raw.assessment),
        difficulty: Difficulty { knowledge: knowledge?, time: time?, resources: resources? },
        usefulness: usefulness?,
        level: level?,
        depends_on: Vec::new(),
    })
}

/// An id for each: its title; where several have the same, the sub-dimension before it; then the dimension too; then a number. They
/// depend on titles alone, so that a new activity renames none but those of its own title.
fn ids(found: &[Found<'_>], dimensions: &[(String, Vec<String>)]) -> Vec<String> {
    let name = |found: &Found<'_>, n_parts: usize| {
        let parts = [dimensions[found.dimension_idx].0.as_str(), found.sub_dimension, &found.name.value];
        slug(&parts[3 - n_parts..].join(" "))
    };
    let mut n_parts = vec![1; found.len()];
    for wider in [2, 3] {
        let mut users: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (idx, found) in found.iter().enumerate() {
            users.entry(name(found, n_parts[idx])).or_default().push(idx);
        }
        users.values().filter(|users| users.len() > 1).flatten().for_each(|idx| n_parts[*idx] = wider);
    }
    let mut ids: Vec<String> = Vec::with_capacity(found.len());
    for (idx, found) in found.iter().enumerate() {
        let base = name(found, n_parts[idx]);
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let id = std::iter::once(base.clone()).chain(numbered).find(|id| !ids.contains(id));
        ids.push(id.unwrap_or(base));
    }
    ids
}

/// So that a prefix and a number still make an id.
const MAX_SLUG: usize = 70;

/// Lower-case words with hyphens, as ids are, as many of them as fit; `activity` before what would begin with a digit, and for a
/// title without any Latin letter.
pub fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words.map(str::to_ascii_lowercase) {
        let lead = match slug.is_empty() {
            true if word.starts_with(|c: char| c.is_ascii_digit()) => "activity-",
            true => "",
            false => "-",
        };
        if slug.len() + lead.len() + word.len() > MAX_SLUG {
            break;
        }
        slug.push_str(lead);
        slug.push_str(&word);
    }
    if slug.is_empty() { "activity".to_owned() } else { slug }
}

/// What each depends on, by uuid or by name.
fn dependencies(found: &[Found<'_>], diagnostics: &mut Diagnostics) -> Vec<Vec<usize>> {
    let mut by_uuid: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (idx, item) in found.iter().enumerate() {
        by_name.entry(&item.name.value).or_default().push(idx);
        let Some(uuid) = &item.raw.uuid else { continue };
        if let Some(first) = by_uuid.insert(uuid.value.to_lowercase(), idx) {
            let (here, there) = (uuid.origin(item.loaded.file), found[first].origin());
            diagnostics.push(
                Diagnostic::error(Code::DuplicateId, format!("the uuid `{}` stands twice", shortened(&uuid.value)))
                    .at(here, "second time")
                    .and_at(there, "the first activity that has it")
                    .help("give one of the two another uuid"),
            );
        }
    }
    let names: Vec<_> = by_name.keys().copied().collect();
    let mut target = |item: &Found<'_>, wanted: &Text| {
        let name = wanted.value.trim().trim_start_matches("uuid:").trim();
        let same = by_name.get(name).map(Vec::as_slice).unwrap_or_default();
        let near = |idx: &&usize| found[**idx].sub_dimension == item.sub_dimension;
        let (message, help) = match (by_uuid.get(&name.to_lowercase()), same) {
            (Some(idx), _) => return Some(*idx),
            (None, [idx]) => return Some(*idx),
            (None, []) => (
                format!("unknown activity `{}`", shortened(name)),
                did_you_mean(name, names.iter().copied()).unwrap_or_else(|| {
                    "write the name of an activity as it stands in the model, or its uuid".to_owned()
                }),
            ),
            (None, several) => match several.iter().filter(near).collect::<Vec<_>>()[..] {
                [idx] => return Some(*idx),
                _ => (format!("`{}` is the name of several activities", shortened(name)), "write its uuid".to_owned()),
            },
        };
        let origin = wanted.origin(item.loaded.file);
        diagnostics.push(Diagnostic::error(Code::UnknownCapability, message).at(origin, "").help(help));
        None
    };
    let targets = found.iter().map(|item| {
        let mut targets: Vec<usize> = item.raw.depends_on.iter().filter_map(|wanted| target(item, wanted)).collect();
        targets.sort_unstable();
        targets.dedup();
        targets
    });
    targets.collect()
}

/// Report a circle, with every activity in it.
fn no_cycle(found: &[Found<'_>], depends_on: &[Vec<usize>], diagnostics: &mut Diagnostics) -> bool {
    let Some(cycle) = find_cycle(depends_on) else { return true };
    let names: Vec<_> = cycle.iter().map(|idx| format!("`{}`", one_line(&found[*idx].name.value))).collect();
    let message = format!("activities depend on each other in a circle: {}", names.join(" -> "));
    let (first, others) = (cycle[0], &cycle[1..cycle.len() - 1]);
    let mut diagnostic =
        Diagnostic::error(Code::NeedCycle, message).at(found[first].origin(), "the circle begins here");
    for idx in others {
        diagnostic = diagnostic.and_at(found[*idx].origin(), "and leads through this");
    }
    diagnostics.push(diagnostic.help("take one of them out of `dependsOn` of the one before it"));
    false
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn titles_become_ids() {
        assert_eq!(slug("Signing of artifacts"), "signing-of-artifacts");
        assert_eq!(slug("CI/CD: \"two\" & more"), "ci-cd-two-more");
        assert_eq!(slug("2FA for all"), "activity-2fa-for-all");
        assert_eq!(slug("安全"), "activity");
        assert_eq!(slug(&"long ".repeat(40)).len(), 69);
        assert_eq!(slug(&"x".repeat(100)), "activity");
    }
}
