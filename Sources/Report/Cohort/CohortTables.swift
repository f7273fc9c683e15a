import Course
public import Outcomes
import Regimens
import Statistics

/// The tables of a cohort.
public enum CohortTables {
  /// All of them that have rows, in the order of a paper.
  public static func all(_ cohort: CohortOutcomes, _ outcomes: StudyOutcomes) -> [Table] {
    [
      characteristics(cohort), responses(cohort), survival(cohort), restrictedMeans(cohort),
      progressionFreeRates(cohort),
      incidence(cohort), growth(cohort),
      sensitivity(cohort, outcomes), comparison(cohort), lines(cohort, outcomes), comparators(cohort), times(cohort),
    ].compactMap(\.self).filter { !$0.rows.isEmpty }
  }

  /// What every table of a cohort says of itself.
  static func method(_ cohort: CohortOutcomes) -> String {
    let options = cohort.options
    let rule =
      options.rule.map { "\($0.name) (\($0.source))" }
      ?? "as the study defines (\(cohort.study.definitions.censoring.rawValue))"
    var text =
      "Time from \(options.anchor.words), in months of 30.4375 days. Events and censoring: \(rule). "
      + "Uncertain times: \(words(options.uncertainty)). Intervals: \(percent(options.level)) %, \(options.scale.rawValue) for survival, "
      + "\(options.proportion.rawValue) for proportions."
    if options.responses == .measured {
      text +=
        " Responses: RECIST 1.1 from the lesions of the first reader where they are measured, else as judged by the source"
        + (options.rule == nil ? "; measured times by EMA's rule." : ".")
    }
    if options.rule?.missedVisits != nil, options.visitIntervalDays == nil {
      text += " The interval of visits is not given, so that missed visits censor nobody."
    }
    if !cohort.excluded.isEmpty {
      text +=
        " Not in the cohort: " + cohort.excluded.map { "\($0.patient) (\($0.reason))" }.joined(separator: ", ") + "."
    }
    return text
  }

  static func words(_ uncertainty: CohortOptions.Uncertainty) -> String {
    switch uncertainty {
    case .interval: "as intervals (Turnbull 1976); exact times by Kaplan-Meier"
    case .betweenVisits: "progression between the last visit without it and the visit that found it (Turnbull 1976)"
    case .midpoint: "at the middle of their bounds"
    case .earliest: "at their earliest bound"
    case .latest: "at their latest bound"
    }
  }

  static func percent(_ share: Double, decimals: Int = 1) -> String { Numbers.text(share * 100, decimals: decimals) }

  static func interval(_ interval: ConfidenceInterval?) -> String {
    guard let interval, interval.lower != nil || interval.upper != nil else { return "n.d." }
    return "\(interval.lower.map { percent($0) } ?? "–")–\(interval.upper.map { percent($0) } ?? "–")"
  }

  /// `1/3`, 33.3 %, 0.8–90.6; where patients are undecided, both ends: `1–2/3`.
  static func cells(_ share: CohortProportion) -> [Table.Cell] {
    guard share.total > 0, let low = share.share(undecidedAsYes: false), let high = share.share(undecidedAsYes: true)
    else {
      return ["0", "–", "–"]
    }
    if share.undecided == 0 {
      return [
        Table.Cell("\(share.yes)/\(share.total)"), Table.Cell(percent(low)),
        Table.Cell(interval(share.interval(undecidedAsYes: false))),
      ]
    }
    let limits = [share.interval(undecidedAsYes: false), share.interval(undecidedAsYes: true)]
    return [
      Table.Cell("\(share.yes)–\(share.yes + share.undecided)/\(share.total)"),
      Table.Cell("\(percent(low))–\(percent(high))"),
      Table.Cell(
        "\(limits[0]?.lower.map { percent($0) } ?? "–")–\(limits[1]?.upper.map { percent($0) } ?? "–")"),
    ]
  }

