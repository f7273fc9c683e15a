// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

extension Patient {
  /// A trace for each fact of which several sources make a statement: all of them, and which is used.
  var factTraces: [Trace] {
    statements.map { trace($0, "\(id)/\($0.field)", "\($0.field), patient \(id)") }
      + entries.flatMap { entry -> [Trace] in
        entry.content.statements.map { trace($0, "\(id)/\(entry.id)/\($0.field)", "\($0.field), \(entry.id)") }
      }
  }

  private func trace(_ fact: FactStatements, _ id: String, _ title: String) -> Trace {
    let used = fact.all.indices.contains(fact.used) ? fact.all[fact.used] : FactStatements.One(value: "")
    return Trace(
      id: id.split(separator: " ").joined(separator: "-"), title: Phrase(same: title), value: Phrase(same: used.value),
      definition: .statedFact,
      inputs: fact.all.enumerated().map { index, one in
        Trace.Input(
          Phrase("statement \(index + 1)", "Angabe \(index + 1)"), Phrase(same: one.value), sources: one.sources)
      },
      notes: (fact.disagree ? [Phrase("The statements differ.", "Die Angaben gehen auseinander.")] : [])
        + [used.decision.map { Phrase("Decided: \($0).", "Entschieden: \($0).") }].compactMap(\.self))
  }
}
