// SPDX-License-Identifier: Apache-2.0

import Course

/// What an entry says in words, whatever its kind: a forecast asks all of it for a stop, a death, a disease of the marrow, and quotes what it does not understand.
enum RecordedWords {
  /// A text of an entry.
  struct Text: Sendable, Hashable {
    /// The words.
    var words: String
    /// Whether they are a decision or a plan, which may name neither drug nor treatment.
    var isDecision = false
    /// Whether they stand quoted where nothing is read of them.
    var isQuoted = true
    /// Before the words, where they alone would not say what they are: `finding`.
    var label: String?
  }

  /// The texts of an entry, without its note.
  static func of(_ entry: Entry) -> [Text] {
    func text(_ words: String?, _ label: String? = nil, isQuoted: Bool = true) -> [Text] {
      guard let words, !words.isEmpty else { return [] }
      return [Text(words: words, isQuoted: isQuoted, label: label)]
    }
    switch entry.content {
    case .decision(let words), .plan(let words): return [Text(words: words, isDecision: true)]
    case .event(let words): return text(words)
    case .followUp(let words), .supportiveCare(let words): return text(words, isQuoted: false)
    case .lastContact(let words): return text(words, "last contact")
    case .qualityOfLife(let own): return text(own.statement, "quality of life")
    case .assessment(let own): return text(own.finding, "finding")
    case .toxicity(let own):
      let term = own.grade.value.map { "\(own.term), grade \($0)" } ?? own.term
      return own.isAbsence ? [] : text(term) + text(own.qualifier.value, "side effect")
    case .surgery(let own): return text(own.procedure, "surgery")
    case .ablation(let own): return text(own.site.value ?? "ablation", "ablation")
    case .complication(let own): return own.isAbsence ? [] : text(own.term, "complication")
    case .performanceStatus(let own): return text(own.score.text, "performance status")
    case .therapy(let own): return text(own.effect, "effect")
    case .biopsy(let own):
      return text([own.site.value, own.result.value].compactMap(\.self).joined(separator: ": "), "biopsy")
    case .diagnosis, .metastases, .localRelapse, .radiotherapy, .transplant, .laboratory, .death: return []
    }
  }
}
