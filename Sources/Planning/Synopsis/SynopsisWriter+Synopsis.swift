// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Plain
import Report
import Trials

/// Title page and sections 1.1 to 1.3 of ICH M11.
extension SynopsisWriter {
  mutating func titlePage() {
    heading("Title page", "title")
    fields(
      "Title page",
      [
        ("Full title", plan.question.title.map { .filled([Run($0)]) } ?? .open("full title")),
        ("Sponsor protocol identifier", .open("identifier")),
        ("Original protocol", .open("whether this is the original, or an amendment")),
        (
          "Trial phase",
          plan.size == nil ? .open("phase") : .proposed([Run(plan.question.design.phase)])
        ),
        ("Sponsor", .open("name and address")),
        ("Regulatory identifiers", .open("numbers of registries and authorities")),
        ("Sponsor approval", .open("date and signature")),
      ])
  }

  // MARK: 1.1.1

  mutating func objectives() {
    heading("1.1 Protocol synopsis", "synopsis")
    heading("1.1.1 Primary and secondary objectives and estimands", "objectives", level: 2)
    if let further = plan.further {
      objectives(of: further)
      return secondaryObjectives()
    }
    guard let found = plan.design else {
      return open(
        "objectives and estimands: they follow from "
          + (plan.question.design == .twoStage ? "the rates and the landmark" : plan.question.design.missing))
    }
    let landmark = plan.question.landmark == nil ? [Self.openRun("landmark")] : landmarkRuns()
    text(
      [
        Run("Primary objective: ", isStrong: true),
        Run("whether the share of patients alive and free of progression "),
      ] + landmark + [
        Run(" after the first dose of maintenance is greater than "), percent(found.rates.null.value, "p0"),
        Run(". The power is computed for "), percent(found.rates.alternative.value, "p1"), Run("."),
      ])
    let treatment: Content =
      regimen.map { regimen in
        .filled(regimenRuns(regimen))
      } ?? .open("regimen of maintenance, until progression or what else ends it")
    fields(
      "Primary estimand, by the attributes of ICH E9(R1)",
      [
        (
          "Population",
          .proposed([
            Run(
              "patients whose disease did not progress under the induction that maintenance follows, counted from the first dose of maintenance"
            )
          ])
        ),
        ("Disease and other criteria", .open("histologies, earlier lines, performance status, organ function")),
        ("Treatment", treatment),
        (
          "Variable",
          .proposed([Run("alive and free of progression at the landmark, by the scan that belongs to it")])
        ), ("Criteria of progression", .open("RECIST 1.1 or others; who judges, and whether centrally")),
        (
          "Intercurrent event: death before the landmark",
          .proposed([Run("part of the variable: not free of progression (composite)")])
        ),
        (
          "Intercurrent event: treatment stopped before the landmark, for toxicity or by wish",
          .proposed([Run("the state at the landmark counts whatever treatment was given (treatment policy)")])
        ),
        (
          "Intercurrent event: another therapy against the tumour before progression",
          .proposed([
            Run(
              "counts as not free of progression (composite): what the patient would have been without it is not seen")
          ])
        ),
        (
          "Missing: scan of the landmark missed, or lost to follow-up",
          .proposed([
            Run(
              "counts as not free of progression, unless a later scan shows none: every patient who began counts, as the design does"
            )
          ])
        ),
        (
          "Summary",
          .proposed([
            Run("share of all patients who began maintenance, with the inference that the two stages ask for (10.9)")
          ])
        ),
      ])
    secondaryObjectives()
  }

  private mutating func secondaryObjectives() {
    var secondary: [(String, Content)] = []
    if plan.toxicity != nil {
      secondary.append(
        ("Toxicity", .proposed([Run("whether dose-limiting toxicity is more frequent than is accepted (4.3)")])))
      secondary.append(
        ("What limits the dose", .open("definition of dose-limiting toxicity, its window and its version of CTCAE")))
    } else {
      secondary.append(("Toxicity", .open("objective, and rates that are accepted and too high")))
    }
    secondary.append(
      (
        "Others",
        .open(
          "progression-free and overall survival, dose intensity, quality of life, growth modulation: each with its estimand"
        )
      ))
    fields("Secondary objectives", secondary)
  }

