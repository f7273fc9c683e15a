// SPDX-License-Identifier: Apache-2.0

/// The models of the package. What is not here has no model: a drug of which no published parameters were read is refused, not guessed.
public struct MarrowModels: Sendable {
  /// By id.
  public let all: [MarrowModel]

  /// Reads the embedded files; tests hold that none has a problem.
  public init() throws(MarrowProblem) {
    var all: [MarrowModel] = []
    for (name, bytes) in Self.files { all.append(try MarrowModel(parsing: bytes, name)) }
    self.all = all
  }

  private static let files: [(String, [UInt8])] = [
    ("gemcitabine.json", PackageResources.gemcitabine_json),
    ("gemcitabine-docetaxel.json", PackageResources.gemcitabine_docetaxel_json),
    ("gemcitabine-endogenous.json", PackageResources.gemcitabine_endogenous_json),
    ("gemcitabine-intracellular.json", PackageResources.gemcitabine_intracellular_json),
    ("gemcitabine-pegfilgrastim.json", PackageResources.gemcitabine_pegfilgrastim_json),
  ]

  /// The model of an id.
  public subscript(id: String) -> MarrowModel? { all.first { $0.id == id } }

  /// The simplest model that may forecast and knows all these drugs; nil where there is none.
  public func model(for drugs: Set<MarrowDrug>) -> MarrowModel? {
    all.filter { $0.use == .forecast && drugs.isSubset(of: $0.structure.drugs) }
      .min { $0.structure.parameters.count < $1.structure.parameters.count }
  }
}
