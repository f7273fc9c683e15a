// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// `metastatic sites`: all sites, as a table lists them.
struct MetastaticSitesClaim: PatientClaimKind {
  let sites: [String]

  var words: String { "metastatic sites: \(sites.joined(separator: ", "))" }
  var topics: [String] { ["metastases"] }

  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    switch claim.subject {
    case .series where !record.outcomes.patients.isEmpty: judgeSeries(record)
    case .patient(let id):
      record.outcomes.patient(id).map { judge(of: $0, record) }
        ?? Judgement(.notDecidable, .noSuchPatient)
    case .series: Judgement(.notDecidable, .noSuchPatient)
    case .literature: Judgement(.notJudged, .aboutAnotherStudy)
    }
  }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let found = Self.found(outcome.patient)
    if isNone {
      let events = found.sorted { $0.key < $1.key }.map { Evidence($0.value, Self.metastases($0.key)) }
      guard events.isEmpty else {
        return Judgement(
          .contradicted,
          Phrase(
            "Metastases of \(found.keys.sorted().joined(separator: ", ")) are recorded.",
            "Metastasen sind dokumentiert: \(found.keys.sorted().map(Phrase.organ).joined(separator: ", "))."),
          evidence: events,
          settledBy: Phrase("The imaging reports.", "Die Bildbefunde."))
      }
      let absence = outcome.patient.entries.filter {
        if case .metastases(let metastases) = $0.content { metastases.presence == .absent } else { false }
      }
      return Judgement(
        absence.isEmpty ? .notDecidable : .supported,
        absence.isEmpty
          ? Phrase("Whether there were metastases is not recorded.", "Ob Metastasen bestanden, ist nicht dokumentiert.")
          : Phrase("None were found, and none are recorded.", "Keine wurden gefunden, und keine sind dokumentiert."),
        evidence: absence.map { Evidence($0, Phrase("no metastases", "keine Metastasen")) },
        settledBy: Phrase("The imaging reports.", "Die Bildbefunde."))
    }
    let (missing, extra) = differences(from: Set(found.keys))
    let evidence = found.sorted { $0.key < $1.key }.map {
      Evidence($0.value, Self.metastases($0.key)).of(outcome.patient.id)
    }
    var problems: [Phrase] = []
    if !missing.isEmpty {
      problems.append(
        Phrase(
          "no dated event shows metastases of \(missing.joined(separator: ", ").lowercased())",
          "kein datiertes Ereignis zeigt Metastasen: \(missing.map(Phrase.organ).joined(separator: ", "))"))
    }
    if !extra.isEmpty {
      problems.append(
        Phrase(
          "metastases of \(extra.joined(separator: ", ")) are recorded but not listed",
          "Metastasen sind dokumentiert, aber nicht gelistet: \(extra.map(Phrase.organ).joined(separator: ", "))"))
    }
    guard !problems.isEmpty else {
      return Judgement(
        .supported, Phrase("Each site has its event.", "Jeder Ort hat sein Ereignis."), evidence: evidence)
    }
    return Judgement(
      extra.isEmpty ? .notFound : .contradicted, Words.sentence(problems), evidence: evidence,
      settledBy: Phrase(
        "The examination that showed \((missing + extra).joined(separator: ", ").lowercased()).",
        "Die Untersuchung, die das zeigte: \((missing + extra).map(Phrase.organ).joined(separator: ", "))."))
  }

  /// `none`: that there were no metastases.
  private var isNone: Bool { sites.count == 1 && ["none", "no", "keine", "0"].contains(Words.plain(sites[0])) }

  private func judgeSeries(_ record: ClaimRecord) -> Judgement {
    if isNone {
      let found = record.outcomes.patients.filter { !Self.found($0.patient).isEmpty }.map(\.patient.id)
      return Judgement(
        found.isEmpty ? .notDecidable : .contradicted,
        found.isEmpty
          ? Phrase(
            "No metastases are recorded; of how many patients they were looked for is not judged.",
            "Keine Metastasen sind dokumentiert; bei wie vielen Patienten danach gesucht wurde, wird nicht beurteilt.")
          : Phrase(
            "Metastases of \(Words.patients(found).english.lowercased()) are recorded.",
            "Metastasen sind dokumentiert: \(Words.patients(found))."),
        settledBy: Phrase("The imaging reports.", "Die Bildbefunde."))
    }
    let (missing, extra) = differences(from: Set(record.outcomes.patients.flatMap { Self.found($0.patient).keys }))
    var problems: [Phrase] = []
    if !missing.isEmpty {
      problems.append(
        Phrase(
          "no patient has a dated event for \(missing.joined(separator: ", "))",
          "kein Patient hat ein datiertes Ereignis: \(missing.map(Phrase.organ).joined(separator: ", "))"))
    }
    if !extra.isEmpty {
      problems.append(
        Phrase(
          "also recorded: \(extra.joined(separator: ", "))",
          "außerdem dokumentiert: \(extra.map(Phrase.organ).joined(separator: ", "))"))
    }
    guard !problems.isEmpty else {
      return Judgement(
        .supported,
        Phrase(
          "Each site has an event in some patient, and no other is recorded.",
          "Jeder Ort hat ein Ereignis bei einem Patienten, und kein anderer ist dokumentiert."))
    }
    return Judgement(
      extra.isEmpty ? .notFound : .contradicted, Words.sentence(problems),
      settledBy: Phrase("The imaging reports.", "Die Bildbefunde."))
  }

  private static func metastases(_ organ: String) -> Phrase {
    Phrase("metastases: \(organ)", "Metastasen: \(Phrase.organ(organ))")
  }

  /// Sites that are claimed and not found, and organs that are found and not claimed.
  private func differences(from found: Set<String>) -> (missing: [String], extra: [String]) {
    let claimed = sites.flatMap(BodySite.all).map { Self.organ($0) }
    let known = Set(found.map { Self.organ(BodySite($0)) })
    return (
      sites.filter { !known.isSuperset(of: BodySite.all(in: $0).map { Self.organ($0) }) },
      found.filter { !claimed.contains(Self.organ(BodySite($0))) }.sorted()
    )
  }

  /// The organ of a site; a vertebra is bone.
  private static func organ(_ site: BodySite) -> String {
    let words = site.organ.split(separator: " ").map(String.init) + site.details
    return words.contains(where: bones.contains) ? "bone" : site.organ
  }

  private static let bones: Set<String> = [
    "bone", "vertebra", "vertebrae", "vertebral", "spine", "spinal", "ilium", "sacrum", "femur", "humerus", "tibia",
    "fibula", "rib", "ribs", "sternum", "skull", "scapula", "clavicle", "acetabulum", "ischium", "pubis", "lwk", "bwk",
    "hwk", "wirbel", "wirbelkörper", "wirbelsäule", "rippe", "rippen",
  ]

  /// Organs with a dated finding, and the first of them.
  private static func found(_ patient: Patient) -> [String: Entry] {
    var found: [String: Entry] = [:]
    for entry in patient.entries {
      guard case .metastases(let metastases) = entry.content else { continue }
      for site in metastases.bodySites where found[site.organ] == nil { found[site.organ] = entry }
    }
    return found
  }
}
