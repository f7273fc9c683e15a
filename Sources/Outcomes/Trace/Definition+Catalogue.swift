// SPDX-License-Identifier: Apache-2.0

import Dosing
public import Course
public import Plain

extension Definition {
  /// Line of therapy.
  public static let line = Definition(
    name: Phrase("Line of therapy", "Therapielinie"),
    text: Phrase(
      "Each systemic therapy opens a line in order of time; maintenance after a response or stable disease continues the line that it follows. Perioperative therapy is counted, and the number among lines for advanced disease is given beside it.",
      "Jede systemische Therapie eröffnet in zeitlicher Folge eine Linie; eine Erhaltung nach Ansprechen oder stabiler Erkrankung setzt die Linie fort, auf die sie folgt. Perioperative Therapie wird mitgezählt, und die Nummer unter den Linien der fortgeschrittenen Erkrankung steht daneben."
    ), source: Phrase(same: "Saini KS, Twelves C. Br J Cancer 2021;125:155-163"))

  private static let guidance = Phrase(
    same: "FDA. Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics. December 2018")

  /// Duration of treatment, by the chosen end.
  public static func treatmentDuration(_ definitions: Definitions) -> Definition {
    let end =
      definitions.treatmentEnd == .stop
      ? Phrase("the stop of treatment", "zum Therapieende") : Phrase("the last dose", "zur letzten Gabe")
    return Definition(
      name: Phrase("Duration of treatment", "Therapiedauer"),
      text: Phrase(
        "From the first dose to \(end); to the data cut-off, censored, where treatment is ongoing.",
        "Von der ersten Gabe bis \(end); bei andauernder Therapie bis zum Datenschnitt, zensiert.")
        + countedDays(definitions),
      source: Phrase(
        "Blumenthal GM, et al. Ann Oncol 2019;30:830-838 (time to treatment discontinuation)",
        "Blumenthal GM, et al. Ann Oncol 2019;30:830-838 (Zeit bis zum Therapieabbruch)"))
  }

  /// Best response.
  public static let bestResponse = Definition(
    name: Phrase("Best response", "Bestes Ansprechen"),
    text: Phrase(
      "The best response among the dated assessments of the therapy, as judged by the source, in the order CR, PR, SD, PD. Where no dated assessment shows more than progression, the response that the source states stands, and is marked as stated only. Where only progression is shown and another assessment, which may lie before it, states no response, it is not determined. A relapse, new metastases or a stop for progression before every visit that was judged is PD.",
      "Das beste Ansprechen unter den datierten Untersuchungen der Therapie, wie von der Quelle beurteilt, in der Reihenfolge CR, PR, SD, PD. Wo keine datierte Untersuchung mehr als einen Progress zeigt, gilt das von der Quelle angegebene Ansprechen, als nur angegeben markiert. Wo nur ein Progress gezeigt ist und eine andere Untersuchung, die davor liegen kann, kein Ansprechen nennt, ist es nicht bestimmt. Ein Rezidiv, neue Metastasen oder ein Therapieende wegen Progress vor jeder beurteilten Kontrolle ist PD."
    ),
    source: Phrase(
      "Eisenhauer EA, et al. Eur J Cancer 2009;45:228-247 (order of categories); no confirmation required",
      "Eisenhauer EA, et al. Eur J Cancer 2009;45:228-247 (Reihenfolge der Kategorien); keine Bestätigung verlangt"))

  /// Duration of response.
  public static func responseDuration(_ definitions: Definitions) -> Definition {
    Definition(
      name: Phrase("Duration of response", "Dauer des Ansprechens"),
      text: Phrase(
        "From the assessment that first showed CR or PR to progression or death, whichever is first; of stable disease, from the start of the therapy to progression.",
        "Von der Untersuchung, die zuerst CR oder PR zeigte, bis zu Progress oder Tod, je nachdem, was zuerst eintritt; bei stabiler Erkrankung vom Therapiebeginn bis zum Progress."
      ) + countedDays(definitions),
      source: Phrase(
        "Eisenhauer EA, et al. Eur J Cancer 2009;45:228-247, section 4.7",
        "Eisenhauer EA, et al. Eur J Cancer 2009;45:228-247, Abschnitt 4.7"))
  }

