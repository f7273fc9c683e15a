import Course
import Testing

@testable import Exchange

@Suite("The template of a study")
struct TemplateTests {
  private func files(_ title: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: StudyTemplate.files(title: title).map { ($0.path, $0.text) })
  }

  @Test(
    "reads without any problem, whatever its title",
    arguments: ["My series", "A: \"quoted\" \\ title # 1", "", "Größe\nund\tmehr", "null", "- x", "{{name}}"])
  func reads(title: String) throws {
    let reading = StudyFolder.read(files: files(title))
    #expect(reading.problems.map(\.description) == [])
    let study = try #require(reading.study)
    #expect(study.title == (title.isEmpty ? "Untitled" : title.replacing("\n", with: " ").replacing("\t", with: " ")))
    #expect(study.patients.count == 1)
    #expect(study.claims.count == 5)
    #expect(study.patients.first?.entry("lab-2") != nil)
  }

  @Test("states nothing that cannot be")
  func timesFit() throws {
    let study = try #require(StudyFolder.read(files: files("Times")).study)
    for patient in study.patients { #expect(PatientTimeline(patient, in: study).conflicts.isEmpty) }
  }
}
