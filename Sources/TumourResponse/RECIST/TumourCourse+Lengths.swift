// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

extension LesionState {
  /// What its own row says of its length: 0 where it is gone, 5 mm where it is too small to measure; nil where no length is known.
  var length: Millimetres? {
    switch self {
    case .measured(let length): length
    case .absent: .zero
    case .tooSmall: RECIST.tooSmall
    case .merged, .present, .progressed, .notEvaluated: nil
    }
  }

  /// Whether something is there.
  var isThere: Bool {
    switch self {
    case .measured(let length): length > .zero
    case .present, .tooSmall, .progressed, .merged: true
    case .absent, .notEvaluated: false
    }
  }

  /// Two parts of one lesion as one: lengths are added, and a part of unknown length leaves the whole unknown. A part that has grown
  /// together with another lesion is measured there.
  func joined(with other: LesionState) -> LesionState {
    switch (self, other) {
    case (.progressed, _), (_, .progressed): .progressed
    case (.present, _), (_, .present): .present
    case (.notEvaluated, _), (_, .notEvaluated): .notEvaluated
    case (.absent, let rest), (let rest, .absent): rest
    case (.merged, let rest), (let rest, .merged): rest
    case (.measured, _), (.tooSmall, _): .measured((length ?? .zero) + (other.length ?? .zero))
    }
  }
}

extension TumourCourse.Visit {
  /// The lesion in which a lesion is found on this day: itself, or the last of those that it merged into one after the other; nil where
  /// lesions merged in a circle, so that none has the mass.
  func whole(of id: String) -> String? {
    var seen: Set<String> = [id]
    var whole = id
    while case .merged(let next)? = states[whole] {
      guard seen.insert(next).inserted else { return nil }
      whole = next
    }
    return whole
  }
}

extension TumourCourse {
  /// What each target adds to the sum of a visit; one that is missing here has no known length on that day.
  ///
  /// Of lesions that grew together the mass counts once (RECIST 1.1, section 4.3.2: the longest diameter of the coalesced lesion). A
  /// target has not disappeared by that: where it merged into a measured non-target, it carries the length of the mass; where nothing
  /// measured holds it, its length is unknown.
  func targetLengths(_ visit: Visit) -> [String: Millimetres] {
    let targets = targets
    let names = Set(targets.map(\.id))
    var carried: Set<String> = []
    var lengths: [String: Millimetres] = [:]
    for target in targets {
      guard let whole = visit.whole(of: target.id), let length = visit.states[whole]?.length else { continue }
      if whole == target.id {
        lengths[target.id] = length
      } else if length > .zero {
        let isCounted = names.contains(whole) || !carried.insert(whole).inserted
        lengths[target.id] = isCounted ? .zero : length
      }
    }
    return lengths
  }

  /// Targets that a row calls progressed without a length, themselves or in the target that they grew together with. What merged into a non-target is
  /// judged there.
  func progressedTargets(_ visit: Visit) -> [String] {
    let names = targets.map(\.id)
    return names.filter { id in
      visit.whole(of: id).map { names.contains($0) && visit.states[$0] == .progressed } ?? false
    }
  }

  /// A lesion without a length on a day, with why: `T1 (there, without a length)`, `T1 (merged into NT1, which is not measured)`.
  func nameOfMissing(_ id: String, _ visit: Visit) -> Phrase {
    if visit.states[id] == .present {
      return Phrase("\(id) (there, without a length)", "\(id) (vorhanden, ohne Länge)")
    }
    guard case .merged(let next)? = visit.states[id] else { return Phrase(same: id) }
    guard let whole = visit.whole(of: id) else {
      return Phrase("\(id) (merged into \(next) in a circle)", "\(id) (im Kreis mit \(next) verschmolzen)")
    }
    let why =
      switch visit.states[whole] {
      case .absent: Phrase("is absent", "fehlt")
      case nil: Phrase("has no row", "keine Zeile hat")
      default: Phrase("is not measured", "nicht gemessen ist")
      }
    return Phrase("\(id) (merged into \(whole), which \(why))", "\(id) (verschmolzen mit \(whole), das \(why))")
  }

  /// Whether a target is gone: not to be seen, or a node of normal size; so is the mass that it is part of.
  func isGone(_ target: Lesion, _ visit: Visit) -> Bool {
    guard let whole = visit.whole(of: target.id), let length = visit.states[whole]?.length else { return false }
    if whole != target.id, length == .zero { return false }
    let isNode = target.isNode && (whole == target.id || lesions.contains { $0.id == whole && $0.isNode })
    return isNode ? length < RECIST.normalNode : length == .zero
  }
}
