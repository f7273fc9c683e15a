// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// A cumulative dose above the limit of the drug.
struct CumulativeLimit: Rule {
  let id = "cumulative-limit"
  let severity = Severity.error
  let summary = Phrase(
    "A cumulative dose above the limit of the drug",
    "Eine kumulative Dosis über der Grenze des Wirkstoffs")
  let explanation =
    "The sum of a drug's doses over all therapies, from administrations or from dose phases, against the limits of the library. Doses that are not "
    + "stated cannot be counted: the sum is then a lower bound; doses in mg are divided by the body surface (Du Bois) of the recorded height and weight, or a note says that they are not counted. An error where the sum is above, a warning where it may be; a note for a limit "
    + "that holds for some patients only. Several anthracyclines are also added up as doxorubicin, by every scheme of equivalents in the library that has a factor for each; "
    + "where none has, a note says that they are not."
  let needs = "`administrations.csv`, or dose phases with dose, days and cycles"
  let source =
    "limits of the drug in the library, from its label (doxorubicin: 550 mg/m², or 400 mg/m² with other cardiotoxic therapy); factors of the ESC 2022 guideline and of Feijen 2019, as the drug files name them"

  let fires = RuleExample(
    "eight doses of 70 mg/m² are 560 mg/m²",
    course: """
      - therapy: doxorubicin
        id: dox
        cycles: 8
        every: 21 d
        phases: [{id: full, dose: 70 mg/m2, days: [1], cycles: 1-8}]
      """)
  let passes = RuleExample(
    "five doses of 75 mg/m² are 375 mg/m², below either limit",
    course: """
      - therapy: doxorubicin
        id: dox
        cycles: 5
        every: 21 d
        phases: [{id: full, dose: 75 mg/m2, days: [1], cycles: 1-5}]
      """)

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      context.outcomes.library.drugs.values.filter { !$0.cumulativeLimits.isEmpty }.sorted { $0.id < $1.id }
        .flatMap { find($0, outcome, context.outcomes.library) }
    }
  }

  private func find(_ drug: Drug, _ outcome: PatientOutcomes, _ library: RegimenLibrary) -> [Found] {
    let unit = drug.cumulativeLimits[0].dose.unit
    let own = outcome.cumulative(drug.id, in: unit, library)
    let greatest = drug.cumulativeLimits.map(\.dose.amount).max() ?? .infinity
    let all = drug.id == "doxorubicin" ? outcome.anthracyclines(library) : []
    let isTogether = all.count > 1
    var found: [Found] = []
    for limit in drug.cumulativeLimits {
      let name = Numbers.text(limit.dose.amount)
      // A lower limit holds only for some patients: passing it is worth knowing, not an error.
      let isGeneral = limit.dose.amount == greatest
      func judge(_ sum: NumberBounds) -> (isPassed: Bool, mayBe: Bool) {
        ((sum.lower ?? 0) > limit.dose.amount, sum.upper.map { $0 > limit.dose.amount } ?? false)
      }
      if let own, case let (isPassed, mayBe) = judge(own.sum), isPassed || mayBe {
        found.append(
          Found(
            patient: outcome.patient.id, about: "\(drug.id)-\(name)",
            severity: isGeneral ? (isPassed ? .error : .warning) : .note,
            Phrase(
              "Cumulative \(drug.id) \(isPassed ? "is" : "may be") above \(name) \(limit.dose.unit.printed), the limit \(limit.condition).",
              "Die kumulative Dosis von \(drug.id) liegt \(isPassed ? "" : "vielleicht ")über \(name) \(limit.dose.unit.printed), der Grenze „\(limit.condition)“."
            )
              + (isTogether
                ? Phrase(
                  " Other anthracyclines are not counted in it.", " Andere Anthrazykline sind darin nicht mitgezählt.")
                : .none),
            arithmetic: own.said.joined(separator: " + ") + Phrase(same: " = ") + own.sum.phrase()
              + Phrase(same: " \(limit.dose.unit.printed)"),
            evidence: own.therapies.map { Evidence($0, same: drug.id) },
            settledBy: Phrase(
              "The doses given, and whether other cardiotoxic therapy was given.",
              "Die gegebenen Dosen, und ob weitere kardiotoxische Therapie gegeben wurde.")))
        if isPassed { continue }
      } else if let own, let doubt = inMilligrams(own, limit, isGeneral, outcome) {
        found.append(doubt)
      }
      if isTogether, let sums = together(all, limit, isGeneral, outcome, library) { found.append(sums) }
    }
    return found
  }

  /// Doses in mg, which no sum in mg/m² has: by the body surface of the recorded height and weight, else not known.
  private func inMilligrams(
    _ own: CumulativeDose, _ limit: Drug.CumulativeLimit, _ isGeneral: Bool, _ outcome: PatientOutcomes
  ) -> Found? {
    guard limit.dose.unit == .milligramsPerSquareMetre, let milligrams = own.milligrams else { return nil }
    let area = outcome.patient.heightCentimetres.value.flatMap { height in
      outcome.patient.weightKilograms.value.flatMap { weight in
        try? BodySize(heightCentimetres: height, weightKilograms: weight).surface(.duBois).squareMetres
      }
    }
    let name = Numbers.text(limit.dose.amount)
    let settledBy = Phrase(
      "The body surface at each dose, or the doses in mg/m².",
      "Die Körperoberfläche bei jeder Gabe, oder die Dosen in mg/m².")
    guard let area, area > 0 else {
      guard isGeneral else { return nil }
      return Found(
        patient: outcome.patient.id, about: "\(own.drug)-\(name)", severity: .note,
        Phrase(
          "Cumulative \(own.drug): doses in mg are not counted (\(milligrams.phrase()) mg), so that it is not known whether it is above \(name) mg/m², the limit \(limit.condition).",
          "Kumulative Dosis von \(own.drug): Dosen in mg sind nicht gezählt (\(milligrams.phrase()) mg); ob sie über \(name) mg/m² liegt, der Grenze „\(limit.condition)“, ist nicht bekannt."
        ),
        arithmetic: own.said.joined(separator: " + "), evidence: own.therapies.map { Evidence($0, same: own.drug) },
        settledBy: settledBy)
    }
    let least = (own.sum.lower ?? 0) + (milligrams.lower ?? 0) / area
    guard least > limit.dose.amount else { return nil }
    return Found(
      patient: outcome.patient.id, about: "\(own.drug)-\(name)", severity: isGeneral ? .warning : .note,
      Phrase(
        "Cumulative \(own.drug) may be above \(name) mg/m², the limit \(limit.condition): some doses are in mg, here by the recorded height and weight.",
        "Die kumulative Dosis von \(own.drug) liegt vielleicht über \(name) mg/m², der Grenze „\(limit.condition)“: manche Dosen stehen in mg, hier nach dokumentierter Größe und Gewicht."
      ),
      arithmetic: Phrase.number(own.sum.lower ?? 0) + Phrase(same: " + ") + Phrase.number(milligrams.lower ?? 0)
        + Phrase(same: " mg ÷ ") + Phrase.number(area, decimals: 2) + Phrase(same: " m² = ")
        + Phrase.number(least, decimals: 1) + Phrase(same: " mg/m²"),
      evidence: own.therapies.map { Evidence($0, same: own.drug) }, settledBy: settledBy)
  }

  /// Several anthracyclines, added up as doxorubicin by every scheme of the library that has a factor for each.
  private func together(
    _ all: [CumulativeDose], _ limit: Drug.CumulativeLimit, _ isGeneral: Bool, _ outcome: PatientOutcomes,
    _ library: RegimenLibrary
  ) -> Found? {
    let sums = AnthracyclineSum.all(of: all, library)
    let complete = sums.filter(\.uncounted.isEmpty)
    let name = Numbers.text(limit.dose.amount)
    let evidence = all.flatMap { dose in dose.therapies.map { Evidence($0, same: dose.drug) } }
    let drugs = all.map(\.drug).joined(separator: ", ")
    guard !complete.isEmpty else {
      // What is counted by a scheme may be above the limit already, whatever is not.
      let above = sums.filter { ($0.sum.lower ?? 0) > limit.dose.amount }
      if !above.isEmpty {
        return Found(
          patient: outcome.patient.id, about: "anthracyclines-\(name)", severity: isGeneral ? .warning : .note,
          Phrase(
            "\(drugs) together are above \(name) \(limit.dose.unit.printed) of doxorubicin, the limit \(limit.condition): \(Self.listed(above)), without what has no factor.",
            "\(drugs) liegen zusammen über \(name) \(limit.dose.unit.printed) Doxorubicin, der Grenze „\(limit.condition)“: \(Self.listed(above)), ohne das, was keinen Faktor hat."
          ),
          arithmetic: above.map {
            Phrase(
              "\($0.scheme): \($0.said) = \($0.sum.phrase()); no factor: \($0.uncounted.joined(separator: ", "))",
              "\($0.scheme): \($0.said) = \($0.sum.phrase()); kein Faktor: \($0.uncounted.joined(separator: ", "))")
          }
          .joined(separator: "; "),
          evidence: evidence, settledBy: Self.settledBy)
      }
      guard isGeneral else { return nil }
      let without = Set(sums.flatMap(\.uncounted)).sorted().joined(separator: ", ")
      return Found(
        patient: outcome.patient.id, about: "anthracyclines", severity: .note,
        Phrase(
          "Several anthracyclines were given (\(drugs)), and no scheme of the library has a factor for all: they are not added up.",
          "Mehrere Anthrazykline wurden gegeben (\(drugs)), und kein Schema der Bibliothek hat einen Faktor für alle: sie werden nicht addiert."
        ),
        arithmetic: all.map { Phrase(same: "\($0.drug) ") + $0.sum.phrase() }.joined(separator: "; ")
          + (without.isEmpty
            ? .none
            : Phrase("; without a factor in some scheme: \(without)", "; in einem Schema ohne Faktor: \(without)")),
        evidence: evidence,
        settledBy: Phrase(
          "A scheme of doxorubicin equivalents for these drugs.",
          "Ein Schema der Doxorubicin-Äquivalente für diese Wirkstoffe."))
    }
    let passed = complete.filter { ($0.sum.lower ?? 0) > limit.dose.amount }
    let open = complete.filter { $0.sum.upper.map { $0 > limit.dose.amount } ?? true }
    guard !open.isEmpty else { return nil }
    return Found(
      patient: outcome.patient.id, about: "anthracyclines-\(name)", severity: isGeneral ? .warning : .note,
      Phrase(
        "\(drugs) together \(passed.count == complete.count ? "are" : "may be") above \(name) \(limit.dose.unit.printed) of doxorubicin, the limit \(limit.condition): \(Self.listed(complete)).",
        "\(drugs) liegen zusammen \(passed.count == complete.count ? "" : "vielleicht ")über \(name) \(limit.dose.unit.printed) Doxorubicin, der Grenze „\(limit.condition)“: \(Self.listed(complete))."
      ),
      arithmetic: complete.map {
        Phrase("\($0.scheme): \($0.said) = \($0.sum.phrase())", "\($0.scheme): \($0.said) = \($0.sum.phrase())")
      }.joined(separator: "; "),
      evidence: evidence, settledBy: Self.settledBy)
  }

  private static let settledBy = Phrase(
    "The doses given, and the scheme of equivalents that the centre uses.",
    "Die gegebenen Dosen und das Schema der Äquivalente, das das Zentrum verwendet.")

  /// `402 by ESC 2022, 390 by COG`
  private static func listed(_ sums: [AnthracyclineSum]) -> Phrase {
    sums.map { Phrase("\($0.sum.phrase()) by \($0.scheme)", "\($0.sum.phrase()) nach \($0.scheme)") }
      .joined(separator: ", ")
  }
}
