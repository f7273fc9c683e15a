// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
import Foundation
import Plain

/// What of the header of a DICOM file is asked for, as `dcmdump` of dcmtk prints it. Nothing else of the header is read into the program, but of PET what ``PETHeader`` asks for.
public struct DICOMHeader: Sendable, Hashable {
  /// The fields that are asked for, by their tags. Those that name the patient are compared and never kept or printed.
  static let tags =
    [
      "0002,0010", "0008,0008", "0008,0016", "0008,0020", "0008,0021", "0008,0022", "0008,002a", "0008,0060",
      "0008,0064",
      "0008,103e", "0018,0015", "0018,0088", "0018,1164", "0020,000e", "0020,0011", "0020,0037", "0020,0052",
      "0028,0002", "0028,0004", "0028,0008", "0028,0010", "0028,0011", "0028,0030", "0028,0034", "0028,0100",
      "0028,0301", "0028,1050", "0028,1051",
    ] + HeaderNames.tags

  /// Values by their tags; those within sequences by the tag alone where the file itself has none.
  private let values: [String: [String]]
  /// Whom it names.
  private let names: HeaderNames

  /// Reads what `dcmdump +p -Un` has printed.
  init(_ text: String) {
    var (own, nested) = ([String: [String]](), [String: [String]]())
    var names = HeaderNames()
    for element in HeaderLines(text).elements {
      let (path, tag, found) = (element.path, element.tag, element.values)
      // Those within sequences too: other identifiers stand in one.
      if names.take(tag, found) { continue }
      if element.isOwn {
        if own[tag] == nil { own[tag] = found }
      } else if path.hasPrefix("(5200,9229)") || path.hasPrefix("(5200,9230)"), nested[tag] == nil {
        // Of an enhanced object the first of its functional groups: shared ones stand before those of a frame.
        nested[tag] = found
      }
    }
    values = own.merging(nested) { own, _ in own }
    self.names = names
  }

  private func first(_ tag: String) -> String? { values[tag]?.first.flatMap { $0.isEmpty ? nil : $0 } }
  private func number(_ tag: String) -> Int? { first(tag).flatMap(WholeNumber.parse) }

  private func decimals(_ tag: String) -> [Double] {
    (values[tag] ?? []).compactMap(Double.init).filter(\.isFinite)
  }

  // MARK: what it is

  /// Pixels across and down.
  public var columns: Int? { number("0028,0011") }
  /// Pixels down.
  public var rows: Int? { number("0028,0010") }
  /// How many frames there are.
  public var frames: Int { max(1, number("0028,0008") ?? 1) }
  /// The modality in the word of DICOM: `CT`; nil where the file has none, or a text that is none.
  public var modality: String? { first("0008,0060").flatMap { ScanModality($0)?.code } }
  /// Whether it has a text for the modality that is none. What it says is not repeated: it may be anything.
  public var hasUnknownModality: Bool { first("0008,0060") != nil && modality == nil }
  /// The transfer syntax, as its identifier.
  public var transferSyntax: String? { first("0002,0010") }
  /// The class of the object, as its identifier.
  public var objectClass: String? { first("0008,0016") }
  /// The part of the body, in the word of DICOM: `CHEST`.
  public var bodyPart: String? { first("0018,0015") }
  /// Whether the header says that names or numbers stand in the picture (`BurnedInAnnotation`); nil where it says nothing.
  public var isBurnedIn: Bool? {
    switch first("0028,0301")?.uppercased() {
    case "YES": true
    case "NO": false
    default: nil
    }
  }

  /// The day of the acquisition; else of the series, else of the study.
  public var date: Day? {
    for tag in ["0008,0022", "0008,002a", "0008,0021", "0008,0020"] {
      // Files before 1993 have points between the parts.
      guard let digits = first(tag)?.filter({ $0 != "." }).prefix(8), digits.count == 8,
        digits.allSatisfy(\.isASCIIDigit)
      else { continue }
      let text = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
      if let day = try? Day(parsing: text) { return day }
    }
    return nil
  }

  /// The size of a pixel in the patient; of a projection, where only that is there, at the detector.
  public var spacing: ImageSpacing? {
    for tag in ["0028,0030", "0018,1164"] {
      // The first is between rows.
      let found = decimals(tag)
      if found.count == 2, let spacing = ImageSpacing(across: found[1], down: found[0]) { return spacing }
    }
    return nil
  }

