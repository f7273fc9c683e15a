// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Course
import Exchange
import Foundation
import Interchange
import Notation
import Plain
import Report

/// How a study that is given away is de-identified.
struct DeidentifyArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The secret by which pseudonyms and shifts of dates are made: a file outside of what is written.",
      valueName: "file"), completion: .file())
  var key: String?
  @Flag(help: "Make the file of --key, which must not be there, readable by you alone.")
  var newKey = false
  @Option(
    help:
      "shifted: by one offset a patient, 1 to 365 days back. counted: as days from the first that is known of each patient, which stands as \(Deidentification.dayZero)."
  )
  var dates = DateChoice.shifted
  @Option(
    help: ArgumentHelp(
      "A list of the texts that are withheld, for a person to say which may stay: made where it is not there, read where it is.",
      valueName: "file"), completion: .file())
  var review: String?
  @Option(NumberRange(1...1000), help: "Flag cells of fewer patients than this.")
  var smallestCell = 5

  enum DateChoice: String, ExpressibleByArgument, CaseIterable {
    case shifted, counted
  }

  /// What is wrong with the options where a study is de-identified, or is not.
  func check(isAsked: Bool, out: String) throws {
    guard isAsked else {
      let given = [
        key.map { _ in "--key" }, newKey ? "--new-key" : nil, review.map { _ in "--review" },
        dates == .shifted ? nil : "--dates", smallestCell == 5 ? nil : "--smallest-cell",
      ].compactMap(\.self)
      if let first = given.first { throw ValidationError("\(first): only of a study that is de-identified") }
      return
    }
    guard let key, !key.isEmpty else {
      throw ValidationError(
        "de-identifying needs a secret: --key FILE names it, outside of \(out); with --new-key it is made")
    }
    for (option, path) in [("--key", key), ("--review", review)] {
      guard let path else { continue }
      if path.isEmpty { throw ValidationError("\(option): an empty path names no file") }
      if Self.lies(path, in: out) {
        throw ValidationError("\(option) \(path): lies in what is given away (\(out)); name a place outside")
      }
    }
  }

  /// Whether a path is a folder or lies in it, as the names say.
  private static func lies(_ path: String, in folder: String) -> Bool {
    func parts(_ path: String) -> [String] {
      URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().pathComponents.map { $0.lowercased() }
    }
    return parts(path).starts(with: parts(folder))
  }

  /// De-identifies a study. Exits with 2 where that cannot be.
  func apply(to study: Study, read: String) throws -> Deidentification {
    var options = Deidentification.Options()
    options.dates = dates == .shifted ? .shifted : .counted
    options.smallestCell = smallestCell
    let hasList = review.map { FileManager.default.fileExists(atPath: $0) } ?? false
    if let review, hasList {
      let (texts, problems) = ReviewList.kept(review)
      StudyArguments.tell(problems)
      if problems.contains(where: { $0.severity == .error }) { throw ExitCode(2) }
      options.reviewed = texts
    }
    let secret = try secret(read)
    let own: Deidentification
    do throws(Deidentification.Failure) { own = try Deidentification(of: study, key: secret, options: options) } catch {
      Terminal.tell("error: \(error); nothing was written")
      throw ExitCode(2)
    }
    if let review, !hasList {
      let list = ReviewList.text(of: own.withheld)
      try Writing.attempt(protecting: []) { writer throws(WriteFailure) in
        try writer.writeFile(Array(list.utf8), to: review)
      }
      Terminal.tell(
        "\(review): \(Terminal.count(own.withheld.count, "text")) that were withheld; write `yes` into the column keep of those that may stay, and run this again"
      )
    }
    return own
  }

  private func secret(_ read: String) throws -> PseudonymKey {
    guard let key else { throw ExitCode(2) }
    if newKey {
      guard !FileManager.default.fileExists(atPath: key) else {
        Terminal.tell("error: \(key): is there already; leave --new-key out to use it, or name another")
        throw ExitCode(2)
      }
      let secret = PseudonymKey()
      try Writing.attempt(protecting: [read]) { writer throws(WriteFailure) in
        try writer.writeFile(Array(secret.text.utf8), to: key)
      }
      Terminal.tell("\(key): a new key, readable by you alone; without it nobody can tell whom a pseudonym is of")
      return secret
    }
    let bytes = try FileInput.bytes(of: key, limit: 4096, advice: "; --new-key makes a key")
    guard let secret = PseudonymKey(text: String(decoding: bytes, as: UTF8.self)) else {
      Terminal.tell("error: \(key): is no key; expected a file that --new-key has made")
      throw ExitCode(2)
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: key)
    if let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 != 0 {
      Terminal.tell("warning: \(key): others can read it; `chmod 600` keeps it yours")
    }
    return secret
  }
}

/// What was done to a study that was de-identified, as tables.
enum DeidentificationTables {
  /// The tables of a report; none where nothing was de-identified.
  static func tables(_ report: DeidentificationReport?) -> [Table] {
    guard let report else { return [] }
    let told: [DeidentificationReport.Action] = [.changed, .dropped]
    let lines = told.flatMap { action in report.lines.filter { $0.action == action } }
    let counts = DeidentificationReport.Action.allCases.map { "\($0.rawValue) \(report.count($0))" }
    var tables = [
      Table(
        name: "de-identification", title: "What was de-identified",
        columns: ["What", "Field", "Kind", .init("Values", .number)],
        rows: lines.map { [.words($0.action.rawValue), .words($0.field), .words($0.how), .number($0.count)] },
        footnotes: ["Values: \(counts.joined(separator: ", "))."] + report.remaining)
    ]
    if !report.smallCells.isEmpty {
      tables.append(
        Table(
          name: "small-cells", title: "Cells of fewer than \(report.smallestCell) patients",
          columns: ["Histology, site, sex, age", .init("Patients", .number)],
          rows: report.smallCells.map { [.words($0.words), .number($0.count)] }))
    }
    return tables
  }
}
