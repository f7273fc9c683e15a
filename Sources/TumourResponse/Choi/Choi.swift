// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course

/// Response by Choi's criteria: size or density of CT in the portal-venous phase.
///
/// Choi et al., J Clin Oncol 2007;25:1753; Benjamin et al., J Clin Oncol 2007;25:1760. Made for GIST on imatinib; in other
/// sarcomas they are used, but not validated as well. PERCIST has no measurements here: its categories are entered.
public enum Choi {
  /// Where papers differ.
  public struct Options: Sendable, Hashable {
    /// Whether a partial response needs both size and density (modified Choi) or either.
    public var needsBoth: Bool
    /// What progression is measured from.
    public var progressionFrom: Reference
    /// How the densities of several lesions become one.
    public var density: Density

    /// What progression by size is measured from.
    public enum Reference: String, Sendable, Hashable, CaseIterable {
      /// The smallest sum so far.
      case nadir
      /// Baseline, as the paper prints it.
      case baseline
    }

    /// How densities of several lesions are joined.
    public enum Density: String, Sendable, Hashable, CaseIterable {
      /// Their mean, at a visit and at baseline over the same lesions.
      case mean
      /// That of the lesion that was largest at baseline.
      case largest
    }

    /// Choi's own criteria: either size or density; progression from baseline; mean density.
    public init(needsBoth: Bool = false, progressionFrom: Reference = .baseline, density: Density = .mean) {
      self.needsBoth = needsBoth
      self.progressionFrom = progressionFrom
      self.density = density
    }
  }

  /// The response at one visit.
  public struct TimePoint: Sendable, Hashable {
    /// The visit.
    public var visit: TumourCourse.Visit
    /// Sum of longest diameters.
    public var sum: Millimetres?
    /// Density in Hounsfield units.
    public var density: Double?
    /// The response.
    public var response: Response
    /// Why.
    public var reasons: [String] { steps.map(\.english) }
    /// The same in every language.
    public var steps: [Phrase]
  }

  /// The response at every visit after baseline. New lesions count as in RECIST, from their first unequivocal sighting.
  public static func timePoints(_ course: TumourCourse, options: Options = Options()) -> [TimePoint] {
    let recist = RECIST.timePoints(course)
    guard let baseline = sum(course.baseline, course) else {
      return course.visits.map {
        TimePoint(
          visit: $0, sum: nil, density: nil, response: .notEvaluable,
          steps: [Phrase("no sum at baseline: NE", "keine Summe bei Baseline: NE")])
      }
    }
    var nadir = baseline
    return zip(course.visits, recist).map { visit, point in
      var reasons: [Phrase] = []
      let sum = sum(visit, course)
      let treated = course.targets.compactMap { lesion in
        course.treatment(of: lesion.id, before: visit).map {
          Phrase(same: "\(lesion.id) (") + $0.phrase + Phrase(same: ")")
        }
      }
      let (density, change) = density(visit, course, options.density)
      var response = judge(
        sum, baseline, options.progressionFrom == .nadir ? nadir : baseline, change, point,
        progressed: course.progressedTargets(visit), options, &reasons)
      // What was done to a target is no response of the therapy; that it grew all the same is progression.
      if !treated.isEmpty, response != .progressive, response != .notEvaluable {
        let who = treated.joined(separator: Phrase(", ", ", "))
        reasons = [
          Phrase(
            "treated locally: \(who), so that neither response nor stability is the therapy's: NE",
            "lokal behandelt: \(who); weder Ansprechen noch Stabilität ist der Therapie zuzuschreiben: NE")
        ]
        response = .notEvaluable
      }
      // A non-target that grew into a target is in the sum from then on, and was not before.
      let absorbed = course.absorbed(visit).map(\.id)
      if response == .progressive, !absorbed.isEmpty, !isProgressiveBesideSize(point, course, visit) {
        let who = absorbed.joined(separator: ", ")
        reasons.append(
          Phrase(
            "with \(who), which grew into a target and is not in the size at baseline: NE",
            "mit \(who), in eine Zielläsion hineingewachsen und nicht in der Größe bei Baseline: NE"))
        response = .notEvaluable
      }
      if let sum, treated.isEmpty { nadir = min(nadir, sum) }
      return TimePoint(visit: visit, sum: sum, density: density, response: response, steps: reasons)
    }
  }

