// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Reads resources of FHIR R4: bundles, single resources, and one a line (NDJSON), with the profiles of mCODE and of the oncology module of the Medical Informatics Initiative.
///
/// Resources of one patient come together by their references, from all files and in any order. In memory are where each resource stands in its file, and the bytes and elements of one patient; of a bundle, while its resources are looked for, its bytes.
package enum FHIRReading {
  /// Reads a study from files of resources.
  package static func read(_ request: StudyFormat.Request) -> StudyReading {
    var outcome = TableOutcome()
    var files = FHIRFiles()
    for file in request.files { files.read(file, &outcome) }
    let links = FHIRLinks(files)
    let medications = FHIRMedications(files)
    let patients = FHIRPatients(files, links, &outcome)
    var study = GatheredStudy("Resources of FHIR", request, about: "As the resources state it.")
    var tape = JSONTape()
    var unmet: [FHIRProfiles.Constraint: (count: Int, place: CellPlace)] = [:]
    for group in patients.all.sorted(by: { NaturalOrder.precedes($0.id, $1.id) }) {
      var patient = FHIRPatient(id: group.id, place: group.place, links: links, medications: medications)
      var own: [FHIRPatient.Own] = []
      for number in group.resources {
        do throws(FHIRFiles.Changed) {
          own.append(FHIRPatient.Own(number: number, element: try files.element(files.resources[number], &tape)))
        } catch {
          outcome.isBroken = true
          outcome.misfits.append(error.misfit)
        }
      }
      if group.resources.allSatisfy({ files.resources[$0].type != "Patient" }) {
        outcome.warnings.append(
          Misfit(group.place, "no `Patient` for `\(group.id)`: sex and year of birth are not stated"))
      }
      swap(&patient.outcome, &outcome)
      patient.read(own)
      let draft = patient.finished()
      swap(&patient.outcome, &outcome)
      unmet.merge(patient.unmet) { ($0.count + $1.count, $0.place) }
      study.add(draft, &outcome)
    }
    for (constraint, found) in unmet {
      let them = found.count == 1 ? "a resource" : "\(found.count) resources"
      outcome.warnings.append(
        Misfit(
          found.place,
          "\(them) of the profile `\(constraint.profile)` with \(constraint.words), which is not valid by \(constraint.source), and read"
        ))
    }
    leaveOutMedications(files, medications, &outcome)
    return study.reading(&outcome, expected: "a `Patient`, or resources that refer to one")
  }

  /// Medications to which nothing refers, and what could not be read again.
  private static func leaveOutMedications(
    _ files: FHIRFiles, _ medications: FHIRMedications, _ outcome: inout TableOutcome
  ) {
    var tape = JSONTape()
    var changed = medications.changed
    for (number, resource) in files.resources.enumerated() where resource.type == "Medication" {
      let name = files.contents[resource.file].name
      do throws(FHIRFiles.Changed) {
        let element: FHIRElement
        if medications.isKnown(number), let known = medications.element(number) {
          element = known
        } else {
          element = try files.element(resource, &tape)
        }
        for leaf in element.rest(in: CellPlace(file: name, record: "")) {
          outcome.losses.add(
            .leftOut, file: name, column: leaf.place.column ?? "", meaning: "no statement of a drug refers to it")
        }
      } catch {
        changed.append(error.misfit)
      }
    }
    for misfit in changed {
      outcome.isBroken = true
      outcome.misfits.append(misfit)
    }
  }
}

/// The patients of all files, each with its resources.
struct FHIRPatients {
  struct Group {
    var id: String
    var place: CellPlace
    var resources: [Int]
  }

  private(set) var all: [Group] = []
  private var byID: [String: Int] = [:]