  /// The window that the file proposes; the first, where it has several.
  public var window: ImageWindow? {
    guard let level = decimals("0028,1050").first, let width = decimals("0028,1051").first else { return nil }
    return ImageWindow(level: level, width: width)
  }

  /// The plane by the direction cosines of rows and columns (PS3.3 C.7.6.2.1.1): the axis that the normal lies within 25° of, else oblique.
  public var plane: AssessmentImage.Plane? {
    let cosines = decimals("0020,0037")
    guard cosines.count == 6 else { return nil }
    let (row, column) = (Array(cosines[0..<3]), Array(cosines[3..<6]))
    let normal = [
      row[1] * column[2] - row[2] * column[1], row[2] * column[0] - row[0] * column[2],
      row[0] * column[1] - row[1] * column[0],
    ].map(abs)
    guard let most = normal.max(), most > 0.5 else { return nil }
    guard most >= 0.906 else { return .oblique }
    return normal[2] == most ? .axial : normal[1] == most ? .coronal : .sagittal
  }

  /// The frame of reference, by which two series can lie over each other; its digest, since an identifier can lead to a patient.
  public var frameOfReference: String? { first("0020,0052").map { Hexadecimal.name(of: $0) } }
  /// The series by the digest of its identifier.
  public var series: String? { first("0020,000e").map { Hexadecimal.name(of: $0) } }
  /// The number of the series.
  public var seriesNumber: Int? { number("0020,0011") }
  /// The words of the series, which only its owner is shown: names have been found in them.
  public var seriesWords: String? { first("0008,103e") }

  /// Whether it says anything of whom it is.
  public var namesAnybody: Bool { !names.isEmpty }

  /// The patients of a study whom any of its fields of identity names, with the field: numbers without regard to zeros before them, so that `02` is 2.
  public func named(among patients: [Patient.ID]) -> [(patient: Patient.ID, field: String)] {
    names.named(among: patients)
  }

  // MARK: how its pixels are stored

  /// How many bytes uncompressed pixels need: of all frames, rows, columns and samples; nil where the header does not say.
  var pixelBytes: Int? {
    guard let columns, let rows, let allocated = number("0028,0100"), (1...64).contains(allocated) else { return nil }
    // Of two neighbours one has its own colour in this form, and only in it (PS3.3 C.7.6.3.1.2).
    let isHalved = first("0028,0004") == "YBR_FULL_422"
    let samples = isHalved ? 2 : number("0028,0002") ?? 1
    var bits = allocated
    for factor in [columns, rows, samples, frames] {
      let (product, isLarge) = bits.multipliedReportingOverflow(by: factor)
      guard !isLarge, product > 0 else { return nil }
      bits = product
    }
    return bits / 8 + (bits % 8 == 0 ? 0 : 1)
  }

  // MARK: what names can stand in

  /// Why this kind of object is one in which names often stand.
  var classDoubts: [ImageDoubt] {
    var doubts: [ImageDoubt] = []
    if isBurnedIn == true { doubts.append(.burnedIn) }
    let kind = objectClass ?? ""
    if kind.hasPrefix("1.2.840.10008.5.1.4.1.1.7") || first("0008,0064") != nil || modality == "SC" || modality == "OT"
    {
      doubts.append(.secondaryCapture)
    }
    if kind.hasPrefix("1.2.840.10008.5.1.4.1.1.6") || kind.hasPrefix("1.2.840.10008.5.1.4.1.1.3") || modality == "US"
      || modality == "IVUS"
    {
      doubts.append(.ultrasound)
    }
    let words = ((values["0008,0008"] ?? []) + [seriesWords ?? ""]).joined(separator: " ").lowercased()
    if kind.hasPrefix("1.2.840.10008.5.1.4.1.1.88")
      || ["dose report", "dose info", "dosisbericht", "patient protocol", "screen save", "screenshot"].contains(
        where: words.contains)
    {
      doubts.append(.doseReport)
    }
    return doubts
  }

  /// Whether a face may be seen in it: a head by CT or MR.
  public var mayShowFace: Bool {
    guard let modality, ["CT", "MR", "PT"].contains(modality) else { return false }
    let words = "\(bodyPart ?? "") \(seriesWords ?? "")".lowercased()
    return ["head", "brain", "skull", "face", "sinus", "orbit", "neck", "kopf", "schädel", "hirn", "hals", "whole"]
      .contains(where: words.contains)
  }
}

extension ImageDoubt {
  /// Why names often stand in this kind of object, by its header alone.
  public static func ofKind(_ header: DICOMHeader) -> [ImageDoubt] { header.classDoubts }
}
