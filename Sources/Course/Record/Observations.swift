// SPDX-License-Identifier: Apache-2.0

import Plain

/// A response category.
public enum Response: String, Sendable, Hashable, CaseIterable {
  /// Complete response.
  case complete = "CR"
  /// Partial response (the source may say partial remission or regression).
  case partial = "PR"
  /// Stable disease.
  case stable = "SD"
  /// Neither complete response nor progression, of disease that cannot be measured.
  case nonCompleteNonProgressive = "non-CR/non-PD"
  /// Progressive disease.
  case progressive = "PD"
  /// Not evaluable.
  case notEvaluable = "NE"

  /// The category of PERCIST that corresponds, `PMR`; nil where there is none.
  public var metabolic: String? {
    switch self {
    case .complete: "CMR"
    case .partial: "PMR"
    case .stable: "SMD"
    case .progressive: "PMD"
    case .nonCompleteNonProgressive, .notEvaluable: nil
    }
  }

  /// The better of two for "best response": CR, PR, SD, non-CR/non-PD, PD, NE in this order.
  public static func better(_ first: Response, _ second: Response) -> Response {
    let order = Response.allCases
    guard let one = order.firstIndex(of: first), let other = order.firstIndex(of: second) else { return first }
    return one <= other ? first : second
  }
}

/// A response in the words of its criteria: `PR`, `PMR` by PERCIST, or a word of charts that is no category of either: `mixed`.
public struct StatedResponse: Sendable, Hashable {
  /// As it is stated: `PMR`.
  public let word: String
  /// The category of RECIST that it is or corresponds to; nil where there is none.
  public let category: Response?
  /// Whether it is stated as a metabolic one.
  public let isMetabolic: Bool

  /// Words of charts that are no category of RECIST or PERCIST. None is counted as one.
  public enum Other: String, Sendable, Hashable, CaseIterable {
    /// No tumour left in the specimen, as the pathologist sees it.
    case pathologicalComplete = "pCR"
    /// Some lesions shrank while others grew.
    case mixed
    /// Smaller, but less than a partial response.
    case minor = "MR"
    /// No evidence of disease, often after surgery.
    case noEvidenceOfDisease = "NED"
  }

  /// A category of RECIST.
  public init(_ category: Response) {
    word = category.rawValue
    self.category = category
    isMetabolic = false
  }

  /// The metabolic category that corresponds; nil where there is none.
  public init?(metabolic category: Response) {
    guard let word = category.metabolic else { return nil }
    self.word = word
    self.category = category
    isMetabolic = true
  }

  /// A word of charts.
  public init(_ other: Other) {
    word = other.rawValue
    category = nil
    isMetabolic = false
  }

  /// The category that a word names.
  public init?(word: String) {
    if let category = Response(rawValue: word) {
      self.init(category)
    } else if let category = Response.allCases.first(where: { $0.metabolic == word }) {
      self.init(metabolic: category)
    } else if let other = Other(rawValue: word) {
      self.init(other)
    } else {
      return nil
    }
  }

  /// All words: those of RECIST, then those of PERCIST, then those of charts.
  public static let words =
    Response.allCases.map(\.rawValue) + Response.allCases.compactMap(\.metabolic) + Other.allCases.map(\.rawValue)
}

/// A look at the tumour, usually by imaging.
public struct Assessment: HoldsStatements, Hashable {
  /// `CT`, `MRI`, `PET-CT`, …
  public var modality: Recorded<String>
  /// Region in words: `liver`, `chest`.
  public var region: Recorded<String>
  /// The response in the category that was stated, of RECIST or of PERCIST, where one is.
  public var statedResponse: Recorded<StatedResponse>
  /// Criteria as stated, `RECIST 1.1`; often not stated.
  public var statedCriteria: Recorded<String>
  /// Who judged.
  public var judgedBy: Recorded<String>
  /// Sites where something was seen to grow or appear.
  public var sites: [String]
  /// New lesions, in words.
  public var newLesions: Recorded<String>
  /// What was seen, in the folder's words.
  public var finding: String?
  /// The therapy under or after which this was judged, if the source names it.
  public var of: Entry.ID?
  /// Pictures of it.
  public var images: [AssessmentImage]
  /// Facts of which several sources make a statement.
  public var statements: [FactStatements]

  /// The response as judged, in the categories of RECIST: a metabolic one as the one that it corresponds to. A word that is none of them (`mixed`)
  /// is no response here.
  public var response: Recorded<Response> {
    get {
      guard case .stated(let stated) = statedResponse else { return statedResponse.map { _ in .notEvaluable } }
      return stated.category.map { .stated($0) } ?? .notRecorded
    }
    set { statedResponse = newValue.map { StatedResponse($0) } }
  }

  /// The criteria: as stated, else PERCIST where the category is one of its own.
  public var criteria: Recorded<String> {
    get {
      guard case .notRecorded = statedCriteria, statedResponse.value?.isMetabolic == true else { return statedCriteria }
      return .stated("PERCIST 1.0")
    }
    set { statedCriteria = newValue }
  }