  /// Who is in the cohort, as the first table of a paper.
  public static func characteristics(_ cohort: CohortOutcomes) -> Table {
    let groups = cohort.groups
    var table = Table(
      name: "cohort-1-characteristics", title: "Baseline characteristics",
      columns: ["Characteristic", "Value", "n", "%"] + groups.map { "\($0), n (%)" })
    let members = cohort.members
    let total = members.count
    func size(_ group: String) -> Int { members.filter { $0.group == group }.count }
    /// A row for those members of whom something is true.
    func row(_ characteristic: String, _ value: String, _ isTrue: (CohortOutcomes.Member) -> Bool) {
      let count = members.filter(isTrue).count
      table.rows.append(
        [
          Table.Cell(characteristic), Table.Cell(value), Table.Cell("\(count)"),
          Table.Cell(total > 0 ? percent(Double(count) / Double(total)) : "–"),
        ]
          + groups.map { group in
            let own = members.filter { $0.group == group && isTrue($0) }.count
            return Table.Cell("\(own) (\(percent(Double(own) / Double(max(1, size(group))))))")
          })
    }
    func counts(_ characteristic: String, _ values: (CohortOutcomes.Member) -> [String]) {
      let sorted = Dictionary(grouping: members.flatMap(values)) { $0 }.mapValues(\.count).sorted {
        $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
      }
      for (value, _) in sorted { row(characteristic, value) { values($0).contains(value) } }
    }
    func age(_ member: CohortOutcomes.Member) -> Double? { member.patient.age.value.map { Double($0.years) } }
    row("Patients", "") { _ in true }
    let ages = members.compactMap(age)
    if let median = Quantiles.value(ages, 0.5), let low = ages.min(), let high = ages.max() {
      row(
        "Age, years", "median \(Numbers.text(median)), range \(Numbers.text(low))–\(Numbers.text(high))"
      ) { age($0) != nil }
      for group in groups {
        let own = members.filter { $0.group == group }.compactMap(age)
        guard let middle = Quantiles.value(own, 0.5), let least = own.min(), let most = own.max() else { continue }
        row(
          "Age, years", "\(group): median \(Numbers.text(middle)), range \(Numbers.text(least))–\(Numbers.text(most))"
        ) { $0.group == group && age($0) != nil }
      }
    }
    if ages.count < total { row("Age, years", "not stated") { age($0) == nil } }
    counts("Sex") { [$0.patient.sex.value?.rawValue ?? "not stated"] }
    counts("Histology") { [$0.patient.diagnosis?.diagnosis.histology ?? "not stated"] }
    counts("Grade") {
      [$0.patient.diagnosis.flatMap { $0.diagnosis.grade.value ?? $0.diagnosis.gradeInWords.value } ?? "not stated"]
    }
    counts("Primary site") { [$0.patient.diagnosis?.diagnosis.site.value ?? "not stated"] }
    // A patient has several sites: shares do not add up to 100 %.
    counts("Metastases") { member in
      Set(
        member.patient.entries.flatMap { entry -> [String] in
          if case .metastases(let metastases) = entry.content { metastases.sites } else { [] }
        }
      ).sorted()
    }
    if members.contains(where: { $0.therapy != nil }) {
      counts("Lines before") { [$0.therapy.map { "\($0.line.value.number - 1)" } ?? "not stated"] }
    }
    table.footnotes = [
      "As recorded. Metastatic sites: each patient counts once a site, so that shares do not add up to 100 %."
    ]
    if !cohort.excluded.isEmpty { table.footnotes.append(method(cohort)) }
    return table
  }

  /// Best responses, response rate and disease control.
  public static func responses(_ cohort: CohortOutcomes) -> Table? {
    guard cohort.members.contains(where: { $0.best != nil }) else { return nil }
    var table = Table(
      name: "cohort-2-response", title: "Best response",
      columns: ["Response", "n/N", "%", "\(percent(cohort.options.level)) % interval"])
    let total = cohort.members.count
    for category in Response.allCases {
      let count = cohort.members.filter { $0.best?.value.response == category }.count
      if count == 0, [.nonCompleteNonProgressive, .notEvaluable].contains(category) { continue }
      let share = CohortProportion(
        yes: count, undecided: 0, total: total, method: cohort.options.proportion, level: cohort.options.level)
      table.rows.append([Table.Cell(category.rawValue)] + cells(share))
    }
    let missing = cohort.members.filter { $0.best == nil }.count
    if missing > 0 {
      table.rows.append([
        "no judged response", Table.Cell("\(missing)/\(total)"), Table.Cell(percent(Double(missing) / Double(total))),
        "–",
      ])
    }
    table.rows.append(["Objective response (CR + PR)"] + cells(cohort.objectiveResponse))
    table.rows.append(["Disease control (CR + PR + SD)"] + cells(cohort.diseaseControl))
    let stated = cohort.members.filter { if case .statedOnly = $0.best?.value.basis { true } else { false } }
    table.footnotes = [
      "\(cohort.options.proportion.rawValue) intervals. n–m/N: where the record leaves a patient open, the first number counts "
        + "that patient as no, the second as yes, and the interval spans both."
    ]
    if !stated.isEmpty {
      table.footnotes.append(
        "Without a dated assessment that shows it, as the source states it: "
          + stated.map { "\($0.patient.id) (\($0.best?.value.response.rawValue ?? ""))" }.joined(separator: ", ") + ".")
    }
    return table
  }

