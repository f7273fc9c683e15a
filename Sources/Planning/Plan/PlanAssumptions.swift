// SPDX-License-Identifier: Apache-2.0

import Plain
import Trials

/// What a design rests on: each number as it was stated, or what the series and the published arms propose, or that nobody says it.
struct PlanAssumptions {
  let question: TrialQuestion
  let series: SeriesReading
  let comparators: ComparatorReading

  init(_ question: TrialQuestion, _ series: SeriesReading, _ comparators: ComparatorReading) {
    self.question = question
    self.series = series
    self.comparators = comparators
  }

  var all: [Assumption] {
    let power = question.design.hasControl ? "power at the hazard ratio" : "power at the rate worth going on with"
    let errors = [
      given("alpha", "one-sided level", .share, question.alpha, TrialQuestion.conventionalAlpha),
      given("power", power, .share, question.power, TrialQuestion.conventionalPower),
    ]
    let rest = [scans] + (question.design.fields.contains(.deaths) ? [deaths] : []) + [perMonth, eligible]
    return own + errors + times + rest + toxicity + [regimen, dropout]
  }

  /// What the design of a kind is computed from.
  private var own: [Assumption] {
    switch question.design {
    case .twoStage, .singleStage, .milestone: [landmark] + rates
    case .oneSample: [median, historicalEvents, hazardRatio]
    case .randomised:
      [median, hazardRatio, given("allocation", "treated patients for one control", .ratio, question.allocation, 1)]
    case .growthModulation:
      [
        hazardRatio,
        given(
          "cutoff", "growth modulation index that counts as a success", .ratio, question.cutoff,
          TrialQuestion.conventionalCutoff),
        given("shape", "Weibull shape of both times of a patient", .ratio, question.shape, 1),
        given("concordance", "Kendall's τ of both times of a patient", .ratio, question.concordance, 0),
      ]
    }
  }

  private static let planner = "stated by whoever plans the trial"

  private static let convention = "convention of the program, until another is stated"

  func stated(
    _ id: String, _ quantity: String, _ unit: Assumption.Unit, _ value: Double, source: String? = nil,
    remark: String = ""
  ) -> Assumption {
    Assumption(
      id, quantity, unit, value: NumberBounds(value), origin: .given, source: source ?? Self.planner,
      standing: .given, remark: remark)
  }

  func open(
    _ id: String, _ quantity: String, _ unit: Assumption.Unit, _ why: String, _ option: String?, remark: String = ""
  ) -> Assumption {
    Assumption(
      id, quantity, unit, origin: .given, source: "not stated", standing: .notDetermined(why, option: option),
      remark: remark)
  }

  /// What is stated, or the convention.
  func given(
    _ id: String, _ quantity: String, _ unit: Assumption.Unit, _ value: Double?, _ convention: Double
  ) -> Assumption {
    if let value { return stated(id, quantity, unit, value) }
    return Assumption(
      id, quantity, unit, value: NumberBounds(convention), origin: .convention,
      source: Self.convention, standing: .convention)
  }

  /// A landmark beyond this is asked about: it may be days that were read as months.
  private static let longLandmark = Months(24)

  private var landmark: Assumption {
    let (id, quantity) = ("landmark", "landmark from the first dose of maintenance")
    if let landmark = question.landmark {
      return stated(
        id, quantity, .months, landmark.value,
        remark: landmark.value > Self.longLandmark.value
          ? "\(landmark.words) is more than two years: a number without a unit is read as months" : "")
    }
    return open(
      id, quantity, .months, "no record says at which time freedom from progression is to count", "--landmark")
  }

  // MARK: rates

  /// What the EORTC took from its trials; the clock is that of a line of therapy.
  private static let thresholds =
    "in use for pretreated soft tissue sarcoma at 3 months: active from 40 %, inactive to 20 % (Van Glabbeke et al., Eur J Cancer 2002;38:543), from the start of a line, not of maintenance in patients chosen for not progressing"

  private var rates: [Assumption] {
    let null = "freedom from progression at the landmark that is of no interest"
    let alternative = "freedom from progression at the landmark that is worth going on with"
    func rate(_ id: String, _ quantity: String, _ value: Double) -> Assumption {
      stated(
        id, quantity, .share, value, source: question.ratesSource,
        remark: question.ratesSource == nil ? "whose number it is, is not stated" : "")
    }
    return [
      question.null.map { rate("p0", null, $0) } ?? historical(null),
      question.alternative.map { rate("p1", alternative, $0) }
        ?? open("p1", alternative, .share, "what is worth going on with is a decision", "--p1", remark: Self.thresholds),
    ]
  }

  /// The rate of no interest as published arms have it at the landmark.
  private func historical(_ quantity: String) -> Assumption {
    let found = question.landmark.map { comparators.progressionFree(at: $0.value) } ?? []
    guard let arm = found.first(where: { $0.standing == .proposed }), found.count == 1 else {
      let why =
        found.isEmpty
        ? "no published arm of the study states freedom from progression at the landmark"
        : found.count == 1
          ? "the one published arm at the landmark is not exact enough"
          : "\(found.count) published arms state it, and are not pooled"
      return open("p0", quantity, .share, why, "--p0", remark: Self.thresholds)
    }
    // What an option would not take is no proposal: of a rate of all or of none there is nothing to test.
    guard let value = arm.value, let low = value.lower, let high = value.upper,
      QuestionField.null.range.range.contains(low), QuestionField.null.range.range.contains(high)
    else {
      return open(
        "p0", quantity, .share,
        "\(arm.quantity) is \(arm.printedValue) %: against a rate of all or of none no design can be made", "--p0",
        remark: Self.thresholds)
    }
    var proposed = arm
    proposed.id = "p0"
    proposed.quantity = quantity
    proposed.standing = .proposedBy(
      "\(arm.quantity), if its time counts from the end of induction, which is not stated", option: "--p0")
    return proposed
  }

