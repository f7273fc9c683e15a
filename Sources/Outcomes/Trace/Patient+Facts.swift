// SPDX-License-Identifier: Apache-2.0

import Course

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
      id: id.split(separator: " ").joined(separator: "-"), title: title, value: used.value, definition: .statedFact,
      inputs: fact.all.enumerated().map { index, one in
        Trace.Input("statement \(index + 1)", one.value, sources: one.sources)
      },
      remarks: (fact.disagree ? ["The statements differ."] : [])
        + [used.decision.map { "Decided: \($0)." }].compactMap(\.self))
  }
}
