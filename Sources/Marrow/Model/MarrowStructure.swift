// SPDX-License-Identifier: Apache-2.0

/// The equations of a model of neutrophils: proliferating cells, transit compartments and circulating cells that feed back, after Friberg et al., J Clin Oncol 2002;20:4713.
///
/// Times are hours, amounts mg, concentrations mg/L (pegfilgrastim ng/mL), counts 10⁹/L.
public enum MarrowStructure: String, Sendable, Hashable, CaseIterable {
  /// Gemcitabine in two compartments; kills proliferating cells in proportion to its concentration in plasma.
  case plasma = "M1"
  /// Gemcitabine whose intracellular form, made by a saturable step, kills.
  case intracellular = "M2"
  /// As ``plasma``, with pegfilgrastim that neutrophils clear and that speeds proliferation and maturation.
  case growthFactor = "M3"
  /// As ``plasma``, with docetaxel in three compartments beside it.
  case docetaxel = "M4"
  /// Gemcitabine, with endogenous G-CSF that neutrophils clear and that drives the feedback (after Quartino et al., Pharm Res 2014;31:3390).
  case endogenous = "M5"

  /// The parameters, in the order in which values stand.
  public var parameters: [ParameterKey] {
    let kinetics: [ParameterKey] = [.clearance, .centralVolume, .flow, .peripheralVolume]
    let marrow: [ParameterKey] = [.baseline, .transitTime, .feedback]
    switch self {
    case .plasma: return kinetics + marrow + [.slope]
    case .intracellular:
      return kinetics + marrow + [.intracellularSlope, .formation, .halfFormation, .intracellularLoss]
    case .growthFactor:
      return kinetics + marrow + [
        .slope, .absorption, .growthFactorVolume, .neutrophilClearance, .saturableElimination, .halfElimination,
        .proliferationEffect, .maturationEffect, .halfEffect,
      ]
    case .docetaxel:
      return kinetics + marrow + [
        .slope, .docetaxelVolume, .docetaxelElimination, .docetaxelToFirst, .docetaxelFromFirst, .docetaxelToSecond,
        .docetaxelFromSecond, .docetaxelSlope,
      ]
    case .endogenous:
      return kinetics + marrow + [
        .slope, .maturationFeedback, .growthFactorElimination, .growthFactorUptake, .growthFactorLevel,
        .neutrophilLoss,
      ]
    }
  }

  /// The drugs whose doses it takes; the first has the first input.
  public var drugs: [MarrowDrug] {
    switch self {
    case .plasma, .intracellular, .endogenous: [.gemcitabine]
    case .growthFactor: [.gemcitabine, .pegfilgrastim]
    case .docetaxel: [.gemcitabine, .docetaxel]
    }
  }

  /// How many states are integrated; drugs with linear kinetics are none of them.
  var size: Int {
    switch self {
    case .plasma, .docetaxel: 5
    case .intracellular, .growthFactor: 6
    case .endogenous: 7
    }
  }

  /// Which state is the count.
  var countIndex: Int { self == .endogenous ? 5 : 4 }
}

/// Values of the parameters of a structure, all finite and above 0.
public struct MarrowParameters: Sendable, Hashable {
  /// The equations.
  public let structure: MarrowStructure
  /// In the order of the structure's parameters.
  let values: [Double]

  /// Values by key; what is missing, of another structure or not above 0 is a problem.
  public init(_ structure: MarrowStructure, _ values: [ParameterKey: Double]) throws(MarrowProblem) {
    var own: [Double] = []
    for key in structure.parameters {
      guard let value = values[key] else {
        throw MarrowProblem(key.rawValue, found: "no value", expected: "a value in \(key.unit)")
      }
      guard value.isFinite, value > 1e-12, value < 1e12 else {
        throw MarrowProblem(key.rawValue, found: "\(value) \(key.unit)", expected: "a number above 0")
      }
      own.append(value)
    }
    if let other = values.keys.first(where: { !structure.parameters.contains($0) }) {
      throw MarrowProblem(
        other.rawValue, found: "a value", expected: "none: \(structure.rawValue) has no such parameter")
    }
    self.structure = structure
    self.values = own
  }

  /// The value of a parameter; nil where the structure has none.
  public subscript(key: ParameterKey) -> Double? {
    structure.parameters.firstIndex(of: key).map { values[$0] }
  }

  /// The same with another value of a parameter.
  public func with(_ key: ParameterKey, _ value: Double) throws(MarrowProblem) -> MarrowParameters {
    var all = Dictionary(uniqueKeysWithValues: zip(structure.parameters, values))
    all[key] = value
    return try MarrowParameters(structure, all)
  }
}
