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
public enum CohortFigures {
  /// A figure with the data that it draws.
  public struct Figure: Sendable {
    /// Name of its files.
    public var name: String
    /// Caption.
    public var caption: String
    /// What is drawn.
    public var scene: Scene
    /// Its data as CSV.
    public var csv: String
  }

  /// All figures for which there are data.
  public static func all(
    _ cohort: CohortOutcomes, _ outcomes: StudyOutcomes, options: FigureOptions = FigureOptions()
  ) -> [Figure] {
    var figures: [Figure] = []
    for endPoint in [EndPoint.progressionFree, .survival] {
      if let plot = survival(cohort, endPoint) {
        figures.append(
          Figure(
            name: "figure-\(endPoint.rawValue.lowercased())",
            caption: "\(endPoint.name) from \(cohort.options.anchor.words).", scene: plot.scene(options),
            csv: CSV.text(plot.csv)))
      }
    }
    if cohort.members.count <= 300, cohort.members.contains(where: { $0.best != nil }) {
      var swimmer = CourseFigureOptions(
        anchor: cohort.options.anchor == .maintenance ? .maintenance : .diagnosis, order: .duration,
        widthMillimetres: options.widthMillimetres, linkPrefix: nil)
      swimmer.showsResponses = true
      figures.append(
        Figure(
          name: "figure-swimmer-responses", caption: SwimmerPlot(outcomes).caption(swimmer),
          scene: SwimmerPlot(outcomes).scene(swimmer), csv: CohortTables.times(cohort).csv))
    }
    if let plot = waterfall(cohort, outcomes) {
      figures.append(
        Figure(
          name: "figure-waterfall", caption: "Best change of the sum of target lesions from baseline (RECIST 1.1).",
          scene: plot.scene(options), csv: CSV.text(plot.csv)))
    }
    if let plot = spider(cohort, outcomes) {
      figures.append(
        Figure(
          name: "figure-spider", caption: "Change of the sum of target lesions over time (RECIST 1.1).",
          scene: plot.scene(options), csv: CSV.text(plot.csv)))
    }
    if let plot = heatStrip(cohort, outcomes) {
      figures.append(
        Figure(
          name: "figure-responses", caption: "Response at each visit since \(cohort.options.anchor.words).",
          scene: plot.scene(options), csv: CSV.text(plot.csv)))
    }
    if let plot = transitions(cohort, outcomes) {
      figures.append(
        Figure(
          name: "figure-lines", caption: "Systemic therapies in the order of lines, and where the courses ended.",
          scene: plot.scene(options), csv: CSV.text(plot.csv)))
    }
    if let plot = forest(cohort) {
      figures.append(
        Figure(
          name: "figure-comparators",
          caption: "Objective response of this cohort beside published arms; nothing is pooled.",
          scene: plot.scene(options), csv: CSV.text(plot.csv)))
    }
    return figures
  }

  // MARK: survival

  /// Curves of an end point: of the groups if there are two to four, else of the cohort; nil without times.
  public static func survival(_ cohort: CohortOutcomes, _ endPoint: EndPoint) -> SurvivalPlot? {
    let groups: [String?] = (2...4).contains(cohort.groups.count) ? cohort.groups.map(Optional.some) : [nil]
    let estimates = groups.compactMap { cohort.estimate(endPoint, group: $0) }
    guard !estimates.isEmpty else { return nil }
    let end = estimates.flatMap(\.times).map { ($0.length.upper ?? $0.length.lower)?.months ?? 0 }.max() ?? 0
    guard end > 0 else { return nil }
    let riskTimes = SurvivalPlot.riskTimes(upTo: end)
    let level = Numbers.text(cohort.options.level * 100)
    return SurvivalPlot(
      curves: estimates.map { curve($0, riskTimes, cohort.options.uncertainty) },
      timeTitle: "Months since \(cohort.options.anchor.words)", valueTitle: "\(endPoint.name), %", riskTimes: riskTimes,
      bandTitle: "\(level)\u{A0}% interval (\(cohort.options.scale.rawValue))",
      notes: [
        "\(estimates[0].curve.name). Medians with \(level) % \(cohort.options.scale.rawValue) intervals; n.r.: not reached."
      ])
  }

