// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes
import Plain

/// A field that says something else than the words of the source from which it was taken.
struct QuoteAgainstField: Rule {
  let id = "quote-against-field"
  let severity = Severity.warning
  let summary = Phrase(
    "A field that says something else than the words quoted for it",
    "Ein Feld, das etwas anderes sagt als die dafür zitierten Worte")
  let explanation =
    "The source is quoted beside the fact: four cycles, a 61-year-old female patient, the right femur, 900 mg/m², partial remission. Where the quotes of a record name one such thing, and only one, and the field has another, one of the two was copied wrongly. Read are age, sex, side, number of cycles, dose per m² and response, in English and German; a quote with a denial or a condition says nothing of a response, and where quotes name several things nothing is compared."
  let needs = "`quote` in a source"
  let source = "the quoted source"

  let fires = RuleExample("four cycles quoted, three recorded", course: Self.course(3))
  let passes = RuleExample("four recorded", course: Self.course(4))
  private static func course(_ cycles: Int) -> String {
    """
    - therapy: gemcitabine + docetaxel
      id: gem-doc
      cycles: \(cycles)
      source: {quote: In response to four cycles of treatment with Gemcitabine/Docetaxel}
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient in
      ofPatient(patient) + patient.entries.flatMap { find(in: $0, patient) }
    }
  }

  /// What the quotes of some sources name, if they name one thing.
  private func named<Value: Hashable>(_ sources: [Source], _ read: (QuotedWords) -> Value?) -> Value? {
    let found = Set(sources.compactMap(\.quote).compactMap { read(QuotedWords($0)) })
    return found.count == 1 ? found.first : nil
  }

  private func found(
    _ patient: Patient, _ about: String, _ what: Phrase, field: Phrase, quote: Phrase, _ evidence: Evidence
  ) -> Found {
    Found(
      patient: patient.id, about: about,
      Phrase(
        "\(what) is recorded as \(field); the words quoted for it say \(quote).",
        "\(what): dokumentiert ist \(field); die dafür zitierten Worte sagen \(quote)."),
      evidence: [evidence], settledBy: Phrase("The source.", "Die Quelle."))
  }

  private func ofPatient(_ patient: Patient) -> [Found] {
    var all: [Found] = []
    let evidence = Evidence(.patient(patient.id), sources: patient.sources, record: .patient(patient.id))
    if let age = patient.age.value, age.others.isEmpty, !age.isAtLeast, let quoted = named(patient.sources, \.age),
      quoted != age.years
    {
      all.append(
        found(
          patient, "age", Phrase("The age", "Alter"), field: Phrase(same: "\(age.years)"),
          quote: Phrase(same: "\(quoted)"),
          evidence))
    }
    if let sex = patient.sex.value, let quoted = named(patient.sources, \.sex), quoted != sex {
      all.append(
        found(patient, "sex", Phrase("The sex", "Geschlecht"), field: sex.phrase, quote: quoted.phrase, evidence))
    }
    return all
  }

  private func find(in entry: Entry, _ patient: Patient) -> [Found] {
    var all: [Found] = []
    if let site = Self.site(of: entry), let side = OtherSide.side(of: BodySite(site), site),
      let quoted = named(entry.sources, { $0.side(of: Self.words(of: site)) }), quoted != side
    {
      all.append(
        found(
          patient, "\(entry.id)-side", Phrase("The side of \(entry.id)", "Seite von \(entry.id)"), field: .quote(site),
          quote: Phrase("\(quoted)", "\(quoted == "left" ? "links" : "rechts")"), Evidence(entry, .quoted(site))))
    }
    switch entry.content {
    case .therapy(let therapy):
      if let cycles = therapy.cycles.value, let quoted = named(entry.sources, \.cycles), quoted != cycles {
        all.append(
          found(
            patient, "\(entry.id)-cycles",
            Phrase("The number of cycles of \(entry.id)", "Zahl der Zyklen von \(entry.id)"),
            field: Phrase(same: "\(cycles)"), quote: Phrase(same: "\(quoted)"),
            Evidence(entry, Phrase("\(cycles) cycles", "\(cycles) \(cycles == 1 ? "Zyklus" : "Zyklen")"))))
      }
      for phase in therapy.phases {
        guard let dose = phase.dose.value, dose.unit == .milligramsPerSquareMetre, !phase.doseIsImplied,
          let quoted = named(phase.sources, \.milligramsPerSquareMetre), abs(quoted - dose.amount) > 1e-9
        else { continue }
        all.append(
          found(
            patient, phase.id, Phrase("The dose of \(phase.id)", "Dosis von \(phase.id)"), field: dose.phrase,
            quote: Phrase.number(quoted) + Phrase(same: " mg/m²"),
            Evidence(phase)))
      }
    case .assessment(let assessment):
      if let response = assessment.response.value, let quoted = named(entry.sources, \.response), quoted != response,
        Self.areComparable(response)
      {
        all.append(
          found(
            patient, "\(entry.id)-response", Phrase("The response of \(entry.id)", "Ansprechen von \(entry.id)"),
            field: Phrase(same: response.rawValue), quote: Phrase(same: quoted.rawValue),
            Evidence(entry, same: response.rawValue)))
      }
    default: break
    }
    return all
  }

  /// The words of a place without its side.
  private static func words(of site: String) -> Set<String> {
    Set(Words.plain(site).split(separator: " ").map(String.init)).subtracting(["left", "right", "the", "of", "and"])
  }

  /// What words name as one of four responses may be written as one of its kinds.
  private static func areComparable(_ response: Response) -> Bool {
    [.complete, .partial, .stable, .progressive].contains(response)
  }

  private static func site(of entry: Entry) -> String? {
    if case .assessment(let assessment) = entry.content { return assessment.region.value }
    return OtherSide.site(of: entry)
  }
}