  /// Medians and landmark probabilities of every end point.
  public static func survival(_ cohort: CohortOutcomes) -> Table {
    let landmarks = cohort.options.landmarkMonths
    var table = Table(
      name: "cohort-3-survival", title: "Times to events",
      columns: ["End point"] + (cohort.groups.isEmpty ? [] : ["Group"])
        + ["n", "Events", "Method", "Median, mo (\(percent(cohort.options.level)) % interval)"]
        + landmarks.map { "At \(Numbers.text($0)) mo, %" })
    for endPoint in EndPoint.allCases {
      for group in [nil] + cohort.groups.map(Optional.some) {
        guard let estimate = cohort.estimate(endPoint, group: group) else { continue }
        table.rows.append(
          [Table.Cell(endPoint.rawValue)] + (cohort.groups.isEmpty ? [] : [Table.Cell(group ?? "all")]) + [
            Table.Cell("\(estimate.times.count)"), Table.Cell("\(estimate.eventCount)"),
            Table.Cell(estimate.curve.shortName),
            Table.Cell(estimate.quantile(0.5).text),
          ] + landmarks.map { Table.Cell(estimate.landmark($0).text) })
      }
    }
    if let followUp = cohort.followUp {
      let text = SurvivalEstimate.Quantile(range: followUp.estimate.map { $0...$0 }, interval: followUp.interval).text
      table.rows.append(
        ["Follow-up"] + (cohort.groups.isEmpty ? [] : ["all"]) + [
          Table.Cell("\(cohort.times(.survival).count)"), "–", "reverse KM", Table.Cell(text),
        ] + landmarks.map { _ in "–" })
    }
    table.footnotes = [
      EndPoint.allCases.map { "\($0.rawValue): \($0.name.prefix(1).lowercased() + $0.name.dropFirst())" }
        .joined(separator: "; ") + ".",
      method(cohort),
      "KM: Kaplan-Meier; Turnbull: for times that are intervals; reverse KM: follow-up, with events and censoring exchanged.",
      "n.r.: not reached; n.d.: not determined (beyond follow-up, or no limit on this scale). A range a–b: the record leaves "
        + "open where between the two it lies.",
    ]
    if cohort.members.count < 10 {
      table.footnotes.append(
        "\(cohort.members.count) \(cohort.members.count == 1 ? "patient" : "patients"): the intervals say how little such a series can show; read the single courses."
      )
    }
    return table
  }

  /// Mean times up to the last landmark; nil where no end point has one.
  public static func restrictedMeans(_ cohort: CohortOutcomes) -> Table? {
    let horizon = cohort.options.landmarkMonths.max() ?? 12
    var table = Table(
      name: "cohort-4-means", title: "Mean times up to \(Numbers.text(horizon)) months",
      columns: ["End point", "Group", "n", "Mean, mo (\(percent(cohort.options.level)) % interval)"])
    for endPoint in EndPoint.allCases {
      for group in [nil] + cohort.groups.map(Optional.some) {
        guard let estimate = cohort.estimate(endPoint, group: group), case .kaplanMeier = estimate.curve else {
          continue
        }
        table.rows.append([
          Table.Cell(endPoint.rawValue), Table.Cell(group ?? "all"), Table.Cell("\(estimate.times.count)"),
          Table.Cell(mean(estimate, horizon)),
        ])
      }
    }
    table.footnotes = [
      "Restricted mean: the area under Kaplan and Meier's curve. Not given for times that are intervals, whose curve is not determined, nor beyond follow-up."
    ]
    return table.rows.isEmpty ? nil : table
  }

