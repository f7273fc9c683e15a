// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

extension PhenopacketPatient {
  /// Sex, year of birth, death and last contact; what else is said of a person is left out.
  mutating func readPerson(_ element: FHIRElement) {
    if let child = element.child("sex"), let leaf = child.own(in: record),
      let word = PhenopacketSchema.word(leaf.raw, of: PhenopacketSchema.sexes)
    {
      switch word {
      case "FEMALE": fact("sex", "female", leaf)
      case "MALE": fact("sex", "male", leaf)
      case "OTHER_SEX": fact("sex", "other", leaf)
      default: leaveOut(leaf, "the value that stands where nothing is said")
      }
    }
    if let leaf = element.child("dateOfBirth")?.own(in: record), let date = try? FHIRDate.parse(leaf.raw) {
      fact("year of birth", "\(date.year)", leaf)
      // The schema rounds down to the year or the month that is known: the first of either says no more.
      var known = date
      if date.day == 1 { known.day = nil }
      if date.day == 1, date.month == 1 { known.month = nil }
      births.append((known, leaf))
    }
    readVital(element)
    for child in element.children where child.isOpen {
      switch child.name {
      case "id": used(child.own(in: record), "the patient that facts are of")
      case "alternateIds": leaveOutRest(of: child, "it identifies the patient")
      default: leaveOutRest(of: child, "it describes the person, and the record has no key for it")
      }
    }
  }

  private mutating func readVital(_ element: FHIRElement) {
    let vital = element.child("vitalStatus")
    let status = vital?.peek("status").flatMap { PhenopacketSchema.word($0, of: PhenopacketSchema.states) }
    let isDead = status == "DECEASED"
    if let vital {
      let hasDeath = vital.has("timeOfDeath", "causeOfDeath")
      if hasDeath, status == "ALIVE" {
        return refuse(vital, "a time or a cause of death beside the status `ALIVE`", expected: "one of them")
      }
      if hasDeath, !isDead {
        return refuse(
          vital, "a time or a cause of death without the status `DECEASED`", expected: "`DECEASED`, where it is one")
      }
      let own = vital.child("status")?.own(in: record)
      if isDead {
        readDeath(vital, own)
      } else if let own, status == "ALIVE" {
        readAlive(element, vital, own)
      } else if let own {
        leaveOut(own, "the value that stands where nothing is said")
      }
      readSurvival(vital, isDead ? "death" : status == "ALIVE" ? "last contact" : "")
    }
    readEncounter(element)
  }

  private mutating func readDeath(_ vital: FHIRElement, _ status: Leaf?) {
    let mark = marks["subject/vitalStatus"]
    let entry = entry("death", key: "", number: mark?.name, stem: "death", order: "", at: vital.place(record))
    if vital.has("causeOfDeath") {
      stateTerm("death", vital.child("causeOfDeath"), entry)
      used(status, "that the patient has died")
    } else {
      let silent = mark.map { $0.kind == "death" ? "true" : String($0.kind.dropFirst("death ".count)) }
      state("death", [silent ?? Silence.notStated], of: entry, status)
    }
    guard vital.has("timeOfDeath") else {
      outcome.warnings.append(Misfit(vital.place(record), "the patient has died, and nothing says when"))
      return
    }
    stateTime("when", vital.child("timeOfDeath"), entry, isOwn: mark != nil)
  }

  /// Alive: at the last encounter, where its time is stated.
  private mutating func readAlive(_ element: FHIRElement, _ vital: FHIRElement, _ status: Leaf) {
    let survived = vital.peek("survivalTimeInDays").flatMap { PhenopacketSchema.whole($0) } ?? 0
    guard element.has("timeAtLastEncounter") || survived > 0 else {
      return leaveOut(status, "alive, and nothing says on which day")
    }
    let mark = marks["subject/vitalStatus"]
    let entry = entry(
      "last contact", key: "", number: mark?.name, stem: "last-contact", order: "", at: vital.place(record))
    state("last contact", ["true"], of: entry, status)
    stateTime("when", element.child("timeAtLastEncounter"), entry, isOwn: mark != nil)
  }

  /// The last encounter of whom nothing says that he was alive: an event, and no contact.
  private mutating func readEncounter(_ element: FHIRElement) {
    guard let encounter = element.child("timeAtLastEncounter"), encounter.isOpen else { return }
    let entry = entry("event", key: "encounter", stem: "last-encounter", order: "", at: encounter.place(record))
    state("event", ["last encounter"], of: entry, nil)
    stateTime("when", encounter, entry, isOwn: false)
    finish(element: encounter, entry)
  }

  private mutating func finish(element: FHIRElement, _ entry: Int) {
    if element.isOpen { noteElement(element, entry) }
  }

  private mutating func readSurvival(_ vital: FHIRElement, _ key: String) {
    guard let leaf = vital.leaf("survivalTimeInDays", in: record) else { return }
    guard PhenopacketSchema.whole(leaf.raw) != 0 else {
      return leaveOut(leaf, "the value that stands where nothing is said")
    }
    survival = (leaf, key)
  }

  /// So many days after the diagnosis: the death, or the last contact, where there is one diagnosis and its name.
  mutating func settleSurvival() {
    guard let (leaf, key) = survival else { return }
    survival = nil
    let kind = key == "" ? "event" : key
    let target = draft.entries.firstIndex { $0.kind == kind && key != "" }
    guard let target, tumours.count == 1, let days = PhenopacketSchema.whole(leaf.raw), days > 0 else {
      let entry =
        target
        ?? entry("event", key: "survival", stem: "survival", order: Self.atTheEnd, at: record)
      if draft.entries[entry].values.isEmpty { state("event", ["survival time, in the note"], of: entry, nil) }
      return note(leaf, on: entry, label: "survivalTimeInDays")
    }
    state("when", ["\(days) d after \(id(tumours[0].entry))"], of: target, leaf)
  }
}
