// SPDX-License-Identifier: Apache-2.0

import Course

/// A body surface, with how it was computed.
public struct BodySurface: Sendable, Hashable {
  /// m², after the cap if there is one.
  public var squareMetres: Double
  /// m² before the cap.
  public var uncappedSquareMetres: Double
  /// The formula.
  public var formula: SurfaceFormula
  /// The weight that went in.
  public var weight: DosingWeight
  /// The cap in m².
  public var cap: Double?

  /// Whether the cap decided.
  public var isCapped: Bool { squareMetres < uncappedSquareMetres }
}

/// Why there is no body surface.
public enum BodySurfaceProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// No weight for dosing.
  case weight(IdealWeightProblem)
  /// Schlich's formula needs the sex; every formula needs numbers above 0.
  case formula(SurfaceFormula)

  /// In words.
  public var description: String {
    switch self {
    case .weight(let problem): problem.description
    case .formula(.schlich): "Schlich's formula needs the sex (male or female), height and weight above 0"
    case .formula(let formula): "\(formula.rawValue) needs height and weight above 0"
    }
  }
}

extension BodySize {
  /// Body surface by a formula, on a weight, perhaps capped.
  public func surface(
    _ formula: SurfaceFormula, basis: WeightBasis = .actual, cap: Double? = nil,
    belowSixtyInches below: ShortStature = .refuse, keepsLowActualWeight: Bool = true
  ) throws(BodySurfaceProblem) -> BodySurface {
    let weight: DosingWeight
    do throws(IdealWeightProblem) {
      weight = try dosingWeight(basis, belowSixtyInches: below, keepsLowActualWeight: keepsLowActualWeight)
    } catch {
      throw .weight(error)
    }
    guard
      let surface = formula.squareMetres(
        heightCentimetres: heightCentimetres, weightKilograms: weight.kilograms, sex: sex)
    else { throw .formula(formula) }
    return BodySurface(
      squareMetres: cap.map { min($0, surface) } ?? surface, uncappedSquareMetres: surface, formula: formula,
      weight: weight, cap: cap)
  }

  /// Least and greatest surface in m² by every formula and every weight in use: what explains a dose whose basis is not known. Nil where none can be
  /// computed.
  public var surfacesInUse: ClosedRange<Double>? {
    let bases: [WeightBasis] = [.actual, .adjustedDevine, .ideal(.devine)]
    let found = SurfaceFormula.allCases.flatMap { formula in
      bases.compactMap { try? surface(formula, basis: $0).squareMetres }
    }
    guard let least = found.min(), let most = found.max() else { return nil }
    return least...most
  }

  /// The same body by every formula and every basis in use, for comparison; what cannot be computed is left out.
  public func alternatives(
    to chosen: BodySurface, belowSixtyInches below: ShortStature = .refuse
  ) -> [SurfaceAlternative] {
    let bases: [WeightBasis] = [
      .actual, .adjusted(.devine, factor: 0.4), .adjusted(.devine, factor: 0.25), .ideal(.devine),
    ]
    var found: [SurfaceAlternative] = []
    for basis in bases where basis != chosen.weight.basis {
      if let surface = try? surface(chosen.formula, basis: basis, belowSixtyInches: below) {
        found.append(SurfaceAlternative(surface, to: chosen))
      }
    }
    for formula in SurfaceFormula.allCases where formula != chosen.formula {
      if let surface = try? surface(formula, basis: chosen.weight.basis, belowSixtyInches: below) {
        found.append(SurfaceAlternative(surface, to: chosen))
      }
    }
    return found
  }
}

/// Another way to compute the same body surface.
public struct SurfaceAlternative: Sendable, Hashable {
  /// The surface by the other way, without a cap.
  public var surface: BodySurface
  /// Difference to the chosen one in percent of the chosen one; positive if it would give more.
  public var differencePercent: Double

  init(_ surface: BodySurface, to chosen: BodySurface) {
    self.surface = surface
    differencePercent = (surface.squareMetres / chosen.squareMetres - 1) * 100
  }
}
