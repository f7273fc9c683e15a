// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Outcomes
import Statistics
import Plain
import Testing

/// Who is compared with whom.
@Suite struct CohortGroupTests {
  /// Patients by sex and drugs, who die on a day; of one without a day it is not stated when.
  private func cohort(
    _ patients: [(id: String, sex: String?, drugs: String, dies: String?)], _ change: (inout CohortOptions) -> Void
  ) async throws -> CohortOutcomes {
    var files = ["study.yaml": "study: Groups\n"]
    for patient in patients {
      files["patients/\(patient.id).yaml"] =
        "patient: \(patient.id)\n" + (patient.sex.map { "sex: \($0)\n" } ?? "") + "course:\n"
        + "  - {therapy: \(patient.drugs), id: t, intent: palliative, when: 2020-01-01}\n"
        + "  - {death: sarcoma\(patient.dies.map { ", when: \($0)" } ?? "")}\n"
    }
    let reading = StudyFolder.read(files: files)
    let study = try #require(reading.study, "\(reading.problems)")
    var options = CohortOptions(anchor: .line(1))
    options.testsSmallGroups = true
    change(&options)
    return CohortOutcomes(await StudyOutcomes(study, library: BuiltInLibrary.read().library), options: options)
  }

  private let people: [(id: String, sex: String?, drugs: String, dies: String?)] = [
    ("A", "female", "gemcitabine + docetaxel", "2020-02-01"), ("B", "male", "docetaxel + gemcitabine", "2020-03-01"),
    ("C", nil, "doxorubicin", "2020-02-15"), ("D", "female", "gemcitabine + docetaxel", "2020-05-01"),
    ("E", "male", "Gemcitabin + Docetaxel", "2020-04-01"), ("F", nil, "doxorubicin", "2020-06-01"),
  ]

  /// Deaths of A, B, E, D in this order, one of each sex at risk all along: expected of women 2/4 + 1/3 + 1/2 + 1 = 7/3, variance
  /// 1/4 + 2/9 + 1/4 = 13/18; (2 − 7/3)² ÷ 13/18 = 2/13 on one degree of freedom. C and F, whose sex is not stated, change nothing.
  @Test func notStatedIsNoGroup() async throws {
    let cohort = try await cohort(people) { $0.group = .sex }
    #expect(cohort.groups == ["female", "male"] && cohort.ungrouped == ["C", "F"])
    guard case .tested(let test, .success(let hazards))? = cohort.comparison(.survival) else {
      Issue.record("two groups of two")
      return
    }
    #expect(test.degreesOfFreedom == 1 && test.counts == [2, 2] && hazards.ratios.count == 1)
    #expect(abs(test.chiSquared - 2.0 / 13) < 1e-12)
  }

  /// Spellings of a lack are no groups, whichever field holds them: of two histologies (or drugs) of two patients one of each died before the two others,
  /// on one degree of freedom. Deaths of A (aa), B (bb), C (aa), D (bb), with n at risk: expected of aa 2/4 + 1/3 + 1/2 + 0 = 4/3, variance
  /// 1/4 + 2/9 + 1/4 = 13/18; (2 − 4/3)² ÷ 13/18 = 8/13.
  @Test(arguments: ["not stated", "unknown", "Unknown", "n/a", "k.A.", "-", "?"])
  func aLackIsNoGroup(lack: String) async throws {
    let named = ["aa", "bb", "aa", "bb", "cc", "unknown"]
    var study = try CohortTests.study(
      Dictionary(
        uniqueKeysWithValues: named.enumerated().map { index, name in
          (
            "\(index)",
            "  - {diagnosis: \(name), when: 2019-12-01}\n  - {therapy: \(name), id: t, when: 2020-01-01}\n"
              + "  - {death: sarcoma, when: 2020-0\(2 + index)-01}\n"
          )
        }))
    study.patients.sort { $0.id < $1.id }
    for (index, name) in named.enumerated() {
      // What no file can say, other formats may bring.
      let name = name == "cc" ? lack : name
      study.patients[index].arm = .stated(name)
      for place in study.patients[index].entries.indices {
        switch study.patients[index].entries[place].content {
        case .diagnosis(var diagnosis):
          diagnosis.histology = name
          study.patients[index].entries[place].content = .diagnosis(diagnosis)
        case .therapy(var therapy):
          therapy.drugs = [name]
          study.patients[index].entries[place].content = .therapy(therapy)
        default: break
        }
      }
    }
    for grouping in [CohortOptions.Grouping.histology, .therapy, .arm] {
      var options = CohortOptions(anchor: .line(1))
      options.testsSmallGroups = true
      options.group = grouping
      let cohort = CohortOutcomes(await StudyOutcomes(study, library: RegimenLibrary()), options: options)
      #expect(cohort.groups == ["aa", "bb"] && cohort.ungrouped == ["4", "5"])
      guard case .tested(let test, _)? = cohort.comparison(.survival) else {
        Issue.record("two groups of two")
        return
      }
      #expect(test.degreesOfFreedom == 1 && test.counts == [2, 2] && abs(test.chiSquared - 8.0 / 13) < 1e-12)
    }
  }

