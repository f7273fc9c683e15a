// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
package import Marrow
package import Outcomes
package import Plain
package import TumourResponse

/// How the sums of target lesions grew and shrank under one line of therapy: a description of what was measured, and no advice on a dose.
package struct LineGrowth: Sendable {
  /// What can be said.
  package enum Result: Sendable {
    /// A curve through the sums.
    case fitted(TumourFit)
    /// Why there is none.
    case refused(Phrase)
  }

  /// Which curve is asked for.
  package enum Form: String, Sendable, CaseIterable {
    /// Growth and shrinkage (Stein), or one of them where the sums do not determine both.
    case stein
    /// Growth and an effect that fades (Claret), the drugs on or off.
    case claret
    /// Growth and a constant effect (Zecchin), the drugs on or off.
    case zecchin
  }

  /// The line, with its lesions.
  package let lesions: TherapyCourse
  /// The sums by days since the baseline.
  package private(set) var sums: [LesionSum] = []
  /// The curve, or why there is none.
  package private(set) var result: Result
  /// What was left out or must be known of it.
  package private(set) var notes: [Phrase] = []

  /// Days after the end of a line up to which a sum is still of it, for curves that know no exposure: as long as RECIST 1.1 lets lie between a baseline and the first dose (4.2).
  package static let daysAfterEnd = 28
  /// The most days between a baseline and the first dose (RECIST 1.1, 4.2: never more than four weeks); after it as many (no source).
  package static let mostDaysBefore = 28

  /// A scatter of sums above which no curve is one of them, a standard deviation of logarithms; no source: a length in centimetres is a tenth.
  package static let mostScatter = 0.5

  /// The curve of a line.
  package init(_ lesions: TherapyCourse, _ outcome: PatientOutcomes, _ form: Form = .stein) {
    self.lesions = lesions
    result = .refused(.none)
    var reader = SumReader(lesions: lesions, outcome: outcome, form: form)
    do throws(SumReader.Refusal) {
      let sums = try reader.sums()
      self.sums = sums
      let fit = try reader.fit(sums)
      reader.question(fit, sums)
      result = .fitted(fit)
    } catch { result = .refused(error.why) }
    notes = reader.notes
  }

  /// The fit; nil where there is none.
  package var fit: TumourFit? { if case .fitted(let fit) = result { fit } else { nil } }

  /// Whose line and reader it is, in words.
  package var name: Phrase {
    Phrase(same: (lesions.name ?? "") + (lesions.reader.map { ", \($0)" } ?? ""))
  }
}

/// Takes the sums of one line that are of the same lesions.
private struct SumReader {
  struct Refusal: Error {
    let why: Phrase
  }

  let lesions: TherapyCourse
  let outcome: PatientOutcomes
  let form: LineGrowth.Form
  var notes: [Phrase] = []

  private var baseline: Day { lesions.course.baseline.date }

  mutating func sums() throws(Refusal) -> [LesionSum] {
    try checkBaseline()
    if !lesions.openTreatments.isEmpty {
      notes.append(
        Phrase(
          "a procedure may have been of the lesions: they count as they were measured",
          "ein Eingriff kann an den Läsionen gewesen sein: sie zählen, wie sie gemessen wurden"))
    }
    let points = RECIST.timePoints(lesions.course)
    guard let first = points.first?.baselineSum, points.allSatisfy({ $0.baselineSum == first }) else {
      throw Refusal(
        why: Phrase(
          "no sum of target lesions at the baseline, or nothing measured after it",
          "keine Summe der Zielläsionen bei der Baseline, oder nichts danach gemessen"))
    }
    let last = lastDays()
    var found: [(day: Day, sum: Millimetres)] = [(baseline, first)]
    var (others, late, open): ([Day], [Day], [Day]) = ([], [], [])
    for point in points {
      switch lesions.isUnder(point.date) {
      case false: continue
      case nil: open.append(point.date)
      default:
        guard let sum = point.sum, point.isSumComplete, lesions.course.hasSameTargets(on: point.date) else {
          others.append(point.date)
          continue
        }
        if let surely = last.earliest, point.date > surely {
          if let perhaps = last.latest, point.date <= perhaps {
            open.append(point.date)
          } else {
            late.append(point.date)
          }
        } else {
          found.append((point.date, sum))
        }
      }
    }
    tell(others, late, open)
    if let gone = found.first(where: { $0.sum == .zero }) {
      throw Refusal(
        why: Phrase(
          "no target was left on \(ForecastWords.day(gone.day)): a sum of 0 mm has no place on a curve of growth and shrinkage",
          "am \(ForecastWords.day(gone.day)) war keine Zielläsion mehr da: eine Summe von 0 mm hat auf einer Kurve von Wachstum und Schrumpfung keinen Platz"
        ))
    }
    let needed = form == .claret ? TumourFit.leastSums + 1 : TumourFit.leastSums
    guard found.count >= needed else {
      let left = notes.isEmpty ? Phrase.none : Phrase(same: "; ") + notes.joined(separator: "; ")
      throw Refusal(
        why: Phrase(
          "\(found.count) \(found.count == 1 ? "sum" : "sums") of the same targets under the line: at least \(needed) are needed\(left)",
          "\(found.count) \(found.count == 1 ? "Summe" : "Summen") derselben Zielläsionen unter der Linie: mindestens \(needed) sind nötig\(left)"
        ))
    }
    var sums: [LesionSum] = []
    for (day, sum) in found {
      guard let own = try? LesionSum(day: Double(day.number - baseline.number), millimetres: sum.number) else {
        continue
      }
      sums.append(own)
    }
    return sums
  }