  /// Restricted mean with its interval; `–` for intervals, whose area is not determined, and beyond follow-up.
  private static func mean(_ estimate: SurvivalEstimate, _ horizon: Double) -> String {
    guard case .kaplanMeier(let curve) = estimate.curve else { return "–" }
    let mean = curve.restrictedMean(to: horizon)
    guard !mean.isExtrapolated else { return "n.d." }
    // Without an event before the horizon the variance is 0 by its formula, which is no certainty.
    guard let error = mean.standardError, error > 0 else { return Numbers.text(mean.estimate) + " (n.d.)" }
    let interval = mean.interval(level: estimate.level)
    return Numbers.text(mean.estimate)
      + " (\(interval.lower.map { Numbers.text($0) } ?? "–")–\(interval.upper.map { Numbers.text($0) } ?? "–"))"
  }

  /// Free of progression at months, with the thresholds in use for sarcomas.
  public static func progressionFreeRates(_ cohort: CohortOutcomes) -> Table? {
    guard cohort.members.contains(where: { $0.times[.progressionFree] != nil }) else { return nil }
    var table = Table(
      name: "cohort-5-progression-free", title: "Free of progression",
      columns: ["Months", "n/N", "%", "\(percent(cohort.options.level)) % interval", "Thresholds in use"])
    for months in cohort.options.landmarkMonths {
      table.rows.append(
        [Table.Cell(Numbers.text(months))] + cells(cohort.progressionFree(at: months)) + [
          Table.Cell(thresholds(months))
        ])
    }
    table.footnotes = [
      "Patients known to be alive and free of progression, of all. Censored before, or bounds that span the month: open (see "
        + "the note on n–m/N). The estimates by Kaplan-Meier or Turnbull stand in the table of times.",
      "Thresholds: Van Glabbeke M, et al. Eur J Cancer 2002;38:543-549 (EORTC, soft tissue sarcoma).",
    ]
    return table
  }

  /// What the EORTC took from its trials as the mark of an active or inactive drug.
  private static func thresholds(_ months: Double) -> String {
    switch months {
    case 3: "pretreated: activity from 40 %, inactivity to 20 %"
    case 6: "first line: reference 30 to 56 %, by histology"
    default: "–"
    }
  }

  /// Growth modulation index over the cohort.
  public static func growth(_ cohort: CohortOutcomes) -> Table? {
    guard let share = cohort.growthModulation else { return nil }
    let threshold = Numbers.text(cohort.options.growthThreshold, decimals: 2)
    var table = Table(
      name: "cohort-7-growth-modulation", title: "Growth modulation index",
      columns: ["Patient", "Index", "At or above \(threshold)"])
    for member in cohort.members {
      guard let index = member.growthIndex else { continue }
      let low = index.value.lower ?? 0
      let verdict =
        low >= cohort.options.growthThreshold
        ? "yes" : (index.value.upper.map { $0 < cohort.options.growthThreshold } ?? false) ? "no" : "open"
      table.rows.append([
        Table.Cell(member.patient.id), Table.Cell(index.value.text(decimals: 2), trace: index.trace.id),
        Table.Cell(verdict),
      ])
    }
    let all = cells(share)
    table.rows.append([
      "All, open from both ends", Table.Cell(all[0].text), Table.Cell("\(all[1].text) % (\(all[2].text))"),
    ])
    if share.undecided > 0 {
      let failed = cells(
        CohortProportion(yes: share.yes, undecided: 0, total: share.total, method: share.method, level: share.level))
      table.rows.append(["All, open as no", failed[0], Table.Cell("\(failed[1].text) % (\(failed[2].text))")])
      if let decided = cohort.growthModulationDecided, decided.total > 0 {
        let texts = cells(decided)
        table.rows.append(["Without open", texts[0], Table.Cell("\(texts[1].text) % (\(texts[2].text))")])
      }
    }
    if let estimate = cohort.growthModulationEstimate {
      let low = percent(estimate.share.lowerBound)
      let high = percent(estimate.share.upperBound)
      let median = estimate.median.map { range in
        let ends = [range.lowerBound, range.upperBound].map { Numbers.text($0, decimals: 2) }
        return ends[0] == ends[1] ? ends[0] : ends.joined(separator: "–")
      }
      table.rows.append([
        Table.Cell("All, as censored ratios (\(estimate.method))"), Table.Cell("median \(median ?? "not reached")"),
        Table.Cell((low == high ? low : "\(low)–\(high)") + " % (\(interval(estimate.interval)))"),
      ])
    }
    table.footnotes = [
      "Time to progression on the line over that on the line before (Von Hoff, Clin Cancer Res 1998;4:1079; 1.33). An index that is "
        + "censored or known between bounds is open where it could lie on either side.",
      "Proportions: \(cohort.options.proportion.rawValue). As censored ratios: \(cohort.options.scale.rawValue); censoring on the ratio may be informative "
        + "(Texier et al. 2018, who advise a rank-based estimator; it is not here). Different visit schedules of the two lines bias the ratio.",
    ]
    return table
  }

