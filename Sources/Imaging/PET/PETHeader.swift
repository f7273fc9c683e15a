// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Plain

/// What of the header of a slice is asked for to compute uptake and to lay it over another, as `dcmdump` prints it.
///
/// Weight, height, sex, age, dose and times of the patient are used for numbers and not kept; one that cannot be is told to whoever asked. Nothing of it goes into the record. Identifiers are digests.
public struct PETHeader: Sendable, Hashable {
  /// The fields that are asked for, by their tags.
  static let tags = [
    "0008,0016", "0008,0021", "0008,0022", "0008,0031", "0008,0032", "0008,0060", "0008,0100", "0008,0201",
    "0009,0010", "0009,100d", "0010,0040", "0010,1010", "0010,1020", "0010,1030", "0018,0031", "0018,0050",
    "0018,0088", "0018,1072", "0018,1074", "0018,1075", "0018,1078", "0018,1242", "0020,000e", "0020,0032",
    "0020,0037", "0020,0052", "0028,0002", "0028,0004", "0028,0008", "0028,0010", "0028,0011", "0028,0030",
    "0028,0051", "0028,0100", "0028,0101", "0028,0102", "0028,0103", "0028,1052", "0028,1053", "0054,0081",
    "0054,1001", "0054,1006", "0054,1102", "0054,1321", "7053,0010", "7053,1000", "7053,1009",
  ]

  private static let pharmaceutical = "(0054,0016)."

  /// Values of the file itself, and of its radiopharmaceutical, by tags; of the latter all that stand there, each once.
  private let own: [String: [String]]
  private let given: [String: [[String]]]

  /// Reads what `dcmdump +p -Un` has printed.
  init(_ text: String) {
    var own: [String: [String]] = [:]
    var given: [String: [[String]]] = [:]
    for element in HeaderLines(text).elements {
      if element.isOwn {
        if own[element.tag] == nil { own[element.tag] = element.values }
      } else if element.path.hasPrefix(Self.pharmaceutical) {
        // `(0054,0016).(0018,1074)`, and the code of the nuclide one sequence deeper.
        let inner = String(element.path.dropFirst(Self.pharmaceutical.count))
        let key = inner.hasPrefix("(0054,0300).") ? "nuclide \(element.tag)" : element.tag
        guard inner.count == 11 || inner == "(0054,0300).(0008,0100)" else { continue }
        if given[key]?.contains(element.values) != true { given[key, default: []].append(element.values) }
      }
    }
    (self.own, self.given) = (own, given)
  }

  // MARK: values

  func word(_ tag: String) -> String? { own[tag]?.first.flatMap { $0.isEmpty ? nil : $0 } }
  func words(_ tag: String) -> [String] { (own[tag] ?? []).map { $0.uppercased() } }
  func whole(_ tag: String) -> Int? { word(tag).flatMap(WholeNumber.parse) }
  func number(_ tag: String) -> Double? { word(tag).flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil } }
  private func numbers(_ tag: String) -> [Double] {
    let found = (own[tag] ?? []).map(Double.init)
    return found.allSatisfy { $0?.isFinite == true } ? found.compactMap(\.self) : []
  }

  /// The words of a field of the radiopharmaceutical; several where several items say different things.
  func givenWords(_ tag: String) -> [String] { (given[tag] ?? []).compactMap(\.first).filter { !$0.isEmpty } }
  /// The codes of the nuclide.
  var nuclideCodes: [String] { givenWords("nuclide 0008,0100") }

  /// The modality in the word of DICOM.
  var modality: String? { word("0008,0060") }
  /// The series by the digest of its identifier.
  public var series: String? { word("0020,000e").map { Hexadecimal.name(of: $0) } }
  /// The frame of reference by the digest of its identifier: two slices with one can lie over each other.
  public var frameOfReference: String? { word("0020,0052").map { Hexadecimal.name(of: $0) } }
  /// Whether it is a slice of PET: not an enhanced object, whose frames have each their own scale.
  public var isSliceOfPET: Bool {
    modality == "PT" && word("0008,0016") == "1.2.840.10008.5.1.4.1.1.128" && (whole("0028,0008") ?? 1) == 1
  }
  /// How many slices the series has, as it says.
  var slices: Int? { whole("0054,0081").flatMap { $0 > 0 ? $0 : nil } }

  /// Where the slice lies; nil where its header does not say.
  public var geometry: SliceGeometry? {
    let spacing = numbers("0028,0030")
    guard spacing.count == 2 else { return nil }
    let thickness = ["0018,0050", "0018,0088"].compactMap(number).map(abs).filter { $0 > 0 }.min()
    // The first is between rows: down.
    return SliceGeometry(
      position: numbers("0020,0032"), cosines: numbers("0020,0037"), across: spacing[1], down: spacing[0],
      thickness: thickness)
  }

  // MARK: times

  /// A time of a scan: seconds on one time line of the place where it was made.
  struct Moment: Hashable, Comparable {
    let seconds: Double
    static func < (one: Moment, other: Moment) -> Bool { one.seconds < other.seconds }

    /// A date of DICOM (`20200302`) and a time (`101500.00`), to the second at least; nil for what is none.
    init?(date: String?, time: String?) {
      guard let date, let time, date.utf8.count == 8, date.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let day = Day(iso: "\(date.prefix(4))-\(date.dropFirst(4).prefix(2))-\(date.suffix(2))"),
        let clock = Self.clock(time)
      else { return nil }
      seconds = Double(day.number) * 86_400 + clock
    }

    /// A date with its time (`20200302101500.00`), with a difference from UTC behind it that is left out.
    init?(_ text: String) {
      let plain = text.prefix { $0 != "+" && $0 != "-" }
      self.init(date: String(plain.prefix(8)), time: String(plain.dropFirst(8)))
    }

    init(seconds: Double) { self.seconds = seconds }

    /// Seconds of a day.
    private static func clock(_ text: String) -> Double? {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard let digits = parts.first, parts.count <= 2, digits.utf8.count == 6,
        parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let all = Int(digits)
      else { return nil }
      let (hours, minutes, seconds) = (all / 10_000, all / 100 % 100, all % 100)
      guard hours < 24, minutes < 60, seconds <= 60 else { return nil }
      let fraction = parts.count == 2 ? Double("0.\(parts[1])0") ?? 0 : 0
      return Double(hours * 3600 + minutes * 60 + seconds) + fraction
    }
  }

  /// When the series began, as its header says.
  var seriesStart: Moment? { Moment(date: word("0008,0021"), time: word("0008,0031")) }
  /// When this slice was acquired.
  var acquisition: Moment? { Moment(date: word("0008,0022"), time: word("0008,0032")) }
  /// When the scan began, in the private field of GE; nil where it is not GE's.
  var privateScanStart: Moment? {
    word("0009,0010") == "GEMS_PETD_01" ? word("0009,100d").flatMap { Moment($0) } : nil
  }
}
