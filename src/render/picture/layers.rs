//! Where the boxes of a dependency graph stand: in layers, with few crossings.
//!
//! Sugiyama, Tagawa & Toda, *Methods for visual understanding of hierarchical system structures*, IEEE Transactions on
//! Systems, Man, and Cybernetics 11(2), 1981: a box stands one layer after the last of those it needs (longest path), an
//! edge over several layers gets a place of its own in each between, and each layer is sorted by the mean place of its
//! neighbours. Heights then follow the neighbours as closely as the order allows.

/// A place in a layer: a box, or where an edge goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The layer, from 0.
    pub layer: usize,
    /// Distance of its middle from the top of the picture's body.
    pub middle: i32,
    height: i32,
    /// Places of the layer before that lead here.
    before: Vec<usize>,
    /// Places of the layer after.
    after: Vec<usize>,
}

/// Places of all boxes, in their order, then those of edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layers {
    /// The places.
    pub places: Vec<Place>,
    /// Per edge its index and its places, from the box that comes first to the one that waits.
    pub routes: Vec<(usize, Vec<usize>)>,
    /// Number of layers.
    pub n_layers: usize,
    /// Height of all.
    pub height: i32,
}

/// Room for an edge that goes by, and between boxes.
const PASSING: i32 = 6;
const GAP: i32 = 8;
/// Rounds of sorting; after so many, orders hardly change.
const N_ROUNDS: usize = 12;

/// Place boxes of the given heights; an edge leads from a box to one that waits for it. What lies on a cycle, which no
/// plan has, stands in the first layer.
pub fn layers(heights: &[i32], edges: &[(usize, usize)]) -> Layers {
    let depth = depths(heights.len(), edges);
    let place = |(layer, height): (usize, i32)| Place { layer, middle: 0, height, before: vec![], after: vec![] };
    let mut places: Vec<Place> = depth.iter().copied().zip(heights.iter().copied()).map(place).collect();
    let mut routes = Vec::new();
    for (idx, (from, to)) in edges.iter().copied().enumerate().filter(|(_, (from, to))| depth[*from] < depth[*to]) {
        let mut route = vec![from];
        for layer in depth[from] + 1..depth[to] {
            route.push(places.len());
            places.push(place((layer, PASSING)));
        }
        route.push(to);
        for pair in route.windows(2) {
            places[pair[0]].after.push(pair[1]);
            places[pair[1]].before.push(pair[0]);
        }
        routes.push((idx, route));
    }
    let n_layers = depth.iter().max().map_or(0, |deepest| deepest + 1);
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); n_layers];
    places.iter().enumerate().for_each(|(idx, place)| order[place.layer].push(idx));
    sort(&places, &mut order);
    spread(&mut places, &order);
    let top = places.iter().map(|place| place.middle - place.height / 2).min().unwrap_or(0);
    places.iter_mut().for_each(|place| place.middle -= top);
    let height = places.iter().map(|place| place.middle + place.height / 2 + 1).max().unwrap_or(0);
    Layers { places, routes, n_layers, height }
}

/// Length of the longest path that ends at each box.
fn depths(n: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut n_open = vec![0; n];
    let mut after = vec![Vec::new(); n];
    for (from, to) in edges {
        n_open[*to] += 1;
        after[*from].push(*to);
    }
    let mut depth = vec![0; n];
    let mut ready: Vec<usize> = (0..n).filter(|idx| n_open[*idx] == 0).collect();
    while let Some(done) = ready.pop() {
        for next in &after[done] {
            depth[*next] = depth[*next].max(depth[done] + 1);
            n_open[*next] -= 1;
            if n_open[*next] == 0 {
                ready.push(*next);
            }
        }
    }
    (0..n).map(|idx| if n_open[idx] == 0 { depth[idx] } else { 0 }).collect()
}

