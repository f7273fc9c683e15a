// SPDX-License-Identifier: Apache-2.0

import Plain
import Report
import Trials

extension DesignFile {
  /// What is wrong with a file, where, and what is expected.
  public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place in the file: `/question/p0_share`.
    public var place: String
    /// What was found.
    public var found: String
    /// What is expected.
    public var expected: String

    /// `/question/p0_share: found the number 2.0; expected a share above 0 and below 1`
    public var description: String { "\(place.isEmpty ? "/" : place): found \(found); expected \(expected)" }
  }

  /// The largest file that is read.
  public static let mostBytes = 10_000_000

  /// Reads a file, and computes its design again.
  public static func read(_ bytes: [UInt8]) throws(Problem) -> TrialPlan {
    guard bytes.count <= mostBytes else {
      throw Problem(place: "", found: "\(bytes.count) bytes", expected: "a file of at most \(mostBytes) bytes")
    }
    let whole: JSON
    // Some editors begin a text with a mark of its byte order; a study may have one too.
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    do throws(JSONTape.Fault) {
      whole = try JSON(parsing: bytes, limits: JSONTape.Limits(depth: 16, values: 200_000, text: 100_000))
    } catch {
      let line = 1 + bytes.prefix(error.offset).count { $0 == 0x0A }
      throw Problem(place: "line \(line)", found: error.found, expected: error.expected)
    }
    let file = try JSONFields(
      whole, "",
      known: [
        "schema", "program", "notice", "caution", "series", "question", "assumptions", "series_shows", "comparators",
        "conflicts", "design", "seed", "seed_reason", "commands", "to_be_given",
      ])
    guard let own = try file.text("schema"), own == schema else {
      throw Problem(
        place: "/schema", found: try file.text("schema").map { "`\($0.prefix(60))`" } ?? file.absence("schema"),
        expected: "`\(schema)`")
    }
    let program = try file.needed("program", file.object("program", known: ["name", "version"]), "an object")
    let question = try question(file)
    let plan = TrialPlan(
      version: try program.needed("version", program.text("version"), "a text"), series: try series(file),
      question: question, assumptions: try assumptions(file, "assumptions"),
      shown: try assumptions(file, "series_shows"),
      comparators: try assumptions(file, "comparators"), conflicts: try conflicts(file),
      design: try computed { () throws(DesignProblem) in try PlannedDesign.make(question) },
      further: try computed { () throws(DesignProblem) in try FurtherDesign.make(question) })
    try checkDesign(file, plan)
    try checkAssumptions(plan)
    try checkAgreement(plan)
    return plan
  }

  private static func series(_ file: JSONFields) throws(Problem) -> TrialPlan.Series {
    let keys = ["folder", "title", "citation", "patients", "patients_with_maintenance"]
    let own = try file.needed("series", file.object("series", known: keys), "an object")
    func count(_ key: String) throws(Problem) -> Int {
      let number = try own.needed(key, own.whole(key), "a number of patients")
      guard number >= 0 else { throw Problem(place: own.path(key), found: "\(number)", expected: "0 or more") }
      return number
    }
    return TrialPlan.Series(
      folder: try own.needed("folder", own.text("folder"), "a text"),
      title: try own.needed("title", own.text("title"), "a text"), citation: try own.text("citation"),
      patients: try count("patients"), members: try count("patients_with_maintenance"))
  }

  // MARK: question

  private static func question(_ file: JSONFields) throws(Problem) -> TrialQuestion {
    let keys =
      ["title", "design", "rates_source", "choice", "control", "toxicity_looks_patients", "regimen"]
      + QuestionField.allCases.map(\.fileKey)
    let own = try file.needed("question", file.object("question", known: keys), "an object")
    var question = TrialQuestion()
    question.title = try own.text("title")
    if let design = try own.text("design") {
      guard let known = DesignKind(rawValue: design) else {
        throw Problem(
          place: own.path("design"), found: "`\(design.prefix(40))`",
          expected: DesignKind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
      }
      question.design = known
    }
    for field in QuestionField.allCases {
      // What an option takes and nothing else: a command line of the file is to be run.
      guard let number = try own.number(field.fileKey) else { continue }
      let range = field.range.range
      guard range.contains(number) else {
        throw Problem(
          place: own.path(field.fileKey), found: "the number \(Numbers.plain(number))",
          expected: "\(Numbers.plain(range.lowerBound)) to \(Numbers.plain(range.upperBound))")
      }
      guard question.design.fields.contains(field) else {
        throw Problem(
          place: own.path(field.fileKey), found: "the number \(Numbers.plain(number))",
          expected: "none: the design `\(question.design.rawValue)` does not ask for it")
      }
      field.set(number, in: &question)
    }
    question.ratesSource = try own.text("rates_source")
    question.control = try own.text("control")
    let choice = try own.needed("choice", own.text("choice"), "`optimal` or `minimax`")
    guard let known = TrialQuestion.Choice(rawValue: choice) else {
      throw Problem(place: own.path("choice"), found: "`\(choice.prefix(40))`", expected: "`optimal` or `minimax`")
    }
    question.choice = known
    question.looks = try own.wholes("toxicity_looks_patients", 1...10_000)
    question.regimen = try own.text("regimen")
    try checkPairs(question, own)
    return question
  }

  /// What is nothing without its other half.
  private static func checkPairs(_ question: TrialQuestion, _ own: JSONFields) throws(Problem) {
    let pairs: [(String, Bool, String, Bool)] = [
      ("p0_share", question.null != nil, "p1_share", question.alternative != nil),
      ("tolerable_share", question.tolerable != nil, "toxic_share", question.toxic != nil),
    ]
    for (one, hasOne, other, hasOther) in pairs where hasOne != hasOther {
      throw Problem(
        place: own.path(hasOne ? other : one), found: own.absence(hasOne ? other : one),
        expected: "a share, since `\(hasOne ? one : other)` is stated: the two go together")
    }
    guard zip(question.looks, question.looks.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw Problem(
        place: own.path("toxicity_looks_patients"), found: question.looks.map(String.init).joined(separator: ", "),
        expected: "rising numbers of patients")
    }
  }

  private static func computed<Design>(_ make: () throws(DesignProblem) -> Design?) throws(Problem) -> Design? {
    do throws(DesignProblem) {
      return try make()
    } catch {
      throw Problem(place: "/question", found: "\(error.subject) \(error.found)", expected: error.expected)
    }
  }

  // MARK: checks

  /// The design of the file is the one that follows from its question.
  private static func checkDesign(_ file: JSONFields, _ plan: TrialPlan) throws(Problem) {
    let again = plan.design.map(design) ?? plan.further.map(design) ?? .null
    if let difference = difference(file.value("design") ?? .null, again, "/design") {
      throw Problem(
        place: difference.place, found: difference.found,
        expected:
          "\(difference.expected), as version \(ReportInfo.version) computes it of what is stated (the file is of \(plan.version)); `verlauf trial from` writes it again"
      )
    }
  }

  /// Where two values differ first; numbers may differ in their last digits.
  private static func difference(_ one: JSON, _ other: JSON, _ place: String) -> Problem? {
    func shown(_ value: JSON) -> String {
      switch value {
      case .object(let members): members.isEmpty ? "an empty object" : "an object with `\(members[0].key)`"
      case .array(let values): "an array of \(values.count)"
      case .string(let text): "`\(text.prefix(60))`"
      case .number(let number): number.map(Numbers.plain) ?? "a number that is none"
      case .bool(let value): value ? "true" : "false"
      case .null: "null"
      }
    }
    let unequal = Problem(place: place, found: shown(one), expected: shown(other))
    switch (one, other) {
    case (.null, .null): return nil
    case (.string(let a), .string(let b)): return a == b ? nil : unequal
    case (.bool(let a), .bool(let b)): return a == b ? nil : unequal
    case (.number(let a?), .number(let b?)):
      return abs(a - b) <= 1e-9 * max(1, abs(b)) ? nil : unequal
    case (.array(let a), .array(let b)):
      guard a.count == b.count else { return unequal }
      return a.indices.lazy.compactMap { difference(a[$0], b[$0], "\(place)/\($0)") }.first
    case (.object(let a), .object(let b)):
      let (own, needed) = (Set(a.map(\.key)), Set(b.map(\.key)))
      if let missing = b.first(where: { !own.contains($0.key) }) {
        return Problem(place: "\(place)/\(missing.key)", found: "no such key", expected: shown(missing.value))
      }
      if let more = a.first(where: { !needed.contains($0.key) }) {
        return Problem(place: "\(place)/\(more.key)", found: shown(more.value), expected: "no such key")
      }
      guard a.map(\.key) == b.map(\.key) else {
        return Problem(place: place, found: "its keys in another order", expected: b.map(\.key).joined(separator: ", "))
      }
      return a.indices.lazy.compactMap { difference(a[$0].value, b[$0].value, "\(place)/\(a[$0].key)") }.first
    default: return unequal
    }
  }

  /// What the assumptions say was given is what the question has.
  private static func checkAssumptions(_ plan: TrialPlan) throws(Problem) {
    let own = plan.question
    let stated = own.design.fields.filter { $0 != .chance }.map { ($0.rawValue, $0.value(in: own)) }
    for (id, value) in stated {
      let given = plan.assumptions.first { $0.id == id && $0.standing == .given }
      guard given?.value != value.map({ NumberBounds($0) }) else { continue }
      throw Problem(
        place: "/assumptions (\(id))", found: given?.printedValue ?? "no value given",
        expected: value.map { "\(Numbers.plain($0)), as the question states it" }
          ?? "no value given, since the question states none")
    }
    guard let control = own.control else { return }
    guard let arm = TrialQuestion.control(control, in: plan.comparators), own.design.hasControl,
      own.median == Months(arm.median),
      own.design != .oneSample || arm.events == nil || own.historicalEvents == arm.events
    else {
      throw Problem(
        place: "/question/control", found: "`\(control.prefix(80))`",
        expected: "the key of a median among the comparators, with its months and its events in the question")
    }
  }
}
