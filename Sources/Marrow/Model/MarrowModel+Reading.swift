// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

extension MarrowModel {
  /// Reads a model file; an unknown key, a unit that is not the parameter's or a missing value is a problem.
  init(parsing bytes: [UInt8], _ name: String) throws(MarrowProblem) {
    let json: JSON
    do {
      json = try JSON(parsing: bytes, limits: .init(depth: 8, values: 2000, text: 4000))
    } catch {
      throw MarrowProblem(name, found: error.found, expected: error.expected)
    }
    let file = try ModelObject(json, name)
    try file.allow([
      "id", "title", "structure", "use", "patients", "fitted_on", "not_for", "parameters", "variability",
      "covariates", "residual",
    ])
    id = try file.text("id")
    title = try file.text("title")
    structure = try file.word("structure", MarrowStructure.init(rawValue:))
    use = try file.word("use", Use.init(rawValue:))
    patients = try file.whole("patients")
    fittedOn = try file.text("fitted_on")
    notFor = try file.texts("not_for")
    var values: [ParameterKey: Value] = [:]
    let parameters = try file.object("parameters")
    for key in structure.parameters {
      let own = try parameters.object(key.rawValue)
      try own.allow(["value", "unit", "certainty", "source"])
      let unit = try own.text("unit")
      guard unit == key.unit else {
        throw MarrowProblem("\(name), \(key.rawValue)", found: "the unit \(unit)", expected: key.unit)
      }
      values[key] = Value(
        value: try own.number("value"), certainty: try own.word("certainty", Certainty.init(rawValue:)),
        source: try own.text("source"))
    }
    try parameters.allow(Set(structure.parameters.map(\.rawValue)))
    self.values = values
    let varying = try file.object("variability")
    try varying.allow(Set(structure.parameters.map(\.rawValue)))
    var variability: [Variability] = []
    for key in structure.parameters where varying.has(key.rawValue) {
      let own = try varying.object(key.rawValue)
      try own.allow(["variance", "cv_percent", "certainty", "source"])
      // Of a log-normal parameter with a coefficient of variation c the logarithm has the variance ln(1 + c²).
      let variance: Double
      if own.has("variance") {
        variance = try own.number("variance")
      } else {
        let share = try own.number("cv_percent") / 100
        variance = log1p(share * share)
      }
      guard variance > 0, variance < 10 else {
        throw MarrowProblem("\(name), variability of \(key.rawValue)", found: "\(variance)", expected: "0 to 10")
      }
      variability.append(
        Variability(
          key: key, variance: variance, certainty: try own.word("certainty", Certainty.init(rawValue:)),
          source: try own.text("source")))
    }
    self.variability = variability
    covariates = file.has("covariates") ? try Self.covariates(file, structure) : []
    guard file.has("residual") else {
      (residual, residualSource) = (nil, nil)
      _ = try typical()
      return
    }
    let residual = try file.object("residual")
    try residual.allow(["kind", "sd", "share", "own", "certainty", "source"])
    switch try residual.text("kind") {
    case "log-additive": self.residual = try ResidualError.logAdditive(try residual.number("sd")).checked()
    case "combined":
      self.residual = try ResidualError.combined(
        share: try residual.number("share"), own: try residual.number("own")
      ).checked()
    case let other:
      throw MarrowProblem("\(name), residual", found: other, expected: "log-additive or combined")
    }
    residualSource = try residual.text("source")
    _ = try typical()
  }

  private static func covariates(
    _ file: ModelObject, _ structure: MarrowStructure
  ) throws(MarrowProblem) -> [Covariate] {
    var found: [Covariate] = []
    for own in try file.objects("covariates") {
      try own.allow(["parameter", "of", "share", "reference", "below", "above", "certainty", "source"])
      let key = try own.word("parameter") { name in structure.parameters.first { $0.rawValue == name } }
      let trait = try own.word("of", Covariate.Trait.init(rawValue:))
      let effect: Covariate.Effect
      if trait == .acidGlycoprotein {
        effect = .line(
          reference: try own.number("reference"), below: try own.number("below"), above: try own.number("above"))
      } else {
        effect = .share(try own.number("share"))
      }
      found.append(
        Covariate(
          key: key, trait: trait, effect: effect, certainty: try own.word("certainty", Certainty.init(rawValue:)),
          source: try own.text("source")))
    }
    return found
  }
}

/// An object of a model file.
struct ModelObject {
  private let members: [(key: String, value: JSON)]
  private let name: String

  init(_ json: JSON, _ name: String) throws(MarrowProblem) {
    guard case .object(let members) = json else {
      throw MarrowProblem(name, found: "no object", expected: "an object")
    }
    self.members = members
    self.name = name
  }

  private func value(_ key: String) throws(MarrowProblem) -> JSON {
    guard let value = members.first(where: { $0.key == key })?.value else { throw wrong(key, "a value") }
    return value
  }

  private func wrong(_ key: String, _ expected: String) -> MarrowProblem {
    MarrowProblem("\(name), \(key)", found: "none", expected: expected)
  }

  /// Whether there is a value that is not null.
  func has(_ key: String) -> Bool {
    guard let value = members.first(where: { $0.key == key })?.value else { return false }
    if case .null = value { return false }
    return true
  }

  func allow(_ keys: Set<String>) throws(MarrowProblem) {
    if let other = members.first(where: { !keys.contains($0.key) }) {
      throw MarrowProblem(name, found: "the key \(other.key)", expected: keys.sorted().joined(separator: ", "))
    }
  }

  func text(_ key: String) throws(MarrowProblem) -> String {
    guard case .string(let text) = try value(key), !text.isEmpty else { throw wrong(key, "a text") }
    return text
  }

  func number(_ key: String) throws(MarrowProblem) -> Double {
    guard case .number(let number?) = try value(key), number.isFinite else { throw wrong(key, "a number") }
    return number
  }

  func whole(_ key: String) throws(MarrowProblem) -> Int? {
    guard has(key) else { return nil }
    guard let whole = Int(exactly: try number(key)), whole > 0 else { throw wrong(key, "a whole number above 0") }
    return whole
  }

  func word<Word>(_ key: String, _ make: (String) -> Word?) throws(MarrowProblem) -> Word {
    let text = try text(key)
    guard let word = make(text) else { throw MarrowProblem("\(name), \(key)", found: text, expected: "a known word") }
    return word
  }

  func texts(_ key: String) throws(MarrowProblem) -> [String] {
    guard case .array(let all) = try value(key) else { throw wrong(key, "a list of texts") }
    var texts: [String] = []
    for one in all {
      guard case .string(let text) = one else { throw wrong(key, "a list of texts") }
      texts.append(text)
    }
    return texts
  }

  func objects(_ key: String) throws(MarrowProblem) -> [ModelObject] {
    guard case .array(let all) = try value(key) else { throw wrong(key, "a list of objects") }
    var objects: [ModelObject] = []
    for one in all { objects.append(try ModelObject(one, "\(name), \(key)")) }
    return objects
  }

  func object(_ key: String) throws(MarrowProblem) -> ModelObject {
    try ModelObject(try value(key), "\(name), \(key)")
  }
}
