//! What must hold for every problem.

use proptest::prelude::*;

use super::super::{
    Answer, Item, Limits, Next, Nothing, Problem, Proof, Verified, Window, best, by_corners, corners, verify,
    verify_corners,
};
use super::brute;
use crate::plan::order::generate::{Recipe, generate};
use crate::plan::random;

/// Items and needs in any order of labels; half of the problems rise in value towards the items that wait most.
fn problems(max_items: usize) -> impl Strategy<Value = Problem> {
    let sizes = prop_oneof![
        // Ties and zeros everywhere.
        (Just(2u64), Just(2u64)),
        (Just(6u64), Just(9u64)),
        // Hardly any ties.
        (Just(1_000u64), Just(1_000u64)),
        // Value in proportion to cost, nearly: the hard ones.
        (Just(50u64), Just(0u64)),
    ];
    (1..=max_items, sizes, 0.0..0.6f64)
        .prop_flat_map(|(n, (max_cost, max_value), share)| {
            let items = proptest::collection::vec((0..=max_cost, 0..=max_value), n);
            let needs = proptest::collection::vec(proptest::bool::weighted(share), n * n);
            let place = Just((0..n).collect::<Vec<usize>>()).prop_shuffle();
            (items, needs, place, any::<bool>(), Just(max_value == 0))
        })
        .prop_map(|(mut items, bits, place, is_rising, is_even)| {
            let n = items.len();
            for (item, (cost, value)) in items.iter_mut().enumerate() {
                if is_even {
                    *value = *cost + item as u64 % 3;
                } else if is_rising {
                    *value = random::rising(*value, place[item], n);
                }
            }
            let needs = random::needs(&place, &bits);
            let items = items.into_iter().map(|(cost, value)| Item { cost, value }).collect();
            Problem::new(items, needs).unwrap()
        })
}

