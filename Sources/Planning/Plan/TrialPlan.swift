// SPDX-License-Identifier: Apache-2.0

import Course
public import Outcomes
import Plain
import Report
public import Trials

/// A trial as it is planned: what was stated, what the series and the published arms show, and the design that follows.
///
/// It holds no patient: of the record there are numbers over all of them.
public struct TrialPlan: Sendable, Hashable {
  /// The version of the program that made it.
  public var version: String
  /// The series that it begins with.
  public var series: Series
  /// What was stated.
  public var question: TrialQuestion
  /// What the design rests on, stated or not.
  public var assumptions: [Assumption]
  /// What the series shows.
  public var shown: [Assumption]
  /// What published arms state.
  public var comparators: [Assumption]
  /// Conflicts between the series and published arms.
  public var conflicts: [Conflict]
  /// The design of one arm in two stages; nil where no rates are stated, or where it is of another kind.
  public var design: PlannedDesign?
  /// The design of another kind; nil where not everything is stated, or where it is of two stages.
  public var further: FurtherDesign?

  /// Patients of the design in all; nil where there is none.
  public var size: Int? { design?.design.size ?? further?.size }
  /// Bounds for toxicity, of whichever design.
  var toxicity: PlannedDesign.Toxicity? { design?.toxicity ?? further?.toxicity }
  /// Patients who begin induction, of whichever design.
  var induction: PlannedDesign.Induction? { design?.induction ?? further?.induction }
  /// Whether the scans that are stated keep the level, of whichever design.
  var keepsLevel: Bool { design?.keepsLevel ?? further?.keepsLevel ?? true }

  /// The series.
  public struct Series: Sendable, Hashable {
    /// Its folder as a command line names it.
    public var folder: String
    /// Its title.
    public var title: String
    /// How it is cited, where the record says it.
    public var citation: String?
    /// Its patients.
    public var patients: Int
    /// Those who had maintenance.
    public var members: Int

    /// A series.
    public init(folder: String, title: String, citation: String?, patients: Int, members: Int) {
      self.folder = folder
      self.title = title
      self.citation = citation
      self.patients = patients
      self.members = members
    }
  }

  /// A comparison of the series with an arm, without what it was computed from.
  public struct Conflict: Sendable, Hashable {
    /// The arm and its end point.
    public var comparison: String
    /// Patients with the event, between bounds; nil where nothing is compared.
    public var seen: ClosedRange<Int>?
    /// p between its bounds; nil where it is not determined.
    public var pValue: ClosedRange<Double>?
    /// What it says, or why nothing.
    public var verdict: String
    /// The source of the arm.
    public var source: String

    /// A comparison.
    public init(
      comparison: String, seen: ClosedRange<Int>?, pValue: ClosedRange<Double>?, verdict: String, source: String
    ) {
      self.comparison = comparison
      self.seen = seen
      self.pValue = pValue
      self.verdict = verdict
      self.source = source
    }
  }

  /// A plan of its parts.
  public init(
    version: String, series: Series, question: TrialQuestion, assumptions: [Assumption], shown: [Assumption],
    comparators: [Assumption], conflicts: [Conflict], design: PlannedDesign?, further: FurtherDesign? = nil
  ) {
    self.version = version
    self.series = series
    self.question = question
    self.assumptions = assumptions
    self.shown = shown
    self.comparators = comparators
    self.conflicts = conflicts
    self.design = design
    self.further = further
  }

