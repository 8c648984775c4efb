//! Random numbers that are the same on every machine.

/// The generator SplitMix64 (Steele, Lea & Flood 2014): four lines, and the same on every machine.
#[derive(Debug, Clone)]
pub(super) struct SplitMix(pub u64);

impl SplitMix {
    /// Any number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to but not including `limit`; slightly uneven, which is of no matter here.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}
