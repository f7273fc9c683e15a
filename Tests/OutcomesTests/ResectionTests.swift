// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Exchange
import Plain
import Testing

@testable import Outcomes

/// The time to relapse after operations that left no known disease.
@Suite("Relapse after resection") struct ResectionTests {
  /// A leiomyosarcoma of the uterus of 2018-02-01; entries follow, a line each.
  private func resections(_ entries: String, files: [String: String] = [:]) async throws -> [ResectionOutcome] {
    var text = "patient: A\ncourse:\n  - {diagnosis: leiomyosarcoma, site: uterus, when: 2018-02-01}\n"
    for line in entries.split(separator: "\n") { text += "  \(line)\n" }
    let own = ["study.yaml": "study: x\ndata cut-off: 2022-12-31\n", "patients/A.yaml": text]
    let reading = StudyFolder.read(files: own.merging(files) { $1 })
    let study = try #require(reading.study, "\(reading.problems)")
    return try #require(await StudyOutcomes(study, library: RegimenLibrary()).patients.first).resections
  }

  private static let primary =
    "- {surgery: hysterectomy, id: op, site: uterus, margin: R0, when: 2020-01-15}\n"

  private func isDays(_ time: TimeToEvent?, _ lower: Int, _ upper: Int? = nil) -> Bool {
    time?.length == LengthBounds(lower: .days(lower), upper: .days(upper ?? lower))
  }

  /// 15 January 2020 to 15 January 2021: 366 days of a leap year.
  @Test func localRelapse() async throws {
    let own = try await resections(Self.primary + "- {local relapse: uterus, when: 2021-01-15}\n")
    #expect(own.count == 1 && isDays(own.first?.time, 366))
    #expect(own.first?.time?.end == .newDisease(.localRelapse))
    guard case .nothing = own.first?.left else {
      Issue.record("left")
      return
    }
  }

  /// 15 January to 15 July 2020: 16 + 29 + 31 + 30 + 31 + 30 + 15 = 182 days. Death ends nothing, a last contact neither.
  @Test func censoredAtTheLastCompleteResponse() async throws {
    let own = try await resections(
      Self.primary
        + """
        - {assessment: CT, response: CR, when: 2020-04-15}
        - {assessment: CT, response: CR, when: 2020-07-15}
        - {death: not stated, when: 2020-12-01}

        """)
    #expect(isDays(own.first?.time, 182) && own.first?.time?.end == .censored(.lastAdequateVisit))
    #expect(own.first?.trace.value == "6 mo+ (last adequate visit)")
  }

  /// The first operation until the metastases: 1 March 2018 to 1 May 2019, 365 + 61 = 426 days. The second, of these, until others: 10 June to 10 December 2019, 183 days.
  @Test func metastasesAreOperated() async throws {
    let own = try await resections(
      """
      - {surgery: hysterectomy, id: op, site: uterus, margin: R0, when: 2018-03-01}
      - {metastases: [lung], id: lung, when: 2019-05-01}
      - {surgery: wedge resection, id: wedge, site: left lung, margin: R1, when: 2019-06-10}
      - {metastases: [liver], id: liver, when: 2019-12-10}

      """)
    #expect(own.map(\.entry.id) == ["op", "wedge"])
    #expect(isDays(own.first?.time, 426) && isDays(own.last?.time, 183))
    #expect(own.last?.time?.end == .newDisease(.metastases))
  }

  /// Metastases that come again where they were taken out are a relapse, though the site was known: 10 June 2019 to 10 February 2020, 245 days.
  @Test func aKnownSiteAgain() async throws {
    let own = try await resections(
      """
      - {surgery: hysterectomy, id: op, site: uterus, margin: R0, when: 2018-03-01}
      - {metastases: [lung], id: lung, when: 2019-05-01}
      - {surgery: wedge resection, id: wedge, site: lung, margin: R0, when: 2019-06-10}
      - {metastases: [lung], id: again, when: 2020-02-10}

      """)
    #expect(isDays(own.last?.time, 245))
  }