  /// The plan that a series and a question lead to. Throws where what is stated makes no design.
  ///
  /// - Parameters:
  ///   - outcomes: what was derived of the study.
  ///   - question: what was stated.
  ///   - folder: the folder of the study, as a command line names it.
  public init(_ outcomes: StudyOutcomes, _ question: TrialQuestion, folder: String) throws(DesignProblem) {
    let rule = AloneRule(null: question.null, alternative: question.alternative)
    let series = SeriesReading(outcomes, landmark: question.landmark?.value, rule: rule)
    let comparators = ComparatorReading(outcomes.study, rule: rule)
    let question = try question.withControl(of: comparators.assumptions)
    self.init(
      version: ReportInfo.version,
      series: Series(
        folder: folder, title: outcomes.study.title, citation: outcomes.study.citation.value, patients: series.patients,
        members: series.members),
      question: question, assumptions: PlanAssumptions(question, series, comparators).all, shown: series.assumptions,
      comparators: comparators.assumptions,
      conflicts: PriorConflict.all(series, comparators).map {
        Conflict(
          comparison: $0.comparison, seen: $0.seen, pValue: $0.pValue, verdict: $0.verdict, source: $0.source)
      }, design: try PlannedDesign.make(question), further: try FurtherDesign.make(question))
  }

  /// What the series shows of the end point that is asked about: freedom from progression at the landmark, the median, or the index; nil without a landmark where it counts.
  public var endpointShown: Assumption? {
    let id: Assumption.ID?
    switch question.design {
    case .twoStage, .singleStage, .milestone:
      id = question.landmark.map { SeriesReading.id(progressionFreeAt: $0.value) }
    case .oneSample, .randomised: id = "pfs-median"
    case .growthModulation: id = "growth-modulation"
    }
    return id.flatMap { id in shown.first { $0.id == id } }
  }

  /// What is not determined and has to be given, each with its option.
  public var open: [(assumption: Assumption, option: String)] {
    assumptions.compactMap { assumption in
      switch assumption.standing {
      case .notDetermined(_, let option?), .proposedBy(_, let option): (assumption, option)
      default: nil
      }
    }
  }

  /// The plan without where the records stand: what is written for others names no patient.
  public var withoutRecords: TrialPlan {
    var plan = self
    func bare(_ all: [Assumption]) -> [Assumption] {
      all.map { assumption in
        var assumption = assumption
        assumption.records = []
        return assumption
      }
    }
    plan.assumptions = bare(assumptions)
    plan.shown = bare(shown)
    plan.comparators = bare(comparators)
    return plan
  }

  /// What the series says, in a sentence that a reader must not miss.
  public var caution: String {
    guard series.members > 0 else {
      return series.patients == 0
        ? "The study has no patient: it proposes nothing."
        : "No patient of the study has maintenance: it proposes nothing."
    }
    let rule = AloneRule(null: question.null, alternative: question.alternative)
    let points = Numbers.text(rule.difference * 100, decimals: 1)
    let needed =
      rule.patientsNeeded.map { "; \($0) patients have an interval of \(points) points or less whatever is seen" } ?? ""
    let proposes = shown.contains { $0.standing == .proposed }
    let isOne = series.members == 1
    let count = "\(series.members) \(isOne ? "patient" : "patients")"
    let chosen = "Who was treated and reported was chosen"
    return
      (proposes
      ? "\(count): a number is proposed where its exact interval is no wider than \(points) points, \(rule.reason). \(chosen); a trial asks for others."
      : "\(count) \(isOne ? "proposes" : "propose") nothing alone: every exact interval is wider than \(points) points, \(rule.reason)\(needed). \(chosen), and of how many is not stated: what is shown is no rate of what others would have.")
      + (kinds.isEmpty
        ? ""
        : " Maintenance was not of one kind: \(kinds.joined(separator: "; ")). What is shown of all of them together is of none of them.")
  }

  /// Keys of the shares of drugs, where maintenance was of several.
  static let drugsKey = "maintenance-drugs-"

  /// `maintenance with gemcitabine, 3 of 6`: where maintenance was not of one kind.
  private var kinds: [String] {
    shown.filter { $0.id.hasPrefix(Self.drugsKey) }.map { kind in
      let counts = kind.remark.prefix { $0 != ";" }
      return "\(kind.quantity)" + (counts.isEmpty ? "" : ", \(counts)")
    }
  }
}
