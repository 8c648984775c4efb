//! Sound files and unsound ones.

use proptest::prelude::*;

use super::*;
use crate::plan::makespan::generate::{Recipe, generate};

/// Four jobs of which two share a resource; the third waits for the second although its number is lower.
const SMALL: &str = "\
************************************************************************
jobs (incl. supersource/sink ):  5
RESOURCES
  - renewable                 :  2   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           3   4
   2        1          1           5
   3        1          1           2
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     4       2    0
  3      1     3       1    3
  4      1     2       0    1
  5      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    3
************************************************************************
";

#[test]
fn jobs_are_put_in_topological_order() {
    let project = read(SMALL).unwrap();
    assert_eq!(project.numbers, [1, 3, 2, 4, 5]);
    assert_eq!(project.workforce, Workforce::of_units(vec![2, 3]));
    let [_, third, second, ..] = &project.activities[..] else { panic!("five jobs") };
    assert_eq!((third.n_days, &third.demand[..], &third.after[..]), (3, &[(0, 1), (1, 3)][..], &[0][..]));
    assert_eq!((second.n_days, &second.demand[..], &second.after[..]), (4, &[(0, 2)][..], &[1][..]));
}

/// The error of the small file after a change, which must find what it replaces.
fn fault(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "{from}");
    read(&SMALL.replacen(from, to, 1)).unwrap_err().to_string()
}

#[test]
fn errors_name_the_line_and_the_mend() {
    let faults = [
        fault("jobs (incl. supersource/sink ):  5", ""),
        fault("):  5", "):  99999999999999999999"),
        fault("):  5", "):  6"),
        fault("):  5", "):  4"),
        fault("nonrenewable              :  0", "nonrenewable              :  1"),
        fault("PRECEDENCE RELATIONS:", ""),
        fault("   4        1          1           5", "   4        2          1           5"),
        fault("   4        1          1           5", "   4        1          2           5"),
        fault("   4        1          1           5", "   4        1          1           6"),
        fault("   4        1          1           5", "   3        1          1           5"),
        fault("   5        1          0", "   5        1          1           2"),
        fault("  2      1     4       2    0", "  2      1     4       3    0"),
        fault("  2      1     4       2    0", "  2      1     4       2"),
        fault("  2      1     4       2    0", "  2      1    -4       2    0"),
        fault("  2      1     4       2    0", "  2      1     999999999    2    0"),
        fault("    2    3\n", "    2\n"),
        fault("    2    3\n", "\n"),
        fault("    2    3\n", "    2    3\n    2    3\n"),
    ];
    let expected = [
        "line 1: there is no line `jobs`; add `jobs : ` and a number above the first heading",
        "line 2: the number after `jobs` is `99999999999999999999`; write a number from 1 to 5000",
        "line 14: there are 5 rows under `PRECEDENCE RELATIONS` for 6 jobs; add the rows that are missing, or lower the \
         number of jobs",
        "line 14: there are more rows under `PRECEDENCE RELATIONS` than the 4 jobs; take this row out, or raise the \
         number of jobs",
        "line 5: the number after `- nonrenewable` is `1`; write 0",
        "line 28: there is no heading `PRECEDENCE RELATIONS`; add it with its rows, as in other `.sm` files",
        "line 13: the number of modes is `2`; write 1",
        "line 13: there are 4 numbers where 5 belong; check how many successors the row has",
        "line 13: the successor is `6`; write a number from 1 to 5",
        "line 13: the number of the job is `3`; write 4",
        "line 8: jobs wait for each other: 2 -> 5 -> 2; take one of them out of the successors of another",
        "line 20: job 2 demands more of resource 1 than there is; lower the demand or raise the availability",
        "line 20: there are 4 numbers where 5 belong; check how many demands the row has",
        "line 20: the duration is `-4`; write a number from 0 to 100000000",
        "line 20: the duration is `999999999`; write a number from 0 to 100000000",
        "line 27: there are 1 numbers where 2 belong; check how many availabilities the row has",
        "line 25: there is no row of numbers under `RESOURCEAVAILABILITIES`; add one with a number per resource",
        "line 28: there is a second row under `RESOURCEAVAILABILITIES`; take it out",
    ];
    assert_eq!(faults, expected);
}

#[test]
fn a_file_cut_short_anywhere_is_an_error_or_the_same_project() {
    let whole = read(SMALL).unwrap();
    for (end, _) in SMALL.char_indices() {
        assert!(read(&SMALL[..end]).map_or(true, |project| project.activities == whole.activities), "{end}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(seed in any::<u64>(), n in 1_usize..40) {
        let made = generate(&Recipe { seed, ..Recipe::usual(n) });
        let workforce = Workforce::of_units(made.room);
        let text = write(&made.activities, &workforce);
        let project = read(&text).unwrap();
        prop_assert_eq!(write(&project.activities[1..=n].iter().map(|activity| Activity {
            after: activity.after.iter().filter(|before| **before > 0).map(|before| before - 1).collect(),
            ..activity.clone()
        }).collect::<Vec<_>>(), &project.workforce), text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "[ -~\n]{0,300}", at in 0_usize..SMALL.len()) {
        let _ = read(&text);
        let _ = read(&format!("{}{text}{}", &SMALL[..at], &SMALL[at..]));
    }
}