  /// What is known of the disease and not operated leaves the time open, and says which.
  @Test(
    "Disease that was left, or may have been",
    arguments: [
      ("- {surgery: hysterectomy, id: op, site: uterus, margin: R2, when: 2020-01-15}", "R2: disease was left"),
      ("- {surgery: hysterectomy, id: op, site: uterus, when: 2020-01-15}", "the resection margin is not stated"),
      ("- {surgery: hysterectomy, id: op, site: uterus, margin: RX, when: 2020-01-15}", "the margin is “RX”"),
      (
        "- {metastases: [lung, liver], when: 2020-01-01}\n- {surgery: hysterectomy, id: op, site: uterus, margin: R0, when: 2020-01-15}",
        "metastases (lung), metastases (liver)"
      ),
      // The primary tumour was not operated.
      (
        "- {metastases: [lung], when: 2020-01-01}\n- {surgery: wedge resection, id: op, site: lung, margin: R0, when: 2020-01-15}",
        "primary tumour (uterus)"
      ),
      // An ablation is no resection.
      (
        "- {metastases: [liver], when: 2020-01-01}\n- {ablation: liver, when: 2020-01-10}\n- {surgery: hysterectomy, id: op, site: uterus, margin: R0, when: 2020-01-15}",
        "metastases (liver)"
      ),
      // Whether the metastases came before is open.
      (
        "- {metastases: [lung], when: after diagnosis}\n- {surgery: hysterectomy, id: op, site: uterus, margin: R0, when: 2020-01-15}",
        "metastases (lung)"
      ),
    ])
  func notDetermined(_ entries: String, _ why: String) async throws {
    let own = try #require(try await resections(entries + "\n- {metastases: [bone], when: 2021-01-15}\n").first)
    #expect(own.time == nil)
    #expect(own.trace.value.hasPrefix("not determined (") && own.trace.value.contains(why), "\(own.trace.value)")
  }

  /// A complete response after it, before any relapse, says that none was left: 15 January to 15 July 2020.
  @Test func aCompleteResponseSettlesIt() async throws {
    let entries = """
      - {metastases: [liver], when: 2020-01-01}
      - {ablation: liver, when: 2020-01-10}
      - {surgery: hysterectomy, id: op, site: uterus, margin: R0, when: 2020-01-15}
      - {assessment: CT, id: ct, response: CR, when: 2020-03-15}
      """
    let own = try await resections(entries + "\n- {metastases: [liver], when: 2020-07-15}\n")
    #expect(isDays(own.first?.time, 182) && own.first?.left.phrase.english.contains("complete response (ct)") == true)
    let late = try await resections(entries + "\n- {metastases: [liver], when: 2020-02-15}\n")
    #expect(late.first?.time == nil)
  }

  /// Between the last day of June and the first of December 2019 at least, 154 days; between the first of June and the last of December at most, 213.
  @Test func monthsAreBounds() async throws {
    let own = try await resections(
      "- {surgery: hysterectomy, id: op, site: uterus, margin: R0, when: 2019-06}\n- {metastases: [lung], when: 2019-12}\n"
    )
    #expect(isDays(own.first?.time, 154, 213))
  }

  /// An operation of metastases comes after their finding, though both are known to one month: 31 May to 1 December 2019 at least, 184 days; 1 May to 31 December at most, 244. Where others were known there before, those
  /// of that month may be new, and nobody can say which were operated.
  @Test func foundAndOperatedInOneMonth() async throws {
    let text = """
      - {surgery: hysterectomy, id: op, site: uterus, margin: R0, when: 2018-03-01}
      - {metastases: [lung], id: lung, when: 2019-05}
      - {surgery: wedge resection, id: wedge, site: lung, margin: R0, when: 2019-05}
      - {metastases: [liver], id: liver, when: 2019-12}

      """
    let own = try await resections(text)
    #expect(isDays(own.last?.time, 184, 244))
    #expect(own.last?.trace.remarks.contains { $0.hasPrefix("lung are taken as found before wedge") } == true)
    let before = try await resections("- {metastases: [lung], id: earlier, when: 2019-01-01}\n" + text)
    #expect(before.last?.time == nil)
  }

  /// Complete response by surgery, the margin not stated: 15 January to 15 July 2020.
  @Test func withoutAMargin() async throws {
    let own = try await resections(
      """
      - {surgery: hysterectomy, id: op, site: uterus, when: 2020-01-15}
      - {assessment: CT, id: ct, response: CR, when: 2020-03-15}
      - {metastases: [liver], when: 2020-07-15}

      """)
    #expect(isDays(own.first?.time, 182) && own.first?.left.phrase.english.contains("margin is not stated") == true)
  }

  /// A stop of adjuvant therapy for progression tells of a relapse before it: between the last complete response, 90 days after the operation, and the stop after 182.
  @Test func adjuvantTherapyStoppedForProgression() async throws {
    let own = try await resections(
      Self.primary
        + """
        - {therapy: doxorubicin, id: dox, intent: adjuvant, when: 2020-03-15, ends: 2020-07-15, stopped for: progression}
        - {assessment: CT, response: CR, of: dox, when: 2020-04-14}

        """)
    #expect(isDays(own.first?.time, 90, 182) && own.first?.time?.end == .progressionBeforeStop)
  }

