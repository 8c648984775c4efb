//! Every kind of problem, by its kebab-case code.

macro_rules! codes {
    ($($variant:ident $name:literal $description:literal;)*) => {
        /// A kind of problem in an input file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $description] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the stages that report them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as it is printed.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it means, in one sentence without a final dot.
            pub fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)* }
            }

            /// The page that `fundable explain <code>` prints, in Markdown.
            pub fn page(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("explain/", $name, ".md")),)* }
            }
        }
    };
}

codes! {
    // Reading.
    UnreadableFile "unreadable-file" "a file or folder that is needed cannot be read";
    FileTooLarge "file-too-large" "a file is larger than any real one of its kind";
    StrayFile "stray-file" "a file in a catalog folder is none that a catalog has";
    InvalidUtf8 "invalid-utf8" "a file is not UTF-8 text";
    ForbiddenCharacter "forbidden-character" "a file holds a control character or a text-direction override";
    MergeConflict "merge-conflict" "a file still holds the markers of a merge conflict";
    YamlSyntax "yaml-syntax" "a file is not YAML";
    InputTooComplex "input-too-complex" "a file is nested or repeated beyond any real one of its kind";
    DuplicateKey "duplicate-key" "a key stands twice in one mapping";
    UnknownField "unknown-field" "a key is none of the fields that may stand here";
    MissingField "missing-field" "a required field is left out";
    WrongType "wrong-type" "a value is of another kind than its field takes";
    UnknownValue "unknown-value" "a word is none of the words that may stand here";
    // Single values.
    EmptyText "empty-text" "a text that readers need is empty";
    InvalidId "invalid-id" "an id is not made of lower-case words with hyphens";
    ReservedId "reserved-id" "an id is the name of a device on Windows, where no file can have it";
    InvalidNumber "invalid-number" "a number is not a decimal number, or has too many decimals";
    NumberOutOfRange "number-out-of-range" "a number lies outside the range of its field";
    InvalidDate "invalid-date" "a date is not a day of the calendar in the form that is asked for";
    InvalidLink "invalid-link" "a link is not an absolute http or https address";
    UnknownCurrency "unknown-currency" "a currency is not an ISO 4217 code";
    UnknownPlaceholder "unknown-placeholder" "a word in braces is none of the placeholders";
    // Names.
    IdMismatch "id-mismatch" "the id in a file differs from the name of the file";
    DuplicateId "duplicate-id" "two entries have the same id";
    UnknownFramework "unknown-framework" "a file was written for another framework";
    UnknownCapability "unknown-capability" "a name is no capability of the catalog";
    UnknownCategory "unknown-category" "a name is no category of the framework";
    UnknownThreat "unknown-threat" "a name is no threat of the catalog";
    UnknownIncident "unknown-incident" "a name is no incident of the catalog";
    UnknownPrecedent "unknown-precedent" "a name is no precedent of the catalog";
    UnknownSource "unknown-source" "a name is no source of the catalog";
    UnknownWorkKind "unknown-work-kind" "a name is no work kind of the catalog";
    UnknownSubCheck "unknown-sub-check" "a name is no sub-check of the capability";
    UnknownQuestion "unknown-question" "a name is no taxonomy question of the framework";
    UnknownAnswer "unknown-answer" "a word is no answer to the taxonomy question";
    // Catalog.
    UnclearBase "unclear-base" "a framework does not say what it keeps of the built-in catalog";
    SharesNotWhole "shares-not-whole" "shares do not sum to 100 percent";
    EstimateOutOfOrder "estimate-out-of-order" "the three points of a range are not in rising order";
    UnclearNeed "unclear-need" "a need names neither one capability nor a choice of several";
    NeedOnItself "need-on-itself" "a capability needs itself";
    NeedCycle "need-cycle" "capabilities need each other in a circle";
    NoPrecedent "no-precedent" "an estimate rests on precedents but cites none";
    UngradedSource "ungraded-source" "a fact about a funder rests on a source without a grade";
    InvalidLimit "invalid-limit" "the limit of a form field is not a length that we can count";
    // Assessment.
    MissingAnswer "missing-answer" "a taxonomy question that applies has no answer";
    NeedlessAnswer "needless-answer" "a taxonomy question is answered that does not apply";
    NoProvider "no-provider" "a capability is delegated, but nobody says to whom";
    NoReason "no-reason" "a capability is called not applicable without a reason";
    NoShareLeft "no-share-left" "a partial answer does not say how much is left";
    TwoSharesLeft "two-shares-left" "a partial answer says in two ways how much is left";
    PartsContradictStatus "parts-contradict-status" "the sub-checks contradict the status";
    StrayField "stray-field" "a field has no meaning with this status";
    NoEvidence "no-evidence" "a status other than missing or unknown is given without evidence";
    EvidenceAfterAssessment "evidence-after-assessment" "evidence is dated after the assessment";
    DoneButNotApplicable "done-but-not-applicable" "a capability is in place although the taxonomy says that it does not apply";
    MetWithoutNeed "met-without-need" "a capability is met although one that it cannot be built without is missing";
    UnlistedCapabilities "unlisted-capabilities" "capabilities are not listed and count as unknown";
    // Plan.
    PlanBeforeAssessment "plan-before-assessment" "the plan is dated before the assessment";
    StartBeforePlan "start-before-plan" "work starts before the date of the plan";
    NothingToReach "nothing-to-reach" "the target asks for nothing";
    IncludedAndExcluded "included-and-excluded" "a capability is both included and excluded";
    KindInTwoRoles "kind-in-two-roles" "a work kind belongs to two roles";
    KindWithoutRole "kind-without-role" "no role does a work kind";
    UnknownRole "unknown-role" "a name is no role of the team";
    ReversedDates "reversed-dates" "the first of two dates is after the last";
    StretchTooLong "stretch-too-long" "a stretch of days is longer than any real one of its kind";
    NoDate "no-date" "an entry for dates has none";
    DeadlineBeforeStart "deadline-before-start" "something should be ready before the plan begins";
    TwoPackages "two-packages" "a capability stands in two work packages";
    EmptyPackage "empty-package" "a work package holds no capability";
    MissingRate "missing-rate" "a work kind has no rate";
    MissingExchangeRate "missing-exchange-rate" "a cost is in another currency and no exchange rate is given";
    UnknownNeed "unknown-need" "a soft need is dropped that does not exist";
    NeedIsHard "need-is-hard" "a hard need cannot be dropped";
    EmptyOverride "empty-override" "an override changes nothing";
    DoneButOpen "done-but-open" "the ledger calls a capability done that the assessment does not call met";
    DoubleFunding "double-funding" "two funders are said to pay for the same work";
    UnknownWorkPackage "unknown-work-package" "a name is no work package of the plan";
    EmptyProgress "empty-progress" "an entry about progress does not say what was done";
    ProgressAfterPlan "progress-after-plan" "progress is dated after the plan";
    UnknownFunder "unknown-funder" "a name is no funder of the catalog";
    UnknownFormField "unknown-form-field" "a name is no field of the funder's form";
    AnswerTooLong "answer-too-long" "an answer is longer than its field takes";
    AnswerTooShort "answer-too-short" "an answer is shorter than its field takes";
    InvalidAnswer "invalid-answer" "an answer is not of the kind that its field takes";
    OldFunderFacts "old-funder-facts" "what is known about a funder is more than six months old";
    // Migrations.
    MapOfOtherFramework "map-of-other-framework" "a migration map is for another framework than the files or the new catalog";
    UnmappedCapability "unmapped-capability" "a migration map does not say what becomes of a capability";
    UnclearMap "unclear-map" "a migration map says two things of one capability, or not enough";
    // Templates.
    TemplateFault "template-fault" "a template of your own cannot be used";
    TemplateUnused "template-unused" "a template of your own has a name that nothing uses";
    ThemeFault "theme-fault" "colours, logo or style of your own cannot be used";
    LowContrast "low-contrast" "text in a colour of your own is hard to read";
    // Reviews.
    DuplicateReviewer "duplicate-reviewer" "two reviews are by the same reviewer";
    ReviewOfOtherRegistry "review-of-other-registry" "a review is about another registry than the workspace";
    ReviewOfOtherPlan "review-of-other-plan" "a review was made on another version of the workspace's files";
    AgreesButDiffers "agrees-but-differs" "a review agrees with an estimate but gives other figures";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kebab_case_and_unique() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert!(
            names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        );
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
