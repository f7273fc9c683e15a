// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// A stop whose words name progression and leave open whether there was one.
struct StopReasonWords: Rule {
  let id = "stop-reason-words"
  let severity = Severity.warning
  let summary = Phrase(
    "A stop whose words leave open whether the disease had progressed",
    "Ein Therapieende, dessen Worte offenlassen, ob ein Progress vorlag")
  let explanation =
    "`stopped for` is read against closed lists of English and German words. Where progression or a relapse is named beside a doubt, a denial that is not plain, or a word that is in no "
    + "list, and where words may mean it and do not say it (`lack of efficacy`, `symptomatic deterioration`, `brain metastases`), it counts as no progression, and nobody but the reader of the "
    + "chart can say whether it was one."
  let needs = "`stopped for` that names progression, new lesions, a relapse or failure of the treatment"
  let source = "The lists of the program; RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), section 4.3"

  let fires = RuleExample("progression that was suspected", course: Self.course("suspected progression"))
  let passes = RuleExample("progression, in other words", course: Self.course("PD (new bone lesion)"))
  private static func course(_ words: String) -> String {
    "- therapy: gemcitabine\n  id: gem\n  when: 2020-01-15\n  ends: 2020-05-20\n  stopped for: \(words)"
  }

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, entry, therapy in
      guard therapy.wordsOfStop == .open, let words = therapy.stopReason.value else { return [] }
      return [
        Found(
          patient: patient.id, about: entry.id,
          Phrase(
            "\(entry.id) was stopped for “\(words)”: whether the disease had progressed cannot be read from this, so that the stop counts as no progression.",
            "\(entry.id) wurde wegen „\(words)“ beendet: ob ein Progress vorlag, ist daraus nicht zu lesen, das Ende zählt darum nicht als Progress."
          ),
          evidence: [Evidence(entry, Phrase("stopped for \(words)", "beendet wegen „\(words)“"))],
          settledBy: Phrase(
            "`stopped for: progression`, or `stopped for: no progression, …`, with the rest in a `note`.",
            "`stopped for: progression` oder `stopped for: no progression, …`, das Übrige in einer `note`."))
      ]
    }
  }
}
