// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

/// What times and claims may refer to in one patient, and what they do refer to. Checked once everything is read.
package struct Names: Sendable {
  /// The kinds of thing with a name.
  package enum Kind: Sendable {
    case entry, therapy, phase, plan

    /// In words, for messages.
    package var words: String {
      switch self {
      case .entry: "an entry"
      case .therapy: "a therapy"
      case .phase: "a dose phase"
      case .plan: "a planned dose"
      }
    }
  }

  /// A use of a name.
  package struct Use: Sendable {
    package var id: String
    package var mark: Mark
    /// The kinds it may be of; empty: any.
    package var kinds: Set<Kind>
    package var allowsCutOff: Bool

    package init(id: String, mark: Mark, kinds: Set<Kind> = [], allowsCutOff: Bool = false) {
      self.id = id
      self.mark = mark
      self.kinds = kinds
      self.allowsCutOff = allowsCutOff
    }
  }

  /// The names by id.
  package private(set) var kinds: [String: Kind] = [:]
  private var firstLines: [String: Int] = [:]

  package init() {}

  /// Adds a name; one that is there already, or is not well formed, is told.
  package mutating func declare(_ id: String, _ kind: Kind, at mark: Mark, log: ProblemLog) {
    if !Identifier.isWellFormed(id) {
      let slug = Identifier.slug(id)
      log.error(
        mark, "\(ProblemLog.quoted(id)) for an id", expected: "small letters, digits and single hyphens",
        suggestion: slug.isEmpty ? nil : slug)
      kinds[id] = kind
      return
    }
    if id == Identifier.cutOff {
      log.error(mark, "`\(id)` for an id", expected: "another name: this one means the data cut-off")
      return
    }
    if let line = firstLines[id] {
      log.error(
        mark, "the id `\(id)` is there twice; first in line \(line)",
        expected: "a name of its own for each entry and phase")
      return
    }
    kinds[id] = kind
    firstLines[id] = mark.line
  }

  /// Tells a use of a name that is not among the names, or is of another kind.
  package static func check(_ use: Use, in kinds: [String: Kind], of whom: String = "in this patient", log: ProblemLog)
  {
    if use.allowsCutOff, use.id == Identifier.cutOff { return }
    // A use that is right costs one look; what else it could be is gathered for those that are told.
    if let kind = kinds[use.id], use.kinds.isEmpty || use.kinds.contains(kind) { return }
    guard !log.isFull else { return log.error(use.mark, "") }
    log.effort.names += kinds.count
    let wanted = use.kinds.isEmpty ? "an entry or dose phase" : Wording.either(use.kinds.map(\.words).sorted())
    let possible = kinds.filter { use.kinds.isEmpty || use.kinds.contains($0.value) }.keys.sorted()
    guard let kind = kinds[use.id] else {
      let candidates = use.allowsCutOff ? possible + [Identifier.cutOff] : possible
      if let date = try? StatedDate(parsing: use.id), let day = date.bounds.earliest {
        log.error(
          use.mark, "there is no \(ProblemLog.quoted(use.id)) \(whom)",
          expected:
            "the id of \(wanted); of a time before or after a date an interval: `../\(Day(day.number - 1))`, `\(use.id)/..`"
        )
        return
      }
      let nearest = log.nearest(to: use.id, in: candidates)
      log.error(
        use.mark, "there is no \(ProblemLog.quoted(use.id)) \(whom)",
        expected: nearest != nil
          ? nil
          : "the id of \(wanted)"
            + (possible.isEmpty || possible.count > 12
              ? "" : ": " + Wording.list(possible)),
        suggestion: nearest)
      return
    }
    log.error(
      use.mark, "`\(use.id)` is \(kind.words)",
      expected: "the id of \(wanted)" + (possible.isEmpty || possible.count > 12 ? "" : ": " + Wording.list(possible)))
  }
}

extension Wording {
  /// `a`, `b or c`, without quotes.
  package static func either(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
