// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// A tumour or an operation of an organ that the recorded sex does not have.
struct SexAgainstSite: Rule {
  let id = "sex-against-site"
  let severity = Severity.warning
  let summary = Phrase(
    "An organ that the recorded sex does not have",
    "Ein Organ, das das dokumentierte Geschlecht nicht hat")
  let explanation =
    "A tumour of the uterus in a man, or of the prostate in a woman: the sex or the site is a slip, most often a row of another patient. Read are the words "
    + "and the topography of a diagnosis, metastases, and operations."
  let needs = "`sex`, and a diagnosis, metastases or an operation with a site"
  let source = "ICD-O-3 topography: C51–C58 female genital organs, C60–C63 male genital organs"

  let fires = RuleExample("a leiomyosarcoma of the uterus in a man", facts: "sex: male", course: Self.course("uterus"))
  let passes = RuleExample("of the ureter", facts: "sex: male", course: Self.course("ureter"))
  private static func course(_ site: String) -> String { "- diagnosis: leiomyosarcoma\n  site: \(site)" }

  /// How words of organs begin, in English and German.
  private static let beginnings: [Sex: [String]] = [
    .female: [
      "uterus", "uteri", "ovar", "oophor", "endometri", "myometri", "vagin", "vulv", "fallopi", "salping",
      "hysterectom", "gebärmutter",
      "eierst", "eileiter",
    ],
    .male: [
      "prostat", "testis", "testic", "testes", "orchi", "penis", "penile", "scrot", "epididym", "hoden", "nebenhoden",
    ],
  ]
  /// Words that begin so and are of the other sex.
  private static let exceptions: Set = ["vaginalis"]

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient -> [Found] in
      guard let sex = patient.sex.value, sex != .other else { return [] }
      return patient.entries.compactMap { entry in
        guard let named = Self.named(entry), let organ = Self.organ(in: named, excludedBy: sex) else { return nil }
        return Found(
          patient: patient.id, about: entry.id,
          Phrase(
            "“\(organ)” (\(entry.id)) is of an organ that only \(sex == .male ? "women" : "men") have, but the sex is recorded as \(sex.phrase).",
            "„\(organ)“ (\(entry.id)) gehört zu einem Organ, das nur \(sex == .male ? "Frauen" : "Männer") haben, das Geschlecht ist aber als \(sex.phrase) dokumentiert."
          ),
          evidence: [
            Evidence(
              Phrase("sex: \(sex.phrase)", "Geschlecht: \(sex.phrase)"), sources: patient.sources,
              record: .patient(patient.id)),
            Evidence(entry, .quoted(organ)),
          ],
          settledBy: Phrase(
            "The chart: the sex, the site, or the patient whom the entry is of.",
            "Die Akte: das Geschlecht, der Ort, oder der Patient, zu dem der Eintrag gehört."))
      }
    }
  }

  private static func named(_ entry: Entry) -> [String]? {
    switch entry.content {
    case .diagnosis(let diagnosis):
      [diagnosis.site.value, diagnosis.topographyICDO3.value, diagnosis.histology].compactMap(\.self)
    case .metastases(let metastases): metastases.sites
    case .surgery(let surgery): [surgery.site.value, surgery.procedure].compactMap(\.self)
    default: nil
    }
  }

  /// The first of some texts that names an organ which a sex does not have.
  static func organ(in texts: [String], excludedBy sex: Sex) -> String? {
    texts.first { text in
      if let chapter = topography(text) { return (sex == .male ? 51...58 : 60...63).contains(chapter) }
      let words = text.lowercased().split { !$0.isLetter }.map(String.init)
      return words.indices.contains { place in
        let word = words[place]
        // `ovarian-type stroma` is of any organ.
        let isLikeness = place + 1 < words.count && ["type", "like"].contains(words[place + 1])
        return !isLikeness && !exceptions.contains(word)
          && (beginnings[sex == .male ? .female : .male] ?? []).contains { word.hasPrefix($0) }
      }
    }
  }

  /// 54 of `C54.1`.
  private static func topography(_ code: String) -> Int? {
    guard code.first == "C", let chapter = Int(code.dropFirst().prefix(2)), code.count <= 5 else { return nil }
    return chapter
  }
}
