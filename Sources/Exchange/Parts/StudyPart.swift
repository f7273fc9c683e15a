// SPDX-License-Identifier: Apache-2.0

public import Course

/// A part of a study: the least that is changed, looked up and merged as one, with its text in the canonical notation of the folder.
///
/// The files of a folder are its parts one behind the other, byte for byte.
public struct StudyPart: Sendable, Hashable {
  /// What a part is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// `study.yaml`
    case study
    /// A patient file up to its course.
    case patient
    /// An entry of a course.
    case entry
    /// Comments below a course.
    case patientEnd = "patient end"
    /// Comments at the head of `claims.yaml`.
    case claims
    /// A claim.
    case claim
    /// Comments at the head of `references.yaml`.
    case references
    /// A reference.
    case reference
    /// Comments at the head of `decisions.yaml`.
    case decisions
    /// A decision on a finding.
    case decision
    /// The columns of `labs.csv`.
    case laboratoryColumns = "laboratory columns"
    /// A row of `labs.csv`.
    case laboratory
    /// The columns of `administrations.csv`.
    case administrationColumns = "administration columns"
    /// A row of `administrations.csv`.
    case administration
    /// The columns of `lesions.csv`.
    case lesionColumns = "lesion columns"
    /// A row of `lesions.csv`.
    case lesion
    /// The columns of `comparators.csv`.
    case comparatorColumns = "comparator columns"
    /// A row of `comparators.csv`.
    case comparator
    /// What is said of something that is attached, in no file of the folder.
    case attachment
  }

  /// What it is.
  public var kind: Kind
  /// The patient whose it is; nil for what is of the study.
  public var patient: Patient.ID?
  /// Its lines as they stand in the file; of a row of a table, the row without its line end.
  public var text: String

  /// A part.
  public init(kind: Kind, patient: Patient.ID? = nil, text: String) {
    self.kind = kind
    self.patient = patient
    self.text = text
  }
}

extension StudyPart.Kind {
  /// What a file of a folder holds.
  package struct File: Sendable {
    /// What stands at its head.
    package let head: StudyPart.Kind
    /// What stands there in any number.
    package let item: StudyPart.Kind?
    /// What stands at its end.
    package let end: StudyPart.Kind?
    /// Whether it is a table.
    package let isTable: Bool
  }

  /// The files of the study, by path. (A patient's file has the name of the patient.)
  package static let files: [(path: String, file: File)] = [
    (FolderLayout.study, File(head: .study, item: nil, end: nil, isTable: false)),
    (FolderLayout.claims, File(head: .claims, item: .claim, end: nil, isTable: false)),
    (FolderLayout.references, File(head: .references, item: .reference, end: nil, isTable: false)),
    (FolderLayout.decisions, File(head: .decisions, item: .decision, end: nil, isTable: false)),
    (FolderLayout.laboratory, File(head: .laboratoryColumns, item: .laboratory, end: nil, isTable: true)),
    (FolderLayout.administrations, File(head: .administrationColumns, item: .administration, end: nil, isTable: true)),
    (FolderLayout.lesions, File(head: .lesionColumns, item: .lesion, end: nil, isTable: true)),
    (FolderLayout.comparators, File(head: .comparatorColumns, item: .comparator, end: nil, isTable: true)),
  ]

  /// The file of a patient.
  package static let patientFile = File(head: .patient, item: .entry, end: .patientEnd, isTable: false)

  /// What a file of a folder holds; nil for a file that is none of ours.
  package static func file(at path: String) -> File? {
    if patient(ofPath: path) != nil { return patientFile }
    return files.first { $0.path == path }?.file
  }

  /// The patient of a path `patients/ID.yaml`.
  package static func patient(ofPath path: String) -> Patient.ID? {
    guard path.hasPrefix("patients/"), path.hasSuffix(".yaml") else { return nil }
    let id = path.dropFirst("patients/".count).dropLast(".yaml".count)
    return id.contains("/") || id.isEmpty ? nil : String(id)
  }

  /// The path of the file in which a part of this kind stands.
  package func path(_ patient: Patient.ID?) -> String {
    switch self {
    case .patient, .entry, .patientEnd: return "patients/\(patient ?? "").yaml"
    case .attachment: return "attachments"
    default:
      return Self.files.first { $0.file.head == self || $0.file.item == self }?.path ?? FolderLayout.study
    }
  }

  /// Where parts of this kind stand among those of their file: at its head, in its middle, at its end.
  package var rank: Int {
    switch self {
    case .attachment: 3
    case .patientEnd: 2
    case .entry, .claim, .reference, .decision, .laboratory, .administration, .lesion, .comparator: 1
    default: 0
    }
  }

  /// Whether it stands in a patient's own file.
  package var isOfPatientFile: Bool {
    let file = Self.patientFile
    return self == file.head || self == file.item || self == file.end
  }

  /// The kinds of parts that a file of the study holds, with the path; of a patient's file too.
  package static func kinds(at path: String) -> [StudyPart.Kind] {
    file(at: path).map { [$0.head, $0.item, $0.end].compactMap(\.self) } ?? []
  }

  /// What one patient is read with: what the study says of itself, and the columns of the tables that have rows of patients.
  package static let aroundPatient: [StudyPart.Kind] =
    [.study]
    + files.filter { $0.file.isTable && FolderFormat.columns($0.path).contains("patient") }.map(\.file.head)

  /// Whether there is at most one of it in a file.
  public var isSingle: Bool { rank != 1 && isOfFolder }

  /// Whether a file of the folder holds it.
  package var isOfFolder: Bool { self != .attachment }

  /// Whether it is a row of a table, or its columns.
  package var isOfTable: Bool {
    Self.files.contains { $0.file.isTable && ($0.file.head == self || $0.file.item == self) }
  }
}
