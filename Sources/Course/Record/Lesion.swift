// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology

/// A length in hundredths of a millimetre, so that sums and thresholds (+20 %, −30 %, +5 mm) are compared exactly.
public struct Millimetres: Sendable, Hashable, Comparable {
  /// Hundredths of a millimetre.
  public var hundredths: Int

  /// A length.
  public init(hundredths: Int) { self.hundredths = hundredths }

  /// A number of millimetres as written, with at most two decimals: `12`, `13.9`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, let number = Int(whole), number >= 0, number < 10_000, whole.allSatisfy(\.isNumber)
    else { return nil }
    var rest = 0
    if parts.count == 2 {
      guard (1...2).contains(parts[1].count), parts[1].allSatisfy(\.isNumber), let digits = Int(parts[1]) else {
        return nil
      }
      rest = parts[1].count == 1 ? digits * 10 : digits
    }
    hundredths = number * 100 + rest
  }

  /// Whole millimetres.
  public static func mm(_ number: Int) -> Millimetres { Millimetres(hundredths: number * 100) }
  /// No length.
  public static let zero = Millimetres(hundredths: 0)

  /// The sum.
  public static func + (one: Millimetres, other: Millimetres) -> Millimetres {
    Millimetres(hundredths: one.hundredths + other.hundredths)
  }
  /// The difference; may be negative.
  public static func - (one: Millimetres, other: Millimetres) -> Millimetres {
    Millimetres(hundredths: one.hundredths - other.hundredths)
  }
  /// By length.
  public static func < (one: Millimetres, other: Millimetres) -> Bool { one.hundredths < other.hundredths }

  /// As a number, for figures and percentages.
  public var number: Double { Double(hundredths) / 100 }

  /// `13.9 mm`
  public var text: String {
    Numbers.text(number, decimals: hundredths % 10 == 0 ? (hundredths % 100 == 0 ? 0 : 1) : 2) + " mm"
  }

  /// The same in every language: in German `13,9 mm`.
  public var phrase: Phrase { Phrase(printed: text) }
}

/// What part a lesion has in the judgement of response.
public enum LesionRole: String, Sendable, Hashable, CaseIterable {
  /// Measured at every visit; part of the sum.
  case target
  /// Followed without measurement.
  case nonTarget = "non-target"
  /// Not there at baseline.
  case new
}

/// What was seen of a lesion on one day.
public enum LesionState: Sendable, Hashable {
  /// Its longest diameter; the short axis of a node.
  case measured(Millimetres)
  /// Gone.
  case absent
  /// Still there, not measured.
  case present
  /// There, but too small to measure: counts as 5 mm (Eisenhauer et al. 2009).
  case tooSmall
  /// Unequivocal progression of a lesion that is not measured.
  case progressed
  /// Grown together with another lesion, whose row measures both.
  case merged(into: String)
  /// Not imaged or not readable.
  case notEvaluated
}

/// One lesion on one day as one reader saw it: a row of `lesions.csv`.
public struct LesionReading: Sendable, Hashable {
  /// The lesion's name, the same at every visit: `T1`.
  public var lesion: String
  /// Its part in the judgement.
  public var role: LesionRole
  /// The organ; all nodes are one organ: `liver`, `node`.
  public var site: String?
  /// The part, where the lesion split: parts are added.
  public var part: String?
  /// The day.
  public var date: Day
  /// What was seen.
  public var state: LesionState
  /// Mean density in Hounsfield units in the portal-venous phase, for Choi's criteria.
  public var density: Double?
  /// Method: `CT`, `MRI`.
  public var method: String?
  /// Slice thickness in millimetres.
  public var slice: Millimetres?
  /// Who read; nil where there is one reader.
  public var reader: String?
  /// How certain a new lesion is, where that is stated.
  public var certainty: Certainty?
  /// Whether it was irradiated or treated locally before, without growing since, where that is stated.
  public var treatedLocally: Bool?

  /// A reading.
  public init(
    lesion: String, role: LesionRole, site: String? = nil, part: String? = nil, date: Day, state: LesionState,
    density: Double? = nil, method: String? = nil, slice: Millimetres? = nil, reader: String? = nil,
    certainty: Certainty? = nil, treatedLocally: Bool? = nil
  ) {
    self.lesion = lesion
    self.role = role
    self.site = site
    self.part = part
    self.date = date
    self.state = state
    self.density = density
    self.method = method
    self.slice = slice
    self.reader = reader
    self.certainty = certainty
    self.treatedLocally = treatedLocally
  }

  /// How certain it is that a lesion is new.
  public enum Certainty: String, Sendable, Hashable, CaseIterable {
    /// Beyond doubt.
    case certain
    /// It could still be something else.
    case equivocal
  }

  /// Whether a new lesion could still be something else.
  public var isEquivocal: Bool { certainty == .equivocal }
  /// Whether it was irradiated or treated locally before, without growing since; not where nothing is stated.
  public var isTreatedLocally: Bool { treatedLocally ?? false }

  /// Whether it is a lymph node, by the words of its site: `lymph node`, `axillary lymph node`, `Lymphknoten, iliakal`, `LK`.
  public var isNode: Bool { site.map { BodySite($0).isNode } ?? false }
}
