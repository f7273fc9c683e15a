// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// One patient's record: who it is, and the entries of the course in the order of the file.
public struct Patient: HoldsStatements, Hashable, Identifiable {
  /// The study's identifier: `1`.
  public var id: String
  /// Sex as recorded.
  public var sex: Recorded<Sex>
  /// Age and the event that it is stated for.
  public var age: Recorded<StatedAge>
  /// The year of birth, where the record may hold it.
  public var yearOfBirth: Recorded<Int>
  /// Height in centimetres.
  public var heightCentimetres: Recorded<Double>
  /// Weight in kilograms.
  public var weightKilograms: Recorded<Double>
  /// Other diseases, each in the words of the source.
  public var comorbidity: [String]
  /// The arm of a trial.
  public var arm: Recorded<String>
  /// When this patient was treated, where the study's period is not of the patient's calendar: in a record with shifted dates.
  public var period: Recorded<StatedDate>
  /// Until when this patient's outcomes were tracked, where that is not the study's data cut-off: another centre, or shifted dates.
  public var dataCutOff: Recorded<StatedDate>
  /// Values of the study's own fields, by their names.
  public var fields: [String: Recorded<FieldValue>]
  /// Facts of which several sources make a statement.
  public var statements: [FactStatements]
  /// Sources of sex and age.
  public var sources: [Source]
  /// The course.
  public var entries: [Entry]
  /// Measurements of lesions, in the order of `lesions.csv`.
  public var lesions: [LesionReading]

  /// A patient of whom nothing is recorded yet.
  public init(id: String) {
    self.id = id
    sex = .notRecorded
    age = .notRecorded
    yearOfBirth = .notRecorded
    comorbidity = []
    arm = .notRecorded
    period = .notRecorded
    dataCutOff = .notRecorded
    fields = [:]
    statements = []
    heightCentimetres = .notRecorded
    weightKilograms = .notRecorded
    sources = []
    entries = []
    lesions = []
  }

  /// The entry with an identifier.
  public func entry(_ id: Entry.ID) -> Entry? { entries.first { $0.id == id } }

  /// Systemic therapies in the order of the file, with their entries; what a phase leaves to its therapy is filled in
  /// (``Therapy/inFull``).
  public var therapies: [(entry: Entry, therapy: Therapy)] {
    entries.compactMap { entry in
      if case .therapy(let therapy) = entry.content { (entry, therapy.inFull) } else { nil }
    }
  }

  /// Assessments in the order of the file, with their entries.
  public var assessments: [(entry: Entry, assessment: Assessment)] {
    entries.compactMap { entry in
      if case .assessment(let assessment) = entry.content { (entry, assessment) } else { nil }
    }
  }

  /// The first diagnosis entry.
  public var diagnosis: (entry: Entry, diagnosis: Diagnosis)? {
    for entry in entries { if case .diagnosis(let diagnosis) = entry.content { return (entry, diagnosis) } }
    return nil
  }

  /// The entry of the patient's death, if it is recorded.
  public var death: Entry? {
    entries.first { if case .death = $0.content { true } else { false } }
  }
}

/// Sex as recorded in the chart.
public enum Sex: String, Sendable, Hashable, CaseIterable {
  /// Female.
  case female
  /// Male.
  case male
  /// Other, as recorded.
  case other
}