  /// How survival and progression-free survival move with the treatment of uncertain times and the rule of censoring.
  public static func sensitivity(_ cohort: CohortOutcomes, _ outcomes: StudyOutcomes) -> Table? {
    guard cohort.members.contains(where: { $0.times[.progressionFree] != nil }) else { return nil }
    var table = Table(
      name: "cohort-8-sensitivity", title: "How the answer moves with its definition",
      columns: [
        "End point", "Rule", "Uncertain times", "n", "Events",
        "Median, mo (\(percent(cohort.options.level)) % interval)", "At 6 mo, %",
      ])
    func add(
      _ cohort: CohortOutcomes, _ rule: String, _ uncertainty: CohortOptions.Uncertainty,
      _ endPoint: EndPoint = .progressionFree
    ) {
      guard let estimate = cohort.estimate(endPoint, uncertainty: uncertainty) else { return }
      table.rows.append([
        Table.Cell(endPoint.rawValue), Table.Cell(rule), Table.Cell(uncertainty.rawValue),
        Table.Cell("\(estimate.times.count)"),
        Table.Cell("\(estimate.eventCount)"), Table.Cell(estimate.quantile(0.5).text),
        Table.Cell(estimate.landmark(6).text),
      ])
    }
    for uncertainty in CohortOptions.Uncertainty.allCases {
      add(cohort, cohort.options.rule?.name ?? "as the study defines", uncertainty)
    }
    for uncertainty in CohortOptions.Uncertainty.allCases where uncertainty != .betweenVisits {
      add(cohort, "death from any cause", uncertainty, .survival)
    }
    for rule in CensoringRule.all where rule.id != cohort.options.rule?.id {
      var options = cohort.options
      options.rule = rule
      add(CohortOutcomes(outcomes, options: options), rule.name, cohort.options.uncertainty)
    }
    table.footnotes =
      CensoringRule.all.map { "\($0.name): \($0.source)." } + [
        "Turnbull's estimate sets mass where intervals overlap; in a small series it can look surer than the courses are. The rows "
          + "`earliest` and `latest` say how far the record lets it move."
      ]
    return table
  }

