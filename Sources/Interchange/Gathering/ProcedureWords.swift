// SPDX-License-Identifier: Apache-2.0

import Plain

/// What the words of a file say of a procedure: `planned resection` is none that was done.
enum ProcedureWords {
  /// Whether words say that it was planned, cancelled, refused or not done. `Resection without lymph nodes` was done.
  static func sayNotDone(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }.map(String.init)
    if words.contains(where: notDone.contains) { return true }
    return zip(words, words.dropFirst()).contains { denials.contains($0) && done.contains($1) }
      || zip(words, words.dropFirst()).contains { done.contains($0) && denials.contains($1) }
      || words.count > 1 && openings.contains(words[0])
  }

  private static let notDone: Set = [
    "planned", "scheduled", "cancelled", "canceled", "postponed", "aborted", "abandoned", "refused", "declined",
    "proposed", "considered", "intended", "geplant", "geplante", "geplanter", "abgesagt", "abgelehnt", "abgebrochen",
    "verschoben", "vorgesehen", "erwogen",
  ]
  private static let denials: Set = ["not", "never", "nicht", "nie"]
  private static let done: Set = [
    "done", "performed", "carried", "undertaken", "durchgeführt", "erfolgt", "stattgefunden", "operiert",
  ]
  private static let openings: Set = ["no", "kein", "keine", "not", "nicht"]
}
