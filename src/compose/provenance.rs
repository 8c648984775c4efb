//! What documents are made from.

use sha2::{Digest, Sha256};

use crate::model::catalog::Catalog;
use crate::render::view::{InputDigest, Provenance, STATEMENT};
use crate::source::{Part, Sources};

/// What the documents are made from: a catalog, and the texts that were read.
pub fn provenance(catalog: &Catalog, sources: &Sources) -> Provenance {
    let framework = &catalog.framework;
    Provenance {
        format: "fundable-provenance/1",
        tool: format!("fundable {}", env!("CARGO_PKG_VERSION")),
        framework: framework.id.clone(),
        catalog_version: framework.catalog_version.to_string(),
        inputs: digests(sources),
        statement: STATEMENT,
    }
}

/// One digest for all files of the catalog and one for each file of the workspace.
pub fn digests(sources: &Sources) -> Vec<InputDigest> {
    let mut catalog = String::new();
    let mut inputs = Vec::new();
    for source in sources.iter() {
        let name = source.name.rsplit('/').next().unwrap_or(&source.name);
        match source.part {
            // Name and length keep two files from being read as one.
            Part::Catalog => catalog.push_str(&format!("{name} {}\n{}", source.text.len(), source.text)),
            Part::Workspace | Part::Template => {
                inputs.push(InputDigest { name: name.to_owned(), sha256: sha256(source.text.as_bytes()) });
            }
        }
    }
    let has_own = sources.iter().any(|source| source.part == Part::Catalog && !source.is_built_in());
    let name = if has_own { "catalog, with files of its own" } else { "catalog" };
    inputs.insert(0, InputDigest { name: name.to_owned(), sha256: sha256(catalog.as_bytes()) });
    inputs
}

/// SHA-256 of some bytes, in lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
