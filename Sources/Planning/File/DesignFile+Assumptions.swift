// SPDX-License-Identifier: Apache-2.0

import Plain

/// Assumptions and conflicts of a file.
extension DesignFile {
  static func assumptions(_ file: JSONFields, _ key: String) throws(Problem) -> [Assumption] {
    var all: [Assumption] = []
    for (index, value) in try file.list(key).enumerated() {
      all.append(try assumption(value, "\(file.path(key))/\(index)"))
    }
    if let twice = Dictionary(grouping: all, by: { "\($0.id) \($0.unit.rawValue)" }).first(where: { $0.value.count > 1 }
    ) {
      throw Problem(place: file.path(key), found: "`\(twice.value[0].id)` twice", expected: "each key once")
    }
    return all
  }

  private static func assumption(_ value: JSON, _ place: String) throws(Problem) -> Assumption {
    let keys = [
      "key", "quantity", "unit", "value", "interval", "effective_patients", "origin", "source", "standing", "remark",
    ]
    let own = try JSONFields(value, place, known: keys)
    let unit = try own.needed("unit", own.text("unit"), "a unit")
    guard let known = Assumption.Unit(rawValue: unit) else {
      throw Problem(
        place: own.path("unit"), found: "`\(unit.prefix(40))`",
        expected: Assumption.Unit.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
    }
    return Assumption(
      try own.needed("key", own.text("key"), "a text"), try own.needed("quantity", own.text("quantity"), "a text"),
      known,
      value: try bounds(own, "value"), interval: try interval(own),
      effectivePatients: try bounds(own, "effective_patients"),
      origin: try origin(own), source: try own.needed("source", own.text("source"), "a text"),
      standing: try standing(own), remark: try own.text("remark") ?? "")
  }

  private static func bounds(_ own: JSONFields, _ key: String) throws(Problem) -> NumberBounds? {
    guard let found = try own.object(key, known: ["from", "to"]) else { return nil }
    let bounds = NumberBounds(lower: try found.number("from"), upper: try found.number("to"))
    if let low = bounds.lower, let high = bounds.upper, low > high {
      throw Problem(
        place: own.path(key), found: "\(Numbers.plain(low)) to \(Numbers.plain(high))",
        expected: "bounds in their order")
    }
    return bounds
  }

  private static func interval(_ own: JSONFields) throws(Problem) -> Assumption.Interval? {
    guard let found = try own.object("interval", known: ["lower", "upper", "level_share", "method"]) else { return nil }
    return Assumption.Interval(
      lower: try found.number("lower"), upper: try found.number("upper"),
      level: try found.needed("level_share", found.number("level_share"), "a share"),
      method: try found.needed("method", found.text("method"), "a text"))
  }

  private static func origin(_ own: JSONFields) throws(Problem) -> Assumption.Origin {
    let found = try own.needed("origin", own.object("origin", known: ["kind", "arm"]), "an object")
    switch try found.text("kind") {
    case "series": return .series
    case "published arm": return .comparator(try found.needed("arm", found.text("arm"), "a text"))
    case "given": return .given
    case "convention": return .convention
    case let other:
      throw Problem(
        place: found.path("kind"), found: other.map { "`\($0.prefix(40))`" } ?? found.absence("kind"),
        expected: "`series`, `published arm`, `given` or `convention`")
    }
  }

  private static func standing(_ own: JSONFields) throws(Problem) -> Assumption.Standing {
    let found = try own.needed("standing", own.object("standing", known: ["kind", "why", "option"]), "an object")
    let why = try found.text("why") ?? ""
    let option = try found.text("option")
    switch try found.text("kind") {
    case "proposed": return .proposed
    case "proposed by": return .proposedBy(why, option: try found.needed("option", option, "an option"))
    case "given": return .given
    case "convention": return .convention
    case "proposes nothing alone": return .notAlone(why)
    case "told": return .told(why)
    case "not determined": return .notDetermined(why, option: option)
    case let other:
      throw Problem(
        place: found.path("kind"), found: other.map { "`\($0.prefix(40))`" } ?? found.absence("kind"),
        expected:
          "`proposed`, `proposed by`, `given`, `convention`, `proposes nothing alone`, `told` or `not determined`")
    }
  }

  static func conflicts(_ file: JSONFields) throws(Problem) -> [TrialPlan.Conflict] {
    var all: [TrialPlan.Conflict] = []
    for (index, value) in try file.list("conflicts").enumerated() {
      let own = try JSONFields(
        value, "\(file.path("conflicts"))/\(index)", known: ["comparison", "seen_patients", "p", "verdict", "source"])
      let seen = try bounds(own, "seen_patients")
      let p = try bounds(own, "p")
      all.append(
        TrialPlan.Conflict(
          comparison: try own.needed("comparison", own.text("comparison"), "a text"),
          seen: try range(seen, own, "seen_patients").map { Int($0.lowerBound)...Int($0.upperBound) },
          pValue: try range(p, own, "p"), verdict: try own.needed("verdict", own.text("verdict"), "a text"),
          source: try own.needed("source", own.text("source"), "a text")))
    }
    return all
  }

  /// Bounds that both have to be there.
  private static func range(
    _ bounds: NumberBounds?, _ own: JSONFields, _ key: String
  ) throws(Problem) -> ClosedRange<Double>? {
    guard let bounds else { return nil }
    guard let low = bounds.lower, let high = bounds.upper, low >= 0, high < 1e9 else {
      throw Problem(place: own.path(key), found: "bounds that are open", expected: "two numbers of 0 or more")
    }
    return low...high
  }
}
