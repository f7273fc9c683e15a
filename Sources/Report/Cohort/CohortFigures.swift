// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
public import Drawing
public import Figures
public import Outcomes
import Plain
import Statistics
import TumourResponse

/// The figures of a cohort, each with its data.
public struct CohortFigures: Sendable {
  let cohort: CohortOutcomes
  /// Every member's lesions under the therapy of the anchor, with the time points under it.
  let measured: [(member: CohortOutcomes.Member, course: TumourCourse, points: [JudgedPoint])]

  /// The figures of a cohort.
  public init(_ cohort: CohortOutcomes) {
    self.cohort = cohort
    measured = cohort.members.compactMap { member in
      member.lesions.map { lesions in
        let points = cohort.options.judgement.criteria.judge(lesions.course)
        return (member, lesions.course, points.filter { lesions.isUnder($0.point.date) ?? true })
      }
    }
  }

  /// All figures for which there are data.
  ///
  /// - Parameters:
  ///   - options: size and colours.
  ///   - withSwimmer: whether the swimmer plot is one of them; a report has one of its own.
  public func all(options: FigureOptions = FigureOptions(), withSwimmer: Bool = true) -> [ReportFigure] {
    func figure(_ name: String, _ caption: String, _ scene: Scene?, _ csv: [[CSVField]]?) -> ReportFigure? {
      guard let scene, let csv else { return nil }
      return ReportFigure(name: "figure-\(name)", caption: caption, scene: scene, csv: CSV.text(csv))
    }
    let anchor = cohort.options.anchor.words
    let curves = [EndPoint.progressionFree, .survival].map { endPoint in
      let plot = survival(endPoint)
      return figure(
        endPoint.rawValue.lowercased(), "\(endPoint.name) from \(anchor).", plot?.scene(options), plot?.csv)
    }
    let (waterfall, spider, heatStrip) = (waterfall, spider, heatStrip)
    let (transitions, forest) = (transitions, forest)
    let others = [
      figure(
        "waterfall", "Best change of the sum of target lesions from baseline (RECIST 1.1).",
        waterfall?.scene(options), waterfall?.csv),
      figure(
        "spider", "Change of the sum of target lesions over time (RECIST 1.1).", spider?.scene(options), spider?.csv),
      figure("responses", "Response at each visit since \(anchor).", heatStrip?.scene(options), heatStrip?.csv),
      figure(
        "lines", "Systemic therapies in the order of lines, and where the courses ended.", transitions?.scene(options),
        transitions?.csv),
      figure(
        "comparators", "Objective response of this cohort beside published arms; nothing is pooled.",
        forest?.scene(options), forest?.csv),
    ]
    return (curves + [withSwimmer ? swimmer(options) : nil] + others).compactMap(\.self)
  }

  /// The courses in order of duration with how long responses held; nil without a response, or for more lanes than make a picture.
  private func swimmer(_ options: FigureOptions) -> ReportFigure? {
    guard cohort.members.count <= 300, cohort.members.contains(where: { $0.best != nil }) else { return nil }
    var swimmer = CourseFigureOptions(
      anchor: cohort.options.anchor == .maintenance ? .maintenance : .diagnosis, order: .duration,
      widthMillimetres: options.widthMillimetres, linkPrefix: nil)
    swimmer.showsResponses = true
    let plot = SwimmerPlot(cohort.outcomes)
    return ReportFigure(
      name: "figure-swimmer-responses", caption: plot.caption(swimmer),
      scene: plot.scene(swimmer), csv: CohortTables.times(cohort).csv)
  }

  // MARK: survival

  /// Curves that can be told apart in one figure, in colour and without.
  static let mostCurves = 4

  /// Why no curves are drawn of a cohort whose patients are compared; nil where they are.
  public static func refusal(_ cohort: CohortOutcomes) -> String? {
    cohort.groups.count > mostCurves
      ? "Curves are not drawn: of \(cohort.groups.count) groups no more than \(mostCurves) can be told apart in a figure."
      : nil
  }

