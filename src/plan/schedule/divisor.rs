//! Division by a number that stays the same.

/// A divisor of 2 or more and of at most 31 bits, with its reciprocal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Divisor {
    number: u32,
    /// 2^64 / number, rounded up.
    reciprocal: u64,
}

impl Divisor {
    /// A number to divide by; 2 if it is less.
    pub fn new(number: u32) -> Self {
        let number = number.max(2);
        Self { number, reciprocal: u64::MAX / u64::from(number) + 1 }
    }

    /// The number.
    pub fn number(self) -> u32 {
        self.number
    }

    /// `dividend / number`, rounded up.
    ///
    /// Exact if both have 31 bits (Lemire, Kaser & Kurz, *Faster remainder by direct computation*, Software: Practice and
    /// Experience 49, 2019).
    pub fn div_ceil(self, dividend: u32) -> u32 {
        let dividend = u128::from(dividend) + u128::from(self.number - 1);
        ((dividend * u128::from(self.reciprocal)) >> 64) as u32
    }
}

impl Default for Divisor {
    fn default() -> Self {
        Self::new(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn divides_as_the_processor_does(dividend in 0..1_u32 << 31, number in 2..1_u32 << 31) {
            let divisor = Divisor::new(number);
            for dividend in [dividend, number - 1, number, number + 1, dividend / number * number] {
                prop_assert_eq!(divisor.div_ceil(dividend), dividend.div_ceil(number));
            }
        }
    }
}
