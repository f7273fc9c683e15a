// SPDX-License-Identifier: Apache-2.0

import Console
import Plain
import ArgumentParser
import Chronology
import Exchange
import Dosing
import Report

/// The library of regimens: built in, with a hospital's own files over it.
struct LibraryArguments: ParsableArguments {
  @Option(
    help: "Folder (or file) with your own regimens, rules, drugs, bands; same ids replace the built-in ones.",
    completion: .directory)
  var library: String?

  func validate() throws {
    if library?.isEmpty == true { throw ValidationError("--library: an empty path names no folder") }
  }

  /// Reads the library; tells all problems and exits with 2 where a file of one's own has an error.
  func read() throws -> RegimenLibrary {
    let builtIn = BuiltInLibrary.read().library
    guard let library else { return builtIn }
    let reading = RegimenFolder.read(library, over: builtIn)
    for problem in reading.problems { Terminal.tell("\(problem)") }
    if !reading.errors.isEmpty {
      Terminal.tell("error: --library \(library): \(Terminal.count(reading.errors.count, "error"))")
      throw ExitCode(2)
    }
    return reading.library
  }
}

/// Problems of the arguments, told all at once.
struct ArgumentProblems {
  private(set) var lines: [String] = []
  private var warnings: [String] = []

  /// Notes one.
  mutating func note(_ line: String) { lines.append(line) }

  /// Notes what a person must know and what stops nothing.
  mutating func warn(_ line: String) {
    if !warnings.contains(line) { warnings.append(line) }
  }

  /// The value, or nil after noting why there is none.
  mutating func value<Value>(_ result: @autoclosure () throws -> Value, _ option: String) -> Value? {
    do {
      return try result()
    } catch {
      note("\(option): \(error)")
      return nil
    }
  }

  /// A number of a text within a range, or nil after noting why not.
  mutating func number(_ text: String, _ range: NumberRange, _ option: String) -> Double? {
    do {
      return try range.number(text)
    } catch {
      note("\(option): \(error)")
      return nil
    }
  }

  /// A whole number of a text within a range, or nil after noting why not.
  mutating func whole(_ text: String, _ range: NumberRange, _ option: String) -> Int? {
    do {
      return try range.whole(text)
    } catch {
      note("\(option): \(error)")
      return nil
    }
  }

  /// An item by its name, or nil after noting the nearest.
  mutating func find<Item>(_ name: String, in items: [String: Item], _ kind: String, _ option: String? = nil) -> Item? {
    if let item = items[name] { return item }
    let nearest = Spelling.nearest(to: name, among: items.keys.sorted())
    // The beginning of several names is none of them.
    let begun = name.count < 3 ? [] : items.keys.sorted().filter { $0.hasPrefix(name.lowercased()) }
    let known =
      begun.count > 1
      ? "; there are \(begun.joined(separator: ", "))" : (begun.first ?? nearest).map { "; did you mean `\($0)`?" }
    note(
      (option.map { "\($0): " } ?? "") + "there is no \(kind) `\(name)`" + (known ?? "; see verlauf regimen list"))
    return nil
  }

  /// The generic name that a name of a drug means, or nil after noting the nearest.
  mutating func drug(_ name: String, in library: RegimenLibrary, _ option: String? = nil) -> String? {
    if let generic = library.generic(name) {
      let formulations = library.formulations(called: generic)
      guard formulations.count > 1 else { return generic }
      note(
        (option.map { "\($0): " } ?? "")
          + "`\(name)` is said of \(formulations.joined(separator: " and of ")), whose doses differ; name one of them"
      )
      return nil
    }
    let nearest = library.nearest(to: name)
    note(
      (option.map { "\($0): " } ?? "") + "there is no drug `\(name)`"
        + (nearest.isEmpty
          ? "; a file of it in --library makes it known"
          : "; did you mean \(nearest.map { "`\($0)`" }.joined(separator: ", "))?"))
    return nil
  }

  /// Notes that there is no such name, with the nearest one or those there are; nothing where no name was given.
  mutating func check(_ name: String?, among names: [String], _ kind: String, _ option: String) {
    guard let name, !names.contains(name) else { return }
    let known = names.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let listed = known.prefix(20).joined(separator: ", ") + (known.count > 20 ? ", …" : "")
    let nearest = Spelling.nearest(to: name, among: known)
    note(
      "\(option) \(name): there is no \(kind) `\(name)`"
        + (nearest.map { "; did you mean `\($0)`?" } ?? "; there are: \(known.isEmpty ? "none" : listed)"))
  }

  /// Prints the warnings, then all problems, and exits with 2 if there are any.
  mutating func stop() throws {
    for warning in warnings { Terminal.tell("warning: \(warning)") }
    warnings = []
    guard !lines.isEmpty else { return }
    for line in lines { Terminal.tell("error: \(line)") }
    throw ExitCode(2)
  }
}
