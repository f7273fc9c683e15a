// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Chronology
import Console
import Course
import Dosing
import Exchange
import Foundation
import Notation
import Outcomes
import Plain
import Report

/// `verlauf adapt STUDY PATIENT`: what a record has for the rules.
extension AdaptCommand {
  /// A folder without a patient is answered with its patients; a name of neither a folder nor a drug stays for the library.
  func refuseFolder(_ library: RegimenLibrary, _ problems: inout ArgumentProblems) {
    guard library.regimens[what] == nil, library.generic(what) == nil else { return }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: what, isDirectory: &isFolder), isFolder.boolValue else { return }
    problems.note("\(what) is a folder: name the patient too, `verlauf adapt \(what) PATIENT`")
  }

  /// A study with the places of its records.
  struct Record {
    var study: Study
    var places: Places
  }

  /// Reads the folder; tells what is wrong with it.
  func readRecord() async throws -> Record {
    let reading = try await StudySource.read(what)
    StudyArguments.tell(reading.problems)
    guard let study = reading.study else {
      Terminal.tell("\(what): \(Terminal.count(reading.errors.count, "error")); the study cannot be read.")
      throw ExitCode(2)
    }
    return Record(study: study, places: reading.places)
  }

  /// The drugs that a patient is being given on a day, judged by their rule sets.
  func judge(
    _ name: String, _ record: Record, _ library: RegimenLibrary, _ problems: inout ArgumentProblems
  ) -> Answer? {
    let study = record.study
    if let dose { problems.note("--dose \(dose): the record has the doses") }
    if level > 0 { problems.note("--level \(level): the record has the doses that were given") }
    problems.check(name, among: study.patients.map(\.id), "patient", "PATIENT")
    var asked: Day?
    if let on {
      do {
        asked = try Day(parsing: on.trimmed)
      } catch {
        problems.note("--on \(on): expected \(error.expected)")
      }
    }
    let size = self.size.size(&problems)
    var order = DoseOrder(Dose(amount: 1, unit: .milligrams))
    self.size.apply(to: &order, &problems)
    let told = known.observations(&problems)
    guard problems.lines.isEmpty, let patient = study.patients.first(where: { $0.id == name }) else { return nil }
    let outcome = PatientOutcomes(patient, in: study)
    let timeline = outcome.timeline
    guard let day = asked ?? timeline.lastRecordDay else {
      problems.note("\(name): the record has no exact day; --on names one")
      return nil
    }
    let reader = RecordedDayReader(timeline, library: library, window: oldest)
    var found: RecordedDay
    do {
      found = try reader.read(on: day, therapy: therapy, dayOfCycle: self.day)
    } catch {
      problems.note("\(name): \(error)")
      return nil
    }
    var notes = notes(found, isAsked: asked != nil, library) + anthracyclines(outcome, found, library)
    var recorded = found.size
    if recorded == nil, let doubtful = found.doubtfulSize {
      if self.size.confirmSize {
        recorded = doubtful
        problems.warn("\(name): height and weight of the record (confirmed)")
      } else {
        notes.append("If height and weight of the record are right all the same: --confirm-size.")
      }
    }
    let given = size ?? recorded
    order.size = given
    if given != nil, let words = self.size.words(order) {
      notes.append(words + (size == nil ? " Of the record." : ""))
    }
    for index in found.facts.indices where replaces(found.facts[index], told) {
      found.facts[index].use = .notUsed("replaced by what was given here")
    }
    let surface = given.flatMap { try? $0.surface(order.formula).squareMetres }
    let judged = found.drugs.map { judge($0, found, told, reader, surface, library, &notes, &problems) }
    let title =
      "What the rule sets say of patient \(name) on \(day)"
      + (found.cycle.map { cycle in
        ", cycle \(cycle)" + (found.dayOfCycle.map { " day \($0)" } ?? "") + " of \(found.therapy.entry.id)"
      } ?? ", \(found.therapy.entry.id)")
    return answer(
      judged, Observations(), notes: notes, title: title,
      record: DosingTables.record(found, record.places), &problems)
  }

  private func notes(_ found: RecordedDay, isAsked: Bool, _ library: RegimenLibrary) -> [String] {
    var notes = isAsked ? [] : ["\(found.day) is the last day of the record; --on names another."]
    notes += found.questions
    if let cycle = found.cycle, let regimen = library.regimens[found.therapy.therapy.regimen ?? ""],
      let most = regimen.mostCycles, cycle > most
    {
      notes.append("Cycle \(cycle): \(regimen.id) has at most \(most).")
    }
    if let next = found.nextDue { notes.append("After this day a dose is due on \(next.date) (day \(next.day)).") }
    if found.drugs.contains(where: { $0.doses.contains(where: \.isLastGiven) && $0.doses.count > 1 }) {
      notes.append(
        "The dose last given is not the planned one, and whether it holds is not recorded: both are judged. Percentages of labels mostly mean the planned dose."
      )
    }
    return notes
  }

  /// Whether a value of today is replaced by what was told.
  private func replaces(_ fact: RecordedFact, _ told: Observations) -> Bool {
    guard fact.use == .used || fact.use == .questioned("a bound"), let analyte = Analyte(rawValue: fact.name) else {
      return false
    }
    return told.values[analyte]?.today != nil
  }

  /// What was given before of the anthracyclines, where one is being given, with the limits of the library.
  private func anthracyclines(
    _ outcome: PatientOutcomes, _ found: RecordedDay, _ library: RegimenLibrary
  ) -> [String] {
    guard found.drugs.contains(where: { library.drugs[$0.drug]?.kind == .anthracycline }) else { return [] }
    let doses = outcome.anthracyclines(library, before: found.day)
    let limits = (library.drugs["doxorubicin"]?.cumulativeLimits ?? [])
      .map { "\(DosingTables.text($0.dose)) (\($0.condition))" }.joined(separator: ", ")
    var notes = doses.map {
      "\($0.drug) given before \(found.day): \($0.sum.text()) mg/m² (\($0.parts.joined(separator: " + "))), as far as the record tells."
    }
    if doses.isEmpty { notes = ["No anthracycline before \(found.day) is recorded."] }
    if doses.count > 1 {
      notes += AnthracyclineSum.all(of: doses, library).map { sum in
        "As doxorubicin by \(sum.scheme): \(sum.arithmetic) = \(sum.sum.text()) mg/m²"
          + (sum.uncounted.isEmpty
            ? "." : "; not counted, for want of a factor: \(sum.uncounted.joined(separator: ", ")).")
      }
    }
    if !limits.isEmpty {
      notes.append("Limits of cumulative doxorubicin: \(limits). The dose of this day is not in the sums.")
    }
    return notes + passings(doses, found, library)
  }

  /// The limits that the planned dose of the day would pass or may pass, of the drug itself and of all anthracyclines as doxorubicin.
  private func passings(_ before: [CumulativeDose], _ found: RecordedDay, _ library: RegimenLibrary) -> [String] {
    found.drugs.flatMap { own -> [String] in
      guard let drug = library.drugs[own.drug], drug.kind == .anthracycline, own.notDue == nil else { return [] }
      let planned = own.doses.map { $0.full ?? $0.posology }.map(\.dose)
        .filter { $0.unit == .milligramsPerSquareMetre }.map(\.amount).max()
      guard let planned else { return [] }
      let words = Posology(Dose(amount: planned, unit: .milligramsPerSquareMetre)).printed
      /// The limits that are passed by a sum, without what it is a sum of.
      func judge(_ sum: NumberBounds, _ amount: Double, _ limits: [Drug.CumulativeLimit]) -> [(
        verb: String, rest: String
      )] {
        limits.filter { $0.dose.unit == .milligramsPerSquareMetre }.compactMap { limit in
          let most = limit.dose.amount * (1 + 1e-9)
          let isSure = (sum.lower ?? 0) + amount > most
          guard isSure || sum.upper.map({ $0 + amount > most }) ?? true else { return nil }
          return (
            isSure ? "takes" : "may take",
            "past \(DosingTables.text(limit.dose)) (\(limit.condition)): \(sum.text()) before and \(Numbers.text(amount, decimals: 1))."
          )
        }
      }
      let start = "Warning: \(words) \(own.drug) on \(found.day)"
      let alone = before.first { $0.drug == own.drug }?.sum ?? NumberBounds(0)
      var warnings = judge(alone, planned, drug.cumulativeLimits)
        .map { "\(start) \($0.verb) the cumulative \(own.drug) \($0.rest)" }
      guard before.contains(where: { $0.drug != own.drug }) || own.drug != "doxorubicin" else { return warnings }
      // Where several schemes say the same, they say it once.
      var schemes: [(verb: String, rest: String, names: [String])] = []
      for sum in AnthracyclineSum.all(of: before, library) {
        let factor = own.drug == "doxorubicin" ? 1 : library.doxorubicinFactors(sum.scheme)[own.drug]
        guard let factor else { continue }
        for (verb, rest) in judge(sum.sum, planned * factor, library.drugs["doxorubicin"]?.cumulativeLimits ?? []) {
          if let index = schemes.firstIndex(where: { $0.verb == verb && $0.rest == rest }) {
            schemes[index].names.append(sum.scheme)
          } else {
            schemes.append((verb, rest, [sum.scheme]))
          }
        }
      }
      warnings += schemes.map {
        "\(start) \($0.verb) all anthracyclines, as doxorubicin by \($0.names.joined(separator: ", ")), \($0.rest)"
      }
      return warnings
    }
  }

  /// A drug of the record with its rule sets; what is told here is put over what the record has.
  private func judge(
    _ own: RecordedDrug, _ found: RecordedDay, _ told: Observations, _ reader: RecordedDayReader, _ surface: Double?,
    _ library: RegimenLibrary, _ notes: inout [String], _ problems: inout ArgumentProblems
  ) -> Judged {
    let named = found.therapy.therapy.regimen.flatMap { library.regimens[$0] }
    let regimenSets = (named?.rules ?? []).compactMap { library.rules[$0] }.filter { $0.drugs.contains(own.drug) }
    var sets = regimenSets.isEmpty ? library.rules(for: own.drug) : regimenSets
    if let rules { sets = chosen(rules, library, &problems).filter { $0.drugs.contains(own.drug) } }
    var judged = Judged(
      drug: own.drug, sets: own.notDue == nil ? sets : [],
      note: own.notDue ?? (sets.isEmpty ? "not decided: no rule set speaks of it" : nil),
      form: named?.components.first { $0.drug == own.drug }?.form, forms: library.drugs[own.drug])
    judged.observations = completed(own.observations, found, told, reader, surface, &notes)
    judged.sinceOthers = own.sinceOthers.map { completed($0, found, told, reader, surface, &notes) }
    judged.doses = own.doses
    judged.earlier = own.earlier
    for index in judged.earlier.indices {
      known.putLimits(told, over: &judged.earlier[index].observations)
      known.fillAbsent(&judged.earlier[index].observations)
      judged.earlier[index].sinceOthers = judged.earlier[index].sinceOthers.map { others in
        var others = others
        known.putLimits(told, over: &others)
        known.fillAbsent(&others)
        return others
      }
    }
    return judged
  }

  /// What the record has with what is told here over it.
  private func completed(
    _ recorded: Observations, _ found: RecordedDay, _ told: Observations, _ reader: RecordedDayReader,
    _ surface: Double?, _ notes: inout [String]
  ) -> Observations {
    var observations = recorded
    let replaced = known.put(told, over: &observations)
    if !replaced.isEmpty {
      let words = "Given here and used in place of the record: \(replaced.sorted().joined(separator: ", "))."
      if !notes.contains(words) { notes.append(words) }
    }
    if let creatinine = told.values[.creatinine]?.today, told.values[.creatinineClearance]?.today == nil {
      // A clearance of the record is of another creatinine.
      let new = creatinine.point.flatMap { reader.clearance(on: found.day, creatinineMilligramsPerDecilitre: $0) }
      var values = Observations.Values()
      values.today = new?.value
      observations.values[.creatinineClearance] = new == nil ? nil : values
      let words =
        new.map { "Clearance \($0.value.text) mL/min \($0.words), as given here." }
        ?? "The clearance does not follow from the creatinine given here: the record lacks age, sex or weight (--value \"creatinine clearance 60 mL/min\")."
      if !notes.contains(words) { notes.append(words) }
    }
    observations.bodySurfaceSquareMetres = surface
    known.fillAbsent(&observations)
    return observations
  }
}