  @Test func drugsInAnyOrderAndSpellingAreOneGroup() async throws {
    let cohort = try await cohort(people) { $0.group = .therapy }
    #expect(cohort.groups == ["doxorubicin", "gemcitabine + docetaxel"])
    #expect(cohort.members.count { $0.group == "gemcitabine + docetaxel" } == 4)
  }

  @Test func orderAndReferenceAreChosen() async throws {
    let ordered = try await cohort(people) {
      $0.group = .sex
      $0.groupOrder = ["Male", "female"]
    }
    #expect(ordered.groups == ["male", "female"] && ordered.unknownGroups.isEmpty)
    let against = try await cohort(people) {
      $0.group = .sex
      $0.referenceGroup = "male"
    }
    #expect(against.groups == ["male", "female"])
    guard case .tested(_, .success(let one))? = against.comparison(.survival),
      case .tested(_, .success(let other))? = try await cohort(people, { $0.group = .sex }).comparison(.survival)
    else {
      Issue.record("two groups of two")
      return
    }
    // Against the other group a ratio is its inverse.
    #expect(abs(one.ratios[0].estimate * other.ratios[0].estimate - 1) < 1e-9)
    #expect(
      try await cohort(people) {
        $0.referenceGroup = "divers"; $0.group = .sex
      }.unknownGroups == ["divers"])
  }

  /// When G died is not stated, and nothing bounds it: no time, not at risk, told.
  @Test func whoHasNoTimeIsLeftOutAndTold() async throws {
    let cohort = try await cohort(people + [("G", "male", "doxorubicin", nil)]) { $0.group = .sex }
    let estimate = try #require(cohort.estimate(.survival))
    #expect(cohort.members.count == 7 && estimate.times.count == 6)
    #expect(try estimate.landmark(0).atRisk == 6)
    #expect(cohort.leftOut(.survival).map(\.patient) == ["G"])
    #expect(cohort.leftOut(.survival)[0].reason.english.hasPrefix("not determined"))
  }

  /// All of one sex die before any of the other: no ratio by Cox's likelihood, one by Firth's.
  @Test func separationIsNamedAndFirthIsAnAnswer() async throws {
    let separated = people.filter { $0.sex != nil }.enumerated().map { index, person in
      (
        id: person.id, sex: person.sex, drugs: person.drugs,
        dies: Optional("2020-0\(person.sex == "male" ? 1 + index : 5 + index)-01")
      )
    }
    guard
      case .tested(_, .failure(let problem))? = try await cohort(separated, { $0.group = .sex }).comparison(.survival)
    else {
      Issue.record("no maximum")
      return
    }
    #expect(problem == .separated(["male"]))
    let firth = try await cohort(separated) {
      $0.group = .sex
      $0.hazards = .firth
    }
    guard case .tested(_, .success(let hazards))? = firth.comparison(.survival) else {
      Issue.record("Firth's has one")
      return
    }
    let (estimate, interval) = hazards.ratios[0]
    #expect(estimate > 1 && (interval.lower ?? 2) < estimate && (interval.upper ?? 0) > estimate)
  }

  /// One histology in two languages, short and in full, is one group, by the spelling that most use: leiomyosarcoma of A, B, C, D and liposarcoma of E and F. The test
  /// has one degree of freedom, not five.
  @Test func oneHistologyIsOneGroup() async throws {
    let named = ["leiomyosarcoma", "Leiomyosarkom", "leiomyosarcoma", "LMS", "Liposarkom", "liposarcoma"]
    var study = try CohortTests.study(
      Dictionary(
        uniqueKeysWithValues: named.enumerated().map { index, name in
          (
            "\(index)",
            "  - {diagnosis: \(name), when: 2019-12-01}\n  - {therapy: gemcitabine, id: t, when: 2020-01-01}\n"
              + "  - {death: sarcoma, when: 2020-0\(2 + index)-01}\n"
          )
        }))
    study.patients.sort { $0.id < $1.id }
    var options = CohortOptions(anchor: .line(1))
    options.group = .histology
    options.testsSmallGroups = true
    options.referenceGroup = "Liposarcoma"
    let cohort = CohortOutcomes(await StudyOutcomes(study, library: RegimenLibrary()), options: options)
    #expect(cohort.groups.map(TumourNames.key) == ["liposarcoma", "leiomyosarcoma"])
    #expect(cohort.groups.last == "leiomyosarcoma" && cohort.unknownGroups.isEmpty)
    #expect(cohort.members.prefix(4).allSatisfy { $0.group == "leiomyosarcoma" })
    #expect(cohort.joinedHistologies.map(\.count) == [3, 2])
    #expect(cohort.joinedHistologies.first == ["leiomyosarcoma", "leiomyosarkom", "lms"])
    guard case .tested(let test, _)? = cohort.comparison(.survival) else {
      Issue.record("two groups")
      return
    }
    #expect(test.degreesOfFreedom == 1)
  }
}
