// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Dosing
import Plain

/// Anthracyclines that were given before, and how they are added up.
struct HistoryArguments: ParsableArguments {
  @Option(
    help:
      "Anthracyclines given so far, drug, times (1 to 500) and mg/m² (0.1 to 2000): \"doxorubicin 4 x 60\"; or a sum, \"doxorubicin 240 mg/m2\". Repeat for several."
  ) var given: [String] = []
  @Option(help: "Scheme of doxorubicin equivalents for other anthracyclines.") var equivalents: String?
  @Option(
    NumberRange(1...5000, "mg/m²"), help: "Limit of cumulative doxorubicin beside those of its label (550 and 400).")
  var cumulativeLimit: Double?

  /// The factors of the scheme; none where no scheme is chosen.
  func factors(_ library: RegimenLibrary) -> [Drug.ID: Double] {
    equivalents.map(library.doxorubicinFactors) ?? [:]
  }

  /// The sum of what was given; nil where nothing is told, or after noting what is wrong.
  func total(_ library: RegimenLibrary, _ problems: inout ArgumentProblems) -> AnthracyclineTotal? {
    let factors = factors(library)
    if let equivalents, factors.isEmpty {
      problems.note(
        "--equivalents \(equivalents): the library has "
          + (library.equivalenceSchemes.isEmpty ? "none" : library.equivalenceSchemes.joined(separator: ", ")))
    }
    guard !given.isEmpty else {
      // It says nothing without what was given; it would be passed over in silence.
      if let equivalents { problems.note("--equivalents \(equivalents) without --given") }
      return nil
    }
    let before = problems.lines.count
    let courses = given.compactMap { course($0, library, &problems) }
    guard problems.lines.count == before else { return nil }
    do {
      let own = library.drugs["doxorubicin"]?.cumulativeLimits.map(\.dose.amount).max()
      return try AnthracyclineTotal(courses, factors: factors, limit: cumulativeLimit ?? own ?? 550)
    } catch {
      problems.note("--given: \(error)")
      return nil
    }
  }

  private func course(
    _ text: String, _ library: RegimenLibrary, _ problems: inout ArgumentProblems
  ) -> GivenCourse? {
    var all = text.split(separator: " ").map(String.init)
    // `4 x 60 mg/m2` says the unit that is meant; `240 mg/m2` is a sum only with its unit.
    let hasUnit = all.last.map { ["mg/m2", "mg/m²"].contains($0) } ?? false
    if hasUnit { all.removeLast() }
    if hasUnit, all.count >= 2, all.count < 4 || !["x", "×", "*"].contains(all[all.count - 2].lowercased()) {
      return sum(text, all, library, &problems)
    }
    // A name may be of several words: `pegylated liposomal doxorubicin 4 x 40`.
    let words = [all.dropLast(3).joined(separator: " ")] + all.suffix(3)
    guard all.count >= 4, ["x", "×", "*"].contains(words[2].lowercased()) else {
      problems.note(
        "--given \"\(text)\": expected \"doxorubicin 4 x 60\" (drug, administrations, mg/m²) or a sum, \"doxorubicin 240 mg/m2\""
      )
      return nil
    }
    let option = "--given \"\(text)\""
    let count = problems.whole(words[1], NumberRange(1...500, "administrations"), option)
    let dose = problems.number(words[3], NumberRange(0.1...2000, "mg/m²"), option)
    guard let count, let dose, let drug = anthracycline(words[0], library, &problems, option) else { return nil }
    if let question = library.question(of: Dose(amount: dose, unit: .milligramsPerSquareMetre), drug) {
      problems.warn("\(option): \(question)")
    }
    return GivenCourse(drug: drug, administrations: count, milligramsPerSquareMetre: dose)
  }

  /// A sum: `doxorubicin 240 mg/m2`.
  private func sum(
    _ text: String, _ words: [String], _ library: RegimenLibrary, _ problems: inout ArgumentProblems
  ) -> GivenCourse? {
    let option = "--given \"\(text)\""
    let sum = words.last.flatMap { problems.number($0, NumberRange(0.1...5000, "mg/m²"), option) }
    let name = words.dropLast().joined(separator: " ")
    guard let sum, let drug = anthracycline(name, library, &problems, option) else { return nil }
    return GivenCourse(drug: drug, sum: sum)
  }

  /// The anthracycline of a name, or nil after noting that it is none.
  private func anthracycline(
    _ name: String, _ library: RegimenLibrary, _ problems: inout ArgumentProblems, _ option: String
  ) -> Drug.ID? {
    guard let drug = problems.drug(name, in: library, option) else { return nil }
    guard library.drugs[drug]?.kind == .anthracycline else {
      problems.note(
        "\(option): \(drug) is no anthracycline of the library; there are "
          + library.drugs.values.filter { $0.kind == .anthracycline }.map(\.id).sorted().joined(separator: ", "))
      return nil
    }
    return drug
  }

  /// What a part of a regimen adds in a cycle, after others; nil where it cannot be counted.
  func adding(
    _ part: Regimen.Component, percent: Double, to sum: (parts: [String], sum: Double), _ library: RegimenLibrary
  ) -> (parts: [String], sum: Double)? {
    let drug = library.generic(part.drug) ?? part.drug
    guard part.dose.unit == .milligramsPerSquareMetre,
      let factor = drug == "doxorubicin" ? 1 : factors(library)[drug]
    else { return nil }
    let days = part.days.count
    let amount = part.dose.amount * percent / 100
    let total = amount * Double(days) * factor
    let words =
      "\(drug) \(days > 1 ? "\(days) × " : "")\(Numbers.text(amount, decimals: 2))"
      + (factor == 1 ? "" : " × \(Numbers.text(factor, decimals: 3))") + " = \(Numbers.text(total, decimals: 2)) mg/m²"
    return (sum.parts + [words], sum.sum + total)
  }
}
