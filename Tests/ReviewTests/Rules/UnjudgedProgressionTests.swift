// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Plain
import Testing

@Suite struct UnjudgedProgressionTests {
  let bench = RuleBench(rule: UnjudgedProgression())

  func findings(_ seen: String, then: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n  when: 2021-01-08\n- assessment: CT\n  id: ct\n  of: gem\n  when: 2021-03-05\n\(seen)\n"
        + then)
  }

  @Test func newLesionsBesideNoResponseOrAnother() async throws {
    let beside = try #require(try await findings("  response: SD\n  new lesions: two in the liver").first)
    #expect(
      beside.summary
        == "ct states new lesions (“two in the liver”), and SD as the response: what counts is SD. By RECIST 1.1 new lesions and unequivocal progression are PD."
    )
    #expect(beside.evidence.map(\.text.english) == ["new lesions (“two in the liver”)", "response: SD"])
    let alone = try #require(try await findings("  new lesions: two in the liver").first)
    #expect(alone.summary.contains("and no response: it counts for no progression."))
    for response in ["PR", "CR", "NE", "mixed"] {
      #expect(try await findings("  response: \(response)\n  new lesions: liver").count == 1, "\(response)")
    }
    for response in ["PD", "PMD"] {
      #expect(try await findings("  response: \(response)\n  new lesions: liver").isEmpty, "\(response)")
    }
  }

  @Test(arguments: [
    "none", "no new lesions", "keine", "not stated", "possible, in the liver", "liver?", "equivocal nodule", "0",
    "V. a. Leberherd", "Vd. a. Filia", "mgl. Leber",
  ])
  func whatIsDeniedOrDoubted(words: String) async throws {
    #expect(try await findings("  response: SD\n  new lesions: \"\(words)\"").isEmpty)
  }

  @Test func progressionInTheWordsOfTheFinding() async throws {
    #expect(try await findings("  finding: progressive disease").count == 1)
    #expect(try await findings("  response: SD\n  finding: deutlicher Progress").count == 1)
    #expect(try await findings("  finding: no progression").isEmpty)
    for words in [
      "Progredienz der Lungenherde", "neue Leberläsion", "neu aufgetretene Metastase", "Zunahme an Zahl und Größe",
      "metastases have grown", "Lokalrezidiv", "recurrence",
    ] {
      #expect(try await findings("  response: SD\n  finding: \(words)").count == 1, "\(words)")
    }
    for words in [
      "suspected progression", "V. a. Progress", "Vd. a. Lokalrezidiv", "'DD: Progress'",
      "kein Nachweis neuer Läsionen",
    ] {
      #expect(try await findings("  finding: \(words)").isEmpty, "\(words)")
    }
    #expect(try await findings("  response: PD\n  finding: progressive disease").isEmpty)
  }

  /// An event is words too. 2021-03-05 to 2021-03-08 are 3 d, to 2021-05-08 64 d.
  @Test func progressionInTheWordsOfAnEvent() async throws {
    func event(_ words: String, _ day: String = "2021-03-08", response: String = "SD") async throws -> [String] {
      try await findings("  response: \(response)", then: "- event: \(words)\n  id: e\n  when: \(day)").map(\.summary)
    }
    #expect(try await event("progression") == ["e states “progression”: it counts for no progression."])
    #expect(try await event("Progress der Lungenmetastasen").count == 1)
    for words in ["V. a. Progress", "no progression", "tumour board"] {
      #expect(try await event(words).isEmpty, "\(words)")
    }
    #expect(try await event("progression", response: "PD").isEmpty)
    #expect(try await event("progression", "2021-05-08", response: "PD").count == 1)
  }

  /// Another reader of the day, or new metastases of the day, say it.
  @Test func whatIsJudgedElsewhere() async throws {
    let seen = "  new lesions: liver"
    #expect(
      try await findings(seen, then: "- assessment: MRI\n  of: gem\n  when: 2021-03-05\n  response: PD").isEmpty)
    #expect(try await findings(seen, then: "- metastases: [liver]\n  when: 2021-03-05").isEmpty)
    #expect(
      try await findings(seen, then: "- assessment: MRI\n  of: gem\n  when: 2021-05-05\n  response: PD").count == 1)
  }

  /// The effect of a therapy is words as well.
  @Test func progressionAsTheEffectOfATherapy() async throws {
    func found(_ effect: String, _ then: String = "") async throws -> [String] {
      try await bench.findings(
        "- therapy: gemcitabine\n  id: t1\n  when: 2020-01-15\n  ends: 2020-05-20\n  effect: \(effect)\n\(then)"
      ).map(\.summary)
    }
    #expect(
      try await found("progressive disease") == [
        "t1 states “progressive disease” as its effect: it counts for no progression."
      ])
    #expect(try await found("partial response").isEmpty)
    #expect(try await found("no progression").isEmpty)
    #expect(try await found("progressive disease", "  stopped for: progression").isEmpty)
    let scan = "- assessment: CT\n  of: t1\n  when: 2020-05-18\n  response: "
    #expect(try await found("progressive disease", scan + "PD").isEmpty)
    #expect(try await found("progressive disease", scan + "SD").count == 1)
  }

  /// Words of progression in entries that judge nothing, under the therapy and without a progression that is recorded.
  @Test(arguments: [
    "- decision: Therapieabbruch wegen Progress\n  when: 2021-05-20",
    "- best supportive care: after progression\n  when: 2021-06-01",
    "- quality of life: worse due to progression\n  when: 2021-05-20",
    "- radiotherapy: new brain metastases\n  when: 2021-06-20",
    "- ablation: new liver metastasis\n  when: 2021-06-20",
    "- surgery: resection of progressive lung metastases\n  when: 2021-06-20",
    "- biopsy: liver\n  result: new metastasis\n  when: 2021-06-20",
    "- follow-up: until progression\n  when: 2021-08-15",
  ])
  func wordsOfOtherEntries(entry: String) async throws {
    let stable = "  response: SD\n"
    #expect(try await findings(stable, then: entry).count == 1)
    // Once the progression is recorded, before it or at the stop, what is done about it asks nothing.
    let judged = "- assessment: CT\n  id: pd\n  of: gem\n  response: PD\n  when: 2021-05-10\n"
    #expect(try await findings(stable, then: judged + entry).isEmpty)
    let stopped = try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n  when: 2021-01-08\n  ends: 2021-05-20\n  stopped for: progression\n" + entry)
    #expect(stopped.isEmpty)
  }

  @Test(arguments: [
    "- decision: continue, no progression\n  when: 2021-05-20", "- radiotherapy: pelvis\n  when: 2021-06-20",
    "- surgery: resection of the primary\n  when: 2021-06-20",
    "- decision: Fortsetzung bei gutem Ansprechen\n  when: 2021-05-20",
    "- radiotherapy: brain metastases\n  when: 2021-06-20", "- quality of life: good\n  when: 2021-05-20",
  ])
  func wordsOfOtherEntriesThatNameNone(entry: String) async throws {
    #expect(try await findings("  response: SD", then: entry).isEmpty)
  }
}
