// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain

/// What of one patient the tables and estimates of a cohort need: no record, no timeline and no trace.
public struct CohortEntry: Sendable, Hashable {
  /// The anchors at which this time starts: a line for advanced disease is a line too.
  public var anchors: [CohortOptions.Anchor]
  /// Whether time starts with a therapy.
  public var hasTherapy = false
  /// The drugs of that therapy as they are written.
  public var drugs: [String] = []
  /// Lines before that therapy.
  public var linesBefore: Int?
  /// The last performance status on or before the start, as a score.
  public var performanceStatus: String?
  /// Organs with metastases at the start; nil is one that nobody has named.
  public var metastases: [String?] = []
  /// Best response.
  public var best: BestResponse?
  /// Growth modulation index.
  public var growth: NumberBounds?
  /// Times by end point.
  public var times: [EndPoint: TimeToEvent] = [:]
  /// Progression-free survival by the rules that were not chosen, by their ids.
  public var byRule: [String: TimeToEvent] = [:]
  /// Whether response and progression are measured from lesions.
  public var isMeasured = false
  /// Whether lesions were followed under the therapy, whoever's judgement counts.
  public var isFollowed = false
  /// Who measured, where response is measured; nil for a reader without a name.
  public var reader: String?
  /// What a response must be read with, where its baseline was not measured in time.
  public var lateBaseline: Phrase?
  /// Whether the disease was assessed before the start; nil where the record shows no assessment then.
  public var hasBaseline: Bool?
  /// Visits that were judged after death or the data cut-off.
  public var visitsOutside: [Entry.ID] = []
  /// Why a complete response is in doubt.
  public var doubt: Phrase?
  /// The identifiers of the traces of best response, index and times; nil where there are none to point to.
  public var traces: Traces?

  /// The identifiers of traces.
  public struct Traces: Sendable, Hashable {
    /// Of the best response.
    public var best: String?
    /// Of the growth modulation index.
    public var growth: String?
    /// Of the times.
    public var times: [EndPoint: String]
  }

  /// An entry in which nothing is known.
  public init(anchors: [CohortOptions.Anchor]) { self.anchors = anchors }

  /// What is needed of a member.
  init(_ member: CohortMember, anchors: [CohortOptions.Anchor], choice: JudgementChoice) {
    self.anchors = anchors
    hasTherapy = member.therapy != nil
    drugs = member.therapy?.therapy.drugs ?? []
    linesBefore = member.therapy?.line.map { $0.value.number - 1 }
    performanceStatus = member.performanceStatus
    metastases = member.organsAtStart
    best = member.best?.value
    growth = member.growthIndex?.value
    times = member.times.mapValues(\.value)
    byRule = member.byRule
    isMeasured = member.isMeasured
    isFollowed = member.therapy.map { member.outcomes.areLesionsFollowed(under: $0.entry.id) } ?? false
    reader = member.lesions?.reader
    lateBaseline = member.isMeasured ? member.lesions?.baselineWords : nil
    hasBaseline = member.hasBaseline
    visitsOutside = member.visitsOutside
    doubt = member.doubt(isMaintenance: anchors.contains(.maintenance), choice)
    traces = Traces(
      best: member.best?.trace.id, growth: member.growthIndex?.trace.id, times: member.times.mapValues(\.trace.id))
  }
}

extension CohortMember {
  /// The last performance status that was certainly recorded on or before the start; nil without one.
  fileprivate var performanceStatus: String? {
    guard let start = therapy?.entry else { return nil }
    let timeline = outcomes.timeline
    let before = patient.entries.filter { entry in
      guard case .performanceStatus = entry.content else { return false }
      return [.before, .notAfter, .same].contains(timeline.order(of: entry.id, to: start.id))
    }
    guard case .performanceStatus(let status)? = timeline.sorted(before).last?.content else { return nil }
    return status.score.text
  }

  /// Organs of metastases at the start, each once; nil where no site is named.
  fileprivate var organsAtStart: [String?] {
    var seen: Set<Phrase?> = []
    return metastasesAtStart.flatMap { found -> [String?] in
      found.sites.isEmpty ? [nil] : found.bodySites.map(\.organ)
    }.filter { seen.insert($0.map { Phrase.organ($0) }).inserted }
  }

  /// Whose complete response as judged was followed by a visit that shows disease, and which.
  fileprivate func doubt(isMaintenance: Bool, _ choice: JudgementChoice) -> Phrase? {
    guard let therapy, !isMeasured else { return nil }
    let line = isMaintenance ? [therapy.entry.id] : therapy.line?.value.therapies ?? [therapy.entry.id]
    return outcomes.judgedVisits(of: line, choice).reappearances.first?.words
  }
}

