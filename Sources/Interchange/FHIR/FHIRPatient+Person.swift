// SPDX-License-Identifier: Apache-2.0

import Plain
import Notation

extension FHIRPatient {
  static let sexes = RegistryWords.Words([
    ("male", "male"), ("female", "female"), ("other", "other"), ("unknown", Silence.unknown),
  ])

  private static let identifying: Set = [
    "identifier", "name", "telecom", "address", "photo", "contact", "generalPractitioner", "managingOrganization",
    "communication",
  ]

  /// Sex, year of birth and death; everything else of a person is left out.
  mutating func readPerson(_ own: Own) {
    let element = own.element
    if let leaf = element.leaf("gender", in: record), let word = word(leaf, Self.sexes, on: nil) {
      fact("sex", word, leaf)
    }
    if let birth = date(element.child("birthDate"), on: nil) {
      fact("year of birth", "\(birth.date.year)", birth.leaf)
      births.append((birth.date, birth.leaf))
    }
    readDeceased(element)
    if element.peek("active") == "false" {
      outcome.warnings.append(Misfit(element.place(record), "a record that is not in use (`active: false`)"))
    }
    for link in element.all("link") {
      outcome.warnings.append(
        Misfit(
          link.place(record), "another record of the same person (`link`): what it says stands under its own id",
          expected: "records of one person under one id"))
      leaveOutRest(of: link, "another record of the person")
    }
    for child in element.children where child.isOpen {
      let name = child.name.hasPrefix("_") ? String(child.name.dropFirst()) : child.name
      leaveOutRest(
        of: child,
        Self.identifying.contains(name) || name == "birthDate"
          ? "it identifies the patient" : "it describes the person, and the record has no key for it")
    }
  }

  private mutating func readDeceased(_ element: FHIRElement) {
    if let leaf = element.leaf("deceasedBoolean", in: record) {
      guard leaf.raw == "true" else {
        alive = leaf
        return leaveOut(leaf, "alive, and nothing says on which day")
      }
      let entry = death(element)
      outcome.warnings.append(Misfit(leaf.place, "the patient has died, and nothing says when"))
      if draft.entries[entry].values.contains(where: { $0.key == "death" }) {
        used(leaf, "that the patient has died")
      } else {
        state("death", [isOwn ? "true" : Silence.notStated], of: entry, leaf)
      }
    }
    guard element.has("deceasedDateTime", "_deceasedDateTime") else { return }
    let entry = death(element)
    if !draft.entries[entry].values.contains(where: { $0.key == "death" }) {
      state("death", [isOwn ? "true" : Silence.notStated], of: entry, nil)
    }
    if let date = stateTime("when", element, "deceasedDateTime", entry) { setOrder(date.text, entry) }
  }

  /// A patient dies once, whatever number of resources say so.
  /// Tells that a patient is said to be alive, and that something else says that the patient has died.
  mutating func tellAliveBesideDeath() {
    guard let alive, let entry = draft.entries.firstIndex(where: { $0.kind == "death" }) else { return }
    tell(
      alive, "`deceasedBoolean` false beside \(id(entry))", expected: "one of them: whether the patient has died",
      on: entry)
  }

  mutating func death(_ element: FHIRElement) -> Int {
    entry("death", key: "", stem: "death", order: "", at: element.place(record))
  }
}
