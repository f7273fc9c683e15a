// SPDX-License-Identifier: Apache-2.0

/// The equations of every structure, written once for plain numbers and for those that carry derivatives.
///
/// States: proliferating cells, transit compartments, the count; then the intracellular form (M2), pegfilgrastim in mg (M3), endogenous G-CSF over its baseline (M5).
struct MarrowField<Number: Scalar>: VectorField {
  let structure: MarrowStructure
  let size: Int

  /// What is in plasma over the present stretch, which began at `origin`.
  var first: CentralAmount<Number>
  var second: CentralAmount<Number>
  var origin = 0.0

  let transit: Number
  let logBaseline: Number
  private let baseline: Number
  let feedback: Number
  /// Effect per mg of the first and the second drug in their central compartments.
  let effect: Number
  let secondEffect: Number
  // Of M2, M3 and M5.
  let a: Number
  let b: Number
  let c: Number
  let d: Number
  let e: Number
  let f: Number
  let g: Number

  /// Values in the order of the structure's parameters.
  init(_ structure: MarrowStructure, _ values: [Number]) {
    self.structure = structure
    size = structure.size
    let (clearance, central, flow, peripheral) = (values[0], values[1], values[2], values[3])
    first = CentralAmount(Modes(out: clearance / central, to: flow / central, back: flow / peripheral))
    baseline = values[4]
    logBaseline = Number.logarithm(values[4])
    transit = Number(structure == .endogenous ? 5 : 4) / values[5]
    feedback = values[6]
    let none = Number(0)
    switch structure {
    case .plasma:
      effect = values[7] / central
      (secondEffect, a, b, c, d, e, f, g) = (none, none, none, none, none, none, none, none)
      second = CentralAmount(Modes(rate: Number(1)))
    case .intracellular:
      // Formation of an amount A in plasma: VF · A / (KF · V1 + A).
      effect = values[7]
      (a, b, c) = (values[8], values[9] * central, values[10])
      (secondEffect, d, e, f, g) = (none, none, none, none, none)
      second = CentralAmount(Modes(rate: Number(1)))
    case .growthFactor:
      effect = values[7] / central
      second = CentralAmount(Modes(rate: values[8]))
      // Per volume; ng/mL per mg; VMAX, KM; effects.
      secondEffect = values[8]
      (a, b) = (values[10] / values[9], 1000 * (Number(1) / values[9]))
      (c, d, e, f, g) = (values[11], values[12], values[13], values[14], values[15])
    case .docetaxel:
      effect = values[7] / central
      secondEffect = values[14] / values[8]
      second = CentralAmount(Modes(out: values[9], to: (values[10], values[12]), back: (values[11], values[13])))
      (a, b, c, d, e, f, g) = (none, none, none, none, none, none, none)
    case .endogenous:
      effect = values[7] / central
      second = CentralAmount(Modes(rate: Number(1)))
      (a, b, c, d) = (values[8], values[9], values[10], values[12])
      // Production over the baseline level.
      e = values[9] + values[10] * values[4]
      (secondEffect, f, g) = (none, none, none)
    }
  }

  /// The state without a drug, which stays as it is.
  func writeRest(to state: UnsafeMutablePointer<Number>) {
    let own = structure == .endogenous ? d * baseline / transit : baseline
    for index in 0..<structure.countIndex { state[index] = own }
    state[structure.countIndex] = baseline
    switch structure {
    case .plasma, .docetaxel: break
    case .intracellular, .growthFactor: state[5] = Number(0)
    case .endogenous: state[6] = Number(1)
    }
  }

  func slopes(_ time: Double, _ y: UnsafePointer<Number>, _ dy: UnsafeMutablePointer<Number>) {
    let hours = time - origin
    let drug = first.value(after: hours)
    switch structure {
    case .plasma: friberg(y, dy, kill: effect * drug)
    case .docetaxel: friberg(y, dy, kill: effect * drug + secondEffect * second.value(after: hours))
    case .intracellular:
      friberg(y, dy, kill: effect * y[5])
      dy[5] = a * drug / (b + drug) - c * y[5]
    case .growthFactor:
      let level = b * y[5]
      let share = level / (g + level)
      let (grow, mature) = (e * share + 1, f * share + 1)
      let back = Number.exponential(feedback * (logBaseline - Number.logarithm(y[4])))
      let kept = Number(1) - effect * drug
      let flux = transit * mature
      dy[0] = transit * y[0] * (kept * back * grow - mature)
      dy[1] = flux * (y[0] - y[1])
      dy[2] = flux * (y[1] - y[2])
      dy[3] = flux * (y[2] - y[3])
      dy[4] = flux * y[3] - transit * y[4]
      dy[5] = secondEffect * second.value(after: hours) - a * y[4] * y[5] - c * level / (d + level)
    case .endogenous:
      let logLevel = Number.logarithm(y[6])
      let back = Number.exponential(feedback * logLevel)
      let flux = transit * Number.exponential(a * logLevel)
      let kept = Number(1) - effect * drug
      dy[0] = y[0] * (transit * kept * back - flux)
      for index in 1...4 { dy[index] = flux * (y[index - 1] - y[index]) }
      dy[5] = flux * y[4] - d * y[5]
      dy[6] = e - (b + c * y[5]) * y[6]
    }
  }

  @inline(__always)
  private func friberg(_ y: UnsafePointer<Number>, _ dy: UnsafeMutablePointer<Number>, kill: Number) {
    let back = Number.exponential(feedback * (logBaseline - Number.logarithm(y[4])))
    dy[0] = transit * y[0] * ((Number(1) - kill) * back - 1)
    dy[1] = transit * (y[0] - y[1])
    dy[2] = transit * (y[1] - y[2])
    dy[3] = transit * (y[2] - y[3])
    dy[4] = transit * (y[3] - y[4])
  }
}
