// SPDX-License-Identifier: Apache-2.0

import Plain
import Notation

/// What the codes of German cancer registries mean in words of the record, each list once for both ways. Profiles of FHIR have the same lists.
///
/// Source: the lists of the data set of German cancer registries as oBDS 3.0.0 to 3.0.4 has them; codes that ADT/GEKID 2.0 to 2.2 had before say so.
enum RegistryWords {
  /// A list of codes with their words.
  struct Words: Sendable {
    private let pairs: [(code: String, word: String)]

    init(_ pairs: [(String, String)]) { self.pairs = pairs.map { (code: $0.0, word: $0.1) } }

    /// The word of a code; nil where the list does not have it.
    func word(_ code: String) -> String? { pairs.first { $0.code == code }?.word }

    /// The first code of a word; nil where no code means it.
    func code(_ word: String) -> String? { pairs.first { $0.word == word }?.code }

    /// The codes, for messages.
    var codes: [String] { pairs.map(\.code) }
  }

  static let sex = Words([
    ("M", "male"), ("W", "female"), ("D", "other"), ("S", "other"), ("X", Silence.notStated), ("U", Silence.unknown),
  ])

  static let side = Words([
    ("L", "left"), ("R", "right"), ("B", "both sides"), ("M", "midline"), ("T", "not applicable"),
    ("U", Silence.unknown),
  ])

  static let certainty = Words([
    ("1", "clinical, without a test that is specific for the tumour"), ("2", "clinical"),
    ("4", "specific tumour markers"),
    ("5", "cytology"), ("7.1", "histology of the primary tumour"), ("7.2", "histology of a metastasis"),
    ("7.3", "histology at autopsy"), ("8", "cytogenetic or molecular test"), ("9", Silence.unknown),
    // Codes of earlier versions, which mean the same.
    ("7", "histology of the primary tumour"), ("6", "histology of a metastasis"),
  ])

  /// Gradings that are a grade of the record.
  static let grades = Words([
    ("1", "G1"), ("2", "G2"), ("3", "G3"), ("4", "G4"), ("X", "GX"), ("U", Silence.unknown),
  ])

  /// Gradings in words.
  static let gradesInWords = Words([
    ("L", "low grade"), ("M", "intermediate grade"), ("H", "high grade"), ("B", "borderline"),
    ("0", "malignant melanoma of the conjunctiva"), ("T", "not applicable"),
  ])

  static let metastases = Words([
    ("PUL", "lung"), ("OSS", "bone"), ("HEP", "liver"), ("BRA", "brain"), ("LYM", "lymph nodes"),
    ("MAR", "bone marrow"), ("PLE", "pleura"), ("PER", "peritoneum"), ("ADR", "adrenal gland"), ("SKI", "skin"),
    ("OTH", "other organs"), ("GEN", "generalised"),
  ])

  static let residual = Words([
    ("R0", "R0"), ("R1", "R1"), ("R2", "R2"), ("R1(is)", "R1(is)"), ("R1(cy+)", "R1(cy+)"), ("RX", "RX"),
    ("U", Silence.unknown), ("RU", Silence.unknown),
  ])

  static let performance = Words(
    (0...4).map { ("\($0)", "ECOG \($0)") } + (1...10).map { ("\($0 * 10)%", "Karnofsky \($0 * 10) %") })

  /// Responses; what has no category in the record is a finding.
  static let responses = Words([
    ("V", "CR"), ("T", "PR"), ("K", "SD"), ("P", "PD"), ("D", "mixed"), ("B", "MR"), ("U", "NE"),
    ("X", Silence.notStated),
  ])

  static let otherResponses = Words([
    ("R", "complete remission with residual findings (CRr)"), ("Y", "recurrence"),
  ])

  static let primaryStatus = Words([
    ("K", "no tumour at the primary site"), ("T", "residual tumour at the primary site"),
    ("P", "residual tumour at the primary site, progressive"),
    ("N", "residual tumour at the primary site, no change"), ("R", "local relapse"),
    ("F", "doubtful finding at the primary site"), ("U", "primary site unknown"), ("X", "primary site not stated"),
  ])

  static let nodeStatus = Words([
    ("K", "no tumour in lymph nodes"), ("T", "residual tumour in lymph nodes"),
    ("P", "tumour in lymph nodes, progressive"), ("N", "tumour in lymph nodes, no change"),
    ("R", "new relapse in lymph nodes"), ("F", "doubtful finding in lymph nodes"), ("U", "lymph nodes unknown"),
    ("X", "lymph nodes not stated"),
  ])

  static let distantStatus = Words([
    ("K", "no distant metastases"), ("T", "residual distant metastases"), ("P", "distant metastases, progressive"),
    ("N", "distant metastases, no change"), ("R", "new distant metastases"),
    ("F", "doubtful finding of distant metastases"), ("U", "distant metastases unknown"),
    ("X", "distant metastases not stated"), ("M", "remaining distant metastases"),
  ])

  static let boardTypes = Words([
    ("praeth", "tumour board before therapy"), ("postop", "tumour board after surgery"),
    ("postth", "tumour board after therapy"), ("ther", "planning of therapy without a tumour board"),
  ])

  static let treatments = Words([
    ("CH", "chemotherapy"), ("HO", "hormone therapy"), ("IM", "immunotherapy or antibodies"),
    ("ZS", "targeted substances"), ("CI", "chemotherapy, immunotherapy or antibodies"),
    ("CZ", "chemotherapy, targeted substances"),
    ("CIZ", "chemotherapy, immunotherapy or antibodies, targeted substances"),
    ("IZ", "immunotherapy or antibodies, targeted substances"), ("SZ", "stem cell transplant"),
    ("KM", "bone marrow transplant"), ("AS", "active surveillance"), ("WS", "wait and see"),
    ("WW", "watchful waiting"), ("SO", "other"), ("OP", "surgery"), ("ST", "radiotherapy"),
    ("KW", "no further therapy of the tumour"),
  ])

  static let intentions = Words([
    ("K", "curative"), ("P", "palliative"), ("O", "locally curative in oligometastatic disease"), ("D", "diagnostic"),
    ("R", "revision or complication"), ("S", "other"), ("X", Silence.notStated),
  ])

  static let positions = Words([
    ("O", "without surgery"), ("A", "adjuvant"), ("N", "neoadjuvant"), ("I", "intraoperative"), ("Z", "additive"),
    ("S", "other"),
  ])

  static let ends = Words([
    ("E", "completed"), ("F", "completed, with an interruption of more than 3 days"),
    ("R", "completed with dose reduction"), ("W", "completed with change of substance"), ("A", "toxicity"),
    ("P", "progression"), ("S", "other reasons"), ("V", "patient's refusal"), ("T", "death"), ("U", Silence.unknown),
  ])

  /// Whether a death was of the tumour.
  static let tumourDeath = Words([("J", "tumour-related"), ("N", "not tumour-related"), ("U", Silence.unknown)])

  static let variants = Words([
    ("M", "mutation/positive"), ("W", "wild type/negative"), ("P", "polymorphism"), ("N", "not determinable"),
    ("U", "unknown"),
  ])

  /// The codes of a list of treatments; some have a comma in their words.
  static func treatmentCodes(_ text: String) -> [String]? {
    if text.isEmpty { return [] }
    for code in treatments.codes.filter({ $0 != "KM" }) {
      guard let word = treatments.word(code) else { continue }
      if text == word { return [code] }
      if text.hasPrefix(word + ", "), let rest = treatmentCodes(String(text.dropFirst(word.count + 2))) {
        return [code] + rest
      }
    }
    return nil
  }
}
