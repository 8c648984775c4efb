//! The page for a review: one file that holds its data, style and script, and fetches nothing.
//!
//! `order.js`, `schedule.js`, `calendar.js` and `plan.js` find the plan for other estimates as `src/plan` does; `answers.js`
//! is what a reviewer says; `page.js` and `main.js` are what they see.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Error;
use sha2::{Digest, Sha256};

use super::html::escape;
use super::view::ReviewView;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");

/// The script, in an order in which everything is there before it is used.
const SCRIPT: [&str; 7] = [
    include_str!("order.js"),
    include_str!("schedule.js"),
    include_str!("calendar.js"),
    include_str!("plan.js"),
    include_str!("answers.js"),
    include_str!("page.js"),
    include_str!("main.js"),
];

/// Write the page. Every text of the inputs is in its data alone, which the script shows as text.
///
/// # Errors
///
/// When the view cannot be written as JSON, which is a fault of this program.
pub fn to_review(view: &ReviewView) -> Result<String, Error> {
    let data = script_safe(&serde_json::to_string(view)?);
    let script = format!(
        "\n'use strict';\nconst DATA = JSON.parse(document.getElementById('data').textContent);\n\n{}",
        SCRIPT.join("\n")
    );
    let style = format!("\n{STYLE}");
    let labels = view.labels.iter().map(|label| format!("<p class=\"note\">{}</p>\n", escape(label)));
    let inputs = view.provenance.inputs.iter().map(|input| format!("{} {}", input.name, input.sha256));
    let made = format!(
        "{}, catalog {} of {}. Inputs (SHA-256): {}.",
        view.provenance.tool,
        view.provenance.catalog_version,
        view.provenance.framework,
        inputs.collect::<Vec<_>>().join("; ")
    );
    let objective = match view.model.list {
        Some(_) => ", but for their sequence, which is that of the plan",
        None => "",
    };
    let values = [
        ("policy", policy(&script, &style)),
        ("generator", escape(&view.provenance.tool)),
        ("title", escape(&format!("Review of the estimates for {}", view.registry))),
        ("dated", escape(&view.dated.text)),
        ("assessed", escape(&view.assessed_on.text)),
        ("labels", labels.collect()),
        ("objective", objective.to_owned()),
        ("statement", escape(view.provenance.statement)),
        ("provenance", escape(&made)),
        ("style", style),
        ("data", data),
        ("script", script),
    ];
    Ok(fill(PAGE, &values))
}

/// What a browser may do with the page: run this very script with this very style, and reach nothing else.
fn policy(script: &str, style: &str) -> String {
    let digest = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(script),
        digest(style)
    )
}

/// JSON that ends no script element and begins no comment in one: `<`, `>` and `&` are written as escapes.
fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The template with each `@name@` replaced once; what is put in is not looked at again.
fn fill(template: &str, values: &[(&str, String)]) -> String {
    let mut parts = template.split('@');
    let mut page = parts.next().unwrap_or_default().to_owned();
    while let Some(name) = parts.next() {
        let value = values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
        page.push_str(value.unwrap_or_default());
        page.push_str(parts.next().unwrap_or_default());
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_ends_no_script() {
        let json = serde_json::to_string("</script><!--<script>&").unwrap();
        let safe = script_safe(&json);
        assert!(!safe.contains(['<', '>', '&']), "{safe}");
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), "</script><!--<script>&");
    }

    #[test]
    fn values_are_not_templates() {
        let values = [("a", "@b@".to_owned()), ("b", "x".to_owned())];
        assert_eq!(fill("1 @a@ 2 @b@ 3", &values), "1 @b@ 2 x 3");
    }
}
