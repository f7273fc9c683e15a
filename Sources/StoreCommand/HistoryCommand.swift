// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Plain
import Store

/// `verlauf history FILE [PATIENT]`
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Say who changed what, when and why.",
    discussion: """
      EXAMPLES
        verlauf history my-series.verlauf
        verlauf history my-series.verlauf 3 --details
        verlauf history my-series.verlauf --revision 17

      The last revision comes first. With --details each field is shown as it was and as it became. `verlauf export FILE FOLDER --at REVISION` gives the whole \
      study as it was.
      """)

  @OptionGroup var input: StoreFile
  @Argument(help: "Only what changed of a patient.")
  var patient: String?
  @Option(help: "Only this revision, with its fields.")
  var revision: Int?
  @Option(help: "At most so many revisions.")
  var most = 50
  @Flag(help: "Show the fields that changed.")
  var details = false

  func validate() throws {
    if most < 1 { throw ValidationError("--most: at least 1") }
  }

  func run() async throws {
    try await input.open { store in
      let scope: Store.Scope = patient.map { .patient($0) } ?? .study
      let revisions = try await store.history(
        scope, before: revision.map { $0 < Int.max ? $0 + 1 : $0 }, most: revision == nil ? most : 1)
      if let revision, revisions.first?.id != revision {
        Terminal.tell("error: there is no revision \(revision)\(patient.map { " of patient \($0)" } ?? "")")
        throw ExitCode(2)
      }
      for each in revisions {
        let why = each.why.map { ": \($0)" } ?? ""
        Terminal.say(
          "\(each.id)  \(each.at)  \(each.by)  \(each.kind.rawValue)  \(Terminal.count(each.changes, "part"))\(why)")
        guard details || revision != nil else { continue }
        // A study that was taken in is not shown word by word.
        if each.changes > 200, revision == nil { continue }
        for change in try await store.changes(in: each.id, of: patient) { ChangeLines.say(change) }
      }
    }
  }
}

/// How a change is shown.
enum ChangeLines {
  static func say(_ change: PartChange) {
    Terminal.say("    \(change.title)\(change.isErased ? ": erased" : "")")
    for field in change.fields {
      for line in lines(field.old) { Terminal.say("      - \(line)") }
      for line in lines(field.new) { Terminal.say("      + \(line)") }
    }
  }

  private static func lines(_ text: String?) -> [Substring] { text?.split(separator: "\n") ?? [] }
}
