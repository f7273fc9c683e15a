// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Course
import Dosing
import Exchange
import Plain

/// The dose levels of a regimen of the library, or those that its rules know, as doses of a trial, from the lowest.
struct DoseLevelNames: ParsableArguments {
  @Option(
    help:
      "Its dose levels, or the shares of its dose that its rules know, are the doses, from the lowest: gemcitabine-1000-q28. A trial that states no --start begins with the full dose."
  ) var regimen: String?

  /// The doses in words, from the lowest: `500 mg/m²`; nil where no regimen is stated.
  ///
  /// - Throws: a regimen that the library does not have, or of which it has fewer than two levels.
  func names() throws -> [String]? {
    guard let regimen else { return nil }
    let library = BuiltInLibrary.read().library
    guard let own = library.regimens[regimen] else {
      let near = Spelling.nearest(to: regimen, among: library.regimens.keys.sorted())
      throw ValidationError(
        "--regimen \(regimen.prefix(40)): found no such regimen; expected one of `verlauf regimen list`\(near.map { ", \($0)" } ?? "")"
      )
    }
    guard let levels = Self.levels(of: own, library), levels.count > 1 else {
      let with = library.regimens.values.filter { (Self.levels(of: $0, library)?.count ?? 0) > 1 }.map(\.id).sorted()
      throw ValidationError(
        "--regimen \(regimen): the library states no dose below its full one; expected one of \(with.joined(separator: ", "))"
      )
    }
    return levels
  }

  /// The levels of a regimen, else the full dose with the shares of it that its rules of dose modification know, from the lowest; nil where neither states one.
  private static func levels(of regimen: Regimen, _ library: RegimenLibrary) -> [String]? {
    if regimen.levels.count > 1 {
      let isOfOne = regimen.levels.allSatisfy { $0.count == 1 }
      return regimen.levels.reversed().map { level in
        level.sorted { $0.key < $1.key }.map { isOfOne ? $1.dose.text : "\($0) \($1.dose.text)" }
          .joined(separator: ", ")
      }
    }
    guard regimen.components.count == 1, let full = regimen.components.first?.dose else { return nil }
    let percents = regimen.rules.compactMap { library.rules[$0] }.flatMap(\.rows).compactMap { row -> Double? in
      if case .percent(let percent) = row.action, percent > 0 { percent } else { nil }
    }
    let shares = Set(percents + [100]).sorted()
    return shares.map { Dose(amount: full.amount * $0 / 100, unit: full.unit).text }
  }

  /// Holds a number of doses that something else states against the levels.
  func check(_ count: Int, _ option: String) throws {
    guard let names = try names(), names.count != count else { return }
    throw ValidationError(
      "\(option): found \(count) doses; expected \(names.count), the levels of \(regimen ?? ""): \(names.joined(separator: "; "))"
    )
  }
}
