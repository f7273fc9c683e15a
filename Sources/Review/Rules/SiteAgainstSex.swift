// SPDX-License-Identifier: Apache-2.0

import Course

/// A site that the sex of the patient excludes.
struct SiteAgainstSex: Rule {
  let id = "site-against-sex"
  let severity = Severity.warning
  let summary = "A tumour, a metastasis or an operation at a site that the recorded sex does not have"
  let explanation =
    "Uterus, cervix, ovary, vulva and vagina beside `male`, prostate, testis and penis beside `female`: a sex, a site or a patient was exchanged, unless the chart's sex is not the one at birth."
  let needs = "`sex`, and a site of a diagnosis, metastasis or surgery"
  let source = "anatomy; C51-C58 and C60-C63 of ICD-O-3"

  let fires = RuleExample("leiomyosarcoma of the uterus, male", facts: "sex: male", course: Self.course)
  let passes = RuleExample("female", facts: "sex: female", course: Self.course)
  private static let course = "- diagnosis: leiomyosarcoma\n  site: uterus"

  private static let sites: [(sex: Sex, words: [String], codes: ClosedRange<Int>)] = [
    (
      .female,
      [
        "uterus", "uterine", "endometrium", "endometrial", "myometrium", "cervix uteri", "ovary", "ovaries", "ovarian",
        "ovar", "vulva", "vulvar", "vagina", "vaginal", "fallopian",
      ], 51...58
    ),
    (
      .male,
      [
        "prostate", "prostatic", "prostata", "testis", "testes", "testicular", "hoden", "penis", "penile", "epididymis",
      ],
      60...63
    ),
  ]

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient -> [Found] in
      guard let sex = patient.sex.value, sex != .other else { return [] }
      return patient.entries.compactMap { entry -> Found? in
        let (text, code) = Self.place(entry)
        let words = Set(Words.plain(text).split(separator: " ").map(String.init))
        // `extrauterine` is another word; `non-uterine` and `periprostatic` say where it is not, or beside.
        guard !words.contains("non"), !words.contains("extra") else { return nil }
        for (own, names, codes) in Self.sites where own != sex {
          guard !words.isDisjoint(with: names) || code.map(codes.contains) ?? false else { continue }
          return Found(
            patient: patient.id, about: entry.id,
            "\(entry.id) is of \(text.isEmpty ? "C\(code ?? 0)" : "“\(text)”"), and the patient is recorded as \(sex.rawValue).",
            evidence: [
              Evidence(entry, text),
              Evidence("sex: \(sex.rawValue)", sources: patient.sources, record: .patient(patient.id)),
            ], settledBy: "The operation or pathology report, and whose it is.")
        }
        return nil
      }
    }
  }

  /// The site of an entry in words, and the number of its ICD-O-3 code.
  private static func place(_ entry: Entry) -> (text: String, code: Int?) {
    switch entry.content {
    case .diagnosis(let diagnosis):
      (diagnosis.site.value ?? "", diagnosis.topographyICDO3.value.flatMap { Int($0.dropFirst().prefix(2)) })
    case .metastases(let metastases): (metastases.sites.joined(separator: ", "), nil)
    case .surgery(let surgery): (surgery.site.value ?? "", nil)
    case .ablation(let ablation): (ablation.site.value ?? "", nil)
    default: ("", nil)
    }
  }
}
