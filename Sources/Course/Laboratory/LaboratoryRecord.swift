// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology

/// The laboratory values of a patient as dose rules take them: each with its analyte, day and unit, and those of which one is in doubt,
/// with the reason.
///
/// A value in doubt is never replaced by another. Where a count of a day cannot be used, or two of one day differ, the count of that
/// day is not known, whatever older counts say.
public struct LaboratoryRecord: Sendable, Hashable {
  /// A value that can be used.
  public struct Value: Sendable, Hashable {
    /// The entry of the course.
    public var entry: Entry.ID
    /// The analyte.
    public var analyte: Analyte
    /// The day.
    public var day: Day
    /// The value in the analyte's unit, or the number that it is below or above.
    public var value: Double
    /// Where it is a bound.
    public var relation: ValueRelation? = nil

    /// What is known of it.
    public var span: ValueSpan { ValueSpan(relation, value) }
  }

  /// A value that cannot be used.
  public struct Doubt: Sendable, Hashable {
    /// The entries of the course: several that contradict each other.
    public var entries: [Entry.ID]
    /// The analyte; nil where the name is none.
    public var analyte: Analyte?
    /// The day, where it is stated.
    public var day: Day?
    /// Between which days it lies, as far as that is stated.
    public var bounds: DayBounds
    /// As it is recorded, in words of every language: `neutrophils 800 10^9/L`.
    public var phrase: Phrase
    /// As it is recorded: `neutrophils 800 10^9/L`.
    public var words: String { phrase.english }
    /// Why.
    public var problem: LaboratoryProblem
  }

  /// Values that can be used, in the order of the record.
  public private(set) var values: [Value] = []
  /// Values that cannot, in the order of the record. Analytes of which no rule speaks are not among them.
  public private(set) var doubts: [Doubt] = []

  /// The values of a patient.
  public init(_ patient: Patient) {
    var usable: [Usable] = []
    // A record of half a million values has some dozens of spellings.
    var named: [String: Analyte?] = [:]
    var factors: [Spelling: Double] = [:]
    for entry in patient.entries {
      guard case .laboratory(let laboratory) = entry.content else { continue }
      let stated = entry.when.compactMap { $0.date?.bounds }
      let day = stated.first { $0.isExact }?.earliest
      let analyte: Analyte?
      if let known = named[laboratory.analyte] {
        analyte = known
      } else {
        analyte = Analyte(named: laboratory.analyte)
        named[laboratory.analyte] = .some(analyte)
      }
      do throws(LaboratoryProblem) {
        guard let analyte else {
          if Analyte.isOther(laboratory.analyte) { continue }
          throw .unknownAnalyte(laboratory.analyte, suggestion: Analyte.nearest(to: laboratory.analyte)?.rawValue)
        }
        let spelling = Spelling(analyte: analyte, unit: laboratory.unit)
        var value = factors[spelling].map { laboratory.value * $0 } ?? .nan
        if !analyte.possible.contains(value) {
          value = try analyte.canonical(laboratory.value, unit: laboratory.unit)
          factors[spelling] = analyte.factor(of: laboratory.unit)
        }
        guard let day else { throw .noDay(entry.when.map(\.text)) }
        usable.append(
          Usable(
            value: Value(entry: entry.id, analyte: analyte, day: day, value: value, relation: laboratory.relation),
            stated: laboratory))
      } catch {
        doubts.append(
          Doubt(
            entries: [entry.id], analyte: analyte, day: day,
            bounds: day.map { DayBounds(earliest: $0, latest: $0) } ?? stated.first ?? .unbounded,
            phrase: Phrase(same: laboratory.words), problem: error))
      }
    }
    addContradictions(usable)
  }

  /// An analyte with its unit as it is spelled.
  private struct Spelling: Hashable {
    var analyte: Analyte
    var unit: String
  }

  /// A value that can be used, with how it is stated.
  private struct Usable {
    var value: Value
    var stated: Laboratory

    /// What the true value can be: half a unit of the last stated digit each way, at most a tenth of the value.
    var bounds: ClosedRange<Double> {
      guard stated.value > 0 else { return value.value...value.value }
      let digits = Quantity.digits(stated.value)
      let decimals = digits.firstIndex(of: ".").map { digits.distance(from: $0, to: digits.endIndex) - 1 } ?? 0
      var half = 0.5
      for _ in 0..<decimals { half /= 10 }
      let share = min(half / stated.value, 0.1)
      return value.value * (1 - share)...value.value * (1 + share)
    }
  }

