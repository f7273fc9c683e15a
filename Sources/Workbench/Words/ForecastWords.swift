// SPDX-License-Identifier: Apache-2.0

import Plain

/// The words of the page on a forecast.
extension Words {
  static let forecast = Phrase("Forecast of counts", "Vorhersage der Zellzahlen")
  static let forecastAbout = Phrase(
    "What schedules would do to the neutrophils, with the uncertainty, or why nothing is said. Counts and single doses are those of the record.",
    "Was Schemata mit den Neutrophilen machen würden, mit der Unsicherheit, oder warum nichts gesagt wird. Zellzahlen und einzelne Gaben sind die der Akte."
  )
  static let forecastNotice = Phrase(
    "A model, not a measurement; the effect of gemcitabine on the marrow has no published value and is our own calibration; platelets are not modelled. No conformity assessment as a medical device was made; it must not decide a treatment. Nothing is ranked as best.",
    "Ein Modell, keine Messung; für die Wirkung von Gemcitabin auf das Mark ist kein Wert veröffentlicht, sie ist unsere eigene Kalibrierung; Thrombozyten sind nicht modelliert. Es gab keine Konformitätsbewertung als Medizinprodukt; sie darf keine Behandlung entscheiden. Nichts wird als das Beste genannt."
  )
  static let forecastSchedules = Phrase("Schedules to compare, one a line", "Schemata zum Vergleich, eines je Zeile")
  static let forecastSchedulesHelp = Phrase(
    "As 1000 mg/m2 d1, d8, d15 q28; with another drug behind a semicolon: 1000 mg/m2 d1, d15 q28; pegfilgrastim 6 mg d16 q28. Eight at most.",
    "Wie 1000 mg/m2 d1, d8, d15 q28; mit einer weiteren Substanz hinter einem Semikolon: 1000 mg/m2 d1, d15 q28; pegfilgrastim 6 mg d16 q28. Höchstens acht."
  )
  static let forecastSurface = Phrase("Body surface, m²", "Körperoberfläche, m²")
  static let forecastSurfaceHelp = Phrase(
    "Of height and weight of the record (Mosteller) where both are there.",
    "Aus Größe und Gewicht der Akte (Mosteller), wo beide stehen.")
  static let forecastBegin = Phrase("Day 1 of the schedules", "Tag 1 der Schemata")
  static let forecastBeginHelp = Phrase(
    "Empty: the day 1 that is due. As 17.06.2024 or 2024-06-17.",
    "Leer: der fällige Tag 1. Wie 17.06.2024 oder 2024-06-17.")
  static let forecastRules = Phrase("Rules to follow over four cycles", "Regeln, über vier Zyklen befolgt")
  static let noRules = Phrase("none", "keine")
  static let forecastNoSchedule = Phrase(
    "The record has no schedule that a model here takes: type one.",
    "Die Akte hat kein Schema, für das es hier ein Modell gibt: bitte eines eintippen.")
  static let forecastTooMany = Phrase("More than eight schedules.", "Mehr als acht Schemata.")
  static let forecastNotASurface = Phrase(
    "Expected: a body surface of 0.2 to 4 m², as 1.8.", "Erwartet: eine Körperoberfläche von 0,2 bis 4 m², wie 1,8.")
  static let forecastNeedsSurface = Phrase(
    "A dose per m² needs the body surface.", "Eine Dosis je m² braucht die Körperoberfläche.")
  static let forecastInEnglish = Phrase("", "Die Tabellen der Vorhersage sind englisch.")
}
