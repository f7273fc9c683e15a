// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A structural model with its values, each with unit, source and certainty: data, read from a file of the package.
public struct MarrowModel: Sendable, Hashable {
  /// A value of a parameter.
  public struct Value: Sendable, Hashable {
    /// In the unit of the parameter.
    public let value: Double
    /// How certain it is.
    public let certainty: Certainty
    /// Where it is from.
    public let source: String
  }

  /// How a parameter varies between patients: log-normally.
  public struct Variability: Sendable, Hashable {
    /// The parameter.
    public let key: ParameterKey
    /// Variance of its logarithm.
    public let variance: Double
    /// How certain it is.
    public let certainty: Certainty
    /// Where it is from.
    public let source: String
  }

  /// What a model may be used for.
  public enum Use: String, Sendable, Hashable {
    /// Bands of a population, and forecasts of a patient from own counts.
    case forecast
    /// Only to show what its equations do.
    case structure
  }

  /// `gemcitabine`
  public let id: String
  /// In words.
  public let title: String
  /// Its equations.
  public let structure: MarrowStructure
  /// What it may be used for.
  public let use: Use
  /// On how many patients it was fitted; nil where that was not read.
  public let patients: Int?
  /// What it was fitted on.
  public let fittedOn: String
  /// What it may not be used for, a sentence each.
  public let notFor: [String]
  /// Its values.
  public internal(set) var values: [ParameterKey: Value]
  /// How patients differ, in the order of the structure's parameters; independent of each other.
  public let variability: [Variability]
  /// How typical values follow what is known of a patient; none where nothing was published, or nothing was found.
  public let covariates: [Covariate]
  /// How counts scatter; nil where nothing is known.
  public let residual: ResidualError?
  /// Where that is from.
  public let residualSource: String?

  /// The values alone, of a typical patient.
  public func typical() throws(MarrowProblem) -> MarrowParameters {
    try MarrowParameters(structure, values.mapValues(\.value))
  }

  /// Values that have no published source, in the order of the structure's parameters.
  public var ownValues: [ParameterKey] {
    structure.parameters.filter { key in
      values[key]?.certainty == .own || variability.contains { $0.key == key && $0.certainty == .own }
    }
  }

  /// What is said wherever a number of this model appears; nil where every value has a source.
  public var calibrationNotice: String? {
    guard !ownValues.isEmpty else { return nil }
    let names = ownValues.map { key in
      key == .slope ? "SLOPE (the effect of gemcitabine on the marrow)" : key.rawValue
    }
    return "No published value was found for \(names.joined(separator: ", ")): "
      + "\(names.count == 1 ? "it is" : "they are") our own calibration or assumption, and every number here rests on "
      + (names.count == 1 ? "it." : "them.")
  }
}
