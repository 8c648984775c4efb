//! The documents of one recipient, for other Rust programs.

use crate::compose::{self, Composed, Refusal};

/// Everything that one recipient gets.
#[derive(Debug, Clone)]
pub struct Proposal {
    documents: Vec<Document>,
    others: Vec<(String, String)>,
    refusal: Option<Refusal>,
}

/// A document. Its PDF is made by the command, with the program typst.
#[derive(Debug, Clone)]
pub struct Document(compose::Document);

impl Proposal {
    /// The documents, the one that matters most first.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Other texts: their names, with forward slashes, and what they hold. Such as the body of an issue for each piece of
    /// work, or `funding.json`.
    pub fn others(&self) -> impl Iterator<Item = (&str, &str)> {
        self.others.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Every text as the command writes it, each document as Markdown and as a web page: path below a folder, with forward
    /// slashes, and what the file holds.
    ///
    /// ```
    /// use fundable::{ProposalRequest, Workspace};
    ///
    /// let proposal = Workspace::load("examples/npm")?.propose(&ProposalRequest::to("psf-fundables"))?;
    /// let names: Vec<String> = proposal.files().into_iter().map(|(name, _)| name).collect();
    /// assert!(names.contains(&"fundables.html".to_owned()) && names.iter().any(|name| name.starts_with("issues/")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for document in &self.documents {
            files.push((format!("{}.md", document.name()), document.markdown().to_owned()));
            files.push((format!("{}.html", document.name()), document.html()));
            files.extend(document.pictures().map(|(path, svg)| (path.to_owned(), svg.to_owned())));
        }
        files.extend(self.others.iter().cloned());
        files
    }

    /// Why this must not be handed in as it is, if so; a filled form among the documents says what to mend.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }
}

impl Document {
    /// File name without its ending.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The text as Markdown, as GitHub reads it. It links to the [`pictures`](Self::pictures) as files.
    pub fn markdown(&self) -> &str {
        &self.0.markdown
    }

    /// One web page with its style and its pictures inside.
    pub fn html(&self) -> String {
        compose::html(&self.0.markdown, &self.0.page)
    }

    /// The pictures of the Markdown: paths beside it, with forward slashes, and SVG.
    pub fn pictures(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.page.pictures.iter().map(|placed| (placed.path.as_str(), placed.picture.svg.as_str()))
    }
}

impl From<Composed> for Proposal {
    fn from(composed: Composed) -> Self {
        let Composed { documents, others, refusal } = composed;
        Self { documents: documents.into_iter().map(Document).collect(), others, refusal }
    }
}
