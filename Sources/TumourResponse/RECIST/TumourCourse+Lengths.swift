// SPDX-License-Identifier: Apache-2.0

package import Chronology
import Course
import Plain

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
  /// lesions merged in a circle, so that none has the mass, or two of them cannot have grown together.
  func whole(of id: String, unless isApart: (String, String) -> Bool = { _, _ in false }) -> String? {
    var seen: Set<String> = [id]
    var whole = id
    while case .merged(let next)? = states[whole] {
      guard seen.insert(next).inserted, !isApart(whole, next) else { return nil }
      whole = next
    }
    return whole
  }
}

extension TumourCourse {
  /// The lesion in which a lesion is found on a day: itself, or the mass that it has grown into; nil where merges lead in a circle, or into another
  /// organ, in which a lesion cannot be.
  func whole(of id: String, _ visit: Visit) -> String? { visit.whole(of: id, unless: areApart) }

  /// Whether two lesions cannot grow together: they lie in two organs that do not touch, or on two sides.
  func areApart(_ one: String, _ other: String) -> Bool {
    func site(_ id: String) -> BodySite? { lesions.first { $0.id == id }?.site.map { BodySite($0) } }
    guard let first = site(one), let second = site(other) else { return false }
    return first.isApart(from: second)
  }

  /// What each target adds to the sum of a visit; one that is missing here has no known length on that day.
  ///
  /// Of targets that grew together the mass counts once (RECIST 1.1, section 4.3.2: the longest diameter of the coalesced lesion). A
  /// target has not disappeared by that: where it merged into a lesion that is no target, or a target without a size at baseline, the mass holds disease
  /// that the sum at baseline does not have, and the length of the target is unknown.
  func targetLengths(_ visit: Visit) -> [String: Millimetres] {
    let targets = targets
    let names = Set(targets.map(\.id))
    var lengths: [String: Millimetres] = [:]
    for target in targets {
      guard let whole = whole(of: target.id, visit), let length = visit.states[whole]?.length else { continue }
      if whole == target.id {
        lengths[target.id] = length
      } else if length > .zero, names.contains(whole), baseline.states[whole]?.length != nil {
        lengths[target.id] = .zero
      }
    }
    return lengths
  }

  /// Non-targets that have grown into targets on a day, each with the longest length that it had until then; nil where it was never measured. The targets
  /// carry their length from then on, which the sum at baseline does not have.
  func absorbed(_ visit: Visit) -> [(id: String, length: Millimetres?)] {
    let names = Set(targets.map(\.id))
    return nonTargets.compactMap { lesion in
      guard let whole = whole(of: lesion.id, visit), whole != lesion.id, names.contains(whole) else { return nil }
      let before = ([baseline] + visits.filter { $0.date < visit.date }).compactMap { own -> Millimetres? in
        guard case .measured(let length)? = own.states[lesion.id] else { return nil }
        return length
      }
      return (lesion.id, before.max())
    }
  }

  /// Whether the sum of a visit is of the same lesions as that of the baseline: no non-target has grown into a target. False without such a visit.
  package func hasSameTargets(on day: Day) -> Bool {
    visits.first { $0.date == day }.map { absorbed($0).isEmpty } ?? false
  }

  /// Targets that a row calls progressed without a length, themselves or in the target that they grew together with. What merged into a non-target is
  /// judged there.
  func progressedTargets(_ visit: Visit) -> [String] {
    let names = targets.map(\.id)
    return names.filter { id in
      whole(of: id, visit).map { names.contains($0) && visit.states[$0] == .progressed } ?? false
    }
  }

  /// A lesion without a length on a day, with why: `T1 (there, without a length)`, `T1 (merged into NT1, which is not measured)`.
  func nameOfMissing(_ id: String, _ visit: Visit) -> Phrase {
    if visit.states[id] == .present {
      return Phrase("\(id) (there, without a length)", "\(id) (vorhanden, ohne Länge)")
    }
    guard case .merged(let next)? = visit.states[id] else { return Phrase(same: id) }
    guard visit.whole(of: id) != nil else {
      return Phrase("\(id) (merged into \(next) in a circle)", "\(id) (im Kreis mit \(next) verschmolzen)")
    }
    guard let whole = whole(of: id, visit) else {
      return Phrase(
        "\(id) (merged into \(next), which lies elsewhere)", "\(id) (verschmolzen mit \(next), das anderswo liegt)")
    }
    if let length = visit.states[whole]?.length, length > .zero {
      return targets.contains { $0.id == whole }
        ? Phrase(
          "\(id) (merged into \(whole), which has no size at baseline)",
          "\(id) (verschmolzen mit \(whole), das bei Baseline keine Größe hat)")
        : Phrase(
          "\(id) (merged into \(whole), which is no target)",
          "\(id) (verschmolzen mit \(whole), das keine Zielläsion ist)")
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
    guard let whole = whole(of: target.id, visit), let length = visit.states[whole]?.length else { return false }
    if whole != target.id, length == .zero { return false }
    let isNode = target.isNode && (whole == target.id || lesions.contains { $0.id == whole && $0.isNode })
    return isNode ? length < RECIST.normalNode : length == .zero
  }
}