  /// Where a time without an event is censored, in German after `zensiert`.
  private static func censoring(_ definitions: Definitions) -> Phrase {
    switch definitions.censoring {
    case .lastAssessment: Phrase("\(definitions.censoring.rawValue)", "bei der letzten Untersuchung")
    case .lastContact: Phrase("\(definitions.censoring.rawValue)", "beim letzten Kontakt")
    }
  }

  /// Time to progression.
  public static func timeToProgression(_ definitions: Definitions) -> Definition {
    Definition(
      name: EndPoint.progression.phrase,
      text: Phrase(
        "From the first dose to documented progression. Censored at the \(censoring(definitions)) where none is documented, at the latest when another therapy starts.",
        "Von der ersten Gabe bis zum dokumentierten Progress. Ohne einen solchen \(censoring(definitions)) zensiert, spätestens bei Beginn einer anderen Therapie."
      ) + countedDays(definitions), source: guidance)
  }

  /// Progression-free survival.
  public static func progressionFreeSurvival(_ definitions: Definitions) -> Definition {
    Definition(
      name: EndPoint.progressionFree.phrase,
      text: Phrase(
        "From the first dose to documented progression or death, whichever is first. Censored at the \(censoring(definitions)) where neither is documented, at the latest when another therapy starts.",
        "Von der ersten Gabe bis zum dokumentierten Progress oder Tod, je nachdem, was zuerst eintritt. Ohne beides \(censoring(definitions)) zensiert, spätestens bei Beginn einer anderen Therapie."
      ) + countedDays(definitions), source: guidance)
  }

  /// Growth modulation index.
  public static func growthModulationIndex(_ maintenance: Definitions.MaintenanceCounting) -> Definition {
    Definition(
      name: Phrase("Growth modulation index", "Growth Modulation Index"),
      text: Phrase(
        "Time to progression on a line divided by that on the line before; maintenance is counted ",
        "Zeit bis zum Progress unter einer Linie, geteilt durch die unter der Linie davor; eine Erhaltung wird ")
        + (maintenance == .withInduction
          ? Phrase("with the induction that it continues.", "mit der Induktion gezählt, die sie fortsetzt.")
          : Phrase("apart from its induction.", "getrennt von ihrer Induktion gezählt.")),
      source: Phrase(
        "Von Hoff DD. Clin Cancer Res 1998;4:1079-1086 (activity at 1.33 or more)",
        "Von Hoff DD. Clin Cancer Res 1998;4:1079-1086 (Wirksamkeit ab 1,33)"))
  }

  /// Survival from an origin.
  public static func survival(from origin: Phrase, _ definitions: Definitions) -> Definition {
    Definition(
      name: Phrase("Survival from \(origin)", "Überleben ab \(origin)"),
      text: Phrase(
        "From \(origin) to death of any cause; censored at last contact or the data cut-off.",
        "Ab \(origin) bis zum Tod jeder Ursache; beim letzten Kontakt oder Datenschnitt zensiert.")
        + countedDays(definitions), source: guidance)
  }

  /// Dose intensity.
  public static let doseIntensity = Definition(
    name: Phrase("Dose intensity", "Dosisintensität"),
    text: Phrase(
      "Dose of a cycle divided by the length of the cycle in weeks (7 d); a cycle repeated on day 22 has 21 days.",
      "Dosis eines Zyklus, geteilt durch die Länge des Zyklus in Wochen (7 Tage); ein Zyklus mit Wiederholung an Tag 22 hat 21 Tage."
    ), source: Phrase(same: "Hryniuk W, Bush H. J Clin Oncol 1984;2:1281-1288"))

  /// Relative dose intensity.
  public static let relativeDoseIntensity = Definition(
    name: Phrase("Relative dose intensity", "Relative Dosisintensität"),
    text: Phrase(
      "Dose intensity divided by that of the named plan.", "Dosisintensität, geteilt durch die des genannten Plans."),
    source: Phrase(
      "Longo DL, et al. J Natl Cancer Inst 1991;83:249 (Hryniuk's relative dose intensity)",
      "Longo DL, et al. J Natl Cancer Inst 1991;83:249 (relative Dosisintensität nach Hryniuk)"))

