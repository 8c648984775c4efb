//! Problems with a known answer, and large ones.

use super::super::{
    Answer, Item, Limits, Next, Nothing, Problem, ProblemError, Proof, Verified, Window, best, by_corners, corners,
    verify, verify_corners,
};
use super::problem;
use crate::plan::order::generate::{Recipe, Shape, generate};

fn solve(problem: &Problem, window: Window) -> Answer {
    let answer = best(problem, window, &Limits::default());
    verify(problem, window, &answer).unwrap();
    answer
}

fn chosen(problem: &Problem, max: u64) -> Vec<usize> {
    let answer = solve(problem, Window::up_to(max));
    answer.choice().unwrap().chosen.clone()
}

#[test]
fn nothing_to_choose_from() {
    let problem = problem(&[], &[]);
    let answer = solve(&problem, Window::up_to(0));
    let choice = answer.choice().unwrap();
    assert!(choice.chosen.is_empty() && choice.left_out.is_empty() && choice.next == Next::Nothing);
    assert_eq!(corners(&problem).len(), 1);
    assert_eq!(solve(&problem, Window { min: Some(1), max: 1 }), Answer::Nothing(Nothing::AllCostLess { total: 0 }));
}

#[test]
fn what_costs_nothing_is_always_chosen() {
    let problem = problem(&[(0, 0), (5, 0), (0, 3), (0, 0), (5, 1)], &[(3, 1), (2, 0)]);
    assert_eq!(chosen(&problem, 0), [0, 2]);
    // Nobody pays 5 for nothing, and what waits for it is not worth anything either.
    assert_eq!(chosen(&problem, 9), [0, 2, 4]);
    assert_eq!(chosen(&problem, u64::MAX), [0, 2, 4]);
}

#[test]
fn money_that_must_be_spent_is_spent() {
    let problem = problem(&[(5, 0), (3, 0), (5, 1)], &[]);
    let answer = solve(&problem, Window { min: Some(8), max: 12 });
    assert_eq!(answer.choice().unwrap().chosen, [1, 2]);
    let answer = solve(&problem, Window { min: Some(6), max: 7 });
    assert_eq!(answer, Answer::Nothing(Nothing::NoneWithin));
    let answer = solve(&problem, Window { min: Some(7), max: 6 });
    assert_eq!(answer, Answer::Nothing(Nothing::EmptyWindow));
}

#[test]
fn the_best_is_not_always_on_the_way() {
    // By density 0 comes first, and then 1 does not fit.
    let problem = problem(&[(2, 10), (9, 40)], &[]);
    assert_eq!(chosen(&problem, 10), [1]);
    assert_eq!(by_corners(&problem, Window::up_to(10)).choice().unwrap().chosen, [0]);
}

#[test]
fn problems_are_checked() {
    let item = |cost, value| Item { cost, value };
    let check = |items, needs| Problem::new(items, needs).unwrap_err().to_string();
    assert_eq!(check(vec![], vec![vec![]]), "0 items but 1 lists of needs");
    assert_eq!(check(vec![item(1, 1)], vec![vec![1]]), "item 0 needs unknown item 1");
    assert_eq!(check(vec![item(1, 1); 2], vec![vec![1], vec![0]]), "items need each other: 0 -> 1 -> 0");
    let large = Problem::new(vec![item(1 << 52, 0), item(1, 0)], vec![vec![], vec![]]);
    assert_eq!(large, Err(ProblemError::TooLarge));
}

#[test]
fn the_largest_numbers_stay_exact() {
    let half = 1 << 51;
    let problem = problem(&[(half, half - 1), (half - 1, half), (1, 0)], &[(0, 2), (1, 2)]);
    verify_corners(&problem, &corners(&problem)).unwrap();
    assert_eq!(chosen(&problem, half), [1, 2]);
    assert_eq!(chosen(&problem, 2 * half), [0, 1, 2]);
}

#[test]
fn equal_items_need_no_search() {
    let problem = problem(&[(7, 10); 100], &[]);
    let answer = solve(&problem, Window::up_to(355));
    let choice = answer.choice().unwrap();
    assert_eq!(choice.chosen, (0..50).collect::<Vec<usize>>());
    assert!(choice.is_lowest && choice.proof == Proof::Optimal);
    assert!(matches!(&choice.next, Next::Buys(next) if next.extra == 2 && next.is_proved && next.adds == [50]));
}

/// An instance of the ordering problem as a problem of money.
fn made_up(recipe: &Recipe) -> Problem {
    let instance = generate(recipe).unwrap();
    let items = instance.jobs().iter().map(|job| Item { cost: job.effort, value: job.value }).collect();
    Problem::new(items, (0..instance.len()).map(|job| instance.needs(job).to_vec()).collect()).unwrap()
}

#[test]
fn problems_of_200_items_are_solved() {
    for seed in 1..=3 {
        for shape in [Shape::Random, Shape::Layers(5)] {
            let recipe = Recipe { max_effort: 20_000_000, seed, shape, ..Recipe::sparse(200) };
            let problem = made_up(&recipe);
            let (total, _) = problem.totals(0..200);
            for percent in [10, 30, 50, 80] {
                let window = Window::up_to(total * percent / 100);
                let answer = best(&problem, window, &Limits::default());
                let choice = answer.choice().unwrap();
                assert_eq!(choice.proof, Proof::Optimal, "seed {seed}, {shape:?}, {percent} %");
                let verified = verify(&problem, window, &answer).unwrap();
                assert!(matches!(verified, Verified::UpToBound { bound } if bound >= choice.value));
            }
        }
    }
}

#[test]
fn large_problems_get_a_bound() {
    let problem = made_up(&Recipe { max_effort: 20_000_000, ..Recipe::sparse(2_000) });
    let (total, _) = problem.totals(0..2_000);
    let answer = by_corners(&problem, Window::up_to(total / 3));
    let choice = answer.choice().unwrap();
    assert!(choice.gap_percent() < 5.0, "{}", choice.gap_percent());
}

#[test]
fn the_same_question_has_the_same_answer() {
    let problem = made_up(&Recipe { max_effort: 20_000_000, seed: 7, ..Recipe::sparse(60) });
    let window = Window { min: Some(100_000_000), max: 200_000_000 };
    let first = solve(&problem, window);
    for _ in 0..10 {
        assert_eq!(solve(&problem, window), first);
    }
}
