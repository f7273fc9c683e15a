// SPDX-License-Identifier: Apache-2.0

/// A direction of the parameters along which a likelihood never falls, and somewhere rises: then it has no maximum.
///
/// A concave likelihood of linear predictors is monotone along `direction` exactly if a finite list of vectors z, which come from the data, has
/// z·direction ≥ 0 (Albert and Anderson, Biometrika 1984;71:1, for logistic models; Bryson and Johnson, Technometrics 1981;23:381, for Cox's).
/// Newton's steps run along such a direction where there is one, but for rounding and for parameters that still settle: what they violate a
/// little is taken from them before the list is asked again.
enum MonotoneDirection {
  /// The vector that a direction violates most.
  struct Violation {
    var vector: [Double]
  }

  /// The monotone direction next to `start`; nil if there is none so near.
  ///
  /// - Parameters:
  ///   - start: a direction, in parameters that have one scale.
  ///   - equalities: vectors that have to be 0 along it.
  ///   - worst: the vector with the smallest product with a direction.
  ///   - rises: whether the likelihood rises along a direction that violates nothing: whether any product is above a bound.
  static func near(
    _ start: [Double], equalities: [[Double]] = [], worst: ([Double]) -> Violation?,
    rises: (_ direction: [Double], _ bound: Double) -> Bool
  ) -> [Double]? {
    var basis: [[Double]] = []
    /// Adds a vector to those that the direction is freed of; false where it is one of them but for rounding.
    func add(_ vector: [Double]) -> Bool {
      let length = Collinearity.norm(vector)
      guard length > 0 else { return false }
      var unit = vector.map { $0 / length }
      Collinearity.free(&unit, of: basis)
      Collinearity.free(&unit, of: basis)
      let left = Collinearity.norm(unit)
      guard left > 1e-9 else { return false }
      basis.append(unit.map { $0 / left })
      return true
    }
    for vector in equalities where basis.count < start.count { _ = add(vector) }
    let length = Collinearity.norm(start)
    guard length > 0, length.isFinite else { return nil }
    let unit = start.map { $0 / length }
    for _ in 0...start.count {
      var direction = unit
      Collinearity.free(&direction, of: basis)
      Collinearity.free(&direction, of: basis)
      let left = Collinearity.norm(direction)
      // What is left must be the direction itself, not the remains of it.
      guard left > 0.5 else { return nil }
      direction = direction.map { abs($0 / left) < 1e-12 ? 0 : $0 / left }
      guard let found = worst(direction) else { return rises(direction, 1e-9) ? direction : nil }
      let product = dot(found.vector, direction)
      let size = Collinearity.norm(found.vector)
      if product >= -1e-12 * size { return rises(direction, 1e-9) ? direction : nil }
      guard product >= -0.2 * size, add(found.vector) else { return nil }
    }
    return nil
  }
}