  init(_ files: FHIRFiles, _ links: FHIRLinks, _ outcome: inout TableOutcome) {
    var servers: [String: String] = [:]
    // The patients first: others refer to them wherever they stand.
    var idOf: [Int: String] = [:]
    for (number, resource) in files.resources.enumerated() where resource.type == "Patient" {
      let id = resource.id ?? resource.names.whole.map { $0.replacing("urn:uuid:", with: "") }
      guard let id, Identifier.isPatient(id) else {
        Self.tell(number, files, "a patient without an id that can be one", &outcome)
        outcome.isBroken = true
        continue
      }
      if let server = resource.names.server, let other = servers.updateValue(server, forKey: id), other != server {
        outcome.isBroken = true
        outcome.misfits.append(
          Misfit(
            Self.place(number, files), "the patient `\(id)` of two servers",
            expected: "files of one server, or ids that differ"))
      }
      idOf[number] = id
      add(number, to: id, files)
    }
    for (number, resource) in files.resources.enumerated()
    where resource.type != "Patient" && resource.type != "Medication" {
      guard let subject = resource.subject else {
        Self.leaveOutOrTell(number, files, &outcome)
        continue
      }
      if let target = links.target(subject, from: number), let id = idOf[target] {
        add(number, to: id, files)
      } else if let local = FHIRNames.local(subject), local.hasPrefix("Patient/"),
        case let id = String(local.dropFirst("Patient/".count)), Identifier.isPatient(id)
      {
        // A number is that of a patient on its server; on another it is somebody else's.
        let server = FHIRNames.server(subject) ?? resource.names.server
        if let server, let other = servers[id], other != server {
          outcome.isBroken = true
          outcome.misfits.append(
            Misfit(
              Self.place(number, files), "the patient `\(id)` of two servers",
              expected: "files of one server, or ids that differ"))
          continue
        }
        if let server { servers[id] = server }
        add(number, to: id, files)
      } else {
        Self.tell(
          number, files, "\(ProblemLog.quoted(subject)) for the patient of a resource, which is not among the files",
          expected: "`Patient/…`, or the address of a patient in the files", &outcome)
      }
    }
  }

  private static func place(_ number: Int, _ files: FHIRFiles) -> CellPlace {
    let own = files.resources[number]
    return CellPlace(
      file: files.contents[own.file].name, row: own.line, record: own.names.local ?? own.type)
  }

  private mutating func add(_ number: Int, to id: String, _ files: FHIRFiles) {
    if let place = byID[id] {
      all[place].resources.append(number)
    } else {
      var place = Self.place(number, files)
      place.record = "patient \(id)"
      byID[id] = all.count
      all.append(Group(id: id, place: place, resources: [number]))
    }
  }

  /// A resource of no patient that says nothing is left out; one that says something is told.
  private static func leaveOutOrTell(_ number: Int, _ files: FHIRFiles, _ outcome: inout TableOutcome) {
    let own = files.resources[number]
    var tape = JSONTape()
    let element: FHIRElement
    do throws(FHIRFiles.Changed) { element = try files.element(own, &tape) } catch {
      outcome.isBroken = true
      return outcome.misfits.append(error.misfit)
    }
    let says = element.children.contains { !["resourceType", "id", "meta", "text", "language"].contains($0.name) }
    guard says else {
      outcome.warnings.append(
        Misfit(place(number, files), "a resource that says nothing: the file is not valid, and is read"))
      outcome.losses.add(
        .leftOut, file: files.contents[own.file].name, column: own.type, meaning: "it says nothing",
        count: element.count)
      return
    }
    tell(
      number, files, "a resource of no patient", expected: "a reference to a `Patient`", &outcome)
  }

  private static func tell(
    _ number: Int, _ files: FHIRFiles, _ message: String, expected: String? = nil, _ outcome: inout TableOutcome
  ) {
    let own = files.resources[number]
    outcome.misfits.append(Misfit(place(number, files), message, expected: expected))
    var tape = JSONTape()
    let count = (try? files.element(own, &tape))?.count ?? 1
    outcome.losses.add(
      .unplaced, file: files.contents[own.file].name, column: own.type, meaning: "it is of no patient that is known",
      count: count, example: own.names.local)
  }
}
