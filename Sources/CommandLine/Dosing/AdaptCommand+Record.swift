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
    let judging = RecordJudging(PatientOutcomes(patient, in: study), library, window: oldest)
    guard let day = asked ?? judging.lastDay else {
      problems.note("\(name): the record has no exact day; --on names one")
      return nil
    }
    var found: RecordedDay
    do {
      found = try judging.reader.read(on: day, therapy: therapy, dayOfCycle: self.day)
    } catch {
      problems.note("\(name): \(error)")
      return nil
    }
    var notes = judging.notes(found, isAsked: asked != nil)
    if asked == nil, !notes.isEmpty { notes[0] = "\(found.day) is the last day of the record; --on names another." }
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
    let chosen = rules.map { self.chosen($0, library, &problems) }
    let judged = judging.orders(
      found, sets: chosen, surface: surface, complete: { complete(&$0, found, told, judging.reader, &notes) },
      earlier: { observations in
        known.putLimits(told, over: &observations)
        known.fillAbsent(&observations)
      })
    return answer(
      judged, Observations(), notes: notes, title: judging.title(found),
      record: DosingTables.record(found, record.places), &problems)
  }

  /// Whether a value of today is replaced by what was told.
  private func replaces(_ fact: RecordedFact, _ told: Observations) -> Bool {
    guard fact.use == .used || fact.use == .questioned("a bound"), let analyte = Analyte(rawValue: fact.name) else {
      return false
    }
    return told.values[analyte]?.today != nil
  }

  /// Puts what is told here over what the record has.
  private func complete(
    _ observations: inout Observations, _ found: RecordedDay, _ told: Observations, _ reader: RecordedDayReader,
    _ notes: inout [String]
  ) {
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
    known.fillAbsent(&observations)
  }
}