  /// Whether it is known which measurement the line starts from, and that it is of its time.
  private mutating func checkBaseline() throws(Refusal) {
    guard !lesions.therapies.isEmpty else {
      throw Refusal(
        why: Phrase(
          "no therapy can be placed by the measurements", "keine Therapie lässt sich den Messungen zuordnen"))
    }
    guard lesions.possible.count < 2 else {
      throw Refusal(
        why: lesions.baselineWords
          ?? Phrase("the day of the first dose is open", "der Tag der ersten Gabe ist offen"))
    }
    let (least, most) = lesions.daysBefore
    guard let least, let most, least >= 0 || most < 0 else {
      throw Refusal(
        why: Phrase(
          "the day of the first dose is only known between bounds, and whether the baseline came before it is open",
          "der Tag der ersten Gabe ist nur zwischen Grenzen bekannt, und ob die Baseline davor lag, ist offen"))
    }
    guard most <= LineGrowth.mostDaysBefore else {
      let days = least == most ? Phrase(same: "\(least)") : Phrase("up to \(most)", "bis zu \(most)")
      throw Refusal(
        why: Phrase(
          "the baseline lies \(days) days before the first dose, more than the \(LineGrowth.mostDaysBefore) of RECIST 1.1: growth without the therapy would be part of it",
          "die Baseline liegt \(days) Tage vor der ersten Gabe, mehr als die \(LineGrowth.mostDaysBefore) von RECIST 1.1: Wachstum ohne die Therapie wäre darin"
        ))
    }
    guard -least <= LineGrowth.mostDaysBefore else {
      let days = least == most ? Phrase(same: "\(-least)") : Phrase("up to \(-least)", "bis zu \(-least)")
      throw Refusal(
        why: Phrase(
          "the baseline lies \(days) days after the first dose, more than \(LineGrowth.mostDaysBefore): what the therapy did before it was not measured",
          "die Baseline liegt \(days) Tage nach der ersten Gabe, mehr als \(LineGrowth.mostDaysBefore): was die Therapie davor bewirkte, wurde nicht gemessen"
        ))
    }
    if let words = lesions.baselineWords { notes.append(words) }
  }

  /// Up to which day a sum is surely of the line, and up to which perhaps: with exposures all up to the next line.
  private mutating func lastDays() -> (earliest: Day?, latest: Day?) {
    guard form == .stein else { return (nil, nil) }
    var (earliest, latest): (Day?, Day?) = (nil, nil)
    for id in lesions.therapies {
      guard let entry = outcome.patient.entry(id) else { continue }
      if outcome.timeline.isOngoing(entry) { return (nil, nil) }
      guard !entry.ends.isEmpty || !entry.lasts.isEmpty, let end = outcome.timeline.end(of: id) else {
        notes.append(
          Phrase(
            "the end of \(id) is not recorded: all sums up to the next line are taken to be of it",
            "das Ende von \(id) ist nicht erfasst: alle Summen bis zur nächsten Linie zählen dazu"))
        return (nil, nil)
      }
      let bounds = outcome.timeline.bounds(of: end)
      earliest = [earliest, bounds.earliest].compactMap(\.self).max()
      latest = [latest, bounds.latest].compactMap(\.self).max()
    }
    func after(_ day: Day?) -> Day? { day.map { Day($0.number + LineGrowth.daysAfterEnd) } }
    return (after(earliest), after(latest))
  }

  private mutating func tell(_ others: [Day], _ late: [Day], _ open: [Day]) {
    func list(_ days: [Day]) -> Phrase { days.map(ForecastWords.day).joined(separator: ", ") }
    if !others.isEmpty {
      notes.append(
        Phrase(
          "not of the same targets, and left out: \(list(others))",
          "nicht von denselben Zielläsionen und ausgelassen: \(list(others))"))
    }
    if !late.isEmpty {
      notes.append(
        Phrase(
          "more than \(LineGrowth.daysAfterEnd) days after its end, and left out: \(list(late))",
          "mehr als \(LineGrowth.daysAfterEnd) Tage nach ihrem Ende und ausgelassen: \(list(late))"))
    }
    if !open.isEmpty {
      notes.append(
        Phrase(
          "whether under the line is open, and left out: \(list(open))",
          "ob unter der Linie, ist offen, und ausgelassen: \(list(open))"))
    }
  }

  // MARK: the curve

