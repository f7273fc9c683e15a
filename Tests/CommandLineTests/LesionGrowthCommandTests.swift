// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("verlauf growth")
struct LesionGrowthCommandTests {
  /// A row of a lesion: the day, its name and what was found; further columns behind it.
  private typealias Row = (day: String, lesion: String, finding: String)

  private static func target(_ rows: [(String, String)]) -> [Row] { rows.map { ($0.0, "T1", $0.1) } }

  /// 50 mm · exp(0.002 t + r) and 70 mm · exp(0.001 t + r) on days 0, 50, 100 and 150 with r = −0.01, 0.01, 0.01, −0.01, to hundredths.
  private static let twoLines = target([
    ("2024-01-01", "49.50"), ("2024-02-20", "55.81"), ("2024-04-10", "61.68"), ("2024-05-30", "66.82"),
    ("2024-06-15", "69.30"), ("2024-08-04", "74.33"), ("2024-09-23", "78.14"), ("2024-11-12", "80.52"),
  ])

  private func run(
    _ rows: [Row], _ arguments: [String] = [], first: String = "when: 2024-01-03, ends: 2024-05-10",
    second: String = "when: 2024-06-20, ongoing: true", report: Bool = false, files: [String] = []
  ) throws -> (output: String, errors: String, status: Int32, files: [String: String]) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("study/patients"), withIntermediateDirectories: true)
    let record =
      """
      patient: A
      course:
        - {diagnosis: leiomyosarcoma, when: 2023-12-01}
        - {therapy: doxorubicin, id: one, \(first)}
        - {therapy: gemcitabine, id: two, \(second)}

      """
    for (name, text) in [
      ("study.yaml", "study: x\ndata cut-off: 2024-12-01\n"), ("patients/A.yaml", record),
      (
        "lesions.csv",
        (["patient,date,lesion,role,site,finding"]
          + rows.map {
            "A,\($0.day),\($0.lesion),\($0.lesion.hasPrefix("N") ? "non-target" : "target"),liver,\($0.finding)"
          })
          .joined(separator: "\n")
      ),
    ] { try Data(text.utf8).write(to: folder.appendingPathComponent("study/" + name)) }
    let named = arguments.map { files.contains($0) ? folder.path + "/" + $0 : $0 }
    let study = folder.path + "/study"
    let command =
      report
      ? ["report", study, "--out", folder.path + "/report", "--no-prints", "--forecast"]
      : ["growth", study, "--format", "csv"]
    let result = try CommandLineTests().run(command + named)
    let written = files.reduce(into: [String: String]()) {
      $0[$1] = try? String(contentsOfFile: folder.path + "/" + $1, encoding: .utf8)
    }
    return (result.output, result.errors, result.status, written)
  }

  /// Of both lines by hand (`TumourTests`; sums are rounded to hundredths, which moves the last digit of an interval): a line through the logarithms has the slopes 0.2 and 0.1 % a day with the error 0.00012649; t for 2 degrees of freedom is 4.3027, so that the intervals are 0.2 · exp(±0.27213) and
  /// 0.1 · exp(±0.54426). Doubling takes ln 2/0.002 = 347 and 693 days. The ratio is ½; its interval with t of 2.94 degrees of freedom, about 3.227, 0.5 · exp(±0.4564) = 0.317 to 0.789.
  @Test func twoLinesByHand() throws {
    let result = try run(Self.twoLines)
    #expect(result.status == 0, "\(result.errors)")
    let rows = result.output.split(whereSeparator: \.isNewline).map(String.init)
    let one = try #require(rows.first { $0.hasPrefix("A,one") })
    #expect(one.contains(",2024-01-01,4,150,0.2,0.152 to 0.26") && one.contains(",not determined,–,347,1.4,"), "\(one)")
    #expect(one.contains("growth alone") && one.contains("left out: 2024-06-15"), "\(one)")
    let two = try #require(rows.first { $0.hasPrefix("A,two") })
    #expect(two.contains(",2024-06-15,4,150,0.1,0.058 to 0.17") && two.contains(",not determined,–,693,1.4,"), "\(two)")
    #expect(rows.contains { $0.contains("Growth,0.5,0.32 to 0.79") }, "\(rows)")
    for words in ["advises no drug and no dose", "No conformity assessment", "own control"] {
      #expect(result.errors.contains(words), "\(result.errors)")
    }
  }

  /// Sums that fall and rise have both rates: those of a curve of Stein's with 80 mm, 0.2 % growth and 1 % shrinkage a day, to hundredths of a millimetre.
  @Test func bothRates() throws {
    let days = ["2024-01-01", "2024-02-10", "2024-03-21", "2024-04-30", "2024-06-09", "2024-07-19", "2024-08-28"]
    let rows = days.enumerated().map { index, day in
      let time = Double(index) * 40
      return (day, String(format: "%.2f", 80 * (exp(-0.01 * time) + exp(0.002 * time) - 1)))
    }
    let output = try run(
      Self.target(rows), first: "when: 2024-01-01, ends: 2024-08-20", second: "when: 2024-11-20, ongoing: true"
    ).output
    let row = try #require(output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("A,one") })
    #expect(row.contains(",7,240,0.2,") && row.contains(",1,"), "\(row)")
  }

  /// Sums that do not change have no rate, and no ratio to those of the next line; 50 mm in whole millimetres are known to 0.5 mm.
  @Test func unchangedSumsHaveNoRate() throws {
    let flat = Self.twoLines.map { ($0.day, $0.day < "2024-06-10" ? "50" : $0.finding) }
    let output = try run(Self.target(flat)).output
    let rows = output.split(whereSeparator: \.isNewline).map(String.init)
    #expect(try #require(rows.first { $0.hasPrefix("A,one") }).contains("4 sums from which no rate stands out"))
    #expect(!output.contains("own control") && !rows.contains { $0.contains(",Growth,") }, "\(output)")
  }

  /// 100 mm · exp(±0.004 t), rounded to hundredths or to whole millimetres, is one rate, 0.4 % a day: what rounding leaves is no second one.
  /// A slip of the unit draws the curve to itself, so that 40 mm lie farther from it than the 4.5 mm that are wrong: the one without which the others fit is asked about.
  @Test func theSumThatIsWrongIsAskedAbout() throws {
    let found = try run(
      Self.target([
        ("2024-01-01", "50"), ("2024-02-02", "4.5"), ("2024-03-01", "40"), ("2024-04-01", "38"), ("2024-05-01", "36"),
      ]))
    #expect(
      found.output.contains("without which they fit best, 4.5 mm on 2024-02-02"), "\(found.output)\(found.errors)")
  }

  /// By hand, of 100, 122, 149 and 182 mm on days 0, 50, 100, 150: the slope of the logarithms is 0.0039929 a day; 0.5 mm are 0.00389 of a sum (root of the mean of squares), which is more than they scatter, and the error of the slope is 0.00389/√12500 = 3.48e-5 a day; with t = 4.3027 on the logarithm 0.39929 · exp(±0.0375) = 0.385 to 0.415.
  @Test(arguments: [("%.2f", 1.0), ("%.2f", -1.0), ("%.0f", 1.0), ("%.0f", -1.0)])
  func oneRateAlone(digits: String, sign: Double) throws {
    let days = ["2024-01-01", "2024-02-20", "2024-04-10", "2024-05-30"]
    let rows = days.enumerated().map { ($0.element, String(format: digits, 100 * exp(sign * 0.2 * Double($0.offset)))) }
    let output = try run(Self.target(rows)).output
    let row = try #require(output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("A,one") })
    #expect(row.contains(sign > 0 ? "growth alone" : "shrinkage alone") && row.contains(",not determined,–"), "\(row)")
    #expect(row.contains("less than reading in whole millimetres leaves"), "\(row)")
    let error = digits == "%.0f" ? "0.5 mm a sum" : "0.05 mm a sum"
    #expect(row.contains(error), "\(row)")
    if digits == "%.0f", sign > 0 { #expect(row.contains(",0.399,0.385 to 0.415,"), "\(row)") }
  }

  /// One sum that is a tenth of what it should be is asked about, and no curve goes through it.
  @Test func aSumInCentimetres() throws {
    let sums = [100.0, 69, 5.8, 59, 67, 81]
    let days = ["2024-01-01", "2024-02-20", "2024-03-10", "2024-04-10", "2024-04-30", "2024-05-30"]
    let output = try run(Self.target(zip(days, sums).map { ($0, "\($1)") })).output
    #expect(output.contains("more than 50 %") && output.contains("5.8 mm on 2024-03-10"), "\(output)")
  }

  /// Each line of which nothing can be said says why.
  @Test func refusals() throws {
    let four = Array(Self.twoLines.prefix(4))
    func changed(_ index: Int, _ finding: String) -> [Row] {
      var rows = four
      rows[index].finding = finding
      return rows
    }
    for (result, words) in [
      (try run(Array(four.prefix(3))), "3 sums of the same targets under the line: at least 4 are needed"),
      (try run(changed(3, "absent")), "no target was left on 2024-05-30"),
      (try run(changed(2, "not evaluated")), "not of the same targets, and left out: 2024-04-10"),
      (
        try run(four, first: "when: 2024-02, ends: 2024-05-10"), "baseline open: 2024-01-01 or 2024-02-20"
      ),
      (
        try run(four, first: "when: 2024-03, ends: 2024-05-10"), "the baseline lies up to 40 days before the first dose"
      ),
      (try run(four, first: "when: 2024-02-19, ends: 2024-05-10"), "the baseline lies 49 days before the first dose"),
      (
        // The baseline is the first measurement: 221 days lie between 2023-05-25 and it.
        try run(four, first: "when: 2023-05-25, ends: 2024-05-10"), "the baseline lies 221 days after the first dose"
      ),
      (
        try run(four.enumerated().map { ($0.element.day, "N1", "present") }),
        "no sum of target lesions at the baseline"
      ),
      (
        try run(
          four + [("2024-01-01", "N1", "20"), ("2024-02-20", "N1", "20"), ("2024-04-10", "N1", "merged into T1")]),
        "not of the same targets, and left out: 2024-04-10"
      ),
      (try run(four, ["--form", "claret"]), "4 sums of the same targets under the line: at least 5 are needed"),
      (
        try run(four, ["--form", "zecchin"], first: "when: 2024-01-03, ends: 2024-06-10"),
        "every sum is from under the drugs"
      ),
      (
        try run(four, ["--form", "zecchin"], first: "when: 2024-01-03, ends: 2024-05"),
        "no first and last day that are known to the day"
      ),
    ] { #expect(result.status == 0 && result.output.contains(words), "\(words): \(result.output)\(result.errors)") }
  }

  /// A constant effect under the drugs and none after them, by Zecchin's form: 60 mm, growth 0.3 %, effect 0.8 % a day over 100 days; then growth alone.
  @Test func zecchinByHand() throws {
    let days = ["2024-01-01", "2024-02-20", "2024-04-10", "2024-05-30", "2024-07-19", "2024-09-07"]
    let rows = days.enumerated().map { index, day in
      let time = Double(index) * 50
      return (day, String(format: "%.2f", 60 * exp(0.003 * time - 0.008 * min(time, 100))))
    }
    let output = try run(
      Self.target(rows), ["--form", "zecchin"], first: "when: 2024-01-01, ends: 2024-04-10",
      second: "when: 2024-11-20, ongoing: true"
    ).output
    let row = try #require(output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("A,one") })
    #expect(row.contains(",6,250,0.3,") && row.contains(",0.8,"), "\(row)")
  }

  /// The report's forecasts have the same table, in German for who reads and in English for programs.
  @Test func inTheReport() throws {
    let result = try run(
      Self.twoLines, ["--language", "de"], report: true,
      files: ["report/tables/growth.csv", "report/tables/growth-between-lines.csv", "report/index.html"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.files["report/tables/growth.csv"]?.contains("4,150,0.2,0.152 to") == true, "\(result.files)")
    #expect(result.files["report/tables/growth-between-lines.csv"]?.contains("0.5,0.32 to 0.79") == true)
    let page = try #require(result.files["report/index.html"])
    for words in ["Wachstum und Schrumpfung der Zielläsionen", "rät zu keiner Substanz", "Sensitivität von 33 %"] {
      #expect(page.contains(words), "\(words)")
    }
  }

  @Test func aGermanFigure() throws {
    let result = try run(
      Self.twoLines, ["--patient", "A", "--figure", "growth.svg", "--language", "de"],
      files: ["growth.svg", "growth.csv"])
    #expect(result.status == 0, "\(result.errors)")
    let picture = try #require(result.files["growth.svg"])
    for words in ["Tage seit der Baseline", "Summe der Zielläsionen", "gemessen", "Konformitätsbewertung"] {
      #expect(picture.contains(words), "\(words)")
    }
    let data = try #require(result.files["growth.csv"])
    #expect(data.contains("measured,100,61.68") && !data.contains("gemessen"), "\(data)")
  }
}