  private static func curve(
    _ estimate: SurvivalEstimate, _ riskTimes: [Double], _ uncertainty: CohortOptions.Uncertainty
  ) -> SurvivalPlot.Curve {
    let observations = estimate.times.map { $0.observation(uncertainty) }
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
      name: estimate.group ?? "All patients", detail: "median \(estimate.quantile(0.5).text) mo", estimate: drawn,
      censored: censored.sorted(),
      risk: riskTimes.map { time in
        SurvivalPlot.Risk(
          // Known to be followed and free up to here: the surely-at-risk of uncertain times.
          atRisk: observations.filter { $0.left >= time }.count, censored: censored.filter { $0 < time }.count)
      },
      end: observations.map { $0.right.isFinite ? $0.right : $0.left }.max())
  }

  // MARK: lesions

  /// Every member's course of lesions under the therapy of the anchor, by the first reader, with its time points by RECIST 1.1.
  static func measured(
    _ cohort: CohortOutcomes, _ outcomes: StudyOutcomes
  ) -> [(id: Patient.ID, course: TumourCourse, points: [TimePoint])] {
    cohort.members.compactMap { member in
      // Lesions that belong to another therapy than the one that time starts with say nothing here.
      guard let outcome = outcomes.patient(member.patient.id), let therapy = member.therapy?.entry.id,
        outcome.lesionsBelong(to: therapy),
        let course = outcome.tumourCourse(reader: outcome.lesionReaders.first ?? nil)
      else { return nil }
      let points = RECIST.timePoints(course)
      return points.isEmpty ? nil : (member.patient.id, course, points)
    }
  }

  private static func best(_ points: [TimePoint], _ course: TumourCourse) -> Response {
    let visits = points.map(\.visit)
    return BestResponseRule().best(visits, reference: course.baseline.date).response ?? .notEvaluable
  }

  /// Best change of the sum of targets; nil without measured lesions.
  public static func waterfall(_ cohort: CohortOutcomes, _ outcomes: StudyOutcomes) -> WaterfallPlot? {
    let all = measured(cohort, outcomes)
    guard !all.isEmpty else { return nil }
    return WaterfallPlot(
      bars: all.map { id, course, points in
        // Nothing after the first progression: another therapy may have begun.
        let counted = upToProgression(points)
        let change = counted.compactMap(\.percentFromBaseline).min()
        let hasNew = counted.contains { $0.newLesion.counts }
        return .init(patient: id, change: change, best: best(points, course), hasNewLesion: hasNew)
      },
      notes: ["Best change up to the first progression; best response by RECIST 1.1, not confirmed, SD from 6 weeks."])
  }

  static func upToProgression(_ points: [TimePoint]) -> [TimePoint] {
    guard let first = points.firstIndex(where: { $0.overall == .progressive }) else { return points }
    return Array(points[...first])
  }

  /// Change of the sum over time; nil without measured lesions.
  public static func spider(_ cohort: CohortOutcomes, _ outcomes: StudyOutcomes) -> SpiderPlot? {
    let all = measured(cohort, outcomes)
    guard !all.isEmpty else { return nil }
    return SpiderPlot(
      lines: all.map { id, course, points in
        .init(
          patient: id, best: best(points, course),
          assessments: [.init(time: 0, change: 0)]
            + points.compactMap { point in
              guard let change = point.percentFromBaseline else { return nil }
              return .init(
                time: Double(point.date.number - course.baseline.date.number) / 30.4375, change: change,
                isProgression: point.overall == .progressive, hasNewLesion: point.newLesion.counts)
            })
      },
      timeTitle: "Months since baseline")
  }

  /// Response at each visit: measured where there are lesions, else as judged; nil without visits.
  public static func heatStrip(_ cohort: CohortOutcomes, _ outcomes: StudyOutcomes) -> ResponseHeatStrip? {
    let measured = Dictionary(self.measured(cohort, outcomes).map { ($0.id, $0.points) }) { first, _ in first }
    var rows: [ResponseHeatStrip.Row] = []
    for member in cohort.members {
      var cells: [ResponseHeatStrip.Cell?]
      if let points = measured[member.patient.id] {
        cells = points.map { .response($0.overall) }
      } else {
        cells = visits(member, isMaintenance: cohort.options.anchor == .maintenance).map {
          $0.map { .response($0) }
        }
      }
      if member.patient.death != nil, !cells.isEmpty { cells.append(.death) }
      rows.append(.init(patient: member.patient.id, best: member.best?.value.response, cells: cells))
    }
    let width = rows.map(\.cells.count).max() ?? 0
    guard width > 0 else { return nil }
    return ResponseHeatStrip(
      columns: (1...width).map { "\($0)" }, columnTitle: "Visit in order", rows: rows,
      notes: ["Measured by RECIST 1.1 where lesions are recorded, else as judged by the source."])
  }

  /// Judged visits of the therapy of the anchor (of a line: with what continues it), in the order of the record.
  private static func visits(_ member: CohortOutcomes.Member, isMaintenance: Bool) -> [Response?] {
    guard let therapy = member.therapy else { return [] }
    let line = isMaintenance ? [therapy.entry.id] : Set(therapy.line.value.therapies)
    var current: Entry.ID?
    var responses: [Response?] = []
    for entry in member.patient.entries {
      switch entry.content {
      case .therapy: current = entry.id
      case .assessment(let assessment):
        guard let judged = assessment.of ?? current, line.contains(judged) else { continue }
        responses.append(assessment.response.value)
      default: continue
      }
    }
    return responses
  }

  // MARK: lines

  /// Drugs from line to line; maintenance stands with the line it continues. nil without therapies.
  public static func transitions(_ cohort: CohortOutcomes, _ outcomes: StudyOutcomes) -> TransitionPlot? {
    let members = cohort.members.compactMap { outcomes.patient($0.patient.id) }
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
  public static func forest(_ cohort: CohortOutcomes) -> ForestPlot? {
    let arms = cohort.study.comparators.filter { $0.endpoint == .response }
    let own = cohort.objectiveResponse
    guard !arms.isEmpty, own.total > 0, cohort.members.contains(where: { $0.best != nil }) else { return nil }
    let options = cohort.options
    var entries: [ForestPlot.Entry] = [.heading("This cohort")]
    let low = own.interval(undecidedAsYes: false)
    let high = own.interval(undecidedAsYes: true)
    entries.append(
      .row(
        .init(
          label: "From \(options.anchor.words)", count: own.total,
          events: own.undecided == 0 ? "\(own.yes)" : "\(own.yes)–\(own.yes + own.undecided)",
          estimate: own.share(undecidedAsYes: false).map { $0 * 100 }, lower: low?.lower.map { $0 * 100 },
          upper: high?.upper.map { $0 * 100 }, isEmphasised: true)))
    entries.append(.heading("Published arms"))
    var notes: [String] = []
    for (index, arm) in arms.enumerated() {
      let key = "\(index + 1)"
      notes.append("\(key) \(arm.source)")
      let limits = arm.possibleEvents.flatMap { events in
        arm.count.map { count in
          (
            options.proportion.interval(successes: events.lowerBound, trials: count, level: options.level)?.lower,
            options.proportion.interval(successes: events.upperBound, trials: count, level: options.level)?.upper
          )
        }
      }
      let why: String? =
        arm.isUnattainable
        ? "\(arm.rate.map { Numbers.text($0.percent, decimals: $0.decimals) } ?? "") % of \(arm.count ?? 0) is not attainable"
        : arm.count == nil
          ? "\(arm.rate.map { Numbers.text($0.percent, decimals: $0.decimals) + " %" } ?? "rate"), n not stated" : nil
      entries.append(
        .row(
          .init(
            label: arm.name, count: arm.count,
            events: CohortTables.events(arm) == "not attainable" ? "?" : CohortTables.events(arm),
            estimate: why == nil
              ? arm.rate?.percent
                ?? arm.events.flatMap { events in arm.count.map { Double(events) / Double($0) * 100 } } : nil,
            lower: why == nil ? limits?.0.map { $0 * 100 } : nil, upper: why == nil ? limits?.1.map { $0 * 100 } : nil,
            keys: key, unavailable: why)))
    }
    notes.append("\(options.proportion.rawValue) \(Numbers.text(options.level * 100)) % intervals; nothing is pooled.")
    return ForestPlot(
      entries: entries, labelTitle: "Arm", eventsTitle: "CR + PR",
      estimateTitle: "% (\(Numbers.text(options.level * 100)) % interval)", axisTitle: "Objective response, %",
      notes: notes)
  }
}
