// SPDX-License-Identifier: Apache-2.0

/// What was done to a study that is given away, and what still identifies. It names nobody and quotes nothing, so that it can go with the study.
public struct DeidentificationReport: Sendable, Hashable {
  /// What became of values.
  public enum Action: String, Sendable, Hashable, CaseIterable {
    /// Others stand in their places.
    case changed
    /// Nothing stands in their places.
    case dropped
    /// They stand as they were.
    case kept
  }

  /// Values of one field that went the same way.
  public struct Line: Sendable, Hashable {
    /// What became of them.
    public var action: Action
    /// The field: `therapy: stopped for`.
    public var field: String
    /// How, or why.
    public var how: String
    /// How many.
    public var count: Int
  }

  /// The name of the page of a report beside the files that it is of.
  public static let fileName = "deidentification.md"

  /// The lines, in the order in which they came up.
  public private(set) var lines: [Line] = []
  /// How many patients there are.
  public internal(set) var patients = 0
  /// What became of dates.
  public internal(set) var dates = Deidentification.Dates.shifted
  /// How many dates are exact to the day.
  public internal(set) var exactDates = 0
  /// How many dates are not, and stand as the intervals of their bounds.
  public internal(set) var partialDates = 0
  /// The pseudonyms of patients who have such dates.
  public internal(set) var patientsWithPartialDates: Set<String> = []
  /// Cells of few patients.
  public internal(set) var smallCells: [SmallCell] = []
  /// Cells of fewer patients than this are small.
  public internal(set) var smallestCell = 0
  private var places: [Line: Int] = [:]

  mutating func add(_ action: Action, field: String, how: String, count: Int = 1) {
    guard count > 0 else { return }
    let key = Line(action: action, field: field, how: how, count: 0)
    let index = places[key] ?? lines.count
    if index == lines.count {
      places[key] = index
      lines.append(key)
    }
    lines[index].count += count
  }

  /// How many values went a way.
  public func count(_ action: Action) -> Int { lines.reduce(0) { $0 + ($1.action == action ? $1.count : 0) } }

  /// How many values of a field went a way.
  func count(_ action: Action, field: String) -> Int {
    lines.reduce(0) { $0 + ($1.action == action && $1.field == field ? $1.count : 0) }
  }

  /// What still identifies, and what this is not, each in a sentence or two.
  public var remaining: [String] {
    var all = [
      "Pseudonymised, not anonymous: whoever has the key, or knows a patient's course from elsewhere, can tell whom a pseudonym is of. It stays personal data under the GDPR (Art. 4(5), recital 26), and sharing it needs a legal basis."
    ]
    switch dates {
    case .shifted:
      all.append(
        "\(exactDates) dates are exact to the day. Dates are shifted by one offset a patient, 1 to 365 days back, so that intervals and bounds are as they were. Shifted dates are elements of dates and do not meet HIPAA's Safe Harbor (45 CFR 164.514(b)(2)(i)(C)); what does is an expert determination (164.514(b)(1)) or a limited data set under an agreement (164.514(e))."
      )
    case .counted:
      all.append(
        "\(exactDates) dates are exact to the day. Dates count days: the first day that is known of each patient stands as \(Deidentification.dayZero). They are no dates of a calendar, and still tell a course to the day; whether that meets HIPAA's Safe Harbor (45 CFR 164.514(b)(2)) is for an expert to say, since anything unique that could identify must not be known to (164.514(b)(2)(ii))."
      )
    }
    if partialDates > 0 {
      all.append(
        "\(partialDates) dates were not exact to the day and stand as the interval of their bounds, since nothing more exact may be invented and nothing wider was stated. Months and years of the calendar begin on known days: the width of such an interval narrows down, and of a year tells, by how much the dates of \(patientsWithPartialDates.count) of \(patients) patients were moved within a year."
      )
    }
    if count(.changed, field: "patient: data cut-off") > 0 {
      all.append(
        "The data cut-off stands in each patient, moved with the patient's dates, since follow-up ends at it. Who knows the real one, which papers print, can work out by how much every patient's dates were moved: do not name it where this goes."
      )
    }
    all.append(
      "Courses identify: diagnosis, codes, drugs, doses, intervals to the day, laboratory values, height and weight are as they were. A patient who was published or told of can be found by them."
    )
    if !smallCells.isEmpty {
      let fewest = smallCells.map(\.count).min() ?? 0
      all.append(
        "\(smallCells.count) combinations of histology, site, sex and ten years of age have fewer than \(smallestCell) patients (the smallest \(fewest)): a person known to be in the series can be told by them."
      )
    }
    if count(.kept, field: "claims") + lines.filter({ $0.field.hasPrefix("claim-") }).count > 0 {
      all.append("Claims that were kept say what a text says of the series: the text can be searched for.")
    }
    all.append(
      "Texts stay only where every word of them is a clinical one of a closed list, or where a person has said so. That no such words make up a name is for a person to look at."
    )
    all.append("Attachments of a study in one file, its history and the reasons and names in it are never written.")
    return all
  }

  /// What the study that comes of it says of itself.
  static func remark(_ dates: Deidentification.Dates) -> String {
    let words =
      switch dates {
      case .shifted: "Dates are shifted by one offset a patient, so that intervals and bounds are as they were."
      case .counted:
        "Dates count days from the first that is known of each patient, which stands as \(Deidentification.dayZero)."
      }
    return "Pseudonymised, not anonymous. \(words) Ages of 90 stand for 90 and above. Free texts are withheld."
  }

  /// The report as a page, to go with the study.
  public var markdown: String {
    var text = "# De-identification\n\nWhat was done to the record, and what still identifies.\n\n## What remains\n\n"
    for sentence in remaining { text += "- \(sentence)\n" }
    if !smallCells.isEmpty {
      text += "\n## Small cells\n\n| patients | histology, site, sex, age |\n|---|---|\n"
      for cell in smallCells { text += "| \(cell.count) | \(cell.words.replacing("|", with: "\\|")) |\n" }
    }
    text += "\n## Fields\n\n| values | what | field | kind |\n|---|---|---|---|\n"
    for action in Action.allCases {
      for line in lines where line.action == action {
        text += "| \(line.count) | \(action.rawValue) | \(line.field.replacing("|", with: "\\|")) | \(line.how) |\n"
      }
    }
    return text
  }
}
