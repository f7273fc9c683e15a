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
        place: "/schema", found: try file.text("schema").map { "`\($0.prefix(60))`" } ?? "nothing",
        expected: "`\(schema)`")
    }
    let program = try file.needed("program", file.object("program", known: ["name", "version"]), "an object")
    let question = try question(file)
    let plan = TrialPlan(
      version: try program.needed("version", program.text("version"), "a text"), series: try series(file),
      question: question, assumptions: try assumptions(file, "assumptions"),
      shown: try assumptions(file, "series_shows"),
      comparators: try assumptions(file, "comparators"), conflicts: try conflicts(file), design: try computed(question))
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
    let keys = [
      "title", "landmark_months", "p0_share", "p1_share", "rates_source", "alpha_share", "power_share", "choice",
      "scan_interval_months", "deaths_share", "accrual_patients_per_month", "eligible_share", "tolerable_share",
      "toxic_share", "toxicity_looks_patients", "toxicity_chance_share", "regimen",
    ]
    let own = try file.needed("question", file.object("question", known: keys), "an object")
    // What an option takes and nothing else: a command line of the file is to be run.
    func number(_ key: String, _ field: QuestionField) throws(Problem) -> Double? {
      guard let number = try own.number(key) else { return nil }
      let range = field.range.range
      guard range.contains(number) else {
        throw Problem(
          place: own.path(key), found: "the number \(Numbers.plain(number))",
          expected: "\(Numbers.plain(range.lowerBound)) to \(Numbers.plain(range.upperBound))")
      }
      return number
    }
    var question = TrialQuestion()
    question.title = try own.text("title")
    question.landmark = try number("landmark_months", .landmark).map { Months($0) }
    question.null = try number("p0_share", .null)
    question.alternative = try number("p1_share", .alternative)
    question.ratesSource = try own.text("rates_source")
    question.alpha = try number("alpha_share", .alpha)
    question.power = try number("power_share", .power)
    let choice = try own.needed("choice", own.text("choice"), "`optimal` or `minimax`")
    guard let known = TrialQuestion.Choice(rawValue: choice) else {
      throw Problem(place: own.path("choice"), found: "`\(choice.prefix(40))`", expected: "`optimal` or `minimax`")
    }
    question.choice = known
    question.scans = try number("scan_interval_months", .scans).map { Months($0) }
    question.deaths = try number("deaths_share", .deaths)
    question.perMonth = try number("accrual_patients_per_month", .perMonth)
    question.eligible = try number("eligible_share", .eligible)
    question.tolerable = try number("tolerable_share", .tolerable)
    question.toxic = try number("toxic_share", .toxic)
    question.looks = try own.wholes("toxicity_looks_patients", 1...10_000)
    question.chance = try number("toxicity_chance_share", .chance)
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
        place: own.path(hasOne ? other : one), found: "nothing",
        expected: "a share, since `\(hasOne ? one : other)` is stated: the two go together")
    }
    guard zip(question.looks, question.looks.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw Problem(
        place: own.path("toxicity_looks_patients"), found: question.looks.map(String.init).joined(separator: ", "),
        expected: "rising numbers of patients")
    }
  }

  private static func computed(_ question: TrialQuestion) throws(Problem) -> PlannedDesign? {
    do throws(DesignProblem) {
      return try PlannedDesign.make(question)
    } catch {
      throw Problem(place: "/question", found: "\(error.subject) \(error.found)", expected: error.expected)
    }
  }

  // MARK: checks

  /// The design of the file is the one that follows from its question.
  private static func checkDesign(_ file: JSONFields, _ plan: TrialPlan) throws(Problem) {
    let again = plan.design.map(design) ?? .null
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
      case .null: "nothing"
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
    let stated: [(Assumption.ID, Double?)] = [
      ("landmark", own.landmark?.value), ("p0", own.null), ("p1", own.alternative), ("alpha", own.alpha),
      ("power", own.power), ("scans", own.scans?.value), ("deaths", own.deaths), ("per-month", own.perMonth),
      ("eligible", own.eligible), ("tolerable", own.tolerable), ("toxic", own.toxic),
    ]
    for (id, value) in stated {
      let given = plan.assumptions.first { $0.id == id && $0.standing == .given }
      guard given?.value != value.map({ NumberBounds($0) }) else { continue }
      throw Problem(
        place: "/assumptions (\(id))", found: given?.printedValue ?? "nothing given",
        expected: value.map { "\(Numbers.plain($0)), as the question states it" }
          ?? "nothing, since the question states none")
    }
  }
}