  /// The regimen, whose numbers lead to what shows it.
  mutating func regimenRuns(_ regimen: Regimen) -> [Run] {
    var runs = [Run("\(regimen.name) ("), words(regimen.id, .regimen, as: regimen.components.first?.drug), Run("): ")]
    for (index, component) in regimen.components.enumerated() {
      if index > 0 { runs.append(Run("; ")) }
      runs += [
        Run("\(component.drug) "), words(component.dose.phrase.english, .regimen), Run(" on "),
        words(CyclePattern.text(component.days), .regimen),
      ]
      if let route = component.route { runs.append(Run(", \(route.words)")) }
      if let basis = component.basis { runs.append(Run(", by \(basis.name)")) }
    }
    return runs + [
      Run(", repeated on day "),
      words("\(regimen.cycleDays + 1)", .regimen, as: "Repeated on day \(regimen.cycleDays + 1)"),
    ]
  }

  // MARK: 1.1.2

  mutating func overallDesign() {
    heading("1.1.2 Overall design", "overall", level: 2)
    let hasDesign = plan.size != nil
    let kind = plan.question.design
    let follows = "by the design, which follows from " + (kind == .twoStage ? "the rates" : kind.missing)
    func proposed(_ words: String) -> Content { hasDesign ? .proposed([Run(words)]) : .open(follows) }
    var participants: Content = .open(follows)
    if let further = plan.further { participants = self.participants(of: further) }
    if let found = plan.design {
      let runs = [
        design(found.design.firstStage, "n1"), Run(" in the first stage, "), design(found.design.size, "n"),
        Run(" at most, who began maintenance"),
      ]
      participants =
        found.keepsLevel
        ? .filled(runs)
        : .proposed(
          runs + [Run("; with the scans that are stated the level is not kept (10.11): scans or rates have to change")])
    }
    var accrual: Content = .open("patients who come to maintenance in a month")
    if let further = plan.further { accrual = duration(of: further) }
    if let months = plan.design?.accrual, let landmark = plan.question.landmark {
      accrual = .filled([
        planned(months.value, "accrual-months", 1), Run(" months until all have come to maintenance, "),
        planned(months.value + landmark.value, "duration-months", 1),
        Run(" until the last landmark, without a pause after the first stage"),
      ])
    } else if let months = plan.design?.accrual {
      accrual = .filled([planned(months.value, "accrual-months", 1), Run(" months until all have come to maintenance")])
    }
    var induction: Content = .open("share not progressive under induction")
    if let found = plan.induction {
      induction = .filled([
        Run("of "), planned(Double(found.patients), "induction"),
        Run(" who begin induction enough come through it on average at the stated share, which is enough in "),
        planned(found.chance * 100, "induction-chance", 0), Run(" % of cases; of "),
        planned(Double(found.forWanted), "induction-90"), Run(" in "),
        planned(PlannedDesign.Induction.wanted * 100, "induction-wanted", 0), Run(" % or more"),
      ])
    }
    fields(
      "Overall design",
      [
        ("Population type", .open("adults, or others")), ("Intervention model", proposed(kind.interventionModel)),
        ("Diagnosis or condition", .open("the disease, by its histologies and stage")),
        ("Control type", proposed(kind.control)),
        (
          "Control description",
          controlDescription
        ),
        ("Minimum and maximum age", .open("ages")), ("Site distribution", .open("one site or several")),
        ("Geographic scope", .open("countries")), ("Assignment method", proposed(kind.assignment)),
        ("Master protocol", .open("whether it is part of one")),
        ("Stratification", kind.stratification.map(proposed) ?? .open("by what: histology, response to induction")),
        ("Combination product", .open("whether one is used")),
        ("Adaptive design", proposed(kind.adaptive)),
        ("Number of arms", proposed(kind.arms)),
        (
          "Blinding",
          proposed("open to patients and physicians; whether readers of scans know the treatment has to be decided")
        ),
        ("Number of participants", participants), ("Patients who must be screened", induction),
        ("Duration of the trial", accrual),
        (
          "Duration of intervention and participation",
          .open("until progression, or a longest time; follow-up after it")
        ),
        (
          "Committees",
          .open(kind == .twoStage ? "who decides at the look, and who watches over safety" : "who watches over safety")
        ),
      ])
  }

  /// Whose rate or curve the trial is held against.
  private var controlDescription: Content {
    let question = plan.question
    switch question.design {
    case .growthModulation: return .proposed([Run("the line before of the same patient: its time to progression")])
    case .twoStage, .singleStage, .milestone:
      return question.ratesSource.map { .filled([Run($0)]) } ?? .open("whose rate of no interest it is")
    case .oneSample, .randomised:
      let arm = question.control.flatMap { key in plan.comparators.first { $0.id == key } }
      if let arm { return .filled([Run("\(arm.quantity) (\(arm.source)); \(arm.remark)")]) }
      return question.ratesSource.map { .filled([Run($0)]) } ?? .open("whose median it is")
    }
  }

