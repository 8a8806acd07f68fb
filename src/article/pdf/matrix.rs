//! How does a PDF turn one space into another? Affine maps of six numbers, as the format writes them.

/// A map of the plane: `x' = ax + cy + e`, `y' = bx + dy + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    /// What changes nothing.
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This map, then `next`.
    pub(super) fn then(&self, next: &Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [na, nb, nc, nd, ne, nf] = next.0;
        Self([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    /// Where the origin comes to lie.
    pub(super) fn origin(&self) -> (f64, f64) {
        (self.0[4], self.0[5])
    }

    /// Where a direction points to.
    pub(super) fn turn(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x * self.0[0] + y * self.0[2], x * self.0[1] + y * self.0[3])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_follow_one_another() {
        let (larger, shift) = (Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]), Matrix([1.0, 0.0, 0.0, 1.0, 3.0, 4.0]));
        assert_eq!(shift.then(&larger).origin(), (6.0, 8.0));
        assert_eq!(larger.then(&shift).origin(), (3.0, 4.0));
        assert_eq!(shift.then(&Matrix::IDENTITY), shift);
        assert_eq!(Matrix([0.0, 1.0, -1.0, 0.0, 9.0, 9.0]).turn((1.0, 0.0)), (0.0, 1.0));
    }
}
