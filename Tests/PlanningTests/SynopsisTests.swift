// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Foundation
import Outcomes
import Planning
import Plain
import Report
import Testing
import Trials

/// What a synopsis says and leaves open. That its numbers are those of the command lines is tested with the program.
@Suite struct SynopsisTests {
  private static func synopsis(_ study: Study, _ question: TrialQuestion) async throws -> Synopsis {
    try Synopsis(await Support.plan(study, question).withoutRecords, library: Support.library)
  }

  /// Every link has its place, and every place its own name.
  @Test func linksLeadSomewhere() async throws {
    for question in [Support.question(), TrialQuestion()] {
      let found = try await Self.synopsis(Support.series(), question)
      let anchors = found.manuscript.anchors
      #expect(found.manuscript.targets.isSubset(of: Set(anchors)))
      #expect(Set(anchors).count == anchors.count)
      for target in found.manuscript.targets { #expect(found.html.contains("id=\"\(target)\""), "\(target)") }
      #expect(found.openCount > 30)
    }
  }

  /// Every number of the part in plain words leads to its calculation.
  @Test func plainWordsAreTraced() async throws {
    let found = try await Self.synopsis(Support.series(), Support.question())
    var isPlain = false
    var traced = 0
    for block in found.manuscript.blocks {
      if case .heading(_, _, let anchor) = block { isPlain = anchor == "plain" }
      guard isPlain, case .paragraph(let runs, _) = block else { continue }
      for run in runs {
        if run.target == nil {
          #expect(!run.text.contains { $0.isNumber } || run.text == " (12 weeks)", "\(run.text)")
        } else {
          traced += 1
        }
      }
    }
    // 20 %, the landmark, 40 %; n1, r1, n, r, 20 % and 40 %; 20 %, PET, level, 40 % and power.
    #expect(traced == 14)
  }

  /// Nothing stated: no number of a design, and each field says what has to be given.
  @Test func nothingStated() async throws {
    let found = try await Self.synopsis(Support.study(), TrialQuestion())
    let text = found.markdown
    #expect(text.contains("The study has no patient: it proposes nothing."))
    for option in ["--p0", "--p1", "--landmark", "--scans", "--regimen"] { #expect(text.contains(option), "\(option)") }
    #expect(!text.contains("Simon's optimal"))
    // Level, power and the share of deaths: conventions.
    #expect(Set(found.numbers.map(\.text)) == ["5", "80", "0"])
    #expect(found.spirit.first { $0.number == "14" }?.state == .open)
  }

  /// The 51 numbers of SPIRIT 2013, in their order: 33 items, of which 2, 5, 6, 11, 16, 17, 18, 20, 21, 26 and 31 have parts.
  @Test func spirit() async throws {
    let found = try await Self.synopsis(Support.series(), Support.question())
    let parts = [
      "2": "ab", "5": "abcd", "6": "ab", "11": "abcd", "16": "abc", "17": "ab", "18": "ab", "20": "abc", "21": "ab",
      "26": "ab", "31": "abc",
    ]
    let expected = (1...33).flatMap { item in
      parts["\(item)"].map { letters in letters.map { "\(item)\($0)" } } ?? ["\(item)"]
    }
    #expect(expected.count == 51 && found.spirit.map(\.number) == expected)
    #expect(found.spirit.first { $0.number == "14" }?.state == .filled)
    #expect(found.markdown.contains("SPIRIT 2025 were not obtained"))
  }

  /// What it must say whatever else it says.
  @Test func whatItSays() async throws {
    let found = try await Self.synopsis(Support.series(), Support.question())
    for text in [found.html, found.markdown] {
      for words in [
        "No conformity assessment as a medical device was made; it must not decide a treatment.",
        "3 patients propose nothing alone", "It can therefore not show that maintenance is better than none",
        "secondary descriptions", "NOT CONFIRMED", "1.1.1 Primary and secondary objectives", "1.1.2 Overall design",
        "1.2 Trial schema", "1.3 Schedule of activities", "4.3 Stopping rules", "6.4 Dose modification",
        "10.9 Interim analyses", "10.10 Multiplicity", "10.11 Sample size",
      ] { #expect(text.contains(words), "\(words)") }
      // No patient is named.
      #expect(!text.contains("patients/1.yaml"))
    }
  }

  /// Text of a study or an option stays text.
  @Test func hostileText() async throws {
    var question = Support.question()
    question.title = "<script>alert(1)</script> & | `x` [a](b)"
    question.ratesSource = "\"><img src=x onerror=1>\n| a | b |"
    var study = try await Support.series()
    study.title = "</title><b>"
    study.comparators = [
      Comparator(name: "A|B<i>", endpoint: .response, count: 10, events: 5, population: "<u>", source: "S\u{202E}<s>")
    ]
    let found = try await Self.synopsis(study, question)
    for mark in ["<script", "<img", "<i>", "<u>", "<s>", "</title><b>"] {
      #expect(!found.html.contains(mark), "\(mark)")
    }
    #expect(!found.markdown.contains("<script") && !found.markdown.contains("| a | b |"))
    #expect(!found.markdown.contains("[a](b)"))
  }

  /// A design that names a regimen that the library does not have.
  @Test func unknownRegimen() async throws {
    var question = Support.question()
    question.regimen = "nothing-q21"
    let plan = try await Support.plan(Support.series(), question)
    #expect(throws: Synopsis.Refusal.self) { try Synopsis(plan, library: Support.library) }
  }

  /// A zip file begins with PK; without pandoc there is a refusal in words.
  @Test func word() async throws {
    let found = try await Self.synopsis(Support.series(), Support.question())
    do throws(ReportFormat.Refusal) {
      #expect(Array(try found.word().prefix(2)) == Array("PK".utf8))
    } catch { #expect(error.description.contains("pandoc")) }
  }
}
