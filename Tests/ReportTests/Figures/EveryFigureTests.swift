// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Outcomes
import Testing

@testable import Drawing
@testable import Figures
@testable import Report

/// Every figure of random cohorts, in a column and on a page, in colour and in greys: whatever is recorded, each word can be read.
@Suite("Every figure of random cohorts") struct EveryFigureTests {
  private static func outcomes(_ count: Int, seed: UInt64) async throws -> StudyOutcomes {
    await StudyOutcomes(try RandomStudy.make(count, seed: seed), library: RegimenLibrary())
  }

  /// All scenes, each with what it is.
  private static func scenes(_ outcomes: StudyOutcomes, _ page: FigureOptions) -> [(name: String, scene: Scene)] {
    var course = CourseFigureOptions(widthMillimetres: page.widthMillimetres)
    course.print = page.print
    var scenes: [(String, Scene)] = []
    // Hundreds of courses take their time: one set of options each.
    let isLarge = outcomes.patients.count > 100
    for events in isLarge ? [1] : [nil, 1] as [Int?] {
      course.adverseEventsFrom = events
      course.showsResponses = events != nil
      course.responses = events == nil ? .measured : .judged
      scenes += SwimmerPlot(outcomes).pages(course).map { ("swimmer", $0) }
      scenes += ClinicalCourse(outcomes).pages(course).map { ("course", $0) }
    }
    course.anchor = .firstTherapy
    if !isLarge { scenes.append(("swimmer on one page", SwimmerPlot(outcomes).scene(course))) }
    for group in isLarge ? [.histology] : [nil, .histology] as [CohortOptions.Grouping?] {
      var options = CohortOptions(anchor: .line(1))
      options.group = group
      let figures = CohortFigures(CohortOutcomes(outcomes, options: options)).all(options: page, withSwimmer: !isLarge)
      scenes += figures.map { ("\($0.name) by \(group?.name ?? "nothing")", $0.scene) }
    }
    return scenes
  }

  @Test(arguments: [3, 24, 60, 300], [85.0, 180])
  func canBeRead(_ count: Int, _ width: Double) async throws {
    for seed in count < 30 ? [1, 2, 3] as [UInt64] : [UInt64(count)] {
      let outcomes = try await Self.outcomes(count, seed: seed)
      for print in [Palette.Print.colour, .greyscale] {
        for (name, scene) in Self.scenes(outcomes, FigureOptions(widthMillimetres: width, print: print)) {
          let audit = SceneAudit(scene)
          #expect(audit.isClean, "\(name), \(count) patients, seed \(seed), \(width) mm, \(print): \(audit)")
          #expect(audit.texts.allSatisfy { !$0.string.isEmpty })
          if print == .greyscale {
            let inks = SceneInks(scene.nodes).inks
            #expect(inks.allSatisfy { $0.red == $0.green && $0.green == $0.blue }, "\(name) has colours in greys")
          }
        }
      }
    }
  }

  /// A page holds 60 patients: 300 are five pages of one axis, and every patient is on one of them.
  @Test func manyPatientsArePaged() async throws {
    let outcomes = try await Self.outcomes(300, seed: 5)
    let pages = SwimmerPlot(outcomes).pages()
    #expect(pages.count == 5)
    let labels = pages.map { page in SceneAudit(page).texts.map(\.string) }
    for (index, outcome) in outcomes.patients.enumerated() {
      #expect(labels[index / 60].contains { $0 == outcome.patient.id || $0.hasPrefix("\(outcome.patient.id) ") })
    }
    #expect(labels[1].contains { $0.hasPrefix("Page 2 of 5: 60 of 300 patients, P61 to P120.") })
    let ticks = labels.map { $0.filter { Int($0) != nil } }
    #expect(Set(ticks).count == 1)
    // A4 without margins of 25 mm: lanes, axis, legend and notes.
    for page in pages { #expect(page.height < Length.millimetres(297)) }
    #expect(SwimmerPlot(try await Self.outcomes(60, seed: 6)).pages().count == 1)
    #expect(SwimmerPlot(try await Self.outcomes(61, seed: 6)).pages().count == 2)
  }

  /// A treatment looks the same in the swimmer plot, the clinical course, the lines and a curve of its patients, and each has an entry in the legend.
  @Test func treatmentsLookTheSameEverywhere() async throws {
    let outcomes = try await Self.outcomes(40, seed: 8)
    let looks = TreatmentLooks(outcomes)
    let swimmer = CourseFigureOptions()
    for scene in [SwimmerPlot(outcomes).scene(swimmer), ClinicalCourse(outcomes).scene(swimmer)] {
      let words = Set(SceneAudit(scene).texts.map(\.string))
      let abbreviations = DrugAbbreviations(outcomes)
      let fills = SceneInks(scene.nodes).barFills
      for outcome in outcomes.patients {
        for therapy in outcome.therapies {
          let look = try #require(looks.look(of: therapy.therapy.drugs))
          #expect(
            fills.contains { Self.isSame($0, look.fill(.colour)) || Self.isSame($0, look.fill(.colour, scale: 0.6)) })
          let name = outcomes.names.ordered(therapy.therapy.drugs).map { abbreviations.short($0) }.joined(
            separator: "/")
          #expect(words.contains(name), "\(therapy.name) is not in the legend")
        }
      }
    }
    var options = CohortOptions(anchor: .line(1))
    options.group = .therapy
    let figures = CohortFigures(CohortOutcomes(outcomes, options: options))
    let lines = try #require(figures.transitions)
    for line in outcomes.patients.flatMap(\.lines).map(\.line) {
      let drugs = try #require(outcomes.patients.lazy.compactMap { $0.therapy(line.therapies[0]) }.first?.therapy.drugs)
      let name = outcomes.names.generic(drugs).joined(separator: " + ")
      #expect(lines.looks.keys.contains { $0.hasPrefix(name) } || looks.look(of: drugs) == nil)
    }
  }

