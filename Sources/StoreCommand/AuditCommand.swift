// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Store

/// `verlauf audit FILE`
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Hold the log of changes against its chain of hashes.",
    discussion: """
      EXAMPLES
        verlauf audit my-series.verlauf
        verlauf audit my-series.verlauf --expect 3f8a…

      Each revision's hash covers the one before it, so that one changed byte is found with its revision. What a chain alone cannot show is that its end was taken \
      away: note the hash of the last revision elsewhere (it is printed), and give it to --expect later.

      Exits with 0 where all is as it was written, with 1 where not.
      """)

  @OptionGroup var input: StoreFile
  @Option(help: ArgumentHelp("The hash of an earlier last revision: it must be in the chain.", valueName: "hash"))
  var expect: String?

  func run() async throws {
    var isSound = false
    try await input.open { store in
      let audit = try await store.audit(expecting: expect)
      isSound = audit.isSound
      AuditLines.say(audit, input.file)
    }
    if !isSound { throw ExitCode(1) }
  }
}

/// `verlauf verify FILE`
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a file whole: pages, references, log, attachments, and that the study reads.",
    discussion: """
      EXAMPLES
        verlauf verify my-series.verlauf

      Exits with 0 where the file is sound, with 1 where not, with 2 where it cannot be opened.
      """)

  @OptionGroup var input: StoreFile

  func run() async throws {
    var isSound = false
    try await input.open { store in
      let audit = try await store.verify()
      isSound = audit.isSound
      AuditLines.say(audit, input.file)
    }
    if !isSound { throw ExitCode(1) }
  }
}

/// How an audit is shown.
enum AuditLines {
  static func say(_ findings: [Audit.Finding]) {
    for finding in findings.prefix(200) { Terminal.say("\(finding)") }
    if findings.count > 200 { Terminal.say("and \(findings.count - 200) more") }
  }

  static func say(_ audit: Audit, _ file: String) {
    say(audit.findings)
    let erased = audit.erased == 0 ? "" : ", \(audit.erased) of them erased"
    Terminal.tell(
      "\(file): \(Terminal.count(audit.revisions, "revision")), \(Terminal.count(audit.changes, "change"))\(erased): \(audit.isSound ? "as they were written" : Terminal.count(audit.findings.count, "finding"))"
    )
    Terminal.tell("hash of the last revision: \(audit.head)")
  }
}
