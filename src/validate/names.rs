//! Names of a raw catalog, against which references are checked.

use indexmap::IndexMap;

use super::scalar::Check;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::load::RawCatalog;
use crate::model::id::{PrecedentId, SourceId};
use crate::raw::Text;
use crate::source::{FileId, Origin};

/// Every name that something in the catalog may refer to.
pub struct Names<'a> {
    /// Capability ids.
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
        let mut list = |file: FileId, ids: &mut dyn Iterator<Item = &'a Text>| {
            unique(&ids.map(|id| (file, id)).collect::<Vec<_>>(), diagnostics)
        };
        let threats = &raw.threats;
        let graded = cited.iter().filter(|(_, citation)| citation.grade.is_some());
        let own_files: Vec<_> = raw.capabilities.iter().map(|loaded| (loaded.file, &loaded.value.id)).collect();
        Self {
            categories: list(raw.framework.file, &mut framework.categories.iter().map(|item| &item.id)),
            threats: list(threats.file, &mut threats.value.threats.iter().map(|item| &item.id)),
            incidents: list(threats.file, &mut threats.value.incidents.iter().map(|item| &item.id)),
            precedents: list(raw.precedents.file, &mut raw.precedents.value.precedents.iter().map(|item| &item.id)),
            graded: graded.map(|(_, citation)| citation.id.value.as_str()).collect(),
            sources,
            work_kinds: list(raw.work_kinds.file, &mut raw.work_kinds.value.work_kinds.iter().map(|item| &item.id)),
            capabilities: unique(&own_files, diagnostics),
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
