// SPDX-License-Identifier: Apache-2.0

import Plain

/// Words of life and death where the other is recorded: an error, since the end of follow-up hangs on it.
package enum VitalStatus {
  private static func words(_ text: String) -> [String] {
    text.lowercased().replacing("passed away", with: "died").split { !$0.isLetter && $0 != "†" && $0 != "✝" }.map(
      String.init)
  }

  /// Words that say that the patient had died: `verstorben`, `dead of disease`, `DOD`; not with `alive` or a denial beside them.
  package static func saysDead(_ text: String) -> Bool {
    let words = words(text)
    return words.contains(where: dead.contains) && Set(words).isDisjoint(with: alive.union(denials).union(before))
  }

  /// Words that say that there was no death: `none`, `no`, `alive`.
  package static func saysAlive(_ text: String) -> Bool {
    let words = words(text)
    guard let first = words.first else { return false }
    let isDenial = denials.contains(first) || first == "false"
    return alive.contains(first) || isDenial && words.dropFirst().allSatisfy(dead.contains)
  }

  /// Words that say nothing of a death but that there was none, that it is doubted, or that it was another's: `verneint`, `fraglich`, `death of mother`.
  package static func deniesDeath(_ text: String) -> Bool {
    guard !Silence.isMissing(text) else { return false }
    let said = words(text)
    if said.contains(where: dead.contains), !Set(said).isDisjoint(with: others) { return true }
    return ChartAssertion(note: text, .finding) != .affirmed
  }

  /// An event that is the patient's death: it begins with it, and is nobody else's (`death of her husband`).
  package static func isDeath(_ text: String) -> Bool {
    let said = words(text).drop {
      ["the", "patient", "pat", "pt", "has", "had", "was", "is", "der", "die", "ist"].contains($0)
    }
    guard let first = said.first, dead.contains(first) else { return false }
    return Set(said).isDisjoint(with: others)
  }

  /// Whether words tell of the patient's death, whenever it was: `until death`, `patient died at home`; not of another's, and not with a denial or a fear of it.
  package static func tellsOfDeath(_ text: String) -> Bool {
    let words = words(text)
    return words.contains(where: dead.contains) && Set(words).isDisjoint(with: others.union(denials).union(fears))
  }

  // MARK: the patient is seen

  /// Whether the words of an event show the patient alive: a visit, a contact, a call, an examination, a stay, an operation, and nothing that was said of the patient,
  /// missed, planned or doubted.
  package static func showsPatient(_ event: String) -> Bool {
    let words = Set(words(event))
    return !words.isDisjoint(with: seen) && words.isDisjoint(with: unseen.union(denials).union(others).union(dead))
      && !ChartDoubt.isDoubted(event) && !isLost(event)
  }

  /// Whether words say that nobody could reach or see the patient: lost to follow-up, a visit that was missed or cancelled.
  package static func isLost(_ text: String) -> Bool {
    let words = words(text)
    let joined = words.joined(separator: " ")
    if Set(words).isDisjoint(with: alive),
      missed.contains(where: words.contains) || absences.contains(where: joined.contains)
    {
      return true
    }
    return joined.contains("lost to follow") || joined.contains("lost to fu") || joined.contains("not reach")
      || joined.contains("nicht erreich") || joined.contains("nicht mehr erreich") || words.contains("ltfu")
      || words.contains("unreachable") || joined.contains("aus den augen verloren")
      || words.contains("verloren") || joined.contains("nachsorge abgebrochen")
      || joined.contains("kontakt abgebrochen")
      || joined.contains("kontaktabbruch")
  }

  /// Visits that were not.
  private static let missed: Set = ["missed", "cancelled", "canceled", "versäumt", "abgesagt", "ausgefallen"]
  private static let absences = [
    "no show", "not attend", "not come", "not appear", "not seen", "not reached", "nicht erschienen",
    "nicht wahrgenommen", "nicht gekommen", "nicht gesehen", "nicht vorgestellt", "nicht erreicht",
  ]

  private static let seen: Set = [
    "visit", "visits", "contact", "consultation", "consult", "appointment", "seen", "examined", "examination",
    "admission", "admitted", "readmission", "readmitted", "hospitalised", "hospitalized", "hospitalisation",
    "hospitalization", "discharge", "discharged", "phone", "telephone", "interview", "outpatient", "inpatient",
    "emergency", "transfusion", "transfused", "biopsy", "operation", "surgery", "puncture", "paracentesis",
    "thoracentesis", "drainage", "stent", "fall", "fell", "fracture", "rehabilitation", "vaccination", "birth",
    "vorstellung", "wiedervorstellung", "vorgestellt", "kontakt", "telefonkontakt", "telefonat", "telefonisch",
    "telefonischer", "anruf", "gespräch", "sprechstunde", "videosprechstunde", "konsultation", "konsil", "untersuchung",
    "untersucht", "aufnahme", "aufgenommen", "entlassung", "entlassen", "stationär", "stationäre", "stationärer",
    "ambulanz", "ambulant", "ambulante", "ambulanter", "visite", "termin", "kontrolle", "kontrolltermin", "nachsorge",
    "notaufnahme", "biopsie", "punktion", "portanlage", "portimplantation", "sturz", "fraktur", "reha", "impfung",
    "geburt",
  ]
  private static let unseen: Set = [
    "missed", "cancelled", "canceled", "lost", "letter", "mail", "fax", "insurance", "board", "conference", "mdt",
    "registry", "register", "family", "relatives", "gp", "practitioner", "pharmacy", "planned", "scheduled", "request",
    "requested", "attempt", "attempted", "report", "result", "results", "autopsy", "obituary", "without", "until",
    "versäumt", "abgesagt", "abgebrochen", "brief", "arztbrief", "entlassbrief", "krankenkasse", "versicherung",
    "tumorboard", "konferenz", "tumorkonferenz", "angehörige", "angehöriger", "familie", "hausarzt", "hausärztin",
    "hausarztes", "apotheke", "geplant", "geplante", "anfrage", "versuch", "versucht", "bericht", "befund", "obduktion",
    "ohne", "bis",
  ]
  private static let fears: Set = ["fear", "angst", "risk", "risiko", "anxiety"]

  private static let dead: Set = [
    "died", "dead", "death", "deceased", "verstorben", "verstarb", "gestorben", "tot", "tod", "todesfall", "exitus",
    "dod", "†", "✝",
  ]
  private static let alive: Set = ["alive", "living", "lives", "lebend", "lebt", "ned", "awd"]
  private static let before: Set = ["before", "prior", "vor", "until", "bis"]
  private static let denials: Set = ["no", "not", "none", "nein", "nicht", "kein", "keine", "never"]
  private static let others: Set = [
    "husband", "wife", "spouse", "partner", "mother", "father", "son", "daughter", "brother", "sister", "child",
    "relative", "certificate", "ehemann", "ehemannes", "ehefrau", "mutter", "vater", "vaters", "sohn", "sohnes",
    "tochter",
    "bruder", "bruders", "schwester", "kind", "kindes", "angehörigen",
  ]
}
