// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import VerlaufTesting

/// Random orders as people type them, through `dose`, `calendar` and `adapt`, against a second calculation that is written out here and shares no code.
@Suite struct RandomOrderTests {
  let command = CommandLineTests()

  /// An order of gemcitabine in one of its spellings.
  struct Order: Sendable, CustomStringConvertible {
    var amount: Double
    var spelling: String
    var height: Double
    var weight: Double
    var isMale: Bool
    var isAdjusted: Bool
    var percent: Double
    var cap: Double?
    var neutrophils: Double
    var platelets: Double
    var description: String { "\(spelling) \(height) cm \(weight) kg \(percent) %" }

    /// Du Bois & Du Bois 1916, on the actual weight or on Devine's ideal weight plus 0.4 of what is above it.
    var milligrams: Double {
      let ideal = (isMale ? 50 : 45.5) + 2.3 * (height / 2.54 - 60)
      let kilograms = isAdjusted && weight > ideal ? ideal + 0.4 * (weight - ideal) : weight
      let surface = 0.007184 * pow(height, 0.725) * pow(kilograms, 0.425)
      return amount * percent / 100 * min(surface, cap ?? surface)
    }

    /// US label for the pancreas: 1.0 and 100 full, from 0.5 and 50 on three quarters, else none.
    var decision: String {
      if neutrophils < 0.5 || platelets < 50 { return "hold this dose" }
      return neutrophils < 1 || platelets < 100 ? "75 %" : "full dose"
    }
  }

  static let orders: [Order] = {
    var generator = SeededGenerator(seed: 12)
    return (0..<16).map { _ in
      let amount = Double(500 + 5 * generator.below(150))
      let spellings = [
        "\(Int(amount)) mg/m2", "\(Int(amount)) mg/m²", "\(Int(amount))mg/m2", "\(Int(amount)),0 mg/m2",
        "\(String(amount / 1000).count == 5 ? "\(Int(amount)) mg/m2" : "\(amount / 1000) g/m2")",
      ]
      let height = Double(158 + generator.below(35))
      let weight = Double(50 + generator.below(50)) + Double(generator.below(10)) / 10
      return Order(
        amount: amount, spelling: spellings[generator.below(spellings.count)], height: height, weight: weight,
        isMale: generator.below(2) == 0, isAdjusted: generator.below(2) == 0,
        percent: [100, 75, 50, 87.5][generator.below(4)], cap: generator.below(3) == 0 ? 1.8 : nil,
        neutrophils: Double(generator.below(30)) / 10, platelets: Double(generator.below(200)))
    }
  }()

  private func patient(_ order: Order) -> [String] {
    [
      "--height", "\(order.height)", "--weight", "\(order.weight)".replacingOccurrences(of: ".", with: ","), "--sex",
      order.isMale ? "male" : "w",
    ]
      + (order.isAdjusted ? ["--basis", "adjusted"] : []) + (order.cap.map { ["--cap", "\($0)"] } ?? [])
  }

  private func number(_ line: String?, _ column: Int) -> Double? {
    // Cells in quotes hold commas: what stands before a number here has none.
    line.flatMap { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return cells.indices.contains(column) ? Double(cells[column]) : nil
    }
  }

  @Test(arguments: orders) func doses(order: Order) throws {
    let result = try command.run(
      ["dose", "Gemcitabin", order.spelling, "--percent", "\(order.percent)"] + patient(order) + ["--format", "csv"])
    #expect(result.status == 0, "\(result.errors)")
    let line = result.output.components(separatedBy: "\r\n").first { $0.hasPrefix("\"computed, mg\"") }
    #expect(abs((line.flatMap { Double($0.dropFirst(15)) } ?? 0) - order.milligrams) <= 0.005 + 1e-9, "\(line ?? "")")
  }

  @Test(arguments: orders) func calendars(order: Order) throws {
    var full = order
    full.percent = 100
    let result = try command.run(
      ["calendar", "gemcitabine \(Int(order.amount)) mg/m2 d1, d8 q21", "--start", "2027-01-11", "--cycles", "2"]
        + patient(order) + ["--format", "csv"])
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.components(separatedBy: "\r\n").filter { $0.hasPrefix("2027-") }
    #expect(lines.map { String($0.prefix(10)) } == ["2027-01-11", "2027-01-18", "2027-02-01", "2027-02-08"])
    for line in lines {
      // A dose of four digits has its thousands marked, and so stands in quotes.
      let plain = line.replacingOccurrences(of: "\"1,", with: "\"1")
      #expect(abs((number(plain, 6) ?? 0) - full.milligrams) <= 0.05 + 1e-9, "\(line)")
    }
  }

  @Test(arguments: orders) func decisions(order: Order) throws {
    let counts = [
      "ANC \(Int((order.neutrophils * 1000).rounded())) /µl",
      "Thrombozyten \(order.platelets) Tsd./µl".replacingOccurrences(of: ".0 ", with: " "),
    ]
    let result = try command.run(
      ["adapt", "Gemzar", "--rules", "gemcitabine-us-pancreas", "--day", "8", "--dose", "\(Int(order.amount)) mg/m2"]
        + counts.flatMap { ["--value", $0] } + ["--format", "csv"])
    #expect(result.status == 0, "\(result.errors)")
    let line =
      result.output.components(separatedBy: "\r\n").first { $0.hasPrefix("gemcitabine-us-pancreas,gemcitabine,") } ?? ""
    let decision = line.dropFirst("gemcitabine-us-pancreas,gemcitabine,".count).drop { $0 == "\"" }
    #expect(decision.hasPrefix(order.decision), "\(line)")
  }
}