  /// Values of one analyte and day that differ are all in doubt; equal ones are one. Of values in different units those are equal that round to each other as they
  /// are stated: creatinine of 0.9 mg/dL and 80 µmol/L; then the more exact one counts.
  private mutating func addContradictions(_ usable: [Usable]) {
    struct Place: Hashable {
      var analyte: Analyte
      var day: Day
    }
    let groups = Dictionary(grouping: usable) { Place(analyte: $0.value.analyte, day: $0.value.day) }
    var told: Set<Place> = []
    for own in usable {
      let value = own.value
      let place = Place(analyte: value.analyte, day: value.day)
      let group = groups[place] ?? []
      guard told.insert(place).inserted else { continue }
      if group.count == 1 {
        values.append(value)
        continue
      }
      if let same = Self.one(of: group) {
        values.append(same)
        continue
      }
      let words = group.map(\.stated.amount)
      doubts.append(
        Doubt(
          entries: group.map(\.value.entry), analyte: value.analyte, day: value.day,
          bounds: DayBounds(earliest: value.day, latest: value.day),
          phrase: value.analyte.phrase + Phrase(same: " ") + words.joined(separator: Phrase.and),
          problem: .contradicted(value.day, words)))
    }
  }

  /// The value that all of these state; nil where they differ.
  private static func one(of group: [Usable]) -> Value? {
    guard let first = group.first?.value else { return nil }
    // A conversion of units may differ in the last digits.
    if group.allSatisfy({
      $0.value.relation == first.relation
        && abs($0.value.value - first.value) <= 1e-6 * max(abs(first.value), abs($0.value.value))
    }) {
      return first
    }
    // A bound is no number that another could round to.
    guard group.allSatisfy({ $0.value.relation == nil }) else { return nil }
    // Two numbers in one unit, whatever it is called, are two values.
    var byUnit: [Double: Double] = [:]
    for own in group {
      guard let unit = own.value.analyte.value(1, in: own.stated.unit) else { return nil }
      if let known = byUnit[unit], known != own.stated.value { return nil }
      byUnit[unit] = own.stated.value
    }
    let bounds = group.map(\.bounds)
    guard let low = bounds.map(\.lowerBound).max(), let high = bounds.map(\.upperBound).min(), low <= high else {
      return nil
    }
    func width(_ own: Usable) -> Double { own.bounds.upperBound - own.bounds.lowerBound }
    return group.min { width($0) < width($1) }?.value
  }
}

extension Laboratory {
  /// As it is recorded: `800 10^9/L`.
  var amount: String { (relation?.printed ?? "") + Quantity(number: value, unit: unit).text }

  /// As it is recorded, with its name: `neutrophils 800 10^9/L`.
  var words: String { "\(analyte) \(amount)" }
}

extension Analyte {
  /// Whether a text is the name of an analyte and no more: `ANC`, `LDH`.
  package static func isName(_ text: String) -> Bool {
    Analyte(named: text) != nil || text.allSatisfy { $0.isLetter || $0.isNumber } && isOther(text)
  }

  /// Whether a name is of an analyte that charts have and no rule speaks of: C-reactive protein, sodium.
  static func isOther(_ text: String) -> Bool {
    others.contains(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  /// The analyte that a longer name holds, or that a misspelt one is near: `Neutrophile Granulozyten`.
  static func nearest(to text: String) -> Analyte? {
    let words = text.split { !$0.isLetter && !$0.isNumber }
    if let known = words.lazy.compactMap({ Analyte(named: String($0)) }).first { return known }
    return Spelling.nearest(to: text.lowercased(), among: allCases.map(\.rawValue)).flatMap { Analyte(rawValue: $0) }
  }

  private static let others: Set<String> = [
    "crp", "creactiveprotein", "creaktivesprotein", "pct", "procalcitonin", "ldh", "lactatedehydrogenase",
    "sodium", "na", "natrium", "potassium", "k", "kalium", "calcium", "ca", "kalzium", "magnesium", "mg", "phosphate",
    "phosphat", "chloride", "chlorid", "glucose", "glukose", "hba1c", "urea", "bun", "harnstoff", "uricacid",
    "harnsäure", "inr", "quick", "ptt", "aptt", "fibrinogen", "ddimer", "ddimere", "antithrombin", "tsh", "ft3", "ft4",
    "cortisol", "troponin", "troponint", "troponini", "ntprobnp", "bnp", "ckmb", "lipase", "amylase", "ferritin",
    "transferrin", "iron", "eisen", "vitaminb12", "folate", "haematocrit", "hematocrit", "hct", "hämatokrit", "hkt",
    "erythrocytes", "erythrozyten", "rbc", "mcv", "mch", "mchc", "rdw", "reticulocytes", "retikulozyten", "monocytes",
    "monozyten", "eosinophils", "eosinophile", "basophils", "basophile", "totalprotein", "gesamteiweiß",
    "cholesterol", "cholesterin", "triglycerides", "triglyzeride", "lactate", "laktat", "directbilirubin",
    "psa", "cea", "ca199", "ca125", "ca153", "ca724", "afp", "hcg", "betahcg", "nse", "cyfra211", "chromogranina",
    "igg", "iga", "igm", "nk", "cd4", "cd8",
  ]
}