  /// Groups compared.
  public static func comparison(_ cohort: CohortOutcomes) -> Table? {
    guard cohort.options.group != nil else { return nil }
    var table = Table(
      name: "cohort-9-comparison", title: "Groups compared",
      columns: ["End point", "Group", "n", "Events", "Expected", "Hazard ratio", "Chi-squared", "p"])
    for endPoint in EndPoint.allCases {
      guard let comparison = cohort.comparison(endPoint), !cohort.times(endPoint).isEmpty else { continue }
      switch comparison {
      case .withheld(let why):
        table.rows.append([
          Table.Cell(endPoint.rawValue), "–", "–", "–", "–", "–", "–", Table.Cell("not given: \(why)"),
        ])
      case .tested(let test, let hazards):
        for (index, group) in cohort.groups.enumerated() {
          table.rows.append([
            Table.Cell(endPoint.rawValue), Table.Cell(group), Table.Cell("\(test.counts[index])"),
            Table.Cell(Numbers.text(test.observed[index])), Table.Cell(Numbers.text(test.expected[index], decimals: 2)),
            Table.Cell(
              index == 0 ? "1" : hazards.map { ratio($0.model.terms[index - 1], cohort.options.level) } ?? "–"),
            index == 0 ? Table.Cell("\(Numbers.text(test.chiSquared, decimals: 3)) (\(test.degreesOfFreedom) df)") : "",
            index == 0 ? Table.Cell(Numbers.text(test.p, decimals: 4)) : "",
          ])
        }
      }
    }
    for endPoint in EndPoint.allCases {
      guard case .tested(_, let hazards?)? = cohort.comparison(endPoint), let check = hazards.proportionality else {
        continue
      }
      table.footnotes.append(
        "\(endPoint.rawValue): proportional hazards (Grambsch and Therneau) p = \(Numbers.text(check.global.p, decimals: 4))."
      )
    }
    table.footnotes += [
      "Hazard ratios by Cox's model (Efron) against the first group. Log-rank test (Mantel 1966), uncertain times at the middle of their bounds. Groups of a series were not randomised: a "
        + "difference is no effect of what they differ in."
    ]
    return table
  }

  private static func ratio(_ term: CoxModel.Term, _ level: Double) -> String {
    let interval = term.interval(level: level)
    return Numbers.text(term.hazardRatio, decimals: 2)
      + " (\(interval.lower.map { Numbers.text($0, decimals: 2) } ?? "–")–\(interval.upper.map { Numbers.text($0, decimals: 2) } ?? "–"))"
  }

  /// Progression, and death without it, as competing events; nil where nobody died without progression.
  public static func incidence(_ cohort: CohortOutcomes) -> Table? {
    let rows = cohort.incidences
    guard !rows.isEmpty else { return nil }
    var table = Table(
      name: "cohort-6-incidence", title: "Progression, and death without progression",
      columns: ["Months", "Progression, %", "Death without progression, %", "Free of both, %"])
    func cell(_ value: (estimate: Double, interval: ConfidenceInterval)) -> Table.Cell {
      let limits = value.interval.lower == nil ? "" : " (\(interval(value.interval)))"
      return Table.Cell(percent(value.estimate) + limits)
    }
    table.rows = rows.map { row in
      [
        Table.Cell(Numbers.text(row.months)), cell(row.progression), cell(row.death),
        Table.Cell(percent(1 - row.progression.estimate - row.death.estimate)),
      ]
    }
    table.footnotes = [
      "Cumulative incidence (Aalen and Johansen 1978) with \(percent(cohort.options.level)) % intervals on the scale log(−log F), uncertain times at the "
        + "middle of their bounds. Time to progression that censors deaths would put the share of progression too high (Gooley et al. 1999)."
    ]
    return table
  }

  /// Line by line: how many began it, response and times; nil where there is one line only.
  public static func lines(_ cohort: CohortOutcomes, _ outcomes: StudyOutcomes) -> Table? {
    let last = outcomes.patients.compactMap { $0.lines.compactMap(\.line.numberInAdvancedDisease).max() }.max() ?? 0
    guard last > 1 else { return nil }
    let threshold = Numbers.text(cohort.options.growthThreshold, decimals: 2)
    var table = Table(
      name: "cohort-10-lines", title: "Line by line, in advanced disease",
      columns: ["Line", "n", "Response, n/N", "PFS, mo", "TTP, mo", "Survival, mo", "Index ≥ \(threshold), n/N"])
    for number in 1...last {
      var options = cohort.options
      options.anchor = .advancedLine(number)
      let own = CohortOutcomes(outcomes, options: options)
      func median(_ endPoint: EndPoint) -> Table.Cell {
        Table.Cell(own.estimate(endPoint)?.quantile(0.5).text ?? "–")
      }
      table.rows.append([
        Table.Cell("\(number)"), Table.Cell("\(own.members.count)"), cells(own.objectiveResponse)[0],
        median(.progressionFree), median(.progression), median(.survival),
        own.growthModulation.map { cells($0)[0] } ?? "–",
      ])
    }
    table.footnotes = [
      "Medians with \(percent(cohort.options.level)) % intervals. A later line holds those who lived to it: lines are not to be "
        + "compared as if patients had been assigned to them."
    ]
    return table
  }

