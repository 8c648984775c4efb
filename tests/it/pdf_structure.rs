//! What a PDF tells those who cannot see it: ISO 14289-1 (PDF/UA-1), looked up in the file itself.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Text};
use roxmltree::{Document, Node};

use crate::support::{fundable, slow_tests};

/// How often each kind of element stands in the tree, and the texts that stand for its pictures.
#[derive(Default)]
struct Elements {
    count: BTreeMap<String, usize>,
    alternatives: Vec<Option<String>>,
}

impl Elements {
    fn of(&self, kind: &str) -> usize {
        self.count.get(kind).copied().unwrap_or(0)
    }

    /// Take an element with all below it.
    fn visit(&mut self, element: &Dict<'_>) {
        if let Some(kind) = element.get::<Name>("S") {
            let kind = kind.as_str().to_owned();
            if kind == "Figure" {
                self.alternatives.push(element.get::<Text<'_>>("Alt").map(|text| words(text.as_bytes())));
            }
            *self.count.entry(kind).or_default() += 1;
        }
        match element.get::<Object<'_>>("K") {
            Some(Object::Dict(kid)) => self.visit(&kid),
            Some(Object::Array(kids)) => self.visit_all(&kids),
            _ => {}
        }
    }

    fn visit_all(&mut self, kids: &Array<'_>) {
        kids.iter::<Object<'_>>().filter_map(Object::into_dict).for_each(|kid| self.visit(&kid));
    }
}

/// A text of a PDF: UTF-16 with a mark, or near enough to ASCII.
fn words(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xFE\xFF") {
        Some(utf16) => {
            let units: Vec<u16> = utf16.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Title and language, tags for all, words for pictures, heads for tables, and an outline.
fn check(name: &str, bytes: Vec<u8>, title: &str, n_pictures: usize) {
    let pdf = Pdf::new(bytes).unwrap();
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap();
    assert_eq!(root.get::<Text<'_>>("Lang").unwrap().as_bytes(), b"en", "{name}");
    let marks: Dict<'_> = root.get("MarkInfo").unwrap();
    assert_eq!(marks.get::<bool>("Marked"), Some(true), "{name}");
    let shown: Dict<'_> = root.get("ViewerPreferences").unwrap();
    assert_eq!(shown.get::<bool>("DisplayDocTitle"), Some(true), "{name}");
    assert_eq!(words(pdf.metadata().title.as_ref().unwrap()), title, "{name}");
    let xmp = root.get::<Stream<'_>>("Metadata").unwrap();
    let xmp = String::from_utf8(xmp.decoded().unwrap().into_owned()).unwrap();
    let of_property = |name: &str| {
        let document = Document::parse(&xmp).unwrap();
        let node = document.descendants().find(|node| node.tag_name().name() == name).unwrap();
        node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect::<String>().trim().to_owned()
    };
    assert_eq!(of_property("part"), "1", "{name}: PDF/UA");
    assert_eq!(of_property("title"), title, "{name}");

    let tree: Dict<'_> = root.get("StructTreeRoot").unwrap();
    let mut elements = Elements::default();
    elements.visit(&tree);
    assert_eq!(elements.of("Document"), 1, "{name}: {:?}", elements.count);
    assert!(elements.of("H1") > 3 && elements.of("P") > 20 && elements.of("Link") > 5, "{:?}", elements.count);
    assert_eq!(elements.of("Figure"), n_pictures, "{name}: {:?}", elements.count);
    for alternative in &elements.alternatives {
        assert!(alternative.as_ref().is_some_and(|words| words.len() > 40), "{name}: {alternative:?}");
    }
    assert!(elements.of("Table") > 3 && elements.of("TH") >= 2 * elements.of("Table"), "{name}: {:?}", elements.count);
    assert!(elements.of("TD") > elements.of("TH"), "{name}");
    let outline: Dict<'_> = root.get("Outlines").unwrap();
    assert!(
        outline.get::<i32>("Count").is_some_and(|count| count.abs() > 3) && outline.contains_key("First"),
        "{name}"
    );
}

#[test]
fn a_pdf_says_in_words_what_it_shows() {
    if !slow_tests("a_pdf_says_in_words_what_it_shows") {
        return;
    }
    for (recipient, title) in [
        ("council", "Effort review: security roadmap of RubyGems.org"),
        ("alpha-omega", "Security work for RubyGems.org: proposal to Alpha-Omega"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let args = ["propose", "examples/rubygems", "--for", recipient, "--format", "md,pdf", "--out"].map(OsStr::new);
        let ran = fundable(args.into_iter().chain([folder.path().as_os_str()]));
        assert!(ran.code <= 1, "{}", ran.err);
        let pdf = fs::read(folder.path().join(format!("{recipient}.pdf"))).unwrap();
        let n_pictures = fs::read_dir(folder.path().join("pictures").join(recipient)).unwrap().count();
        assert!(n_pictures > 3);
        check(recipient, pdf, title, n_pictures);
    }
}