  func fit(_ sums: [LesionSum]) throws(Refusal) -> TumourFit {
    let found: TumourFit?
    switch form {
    case .stein: found = try? TumourFit.rates(sums)
    case .claret: found = try? TumourFit(.claret(try exposures(sums)), sums)
    case .zecchin:
      let stretches = try exposures(sums)
      let end = stretches.map(\.days.upperBound).max() ?? 0
      guard let last = sums.map(\.day).max(), last > end else {
        throw Refusal(
          why: Phrase(
            "every sum is from under the drugs: growth and their effect cannot be told apart",
            "jede Summe ist von unter den Substanzen: Wachstum und ihre Wirkung sind nicht zu trennen"))
      }
      found = try? TumourFit(.zecchin(stretches), sums)
    }
    if let shown = found ?? (form == .stein ? try? TumourFit(.stein, sums) : nil), let scatter = shown.scatter,
      scatter > LineGrowth.mostScatter
    {
      let far = Self.suspect(sums, shown)
      let day = far.map { ForecastWords.day(Day(baseline.number + Int($0.day))) } ?? Phrase(same: "–")
      let size = far.map { Phrase.number($0.millimetres) } ?? .none
      throw Refusal(
        why: Phrase(
          "the sums scatter by \(Phrase.number(scatter * 100, decimals: 0)) % around a curve, more than \(Int(LineGrowth.mostScatter * 100)) %: is the one without which they fit best, \(size) mm on \(day), in another unit or of other lesions?",
          "die Summen streuen um \(Phrase.number(scatter * 100, decimals: 0)) % um eine Kurve, mehr als \(Int(LineGrowth.mostScatter * 100)) %: ist die, ohne die sie am besten passen, \(size) mm am \(day), in einer anderen Einheit oder von anderen Läsionen?"
        ))
    }
    guard let found, found.isDetermined else {
      throw Refusal(
        why: Phrase(
          "\(sums.count) sums from which no rate stands out: each may be more than \(Int(TumourFit.mostTimes)) times as large",
          "\(sums.count) Summen, aus denen sich keine Rate abhebt: jede kann mehr als \(Int(TumourFit.mostTimes))-mal so groß sein"
        ))
    }
    return found
  }

  /// The sum without which the others lie nearest to a curve: one wrong measurement draws the curve to itself, so that a right one may lie farthest from it. Where too few are left, the farthest.
  private static func suspect(_ sums: [LesionSum], _ fit: TumourFit) -> LesionSum? {
    let without = sums.indices.compactMap { index -> (sum: LesionSum, scatter: Double)? in
      var others = sums
      let own = others.remove(at: index)
      return (try? TumourFit(.stein, others))?.scatter.map { (own, $0) }
    }
    return without.count == sums.count
      ? without.min { $0.scatter < $1.scatter }?.sum : sums.max { distance($0, fit) < distance($1, fit) }
  }

  /// How far a sum lies from a curve, in logarithms.
  private static func distance(_ sum: LesionSum, _ fit: TumourFit) -> Double {
    fit.curve.millimetres(day: sum.day).map { abs(log($0) - log(sum.millimetres)) } ?? 0
  }

  /// Sums that lie nearer to a curve than reading in whole millimetres allows.
  mutating func question(_ fit: TumourFit, _ sums: [LesionSum]) {
    guard let scatter = fit.scatter, scatter < TumourFit.scatterOfRounding(sums) else { return }
    notes.append(
      Phrase(
        "the sums scatter less than reading in whole millimetres leaves (1/√12 mm a sum): were they measured? Intervals are made with \(Phrase.number(TumourFit.precision(of: sums), decimals: 2)) mm a sum at least",
        "die Summen streuen weniger, als ein Ablesen in ganzen Millimetern lässt (1/√12 mm je Summe): wurden sie gemessen? Intervalle sind mit mindestens \(Phrase.number(TumourFit.precision(of: sums), decimals: 2)) mm je Summe gebildet"
      ))
  }

  /// When the drugs of the line were given, from the first day of each therapy to its last, by days since the baseline.
  private func exposures(_ sums: [LesionSum]) throws(Refusal) -> [ExposureStretch] {
    var stretches: [ExposureStretch] = []
    for id in lesions.therapies {
      let timeline = outcome.timeline
      guard let entry = outcome.patient.entry(id),
        let start = timeline.start(of: id).map({ timeline.bounds(of: $0) }), start.isExact, let first = start.earliest,
        let last = timeline.isOngoing(entry)
          ? sums.map(\.day).max().map({ $0 + Double(baseline.number) })
          : timeline.end(of: id).map({ timeline.bounds(of: $0) }).flatMap({ $0.isExact ? $0.earliest : nil })
            .map({ Double($0.number) }),
        let stretch = try? ExposureStretch(
          max(
            0, Double(first.number - baseline.number))...max(
              max(0, Double(first.number - baseline.number)), last - Double(baseline.number)), 1)
      else {
        throw Refusal(
          why: Phrase(
            "\(id) has no first and last day that are known to the day: when its drugs were there is not known",
            "\(id) hat keinen ersten und letzten Tag, die auf den Tag bekannt sind: wann seine Substanzen da waren, ist nicht bekannt"
          ))
      }
      stretches.append(stretch)
    }
    return stretches
  }
}
