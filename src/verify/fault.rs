//! What can be wrong with a plan, and what the checks say.

use schemars::JsonSchema;
use serde::Serialize;

use crate::text::printable;

/// More than this many characters of a text are not shown.
pub(super) const MAX_SHOWN: usize = 1_000;

macro_rules! kinds {
    ($($variant:ident $name:literal $description:literal;)*) => {
        /// A kind of fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $(#[doc = $description] $variant,)*
        }

        impl Kind {
            /// Every kind, in the order of the checks that report them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The kind as it is printed.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

kinds! {
    // Shape.
    AbsurdSize "absurd-size" "A number is far beyond any real plan, and would make exact sums overflow.";
    UnknownIndex "unknown-index" "A number names no step or role.";
    WrongLength "wrong-length" "Two lists that belong together differ in length.";
    // Steps and needs.
    RepeatedStep "repeated-step" "A step stands in the plan twice.";
    WrongStep "wrong-step" "A step is described differently in two places.";
    NeedStandsLater "need-stands-later" "A step stands before one that it needs.";
    MissingNeed "missing-need" "A planned need is not among the steps that come first, or the other way round.";
    // Effort.
    EffortRange "effort-range" "Low, mean and high are not in rising order.";
    EffortOfRoles "effort-of-roles" "What the roles do is not the effort of the step.";
    WrongEffort "wrong-effort" "An effort is not what the whole numbers make.";
    WrongCapacity "wrong-capacity" "What a role does in a day does not follow from its full-time persons.";
    WrongDuration "wrong-duration" "The days of work do not follow from efforts and capacities.";
    WrongDemand "wrong-demand" "What a role does on each day is not its effort spread over the days.";
    // Days and dates.
    NotAWorkingDay "not-a-working-day" "A date falls on a weekend or a holiday.";
    WrongDate "wrong-date" "A date and the number of its day contradict each other.";
    WrongLag "wrong-lag" "The lag does not lead from the end of work to the day on which the step is ready.";
    StartsTooEarly "starts-too-early" "A step starts before one that it needs is ready, or before its earliest date.";
    WrongLateness "wrong-lateness" "The days by which a deadline is missed are not those that the dates make.";
    WrongPause "wrong-pause" "Work and pauses between start and end do not add up to the days of work.";
    Overbooked "overbooked" "A role has more to do on a day than it can.";
    WrongList "wrong-list" "The list is not every step once, each after those that it needs.";
    WrongPlacement "wrong-placement" "A step is not where the list puts it: it could start earlier.";
    WrongMilestone "wrong-milestone" "A milestone is not the end of the steps that lead to it.";
    // Money.
    CostRange "cost-range" "Low, mean and high of a cost are not in rising order.";
    WrongCost "wrong-cost" "A cost is not the sum of its parts, or is shown differently elsewhere.";
    WrongOverhead "wrong-overhead" "The overhead is not the stated percentage.";
    // Order.
    WrongSequence "wrong-sequence" "The groups, one after the other, are not the steps in their order.";
    WrongJob "wrong-job" "Effort and value in the order are not in proportion to those of the steps.";
    WrongObjective "wrong-objective" "The sum of value times end is not that of the sequence.";
    WrongBlock "wrong-block" "The blocks are not the sequence, or the cost of one is wrong.";
    DensityRises "density-rises" "A block is denser than the one before it.";
    WrongFlow "wrong-flow" "A flow is out of range, repeated, or not along a need inside its block.";
    UnevenFlow "uneven-flow" "The flow does not even out the weight of a step, so it proves nothing.";
    NotTheBest "not-the-best" "Some order of the block costs less than is said to be possible.";
    WrongBound "wrong-bound" "A lower bound is above what it bounds, or not what its parts make.";
    // Ends.
    WrongWeight "wrong-weight" "What a day of waiting costs does not follow from the value and the policy.";
    WrongSum "wrong-sum" "A sum over the steps is wrong.";
    WrongEnd "wrong-end" "The end of the plan is not that of its last step.";
    BrokenChain "broken-chain" "A step of the critical chain does not wait for the one before it, or the chain ends too early.";
    WrongFloat "wrong-float" "A step cannot slip as far as is said without moving the end, a deadline or a step that waits.";
}

/// A contradiction in a plan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Fault {
    /// What kind it is, in kebab-case.
    #[serde(serialize_with = "by_name")]
    #[schemars(with = "String")]
    pub kind: Kind,
    /// Where in the JSON, such as `exact.steps[3].start`.
    pub at: String,
    /// The numbers that contradict each other, as a sentence.
    pub message: String,
}

fn by_name<S: serde::Serializer>(kind: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.name())
}

/// One check and its result.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// What was checked, with counts.
    pub checked: String,
    /// What could not be proved once more and is taken as the plan states it; none where all was.
    pub not_proved: Option<String>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl Check {
    /// A check that has found nothing so far.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, checked: String::new(), not_proved: None, faults: Vec::new() }
    }

    /// Note a fault.
    pub(super) fn fault(&mut self, kind: Kind, at: impl Into<String>, message: impl Into<String>) {
        self.faults.push(Fault { kind, at: at.into(), message: printable(&message.into(), MAX_SHOWN) });
    }

    /// Note a fault unless something holds; the texts are made only then.
    pub(super) fn ensure(&mut self, holds: bool, kind: Kind, fault: impl FnOnce() -> (String, String)) {
        if !holds {
            let (at, message) = fault();
            self.fault(kind, at, message);
        }
    }

    /// The check, with what it has looked at.
    pub(super) fn done(mut self, checked: impl Into<String>) -> Self {
        self.checked = checked.into();
        self
    }
}

/// `fundable verify --json`, format `fundable-verification/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Report {
    /// Always `fundable-verification/1`.
    pub format: &'static str,
    /// Whether no check found a fault.
    pub accepted: bool,
    /// Number of faults.
    pub n_faults: usize,
    /// The checks in their order; those that could not begin after a fault in the shape are absent.
    pub checks: Vec<Check>,
}

impl Report {
    pub(super) fn of(checks: Vec<Check>) -> Self {
        let n_faults = checks.iter().map(|check| check.faults.len()).sum();
        Self { format: "fundable-verification/1", accepted: n_faults == 0, n_faults, checks }
    }
}
