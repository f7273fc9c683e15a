// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// A dose that is none of its drug, and would be one with two of its digits in each other's place.
struct SwappedDigits: Rule {
  let id = "swapped-digits"
  let severity = Severity.warning
  let summary = Phrase(
    "A dose that would be a usual one with two digits in each other's place",
    "Eine Dosis, die mit zwei vertauschten Ziffern üblich wäre")
  let explanation =
    "Docetaxel at 57 mg/m² is no dose of any regimen of the library, nor a usual step down from one; 75 is. Asked is only where exchanging two neighbouring digits gives the dose of a regimen, where the dose as it stands is no usual step from any, and where no reason of another dose is recorded."
  let needs = "a dose of a drug that the library has a regimen of, in the same unit"
  let source = "the regimens of the library"

  static let step = Threshold(
    "usual steps from a full dose, beside 25, 33, 67, 75 and 85 %", 10, "%", why: "as labels and protocols reduce")
  let thresholds = [Self.step]

  let fires = RuleExample("docetaxel at 57 mg/m²", course: Self.course("57 mg/m2"))
  let passes = RuleExample("at 75 mg/m²", course: Self.course("75 mg/m2"))
  private static func course(_ dose: String) -> String {
    "- therapy: docetaxel\n  phases:\n    - {id: full, dose: \(dose), days: [1], every: 21 d}"
  }

  func find(in context: ReviewContext) -> [Found] {
    let library = context.outcomes.library
    return context.eachTherapy { patient, entry, therapy in
      var told: Set<String> = []
      var found: [Found] = []
      func look(_ drug: String, _ dose: Dose, _ evidence: Evidence) {
        let (full, all) = library.plannedDoses(of: drug, in: dose.unit)
        guard !full.isEmpty, !all.contains(where: { abs($0 - dose.amount) < 1e-9 }),
          !full.contains(where: { Self.isStep(dose.amount, of: $0) }),
          let other = Self.swaps(dose.amount).first(where: { swap in full.contains { abs($0 - swap) < 1e-9 } }),
          told.insert("\(drug) \(dose.text)").inserted
        else { return }
        found.append(
          Found(
            patient: patient.id, about: "\(entry.id)-\(drug)-\(dose.text)",
            Phrase(
              "Two digits may be swapped: \(drug) at \(dose.phrase) in \(entry.id) is no dose of a regimen of the library, nor a usual step from one; \(Phrase.number(other)) \(dose.unit.printed) is.",
              "Zwei Ziffern können vertauscht sein: \(drug) mit \(dose.phrase) in \(entry.id) ist keine Dosis eines Regimes der Bibliothek und keine übliche Stufe davon; \(Phrase.number(other)) \(dose.unit.printed) ist eine."
            ),
            evidence: [evidence], settledBy: Phrase("The prescription.", "Die Verordnung.")))
      }
      for phase in therapy.phases + therapy.planned where phase.reason.value == nil {
        // What the source is quoted with is what it says.
        if let dose = phase.dose.value,
          !phase.sources.contains(where: { $0.quote?.contains(Quantity.plainDigits(dose.amount)) ?? false })
        {
          look(
            phase.drug, dose,
            Evidence(Phrase(same: "\(phase.id): ") + dose.phrase, sources: phase.sources, record: .phase(phase.id)))
        }
      }
      for given in therapy.administrations where given.reason == nil {
        if let dose = given.dose { look(given.drug, dose, Evidence(given, of: entry, patient)) }
      }
      return found
    }
  }

  /// Whether a dose is a usual step from a full dose.
  private static func isStep(_ amount: Double, of full: Double) -> Bool {
    let percent = amount / full * 100
    guard percent < 100 + 1e-6 else { return false }
    let steps = percent / step.value
    return abs(steps - steps.rounded()) < 1e-6
      || [25, 75, 85, 100 / 3.0, 200 / 3.0].contains { abs(percent - $0) < 1e-6 }
  }

  /// The numbers that come of exchanging two neighbouring digits, of as many digits before the point.
  static func swaps(_ amount: Double) -> [Double] {
    let text = Array(Quantity.plainDigits(amount))
    return text.indices.dropLast().compactMap { index in
      guard text[index].isNumber, text[index + 1].isNumber, text[index] != text[index + 1] else { return nil }
      var other = text
      other.swapAt(index, index + 1)
      guard other.first != "0" || text.first == "0" else { return nil }
      return Double(String(other))
    }
  }
}
