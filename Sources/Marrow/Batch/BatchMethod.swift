// SPDX-License-Identifier: Apache-2.0

internal import CMarrow
import Foundation

/// The variant of the steps of eight patients that this machine runs widest, and the coefficients that it reads. Every variant gives the same bits.
enum BatchMethod {
  /// Patients that are solved at once.
  static let lanes = Int(MARROW_LANES)

  /// Functions and a name, which nobody changes.
  private struct Variants: @unchecked Sendable {
    let all: [marrow_variant]
  }

  /// The variants that this machine runs, the widest first; the last is what every machine runs.
  static var variants: [marrow_variant] { known.all }

  private static let known: Variants = {
    var found = [UnsafePointer<marrow_variant>?](repeating: nil, count: 3)
    let count = found.withUnsafeMutableBufferPointer { marrow_variants($0.baseAddress, Int32($0.count)) }
    return Variants(all: found.prefix(Int(count)).compactMap { $0?.pointee })
  }()

  /// The coefficients, where they stay as long as the program runs.
  private struct Coefficients: @unchecked Sendable {
    let terms: UnsafeMutablePointer<marrow_term>
    let bounds: UnsafeMutablePointer<Int>
    let nodes: UnsafeMutablePointer<Double>
  }

  private static let coefficients: Coefficients = {
    let rows = Tableau853.allRows
    let all = rows.flatMap { $0 }
    let terms = UnsafeMutablePointer<marrow_term>.allocate(capacity: all.count)
    for (place, term) in all.enumerated() {
      (terms + place).initialize(to: marrow_term(stage: term.stage, factor: term.factor))
    }
    let bounds = UnsafeMutablePointer<Int>.allocate(capacity: rows.count + 1)
    bounds[0] = 0
    for (index, row) in rows.enumerated() { bounds[index + 1] = bounds[index] + row.count }
    let nodes = UnsafeMutablePointer<Double>.allocate(capacity: Tableau853.nodes.count)
    nodes.initialize(from: Tableau853.nodes, count: Tableau853.nodes.count)
    return Coefficients(terms: terms, bounds: bounds, nodes: nodes)
  }()

  /// The method with a control of its steps.
  static func method(_ control: StepControl) -> marrow_method {
    marrow_method(
      terms: coefficients.terms, bounds: coefficients.bounds, nodes: coefficients.nodes, stages: Tableau853.stages,
      all_stages: Tableau853.allStages, relative: control.relative, absolute: control.absolute)
  }
}