  /// Cumulative dose.
  public static let cumulativeDose = Definition(
    name: Phrase("Cumulative dose", "Kumulative Dosis"),
    text: Phrase(
      "Sum of the doses of a phase: administrations times dose. Where the number of cycles is not stated, it follows from the duration and the cycle length, as bounds; of what is taken day after day the days are counted.",
      "Summe der Dosen einer Phase: Gaben mal Dosis. Wo die Zahl der Zyklen nicht angegeben ist, folgt sie aus Dauer und Zykluslänge, als Grenzen; bei täglicher Einnahme werden die Tage gezählt."
    ), source: Phrase("Arithmetic", "Rechnung"))

  /// The dose of a drug over a whole therapy.
  public static let therapyDose = Definition(
    name: Phrase("Total dose", "Gesamtdosis"),
    text: Phrase(
      "Sum of a drug over a therapy: of its single administrations where the therapy has any of it, else of its dose phases as they are stated. Where rows are missing, or a dose is not stated, it is at least so much. Doses in several units are not added up.",
      "Summe einer Substanz über eine Therapie: aus ihren einzelnen Gaben, wo die Therapie welche davon hat, sonst aus ihren Dosisphasen wie angegeben. Wo Zeilen fehlen oder eine Dosis nicht angegeben ist, ist es mindestens so viel. Dosen in mehreren Einheiten werden nicht addiert."
    ), source: Phrase("Arithmetic", "Rechnung"))

  /// The relative dose intensity of a drug over a whole therapy.
  public static let therapyIntensity = Definition(
    name: Phrase("Relative dose intensity of the therapy", "Relative Dosisintensität der Therapie"),
    text: Phrase(
      "From single administrations: \(RelativeIntensityDefinition.perCourse.phrase). Where phases alone are recorded, and follow each other: between the least and the greatest relative dose intensity of the phases, since a mean over time lies between them; delays and pauses that no phase states are not in it, so that the true one can be lower.",
      "Aus einzelnen Gaben: \(RelativeIntensityDefinition.perCourse.phrase). Wo nur Phasen dokumentiert sind und aufeinander folgen: zwischen der kleinsten und der größten relativen Dosisintensität der Phasen, da ein Mittel über die Zeit dazwischen liegt; Verzögerungen und Pausen, die keine Phase nennt, sind nicht enthalten, sodass die wahre niedriger sein kann."
    ), source: Phrase(same: "Hryniuk W, Bush H. J Clin Oncol 1984;2:1281-1288"))

  /// How long a dose phase was in force.
  static let timeInForce = Definition(
    name: Phrase("Time in force", "Dauer in Kraft"),
    text: Phrase(
      "From the first day of the dose phase to the first day of the next, or the end.",
      "Vom ersten Tag der Dosisphase bis zum ersten Tag der nächsten oder zum Ende."),
    source: Phrase(
      "Simple temporal network: Dechter R, Meiri I, Pearl J. Artif Intell 1991;49:61-95",
      "Einfaches zeitliches Netz: Dechter R, Meiri I, Pearl J. Artif Intell 1991;49:61-95"))

  /// A fact of which there are several statements.
  public static let statedFact = Definition(
    name: Phrase("Fact with several statements", "Angabe mit mehreren Aussagen"),
    text: Phrase(
      "The first statement of the record, or the one that was decided on (`decided:`). The others stay beside it.",
      "Die erste Angabe der Akte, oder die, für die entschieden wurde (`decided:`). Die anderen bleiben daneben stehen."
    ),
    source: Phrase("The record itself", "Die Akte selbst"))

  /// What a study that counts days inclusively must be told of its times.
  static func countedDays(_ definitions: Definitions) -> Phrase {
    definitions.inclusiveDays
      ? Phrase(
        " The last day is counted: end minus start, and a day (`days: inclusive`).",
        " Der letzte Tag wird mitgezählt: Ende minus Beginn, und ein Tag (`days: inclusive`).") : .none
  }
}