/// Sort each layer by the mean position of its neighbours, to and fro; the order with the fewest crossings is kept.
fn sort(places: &[Place], order: &mut Vec<Vec<usize>>) {
    let mut position = vec![0_usize; places.len()];
    let note = |layer: &[usize], position: &mut Vec<usize>| {
        layer.iter().enumerate().for_each(|(at, place)| position[*place] = at);
    };
    order.iter().for_each(|layer| note(layer, &mut position));
    let mut best = (crossings(places, order, &position), order.clone());
    for round in 0..N_ROUNDS {
        let forward = round % 2 == 0;
        let n = order.len();
        for step in 0..n {
            let layer = &mut order[if forward { step } else { n - 1 - step }];
            let mean = |place: &usize| {
                let near = if forward { &places[*place].before } else { &places[*place].after };
                let sum: usize = near.iter().map(|other| position[*other]).sum();
                if near.is_empty() { position[*place] * 1_000 } else { sum * 1_000 / near.len() }
            };
            // Between equals the order of the roadmap, in which boxes came.
            let mut keyed: Vec<(usize, usize)> = layer.iter().map(|place| (mean(place), *place)).collect();
            keyed.sort_unstable();
            *layer = keyed.into_iter().map(|(_, place)| place).collect();
            note(layer, &mut position);
        }
        let found = crossings(places, order, &position);
        if found < best.0 {
            best = (found, order.clone());
        }
    }
    *order = best.1;
}

/// Pairs of edges between neighbouring layers that cross: inversions of the lower ends, counted by a Fenwick tree.
fn crossings(places: &[Place], order: &[Vec<usize>], position: &[usize]) -> usize {
    let mut n_crossings = 0;
    for pair in order.windows(2) {
        let mut tree = vec![0_usize; pair[1].len() + 1];
        let mut n_seen = 0;
        for place in &pair[0] {
            let ends: Vec<usize> = places[*place].after.iter().map(|next| position[*next] + 1).collect();
            for end in &ends {
                let (mut at, mut n_not_above) = (*end, 0);
                while at > 0 {
                    n_not_above += tree[at];
                    at &= at - 1;
                }
                n_crossings += n_seen - n_not_above;
            }
            for end in ends {
                let mut at = end;
                while at < tree.len() {
                    tree[at] += 1;
                    at += at & at.wrapping_neg();
                }
                n_seen += 1;
            }
        }
    }
    n_crossings
}

/// Move each layer as near to its neighbours as its order allows.
fn spread(places: &mut [Place], order: &[Vec<usize>]) {
    for layer in order {
        let mut top = 0;
        for place in layer {
            places[*place].middle = top + places[*place].height / 2;
            top += places[*place].height + GAP;
        }
    }
    for round in 0..8 {
        for step in 0..order.len() {
            let layer = &order[if round % 2 == 0 { step } else { order.len() - 1 - step }];
            settle(places, layer);
        }
    }
}

/// The places of one layer by least squares: pools of neighbours that push each other share the mean of their wishes.
fn settle(places: &mut [Place], layer: &[usize]) {
    let mut offset = 0;
    let mut offsets = Vec::with_capacity(layer.len());
    // Pools as sum of wishes, and how many places are in them.
    let mut pools: Vec<(i32, i32)> = Vec::new();
    for place in layer {
        let Place { before, after, middle, height, .. } = &places[*place];
        let near: Vec<i32> = before.iter().chain(after).map(|other| places[*other].middle).collect();
        let n_near = i32::try_from(near.len()).unwrap_or(i32::MAX);
        let wish = if near.is_empty() { *middle } else { near.iter().sum::<i32>() / n_near };
        let at = offset + height / 2;
        offsets.push(at);
        offset += height + GAP;
        pools.push((wish - at, 1));
        while let [.., (sum, n), (next, n_next)] = pools[..]
            && i64::from(sum) * i64::from(n_next) > i64::from(next) * i64::from(n)
        {
            pools.pop();
            pools.pop();
            pools.push((sum + next, n + n_next));
        }
    }
    let starts = pools.iter().flat_map(|(sum, n)| (0..*n).map(move |_| sum.div_euclid(*n)));
    for ((place, at), start) in layer.iter().zip(offsets).zip(starts) {
        places[*place].middle = at + start;
    }
}