  /// Published arms beside the cohort, never pooled with it.
  public static func comparators(_ cohort: CohortOutcomes) -> Table? {
    guard !cohort.study.comparators.isEmpty else { return nil }
    var table = Table(
      name: "cohort-11-comparators", title: "Published arms beside this cohort",
      columns: [
        "Arm", "End point", "n", "Events", "Printed", "\(percent(cohort.options.level)) % interval", "Median, mo",
        "Source",
      ])
    let own = [("objective response", cohort.objectiveResponse), ("disease control", cohort.diseaseControl)]
    for (name, share) in own where share.total > 0 && cohort.members.contains(where: { $0.best != nil }) {
      let texts = cells(share)
      table.rows.append([
        "This cohort", Table.Cell(name), Table.Cell("\(share.total)"), texts[0], Table.Cell(texts[1].text + " %"),
        texts[2],
        "–", "–",
      ])
    }
    for (name, endPoint) in [("progression-free", EndPoint.progressionFree), ("survival", .survival)] {
      guard let estimate = cohort.estimate(endPoint) else { continue }
      table.rows.append([
        "This cohort", Table.Cell(name), Table.Cell("\(estimate.times.count)"), Table.Cell("\(estimate.eventCount)"),
        "–", "–",
        Table.Cell(estimate.quantile(0.5).text), "–",
      ])
    }
    for arm in cohort.study.comparators {
      table.rows.append([
        Table.Cell(arm.name),
        Table.Cell(arm.endpoint.rawValue + (arm.atMonths.map { " at \(Numbers.text($0)) mo" } ?? "")),
        Table.Cell(arm.count.map { "\($0)" } ?? "not stated"), Table.Cell(events(arm)),
        Table.Cell(arm.rate.map { "\(Numbers.text($0.percent, decimals: $0.decimals)) %" } ?? "–"),
        Table.Cell(interval(of: arm, cohort.options)), Table.Cell(arm.medianMonths.map { Numbers.text($0) } ?? "–"),
        Table.Cell(arm.source),
      ])
    }
    table.footnotes = [
      "Shown side by side and not pooled: patients, lines and visit schedules differ. Intervals of arms are "
        + "\(cohort.options.proportion.rawValue) from the counts that print as the rate.",
      "Not attainable: no number of that many patients rounds to the printed rate; some were not counted, or a number is wrong.",
    ]
    return table
  }

  static func events(_ arm: Comparator) -> String {
    if arm.isUnattainable { return "not attainable" }
    guard let events = arm.possibleEvents else { return "not stated" }
    return events.count == 1 ? "\(events.lowerBound)" : "\(events.lowerBound)–\(events.upperBound)"
  }

  static func interval(of arm: Comparator, _ options: CohortOptions) -> String {
    guard !arm.isUnattainable, let events = arm.possibleEvents, let count = arm.count else { return "–" }
    let low = options.proportion.interval(successes: events.lowerBound, trials: count, level: options.level)
    let high = options.proportion.interval(successes: events.upperBound, trials: count, level: options.level)
    return "\(low?.lower.map { percent($0) } ?? "–")–\(high?.upper.map { percent($0) } ?? "–")"
  }

  /// Every patient's times, so that the estimates can be read back to the courses.
  public static func times(_ cohort: CohortOutcomes) -> Table {
    let endPoints = EndPoint.allCases.filter { !cohort.times($0).isEmpty }
    var table = Table(
      name: "cohort-12-times", title: "Times of each patient",
      columns: ["Pat. ID", "Best response"] + endPoints.map { "\($0.rawValue), mo" })
    for member in cohort.members {
      table.rows.append(
        [
          Table.Cell(member.patient.id),
          Table.Cell(member.best?.value.response.rawValue ?? "–", trace: member.best?.trace.id),
        ]
          + endPoints.map { endPoint in
            Table.Cell(member.times[endPoint].map { "\($0.text) (\($0.reason))" } ?? "–")
          })
    }
    table.footnotes = ["+ is censored. " + method(cohort)]
    return table
  }
}
