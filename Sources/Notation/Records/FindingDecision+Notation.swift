// SPDX-License-Identifier: Apache-2.0

package import Course

extension FindingDecision: Described {
  /// An item of `decisions.yaml`
  package static let notation = Record<FindingDecision>(
    "decision on a finding", title: "a decision", "What somebody has decided on a finding of the review.",
    blank: { FindingDecision(finding: "", reads: "", verdict: .asked, reason: "", by: "") },
    [
      .required(
        "finding", \.finding, .verbatim, "Identifier of the finding, as `check` prints it: `rule/patient/what`."),
      .required("reads", \.reads, .verbatim, "The finding as it read; reads it otherwise now, it is open again."),
      .required(
        "decision", \.verdict, .words(),
        "`accepted`: it is so and stays. `rejected`: it is not so. `asked`: it stays open until there is an answer. Of a difference between two entries of the study (`second-entry/…`) which holds: `first`, `second`, `both`, `neither`, or `asked`."
      ),
      .required("reason", \.reason, .verbatim, "Why."),
      .required("by", \.by, .verbatim, "Who decided: a name, initials or a role."),
      .recorded("on", \.on, .date, "When."),
    ],
    finish: { decision, mapping in
      guard decision.verdict != .asked, decision.verdict.isOfSecondEntry != decision.isOfSecondEntry else { return }
      mapping.log.error(
        mapping.mark("decision"), "`\(decision.verdict.rawValue)` of \(ProblemLog.quoted(decision.finding))",
        expected: decision.isOfSecondEntry
          ? "which entry holds: `first`, `second`, `both` or `neither`; or `asked`"
          : "`accepted`, `rejected` or `asked`; which entry holds is said of `second-entry/…` alone")
    })
}

/// Reads and writes a list of decisions.
package enum DecisionList {
  /// All decisions of a document, one on each finding.
  package static func read(_ root: Item, _ reader: Reader) -> [FindingDecision] {
    var lines: [String: Int] = [:]
    var decisions: [FindingDecision] = []
    for item in reader.items(root, of: FindingDecision.notation.table.title) {
      guard let decision = FindingDecision.notation.read(item, reader) else { continue }
      if let line = lines[decision.finding] {
        reader.log.error(
          item.mark,
          "a second decision on the finding \(ProblemLog.quoted(decision.finding)); the first is in line \(line)",
          expected: "one: the decision that holds")
        continue
      }
      lines[decision.finding] = item.mark.line
      reader.place(.decision(decisions.count), item.mark)
      decisions.append(decision)
    }
    return decisions
  }

  /// Decisions as a document.
  package static func written(_ decisions: [FindingDecision]) -> Item {
    let writer = Writer()
    return Item(content: .list(decisions.map { FindingDecision.notation.write($0, writer) }))
  }
}
