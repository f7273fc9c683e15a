// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course

/// Response by RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228).
public enum RECIST {
  /// The response at every visit after baseline.
  public static func timePoints(_ course: TumourCourse, options: RECISTOptions = RECISTOptions()) -> [TimePoint] {
    var judge = Judge(course: course, options: options)
    return course.visits.map { judge.next($0) }
  }

  /// A node with a short axis below this is normal.
  static let normalNode = Millimetres.mm(10)
  /// A target that is too small to measure counts as this.
  static let tooSmall = Millimetres.mm(5)
  /// Growth below this is no progression, whatever its percentage.
  static let leastGrowth = Millimetres.mm(5)
}

/// Goes through the visits with what is remembered: the nadir, and whether there was a response before.
private struct Judge {
  let course: TumourCourse
  let options: RECISTOptions
  let targets: [TumourCourse.Lesion]
  let nonTargets: [TumourCourse.Lesion]
  /// Targets with a size at baseline: only these can be compared with it.
  let sized: [TumourCourse.Lesion]
  /// Names of targets without one.
  let unsized: [String]
  let baselineSum: Millimetres?
  /// Whether any target was there at baseline: where all were nodes of normal size nothing can respond.
  let wasThere: Bool
  let confirmedFrom: [String: Day]
  var nadir: Millimetres?
  /// Whether a complete response was given at any visit before.
  var wasComplete = false
  var hasResponded = false

  init(course: TumourCourse, options: RECISTOptions) {
    self.course = course
    self.options = options
    targets = course.targets
    nonTargets = course.nonTargets
    let lengths = course.targetLengths(course.baseline)
    sized = targets.filter { lengths[$0.id] != nil }
    unsized = targets.filter { lengths[$0.id] == nil }.map(\.id)
    baselineSum = sized.isEmpty ? nil : sized.reduce(Millimetres.zero) { $0 + (lengths[$1.id] ?? .zero) }
    wasThere = targets.contains { !course.isGone($0, course.baseline) }
    nadir = baselineSum
    // The day on which each new lesion was first called without doubt.
    var confirmed: [String: Day] = [:]
    for lesion in course.lesions where lesion.role == .new {
      confirmed[lesion.id] =
        course.visits.first { visit in
          (visit.states[lesion.id]?.isThere ?? false) && !visit.equivocal.contains(lesion.id)
        }?.date
    }
    confirmedFrom = confirmed
  }

  mutating func next(_ visit: TumourCourse.Visit) -> TimePoint {
    var reasons: [Phrase] = []
    var lengths = course.targetLengths(visit)
    let treated = sized.filter { course.treatment(of: $0.id, before: visit) != nil }.map(\.id)
    // The scar of an ablation is no length of the tumour.
    for id in treated where course.treatment(of: id, before: visit)?.leavesLength == false { lengths[id] = nil }
    let sum = sized.reduce(Millimetres.zero) { $0 + (lengths[$1.id] ?? .zero) }
    let missing = sized.filter { lengths[$0.id] == nil }.map(\.id)
    let target = targets.isEmpty ? nil : judgeTargets(visit, sum, missing, treated, &reasons)
    let nonTarget = nonTargets.isEmpty ? nil : judgeNonTargets(visit, &reasons)
    let new = newLesions(visit, &reasons)
    var overall = combine(target, nonTarget, new, &reasons)
    var seenAgain: [String] = []
    let back = wasComplete ? reappeared(visit, &reasons, &seenAgain) : []
    if !back.isEmpty {
      reasons.append(
        Phrase(
          "\(back.joined(separator: ", ")) \(back.count == 1 ? "is" : "are") back after a complete response: PD",
          "\(back.joined(separator: ", ")) nach kompletter Remission wieder da: PD"))
      overall = .progressive
    }
    let point = TimePoint(
      date: visit.date, sum: missing.count == sized.count ? nil : sum,
      isSumComplete: missing.isEmpty && unsized.isEmpty && treated.isEmpty,
      baselineSum: baselineSum, nadir: nadir, target: target, nonTarget: nonTarget, newLesion: new, reappeared: back,
      nodesSeenAgain: seenAgain, overall: overall, steps: reasons)
    if missing.isEmpty, treated.isEmpty, !sized.isEmpty { nadir = nadir.map { min($0, sum) } ?? sum }
    if overall == .complete { wasComplete = true }
    if target == .partial || target == .complete { hasResponded = true }
    return point
  }