  /// Stable disease after it shows nobody free of disease, nor does a complete response under treatment of a relapse that nobody recorded.
  @Test func diseaseThatIsSeenIsNotFree() async throws {
    let stable = try await resections(Self.primary + "- {assessment: CT, id: ct, response: SD, when: 2020-07-15}\n")
    #expect(isDays(stable.first?.time, 0) && stable.first?.time?.end == .censored(.noAdequateVisit))
    #expect(stable.first?.trace.remarks.contains { $0.contains("ct") && $0.contains("not counted") } == true)
    let treated = try await resections(
      Self.primary
        + """
        - {assessment: CT, response: CR, when: 2020-07-15}
        - {therapy: doxorubicin, id: dox, intent: palliative, when: 2021-01-15}
        - {assessment: CT, response: CR, of: dox, when: 2021-06-15}

        """)
    #expect(isDays(treated.first?.time, 182))
    // Under adjuvant therapy it does: 15 January to 15 July.
    let adjuvant = try await resections(
      Self.primary
        + """
        - {therapy: doxorubicin, id: dox, intent: adjuvant, when: 2020-03-15}
        - {assessment: CT, response: CR, of: dox, when: 2020-07-15}

        """)
    #expect(isDays(adjuvant.first?.time, 182))
  }

  /// A lesion that is measured after the operation was left; one that is gone was not: 15 January to 15 July 2020.
  @Test func measuredLesions() async throws {
    let head = "patient,lesion,role,site,date,finding\n"
    let rows = ["lesions.csv": head + "A,T1,target,uterus,2020-01-01,30\nA,T1,target,uterus,2020-03-01,12\n"]
    let left = try await resections(Self.primary + "- {metastases: [lung], when: 2020-07-15}\n", files: rows)
    #expect(
      left.first?.time == nil && left.first?.trace.value.contains("lesion T1 was still seen on 2020-03-01") == true)
    let gone = ["lesions.csv": head + "A,T1,target,uterus,2020-01-01,30\nA,T1,target,uterus,2020-03-01,absent\n"]
    let none = try await resections(Self.primary + "- {metastases: [lung], when: 2020-07-15}\n", files: gone)
    #expect(isDays(none.first?.time, 182))
  }

  /// A progression of unknown time may lie before the operation, and is none after it then.
  @Test func unknownDates() async throws {
    let own = try #require(
      try await resections(
        Self.primary
          + "- {assessment: CT, response: PD, when: after diagnosis}\n- {metastases: [lung], when: 2021-01-15}\n"
      ).first)
    #expect(own.time?.length.lower == .zero && own.time?.length.upper == .days(366))
    let undated = try #require(
      try await resections(
        "- {surgery: hysterectomy, id: op, site: uterus, margin: R0, when: not stated}\n- {local relapse: uterus, when: after op}\n"
      ).first)
    #expect(undated.time?.isEvent == true && undated.time?.length.lower ?? .zero == .zero)
  }

  @Test func aBiopsyIsNoResection() async throws {
    #expect(try await resections("- {surgery: biopsy, id: op, site: uterus, when: 2020-01-15}\n").isEmpty)
  }

  /// Patient 2: 3 months after the start of follow-up, which began after the operation: 2.5 at least. At most what is left of 60 months to death after 20.5 of maintenance, 1.5 to the remission, 6 of it (“1 year”) and 6 of
  /// supportive care: 26. Patient 3: 2 years, 18 months at least; from the first day of 2014 to 13.5 months before the end of June 2021, 15 May 2020, 76.4 months at most.
  @Test func publishedSeries() async throws {
    let outcomes = try await Folder.series()
    func time(_ patient: String) -> TimeToEvent? { outcomes.patient(patient)?.resections.first?.time }
    #expect(outcomes.patient("1")?.resections.isEmpty == true)
    #expect(time("2")?.text() == "2.5–26 mo" && time("2")?.end == .newDisease(.metastases))
    #expect(time("3")?.text() == "18–76.4 mo" && time("3")?.isEvent == true)
    let notes = outcomes.patient("3")?.resections.first?.trace.remarks ?? []
    #expect(notes.contains { $0.contains("primary tumour (peri-aortic)") })
    #expect(notes.contains { $0.contains("lung-metastases were known before") })
  }
}
