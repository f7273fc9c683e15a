// SPDX-License-Identifier: Apache-2.0

internal import CMarrow
import Foundation

/// The equations of eight patients: a ``MarrowField`` each, and what the steps read of them side by side.
struct BatchField {
  private typealias Eight = (Double, Double, Double, Double, Double, Double, Double, Double)

  private var fields: [MarrowField<Double>]
  private(set) var shared = marrow_field()
  /// The greatest rate of a drug, per hour.
  let fastest: Double

  /// Whether the equations of a structure are solved in batches: those of which forecasts are made.
  static func canSolve(_ structure: MarrowStructure) -> Bool {
    switch structure {
    case .plasma, .docetaxel, .growthFactor: true
    case .intracellular, .endogenous: false
    }
  }

  /// Values of one to eight patients in the order of the structure's parameters; the last stands in the lanes that are left.
  init(_ structure: MarrowStructure, _ values: [[Double]]) {
    let fields = (0..<BatchMethod.lanes).map { MarrowField(structure, values[min($0, values.count - 1)]) }
    self.fields = fields
    fastest = fields.map { max($0.first.modes.rates.0, $0.second.modes.rates.0) }.max() ?? 1
    shared.equations = structure == .growthFactor ? MARROW_GROWTH_FACTOR : MARROW_DRUGS
    shared.states = Int32(structure.size)
    shared.first.modes = fields[0].first.modes.count
    shared.second.modes = structure == .plasma ? 0 : fields[0].second.modes.count
    Self.set(&shared.transit, fields) { $0.transit }
    Self.set(&shared.log_baseline, fields) { $0.logBaseline }
    Self.set(&shared.feedback, fields) { $0.feedback }
    Self.set(&shared.effect, fields) { $0.effect }
    Self.set(&shared.second_effect, fields) { $0.secondEffect }
    Self.set(&shared.a, fields) { $0.a }
    Self.set(&shared.b, fields) { $0.b }
    Self.set(&shared.c, fields) { $0.c }
    Self.set(&shared.d, fields) { $0.d }
    Self.set(&shared.e, fields) { $0.e }
    Self.set(&shared.f, fields) { $0.f }
    Self.set(&shared.g, fields) { $0.g }
    Self.set(&shared.first.rates.0, fields) { $0.first.modes.rates.0 }
    Self.set(&shared.first.rates.1, fields) { $0.first.modes.rates.1 }
    Self.set(&shared.first.rates.2, fields) { $0.first.modes.rates.2 }
    Self.set(&shared.second.rates.0, fields) { $0.second.modes.rates.0 }
    Self.set(&shared.second.rates.1, fields) { $0.second.modes.rates.1 }
    Self.set(&shared.second.rates.2, fields) { $0.second.modes.rates.2 }
    let rates = fields.map(\.first.modes.rates)
    let others = fields.map(\.second.modes.rates)
    // What is below 10⁻²⁶ of itself is nothing, as of one patient.
    shared.first.until = (Self.until(rates.map(\.0)), Self.until(rates.map(\.1)), Self.until(rates.map(\.2)))
    shared.second.until = (Self.until(others.map(\.0)), Self.until(others.map(\.1)), Self.until(others.map(\.2)))
    share()
  }

  /// The origin of the present stretch.
  var origin: Double {
    get { shared.origin }
    set { shared.origin = newValue }
  }

  /// Begins the next stretch with what comes in at a change.
  mutating func advance(to time: Double, _ change: DosePlan.Change) {
    let hours = time - origin
    for lane in fields.indices {
      fields[lane].first.advance(by: hours, bolus: change.bolus.0, rate: change.rate.0)
      fields[lane].second.advance(by: hours, bolus: change.bolus.1, rate: change.rate.1)
    }
    origin = time
    share()
  }

  /// The state without a drug, a row of eight a component.
  func writeRest(to state: UnsafeMutablePointer<Double>) {
    let size = Int(shared.states)
    var own = [Double](repeating: 0, count: size)
    for (lane, field) in fields.enumerated() {
      own.withUnsafeMutableBufferPointer { buffer in
        if let base = buffer.baseAddress { field.writeRest(to: base) }
      }
      for index in 0..<size { state[index * BatchMethod.lanes + lane] = own[index] }
    }
  }

  private mutating func share() {
    Self.set(&shared.first.fading.0, fields) { $0.first.fading.0 }
    Self.set(&shared.first.fading.1, fields) { $0.first.fading.1 }
    Self.set(&shared.first.fading.2, fields) { $0.first.fading.2 }
    Self.set(&shared.first.steady, fields) { $0.first.steady }
    Self.set(&shared.second.fading.0, fields) { $0.second.fading.0 }
    Self.set(&shared.second.fading.1, fields) { $0.second.fading.1 }
    Self.set(&shared.second.fading.2, fields) { $0.second.fading.2 }
    Self.set(&shared.second.steady, fields) { $0.second.steady }
  }

  private static func until(_ rates: [Double]) -> Double { 60 / (rates.min() ?? 1) }

  private static func set(
    _ eight: inout Eight, _ fields: [MarrowField<Double>], _ value: (MarrowField<Double>) -> Double
  ) {
    withUnsafeMutableBytes(of: &eight) { bytes in
      for (lane, field) in fields.enumerated() {
        bytes.storeBytes(of: value(field), toByteOffset: lane * MemoryLayout<Double>.stride, as: Double.self)
      }
    }
  }
}