  // MARK: targets

  private func judgeTargets(
    _ visit: TumourCourse.Visit, _ sum: Millimetres, _ missing: [String], _ treated: [String],
    _ reasons: inout [Phrase]
  ) -> Response {
    let isGone = wasThere && missing.isEmpty && treated.isEmpty && targets.allSatisfy { course.isGone($0, visit) }
    // A word instead of a length: it says what the sum would, and cannot be weighed by it.
    let progressed = course.progressedTargets(visit)
    if !progressed.isEmpty {
      let who = progressed.joined(separator: ", ")
      reasons.append(
        Phrase(
          "\(who) not measured, but called unequivocally progressed: targets PD",
          "\(who) nicht gemessen, aber eindeutig progredient genannt: Zielläsionen PD"))
      return .progressive
    }
    guard let baseline = baselineSum, let nadir else {
      reasons.append(
        isGone
          ? Phrase("all targets gone: CR", "alle Zielläsionen verschwunden: CR")
          : Phrase(
            "no target has a size at baseline: targets NE",
            "keine Zielläsion hat bei Baseline eine Größe: Zielläsionen NE"))
      return isGone ? .complete : .notEvaluable
    }
    let growth = sum - nadir
    func isGrown(from least: Millimetres) -> Bool {
      least > .zero && sum.hundredths * 10 >= least.hundredths * 12 && sum - least >= RECIST.leastGrowth
    }
    let isProgression = isGrown(from: nadir)
    // A non-target that grew into a target is in the sum from then on, and was not before.
    let absorbed = course.absorbed(visit)
    if isProgression, !absorbed.isEmpty {
      let names = absorbed.map(\.id).joined(separator: ", ")
      let lengths = absorbed.compactMap(\.length)
      guard lengths.count == absorbed.count, isGrown(from: lengths.reduce(nadir, +)) else {
        reasons.append(
          Phrase(
            "sum \(sum.phrase) with \(names), which grew into a target and is not in the smallest sum \(nadir.phrase): whether the targets have grown is not known: targets NE",
            "Summe \(sum.phrase) mit \(names), in eine Zielläsion hineingewachsen und nicht in der kleinsten Summe \(nadir.phrase): ob die Zielläsionen gewachsen sind, ist nicht bekannt: Zielläsionen NE"
          ))
        return .notEvaluable
      }
    }
    if !treated.isEmpty {
      let who = treated.map { id in
        Phrase(same: id)
          + (course.treatment(of: id, before: visit).map { Phrase(same: " (") + $0.phrase + Phrase(same: ")") } ?? .none)
      }.joined(separator: Phrase(", ", ", "))
      if isProgression, options.partialSumProvesProgression || missing.isEmpty, missing.count < sized.count {
        reasons.append(
          Phrase(
            "treated locally: \(who); what is measured is \(sum.phrase) all the same, at least 20 % and 5 mm above the smallest sum \(nadir.phrase): PD",
            "lokal behandelt: \(who); gemessen sind trotzdem \(sum.phrase), mindestens 20 % und 5 mm über der kleinsten Summe \(nadir.phrase): PD"
          ))
        return .progressive
      }
      reasons.append(
        Phrase(
          "treated locally: \(who), so that neither response nor stability is the therapy's: targets NE",
          "lokal behandelt: \(who); weder Ansprechen noch Stabilität ist der Therapie zuzuschreiben: Zielläsionen NE"))
      return .notEvaluable
    }
    if !missing.isEmpty {
      let who = missing.map { course.nameOfMissing($0, visit) }.joined(separator: ", ")
      if isProgression, options.partialSumProvesProgression, missing.count < sized.count {
        reasons.append(
          Phrase(
            "\(who) not evaluated, but the others alone measure \(sum.phrase), at least 20 % and 5 mm above the smallest sum \(nadir.phrase): PD",
            "\(who) nicht beurteilt, die übrigen messen aber allein \(sum.phrase), mindestens 20 % und 5 mm über der kleinsten Summe \(nadir.phrase): PD"
          ))
        return .progressive
      }
      reasons.append(Phrase("\(who) not evaluated: targets NE", "\(who) nicht beurteilt: Zielläsionen NE"))
      return .notEvaluable
    }
    let text = Phrase(
      "sum \(sum.phrase), baseline \(baseline.phrase)\(change(sum, baseline)), smallest before \(nadir.phrase)\(change(sum, nadir))",
      "Summe \(sum.phrase), Baseline \(baseline.phrase)\(change(sum, baseline)), kleinste zuvor \(nadir.phrase)\(change(sum, nadir))"
    )
    if isGone {
      reasons.append(
        targets.contains { $0.isNode } && sum > .zero
          ? Phrase(
            "\(text): all targets gone, nodes below 10 mm: CR",
            "\(text): alle Zielläsionen verschwunden, Lymphknoten unter 10 mm: CR")
          : Phrase("\(text): all targets gone: CR", "\(text): alle Zielläsionen verschwunden: CR"))
      return .complete
    }
    if nadir == .zero, sum > .zero {
      if growth >= RECIST.leastGrowth, options.regrowthFromZero == .fiveMillimetres {
        reasons.append(
          Phrase(
            "\(text): at least 5 mm from a sum of 0, where a percentage has no meaning: PD",
            "\(text): mindestens 5 mm von einer Summe von 0 aus, wo Prozent nichts bedeuten: PD"))
        return .progressive
      }
    } else if isProgression {
      reasons.append(
        Phrase(
          "\(text): at least 20 % and 5 mm above the smallest sum: PD",
          "\(text): mindestens 20 % und 5 mm über der kleinsten Summe: PD"))
      return .progressive
    } else if nadir > .zero, sum.hundredths * 10 >= nadir.hundredths * 12 {
      reasons.append(
        Phrase(
          "20 % or more above the smallest sum, but by \(growth.phrase), less than 5 mm: no progression",
          "20 % oder mehr über der kleinsten Summe, aber nur \(growth.phrase), weniger als 5 mm: kein Progress"))
    }
    if !wasThere {
      reasons.append(
        Phrase(
          "\(text): no target node was enlarged at baseline, so that there is no response: targets NE",
          "\(text): kein Ziellymphknoten war bei Baseline vergrößert, also kein Ansprechen: Zielläsionen NE"))
      return .notEvaluable
    }
    if !unsized.isEmpty {
      reasons.append(
        Phrase(
          "\(text) of the others: \(unsized.joined(separator: ", ")) without a size at baseline, so neither response nor stability can be told: targets NE",
          "\(text) der übrigen: \(unsized.joined(separator: ", ")) bei Baseline ohne Größe, weder Ansprechen noch Stabilität zu erkennen: Zielläsionen NE"
        ))
      return .notEvaluable
    }
    if sum.hundredths * 10 <= baseline.hundredths * 7 {
      reasons.append(
        Phrase(
          "\(text): at least 30 % below baseline: PR",
          "\(text): mindestens 30 % unter Baseline: PR"))
      return .partial
    }
    if hasResponded, options.keepsPartialResponse {
      reasons.append(
        Phrase(
          "\(text): between response and progression after a response, kept as PR (EORTC)",
          "\(text): nach einem Ansprechen zwischen Ansprechen und Progress, bleibt PR (EORTC)"))
      return .partial
    }
    reasons.append(
      Phrase(
        "\(text): neither response nor progression: SD",
        "\(text): weder Ansprechen noch Progress: SD"))
    return .stable
  }

