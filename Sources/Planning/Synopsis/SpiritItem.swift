// SPDX-License-Identifier: Apache-2.0

public import Report

/// An item of SPIRIT 2013 (Chan et al., Ann Intern Med 2013;158:200): whether the synopsis has it, and what whoever plans the trial has to write.
public struct SpiritItem: Sendable, Hashable {
  /// Its number: `11b`.
  public var number: String
  /// What it is about.
  public var subject: String
  /// Whether the synopsis has it.
  public var state: State
  /// Where it stands, or what has to be written.
  public var words: String

  /// Whether an item is filled.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// The program has filled it.
    case filled
    /// The program has filled a part of it.
    case partly
    /// Whoever plans the trial has to fill it.
    case open
  }

  /// All items for a plan.
  static func all(_ plan: TrialPlan, hasRegimen: Bool) -> [SpiritItem] {
    let question = plan.question
    let hasDesign = plan.size != nil
    let keepsLevel = plan.keepsLevel
    let kind = question.design
    let rates = kind.missing
    func item(_ number: String, _ subject: String, _ state: State, _ words: String) -> SpiritItem {
      SpiritItem(number: number, subject: subject, state: state, words: words)
    }
    func open(_ number: String, _ subject: String, _ words: String = "to be written") -> SpiritItem {
      item(number, subject, .open, words)
    }
    func part(_ number: String, _ subject: String, _ condition: Bool, _ words: String, else missing: String)
      -> SpiritItem
    {
      item(number, subject, condition ? .partly : .open, condition ? words : missing)
    }
    func allocated(_ number: String, _ subject: String, _ words: String) -> SpiritItem {
      kind.isRandomised
        ? item(number, subject, .open, "to be written")
        : item(number, subject, hasDesign ? .filled : .open, hasDesign ? words : rates)
    }
    let monitored = plan.design == nil ? "4.3 and 10.9: no look before the end" : "4.3 and 10.9: futility"
    return [
      part(
        "1", "Title", question.title != nil, "title as stated; population, intervention and design have to be in it",
        else: "title"), open("2a", "Registration: identifier and registry"),
      open("2b", "Registration: all items of the WHO data set"), open("3", "Protocol version and date"),
      open("4", "Funding"), open("5a", "Names, affiliations and roles of contributors"),
      open("5b", "Sponsor: name and contact"), open("5c", "Role of sponsor and funders"),
      open("5d", "Committees and their roles"),
      item(
        "6a", "Background and rationale", .partly,
        "what the series and published arms show is told with its weight; a review of the literature has to be written"),
      part(
        "6b", "Choice of comparators", hasDesign,
        kind.isRandomised
          ? "observation is the control; why patients may go without treatment has to be written"
          : kind == .growthModulation
            ? "each patient's line before is the control; why there is no control arm has to be written"
            : kind == .oneSample
              ? "the control's curve stands with its source; why there is no control arm has to be written"
              : "the rate of no interest stands with its source; why there is no control arm has to be written",
        else: kind == .twoStage ? "the rate of no interest, and why" : "the control, and why"),
      part(
        "7", "Objectives and hypotheses", hasDesign, "1.1.1: the primary one; others have to be written",
        else: rates),
      part("8", "Trial design", hasDesign, "1.1.2: \(kind.interventionModel)", else: rates),
      open("9", "Study setting"),
      item(
        "10", "Eligibility criteria", .open,
        "of them only that the disease did not progress under induction follows from the design"),
      part(
        "11a", "Interventions", hasRegimen,
        "6.4 and 1.3: drugs, doses, days and cycle of the regimen; preparation has to be written",
        else: "regimen"),
      part(
        "11b", "Modification and discontinuation", hasRegimen,
        "6.4: rule sets that the program knows; which of them holds has to be decided", else: "regimen"),
      open("11c", "Adherence"), open("11d", "Concomitant care"),
      part(
        "12", "Outcomes", question.landmark != nil || (hasDesign && !kind.fields.contains(.landmark)),
        "1.1.1: the primary one with its time; others have to be written",
        else: kind.fields.contains(.landmark) ? "landmark" : rates),
      part(
        "13", "Participant timeline", hasRegimen || question.scans != nil, "1.3", else: "regimen and scans"),
      item(
        "14", "Sample size", hasDesign ? (keepsLevel ? .filled : .partly) : .open,
        !hasDesign
          ? rates
          : keepsLevel
            ? "10.11: with every assumption, its source and its weight"
            : "10.11; with the scans that are stated the level is not kept: scans or rates have to change"),
      part(
        "15", "Recruitment", question.perMonth != nil,
        "10.11: time at the stated rate; how it is reached has to be written",
        else: "patients in a month"),
      allocated("16a", "Sequence generation", "not applicable: one arm, without allocation"),
      allocated("16b", "Concealment of allocation", "not applicable: one arm"),
      allocated("16c", "Implementation of allocation", "not applicable: one arm"),
      item(
        "17a", "Blinding", .partly,
        kind.isRandomised
          ? "open: observation is seen; whether who reads scans knows the arm has to be written"
          : "one arm, treatment is known; whether who reads scans knows it has to be written"),
      item(
        "17b", "Emergency unblinding", hasDesign ? .filled : .open,
        hasDesign ? "not applicable: treatment is known to all" : rates),
      part(
        "18a", "Data collection: methods", question.scans != nil,
        "1.3: when the disease is assessed; criteria and instruments have to be written",
        else: "scans"), open("18b", "Data collection: retention"), open("19", "Data management"),
      part(
        "20a", "Statistical methods: outcomes", hasDesign,
        "10.9 to 10.11: test and inference of the primary one; others have to be written",
        else: rates), open("20b", "Statistical methods: additional analyses"),
      part(
        "20c", "Analysis population and missing data", hasDesign, "1.1.1: proposed, to be confirmed",
        else: "to be written"),
      open("21a", "Data monitoring: committee"),
      item(
        "21b", "Interim analyses and stopping guidelines",
        hasDesign ? .partly : .open,
        !hasDesign
          ? rates
          : plan.toxicity == nil
            ? "\(monitored); bounds for toxicity need the rates that are accepted and too high"
            : "4.3 and 10.9; who decides has to be written"),
      part(
        "22", "Harms", plan.toxicity != nil,
        "4.3: bounds for toxicity; collecting and reporting have to be written",
        else: "to be written; bounds need the rates that are accepted and too high"), open("23", "Auditing"),
      open("24", "Research ethics approval"), open("25", "Protocol amendments"), open("26a", "Consent or assent"),
      open("26b", "Consent for ancillary studies"), open("27", "Confidentiality"),
      open("28", "Declaration of interests"),
      open("29", "Access to data"), open("30", "Ancillary and post-trial care"),
      open("31a", "Dissemination: results"), open("31b", "Dissemination: authorship"),
      item(
        "31c", "Dissemination: reproducible research", .partly,
        "the design file and the command lines are given; access to protocol and data has to be written"),
      open("32", "Informed consent materials"), open("33", "Biological specimens"),
    ]
  }

  /// What the table is of, and what it is not.
  static let note =
    "SPIRIT 2013 (Chan et al., Ann Intern Med 2013;158:200), subjects in short. The text and numbering of SPIRIT 2025 were not obtained: its checklist has to be taken from its publication. If doses are to be found, SPIRIT-DEFINE asks for more."

  /// The items as a table.
  public static func table(_ items: [SpiritItem]) -> Table {
    Table(
      name: "spirit-2013", title: "Items of SPIRIT 2013",
      columns: ["Item", "Subject", "State", "Where, or what has to be written"],
      rows: items.map { [.words($0.number), .words($0.subject), .words($0.state.rawValue), .words($0.words)] },
      footnotes: [note])
  }
}
