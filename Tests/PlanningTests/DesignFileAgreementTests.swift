// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Planning
import Plain
import Testing
import Trials

/// Numbers of a design file that cannot be, or that do not agree with each other, are refused with their place.
@Suite struct DesignFileAgreementTests {
  private func refusal(_ text: String) -> DesignFile.Problem? {
    do throws(DesignFile.Problem) {
      _ = try DesignFile.read(Array(text.utf8))
      return nil
    } catch { return error }
  }

  /// The file of the series with two arms that are exact: 40 and 20 of 100.
  private func file() async throws -> String {
    var study = try await Support.series()
    study.comparators += try Support.study(comparators: [
      "Old,disease control,100,40,,,,,,O", "New,progression-free,100,,20,,3,,,N",
    ]).comparators
    return DesignFile.text(of: try await Support.plan(study, Support.question()))
  }

  /// The text with the first `old` behind words, of which one stands behind the other with ` … ` between, made `new`.
  private func changed(_ text: String, _ anchors: String, _ old: String, _ new: String) throws -> String {
    var place = text.startIndex
    for anchor in anchors.components(separatedBy: " … ") {
      place = try #require(text.range(of: anchor, range: place..<text.endIndex), "\(anchor)").upperBound
    }
    let range = try #require(text.range(of: old, range: place..<text.endIndex), "\(anchors): \(old)")
    return text.replacingCharacters(in: range, with: new)
  }

