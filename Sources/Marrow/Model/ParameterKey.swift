// SPDX-License-Identifier: Apache-2.0

/// A parameter of a structural model, by the name that the literature and the model files have for it.
public enum ParameterKey: String, Sendable, Hashable, CaseIterable {
  /// Clearance, volumes of the central and the peripheral compartment and the flow between them of gemcitabine.
  case clearance = "CL"
  case centralVolume = "V1"
  case flow = "Q"
  case peripheralVolume = "V2"
  /// Count at baseline, mean transit time of the marrow, exponent of the feedback, effect per concentration in plasma.
  case baseline = "CIRC0"
  case transitTime = "MTT"
  case feedback = "GAMMA"
  case slope = "SLOPE"
  /// Effect per intracellular amount, its greatest formation and half saturation, its loss.
  case intracellularSlope = "SLOPEI"
  case formation = "VF"
  case halfFormation = "KF"
  case intracellularLoss = "KI"
  /// Absorption of pegfilgrastim, volume, clearance by neutrophils, greatest saturable elimination and its half saturation; greatest effects on proliferation and maturation and their half saturation.
  case absorption = "KA"
  case growthFactorVolume = "VG"
  case neutrophilClearance = "CLN"
  case saturableElimination = "VMAX"
  case halfElimination = "KM"
  case proliferationEffect = "SMP"
  case maturationEffect = "SMM"
  case halfEffect = "SC50"
  /// Volume and rate constants of docetaxel, and effect per concentration.
  case docetaxelVolume = "VD"
  case docetaxelElimination = "K10"
  case docetaxelToFirst = "K12"
  case docetaxelFromFirst = "K21"
  case docetaxelToSecond = "K13"
  case docetaxelFromSecond = "K31"
  case docetaxelSlope = "SLOPED"
  /// Exponent of the feedback on maturation; elimination of endogenous G-CSF on its own and by neutrophils, its level at baseline; loss of neutrophils.
  case maturationFeedback = "BETA"
  case growthFactorElimination = "KE"
  case growthFactorUptake = "KANC"
  case growthFactorLevel = "G0"
  case neutrophilLoss = "KCIRC"

  /// The unit that every file states, and the only one that is read.
  public var unit: String {
    switch self {
    case .clearance, .flow: "L/h"
    case .centralVolume, .peripheralVolume, .growthFactorVolume, .docetaxelVolume: "L"
    case .baseline: "1e9/L"
    case .transitTime: "h"
    case .feedback, .maturationFeedback, .proliferationEffect, .maturationEffect: "1"
    case .slope, .docetaxelSlope: "L/mg"
    case .intracellularSlope: "1/unit"
    case .formation: "unit/h"
    case .halfFormation: "mg/L"
    case .intracellularLoss, .absorption, .docetaxelElimination, .docetaxelToFirst, .docetaxelFromFirst,
      .docetaxelToSecond, .docetaxelFromSecond, .growthFactorElimination, .neutrophilLoss:
      "1/h"
    case .neutrophilClearance: "L/h per 1e9/L"
    case .saturableElimination: "mg/h"
    case .halfElimination, .halfEffect: "ng/mL"
    case .growthFactorUptake: "1/h per 1e9/L"
    case .growthFactorLevel: "ng/L"
    }
  }
}