  // MARK: after a complete response

  /// Lesions that are back after an overall complete response: any disease is then progression (RECIST 1.1, Table 3, footnote a). What is
  /// seen of a node may be a normal node: a target node is back from 10 mm short axis on, a non-target node only by unequivocal
  /// progression (EORTC, questions and answers on RECIST 1.1), which is progression anyway.
  private func reappeared(
    _ visit: TumourCourse.Visit, _ reasons: inout [Phrase], _ seenAgain: inout [String]
  ) -> [String] {
    var back: [TumourCourse.Lesion] = []
    for lesion in targets + nonTargets {
      guard let state = visit.states[lesion.id], state.isThere else { continue }
      if lesion.isNode, lesion.role == .target {
        if isEnlarged(lesion, visit) { back.append(lesion) }
      } else if lesion.isNode {
        if state == .progressed {
          back.append(lesion)
        } else if (state.length ?? RECIST.normalNode) >= RECIST.normalNode {
          seenAgain.append(lesion.id)
          reasons.append(
            Phrase(
              "node \(lesion.id) is seen again after a complete response, but has not unequivocally progressed",
              "Lymphknoten \(lesion.id) nach kompletter Remission wieder zu sehen, aber nicht eindeutig progredient"))
        }
      } else if visit.equivocal.contains(lesion.id) {
        reasons.append(
          Phrase(
            "\(lesion.id) may be back after a complete response, but is equivocal: does not count",
            "\(lesion.id) nach kompletter Remission vielleicht wieder da, aber nicht eindeutig: zählt nicht"))
      } else {
        back.append(lesion)
      }
    }
    if options.imagesLoneNodeAgain, back.count == 1, back[0].isNode, back[0].role == .target,
      !isSeenAgain(back[0], visit)
    {
      reasons.append(
        Phrase(
          "node \(back[0].id) alone is back after a complete response: to be imaged again (EORTC)",
          "Lymphknoten \(back[0].id) allein nach kompletter Remission wieder da: Bildgebung wiederholen (EORTC)"))
      return []
    }
    return back.map(\.id)
  }