  private static func isSame(_ one: Fill, _ other: Fill) -> Bool { one == other }

  /// No two of the first 19 treatments share a hatch, none of the first 37 a look in greys, none of the first 90 a look in colour; each carries
  /// dark letters, and its line stands out from paper.
  @Test func looksAreToldApart() {
    let looks = (0..<90).map { TreatmentLook(index: $0) }
    #expect(Set(looks.map { $0.fill(.colour) }).count == 90)
    #expect(Set(looks.prefix(37).map { $0.fill(.greyscale) }).count == 37)
    func weave(_ look: TreatmentLook) -> String {
      guard case .hatch(let hatch) = look.fill(.colour) else { return "plain" }
      return "\(hatch.pattern) \(hatch.spacing) \(hatch.lineWidth)"
    }
    #expect(Set(looks.prefix(19).map(weave)).count == 19)
    for look in looks {
      #expect(look.ground(.colour).contrast(with: .text) >= 4.5)
      #expect(look.line(.colour).contrast(with: .white) >= 3)
      // Rising lines say that a length is not known.
      if case .hatch(let hatch) = look.fill(.colour) { #expect(hatch.pattern != .rising) }
    }
    // Neighbours differ in every vision by more than twice a just noticeable difference, or by their hatch alone.
    for (one, other) in zip(looks.prefix(10), looks.dropFirst()) {
      #expect(one.ground(.colour).leastDifference(from: other.ground(.colour)) > 5)
    }
  }

  /// Drugs that no list abbreviates get letters of their own, in the figure and in its footnote.
  @Test func everyDrugHasAnAbbreviation() async throws {
    let outcomes = try await Self.outcomes(60, seed: 9)
    let abbreviations = DrugAbbreviations(outcomes)
    let drugs = Set(outcomes.patients.flatMap { $0.therapies.flatMap(\.therapy.drugs) })
    let short = drugs.map { abbreviations.short($0) }
    #expect(Set(short.map { $0.lowercased() }).count == drugs.count)
    #expect(abbreviations.short("quarfenib") != abbreviations.short("quarfitinib"))
    let footnote = abbreviations.footnote(of: drugs)
    for drug in drugs where abbreviations.short(drug).lowercased() != drug.lowercased() {
      #expect(footnote.contains("\(abbreviations.short(drug)), \(drug)"))
    }
  }

  /// The study's own letters are not those of another drug: doxorubicin, which the library calls Dox too, gets others.
  @Test func lettersMeanOneDrug() async throws {
    var study = Study(title: "Letters")
    study.abbreviations = ["docetaxel": "Dox"]
    var patient = Patient(id: "A")
    for (id, drug) in [("t1", "docetaxel"), ("t2", "doxorubicin"), ("t3", "gemcitabine")] {
      patient.entries.append(Entry(id: id, content: .therapy(Therapy(drugs: [drug]))))
    }
    study.patients = [patient]
    let library = BuiltInLibrary.read().library
    #expect(library.drugs["doxorubicin"]?.abbreviation == "Dox")
    let abbreviations = DrugAbbreviations(await StudyOutcomes(study, library: library))
    #expect(abbreviations.short("docetaxel") == "Dox" && abbreviations.short("doxorubicin") == "Dxr")
    #expect(abbreviations.short("gemcitabine") == "Gem")
  }

  /// No two drugs have the same letters, and none those that another begins with, whatever the study and its drugs are called.
  @Test func lettersAreNoBeginningsOfOthers() async throws {
    var study = Study(title: "Letters")
    study.abbreviations = ["Compound B": "Gem", "paclitaxel": "P", "olaratumab": "p", "Gemcitabin": "GCB"]
    let drugs = [
      "gemcitabine", "dactinomycin", "dacarbazine", "doxorubicin", "Doxo", "Gem", "Compound A-1", "Compound A-2",
      "Compound A-12",
      "Compound B", "paclitaxel", "olaratumab", "αβγ-interferon", "αβγ-interleukin", "BAY-123456-A", "BAY-123456-B",
      "gemtuzumab",
    ]
    var patient = Patient(id: "A")
    patient.entries = drugs.enumerated().map { Entry(id: "t\($0)", content: .therapy(Therapy(drugs: [$1]))) }
    study.patients = [patient]
    let abbreviations = DrugAbbreviations(await StudyOutcomes(study, library: BuiltInLibrary.read().library))
    let short = drugs.map { abbreviations.short($0) }
    #expect(Set(short.map { $0.lowercased() }).count == drugs.count, "\(short)")
    // "Doxo" is the whole name of a drug that nothing lists, and may begin as an abbreviation does; so may "Gem", whose letters the study gives away.
    let made = zip(drugs, short).filter { $0 != "Gem" && $0.lowercased() != $1.lowercased() }.map { $1.lowercased() }
    for one in made { #expect(!made.contains { $0 != one && $0.hasPrefix(one) }, "\(one) in \(made)") }
    #expect(abbreviations.short("gemcitabine") == "GCB" && abbreviations.short("Compound B") == "Gem")
    // The study's P means two drugs, so it means neither.
    #expect(!short.contains { $0.lowercased() == "p" })
    let footnote = abbreviations.footnote(of: Set(drugs))
    for (drug, letters) in zip(drugs, short) where drug.lowercased() != letters.lowercased() {
      #expect(footnote.contains("\(letters), \(drug)"), "\(drug) in \(footnote)")
    }
  }

  /// What a figure draws as measured is what the tables count: the visits of the cohort, in their order.
  @Test(arguments: [11, 12, 13] as [UInt64]) func drawnResponsesAreTheCountedOnes(_ seed: UInt64) async throws {
    let outcomes = try await Self.outcomes(30, seed: seed)
    let cohort = CohortOutcomes(outcomes, options: CohortOptions(anchor: .line(1)))
    var checked = 0
    for member in cohort.members where member.isMeasured {
      let line = try #require(member.outcomes.lines.first { $0.line.number == 1 }).line
      let counted = try #require(member.outcomes.countedVisits(under: line))
      let layout = CourseLayout(member.outcomes, anchor: .firstTherapy)
      let drawn = layout.moments.filter { $0.isMeasured }.compactMap { $0.assessment?.response.value }
      #expect(drawn == counted.measured.map(\.response))
      #expect(Array(member.visits.compactMap(\.self).prefix(drawn.count)) == drawn)
      // The source's judgements that measurements stand for are not drawn beside them.
      #expect(!layout.moments.contains { !$0.isMeasured && counted.replaced.contains($0.entry.id) })
      checked += 1
    }
    #expect(checked > 3)
  }
}

/// The inks of a scene, and what bars are filled with.
private struct SceneInks {
  var inks: Set<Ink> = []
  var barFills: Set<Fill> = []

  init(_ nodes: [Scene.Node]) { nodes.forEach { add($0) } }

  private mutating func add(_ fill: Fill) {
    switch fill {
    case .none: break
    case .solid(let ink, _): inks.insert(ink)
    case .hatch(let hatch): inks.formUnion([hatch.ink, hatch.ground].compactMap(\.self))
    }
  }

  private mutating func add(_ node: Scene.Node) {
    switch node {
    case .group(let group): group.nodes.forEach { add($0) }
    case .rect(let rectangle):
      add(rectangle.fill)
      if let stroke = rectangle.stroke { inks.insert(stroke.ink) }
      if rectangle.cssClass == "bar" { barFills.insert(rectangle.fill) }
    case .line(let line): inks.insert(line.stroke.ink)
    case .polyline(let line): inks.insert(line.stroke.ink)
    case .path(let path):
      add(path.fill)
      if let stroke = path.stroke { inks.insert(stroke.ink) }
    case .text(let text): inks.insert(text.style.ink)
    case .picture: break
    }
  }
}