  /// Whether progression was judged by symptoms or examination, without imaging.
  public var isClinical: Bool {
    guard let words = modality.value?.lowercased() else { return false }
    // Beside imaging an examination is imaging.
    let imaging = [
      "ct", "mri", "mrt", "pet", "x-ray", "imaging", "ultrasound", "sonography", "scintigraphy", "röntgen",
    ]
    let tokens = words.split { !$0.isLetter && $0 != "-" }.map(String.init)
    guard !tokens.contains(where: { token in imaging.contains { token == $0 || token.hasPrefix($0 + "-") } }) else {
      return false
    }
    return [
      "clinic", "klinisch", "symptom", "examination", "untersuchung", "palpation", "tumour board", "tumor board",
      "tumorboard",
    ]
    .contains { words.contains($0) }
  }

  /// An assessment by a modality.
  public init(modality: Recorded<String>) {
    self.modality = modality
    region = .notRecorded
    statedResponse = .notRecorded
    statedCriteria = .notRecorded
    judgedBy = .notRecorded
    sites = []
    newLesions = .notRecorded
    finding = nil
    of = nil
    images = []
    statements = []
  }
}

/// An adverse event, or the statement that there was none.
public struct Toxicity: HoldsStatements, Hashable {
  /// CTCAE term or the chart's word: `neutropenia`; `none serious` for a statement of absence.
  public var term: String
  /// Whether the folder says that nothing of the kind occurred (`absent: true`), or that it did; nil leaves it to the words.
  public var statedAbsence: Bool?
  /// CTCAE grade.
  public var grade: Recorded<ToxicityGrade>
  /// CTCAE version.
  public var version: Recorded<String>
  /// The chart's own qualifier: `severe prolonged`.
  public var qualifier: Recorded<String>
  /// The therapy it is put down to.
  public var of: Entry.ID?
  /// Facts of which several sources make a statement.
  public var statements: [FactStatements]

  /// An adverse event.
  public init(term: String, statedAbsence: Bool? = nil) {
    self.term = term
    self.statedAbsence = statedAbsence
    grade = .notRecorded
    version = .notRecorded
    qualifier = .notRecorded
    of = nil
    statements = []
  }
}

/// A CTCAE grade, 1 to 5, or the grades between which a source leaves it: `3-4`.
public struct ToxicityGrade: Sendable, Hashable, CustomStringConvertible, ExpressibleByIntegerLiteral {
  /// The least and the greatest that it can be.
  public let range: ClosedRange<Int>

  /// A grade, or several; nil outside 1 to 5.
  public init?(_ range: ClosedRange<Int>) {
    guard range.lowerBound >= 1, range.upperBound <= 5 else { return nil }
    self.range = range
  }

  /// A grade; what is not from 1 to 5 counts as the nearer of the two.
  public init(integerLiteral value: Int) {
    let grade = min(max(value, 1), 5)
    range = grade...grade
  }

  /// Reads `3`, or `3-4`; nil for anything else.
  public init?(_ text: String) {
    let ends = text.map { $0 == "–" ? "-" : $0 }.split(separator: "-", omittingEmptySubsequences: false)
      .map { WholeNumber.parse(String($0).trimmed) }
    guard ends.count <= 2, let first = ends.first.flatMap({ $0 }), let last = ends.last.flatMap({ $0 }), first <= last
    else {
      return nil
    }
    self.init(first...last)
  }

  /// `3`, or `3-4`.
  public var description: String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
  }
}

extension Toxicity {
  /// Whether nothing of the kind occurred: as stated, else where the words deny it: `none`, `keine Neutropenie`, `neutropenia: no`.
  public var isAbsence: Bool {
    statedAbsence ?? ChartAssertion.denies(term)
  }
}

/// A laboratory value.
public struct Laboratory: Sendable, Hashable {
  /// Name: `neutrophils`.
  public var analyte: String
  /// Value, or the number that it is below or above.
  public var value: Double
  /// Unit as written: `10^9/L`.
  public var unit: String
  /// Where the laboratory gives a bound: `<`.
  public var relation: ValueRelation?

  /// A value.
  public init(analyte: String, value: Double, unit: String, relation: ValueRelation? = nil) {
    self.analyte = analyte
    self.value = value
    self.unit = unit
    self.relation = relation
  }
}

/// A statement on quality of life.
public struct QualityOfLife: Sendable, Hashable {
  /// The source's words: `not severely impaired`.
  public var statement: String
  /// Instrument: `EORTC QLQ-C30`, or not stated.
  public var instrument: Recorded<String>
  /// Score, if an instrument was used.
  public var score: Recorded<Double>
  /// The therapy during which it was judged.
  public var of: Entry.ID?

  /// A statement.
  public init(statement: String, instrument: Recorded<String> = .notRecorded) {
    self.statement = statement
    self.instrument = instrument
    score = .notRecorded
    of = nil
  }
}

/// Death.
public struct Death: Sendable, Hashable {
  /// Cause in words.
  public var cause: Recorded<String>

  /// A death.
  public init(cause: Recorded<String> = .notRecorded) { self.cause = cause }
}
