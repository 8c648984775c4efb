//! Names of a raw catalog, against which references are checked.

use indexmap::IndexMap;

use super::scalar::Check;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::load::{Loaded, RawCatalog};
use crate::model::id::{PrecedentId, SourceId};
use crate::raw::Text;
use crate::source::{FileId, Origin};

/// Every name that something in the catalog may refer to.
pub struct Names<'a> {
    /// Capability ids; none until all capabilities were read.
    pub capabilities: Vec<&'a str>,
    /// Category ids.
    pub categories: Vec<&'a str>,
    /// Threat ids.
    pub threats: Vec<&'a str>,
    /// Incident ids.
    pub incidents: Vec<&'a str>,
    /// Precedent ids.
    pub precedents: Vec<&'a str>,
    /// Source ids.
    pub sources: Vec<&'a str>,
    /// Of these, the ids of sources with a grade.
    pub graded: Vec<&'a str>,
    /// Work kind ids.
    pub work_kinds: Vec<&'a str>,
    /// Answers per taxonomy question.
    pub questions: IndexMap<String, Vec<String>>,
}

impl<'a> Names<'a> {
    /// Collect the names; an id that stands twice is reported.
    pub fn of(raw: &'a RawCatalog, diagnostics: &mut Diagnostics) -> Self {
        let framework = &raw.framework.value;
        let cited: Vec<_> = raw.citations().collect();
        let sources: Vec<_> = cited.iter().map(|(file, citation)| (*file, &citation.id)).collect();
        let sources = unique(&sources, diagnostics);
        let categories: Vec<_> = framework.categories.iter().map(|item| (raw.framework.file, &item.id)).collect();
        let graded = cited.iter().filter(|(_, citation)| citation.grade.is_some());
        Self {
            categories: unique(&categories, diagnostics),
            threats: ids(&raw.threats, |item| &item.id, diagnostics),
            incidents: ids(&raw.incidents, |item| &item.id, diagnostics),
            precedents: ids(&raw.precedents, |item| &item.id, diagnostics),
            graded: graded.map(|(_, citation)| citation.id.value.as_str()).collect(),
            sources,
            work_kinds: ids(&raw.work_kinds, |item| &item.id, diagnostics),
            capabilities: Vec::new(),
            questions: framework
                .taxonomy
                .iter()
                .map(|question| {
                    let answers = question.answers.iter().map(|answer| answer.id.value.clone()).collect();
                    (question.id.value.clone(), answers)
                })
                .collect(),
        }
    }

    /// Source ids that must be known.
    pub fn sources(&self, ids: &[Text], check: &mut Check<'_>) -> Option<Vec<SourceId>> {
        check.all_known(ids, &self.sources, Code::UnknownSource, "source", SourceId::new)
    }

    /// Precedent ids that must be known.
    pub fn precedents(&self, ids: &[Text], check: &mut Check<'_>) -> Option<Vec<PrecedentId>> {
        check.all_known(ids, &self.precedents, Code::UnknownPrecedent, "precedent", PrecedentId::new)
    }
}

/// The ids of a list, with each second occurrence reported.
pub fn ids<'a, T>(
    list: &'a [Loaded<T>],
    id: impl Fn(&'a T) -> &'a Text,
    diagnostics: &mut Diagnostics,
) -> Vec<&'a str> {
    unique(&list.iter().map(|loaded| (loaded.file, id(&loaded.value))).collect::<Vec<_>>(), diagnostics)
}

/// The ids, with each second occurrence reported.
pub fn unique<'a>(ids: &[(FileId, &'a Text)], diagnostics: &mut Diagnostics) -> Vec<&'a str> {
    let mut seen: IndexMap<&str, Origin> = IndexMap::new();
    for (file, id) in ids {
        let origin = id.origin(*file);
        if let Some(first) = seen.get(id.value.as_str()) {
            diagnostics.push(
                Diagnostic::error(Code::DuplicateId, format!("two entries have the id `{}`", id.value))
                    .at(origin, "second time")
                    .and_at(*first, "first time")
                    .help("rename one of them, or delete it"),
            );
        } else {
            seen.insert(&id.value, origin);
        }
    }
    seen.into_keys().collect()
}