  // MARK: scans and time

  /// `in the series: 5–16 months`; that it says nothing of it, without a unit.
  private func inTheSeries(_ id: Assumption.ID) -> String {
    guard let shown = series.assumption(id), shown.isDetermined else { return "in the series: not determined" }
    return "in the series: \(shown.printedValue) \(shown.unit.words)"
  }

  private var scans: Assumption {
    let (id, quantity) = ("scans", "from one scan to the next")
    if let scans = question.scans {
      return stated(
        id, quantity, .months, scans.value, remark: inTheSeries("scan-interval"))
    }
    let shown = series.assumption("scan-interval")
    return open(
      id, quantity, .months,
      shown?.isDetermined == true
        ? "the series was scanned every \(shown?.printedValue ?? "") months: that is no schedule"
        : "the record has none",
      "--scans")
  }

  private var deaths: Assumption {
    let (id, quantity) = ("deaths", "deaths among events, which are seen on their day")
    if let deaths = question.deaths { return stated(id, quantity, .share, deaths) }
    return Assumption(
      id, quantity, .share, value: NumberBounds(0), origin: .convention,
      source: "convention of the program, the worst case for what scans see, until another is stated",
      standing: .convention, remark: inTheSeries("deaths-among-events"))
  }

  private var perMonth: Assumption {
    let (id, quantity) = ("per-month", "patients who come to maintenance in a month")
    if let rate = question.perMonth { return stated(id, quantity, .patientsPerMonth, rate) }
    let shown = series.assumption("accrual")
    return open(
      id, quantity, .patientsPerMonth,
      shown?.isDetermined == true
        ? "the series had \(shown?.printedValue ?? "") patients a year who were treated and reported"
        : "the record says nothing of it", "--per-month")
  }

  private var eligible: Assumption {
    let (id, quantity) = ("eligible", "patients who do not progress under induction, of all who begin it")
    if let share = question.eligible { return stated(id, quantity, .share, share) }
    let shown = series.assumption("induction-control")
    let arms = comparators.assumptions.filter { $0.id.contains("-disease-control") && $0.isDetermined }
    let responses = comparators.assumptions.filter {
      $0.id.contains("-response") && $0.unit == .share && $0.isDetermined
    }
    let told = arms.isEmpty ? responses : arms
    let words =
      told.isEmpty
      ? ""
      : (arms.isEmpty
        ? "published arms state objective responses, which are a part of it if their treatment is the induction: "
        : "disease control of published arms: ")
        + told.map { "\($0.quantity) \($0.printedValue) %" }.joined(separator: ", ")
    if let shown, shown.standing == .proposed {
      var proposed = shown
      proposed.id = id
      proposed.standing = .proposedBy("the series, if others are like it", option: "--eligible")
      return proposed
    }
    let why: String
    switch shown?.standing {
    case .notDetermined(let reason, _): why = reason
    case .notAlone: why = "the series has \(shown?.printedValue ?? "") % and proposes nothing alone"
    default: why = "the record says nothing of it"
    }
    return open(id, quantity, .share, why, "--eligible", remark: words)
  }

  // MARK: toxicity and treatment

  private var toxicity: [Assumption] {
    let low = "rate of dose-limiting toxicity that is accepted"
    let high = "rate of dose-limiting toxicity that is too high"
    let why = "the record says of no patient whether toxicity limited the dose by a definition"
    return [
      question.tolerable.map { stated("tolerable", low, .share, $0) }
        ?? open("tolerable", low, .share, why, "--tolerable"),
      question.toxic.map { stated("toxic", high, .share, $0) }
        ?? open("toxic", high, .share, why, "--toxic"),
    ]
  }

  private var regimen: Assumption {
    let (id, quantity) = ("regimen", "regimen of maintenance")
    let shown = series.assumptions.filter { $0.id.hasPrefix("starting-dose-") && $0.isDetermined }
    let words = shown.map { "\($0.quantity): \($0.remark)" }.joined(separator: "; ")
    if let regimen = question.regimen {
      return Assumption(
        id, quantity, .none, origin: .given, source: "\(regimen) of the library of regimens", standing: .given,
        remark: words)
    }
    return open(
      id, quantity, .none, "which dose a trial begins with is a decision", "--regimen", remark: words)
  }

  private var dropout: Assumption {
    let (id, quantity) = ("dropout", "patients lost before the landmark")
    let why = "the record names no patient who was lost"
    switch question.design {
    case .twoStage, .singleStage:
      return open(
        id, quantity, .share,
        why + "; the design counts every patient at the landmark, lost ones as not free of progression", nil)
    case .oneSample:
      return open(id, "patients lost to follow-up", .share, why + "; the design supposes that none is", nil)
    case .growthModulation:
      return open(
        id, "patients lost before progression", .share,
        why + "; the design counts every patient, those whose index is not known to be reached as not reached", nil)
    case .milestone, .randomised:
      return given(id, "patients lost to follow-up within 12 months", .share, question.dropout, 0)
    }
  }
}