  private func isEnlarged(_ node: TumourCourse.Lesion, _ visit: TumourCourse.Visit) -> Bool {
    switch visit.states[node.id] {
    case .progressed: true
    case .merged: !course.isGone(node, visit)
    case .measured(let length): length >= RECIST.normalNode
    case .absent, .tooSmall, .present, .notEvaluated, nil: false
    }
  }

  /// Whether the visit before shows the node enlarged too, or, where progression is dated back, the next that shows it.
  private func isSeenAgain(_ node: TumourCourse.Lesion, _ visit: TumourCourse.Visit) -> Bool {
    let shown = course.visits.filter { $0.states[node.id].map { $0 != .notEvaluated } ?? false }
    let before = shown.last { $0.date < visit.date }
    let next = shown.first { $0.date > visit.date }
    return before.map { isEnlarged(node, $0) } ?? false
      || options.backDatesEquivocal && (next.map { isEnlarged(node, $0) } ?? false)
  }

  private func change(_ sum: Millimetres, _ base: Millimetres) -> Phrase {
    guard base > .zero else { return .none }
    let percent = (sum.number - base.number) / base.number * 100
    return Phrase(printed: " (\(Numbers.signed(percent, decimals: 1)) %)")
  }

  // MARK: non-targets

  private func judgeNonTargets(_ visit: TumourCourse.Visit, _ reasons: inout [Phrase]) -> Response {
    var unseen: [String] = []
    var persisting: [String] = []
    for lesion in nonTargets {
      // What grew together with another lesion is judged there, if that is to be seen.
      if let whole = course.whole(of: lesion.id, visit), whole != lesion.id {
        if !(visit.states[whole]?.isThere ?? false) { unseen.append(lesion.id) }
        continue
      }
      switch visit.states[lesion.id] {
      case .progressed:
        reasons.append(
          Phrase(
            "\(lesion.id) has unequivocally progressed: non-targets PD",
            "\(lesion.id) eindeutig progredient: Nicht-Zielläsionen PD"))
        return .progressive
      case .notEvaluated, .merged, nil: unseen.append(lesion.id)
      // What was cut out or ablated has not responded.
      case .absent where course.treatment(of: lesion.id, before: visit) != nil: unseen.append(lesion.id)
      case .absent: continue
      case .measured(let length) where length == .zero || (lesion.isNode && length < RECIST.normalNode): continue
      case .measured, .present, .tooSmall: persisting.append(lesion.id)
      }
    }
    if !unseen.isEmpty {
      reasons.append(
        Phrase(
          "\(unseen.joined(separator: ", ")) not evaluated: non-targets NE",
          "\(unseen.joined(separator: ", ")) nicht beurteilt: Nicht-Zielläsionen NE"))
      return .notEvaluable
    }
    if !persisting.isEmpty {
      reasons.append(
        Phrase(
          "\(persisting.joined(separator: ", ")) persist: non-targets non-CR/non-PD",
          "\(persisting.joined(separator: ", ")) noch vorhanden: Nicht-Zielläsionen non-CR/non-PD"))
      return .nonCompleteNonProgressive
    }
    reasons.append(
      Phrase(
        "all non-targets gone: CR",
        "alle Nicht-Zielläsionen verschwunden: CR"))
    return .complete
  }

