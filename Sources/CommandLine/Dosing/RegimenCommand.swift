// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Exchange
import Plain
import Dosing
import Report

/// `verlauf regimen list|show|check|export`
struct RegimenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regimen", abstract: "List, show and check regimens and rule sets, built in or your own.",
    discussion: """
      EXAMPLES
        verlauf regimen list gemcitabine                   regimens and rule sets with gemcitabine
        verlauf regimen show gem-doc-900-100-q21               one regimen, with levels and sources
        verlauf regimen show gemcitabine-us-pancreas       one rule set, row by row
        verlauf regimen export our-regimens                the built-in files, to edit
        verlauf regimen check our-regimens                 all mistakes at once, with line and column
      """, subcommands: [List.self, Show.self, Check.self, Export.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Regimens and rule sets, a line each.")
    @Argument(
      help:
        "Only those with these words in id, name, disease, or drugs by any name: \"STS\", \"leiomyosarcoma\", \"gem doc\"."
    ) var word: String?
    @OptionGroup var library: LibraryArguments
    @OptionGroup var format: FormatOption

    func run() throws {
      let library = try library.read()
      let (regimens, sets, wider) = library.search(word ?? "")
      if regimens.isEmpty, sets.isEmpty {
        Terminal.tell("nothing with `\(word ?? "")`; see verlauf regimen list")
        throw ExitCode(1)
      }
      for histology in wider {
        Terminal.tell("\(histology) is a soft tissue sarcoma: what is for that is listed too.")
      }
      format.show([DosingTables.regimens(regimens), DosingTables.ruleSets(sets)].filter { !$0.rows.isEmpty })
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Everything about a regimen, a rule set or a drug.")
    @Argument(help: "Its id.") var id: String
    @OptionGroup var library: LibraryArguments
    @OptionGroup var format: FormatOption

    func run() throws {
      let library = try library.read()
      var tables: [Table] = []
      if let regimen = library.regimens[id] { tables += DosingTables.regimen(regimen) }
      if let set = library.rules[id] { tables.append(DosingTables.ruleSet(set)) }
      if let drug = library.drug(named: id) {
        let regimens = library.regimens.values.filter { $0.drugs.contains(drug.id) }.sorted { $0.id < $1.id }
        tables.append(DosingTables.drug(drug, regimens: regimens, rules: library.rules(for: drug.id)))
      }
      if tables.isEmpty {
        var problems = ArgumentProblems()
        if let drug = library.generic(id) {
          problems.note("`\(id)` is \(drug), and the library has no file of it; a file in --library makes it known")
          try problems.stop()
        }
        let all = library.regimens.mapValues(\.id).merging(library.rules.mapValues(\.id)) { first, _ in first }
          .merging(library.drugs.mapValues(\.id)) { first, _ in first }
        _ = problems.find(id, in: all, "regimen, rule set or drug")
        try problems.stop()
      }
      format.show(tables)
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read files of your own and tell all mistakes; exits with 2 if there are any.")
    @Argument(help: "A file or a folder.", completion: .directory) var path: String

    func validate() throws {
      if path.isEmpty { throw ValidationError("<path>: an empty path names no folder") }
    }

    func run() throws {
      let reading = RegimenFolder.read(path, over: BuiltInLibrary.read().library)
      for problem in reading.problems { Terminal.tell("\(problem)") }
      let count = reading.errors.count
      if count > 0 {
        Terminal.tell("\(path): \(Terminal.count(count, "error"))")
        throw ExitCode(2)
      }
      Terminal.say("\(path): no errors")
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the built-in files into a new folder, to edit; use it with --library.")
    @Argument(help: "A folder that does not exist yet.") var folder: String

    func run() throws {
      let files = BuiltInLibrary.texts.map { OutputFile(path: $0.key, text: $0.value) }
      try Writing.attempt(protecting: []) { writer throws(WriteFailure) in
        try writer.makeFolder(files, at: folder, isPrivate: false)
      }
      Terminal.say("\(files.count) files in \(folder)")
    }
  }
}
