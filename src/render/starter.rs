//! The first files of a catalog of one's own, with comments that tell a newcomer what to write.
//!
//! Each is a whole file that `fundable catalog check` accepts as it is; what stands in it is there to be replaced.

/// Files of a new framework: path below the folder, and text. `id` is that of the framework, `date` that of the catalog.
pub fn framework(id: &str, date: &str) -> Vec<(&'static str, String)> {
    let put = |text: &str| text.replace("FRAMEWORK", id).replace("DATE", date);
    vec![
        ("framework.yaml", put(FRAMEWORK)),
        ("threats.yaml", put(THREATS)),
        ("sources.yaml", put(SOURCES)),
        ("capabilities/first-measure.yaml", put(CAPABILITY)),
        ("capabilities/second-measure.yaml", put(SECOND)),
    ]
}

/// A funder of which nothing is known yet.
pub fn funder(id: &str, date: &str) -> String {
    FUNDER.replace("FUNDER", id).replace("DATE", date)
}

/// The line of a copied file that names its schema, and above what follows it what to do with the copy.
pub fn copied(yaml: &str, what: &str) -> String {
    let (schema, rest) = match yaml.split_once('\n') {
        Some((first, rest)) if first.starts_with("# yaml-language-server:") => (format!("{first}\n"), rest),
        _ => (String::new(), yaml),
    };
    format!("{schema}{what}{rest}")
}

/// What to do with the copy of a capability.
pub const COPIED_CAPABILITY: &str = "\
# A copy of the built-in file, in whose place it stands. For another estimate change the three points under `effort`, in
# person-weeks, and say in `explanation` what they rest on; with `basis: analogy` no precedent is needed. Everything else
# may stay. `fundable catalog check` shows what differs from the built-in one.
";

/// What to do with the copy of a funder.
pub const COPIED_FUNDER: &str = "\
# A copy of the built-in file, in whose place it stands. Change what you know better, each fact with its source.
";

const FRAMEWORK: &str = r#"# yaml-language-server: $schema=schema/framework.json
# A framework of your own: what it is called, its levels and categories, and what it asks about a registry.
# Assessments and plans name this id. Give a changed framework another one, such as `...-v2`, and a map for `fundable migrate`.
id: FRAMEWORK
title: Title of the framework
version: "1"
# When this version came out: a year, a month or a day.
published: "DATE"
publisher: Who publishes it
# A source in sources.yaml.
reference: framework-text
licence: MIT
catalog_version: DATE
# What stays of the built-in catalog; `[]` begins from nothing. Its capabilities stay with `[capabilities]`.
keep_builtin: [work-kinds, funders]
# From 0 without a gap. A category has reached a level once everything of it up to there is in place.
levels:
  - level: 0
    title: Beginning
    meaning: At least one measure of level 1 that applies is not yet in place.
  - level: 1
    title: Basic
    meaning: What somebody who has reached level 1 can say.
  - level: 2
    title: Advanced
    meaning: What somebody who has reached level 2 can say.
categories:
  - id: first-category
    title: First category
    # Begins the number of each capability of the category.
    letter: F
    meaning: What these capabilities are about, as a sentence.
# Questions that decide what applies; `applies_when` in a capability names their answers. `taxonomy: []` asks nothing.
taxonomy:
  - id: uploads
    question: Do maintainers upload finished files?
    help: How to decide, as a sentence.
    answers:
      - id: "yes"
        label: Yes, finished files are uploaded
      - id: "no"
        label: No, they are made elsewhere
# What it takes to find out whether one capability is in place, in person-weeks.
assess_first:
  optimistic: 0.1
  likely: 0.2
  pessimistic: 0.5
  # Percent by kind of work; they sum to 100. `fundable catalog list --kind work-kinds` lists the kinds.
  work: {security: 50, management: 50}
  because: Say what these figures rest on.
"#;

const THREATS: &str = r#"# yaml-language-server: $schema=schema/threats.json
# What capabilities are good against. The weight, 1 (slight) to 5 (gravest), decides with the effort what comes first.
threats:
  - id: first-threat
    title: Title of the threat
    meaning: What happens, as a sentence.
    weight: 3
    because: Say why it has this weight.
# What happened, with date and source; `[]` as long as none is on record.
incidents: []
"#;

const SOURCES: &str = r#"# yaml-language-server: $schema=schema/sources.json
# Everything that is cited, by id. A source of facts about a funder also needs `grade: primary` (you have read it) or
# `grade: quoted` (somebody else quotes it).
sources:
  - id: framework-text
    title: Title of the text of the framework
    date: "DATE"
    # url: https://example.org/framework
"#;

const CAPABILITY: &str = r#"# yaml-language-server: $schema=../schema/capability.json
# A capability: what the framework asks for, what it takes, and the words of a proposal. The file is named after the id.
id: first-measure
# Category letter, level, and a count; tables show it.
number: F1.1
title: Do the first thing
category: first-category
level: 1
requirement: What the framework asks for, as a sentence.
reference: framework-text
# What has to come first: `hard` cannot be built without, `soft` is advice on the order. See second-measure.yaml.
needs: []
threats:
  - threat: first-threat
    # `primary` blocks or detects it by itself, `supporting` helps others to.
    contribution: primary