  /// Curves of an end point: of each group where patients are compared, else of the cohort; nil without times, and for more groups than can be told
  /// apart (``refusal(_:)``).
  public func survival(_ endPoint: EndPoint) -> SurvivalPlot? {
    guard Self.refusal(cohort) == nil else { return nil }
    let groups: [String?] = cohort.groups.isEmpty ? [nil] : cohort.groups.map(Optional.some)
    let estimates = groups.compactMap { cohort.estimate(endPoint, group: $0) }
    guard !estimates.isEmpty else { return nil }
    let end = estimates.flatMap(\.times).map { ($0.length.upper ?? $0.length.lower)?.months ?? 0 }.max() ?? 0
    guard end > 0 else { return nil }
    let riskTimes = SurvivalPlot.riskTimes(upTo: end)
    let level = CohortTables.percent(cohort.options.level)
    return SurvivalPlot(
      curves: estimates.map { curve($0, riskTimes) },
      timeTitle: "Months since \(cohort.options.anchor.words)", valueTitle: "\(endPoint.name), %", riskTimes: riskTimes,
      bandTitle: "\(level)\u{A0}% interval (\(cohort.options.scale.rawValue))",
      notes: [
        "\(estimates[0].curve.name). Medians with \(level) % \(cohort.options.scale.rawValue) intervals; n.r.: not reached."
      ])
  }

  private func curve(_ estimate: SurvivalEstimate, _ riskTimes: [Double]) -> SurvivalPlot.Curve {
    let observations = estimate.times.map { $0.observation(cohort.options.uncertainty) }
    let censored = observations.filter { !$0.right.isFinite }.map(\.left)
    let drawn: SurvivalPlot.Estimate =
      switch estimate.curve {
      case .kaplanMeier(let curve):
        .steps(
          curve.steps.filter { $0.events > 0 }.map { step in
            let limits = curve.interval(step, scale: estimate.scale, level: estimate.level)
            return .init(time: step.time, survival: step.survival, lower: limits.lower, upper: limits.upper)
          })
      case .turnbull(let curve):
        .intervals(
          curve.cells.filter { $0.right.isFinite }.map {
            .init(start: $0.left, end: $0.right, survival: $0.survivalAfter)
          })
      }
    return SurvivalPlot.Curve(
      name: estimate.group ?? "All patients", detail: "median \(Table.Cell.quantile(estimate.quantile(0.5)).text) mo",
      estimate: drawn,
      censored: censored.sorted(),
      risk: riskTimes.map { time in
        SurvivalPlot.Risk(
          // Known to be followed and free up to here: the surely-at-risk of uncertain times.
          atRisk: observations.filter { $0.left >= time }.count, censored: censored.filter { $0 < time }.count)
      },
      end: observations.map { $0.right.isFinite ? $0.right : $0.left }.max())
  }

  // MARK: lesions

  /// Best change of the sum of targets; nil without measured lesions.
  public var waterfall: WaterfallPlot? {
    guard !measured.isEmpty else { return nil }
    return WaterfallPlot(
      bars: measured.map { member, course, points in
        // Nothing after the first progression, nor what another therapy may have brought.
        let counted = Self.upToProgression(points).filter { member.lesions?.isUnder($0.point.date) == true }
        let change = counted.compactMap(\.point.percentFromBaseline).min()
        let hasNew = counted.contains { $0.point.newLesion.counts }
        return .init(
          patient: member.patient.id, change: change, best: Self.best(member), hasNewLesion: hasNew,
          unavailable: counted.isEmpty
            ? "has no measurement after baseline"
            : (Self.baselineSum(course) ?? 0) > 0
              ? "has no complete sum after baseline" : "has no baseline sum to compare with")
      }
        + cohort.members.filter { !$0.patient.lesions.isEmpty && $0.lesions == nil && $0.therapy != nil }.map {
          member in
          .init(
            patient: member.patient.id, change: nil, best: Self.best(member),
            unavailable: "has no measurement after baseline")
        },
      notes: ["Best change up to the first progression; best response \(whose)."] + late)
  }

  /// The sum of the targets at baseline as far as they have a size; nil without any.
  private static func baselineSum(_ course: TumourCourse) -> Double? {
    RECIST.timePoints(course).first?.baselineSum.map { Double($0.number) }
  }

  private static func upToProgression(_ points: [JudgedPoint]) -> [JudgedPoint] {
    guard let first = points.firstIndex(where: { $0.response == .progressive }) else { return points }
    return Array(points[...first])
  }

  /// Change of the sum over time; nil without measured lesions.
  public var spider: SpiderPlot? {
    guard !measured.isEmpty else { return nil }
    return SpiderPlot(
      lines: measured.map { member, course, points in
        .init(
          patient: member.patient.id, best: Self.best(member),
          assessments: [.init(time: 0, change: 0)]
            + points.compactMap { point in
              guard let change = point.point.percentFromBaseline else { return nil }
              return .init(
                time: TimeLength.days(point.point.date.number - course.baseline.date.number).months, change: change,
                isProgression: point.response == .progressive, hasNewLesion: point.point.newLesion.counts)
            })
      },
      timeTitle: "Months since baseline")
  }

