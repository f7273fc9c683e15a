// SPDX-License-Identifier: Apache-2.0

/// Every address of the workbench, read and written in one place. An address holds numbers of the program and words of the program, never an id, a name or a date
/// of a study: addresses stand in the history of a browser.
package enum Address: Hashable, Sendable {
  case start
  /// Where the address that the program printed leads; its token is in the query.
  case open
  case settings
  case anotherBrowser
  case keys
  case study
  case studyFacts
  case newPatient
  case patient(Int)
  case patientFacts(Int)
  /// A patient on one page, to be printed.
  case summary(Int)
  /// The same as a Word document.
  case summaryDocument(Int)
  /// A dossier for a treatment outside its approval.
  case dossier(Int)
  /// Something that is attached to a patient.
  case attachment(Int, Int)
  /// The next dose of a patient, as rule sets have it.
  case dose(Int)
  /// What schedules would do to the counts of a patient.
  case forecast(Int)
  /// Rows of a table from a spreadsheet.
  case paste(Int)
  /// The rows of laboratory values, and of lesions, of a patient.
  case laboratoryRows(Int)
  case lesionRows(Int)
  case newEntry(Int, kind: String)
  case entry(Int, Int)
  /// The administrations of a therapy.
  case cycles(Int, Int)
  /// The pictures of an assessment; one of them by its number, to be cropped and marked.
  case pictures(Int, Int)
  case picture(Int, Int, Int)
  /// A picture that was chosen and is not kept yet, under a random word; and its pixels.
  case newPicture(Int, Int, String)
  case newPicturePixels(Int, Int, String)
  /// The pixels of a kept picture of a patient.
  case pixels(Int, Int)
  case readTime
  /// The second entry of the study, and the differences of a patient.
  case double
  case doublePatient(Int)
  case findings
  case finding(String)
  case report
  case reportPart(String)
  case reportArchive
  /// From the series to a trial.
  case trial
  case history
  case revision(Int)
  case create
  case openPublished
  case openFolder
  case writeFolder
  case stop
  case asset(String)

  /// Addresses without a number, by their paths.
  private static let plain: [(path: String, address: Address)] = [
    ("/", .start), ("/open", .open), ("/settings", .settings), ("/settings/browser", .anotherBrowser),
    ("/help/keys", .keys), ("/s", .study), ("/s/edit", .studyFacts), ("/p/new", .newPatient), ("/read/time", .readTime),
    ("/double", .double), ("/f", .findings), ("/r", .report), ("/r/all.zip", .reportArchive), ("/trial", .trial),
    ("/h", .history),
    ("/create", .create),
    ("/open/published", .openPublished), ("/open/folder", .openFolder), ("/write/folder", .writeFolder),
    ("/stop", .stop),
  ]
  private static let byPath = Dictionary(plain.map { ($0.path, $0.address) }, uniquingKeysWith: { first, _ in first })
  private static let paths = Dictionary(plain.map { ($0.address, $0.path) }, uniquingKeysWith: { first, _ in first })

  /// The address of a path; nil for any other, such as one with `..`, `%` or a second slash.
  package init?(path: String) {
    guard path.utf8.count <= 200, path.utf8.allSatisfy(Self.isPlain) else { return nil }
    if let known = Self.byPath[path] {
      self = known
      return
    }
    let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let numbers = parts.map(Self.number)
    switch (parts.count, parts[0]) {
    case (2, "p"):
      guard let patient = numbers[1] else { return nil }
      self = .patient(patient)
    case (3, "p"):
      guard let patient = numbers[1] else { return nil }
      switch parts[2] {
      case "facts": self = .patientFacts(patient)
      case "summary": self = .summary(patient)
      case "summary.docx": self = .summaryDocument(patient)
      case "dossier": self = .dossier(patient)
      case "dose": self = .dose(patient)
      case "forecast": self = .forecast(patient)
      case "paste": self = .paste(patient)
      default: return nil
      }
    case (4, "p"):
      guard let patient = numbers[1] else { return nil }
      if parts[2] == "rows" {
        switch parts[3] {
        case "labs": self = .laboratoryRows(patient)
        case "lesions": self = .lesionRows(patient)
        default: return nil
        }
      } else if parts[2] == "pixels", let file = numbers[3] {
        self = .pixels(patient, file)
      } else if parts[2] == "file", let file = numbers[3] {
        self = .attachment(patient, file)
      } else if parts[2] == "new", Self.isSlug(parts[3]) {
        self = .newEntry(patient, kind: parts[3])
      } else if parts[2] == "e", let entry = numbers[3] {
        self = .entry(patient, entry)
      } else {
        return nil
      }
    case (5, "p"):
      guard let patient = numbers[1], parts[2] == "e", let entry = numbers[3] else { return nil }
      switch parts[4] {
      case "cycles": self = .cycles(patient, entry)
      case "pictures": self = .pictures(patient, entry)
      default: return nil
      }
    case (6, "p"), (7, "p"):
      guard let patient = numbers[1], parts[2] == "e", let entry = numbers[3] else { return nil }
      switch (parts[4], parts.count) {
      case ("picture", 6):
        guard let number = numbers[5] else { return nil }
        self = .picture(patient, entry, number)
      case ("new-picture", 6) where Self.isSlug(parts[5]): self = .newPicture(patient, entry, parts[5])
      case ("new-picture", 7) where Self.isSlug(parts[5]) && parts[6] == "pixels":
        self = .newPicturePixels(patient, entry, parts[5])
      default: return nil
      }
    case (2, "double"):
      guard let patient = numbers[1] else { return nil }
      self = .doublePatient(patient)
    case (2, "f"):
      guard Self.isSlug(parts[1]) else { return nil }
      self = .finding(parts[1])
    case (2, "h"):
      guard let revision = numbers[1] else { return nil }
      self = .revision(revision)
    case (3, "r"):
      guard parts[1] == "part", Self.isFileName(parts[2]) else { return nil }
      self = .reportPart(parts[2])
    case (2, "assets"):
      guard Self.isFileName(parts[1]) else { return nil }
      self = .asset(parts[1])
    default: return nil
    }
  }

  /// The path.
  package var path: String {
    switch self {
    case .patient(let patient): "/p/\(patient)"
    case .patientFacts(let patient): "/p/\(patient)/facts"
    case .summary(let patient): "/p/\(patient)/summary"
    case .summaryDocument(let patient): "/p/\(patient)/summary.docx"
    case .attachment(let patient, let file): "/p/\(patient)/file/\(file)"
    case .dossier(let patient): "/p/\(patient)/dossier"
    case .dose(let patient): "/p/\(patient)/dose"
    case .forecast(let patient): "/p/\(patient)/forecast"
    case .paste(let patient): "/p/\(patient)/paste"
    case .laboratoryRows(let patient): "/p/\(patient)/rows/labs"
    case .lesionRows(let patient): "/p/\(patient)/rows/lesions"
    case .newEntry(let patient, let kind): "/p/\(patient)/new/\(kind)"
    case .entry(let patient, let entry): "/p/\(patient)/e/\(entry)"
    case .cycles(let patient, let entry): "/p/\(patient)/e/\(entry)/cycles"
    case .pictures(let patient, let entry): "/p/\(patient)/e/\(entry)/pictures"
    case .picture(let patient, let entry, let number): "/p/\(patient)/e/\(entry)/picture/\(number)"
    case .newPicture(let patient, let entry, let word): "/p/\(patient)/e/\(entry)/new-picture/\(word)"
    case .newPicturePixels(let patient, let entry, let word): "/p/\(patient)/e/\(entry)/new-picture/\(word)/pixels"
    case .pixels(let patient, let file): "/p/\(patient)/pixels/\(file)"
    case .doublePatient(let patient): "/double/\(patient)"
    case .finding(let name): "/f/\(name)"
    case .revision(let number): "/h/\(number)"
    case .reportPart(let name): "/r/part/\(name)"
    case .asset(let name): "/assets/\(name)"
    default: Self.paths[self] ?? "/"
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func number(_ text: String) -> Int? {
    guard (1...15).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      text.utf8.first != 0x30
    else { return nil }
    return Int(text)
  }

  private static func isSlug(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  private static func isFileName(_ text: String) -> Bool { !text.isEmpty && !text.contains("..") && text.first != "." }
}
