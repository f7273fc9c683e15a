// SPDX-License-Identifier: Apache-2.0

import Dosing
public import Course

extension Definition {
  /// Line of therapy.
  public static let line = Definition(
    name: "Line of therapy",
    text:
      "Each systemic therapy opens a line in order of time; maintenance after a response or stable disease continues "
      + "the line that it follows. Perioperative therapy is counted, and the number among lines for advanced disease is "
      + "given beside it.",
    source: "Saini KS, Twelves C. Br J Cancer 2021;125:155-163")

  /// Duration of treatment, by the chosen end.
  public static func treatmentDuration(_ definitions: Definitions) -> Definition {
    let end = definitions.treatmentEnd == .stop ? "the stop of treatment" : "the last dose"
    return Definition(
      name: "Duration of treatment",
      text: "From the first dose to \(end); to the data cut-off, censored, where treatment is ongoing."
        + countedDays(definitions),
      source: "Blumenthal GM, et al. Ann Oncol 2019;30:830-838 (time to treatment discontinuation)")
  }

  /// Best response.
  public static let bestResponse = Definition(
    name: "Best response",
    text:
      "The best response among the dated assessments of the therapy, as judged by the source, in the order CR, PR, SD, PD. "
      + "Where no dated assessment shows more than progression, the response that the source states stands, and is marked "
      + "as stated only. Where only progression is shown and another assessment, which may lie before it, states no response, it is not determined.",
    source: "Eisenhauer EA, et al. Eur J Cancer 2009;45:228-247 (order of categories); no confirmation required")

  /// Duration of response.
  public static func responseDuration(_ definitions: Definitions) -> Definition {
    Definition(
      name: "Duration of response",
      text:
        "From the assessment that first showed CR or PR to progression or death, whichever is first; of stable disease, from the start of the therapy to "
        + "progression."
        + countedDays(definitions),
      source: "Eisenhauer EA, et al. Eur J Cancer 2009;45:228-247, section 4.7")
  }

  /// Time to progression.
  public static func timeToProgression(_ definitions: Definitions) -> Definition {
    Definition(
      name: "Time to progression",
      text:
        "From the first dose to documented progression. Censored at the \(definitions.censoring.rawValue) where none is "
        + "documented, at the latest when another therapy starts." + countedDays(definitions),
      source: "FDA. Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics. December 2018")
  }

  /// Progression-free survival.
  public static func progressionFreeSurvival(_ definitions: Definitions) -> Definition {
    Definition(
      name: "Progression-free survival",
      text: "From the first dose to documented progression or death, whichever is first. Censored at the "
        + "\(definitions.censoring.rawValue) where neither is documented, at the latest when another therapy starts."
        + countedDays(definitions),
      source: "FDA. Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics. December 2018")
  }

  /// Growth modulation index.
  public static func growthModulationIndex(_ maintenance: Definitions.MaintenanceCounting) -> Definition {
    Definition(
      name: "Growth modulation index",
      text: "Time to progression on a line divided by that on the line before; maintenance is counted "
        + (maintenance == .withInduction ? "with the induction that it continues." : "apart from its induction."),
      source: "Von Hoff DD. Clin Cancer Res 1998;4:1079-1086 (activity at 1.33 or more)")
  }

  /// Survival from an origin.
  public static func survival(from origin: String, _ definitions: Definitions) -> Definition {
    Definition(
      name: "Survival from \(origin)",
      text: "From \(origin) to death of any cause; censored at last contact or the data cut-off."
        + countedDays(definitions),
      source: "FDA. Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics. December 2018")
  }

  /// Dose intensity.
  public static let doseIntensity = Definition(
    name: "Dose intensity",
    text: "Dose of a cycle divided by the length of the cycle in weeks (7 d); a cycle repeated on day 22 has 21 days.",
    source: "Hryniuk W, Bush H. J Clin Oncol 1984;2:1281-1288")

  /// Relative dose intensity.
  public static let relativeDoseIntensity = Definition(
    name: "Relative dose intensity",
    text: "Dose intensity divided by that of the named plan.",
    source: "Longo DL, et al. J Natl Cancer Inst 1991;83:249 (Hryniuk's relative dose intensity)")

  /// Cumulative dose.
  public static let cumulativeDose = Definition(
    name: "Cumulative dose",
    text:
      "Sum of the doses of a phase: administrations times dose. Where the number of cycles is not stated, it follows from "
      + "the duration and the cycle length, as bounds; of what is taken day after day the days are counted.",
    source: "Arithmetic")

  /// A fact of which there are several statements.
  public static let statedFact = Definition(
    name: "Fact with several statements",
    text: "The first statement of the record, or the one that was decided on (`decided:`). The others stay beside it.",
    source: "The record itself")

  /// What a study that counts days inclusively must be told of its times.
  static func countedDays(_ definitions: Definitions) -> String {
    definitions.inclusiveDays ? " The last day is counted: end minus start, and a day (`days: inclusive`)." : ""
  }
}