  @Test func whatCannotBe() async throws {
    let text = try await file()
    #expect(refusal(text) == nil)
    let three = "\"series_shows\" … \"progression-free-3\""
    let arm = "\"new-progression-free-3\""
    let conflict = "\"comparison\": \"Old: disease control\""
    for (anchor, old, new, place, expected) in [
      // Three of three are a share of 1, never of 0.9 or 7.
      ("\(three) … \"value\"", "\"from\": 1", "\"from\": 0.9", "/series_shows/", "shares of whole patients"),
      ("\(three) … \"value\"", "\"to\": 1", "\"to\": 7", "/series_shows/", "a share from 0 to 1"),
      (
        "\(three) … \"interval\"", "\"lower\": 0.29", "\"lower\": 0.19", "/series_shows/",
        "the exact interval of 3 of 3"
      ),
      ("\(three) … \"interval\"", "\"upper\": 1", "\"upper\": 0.1", "/series_shows/", "limits in their order"),
      (
        "\(three) … \"interval\"", "\"level_share\": 0.95", "\"level_share\": 95", "/series_shows/",
        "above 0 and below 1"
      ),
      (
        "\(three) … \"effective_patients\"", "\"to\": 3", "\"to\": 1000000000", "/series_shows/",
        "the patients of the series"
      ),
      ("\"pfs-median\" … \"value\"", "\"from\": 20.5", "\"from\": -20.5", "/series_shows/", "0 to 12000"),
      (
        "\"series\"", "\"patients_with_maintenance\": 3", "\"patients_with_maintenance\": 1000", "/series/",
        "no more than"
      ),
      ("\(arm) … \"value\"", "\"to\": 0.2", "\"to\": 0.9", "/comparators/", "exact interval"),
      ("\(arm) … \"interval\"", "\"upper\": 0.2", "\"upper\": 0.9", "/comparators/", "the exact interval of 20 of 100"),
      ("\(conflict) … \"p\"", "\"to\": 0.0", "\"to\": 7.0", "/conflicts/", "probabilities"),
      ("\(conflict) … \"seen_patients\"", "\"to\": 3", "\"to\": 4", "/conflicts/", "at most 3"),
      ("\"key\": \"alpha\" … \"value\"", "\"from\": 0.05", "\"from\": 0.04", "/assumptions", "0.05"),
    ] as [(String, String, String, String, String)] {
      let problem = refusal(try changed(text, anchor, old, new))
      #expect(
        problem?.place.hasPrefix(place) == true && problem?.expected.contains(expected) == true,
        "\(new): \(problem.map { "\($0)" } ?? "read")")
    }
  }

  /// 40 of 100 is beta(40.5, 60.5): three of three have 40.5·41.5·42.5/(101·102·103) = 0.0673, none is less likely, so that no outcome of three patients has a p below 0.05, and that is the verdict.
  @Test func theVerdictIsThatOfItsP() async throws {
    let text = try await file()
    let p = 40.5 * 41.5 * 42.5 / (101 * 102 * 103)
    let conflict = try #require(
      try DesignFile.read(Array(text.utf8)).conflicts.first { $0.comparison == "Old: disease control" })
    #expect(
      abs((conflict.pValue?.lowerBound ?? 0) - p) < 1e-9
        && conflict.verdict == "no outcome of 3 patients could show a conflict")
    let problem = refusal(
      try changed(
        text, "\"comparison\": \"Old: disease control\"", "\"no outcome of 3 patients could show a conflict\"",
        "\"conflict\""))
    #expect(problem?.place.hasSuffix("/verdict") == true && problem?.expected.contains("`no conflict shown`") == true)
    // Of an arm that is there once p is computed again.
    let other = refusal(
      try changed(text, "\"comparison\": \"Old: disease control\" … \"p\"", "\"from\": 0.06", "\"from\": 0.05"))
    #expect(other?.place.hasSuffix("/p") == true, "\(String(describing: other))")
  }

  /// What the program always writes must be there: what a synopsis does not find it could only pass over.
  @Test func whatIsMissingIsTold() async throws {
    let text = try await file()
    let start = try #require(text.range(of: "\"series_shows\": "))
    let end = try #require(text.range(of: "\"comparators\": [", range: start.upperBound..<text.endIndex))
    var cut = text
    cut.replaceSubrange(start.lowerBound..<end.lowerBound, with: "\"series_shows\": [], ")
    #expect(refusal(cut)?.place == "/series_shows")
    cut = text
    cut.replaceSubrange(start.lowerBound..<end.lowerBound, with: "")
    #expect(refusal(cut)?.place == "/series_shows")
    #expect(refusal(try changed(text, "\"series_shows\"", "\"pfs-rate\"", "\"pfs-rat\""))?.found == "no `pfs-rate`")
  }

  /// Messages say what stands there as it stands there.
  @Test func words() async throws {
    let text = try await file()
    for (old, new, found, expected) in [
      ("\"p0_share\": 0.2", "\"p0_share\": 42.0", "the number 42", "0.0001 to 0.9999"),
      ("\"p0_share\": 0.2", "\"p0_share\": null", "null", "`p1_share` is stated"),
      ("\"patients\": 43", "\"patients\": -43", "-43", "43, as version"),
      ("\"p0_share\": 0.2", "\"p0_share\": NaN", "`NaN`", "knows no such word"),
      ("\"p0_share\": 0.2", "\"p0_share\": -Infinity", "`-Infinity`", "knows no such word"),
      (
        "\"toxicity_looks_patients\": []", "\"toxicity_looks_patients\": [1000000000]", "the number 1",
        "whole numbers from 1 to 10000"
      ),
      ("\"toxicity_looks_patients\": []", "\"toxicity_looks_patients\": [20, 10]", "20, 10", "rising"),
      ("\"kind\": \"one arm", "\"kin\": \"one arm", "no such key", "`one arm"),
    ] {
      let range = try #require(text.range(of: old), "\(old)")
      let problem = refusal(text.replacingCharacters(in: range, with: new))
      #expect(
        problem?.found.hasPrefix(found) == true && problem?.expected.contains(expected) == true,
        "\(new): \(problem.map { "\($0)" } ?? "read")")
    }
    #expect(refusal("null")?.description.contains("found null; expected an object") == true)
    #expect(refusal(String(repeating: "[", count: 40))?.found == "values more than 16 deep")
    // A mark of the byte order before the text is none of the text.
    #expect(refusal("\u{FEFF}" + text) == nil)
  }
}