  private static func judge(
    _ sum: Millimetres?, _ baseline: Millimetres, _ reference: Millimetres, _ change: DensityChange,
    _ point: TumourResponse.TimePoint, progressed: [String], _ options: Options, _ reasons: inout [Phrase]
  ) -> Response {
    switch point.newLesion {
    case .unequivocal(let lesions), .backDated(let lesions, _):
      reasons.append(
        Phrase(
          "new lesion \(lesions.joined(separator: ", ")): PD", "neue Läsion \(lesions.joined(separator: ", ")): PD"))
      return .progressive
    case .none, .equivocal: break
    }
    if !progressed.isEmpty {
      reasons.append(
        Phrase(
          "\(progressed.joined(separator: ", ")) not measured, but called unequivocally progressed: PD",
          "\(progressed.joined(separator: ", ")) nicht gemessen, aber eindeutig progredient genannt: PD"))
      return .progressive
    }
    if point.nonTarget == .progressive {
      reasons.append(
        Phrase("non-targets have unequivocally progressed: PD", "Nicht-Zielläsionen eindeutig progredient: PD"))
      return .progressive
    }
    if !point.reappeared.isEmpty {
      reasons.append(
        Phrase(
          "\(point.reappeared.joined(separator: ", ")) back after a complete response: PD",
          "\(point.reappeared.joined(separator: ", ")) nach kompletter Remission wieder da: PD"))
      return .progressive
    }
    guard let sum else {
      reasons.append(Phrase("not all targets were measured: NE", "nicht alle Zielläsionen gemessen: NE"))
      return .notEvaluable
    }
    if sum == .zero, point.nonTarget == nil || point.nonTarget == .complete {
      reasons.append(Phrase("all lesions gone: CR", "alle Läsionen verschwunden: CR"))
      return .complete
    }
    let size = percent(sum.number, baseline.number)
    let growth = percent(sum.number, reference.number)
    // Whole hundredths are compared across, so that exactly 10 % counts.
    let isSmaller = sum.hundredths * 10 <= baseline.hundredths * 9
    let isLarger = sum.hundredths * 10 >= reference.hundredths * 11
    let text =
      Phrase("size ", "Größe ") + Phrase(printed: Numbers.signed(size))
      + Phrase(" % from baseline, \(change.text)", " % gegenüber Baseline, \(change.text)")
    if isLarger, change.isLess == false {
      reasons.append(
        Phrase(
          "\(text), size \(Phrase(printed: Numbers.signed(growth))) % from \(options.progressionFrom.rawValue): 10 % larger, \(change.isMeasured ? "density not 15 % lower" : "no response by density"): PD",
          "\(text), Größe \(Phrase(printed: Numbers.signed(growth))) % gegenüber \(options.progressionFrom == .nadir ? "Nadir" : "Baseline"): 10 % größer, \(change.isMeasured ? "Dichte nicht 15 % niedriger" : "kein Ansprechen nach der Dichte"): PD"
        )
      )
      return .progressive
    }
    let isLess = change.isLess ?? false
    if options.needsBoth ? isSmaller && isLess : isSmaller || isLess {
      reasons.append(
        Phrase(
          "\(text): \(options.needsBoth ? "10 % smaller and 15 % less dense" : isSmaller ? "10 % smaller" : "15 % less dense"): PR",
          "\(text): \(options.needsBoth ? "10 % kleiner und 15 % weniger dicht" : isSmaller ? "10 % kleiner" : "15 % weniger dicht"): PR"
        )
      )
      return .partial
    }
    // Neither response nor stability by density; where both are needed and the size has not changed, density decides nothing.
    if change.isOpen, isLarger || isSmaller || !options.needsBoth {
      reasons.append(Phrase("\(text): NE by density", "\(text): NE nach der Dichte"))
      return .notEvaluable
    }
    reasons.append(Phrase("\(text): SD", "\(text): SD"))
    return .stable
  }

  /// Whether it is progression whatever the size of the targets is.
  private static func isProgressiveBesideSize(
    _ point: TumourResponse.TimePoint, _ course: TumourCourse, _ visit: TumourCourse.Visit
  ) -> Bool {
    point.newLesion.counts || point.nonTarget == .progressive || !point.reappeared.isEmpty
      || !course.progressedTargets(visit).isEmpty
  }

  private static func percent(_ value: Double, _ base: Double) -> Double { base == 0 ? 0 : (value - base) / base * 100 }

  private static func sum(_ visit: TumourCourse.Visit, _ course: TumourCourse) -> Millimetres? {
    var lengths = course.targetLengths(visit)
    // The scar of an ablation is no length of the tumour.
    for lesion in course.targets where course.treatment(of: lesion.id, before: visit)?.leavesLength == false {
      lengths[lesion.id] = nil
    }
    guard !course.targets.isEmpty, lengths.count == course.targets.count else { return nil }
    return lengths.values.reduce(.zero, +)
  }

  /// The density of a visit, and how it has changed since baseline: over the targets whose density is known at baseline, less those that are gone.
  /// Where one of the others has none now there is no density of the visit. What merged into a mass has the density of the mass.
  private static func density(
    _ visit: TumourCourse.Visit, _ course: TumourCourse, _ method: Options.Density
  ) -> (now: Double?, change: DensityChange) {
    func now(_ lesion: TumourCourse.Lesion) -> Double? {
      visit.densities[course.whole(of: lesion.id, visit) ?? lesion.id]
    }
    let known = chosen(course, method).filter { course.baseline.densities[$0.id] != nil }
    let there = known.filter { now($0) != nil || !course.isGone($0, visit) }
    guard !there.isEmpty else { return (nil, .unknown) }
    let lacking = there.filter { now($0) == nil }.map(\.id)
    guard lacking.isEmpty else { return (nil, .incomplete(lacking)) }
    let pairs = there.compactMap { lesion -> (baseline: Double, now: Double)? in
      guard let baseline = course.baseline.densities[lesion.id], let now = now(lesion) else { return nil }
      return (baseline, now)
    }
    return (pairs.reduce(0) { $0 + $1.now } / Double(pairs.count), DensityChange(pairs))
  }

  /// The targets whose densities count.
  private static func chosen(_ course: TumourCourse, _ method: Options.Density) -> [TumourCourse.Lesion] {
    switch method {
    case .mean: course.targets
    case .largest:
      // Of as long ones the first by name.
      course.targets.max { one, other in
        let first = course.baseline.states[one.id]?.length ?? .zero
        let second = course.baseline.states[other.id]?.length ?? .zero
        return first == second ? NaturalOrder.precedes(other.id, one.id) : first < second
      }.map { [$0] } ?? []
    }
  }
}