  private static func best(_ member: CohortOutcomes.Member) -> Response { member.best?.value.response ?? .notEvaluable }

  /// Whose best responses are shown: those of the tables.
  private var whose: String {
    cohort.options.responses == .measured
      ? "by \(cohort.options.judgement.criteria.name), not confirmed, SD from 6 weeks" : "as judged by the source"
  }

  /// Baselines that were not measured in time.
  private var late: [String] {
    let marks = measured.compactMap { measured in
      measured.member.lesions?.baselineMark.map { "\(measured.member.patient.id): \($0)" }
    }
    return marks.isEmpty ? [] : [marks.joined(separator: "; ") + "."]
  }

  /// Response at each visit, by the judgement that the tables count; nil without visits.
  public var heatStrip: ResponseHeatStrip? {
    let rows = cohort.members.map { member in
      var cells: [ResponseHeatStrip.Cell?] = member.visits.map { $0.map { .response($0) } }
      if member.patient.death != nil, !cells.isEmpty { cells.append(.death) }
      return ResponseHeatStrip.Row(patient: member.patient.id, best: member.best?.value.response, cells: cells)
    }
    let width = rows.map(\.cells.count).max() ?? 0
    guard width > 0 else { return nil }
    return ResponseHeatStrip(
      columns: (1...width).map { "\($0)" }, columnTitle: "Visit in order", rows: rows,
      notes: [CohortTables.judgement(cohort)])
  }

  // MARK: lines

  /// Drugs from line to line; maintenance stands with the line it continues. nil without therapies.
  public var transitions: TransitionPlot? {
    let members = cohort.members.map(\.outcomes)
    let width = members.map(\.lines.count).max() ?? 0
    guard width > 0 else { return nil }
    return TransitionPlot(
      columns: (1...width).map { "Line \($0)" },
      paths: members.map { outcome in
        TransitionPlot.Path(
          steps: outcome.lines.map { Optional($0.line.name) }, end: outcome.patient.death == nil ? .alive : .dead)
      }, notes: ["→ maintenance that continues its line. Alive: at last contact or the data cut-off."])
  }

  // MARK: comparators

  /// Objective response beside published arms; nil without arms that report it.
  public var forest: ForestPlot? {
    let arms = cohort.publishedArms.filter { $0.arm.endpoint == .response }
    let own = cohort.objectiveResponse
    guard !arms.isEmpty, own.total > 0, cohort.members.contains(where: { $0.best != nil }) else { return nil }
    let options = cohort.options
    let ours = ForestPlot.Row(
      label: "From \(options.anchor.words)", count: own.total, events: Self.words(own.yes...own.yes + own.undecided),
      estimate: own.share(undecidedAsYes: false).map { $0 * 100 },
      lower: own.interval(undecidedAsYes: false)?.lower.map { $0 * 100 },
      upper: own.interval(undecidedAsYes: true)?.upper.map { $0 * 100 }, isEmphasised: true)
    let level = CohortTables.percent(options.level)
    return ForestPlot(
      entries: [.heading("This cohort"), .row(ours), .heading("Published arms")]
        + arms.enumerated().map { .row(Self.row($1, key: "\($0 + 1)")) },
      labelTitle: "Arm", eventsTitle: "CR + PR", estimateTitle: "% (\(level) % interval)",
      axisTitle: "Objective response, %",
      notes: arms.enumerated().map { "\($0 + 1) \($1.arm.source)" } + [
        "\(options.proportion.rawValue) \(level) % intervals; nothing is pooled."
      ])
  }

  private static func row(_ published: PublishedArm, key: String) -> ForestPlot.Row {
    let arm = published.arm
    let events =
      switch published.events {
      case .among(let events): words(events)
      case .notAttainable: "?"
      case .notStated: "not stated"
      }
    guard let count = arm.count, published.unavailable == nil else {
      return .init(label: arm.name, count: arm.count, events: events, keys: key, unavailable: published.unavailable)
    }
    return .init(
      label: arm.name, count: count, events: events,
      estimate: arm.rate?.percent ?? arm.events.map { Double($0) / Double(count) * 100 },
      lower: published.interval?.lower.map { $0 * 100 }, upper: published.interval?.upper.map { $0 * 100 }, keys: key)
  }

  private static func words(_ counts: ClosedRange<Int>) -> String {
    counts.count == 1 ? "\(counts.lowerBound)" : "\(counts.lowerBound)–\(counts.upperBound)"
  }
}