effort:
  # In person-weeks: if everything goes well, most likely, and if most things go wrong.
  optimistic: 1
  likely: 2
  pessimistic: 4
  # `precedent` where `precedents` name work on record, else `analogy`.
  basis: analogy
  explanation: Say what shapes each of the three points.
# Percent by kind of work; they sum to 100.
work:
  backend: 60
  security: 20
  writing: 20
# Time that passes after the work, such as a notice period.
calendar_lag:
  weeks: 0
  basis: analogy
  because: Nothing has to be waited for.
# Words of a proposal; {registry} and {ecosystem} stand for the names.
proposal:
  summary: One sentence on what {registry} will do.
  situation: The problem where this is missing.
  change: What will be built.
  benefits:
    - text: What somebody gains.
      # users, publishers, staff, downstream, researchers or registries.
      who: users
  deliverables:
    - text: What will be handed over
  acceptance:
    - text: How a reviewer can see that it is done
  risks:
    - risk: What may go wrong
      mitigation: What is done about it
  if_not_funded: What follows if nobody pays for it.
"#;

const SECOND: &str = r#"# yaml-language-server: $schema=../schema/capability.json
# A second capability, which needs the first one and applies only where files are uploaded.
id: second-measure
number: F2.1
title: Do the second thing
category: first-category
level: 2
requirement: What the framework asks for, as a sentence.
reference: framework-text
applies_when:
  - any_of: [uploads=yes]
    because: Where nothing is uploaded, there is nothing to look at.
needs:
  - capability: first-measure
    strength: hard
    because: Say why it cannot be built without.
# Parts that can be in place one by one; their shares of the effort sum to 100.
sub_checks:
  - id: first-part
    title: What is true when this part is in place
    share: 40
  - id: second-part
    title: What is true when that part is in place
    share: 60
threats:
  - threat: first-threat
    contribution: supporting
effort:
  optimistic: 2
  likely: 4
  pessimistic: 9
  basis: analogy
  explanation: Say what shapes each of the three points.
work:
  backend: 50
  security: 30
  writing: 20
calendar_lag:
  weeks: 4
  basis: analogy
  because: People are told four weeks before it begins.
proposal:
  summary: One sentence on what {registry} will do.
  situation: The problem where this is missing.
  change: What will be built.
  benefits:
    - text: What somebody gains.
      who: publishers
  deliverables:
    - text: What will be handed over for the first part
      sub_check: first-part
    - text: What will be handed over for the second part
      sub_check: second-part
  acceptance:
    - text: How a reviewer can see that it is done
  risks:
    - risk: What may go wrong
      mitigation: What is done about it
  if_not_funded: What follows if nobody pays for it.
"#;

const FUNDER: &str = r#"# yaml-language-server: $schema=../schema/funder.json
# A funder: what it pays for, asks and forbids. Nothing is known of it yet. Replace `unknown` by what you have read, each fact
# with the id of its source; leave it where you do not know. `fundable catalog show nlnet` shows a file that is filled in.
id: FUNDER
name: Name of the funder
about: What it is and what it pays for, in a sentence.
# home: https://example.org
# A list of facts: `- {fact: "...", source: FUNDER-call}`
eligibility: unknown
# {code: EUR, source: FUNDER-call}
currency: unknown
# The least and the most that it gives: {amount: 50000, source: FUNDER-call}
floor: unknown
ceiling: unknown
# {fact: "...", source: FUNDER-call}
duration: unknown
# When it takes proposals: `- {text: "...", deadlines: [2027-03-01], source: FUNDER-call}`
windows: unknown
criteria: unknown
duties: unknown
# Each {holds: true, fact: "...", source: FUNDER-call}
rules:
  no_duplicate_funding: unknown
  genai_disclosure: unknown
  explicit_rates: unknown
  consent: unknown
# The fields of its form, in their order. `part` says which part of a proposal answers one; `own-words` is for what only the
# applicant can say. `limit` is `none`, `unknown`, or a length such as `2000 characters` or `300 words`.
form:
  per: proposal
  fields:
    - id: title
      question: What is the project called?
      requirement: required
      kind: text
      limit: unknown
      part: title
      source: FUNDER-call
    - id: work
      question: What will be done?
      requirement: required
      kind: text
      limit: unknown
      part: work
      source: FUNDER-call
    - id: amount
      question: How much is asked for?
      requirement: required
      kind: amount
      limit: unknown
      part: cost
      source: FUNDER-call
# Where the facts stand. `grade: primary` if you have read it yourself, `quoted` if somebody else quotes it; `seen` is the day
# on which it was last found to hold.
sources:
  - id: FUNDER-call
    title: Title of the call or form
    date: "DATE"
    # url: https://example.org/call
    grade: quoted
"#;