/// A problem, and a window somewhere between nothing and a little more than all of it costs; half have a lower end.
fn questions(max_items: usize) -> impl Strategy<Value = (Problem, Window)> {
    (problems(max_items), 0..=1_050u64, 0..=300u64, any::<bool>()).prop_map(|(problem, upper, width, has_min)| {
        let (total, _) = problem.totals(0..problem.len());
        let max = total * upper / 1_000;
        let min = has_min.then_some(max.saturating_sub(total * width / 1_000));
        (problem, Window { min, max })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_best_choice_is_found((problem, window) in questions(12)) {
        let answer = best(&problem, window, &Limits::default());
        let sets = brute::closed_sets(&problem);
        let truth = brute::best(&sets, window);
        prop_assert_eq!(verify(&problem, window, &answer), Ok(Verified::Fully));
        match (&answer, truth) {
            (Answer::Chosen(choice), Some(truth)) => {
                prop_assert_eq!(&choice.chosen, &truth.items);
                prop_assert_eq!((choice.cost, choice.value), (truth.cost, truth.value));
                prop_assert_eq!(choice.proof, Proof::Optimal);
                prop_assert!(choice.is_lowest);
                match (&choice.next, brute::next(&sets, window, truth.value)) {
                    (Next::Nothing, None) => {}
                    (Next::Buys(next), Some(truth)) => {
                        prop_assert_eq!(window.max + next.extra, truth.cost);
                        prop_assert!(next.is_proved);
                        prop_assert_eq!(next.value, truth.value);
                        let mut items = choice.chosen.clone();
                        items.retain(|item| !next.drops.contains(item));
                        items.extend(&next.adds);
                        items.sort_unstable();
                        prop_assert_eq!(&items, &truth.items);
                    }
                    (found, truth) => prop_assert!(false, "{:?} but {:?}", found, truth),
                }
            }
            (Answer::Nothing(nothing), None) => prop_assert!(*nothing != Nothing::NotFound),
            (answer, truth) => prop_assert!(false, "{:?} but {:?}", answer, truth),
        }
    }

    #[test]
    fn without_search_the_bound_holds((problem, window) in questions(12), work in 0..100u64) {
        let sets = brute::closed_sets(&problem);
        for answer in [by_corners(&problem, window), best(&problem, window, &Limits { work })] {
            prop_assert_eq!(verify(&problem, window, &answer), Ok(Verified::Fully));
            if let (Some(choice), Some(truth)) = (answer.choice(), brute::best(&sets, window)) {
                prop_assert!(choice.value <= truth.value && truth.value <= choice.bound());
            }
            if window.min.is_none() {
                prop_assert!(answer.choice().is_some());
            }
        }
    }

    #[test]
    fn corners_are_best_for_their_cost(problem in problems(12)) {
        let corners = corners(&problem);
        prop_assert_eq!(verify_corners(&problem, &corners), Ok(()));
        let sets = brute::closed_sets(&problem);
        for corner in &corners {
            let truth = brute::best(&sets, Window::up_to(corner.cost)).unwrap();
            prop_assert_eq!(corner.value, truth.value);
            let answer = by_corners(&problem, Window::up_to(corner.cost));
            prop_assert_eq!(answer.choice().unwrap().value, corner.value);
        }
    }

    #[test]
    fn a_larger_budget_is_never_worth_less((problem, window) in questions(14), more in 0..100u64) {
        let limits = Limits::default();
        let value = |max| best(&problem, Window { max, ..window }, &limits).choice().map(|choice| choice.value);
        prop_assert!(value(window.max) <= value(window.max + more));
    }

    #[test]
    fn a_need_less_is_never_worth_less((problem, window) in questions(14), pick in 0..1_000usize) {
        let mut needs: Vec<Vec<usize>> = (0..problem.len()).map(|item| problem.needs(item).to_vec()).collect();
        let n_needs: usize = needs.iter().map(Vec::len).sum();
        let mut position = pick % n_needs.max(1);
        for list in &mut needs {
            if position < list.len() {
                list.remove(position);
                break;
            }
            position -= list.len();
        }
        let freer = Problem::new(problem.items().to_vec(), needs).unwrap();
        let value = |problem| best(problem, window, &Limits::default()).choice().map(|choice| choice.value);
        prop_assert!(value(&problem) <= value(&freer));
    }

    #[test]
    fn labels_and_repeats_do_not_matter(
        ((problem, window), place) in questions(12).prop_flat_map(|(problem, window)| {
            let labels: Vec<usize> = (0..problem.len()).collect();
            (Just((problem, window)), Just(labels).prop_shuffle())
        })
    ) {
        let mut items = problem.items().to_vec();
        let mut needs = vec![Vec::new(); problem.len()];
        for item in 0..problem.len() {
            items[place[item]] = problem.items()[item];
            needs[place[item]] = problem.needs(item).iter().rev().chain(problem.needs(item)).map(|&n| place[n]).collect();
        }
        let shuffled = Problem::new(items, needs).unwrap();
        let answers = [&problem, &shuffled].map(|problem| best(problem, window, &Limits::default()));
        let sums = |answer: &Answer| match answer {
            Answer::Chosen(choice) => Ok((choice.cost, choice.value)),
            Answer::Nothing(nothing) => Err(*nothing),
        };
        prop_assert_eq!(sums(&answers[0]), sums(&answers[1]));
        // Where no other set is as good, it is the same items too.
        if let [Answer::Chosen(one), Answer::Chosen(other)] = &answers {
            let sets = brute::closed_sets(&problem);
            if sets.iter().filter(|set| (set.cost, set.value) == (one.cost, one.value)).count() == 1 {
                let mut moved: Vec<usize> = one.chosen.iter().map(|&item| place[item]).collect();
                moved.sort_unstable();
                prop_assert_eq!(&moved, &other.chosen);
            }
        }
    }

    #[test]
    fn the_order_of_needs_does_not_matter(
        ((problem, window), needs) in questions(14).prop_flat_map(|(problem, window)| {
            let lists = (0..problem.len()).map(|item| Just(problem.needs(item).to_vec()).prop_shuffle());
            let lists: Vec<_> = lists.collect();
            (Just((problem, window)), lists)
        })
    ) {
        let shuffled = Problem::new(problem.items().to_vec(), needs).unwrap();
        let limits = Limits::default();
        prop_assert_eq!(best(&problem, window, &limits), best(&shuffled, window, &limits));
        prop_assert_eq!(corners(&problem), corners(&shuffled));
    }
}

/// Larger problems, with and without ties, against every subset.
#[test]
fn the_best_choice_of_16_items_is_found() {
    for seed in 0..60 {
        let (max_effort, max_value) = if seed % 2 == 0 { (5, 6) } else { (1_000, 1_000) };
        let needs_per_100_jobs = 50 + 30 * (seed as usize % 6);
        let recipe = Recipe { needs_per_100_jobs, max_effort, max_value, seed, ..Recipe::sparse(16) };
        let instance = generate(&recipe).unwrap();
        let items = instance.jobs().iter().map(|job| Item { cost: job.effort, value: job.value }).collect();
        let problem = Problem::new(items, (0..16).map(|item| instance.needs(item).to_vec()).collect()).unwrap();
        let (total, _) = problem.totals(0..16);
        let sets = brute::closed_sets(&problem);
        for tenths in [1, 3, 5, 8] {
            let window = Window::up_to(total * tenths / 10);
            let answer = best(&problem, window, &Limits::default());
            let truth = brute::best(&sets, window).unwrap();
            let choice = answer.choice().unwrap();
            assert_eq!((&choice.chosen, choice.cost, choice.value), (&truth.items, truth.cost, truth.value), "{seed}");
            assert_eq!(choice.proof, Proof::Optimal);
        }
    }
}