/// What of one patient the tables and estimates of any cohort of the study need.
public struct SeriesEntry: Sendable, Hashable {
  /// The patient.
  public var id: Patient.ID
  /// Sex.
  public var sex: Sex?
  /// Age in years.
  public var age: Double?
  /// Whether the patient is of this age or older.
  public var isAgeAtLeast = false
  /// Arm of a trial.
  public var arm: String?
  /// Histology of the first diagnosis.
  public var histology: String?
  /// Its grade.
  public var grade: String?
  /// Its site.
  public var site: String?
  /// Its stage.
  public var stage: String?
  /// Its biomarkers.
  public var biomarkers: [String] = []
  /// Other diseases.
  public var comorbidity: [String] = []
  /// Values of the study's own fields.
  public var fields: [String: Field] = [:]
  /// Whether cells of tables were not understood.
  public var hasUnreadCells = false
  /// Whether progression is recorded anywhere in the course.
  public var recordsProgression = false
  /// The drugs of every therapy as they are written.
  public var treatments: [[String]] = []
  /// Who measured lesions or judged visits, by name.
  public var judges: Set<String> = []
  /// What cohorts need, for each start of time that the patient has.
  public var cohorts: [CohortEntry] = []

  /// A value of a field of the study's own.
  public struct Field: Sendable, Hashable {
    /// As it is read back.
    public var text: String
    /// The number, where it is one.
    public var number: Double?

    /// A value.
    public init(text: String, number: Double?) {
      self.text = text
      self.number = number
    }
  }

  /// A patient of whom nothing is known.
  public init(id: Patient.ID) { self.id = id }

  /// What is needed of a patient for cohorts of every anchor, by the rules of the options: what counts as an event, and whose responses count.
  public init(_ outcomes: PatientOutcomes, in study: Study, options: CohortOptions = CohortOptions()) {
    self.init(outcomes)
    var starts: [[CohortOptions.Anchor]] = [[.diagnosis], [.metastasis]]
    if !outcomes.maintenance.isEmpty { starts.append([.maintenance]) }
    starts += outcomes.lines.map { line in
      [.line(line.line.number)] + (line.line.numberInAdvancedDisease.map { [.advancedLine($0)] } ?? [])
    }
    let derivation = OutcomeDerivation(
      patient: outcomes.patient, study: study, timeline: outcomes.timeline, choice: options.judgement,
      lesionReaders: outcomes.lesionReaders)
    func entry(_ anchors: [CohortOptions.Anchor]) -> CohortEntry? {
      var own = options
      own.anchor = anchors[0]
      own.group = nil
      let member = try? CohortMember(
        outcomes, in: study, TreatmentNames(), own, derivation, otherRules: own.otherRules)
      var entry = member.map { CohortEntry($0, anchors: anchors, choice: options.judgement) }
      entry?.traces = nil
      return entry
    }
    for anchors in starts {
      guard let first = entry(anchors) else { continue }
      // The words of a contradiction name the anchor, which has two names.
      let isNamed = first.times.values.contains { !$0.isDetermined }
      cohorts += anchors.count > 1 && isNamed ? anchors.compactMap { entry([$0]) } : [first]
    }
  }

  /// What is needed of a patient whatever the cohort.
  init(_ outcomes: PatientOutcomes) {
    let patient = outcomes.patient
    let diagnosis = patient.diagnosis?.diagnosis
    id = patient.id
    sex = patient.sex.value
    age = patient.age.value?.number
    isAgeAtLeast = patient.age.value?.isAtLeast ?? false
    arm = patient.arm.value
    histology = diagnosis?.histology
    grade = diagnosis.flatMap { $0.grade.value ?? $0.gradeInWords.value }
    site = diagnosis?.site.value
    stage = diagnosis?.stage.value
    biomarkers = diagnosis?.biomarkers ?? []
    comorbidity = patient.comorbidity
    fields = patient.fields.compactMapValues { recorded in
      recorded.value.map { Field(text: $0.text, number: $0.number) }
    }
    hasUnreadCells = !patient.unreadCells.isEmpty
    recordsProgression = outcomes.recordsProgression
    treatments = patient.therapies.map(\.therapy.drugs)
    judges = Set(
      outcomes.lesionReaders.compactMap(\.self)
        + patient.assessments.compactMap { $0.assessment.judgedBy.value })
  }
}

extension CohortOptions {
  /// The rules under which progression-free survival is shown beside the chosen one; nil is the study's own.
  var otherRules: [CensoringRule?] {
    ([nil] + CensoringRule.all.map(Optional.some)).filter { $0 != rule }
  }
}
