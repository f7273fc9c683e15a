// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The commands of evidence as a user runs them.
@Suite struct EvidenceCommandTests {
  let command = CommandLineTests()
  let cohort = "Examples/invented-cohort"

  @Test func theSeriesBesidePublishedArms() throws {
    let result = try command.run("cohort", "Examples/gemcitabine-maintenance")
    #expect(result.status == 0)
    // 18.4 % of 133 is no count; 2 of 3 at 12 months is 9.4 to 99.2 % (R binom.test).
    #expect(result.output.contains("Bay 2006,response,133,not attainable,18.4 %"))
    #expect(result.output.contains("12,2/3,66.7,9.4–99.2"))
    #expect(result.output.contains("PFS,3,2,Turnbull,20.5–21.5 (5.5–n.r.)"))
  }

  @Test func smallGroupsGetNoP() throws {
    let result = try command.run("cohort", "Examples/gemcitabine-maintenance", "--by", "sex")
    #expect(result.output.contains("not given: female, male: fewer than 10 patients or 5 events"))
  }

  @Test func everyFigureAndTableIntoAFolder() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try command.run("cohort", cohort, "--anchor", "line-2", "--out", folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    for figure in ["pfs", "os", "waterfall", "spider", "responses", "lines", "comparators", "swimmer-responses"] {
      for ending in ["svg", "pdf", "png", "csv"] {
        #expect(names.contains("figure-\(figure).\(ending)"), "\(figure).\(ending)")
      }
    }
    #expect(names.contains("cohort-3-survival.csv"))
    // A folder that holds something else is left alone.
    try Data("mine".utf8).write(to: folder.appendingPathComponent("notes.txt"))
    let again = try command.run("cohort", cohort, "--out", folder.path)
    #expect(again.status == 2 && again.errors.contains("notes.txt"))
    #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) == names.union(["notes.txt"]))
  }

  @Test(arguments: [
    ["--anchor", "line-0"], ["--censoring", "fda"], ["--landmarks", "3,x"], ["--level", "95"],
    ["--proportion", "agresti"],
    ["--visit-interval", "0"], ["--width", "10"],
  ]) func wrongOptionsAreRefused(_ options: [String]) throws {
    let result = try command.run("cohort", cohort, options[0], options[1])
    #expect(result.status == 2 && result.output.isEmpty, "\(result.errors)")
    #expect(
      result.errors.contains(options[0]) && (result.errors.contains("expected") || result.errors.contains("60 to 500")))
  }

  @Test func anAnchorThatNobodyHas() throws {
    let result = try command.run("cohort", cohort, "--anchor", "maintenance")
    #expect(result.status == 2 && result.errors.contains("C01: no maintenance"))
  }

  @Test func responseSaysWhy() throws {
    let result = try command.run("response", cohort, "--patient", "C10")
    #expect(result.status == 0)
    #expect(result.output.contains("N1 was equivocal on this day and is confirmed on 2021-02-09"))
    #expect(try command.run("response", cohort, "--patient", "C99").status == 2)
    #expect(try command.run("response", "Examples/gemcitabine-maintenance").errors.contains("lesions.csv"))
  }
}