  // MARK: 1.2

  mutating func schema() {
    heading("1.2 Trial schema", "schema")
    figure(figures?.schema)
    if let further = plan.further { return schemaTable(of: further) }
    guard let found = plan.design else {
      return open(
        "schema: it follows from " + (plan.question.design == .twoStage ? "the rates" : plan.question.design.missing))
    }
    let design = found.design
    let treatment = regimen.map { regimenRuns($0) } ?? [Self.openRun("regimen")]
    table(
      "The way through the trial", ["Step", "Who", "What then"],
      [
        [
          Cell("Induction"), Cell([Self.openRun("which induction, how many cycles")]),
          Cell("progression: not in the trial"),
        ],
        [Cell("Registration"), Cell("not progressive"), Cell([Self.openRun("how long after induction at most")])],
        [Cell("Maintenance"), Cell("all"), Cell(treatment)],
        [
          Cell("First stage"), Cell([self.design(design.firstStage, "n1"), Run(" patients")]),
          Cell([
            self.design(design.stopAtMost, "r1"), Run(" or fewer free of progression at the landmark: the trial ends"),
          ]),
        ],
        [
          Cell("Second stage"), Cell([Run("up to "), self.design(design.size, "n"), Run(" patients in all")]),
          Cell([
            Run("more than "), self.design(design.critical, "r"),
            Run(" free of progression at the landmark: worth a larger trial"),
          ]),
        ],
      ])
  }

  // MARK: 1.3

  mutating func schedule() {
    heading("1.3 Schedule of activities", "schedule")
    guard plan.question.scans != nil || regimen != nil else {
      return open("schedule: it follows from regimen and scans")
    }
    let days = Set(regimen?.components.flatMap(\.days) ?? []).sorted()
    var head = ["Activity", "Before registration"] + days.map { "Day \($0) of each cycle" }
    let scanColumn: [Run]
    if plan.question.scans != nil {
      head.append("Between cycles")
      scanColumn = [Run("every ")] + (stated("scans") ?? []) + [Run(Self.days(plan.question.scans?.value ?? 0))]
    } else {
      head.append("Between cycles")
      scanColumn = [Self.openRun("interval of scans")]
    }
    head.append("At the end of treatment")
    let blank = days.map { _ in Cell("") }
    func row(_ name: String, _ before: [Run], _ treated: [Cell], _ between: [Run], _ end: [Run]) -> [Cell] {
      [Cell(name), Cell(before)] + treated + [Cell(between), Cell(end)]
    }
    var rows = [row("Informed consent", [Run("×")], blank, [], [])]
    rows.append(row("Eligibility", [Self.openRun("criteria")], blank, [], []))
    rows.append(
      row(
        "Imaging of the tumour", [Run("× (not progressive under induction; baseline of the trial)")], blank, scanColumn,
        [Self.openRun("whether")]))
    for component in regimen?.components ?? [] {
      let dose = words(component.dose.phrase.english, .regimen)
      rows.append(row(component.drug, [], days.map { component.days.contains($0) ? Cell([dose]) : Cell("") }, [], []))
    }
    for part in (regimen?.premedication ?? []) + (regimen?.support ?? []) {
      rows.append(row(part.drug, [], days.map { part.days.contains($0) ? Cell("×") : Cell("") }, [], []))
    }
    let drugs = regimen?.drugs ?? []
    let analytes = Analyte.allCases.filter { analyte in
      rules.contains { set in drugs.contains { set.reads([analyte], [], of: $0) } }
    }
    if !analytes.isEmpty {
      rows.append(
        row(
          analytes.map(\.phrase.english).joined(separator: ", "), [Run("×")],
          days.map { _ in Cell("× before the dose") }, [], []))
    }
    rows.append(row("Adverse events", [Run("×")], days.map { _ in Cell("×") }, [], [Run("×")]))
    rows.append(row("Quality of life", [Self.openRun("instrument, or none")], blank, [], []))
    rows.append(row("Survival", [], blank, [], [Self.openRun("how often, how long")]))
    var notes = [
      "Days are those of the regimen. Laboratory values are those that its rule sets read (6.4). Everything else is a frame to be filled."
    ]
    if let landmark = plan.question.landmark?.value, let scans = plan.question.scans?.value {
      let last = (landmark / scans + 1e-9).rounded(.down)
      notes.append(
        abs(last * scans - landmark) < 1e-6
          ? "Scan \(Int(last)) falls on the landmark."
          : "No scan falls on the landmark: freedom from progression there is that of the last scan before it.")
    }
    table("Schedule of activities", head, rows, notes: notes)
  }
}
