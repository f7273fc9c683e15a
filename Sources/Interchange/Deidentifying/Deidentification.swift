// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course
import Notation
import Plain

/// A study of which nobody can tell without the key whom it is of, and what was done for that.
///
/// The record is taken as one document (`StudyJSON`) and every value by the kind of its field (`FieldKind`): what nobody has said a kind of is dropped. What comes of it is read by the one
/// reader, as any study is. Pseudonymised is not anonymous: ``DeidentificationReport`` says what still identifies.
public struct Deidentification: Sendable {
  /// What is asked for.
  public struct Options: Sendable, Hashable {
    /// What becomes of dates.
    public var dates = Dates.shifted
    /// Texts that a person has looked at and lets stay.
    public var reviewed: Set<String> = []
    /// Cells of fewer patients than this are flagged.
    public var smallestCell = 5

    /// The defaults: dates shifted, no text reviewed, cells below 5 flagged.
    public init() {}
  }

  /// What becomes of dates.
  public enum Dates: String, Sendable, Hashable, CaseIterable {
    /// Each patient's are shifted by as many days, 1 to 365 back, as the key says.
    case shifted
    /// Each patient's are counted from the first day that is known of the patient, which stands as ``Deidentification/dayZero``.
    case counted
  }

  /// Why there is none.
  public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    /// In a sentence.
    public var description: String
  }

  /// A text that was withheld, for a person to look at.
  public struct WithheldText: Sendable, Hashable {
    /// The field that it stood in.
    public var field: String
    /// The text. It may name somebody.
    public var text: String
    /// How often it stood there.
    public var count: Int
  }

  /// The day that day 0 of every patient stands as, where dates are counted.
  public static let dayZero = "2000-01-01"

  /// The study.
  public var study: Study
  /// What was done, without anything that identifies.
  public var report: DeidentificationReport
  /// The texts that are not in the study, for a person to look at: they may identify.
  public var withheld: [WithheldText]

  /// De-identifies a study.
  ///
  /// - Throws: where what comes of it cannot be read as a study.
  public init(of study: Study, key: PseudonymKey, options: Options = Options()) throws(Failure) {
    let walk = DocumentWalk(study, key: key, options: options)
    let document = walk.run()
    let log = ProblemLog(text: SourceText(file: "de-identified study", text: ""))
    guard var own = StudyJSON.read(document, log), log.problems.allSatisfy({ $0.severity == .warning }) else {
      let first = log.problems.first { $0.severity == .error }?.words ?? "it is no study"
      throw Failure(description: "what comes of de-identifying cannot be read as a study: \(first)")
    }
    own.patients.sort { NaturalOrder.precedes($0.id, $1.id) }
    // Rows that nobody understood stay told, without their words.
    let rows = study.unreadRows.map { _ in Remark(topic: UnreadCells.rowTopic, text: UnreadCells.withheld, sources: [])
    }
    own.remarks =
      rows + [
        Remark(
          topic: "de-identification", text: DeidentificationReport.remark(options.dates),
          sources: [Source(section: "De-identification")])
      ]
    self.study = own
    report = walk.report
    report.smallCells = SmallCell.all(in: own, below: options.smallestCell)
    report.smallestCell = options.smallestCell
    report.dates = options.dates
    report.patients = own.patients.count
    withheld = walk.withheldTexts
  }
}

/// Patients who have in common what can be known of them from outside, and are few.
public struct SmallCell: Sendable, Hashable {
  /// Site, histology, sex and age band in words.
  public var words: String
  /// How many patients.
  public var count: Int

  /// The cells of fewer patients than a number, the smallest first.
  static func all(in study: Study, below least: Int) -> [SmallCell] {
    let cells = Dictionary(grouping: study.patients) { patient in
      let diagnosis = patient.diagnosis?.diagnosis
      let age = patient.age.value.map { age in
        age.years >= 90 ? "90 and above" : "\(age.years / 10 * 10)–\(age.years / 10 * 10 + 9)"
      }
      return [
        diagnosis?.histology ?? "no histology", diagnosis?.site.value ?? "no site",
        patient.sex.value?.rawValue ?? "no sex",
        age ?? "no age",
      ].joined(separator: ", ")
    }
    return cells.filter { $0.value.count < least }.map { SmallCell(words: $0.key, count: $0.value.count) }
      .sorted { ($0.count, $0.words) < ($1.count, $1.words) }
  }
}
