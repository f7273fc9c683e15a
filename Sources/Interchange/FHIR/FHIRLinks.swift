// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Which resource a reference means, among all resources of all files.
struct FHIRLinks {
  private let resources: [FHIRFiles.Resource]
  private let names: [String]
  /// The first resource by a hash of type and id, and those that have the same hash: a table of the texts would be as large as the files.
  private var byLocal: [Int: Int] = [:]
  private var others: [Int: [Int]] = [:]
  private var byWhole: [String: Int] = [:]

  init(_ files: FHIRFiles) {
    resources = files.resources
    names = files.contents.map(\.name)
    for (number, resource) in resources.enumerated() {
      if let id = resource.id {
        let key = Self.key(resource.type[...], id[...])
        if byLocal[key] == nil { byLocal[key] = number } else { others[key, default: []].append(number) }
      }
      if let whole = resource.names.whole { byWhole[FHIRNames.bare(whole)] = number }
    }
  }

  /// The name of the file of a resource.
  func file(of number: Int) -> String { names[resources[number].file] }

  /// The type of a resource.
  func type(of number: Int) -> String { resources[number].type }

  /// The resource that a reference in another one means; nil where none, or more than one, can be meant.
  func target(_ reference: String, from number: Int) -> Int? {
    let bare = FHIRNames.bare(reference)
    if let found = byWhole[bare] { return found }
    guard let parts = FHIRNames.parts(bare) else { return nil }
    let (type, id) = (bare[parts.type], bare[parts.id])
    let key = Self.key(type, id)
    guard let first = byLocal[key] else { return nil }
    let server = FHIRNames.server(reference) ?? resources[number].names.server
    func isMeant(_ other: Int) -> Bool {
      let names = resources[other].names
      return names.type == type && names.id.map { $0 == id } ?? false
        && (server == nil || names.server == nil || names.server == server)
    }
    // The same resource in two files is one.
    return isMeant(first) ? first : others[key]?.first(where: isMeant)
  }
}

extension FHIRLinks {
  private static func key(_ type: Substring, _ id: Substring) -> Int {
    var hasher = Hasher()
    hasher.combine(type)
    hasher.combine(id)
    return hasher.finalize()
  }
}

/// Medications that others refer to.
final class FHIRMedications {
  private let files: FHIRFiles
  private var elements: [Int: FHIRElement] = [:]
  /// What could not be read again.
  private(set) var changed: [Misfit] = []

  init(_ files: FHIRFiles) { self.files = files }

  /// The elements of a medication; what of it was read once is read.
  func element(_ number: Int) -> FHIRElement? {
    if let known = elements[number] { return known }
    guard files.resources[number].type == "Medication" else { return nil }
    var tape = JSONTape()
    do throws(FHIRFiles.Changed) {
      let made = try files.element(files.resources[number], &tape)
      elements[number] = made
      return made
    } catch {
      changed.append(error.misfit)
      return nil
    }
  }

  /// Whether something refers to a medication.
  func isKnown(_ number: Int) -> Bool { elements[number] != nil }
}

extension FHIRPatient {
  /// The resource that a reference element means; it stays unread.
  func target(_ element: FHIRElement?, from number: Int) -> Int? {
    element?.peek("reference").flatMap { links.target($0, from: number) }
  }

  /// The entry that a reference of one of these elements means, of a kind.
  func linked(_ element: FHIRElement, _ names: [String], _ kinds: Set<String>, from number: Int) -> Int? {
    for child in element.children where names.contains(child.name) {
      if let target = target(child, from: number), let entry = entryOf[target],
        kinds.contains(draft.entries[entry].kind)
      {
        return entry
      }
    }
    return nil
  }

  /// Elements by which a resource says of what of the patient it is.
  private static let ofPatient: Set = [
    "focus", "reasonReference", "condition", "addresses", "partOf", "basedOn", "hasMember", "derivedFrom", "result",
  ]
  /// Types that are of a patient.
  private static let clinical: Set = [
    "Condition", "Procedure", "MedicationRequest", "MedicationStatement", "MedicationAdministration", "AdverseEvent",
    "CarePlan", "Observation", "DiagnosticReport",
  ]

  /// Tells of what a resource refers to and is not this patient's: it is not followed.
  mutating func tellForeign(_ own: Own) {
    let suspects = own.element.all("suspectEntity").compactMap { $0.child("instance") }
    for child in own.element.children.filter({ Self.ofPatient.contains($0.name) }) + suspects {
      guard let target = target(child, from: own.number), !resources.contains(target),
        Self.clinical.contains(links.type(of: target))
      else { continue }
      outcome.warnings.append(
        Misfit(
          child.place(record),
          "it refers to `\(child.peek("reference") ?? "")`, which is of another patient, or of none: that is not followed"
        ))
    }
  }

  /// The tumour that a resource is of: the one that it names, or the only one; nil where nobody says which.
  func tumour(_ element: FHIRElement, from number: Int) -> Int? {
    if let named = linked(element, ["focus", "reasonReference", "addresses", "condition"], ["diagnosis"], from: number)
    {
      return named
    }
    let all = draft.entries.indices.filter { draft.entries[$0].kind == "diagnosis" }
    return all.count == 1 ? all[0] : nil
  }

  /// The profiles that a resource claims.
  static func profiles(_ element: FHIRElement) -> [String] {
    element.children.filter { $0.name == "meta" }.flatMap { $0.all("profile") }.map {
      String($0.text.split(separator: "|").first?.split(separator: "/").last ?? "")
    }
  }

  static func hasProfile(_ element: FHIRElement, _ names: String...) -> Bool {
    profiles(element).contains { names.contains($0) }
  }

  /// The id of a resource as the name of an entry; none for one that a machine made.
  func number(_ element: FHIRElement) -> String? {
    if let own = FHIROwn.entry(element) { return own }
    guard let id = element.peek("id"), id.utf8.count <= 50 else { return nil }
    let letters = id.filter { $0 != "-" }
    let isMade = letters.utf8.count >= 32 && letters.allSatisfy(\.isHexDigit)
    return isMade ? nil : id
  }
}

/// What files of this program say beside the elements of FHIR.
enum FHIROwn {
  /// The system of the names of entries, and that of what a resource is in the record.
  static let entries = "urn:verlauf:entry"
  static let kinds = "urn:verlauf:kind"
  /// The target of a radiation, which is no record of its own.
  static let volume = "volume"
  /// The extension that holds a time as it was stated, where it is no date of FHIR.
  static let time = "urn:verlauf:stated-time"

  /// What a resource of this program is in the record.
  static func kind(_ element: FHIRElement) -> String? {
    element.child("meta")?.all("tag").first { $0.peek("system") == kinds }?.peek("code")
  }

  /// The name of the entry that a resource of this program was made of.
  static func entry(_ element: FHIRElement) -> String? {
    element.all("identifier").first { $0.peek("system") == entries }?.peek("value")
  }
}
