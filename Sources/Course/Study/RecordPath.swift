// SPDX-License-Identifier: Apache-2.0

/// Which record of a study is meant, by names and numbers that are its own: the same in a folder, a store and a message.
public enum RecordPath: Sendable, Hashable {
  /// The study.
  case study
  /// A remark on the study, counted from 0.
  case remark(Int)
  /// A patient.
  case patient(Patient.ID)
  /// An entry of a patient's course; without a patient, of the one who is spoken of.
  case entry(Entry.ID, of: Patient.ID? = nil)
  /// A dose phase, given or planned, of a patient's therapies; without a patient, of the one who is spoken of.
  case phase(DosePhase.ID, of: Patient.ID? = nil)
  /// A row of the administrations of a therapy, counted from 0.
  case administration(Int, of: Entry.ID, in: Patient.ID)
  /// A reading of a lesion, counted from 0.
  case lesion(Int, of: Patient.ID)
  /// A claim.
  case claim(Claim.ID)
  /// A reference, by its number.
  case reference(Int)
  /// A decision on a finding, counted from 0.
  case decision(Int)
  /// A published arm, counted from 0.
  case comparator(Int)

  /// The record of a patient, where it is of the one who is spoken of.
  public func of(_ patient: Patient.ID) -> RecordPath {
    switch self {
    case .entry(let id, of: nil): .entry(id, of: patient)
    case .phase(let id, of: nil): .phase(id, of: patient)
    default: self
    }
  }
}

/// Where the records of a study stand, by their paths: in the files of a folder, as `file:line:column`.
///
/// Places are beside the study and no part of it: the same facts are equal wherever they stand.
public struct Places: Sendable, Hashable {
  private var files: [String] = []
  private var numbers: [String: Int32] = [:]
  private var places: [RecordPath: Place] = [:]

  /// A place with the number of its file: a study has a million places and few files.
  private struct Place: Sendable, Hashable {
    var file: Int32
    var line: Int32
    var column: Int32
  }

  /// No places.
  public init() {}

  /// Whether no place is known.
  public var isEmpty: Bool { places.isEmpty }

  /// The place of a record; nil where none is known.
  public subscript(path: RecordPath) -> SourceLocation? {
    get {
      places[path].map {
        SourceLocation(file: files[Int($0.file)], line: Int($0.line), column: Int($0.column))
      }
    }
    set {
      guard let newValue else {
        places[path] = nil
        return
      }
      let number: Int32
      if let known = numbers[newValue.file] {
        number = known
      } else {
        number = Int32(clamping: files.count)
        files.append(newValue.file)
        numbers[newValue.file] = number
      }
      places[path] = Place(
        file: number, line: Int32(clamping: newValue.line), column: Int32(clamping: newValue.column))
    }
  }

  /// The place of a record that may not be known.
  public subscript(path: RecordPath?) -> SourceLocation? { path.flatMap { self[$0] } }

  /// Takes over the places of another part of the study.
  public mutating func add(_ other: Places) {
    if isEmpty {
      self = other
      return
    }
    let moved = other.files.map { file -> Int32 in
      if let known = numbers[file] { return known }
      let number = Int32(clamping: files.count)
      files.append(file)
      numbers[file] = number
      return number
    }
    places.reserveCapacity(places.count + other.places.count)
    for (path, place) in other.places {
      places[path] = Place(file: moved[Int(place.file)], line: place.line, column: place.column)
    }
  }
}