  // MARK: new lesions

  private func newLesions(_ visit: TumourCourse.Visit, _ reasons: inout [Phrase]) -> TimePoint.NewLesion {
    var certain: [String] = []
    var awaited: [(id: String, confirmed: Day)] = []
    var doubtful: [String] = []
    for lesion in course.lesions where lesion.role == .new {
      guard
        let first = course.visits.first(where: { $0.states[lesion.id]?.isThere ?? false })?.date, first <= visit.date
      else { continue }
      guard let confirmed = confirmedFrom[lesion.id] else {
        // What is gone again is no longer in doubt.
        if visit.states[lesion.id]?.isThere ?? true { doubtful.append(lesion.id) }
        continue
      }
      if confirmed <= visit.date {
        certain.append(lesion.id)
      } else if options.backDatesEquivocal {
        awaited.append((lesion.id, confirmed))
      } else {
        doubtful.append(lesion.id)
      }
    }
    if !certain.isEmpty {
      reasons.append(
        Phrase(
          "new lesion \(certain.joined(separator: ", ")): PD",
          "neue Läsion \(certain.joined(separator: ", ")): PD"))
      return .unequivocal(certain)
    }
    if let confirmed = awaited.map(\.confirmed).min() {
      let names = awaited.map(\.id)
      reasons.append(
        Phrase(
          "\(names.joined(separator: ", ")) was equivocal on this day and is confirmed on \(confirmed): PD, dated back to the first sighting",
          "\(names.joined(separator: ", ")) an diesem Tag nicht eindeutig, am \(confirmed) bestätigt: PD, auf den ersten Nachweis zurückdatiert"
        ))
      return .backDated(names, confirmed: confirmed)
    }
    if !doubtful.isEmpty {
      reasons.append(
        Phrase(
          "\(doubtful.joined(separator: ", ")) may be new, but is equivocal: does not count",
          "\(doubtful.joined(separator: ", ")) vielleicht neu, aber nicht eindeutig: zählt nicht"))
      return .equivocal(doubtful)
    }
    return .none
  }

  // MARK: the table of Eisenhauer et al.

  private func combine(
    _ target: Response?, _ nonTarget: Response?, _ new: TimePoint.NewLesion, _ reasons: inout [Phrase]
  ) -> Response {
    switch new {
    case .unequivocal, .backDated: return .progressive
    case .none, .equivocal: break
    }
    if target == .progressive || nonTarget == .progressive { return .progressive }
    if target == nil, nonTarget == nil {
      reasons.append(
        Phrase(
          "no disease at baseline, so that there is no response: NE",
          "keine Erkrankung bei Baseline, also kein Ansprechen: NE"))
    }
    guard let target else { return nonTarget ?? .notEvaluable }
    guard target == .complete, let nonTarget, nonTarget != .complete else { return target }
    reasons.append(
      nonTarget == .notEvaluable
        ? Phrase(
          "targets CR, but non-targets not evaluated: PR",
          "Zielläsionen CR, Nicht-Zielläsionen aber nicht beurteilt: PR")
        : Phrase(
          "targets CR, but non-targets persist: PR", "Zielläsionen CR, Nicht-Zielläsionen aber noch vorhanden: PR"))
    return .partial
  }
}
