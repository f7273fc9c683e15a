// SPDX-License-Identifier: Apache-2.0

/// The codes of a system that the record has words for: no whole system, and no code that was not found in a source.
public struct CodeTable: Sendable {
  /// What a word is in the record.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case histology, site, diagnosis, metastases
    case lymphNodes = "lymph node metastases"
    case drug, procedure, analyte, measure, biomarker, unit, response
    case diseaseStatus = "disease status"
    case performanceStatus = "performance status"
    case intent
    case endOfTreatment = "end of treatment"
    case side, severity
    /// What a profile calls an observation.
    case profile
    /// That there is no value.
    case silence
  }

  /// A code with its word.
  public struct Entry: Sendable, Hashable {
    /// The code.
    public let code: Code
    /// What the word is in the record.
    public let kind: Kind
    /// The word of the record.
    public let word: String
    /// Other names of the same.
    public let names: [String]
    /// Of what is measured and of units, the property (`mass/volume`); of a drug, what the code does not tell apart.
    public let property: String?
    /// The title in the source, where it may be shown.
    public let title: String?
    /// Where code and title were found.
    public let verified: String
  }

  /// The system.
  public let system: CodeSystem
  /// Its full name.
  public let title: String
  /// The version that the codes are of, as far as the source states it.
  public let version: String
  /// The identifier of the system: a URN or an address.
  public let identifier: String
  /// The address by which FHIR names the system.
  public let address: String
  /// Where the codes are from.
  public let source: String
  /// Whose they are and what is allowed.
  public let licence: String
  /// The codes, in the order of the file.
  public let entries: [Entry]

  private let byCode: [String: Int]
  private let byName: [String: [Int]]

  init(system: CodeSystem, head: [String: String], entries: [Entry]) {
    self.system = system
    title = head["title"] ?? ""
    version = head["version"] ?? ""
    identifier = head["identifier"] ?? ""
    address = head["url"] ?? ""
    source = head["source"] ?? ""
    licence = head["licence"] ?? ""
    self.entries = entries
    byCode = Dictionary(entries.enumerated().map { ($1.code.text, $0) }, uniquingKeysWith: { first, _ in first })
    var byName: [String: [Int]] = [:]
    for (index, entry) in entries.enumerated() {
      for name in Set(([entry.word, entry.title ?? ""] + entry.names).map { Self.folded($0, system) })
      where !name.isEmpty {
        byName[name, default: []].append(index)
      }
    }
    self.byName = byName
  }

  /// What a text is as a code of the system.
  public enum Found: Sendable, Hashable {
    /// A code of the table.
    case known(Entry)
    /// A code by its grammar, which the table does not have.
    case unknown(Code)
    /// No code.
    case malformed(MalformedCode)
  }

  /// What a text is as a code.
  public func find(_ text: String) -> Found {
    if let index = byCode[text] { return .known(entries[index]) }
    do throws(MalformedCode) { return .unknown(try Code(text, of: system)) } catch { return .malformed(error) }
  }

  /// The entry of a code; nil for one that the table does not have.
  public subscript(text: String) -> Entry? { byCode[text].map { entries[$0] } }

  /// All codes of a word, of another name or of the title in the source, whatever their case (units have one). Several stay several: which one is meant, only who writes it knows.
  public func entries(for word: String) -> [Entry] { (byName[Self.folded(word, system)] ?? []).map { entries[$0] } }

  /// All entries with a text in code, word, names or title, in the order of the file.
  public func search(_ text: String) -> [Entry] {
    let wanted = Self.folded(text, system)
    return entries.filter { entry in
      ([entry.code.text, entry.word, entry.title ?? ""] + entry.names).contains {
        Self.folded($0, system).contains(wanted)
      }
    }
  }

  /// A text as it is compared: case aside, but not that of units, of which `G` is gauss and `g` gram.
  private static func folded(_ text: String, _ system: CodeSystem) -> String {
    system == .ucum ? text : text.lowercased().replacing("ß", with: "ss")
  }
}
